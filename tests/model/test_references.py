"""References: which the file may hold, and how a source list prints them."""

from __future__ import annotations

import re
import warnings
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from finding_lines import as_text
from plainleaf.model.references import Name, Reference, load_references
from plainleaf.model.words import words
from plainleaf.rendering import bibliography
from plainleaf.rendering.bibliography import format_plain, format_references
from plainleaf.rendering.store import Store

ROOT = Path(__file__).parents[2]
PATH = "docs/_data/references.yml"
REAL = load_references((ROOT / PATH).read_text(encoding="utf-8"), PATH)
CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "golden" / "references.yml").read_text("utf-8")
)


def reference(**fields: Any) -> Reference:
    """A reference with what every reference needs."""
    needed = {"id": "X", "type": "webpage", "title": "Page", "seen": "full", "standing": "research"}
    return Reference.model_validate(needed | fields)


def findings(fields: str) -> str:
    """What is wrong with a reference of these fields, as the command prints it."""
    text = f"- id: X\n  type: webpage\n  title: Page\n  seen: full\n  standing: research\n{fields}"
    return as_text(load_references(text, PATH).findings)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_golden(case: dict[str, Any]) -> None:
    one = reference(**case["reference"])
    assert format_references([one]) == {"X": case["html"]}
    assert format_plain([one]) == {"X": case["plain"]}


# --- many at once ---


def test_entries_keep_their_keys_whatever_the_keys_are() -> None:
    keys = ["FAN", "fan", "1", "2.", "a.b-c_d"]
    listed = [reference(id=key, title=f"Title {number}") for number, key in enumerate(keys)]
    assert {key: html.partition(".")[0] for key, html in format_references(listed).items()} == {
        "FAN": "Title 0",
        "fan": "Title 1",
        "1": "Title 2",
        "2.": "Title 3",
        "a.b-c_d": "Title 4",
    }


def test_general_knowledge_is_a_sentence_and_no_source() -> None:
    general = reference(id="general-knowledge", title="No source <yet>.", seen="cited")
    listed = [reference(id="A"), general, reference(id="B", title="Other")]
    assert format_references(listed) == {
        "A": 'Page. <span class="seen">[Read in full.]</span>',
        "general-knowledge": "No source &lt;yet&gt;.",
        "B": 'Other. <span class="seen">[Read in full.]</span>',
    }
    assert format_plain(listed)["general-knowledge"] == "No source <yet>."
    assert format_references([general]) == {"general-knowledge": "No source &lt;yet&gt;."}


def test_nothing_to_format_is_nothing() -> None:
    assert format_references([]) == {}
    assert format_plain([]) == {}


def test_every_way_of_reading_has_its_words() -> None:
    seen = Reference.model_json_schema()["properties"]["seen"]["enum"]
    assert all(hasattr(words().source, one) for one in seen)


def test_lines_and_spaces_of_the_file_do_not_print() -> None:
    one = reference(title="A  title\n  in two lines")
    assert format_plain([one])["X"] == "A title in two lines. [Read in full.]"


# --- what the file may hold ---


@pytest.mark.parametrize("address", ["http://x.example/a", "https://x.example/?a=b#c"])
def test_addresses_are_web_addresses(address: str) -> None:
    assert findings(f"  URL: {address}\n") == ""


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//x.example",
        "ftp://x.example",
        "HTTPS//x",
        "www.x.example",
        '"https://x.example/a b"',
        '"https://x.example\\njavascript:alert(1)"',
        '" https://x.example"',
        '"https://"',
    ],
)
def test_other_addresses_are_refused(address: str) -> None:
    found = findings(f"  URL: {address}\n")
    assert found.startswith(f'{PATH}:6:3: error PL510 "URL" cannot be "')
    assert found.count("\n") == 1


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("  DOI: https://doi.org/10.1/x\n", '"DOI" cannot be "https://doi.org/10.1/x".'),
        ("  PMCID: 123\n", '"PMCID" must be text.'),
        ("  PMCID: '123'\n", '"PMCID" cannot be "123".'),
        ("  issued: {date-parts: []}\n", '"date-parts"'),
        ("  issued: {date-parts: [[]]}\n", "empty or too short"),
        ("  issued: {date-parts: [[2020, 1, 2, 3]]}\n", "too many items"),
        ("  issued: {date-parts: [[2020], [2021]]}\n", '"date-parts"'),
        ("  issued: 2020-01-01\n", '"issued" must be a group of names and values.'),
        ("  author: [{given: A}]\n", "This author has no name."),
        ("  author: [{}]\n", "This author has no name."),
        ("  author: [{family: ''}]\n", "This author has no name."),
        ("  container_tite: x\n", 'Did you mean "container-title"?'),
        ("  seen: partly\n", '"seen" stands twice'),
    ],
)
def test_a_broken_field_is_told(fields: str, message: str) -> None:
    assert message in findings(fields)


