"""A page as the checks see it: what its author wrote, with the line and column of everything.

`read_page` never raises, whatever the bytes are, and does no input or output. It says what the page
holds; what a page should hold is said by `plainleaf.model.kinds` and checked by
`plainleaf.checks.rules`.

Problems that hinder the reading itself are in `Page.findings`.
"""

from __future__ import annotations

import bisect
import functools
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from plainleaf.model.budgets import PAGE_BYTES_MAX
from plainleaf.model.findings import Finding, Severity, in_order
from plainleaf.model.front_matter import FrontMatter
from plainleaf.model.kind import Kind
from plainleaf.model.kinds import kinds
from plainleaf.model.model_errors import validate
from plainleaf.model.yaml_text import (
    OWN_CODES,
    YamlProblem,
    YamlProblemKind,
    YamlSource,
    conflict_in,
    load_yaml,
)
from plainleaf.reading.blocks import Block
from plainleaf.reading.body import Body, slugify
from plainleaf.reading.line_grammar import Slip, slips_of
from plainleaf.reading.markup_reader import difference
from plainleaf.reading.source import Comment, Decoded, Spot, decode, split_front_matter
from plainleaf.reading.structure import (
    Heading,
    ListBlock,
    ListItem,
    Run,
    Section,
    Table,
    between,
    line_of,
    within,
)
from plainleaf.text.inline import Citation, HtmlTag, Image, Link
from plainleaf.text.nearest import nearest_name
from plainleaf.text.printable import quoted

__all__ = [
    "Block",
    "Citation",
    "Comment",
    "Heading",
    "HtmlTag",
    "Image",
    "Link",
    "ListBlock",
    "ListItem",
    "Page",
    "Run",
    "Section",
    "Table",
    "between",
    "read_page",
    "slugify",
    "within",
]


