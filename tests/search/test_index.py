"""The files of the search index."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainleaf.model.budgets import PLACES_MAX, TEXTS_SIZE, WORDS_SIZE
from plainleaf.model.term import Term
from plainleaf.search.index import (
    SearchPage,
    WordPlace,
    build_index,
    pack_places,
)
from plainleaf.search.lay_index import Answer, Meaning
from plainleaf.search.passages import Passage
from plainleaf.text.search_words import keys
from search_files import read_script

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def unpack(packed: str) -> list[WordPlace]:
    """Places as the engine in the browser reads them."""
    numbers = []
    value = shift = 0
    for digit in map(DIGITS.index, packed):
        value += (digit & 31) << shift
        shift += 5
        if digit < 32:
            numbers.append(value)
            value = shift = 0
    places = []
    page = passage = 0
    for step, place, level in zip(*[iter(numbers)] * 3, strict=True):
        passage = place + (0 if step else passage)
        page += step
        places.append(WordPlace(page, passage, level))
    return places


def term(term_id: str, name: str, **fields: Any) -> Term:
    """A glossary term."""
    return Term.model_validate(
        {"id": term_id, "term": name, "category": "general", "definition": "Words."} | fields
    )


def page(location: str, *passages: Passage, **fields: Any) -> SearchPage:
    """A page to be found."""
    values: dict[str, Any] = {"title": location, "label": "Condition", "weight": 1.0} | fields
    return SearchPage(location=location, passages=passages, **values)


def start(text: str) -> Passage:
    """What stands below a page's own heading."""
    return Passage("", "", text)


def read(files: Any) -> dict[str, Any]:
    """The data of each file."""
    return {name: read_script(script)[2] for name, script in files.items()}


def places_of(data: dict[str, Any], word: str) -> list[WordPlace]:
    """Where a word stands."""
    for name, part in data.items():
        words = part["words"].split("|") if name.startswith("words/") else []
        if word in words:
            return unpack(part["places"][words.index(word)])
    raise KeyError(word)


def name_of(data: dict[str, Any], typed: str) -> str:
    """What a name that is typed leads to; the words themselves when it leads nowhere."""
    forms = " ".join(keys(typed))
    first, _, rest = forms.partition(" ")
    named = [part["names"].get(first, {}) for name, part in data.items() if "words/" in name]
    return next((one[rest] for one in named if rest in one), forms)


def pairs_of(data: dict[str, Any], word: str) -> dict[str, list[tuple[int, int]]]:
    """The words that stand close to a word and after it in the alphabet, with page and passage."""
    return {
        pair.removeprefix(f"{word}+"): [(one.page, one.passage) for one in unpack(packed)]
        for name, part in data.items()
        if name.startswith("pairs/")
        for pair, packed in part.items()
        if pair.startswith(f"{word}+")
    }


def found_pages(data: dict[str, Any], word: str) -> list[int]:
    """The pages a word stands on, the weightiest first."""
    ranked = sorted(places_of(data, word), key=lambda one: (-one.level, one.page, one.passage))
    return [one.page for one in ranked]


@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 300), st.integers(0, 99))))
def test_places_are_read_as_they_were_packed(numbers: list[tuple[int, int, int]]) -> None:
    places = sorted({place[:2]: WordPlace(*place) for place in numbers}.values())
    assert unpack(pack_places(places)) == places


def test_every_file_is_a_script_that_names_itself() -> None:
    files = build_index([page("a.html", start("A spleen."))], ())
    versions = set()
    for name, script in files.items():
        version, own, data = read_script(script)
        versions.add(version)
        assert own == name
        assert data
    assert len(versions) == 1


def test_an_empty_site_has_an_index() -> None:
    assert read(build_index([], ()))["index"]["words"] == []


