"""The form of a review pack: what its fields are called, and what somebody filled into them.

The names of the fields carry all that must come back: the site, the page, the role, and the hash
of each section and point. Names outlive every viewer; what is hidden in a PDF elsewhere does not.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import quote, unquote

import pikepdf

from plainleaf.model.review import POINT_MARK
from plainleaf.reading.disk import read_regular

Tick = Literal["agree", "change", "skip"]

ANSWERS: Final[tuple[Tick, ...]] = ("agree", "change", "skip")
"""What somebody may say of a section: agree, please change, not my field."""
WORDS: Final = "words"
SIGNED: Final[tuple[str, ...]] = ("name", "profession", "date")
"""What somebody fills in who signs."""
MOST_BYTES: Final = 30_000_000
"""How large a filled form may be."""
_MOST_FIELDS: Final = 5_000
_MOST_LETTERS: Final = 5_000
"""How many letters of one field are read."""
_DEEPEST: Final = 8
_ASKED: Final = "asked"
_BY: Final = "by"


class FormError(ValueError):
    """A file is no filled review pack; the message says why, and what to do."""


@dataclass(frozen=True)
class FormItem:
    """One thing that a pack asks about: a section or a point."""

    name: str
    """The id of a section, or `point/` and that of a point."""
    hash: str
    """The hash of what it says."""
    label: str = ""
    """What the pack calls it, such as `3 Treatment`."""

    @property
    def code(self) -> str:
        """The beginning of its hash, for people to compare."""
        return self.hash[:6]

    @property
    def is_point(self) -> bool:
        """Whether it is a point."""
        return self.name.startswith(POINT_MARK)

    def field(self, part: str) -> str:
        """The name of one of its fields: an answer, or `words`."""
        return "/".join((_ASKED, _coded(self.name), self.hash, part))


@dataclass(frozen=True)
class PackId:
    """Which pack a form belongs to."""

    site: str
    """What the site is called."""
    src: str
    """The page, as a path inside docs/."""
    role: str
    """The id of the role; empty for anyone."""

    def field(self, part: str) -> str:
        """The name of a field that somebody signs with."""
        return "/".join((_BY, *map(_coded, (self.site, self.src, self.role)), part))


@dataclass(frozen=True)
class FormAnswer:
    """What somebody says of one thing that a pack asks about."""

    asked: FormItem
    answers: tuple[Tick, ...] = ()
    """Every box that is ticked."""
    words: str = ""


@dataclass(frozen=True)
class Form:
    """A filled form."""

    id: PackId
    said: tuple[FormAnswer, ...] = ()
    """What is said of each section and point, in the order of the form."""
    signed: Mapping[str, str] = field(default_factory=dict)
    """What stands in the fields of the signature, by their names."""


def code_of(asked: Sequence[FormItem], pack: PackId) -> str:
    """The code that stands at the foot of each side: it tells one pack from another."""
    held = "\n".join((pack.src, pack.role, *(f"{one.name} {one.hash}" for one in asked)))
    found = hashlib.sha256(held.encode()).hexdigest()
    return f"{found[:4]}-{found[4:8]}"


def _coded(text: str) -> str:
    """A text without the signs that part the names of fields: `.` in a PDF, `/` in ours."""
    return quote(text, safe="").replace(".", "%2E")


# --- reading one -----------------------------------------------------------------------------


def read_form(file: Path) -> Form:
    """What was filled into a review pack.

    Args:
        file: the PDF, as its reviewer sent it back.

    Raises:
        FormError: the file is no review pack, or cannot be read.
        OSError: the file cannot be opened.
    """
    if file.stat().st_size > MOST_BYTES:
        raise FormError(
            f"it is larger than {MOST_BYTES // 1_000_000} MB, so it is no pack as it was sent out. "
            "If it was printed and scanned, type it in with --ask."
        )
    data = read_regular(file, MOST_BYTES)
    if b"%PDF-" not in data[:1024]:
        raise FormError("it is no PDF. Give the file that the reviewer filled in and saved.")
    try:
        with pikepdf.open(BytesIO(data), suppress_warnings=True) as pdf:
            fields = dict(_fields(pdf))
    except pikepdf.PasswordError as error:
        raise FormError(
            "it is locked with a password. Ask for a copy without one, or type it in with --ask."
        ) from error
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, RecursionError) as error:
        if isinstance(error, FormError):
            raise
        raise FormError(
            "it is damaged. Ask the reviewer to save it again, or type it in with --ask."
        ) from error
    return _form(fields)


def _fields(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    """Yield each field that has a value: its full name and the value; boxes give `on`."""
    form = pdf.Root.get("/AcroForm")
    roots = form.get("/Fields") if isinstance(form, pikepdf.Dictionary) else None
    if not isinstance(roots, pikepdf.Array) or not len(roots):
        raise FormError(
            "it has no form, as a scan or a printed copy has none. Type it in with --ask."
        )
    waiting: list[tuple[Any, str, int]] = [(one, "", 0) for one in list(roots)[:_MOST_FIELDS]]
    seen = 0
    while waiting:
        node, above, depth = waiting.pop(0)
        seen += 1
        if seen > _MOST_FIELDS or depth > _DEEPEST:
            raise FormError("it has more fields than a pack has. Give the file as it was sent out.")
        if not isinstance(node, pikepdf.Dictionary):
            continue
        own = _text(node.get("/T"))
        name = ".".join(filter(None, (above, own)))
        kids = node.get("/Kids")
        if isinstance(kids, pikepdf.Array):
            waiting += [(one, name, depth + 1) for one in list(kids)[:_MOST_FIELDS]]
        if name:
            yield name, _value(node)


def _value(node: pikepdf.Dictionary) -> str:
    value = node.get("/V")
    if value is None:
        value = node.get("/AS")
    if isinstance(value, pikepdf.Name):
        return "" if str(value) == "/Off" else "on"
    return _text(value)


def _text(value: Any) -> str:
    """The text of a string, folded to what can be printed; empty for anything else."""
    if not isinstance(value, pikepdf.String):
        return ""
    text = unicodedata.normalize("NFC", str(value)[:_MOST_LETTERS])
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join("".join(filter(str.isprintable, line)) for line in lines if line)


_HASH: Final = re.compile(r"[0-9a-f]{64}")


def _form(fields: Mapping[str, str]) -> Form:
    """A form by the names of its fields."""
    packs: dict[PackId, dict[str, str]] = {}
    answers: dict[tuple[str, str], dict[str, str]] = {}
    for name, value in fields.items():
        kind, *parts = name.split("/")
        if kind == _BY and len(parts) == 4 and parts[3] in SIGNED:
            site, src, role = map(unquote, parts[:3])
            packs.setdefault(PackId(site, src, role), {})[parts[3]] = value
        elif kind == _ASKED and len(parts) == 3 and _HASH.fullmatch(parts[1]):
            answers.setdefault((unquote(parts[0]), parts[1]), {})[parts[2]] = value
    if len(packs) != 1 or not answers:
        raise FormError("it is a form, but no review pack of a Plainleaf site.")
    ((pack, signed),) = packs.items()
    said = tuple(
        FormAnswer(
            FormItem(name, hash_),
            tuple(one for one in ANSWERS if given.get(one)),
            given.get(WORDS, ""),
        )
        for (name, hash_), given in answers.items()
    )
    return Form(pack, said, signed)
