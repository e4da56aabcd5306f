"""Golden cases: a page, and the exact lines that a check prints for it.

A file `PL203.yml` holds cases for that rule and pins its lines only; `all.yml` pins the lines of
all rules. Fields of a case: `name`, `page`, `output`; when needed `path` (the page's place follows
from its kind), `line_ends: crlf`, `encoding`, `repeat_last` (how often the last line is repeated),
`site` (what is known of the site: references, terms, figures, pages, emergency_numbers, today,
reviews, syllables, files, cards and urgent_sentences as the text of their files, sign_offs,
pages_with_points, definitions, whole), and
`whole_site: true` for rules on the site as a whole.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from plainleaf.checks.rules import check_page, check_pages
from plainleaf.model.care_cards import load_care_cards, load_urgent_sentences
from plainleaf.model.findings import Finding
from plainleaf.model.site_facts import (
    BurnedIn,
    Carried,
    Definition,
    FigureFact,
    FileFact,
    PageFact,
    PointFact,
    RasterFacts,
    ReferenceFact,
    ReviewFact,
    SiteFacts,
    Sound,
)
from plainleaf.reading.files import read_drawing, read_embedded
from plainleaf.reading.page import read_page

GOLDEN = Path(__file__).parents[2] / "golden" / "rules"
_WHERE_KINDS_LIVE = {
    "home": "docs/index.md",
    "condition": "docs/conditions/leaf-fever/index.md",
    "get-help": "docs/conditions/leaf-fever/when-to-get-help.md",
    "tests": "docs/conditions/leaf-fever/tests.md",
    "treatment": "docs/conditions/leaf-fever/treatment.md",
    "part": "docs/conditions/leaf-fever/newer-pots.md",
    "living": "docs/conditions/leaf-fever/living.md",
    "parents": "docs/conditions/leaf-fever/for-parents.md",
    "questions": "docs/conditions/leaf-fever/questions.md",
    "faq": "docs/conditions/leaf-fever/faq.md",
    "professional": "docs/conditions/leaf-fever/professional.md",
    "case": "docs/cases/a-spotted-leaf/index.md",
    "glossary": "docs/glossary.md",
    "pronunciation": "docs/pronunciation.md",
    "about": "docs/about/index.md",
    "reviews": "docs/about/reviews.md",
}


@dataclass(frozen=True)
class GoldenCase:
    """One case of a golden file."""

    code: str
    """The rule whose output it pins; empty for the output of all rules."""
    name: str
    """What it is about."""
    path: str
    """The page, as findings print it."""
    data: bytes
    """The page's bytes."""
    site: SiteFacts
    """What is known of the site."""
    whole_site: bool
    """Whether rules on the whole site run too."""
    expected: tuple[str, ...]
    """The lines that must be printed."""

    @classmethod
    def read(cls, code: str, item: dict[str, Any]) -> GoldenCase:
        """Read a case from its YAML."""
        page = item["page"]
        if "repeat_last" in item:
            page += page.splitlines(keepends=True)[-1] * item["repeat_last"]
        if item.get("line_ends") == "crlf":
            page = page.replace("\n", "\r\n")
        kind = page.partition("kind: ")[2].partition("\n")[0].strip()
        return cls(
            code,
            item["name"],
            item.get("path") or _WHERE_KINDS_LIVE.get(kind, "docs/page.md"),
            page.encode(item.get("encoding", "utf-8")),
            _site(item.get("site", {})),
            item.get("whole_site", False),
            tuple(item.get("output", "").splitlines()),
        )

    def findings(self) -> list[Finding]:
        """What the check finds."""
        page = read_page(self.path, self.data)
        found = check_pages([page], self.site) if self.whole_site else check_page(page, self.site)
        return [finding for finding in found if self.code in ("", finding.code)]

    def output(self) -> tuple[str, ...]:
        """What the check prints."""
        return tuple(finding.text for finding in self.findings())


