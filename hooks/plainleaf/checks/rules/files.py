"""PL13x and PL906: files below docs/ that are neither pages nor what pages show."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from itertools import accumulate
from pathlib import PurePosixPath
from typing import Final

from plainleaf.checks.rules.registry import site_rule
from plainleaf.checks.rules.safety import ELSEWHERE, LOADING_ATTRIBUTES, RUNS_OR_LOADS, dangerous
from plainleaf.model.findings import Severity
from plainleaf.model.rule import Hit
from plainleaf.model.site_facts import DrawingTag, FileFact, SiteFacts
from plainleaf.reading.page import Page
from plainleaf.reading.source import mixed_line_ends
from plainleaf.text.hidden import find_hidden
from plainleaf.text.inline import find_tags
from plainleaf.text.printable import quoted

PUBLISHABLE: Final = frozenset(
    (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".mp3", ".ogg", ".opus", ".vtt", ".txt")
)
"""Endings of files that a page may show or offer."""

_NOT_LOOKED_INTO: Final = {
    ".pdf": "PDF",
    **dict.fromkeys((".wav", ".m4a", ".aac", ".flac"), "sound of this kind"),
    **dict.fromkeys((".mp4", ".webm", ".mov", ".avi", ".ogv"), "film"),
}
"""What a page could offer, if the checks could see who and what it names."""
_INSTEAD: Final = {
    "PDF": "Link to where it is published; the site prints its own pages.",
    "sound of this kind": "Export it as MP3 or Opus, without tags.",
    "film": "Show its pictures as a stack, or link to where it is published.",
}

BROWSER_FORMS: Final = frozenset(("PNG", "JPEG", "GIF", "WebP"))
"""Formats of raster images that every browser shows, and every part of which is checked."""
NEVER_PUBLISHED: Final = ("_data/",)
"""Folders inside docs/ that no build publishes."""
_DATA_FILES: Final = frozenset(("figures.yml", "leaflet.yml"))
"""Data beside pages, which no build publishes."""


def _published(src: str) -> bool:
    return not src.startswith(NEVER_PUBLISHED) and PurePosixPath(src).name not in _DATA_FILES


@site_rule(
    "PL130",
    "Stray file in docs/",
    Severity.ERROR,
    fix="Move it out of docs/; a picture is saved as PNG, JPEG or WebP first.",
)
def stray(_pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """Whatever lies in docs/ is published: drafts, scans with a patient's name, Thumbs.db."""
    for file in site.files:
        if file.is_page or file.link or file.dicom or file.unread or not _published(file.src):
            continue
        if file.form and file.form not in BROWSER_FORMS:
            continue  # PL136 says how to save it
        ending = PurePosixPath(file.src).suffix.lower()
        if ending == ".md":
            where = (
                "is in a folder of data" if file.src.endswith(".md") else 'does not end in ".md"'
            )
            message = f"This page {where}, and would be published unchecked."
            fix = "Move it to the folder of its kind, with a name that ends in .md."
            yield Hit(1, 1, message, fix, file.path)
        elif ending in _NOT_LOOKED_INTO:
            kind = _NOT_LOOKED_INTO[ending]
            message = f"A {kind} is not published: names and places in it are seen by no check."
            yield Hit(1, 1, message, _INSTEAD[kind], file.path)
        elif ending not in PUBLISHABLE:
            name = PurePosixPath(file.src).name
            message = f"{quoted(name)} is neither a page nor anything that a page may show."
            yield Hit(1, 1, message, "Move it out of docs/.", file.path)


