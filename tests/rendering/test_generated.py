"""What pages are rendered from: their data, and the blocks that are made of other pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

import small_site
from builds import CASE, CONDITION, FAQ, small
from plainleaf.model.kinds import KINDS
from plainleaf.rendering.generated import contact_address, page_inputs
from small_site import page

# --- what pages are rendered from ---


def test_inputs_of_a_page(tmp_path: Path) -> None:
    build = small(tmp_path)
    inputs = build.inputs_for(CONDITION)
    assert inputs.kind == KINDS["condition"]
    assert list(inputs.references) == ["FEVER", "VEIN", "OTHER"]
    assert inputs.references["FEVER"].startswith("On leaf fever. <span")
    assert list(inputs.figures) == ["leaf", "unused"]
    assert inputs.pictures["figures/leaf.svg"].svg == small_site.DRAWING
    assert inputs.numbers == inputs.all_numbers == build.content.numbers
    assert inputs.quiet
    assert not build.inputs_for(CASE).quiet
    assert set(inputs.generated) == {
        "changes",
        "contact",
        "glossary-entries",
        "how-to-say",
        "open-points",
        "page-list",
        "case-list",
        "pronunciation-entries",
        "pronunciation-key",
        "rule-list",
        "review-register",
    }
    named = ("Sources", "references", "How to say it", "Pronunciation:", "What it is", "Other")
    assert [inputs.generated_section(one) for one in named] == [
        "sources",
        "sources",
        "how-to-say",
        "how-to-say",
        None,
        None,
    ]
    assert "how-to-say" not in build.inputs_for(FAQ).generated
    assert build.inputs_for("glossary.md").figures == {}


@pytest.mark.parametrize("src", ["nowhere.md", "broken.md"])
def test_inputs_of_a_page_without_a_kind(tmp_path: Path, src: str) -> None:
    inputs = small(tmp_path, {"broken.md": "Only text."}).inputs_for(src)
    assert inputs.kind is None
    assert inputs.generated_section("Sources") is None
    assert inputs.figures == {}


def test_references_are_formatted_once(tmp_path: Path) -> None:
    build = small(tmp_path)
    assert build.inputs_for(FAQ).references is build.inputs_for(CONDITION).references


def test_the_glossary_does_not_say_that_a_case_shows_its_condition(tmp_path: Path) -> None:
    body = "## Diagnosis\n\nLeaf fever of a vein.\n"
    changes = {CASE: page("case", "A spot", body), FAQ: page("faq", "Questions", body)}
    build = small(tmp_path, {**changes, "about/index.md": page("about", body=body)})
    html = build.inputs_for("glossary.md").generated["glossary-entries"]()
    uses = {
        entry.css_first("h3").attributes["id"]: [
            link.attributes["href"] for link in entry.css("a[href$=html]")
        ]
        for entry in LexborHTMLParser(html).css("div.entry")
    }
    assert uses == {
        "leaf-fever": ["conditions/leaf-fever/faq.html"],
        # In the case it stands in the answers only.
        "vein": ["conditions/leaf-fever/faq.html"],
    }


def test_what_says_how_reviews_stand_is_added_by_who_knows(tmp_path: Path) -> None:
    source = small(tmp_path).source
    added = {"open-points": lambda: "None."}
    known = page_inputs(source, CONDITION).generated.keys()
    assert not known & {"open-points", "changes", "review-register"}
    assert page_inputs(source, CONDITION, added).generated.keys() == known | added.keys()


# --- the contact ---


@pytest.mark.parametrize(
    ("contact", "address"),
    [
        ("editors@leaf.example", "mailto:editors@leaf.example"),
        ("https://leaf.example/tell-us?a=b&c=@d", "https://leaf.example/tell-us?a=b&c=@d"),
        ("HTTP://leaf.example", "HTTP://leaf.example"),
        ("javascript:alert(1)", None),
        ("javascript:alert(1)//@x", None),
        ("data:text/html,x", None),
        ("Ward 3, telephone 123", None),
        ("a b@leaf.example", None),
        ("@", None),
        ("editors@leaf.example?subject=x", None),
        ("https://a b", None),
    ],
)
def test_what_a_contact_leads_to(contact: str, address: str | None) -> None:
    assert contact_address(contact) == address


@pytest.mark.parametrize(
    ("contact", "html"),
    [
        (
            "",
            "No address for messages has been set for this copy of the site. Please tell the "
            "person or clinic that gave you this page.",
        ),
        (
            "editors@leaf.example",
            'Write to <a href="mailto:editors@leaf.example">editors@leaf.example</a>.',
        ),
        (
            'https://leaf.example/?a="&b=<x>',
            'Write to <a href="https://leaf.example/?a=&#34;&amp;b=&lt;x&gt;">'
            "https://leaf.example/?a=&#34;&amp;b=&lt;x&gt;</a>.",
        ),
        ("Ward 3, <b>telephone</b> 123", "Tell us here: Ward 3, &lt;b&gt;telephone&lt;/b&gt; 123"),
        ("javascript:alert('1')", "Tell us here: javascript:alert(&#39;1&#39;)"),
    ],
)
def test_the_contact_block(tmp_path: Path, contact: str, html: str) -> None:
    build = small(tmp_path, contact=contact)
    made = build.inputs_for("about/index.md").generated["contact"]()
    assert made == f'<p class="contact">{html}</p>'
    assert build.view("about/index.md").site.contact == (contact or None)
