"""Search as readers use it: over HTTP and from a folder, with a mouse and with a keyboard."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from playwright.sync_api import Locator, Page, expect

from conftest import ROOT, SUB_PATH, BuiltSite, Witness
from plainleaf.reading.glossary import load_glossary
from plainleaf.text.search_words import fold, split

Serve = Callable[[BuiltSite], str]
Ask = Callable[[Iterable[str]], dict[str, list[list[dict[str, Any]]]]]
CONDITION = "conditions/samplitis/index.html"
FAQ = "conditions/samplitis/faq.html"
FAQ_TITLE = "Questions and answers about samplitis"
START = "cases/itching-after-a-walk/index.html"
SEARCHES = yaml.safe_load((ROOT / "tests/content/searches.yml").read_text(encoding="utf-8"))
"""What readers type; of it counts what is about pages and terms that the content has."""
TERMS = load_glossary(
    (ROOT / "docs" / "_data" / "glossary.yml").read_text(encoding="utf-8"), "glossary.yml"
).terms


def results(page: Page) -> Locator:
    """The pages found, best first."""
    return page.locator(".search-l > li")


def path_of(address: str | None) -> str:
    """A result's page, as a path inside the site."""
    return urlsplit(address or "").path.rpartition("/site/")[2].removeprefix(SUB_PATH)


def open_search(page: Page) -> None:
    """Open search by mouse; the way back offers it, too, on a page that was read before."""
    page.get_by_role("banner").get_by_role("button", name="Search").click()
    expect(page.get_by_label("Search this site")).to_be_focused()


def type_and_wait(page: Page, words: str) -> None:
    """Type into the open search and wait for what it finds."""
    page.keyboard.type(words)
    expect(results(page).first).to_be_visible()
    expect(page.locator(".search-m")).to_contain_text("found")


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, tiny: BuiltSite, serve: Serve) -> str:
    """The tiny site on a server, and as a folder."""
    return serve(tiny) if request.param == "http" else f"{tiny.folder.as_uri()}/"


ASK = """async (queries) => {
  // What Material does: it starts its worker, and they exchange messages.
  const { search } = JSON.parse(document.getElementById("__config").textContent);
  const worker = new Worker(search);
  const next = (type) => new Promise((resolve, reject) => {
    // Otherwise a worker that is not ours would never end the test.
    setTimeout(() => reject(new Error(`The engine sent no message of type ${type}.`)), 15000);
    const hear = ({ data }) => {
      if (data.type !== type) return;
      worker.removeEventListener("message", hear);
      resolve(data.data);
    };
    worker.addEventListener("message", hear);
  });
  await next(1);
  const answers = {};
  for (const query of queries) {
    const answer = next(3);
    worker.postMessage({ type: 2, data: query });
    answers[query] = (await answer).items;
  }
  return answers;
}"""


@pytest.fixture
def ask(page: Page, real: BuiltSite, serve: Serve) -> Ask:
    """Ask the real site many queries at once, by the messages of Material's box."""
    page.goto(serve(real) + "index.html")
    open_search(page)
    page.wait_for_function("() => 'PlainleafSearch' in window && Worker.name !== 'Worker'")

    def send(queries: Iterable[str]) -> dict[str, list[list[dict[str, Any]]]]:
        return page.evaluate(ASK, list(queries))

    return send


def first(answer: list[list[dict[str, Any]]]) -> str | None:
    """The address of the best result: of the page, or of the heading that is shown first."""
    return answer[0][0]["location"] if answer else None


def locations(answer: list[list[dict[str, Any]]]) -> list[str]:
    """Every address that is found."""
    return [document["location"] for item in answer for document in item]


# --- what is found ---


def test_every_name_of_a_term_finds_what_the_term_finds(ask: Ask) -> None:
    """Other names, UK spellings, abbreviations, lay words, misspellings: the data's, and more."""
    names = {
        name: term
        for term in TERMS
        for name in (*term.search_only, *term.abbreviations, *term.older_names, *term.same)
    }
    names |= {name: term for term in TERMS for name in SEARCHES["names"].get(term.id, ())}
    answers = ask([*names, *(term.term for term in TERMS)])
    wrong = {
        name: (first(answers[name]), first(answers[term.term]))
        for name, term in names.items()
        if first(answers[name]) != first(answers[term.term])
        or f"glossary.html#{term.id}" not in locations(answers[name])
    }
    assert wrong == {}


