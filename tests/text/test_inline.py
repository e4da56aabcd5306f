from __future__ import annotations

import pytest

from plainleaf.rendering.extensions import citation
from plainleaf.text.inline import KEY, Inline, code_spans, find_tags, places_by_line, read_inline


def read(text: str) -> Inline:
    lines = [(number, 1) for number in range(1, text.count("\n") + 2)]
    return read_inline(text, places_by_line(lines, text))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("plain", "plain"),
        ("**bold** and *it* and __b__ and _i_ and ***both***", "bold and it and b and i and both"),
        ("snake_case_name, 2 * 3 * 4, a ** b", "snake_case_name, 2 * 3 * 4, a ** b"),
        ("`*code*` and ``a ` b``", "*code* and a ` b"),
        (r"\``` text", "``` text"),
        (r"\``` a ``b`` c", "`ab`` c"),
        ("`unclosed", "`unclosed"),
        ("[words](a.md) and [words][name]", "words and words"),
        ("[not a link]", "[not a link]"),
        ("[a [nested](b.md) link](c.md)", "a nested link"),
        ("![picture](a.svg) text", "text"),
        ("A statement.[@FAN] Next.[@A; @B]", "A statement. Next."),
        ("<b>bold</b> <br>a < b", "bold a < b"),
        ("<https://example.org>", "https://example.org"),
        ("A &amp; B &#8211; &nosuch; &", "A & B – &nosuch; &"),
        ("\\*stars\\* \\[@FAN] C:\\x", "*stars* [@FAN] C:\\x"),
        ("Heading {#own}", "Heading"),
        ("A set {1, 2}", "A set {1, 2}"),
        ("**a**{.c} b", "a b"),
    ],
)
def test_plain_text_is_what_readers_see(text: str, plain: str) -> None:
    assert read(text).plain == plain


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("a.[@FAN]", [("FAN",)]),
        ("a.[@FAN; @KOCH;@ROB ;@X]", [("FAN", "KOCH", "ROB", "X")]),
        ("a.[@TIF-ALPHA][@KSTR-08] [@a_b.c]", [("TIF-ALPHA",), ("KSTR-08",), ("a_b.c",)]),
        ("a.[@FAN, @KOCH]", [()]),
        ("a.[@FAN;]", [()]),
        ("a.[ @FAN]", [()]),
        ("a.[@ FAN]", [()]),
        ("`[@FAN]` \\[@FAN] [mail](mailto:a@b.org) a@b.org [@]", []),
        ("[see [@FAN]](a.md)", [("FAN",)]),
        ("[@FAN](a.md)", [("FAN",)]),
        ("![alt [@FAN]](a.svg)", []),
    ],
)
def test_citations(text: str, keys: list[tuple[str, ...]]) -> None:
    assert [one.keys for one in read(text).citations] == keys


def test_the_citation_extension_takes_the_same_keys() -> None:
    assert citation.KEY == KEY


def test_everything_has_its_line_and_column() -> None:
    text = "\ta.[@FAN]\n![b](c.svg) [d](e.md)\n<i>f</i>"
    found = read_inline(text, places_by_line([(7, 3), (8, 1), (9, 5)], text))
    assert [(one.line, one.column) for one in found.citations] == [(7, 6)]
    assert [(one.line, one.column) for one in found.images] == [(8, 1)]
    assert [(one.line, one.column) for one in found.links] == [(8, 13)]
    assert [(one.line, one.column) for one in found.tags] == [(9, 5), (9, 9)]


def test_a_citation_knows_what_stands_around_it() -> None:
    before, after = read("Lead[@FAN]. Text.[@FAN]").citations
    assert (before.before[-1], before.after) == ("d", ".")
    assert (after.before[-1], after.after) == (".", "")


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("[a](b.md)", ["b.md"]),
        ('[a](b.md "title") [a](<b c.md>) [a](b(c).md) [a]()', ["b.md", "b c.md", "b(c).md", ""]),
        ("[a](javascript&#58;x)", ["javascript:x"]),
        ("<mailto:a@b.org> <a@b.org>", ["mailto:a@b.org", "a@b.org"]),
        ("[a] (b.md) [a](b c.md)", []),
    ],
)
def test_links(text: str, targets: list[str]) -> None:
    assert [one.target for one in read(text).links] == targets


def test_links_by_name_are_marked() -> None:
    (link, other) = read("[words][name] [name][]").links
    assert (link.text, link.target, link.by_name) == ("words", "name", True)
    assert other.target == "name"


@pytest.mark.parametrize(
    ("text", "bold"),
    [
        ("**Risks:** none", ("Risks:",)),
        ("__Risks:__ **a *b* c**", ("Risks:", "a b c")),
        ("**[Link](a.md).** x", ("Link.",)),
        ("**open", ()),
    ],
)
def test_bold_parts(text: str, bold: tuple[str, ...]) -> None:
    assert read(text).bold == bold


def test_attributes_of_tags() -> None:
    (tag, end) = read("<A HREF='x&amp;y' onClick=z disabled>q</a>").tags
    assert tag.name == "a"
    assert tag.attributes == (("href", "x&y"), ("onclick", "z"), ("disabled", ""))
    assert not tag.closing
    assert end.closing


def test_tags_of_raw_html() -> None:
    tags = list(find_tags("<div\n class=x><!-- <p> -->\n< b <i>", lambda offset: (1, offset)))
    assert [tag.name for tag in tags] == ["div", "p", "i"]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("a `b` c", [(2, 5)]),
        ("``a ` b``", [(0, 9)]),
        ("` `` `", [(0, 6)]),
        ("`` `", []),
    ],
)
def test_code_spans(text: str, spans: list[tuple[int, int]]) -> None:
    assert code_spans(text) == spans
