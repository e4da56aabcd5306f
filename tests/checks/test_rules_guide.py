"""The documentation of the rules, in every form, and the page for authors that is made of it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from conftest import BuiltSite
from plainleaf.checks.rule_book import FAMILIES, all_rules
from plainleaf.checks.rules_guide import GUIDES, by_family, guide_data
from plainleaf.checks.suppression import is_bound
from plainleaf.model.findings import Severity
from plainleaf.model.rule import Rule
from plainleaf.rendering.rule_list import render_rule_list
from search_files import read_texts

CASES = yaml.safe_load(
    (Path(__file__).parents[1] / "golden" / "rules_guide.yml").read_text(encoding="utf-8")
)
RULES = (
    Rule(
        "PL214",
        "A <b> heading | skips a level",
        Severity.WARNING,
        "Readers who listen jump\nfrom heading to heading.",
        "Use the level between.",
        ("case", "faq"),
    ),
    Rule(
        "PL901",
        "An element runs something",
        Severity.ERROR,
        "The site runs nothing but its own code.",
        "Delete it.",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["form"])
def test_golden(case: dict[str, str]) -> None:
    assert GUIDES[case["form"]](RULES) == case["output"]


def test_every_form_has_a_case_and_every_rule_a_family() -> None:
    assert {case["form"] for case in CASES} == set(GUIDES)
    listed = [rule for _, members in by_family(all_rules().values()) for rule in members]
    assert listed == list(all_rules().values())
    assert [name for name, _ in by_family(all_rules().values())] == list(FAMILIES.values())


def test_html_is_escaped() -> None:
    html = render_rule_list(guide_data(RULES))
    assert "A &lt;b&gt; heading" in html
    assert "<b> heading" not in html


def test_the_authors_page_lists_every_rule_once_with_all_that_is_known_of_it(
    real: BuiltSite,
) -> None:
    page: LexborHTMLParser = real.tree("about/checks.html")
    rows = {row.attributes["id"]: row for row in page.css("tr[id]")}
    assert list(rows) == [code.lower() for code in all_rules()]
    for rule in all_rules().values():
        text = " ".join(rows[rule.code.lower()].text().split())
        for part in (rule.code, rule.title, rule.why, rule.fix, rule.severity.capitalize()):
            assert " ".join(part.split()) in text
        assert ("can be suppressed" in text) is not is_bound(rule.code)


def test_readers_who_search_do_not_find_it(real: BuiltSite) -> None:
    found = read_texts(real.folder)
    assert "about/checks.html" not in found
    assert "about/index.html" in found