def test_questions_are_answered_by_the_page_that_a_reader_needs_first(
    ask: Ask, real: BuiltSite
) -> None:
    wanted: Mapping[str, str] = {
        question: place
        for question, place in SEARCHES["questions"].items()
        if place.partition("#")[0] in real.pages
    }
    answers = ask(wanted)
    wrong = {
        question: (place, locations(answers[question])[:4])
        for question, place in wanted.items()
        # The first page that is found shows the heading, if not as its first.
        if place not in locations(answers[question][:1])
    }
    assert wrong == {}


def measured(ask: Ask, real: BuiltSite, name: str) -> dict[str, float]:
    """Of a set of questions, the share whose right passage is first, or in the first three, and the
    share whose right page is first; in percent. Questions whose pages are missing do not count."""
    voices = yaml.safe_load((ROOT / f"tests/content/searches_{name}.yml").read_text("utf-8"))
    pages = SEARCHES["pages"]
    questions = {
        str(question): [
            (page if page == "*" else pages[page], anchor)
            for page, _, anchor in (place.partition("#") for place in places)
        ]
        for asked in voices.values()
        for question, places in asked.items()
    }
    there = {"*", *real.pages}
    questions = {
        one: wanted for one, wanted in questions.items() if any(page in there for page, _ in wanted)
    }
    answers = ask(questions)
    ranks = [rank_of(answers[question], wanted) for question, wanted in questions.items()]
    pages_first = [
        bool(answers[one]) and rank_of([_all_places(answers[one][:1])], wanted) > 0
        for one, wanted in questions.items()
    ]
    counted = {
        "first": sum(rank == 1 for rank in ranks),
        "three": sum(0 < rank <= 3 for rank in ranks),
        "page": sum(pages_first),
    }
    return {goal: 100 * number / len(questions) for goal, number in counted.items()}