@dataclass(frozen=True)
class Page:
    """One page, read."""

    path: str
    """The file, as findings print it: relative to the project root, with forward slashes."""
    src: str
    """The file relative to docs/, as links and MkDocs name it."""
    lines: tuple[str, ...]
    """Its lines without their line ends."""
    readable: bool = True
    """Whether `lines` is what the file holds."""
    front_matter: YamlSource = field(default_factory=lambda: YamlSource(None))
    """The front matter with the places of its fields."""
    has_front_matter: bool = False
    """Whether there is a front matter that could be told from the text."""
    body_line: int = 1
    """The first line after the front matter."""
    kind: Kind | None = None
    """The kind that the front matter names, when there is one of that name."""
    meta: FrontMatter | None = None
    """The front matter, when it is all right and was judged."""
    headings: tuple[Heading, ...] = ()
    """All headings, in order."""
    sections: tuple[Section, ...] = ()
    """The `##` sections, in order."""
    blocks: tuple[Block, ...] = ()
    """The `///` blocks, by opening line."""
    runs: tuple[Run, ...] = ()
    """All text, in order."""
    lists: tuple[ListBlock, ...] = ()
    """All lists, by first line."""
    tables: tuple[Table, ...] = ()
    """All tables, in order."""
    definitions: tuple[Link, ...] = ()
    """Link definitions (`[name]: address`), by name."""
    tags: tuple[HtmlTag, ...] = ()
    """Raw HTML tags, in order."""
    comments: tuple[Comment, ...] = ()
    """HTML comments; they are not content."""
    content_lines: frozenset[int] = frozenset()
    """The lines that put something on the page, headings not counted."""
    findings: tuple[Finding, ...] = ()
    """What hindered the reading."""

    @property
    def raw(self) -> Mapping[str, Any]:
        """The front matter as written, valid or not."""
        return self.front_matter.mapping

    @functools.cached_property
    def body(self) -> str:
        """The text after the front matter, as written, lines ended by line feeds."""
        return "\n".join(self.lines[self.body_line - 1 :])

    @property
    def made_of(self) -> tuple[object, ...]:
        """All that `read_page` has read of it: two pages that have the same here are the same."""
        return self.path, self.src, self.readable, self.lines, self.findings

    @functools.cached_property
    def plain(self) -> str:
        """All text as readers see it; runs are parted by blank lines."""
        return "\n\n".join([run.plain for run in self.runs])

    @functools.cached_property
    def small(self) -> str:
        """The same in lower case: what is looked for in any case is looked for here."""
        return "\n\n".join(self._small_runs)

    @functools.cached_property
    def _small_runs(self) -> list[str]:
        return [run.inline.plain.lower() for run in self.runs]

    @functools.cached_property
    def _starts(self) -> list[int]:
        """Where the text of each run begins in `small`."""
        lengths = (len(text) + 2 for text in self._small_runs)
        return list(itertools.accumulate(lengths, initial=0))[:-1]

    def runs_with(self, *parts: str) -> Iterator[Run]:
        """The runs that hold one of some words or parts of words, given in lower case."""
        found = self._with(*parts) if len(parts) == 1 else sorted({*self._with(*parts)})
        return (self.runs[index] for index in found)

    def _with(self, *parts: str) -> Iterator[int]:
        for part in parts:
            at = self.small.find(part)
            while at >= 0:
                index = bisect.bisect_right(self._starts, at)
                yield index - 1
                at = self.small.find(part, self._starts[index]) if index < len(self.runs) else -1

    @functools.cached_property
    def citations(self) -> tuple[Citation, ...]:
        """All citations outside code, in order."""
        return tuple(one for run in self.runs for one in run.inline.citations)

    @functools.cached_property
    def images(self) -> tuple[Image, ...]:
        """All Markdown images, in order."""
        return tuple(one for run in self.runs for one in run.inline.images)

    @functools.cached_property
    def links(self) -> tuple[Link, ...]:
        """All links with an address of their own, in order."""
        return tuple(one for run in self.runs for one in run.inline.links if not one.by_name)

    @functools.cached_property
    def lead_end(self) -> int:
        """The last line of the lead: what comes before the first heading or block."""
        firsts = [heading.line for heading in self.headings[:1]]
        firsts += [block.line for block in self.blocks[:1]]
        return min(firsts) - 1 if firsts else len(self.lines)

    @functools.cached_property
    def lead_runs(self) -> tuple[Run, ...]:
        """The paragraphs of the lead."""
        return tuple(run for run in self.runs if run.line <= self.lead_end)

    @property
    def lead(self) -> str:
        """The lead as plain text; empty when there is none."""
        return " ".join(run.plain for run in self.lead_runs)

    @functools.cached_property
    def all_sections(self) -> tuple[Section, ...]:
        """The sections and their subsections, in order."""
        return tuple(one for section in self.sections for one in (section, *section.subsections))

    def section(self, title: str) -> Section | None:
        """The first section that is the kind's section of that title, by title or synonym."""
        for section in self.sections:
            if section.spec is not None and section.spec.title == title:
                return section
        return None

    def section_at(self, line: int) -> Section | None:
        """The `##` section that a line belongs to."""
        index = bisect.bisect_right(self.sections, line, key=line_of) - 1
        if index >= 0 and line <= self.sections[index].end_line:
            return self.sections[index]
        return None

    def block_named(self, name: str) -> tuple[Block, ...]:
        """The blocks of that name."""
        return tuple(block for block in self.blocks if block.name == name)

    @functools.cached_property
    def slips(self) -> tuple[Slip, ...]:
        """What would not come out as it was typed, at most one for each line."""
        return slips_of(self)

    @functools.cached_property
    def difference(self) -> Slip | None:
        """The first block that Python-Markdown reads otherwise than this page does."""
        return difference(self)

    def has_content(self, first: int, last: int) -> bool:
        """Whether any line from `first` to `last` puts something on the page."""
        return not self.content_lines.isdisjoint(range(first, last + 1))


