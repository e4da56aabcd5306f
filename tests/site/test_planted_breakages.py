"""Breakages of the renderer, planted into finished pages: the proof of a build finds every one.

Written without a look at the proof's code, so that what it folds or skips decides nothing here.
Each breakage is what a fault of a template, an extension or a minifier could do to one page; the
page is whole before, and gives no finding.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode
from test_site_publish import add_hook

from conftest import ROOT, TINY_SITE, new_project, run_mkdocs
from plainleaf.build import Build
from plainleaf.checks.finished import read_finished
from plainleaf.model.findings import Finding
from plainleaf.proof.proof import Given, differences
from plainleaf.proof.prove_site import given_for
from plainleaf.rendering.rendered_site import Settings
from plainleaf.search.pages import search_pages
from plainleaf.search.passages import Passage
from rendered import markdown

ABOUT = "about/index.md"
CASE = "cases/itching-after-a-walk/index.md"
CONDITION = "conditions/samplitis/index.md"
FAQ = "conditions/samplitis/faq.md"
GLOSSARY = "glossary.md"
HOME = "index.md"
PAGES = "pages.md"
PROFESSIONAL = "conditions/samplitis/professional.md"
SAY = "pronunciation.md"
STACK = "cases/a-cough-in-spring/index.md"
SOURCES = {file.relative_to(TINY_SITE).as_posix() for file in TINY_SITE.rglob("*.md")}

SIGNS = """
### Signs and numbers

Below 10<sup>9</sup>/L at ≥38.5 °C or ≤2.5 mg, with <70 g/L or >120 a minute.

From −3 to 5, 4 ± 0.5 µg, 1,000 of 12\N{NARROW NO-BREAK SPACE}500, in 2–4 weeks.

"Never" is not 'ever': it's a no, said in a café, 2×3 times and ½.
"""
"""What the tiny site does not hold: the signs that a renderer could lose."""

RAISED_QUESTION = """
### Are <bdi>ע</bdi> 10<sup>9</sup>/L of CO<sub>2</sub> many?

No: 10<sup>9</sup>/L are few.[@BLUE] Some say <sup>99m</sup>Tc.

"""
"""A question whose copies could say 109."""
RAISED = "are-109l-of-co2-many"
FLAT_TEXT = "No: 10⁹/L are few. Some say 99mTc."
LAST_SECTION = "## Sources"

Change = Callable[[str], str]


@dataclass(frozen=True)
class Site:
    """A finished site, and what the proof compares its pages with."""

    build: Build
    pages: Mapping[str, str]
    """The HTML of each page as browsers read it, by the path of its source inside docs/."""
    given: Mapping[str, Given]

    def found(self, src: str, html: str, given: Given | None = None) -> tuple[Finding, ...]:
        """What the proof says of a page."""
        return differences(self.build.content.pages[src], html, given or self.given[src])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The tiny site with some more signs, built; and the state that its build ended with."""
    project = new_project(tmp_path_factory.mktemp("planted") / "project", TINY_SITE)
    about = project / "docs" / ABOUT
    about.write_text(about.read_text(encoding="utf-8") + SIGNS, encoding="utf-8")
    faq = project / "docs" / FAQ
    text = faq.read_text(encoding="utf-8")
    assert text.count(LAST_SECTION) == 1
    faq.write_text(text.replace(LAST_SECTION, RAISED_QUESTION + LAST_SECTION), encoding="utf-8")
    done = run_mkdocs(project, "build", "--strict")
    assert done.returncode == 0, done.stdout
    build = ended(project)
    terms = {term.id: term for term in build.content.terms}
    pages = build.content.pages
    searched = search_pages(build.site)
    return Site(
        build,
        {src: as_read(project / "site" / file_of(src)) for src in pages},
        {src: given_for(build.site, page, terms, searched.get(src)) for src, page in pages.items()},
    )


def ended(project: Path) -> Build:
    """The state that a build of a project ends with."""
    settings = Settings("Plainleaf", "Plain pages.", today=date(2026, 11, 21))
    build = Build.start(project, project / "docs", ROOT / "overrides", settings)
    converter = markdown(build.rendering)
    for src, page in build.content.pages.items():
        converter.reset()
        build.rendering.start(build.inputs_for(src))
        build.keep(src, converter.convert(page.body))
    return build


def file_of(src: str) -> str:
    """A page's file inside the site."""
    return src.removesuffix(".md") + ".html"


def as_read(file: Path) -> str:
    """A page with all its tags and quotes: breakages look for exact text."""
    html = LexborHTMLParser(file.read_bytes()).html
    assert html
    return html


# --- how to break a page ---


def only(tree: LexborHTMLParser, selector: str, has: str) -> LexborNode:
    """The one element that matches and holds a piece of HTML."""
    matching = [one for one in tree.css(selector) if has in (one.html or "")]
    assert len(matching) == 1, f"{selector} with {has!r} stands {len(matching)} times"
    return matching[0]


def put(html: str, changes: Mapping[tuple[str, str], Change]) -> str:
    """Change the HTML of some elements; each is found by a selector and by what it holds."""
    tree = LexborHTMLParser(html)
    new: dict[str, str] = {}
    for number, ((selector, has), change) in enumerate(changes.items()):
        element = only(tree, selector, has)
        mark = f"@@{number}@@"
        new[mark] = change(element.html or "")
        element.replace_with(mark)
    broken = tree.html or ""
    for mark, inside in new.items():
        assert broken.count(mark) == 1
        broken = broken.replace(mark, inside)
    return broken


def change(selector: str, has: str, old: str, new: str) -> Change:
    """Change an exact text, once, in one element."""

    def changed(html: str) -> str:
        assert html.count(old) == 1, f"{old!r} stands {html.count(old)} times"
        return html.replace(old, new)

    return lambda html: put(html, {(selector, has): changed})


def wrap(selector: str, has: str, before: str, after: str) -> Change:
    """Put HTML around an element."""
    return lambda html: put(html, {(selector, has): lambda own: f"{before}{own}{after}"})


def drop(selector: str, has: str) -> Change:
    """Lose an element."""
    return lambda html: put(html, {(selector, has): lambda _own: ""})


def twice(selector: str, has: str) -> Change:
    """Show an element a second time."""
    return lambda html: put(html, {(selector, has): lambda own: own + own})


def renamed(selector: str, has: str, tag: str) -> Change:
    """Make an element another one, with the same text in it."""

    def other(own: str) -> str:
        return re.sub(r"\A<\w+", f"<{tag}", re.sub(r"\w+>\Z", f"{tag}>", own))

    return lambda html: put(html, {(selector, has): other})


def swap(selector: str, one: str, other: str) -> Change:
    """Let two elements change places."""

    def swapped(html: str) -> str:
        tree = LexborHTMLParser(html)
        first, second = (only(tree, selector, has).html or "" for has in (one, other))
        return put(
            html, {(selector, one): lambda _own: second, (selector, other): lambda _own: first}
        )

    return swapped


def swap_inside(selector: str, one: str, other: str) -> Change:
    """Let two elements change what is in them."""

    def swapped(html: str) -> str:
        tree = LexborHTMLParser(html)
        first, second = (only(tree, selector, has).inner_html or "" for has in (one, other))
        return put(
            html,
            {
                (selector, one): lambda own: own.replace(first, second),
                (selector, other): lambda own: own.replace(second, first),
            },
        )

    return swapped


def move(selector: str, has: str, to: str, there: str) -> Change:
    """Take an element away and put it behind another one."""

    def moved(html: str) -> str:
        own = only(LexborHTMLParser(html), selector, has).html or ""
        gone = put(html, {(selector, has): lambda _own: ""})
        return put(gone, {(to, there): lambda target: target + own})

    return moved


