"""Minified files say the same in fewer bytes."""

from __future__ import annotations

import random
from html import escape

import pytest
from selectolax.lexbor import LexborHTMLParser

from plainleaf.rendering.minify import minify_asset, minify_page

PAGE = """<!doctype html>
<html lang="en-US" dir="ltr" class="no-js">
<head>
  <title>A page</title>
  <!-- for authors -->
  <script>(function () { document.title = "as it was"; })()</script>
</head>
<body class="l-article">
  <p>Ask <b>your</b> <i>team</i> <button type="button" popovertarget="w">now</button>, or
     later.</p>
  <pre>  two
  lines</pre>
  <div hidden id="w" popover role="note">Words</div>
</body>
</html>
"""


def test_a_page_keeps_words_elements_and_attributes() -> None:
    short = minify_page(PAGE)
    assert len(short) < 0.9 * len(PAGE)
    tree, before = LexborHTMLParser(short), LexborHTMLParser(PAGE)
    assert tree.css_first("html").attributes == before.css_first("html").attributes
    assert tree.css_first("p").text() == "Ask your team now, or later."
    assert tree.css_first("pre").text() == "  two\n  lines"
    assert tree.css_first("#w").attributes == before.css_first("#w").attributes
    assert tree.css_first("button").attributes == before.css_first("button").attributes
    # The policy of the site allows scripts by what they hash to.
    assert tree.css_first("script").text() == before.css_first("script").text()
    assert "for authors" not in short
    assert short.startswith("<!doctype html><html")


@pytest.mark.parametrize(
    ("name", "text", "short"),
    [
        ("a/b.css", "/* why */\n.a > .b { color: red }\n", ".a>.b{color:red}"),
        ("a/b.js", "// why\nconst a = `x ${1}`;\n", "const a=`x ${1}`;"),
        ("a/b.svg", "<svg>\n</svg>", "<svg>\n</svg>"),
    ],
)
def test_assets_lose_comments_and_spaces(name: str, text: str, short: str) -> None:
    assert minify_asset(name, text) == short


WORST = (
    *("<70 g/L", "a <b> c", '"q"', "it's", "R&D", "&amp;", "{{ x }}", "</script>", "]]>", "&lt"),
    *(
        "&#60;",
        "&notit;",
        "&copy",
        "a=b",
        "`x`",
        "  two  ",
        "\u00a0",
        "<!-- c -->",
        "='",
        "/>",
        "&",
    ),
)


def typed(chance: random.Random) -> str:
    return " ".join(chance.choice(WORST) for _ in range(chance.randint(1, 4)))


def read(tree: LexborHTMLParser, tag: str) -> list[tuple[list[str], dict[str, str | None]]]:
    return [(one.text().split(), one.attributes) for one in tree.css(tag)]


def paragraph(chance: random.Random) -> str:
    inner = "".join(
        f"{escape(typed(chance))}{space}<{tag} title='{escape(typed(chance))}'>"
        f"{escape(typed(chance))}</{tag}>"
        for tag, space in zip(("b", "span", "code"), ("", " ", "\n"), strict=True)
    )
    return f'<p data-l="{escape(typed(chance))}">{inner}</p>\n<pre>{escape(typed(chance))}</pre>'


@pytest.mark.parametrize("seed", range(100))
def test_no_text_and_no_attribute_changes(seed: int) -> None:
    chance = random.Random(seed)
    title = escape(typed(chance))
    body = "".join(paragraph(chance) for _ in range(5))
    page = f"<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>"
    before, after = LexborHTMLParser(page), LexborHTMLParser(minify_page(page))
    for tag in ("title", "p", "b", "span", "code"):
        assert read(before, tag) == read(after, tag)
    assert [one.text() for one in before.css("pre")] == [one.text() for one in after.css("pre")]