def read_page(path: str, data: bytes, *, docs: str = "docs") -> Page:
    """Read a page.

    Args:
        path: the file as findings should print it, e.g. `docs/glossary.md`.
        data: its bytes.
        docs: the folder of all pages, as `path` names it.
    """
    src = path.removeprefix(f"{docs}/")
    found = _Found(path)
    if len(data) > PAGE_BYTES_MAX:
        message = f"This page has {len(data)} bytes; at most {PAGE_BYTES_MAX} are read."
        found.spot("PL104", Spot(1, 1, message, "Split it."))
        return Page(path, src, ("",), readable=False, findings=found.all())
    decoded = decode(data)
    _tell_encoding(decoded, found)
    if not decoded.readable:
        return Page(path, src, ("",), readable=False, findings=found.all())
    lines = decoded.lines
    split = split_front_matter(lines)
    if split.problem is not None:
        found.spot("PL111" if split.unclosed else "PL110", split.problem)
    source = load_yaml(split.text or "", first_line=2, seen=True)
    kind, meta = None, None
    if split.text is not None:
        kind = _read_kind(source, found)
        meta = _read_meta(kind, source, found) if kind is not None else None
    first = min(split.body_line, len(lines) + 1)
    conflict = conflict_in(lines)
    if conflict is not None and conflict[0] + 1 >= first:
        at, message, fix = conflict
        found.spot("PL106", Spot(at + 1, 1, message, fix))
    body = Body(lines[first - 1 :], first, kind, found.spot)
    return Page(
        path=path,
        src=src,
        lines=lines,
        front_matter=source,
        has_front_matter=split.text is not None,
        body_line=first,
        kind=kind,
        meta=meta,
        headings=tuple(body.headings),
        sections=body.sections,
        blocks=body.blocks,
        runs=tuple(body.runs),
        lists=tuple(sorted(body.lists, key=lambda one: (one.line, one.depth))),
        tables=tuple(body.tables),
        definitions=body.definitions,
        tags=tuple(body.tags),
        comments=body.comments,
        content_lines=body.content_lines,
        findings=found.all(),
    )


class _Found:
    """Collects the findings of the reading."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.findings: list[Finding] = []

    def spot(self, code: str, spot: Spot, severity: Severity = Severity.ERROR) -> None:
        self.findings.append(
            Finding(self.path, spot.line, spot.column, code, severity, spot.message, spot.fix)
        )

    def all(self) -> tuple[Finding, ...]:
        return in_order(self.findings)


def _tell_encoding(decoded: Decoded, found: _Found) -> None:
    if decoded.not_utf8 is not None:
        found.spot("PL101", decoded.not_utf8)
    if decoded.nul is not None:
        found.spot("PL102", decoded.nul)
    for spot in decoded.hidden:
        found.spot("PL103", spot, Severity.WARNING)
    if decoded.mixed is not None:
        found.spot("PL105", decoded.mixed, Severity.WARNING)


# --- front matter ----------------------------------------------------------------------------

_YAML_CODES: Final[Mapping[YamlProblemKind, str]] = {
    "syntax": "PL112",
    "duplicate": "PL113",
    "unknown": "PL114",
    "missing": "PL115",
    "wrong": "PL116",
    **OWN_CODES,
}


def _read_kind(source: YamlSource, found: _Found) -> Kind | None:
    for problem in source.problems:
        _tell_yaml(problem, found)
    if source.value is not None and not isinstance(source.value, dict):
        message = "The front matter does not hold fields."
        found.spot("PL112", Spot(2, 1, message, 'Write each field as "name: value".'))
        return None
    if source.value is None and source.problems:
        return None
    name = source.mapping.get("kind")
    kind = kinds().get(name) if isinstance(name, str) else None
    if kind is None:
        _tell_kind(name, source, found)
        return None
    return kind.form_of(source.mapping)


def _read_meta(kind: Kind, source: YamlSource, found: _Found) -> FrontMatter | None:
    checked = validate(kind.front_matter, source)
    for problem in checked.problems:
        _tell_yaml(problem, found)
    return checked.value if source.ok else None


def _tell_yaml(problem: YamlProblem, found: _Found) -> None:
    line, column, fix = problem.line, problem.column, problem.fix
    if problem.kind == "missing" and len(problem.path) == 1:
        line, column = 1, 1
        fix = fix.removesuffix(".") + " to the front matter."
    found.spot(_YAML_CODES[problem.kind], Spot(line, column, problem.message, fix))


def _tell_kind(name: object, source: YamlSource, found: _Found) -> None:
    known = f"Use one of: {', '.join(kinds())}."
    if name is None:
        line, column = source.position(("kind",)) if "kind" in source.mapping else (1, 1)
        fix = f'Add a line "kind: …" to the front matter. {known}'
        found.spot("PL117", Spot(line, column, 'The page does not say its "kind".', fix))
        return
    line, column = source.position(("kind",))
    near = nearest_name(str(name), kinds())
    fix = f"Did you mean {quoted(near)}?" if near else known
    found.spot("PL117", Spot(line, column, f"There is no kind {quoted(str(name))}.", fix))