@pytest.mark.parametrize("key", ["FAN", "general-knowledge", "a.b", "9", "É1"])
def test_keys_that_pages_can_cite(key: str) -> None:
    assert reference(id=key).id == key


@pytest.mark.parametrize("key", ["", "-a", "_a", "a b", "a;b", "a]", "@a", "a\n"])
def test_keys_that_no_page_could_cite(key: str) -> None:
    with pytest.raises(ValueError, match="pattern"):
        reference(id=key)


def test_a_key_stands_only_once() -> None:
    one = "- {id: X, type: webpage, title: Page, seen: full, standing: research}\n"
    assert as_text(load_references(one + one, PATH).findings) == (
        f'{PATH}:2:3: error PL510 The id "X" is taken: line 1 has it already. '
        "Give this one another, or delete it.\n"
    )


def test_a_name_may_be_a_person_or_a_group() -> None:
    assert Name(family="Taher").literal is None
    assert Name(literal="NHS").family is None


# --- the real file ---


def test_the_real_file_is_all_right() -> None:
    assert REAL.findings == ()


@pytest.fixture(scope="module")
def formatted() -> dict[str, str]:
    """Every real reference as HTML; the formatter may warn of nothing."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return dict(format_references(REAL.items))


ARTEFACTS = re.compile(r"  |\.\.|\?\.|,,|;;|, \.|\( ?\)|\[ ?\]|\bNone\b|\bn\.d\.|date-parts|[{}]")


@pytest.mark.parametrize("one", REAL.items, ids=lambda one: one.id)
def test_a_real_reference_prints_clean(one: Reference, formatted: dict[str, str]) -> None:
    html = formatted[one.id]
    tree = LexborHTMLParser(html)
    assert {node.tag for node in tree.body.css("*")} <= {"body", "a", "span"}
    text = tree.body.text()
    assert text == unescape(text)
    assert text.strip() == text
    assert " ".join(one.title.split()).rstrip(".?") in text
    for link in tree.css("a"):
        assert link.attributes["href"] in {one.URL, f"https://doi.org/{one.DOI}"}
        text = text.replace(link.text(), "address")
    assert ARTEFACTS.search(text) is None


@pytest.mark.parametrize("one", REAL.items, ids=lambda one: one.id)
def test_a_real_reference_loses_no_field(one: Reference, formatted: dict[str, str]) -> None:
    text = LexborHTMLParser(formatted[one.id]).body.text()
    if one.id == "general-knowledge":
        assert text == "General medical knowledge. No source attached yet."
        return
    wanted = [
        one.volume,
        one.PMID,
        one.PMCID,
        one.DOI,
        one.seen_as,
        getattr(words().source, one.seen),
    ]
    wanted += [name.family or name.literal for name in one.author[:6]]
    wanted += [one.issued.date_parts[0][0]] if one.issued else []
    wanted += [one.publisher] if one.type != "article-journal" else []
    assert [value for value in wanted if value and str(value) not in text] == []
    assert ("Secondary source" in text) is (one.standing == "secondary")


def test_what_was_formatted_before_is_taken_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path, ".txt")
    new = format_references(REAL.items, store)
    assert new == format_references(REAL.items)
    monkeypatch.setattr(bibliography, "_formatted", None)
    assert format_references(REAL.items, store) == new
    with pytest.raises(TypeError):  # another list is another text
        format_references(REAL.items[:-1], store)


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("issued: {date-parts: [[99999999999999999]]}", "no day, month or year"),
        ("issued: {date-parts: [[-5]]}", "no day, month or year"),
        ("issued: {date-parts: [[2026, 13]]}", "no day, month or year"),
        ("issued: {date-parts: [[2026, 2, 30]]}", "no day, month or year"),
        ("issued: {date-parts: [[2026, 2, 28]]}", ""),
        ("issued: {date-parts: [[1866]]}", ""),
    ],
)
def test_a_source_was_published_on_a_day_of_the_calendar(field: str, told: str) -> None:
    text = f"- {{id: A, type: book, title: A book, seen: full, standing: research, {field}}}\n"
    found = [one.message for one in load_references(text, "r.yml").findings]
    assert bool(found) == bool(told)
    assert all(told in one for one in found)


def test_a_type_that_nobody_knows_is_refused() -> None:
    text = '- {id: A, type: "<b>zz", title: A book, seen: full, standing: research}\n'
    assert len(load_references(text, "r.yml").findings) == 1
