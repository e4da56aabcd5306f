"""What may stand in a finished page; everything else is found, with the line of who wrote it."""

from __future__ import annotations

import pytest

from plainleaf.checks.audit import audit_findings, audit_html
from plainleaf.checks.finished import read_finished
from plainleaf.reading.page import read_page

PAGE = (
    '<!doctype html><html lang="en-US" dir="ltr" class="no-js"><head><meta charset="utf-8">'
    "<title>A</title><script>own()</script><style>p{}</style></head><body><main id=main>%s</main>"
)
THEME = read_finished((PAGE % "").encode())


def found(html: str) -> list[str]:
    """What the audit says of a page with some HTML in its article."""
    page = read_finished((PAGE % html).encode())
    return [
        f"{one.rule.code} {one.address} {one.reason}"
        for one in audit_html({"a.html": page}, [THEME])
    ]


@pytest.mark.parametrize(
    "html",
    [
        '<h1>A</h1><p class="lead">A <strong>b</strong> <em>c</em><br><a href="b.html">d</a></p>',
        '<ul><li><input type="checkbox" disabled="" aria-label="Done"> a</li></ul>',
        '<div class="tabbed-set" data-tabs="1:2"><input checked="checked" id="__tabbed_1_1" '
        'name="__tabbed_1" type="radio"><label for="__tabbed_1_1">A</label></div>',
        '<p><button type="button" class="term" popovertarget="word-a-b" '
        'aria-describedby="word-hint">a b</button></p><p id="word-hint" hidden>c</p>',
        '<table><thead><tr><th scope="col">A</th></tr></thead></table><ol start="3"><li>c</ol>',
        '<svg viewBox="0 0 9 9" role="img" aria-label="A"><path d="M0 0"/><text x="1">R</svg>',
        '<img src="a.png" alt="A" width="1" height="1" loading="lazy" decoding="async">',
        '<a href="https://www.cdc.gov/a">www.cdc.gov</a> <a href="https://cdc.gov">cdc.gov/x</a>',
        '<a href="https://a.example/?q=a@b">a page</a> <a href="mailto:a@b.example">a</a>',
    ],
)
def test_what_a_page_is_made_of_is_left_alone(html: str) -> None:
    assert found(html) == []


@pytest.mark.parametrize(
    "html",
    [
        *(
            "<iframe srcdoc=x></iframe>",
            "<object data=a></object>",
            "<embed src=a>",
            "<base href=/>",
        ),
        *("<meta name=description content=a>", "<meta http-equiv=refresh content=0>", "<title>b"),
        *(
            "<link rel=canonical href=https://a.example/>",
            "<link rel=stylesheet href=assets/css/a.css>",
        ),
        *("<form><input type=password></form>", "<input>", "<button>b</button>", "<dialog open>d"),
        *("<button type=submit class=tool>b</button>", "<select><option>a</select>", "<textarea>"),
        *("<video src=a></video>", "<audio src=a controls></audio>", "<canvas>", "<template><b>x"),
        *(
            "<math><mi>x",
            "<svg><foreignObject>x",
            "<svg><a href=b><animate></a></svg>",
            "<marquee>",
        ),
        *(
            "<svg><use href=#a /></svg>",
            "<svg><image href=a /></svg>",
            "<noscript>x",
            "<plaintext>",
        ),
        *("<p hidden>x", "<p popover>x", "<div inert>x", "<p contenteditable>x", "<p tabindex=1>x"),
        *("<a href=b.html download=evil.exe>b</a>", "<a href=b.html target=_blank>b</a>"),
        *("<a href=b.html ping=c>b</a>", "<a href=b.html rel=opener>b</a>", "<a name=x>b</a>"),
        *(
            "<img src=a srcset=b>",
            "<x-y>custom</x-y>",
            "<p is=x-y>p",
            "<p slot=a>p",
            "<p role=alert>p",
        ),
        *("<a <b>c", "<your clinic>", "<!-- a note -->", "</main><main id=b>x</main>"),
        *(
            "<h1>a</h1><h1>b</h1>",
            "<p accesskey=s>p",
            "<p itemscope>p",
            "<p data-print>p",
            "<slot>",
        ),
        '<label for="name">b</label>',
        '<script type="application/ld+json">{}</script>',
        '<script type="application/json" id="own">{}</script>',
    ],
)
def test_anything_else_is_found(html: str) -> None:
    assert {one.split()[0] for one in found(html)} == {"PL924"}


@pytest.mark.parametrize(
    "html",
    [
        *("<script>alert(1)</script>", "<script/x>alert(1)</script>", "<style>.care{}</style>"),
        f"<script a='{'b' * 5000}'>alert(1)</script>",
        "<script type=module>alert(1)</script>",
        "<script type=importmap>{}</script>",
        "<svg><script>alert(1)</script></svg>",
        "<svg><style>q{}</style></svg>",
    ],
)
def test_a_script_or_style_that_is_not_the_themes_is_found(html: str) -> None:
    assert {one.split()[0] for one in found(html)} == {"PL923", "PL924"}


def test_a_script_of_the_theme_in_the_wrong_place_is_found() -> None:
    assert [one.split()[0] for one in found("<script>own()</script>")] == ["PL924"]


def test_two_parts_with_one_id() -> None:
    assert found('<h2 id="main">A</h2>') == ["PL925 #main is the id of 2 parts of the page"]


@pytest.mark.parametrize(
    ("link", "said"),
    [
        (
            '"https://www.cdc.gov@evil.example/"',
            "looks like another place and leads to evil.example",
        ),
        ('"https://a:b@evil.example/"', "looks like another place and leads to evil.example"),
        ('"https://www.\u0441dc.gov/"', "has letters in its host that look like others"),
        ('"https://xn--dc-xqc.gov/"', "has letters in its host that look like others"),
        ('"//www.cdc.gov@evil.example/"', "looks like another place and leads to evil.example"),
    ],
)
def test_a_link_that_pretends(link: str, said: str) -> None:
    assert found(f"<a href={link}>a</a>") == [f"PL926 {link[1:-1]} {said}"]


def test_a_link_whose_words_are_another_address() -> None:
    said = found('<a href="https://evil.example/">https://www.cdc.gov/spleen</a>')
    assert said == ["PL926 https://evil.example/ is shown to readers as www.cdc.gov"]


def test_the_line_of_the_author_is_told() -> None:
    text = "---\nkind: about\ntitle: A\n---\n\nText.\n\nHi <IFRAME src='a'> x.\n"
    page = read_page("docs/a.md", text.encode())
    broken = audit_html({"a.html": read_finished((PAGE % "<iframe src=a>").encode())}, [THEME])
    told = audit_findings(broken, {"a.html": page})
    assert [(one.path, one.line, one.column, one.code) for one in told] == [
        ("docs/a.md", 8, 4, "PL924")
    ]
