"""Takes a filled review pack back: what is agreed to is recorded, what should change is listed.

Nothing is recorded that the form does not say. A form whose text has changed since it was made is
refused by the names of its sections, and so is one that says two things at once.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from plainleaf.model.model_errors import validate
from plainleaf.model.records import load_records
from plainleaf.model.review import POINT_MARK, RULE, ReviewRecord
from plainleaf.model.review_text import TOP, seen_marks
from plainleaf.model.yaml_text import load_yaml
from plainleaf.reading.content import Content
from plainleaf.reading.disk import read_regular
from plainleaf.reviewing.pack_form import Form, FormAnswer, FormItem
from plainleaf.reviewing.review_pack import Pack
from plainleaf.text.printable import one_line, quoted


class RecordError(ValueError):
    """A form cannot be recorded; the message says why, and what to do."""


@dataclass(frozen=True)
class Remark:
    """Something for the editor to do, at its place."""

    path: str
    """The file, as findings print it."""
    line: int
    text: str

    def __str__(self) -> str:
        """The remark on one line, as editors and programs read findings."""
        return f"{self.path}:{self.line}:1: {self.text}"


@dataclass(frozen=True)
class Outcome:
    """What becomes of a form."""

    entry: Mapping[str, Any] | None
    """The entry of reviews.yml; None where the form agrees to nothing and asks for nothing."""
    remarks: tuple[Remark, ...]
    """What the reviewer asks for, in the order of the page."""
    told: tuple[str, ...]
    """What else the editor should know."""


def outcome_of(
    form: Form, pack: Pack, content: Content, *, latest: datetime.date, only_unchanged: bool = False
) -> Outcome:
    """What a form says, as the present text allows it.

    Args:
        form: the filled form.
        pack: what its role is asked about its page now.
        content: the site's source.
        latest: the latest day on which a review can have happened.
        only_unchanged: whether what has changed since is left out, in place of refusing the form.

    Raises:
        RecordError: it cannot be recorded.
    """
    if form.id.site != pack.id.site:
        raise RecordError(
            f"this pack is of another site, {quoted(form.id.site)}. Nothing was recorded."
        )
    now = {one.name: one for one in pack.asked}
    said = [one for one in form.said if one.answers or one.words]
    stale = [one for one in said if one.asked.hash != _hash_now(one, now, content, pack)]
    if stale and not only_unchanged:
        names = ", ".join(_label(one.asked, now, content) for one in stale)
        raise RecordError(
            f"the text has changed since this pack was made: {names}. Nothing was recorded. Send a "
            "new pack, or record the rest with --only-unchanged."
        )
    said = [one for one in said if one not in stale]
    twice = [one for one in said if len(one.answers) > 1]
    if twice:
        names = ", ".join(_label(one.asked, now, content) for one in twice)
        raise RecordError(
            f"more than one box is ticked: {names}. Nothing was recorded. Ask the reviewer which "
            "one is meant."
        )
    if not said:
        raise RecordError("nothing is ticked or written in this pack. Nothing was recorded.")
    entry = _entry(form, said, pack, latest)
    remarks = tuple(_remark(one, form, pack, content) for one in _worded(said))
    return Outcome(entry, remarks, tuple(_told(said, stale, form, pack, content)))


def _hash_now(one: FormAnswer, now: Mapping[str, FormItem], content: Content, pack: Pack) -> str:
    found = now.get(one.asked.name)
    if found is not None:
        return found.hash
    # A point that was agreed to meanwhile is asked about no more; its text may be the same.
    return pack.hash_of(one.asked.name, content)


def _label(asked: FormItem, now: Mapping[str, FormItem], content: Content) -> str:
    if asked.is_point:
        name = asked.name.removeprefix(POINT_MARK)
        point = next((one for one in content.sign_offs if one.id == name), None)
        return f"the point {quoted(name)}" if point else f"the point {quoted(name)}, which is gone"
    found = now.get(asked.name)
    return quoted(found.label) if found else f"{quoted(asked.name)}, which is gone"


def _entry(
    form: Form, said: Sequence[FormAnswer], pack: Pack, latest: datetime.date
) -> Mapping[str, Any] | None:
    """The entry of reviews.yml; None where nothing is ticked that counts.

    Raises:
        RecordError: it is not signed as it must be.
    """
    agreed = [one.asked for one in said if one.answers == ("agree",)]
    asks = {one.asked.name: one.asked.hash for one in said if one.answers == ("change",)}
    if not agreed and not asks:
        return None
    sections = {one.name: one.hash for one in agreed if not one.is_point}
    read = {*sections, *asks}
    entry: dict[str, Any] = {
        "page": pack.id.src,
        "reviewer": one_line(form.signed.get("name", "")),
        "role": one_line(form.signed.get("profession", "")),
        **({"agrees_as": pack.id.role} if pack.id.role else {}),
        "date": _day(form.signed.get("date", ""), latest),
        "sections": sections,
        "points": {one.name.removeprefix(POINT_MARK): one.hash for one in agreed if one.is_point},
        "asks": asks,
        "seen": {
            one.id: " ".join(dict.fromkeys(seen_marks(one)))
            for one in pack.sections
            if one.id in read and one.lines
        },
    }
    entry = {key: value for key, value in entry.items() if value not in ({}, "")}
    missing = [
        label for key, label in (("reviewer", "name"), ("role", "profession")) if key not in entry
    ]
    if missing:
        raise RecordError(
            f"it is not signed: the {' and the '.join(missing)} is missing. Nothing was recorded."
        )
    return entry


_NUMERIC: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def _day(text: str, latest: datetime.date) -> datetime.date:
    """The day of a signature.

    Raises:
        RecordError: it is no date, or lies in the future.
    """
    match = _NUMERIC.fullmatch(one_line(text).strip())
    try:
        day = datetime.date(*map(int, match.groups())) if match else None
    except ValueError:
        day = None
    if day is None:
        given = (
            f"{quoted(one_line(text))} is no day such as 2027-01-31"
            if text
            else ("it is not signed: the date is missing")
        )
        raise RecordError(f"{given}. Nothing was recorded.")
    if day > latest:
        raise RecordError(f"it is signed on {day}, which lies in the future. Nothing was recorded.")
    return day


def _worded(said: Iterable[FormAnswer]) -> Iterator[FormAnswer]:
    """What an editor should read: each change that is asked for, and whatever has words."""
    return (one for one in said if one.words or one.answers == ("change",))


_SAYS: Final[Mapping[str, str]] = {
    "change": "asks for a change of",
    "agree": "agrees to, with a remark on,",
    "skip": "leaves to others, with a remark on,",
}


def _remark(one: FormAnswer, form: Form, pack: Pack, content: Content) -> Remark:
    name = one.asked.name
    labels = {asked.name: asked for asked in pack.asked}
    who = f"{one_line(form.signed.get('name', '')) or 'a reviewer'}"
    kind = _SAYS.get(one.answers[0] if one.answers else "", "writes about")
    words = one_line(one.words) or "(no words)"
    text = f"{who} {kind} {_label(one.asked, labels, content)}: {words}"
    section = name
    if one.asked.is_point:
        section = pack.section_of(name.removeprefix(POINT_MARK), content)
    page = content.pages[pack.id.src]
    heads = {found.heading.id: found.line for found in page.sections}
    first = page.front_matter.position(("title",))[0] if section == TOP else 1
    return Remark(page.path, heads.get(section, first), text)


def _told(
    said: Sequence[FormAnswer],
    stale: Sequence[FormAnswer],
    form: Form,
    pack: Pack,
    content: Content,
) -> Iterator[str]:
    """What else an editor should know: what is left out, and who says otherwise."""
    labels = {asked.name: asked for asked in pack.asked}
    if stale:
        names = ", ".join(_label(one.asked, labels, content) for one in stale)
        yield f"Left out, since the text has changed: {names}."
    me = " ".join(form.signed.get("name", "").casefold().split())
    for one in said:
        name, hash_ = one.asked.name, one.asked.hash
        for other in content.reviews:
            if other.page != pack.id.src or " ".join(other.reviewer.casefold().split()) == me:
                continue
            agreed = other.points if one.asked.is_point else other.sections
            key = name.removeprefix(POINT_MARK)
            label = _label(one.asked, labels, content)
            if one.answers == ("change",) and agreed.get(key) == hash_:
                yield f"{other.reviewer} agreed to {label} on {other.date}: the two disagree."
            elif one.answers == ("agree",) and other.asks.get(name) == hash_:
                what = f"asked for a change of {label} on {other.date}"
                yield f"{other.reviewer} {what}: the two disagree."


# --- writing it ------------------------------------------------------------------------------


def entry_text(entry: Mapping[str, Any]) -> str:
    """An entry of reviews.yml as YAML."""
    text: str = yaml.safe_dump(
        [dict(entry)], allow_unicode=True, sort_keys=False, width=100, default_flow_style=False
    )
    return text


def add_entry(file: Path, shown: str, entry: Mapping[str, Any]) -> bool:
    """Append an entry to the file of reviews; returns False where it stands there already.

    Args:
        file: the file of reviews.
        shown: the file, as findings print it.
        entry: the entry.

    Raises:
        RecordError: the entry is not well-formed, or the file is not.
        OSError: the file cannot be read or written.
    """
    addition = entry_text(entry)
    _well_formed(addition)
    before = read_regular(file).decode("utf-8") if file.exists() else "[]\n"
    known = load_records(before, shown, ReviewRecord, RULE)
    if known.findings:
        raise RecordError(f"{shown} cannot be read. Fix it first: {known.findings[0].text}")
    if ReviewRecord.model_validate(entry) in known.items:
        return False
    bare = re.sub(r"(?m)^\[\]\s*\Z", "", before)
    after = f"{bare}{'' if bare.endswith(chr(10)) or not bare else chr(10)}{addition}"
    read = load_records(after, shown, ReviewRecord, RULE)
    if read.findings or len(read.items) != len(known.items) + 1:
        raise RecordError(f"{shown} is no plain list. Add this to it by hand:\n{addition}")
    file.write_text(after, encoding="utf-8", newline="\n")
    return True


def _well_formed(text: str) -> None:
    """Refuse an entry that the file of reviews would not take, by what it lacks.

    Raises:
        RecordError: it is one.
    """
    checked = validate(ReviewRecord, load_yaml(text), path=(0,))
    if checked.problems:
        problem = checked.problems[0]
        raise RecordError(
            f"{json.dumps(problem.message)[1:-1]} {problem.fix} Nothing was recorded."
        )