def data(alter: Callable[[Any], None]) -> Change:
    """Change the structured data."""

    def altered(html: str) -> str:
        script = only(LexborHTMLParser(html), "script[type='application/ld+json']", "{")
        said = json.loads(script.text())
        alter(said)
        text = json.dumps(said, ensure_ascii=False).replace("<", "\\u003c")
        assert script.html
        return html.replace(script.html, f'<script type="application/ld+json">{text}</script>')

    return altered


def attribute(selector: str, has: str, added: str) -> Change:
    """Give an element an attribute, in place of its own; a class is one more."""

    def given(own: str) -> str:
        name, _, value = added.partition("=")
        held = re.search(rf'\A<[^>]*? {name}="([^"]*)"', own)
        if held and name == "class":
            both_of_them = f'"{held[1]} {value[1:-1]}"'
            return own.replace(f'"{held[1]}"', both_of_them, 1)
        bare_own = re.sub(rf'\A(<[^>]*?) {name}="[^"]*"', r"\1", own)
        return re.sub(r"\A<\w+", lambda tag: f"{tag[0]} {added}", bare_own)

    return lambda html: put(html, {(selector, has): given})


def edit(selector: str, has: str, pattern: str, new: str) -> Change:
    """Change what matches a pattern in an element, everywhere."""
    return lambda html: put(
        html, {(selector, has): lambda own: re.sub(pattern, new, own, flags=re.DOTALL)}
    )


def bare(selector: str, has: str) -> Change:
    """Make running text of an element."""

    def told(own: str) -> str:
        return f"<p>{re.sub('<[^>]+>', ' ', own)}</p>"

    return lambda html: put(html, {(selector, has): told})


def unframed(selector: str, has: str) -> Change:
    """Lose an element, and keep what is in it."""
    return edit(selector, has, r"\A<[^>]*>|</\w+>\Z", "")


def exchanged(one: str, other: str) -> Change:
    """Let two exact texts change places wherever they stand."""

    def changed(html: str) -> str:
        assert one in html
        assert other in html
        return other.join(part.replace(other, one) for part in html.split(one))

    return changed


def both(*changes: Change) -> Change:
    """Change one thing after the other."""
    return lambda html: functools.reduce(lambda so_far, one: one(so_far), changes, html)


def other_page(_html: str) -> str:
    """Another page of the same site."""
    return "<!doctype html><title>Other</title><main><h1>Other</h1><article>Other</article></main>"


TURN = ("p", "Some people turn green.")
NUMBERS = ("p", "Below 10")
RANGE = ("p", "From −3")
NEVER = ("p", "Never")
TERM = (
    '<button aria-describedby="word-hint" class="term" popovertarget="word-itch" type="button">'
    "people</button>"
)

Planted = Mapping[str, tuple[str, Change]]
"""The source of a page and how it is broken, by what is wrong then."""


def answers(html: Any) -> list[dict[str, Any]]:
    """The answers of a page of questions in its structured data."""
    return [one["acceptedAnswer"] for one in html["mainEntity"]]


def swap_answers(said: Any) -> None:
    first, second = answers(said)[1:3]
    first["text"], second["text"] = second["text"], first["text"]


def cut_answer(said: Any) -> None:
    answers(said)[7]["text"] = "You may not need one."


def lose_not(said: Any) -> None:
    answers(said)[3]["text"] = answers(said)[3]["text"].replace("does not hurt", "does hurt")


def lose_sign(said: Any) -> None:
    answers(said)[11]["text"] = answers(said)[11]["text"].replace("<38.5", "38.5")


def flat_question(said: Any) -> None:
    last = said["mainEntity"][-1]
    last["name"] = last["name"].replace("10⁹", "109")


def flat_answer(said: Any) -> None:
    answers(said)[-1]["text"] = answers(said)[-1]["text"].replace("10⁹", "109")


def marked_answer(said: Any) -> None:
    answers(said)[-1]["text"] = answers(said)[-1]["text"].replace("⁹⁹ᵐTc", "^(99m)Tc")


def lose_question(said: Any) -> None:
    del said["mainEntity"][4]


def swap_questions(said: Any) -> None:
    one, other = said["mainEntity"][:2]
    one["name"], other["name"] = other["name"], one["name"]


def swap_definitions(said: Any) -> None:
    one, other = said["hasDefinedTerm"][:2]
    one["description"], other["description"] = other["description"], one["description"]


def other_description(said: Any) -> None:
    said["description"] = said["description"].replace("Nobody", "Everybody")


def other_name(said: Any) -> None:
    said["name"] = "Not samplitis"


def other_caption(said: Any) -> None:
    said["image"][0]["caption"] = said["image"][0]["caption"].replace("not to scale", "to scale")


def other_alt(said: Any) -> None:
    said["image"][0]["name"] = said["image"][0]["name"].replace("middle", "left")


def other_about(said: Any) -> None:
    said["about"]["name"] = "Sampler"


def add_question(said: Any) -> None:
    answer = {"@type": "Answer", "text": "Yes."}
    said["mainEntity"].append({"@type": "Question", "name": "Is it?", "acceptedAnswer": answer})


def repeat_question(said: Any) -> None:
    said["mainEntity"].append(said["mainEntity"][0])


def lose_definition(said: Any) -> None:
    said["hasDefinedTerm"].pop()


def other_names(said: Any) -> None:
    said["hasDefinedTerm"][-1]["alternateName"] = ["SPM"]


def other_names_about(said: Any) -> None:
    said["about"]["alternateName"] = ["SPM"]


def other_license(said: Any) -> None:
    said["image"][0]["copyrightNotice"] = "License: CC0 1.0"


def other_day(said: Any) -> None:
    said["datePublished"] = "2016-11-21"


def other_audience(said: Any) -> None:
    said["audience"]["audienceType"] = "Clinician"


# --- what a renderer could do wrong ---

WORDS: Planted = {
    "a word is lost": (CONDITION, change(*TURN, "people ", "")),
    "a word is added": (CONDITION, change(*TURN, "turn", "often turn")),
    "two words are joined": (CONDITION, change(*TURN, "turn green", "turngreen")),
    "a word is parted": (CONDITION, change(*TURN, "people", "peo ple")),
    "a word is parted by a line": (CONDITION, change(*TURN, "people", "peo<br>ple")),
    "a soft hyphen comes in": (CONDITION, change(*TURN, "people", "peo&shy;ple")),
    "a zero-width space comes in": (CONDITION, change(*TURN, "people", "peo&#8203;ple")),
    "two words change places": (CONDITION, change(*TURN, "people turn", "turn people")),
    "a letter's case changes": (CONDITION, change(*TURN, "Some", "some")),
    "a look-alike letter": (CONDITION, change(*TURN, "Some", "Sоme")),
    "the full stop is lost": (CONDITION, change(*TURN, "green.", "green")),
    "a comma is lost": (
        CONDITION,
        change("li", "A machine counts, too.", "counts, too", "counts too"),
    ),
    "the words are turned around": (
        CONDITION,
        change(*TURN, "Some people turn green.", '<bdo dir="rtl">Some people turn green.</bdo>'),
    ),
    "words are struck out": (CONDITION, change(*TURN, "Some people", "<del>Some people</del>")),
    "quotes come in": (CONDITION, change(*TURN, "Some people", "<q>Some people</q>")),
    "a paragraph is lost": (CONDITION, drop(*TURN)),
    "a paragraph stands twice": (CONDITION, twice(*TURN)),
    "a sentence stands twice": (
        CONDITION,
        change("p", "It often goes away.", "away.", "away. It often goes away."),
    ),
    "a paragraph moves to another section": (
        CONDITION,
        move(*TURN, "p", "Nobody knows the cause."),
    ),
    "a sentence moves to another section": (
        CONDITION,
        both(
            change("p", "It often goes away.", " It often goes away.", ""),
            change(*TURN, "Some people", "It often goes away. Some people"),
        ),
    ),
    "a paragraph becomes two": (
        CONDITION,
        change("p", "It often goes away.", " It often", "</p><p>It often"),
    ),
    "two paragraphs become one": (
        ABOUT,
        change("blockquote", "Its second", "line.</p><p>Its", "line. Its"),
    ),
    "a paragraph becomes a heading": (CONDITION, renamed(*TURN, "h4")),
    "a paragraph becomes an item": (CONDITION, wrap(*TURN, "<ul><li>", "</li></ul>")),
    "a paragraph becomes a quotation": (CONDITION, wrap(*TURN, "<blockquote>", "</blockquote>")),
    "a paragraph becomes code": (CONDITION, wrap(*TURN, "<pre><code>", "</code></pre>")),
    "a quotation becomes plain text": (ABOUT, renamed("blockquote", "Its second", "div")),
    "letters are struck out": (CONDITION, change(*TURN, "Some people", "<s>Some people</s>")),
    "an invisible sign turns words around": (
        CONDITION,
        change(
            *TURN,
            "Some people",
            "\N{RIGHT-TO-LEFT OVERRIDE}Some people\N{POP DIRECTIONAL FORMATTING}",
        ),
    ),
    "the direction changes": (ABOUT, attribute(*RANGE, 'dir="rtl"')),
}
"""Words of a paragraph, and what a paragraph is."""

