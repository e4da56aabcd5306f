"""HTML says so by its type; everything else is text."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jinja2 import Environment
from selectolax.lexbor import LexborHTMLParser

from plainleaf.text.markup import NOTHING, json_markup, trusted

ROOT = Path(__file__).parents[2]
TRUSTS = re.compile(r"markupsafe|\| *safe\b|autoescape false")


def test_only_what_is_trusted_is_not_escaped() -> None:
    template = Environment(autoescape=True).from_string("{{ a }} {{ b }}{{ c }}")
    made = template.render(a="<70 g/L & more", b=trusted("<b>5</b>"), c=NOTHING)
    assert made == "&lt;70 g/L &amp; more <b>5</b>"


@pytest.mark.parametrize("text", ["</script><b>", "<!--<script>", "]]>", "a & b", "\u2028", '"\\'])
def test_json_cannot_leave_its_element(text: str) -> None:
    page = LexborHTMLParser(f"<script>{json_markup({'a': text})}</script>")
    assert [node.tag for node in page.root.traverse()] == ["html", "head", "script", "body"]
    assert json.loads(page.css_first("script").text()) == {"a": text}


def test_html_is_trusted_in_one_place_and_no_template_trusts_by_itself() -> None:
    code = [
        *ROOT.glob("hooks/**/*.py"),
        *ROOT.glob("hooks/**/*.html"),
        *ROOT.glob("overrides/**/*.html"),
    ]
    trusting = [file.name for file in code if TRUSTS.search(file.read_text(encoding="utf-8"))]
    assert trusting == ["markup.py"]
