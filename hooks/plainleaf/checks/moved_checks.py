"""Whether every address that was published still leads somewhere."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Final

from plainleaf.model.findings import Finding, Severity
from plainleaf.model.moved import FILE, Moved, Published, renamed_pages
from plainleaf.model.records import Records
from plainleaf.model.site_facts import PageFact
from plainleaf.text.nearest import nearest_name
from plainleaf.text.printable import quoted

RULE_MOVE: Final = "PL282"
_WHOLE: Final = 200
"""Characters of an address that a message shows."""
RULE_LOST: Final = "PL283"


def check_moved(
    moved: Records[Moved],
    moved_path: str,
    published: Records[Published],
    published_path: str,
    pages: Mapping[str, PageFact],
) -> tuple[Finding, ...]:
    """Each line of either file that leads a reader nowhere.

    Args:
        moved: what has moved.
        moved_path: its file, as findings print it.
        published: what was published.
        published_path: its file, as findings print it.
        pages: the pages as they are, by their path inside docs/.
    """
    lines: dict[str, int] = {}
    renamed = renamed_pages(moved.items)
    found = []
    for one, place in zip(moved.items, moved.positions, strict=True):
        first = lines.setdefault(one.old, place[0])
        for message, fix in (*_wrong(one, pages, renamed), *_repeated(one, place[0], first)):
            found.append(Finding(moved_path, *place, RULE_MOVE, Severity.ERROR, message, fix))
    found += [
        Finding(published_path, *place, RULE_LOST, Severity.ERROR, message, fix)
        for record, place in zip(published.items, published.positions, strict=True)
        for message, fix in _lost(record, pages, lines, renamed)
    ]
    return tuple(found)


def _wrong(
    one: Moved, pages: Mapping[str, PageFact], renamed: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    old, _, anchor = one.old.partition("#")
    fact = pages.get(old)
    if not anchor:
        if fact is not None:
            yield (
                f"There is a page {quoted(old)}, so nothing leads on from it.",
                "Delete this line.",
            )
    elif fact is None and old not in renamed:
        near = nearest_name(old, pages)
        yield (
            f"There is no page {quoted(old)}: nothing there can lead on.",
            f"Did you mean {quoted(near)}?" if near else "Keep a page there.",
        )
    elif fact is not None and anchor in fact.heading_ids:
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
    record: Published,
    pages: Mapping[str, PageFact],
    moved: Container[str],
    renamed: Mapping[str, str],
) -> Iterator[tuple[str, str]]:
    new = renamed.get(record.page, "").partition("#")[0]
    fact = pages.get(record.page) or pages.get(new)
    if fact is None:
        yield (
            f"{quoted(record.page)} was published, and there is no such page any more.",
            f'Restore it, or add "- {{from: {record.page}, to: PAGE.md}}" to docs/_data/{FILE}.',
        )
        return
    for anchor in record.anchors:
        place = f"{record.page}#{anchor}"
        if anchor not in fact.heading_ids and place not in moved:
            yield (
                f"{quoted(place, _WHOLE)} was published, and leads nowhere now.",
                f'Add "- {{from: {place}, to: PAGE.md#ID}}" to docs/_data/{FILE}.',
            )
