"""Recorded clips of how terms are said: a sound file named after its term, and its record.

`docs/sounds/spleen.mp3` is played where the glossary shows the term `spleen`, if `clips.yml` says
who spoke it, when, and under which license. A clip with anything wrong is a finding and gets no
button. Nothing here plays or changes sound; the first bytes say which type it is.
"""

from __future__ import annotations

import datetime
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pydantic import Field

from plainleaf.model.budgets import CLIP_BYTES_MAX
from plainleaf.model.findings import Finding, Severity
from plainleaf.model.records import Record, Records, repeated
from plainleaf.model.rule import Hit, Rule
from plainleaf.model.term import TermId, TermText
from plainleaf.reading.disk import read_head, why_unread
from plainleaf.text.printable import quoted

FILE: Final = "clips.yml"
"""The data file; a site without clips needs none."""
FOLDER: Final = "sounds"
"""The folder inside docs/ that holds the sound files."""
HEAD: Final = 64
"""Bytes that say which type a file has."""
TYPES: Final[Mapping[str, str]] = {
    ".mp3": "audio/mpeg",
    ".opus": "audio/ogg; codecs=opus",
    ".ogg": "audio/ogg",
}
"""The endings that clips may have, and what browsers are told of them."""

RULE_RECORD: Final = Rule(
    "PL650",
    "A clip and its record do not belong together",
    Severity.ERROR,
    why="A voice is published only with its speaker's name and license, and under the right word.",
    fix="Name the file after the id of its term, and list it in docs/_data/clips.yml.",
)
RULE_TYPE: Final = Rule(
    "PL651",
    "A clip is no MP3, Opus or Ogg file",
    Severity.ERROR,
    why="A browser that cannot play a file shows a button that does nothing.",
    fix="Export the recording again; a new name does not make another type.",
)
RULE_SIZE: Final = Rule(
    "PL652",
    "A clip is too large",
    Severity.WARNING,
    why="One word must not cost a reader on a slow connection more than a page does.",
    fix="Cut the silence, and export one channel at 24 to 32 kbit/s.",
)


class ClipRecord(Record):
    """Who spoke a clip."""

    term: TermId = Field(description="The id of the term; the file has its name.")
    speaker: TermText = Field(description="Who speaks.")
    recorded: datetime.date = Field(strict=True, description="The day of the recording.")
    license: TermText = Field(description="Under which it may be published, such as CC BY 4.0.")


@dataclass(frozen=True)
class Clip:
    """A clip that may be played."""

    src: str
    """The file, as its path inside docs/ and inside the site."""
    type: str
    """Its media type."""
    record: ClipRecord
    """Who spoke it."""


@dataclass(frozen=True)
class Clips:
    """The clips of a site."""

    playable: Mapping[str, Clip] = field(default_factory=dict)
    """By the id of their term; those with anything wrong are left out."""
    findings: tuple[Finding, ...] = ()
    """What is wrong with clips and records."""
    files: tuple[Path, ...] = ()
    """Every clip that a record names."""


def sound_type(head: bytes) -> frozenset[str]:
    """The endings that fit the first bytes of a file; none for another sort of file."""
    if head.startswith(b"OggS"):
        return frozenset((".opus", ".ogg")) if b"OpusHead" in head else frozenset((".ogg",))
    # The sign of an MPEG frame: eleven bits set, then a version that is not reserved and layer 3.
    frame = len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2 and head[1] & 0x18 != 0x08
    return frozenset((".mp3",)) if frame or head.startswith(b"ID3") else frozenset()


def read_clips(
    docs: Path, shown: str, records: Records[ClipRecord], terms: Container[str]
) -> Clips:
    """Read the clips below docs/.

    Args:
        docs: the folder of pages and data.
        shown: that folder, as findings print it.
        records: what `clips.yml` holds.
        terms: the ids of the glossary's terms.
    """
    listed = f"{shown}/_data/{FILE}"
    folder = docs / FOLDER
    sounds: dict[str, list[Path]] = {}
    if folder.is_dir():
        for file in sorted(folder.iterdir()):
            if file.suffix.lower() in TYPES:
                sounds.setdefault(file.stem, []).append(file)
    findings = [*repeated(records, "term", listed, RULE_RECORD.code)]
    playable: dict[str, Clip] = {}
    for record, place in zip(records.items, records.positions, strict=True):
        files = sounds.get(record.term, [])
        wrong = [
            RULE_RECORD.finding(Hit(*place, message, fix), listed)
            for message, fix in _record_problems(record, files, terms)
        ]
        for file in files[:1]:
            path = f"{shown}/{FOLDER}/{file.name}"
            wrong += [rule.finding(hit, path) for rule, hit in _file_problems(file)]
            if not wrong:
                src, kind = f"{FOLDER}/{file.name}", TYPES[file.suffix.lower()]
                playable.setdefault(record.term, Clip(src, kind, record))
        findings += wrong
    known = {record.term for record in records.items}
    for name, files in sounds.items():
        if name not in known:
            message = f"Nothing says who speaks in {quoted(files[0].name)}."
            fix = f"List the term {quoted(name)} in {FILE}, with speaker, day and license."
            path = f"{shown}/{FOLDER}/{files[0].name}"
            findings.append(RULE_RECORD.finding(Hit(1, 1, message, fix), path))
    used = tuple(file for name in sounds for file in sounds[name][:1] if name in known)
    return Clips(playable, tuple(findings), used)


def _record_problems(
    record: ClipRecord, files: list[Path], terms: Container[str]
) -> Iterator[tuple[str, str]]:
    if record.term not in terms:
        yield f"There is no term {quoted(record.term)}.", "Name the id of a term."
    if not files:
        message = f"There is no file {quoted(f'{FOLDER}/{record.term}.mp3')}."
        yield message, "Add it, or delete this record."
    elif len(files) > 1:
        names = " and ".join(quoted(file.name) for file in files)
        yield f"One term has two clips: {names}.", "Keep one."


def _file_problems(file: Path) -> Iterator[tuple[Rule, Hit]]:
    try:
        head, size = read_head(file, HEAD)
    except OSError as error:
        message = f"This clip cannot be read: {why_unread(error)}."
        yield RULE_TYPE, Hit(1, 1, message, "Put a file there that can be read.")
        return
    if file.suffix.lower() not in sound_type(head):
        message = f"This file is no {file.suffix[1:].upper()} file, whatever its name says."
        yield RULE_TYPE, Hit(1, 1, message, "Export the recording again.")
    if size > CLIP_BYTES_MAX:
        message = (
            f"This clip has {size / 1024:.0f} KB; {CLIP_BYTES_MAX // 1024} are enough for a word."
        )
        yield RULE_SIZE, Hit(1, 1, message, "Cut the silence, and export it smaller.")
