"""Addresses that were published: where each leads now.

People keep links to a heading: in letters, in bookmarks, on paper. `published.yml` holds every
address that was ever published, and `plainleaf anchors` adds the present ones; `moved.yml` says
where a heading stands now that has left its page. A browser sends nothing of what stands behind
`#` to a server, so the old page itself leads on, by its script. Without scripts the reader is at
the top of the old page, which shows the parts of the guide.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Annotated, Final

import yaml
from pydantic import AfterValidator, Field

from plainleaf.model.findings import Finding, Severity
from plainleaf.model.model_errors import complaint
from plainleaf.model.records import Record, Records, load_records, repeated
from plainleaf.model.site_facts import PageFact
from plainleaf.text.nearest import nearest_name
from plainleaf.text.printable import quoted

FILE: Final = "moved.yml"
"""The data file of what has moved; a site where nothing did needs none."""
PUBLISHED_FILE: Final = "published.yml"
"""The data file of what was published; a site that never was needs none."""
RULE: Final = "PL281"
RULE_MOVE: Final = "PL282"
RULE_LOST: Final = "PL283"

_PLACE: Final = r"^[^/\\:?#][^\\:?#]*\.md#[^#\s]+$"
_TARGET: Final = r"^[^/\\:?#][^\\:?#]*\.md(#[^#\s]+)?$"


def _place(value: str) -> str:
    if re.fullmatch(_PLACE, value):
        return value
    raise complaint(
        f"{quoted(value)} is no heading of a page.",
        "Write it from inside docs/, e.g. conditions/anemia/index.md#treatment.",
    )


def _target(value: str) -> str:
    if re.fullmatch(_TARGET, value):
        return value
    raise complaint(
        f"{quoted(value)} is neither a page nor a heading of one.",
        "Write it from inside docs/, e.g. conditions/anemia/treatment.md.",
    )


class Moved(Record):
    """A heading that has left its page, and where readers find it now."""

    old: Annotated[str, AfterValidator(_place)] = Field(
        alias="from",
        description="Where it stood, as `page.md#id`; the page itself is still there.",
        json_schema_extra={"pattern": _PLACE},
    )
    new: Annotated[str, AfterValidator(_target)] = Field(
        alias="to",
        description="Where it stands now: a page, or `page.md#id` for one of its headings.",
        json_schema_extra={"pattern": _TARGET},
    )


class Published(Record):
    """A page that was published, with its headings."""

    page: str = Field(min_length=1, description="The page, as a path inside docs/.")
    anchors: tuple[str, ...] = Field(default=(), description="The ids of its headings, in order.")


def load_moved(text: str, path: str) -> Records[Moved]:
    """Read what has moved."""
    return load_records(text, path, Moved, RULE)


def load_published(text: str, path: str) -> Records[Published]:
    """Read what was published; a page may stand only once."""
    found = load_records(text, path, Published, RULE)
    doubled = repeated(found, "page", path, RULE)
    return Records(found.items, found.positions, found.findings + doubled)


def by_old_page(moved: Iterable[Moved]) -> Mapping[str, Mapping[str, str]]:
    """Return where the headings stand now that left each page: id to page, or `page.md#id`."""
    found: dict[str, dict[str, str]] = {}
    for one in moved:
        page, _, anchor = one.old.partition("#")
        found.setdefault(page, {})[anchor] = one.new
    return found


def check_moved(
    moved: Records[Moved],
    moved_path: str,
    published: Records[Published],
    published_path: str,
    pages: Mapping[str, PageFact],
) -> tuple[Finding, ...]:
    """Return each line of either file that leads a reader nowhere.

    Args:
        moved: what has moved.
        moved_path: its file, as findings print it.
        published: what was published.
        published_path: its file, as findings print it.
        pages: the pages as they are, by their path inside docs/.
    """
    lines: dict[str, int] = {}
    found = []
    for one, place in zip(moved.items, moved.positions, strict=True):
        first = lines.setdefault(one.old, place[0])
        for message, fix in (*_wrong(one, pages), *_repeated(one, place[0], first)):
            found.append(Finding(moved_path, *place, RULE_MOVE, Severity.ERROR, message, fix))
    found += [
        Finding(published_path, *place, RULE_LOST, Severity.ERROR, message, fix)
        for record, place in zip(published.items, published.positions, strict=True)
        for message, fix in _lost(record, pages, lines)
    ]
    return tuple(found)


def _wrong(one: Moved, pages: Mapping[str, PageFact]) -> Iterator[tuple[str, str]]:
    old, _, anchor = one.old.partition("#")
    fact = pages.get(old)
    if fact is None:
        near = nearest_name(old, pages)
        yield (
            f"There is no page {quoted(old)}: nothing there can lead on.",
            f"Did you mean {quoted(near)}?" if near else "Keep a page there.",
        )
    elif anchor in fact.heading_ids:
        yield f"{quoted(old)} still has the heading {quoted(anchor)}.", "Delete this line."
    target, _, heading = one.new.partition("#")
    to = pages.get(target)
    if to is None:
        near = nearest_name(target, pages)
        fix = f"Did you mean {quoted(near)}?" if near else "Name a page inside docs/."
        yield f"There is no page {quoted(target)}.", fix
    elif heading and heading not in to.heading_ids:
        near = nearest_name(heading, to.heading_ids)
        fix = f"Did you mean {quoted(near)}?" if near else "Name one of its headings, or the page."
        yield f"{quoted(target)} has no heading {quoted(heading)}.", fix


def _repeated(one: Moved, line: int, first: int) -> Iterator[tuple[str, str]]:
    if line != first:
        yield f"Line {first} says already where {quoted(one.old)} stands.", "Delete one of them."


def _lost(
    record: Published, pages: Mapping[str, PageFact], moved: Container[str]
) -> Iterator[tuple[str, str]]:
    fact = pages.get(record.page)
    if fact is None:
        yield (
            f"{quoted(record.page)} was published, and there is no such page any more.",
            "Restore it, if only with a link to what says the same now.",
        )
        return
    for anchor in record.anchors:
        place = f"{record.page}#{anchor}"
        if anchor not in fact.heading_ids and place not in moved:
            yield (
                f"{quoted(place)} was published, and leads nowhere now.",
                f'Add "- {{from: {place}, to: PAGE.md#ID}}" to docs/_data/{FILE}.',
            )


def with_present(
    published: Iterable[Published], headings: Mapping[str, Iterable[str]]
) -> tuple[Published, ...]:
    """Return what was published with what is there now added; nothing ever leaves it.

    Args:
        published: what the file holds.
        headings: the ids of the headings of each page, in order, by its path inside docs/.
    """
    known = {one.page: one.anchors for one in published}
    joined = {src: (*known.get(src, ()), *headings.get(src, ())) for src in (*known, *headings)}
    return tuple(
        Published(page=src, anchors=tuple(dict.fromkeys(anchors)))
        for src, anchors in sorted(joined.items())
    )


_HEAD: Final = """\
# Every page and heading that was ever published. Each leads somewhere: it is still there, or
# moved.yml says where it stands now. `plainleaf anchors` adds what is new before a release; nothing
# is ever deleted here.
"""


def published_text(published: Iterable[Published]) -> str:
    """Return the text of the file."""
    listed = [one.model_dump(mode="json") for one in published]
    written: str = yaml.safe_dump(
        listed, sort_keys=False, allow_unicode=True, width=100, default_flow_style=None
    )
    return _HEAD + (written if listed else "[]\n")
