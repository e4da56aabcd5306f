"""The rules as a set: documented, and safe on anything an editor or a broken disk may hand them."""

from __future__ import annotations

import re
import time

import pytest
from golden_cases import all_cases
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import WHOLE
from plainleaf.checks.rules import RULES, check_page, check_site
from plainleaf.model.block_specs import BLOCKS
from plainleaf.model.care_cards import load_care_cards, load_urgent_sentences
from plainleaf.model.findings import Finding
from plainleaf.model.kinds import KINDS
from plainleaf.model.rule import Rule
from plainleaf.model.site_facts import FigureFact, PageFact, ReferenceFact, SiteFacts
from plainleaf.reading.page import read_page

SITE = SiteFacts(
    references={"FAN": ReferenceFact("FAN"), "OLD": ReferenceFact("OLD", "cited")},
    terms={"leaf-fever": ("leaf fever", "LF")},
    figures={
        "conditions/leaf-fever/index.md": (
            FigureFact("leaf", "A leaf", "A leaf.[@FAN]", "docs/figures.yml", 1),
        )
    },
    pages={"index.md": PageFact("index.md", "home")},
    emergency_numbers=("911", "112"),
    cards=load_care_cards(
        """
- {id: hot, condition: leaf-fever, level: emergency, heading: "Call if:", sign_off: leaves,
   items: [{text: hot leaves, sources: [FAN]}]}
- {id: dry, condition: leaf-fever, level: urgent, heading: "Call today if:", sign_off: leaves,
   items: [{text: dry leaves, sources: [FAN]}]}
""",
        "docs/_data/care_cards.yml",
    ),
    urgent_sentences=load_urgent_sentences(
        "- {sentence: Call today., reason: It is a test.}", "docs/_data/urgent_sentences.yml"
    ),
    urgent_sentences_path="docs/_data/urgent_sentences.yml",
)
"""Something for every rule to compare with."""


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_says_what_it_is_for_and_how_to_fix_a_page(rule: Rule) -> None:
    assert re.fullmatch(r"PL[1-9][0-9]{2}", rule.code)
    assert rule.title
    assert not rule.title.endswith(".")
    assert rule.why.endswith(".")
    assert rule.fix.endswith((".", '"'))
    assert (rule.check is None) != (rule.check_site is None)
    assert set(rule.kinds) <= set(KINDS)


# --- nothing ever raises, and every finding points into the file ------------------------------

_FRONT_MATTER = st.lists(
    st.one_of(
        st.sampled_from([f"kind: {name}" for name in KINDS]),
        st.sampled_from(
            [
                "title: A",
                "title: 2026",
                "title:",
                "description: A.",
                "written: 2026-11-21",
                "next_look: 2027-11-21",
                "next_look: 9999-12-31",
                "written: 0001-01-01",
                "condition: leaf-fever",
                "condition: [a, b]",
                "condition: {a: b}",
                "term: leaf-fevr",
                "term: 1.5",
                "kind: [x]",
                "kind: conditoin",
                "doors:\n  - title: A\n    page: x.md",
                "doors: 5",
                "at_a_glance:\n  - {label: A, value: 38}",
                "a: &x [1]\nb: *x",
                "a: 'x",
                "\tkey: value",
                "- item",
                "? [a]\n: b",
                "...",
                "!!python/object:os.system x",
                "<<: {kind: faq}",
            ]
        ),
        st.text(max_size=30),
    ),
    max_size=9,
).map("\n".join)

