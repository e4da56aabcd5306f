"""mkdocs.yml as `plainleaf check` reads it: what a build rests on is there, in order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from plainleaf.checks.mkdocs_file import FILE, HOOKS, check_mkdocs_file, hooks_problem

OWN = Path(__file__).parents[2] / FILE
ALL = [f"hooks/{one}" for one in HOOKS]


def told(root: Path, text: str) -> list[str]:
    (root / FILE).write_text(text, encoding="utf-8")
    return [one.text for one in check_mkdocs_file(root)]


def test_the_own_file_is_right_and_a_folder_without_one_too(tmp_path: Path) -> None:
    assert check_mkdocs_file(tmp_path) == ()
    assert told(tmp_path, OWN.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", HOOKS)
def test_each_hook_is_missed(tmp_path: Path, name: str) -> None:
    lines = OWN.read_text(encoding="utf-8").splitlines(keepends=True)
    [one] = told(tmp_path, "".join(line for line in lines if f"hooks/{name}" not in line))
    assert f"lacks hooks/{name}" in one


def test_other_hooks_may_stand_between_and_the_order_counts() -> None:
    assert hooks_problem([*ALL[:3], "mine.py", *ALL[3:]]) == ""
    assert hooks_problem([*ALL[1:], ALL[0]]).startswith("hooks/begin_site.py must stand before")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("use_directory_urls: false", "use_directory_urls: true", 'use_directory_urls is "true"'),
        ("use_directory_urls: false", "", "use_directory_urls is missing"),
        ("site_name: Plainleaf", 'site_name: "Plainleaf', "mkdocs.yml:"),
        ("site_name: Plainleaf", "\tsite_name: Plainleaf", "A tab cannot indent YAML"),
    ],
)
def test_what_breaks_a_build_is_one_sentence(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    [one] = told(tmp_path, OWN.read_text(encoding="utf-8").replace(old, new))
    assert one.startswith("mkdocs.yml:")
    assert message in one


def test_a_site_is_written_in_the_markdown_that_the_checks_read(tmp_path: Path) -> None:
    text = OWN.read_text(encoding="utf-8")
    [lost] = told(tmp_path, text.replace("  - tables\n", ""))
    assert "markdown_extensions lacks tables: the checks read pages with it." in lost
    [more] = told(tmp_path, text.replace("  - tables\n", "  - tables\n  - smarty\n"))
    assert 'markdown_extensions has "smarty", which the checks do not read.' in more
    begin, end = text.index("markdown_extensions:"), text.index("# MkDocs' own link checks")
    [none] = told(tmp_path, text[:begin] + text[end:])
    assert "lacks abbr, admonition" in none
    assert told(tmp_path, "INHERIT: other.yml\nuse_directory_urls: false\n") == []


def test_a_pipe_a_list_and_other_bytes_are_told_at_once(tmp_path: Path) -> None:
    assert "does not hold settings" in told(tmp_path, "- a\n")[0]
    (tmp_path / FILE).write_bytes(b"a: \xe9\n")
    assert "not UTF-8" in check_mkdocs_file(tmp_path)[0].message
    (tmp_path / FILE).unlink()
    os.mkfifo(tmp_path / FILE)
    assert "cannot be read" in check_mkdocs_file(tmp_path)[0].message


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("\nextra:\n", '\nextra:\n  colors: {brand: "#ffcc00"}\n', "colors", "extra.colors.brand"),
        ("\nextra:\n", "\nextra:\n  colors:\n    brand: #0b4f8a\n", "brand", "six digits"),
        ("\nextra:\n", "\nextra_css: [brand.css]\nextra:\n", "extra_css", "No page follows"),
        ("favicon: assets/leaf", "favicon: assets/none", "favicon", "theme.favicon"),
        ("  font: false", "  logo: logo.svg\n  font: false", "  logo", "theme.logo"),
    ],
)
def test_what_makes_a_site_its_owners_works_or_is_refused(
    tmp_path: Path, old: str, new: str, place: str, message: str
) -> None:
    text = OWN.read_text(encoding="utf-8")
    (tmp_path / "overrides").symlink_to(OWN.parent / "overrides")
    assert told(tmp_path, text) == []
    changed = text.replace(old, new)
    [one] = told(tmp_path, changed)
    assert "PL946" in one
    assert message in one
    line = int(one.split(":")[1])
    assert place in changed.splitlines()[line - 1]