NUMBERS_AND_SIGNS: Planted = {
    "a power becomes a digit": (ABOUT, change(*NUMBERS, "10<sup>9</sup>", "109")),
    "a power becomes an index": (ABOUT, change(*NUMBERS, "<sup>9</sup>", "<sub>9</sub>")),
    "an index becomes a digit": (ABOUT, change("p", "Water is", "H<sub>2</sub>O", "H2O")),
    "≥ becomes >": (ABOUT, change(*NUMBERS, "≥", "&gt;")),
    "≤ becomes ≥": (ABOUT, change(*NUMBERS, "≤", "≥")),
    "≥ is lost": (ABOUT, change(*NUMBERS, "≥", "")),
    "< is lost": (ABOUT, change(*NUMBERS, "&lt;", "")),
    "> is lost": (ABOUT, change(*NUMBERS, "&gt;", "")),
    "< is taken for a tag": (ABOUT, change(*NUMBERS, "&lt;70 g/L or &gt;120", "120")),
    "an entity is shown": (ABOUT, change(*NUMBERS, "&lt;", "&amp;lt;")),
    "a decimal point is lost": (ABOUT, change(*NUMBERS, "2.5", "25")),
    "a decimal point becomes a comma": (ABOUT, change(*NUMBERS, "2.5", "2,5")),
    "a decimal point becomes a space": (ABOUT, change(*NUMBERS, "2.5", "2 5")),
    "a comma of thousands is lost": (ABOUT, change(*RANGE, "1,000", "1000")),
    "a comma of thousands becomes a point": (ABOUT, change(*RANGE, "1,000", "1.000")),
    "a thin space is lost": (ABOUT, change(*RANGE, "12\u202f500", "12500")),
    "° is lost": (ABOUT, change(*NUMBERS, "°", "")),
    "mg becomes g": (ABOUT, change(*NUMBERS, "mg", "g")),
    "µg becomes mg": (ABOUT, change(*RANGE, "µg", "mg")),
    "µ becomes the Greek letter": (ABOUT, change(*RANGE, "µ", "μ")),
    "a minus is lost": (ABOUT, change(*RANGE, "−3", "3")),
    "a minus becomes a dash": (ABOUT, change(*RANGE, "−3", "–3")),
    "± becomes +": (ABOUT, change(*RANGE, "±", "+")),
    "a dash of a range is lost": (ABOUT, change(*RANGE, "2–4", "24")),
    "a dash becomes a hyphen": (ABOUT, change(*RANGE, "2–4", "2-4")),
    "quotes become round": (ABOUT, change(*NEVER, '"Never"', "“Never”")),
    "an apostrophe becomes round": (ABOUT, change(*NEVER, "it's", "it’s")),
    "the space before a unit is lost": (ABOUT, change(*NUMBERS, "2.5 mg", "2.5mg")),
    "a digit changes its script": (ABOUT, change(*NUMBERS, "120", "12٠")),
    "a letter is taken apart": (ABOUT, change(*NEVER, "é", "e\N{COMBINING ACUTE ACCENT}")),
    "a fraction is taken apart": (ABOUT, change(*NEVER, "½", "1/2")),
    "× becomes x": (ABOUT, change(*NEVER, "×", "x")),
    "° becomes º": (ABOUT, change(*NUMBERS, "°", "º")),
}
"""Signs, numbers and units."""

HEADINGS: Planted = {
    "a heading's level changes": (CONDITION, renamed("h3", "Serious problems", "h2")),
    "a section's level changes": (CONDITION, renamed("h2", ">Causes<", "h3")),
    "a heading becomes a paragraph": (CONDITION, renamed("h3", "Serious problems", "p")),
    "a heading is lost": (CONDITION, drop("h3", "Serious problems")),
    "two headings change places": (CONDITION, swap_inside("h3", ">Rest<", ">Green tea<")),
    "two sections change places": (CONDITION, swap("h2", ">Causes<", ">Treatment<")),
}
"""Headings."""

LISTS: Planted = {
    "two items are merged": (
        CONDITION,
        change("ul", "You may get bored", "</span></li><li><strong>Risks", "</span> <strong>Risks"),
    ),
    "an item is nested": (
        ABOUT,
        change("article > ol", "Third", "</li><li>Third</li>", "<ol><li>Third</li></ol></li>"),
    ),
    "an item is un-nested": (
        ABOUT,
        change(
            "article > ol",
            "Third",
            "<ul><li>deeper inside</li></ul></li>",
            "</li><li>deeper inside</li>",
        ),
    ),
    "two items change places": (
        CONDITION,
        swap("li", "Risks:</strong> You may", "Without it:</strong> The samples"),
    ),
    "items of two lists change places": (
        CONDITION,
        swap("li", "Risks:</strong> You may", "Risks:</strong> It can"),
    ),
    "an item is lost": (CONDITION, drop("li", "You may get bored")),
    "an item becomes a paragraph": (
        CONDITION,
        edit("ul", "Count only", "<ul><li>(.*?)</li>", r"<p>\1</p><ul>"),
    ),
    "a list of numbers becomes bullets": (CONDITION, renamed("ol", "Your story.", "ul")),
    "a list begins elsewhere": (CONDITION, attribute("ol", "Your story.", 'start="3"')),
    "a list counts backwards": (CONDITION, attribute("ol", "Your story.", "reversed")),
    "an item's number changes": (CONDITION, attribute("ol > li", "Your story.", 'value="2"')),
    "a list counts in letters": (CONDITION, attribute("ol", "Your story.", 'type="a"')),
    "a list becomes two": (
        CONDITION,
        change(
            "ol", "Your story.", "</li><li><strong>A sample", "</li></ol><ol><li><strong>A sample"
        ),
    ),
    "an empty item comes in": (
        CONDITION,
        change(
            "ol", "Your story.", "</li><li><strong>A sample", "</li><li></li><li><strong>A sample"
        ),
    ),
    "a task that was done is to do": (
        ABOUT,
        edit("li.task-list-item", "> done", ' checked(="")?', ""),
    ),
    "the key points lose their numbers": (CONDITION, renamed(".key ol", "not real", "ul")),
}
"""Items."""

