"""What becomes of a page's HTML on paper. Input and output stand together."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

import pytest
import tinyhtml5

from plainleaf.print.transform import DocumentPart, Target, print_tree

AWAY = {
    "https://x.example/a": Target(address="https://x.example/a", note="https://x.example/a"),
    "other.html": Target(note="“Other” on Leaf"),
    "glossary.html#vein": Target(anchor="term-vein"),
    "faq.html": Target(anchor="p2-top", page_number=True),
}


def printed(html: str, part: DocumentPart | None = None, frame: str = "{}") -> str:
    """The HTML of a part as it is printed."""
    body = frame.format(f'<div data-part="0">{html}</div>')
    root = tinyhtml5.parse(f"<!doctype html><body>{body}", namespace_html_elements=False)
    print_tree(root, [part or DocumentPart(targets=AWAY)])
    text = "".join(etree.tostring(one, encoding="unicode") for one in root.find("body"))
    return re.sub(r"\s+", " ", text.replace("\N{NO-BREAK SPACE}", "_"))


def inside(html: str, part: DocumentPart | None = None) -> str:
    found = printed(html, part)
    return "" if found == "<div />" else found.removeprefix("<div>").removesuffix("</div>").strip()


@pytest.mark.parametrize(
    ("html", "paper"),
    [
        # What only works on a screen is left out.
        ("<p>a</p><script>x()</script><p hidden>b</p>", "<p>a</p>"),
        ('<p>a<svg aria-hidden="true"><path/></svg>b</p>', "<p>ab</p>"),
        ('<button type="button">Copy</button><audio src="a.mp3"></audio>', ""),
        ('<div id="w" popover>word</div>', ""),
        ('<p data-paper="no">a</p>', ""),
        ('<p>a<img src="leaf.png" alt=""></p>', "<p>a</p>"),
        # A word with a pop-up is a word.
        ('<p>a <button popovertarget="w">vein</button>.</p>', "<p>a vein.</p>"),
        # What is folded is opened.
        (
            "<details name='q'><summary>More</summary><p>b</p></details>",
            '<div class="opened"><p class="opened-t">More</p><p>b</p></div>',
        ),
        (
            "<details><summary><h3>Why?</h3></summary><p>b</p></details>",
            '<div class="opened"><h3>Why?</h3><p>b</p></div>',
        ),
        # Tabs become labelled blocks.
        (
            '<div class="tabbed-set"><input type="radio" name="t"><div class="tabbed-labels">'
            '<label>A</label></div><div class="tabbed-block"><p>b</p></div></div>',
            '<div class="tabbed-set"><div class="tabbed-block"><p class="opened-t">A</p><p>b</p>'
            "</div></div>",
        ),
        # Task lists keep their boxes.
        (
            '<ul><li><label><input type="checkbox" checked> a</label></li>'
            '<li><label><input type="checkbox"> b</label></li></ul>',
            "<ul><li><span>[×] </span> a</li><li><span>[ ] </span> b</li></ul>",
        ),
        # Answers go last.
        ('<p data-paper="last">answer</p><p>b</p>', '<p>b</p><p data-paper="last">answer</p>'),
        # A lightbox is its picture.
        (
            '<p><a class="glightbox" href="a.png"><img src="a.png" alt="A"></a></p>',
            '<p><img src="a.png" alt="A" /></p>',
        ),
    ],
)
def test_what_stands_on_a_screen_becomes_what_stands_on_paper(html: str, paper: str) -> None:
    assert inside(html) == paper


def test_a_drawing_keeps_its_description_and_all_its_words() -> None:
    html = '<svg class="schem" viewBox="0 0 9 9" aria-label="A leaf."><text><abbr>LF</abbr></text>'
    found = inside(html)
    assert "title>A leaf.</" in found
    assert "text>LF</" in found


def test_numbers_of_sources_become_text_and_stay_links() -> None:
    html = (
        '<p>So.<span class="cites"><a class="cite" href="#source-2"><span class="vh">Source </span>'
        '2</a><a class="cite" href="#source-1">1</a></span></p>'
        '<h2>Sources</h2><ol class="sources"><li id="source-1">a</li><li id="source-2">b</li></ol>'
    )
    found = inside(html)
    assert re.sub("<[^>]*>", "", found).startswith("So._[2, 1]")
    assert 'href="#source-2" title="Source 2"' in found
    assert re.sub("<[^>]*>", "", inside(html, DocumentPart(drops_sources=True))) == "So._[2, 1]"


def test_links_become_notes_places_of_the_document_or_words() -> None:
    frame = '{}<section data-notes><h2>Links</h2></section><dl><dt id="term-vein">v</dt></dl>'
    found = printed(
        '<p><a href="https://x.example/a">A</a>, <a href="other.html">O</a>, '
        '<a href="https://x.example/a">again</a>, <a href="glossary.html#vein">v</a>, '
        '<a href="#gone">gone</a></p>',
        frame=frame,
    )
    text = re.sub("<[^>]*>", "", found)
    assert "A_[link_1], O_[link_2], again_[link_1], v, gone" in text
    assert text.endswith("Linkshttps://x.example/a“Other” on Leafv")
    assert 'href="#term-vein"' in found
    assert "gone</a>" not in found
    assert '<a href="other.html"' not in found


def test_a_list_of_notes_without_notes_is_no_list() -> None:
    assert "Links" not in printed("<p>a</p>", frame="{}<section data-notes>Links</section>")


def test_ids_of_a_part_get_its_prefix() -> None:
    part = DocumentPart(prefix="p1-", targets=AWAY)
    found = inside('<h2 id="a">A</h2><a href="#a">up</a>', part)
    assert found == '<h2 id="p1-a">A</h2><a href="#p1-a">up</a>'


def test_the_list_of_sources_moves_to_its_place() -> None:
    html = '<h2 id="sources">Sources</h2><ol class="sources"><li>a</li></ol><p>last</p>'
    found = printed(html, frame="{}<hr><section data-sources></section>")
    assert found.index("last") < found.index("<hr") < found.index("Sources") < found.index(">a<")


def test_how_a_picture_was_taken_is_one_line() -> None:
    dl = '<dl class="fig-m">\n<div>\n<dt>Modality</dt>\n<dd>CT</dd>\n</div>\n</dl>'
    expected = '<p class="fig-m"><span><span>Modality</span>: <b>CT</b></span> </p>'
    assert inside(dl) == expected


def test_images_are_taken_from_their_files() -> None:
    part = DocumentPart(images={"a.png": "file:///docs/a.png"})
    found = inside('<img src="a.png" alt="A" loading="lazy">', part)
    assert found == '<img src="file:///docs/a.png" alt="A" />'


VIEW = (
    '<div class="view"><div class="stage"><svg class="schem" viewBox="0 0 9 9"/>'
    '<svg class="over" viewBox="0 0 9 9"/></div></div>'
)


def test_only_views_stand_beside_one_another() -> None:
    """What is said of a stack would take a third of the row, and the pictures would overlap."""
    said = '<p class="on-paper fig-s">Printed here of 24 slices: 12.</p>'
    found = printed(f'<figure class="fig"><div class="fig-a">{VIEW}{VIEW}{said}</div></figure>')
    tree = etree.fromstring(found)
    row = next(one for one in tree.iter("div") if one.get("class") == "beside")
    assert [one.get("class") for one in row] == ["view", "view"]
    held = next(one for one in tree.iter("div") if "fig-a" in (one.get("class") or ""))
    assert [one.tag for one in held] == ["div", "p"]
