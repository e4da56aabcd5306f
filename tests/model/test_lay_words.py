"""What people type and no page says."""

from __future__ import annotations

from pathlib import Path

import pytest

import small_site
from plainleaf.checks.check import check_all

CONDITION = "conditions/leaf-fever/index.md"


def told(tmp_path: Path, records: str) -> list[str]:
    """What is wrong with a file of words."""
    root = small_site.write(tmp_path, {"_data/lay_words.yml": records})
    found = check_all(small_site.load(root))
    return [one.text for one in found if one.path == "docs/_data/lay_words.yml"]


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ("mean: [fever]", ""),
        ("mean: [fever, chills]", ""),
        (f"finds: [{CONDITION}]", ""),
        (f"finds: ['{CONDITION}#what-it-is']", ""),
        ("finds: ['glossary.md#vein']", ""),
        ("", "These words need either what they mean or where their answer stands."),
        (f"mean: [fever]\n  finds: [{CONDITION}]", "These words need either"),
        ("mean: [is it]", '"is it" has no word that a search looks for.'),
        (f"finds: ['{CONDITION}#nowhere']", "so nobody would find it."),
        ("finds: [nowhere.md]", 'There is no "nowhere.md", so nobody would find it.'),
        ("finds: ['#card-nowhere']", 'There is no "#card-nowhere", so nobody would find it.'),
        ("finds: [card-nowhere]", '"card-nowhere" is neither a page nor a heading.'),
        ("finds: ['glossary.md#nowhere']", "so nobody would find it."),
    ],
)
def test_each_leads_somewhere(tmp_path: Path, fields: str, error: str) -> None:
    found = told(tmp_path, f"- say: [hot]\n  {fields}\n  reason: People say it so.\n")
    assert [error in one for one in found] == ([True] if error else [])


def test_each_has_a_reason_and_something_to_type(tmp_path: Path) -> None:
    assert len(told(tmp_path, "- say: [hot]\n  mean: [fever]\n")) == 1
    assert len(told(tmp_path, "- say: [it]\n  mean: [fever]\n  reason: People say it so.\n")) == 1


def test_a_site_needs_none(tmp_path: Path) -> None:
    assert told(tmp_path, "[]\n") == []
