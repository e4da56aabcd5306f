"""Addresses that were published: where each leads now.

People keep links to a heading: in letters, in bookmarks, on paper. `published.yml` holds every
address that was ever published, and `plainleaf anchors` adds the present ones; `moved.yml` says
where a heading stands now that has left its page. A browser sends nothing of what stands behind
`#` to a server, so the old page itself leads on, by its script. Without scripts the reader is at
the top of the old page, which shows the parts of the guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Final

import yaml
from pydantic import AfterValidator, Field

from plainleaf.model.model_errors import complaint
from plainleaf.model.records import Record, Records, load_records, repeated
from plainleaf.text.printable import quoted

FILE: Final = "moved.yml"
"""The data file of what has moved; a site where nothing did needs none."""
PUBLISHED_FILE: Final = "published.yml"
"""The data file of what was published; a site that never was needs none."""
RULE: Final = "PL281"

_PLACE: Final = r"^[^/\\:?#][^\\:?#]*\.md(#[^#\s]+)?$"
_TARGET: Final = r"^[^/\\:?#][^\\:?#]*\.md(#[^#\s]+)?$"


def _place(value: str) -> str:
    if re.fullmatch(_PLACE, value):
        return value
    raise complaint(
        f"{quoted(value)} is neither a page nor a heading of one.",
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
    """A heading that has left its page, or a page with a new name, and where it is now."""

    old: Annotated[str, AfterValidator(_place)] = Field(
        alias="from",
        description="Where it stood, as `page.md#id`; or the old name of a page.",
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
    """Where the headings stand now that left each page: id to page, or `page.md#id`."""
    found: dict[str, dict[str, str]] = {}
    for one in moved:
        page, _, anchor = one.old.partition("#")
        if anchor:
            found.setdefault(page, {})[anchor] = one.new
    return found


def renamed_pages(moved: Iterable[Moved]) -> Mapping[str, str]:
    """The pages that have another name now: the old one to the place where readers find it."""
    return {one.old: one.new for one in moved if "#" not in one.old}


def with_present(
    published: Iterable[Published], headings: Mapping[str, Iterable[str]]
) -> tuple[Published, ...]:
    """What was published with what is there now added; nothing ever leaves it.

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
    """The text of the file."""
    listed = [one.model_dump(mode="json") for one in published]
    written: str = yaml.safe_dump(
        listed, sort_keys=False, allow_unicode=True, width=100, default_flow_style=None
    )
    return _HEAD + (written if listed else "[]\n")