def _all_places(items: list[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return [document for item in items for document in item]


def rank_of(answer: list[list[dict[str, Any]]], wanted: Iterable[tuple[str, str]]) -> int:
    """The place, from 1, of the first right passage among those that are found; 0 if none is."""
    found = [location.partition("#") for location in locations(answer)]
    for rank, (page, _, anchor) in enumerate(found, 1):
        for right, heading in wanted:
            if right in ("*", page) and heading in ("", anchor):
                return rank
    return 0


@pytest.mark.parametrize("name", SEARCHES["goals"])
def test_questions_in_peoples_own_words_find_their_answers(
    ask: Ask, real: BuiltSite, name: str
) -> None:
    shares = measured(ask, real, name)
    worse = {goal: share for goal, share in shares.items() if share < SEARCHES["goals"][name][goal]}
    assert worse == {}


def slips(word: str) -> list[str]:
    """A word with one slip: a letter less, more, other, and two in each other's place."""
    middle = len(word) // 2
    return [
        word[1:],
        word[:middle] + word[middle + 1 :],
        word[:-1],
        word[:middle] + word[middle] + word[middle:],
        word[:2] + "x" + word[3:],
        word[:middle] + word[middle + 1] + word[middle] + word[middle + 2 :],
        word[1] + word[0] + word[2:],
    ]


def test_one_slip_in_a_word_of_the_glossary_still_finds_it(ask: Ask) -> None:
    known = {fold(word) for term in TERMS for name in term.names for word in split(name)}
    slipped = {
        slip: term
        for term in TERMS
        if len(term.term) > 5 and term.term.isalpha()
        for slip in slips(term.term.casefold())
        if fold(slip) not in known
    }
    answers = ask([*(f"{slip} " for slip in slipped), *(term.term for term in TERMS)])
    wrong = {
        slip: (first(answers[f"{slip} "]), term.term)
        for slip, term in slipped.items()
        if first(answers[f"{slip} "]) != first(answers[term.term])
    }
    assert wrong == {}


def test_it_folds_words_as_the_index_does(page: Page, ask: Ask, real: BuiltSite) -> None:
    ask([])
    words = sorted(
        {
            word
            for file in (real.folder / "search" / "texts").glob("*.js")
            for word in split(file.read_text(encoding="utf-8"))
        }
    )
    folded = page.evaluate(
        """async (words) => {
          const engine = new PlainleafSearch(PlainleafSearch.scripts(
            new URL("search/", location.href).href));
          await engine.open();
          return words.map((word) => engine.fold(engine.plain(word)));
        }""",
        words,
    )
    assert words
    assert dict(zip(words, folded, strict=True)) == {word: fold(word) for word in words}


def test_a_power_is_found_as_people_type_it(page: Page, tiny: BuiltSite) -> None:
    text = "Below 10⁹/L, CO₂, 5 m², ⁹⁹ᵐTc, 10⁻³"
    page.goto(f"{tiny.folder.as_uri()}/{START}")
    open_search(page)
    page.wait_for_function("() => 'PlainleafSearch' in window")
    read, marked = page.evaluate(
        """(text) => {
          const engine = new PlainleafSearch(() => {});
          Object.assign(engine, {
            rules: [], irregular: new Map(), stopWords: new Set(), titleWords: new Set(),
          });
          const words = engine.plain(text).match(/[\\p{L}\\p{N}]+/gu);
          const marks = engine.marks(text, new Set(["10", "co2"]));
          return [words, marks.map(([start, end]) => text.slice(start, end))];
        }""",
        text,
    )
    assert read == split(text)
    assert marked == ["10", "CO₂", "10"]


# --- how it is shown ---


def test_material_still_speaks_as_the_adapter_does(page: Page, address: str) -> None:
    """A new release of Material may change its messages; then theme/assets/js/search-box.js
    must be brought up to date."""
    page.goto(address + START)
    open_search(page)
    type_and_wait(page, "is it cancer")
    item = results(page).first
    expect(item.locator("h1")).to_have_text(f"Samplitis {FAQ_TITLE}")
    expect(item.locator("h2").first).to_have_text("About samplitis Is samplitis a cancer?")
    expect(item.locator("h2 mark").first).to_have_text("cancer")
    expect(item.locator("article p").first).to_contain_text("No, samplitis is not")
    links = [link.get_attribute("href") for link in item.locator("a").all()]
    assert [path_of(link) for link in links[:2]] == [FAQ, FAQ]
    # The heading of a result leads to its best passage, and so does Enter.
    assert [urlsplit(link or "").fragment for link in links[:2]] == ["is-samplitis-a-cancer"] * 2


def test_results_say_which_kind_of_page_they_are(page: Page, tiny: BuiltSite, serve: Serve) -> None:
    page.goto(serve(tiny) + START)
    open_search(page)
    type_and_wait(page, "samplitis")
    titles = " | ".join(results(page).locator("h1").all_inner_texts())
    for label in ("Condition", "Questions and answers", "Glossary", "For health professionals"):
        assert label in titles
    assert "Radiology case" not in titles  # it would give its diagnosis away
    # A page's own beginning shows its text, and folds the rest.
    condition = results(page).first
    expect(condition.locator("article").first).to_contain_text("shows samples of everything")
    condition.get_by_text("2 more on this page").click()
    expect(condition.locator("details a").first).to_be_visible()


def test_says_what_was_sought_instead_of_a_word_that_is_not_there(page: Page, address: str) -> None:
    page.goto(address + START)
    open_search(page)
    type_and_wait(page, "samplitiss")
    note = page.locator("[role=status]").filter(has_text="Did you mean")
    expect(note).to_have_text("Did you mean “samplitis”? “samplitiss” is not on this site.")
    page.keyboard.press("Backspace")
    expect(note).to_have_count(0)
    expect(page.locator(".search-m")).to_have_attribute("role", "status")


def test_opens_a_result_by_mouse(page: Page, address: str) -> None:
    page.goto(address + START)
    open_search(page)
    type_and_wait(page, "is it cancer")
    results(page).first.locator('a[href$="#is-samplitis-a-cancer"]').last.click()
    page.wait_for_url(lambda url: path_of(url) == FAQ)
    expect(page.locator("dialog.search")).to_be_hidden()
    expect(page.locator("[id='is-samplitis-a-cancer']")).to_be_in_viewport()


def test_opens_a_result_by_keyboard(page: Page, tiny: BuiltSite, serve: Serve) -> None:
    page.goto(serve(tiny) + START)
    page.get_by_role("button", name="Search").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Search this site")).to_be_focused()
    type_and_wait(page, "is it cancer")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.search-l a')"):
            break
    assert path_of(page.evaluate("document.activeElement.href")).endswith(FAQ)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: path_of(url) == FAQ)


def test_escape_closes_and_focus_returns(page: Page, tiny: BuiltSite, serve: Serve) -> None:
    page.goto(serve(tiny) + START)
    opener = page.get_by_role("button", name="Search")
    opener.focus()
    page.keyboard.press("Enter")
    type_and_wait(page, "sampler")
    page.keyboard.press("Escape")
    expect(page.locator("dialog.search")).to_be_hidden()
    expect(opener).to_be_focused()
    # A second time it is as good as the first.
    page.keyboard.press("Enter")
    expect(page.get_by_label("Search this site")).to_be_focused()
    page.keyboard.press("Control+a")
    type_and_wait(page, "itch")
    page.get_by_role("button", name="Close").click()
    expect(page.locator("dialog.search")).to_be_hidden()
    expect(opener).to_be_focused()


def test_says_when_nothing_is_found(page: Page, tiny: BuiltSite, serve: Serve) -> None:
    page.goto(serve(tiny) + START)
    open_search(page)
    type_and_wait(page, "sampler")
    page.keyboard.press("Control+a")
    page.keyboard.type("xyzzy")
    expect(page.locator(".search-m")).to_have_text("Nothing found. Try a shorter word.")
    expect(results(page)).to_have_count(0)


def test_enter_opens_the_best_passage(page: Page, tiny: BuiltSite, serve: Serve) -> None:
    page.goto(serve(tiny) + START)
    open_search(page)
    type_and_wait(page, "is it cancer")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: path_of(url) == FAQ)
    expect(page.locator("[id='is-samplitis-a-cancer']")).to_be_in_viewport()


