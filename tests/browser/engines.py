"""What readers do, in Firefox and in WebKit, too: `make engines`, which names this file.

Every page opens in both without an error and without a breach of its policy, and what readers do on
one page of each kind works: from a server and from a folder, on a desk and on a phone. Chromium has
its tests beside this one. WebKitGTK's window is never narrower than 447 px: its phone is that wide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import other_engines
import pytest
from other_engines import Engine

from conftest import BuiltSite

Serve = Callable[[BuiltSite], str]
CONDITION = "conditions/samplitis/index.html"
CASE = "cases/a-cough-in-spring/index.html"
SHADOW = "cases/a-shadow-beside-the-spine/index.html"
PICTURE = "about/index.html"
SIZES = {"desk": (1280, 900), "phone": (360, 740)}
LARGE = "#glightbox-body .gclose"
WIDER = "document.documentElement.scrollWidth > innerWidth"


@pytest.fixture(scope="module", params=["firefox", "webkit"])
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """One of the two, started once for all tests."""
    if other_engines.missing():
        pytest.fail(f"Missing: {' '.join(other_engines.missing())}. Run: make engines")
    with getattr(other_engines, request.param)(tmp_path_factory.mktemp("engine")) as started:
        print(f"{started.wire.name} {started.wire.version}")
        yield started


@pytest.fixture(params=["server", "folder"])
def address(request: pytest.FixtureRequest, public: BuiltSite, serve: Serve) -> str:
    """The tiny site with its print files, on a server and as a folder."""
    return serve(public) if request.param == "server" else f"{public.folder.as_uri()}/"


@pytest.fixture(params=SIZES)
def reader(request: pytest.FixtureRequest, engine: Engine) -> Iterator[Engine]:
    """An engine of a size, as a new reader has it; nothing may be complained of."""
    engine.wire.resize(*SIZES[request.param])
    engine.wire.complaints()
    yield engine
    engine.js("localStorage.clear()")
    engine.wire.go("about:blank")
    assert engine.wire.complaints() == []


def only_a_style_is_refused(reader: Engine) -> None:
    """Let pass what the enlarged view may be complained of.

    Where scroll bars take room, glightbox writes a style that would keep the page from moving below
    it. The policy refuses that style, and the page moves by the bar's width.
    """
    assert all("style" in one for one in reader.wire.complaints())


def test_every_page_opens_and_is_no_wider_than_the_window(
    reader: Engine, public: BuiltSite, address: str
) -> None:
    for page in sorted(public.folder.rglob("*.html")):
        if "server" in page.parts:
            continue
        reader.wire.go(address + page.relative_to(public.folder).as_posix())
        reader.sees("h1")
        assert not reader.js(WIDER), page


def test_the_menu(reader: Engine, address: str) -> None:
    reader.wire.go(address + CONDITION)
    if reader.js("document.querySelector('.menu summary').checkVisibility()"):
        reader.misses(".menu nav a")
        reader.click(".menu summary")
    reader.sees(".menu nav a")
    reader.click(".menu nav a[href*=glossary]")
    reader.wait("location.pathname.endsWith('/glossary.html')")


def test_the_colors(reader: Engine, address: str) -> None:
    reader.wire.go(address + CONDITION)
    reader.wire.run(
        """const colors = document.querySelector(".colors select");
        colors.value = "dark";
        colors.dispatchEvent(new Event("change", { bubbles: true }));""",
        None,
    )
    for path in (CONDITION, "glossary.html"):
        reader.wait("document.documentElement.dataset.scheme === 'dark'")
        ground = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3)"
        assert all(int(one) < 60 for one in reader.js(ground))
        reader.wire.go(address + path)


def test_a_term_and_a_source_open_in_place_and_give_the_focus_back(
    reader: Engine, address: str
) -> None:
    reader.wire.go(address + CONDITION)
    for control in ("button.term", ".prose a.cite"):
        reader.click(control)
        reader.sees(".word:popover-open")
        reader.press("Escape")
        reader.misses(".word:popover-open")
        reader.wait("!history.state?.layer")
        reader.has_focus(control)


def test_search_finds_and_leads_there(reader: Engine, address: str) -> None:
    reader.wire.go(address + PICTURE)
    reader.click(".head [data-search]")
    reader.has_focus("dialog.search input")
    reader.press("itch")
    reader.sees(".search-l > li")
    reader.wait("document.querySelector('.search-m').textContent.includes('found')")
    reader.press("ArrowDown", "Enter")
    reader.wait("!location.pathname.endsWith(given)", PICTURE)
    reader.sees("h1")


def test_an_answer_is_given_and_the_next_step_has_the_focus(reader: Engine, address: str) -> None:
    reader.wire.go(address + CASE)
    reader.misses(".quiz .opt")
    reader.click(".quiz summary")
    reader.sees(".quiz .opt")
    reader.misses("h2#findings")
    reader.click("button", "I do not know")
    reader.click("button:not(:disabled)", "Show the findings")
    reader.sees("h2#findings")
    reader.has_focus("h2#findings")


def test_a_figure_is_enlarged_and_closed(reader: Engine, address: str) -> None:
    reader.wire.go(f"{address}{CASE}#revealed")
    reader.sees("#figure-chest-stack .stack")
    reader.click("#figure-chest-stack button", "Enlarge")
    reader.has_focus(LARGE)
    reader.press("Escape")
    reader.misses(LARGE)
    only_a_style_is_refused(reader)


def test_a_picture_is_enlarged_and_the_focus_comes_back(reader: Engine, address: str) -> None:
    reader.wire.go(address + PICTURE)
    reader.click("a.glightbox")
    reader.sees(LARGE)
    reader.has_focus(LARGE)
    reader.press("Escape")
    reader.misses(LARGE)
    reader.has_focus("a.glightbox")
    only_a_style_is_refused(reader)


def test_what_is_printed_is_offered(reader: Engine, public: BuiltSite, address: str) -> None:
    reader.wire.go(address + CONDITION)
    reader.misses(".prints a")
    reader.click(".prints summary")
    reader.sees(".prints a[href$='.pdf']")
    for offered in reader.js("[...document.querySelectorAll('.prints a')].map((a) => a.href)"):
        inside = offered.removeprefix(address).partition("#")[0]
        assert (public.folder / inside).is_file()


def test_an_address_is_passed_on(reader: Engine, address: str) -> None:
    reader.wire.go(address + CONDITION)
    reader.click("h2 a.here")
    reader.sees(".pass:popover-open")
    given = reader.js("document.querySelector('.pass input').value")
    assert given.startswith(f"https://leaf.example/health/{CONDITION}#")
    reader.click(".pass .btn")
    reader.wait("document.querySelector('.pass [role=status]').textContent")
    reader.press("Escape")
    reader.misses(".pass:popover-open")
    reader.has_focus("h2 a.here")


def test_a_copy_says_that_it_is_one(reader: Engine, address: str) -> None:
    reader.wire.go(address + CONDITION)
    reader.sees("aside.copy")