TABLES: Planted = {
    "two cells of a row change places": (ABOUT, swap_inside("td", ">two<", ">3<")),
    "two cells of a column change places": (CASE, swap_inside("td", "Very round.", "An <span")),
    "two rows change places": (CASE, swap("tr", "Coin in a pocket", ">Samplitis<")),
    "two headers change places": (ABOUT, swap_inside("thead th", ">Left<", ">Center<")),
    "the names of two rows change places": (ABOUT, swap_inside("tbody th", ">one<", ">five<")),
    "a cell is lost": (ABOUT, drop("td", ">two<")),
    "a cell is empty": (ABOUT, change("td", ">two<", "two", "")),
    "an empty cell comes in": (ABOUT, wrap("td", ">two<", "<td></td>", "")),
    "a row is lost": (ABOUT, drop("tr", ">two<")),
    "a column is lost": (
        ABOUT,
        both(drop("td", ">two<"), drop("td", ">six<"), drop("thead th", ">Center<")),
    ),
    "a cell is as wide as two": (ABOUT, attribute("td", ">two<", 'colspan="2"')),
    "a cell is as high as two": (ABOUT, attribute("td", ">two<", 'rowspan="2"')),
    "the label of a cell on a phone is another column's": (
        ABOUT,
        attribute("td", ">two<", 'data-l="Right"'),
    ),
    "a table becomes text": (ABOUT, bare("table", ">two<")),
}
"""Cells."""

CARDS: Planted = {
    "a card's tier is lower": (
        CONDITION,
        change("section.care", "card-green", "care-now", "care-soon"),
    ),
    "a card's tier is higher": (
        CONDITION,
        change("section.care", "card-itch", "care-plan", "care-now"),
    ),
    "a card's label is another tier's": (
        CONDITION,
        change("section.care", "card-green", "</svg>Emergency", "</svg>Not urgent"),
    ),
    "a card's label is lost": (CONDITION, drop("p.care-l", "Emergency")),
    "a card becomes a paragraph": (CONDITION, bare("section.care", "card-green")),
    "a card's frame is lost": (CONDITION, unframed("section.care", "card-green")),
    "a card is lost": (CONDITION, drop("section.care", "card-green")),
    "a card stands twice": (CONDITION, twice("section.care", "card-counting")),
    "two cards change places": (CONDITION, swap("section.care", "card-green", "card-hot")),
    "a line of a card is lost": (CONDITION, drop(".care li", "green from head")),
    "a line moves to another card": (
        CONDITION,
        move(".care li", "stop counting", ".care li", "count in your sleep"),
    ),
    "two lines of a card are one": (
        CONDITION,
        change(".care ul", "green from head", "</li><li>", " "),
    ),
    "the not of a card's line is lost": (
        CONDITION,
        change(".care li", "stop counting", "cannot", "can"),
    ),
    "a card's closing line is lost": (CONDITION, drop(".care p", "A cold bath")),
    "a card's closing line stands first": (
        CONDITION,
        move(".care h3", "degrees of fever", ".care p", "A cold bath"),
    ),
    "a number in a card's title changes": (CONDITION, change(".care h3", "degrees", "2*5", "25")),
    "a number to call changes": (CONDITION, change(".care-n", "911", "<b>911</b>", "<b>119</b>")),
    "two numbers to call change places": (CONDITION, swap_inside(".care-n b", "911", "112")),
    "the numbers to call are lost": (CONDITION, drop(".care-n", "911")),
    "numbers to call come into a card that is no emergency": (
        CONDITION,
        change(
            "section.care",
            "card-itch",
            "</ul>",
            '</ul><p class="care-n"><span><b>911</b> US</span></p>',
        ),
    ),
    "the sources of the cards change": (
        CONDITION,
        change(".care-s", "come from", "<span>1, ", "<span>2, "),
    ),
    "that a line has no source is not said": (
        CONDITION,
        change(".care-s", "come from", " Some of these lines have no source yet.", ""),
    ),
    "a card has no tier": (
        CONDITION,
        change("section.care", "card-green", "care care-now", "care"),
    ),
    "a card has two tiers": (
        CONDITION,
        change("section.care", "card-green", "care care-now", "care care-now care-plan"),
    ),
    "the sources stand before the cards": (
        CONDITION,
        edit(
            "div.cares", "card-green", '(<section.*</section>)(<p class="care-s">.*</p>)', r"\2\1"
        ),
    ),
    "a card stands within another": (
        CONDITION,
        edit(
            "div.cares",
            "card-green",
            '</section>(<section[^>]*"card-hot">.*?</section>)',
            r"\1</section>",
        ),
    ),
    "a card is named after another": (
        CONDITION,
        attribute("section.care", "card-green", 'aria-labelledby="card-itch"'),
    ),
    "the numbers to call above the article change": (
        CONDITION,
        change("section.slip", "Not yet", "911", "119"),
    ),
    "the numbers to call at the top change": (
        CONDITION,
        change(".sos-n", "911", "<b>911", "<b>119"),
    ),
    "it is no emergency": (
        CONDITION,
        change("section.slip", "Not yet", "it is an emergency", "it is no emergency"),
    ),
}
"""What says how urgent something is."""

QUESTIONS: Planted = {
    "an answer moves to the next question": (
        FAQ,
        move("p", "No, you cannot catch", "h3", ">Is samplitis a cancer?<"),
    ),
    "two answers change places": (FAQ, swap("p", "No, you cannot catch", "not a cancer")),
    "a list moves to the next answer": (
        FAQ,
        move("article > ul", "a big one", "h3", ">Does it need treatment?<"),
    ),
    "two questions change places": (
        FAQ,
        swap_inside("h3", ">Can you catch samplitis?<", ">Is samplitis a cancer?<"),
    ),
    "two links in the list of questions change places": (
        FAQ,
        swap_inside(".faq-list a", "catch", "cancer"),
    ),
    "a link of the list of questions is lost": (FAQ, drop(".faq-list li", "catch")),
    "the list of questions says 109": (
        FAQ,
        change(".faq-list a", "CO<sub>", "10<sup>9</sup>", "109"),
    ),
    "the list of questions raises what is lowered": (
        FAQ,
        change(".faq-list a", "CO<sub>", "<sub>2</sub>", "<sup>2</sup>"),
    ),
    "a question loses what isolates a word": (
        FAQ,
        change("h3", ">ע<", "<bdi>ע</bdi>", "ע"),
    ),
    "the list of questions loses what isolates a word": (
        FAQ,
        change(".faq-list a", ">ע<", "<bdi>ע</bdi>", "ע"),
    ),
    "the list of questions has a letter for an element": (
        FAQ,
        change(".faq-list a", "CO<sub>", "10<sup>9</sup>", "10⁹"),
    ),
}
"""Questions and answers."""

DATA: Planted = {
    "data: two answers change places": (FAQ, data(swap_answers)),
    "data: an answer is cut": (FAQ, data(cut_answer)),
    "data: a not is lost": (FAQ, data(lose_not)),
    "data: < is lost": (FAQ, data(lose_sign)),
    "data: a question says 109": (FAQ, data(flat_question)),
    "data: an answer says 109": (FAQ, data(flat_answer)),
    "data: an answer marks what it could write": (FAQ, data(marked_answer)),
    "data: a question is lost": (FAQ, data(lose_question)),
    "data: two questions change places": (FAQ, data(swap_questions)),
    "data: two definitions change places": (GLOSSARY, data(swap_definitions)),
    "data: another description": (CONDITION, data(other_description)),
    "data: another title": (CONDITION, data(other_name)),
    "data: another caption": (CONDITION, data(other_caption)),
    "data: another alternative text": (CONDITION, data(other_alt)),
    "data: about another condition": (CONDITION, data(other_about)),
    "data: lost": (FAQ, drop("script[type='application/ld+json']", "{")),
    "data: a question comes in": (FAQ, data(add_question)),
    "data: an answer stands twice": (FAQ, data(repeat_question)),
    "data: a definition is lost": (GLOSSARY, data(lose_definition)),
    "data: another name of a term": (GLOSSARY, data(other_names)),
    "data: another name of the condition": (CONDITION, data(other_names_about)),
    "data: another license": (CONDITION, data(other_license)),
    "data: another day": (CONDITION, data(other_day)),
    "data: another audience": (CONDITION, data(other_audience)),
    "data: a second script": (
        CONDITION,
        wrap(
            "script[type='application/ld+json']",
            "{",
            "",
            '<script type="application/ld+json">{"name": "Stop"}</script>',
        ),
    ),
}
"""Structured data."""