def test_the_same_site_gives_the_same_bytes_and_another_gives_another_version() -> None:
    one = build_index([page("a.html", start("A spleen."))], ())
    same = build_index([page("a.html", start("A spleen."))], ())
    other = build_index([page("a.html", start("A liver."))], ())
    assert one == same
    assert read_script(one["index"])[0] != read_script(other["index"])[0]


def test_a_heading_weighs_more_than_text_and_a_short_heading_more_than_a_long_one() -> None:
    data = read(
        build_index(
            [
                page("a.html", start("The spleen is here."), title="One"),
                page("b.html", start("x"), Passage("s", "Life without a big spleen", "y", 2)),
                page("c.html", start("x"), Passage("s", "Spleen", "y", 2)),
                page("d.html", start("Nothing."), title="Other"),
            ],
            (),
        )
    )
    assert found_pages(data, "spleen") == [2, 1, 0]


def test_pages_that_patients_need_first_weigh_more_and_urgent_cards_too() -> None:
    data = read(
        build_index(
            [
                page("a.html", start("Fever."), title="x", weight=0.5),
                page("b.html", start("Fever."), title="x", weight=1.1),
                page("c.html", start(""), Passage("s", "Go", "Fever.", 3, urgency=3), title="x"),
                page("d.html", start(""), Passage("s", "Go", "Fever.", 3), title="x"),
            ],
            (),
        )
    )
    levels = {one.page: one.level for one in places_of(data, "fever")}
    assert levels[1] > levels[0]
    assert levels[2] > levels[3]


def test_names_of_a_term_lead_to_one_key_and_its_text_is_found_by_any_of_them() -> None:
    terms = (
        term("bone-marrow", "bone marrow", same=["medulla ossium"], abbreviations=["BM"]),
        term("spleen", "spleen", search_only=["splean"]),
    )
    data = read(
        build_index(
            [
                page("a.html", start("Medulla ossium is soft. It makes blood."), title="One"),
                page("b.html", start("Soft is the bone. Marrow is soft."), title="Two"),
                page("c.html", start("A splean is no word."), title="Three"),
            ],
            terms,
        )
    )
    names = {
        (first, rest): key
        for name, part in data.items()
        if name.startswith("words/")
        for first, following in part["names"].items()
        for rest, key in following.items()
    }
    assert names == {
        ("bon" if ("bon", "marrow") in names else "bone", "marrow"): "bone marrow",
        ("medulla", "ossium"): "bone marrow",
        ("bm", ""): "bone marrow",
        ("spleen", ""): "spleen",
        ("splean", ""): "spleen",
    }
    assert found_pages(data, "bone marrow") == [0]
    # A word that is only for search says nothing of the texts it stands in.
    assert found_pages(data, "spleen") == []


def test_no_word_that_is_only_for_search_is_a_text() -> None:
    terms = (term("spleen", "spleen", search_only=["splean"]),)
    files = build_index([page("a.html", start("The spleen."))], terms)
    texts = [script for name, script in files.items() if name.startswith("texts/")]
    assert "spleen" in "".join(texts)
    assert "splean" not in "".join(texts)


def test_a_definition_is_the_first_place_of_its_term() -> None:
    terms = (term("window", "window", qualifier="CT"),)
    data = read(
        build_index(
            [
                page("a.html", start("A window."), title="The window in the wall"),
                page(
                    "g.html",
                    start("Words."),
                    Passage("window", "window (CT)", "Grays.", 3),
                    title="Glossary",
                    defines=True,
                ),
            ],
            terms,
        )
    )
    assert found_pages(data, "window")[0] == 1


def test_words_and_texts_are_split_into_files_of_moderate_size() -> None:
    many = [Passage(f"h{i}", f"Heading {i}", f"word{i:05} " * 60, 2) for i in range(400)]
    files = build_index([page("a.html", start("x"), *many)], ())
    data = read(files)
    words = [script for name, script in files.items() if name.startswith("words/")]
    texts = [script for name, script in files.items() if name.startswith("texts/")]
    assert len(words) >= 1
    assert max(map(len, words)) < 2 * WORDS_SIZE
    assert len(texts) > 10
    assert max(map(len, texts)) < 2 * TEXTS_SIZE
    assert sum(data["index"]["texts"][0]) == 401
    assert [len(part["words"]) > 0 for name, part in data.items() if name.startswith("words/")]
    firsts = data["index"]["words"]
    assert firsts == sorted(firsts)


