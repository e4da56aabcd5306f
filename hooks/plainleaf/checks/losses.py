"""What of the site's source could not be read, for `plainleaf.checks.causes`."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from plainleaf.checks.causes import (
    Loss,
    loss_of_data,
    loss_of_missing,
    loss_of_missing_page,
    losses_of_page,
    misplaced,
    names_of_page,
    strays,
)
from plainleaf.checks.rules.front_matter import wrong_folder
from plainleaf.checks.rules.registry import CheckedRule
from plainleaf.checks.rules.sections import lead_missing
from plainleaf.model.accepted_words import FILE as ACCEPTED_FILE
from plainleaf.model.block_specs import FIGURE_BLOCKS
from plainleaf.model.care_cards import FILE as CARDS_FILE
from plainleaf.model.care_cards import RULE as CARDS_RULE
from plainleaf.model.care_cards import SENTENCES_FILE
from plainleaf.model.facts import RULE as RULE_FACTS
from plainleaf.model.findings import Finding, Severity
from plainleaf.model.front_matter import HomeFrontMatter
from plainleaf.model.kinds import KINDS
from plainleaf.model.moved import FILE as MOVED_FILE
from plainleaf.model.moved import RULE as RULE_MOVED
from plainleaf.model.references import RULE as RULE_REFERENCES
from plainleaf.model.review import RULE as RULE_REVIEWS
from plainleaf.model.site_facts import NOTHING_KNOWN
from plainleaf.model.site_model import FILE as MODEL_FILE
from plainleaf.model.site_model import RULE as RULE_MODEL
from plainleaf.reading.clips import FILE as CLIPS_FILE
from plainleaf.reading.content import FIGURES, RULE_DATA, RULE_FIGURE, Content
from plainleaf.reading.glossary import RULE_DATA as RULE_GLOSSARY
from plainleaf.reading.page import Page

_FIRST_PAGES: Final = tuple(kind.path for kind in KINDS.values() if kind.overview)
"""Where the first page of a condition may stand."""
_MANY: Final = 4
"""With this many findings on an optional file, its absence is reported."""
_HARD_WORDS: Final = 25
"""The same for hard words: a young site without the file has some, and wants to be told of each."""


@dataclass(frozen=True)
class _DataFile:
    """A file of the data folder."""

    name: str
    subject: str
    loaded: Collection[str]
    key: str = "id"
    least: int = 0
    """How many findings must rest on it for its absence to be told; 0 if it may never be absent."""
    code: str = RULE_DATA
    """The rule that tells what cannot be read of it."""
    severity: Severity = Severity.ERROR

    @property
    def codes(self) -> tuple[str, str]:
        return RULE_DATA, self.code


def losses_in(content: Content) -> tuple[Loss, ...]:
    """What could not be read, data files first."""
    return (
        *_data_losses(content),
        *_figure_losses(content),
        *(loss for page in content.pages.values() for loss in losses_of_page(page)),
        *(loss for page in content.pages.values() for loss in _unlike_its_place(page)),
        *_missing_pages(content),
    )


def _data_losses(content: Content) -> Iterator[Loss]:
    folder = posixpath.dirname(content.references_path)
    for one in _data_files(content):
        path = posixpath.join(folder, one.name)
        if path in content.absent and one.least:
            yield loss_of_missing(one.subject, path, one.least, one.severity, one.code)
        elif path in content.damaged:
            text = content.damaged[path]
            loss = loss_of_data(
                one.subject, path, text, content.findings, one.loaded, one.codes, one.key
            )
            if loss is not None:
                yield loss


def _data_files(content: Content) -> tuple[_DataFile, ...]:
    return (
        _DataFile(
            "references.yml",
            "references",
            {one.id for one in content.references.items},
            code=RULE_REFERENCES,
        ),
        _DataFile(
            "glossary.yml", "glossary", {one.id for one in content.terms}, code=RULE_GLOSSARY.code
        ),
        _DataFile(
            ACCEPTED_FILE,
            "accepted words",
            {str([*one.words]) for one in content.accepted_words.items},
            "words",
            _HARD_WORDS,
            severity=Severity.ADVICE,
        ),
        _DataFile(CARDS_FILE, "care cards", set(content.cards.cards), least=1, code=CARDS_RULE),
        _DataFile(
            SENTENCES_FILE,
            "urgent sentences",
            {one.sentence for one in content.urgent_sentences.items},
            "sentence",
            _MANY,
            CARDS_RULE,
        ),
        _DataFile(
            "emergency_numbers.yml",
            "emergency numbers",
            {one.country for one in content.numbers},
            "country",
        ),
        _DataFile("facts.yml", "facts", {one.id for one in content.facts.items}, code=RULE_FACTS),
        _DataFile("sign_off.yml", "sign-off points", {one.id for one in content.sign_offs}),
        _DataFile(
            "reviews.yml",
            "reviews",
            {one.page for one in content.reviews},
            "page",
            code=RULE_REVIEWS,
        ),
        _DataFile(CLIPS_FILE, "clips", (), "term", _MANY),
        _DataFile(MODEL_FILE, "content model", (), "name", code=RULE_MODEL),
        _DataFile(
            MOVED_FILE,
            "moved addresses",
            {one.old for one in content.moved.items},
            "from",
            _MANY,
            RULE_MOVED,
        ),
    )


def _figure_losses(content: Content) -> Iterator[Loss]:
    folders = {posixpath.dirname(page.path): page for page in content.pages.values()}
    placing = {
        posixpath.dirname(page.path)
        for page in content.pages.values()
        if any(block.name in FIGURE_BLOCKS for block in page.blocks)
    }
    for folder, page in sorted(folders.items()):
        path = posixpath.join(folder, FIGURES)
        found = content.figures.get(page.src)
        if path in content.damaged:
            loaded = found.figures if found is not None else ()
            text = content.damaged[path]
            near = posixpath.join(folder, "figures/")
            codes = (RULE_DATA, RULE_FIGURE)
            loss = loss_of_data("figures", path, text, content.findings, loaded, codes, beside=near)
            if loss is not None:
                yield loss
        elif found is None and folder in placing:
            # Pictures that lie there would be told to be deleted.
            least = (
                1
                if any(
                    one.path.startswith(f"{folder}/") and not (one.is_page or one.used)
                    for one in content.files
                )
                else _MANY
            )
            yield loss_of_missing("figures", path, least, Severity.ERROR, RULE_FIGURE)


def _unlike_its_place(page: Page) -> Iterator[Loss]:
    """What a page cannot hold where it lies, and all of a page without any text."""
    if misplaced(page):
        yield Loss("kind", page.path, _causes(wrong_folder, page), names_of_page(page.src))
    elif strays(page):
        yield Loss("condition", page.path, _causes(wrong_folder, page), whole=False)
    if page.kind is not None and page.kind.lead_required and not page.body.strip():
        yield Loss("text", page.path, _causes(lead_missing, page), names_of_page(page.src))


def _causes(rule: CheckedRule, page: Page) -> tuple[Finding, ...]:
    hits = rule.check(page, NOTHING_KNOWN) if rule.check is not None else ()
    return tuple(rule.finding(hit, page.path) for hit in hits)


def _missing_pages(content: Content) -> Iterator[Loss]:
    docs = posixpath.dirname(posixpath.dirname(content.references_path))
    for src, places in sorted(_named_pages(content).items()):
        if src not in content.pages:
            yield loss_of_missing_page(posixpath.join(docs, src), src, places)


def _named_pages(content: Content) -> Mapping[str, list[str]]:
    """The pages that others name, with the places where that is, as findings print them."""
    named: dict[str, dict[str, None]] = {}
    for src, path, line in (*_named_by_data(content), *_named_by_pages(content)):
        named.setdefault(src, {})[f"{path}:{line}"] = None
    for file in content.files:
        folder, _, name = file.src.rpartition("/")
        if name == FIGURES and not file.used:  # no page of their folder can show these
            named[f"{folder}/index.md"] = {}
    return {src: list(places) for src, places in named.items()}


def _named_by_data(content: Content) -> Iterator[tuple[str, str, int]]:
    for fact, (line, _) in zip(content.facts.items, content.facts.positions, strict=True):
        yield from ((place.page, content.facts_path, line) for place in fact.fate)
    points = zip(content.sign_offs, content.sign_off_records.positions, strict=True)
    for point, (line, _) in points:
        yield from ((src, content.sign_offs_path, line) for src in sorted(point.sources))


def _named_by_pages(content: Content) -> Iterator[tuple[str, str, int]]:
    for page in content.pages.values():
        condition = page.raw.get("condition")
        # A case may be about a condition that has no page, only an entry in the glossary.
        leads = page.kind is not None and not (page.kind.overview or page.kind.hides_condition)
        if isinstance(condition, str) and leads and not strays(page):
            line, _ = page.front_matter.position(("condition",))
            for first in _FIRST_PAGES:
                yield first.format(condition=condition), page.path, line
        if isinstance(page.meta, HomeFrontMatter):
            for index, door in enumerate(page.meta.doors):
                line, _ = page.front_matter.position(("doors", index, "page"))
                yield door.page.partition("#")[0], page.path, line
