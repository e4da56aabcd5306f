"""Whatever happens to a word on its way to the reader, the proof tells it.

Each breakage is planted into a page of the tiny site as it was really built.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from selectolax.lexbor import LexborHTMLParser

from conftest import BuiltSite, replace_once, run_mkdocs
from plainleaf.build import Build
from plainleaf.model.findings import Finding
from plainleaf.model.term import by_id
from plainleaf.proof.finished_text import GENERATED, UNPROVED
from plainleaf.proof.proof import Given, differences
from plainleaf.proof.prove_site import given_for
from plainleaf.reading.page import read_page
from plainleaf.rendering.rendered_site import Settings

Prove = Callable[[str, str], tuple[Finding, ...]]
"""From a page's name and other HTML for it to what the proof finds."""

CONDITION = "conditions/samplitis/index"
ABOUT = "about/index"
FAQ = "conditions/samplitis/faq"
CASE = "cases/a-cough-in-spring/index"
QUIZ = "cases/itching-after-a-walk/index"
PROFESSIONAL = "conditions/samplitis/professional"
OVERRIDES = Path(__file__).parents[2] / "overrides"
BUILT = datetime.date(2026, 11, 21)
"""The day on which the shared sites are built."""


@pytest.fixture(scope="session")
def prove(tiny: BuiltSite) -> Prove:
    """Prove a page of the tiny site, as it would be with other HTML."""
    build = Build.start(tiny.project, tiny.docs, OVERRIDES, Settings("Plainleaf", "", today=BUILT))
    terms = by_id(build.content.terms)

    def prove(name: str, html: str) -> tuple[Finding, ...]:
        page = build.content.pages[f"{name}.md"]
        return differences(page, html, given_for(build.site, page, terms, None))

    return prove


def test_finds_nothing_on_a_page_as_it_was_built(tiny: BuiltSite, prove: Prove) -> None:
    pages = [name.removesuffix(".html") for name in tiny.pages if name != "404.html"]
    assert [one.text for name in pages for one in prove(name, tiny.html(f"{name}.html"))] == []


class Breakage(NamedTuple):
    page: str
    old: str
    """What to change, as a pattern; the first place counts."""
    new: str
    line: int = 0
    """The author's line that must be told; 0 where it is not looked at."""


