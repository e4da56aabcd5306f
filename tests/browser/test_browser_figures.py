"""What readers do with a figure: marks, windows, a stack, an enlarged view."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from conftest import BuiltSite, Witness, built, new_project, run_mkdocs

Serve = Callable[[BuiltSite], str]
STACK = "cases/a-cough-in-spring/index.html"
CASE = "cases/itching-after-a-walk/index.html"
NAMES = "(all) => all.map((one) => one.getAttribute('aria-label'))"
FINDINGS = "(all) => all.map((one) => one.getAttribute('data-finding'))"


@pytest.fixture
def stack(page: Page, tiny: BuiltSite, serve: Serve) -> Locator:
    """The marked stack of the tiny site, on an opened case."""
    page.goto("about:blank")  # another #part of the same address would load nothing
    page.goto(f"{serve(tiny)}{STACK}#revealed")
    figure = page.locator("#figure-chest-stack")
    figure.scroll_into_view_if_needed()
    return figure


TWO_WINDOWS = """\
  findings:
    - {id: mass, number: 1, text: "**Round mass.**", plain: scan-mass}
    - {id: edge, number: 2, text: "**Edge:** it is sharp."}
    - {id: spot, number: 3, text: "**Spot:** a dark one inside the mass."}
  views:
    - id: soft
      image: figures/radiograph.svg
      window: soft tissue
      annotations:
        - {finding: mass, shape: point, label: the mass, points: [[0.5, 0.5]]}
        - {finding: edge, shape: arrow, label: its edge, points: [[0.8, 0.2], [0.6, 0.4]]}
        - {finding: edge, shape: arrow, label: its other edge, points: [[0.2, 0.2], [0.4, 0.4]]}
    - id: bone
      image: figures/radiograph.svg
      window: bone
      annotations:
        - {finding: mass, shape: point, label: the mass, points: [[0.5, 0.5]]}
        - {finding: edge, shape: arrow, label: its edge, points: [[0.8, 0.2], [0.6, 0.4]]}
        - {finding: edge, shape: arrow, label: its other edge, points: [[0.2, 0.2], [0.4, 0.4]]}
        - {finding: spot, shape: arrow, label: the spot, points: [[0.2, 0.8], [0.4, 0.6]]}
"""
"""A drawing of a slice in two windows, in place of the tiny site's drawing with one view."""


