"""One mistake is one message: what cannot be read comes first, what only follows is left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

import fewer_slices
import small_site
from conftest import WHOLE
from plainleaf.checks.causes import RULE_NOT_CHECKED, RULE_PAGE_MISSING
from plainleaf.checks.check import check_all
from plainleaf.checks.output import FORMS, make_report
from plainleaf.checks.rule_book import all_rules
from plainleaf.model.findings import Finding, Severity
from plainleaf.reading.content import load_content

TINY = Path(__file__).parents[1] / "site" / "docs"
DATA = sorted(file.relative_to(TINY).as_posix() for file in TINY.rglob("*.yml"))
PAGES = sorted(file.relative_to(TINY).as_posix() for file in TINY.rglob("*.md"))
_FIELD = re.compile(r"(?m)^(?:- | *)[a-z_]+: +(?=[^\s>|\[{#\"'])")
MOST = 3


def _at_field(text: str, change: Callable[[str, str], str]) -> str:
    """Change the second line with a plain field: what stands before its value, and the value."""
    lines = text.split("\n")
    fields = [index for index, line in enumerate(lines) if _FIELD.match(line)]
    index = fields[min(1, len(fields) - 1)]
    match = _FIELD.match(lines[index])
    assert match is not None
    lines[index] = change(match.group(), lines[index][match.end() :])
    return "\n".join(lines)


BREAKS: dict[str, Callable[[str], bytes | None]] = {
    "quote": lambda text: _at_field(text, lambda key, value: f'{key}"{value}').encode(),
    "indented": lambda text: _at_field(text, lambda key, value: f"   {key}{value}").encode(),
    "tab": lambda text: _at_field(text, lambda key, value: f"\t{key.strip()} {value}").encode(),
    "wrong top": lambda _text: b"just: words\n",
    "words": lambda _text: b"words\n",
    "empty": lambda _text: b"",
    "latin-1": lambda text: b"# caf\xe9\n" + text.encode(),
    "missing": lambda _text: None,
}


def _in_front_matter(change: Callable[[str], bytes | None], text: str) -> bytes | None:
    head, mark, rest = text.removeprefix("---\n").partition("\n---\n")
    changed = change(head)
    return None if changed is None else b"---\n" + changed + (mark + rest).encode()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tiny site, whole before and after each test."""
    return fewer_slices.write(tmp_path_factory.mktemp("causes"))


def _check(root: Path) -> tuple[Finding, ...]:
    return check_all(load_content(root, root / "docs"))


def _broken(root: Path, name: str, held: bytes | None) -> tuple[Finding, ...]:
    file = root / "docs" / name
    whole = file.read_bytes()
    try:
        if held is None:
            file.unlink()
        else:
            file.write_bytes(held)
        return _check(root)
    finally:
        file.write_bytes(whole)


def _told_well(found: tuple[Finding, ...], name: str) -> None:
    assert 1 <= len(found) <= MOST, [one.text for one in found]
    assert found[0].path == f"docs/{name}"
    assert found[0].severity is Severity.ERROR
    assert found[0].fix


MAY_BE_MISSING = {f"_data/{name}.yml" for name in ("accepted_words", "clips", "moved", "published")}
"""What a site need not have."""


def tried(files: list[str]) -> list[tuple[str, str]]:
    """Each file with each way to break it, or with two of them in turn, so that none is left."""
    return [
        (name, how)
        for number, name in enumerate(files)
        for place, how in enumerate(BREAKS)
        if WHOLE or (number + place) % 4 == 0
    ]


@pytest.mark.parametrize(("name", "how"), tried(DATA))
def test_a_broken_data_file_is_told_first_and_little_else(
    project: Path, name: str, how: str
) -> None:
    text = (project / "docs" / name).read_text(encoding="utf-8")
    if _FIELD.search(text) is None and how in {"quote", "indented", "tab"}:
        text = f"{text.rstrip().removesuffix('[]')}\n- word: value\n  other: value\n"
    found = _broken(project, name, BREAKS[how](text))
    if how == "missing" and name in MAY_BE_MISSING:
        assert len(found) <= MOST  # a site need not have them
    else:
        _told_well(found, name)


@pytest.mark.parametrize(("name", "how"), tried(PAGES))
def test_a_broken_page_is_told_first_and_little_else(project: Path, name: str, how: str) -> None:
    text = (project / "docs" / name).read_text(encoding="utf-8")
    whole = {"empty", "missing"}
    held = BREAKS[how](text) if how in whole else _in_front_matter(BREAKS[how], text)
    found = _broken(project, name, held)
    if how == "missing":
        assert len(found) <= MOST + 1, [one.text for one in found]  # a page may be deleted
    else:
        _told_well(found, name)