@site_rule(
    "PL131",
    "A symbolic link leads astray",
    Severity.ERROR,
    fix="Replace the link by the file it should be, or delete it.",
)
def link_astray(_pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """MkDocs follows links: what they lead to is published, from anywhere on the computer."""
    told = {
        "outside": ("This link leads out of docs/.", "Copy the file here, or delete the link."),
        "circle": ("This link leads in a circle.", "Delete it."),
        "nowhere": ("This link leads nowhere.", "Delete it."),
        "folder": (
            "This link leads to a folder, whose pages would be published unchecked.",
            "Move the folder here, or delete the link.",
        ),
    }
    for file in site.files:
        if file.link:
            yield Hit(1, 1, *told[file.link], file.path)


@site_rule(
    "PL132",
    "Nothing uses a file",
    Severity.ERROR,
    fix="Show it on a page or delete it.",
)
def unused(_pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """What no page shows is published all the same, and nobody looks after it."""
    for file in site.files:
        if file.is_page or file.link or file.dicom or file.unread or file.used:
            continue
        ending = PurePosixPath(file.src).suffix.lower()
        if not _published(file.src):
            message = "Nothing reads this file."
            yield Hit(1, 1, message, "Correct its name or place, or delete it.", file.path)
        elif ending in PUBLISHABLE:
            yield Hit(
                1, 1, "No page uses this file.", "Show it on a page, or delete it.", file.path
            )


@site_rule(
    "PL133",
    "Lines of a data file end in different ways",
    Severity.WARNING,
    fix="Save the file with one kind of line end; LF is the usual one.",
)
def mixed_lines(_pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """Programs that compare texts then show every line as changed, and a reviewer sees nothing."""
    for file in site.files:
        spot = mixed_line_ends(file.text) if file.text else None
        if spot is not None:
            yield Hit(spot.line, spot.column, spot.message, spot.fix, file.path)


@site_rule(
    "PL145",
    "A file cannot be read, or is no file",
    Severity.ERROR,
    fix="Put a file there, or delete what stands there; let nobody write into it during a build.",
)
def unread(_pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """What cannot be looked into cannot be called clean; pipes and devices would hang a build."""
    for file in site.files:
        if file.is_page or not file.unread or file.told or file.form:
            continue  # PL137 tells of pictures that are too large
        message = f"This cannot be read: {file.unread}."
        yield Hit(1, 1, message, "Put a file there, or delete it.", file.path)


@site_rule(
    "PL147",
    "A name holds a character that nobody sees",
    Severity.ERROR,
    fix="Type the name again, with letters, digits, dots and hyphens.",
)
def hidden_in_name(_pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """It can make a program look like a picture, and links to it cannot be typed or be told."""
    told = set()
    for file in site.files:
        for part in PurePosixPath(file.src).parts:
            at = find_hidden(part)
            if part not in told and (at is not None or "\n" in part or "\t" in part):
                told.add(part)
                sign = f"U+{ord(part[at]):04X}" if at is not None else "of a line end or tab"
                message = f"{quoted(part)} holds the invisible character {sign}."
                yield Hit(1, 1, message, "Type the name again.", file.path)


# --- what could run or load ------------------------------------------------------------------

_RUNS = re.compile(r"\b(?:java|vb)script\s*:|\bdata:text/", re.IGNORECASE)
_FOREIGN_PICTURE = re.compile(
    r"!\[[^\]\n]{0,300}\]\(\s*<?\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE
)
_IN_DRAWINGS = (RUNS_OR_LOADS - {"style"}) | {"foreignobject", "handler", "audio", "video"}
_REFERENCES = frozenset(("href", "src"))
_FOREIGN_STYLE = re.compile(r"@import|url\(\s*[\"']?\s*(?!#|[\"']?#)", re.IGNORECASE)
_EMBEDDED_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp)[;,]", re.IGNORECASE)


@site_rule(
    "PL906",
    "A data file or drawing holds something that runs or loads",
    Severity.ERROR,
    fix="Delete it; data are words, and a drawing is shapes.",
)
def runs_or_loads_in_file(_pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """Data are printed into pages, and drawings are shown on them: both reach every reader."""
    for file in site.files:
        if file.text is not None:
            yield from _in_data(file, file.text)
        if file.broken:
            line, _, reason = file.broken.removeprefix("line ").partition(": ")
            message = f"This drawing cannot be read: {reason}."
            yield Hit(int(line), 1, message, "Draw it anew, or export it again.", file.path)
        for tag in file.tags:
            for message in _in_drawing(tag):
                yield Hit(tag.line, 1, message, "Delete it.", file.path)
        for words in file.words:
            if _FOREIGN_STYLE.search(words.text) or _RUNS.search(words.text):
                message = "A style or text here loads something."
                yield Hit(words.line, 1, message, "Delete it.", file.path)


def _in_data(file: FileFact, text: str) -> Iterator[Hit]:
    starts = list(accumulate((len(line) for line in text.splitlines(keepends=True)), initial=0))

    def place(offset: int) -> tuple[int, int]:
        index = bisect.bisect_right(starts, offset) - 1
        return index + 1, offset - starts[index] + 1

    for tag in find_tags(text, place):
        if tag.closing:
            continue
        for message in _in_tag(tag.name, tag.attributes):
            yield Hit(tag.line, tag.column, message, "Delete it.", file.path)
    for match in _RUNS.finditer(text):
        message = f"The address {quoted(match.group())} is not allowed."
        yield Hit(*place(match.start()), message, "Delete it.", file.path)
    for match in _FOREIGN_PICTURE.finditer(text):
        message = "This picture would be loaded from another site."
        yield Hit(*place(match.start()), message, "Add it to the site as a figure.", file.path)


def _in_tag(name: str, attributes: tuple[tuple[str, str], ...]) -> Iterator[str]:
    if name in RUNS_OR_LOADS:
        yield f"<{name}> is not allowed in data."
    for attribute, value in attributes:
        if attribute.startswith("on") or attribute == "style":
            yield f"The attribute {quoted(attribute)} is not allowed in data."
        elif attribute in LOADING_ATTRIBUTES and ELSEWHERE.match(value) and not dangerous(value):
            yield f"{quoted(value, 40)} would be loaded from another site."


def _in_drawing(tag: DrawingTag) -> Iterator[str]:
    if tag.name.lower() in _IN_DRAWINGS:
        yield f"<{tag.name}> is not allowed in a drawing."
    for name, value in tag.attributes:
        if name.lower().startswith("on"):
            yield f"The attribute {quoted(name)} is not allowed in a drawing."
        elif name in _REFERENCES and not value.startswith("#"):
            if not _EMBEDDED_PICTURE.match(value):
                yield f"{quoted(value, 40)} leads out of the drawing."
        elif "url(" in value and _FOREIGN_STYLE.search(value):
            yield f"The attribute {quoted(name)} loads something."
