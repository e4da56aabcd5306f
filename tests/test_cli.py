"""The command `plainleaf`: what it prints where, and its exit status."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import real_site
import review_packs
from plainleaf.build import Build
from plainleaf.cli import main
from plainleaf.model.kinds import KINDS
from plainleaf.reading.content import load_content
from plainleaf.rendering.rendered_site import Settings
from small_site import FILES, write

ROOT = Path(__file__).parent.parent
REAL = real_site.content()
TINY = ROOT / "tests/site"
TINY_CONTENT = load_content(TINY, TINY / "docs")
FAQ = "conditions/samplitis/faq.md"
CONDITION = "conditions/leaf-fever/index.md"
FACTS = '- {id: "1", fact: Leaves., sources: [NOBODY], omitted: Not needed here.}\n'
FACTS_LINE = (
    'docs/_data/facts.yml:1:3: error PL801 Fact 1 rests on "NOBODY", which is no reference. '
    "Correct it.\n"
    f"    1 | {FACTS}"
    "      |   ^\n"
)

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command; returns its status, standard output and standard error."""

    def run(*arguments: str) -> tuple[int, str, str]:
        try:
            status = main(arguments)
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else -1
        out, error = capsys.readouterr()
        return status, out, error

    return run


def heads(output: str) -> list[str]:
    """The first line of each finding, without the source line and the mark below it."""
    return [line for line in output.splitlines() if not re.match(r"[ 0-9]{5} \| ", line)]


# --- check ---


def test_the_real_site_is_clean(run: Run) -> None:
    status, out, error = run("--root", str(ROOT), "check")
    assert status == 0
    assert all(": advice PL" in line for line in heads(out))
    assert re.fullmatch(r"(\d+ advice|Nothing to fix)\.\n", error)


def test_findings_go_to_standard_output_and_their_number_to_the_other(
    run: Run, tmp_path: Path
) -> None:
    write(tmp_path, {"_data/facts.yml": FACTS})
    status, out, error = run("--root", str(tmp_path), "check")
    assert status == 1
    assert out.startswith(FACTS_LINE)
    errors, warnings = (out.count(f": {one} PL") for one in ("error", "warning"))
    assert error == f"{errors} errors, {warnings} warnings.\n"
    files = [line.split(":")[0] for line in heads(out)]
    assert files == sorted(files)


def test_only_findings_of_the_paths_that_are_asked_for(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"_data/facts.yml": FACTS})
    monkeypatch.chdir(tmp_path)
    assert run("check", "docs/_data/facts.yml") == (1, FACTS_LINE, "1 error.\n")
    assert run("check", "docs/_data") == (1, FACTS_LINE, "1 error.\n")
    assert run("check", "docs/_data/glossary.yml") == (0, "", "Nothing to fix.\n")
    status, out, _ = run("check", "docs/_data/facts.yml", "docs/glossary.md")
    assert status == 1
    assert {line.partition(":")[0] for line in heads(out)} == {
        "docs/_data/facts.yml",
        "docs/glossary.md",
    }
    monkeypatch.chdir(tmp_path / "docs")
    assert run("--root", "..", "check", "_data") == (1, FACTS_LINE, "1 error.\n")


def test_a_path_that_is_not_there_is_a_mistake_of_the_caller(run: Run, tmp_path: Path) -> None:
    write(tmp_path)
    missing = str(tmp_path / "docs/nothing.md")
    assert run("--root", str(tmp_path), "check", missing) == (
        2,
        "",
        f"plainleaf: {missing} does not exist.\n",
    )


@pytest.mark.parametrize(
    ("changes", "path", "status", "said"),
    [
        ({}, "docs/_data/references.yml", 0, "Nothing to fix.\n"),
        (
            {"_data/references.yml": FILES["_data/references.yml"].replace("FEVER", "FEVER2", 1)},
            "docs/_data/references.yml",
            0,
            "1 advice.\n",
        ),
        ({}, "docs/conditions/leaf-fever/figures.yml", 1, "1 warning.\n"),
    ],
)
def test_advice_is_no_failure_and_a_warning_is(
    run: Run, tmp_path: Path, changes: dict[str, str], path: str, status: int, said: str
) -> None:
    write(tmp_path, changes)
    found, _, error = run("--root", str(tmp_path), "check", str(tmp_path / path))
    assert (found, error) == (status, said)