BREAKAGES = {
    # words
    "a word is dropped": Breakage(CONDITION, r"turn green from head", "turn from head", 59),
    "a word is added": Breakage(CONDITION, r"You may count", "You may not count"),
    "two words are joined": Breakage(CONDITION, r"turn green from", "turn greenfrom"),
    "a word is split": Breakage(CONDITION, r"stop counting", "stop count ing"),
    "two words change places": Breakage(CONDITION, r"cannot stop", "stop cannot"),
    "a letter changes its case": Breakage(CONDITION, r"Nobody knows", "nobody knows"),
    "a quotation mark is made round": Breakage(CONDITION, r'Here "you"', "Here “you”"),
    "a hyphen becomes a minus": Breakage(CONDITION, r"<strong>-itis", "<strong>\N{MINUS SIGN}itis"),
    "a soft hyphen comes in": Breakage(CONDITION, r"counting<", "count\N{SOFT HYPHEN}ing<"),
    "a word is left out of a control": Breakage(CONDITION, r">itch</button>", "></button>"),
    "a term opens nothing": Breakage(CONDITION, r"id=word-itch ", "id=word-other "),
    "a lowered number is not lowered": Breakage(ABOUT, r"<sub>2</sub>", "2"),
    "a text loses its element": Breakage(CONDITION, r"<p>Nobody knows", "<div></div>Nobody knows"),
    "a text is hidden": Breakage(CONDITION, r"<p>Nobody knows", "<p hidden>Nobody knows"),
    "a text is only heard": Breakage(CONDITION, r"<p>Nobody knows", "<p class=vh>Nobody knows"),
    "a text is not heard": Breakage(CONDITION, r"<p>Nobody kn", "<p aria-hidden=true>Nobody kn"),
    "a text goes before another": Breakage(
        CONDITION, r"(<h3 id=rest>.*?</ul>)(<h3 id=green-tea>.*?</ul>)", r"\2\1"
    ),
    "a text is shown twice": Breakage(CONDITION, r"(<p>Some people turn green\.)", r"\1\1"),
    # headings and paragraphs
    "a heading sinks": Breakage(CONDITION, r"<h3 id=rest>(.*?)</h3>", r"<h4 id=rest>\1</h4>"),
    "a heading becomes a paragraph": Breakage(CONDITION, r"<h3 id=rest>.*?</h3>", "<p>Rest</p>"),
    "a heading leads elsewhere": Breakage(
        CONDITION, r"<a class=here href=#rest>", "<a class=here href=#itch>"
    ),
    "a message names another page": Breakage(
        CONDITION, r"(<textarea[^>]*>)Page: Samplitis", r"\1Page: Itch"
    ),
    "two paragraphs merge": Breakage(ABOUT, r"line\.<p>Its second", "line. Its second"),
    "a quotation becomes plain text": Breakage(ABOUT, r"<blockquote>(.*?)</blockquote>", r"\1"),
    "the lead is lost": Breakage(CONDITION, r"(?s)<div class=lead>.*?</div>", ""),
    "the title changes": Breakage(CONDITION, r"<h1>Samplitis", "<h1>Sample"),
    "the description is cut": Breakage(CONDITION, r"Nobody has it\.", "", 4),
    # lists
    "two bullets merge": Breakage(CONDITION, r"toe<li>you cannot", "toe you cannot", 59),
    "a bullet nests": Breakage(
        CONDITION, r"toe<li>you cannot stop counting", "toe<ul><li>you cannot stop counting</ul>"
    ),
    "a nested bullet comes up": Breakage(ABOUT, r"<ul><li>deeper inside</ul>", "<li>deeper inside"),
    "a bullet is lost": Breakage(CONDITION, r"<li>you cannot stop counting", ""),
    "an empty bullet comes in": Breakage(
        CONDITION, r"<li>you cannot stop", "<li><li>you cannot stop"
    ),
    "numbers become bullets": Breakage(
        ABOUT, r"<ol><li>First(.*?)<li>Third</ol>", r"<ul><li>First\1<li>Third</ul>"
    ),
    "numbers begin elsewhere": Breakage(ABOUT, r"<ol><li>First", "<ol start=2><li>First"),
    "a task is done": Breakage(ABOUT, r"(Done) disabled", r"\1 checked disabled"),
    "a term becomes its definition": Breakage(ABOUT, r"<dt>Walk<dd>What", "<dd>Walk<dd>What"),
    # tables
    "two cells change places": Breakage(ABOUT, r"one(<td[^>]*>)two", r"two\1one", 89),
    "a cell is lost": Breakage(ABOUT, r"<td class=ta-r data-l=Right>3", ""),
    "a cell is empty": Breakage(ABOUT, r"(data-l=Right>)3", r"\1"),
    "a cell spans two": Breakage(
        ABOUT, r"<td class=ta-c data-l=Center>two", "<td class=ta-c colspan=2>two"
    ),
    "two rows change places": Breakage(
        ABOUT, r"(<tr><th[^>]*>one.*?)(<tr><th[^>]*>five.*?)</table>", r"\2\1</table>"
    ),
    "the label of a cell is another": Breakage(ABOUT, r"data-l=Center>two", "data-l=Right>two"),
    # panels
    "a card becomes a paragraph": Breakage(
        CONDITION, r'<section class="care care-now"', "<section"
    ),
    "a card is less urgent": Breakage(CONDITION, r"care care-now", "care care-soon"),
    "a card does not say how urgent it is": Breakage(
        CONDITION, r"<p class=care-l>(<svg.*?</svg>)Emergency", r"<p class=care-l>\1"
    ),
    "a card lacks its numbers": Breakage(CONDITION, r"<p class=care-n>.*?</section>", "</section>"),
    "a card has a wrong number": Breakage(
        CONDITION, r"<b>911</b> US</span> <span><b>112", "<b>991</b> US</span> <span><b>112"
    ),
    "a bullet leaves its card": Breakage(
        CONDITION,
        r"<li>your skin itches</ul></section>",
        "</ul></section><ul><li>your skin itches</ul>",
    ),
    "key points are no panel": Breakage(CONDITION, r"<section [^>]*class=key>", "<section>"),
    "questions have no boxes": Breakage(CONDITION, r"<div class=asks>", "<div>"),
    "an admonition loses its title": Breakage(ABOUT, r"<p class=admonition-title>A note", ""),
    "tabs change their titles": Breakage(
        ABOUT, r"First tab(.*?)Second tab", r"Second tab\1First tab"
    ),
    "code loses a sign": Breakage(ABOUT, r"steps: int", "steps int"),
    # pictures and figures
    "a picture loses its words": Breakage(ABOUT, r'alt="A green[^"]*"', 'alt=""'),
    "a finding has another number": Breakage(
        CONDITION, r"(id=figure-where-samples-form-1) value=1", r"\1 value=2"
    ),
    "a finding shows another number": Breakage(CONDITION, r"(</span>)1(</a><div>)", r"\g<1>2\2"),
    "a caption is cut": Breakage(CONDITION, r" It is not to scale\.", ""),
    "a description is lost": Breakage(CONDITION, r"<p>The outline of a body[^<]*</p>", ""),
    "a mark says something else": Breakage(
        CONDITION, r'aria-label="1: [^"]*"', 'aria-label="1: a heart"'
    ),
    "a credit goes": Breakage(CONDITION, r"Credit: Plainleaf\.", ""),
    "left and right change places": Breakage(
        QUIZ, r">R</text>(.*?)>L</text>", r">L</text>\1>R</text>"
    ),
    # citations and notes
    "a citation is lost": Breakage(CONDITION, r"samples\.<span class=cites>.*?</span>", "samples."),
    "a citation is another": Breakage(
        CONDITION, r"href=#source-1 id=(\S+)><span>1<", r"href=#source-2 id=\1><span>2<"
    ),
    "a citation leads elsewhere": Breakage(CONDITION, r"href=#source-1 id=", "href=#source-2 id="),
    "a mark is called another": Breakage(
        CONDITION, r'aria-label="Source 1"', 'aria-label="Source 2"'
    ),
    "a mark is called nothing": Breakage(CONDITION, r'aria-label="Source 1" ', ""),
    "a mark looks as if nothing stood behind it": Breakage(
        CONDITION, r"class=cite href", 'class="cite cite-open" href'
    ),
    "general knowledge looks like a source": Breakage(
        CONDITION, r'class="cite cite-(?:open|part)"', "class=cite"
    ),
    "a page counts a source more": Breakage(CONDITION, r">(\d+) source", r">1\1 source"),
    "a list of sources loses its count": Breakage(
        CONDITION, r"<summary class=srcs-n>[^<]*</summary>", ""
    ),
    "a citation goes to another sentence": Breakage(
        CONDITION, r"makes samples\.(<span class=cites>.*?</span>)", r"makes\1 samples."
    ),
    "a note is another": Breakage(ABOUT, r"href=#fn:note>1<", "href=#fn:note>2<"),
    "a note loses its text": Breakage(ABOUT, r"What the note says, ", ""),
    "a source loses its year": Breakage(CONDITION, r"2020;1", ";1"),
    "two sources change places": Breakage(
        CONDITION, r"(<li id=source-1>.*?)(<li id=source-2>.*?)(?=<li id=source-3>)", r"\2\1"
    ),
    # copies
    "printed sheets are no draft": Breakage(
        CONDITION, r"(every-sheet[^>]*><p><b>)DRAFT: no clinician", r"\1A clinician"
    ),
    "a definition that opens is turned": Breakage(
        CONDITION, r"(class=word-d>)A feeling that makes", r"\1A feeling that never makes"
    ),
    "a respelling is another": Breakage(
        CONDITION, r"(class=word-say>.*?)sam-<b>PLY", r"\1sam-<b>PLEE"
    ),
    "the list of questions lacks one": Breakage(
        FAQ, r"<li><a href=#can-i-walk>Can I walk\?</a>", ""
    ),
    "an answer in structured data is cut": Breakage(
        FAQ, r'"text":"No, most people only rest\."', '"text":"Most people only rest."'
    ),
    "structured data break": Breakage(FAQ, r'"text":"No, most', '"text":No, most'),
    "an abbreviation means something else": Breakage(
        ABOUT, "National Health Service", "Nice Health Service"
    ),
    "the list of sections lacks one": Breakage(CONDITION, r"<li><a href=#causes>Causes</a>", ""),
    "a door says something else": Breakage("index", r"(class=doors>.*?<p>)", r"\1Not "),
    "a fact of a case is another": Breakage(QUIZ, r"(class=facts>.*?<dd>)", r"\1Not "),
    "a choice is lost": Breakage(QUIZ, r"(class=opts>.*?<summary>)[^<]*", r"\1"),
    "a verdict is another": Breakage(CASE, r"(class=verdict>.*?)Right\.", r"\1Less likely."),
    "an answer on paper is another": Breakage(QUIZ, r"(class=answers-q>)", r"\1Not "),
    "the glossary defines something else": Breakage("glossary", r"(class=entry-d>)", r"\1Not "),
    "the glossary lacks another name": Breakage(
        "glossary", r"<p class=entry-m>Also called: [^<]*", ""
    ),
}


