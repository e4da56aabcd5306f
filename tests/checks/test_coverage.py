"""Hard words that nobody explains, terms that nobody uses: what is found, told and reported."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

import small_site
from plainleaf.checks.check import check_all
from plainleaf.checks.coverage import Accepted, coverage_of
from plainleaf.checks.coverage_checks import CODES
from plainleaf.checks.coverage_report import VERSION, coverage_json, coverage_text, narrowed

CONDITION = "conditions/leaf-fever/index.md"
FAQ = "conditions/leaf-fever/faq.md"


def condition(text: str) -> dict[str, str]:
    """The small site with a text on its condition page."""
    return {
        CONDITION: small_site.page(
            "condition",
            "Leaf fever",
            f"Hot leaves.[@FEVER]\n\n## What it is\n\n{text}\n\n## When to get help\n\nNow.\n",
        )
    }


def terms(*entries: str) -> str:
    """The glossary of the small site and other terms, each an id, names and a definition."""
    made = (entry.split("|") for entry in entries)
    return small_site.TERMS + "".join(
        f"- id: {id_}\n  term: {names.split(',')[0]}\n  same: [{','.join(names.split(',')[1:])}]\n"
        f"  category: general\n  definition: {definition}\n  no_pronunciation: Not needed.\n"
        for id_, names, definition in made
    )


def told(tmp_path: Path, changes: Mapping[str, str]) -> list[str]:
    """What the rules on coverage find, as a person reads it."""
    # Were it missing, that would be told in place of many words.
    files = {"_data/accepted_words.yml": "[]\n"} | changes
    found = check_all(small_site.load(small_site.write(tmp_path, files)))
    return [f"{f.path}:{f.line}:{f.column} {f.code} {f.message}" for f in found if f.code in CODES]


def test_a_hard_word_is_told_once_where_it_stands_first(tmp_path: Path) -> None:
    text = "It hurts.\nThen comes **xanthoma**, and xanthoma again. A doctor helps."
    [line] = [one for one in told(tmp_path, condition(text)) if "PL640" in one]
    assert line == (
        f"docs/{CONDITION}:16:14 PL640 "
        'No page or term explains "xanthoma", a word that few people know.'
    )


def test_a_word_in_a_name_of_a_term_is_explained_and_nowhere_else(tmp_path: Path) -> None:
    glossary = {
        "_data/glossary.yml": terms(
            "lymph-node|lymph node|A small gland.",
            "lymph-node-test|lymph node biopsy|A test of it.",
            "xanthoma-test|xanthoma biopsy|A test of skin.",
            "blood|anemia,anaemia|Too little blood.",
        )
    }
    fine = (
        "A lymph node, two Lymph nodes, a lymph-node biopsy, a xanthoma-biopsy. Anaemia and anemia."
    )
    assert told(tmp_path / "a", glossary | condition(fine)) == [
        'docs/_data/glossary.yml:7:7 PL641 No page and no other definition uses "vein".'
    ]
    bare = "A xanthoma biopsy shows xanthoma."
    assert any(
        'explains "xanthoma"' in one for one in told(tmp_path / "b", glossary | condition(bare))
    )


def test_a_name_does_not_reach_over_the_end_of_a_sentence(tmp_path: Path) -> None:
    glossary = {"_data/glossary.yml": terms("chelation-of-iron|iron chelation|It takes out iron.")}
    found = told(tmp_path, glossary | condition("She takes iron. Chelation comes next."))
    assert any('PL640 No page or term explains "chelation"' in one for one in found)
    assert any("PL641" in one and '"iron chelation"' in one for one in found)


@pytest.mark.parametrize(
    ("text", "unused"),
    [("Sit by the window.", True), ("A window. A CT scan.", False), ("A window, a scan.", True)],
)
def test_an_everyday_word_is_used_where_its_qualifier_is_said(
    tmp_path: Path, text: str, unused: bool
) -> None:
    glossary = terms("ct-scan|CT scan|Pictures.", "window|window|A way to see.").replace(
        "term: window\n", "term: window\n  qualifier: CT scan\n"
    )
    found = told(tmp_path, {"_data/glossary.yml": glossary} | condition(text))
    assert any('uses "window (CT scan)"' in one for one in found) == unused


@pytest.mark.parametrize(
    "accepted",
    [
        "- {words: [xanthoma], reason: Everybody knows it here.}\n",
        f"- {{words: [Xanthoma], reason: The page says it., pages: [{CONDITION}]}}\n",
    ],
)
def test_an_accepted_word_is_not_told_nor_are_its_forms(tmp_path: Path, accepted: str) -> None:
    changes = {"_data/accepted_words.yml": accepted} | condition("Two xanthomas.")
    assert not any("PL64" in one and "PL641" not in one for one in told(tmp_path, changes))


def test_what_is_accepted_for_nothing_is_told(tmp_path: Path) -> None:
    accepted = f"- words: [xanthoma, leaf]\n  reason: Words of this page.\n  pages: [{FAQ}]\n"
    found = told(tmp_path, {"_data/accepted_words.yml": accepted} | condition("A xanthoma."))
    assert [one for one in found if "PL641" not in one] == [
        'docs/_data/accepted_words.yml:1:3 PL645 "xanthoma" is accepted, and no page needs that.',
        'docs/_data/accepted_words.yml:1:3 PL645 "leaf" is accepted, and no page needs that.',
        f"docs/{CONDITION}:15:3 PL640 "
        'No page or term explains "xanthoma", a word that few people know.',
    ]


def test_accepted_words_name_pages_that_there_are(tmp_path: Path) -> None:
    accepted = "- {words: [xanthoma], reason: Everybody knows it., pages: [nowhere.md]}\n"
    root = small_site.write(tmp_path, {"_data/accepted_words.yml": accepted})
    assert any(
        found.message == 'There is no page "nowhere.md".'
        for found in check_all(small_site.load(root))
    )


def test_a_reason_in_a_comment_settles_a_word_too(tmp_path: Path) -> None:
    text = "A xanthoma. <!-- plainleaf-ignore PL640: The figure shows what that is. -->"
    assert not any("xanthoma" in one for one in told(tmp_path, condition(text)))


def test_only_pages_for_patients_are_looked_at(tmp_path: Path) -> None:
    case = small_site.page(
        "case", "A spot", "## Diagnosis\n\nLeaf fever, xanthoma.\n", at_a_glance=[]
    )
    assert not any("xanthoma" in one for one in told(tmp_path, {"cases/a-spot/index.md": case}))


@pytest.mark.parametrize(
    ("text", "unused"),
    [
        ("Nothing.", True),
        ("A vein here.", False),
        ("Two VEINS here.", False),
        ("A vein graft here.", True),
        ("A vein graft beside a vein.", False),
        ("See xv5 here.", True),
        ("See V5 here.", False),
    ],
)
def test_a_term_is_used_by_its_names_and_not_by_longer_ones(
    tmp_path: Path, text: str, unused: bool
) -> None:
    glossary = small_site.TERMS.replace("term: vein\n", "term: vein\n  abbreviations: [V5]\n")
    glossary += terms("graft|vein graft|What is put in.").removeprefix(small_site.TERMS)
    found = told(tmp_path, {"_data/glossary.yml": glossary} | condition(text))
    assert any('uses "vein"' in one for one in found) == unused


def test_definitions_of_other_terms_and_captions_use_a_term(tmp_path: Path) -> None:
    by_definition = terms("leaf|leaf|What has a vein.")
    found = told(tmp_path / "a", {"_data/glossary.yml": by_definition})
    assert not any("vein" in one for one in found)
    figure = "/// figure | leaf\n///\n"
    assert told(tmp_path / "b", condition(figure)) == []  # "A vein." in its legend


def test_a_care_card_uses_terms_and_its_hard_words_are_told(tmp_path: Path) -> None:
    cards = small_site.CARDS.replace("Water it.", "No xanthoma.")
    found = told(tmp_path, {"_data/care_cards.yml": cards})
    assert not any('"vein"' in one for one in found)
    assert (
        "docs/_data/care_cards.yml:7:13 PL640 "
        'No page or term explains "xanthoma", a word that few people know.'
    ) in found


def test_definitions_are_easy_and_explain_their_words(tmp_path: Path) -> None:
    hard = "Deterioration necessitating multidisciplinary consideration."
    found = told(
        tmp_path,
        {
            "_data/glossary.yml": terms(
                f"bad|bad thing|{hard}", "worse|xanthoma|A lump with cholesteatoma in it."
            )
        }
        | condition("A bad thing, a vein and a xanthoma."),
    )
    assert [one.split(" ", 1)[1] for one in found] == [
        'PL642 The definition of "bad thing" uses "multidisciplinary", which no term explains.',
        'PL642 The definition of "bad thing" uses "necessitating", which no term explains.',
        'PL644 The definition of "bad thing" reads at US grade 53.8; 8 or less help.',
        'PL642 The definition of "xanthoma" uses "cholesteatoma", which no term explains.',
    ]


@pytest.mark.parametrize(
    ("definitions", "wanted"),
    [
        ({"a": "An alpha."}, [("a",)]),
        ({"a": "A thing. An alpha is good."}, []),
        ({"a": "Some betas.", "b": "Not gamma.", "c": "More than alpha."}, [("a", "b", "c")]),
        ({"a": "A beta.", "b": "A gamma.", "c": "A thing."}, []),
        ({"a": "A beta.", "b": "A gamma.", "c": "A beta."}, [("b", "c")]),
    ],
)
def test_circles(
    tmp_path: Path, definitions: Mapping[str, str], wanted: list[tuple[str, ...]]
) -> None:
    names = {"a": "alpha", "b": "beta", "c": "gamma"}
    glossary = terms(*(f"{id_}|{names[id_]}|{text}" for id_, text in definitions.items()))
    assert circles(tmp_path, glossary) == tuple(wanted)


def circles(tmp_path: Path, glossary: str) -> tuple[tuple[str, ...], ...]:
    """The circles that the definitions of a glossary lead round in."""
    root = small_site.write(tmp_path, {"_data/glossary.yml": glossary})
    return coverage_of(small_site.load(root)).circles


def test_a_circle_is_an_error(tmp_path: Path) -> None:
    found = told(tmp_path, {"_data/glossary.yml": terms("a|alpha|A beta.", "b|beta|An alpha.")})
    assert any(
        one.endswith('PL643 To understand "alpha" one must know "beta", then "alpha".')
        for one in found
    )


def test_long_chains_of_definitions_are_no_matter(tmp_path: Path) -> None:
    long = [f"t{n}|word{'x' * n}|The word{'x' * (n + 1)}." for n in range(1500)]
    assert circles(tmp_path, terms(*long)) == ()


def test_reports(tmp_path: Path) -> None:
    accepted = "- {words: [shivering], reason: Everybody knows it.}\n"
    changes = {"_data/accepted_words.yml": accepted} | condition("Shivering, and a xanthoma.")
    content = small_site.load(small_site.write(tmp_path, changes))
    coverage = coverage_of(content)
    findings = [found for found in check_all(content) if found.code in CODES]
    report = coverage_text(narrowed(coverage, {CONDITION}), findings)
    assert report == (
        f"{CONDITION}\n"
        "  14 different words, 0 glossary terms used\n"
        "  hard words that nobody explains: xanthoma (below 3.0, line 15)\n"
        "  accepted: shivering (3.1, line 15): Everybody knows it.\n\n"
        "glossary\n"
        "  2 definitions; the longest has 6 words, the hardest reads at US grade 0.5\n"
        "  used by no page and no other definition: vein\n\n"
        "left to do:\n"
        '  docs/_data/glossary.yml:7: PL641 No page and no other definition uses "vein".\n'
        f'  docs/{CONDITION}:15: PL640 No page or term explains "xanthoma", '
        "a word that few people know.\n"
    )
    held = json.loads(coverage_json(coverage, findings))
    assert held["version"] == VERSION
    page = next(one for one in held["pages"] if one["src"] == CONDITION)
    hard = {"word": "xanthoma", "zipf": None, "line": 15, "column": 18, "plainer": []}
    assert page["unexplained"] == [hard]
    assert page["accepted"][0]["reason"] == "Everybody knows it."
    assert held["unused"] == ["vein"]
    assert [one["code"] for one in held["findings"]] == ["PL641", "PL640"]


def test_a_plainer_word_of_the_vocabulary_is_named(tmp_path: Path) -> None:
    """For any form of a hard word; not one as hard, nor one for a word of another language."""
    words = (
        "- {say: [xanthoma], mean: [lump, bump], reason: Everybody says so.}\n"
        "- {say: [pruritus], mean: [xanthelasma], reason: It is no easier.}\n"
        "- {say: [bulto], mean: [lump], language: es, reason: It is Spanish.}\n"
    )
    text = condition("Two xanthomas, pruritus and a bulto.")
    changes = {"_data/lay_words.yml": words, "_data/accepted_words.yml": "[]\n"} | text
    content = small_site.load(small_site.write(tmp_path, changes))
    fixes = [one.fix for one in check_all(content) if one.code == "PL640"]
    other = "Explain it, use a plainer word, or list it in accepted_words.yml with the reason."
    assert fixes == [other.replace("word,", 'word: "lump" or "bump",'), other, other]
    report = coverage_text(narrowed(coverage_of(content), {CONDITION}), ())
    assert "xanthomas (below 3.0, line 15; plainer: lump or bump), pruritus (" in report


def test_a_site_without_accepted_words_needs_no_file(tmp_path: Path) -> None:
    content = small_site.load(small_site.write(tmp_path))
    assert Accepted(content).reason("xanthoma", None) is None
    assert not any("accepted" in found.path for found in check_all(content))


def test_pages_that_cannot_be_read_are_passed_over(tmp_path: Path) -> None:
    content = small_site.load(small_site.write(tmp_path, {CONDITION: b"\xff\xfe\x00"}))
    assert CONDITION not in {page.src for page in coverage_of(content).pages}
    assert dataclasses.is_dataclass(content)