def test_no_end_is_empty(page: Page, tiny: BuiltSite, serve: Serve) -> None:
    """Above every list, and where nothing is found, stand the numbers and the warning signs."""
    page.goto(serve(tiny) + CONDITION)
    open_search(page)
    for words in ("sampler", "xyzzy"):
        page.keyboard.press("Control+a")
        page.keyboard.type(words)
        expect(page.locator(".search-m")).to_contain_text("ound")
        box = page.locator(".search-o")
        expect(box.get_by_role("link", name="Warning signs")).to_be_visible()
        expect(box.get_by_text("Emergency? Call")).to_be_visible()
        expect(box.get_by_role("link", name="list of all pages")).to_have_count(1)


def test_back_returns_to_the_query_and_its_results(
    page: Page, tiny: BuiltSite, serve: Serve
) -> None:
    page.goto(serve(tiny) + START)
    open_search(page)
    type_and_wait(page, "is it cancer")
    results(page).first.locator('a[href$="#is-samplitis-a-cancer"]').last.click()
    page.wait_for_url(lambda url: path_of(url) == FAQ)
    page.go_back()
    expect(page.get_by_label("Search this site")).to_have_value("is it cancer")
    expect(page.locator(".search-l a[href$='#is-samplitis-a-cancer']:focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("dialog.search")).to_be_hidden()


def test_back_from_a_passage_of_the_same_page_returns_to_the_results(
    page: Page, address: str
) -> None:
    """And the next Back closes search, as it does when search was opened by hand."""
    page.goto(address + FAQ)
    open_search(page)
    type_and_wait(page, "is it cancer")
    results(page).first.locator('a[href$="#is-samplitis-a-cancer"]').last.click()
    expect(page.locator("dialog.search")).to_be_hidden()
    expect(page.locator("[id='is-samplitis-a-cancer']")).to_be_in_viewport()
    page.go_back()
    expect(page.get_by_label("Search this site")).to_have_value("is it cancer")
    expect(page.locator(".search-l a[href$='#is-samplitis-a-cancer']:focus")).to_have_count(1)
    page.go_back()
    expect(page.locator("dialog.search")).to_be_hidden()
    assert path_of(page.url) == FAQ


def test_a_result_says_where_in_the_guide_it_stands(
    page: Page, tiny: BuiltSite, serve: Serve
) -> None:
    page.goto(serve(tiny) + START)
    open_search(page)
    type_and_wait(page, "is it cancer")
    expect(results(page).first.locator("h1 .search-k").first).to_have_text("Samplitis")
    expect(results(page).first.locator("h2 .search-k").first).not_to_be_empty()


def test_letters_are_no_shortcuts(page: Page, tiny: BuiltSite, serve: Serve) -> None:
    """Neither before nor after search was used (WCAG 2.1.4)."""
    page.goto(serve(tiny) + CONDITION)
    open_search(page)
    type_and_wait(page, "sampler")
    page.keyboard.press("Escape")
    address = page.url
    for letter in "fsnp.,/":
        page.keyboard.press(letter)
    expect(page.locator("dialog.search")).to_be_hidden()
    assert page.url == address


# --- what is fetched ---


def test_loads_nothing_before_it_is_opened_and_little_after(
    page: Page, address: str, witness: Witness
) -> None:
    page.goto(address + START)
    page.wait_for_load_state("networkidle")
    assert [one for one in witness.asked if "bundle" in one or "search" in one] == []
    open_search(page)
    type_and_wait(page, "sampler")
    parts = [path_of(one) for one in witness.asked if "/search/" in path_of(one)]
    assert not [one for one in witness.asked if "/spelling/" in one]
    assert len(parts) < 20


def test_says_when_it_cannot_be_loaded(
    page: Page, tiny: BuiltSite, serve: Serve, witness: Witness, tmp_path: Path
) -> None:
    site = BuiltSite("tiny without its index", tmp_path, 0, "")
    shutil.copytree(tiny.folder, site.folder)
    index = site.folder / "search" / "index.js"
    lost = index.rename(tmp_path / "index.js")
    page.goto(serve(site) + START)
    open_search(page)
    page.keyboard.type("sampler")
    expect(page.locator(".search-x")).to_contain_text("Search could not be loaded.")
    # It tries again as soon as something else is typed.
    lost.rename(index)
    page.keyboard.type("s")
    expect(results(page).first).to_be_visible()
    expect(page.locator(".search-x")).to_be_hidden()
    assert all("index.js" in one or "404" in one for one in witness.trouble)
    witness.trouble.clear()


@pytest.mark.usefixtures("ask")
def test_what_fails_for_an_earlier_letter_is_fetched_again_for_the_next(page: Page) -> None:
    """Each file fails once, slowly, while a second query waits for the same one."""
    told, total = page.evaluate(
        """async (word) => {
      const fetch = PlainleafSearch.scripts(new URL("search/", location.href).href);
      const failed = new Set();
      const engine = new PlainleafSearch((name, version) => {
        if (failed.has(name) || name.startsWith("texts/")) return fetch(name, version);
        failed.add(name);
        return new Promise((_, reject) => setTimeout(reject, 50, new Error("Offline.")));
      });
      engine.open().catch(() => {});
      const asked = [engine.find(word), engine.find(word)];
      const [one, other] = await Promise.allSettled(asked);
      return [String(one.reason), other.value.total];
    }""",
        TERMS[0].term,
    )
    assert told == "Error: Offline."  # it was the first to ask for the words
    assert total > 0


def test_a_site_published_anew_is_searched_anew(
    page: Page, tiny: BuiltSite, serve: Serve, witness: Witness
) -> None:
    """A browser may hold the index of yesterday and fetch the words of today."""
    index = (tiny.folder / "search" / "index.js").read_text(encoding="utf-8")
    version = json.loads(index[len("plainleafSearch(") :].split(",", 1)[0])
    stale = index.replace(version, "000000000000", 1)
    page.route("**/search/index.js", lambda route: route.fulfill(body=stale))
    try:
        page.goto(serve(tiny) + START)
        open_search(page)
        type_and_wait(page, "sampler")
    finally:
        page.unroute("**/search/index.js")
    assert [one for one in witness.asked if one.endswith(f"/search/index.js?v={version}")]


def test_searches_from_the_error_page(page: Page, public: BuiltSite, serve: Serve) -> None:
    """Its links begin at the root of the server, and so does its search."""
    page.goto(serve(public) + "404.html")
    open_search(page)
    type_and_wait(page, "itch")
    assert (results(page).first.locator("a").first.get_attribute("href") or "").startswith(
        serve(public)
    )