def test_a_word_that_stands_everywhere_keeps_its_weightiest_places() -> None:
    pages = [page(f"{i}.html", start("common"), title=f"p{i}") for i in range(PLACES_MAX + 50)]
    pages.append(page("z.html", start("common"), title="Common"))
    places = places_of(read(build_index(pages, ())), "common")
    assert len(places) == PLACES_MAX
    assert len(pages) - 1 in {one.page for one in places}


@pytest.mark.parametrize(
    ("text", "file", "entry"),
    [
        ("Anemia.", "first-61", "anemia1"),
        ("Anemia.", "last-61", "anemia1"),
        ("enlarged, enlarged, enlarges", "first-65", "enlarg=enlarged1"),
        ("one two abc 12345", "first-61", None),  # too short, or no word
    ],
)
def test_words_to_offer_stand_under_their_first_and_last_letter(
    text: str, file: str, entry: str | None
) -> None:
    heading = Passage("a", text, "xx")
    data = read(build_index([page("a.html", heading, title="xx")], ()))
    found = data.get(f"spelling/{file}", [])
    assert (entry in found) if entry else not found


def test_plain_words_of_a_text_are_not_offered() -> None:
    """They would bend other plain words: "dangerous" is no "dengue", and "class" no "glass"."""
    data = read(build_index([page("a.html", start("A glass of water."), title="xx")], ()))
    assert not [name for name in data if name.startswith(("spelling/first-", "spelling/last-"))]


def test_plain_words_that_are_not_on_the_site_are_known_as_no_slips() -> None:
    data = read(build_index([page("a.html", start("A glass of water."), title="xx")], ()))
    plain = {name: words.split() for name, words in data.items() if "plain-" in name}
    assert {"dangerous"} <= set(plain["spelling/plain-64"])
    assert "glass" not in plain["spelling/plain-67"]  # it is on the site


def test_words_of_another_language_are_found_and_not_offered() -> None:
    pages = [page("a.html", start("The spleen."), title="xx")]
    spanish = Meaning(("bazo",), ("spleen",), offered=False)
    data = read(build_index(pages, (), [spanish, Meaning(("milt",), ("spleen",))]))
    assert (name_of(data, "bazo"), name_of(data, "milt")) == ("spleen", "spleen")
    assert "spelling/first-62" not in data
    assert data["spelling/first-6d"] == ["milt0"]


def test_words_of_the_glossary_are_offered_first() -> None:
    terms = (term("sepsis", "sepsis"),)
    data = read(build_index([page("a.html", start("sepsis"), title="xx")], terms))
    assert data["spelling/first-73"] == ["sepsis9"]


@pytest.mark.parametrize(
    ("say", "mean", "typed", "best"),
    [
        (["tummy"], ["belly"], "tummy", "belly"),
        (["wee"], ["pee", "urine"], "wee", "pee urin"),
        (["wee"], ["pee", "urine"], "urine", "pee urin"),
        (["can't feel"], ["numb"], "cannot feel", "numb"),
        (["blood bag"], ["blood transfusion"], "blood bag", "blood transfus"),
        (["spleen"], ["belly"], "spleen", "spleen"),  # the glossary keeps its own
    ],
)
def test_what_people_say_is_a_name_of_what_the_pages_say(
    say: list[str], mean: list[str], typed: str, best: str
) -> None:
    terms = (term("blood-transfusion", "blood transfusion"), term("spleen", "spleen"))
    pages = [page("a.html", start("Belly, pee, urine, numb, spleen. A blood transfusion."))]
    data = read(build_index(pages, terms, [Meaning(tuple(say), tuple(mean))]))
    assert name_of(data, typed) == best
    assert places_of(data, best)