DEFINITIONS: Planted = {
    "a definition is turned around": (
        CONDITION,
        change(".word-d", "scratch", "want to", "not want to"),
    ),
    "two definitions change places": (CONDITION, swap_inside(".word-d", "scratch", "of the body")),
    "two terms of definitions change places": (CONDITION, swap_inside("dfn", "sampler", "itch")),
    "a definition is lost": (CONDITION, drop("div.word", "word-itch-t")),
    "a definition is cut": (CONDITION, change(".word-d", "shows samples", " of everything", "")),
    "how to say two words changes places": (CONDITION, swap_inside("div.word .say", "SAM", "PLY")),
    "the page's word is said otherwise": (CONDITION, change(".sayline .say", "PLY", "PLY", "PLA")),
    "two entries of the glossary change definitions": (
        GLOSSARY,
        swap(".entry-d", "scratch", "makes samples"),
    ),
    "two entries of the glossary change names": (GLOSSARY, swap(".entry dfn", "itch", "sampler")),
    "an entry of the glossary is lost": (GLOSSARY, drop("div.entry", 'id="itch"')),
    "two entries are said otherwise": (GLOSSARY, swap(".entry-say .say", "ITCH", "SAM")),
    "an entry's other name is lost": (GLOSSARY, drop(".entry-m", "Also called")),
    "an entry's abbreviation is lost": (GLOSSARY, drop(".entry .abbr", "SMP")),
    "what an abbreviation means changes": (ABOUT, change("abbr", "NHS", "National", "Notional")),
    "the page's word has other sounds": (
        CONDITION,
        change(".sayline .ipa", "plaɪ", "plaɪ", "pleɪ"),
    ),
    "the section says the word otherwise": (CONDITION, change(".sayit .say", "PLY", "PLY", "PLA")),
    "the section has other sounds": (CONDITION, change(".sayit .ipa", "plaɪ", "plaɪ", "pleɪ")),
    "a word is broken elsewhere": (CONDITION, change(".dots-w", "sam", "sam·pli", "samp·li")),
    "an entry has other sounds": (GLOSSARY, change(".entry-say", "ˈɪtʃ", "ˈɪtʃ", "ˈætʃ")),
    "an entry is stressed otherwise": (GLOSSARY, change(".entry-say", "PLY", "<b>PLY</b>", "PLY")),
    "two neighbors of an entry change names": (
        GLOSSARY,
        change(
            ".entry-m",
            'href="#itch"',
            'sampler</a>, <a href="#itch">itch',
            'itch</a>, <a href="#itch">sampler',
        ),
    ),
    "the list of words says one otherwise": (
        SAY,
        edit("article", "PLY", "<b>PLY</b>", "<b>PLA</b>"),
    ),
    "the list of words has other sounds": (SAY, edit("article", "PLY", "plaɪtɪs", "pleɪtɪs")),
}
"""Definitions, and how words are said."""

FIGURES: Planted = {
    "a caption changes": (CONDITION, change(".fig-c", "to scale", "It is not", "It is")),
    "a finding changes": (
        CONDITION,
        change(".legend li", "Samples form", "form here", "form there"),
    ),
    "a finding's number changes": (
        CONDITION,
        change(".legend .no", "Show in", "</span>1", "</span>2"),
    ),
    "a finding is lost": (CONDITION, drop(".legend li", "Samples form")),
    "a mark's number changes": (CONDITION, change(".over text", "1", ">1<", ">2<")),
    "a mark's label changes": (
        CONDITION,
        change("a.mark", "the sampler", "1: the sampler", "1: the itch"),
    ),
    "the alternative text changes": (
        CONDITION,
        change("svg.schem", "Outline", "in the middle", "on the left"),
    ),
    "the alternative text is lost": (CONDITION, attribute("svg.schem", "Outline", 'aria-label=""')),
    "the picture in words changes": (
        CONDITION,
        change(".fig-l p", "The outline", "nothing else", "much else"),
    ),
    "the credit changes": (
        CONDITION,
        change(".fig-s", "Plainleaf", "Credit: Plainleaf", "Credit: nobody"),
    ),
    "a schematic is not called one": (
        CONDITION,
        change(".fig-s", "Plainleaf", "Schematic, not a patient image. ", ""),
    ),
    "what a picture is changes": (
        CASE,
        change("#figure-radiograph .fig-m", "radiograph", "frontal", "lateral"),
    ),
    "a picture's alternative text changes": (
        ABOUT,
        change("p img", "lighter", "lighter", "darker"),
    ),
    "a figure moves to another section": (
        CONDITION,
        move("figure", "Outline", "p", "Nobody knows the cause."),
    ),
    "a finding's number in its list changes": (
        CONDITION,
        attribute(".legend li", "Samples form", 'value="2"'),
    ),
    "two marks change labels": (
        CASE,
        both(
            change("#figure-radiograph a.mark", "1: the mass", "the mass", "its tail"),
            change("#figure-radiograph a.mark", "1: its edge", "its edge", "the mass"),
        ),
    ),
    "right and left change places": (
        CASE,
        swap_inside("#figure-radiograph .plate text", ">R<", ">L<"),
    ),
    "right and left change places before the answer": (
        CASE,
        swap_inside("#read-radiograph .plate text", ">R<", ">L<"),
    ),
    "right and left are lost": (CASE, drop("#figure-radiograph .plate", ">R<")),
    "a slice has another window's name": (
        STACK,
        change(
            "#figure-chest-stack text.win", "Soft tissue window, slice 3 of", "Soft tissue", "Lung"
        ),
    ),
    "a slice has another number": (
        STACK,
        change("#figure-chest-stack text.win", "Soft tissue window, slice 3 of", "3 of", "4 of"),
    ),
    "a slice is another window's": (
        STACK,
        change("#figure-chest-stack img", "stack/soft-3.png", "soft-3", "lung-3"),
    ),
    "why a finding has no mark changes": (
        STACK,
        change("#figure-chest-stack .legend", "everyone", "everyone sees", "nobody sees"),
    ),
    "what a finding is in plain words changes": (
        CASE,
        change(".plainly li", "mass", "A round", "A square"),
    ),
    "what is in plain words has another number": (
        CASE,
        change(".plainly li", "mass", "<b>1</b>", "<b>2</b>"),
    ),
}
"""Figures."""