@pytest.mark.parametrize("name", BREAKAGES)
def test_tells_that(name: str, tiny: BuiltSite, prove: Prove) -> None:
    page, old, new, line = BREAKAGES[name]
    html = tiny.html(f"{page}.html")
    broken = re.sub(old, new, html, count=1, flags=re.DOTALL)
    assert broken != html, "the built page does not hold what was to be broken"
    found = prove(page, broken)
    assert found, "nothing was found"
    assert {one.code for one in found} <= {"PL940", "PL941"}
    if line:
        assert found[0].line == line


PARTS_THAT_THE_SITE_ADDS = {
    ("section", "slip"),
    ("div", "handouts-all"),
    ("p", "no-handouts"),
    ("nav", "faq-list"),
    ("details", "clear"),
    ("div", "try"),
    ("div", "answers"),
    ("div", "made"),
    ("ol", "sources"),
    ("details", "srcs"),
    ("div", "words"),
    ("nav", "read-on"),
    ("section", "review"),
    ("p", "quiz-l"),
    ("p", "to-plain-l"),
}
"""All that is left out of the proof because no author wrote it; a new one needs a reason."""


def test_only_these_parts_are_left_out() -> None:
    assert set(GENERATED) == PARTS_THAT_THE_SITE_ADDS


@pytest.mark.parametrize("name", ["index", CONDITION, PROFESSIONAL, FAQ, QUIZ, ABOUT, "glossary"])
def test_everything_around_an_article_is_proved_or_listed(name: str, tiny: BuiltSite) -> None:
    build = Build.start(tiny.project, tiny.docs, OVERRIDES, Settings("Plainleaf", "", today=BUILT))
    page = build.content.pages[f"{name}.md"]
    parts = given_for(build.site, page, by_id(build.content.terms), None).parts
    tree = LexborHTMLParser(tiny.html(f"{name}.html"))
    proved = [one.selector for one in parts if not one.attribute]
    for selector in (*READ_AS_TEXT, *proved, *UNPROVED):
        for node in tree.css(selector):
            node.decompose()
    assert tree.body is not None
    assert " ".join(tree.body.text(separator=" ").split()) == ""


