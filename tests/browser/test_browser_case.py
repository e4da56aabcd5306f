"""What a learner does with a case: looks, answers, asks for the next step, comes back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from conftest import BuiltSite

Serve = Callable[[BuiltSite], str]
CASE = "cases/a-cough-in-spring/index.html"
STEPS = ("findings", "differential-diagnosis", "diagnosis", "discussion")


def seen(page: Page) -> list[str]:
    """The steps that can be seen."""
    return [step for step in STEPS if page.locator(f"h2#{step}").is_visible()]


def decide(page: Page) -> None:
    """Commit oneself to something before the next step, as every step asks."""
    page.get_by_role("button", name="I do not know", exact=True).click()


def ask_for(page: Page, what: str) -> None:
    decide(page)
    page.get_by_role("button", name=f"Show {what}", exact=True).click()


def test_a_case_opens_step_by_step_and_remembers(page: Page, tiny: BuiltSite, serve: Serve) -> None:
    page.goto(serve(tiny) + CASE)
    page.evaluate("localStorage.clear()")
    page.reload()
    assert seen(page) == []
    expect(page.get_by_text("Credit and source").last).to_be_hidden()
    expect(page.locator("#figure-chest-stack")).to_be_hidden()
    expect(page.locator("#read-chest-stack")).to_be_visible()
    assert page.locator(".cites").first.is_hidden()

    expect(page.get_by_role("button", name="Show the findings")).to_be_disabled()
    decide(page)
    page.get_by_role("button", name="Show the findings").press("Enter")
    assert seen(page) == ["findings"]
    expect(page.locator("h2#findings")).to_be_focused()
    expect(page.locator("#figure-chest-stack .stack")).to_be_visible()
    expect(page.locator(".to-plain").first).to_be_hidden()

    page.reload()
    assert seen(page) == ["findings"]
    ask_for(page, "the differential diagnosis")
    ask_for(page, "the diagnosis")
    assert seen(page) == list(STEPS[:3])
    ask_for(page, "the discussion")
    assert seen(page) == list(STEPS)
    expect(page.locator("ol.sources")).to_be_visible()
    expect(page.locator(".cites").first).to_be_visible()
    # Now the plain words are one step away.
    expect(page.locator(".to-plain").first).to_have_attribute(
        "href", "../../conditions/samplitis/index.html#scan-mass"
    )

    page.get_by_role("button", name="Start again").click()
    assert seen(page) == []
    page.reload()
    assert seen(page) == []


def test_nothing_that_can_be_seen_or_heard_before_names_the_diagnosis(
    page: Page, tiny: BuiltSite, serve: Serve
) -> None:
    page.goto(serve(tiny) + CASE)
    body = page.locator("body")
    said = f"{page.title()} {body.inner_text()} {body.aria_snapshot()}"
    assert "gardener" in said
    assert "samplitis" not in said.lower()
    ask_for(page, "the findings")
    assert "samplitis" not in page.locator("body").inner_text().lower()


def test_everything_can_be_asked_for_at_once(page: Page, tiny: BuiltSite, serve: Serve) -> None:
    page.goto(serve(tiny) + CASE)
    page.get_by_role("button", name="Show everything").first.click()
    assert seen(page) == list(STEPS)
    expect(page.get_by_text("Everything is shown")).to_be_focused()


@pytest.mark.parametrize(
    ("anchor", "steps"),
    [("#revealed", 4), ("#figure-chest-stack-1", 1), ("#diagnosis", 3), ("#history", 0)],
)
def test_a_link_can_open_a_case(
    page: Page, tiny: BuiltSite, serve: Serve, anchor: str, steps: int
) -> None:
    page.goto("about:blank")  # another #part of the same address would load nothing
    page.goto(f"{serve(tiny)}{CASE}{anchor}")
    assert seen(page) == list(STEPS[:steps])
    if anchor.startswith("#figure"):
        expect(page.locator(anchor)).to_be_in_viewport()


def test_the_list_of_contents_opens_what_it_leads_to(
    page: Page, tiny: BuiltSite, serve: Serve
) -> None:
    page.goto(serve(tiny) + CASE)
    page.locator(".toc").get_by_role("link", name="Differential diagnosis").click()
    page.wait_for_url("**#differential-diagnosis")
    expect(page.locator("h2#differential-diagnosis")).to_be_visible()
    assert seen(page) == list(STEPS[:2])


def test_a_question_answers_every_choice_and_keeps_the_first(
    page: Page, tiny: BuiltSite, serve: Serve
) -> None:
    page.goto(serve(tiny) + CASE)
    quiz = page.get_by_role("group", name="What would you call what you see?")
    expect(quiz.get_by_text("Less likely.").first).to_be_hidden()
    quiz.locator("summary").nth(0).press("Enter")
    expect(quiz.get_by_text("Look at the slices in the middle.")).to_be_visible()
    quiz.locator("summary").nth(1).click()
    expect(quiz.get_by_text("It is round and small.")).to_be_visible()
    expect(quiz.get_by_text("Look at the slices in the middle.")).to_be_hidden()
    page.reload()
    expect(quiz.get_by_text("Look at the slices in the middle.")).to_be_visible()
    assert "chosen" in (quiz.locator("details").nth(0).get_attribute("class") or "")


def test_a_question_is_answered_by_touch(
    open_context: Callable[..., BrowserContext], tiny: BuiltSite, serve: Serve
) -> None:
    page = open_context(viewport={"width": 360, "height": 740}, has_touch=True).new_page()
    page.goto(serve(tiny) + CASE)
    page.locator(".quiz summary").nth(1).tap()
    expect(page.get_by_text("It is round and small.").first).to_be_visible()
    decide(page)
    page.get_by_role("button", name="Show the findings").tap()
    assert seen(page) == ["findings"]


def test_a_case_opens_where_nothing_may_be_stored(
    open_context: Callable[..., BrowserContext], tiny: BuiltSite, serve: Serve
) -> None:
    page = open_context().new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })"
    )
    page.goto(serve(tiny) + CASE)
    ask_for(page, "the findings")
    assert seen(page) == ["findings"]


def test_what_somebody_else_stored_does_no_harm(page: Page, tiny: BuiltSite, serve: Serve) -> None:
    page.goto(serve(tiny) + CASE)
    page.evaluate("localStorage.setItem(`case ${location.pathname}`, '[1, null')")
    page.reload()
    assert seen(page) == []
    page.evaluate("localStorage.setItem(`case ${location.pathname}`, 'null')")
    page.reload()
    ask_for(page, "the findings")
    assert seen(page) == ["findings"]


def test_without_a_script_a_case_reads_from_top_to_bottom(
    open_context: Callable[..., BrowserContext], tiny: BuiltSite, serve: Serve
) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto(serve(tiny) + CASE)
    assert seen(page) == list(STEPS)
    tops = [(page.locator(f"h2#{step}").bounding_box() or {"y": 0})["y"] for step in STEPS]
    assert tops == sorted(tops)
    expect(page.locator(".try")).to_be_hidden()
    quiz = page.locator(".quiz")
    quiz.locator("summary").nth(1).click()
    expect(quiz.get_by_text("It is round and small.")).to_be_visible()


def test_paper_shows_everything_with_the_answers_last(
    page: Page, tiny: BuiltSite, serve: Serve
) -> None:
    page.goto(serve(tiny) + CASE)
    page.evaluate("localStorage.clear()")
    page.reload()
    page.emulate_media(media="print")
    assert seen(page) == list(STEPS)
    expect(page.locator(".next")).to_be_hidden()
    expect(page.locator(".quiz .opt").first).to_be_hidden()
    expect(page.locator(".quiz summary").first).to_be_visible()
    answers = page.locator(".answers").bounding_box()
    sources = page.locator("ol.sources").bounding_box()
    assert answers is not None
    assert sources is not None
    assert answers["y"] > sources["y"]


def test_an_address_that_is_no_text_breaks_nothing(
    page: Page, tiny: BuiltSite, serve: Serve
) -> None:
    page.goto(f"{serve(tiny)}{CASE}#%")
    ask_for(page, "the findings")
    assert seen(page) == ["findings"]


def test_a_learner_marks_first_and_is_told_how_far_off(
    page: Page, tiny: BuiltSite, serve: Serve
) -> None:
    page.goto(serve(tiny) + "cases/a-shadow-beside-the-spine/index.html")
    page.evaluate("localStorage.clear()")
    page.reload()
    figure = page.locator("#read-axial")
    expect(page.get_by_role("button", name="Show the findings")).to_be_disabled()
    figure.get_by_role("button", name="Hint").click()
    figure.get_by_role("button", name="Hint").click()
    expect(figure.locator(".hints li")).to_have_text(
        ["There is one finding to mark.", "Look at the lower part of the picture, in the middle."]
    )
    figure.get_by_role("button", name="Mark what you see").click()
    pad = figure.locator(".pad")
    expect(pad).to_be_focused()
    # On the grid from its middle: three columns to the right, three rows down is in the mass.
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", *["ArrowDown"] * 3, "Enter"):
        pad.press(key)
    expect(figure.locator(".marking-s")).to_have_text("Mark 1: column 14 of 20, row 14 of 20")
    box = pad.bounding_box()
    assert box is not None
    pad.click(position={"x": box["width"] * 0.2, "y": box["height"] * 0.2})
    page.get_by_role("button", name="Show the findings").click()
    told = page.locator("#figure-axial .told li")
    expect(told.first).to_have_text("On it: the mass.")
    expect(told.last).to_contain_text("away from the nearest finding: the mass.")

    page.get_by_label("Write down what it could be").fill("a stone")
    page.get_by_role("button", name="Show the differential diagnosis").click()
    expect(page.locator(".decided")).to_have_text("You said: a stone.")
    page.get_by_role("radio", name="Samplitis").check()
    page.get_by_role("button", name="Show the diagnosis").click()
    expect(page.locator(".decided").last).to_have_text(
        "You said: Samplitis. This page says: less likely."
    )
    page.reload()
    expect(page.locator("#figure-axial .told li")).to_have_count(2)
    page.get_by_role("button", name="Start again").click()
    expect(page.locator(".pin")).to_have_count(0)


def test_two_windows_stand_side_by_side_and_turn_together(
    page: Page, tiny: BuiltSite, serve: Serve
) -> None:
    page.goto(serve(tiny) + CASE)
    figure = page.locator("#read-chest-stack")
    figure.scroll_into_view_if_needed()
    figure.get_by_label("Side by side").check()
    expect(figure.locator(".view:not(.off)")).to_have_count(2)
    figure.get_by_role("button", name="Next slice").click()
    shown = figure.locator(".view:not(.off)")
    slices = shown.evaluate_all("all => all.map((one) => one.dataset.slice)")
    assert slices == ["2", "2"]


def test_a_hint_leads_to_the_view_that_shows_the_finding(
    page: Page, tiny: BuiltSite, serve: Serve
) -> None:
    page.goto(serve(tiny) + CASE)
    figure = page.locator("#read-chest-stack")
    hint = figure.get_by_role("button", name="Hint")
    hint.click()
    hint.click()
    expect(figure.locator(".hints li")).to_have_text(
        [
            "There is one finding to mark.",
            "In another view (Soft tissue window, slice 15 of 40): look at the middle part, "
            "on the right.",
        ]
    )
    expect(hint).to_be_disabled()


def test_the_list_of_cases_is_filtered_by_region_and_modality(
    page: Page, tiny: BuiltSite, serve: Serve
) -> None:
    page.goto(serve(tiny) + "cases/index.html")
    shown = page.locator(".case-list li").filter(visible=True).locator(".case-t")
    told = page.locator(".case-f").get_by_role("status")
    region = page.get_by_label("Part of the body")
    modality = page.get_by_label("Made with")
    every = ["A cough in spring", "A shadow beside the spine", "Itching after a long walk"]
    expect(shown).to_have_text(every)
    expect(region.get_by_role("option")).to_have_text(["All", "chest", "spine"])

    region.select_option("chest")
    expect(shown).to_have_text([every[0], every[2]])
    expect(told).to_have_text("2 of 3 cases")
    modality.select_option("CT")
    expect(shown).to_have_text([every[0]])
    region.select_option("spine")
    modality.select_option("radiograph")
    expect(shown).to_have_count(0)
    expect(told).to_have_text("0 of 3 cases")
    region.select_option("")
    modality.select_option("")
    expect(shown).to_have_text(every)