@pytest.mark.parametrize("arguments", [("check",), ("review-pack", "docs/a.md"), ("schema",)])
def test_outside_of_a_project_nothing_runs(
    run: Run, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    assert run("--root", str(tmp_path), *arguments) == (
        2,
        "",
        f"plainleaf: {tmp_path}/docs is no folder. Run this in the project's folder.\n",
    )


@pytest.mark.parametrize(
    "arguments",
    [(), ("chekc",), ("check", "--fast"), ("review-pack",), ("schema", "leaflet"), ("--root",)],
)
def test_a_wrong_call_says_how_to_call(run: Run, arguments: tuple[str, ...]) -> None:
    status, out, error = run(*arguments)
    assert (status, out) == (2, "")
    assert error.startswith("usage: plainleaf")


def test_help(run: Run) -> None:
    status, out, error = run("--help")
    assert (status, error) == (0, "")
    for command in ("check", "review-pack", "schema"):
        assert command in out


def test_as_a_program(tmp_path: Path) -> None:
    write(tmp_path, {"_data/facts.yml": FACTS})
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "plainleaf", "check", "docs/_data/facts.yml"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (1, FACTS_LINE, "1 error.\n")


# --- review-pack ---


def test_a_pack_comes_back_and_is_recorded(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write(tmp_path, review_packs.FILES))
    (tmp_path / "mkdocs.yml").write_text("site_name: Leaves\n", encoding="utf-8")
    status, out, error = run("review-pack", f"./docs/{CONDITION}")
    assert (status, out) == (2, "")
    assert error.endswith("Add --role; this page has something for: botanist, gardener.\n")
    status, out, error = run("review-pack", CONDITION, "--role", "botanist", "--to", "pack.pdf")
    assert (status, error) == (0, "")
    assert re.fullmatch(r"pack\.pdf: 2 sides, about \d+ minutes, pack [0-9a-f-]{9}\n", out)
    values = {
        "asked/top/": "x",
        "asked/what-it-is/": "x",
        **{f"/{key}": value for key, value in review_packs.SIGNED.items()},
    }
    review_packs.fill(Path("pack.pdf"), Path("filled.pdf"), values)
    assert run("review-record", "filled.pdf") == (
        0,
        "",
        "Recorded in docs/_data/reviews.yml: 2 sections agreed to. Read it, then run: plainleaf "
        "check\n",
    )
    again = "docs/_data/reviews.yml has this review already.\n"
    assert run("review-record", "filled.pdf") == (0, "", again)
    changed = FILES[CONDITION].replace("Hot leaves.", "Cold leaves.")
    (tmp_path / "docs" / CONDITION).write_text(changed, encoding="utf-8")
    status, out, error = run("review-record", "filled.pdf")
    assert (status, out) == (2, "")
    assert 'has changed since this pack was made: "1 The beginning of the page".' in error


def test_what_was_said_on_paper_is_typed_in(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write(tmp_path, review_packs.FILES))
    lines = iter(["", "a", "c", "It is cold.", *["", "", ""], *review_packs.SIGNED.values()])
    monkeypatch.setattr("builtins.input", lambda _question: next(lines))
    status, out, error = run("review-record", CONDITION, "--ask", "--role", "botanist")
    assert status == 1
    said = f'docs/{CONDITION}:10:1: Maria Muster asks for a change of "2 What it is": It is cold.'
    assert re.sub(r":[0-9]+:1:", ":10:1:", out).splitlines()[-1] == said
    assert error.startswith("Recorded in docs/_data/reviews.yml: 1 sections agreed to, 1 changes")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nothing.pdf",), "plainleaf: nothing.pdf: there is no such file."),
        (("docs/index.md",), "plainleaf: docs/index.md: it is no PDF."),
        (("nothing.md", "--ask"), "plainleaf: nothing.md: this is no page of this site."),
        ((CONDITION, "--ask", "--role", "x"), "There is no role"),
        ((CONDITION, "--ask"), "For whom? Add --role"),
    ],
)
def test_what_cannot_be_recorded_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(write(tmp_path, review_packs.FILES))
    status, out, error = run("review-record", *arguments)
    assert (status, out) == (2, "")
    assert said in error