CITATIONS: Planted = {
    "the numbers of two citations change places": (
        CONDITION,
        edit(
            "p",
            "Your <a",
            "<span>1</span></a></span> In(.*?)<span>1, 2</span>",
            r"<span>2</span></a></span> In\1<span>1, 1</span>",
        ),
    ),
    "a citation is lost": (CONDITION, edit(*TURN, '<span class="cites">.*?</span>', "")),
    "a citation moves to the next sentence": (
        CONDITION,
        edit("p", "It often goes away.", '(<span class="cites">.*?</span>)(.*?)</p>', r"\2\1</p>"),
    ),
    "two sources change places": (CONDITION, swap_inside(".sources li", "Green AB", "Walkers")),
    "a source is lost": (CONDITION, drop(".sources li", "Green AB")),
    "how much of a source was read changes": (
        CONDITION,
        change(".sources li", "Walkers", "summary or excerpt", "all of it"),
    ),
    "a note's number changes": (
        ABOUT,
        change(
            "p",
            "A sentence with a note",
            '<sup id="fnref:note"><a class="footnote-ref" href="#fn:note">1',
            '<sup id="fnref:note"><a class="footnote-ref" href="#fn:note">2',
        ),
    ),
    "a note changes": (ABOUT, change(".footnote li", "What the note", "note says", "note denies")),
    "a note is lost": (ABOUT, drop("div.footnote", "What the note")),
    "the case that a case retells changes": (
        CASE,
        change(".cite-as dd", "Blue D.", "who itched", "who coughed"),
    ),
    "the page that is cited changes": (
        CASE,
        change(".cite-as dd", "This copy", "Itching", "Coughing"),
    ),
}
"""Citations, sources and notes."""

WITHIN: Planted = {
    "hidden within a paragraph": (CONDITION, change(*TURN, "people", "<span hidden>people</span>")),
    "hidden within a paragraph by a class": (
        CONDITION,
        change("p", "not to scale", "not to scale", '<span class="vh">not</span> to scale'),
    ),
    "a title": (CONDITION, change(*TURN, "Some people", '<span title="Some people">They</span>')),
    "an empty element with a title": (
        CONDITION,
        change(*TURN, "Some people", '<span title="Some people"></span>'),
    ),
    "a label": (CONDITION, attribute("p a", ">a teaching case<", 'aria-label="Nobody"')),
}
"""Words that stand within others."""

