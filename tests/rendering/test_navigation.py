"""Which links a page shows, from the pages that there are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

import real_site
from guide_site import FOLDER, GUIDE
from plainleaf.model.guide_kinds import CONDITION
from plainleaf.model.site_kinds import ACCESSIBILITY
from plainleaf.rendering.navigation import (
    Directory,
    Navigator,
    moved_headings,
    page_title,
    page_url,
)
from plainleaf.rendering.view import LinkView
from small_site import page, read

ROOT = Path(__file__).parents[2]
REAL = real_site.content().pages

HELP = "## When to get help\n\nNow.\n"

ONE = {
    "index.md": page("home", "Leaves", nav_title="Home"),
    "about/index.md": page(
        "about",
        "About this site",
        "## Accessibility\n\n## Report a mistake\n\n## How we write\n\n## Run your own copy\n",
        nav_title="About",
    ),
    "glossary.md": page("glossary", "Glossary"),
    "pronunciation.md": page("pronunciation", "How to say the words", nav_title="Pronunciation"),
    "conditions/leaf-fever/index.md": page("condition", "Leaf fever", HELP, nav_title="LF"),
    "conditions/leaf-fever/faq.md": page("faq", "Questions about leaf fever"),
    "cases/a-spot/index.md": page("case", "A spot on a leaf", nav_title="A spot"),
}
FOR_PROFESSIONALS = {
    "conditions/leaf-fever/professional.md": page("professional", "Leaf fever for professionals"),
}
SECOND = {
    "conditions/root-rot/index.md": page("condition", "Root rot", HELP, condition="root-rot"),
    "conditions/root-rot/faq.md": page("faq", "Questions about root rot", condition="root-rot"),
}
MORE_CASES = {
    "cases/b-spot/index.md": page("case", "Another spot"),
    "cases/soft-soil/index.md": page("case", "Soft soil", condition="root-rot"),
}


def navigator(current: str, *parts: Mapping[str, str], without: str = "") -> Navigator:
    """The links of one page of a site."""
    files = {src: text for part in parts for src, text in part.items() if src != without}
    return Navigator(read(files), current)


def shown(links: tuple[LinkView, ...]) -> list[str]:
    """Links as `words > address`, the current one marked."""
    return [f"{'* ' if one.current else ''}{one.title} > {one.url}" for one in links]


# --- header ---


def test_header_with_one_condition_and_one_case() -> None:
    assert shown(navigator("index.md", ONE).header()) == [
        "Condition > conditions/leaf-fever/index.html",
        "Questions > conditions/leaf-fever/faq.html",
        "Radiology cases > #radiology-cases",
        "Glossary > glossary.html",
        "About > about/index.html",
    ]


def test_header_of_a_nested_page_is_relative_and_marks_the_page() -> None:
    assert shown(navigator("conditions/leaf-fever/faq.md", ONE).header()) == [
        "Condition > index.html",
        "* Questions > faq.html",
        "Radiology cases > ../../index.html#radiology-cases",
        "Glossary > ../../glossary.html",
        "About > ../../about/index.html",
    ]


def test_header_with_two_conditions_and_several_cases_leads_to_the_lists() -> None:
    assert shown(navigator("glossary.md", ONE, SECOND, MORE_CASES).header()) == [
        "Conditions > index.html#conditions",
        "Radiology cases > index.html#radiology-cases",
        "* Glossary > glossary.html",
        "About > about/index.html",
    ]
    assert shown(navigator("about/index.md", ONE, SECOND).header())[0] == (
        "Conditions > ../index.html#conditions"
    )


@pytest.mark.parametrize("name", ["leaf-fever", "root-rot"])
def test_header_of_a_condition_stays_with_it(name: str) -> None:
    for page_name in ("index.md", "faq.md"):
        links = navigator(f"conditions/{name}/{page_name}", ONE, SECOND).header()
        assert shown(links)[:2] == [
            ("* " if page_name == "index.md" else "") + "Condition > index.html",
            ("* " if page_name == "faq.md" else "") + "Questions > faq.html",
        ]


def test_a_condition_without_questions_does_not_borrow_others() -> None:
    current = "conditions/root-rot/index.md"
    found = navigator(current, ONE, SECOND, without="conditions/root-rot/faq.md")
    assert [link.title for link in found.header()] == [
        "Condition",
        "Radiology cases",
        "Glossary",
        "About",
    ]
    assert "leaf-fever" not in str(found.header())


OWN = {
    "contact.md": page("page", "How to reach us", menu="Contact"),
    "services/leaf-clinic.md": page("page", "The leaf fever clinic"),
}


def test_a_page_of_the_sites_own_is_in_the_menu_under_the_name_that_it_gives() -> None:
    links = navigator("services/leaf-clinic.md", ONE, OWN)
    assert shown(links.header())[-2:] == [
        "Contact > ../contact.html",
        "About > ../about/index.html",
    ]
    assert "How to reach us > ../contact.html" in shown(links.footer()[0])
    assert "* The leaf fever clinic > leaf-clinic.html" in shown(links.footer()[0])
    # It may name a condition: no case leads there.
    case = navigator("cases/a-spot/index.md", ONE, OWN)
    every = shown((*case.header(), *(one for column in case.footer() for one in column)))
    assert not [one for one in every if "contact" in one or "clinic" in one]


def test_header_of_a_site_that_has_only_begun() -> None:
    assert navigator("index.md", {"index.md": ONE["index.md"]}).header() == ()
    assert shown(navigator("a.md", {"a.md": ONE["glossary.md"]}).header()) == [
        "* Glossary > a.html"
    ]


def test_a_broken_page_is_not_in_the_navigation() -> None:
    broken = {"cases/c/index.md": "---\nkind: case\ntitle: C\n---\n", "x.md": "text"}
    links = navigator("y.md", ONE, broken).header()
    assert "Radiology cases > index.html#radiology-cases" in shown(links)
    assert shown(navigator("x.md", ONE, broken).header()) == shown(links)


CASE_LIST = {"cases/index.md": page("cases", "All our cases")}


@pytest.mark.parametrize("current", ["index.md", "conditions/leaf-fever/faq.md", "glossary.md"])
def test_every_way_to_a_case_leads_to_the_list_of_cases(current: str) -> None:
    found = navigator(current, ONE, CASE_LIST)
    assert "cases/a-spot" not in str((found.header(), found.footer(), found.tabs(), found.guide()))
    assert "Radiology cases" in [link.title for link in found.header()]
    assert found.cases_at_home() == ()
    up = navigator("cases/a-spot/index.md", ONE, CASE_LIST).up()
    assert up == LinkView("All our cases", "../index.html")


@pytest.mark.parametrize("current", ["cases/index.md", "cases/a-spot/index.md"])
def test_the_list_of_cases_leads_to_no_condition(current: str) -> None:
    found = navigator(current, ONE, CASE_LIST)
    assert "leaf-fever" not in str((found.header(), found.footer(), found.tabs(), found.up()))


def test_the_home_page_lists_cases_where_no_page_does() -> None:
    assert shown(navigator("index.md", ONE).cases_at_home()) == [
        "A spot on a leaf > cases/a-spot/index.html"
    ]
    assert navigator("glossary.md", ONE).cases_at_home() == ()


# --- footer, tabs, and ways on ---


def test_footer_lists_pages_by_their_titles_and_sections_of_the_about_page() -> None:
    content, about = navigator("conditions/leaf-fever/index.md", ONE, MORE_CASES).footer()
    assert shown(content) == [
        "* Leaf fever > index.html",
        "Questions about leaf fever > faq.html",
        "Radiology cases > ../../index.html#radiology-cases",
        "Glossary > ../../glossary.html",
        "How to say the words > ../../pronunciation.html",
    ]
    assert shown(about) == [
        "About this site > ../../about/index.html",
        "Report a mistake > ../../about/index.html#report-a-mistake",
        "Run your own copy > ../../about/index.html#run-your-own-copy",
    ]


def test_sections_of_the_about_page_are_links_within_it() -> None:
    _, about = navigator("about/index.md", ONE).footer()
    assert shown(about)[:2] == [
        "* About this site > index.html",
        "Report a mistake > #report-a-mistake",
    ]


def test_footer_has_no_empty_column() -> None:
    assert len(navigator("index.md", ONE, without="about/index.md").footer()) == 1
    assert navigator("index.md", {"index.md": ONE["index.md"]}).footer() == ()


def test_tabs_are_the_pages_of_the_condition() -> None:
    links = navigator("conditions/leaf-fever/index.md", ONE, SECOND).tabs()
    assert shown(links) == [
        "* Overview > index.html",
        "Questions > faq.html",
    ]
    assert shown(navigator("conditions/root-rot/faq.md", ONE, SECOND).tabs()) == [
        "Overview > index.html",
        "* Questions > faq.html",
    ]


def test_a_page_for_professionals_is_one_of_the_tabs() -> None:
    links = navigator("conditions/leaf-fever/professional.md", ONE, FOR_PROFESSIONALS).tabs()
    assert shown(links) == [
        "Overview > index.html",
        "Questions > faq.html",
        "* Health professionals > professional.html",
    ]


def test_a_page_for_professionals_leads_patients_to_theirs() -> None:
    current = "conditions/leaf-fever/professional.md"
    found = navigator(current, ONE, SECOND, FOR_PROFESSIONALS)
    assert found.for_patients() == LinkView("Leaf fever", "index.html", current=False)
    assert found.warning_signs() == "index.html#when-to-get-help"
    alone = navigator(current, FOR_PROFESSIONALS)
    assert (alone.for_patients(), alone.tabs()) == (None, ())


@pytest.mark.parametrize("current", list(ONE))
def test_other_pages_lead_patients_nowhere_else(current: str) -> None:
    assert navigator(current, ONE, FOR_PROFESSIONALS).for_patients() is None


def test_patients_meet_the_page_for_professionals_in_tabs_and_footer_only() -> None:
    found = navigator("index.md", ONE, FOR_PROFESSIONALS)
    assert "professional" not in str(found.header())
    assert "Leaf fever for professionals" in str(found.footer())


def test_no_case_is_one_of_the_tabs() -> None:
    links = navigator("conditions/leaf-fever/faq.md", ONE, MORE_CASES).tabs()
    assert [link.title for link in links] == ["Overview", "Questions"]


@pytest.mark.parametrize(
    "current", ["index.md", "cases/a-spot/index.md", "glossary.md", "about/index.md", "404.html"]
)
def test_other_pages_have_no_tabs(current: str) -> None:
    assert navigator(current, ONE).tabs() == ()


def test_one_page_alone_needs_no_tabs() -> None:
    alone = {"conditions/leaf-fever/index.md": ONE["conditions/leaf-fever/index.md"]}
    assert navigator("conditions/leaf-fever/index.md", alone).tabs() == ()


@pytest.mark.parametrize(
    ("current", "url"),
    [
        ("index.md", None),
        ("about/index.md", None),
        ("conditions/leaf-fever/index.md", "#when-to-get-help"),
        ("conditions/root-rot/faq.md", "index.html#when-to-get-help"),
        ("404.html", None),
    ],
)
def test_warning_signs_never_lead_to_another_disease(current: str, url: str | None) -> None:
    assert navigator(current, ONE, SECOND).warning_signs() == url


def test_warning_signs_under_another_name_and_none() -> None:
    renamed = page("condition", body="## Warning signs {#signs}\n\nNow.\n")
    files = {"conditions/leaf-fever/index.md": renamed}
    assert navigator("a.md", files).warning_signs() == "conditions/leaf-fever/index.html#signs"
    without = {"conditions/leaf-fever/index.md": page("condition")}
    assert navigator("a.md", without).warning_signs() is None
    own = {"cases/x/index.md": page("case", "A twig", condition="twig-blight")}
    assert navigator("cases/x/index.md", files, own).warning_signs() is None


def test_first_of_a_kind() -> None:
    found = navigator("cases/a-spot/index.md", ONE)
    assert found.first(lambda kind: kind.defines_terms) == "../../glossary.html"
    assert found.first(lambda kind: kind.tells_how) == "../../about/index.html"
    assert (
        navigator("index.md", ONE, without="glossary.md").first(lambda kind: kind.defines_terms)
        is None
    )


def test_only_a_case_has_a_way_up() -> None:
    assert navigator("cases/a-spot/index.md", ONE).up() == LinkView("Home", "../../index.html")
    assert navigator("conditions/leaf-fever/index.md", ONE).up() is None


# --- a case does not name its condition ---


@pytest.mark.parametrize("parts", [(ONE,), (ONE, SECOND, MORE_CASES)])
def test_no_link_of_a_case_names_a_condition(parts: tuple[Mapping[str, str], ...]) -> None:
    found = navigator("cases/a-spot/index.md", *parts)
    links = [*found.header(), *(link for column in found.footer() for link in column)]
    links += [*found.tabs(), *filter(None, [found.up()])]
    assert len(links) > 8
    words = " ".join(f"{link.title} {link.url}" for link in links).lower()
    for name in ("leaf-fever", "leaf fever", "root-rot", "root rot", "conditions/"):
        assert name not in words


@pytest.mark.parametrize("case", Directory(REAL).cases)
def test_no_link_of_a_real_case_names_its_condition(case: str) -> None:
    found = Navigator(REAL, case)
    links = [*found.header(), *(link for column in found.footer() for link in column)]
    links += [*found.tabs(), *filter(None, [found.up()])]
    words = " ".join(f"{link.title} {link.url}" for link in links).lower()
    name = str(REAL[case].raw["condition"])
    for one in (name, name.replace("-", " "), "conditions/"):
        assert one not in words


# --- every link of every real page leads somewhere ---


@pytest.mark.parametrize("current", [*REAL, "404.html"])
def test_every_link_leads_to_a_page_and_its_heading(current: str) -> None:
    found = Navigator(REAL, current)
    links = [*found.header(), *found.tabs(), *filter(None, [found.up()])]
    links += [link for column in found.footer() for link in column]
    addresses = [link.url for link in links] + [*filter(None, [found.warning_signs()])]
    here = Path("/site") / page_url(current)
    for address in addresses:
        path, _, fragment = address.partition("#")
        target = (here.parent / path).resolve() if path else here
        src = target.relative_to("/site").with_suffix(".md").as_posix()
        assert src in REAL, address
        headings = {heading.id for heading in REAL[src].headings}
        if src == "index.md":  # the home page lists what there is several of
            headings |= {"conditions", "radiology-cases"}
        assert not fragment or fragment in headings, address
    assert sum(link.current for link in found.header()) <= 1


# --- addresses and titles ---


@pytest.mark.parametrize(
    ("src", "url"),
    [
        ("index.md", "index.html"),
        ("a/b.md", "a/b.html"),
        ("a/b.md#c", "a/b.html#c"),
        ("a.md.md", "a.md.html"),
    ],
)
def test_page_url(src: str, url: str) -> None:
    assert page_url(src) == url


def test_page_title() -> None:
    pages = read({**ONE, "x.md": "No front matter."})
    assert page_title(pages["about/index.md"]) == "About this site"
    assert page_title(pages["about/index.md"], short=True) == "About"
    assert page_title(pages["glossary.md"], short=True) == "Glossary"
    assert page_title(pages["x.md"]) == "x.md"


def test_pages_of_a_kind_keep_their_order() -> None:
    pages = read({**ONE, **SECOND})
    assert list(Directory(pages).of_kind(CONDITION)) == [
        "conditions/leaf-fever/index.md",
        "conditions/root-rot/index.md",
    ]
    assert Directory(pages).of_kind(ACCESSIBILITY) == {}


# --- the list of all pages ---


def test_all_pages_stand_under_what_they_are_about() -> None:
    listed = navigator("glossary.md", ONE, FOR_PROFESSIONALS, SECOND, MORE_CASES).by_subject()
    assert [(subject, [link.title for link in links]) for subject, links in listed] == [
        ("Start here", ["Leaves", "Glossary", "How to say the words"]),
        (
            "Leaf fever",
            [
                "Leaf fever",
                "Questions about leaf fever",
                "Leaf fever for professionals",
            ],
        ),
        ("Root rot", ["Root rot", "Questions about root rot"]),
        ("Radiology cases", ["A spot on a leaf", "Another spot", "Soft soil"]),
        ("About this site", ["About this site"]),
    ]


def test_a_case_without_a_page_on_its_condition_is_listed_too() -> None:
    ((subject, links),) = navigator("cases/b-spot/index.md", MORE_CASES).by_subject()
    assert subject == "Radiology cases"
    assert {link.title for link in links} == {"Another spot", "Soft soil"}


@pytest.mark.parametrize("current", ["index.md", "about/index.md"])
def test_every_real_page_but_the_list_is_in_the_list(current: str) -> None:
    urls = [link.url for _, links in Navigator(REAL, current).by_subject() for link in links]
    made = Navigator(REAL, current)
    kinds = {src: page.kind.name for src, page in REAL.items() if page.kind}
    wanted = {made.link("", src).url for src, kind in kinds.items() if kind != "pages"}
    assert len(urls) == len(set(urls))
    assert set(urls) == wanted


@pytest.mark.parametrize(
    ("current", "before", "after"),
    [
        ("conditions/leaf-fever/index.md", None, "Questions about leaf fever"),
        ("conditions/leaf-fever/faq.md", "Leaf fever", None),
        ("conditions/root-rot/index.md", None, "Questions about root rot"),
        ("cases/a-spot/index.md", None, "Another spot"),
        ("cases/b-spot/index.md", "A spot on a leaf", "Soft soil"),
        ("glossary.md", None, "How to say the words"),
        ("conditions/leaf-fever/professional.md", None, None),
        ("index.md", None, None),
        ("nowhere.md", None, None),
    ],
)
def test_pages_that_are_read_in_turn_lead_on(
    current: str, before: str | None, after: str | None
) -> None:
    pages = read(ONE | FOR_PROFESSIONALS | SECOND | MORE_CASES)
    found = Navigator(pages, current).neighbors()
    assert tuple(link.title if link else None for link in found) == (before, after)


# --- a guide ---

GUIDED = {**ONE, **GUIDE}


def guided(name: str) -> Navigator:
    return navigator(f"{FOLDER}{name}.md", GUIDED)


def test_a_guide_has_a_menu_on_each_of_its_pages_and_no_tabs() -> None:
    found = guided("tests").guide()
    assert found is not None
    assert (found.title, found.place) == ("LF", 4)
    assert shown(found.pages) == [
        "Overview > index.html",
        "Help > when-to-get-help.html",
        "Newer pots > newer-pots.html",
        "* Tests > tests.html",
        "Q & A > faq.html",
    ]
    assert shown(found.beside) == [
        "Health professionals > professional.html",
    ]
    for src in GUIDE:
        assert navigator(src, GUIDED).tabs() == ()
        assert navigator(src, GUIDED).guide() is not None


def test_whoever_reads_for_professionals_is_at_no_place_of_the_guide() -> None:
    found = guided("professional").guide()
    assert found is not None
    assert found.place == 0
    assert [link.title for link in found.beside if link.current] == ["Health professionals"]


@pytest.mark.parametrize("src", ["index.md", "glossary.md", "cases/a-spot/index.md"])
def test_other_pages_have_no_menu_of_a_guide(src: str) -> None:
    assert navigator(src, GUIDED).guide() is None
    assert navigator(f"{FOLDER}faq.md", ONE).guide() is None


def test_no_case_is_in_the_menu_of_a_guide() -> None:
    found = navigator(f"{FOLDER}faq.md", GUIDED, MORE_CASES).guide()
    assert found is not None
    assert [link.title for link in found.beside] == [
        "Health professionals",
    ]


def test_the_parts_of_a_guide_are_read_in_their_order() -> None:
    ways = {name: guided(name).neighbors() for name in ("index", "newer-pots", "faq")}
    assert {
        name: [link.title if link else None for link in both] for name, both in ways.items()
    } == {
        "index": [None, "Leaf fever: when to get help"],
        "newer-pots": ["Leaf fever: when to get help", "Tests"],
        # Patients are led to no page for professionals.
        "faq": ["Tests", None],
    }
    assert guided("professional").neighbors() == (None, None)


def test_the_menu_of_every_page_leads_to_a_guide_by_its_name_and_to_its_help() -> None:
    assert shown(navigator("glossary.md", GUIDED).header())[:3] == [
        "LF > conditions/leaf-fever/index.html",
        "When to get help > conditions/leaf-fever/when-to-get-help.html",
        "Questions > conditions/leaf-fever/faq.html",
    ]


def test_warning_signs_of_a_guide_stand_where_all_cards_do() -> None:
    assert navigator("index.md", GUIDED).warning_signs() == (
        "conditions/leaf-fever/when-to-get-help.html#emergency"
    )
    without = navigator("index.md", GUIDED, without=f"{FOLDER}when-to-get-help.md")
    assert without.warning_signs() == "conditions/leaf-fever/index.html#in-an-emergency"


def test_the_list_of_all_pages_has_a_guide_in_its_order() -> None:
    subjects = dict(navigator("index.md", GUIDED).by_subject())
    assert [link.title for link in subjects["Leaf fever"]] == [
        "Leaf fever",
        "Leaf fever: when to get help",
        "Newer pots for leaf fever",
        "Tests",
        "Questions about leaf fever",
        "Leaf fever for professionals",
    ]


def test_the_footer_names_of_a_guide_what_stands_in_a_menu() -> None:
    content, _ = navigator("index.md", GUIDED).footer()
    assert [link.title for link in content][:4] == [
        "Leaf fever",
        "Leaf fever: when to get help",
        "Questions about leaf fever",
        "Leaf fever for professionals",
    ]


def test_a_finding_of_a_case_is_explained_on_any_part() -> None:
    found = navigator("cases/a-spot/index.md", GUIDED).explaining()
    assert found["spot"] == LinkView("A spot", "../../conditions/leaf-fever/tests.html#spot")
    assert "professional" not in str(found)


def test_a_page_leads_on_to_where_its_headings_stand_now() -> None:
    left = {f"{FOLDER}index.md": {"old": f"{FOLDER}tests.md#spot", "more": "glossary.md"}}
    assert json.loads(moved_headings(left, guided("index"))) == {
        "old": "tests.html#spot",
        "more": "../../glossary.html",
    }
    assert moved_headings(left, guided("tests")) == ""