@pytest.mark.parametrize("selector", sorted(UNPROVED))
def test_what_is_listed_as_not_proved_is_there(selector: str, tiny: BuiltSite) -> None:
    assert any(LexborHTMLParser(tiny.html(name)).css_first(selector) for name in tiny.pages)


READ_AS_TEXT = (
    *("head", "script", "style", "svg", "#main article.prose", "#main .home-in > .prose"),
    *(".band .lead", ".hero .lead", "#main h1", ".band dl.facts > div", "ul.doors > li"),
    "details.toc li",
)
"""Where the proof reads what stands in the page's own file."""


@pytest.mark.parametrize(("tag", "css"), sorted(PARTS_THAT_THE_SITE_ADDS))
def test_no_text_of_an_author_may_stand_in_what_is_left_out(
    tag: str, css: str, tiny: BuiltSite, prove: Prove
) -> None:
    html = tiny.html(f"{CONDITION}.html")
    text = re.search(r"<p>Nobody knows.*?(?=<h2)", html)
    assert text is not None
    # No paragraph can hold another.
    bare = text.group().removeprefix("<p>") if tag == "p" else text.group()
    inside = f"<{tag} class={css}>{bare}</{tag}>"
    found = prove(CONDITION, html.replace(text.group(), inside))
    assert [one.code for one in found] == ["PL940"]