def test_one_bad_entry_costs_what_names_it_and_hides_no_other_mistake(tmp_path: Path) -> None:
    body = "Lead.[@VEIN]\n\n## What it is\n\nText.[@FEVER] More.[@NOBODY]\n"
    references = small_site.REFERENCES.replace("title: On leaf fever", "titel: On leaf fever")
    name = "conditions/leaf-fever/index.md"
    files: dict[str, str | None] = {
        "_data/references.yml": references,
        name: small_site.page("condition", body=body),
    }
    found = check_all(small_site.load(small_site.write(tmp_path, files)))
    assert (found[0].code, found[0].path) == ("PL510", "docs/_data/references.yml")
    unknown = [one.message for one in found if one.code == "PL501"]
    assert unknown == ['There is no reference "NOBODY".']
    notes = [one for one in found if one.code == RULE_NOT_CHECKED.code]
    assert [(one.path, one.line, one.first) for one in notes] == [(found[0].path, 1, True)]


def test_a_page_that_is_missing_says_who_needs_it(project: Path) -> None:
    found = _broken(project, "conditions/samplitis/index.md", None)
    assert found[0].code == RULE_PAGE_MISSING.code
    assert "docs/_data/facts.yml:" in found[0].message


def test_a_cause_comes_first_in_every_form(project: Path) -> None:
    found = _broken(project, "_data/references.yml", b"words\n")
    assert len(found) == 2
    other = Finding("docs/_data/a.yml", 1, 1, "PL120", Severity.ERROR, "An earlier file.")
    report = make_report((other, *found), all_rules(), lambda _path: (), "1")
    for name, form in FORMS.items():
        text = form(report)
        assert text.index("references.yml") < text.index("a.yml"), name


def test_only_what_was_asked_for_is_told_with_its_cause(project: Path) -> None:
    file = project / "docs" / "_data" / "references.yml"
    whole = file.read_bytes()
    file.write_bytes(b"words\n")
    try:
        content = load_content(project, project / "docs")
        asked = check_all(content, asked=lambda one: one.path.endswith("faq.md"))
        nothing = check_all(content, asked=lambda _one: False)
    finally:
        file.write_bytes(whole)
    assert [one.code for one in asked] == ["PL510", RULE_NOT_CHECKED.code]
    assert nothing == ()


def test_two_versions_of_a_place_and_a_misspelled_condition_are_one_message_each(
    project: Path,
) -> None:
    name = next(one for one in PAGES if one.startswith("conditions/") and one.endswith("/index.md"))
    text = (project / "docs" / name).read_text(encoding="utf-8")
    misspelled = _broken(project, name, text.replace("\ncondition: ", "\ncondition: x").encode())
    assert [one.code for one in misspelled] == ["PL118", RULE_NOT_CHECKED.code]
    lacking = _broken(project, name, text.replace("\ncondition: ", "\ncondtion: ").encode())
    assert [one.code for one in lacking] == ["PL114", RULE_NOT_CHECKED.code]
    both = text.replace("\ntitle: ", "\n<<<<<<< HEAD\ntitle: a\n=======\ntitle: ", 1)
    both = both.replace("\ndescription", "\n>>>>>>> other\ndescription", 1)
    found = _broken(project, name, both.encode())
    assert (found[0].code, found[0].line) == ("PL112", 3)
    assert found[0].message.startswith("Two versions of this place meet here")


SLIPS = yaml.safe_load((Path(__file__).parents[1] / "golden" / "slips.yml").read_text("utf-8"))
AS_WHOLE: dict[str, Callable[[str], bytes]] = {
    "utf-16": lambda text: text.encode("utf-16"),
    "bom": lambda text: text.encode("utf-8-sig"),
    "crlf": lambda text: text.replace("\n", "\r\n").encode(),
    "twice": lambda text: (text + text).encode(),
}


def test_each_slip_is_told_first_and_by_few_findings(project: Path) -> None:
    told = {}
    for number, slip in enumerate(SLIPS):
        text = (project / "docs" / slip["file"]).read_text(encoding="utf-8")
        if "as" in slip:
            held = AS_WHOLE[slip["as"]](text)
        else:
            assert slip["change"][0] in text, slip
            held = text.replace(*slip["change"], 1).encode()
        told[number] = [one.code for one in _broken(project, slip["file"], held)]
    assert told == {number: slip["told"] for number, slip in enumerate(SLIPS)}


def test_a_page_asked_for_alone_tells_its_own_findings(project: Path) -> None:
    file = project / "docs" / "_data" / "references.yml"
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole.replace("id: general-knowledge", "id: general-knowlege"), "utf-8")
    try:
        content = load_content(project, project / "docs")
        asked = check_all(content, asked=lambda one: one.path.endswith("faq.md"))
    finally:
        file.write_text(whole, encoding="utf-8")
    assert {one.code for one in asked} == {"PL501"}
    assert {one.path.rpartition("/")[2] for one in asked} == {"faq.md"}
