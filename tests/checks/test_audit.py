"""The audit of a finished site: what it finds, and what it leaves alone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from plainleaf.checks.audit import Broken, audit_findings, audit_site, outside_links
from plainleaf.checks.finished import read_site
from plainleaf.checks.rules.finished_site import FOREIGN
from plainleaf.reading.page import read_page


def site(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def audited(folder: Path, base: str = "/", address: str = "") -> tuple[Broken, ...]:
    return audit_site(folder, read_site(folder), base, address)


def found(folder: Path, html: str, **more: str) -> list[str]:
    """What the audit says of the page a/b.html beside a/c.html and d.css."""
    files = {
        "a/b.html": html,
        "a/c.html": '<p id="x"><a name="y">c</a>',
        "d.css": "",
        "e/ä.png": "",
    }
    told = audited(site(folder, files | more), "/", "https://own.example/")
    return [f"{one.file}: {one.address} {one.reason}" for one in told]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="c.html">c</a> <a href="c.html#x">x</a> <a href="./c.html#y">y</a>',
        '<a href="#z">z</a><p id="z"> <a href="">here</a> <a href="#">top</a> <a href="#top">t</a>',
        '<link rel="stylesheet" href="../d.css?v=1"> <img src="../e/%C3%A4.png">',
        '<img srcset="../e/ä.png 1x, ../e/ä.png 2x" src="data:image/png;base64,AA">',
        '<link rel="canonical" href="https://elsewhere.example/">',
        '<a href="https://elsewhere.example/">e</a> <a href="mailto:a@b.example">m</a>',
        '<svg><use href="#s"/><g id="s"/></svg><p aria-labelledby="s">',
        "<style>@font-face { src: url(data:font/woff2;base64,AA) } p { fill: url(#s) }</style>"
        "<p id=s>",
        '<script>x("http://www.w3.org/2000/svg", "https://unpkg.com/mermaid@11/x.js")</script>',
        '<link rel="canonical" href="https://own.example/a/b.html">',
        '<script type="application/ld+json">{"@id": "https://own.example/a/c.html#x"}</script>',
        '<script type="application/ld+json">{"url": "https://elsewhere.example/"}</script>',
        '<p class="on" data-on="x" lang="en">on</p>',
        "",
        "<<<>>><a href",
    ],
)
def test_what_is_there_is_left_alone(tmp_path: Path, html: str) -> None:
    assert found(tmp_path, html) == []


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<a href="gone.html">g</a>', "gone.html leads nowhere"),
        ('<a href="c.html#gone">g</a>', "c.html#gone leads to no place on a/c.html"),
        ('<a href="#gone">g</a>', "#gone leads to no place on a/b.html"),
        ('<a href="../../c.html">g</a>', "../../c.html leads nowhere"),
        ('<img src="gone.png">', "gone.png leads nowhere"),
        ('<img srcset="gone.png 2x">', "gone.png leads nowhere"),
        ('<script src="gone.js"></script>', "gone.js leads nowhere"),
        ('<link rel="icon" href="gone.svg">', "gone.svg leads nowhere"),
        ('<a href="/c.html">c</a>', "/c.html works only where the site is at the root of a server"),
        ('<a href="javascript:x()">x</a>', "javascript:x() is an address that no page may have"),
        ('<a href="//[x">x</a>', "//[x is no address"),
        ('<img src="https://e.example/">', "https://e.example/ is loaded from another site"),
        ('<link rel="stylesheet" href="//e.example/">', "//e.example/ is loaded from another site"),
        ('<svg><use xlink:href="e.svg#a"/></svg>', "e.svg#a leads nowhere"),
        ("<style>p { background: url(gone.png) }</style>", "gone.png leads nowhere"),
        ("<style>@import 'https://e.example/'</style>", "https://e.example/ is loaded from"),
        ("<script>fetch('//e.example/x')</script>", "//e.example/x is loaded from another site"),
        ('<link rel="preconnect" href="https://e.example">', "https://e.example is loaded from"),
        ('<iframe src="https://e.example/"></iframe>', "https://e.example/ is loaded from"),
        ('<form action="https://e.example/"></form>', "https://e.example/ is loaded from"),
        ('<link rel="canonical" href="https://own.example/x.html">', "x.html leads nowhere"),
        (
            '<script type="application/ld+json">{"@id": "https://own.example/a/c.html#z"}</script>',
            "https://own.example/a/c.html#z leads to no place on a/c.html",
        ),
        ('<p style="color: red">', "style= is an attribute that browsers will not obey here"),
        ('<p ONCLICK="x()">', "onclick= is an attribute that browsers will not obey here"),
        ('<p aria-labelledby="a">', "a names a part of the page that it does not have"),
    ],
)
def test_what_is_not_there_is_told(tmp_path: Path, html: str, said: str) -> None:
    (told,) = found(tmp_path, html)
    assert told.startswith("a/b.html: ")
    assert said in told


def test_stylesheets_are_read_too(tmp_path: Path) -> None:
    css = "@font-face { src: url(e/ä.png) } a { background: url('gone.png') }"
    assert found(tmp_path, "", **{"d.css": css}) == ["d.css: gone.png leads nowhere"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("d.css", "@import url(https://e.example/);", "https://e.example/ is loaded from"),
        ("d.css", "a { background: image-set('gone.png' 1x) }", "gone.png leads nowhere"),
        ("d.css", "/* url(gone.png) */ a { src: url(e/ä.png) }", ""),
        ("d.js", "const a = `https://e.example/${x}`;", "https://e.example/${x} is loaded from"),
        ("d.js", "new WebSocket('wss://e.example')", "wss://e.example is loaded from"),
        ("d.js", "// see https://e.example/\nconst a = 'a//b';", ""),
        ("d.svg", "<svg xmlns='http://www.w3.org/2000/svg'><use href='#a'/></svg>", ""),
        (
            "d.svg",
            "<svg xmlns='http://www.w3.org/2000/svg'><image href='https://e.example/'/></svg>",
            "https://e.example/ is loaded from",
        ),
        ("d.svg", "<svg><style>a { fill: url(//e.example/) }</style></svg>", "//e.example/ is"),
        ("d.svg", "<svg fill='url(gone.svg)'/>", "gone.svg leads nowhere"),
        ("d.svg", "<svg>", "d.svg cannot be read"),
        ("d.json", '{"docs": [{"location": "a/c.html#x"}, {"url": "a/c.html"}]}', ""),
        ("d.json", '{"docs": [{"location": "a/c.html#gone"}]}', "a/c.html#gone leads to no place"),
        ("a/d.json", '{"url": "c.html#y", "text": "gone.html"}', ""),
        ("a/d.json", '{"url": "gone.html"}', "gone.html leads nowhere"),
        ("d.json", "{", "d.json cannot be read"),
        ("d.json", '{"a": {"url": "https://elsewhere.example/"}}', ""),
    ],
)
def test_code_drawings_and_data_are_read_too(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    told = found(tmp_path, "", **{name: text})
    assert len(told) == bool(said)
    assert all(one.startswith(f"{name}: ") and said in one for one in told), told


def test_a_file_is_named_with_its_line(tmp_path: Path) -> None:
    (one,) = audited(site(tmp_path, {"d.css": "a {}\n\nb { src: url(gone.png) }"}))
    assert one.line == 3


def test_links_that_lead_out_are_listed(tmp_path: Path) -> None:
    html = '<a href="https://b.example/">b</a><a href="https://own.example/a.html">a</a>'
    folder = site(tmp_path, {"a.html": html + '<a href="http://a.example/">a</a>'})
    assert outside_links(folder, "https://own.example/") == (
        *("http://a.example/", "https://b.example/"),
    )


@pytest.mark.parametrize(("base", "sound"), [("/health/", True), ("/", False)])
def test_only_the_error_page_starts_at_the_root(tmp_path: Path, base: str, sound: bool) -> None:
    folder = site(
        tmp_path, {"404.html": '<a href="/health/a.html">', "a.html": "", "index.html": ""}
    )
    assert (audited(folder, base) == ()) is sound


def test_a_contact_on_the_sites_own_host_is_no_page_of_it(tmp_path: Path) -> None:
    address, contact = "https://leaf.example/", "https://leaf.example/contact"
    page = f'<a href="{contact}">Tell us</a><a href="{contact}/us">Us</a>'
    folder = site(tmp_path, {"index.html": page})
    found = audit_site(folder, read_site(folder), "/", address, contact)
    assert [one.address for one in found] == [f"{contact}/us"]


def test_a_folder_stands_for_its_first_page(tmp_path: Path) -> None:
    folder = site(tmp_path, {"a.html": '<a href="b/">b</a><a href="b">b</a>', "b/index.html": ""})
    assert audited(folder) == ()


def test_a_finding_points_to_the_authors_line() -> None:
    page = read_page("docs/a/b.md", b"---\nkind: faq\n---\n\nSee [c](c.md#gone).\n")
    broken = Broken("a/b.html", "c.html#gone", "leads nowhere")
    (finding,) = audit_findings([broken], {"a/b.html": page})
    assert finding.text == (
        'docs/a/b.md:5:9: error PL920 On a/b.html, "c.html#gone" leads nowhere. '
        "Correct the link, or write what it leads to."
    )
    (other,) = audit_findings(
        [Broken("404.html", "x", "is loaded from another site", FOREIGN, 7)], {}
    )
    assert (other.path, other.line, other.code) == ("site/404.html", 7, "PL921")


def test_a_thousand_links_take_no_time(tmp_path: Path) -> None:
    folder = site(tmp_path, {"a.html": '<a href="b.html#x">b</a>' * 20_000, "b.html": "<p id=x>"})
    start = time.process_time()
    assert audited(folder) == ()
    assert time.process_time() - start < 3
