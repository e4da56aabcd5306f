"""What a reader gets of each section, read from a finished article."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plainleaf.model.review_text import Line, ReviewedSection, read_sections

ARTICLE = """
<section class="key"><h2 id="key-points">Key points</h2><ol><li>A <b>leaf</b>.</li></ol></section>
<h2 id="what">What <em>it</em> is</h2>
<p>It is <button popovertarget="word-leaf" class="term">a leaf</button>, &lt;5 cm<span
 class="cites"><a class="cite" href="#source-2">2</a><a class="cite" href="#source-1">1</a></span
>.<br>Truly.</p>
<ul><li>one<ul><li>two</li></ul></li><li><p>three</p><p>four</p></li></ul>
<table><tbody><tr><th>a</th><td>b</td></tr></tbody></table>
<figure id="figure-vein"><img alt="A vein." src="v.png"><figcaption>Veins.</figcaption></figure>
<details class="uses"><summary>Used in 2 places</summary></details>
<h2 id="sources">Sources</h2><ol class="sources"><li>On leaves.</li></ol>
"""


def read(article: str = ARTICLE, lead: str = "<p>Hot.</p>") -> tuple[ReviewedSection, ...]:
    return read_sections(lead, article, ("FIRST", "SECOND"), "word-")


def test_sections_hold_what_is_read_in_one_go() -> None:
    top, what = read()
    assert (top.id, top.title) == ("top", "")
    assert top.lines == (
        Line("p", "Hot."),
        Line("h2", "Key points"),
        Line("li 1 ol", "A <b>leaf</b>."),
    )
    assert (what.id, what.title) == ("what", "What it is")
    assert what.lines == (
        Line("p", "It is a leaf, <5 cm[1][2]. Truly."),
        Line("li 1 ul", "one"),
        Line("li 2 ul", "two"),
        Line("p", "three"),
        Line("p", "four"),
        Line("th 1", "a"),
        Line("td 2", "b"),
        Line("figure", "[A vein.]"),
        Line("figcaption", "Veins."),
    )
    assert (what.terms, what.cited, what.figures) == (("leaf",), ("SECOND", "FIRST"), ("vein",))


def test_letters_of_a_glossary_are_sections() -> None:
    letters = "".join(
        f'<div class="letter"><h2 id="letter-{one}">{one}</h2><p>{one} word</p></div>'
        for one in "ab"
    )
    found = read(f'<div class="made"><nav>A B</nav>{letters}</div>', "")
    assert [(one.id, one.title, [line.text for line in one.lines]) for one in found] == [
        ("top", "", []),
        ("letter-a", "a", ["a word"]),
        ("letter-b", "b", ["b word"]),
    ]


@pytest.mark.parametrize(
    "same",
    [
        ARTICLE.replace("It is", "It\n  is"),
        ARTICLE.replace("<ul>", "\n<ul>\n\n"),
        ARTICLE.replace("<p>It", "<!-- a note --><p>It"),
        ARTICLE.replace("On leaves.", "On trees."),
        ARTICLE.replace("Used in 2", "Used in 3"),
        ARTICLE.replace('src="v.png"', 'src="w.png" width="9"'),
        ARTICLE.replace(
            '<button popovertarget="word-leaf" class="term">', '<button popovertarget="word-leaf">'
        ),
    ],
    ids=range(7),
)
def test_what_no_reader_sees_changes_nothing(same: str) -> None:
    assert same != ARTICLE
    assert [one.hash for one in read(same)] == [one.hash for one in read()]


@pytest.mark.parametrize(
    "other",
    [
        ARTICLE.replace("&lt;5", "5"),
        ARTICLE.replace("four", "five"),
        ARTICLE.replace("<p>three</p><p>four</p>", "<p>three four</p>"),
        ARTICLE.replace("<li>one<ul><li>two</li></ul></li>", "<li>one</li><li>two</li>"),
        ARTICLE.replace("<th>a</th><td>b</td>", "<td>b</td><th>a</th>"),
        ARTICLE.replace("A vein.", "A tube."),
        ARTICLE.replace("What <em>it</em> is", "What it was"),
    ],
    ids=range(7),
)
def test_what_a_reader_sees_changes_its_section_only(other: str) -> None:
    before, after = read(), read(other)
    assert before[0].hash == after[0].hash
    assert before[1].hash != after[1].hash


def test_what_a_section_shows_besides_its_words_counts() -> None:
    (top, _) = read()
    assert replace(top, also={"definitions": ["x"]}).hash != top.hash
    assert replace(top, terms=("leaf",)).hash == top.hash  # the definition counts, not its id