def test_the_hash_of_a_pack_makes_the_review_hold_until_something_changes(
    run: Run, tmp_path: Path
) -> None:
    def state() -> str:
        build = Build.start(tmp_path, tmp_path / "docs", ROOT / "overrides", Settings("", ""))
        assert build.content.findings == ()
        return build.reviews.of(CONDITION).state

    write(tmp_path)
    assert state() == "none"
    _, record, _ = run("--root", str(tmp_path), "review-pack", CONDITION, "--hashes")
    record = record.replace("your full name", "Mara Muster")
    record = record.replace("your profession and field", "hematologist")
    write(tmp_path, {"_data/reviews.yml": record})
    assert state() == "current"
    write(tmp_path, {"_data/reviews.yml": record, CONDITION: FILES[CONDITION] + "\n<!-- no -->\n"})
    assert state() == "current"
    more = FILES[CONDITION].replace("Now.", "Now!")
    write(tmp_path, {"_data/reviews.yml": record, CONDITION: more})
    assert state() == "partial"


@pytest.mark.parametrize(
    "name", ["nothing.md", "docs", "/etc/passwd", "../x.md", "_data/facts.yml", ""]
)
def test_no_pack_of_what_is_no_page(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(write(tmp_path))
    assert run("review-pack", name) == (2, "", f"plainleaf: {name} is no page of this site.\n")


# --- case ---


def test_a_case_says_how_complete_it_is(run: Run) -> None:
    page = "docs/cases/a-cough-in-spring/index.md"
    status, out, error = run("--root", str(TINY), "case", str(TINY / page))
    assert (status, error) == (0, "")
    assert out.splitlines()[0] == f"{page}: 11 of 11 parts are there; look at 2 by hand"
    assert "  there    Discussion\n" in out
    assert run("--root", str(TINY), "case")[1].startswith(out)


def test_an_incomplete_case_says_what_is_missing(run: Run) -> None:
    status, out, _ = run("--root", str(TINY), "case", "cases/itching-after-a-walk/index.md")
    assert status == 1
    assert "  missing  Patient data: sex in at_a_glance\n" in out


def test_what_is_no_case_has_no_contract(run: Run) -> None:
    told = "plainleaf: glossary.md is no case of this site.\n"
    assert run("--root", str(ROOT), "case", "glossary.md") == (2, "", told)


# --- schema ---


def front_matter(src: str) -> dict[str, Any]:
    """A page's front matter as editors' tools see it: days are text."""
    page = REAL.pages.get(src) or TINY_CONTENT.pages[src]
    found: dict[str, Any] = json.loads(json.dumps(page.raw, default=str))
    return found


def schema(run: Run, *kind: str) -> Draft202012Validator:
    """A validator of the schema that the command prints."""
    status, out, error = run("--root", str(ROOT), "schema", *kind)
    assert (status, error) == (0, "")
    found = json.loads(out)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_schema_of_a_kind_accepts_its_pages_and_no_others(run: Run, kind: str) -> None:
    validator = schema(run, kind)
    for src, page in REAL.pages.items():
        assert page.kind is not None
        errors = [error.message for error in validator.iter_errors(front_matter(src))]
        assert (errors == []) is (page.kind.name == kind), (src, errors)


def test_the_schema_of_all_kinds_accepts_every_real_page(run: Run) -> None:
    validator = schema(run)
    for src in REAL.pages:
        assert [error.message for error in validator.iter_errors(front_matter(src))] == []


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "leaflet"},
        {"title": ""},
        {"title": "x" * 101},
        {"description": "x" * 161},
        {"subtitle": "x"},
        {"condition": "Not A Slug"},
        {"condition": "../x"},
    ],
)
def test_the_schema_refuses_what_the_checks_refuse(run: Run, change: dict[str, str]) -> None:
    assert list(schema(run).iter_errors(front_matter(FAQ) | change)) != []


def test_the_schema_wants_what_the_checks_want(run: Run) -> None:
    for name in ("kind", "title", "description", "written", "next_look", "condition"):
        without = {key: value for key, value in front_matter(FAQ).items() if key != name}
        assert list(schema(run).iter_errors(without)) != [], name


def test_is_stopped_in_one_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("plainleaf.cli._rules", stop)
    assert run("rules") == (130, "", "plainleaf: stopped.\n")
