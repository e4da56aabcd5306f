"""PL134 to PL139: pictures that carry more than a reader sees, or cost more than they give."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from plainleaf.checks.rules.files import BROWSER_FORMS
from plainleaf.checks.rules.registry import site_rule
from plainleaf.model.budgets import DRAWING_BYTES_MAX, PICTURE_BYTES_MAX, PICTURE_PIXELS_MAX
from plainleaf.model.findings import Severity
from plainleaf.model.rule import Hit
from plainleaf.model.site_facts import FileFact, RasterFacts, SiteFacts
from plainleaf.reading.page import Page
from plainleaf.text.printable import quoted

_ENDINGS: Final = {
    "PNG": (".png",),
    "JPEG": (".jpg", ".jpeg"),
    "GIF": (".gif",),
    "WebP": (".webp",),
}
_RASTER_ENDINGS: Final = frozenset(ending for endings in _ENDINGS.values() for ending in endings)
_CONVERTED: Final = frozenset(("TIFF", "BMP", "AVIF", "JPEG 2000", "icon"))
"""Formats that `plainleaf image clean` can read."""
_EXPORT: Final = "Delete it, and export a PNG from the viewer without names."


def _clean(file: FileFact) -> str:
    return f"Run: plainleaf image clean --in-place {shlex.quote(file.path)}"


@site_rule(
    "PL134",
    "An image from a scanner (DICOM) lies among the pages",
    Severity.ERROR,
    fix="Delete it there, and export a PNG from the viewer with names and numbers switched off.",
)
def dicom(_pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """DICOM names the patient, the hospital and the day in hundreds of fields.

    Programs that clean it leave some of them. Nothing but the picture itself is published here.
    """
    for file in site.files:
        if file.dicom:
            name = PurePosixPath(file.src).name
            message = f"{quoted(name)} is DICOM, which names the patient in many places."
            yield Hit(1, 1, message, _EXPORT, file.path)


@site_rule(
    "PL135",
    "A picture carries more than the picture",
    Severity.ERROR,
    fix='Run "plainleaf image clean --in-place" on it, which writes the picture anew, without.',
)
def carries_more(_pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """Cameras and viewers write names, places and times into a picture, where nobody sees them.

    So does whatever is hung on behind its end. A color profile counts too: its texts are free, and
    monitors for reading scans write their serial number there.
    """
    for file in site.files:
        if file.picture:
            for message in _carried(file.picture, "This picture"):
                yield Hit(1, 1, message, _clean(file), file.path)
        for one in file.embedded:
            if one.picture:
                for message in _carried(one.picture, "A picture inside of this drawing"):
                    fix = "Clean the picture, then put it into the drawing again."
                    yield Hit(one.line, 1, message, fix, file.path)


def _carried(picture: RasterFacts, named: str) -> Iterator[str]:
    """One message for each kind of thing, however often it is there."""
    for what in dict.fromkeys(one.what for one in picture.carried):
        sizes = [one.size for one in picture.carried if one.what == what]
        more = f", and {len(sizes) - 1} more" if len(sizes) > 1 else ""
        first = next(one for one in picture.carried if one.what == what)
        yield f"{named} carries {what} ({_bytes(first.size)} at byte {first.offset:,}{more})."


@site_rule(
    "PL136",
    "A picture cannot be shown, or not be checked",
    Severity.ERROR,
    fix="Save it anew as PNG (scans), JPEG (photographs) or WebP.",
)
def unreadable(_pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """What the checks cannot read to its end, they cannot call clean; some readers see nothing."""
    for file in site.files:
        if file.is_page or file.link or file.dicom or file.unread:
            continue
        problem = _problem(file)
        if problem:
            yield Hit(1, 1, *problem, file.path)
        for one in file.embedded:
            if one.picture is None or one.picture.broken:
                message = "A picture inside of this drawing cannot be checked."
                yield Hit(one.line, 1, message, "Put a PNG or JPEG there.", file.path)


def _problem(file: FileFact) -> tuple[str, str] | None:
    """What is wrong with a file that is or should be a raster image, and how to fix it."""
    ending = PurePosixPath(file.src).suffix.lower()
    if file.form and file.form not in BROWSER_FORMS:
        fix = "Save it as PNG in an image program."
        if file.form in _CONVERTED:
            better = PurePosixPath(file.path).with_suffix("").as_posix() + "-clean.png"
            names = shlex.join([file.path, "--output", better])
            fix = f"Delete it after this: plainleaf image clean {names}"
        return f"This is a {file.form} picture, which is not published.", fix
    if file.form and ending not in _ENDINGS[file.form]:
        message = f"This is a {file.form} picture, but its name ends in {quoted(ending)}."
        return message, f"Let its name end in {_ENDINGS[file.form][0]}."
    if not file.form and ending in _RASTER_ENDINGS:
        return f"Its name ends in {quoted(ending)}, but this is no picture.", "Save it anew."
    if file.picture and file.picture.broken:
        message = f"This picture cannot be read: {file.picture.broken}."
        return message, "Open it in an image program and save it anew."
    return None


@site_rule(
    "PL137",
    "A picture is too large",
    Severity.ERROR,
    fix="Make it smaller: cut away what shows nothing, then save it with fewer pixels.",
)
def too_large(_pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """Readers pay for every byte, and a phone that must unpack too many pixels closes the page."""
    for file in site.files:
        is_drawing = file.src.lower().endswith(".svg")
        if file.dicom or not (file.form or is_drawing):
            continue
        most = DRAWING_BYTES_MAX if is_drawing else PICTURE_BYTES_MAX
        if file.size > most:
            message = f"This picture has {_bytes(file.size)}; the limit is {_bytes(most)}."
            fix = "Simplify it." if is_drawing else "Cut it, or save it with fewer pixels."
            yield Hit(1, 1, message, fix, file.path)
        elif file.picture and file.picture.width * file.picture.height > PICTURE_PIXELS_MAX:
            size = f"{file.picture.width:,} × {file.picture.height:,} pixels"
            message = f"This picture has {size}; the limit is {PICTURE_PIXELS_MAX:,} in all."
            yield Hit(1, 1, message, "Save it with fewer pixels.", file.path)


def _bytes(count: int) -> str:
    return f"{count:,} byte{'' if count == 1 else 's'}"


@site_rule(
    "PL138",
    "A drawing carries more than the drawing",
    Severity.ERROR,
    fix='Save it as "plain SVG" or "optimized SVG", without metadata and comments.',
)
def drawing_carries_more(_pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """Drawing programs write who drew it and where it was saved; comments are published too."""
    for file in site.files:
        for tag in file.tags:
            if tag.name.lower() == "metadata":
                yield Hit(tag.line, 1, "<metadata> is not allowed in a drawing.", _PLAIN, file.path)
        spaces: dict[str, int] = {}
        for tag in file.tags:
            for space in tag.foreign:
                spaces.setdefault(space, tag.line)
        for space, line in spaces.items():
            message = f"This drawing holds data of {quoted(space, 60)}."
            yield Hit(line, 1, message, _PLAIN, file.path)
        for words in file.words:
            if words.hidden:
                message = "A comment or instruction in a drawing is published with it."
                yield Hit(words.line, 1, message, "Delete it.", file.path)


_PLAIN: Final = 'Save it as "plain SVG".'


@site_rule(
    "PL139",
    "A word seems to be burned into a picture",
    Severity.WARNING,
    fix="Export the picture without words; labels belong to the figure's data.",
)
def burned_in(_pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """Scanners print the patient's name into the picture itself. Looked for by `check --ocr` only.

    An aid: it misses most words that lie on the body, and handwriting. Look at each picture too.
    """
    for file in site.files:
        for one in file.burned_in:
            place = f"{one.across:,} pixels from the left, {one.down:,} from the top"
            # Enough to find it, not enough to spread it in logs.
            message = f'"{one.word[:3]}…" seems to be written in this picture, {place}.'
            yield Hit(1, 1, message, "Export the picture without words.", file.path)