@pytest.mark.parametrize("css", ["care-l", "care-n", "verdict", "opt", "legend", "fig-s", "no"])
def test_a_class_of_the_site_hides_no_text_of_an_author(
    css: str, tiny: BuiltSite, prove: Prove
) -> None:
    html = tiny.html(f"{CONDITION}.html")
    broken = html.replace("<p>Nobody knows", f"<p class={css}>Nobody never knows")
    assert broken != html
    assert [one.code for one in prove(CONDITION, broken)] == ["PL940"]


def test_tells_both_sides_where_they_part(tiny: BuiltSite, prove: Prove) -> None:
    html = tiny.html(f"{CONDITION}.html").replace("you turn green from head", "you turn from head")
    (found,) = prove(CONDITION, html)
    assert found.message == (
        "The source says “you turn green from head to toe”, "
        "the page says “you turn from head to toe”."
    )


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<main id=main><article class=prose><figure class=fig><dl class=fig-m><div>x",
        "<main id=main><article class=prose><ol class=sources><li><p><ul><li><table><tr><td><dl>",
        "<main id=main><article class=prose><fieldset class=quiz><div class=opts>x<details>y",
        "<main id=main><article class=prose><div class=tabbed-set><div class=footnote><li>",
        "<script type=application/ld+json>[</script><div class=words><div class=word>",
    ],
)
def test_a_page_in_pieces_is_a_finding_and_no_traceback(html: str, prove: Prove) -> None:
    assert {one.code for one in prove(CONDITION, html)} == {"PL940"}


def test_a_page_without_an_article_says_nothing(prove: Prove) -> None:
    (found, *_) = prove(CONDITION, "<html></html>")
    assert found.code == "PL940"


BREAKER = """\
def on_post_page(output, *, page, config):
    return output.replace("turn green from head", "turn from head")
"""


def test_a_build_that_loses_a_word_ends_and_publishes_nothing(
    make_project: Callable[..., Path],
) -> None:
    project = make_project()
    (project / "breaker.py").write_text(BREAKER, encoding="utf-8")
    replace_once(project / "mkdocs.yml", "hooks:\n", "hooks:\n  - breaker.py\n")
    done = run_mkdocs(project, "build")
    assert done.returncode == 1
    assert "docs/conditions/samplitis/index.md:59:1: error PL940" in done.stdout
    assert not (project / "site").exists()


@pytest.mark.parametrize(
    ("said", "codes"), [("First.", []), ("Frst.", ["PL941"]), ("First", ["PL941"])]
)
def test_what_a_block_lists_of_data_files_is_said_as_written(said: str, codes: list[str]) -> None:
    page = read_page("docs/page.md", b"/// changes\n///\n")
    html = (
        "<main id=main><article class=prose><div class='made made-changes'><dl><dt>Today"
        f"<dd><a href=x.html>Page</a>: {said}</dl></div></article></main>"
    )
    found = differences(page, html, Given(made={"changes": ["First."]}))
    assert [one.code for one in found] == codes
