"""The schemas for editors: up to date, true of what is there, and mapped to it."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from conftest import ROOT, run_module
from plainleaf.checks.schemas import (
    DATA_FILES,
    MODEL_FILE,
    all_schemas,
    file_name,
    schema_text,
    write_schemas,
)
from plainleaf.model.findings import Finding, Severity
from plainleaf.model.yaml_text import load_yaml
from plainleaf.reading.page import read_page

FOLDER = ROOT / ".vscode" / "schemas"
SCHEMAS = all_schemas()
TINY = ROOT / "tests" / "site"


def validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(
        SCHEMAS[name], format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


def as_json(value: Any) -> Any:
    """A YAML value as an editor sees it: dates are texts."""
    return json.loads(json.dumps(value, default=str))


def settings(name: str) -> Any:
    return json.loads((ROOT / ".vscode" / name).read_text(encoding="utf-8"))


def test_the_committed_schemas_are_up_to_date() -> None:
    stored = {file.name: file.read_text(encoding="utf-8") for file in FOLDER.iterdir()}
    wanted = {file_name(name): schema_text(schema) for name, schema in SCHEMAS.items()}
    assert stored == wanted, "Run: .venv/bin/plainleaf schema --all .vscode/schemas"


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_is_a_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("name", DATA_FILES)
def test_every_field_of_a_data_file_is_explained(name: str) -> None:
    for model in SCHEMAS[name]["$defs"].values():
        for field, about in model.get("properties", {}).items():
            assert about.get("description"), field


@pytest.mark.parametrize("name", DATA_FILES)
def test_the_real_data_fit_and_spoilt_data_do_not(name: str) -> None:
    files = sorted([*ROOT.glob(DATA_FILES[name][1]), *TINY.glob(DATA_FILES[name][1])])
    assert files
    for file in files:
        data = as_json(load_yaml(file.read_text(encoding="utf-8")).value)
        validator(name).validate(data)
        if data:
            spoilt = copy.deepcopy(data)
            spoilt[0]["unheard_of"] = 1
            assert not validator(name).is_valid(spoilt)
    assert not validator(name).is_valid([{}])
    assert not validator(name).is_valid({})


def test_the_front_matter_of_every_page_fits() -> None:
    pages = sorted((ROOT / "docs").rglob("*.md"))
    for file in pages:
        page = read_page(file.relative_to(ROOT).as_posix(), file.read_bytes())
        validator("front_matter").validate(as_json(page.raw))
        assert not validator("front_matter").is_valid(as_json({**page.raw, "written": "today"}))
        assert not validator("front_matter").is_valid(as_json({**page.raw, "author": "A"}))


def test_the_command_writes_what_changed_only(tmp_path: Path) -> None:
    assert write_schemas(tmp_path / "new") == len(SCHEMAS)
    assert write_schemas(tmp_path / "new") == 0
    (tmp_path / "docs").mkdir()
    done = run_module("plainleaf", tmp_path, "schema", "--all", "new")
    assert (done.returncode, done.stdout) == (0, "Schemas written to new; 0 changed.\n")


# --- Visual Studio Code ---


def test_each_data_file_is_mapped_to_its_schema() -> None:
    mapped = settings("settings.json")["yaml.schemas"]
    assert mapped == {
        **{f".vscode/schemas/{file_name(name)}": place for name, (_, place) in DATA_FILES.items()},
        f".vscode/schemas/{file_name('model')}": MODEL_FILE,
    }
    assert all((ROOT / schema).is_file() for schema in mapped)


@pytest.mark.parametrize("severity", Severity)
def test_the_task_reads_the_findings_and_not_the_lines_below_them(severity: Severity) -> None:
    (task,) = settings("tasks.json")["tasks"]
    text = Finding("docs/a: b.md", 12, 3, "PL203", severity, "Wrong: this.", "Fix it.").text
    hits = [
        (matcher["pattern"], match)
        for matcher in task["problemMatcher"]
        if (match := re.match(matcher["pattern"]["regexp"], text))
    ]
    ((pattern, match),) = hits
    assert match.group(pattern["file"], pattern["line"], pattern["column"]) == (
        "docs/a: b.md",
        "12",
        "3",
    )
    assert match.group(pattern["code"]) == "PL203"
    assert match.group(pattern["message"]) == "Wrong: this. Fix it."
    for matcher in task["problemMatcher"]:
        assert not re.match(matcher["pattern"]["regexp"], "   12 | a:1:1: x")