_PIECES = st.one_of(
    st.sampled_from(
        [
            *(f"## {section.title}" for kind in KINDS.values() for section in kind.sections),
            *(f"/// {name}" for name in BLOCKS),
            "/// care-card | emergency",
            "/// care-card | hot",
            "/// care-card | hott",
            "/// figure | leaf",
            "//// figure | leav",
            "/// figure | leaf | x",
            "///",
            "////",
            "// key-points",
            "    open: true",
            "### Call if:",
            "### A?",
            "# A",
            "##",
            "#A_1",
            "  ## A",
            "A\n---",
            "A\n===",
            "- a\n- b",
            "  - c",
            "    - d",
            "-\te",
            "1. **Risks:** a",
            "> ## q",
            "> - a\n> - b",
            "| a | b |\n|---|:-:|\n| c[@FAN] | `d|e` |",
            "| a |\n|---|",
            "Text.[@FAN; @OLD]",
            "Text[@ FAN]. TODO",
            "[@FAN, @OLD]",
            "[[[[@FAN]]](x)",
            "![](x.svg) [a](javascript:b)",
            "[d]: data:x",
            "[d]: <x\n  y>",
            "<details>",
            '<b onclick="x">',
            "<script>",
            "<a b='",
            "<!-- a",
            "b -->",
            "```",
            "~~~~ python",
            "`` ` ``",
            "leaf fever, call 911",
            "{#id}",
            "## A {#a .b}",
            "\\",
            "&#0; &#xD800; &amp;",
            "",
            "",
        ]
    ),
    st.text(max_size=40),
)
_BODY = st.lists(_PIECES, max_size=25).map("\n".join)
_LINE_END = st.sampled_from(["\n", "\r\n", "\r"])
_PATH = st.sampled_from(
    [
        "docs/index.md",
        "docs/conditions/leaf-fever/index.md",
        "docs/conditions/leaf-fever/faq.md",
        "docs/cases/leaf-fever/index.md",
        "docs/glossary.md",
        "elsewhere.md",
    ]
)


def _check(path: str, data: bytes) -> list[Finding]:
    page = read_page(path, data)
    found = [*check_page(page, SITE), *check_site([page], SITE)]
    # The file's own lines, read without any of the code under test.
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    lines = re.split("\r\n|\r|\n", text)
    for finding in found:
        assert finding.code in RULES
        assert finding.message
        assert finding.text.isprintable()
        if finding.path == path:
            assert 1 <= finding.line <= len(lines)
            if page.readable:
                assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1
    return found


_GOOD_PAGES = [case for case in all_cases() if len(case.data) < 4000]
_CALM = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_CALM
@given(path=_PATH, data=st.binary(max_size=400))
def test_any_bytes(path: str, data: bytes) -> None:
    _check(path, data)


@_CALM
@given(path=_PATH, data=st.binary(max_size=100), front=_FRONT_MATTER)
def test_any_bytes_after_front_matter(path: str, data: bytes, front: str) -> None:
    _check(path, b"---\n" + front.encode("utf-8", "surrogatepass") + b"\n---\n" + data)


@settings(_CALM, max_examples=400)
@given(path=_PATH, front=_FRONT_MATTER, body=_BODY, end=_LINE_END, mark=st.booleans())
def test_any_page(path: str, front: str, body: str, end: str, mark: bool) -> None:
    text = f"---\n{front}\n---\n{body}".replace("\n", end)
    _check(path, (b"\xef\xbb\xbf" if mark else b"") + text.encode("utf-8", "surrogatepass"))


@_CALM
@given(data=st.data())
def test_any_damage_to_a_good_page(data: st.DataObject) -> None:
    case = data.draw(st.sampled_from(_GOOD_PAGES))
    lines = case.data.splitlines(keepends=True)
    for _ in range(data.draw(st.integers(1, 4))):
        if not lines:
            break
        at = data.draw(st.integers(0, len(lines) - 1))
        change = data.draw(st.sampled_from(["drop", "double", "swap", "cut", "indent"]))
        other = data.draw(st.integers(0, len(lines) - 1))
        if change == "drop":
            del lines[at]
        elif change == "double":
            lines.insert(at, lines[at])
        elif change == "swap":
            lines[at], lines[other] = lines[other], lines[at]
        elif change == "cut":
            lines[at] = lines[at][: data.draw(st.integers(0, len(lines[at])))]
        else:
            lines[at] = b"  " + lines[at]
    _check(case.path, b"".join(lines))


@pytest.mark.parametrize(
    "piece",
    ["[", "![", "*", "_", "`", "<!--", "-->", "<a ", "<a b='", "{#", "&", "[@", "[a](", "](", "\\",
     "/// x\n", "/// key-points\n", "//// key-points\n///\n", "```\n", "> ", "- ", "## a\n", "| a ",
     "a\n", "[a]: b\n", "1. a\n   - b\n"],
)  # fmt: skip
def test_long_repetitions_are_read_in_reasonable_time(piece: str) -> None:
    text = "---\nkind: faq\n---\n" + piece * ((60_000 if WHOLE else 24_000) // len(piece))
    start = time.process_time()
    _check("docs/conditions/leaf-fever/faq.md", text.encode())
    # Each takes a second at most, at the short length half of it; anything quadratic takes many.
    assert time.process_time() - start < (15 if WHOLE else 6)
