"""The report of `plainleaf coverage`, for people and as JSON.

The JSON has a `version`; what a reader of it relies on changes only together with that.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from types import MappingProxyType
from typing import Final

from plainleaf.checks.coverage import Coverage, HardWord, PageCoverage
from plainleaf.model.findings import Finding
from plainleaf.text.vocabulary import LEAST

VERSION: Final = 1
"""The version of the JSON form."""

CoverageForm = Callable[[Coverage, Sequence[Finding]], str]
"""Makes a text of a site's coverage and of the findings on it that are still open."""


def narrowed(coverage: Coverage, pages: Collection[str]) -> Coverage:
    """The report of some pages only; what is said of the glossary stays."""
    kept = tuple(page for page in coverage.pages if page.src in pages)
    return Coverage(kept, coverage.definitions, coverage.unused, coverage.circles)


def coverage_json(coverage: Coverage, findings: Sequence[Finding]) -> str:
    """The report as JSON: all that `plainleaf.checks.coverage` holds, and the open findings."""
    held = {"version": VERSION, **asdict(coverage), "findings": [_finding(f) for f in findings]}
    for page in held["pages"]:
        accepted = page["accepted"]
        page["accepted"] = [{**word, "reason": reason} for word, reason in accepted]
    return json.dumps(held, indent=2, ensure_ascii=False) + "\n"


def _finding(found: Finding) -> dict[str, object]:
    return {"code": found.code, "path": found.path, "line": found.line, "message": found.message}


def coverage_text(coverage: Coverage, findings: Sequence[Finding]) -> str:
    """The report for a terminal."""
    lines = [line for page in coverage.pages for line in (*_page_lines(page), "")]
    hardest = max((one.grade for one in coverage.definitions), default=0.0)
    longest = max((one.words for one in coverage.definitions), default=0)
    lines += [
        "glossary",
        f"  {len(coverage.definitions)} definitions; the longest has {longest} words, the hardest "
        f"reads at US grade {hardest}",
        f"  used by no page and no other definition: {_listed(coverage.unused)}",
        *(f"  circle: {' > '.join((*one, one[0]))}" for one in coverage.circles),
        "",
        "left to do:" if findings else "Nothing is left to do.",
        *(f"  {one.path}:{one.line}: {one.code} {one.message}" for one in findings),
    ]
    return "\n".join(lines) + "\n"


def _page_lines(page: PageCoverage) -> list[str]:
    return [
        page.src,
        f"  {page.words} different words, {len(page.terms)} glossary terms used",
        f"  hard words that nobody explains: {_listed(map(_word, page.unexplained))}",
        *(f"  accepted: {_word(word)}: {reason}" for word, reason in page.accepted),
    ]


def _word(word: HardWord) -> str:
    often = f"below {LEAST}" if word.zipf is None else f"{word.zipf:.1f}"
    plainer = f"; plainer: {' or '.join(word.plainer)}" if word.plainer else ""
    return f"{word.word} ({often}, line {word.line}{plainer})"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words) or "none"


REPORTS: Final[Mapping[str, CoverageForm]] = MappingProxyType(
    {"text": coverage_text, "json": coverage_json}
)
"""Each form of the report, by name."""