def test_words_of_a_class_count_as_one() -> None:
    pages = [page("a.html", start("Nothing.")), page("b.html", start("Pee is dark. So is urine."))]
    data = read(build_index(pages, (), [Meaning(("wee",), ("pee", "urine"))]))
    assert [one.page for one in places_of(data, "pee urin")] == [1]


def test_an_answer_is_found_by_what_people_say() -> None:
    pages = [
        page("a.html", start("Legs and more legs that work and do not.")),
        page("b.html", start("Top."), Passage("card-x", "Call", "Go now.")),
    ]
    answers = [
        Answer(("legs won't work",), ((None, "card-x"),)),
        Answer(("quiz",), (("b.html", ""),)),
    ]
    data = read(build_index(pages, (), (), answers))
    # Its words count alone, and more where two of them meet.
    assert {"work", "not"} <= set(pairs_of(data, "leg"))
    assert pairs_of(data, "leg")["work"] == [(1, 1)]
    assert 1 in found_pages(data, "leg")
    assert [(one.page, one.passage) for one in places_of(data, "quiz")] == [(1, 0)]


def test_words_that_meet_in_a_sign_or_a_heading_are_kept_as_pairs() -> None:
    """In either order, by what they mean, no farther apart than a few words, and only where both
    stand elsewhere, too: otherwise one of them tells as much alone."""
    card = Passage("card-x", "Call if", "Swollen belly · one two three four fever", 3, urgency=3)
    pages = [
        page("a.html", start("No pairs. Dog bites dog."), card, title="Brown fox"),
        page("b.html", start("A brown bear, a fox, two fevers, one swollen face, a belly.")),
    ]
    data = read(build_index(pages, (), [Meaning(("tummy",), ("belly",))]))
    assert pairs_of(data, "belly") == {"swell": [(0, 1)]}
    assert pairs_of(data, "brown") == {"fox": [(0, 0)]}
    assert pairs_of(data, "fever") == {"two": [(0, 1)]}
    assert not pairs_of(data, "three")  # stands nowhere else
    assert not pairs_of(data, "bite")  # a text that is no card


def test_the_end_of_a_long_word_finds_its_term() -> None:
    words = page("g.html", Passage("hematopoiesis", "hematopoiesis", "Words."), defines=True)
    data = read(build_index([words], (term("hematopoiesis", "hematopoiesis"),)))
    assert places_of(data, "poiesis")
    with pytest.raises(KeyError):
        places_of(data, "ematopoiesis")  # a slip of the finger


def test_a_card_on_many_pages_counts_on_the_one_that_readers_need_first() -> None:
    card = Passage("card-x", "Call if", "Fever.", urgency=3)
    pages = [page("home.html", card, weight=0.8), page("help.html", card, weight=1.2)]
    home, urgent = places_of(read(build_index(pages, ())), "fever")
    assert urgent.level - home.level > 5


def test_a_list_of_questions_is_no_answer() -> None:
    asks = start("What is a fever? Who has a fever? Read more.")
    says = start("You have a fever of 38. Read it. Read more.")
    pages = [page("asks.html", asks), page("says.html", says)]
    asked, said = places_of(read(build_index(pages, ())), "fever")
    assert said.level > asked.level


def test_a_page_is_found_by_its_kind() -> None:
    data = read(build_index([page("a.html", start("Text."), label="Radiology case")], ()))
    assert places_of(data, "radiology")


def test_scripts_hold_any_text() -> None:
    text = 'a </script> "b" \u2028 \\ ü'
    (script,) = (
        script
        for name, script in build_index([page("a.html", start(text))], ()).items()
        if name.startswith("texts/")
    )
    assert "\u2028" not in script
    assert json.dumps(read_script(script)[2]["passages"][0][2]) == json.dumps(text)