@pytest.fixture(scope="module")
def two_windows(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The tiny site with a drawing in two windows."""
    project = new_project(tmp_path_factory.mktemp("windows") / "project")
    file = project / "docs" / CASE.replace("index.html", "figures.yml")
    text = file.read_text(encoding="utf-8").replace("modality: radiograph", "modality: CT")
    text = text.replace("projection: frontal", "plane: axial\n  contrast: not stated")
    file.write_text(text.partition("  findings:\n")[0] + TWO_WINDOWS, encoding="utf-8")
    done = run_mkdocs(project, "build")
    return built(BuiltSite("two windows", project, done.returncode, done.stdout))


@pytest.fixture
def drawings(page: Page, two_windows: BuiltSite, serve: Serve) -> Locator:
    """The drawing with two windows, on an opened case."""
    page.goto("about:blank")
    page.goto(f"{serve(two_windows)}{CASE}#revealed")
    figure = page.locator("#figure-radiograph")
    figure.scroll_into_view_if_needed()
    return figure


def shown(figure: Locator) -> list[str | None]:
    """What the views that can be seen are called."""
    return figure.locator(".view").filter(visible=True).evaluate_all(NAMES)


def lit(figure: Locator) -> set[str | None]:
    """The findings that are lit."""
    return set(figure.locator(".lit").evaluate_all(FINDINGS))


# --- marks and findings ---


def test_marks_can_be_turned_off_by_keyboard(page: Page, drawings: Locator) -> None:
    marks = drawings.locator(".view:not(.off) .mark")
    expect(marks.first).to_be_visible()
    drawings.get_by_label("Marks").focus()
    page.keyboard.press("Space")
    expect(marks.first).to_be_hidden()
    drawings.get_by_text("Marks", exact=True).click()
    expect(marks.first).to_be_visible()


def test_a_finding_lights_its_marks_and_a_mark_its_finding(page: Page, drawings: Locator) -> None:
    line = drawings.locator(".legend li[data-finding=edge]")
    line.hover()
    assert lit(drawings) == {"edge"}
    assert drawings.locator(".view:not(.off) .mark.lit").count() == 2
    drawings.locator(".view:not(.off) .mark[data-finding=mass] .chip").first.hover()
    assert lit(drawings) == {"mass"}
    page.mouse.move(0, 0)
    assert lit(drawings) == set()


def test_the_same_by_keyboard(page: Page, drawings: Locator) -> None:
    drawings.locator("li[data-finding=edge] a.no").focus()
    assert lit(drawings) == {"edge"}
    drawings.locator(".view:not(.off) .mark[data-finding=mass]").first.focus()
    assert lit(drawings) == {"mass"}
    page.keyboard.press("Enter")
    expect(drawings.locator("[aria-live=polite]")).to_contain_text("Round mass")
    page.locator("h1").click()
    assert lit(drawings) == {"mass"}  # what was chosen stays


def test_the_number_of_a_finding_leads_to_the_window_that_shows_it(drawings: Locator) -> None:
    assert shown(drawings) == ["Soft tissue window"]
    drawings.locator("li[data-finding=spot] a.no").press("Enter")
    assert shown(drawings) == ["Bone window"]
    assert lit(drawings) == {"spot"}
    expect(drawings.locator("[aria-live=polite]")).to_contain_text("Bone window: 3: the spot")
    expect(drawings.get_by_role("radio", name="Bone")).to_be_checked()


def test_windows_are_switched_by_arrow_keys_without_moving_the_page(
    page: Page, drawings: Locator
) -> None:
    drawings.get_by_role("radio", name="Soft tissue").focus()
    place = """() => [scrollY, document.querySelector("#figure-radiograph")
      .getBoundingClientRect().top]"""
    before = page.evaluate(place)
    page.keyboard.press("ArrowRight")
    assert shown(drawings) == ["Bone window"]
    assert page.evaluate(place) == before


def test_the_long_description_is_one_step_away(drawings: Locator) -> None:
    said = drawings.get_by_text("The outline of a chest from the front")
    expect(said).to_be_hidden()
    drawings.get_by_text("This picture in words").press("Enter")
    expect(said).to_be_visible()


# --- a stack ---


def position(figure: Locator) -> str:
    """Where the stack says it stands."""
    return figure.locator("output").inner_text()


def test_a_stack_opens_at_a_finding_and_before_the_answer_at_its_begin(
    page: Page, stack: Locator
) -> None:
    assert position(stack) == "Slice 19 of 40"
    assert position(page.locator("#read-chest-stack")) == "Slice 1 of 40"
    assert shown(stack) == ["Soft tissue window, slice 19 of 40"]


def test_a_stack_is_turned_by_its_slider_and_says_where_it_is(page: Page, stack: Locator) -> None:
    slider = stack.get_by_role("slider", name="Slice")
    slider.focus()
    for key, at in (("ArrowRight", 20), ("Home", 1), ("End", 40), ("ArrowLeft", 39)):
        page.keyboard.press(key)
        expect(slider).to_have_attribute("aria-valuetext", f"Slice {at} of 40")
        assert position(stack) == f"Slice {at} of 40"


def test_a_stack_is_turned_by_buttons(stack: Locator) -> None:
    stack.get_by_role("button", name="Next slice").press("Enter")
    expect(stack.locator("[aria-live=polite]")).to_have_text("Slice 20 of 40")
    stack.get_by_role("slider", name="Slice").fill("1")
    expect(stack.get_by_role("button", name="Previous slice")).to_be_disabled()


def test_a_stack_is_turned_by_arrow_keys_on_the_picture(page: Page, stack: Locator) -> None:
    stack.locator(".view:not(.off) .stage").click(position={"x": 20, "y": 20})
    for key, at in (("ArrowDown", 20), ("ArrowUp", 19), ("PageDown", 24), ("Home", 1)):
        page.keyboard.press(key)
        assert position(stack) == f"Slice {at} of 40"
    expect(stack.locator("[aria-live=polite]")).to_have_text("Slice 1 of 40")


def test_a_stack_is_turned_by_the_wheel_and_lets_the_page_go_at_its_end(
    page: Page, stack: Locator
) -> None:
    stack.get_by_role("slider", name="Slice").fill("38")
    box = stack.locator(".view:not(.off) .stage").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 50, box["y"] + 50)
    page.mouse.move(box["x"] + 90, box["y"] + 90)
    before = page.evaluate("scrollY")
    for _ in range(2):
        page.mouse.wheel(0, 100)
    expect(stack.locator("output")).to_have_text("Slice 40 of 40")
    assert page.evaluate("scrollY") == before
    page.mouse.wheel(0, 100)
    page.wait_for_function("before => scrollY > before", arg=before)


def test_who_scrolls_past_a_stack_does_not_turn_it(page: Page, stack: Locator) -> None:
    page.mouse.move(640, 450)
    page.evaluate("scrollBy(0, -500)")
    for _ in range(6):
        page.mouse.wheel(0, 100)
    page.wait_for_timeout(200)
    assert position(stack) == "Slice 19 of 40"


def test_a_stack_is_turned_by_touch(
    open_context: Callable[..., BrowserContext], tiny: BuiltSite, serve: Serve
) -> None:
    context = open_context(viewport={"width": 360, "height": 740}, has_touch=True)
    page = context.new_page()
    page.goto(f"{serve(tiny)}{STACK}#revealed")
    stack = page.locator("#figure-chest-stack")
    stage = stack.locator(".view:not(.off) .stage")
    expect(stage).to_have_count(1)  # its script has made a stack of the slices
    stage.scroll_into_view_if_needed()
    box = stage.bounding_box()
    assert box is not None
    devtools = context.new_cdp_session(page)
    left, down = box["x"] + 40, box["y"] + box["height"] / 2
    touch = [("touchStart", 0), *(("touchMove", far) for far in range(10, 150, 10))]
    for kind, far in touch:
        point = {"x": left + far, "y": down}
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(stack.locator("output")).to_have_text(re.compile(r"Slice 2[6-9] of 40"))
    # The last movements of the finger are drawn with later frames: until none comes any more.
    stack.locator("output").evaluate("""async (told) => {
      for (let before = ""; before !== told.textContent;) {
        before = told.textContent;
        await new Promise((done) => setTimeout(done, 300));
      }
    }""")
    at = int(position(stack).split()[1])
    stack.get_by_role("button", name="Next slice").tap()
    expect(stack.locator("output")).to_have_text(f"Slice {at + 1} of 40")


def test_the_window_changes_and_the_slice_stays(page: Page, stack: Locator) -> None:
    stack.get_by_role("slider", name="Slice").fill("7")
    stack.get_by_role("radio", name="Lung").check(force=True)
    assert shown(stack) == ["Lung window, slice 7 of 40"]
    image = stack.locator(".view:not(.off) img")
    page.wait_for_function("image => image.complete", arg=image.element_handle())
    assert image.evaluate("image => image.naturalWidth") == 96
    # A finding that this window does not mark is shown on the one that does.
    stack.locator("a.no").click()
    assert shown(stack) == ["Soft tissue window, slice 19 of 40"]


# --- enlarged ---


def test_a_picture_is_enlarged_with_and_without_marks_by_keyboard(
    page: Page, stack: Locator
) -> None:
    opener = stack.get_by_role("button", name="Enlarge")
    opener.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="On CT: Soft tissue window, slice 19 of 40, enlarged")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    seen = set()
    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('#glightbox-body') !== null")
        seen.add(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert {"Close", "Larger"} <= seen

    expect(dialog.locator(".mark")).to_be_visible()
    dialog.get_by_label("Marks").press("Space")
    expect(dialog.locator(".mark")).to_be_hidden()
    width = "document.querySelector('.big .stage').getBoundingClientRect().width"
    before = page.evaluate(width)
    dialog.get_by_role("button", name="Larger").press("Enter")
    assert page.evaluate(width) == pytest.approx(2 * before, rel=0.02)

    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(opener).to_be_focused()
    # Turned off there, they are as they were here.
    expect(stack.locator(".view:not(.off) .mark")).to_be_visible()


def test_a_picture_is_enlarged_once_its_script_has_come(
    page: Page, stack: Locator, witness: Witness
) -> None:
    """The first time it does not arrive, and then somebody presses twice."""
    script = "**/glightbox.min.js"
    page.route(script, lambda route: route.abort(), times=1)
    opener = stack.get_by_role("button", name="Enlarge")
    with page.expect_event("requestfailed"):
        opener.click()
    expect(page.locator("#glightbox-body")).to_have_count(0)
    opener.evaluate("(one) => { one.click(); one.click(); }")
    expect(page.locator("#glightbox-body .gclose")).to_be_focused()
    expect(page.locator("#glightbox-body")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#glightbox-body")).to_have_count(0)
    assert "ERR_FAILED" in "".join(witness.trouble)
    witness.trouble.clear()


def test_a_drawing_is_enlarged_as_well(page: Page, drawings: Locator) -> None:
    drawings.get_by_role("button", name="Enlarge").click()
    expect(page.locator(".big svg.schem")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".big")).to_have_count(0)


# --- at every size, in every color, without a script, on paper ---


def test_nothing_is_wider_than_a_small_phone(page: Page, tiny: BuiltSite, serve: Serve) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    for path in (CASE, STACK):
        page.goto(f"{serve(tiny)}{path}#revealed")
        assert page.evaluate("document.scrollingElement.scrollWidth") == 320
        controls = page.locator(":is(.bar, .stack) :is(button, label, input[type=range])")
        for control in controls.all():
            box = control.bounding_box()
            assert box is None or box["height"] >= 24


def test_forced_colors_keep_picture_marks_and_controls(
    open_context: Callable[..., BrowserContext], tiny: BuiltSite, serve: Serve
) -> None:
    page = open_context(forced_colors="active").new_page()
    page.goto(f"{serve(tiny)}{STACK}#revealed")
    adjust = "element => getComputedStyle(element).forcedColorAdjust"
    assert page.locator("#figure-chest-stack .stage").first.evaluate(adjust) == "none"
    border = "element => getComputedStyle(element).borderTopWidth"
    assert page.locator("#figure-chest-stack .seg").evaluate(border) == "2px"


def test_without_a_script_every_view_stands_under_the_other(
    open_context: Callable[..., BrowserContext], two_windows: BuiltSite, serve: Serve
) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto(serve(two_windows) + CASE)
    figure = page.locator("#figure-radiograph")
    assert shown(figure) == ["Soft tissue window", "Bone window"]
    first, second = (view.bounding_box() for view in figure.locator(".view").all())
    assert first is not None
    assert second is not None
    assert second["y"] >= first["y"] + first["height"]
    expect(figure.locator(".mark").first).to_be_visible()
    expect(figure.locator(".legend li").last).to_be_visible()


def test_paper_shows_the_slices_that_matter(page: Page, stack: Locator) -> None:
    page.emulate_media(media="print")
    assert shown(stack) == [
        "Soft tissue window, slice 19 of 40",
        "Lung window, slice 19 of 40",
    ]
    expect(stack.get_by_text("Printed here of 40 slices: 19.")).to_be_visible()
    expect(stack.locator(".bar")).to_be_hidden()


def test_all_of_it_works_under_a_strict_policy(
    open_context: Callable[..., BrowserContext], tiny: BuiltSite, serve: Serve
) -> None:
    """What the policy blocks, the browser tells as an error, and the witness fails the test."""
    inline = tiny.tree(STACK).css_first("script:not([src]):not([type])").text()
    digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; script-src 'self' 'sha256-{digest}'; style-src 'self'; "
        "img-src 'self'; font-src 'self'; media-src 'self'; base-uri 'none'"
    )
    page = open_context().new_page()

    def guard(route: Route) -> None:
        response = route.fetch()
        headers = {**response.headers, "content-security-policy": policy}
        route.fulfill(response=response, headers=headers)

    page.route("**/*.html*", guard)
    page.goto(f"{serve(tiny)}{STACK}#revealed")
    stack = page.locator("#figure-chest-stack")
    stack.get_by_role("slider", name="Slice").fill("5")
    assert position(stack) == "Slice 5 of 40"
    stack.get_by_role("button", name="Enlarge").click()
    page.get_by_role("button", name="Larger").click()
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".big")).to_have_count(0)
