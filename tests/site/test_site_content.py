"""What the real pages say, as far as a machine can judge it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser
from shingles import shingles

from conftest import ROOT, BuiltSite
from plainleaf.reading.page import Page, read_page
from plainleaf.reading.page_grade import grade_of_page

DOCS = ROOT / "docs"
PAGES = sorted(
    file.relative_to(DOCS).as_posix() for file in DOCS.rglob("*.md") if "_data" not in file.parts
)
DATA = sorted(file.relative_to(DOCS).as_posix() for file in DOCS.rglob("*.yml"))
SPOKEN_ATTRIBUTES = ("alt", "aria-label", "title", "content", "placeholder")


def page_of(src: str) -> Page:
    """A page as its author wrote it."""
    return read_page(f"docs/{src}", (DOCS / src).read_bytes())


def texts(tree: LexborHTMLParser) -> Iterator[str]:
    """All that a page says: its text, and what it says in attributes."""
    for node in tree.css(".cites, script, .vh"):
        node.decompose()
    yield tree.css_first("title").text()
    # Tags inside a sentence part no words. Blocks do, and a page has no spaces between them.
    for node in tree.css("p, li, dt, dd, td, th, div, summary, h1, h2, h3, h4"):
        node.insert_after(" ")
    yield tree.body.text(separator="") if tree.body else ""
    for element in tree.css("*"):
        yield from (element.attributes.get(name) or "" for name in SPOKEN_ATTRIBUTES)


# --- own words ---


@pytest.fixture(scope="session")
def copied() -> set[str]:
    """The hashes of every eight words in a row of the documents that the content starts from."""
    lines = (ROOT / "tests" / "golden" / "source_shingles.txt").read_text(encoding="utf-8").split()
    assert len(lines) > 500
    return set(lines)


def test_no_page_has_eight_words_in_a_row_of_a_starting_document(
    real: BuiltSite, copied: set[str]
) -> None:
    found = [
        f"{page}: {run}"
        for page in real.pages
        for text in texts(real.tree(page))
        for run, code in shingles(text)
        if code in copied
    ]
    assert found == []


@pytest.mark.parametrize("file", [*PAGES, *DATA])
def test_no_source_file_has_eight_words_in_a_row_of_a_starting_document(
    file: str, copied: set[str]
) -> None:
    text = (DOCS / file).read_text(encoding="utf-8")
    without_citations = re.sub(r"\[@[^\]]*\]", "", text)
    found = [run for run, code in shingles(without_citations) if code in copied]
    assert found == []


def test_eight_words_in_a_row_are_found_whatever_stands_between_them() -> None:
    plain = dict(shingles("One two three four five six seven eight nine."))
    spread = dict(shingles("“one, TWO – (three); four’ five\n\nsíx • sev·en: eight"))
    assert len(plain) == 2
    assert spread.keys() <= plain.keys()
    assert set(spread.values()) <= set(plain.values())


# --- plain words ---

PATIENT_PAGES = [src for src in PAGES if (kind := page_of(src).kind) is not None and kind.patient]
GRADE = 8


@pytest.mark.parametrize("src", PATIENT_PAGES)
def test_patient_page_reads_at_grade_eight_or_below(src: str) -> None:
    graded = grade_of_page(page_of(src))
    assert graded.grade.grade <= GRADE
    hard = {
        part.title: part.grade.grade
        for part in graded.sections
        # A lead must name the condition, and is too short for its grade to mean much.
        if part.title not in {"", "Sources"} and part.grade.grade > GRADE
    }
    assert hard == {}


# --- nothing claimed ---

CLAIMS = re.compile(
    r"medically reviewed|clinically reviewed|peer[- ]reviewed|fact[- ]checked"
    r"|\b(?:reviewed|approved|verified|endorsed|certified|accredited) by\b"
    r"|(?<!not yet )\bchecked by (?:a |an |our )?(?:doctor|clinician|physician|nurse|expert)"
    r"|\b(?:medical|clinical|editorial) (?:reviewer|advisor|board)\b"
    r"|\bour (?:doctors|experts|physicians|specialists)\b",
    re.IGNORECASE,
)


REVIEWED = {
    one["page"].removesuffix(".md") + ".html"
    for one in yaml.safe_load((DOCS / "_data" / "reviews.yml").read_bytes()) or ()
}
"""Pages of which a review is recorded: they say so themselves."""


def test_no_page_claims_a_review_that_is_not_recorded(real: BuiltSite) -> None:
    found = [
        f"{page}: {match.group()!r} in …{text[max(0, match.start() - 40) : match.end() + 40]!r}"
        for page in real.pages
        if page not in REVIEWED
        for text in texts(real.tree(page))
        for match in CLAIMS.finditer(text)
    ]
    assert found == []


def test_no_page_claims_a_review_in_what_machines_read(real: BuiltSite) -> None:
    for page in set(real.pages) - REVIEWED:
        html = real.html(page)
        for claim in ("reviewedBy", "lastReviewed", "slip slip-ok", 'name="author"'):
            assert claim not in html, page


def test_every_page_was_looked_at_and_says_when_next() -> None:
    for src in PAGES:
        meta = page_of(src).meta
        assert meta is not None, src
        assert meta.written < meta.next_look


# --- US spelling ---

UK_SPELLING = re.compile(
    r"\b\w*(?:"
    r"anaem|aemia\b|haem|oesoph|oedema|paediatr|orthopaed|gynaec|diarrhoea|apnoea|dyspnoea"
    r"|foet(?:us|al)|aetiolog|caesarean|leucocyt|sulph|tumour|colour|favour|behaviour|labour"
    r"|neighbour|harbour|vapour|rumour|odour|honour"
    r"|\bcentre|\blitre|metre\b|metres\b|\bfibre|\btheatre|\bprogramme\b|\bgrey|\bmould|\btyre"
    r"|(?:recogn|organ|general|minim|maxim|immun|local|hospital|character|summar|visual|stabil"
    r"|normal|priorit|util|real|special|steril|categor|calcif|util|neutral|colon|ulcer|item)"
    r"is(?:e|ed|es|ing|ation|ations)\b"
    r"|\banalyse|\bcatalogue|\blearnt\b|\bwhilst\b|\bamongst\b|\bjudgement|\bageing\b"
    r"|labelled|labelling|travelled|travelling|modelling|signalling|cancelled|counsell"
    r"|\blicence|\bpractise|\bdefence|\boffence|\bcheque\b|\bkerb\b|\bplough"
    r")\w*",
    re.IGNORECASE,
)


def uk_forms(text: str) -> list[str]:
    """The words in UK spelling that a text does not mark as such: "haematopoiesis" (UK)."""
    return [
        match.group()
        for match in UK_SPELLING.finditer(text)
        if "(UK)" not in text[match.end() : match.end() + 8]
        and "UK" not in text[max(0, match.start() - 12) : match.start()]
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("anaemia, tumours and colour", ["anaemia", "tumours", "colour"]),
        ("generalised, hospitalisation", ["generalised", "hospitalisation"]),
        ("oesophagus; centre; litres; thalassaemia", None),
        ('It is also spelled "haematopoiesis" (UK), and deferoxamine (UK: desferrioxamine).', []),
        ("exercise, otherwise, disease, promise, precise, centers, fibrosis, emphasis", []),
        ("specialist, organism, realism, size, glass, parameter, diameter, symmetric", []),
    ],
)
def test_uk_forms_are_told_from_us_words(text: str, expected: list[str] | None) -> None:
    assert uk_forms(text) == (expected if expected is not None else text.split("; "))


NAMES = re.compile(r"\b[A-Z][\w'’]+(?: [A-Z][\w'’]+)+")
"""Names of organizations, which keep their spelling: words with capitals beside each other."""


def test_pages_use_us_spelling(real: BuiltSite) -> None:
    aliases = {
        alias.casefold()
        for term in yaml.safe_load((DOCS / "_data" / "glossary.yml").read_bytes())
        for field in ("same", "older_names", "search_only")
        for alias in term.get(field, ())
    }
    alias_words = {word for alias in aliases for word in alias.split()}
    found = []
    for page in real.pages:
        tree = real.tree(page)
        # Titles of sources keep their spelling; the glossary lists other spellings as such.
        for node in tree.css(".sources"):
            node.decompose()
        names_aliases = page == "glossary.html"
        for text in texts(tree):
            found += [
                f"{page}: {word}"
                for word in uk_forms(NAMES.sub("", text))
                if not (names_aliases and word.casefold() in alias_words)
            ]
    assert found == []