def cases(file: Path) -> list[GoldenCase]:
    """The cases of a golden file; its name is the rule's code, unless it begins with `all`."""
    code = "" if file.stem.startswith("all") else file.stem
    items = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)  # seven times as fast
    return [GoldenCase.read(code, item) for item in items]


@functools.cache  # two modules ask
def all_cases() -> list[GoldenCase]:
    """Every golden case."""
    return [case for file in sorted(GOLDEN.glob("*.yml")) for case in cases(file)]


def _file(src: str, svg: str | None = None, **more: Any) -> FileFact:
    """A file below docs/; of a drawing the text is given as `svg`."""
    if svg is not None:
        tags, words, broken = read_drawing(svg)
        embedded = tuple(read_embedded(tags))
        more |= {"tags": tags, "words": words, "broken": broken, "embedded": embedded}
    if "picture" in more:
        carried = tuple(Carried(*one) for one in more["picture"].pop("carried", ()))
        more["form"] = more["picture"]["form"]
        more["picture"] = RasterFacts(**more["picture"], carried=carried)
    if "sound" in more:
        more["sound"] = Sound(**{key: _tuple(one) for key, one in more["sound"].items()})
    more["burned_in"] = tuple(BurnedIn(*one) for one in more.get("burned_in", ()))
    return FileFact(f"docs/{src}", src, **more)


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _figure(figure: dict[str, Any]) -> FigureFact:
    """A figure; its lists are tuples there, its pairs too."""
    listed = {
        key: tuple(tuple(one) if isinstance(one, list) else one for one in value)
        for key, value in figure.items()
        if isinstance(value, list)
    }
    return FigureFact(**{**figure, **listed})


def _site(data: dict[str, Any]) -> SiteFacts:
    pages = data.get("pages")
    references = data.get("references")
    return SiteFacts(
        references=None
        if references is None
        else {
            key: ReferenceFact(key, seen, "docs/_data/references.yml", line)
            for line, (key, seen) in enumerate(references.items(), 1)
        },
        terms=data.get("terms"),
        figures={
            src: tuple(_figure(figure) for figure in figures)
            for src, figures in data.get("figures", {}).items()
        },
        pages=None
        if pages is None
        else {
            src: PageFact(
                src,
                fact["kind"],
                fact.get("condition", ""),
                frozenset(fact.get("heading_ids", ())),
                fact.get("term", ""),
                tuple(fact.get("cards", ())),
                frozenset(fact.get("card_anchors", ())),
                tuple(fact.get("parts", ())),
            )
            for src, fact in pages.items()
        },
        emergency_numbers=tuple(data.get("emergency_numbers", ())),
        today=data.get("today"),
        reviews=tuple(
            ReviewFact(**review, path="docs/_data/reviews.yml", line=line)
            for line, review in enumerate(data.get("reviews", ()), 1)
        ),
        latest_day=data.get("latest_day"),
        points=tuple(
            PointFact(**point, path="docs/_data/sign_off.yml", line=line)
            for line, point in enumerate(data.get("points", ()), 1)
        ),
        syllables=data.get("syllables", {}),
        moved=data.get("moved", {}),
        files=tuple(_file(**file) for file in data.get("files", ())),
        cards=load_care_cards(data["cards"], "docs/_data/care_cards.yml")
        if "cards" in data
        else None,
        urgent_sentences=load_urgent_sentences(
            data.get("urgent_sentences", "[]"), "docs/_data/urgent_sentences.yml"
        ),
        urgent_sentences_path="docs/_data/urgent_sentences.yml",
        pages_with_points=frozenset(data["pages_with_points"])
        if "pages_with_points" in data
        else None,
        sign_offs=frozenset(data["sign_offs"]) if "sign_offs" in data else None,
        definitions=tuple(
            Definition(text, "docs/_data/glossary.yml", line)
            for line, text in enumerate(data.get("definitions", ()), 1)
        ),
    )