AROUND: Planted = {
    "the title changes": (CONDITION, change("h1", "Samplitis", "Samplitis", "Sampleitis")),
    "the title's abbreviation changes": (CONDITION, change("h1", "Samplitis", "SMP", "SPM")),
    "the title of the window changes": (
        CONDITION,
        change("title", "Samplitis", "Samplitis", "Sampler"),
    ),
    "the title of the window is lost": (CONDITION, drop("title", "Samplitis")),
    "the lead changes": (
        CONDITION,
        change(".lead p", "made up for tests", "was made", "was not made"),
    ),
    "the lead is lost": (CONDITION, drop(".lead", "made up for tests")),
    "the description changes": (
        CONDITION,
        change("meta[name=description]", "Nobody", "Nobody", "Everybody"),
    ),
    "the description is lost": (CONDITION, drop("meta[name=description]", "Nobody")),
    "two facts change values": (CASE, swap("dl.facts dd", "50 years", "Itching")),
    "two facts change labels": (CASE, swap("dl.facts dt", "Age", "Admitted")),
    "a fact is lost": (CASE, drop("dl.facts div", "Age")),
    "two choices change answers": (CASE, swap("details div.opt", "Right.", "Nothing is there")),
    "two choices change verdicts": (CASE, swap("details p.verdict", "Right.", "Less likely.")),
    "two choices change colors": (
        CASE,
        both(
            change("details.is-right", "In the middle", "is-right", "is-wrong"),
            change("details.is-wrong", "At the edge", "is-wrong", "is-right"),
        ),
    ),
    "two choices change places": (CASE, swap("details summary", "In the middle", "At the edge")),
    "two answers on paper change places": (CASE, swap(".answers dd", "Right.", "Nothing is there")),
    "a question changes": (CASE, change(".quiz-q", "Where", "Where does", "Where did")),
    "a heading in the table of contents changes": (
        CONDITION,
        swap_inside(".toc a", ">Causes<", ">Treatment<"),
    ),
    "two doors change texts": (HOME, swap(".door p", "simple words", "from your browser")),
    "two doors change titles": (HOME, swap(".door h2", "Patients", "Clinicians")),
    "two doors change places": (HOME, swap("li.door", "Patients", "Clinicians")),
    "a door is lost": (HOME, drop("li.door", "Patients")),
    "two pages in the list of pages change names": (
        PAGES,
        swap_inside("ul.pages a", ">A cough", ">Itching"),
    ),
    "a page is lost from the list of pages": (PAGES, drop("ul.pages li", ">A cough")),
    "two pages in the menu change names": (
        CONDITION,
        swap_inside("nav.tabs a", ">Questions", ">Health professionals"),
    ),
    "two cases in the list change names": (
        "cases/index.md",
        swap_inside(".case-t a", ">A cough", ">Itching"),
    ),
    "the day of writing changes": (CONDITION, change(".slip-f", "Written", "2026", "2016")),
    "the day of the next look changes": (
        CONDITION,
        change(".review dl", "Next look", "2027", "2037"),
    ),
    "drawings of a case become patients' pictures": (
        CASE,
        change(".slip-case", "Drawings", "not patient images", "and patient images"),
    ),
    "the answers on paper are lost": (CASE, drop("div.answers", "In the middle")),
    "another page's words": (CONDITION, other_page),
    "nothing": (CONDITION, lambda _html: "<!doctype html>"),
    "half of the page": (CONDITION, lambda html: html[: len(html) // 2]),
    "the article is empty": (
        CONDITION,
        edit("article", "What it is", "(<article[^>]*>).*</article>", r"\1</article>"),
    ),
    "the frame of the article is lost": (CONDITION, unframed("article", "What it is")),
}
"""What stands around the article, and the steps of a case."""

BLOCKS: Planted = {
    "two definitions of a list change places": (ABOUT, swap("dd", "What makes", "two feet")),
    "a meaning joins another word": (ABOUT, move("dd", "A second meaning", "dd", "What makes")),
    "a word of a list becomes a meaning": (ABOUT, renamed("dt", ">Walk<", "dd")),
    "a tab's label changes places": (ABOUT, swap_inside(".tabbed-labels label", "First", "Second")),
    "two tabs change places": (ABOUT, swap("div.tabbed-block", "first", "second")),
    "a warning becomes a note": (
        ABOUT,
        change("div.admonition.warning", "Warning", "admonition warning", "admonition note"),
    ),
    "a note's title is lost": (ABOUT, drop(".admonition-title", "A note")),
    "a note's frame is lost": (ABOUT, unframed("div.admonition.warning", "A warning")),
    "a line of code is lost": (ABOUT, change("pre", "return steps", "    return steps", "")),
    "a key is lost": (ABOUT, change("p", "Press", "<kbd>P</kbd>", "<kbd></kbd>")),
    "the key points become a plain list": (CONDITION, unframed("section.key", "not real")),
    "the key points are lost": (CONDITION, drop("section.key", "not real")),
    "a question to ask changes": (CONDITION, change(".asks li", "tea", "Do I need", "Do I want")),
    "text comes in before the first block": (
        CONDITION,
        change("#what-it-is", "What", "<h2", "Loose text<h2"),
    ),
    "text comes in between blocks": (CONDITION, wrap(*TURN, "Stop taking your medicine.", "")),
    "text comes in behind the article": (
        CONDITION,
        change(
            "article", "What it is", "</article>", "<p>Stop taking your medicine.</p></article>"
        ),
    ),
    "a picture comes in": (CONDITION, wrap(*TURN, '<img alt="Take ten tablets." src="x.png">', "")),
}
"""Other blocks, and what nobody wrote."""

LINKS: Planted = {
    "a link in the list of questions leads elsewhere": (
        FAQ,
        attribute(".faq-list a", "catch", 'href="#is-samplitis-a-cancer"'),
    ),
    "a word opens another definition": (
        CONDITION,
        attribute("p button.term", "sampler<", 'popovertarget="word-itch"'),
    ),
    "another word opens a definition": (CONDITION, change(*TURN, "people", TERM)),
    "a citation leads to another source": (CONDITION, change(*TURN, "#source-1", "#source-2")),
    "a source's address changes": (
        CONDITION,
        change(
            ".sources li",
            "Green AB",
            '"https://doi.org/10.1000/green"',
            '"https://doi.org/10.1000/blue"',
        ),
    ),
    "a link leads to another page": (
        CONDITION,
        change("p", ">a teaching case<", "itching-after-a-walk", "a-cough-in-spring"),
    ),
    "a link leads to another section": (
        FAQ,
        change("p", ">when to get help<", "#when-to-get-help", "#treatment"),
    ),
    "a link is lost": (CONDITION, edit("p", ">a teaching case<", r"</?a\b[^>]*>", "")),
    "a heading in the table of contents leads elsewhere": (
        CONDITION,
        attribute(".toc a", ">Causes<", 'href="#treatment"'),
    ),
    "two doors change addresses": (
        HOME,
        both(
            change(
                ".door a",
                "Patients and",
                "conditions/samplitis/index.html",
                "cases/index.html",
            ),
            change(
                ".door a",
                "Clinicians and",
                "cases/index.html",
                "conditions/samplitis/index.html",
            ),
        ),
    ),
    "the addresses of two headings change places": (
        CONDITION,
        exchanged('id="causes"', 'id="treatment"'),
    ),
    "the addresses of two cards change places": (
        CONDITION,
        exchanged('id="card-green"', 'id="card-hot"'),
    ),
    "the addresses of two terms change places": (GLOSSARY, exchanged('id="itch"', 'id="sampler"')),
    "a link to warning signs leads elsewhere": (
        CONDITION,
        attribute(".sos a", "Warning signs", 'href="#treatment"'),
    ),
    "a link to what can wait leads elsewhere": (
        HOME,
        change("p a", "what can wait", "#when-to-get-help", "#treatment"),
    ),
    "a link to another site leads elsewhere": (
        ABOUT,
        change("p a", "another site", "example.org", "example.com"),
    ),
    "a link to plain words leads elsewhere": (
        CASE,
        change(".plainly a", "A round", "#scan-mass", "#treatment"),
    ),
    "two neighbors of an entry change addresses": (
        GLOSSARY,
        change(
            ".entry-m",
            'href="#itch"',
            '#sampler">sampler</a>, <a href="#itch',
            '#itch">sampler</a>, <a href="#sampler',
        ),
    ),
    "a link stands on fewer words": (
        CONDITION,
        change("p", ">a teaching case<", "teaching case</a>", "teaching</a> case"),
    ),
}
"""Where links lead: a reader who is sent elsewhere reads other words."""

AROUND_IT_ALL: Planted = {
    "the site has another name at its top": (
        CONDITION,
        change("header .brand", "Plainleaf", "Plainleaf</a>", "Plainleaves</a>"),
    ),
    "the site has no name at its foot": (CONDITION, drop("footer .brand", "Plainleaf")),
    "another contact": (ABOUT, change(".made-contact p", "address", "clinic", "hospital")),
    "the contact is lost": (ABOUT, drop(".made-contact p", "address")),
    "a link at the foot leads elsewhere": (
        CONDITION,
        attribute("footer nav a", ">Glossary<", 'href="../../pages.html"'),
    ),
    "two links at the foot change names": (
        CONDITION,
        swap_inside("footer nav a", "Glossary", "All pages"),
    ),
    "the way from professionals leads elsewhere": (
        PROFESSIONAL,
        attribute(".readers a", "in plain words", 'href="faq.html"'),
    ),
    "the way up is lost": (CASE, drop(".crumbs a", "Radiology cases")),
    "the start page names another condition": (HOME, change(".kicker", "Samplitis", "Sam", "San")),
}
"""What the publisher writes, and ways around the site."""

EVERYTHING: Planted = {
    **AROUND_IT_ALL,
    **WORDS,
    **NUMBERS_AND_SIGNS,
    **HEADINGS,
    **LISTS,
    **TABLES,
    **CARDS,
    **QUESTIONS,
    **DATA,
    **DEFINITIONS,
    **FIGURES,
    **CITATIONS,
    **WITHIN,
    **AROUND,
    **BLOCKS,
    **LINKS,
}

GONE = r"opens nothing|lacks|do not hold|could be read|the source ends|the page ends"
"""How a message says that one side has nothing that could be shown."""


def shows_both_sides(message: str) -> bool:
    """Whether a message shows the source and the page, and shows them different."""
    told = re.sub(r"the (source|page) says|it says", "", message)
    kinds = " in the source, " in message and " on the page" in message
    return kinds or len(set(re.findall("“(.*?)”", told))) > 1 or re.search(GONE, told) is not None


@pytest.mark.parametrize("src", sorted(SOURCES))
def test_a_whole_page_gives_no_finding(site: Site, src: str) -> None:
    assert site.found(src, site.pages[src]) == ()


@pytest.mark.parametrize("name", EVERYTHING)
def test_a_breakage_is_found(site: Site, name: str) -> None:
    src, breaks = EVERYTHING[name]
    broken = breaks(site.pages[src])
    assert broken != site.pages[src]
    found = site.found(src, broken)
    assert found, "not found"
    assert {one.path for one in found} == {f"docs/{src}"}
    unclear = [one.message for one in found if not shows_both_sides(one.message)]
    assert unclear == []


# --- what is there and cannot be seen, heard or printed ---

PLACES: Mapping[str, tuple[str, str, str]] = {
    "a paragraph": (CONDITION, "p", "Some people turn green."),
    "a word": (CONDITION, "strong", "Your story."),
    "a heading": (CONDITION, "h3", "Serious problems"),
    "a list": (CONDITION, "ul", "You may get bored"),
    "an item": (CONDITION, "li", "You may get bored"),
    "a table": (CONDITION, "table", "You may count"),
    "a row": (CONDITION, "tr", "You may count"),
    "a cell": (CONDITION, "td", "You may count"),
    "a header": (CONDITION, "th", "What you may notice"),
    "all cards": (CONDITION, "div.cares", "card-green"),
    "a card": (CONDITION, "section.care", "card-green"),
    "a card's title": (CONDITION, ".care h3", "Call an ambulance"),
    "a card's line": (CONDITION, ".care li", "stop counting"),
    "numbers to call": (CONDITION, ".care-n", "911"),
    "a question to ask": (CONDITION, ".asks li", "tea"),
    "a figure": (CONDITION, "figure", "Outline"),
    "a finding": (CONDITION, ".legend li", "Samples form"),
    "a caption": (CONDITION, ".fig-c", "to scale"),
    "a citation": (CONDITION, "p .cites", 'id="cite-11"'),
    "the sources": (CONDITION, "ol.sources", "Green AB"),
    "a source": (CONDITION, ".sources li", "Green AB"),
    "the title": (CONDITION, "h1", "Samplitis"),
    "the lead": (CONDITION, ".lead", "made up for tests"),
    "the article": (CONDITION, "article", "What it is"),
    "a definition": (CONDITION, ".word-d", "scratch"),
    "an entry": (GLOSSARY, "div.entry", 'id="itch"'),
    "an entry's definition": (GLOSSARY, ".entry-d", "scratch"),
    "a fact": (CASE, "dl.facts dd", "50 years"),
    "a question": (CASE, ".quiz-q", "Where"),
    "an answer": (CASE, "details div.opt", "Right."),
    "a door": (HOME, "li.door", "Patients"),
    "a word of a list": (ABOUT, "dt", ">Walk<"),
    "a meaning": (ABOUT, "dd", "two feet"),
    "a note": (ABOUT, ".footnote li", "What the note"),
    "a quotation": (ABOUT, "blockquote", "Its second"),
    "code": (ABOUT, "pre", "return steps"),
    "a power": (ABOUT, "p sup", ">9<"),
}
"""Page, selector and what is in it, of everything that people must get."""

FROM_EYES = (
    "hidden",
    'hidden="until-found"',
    "popover",
    'class="vh"',
    'class="on-paper"',
    'class="needs-js"',
    'class="no-search"',
    'style="display:none"',
    'style="color:transparent"',
)
FROM_EARS = ('aria-hidden="true"', "inert")
FROM_PAPER = ('data-paper="no"',)


def on_paper(src: str, selector: str) -> bool:
    """Whether a place is printed; a definition that opens is not."""
    return src in {CONDITION, CASE} and selector != ".word-d"


def hidden(site: Site, place: str, way: str) -> bool:
    """Whether something can be hidden in a way, and the build goes on.

    The list of what a page may hold refuses most; the proof has to find the rest.
    """
    src, selector, has = PLACES[place]
    whole = site.pages[src]
    broken = attribute(selector, has, way)(whole)
    assert broken != whole
    before, after = (read_finished(one.encode()) for one in (whole, broken))
    refused = (before.refused, before.inline) != (after.refused, after.inline)
    return not refused and not site.found(src, broken)


@pytest.mark.parametrize("place", PLACES)
def test_nothing_is_hidden_from_eyes(site: Site, place: str) -> None:
    assert [way for way in FROM_EYES if hidden(site, place, way)] == []


@pytest.mark.parametrize("place", PLACES)
def test_nothing_is_hidden_from_ears(site: Site, place: str) -> None:
    assert [way for way in FROM_EARS if hidden(site, place, way)] == []


PRINTED = [name for name, (src, selector, _) in PLACES.items() if on_paper(src, selector)]


@pytest.mark.parametrize("place", PRINTED)
def test_nothing_is_kept_off_paper(site: Site, place: str) -> None:
    assert [way for way in FROM_PAPER if hidden(site, place, way)] == []


AROUND_IT = {
    "a hidden section": ("<section hidden>", "</section>"),
    "a section for paper": ('<section class="on-paper">', "</section>"),
    "a list": ("<ul><li hidden>", "</li></ul>"),
    "closed details": ("<details><summary>More</summary>", "</details>"),
    "closed details without a word": ("<details><summary></summary>", "</details>"),
    "a dialog": ("<dialog>", "</dialog>"),
    "a comment": ("<!--", "-->"),
    "a template": ("<template>", "</template>"),
    "what browsers without scripts show": ("<noscript>", "</noscript>"),
    "a drawing": ("<svg><desc>", "</desc></svg>"),
}


@pytest.mark.parametrize("around", AROUND_IT)
@pytest.mark.parametrize("place", ["a paragraph", "a list", "a card", "all cards", "a heading"])
def test_nothing_is_hidden_by_what_is_around_it(site: Site, place: str, around: str) -> None:
    src, selector, has = PLACES[place]
    whole = site.pages[src]
    broken = wrap(selector, has, *AROUND_IT[around])(whole)
    assert broken != whole
    refused = read_finished(whole.encode()).refused != read_finished(broken.encode()).refused
    assert refused or site.found(src, broken)


# --- what the search holds ---

Passages = tuple[Passage, ...]


def at(passages: Passages, anchor: str) -> int:
    """The place of a passage."""
    return [one.anchor for one in passages].index(anchor)


def altered(anchor: str, **fields: Any) -> Callable[[Passages], Passages]:
    """Change fields of a passage."""

    def changed(passages: Passages) -> Passages:
        place = at(passages, anchor)
        new = dataclasses.replace(passages[place], **fields)
        return (*passages[:place], new, *passages[place + 1 :])

    return changed


def without(anchor: str) -> Callable[[Passages], Passages]:
    """Lose a passage."""
    return lambda passages: tuple(one for one in passages if one.anchor != anchor)


def mixed(one: str, other: str, field: str) -> Callable[[Passages], Passages]:
    """Let a field of two passages change places."""

    def changed(passages: Passages) -> Passages:
        first, second = (getattr(passages[at(passages, anchor)], field) for anchor in (one, other))
        places = at(passages, one), at(passages, other)
        new = list(passages)
        for place, value in zip(places, (second, first), strict=True):
            new[place] = dataclasses.replace(new[place], **{field: value})
        return tuple(new)

    return changed


SEARCH: Mapping[str, tuple[str, Callable[[Passages], Passages]]] = {
    "a word is lost": (CONDITION, altered("serious-problems", text="Some turn green.")),
    "a passage says 109": (FAQ, altered(RAISED, text="No: 109/L are few. Some say ⁹⁹ᵐTc.")),
    "a passage joins its letters": (
        FAQ,
        altered(RAISED, text=FLAT_TEXT),
    ),
    "a title loses what isolates a word": (
        FAQ,
        altered(RAISED, title="Are ע 10⁹/L of CO₂ many?"),
    ),
    "a title says 109": (FAQ, altered(RAISED, title="Are \u2068ע\u2069 109/L of CO₂ many?")),
    "a sign is lost": (CONDITION, altered("card-hot", text="Hot means 38.5 °C A&E.")),
    "a passage is lost": (CONDITION, without("serious-problems")),
    "an answer is lost": (FAQ, without("can-you-catch-samplitis")),
    "a card is lost": (CONDITION, without("card-green")),
    "a definition is lost": (GLOSSARY, without("itch")),
    "everything is lost": (CONDITION, lambda _passages: ()),
    "all definitions are lost": (GLOSSARY, lambda _passages: ()),
    "a passage stands twice": (CONDITION, lambda own: (*own, own[at(own, "causes")])),
    "two passages change texts": (CONDITION, mixed("causes", "serious-problems", "text")),
    "two answers change texts": (FAQ, mixed("can-you-catch-samplitis", "can-i-walk", "text")),
    "two definitions change texts": (GLOSSARY, mixed("itch", "sampler", "text")),
    "two passages change titles": (CONDITION, mixed("causes", "serious-problems", "title")),
    "two definitions change titles": (GLOSSARY, mixed("itch", "sampler", "title")),
    "two passages change addresses": (CONDITION, mixed("causes", "serious-problems", "anchor")),
    "two answers change addresses": (FAQ, mixed("can-you-catch-samplitis", "can-i-walk", "anchor")),
    "two cards change addresses": (CONDITION, mixed("card-green", "card-itch", "anchor")),
    "two definitions change addresses": (GLOSSARY, mixed("itch", "sampler", "anchor")),
    "a card is less urgent": (CONDITION, altered("card-green", urgency=1)),
    "a card is not urgent": (CONDITION, altered("card-green", urgency=0)),
    "a passage becomes urgent": (CONDITION, altered("causes", urgency=3)),
}


@pytest.mark.parametrize("name", SEARCH)
def test_a_breakage_of_the_search_is_found(site: Site, name: str) -> None:
    src, breaks = SEARCH[name]
    given = site.given[src]
    whole = tuple(given.passages or ())
    broken = breaks(whole)
    assert broken != whole
    found = site.found(src, site.pages[src], dataclasses.replace(given, passages=broken))
    assert found, "not found"
    assert {one.path for one in found} == {f"docs/{src}"}


# --- the build itself ---


def test_a_broken_renderer_stops_the_build(make_project: Callable[..., Path]) -> None:
    project = make_project()
    add_hook(project, "on_page_content", "return arguments[0].replace('turn green', 'green')")
    done = run_mkdocs(project, "build", "--strict")
    assert done.returncode == 1, done.stdout
    source = (project / "docs" / CONDITION).read_text(encoding="utf-8").split("\n")
    (line,) = (number for number, one in enumerate(source, 1) if "turn green" in one)
    assert f"docs/{CONDITION}:{line}:1: error PL940 " in done.stdout
    assert "“Some people turn green.[1]”, the page says “Some people green.[1]”" in done.stdout
    assert not (project / "site").exists()
