"""What hides or alters an element is found wherever no template puts it."""

from __future__ import annotations

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from plainleaf.proof.unexpected import HIDING_CLASSES, unexpected
from plainleaf.rendering.theme import THEME

HIDES = re.compile(r"display: none|visibility: hidden|clip-path: inset\(50%\)")


def found(html: str) -> list[str]:
    root = LexborHTMLParser(f'<html lang="en-US" dir="ltr"><body>{html}').root
    assert root is not None
    return [
        f"{'hides' if one.hides else 'alters'} {one.tag} {one.words}" for one in unexpected(root)
    ]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p hidden>Words</p>", "hides <p hidden> Words"),
        ("<main aria-hidden=true><p>Words</p></main>", "hides <main aria-hidden> Words"),
        ("<table><tr inert><td>Words</table>", "hides <tr inert> Words"),
        ("<dl><dt class='x vh'>Words</dl>", 'hides <dt class="vh"> Words'),
        ("<p class=needs-js>Words</p>", 'hides <p class="needs-js"> Words'),
        ("<li data-paper=no>Words</li>", "hides <li data-paper> Words"),
        ("<p style=color:transparent>Words</p>", "hides <p style> Words"),
        ("<p class=uses>Words</p>", 'hides <p class="uses"> Words'),
        ("<svg class=schem aria-hidden=true></svg>", "hides <svg aria-hidden> "),
        ("<span class=vh>Words</span>", 'hides <span class="vh"> Words'),
        ("<p dir=rtl>Words</p>", "alters <p dir> Words"),
        ("<p lang=fr>Words</p>", "alters <p lang> Words"),
        ("<span class=ipa lang=fr>Words</span>", 'alters <span lang="fr"> Words'),
        ("<a href=x aria-label=No>Words</a>", "alters <a aria-label> Words"),
        ("<span title=No>Words</span>", "alters <span title> Words"),
        ("<p role=presentation>Words</p>", "alters <p role> Words"),
        ("<table><tr><td rowspan=2>Words</table>", "alters <td rowspan> Words"),
        (
            "<section class=care aria-labelledby=b><h3 id=a>Words</h3></section>",
            'alters <section aria-labelledby="b"> Words',
        ),
    ],
)
def test_finds(html: str, expected: str) -> None:
    assert found(html) == [expected]


@pytest.mark.parametrize(
    "html",
    [
        "<svg class=i aria-hidden=true></svg>",
        "<a class=no href=#x><span class=vh>Show in the picture: </span>1</a>",
        "<label class='colors needs-js'>Words</label>",
        "<bdi dir=rtl lang=he>Words</bdi>",  # compared with the source as a part of its text
        "<abbr title='In full'>IF</abbr>",
        "<p class=ipa lang=en-fonipa>/a/</p>",
        "<section class=care aria-labelledby=a><h3 id=a>Words</h3></section>",
    ],
)
def test_takes_what_templates_make(html: str) -> None:
    assert found(html) == []


def test_every_class_that_a_style_sheet_hides_with_is_known() -> None:
    known = HIDING_CLASSES.keys() | SHOWN
    unknown = {
        name
        for sheet in sorted(THEME.rglob("*.css"))
        for name in hiding_classes(sheet.read_text(encoding="utf-8"))
        if name not in known
    }
    assert unknown == set()


SHOWN = {
    *("js", "no-js", "t-family", "t-pro"),  # of the whole page
    *("prose", "fig", "view", "live", "on-sheet", "bar", "stack", "seg"),  # around what is hidden
    *("sos", "colors", "head-in", "leave-p", "care-l"),  # icons, and a label that is heard
    *("holding", "cites", "slip-sources", "next", "try", "opts", "fig-l", "fig-bare"),
    *("menu", "tool", "toc", "slip", "i", "door-go", "tw", "search-f", "clip", "legend", "no"),
    *(
        "handouts",
        "mark",
        "schem",
        "s-e",
        "bare",
        "tabbed-set",
        "tabbed-block",
        "entry-say",
        "glightbox",
    ),
    *("glightbox-container", "plainleaf", "gnext", "gprev", "gslide-description", "cite"),
}
"""Classes in selectors that hide: of what stands around, or of a part that scripts and states hide
for a while, whose own text is proved where it stands."""


def hiding_classes(css: str) -> set[str]:
    """The classes in the selectors of rules that hide."""
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))
    hiding = (selector for selector, body in rules if HIDES.search(body) and "::" not in selector)
    return {name for selector in hiding for name in re.findall(r"\.([a-z][a-z-]*)", selector)}
