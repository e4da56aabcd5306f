"""PL148 and PL149: sounds and texts that lie below docs/ and are offered as files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from plainleaf.checks.rules.registry import site_rule
from plainleaf.model.findings import Severity
from plainleaf.model.rule import Hit
from plainleaf.model.site_facts import FileFact, SiteFacts
from plainleaf.reading.page import Page
from plainleaf.reading.sounds import ENDINGS
from plainleaf.text.hidden import find_hidden, named

TEXTS: Final = (".txt", ".vtt", ".csv", ".json")
"""Endings of texts that no other rule reads for what nobody sees."""
_CLIPS: Final = "sounds/"
_CLEAN: Final = "Run: ffmpeg -i OLD -map 0:a -map_metadata -1 -id3v2_version 0 -c copy NEW"


@site_rule(
    "PL148",
    "A sound file carries more than its sound, or holds no sound",
    Severity.ERROR,
    fix="Export the recording without tags: who speaks belongs into docs/_data/clips.yml.",
)
def sound_carries_more(_pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """Recorders write names, days and places into a file, where nobody sees them."""
    for file in site.files:
        if PurePosixPath(file.src).suffix.lower() not in ENDINGS or not _is_read(file):
            continue
        if file.sound is None:
            if not file.src.startswith(_CLIPS):  # PL651 tells of those
                message = "This is no MP3, Opus or Vorbis file, whatever its name says."
                yield Hit(1, 1, message, "Export the recording again.", file.path)
            continue
        if file.sound.broken:
            message = f"This sound cannot be read: {file.sound.broken}."
            yield Hit(1, 1, message, "Export the recording again.", file.path)
        for what in file.sound.carried:
            yield Hit(1, 1, f"This sound carries {what}.", _CLEAN, file.path)


@site_rule(
    "PL149",
    "A text that readers can open is no plain text",
    Severity.ERROR,
    fix="Save it as UTF-8 and type the named place again, or delete it.",
)
def no_plain_text(_pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """What no check can read may be anything: a scan under another name, or hidden words."""
    for file in site.files:
        if PurePosixPath(file.src).suffix.lower() not in TEXTS or not _is_read(file):
            continue
        if file.text is None:
            yield Hit(1, 1, "This is not UTF-8 text.", "Save it as UTF-8.", file.path)
            continue
        if find_hidden(file.text) is None:
            continue
        for number, line in enumerate(file.text.splitlines(), 1):
            at = find_hidden(line)
            if at is not None:
                message = f"Invisible character {named(line, at)}."
                fix = "Delete it and type the text here again."
                yield Hit(number, at + 1, message, fix, file.path)


def _is_read(file: FileFact) -> bool:
    return not (file.is_page or file.link or file.dicom or file.unread or file.form)
