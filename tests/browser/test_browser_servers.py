"""The site behind real servers, with the configuration that the build made for them."""

from __future__ import annotations

import gzip
import http.client
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli
import pytest
from playwright.sync_api import Page, expect

from conftest import BuiltSite, Witness
from servers import apache, nginx, readable_folder

PATH = "/copy/of/it/"
"""Not the path of the public address."""

NGINX = """
location {path} {{
  alias {site}/;
  include {site}/server/nginx.conf;
  error_page 404 {path}404.html;
}}
"""
APACHE = """
Alias {path} {site}/
<Directory {site}>
  Require all granted
  DirectoryIndex index.html
  ErrorDocument 404 {path}404.html
  Include {site}/server/apache.conf
</Directory>
"""

LIVE = re.compile(r"\blive\b")
SHOWS_EVERY_IMAGE = """() => [...document.images].map((image) => {
  image.loading = "eager";  // those far down the page would wait for a reader
  return image.complete && image.naturalWidth;
}).every(Boolean)"""


@pytest.fixture(scope="module")
def site_folder(build_site: Callable[[str], BuiltSite]) -> Iterator[Path]:
    with readable_folder() as folder:
        yield Path(shutil.copytree(build_site("public").folder, folder / "site"))


@pytest.fixture(scope="module", params=["nginx", "apache"])
def base(request: pytest.FixtureRequest, site_folder: Path) -> Iterator[str]:
    """The address of the site behind each server, below a path of its own."""
    server, text = {"nginx": (nginx, NGINX), "apache": (apache, APACHE)}[request.param]
    with server(text.format(site=site_folder, path=PATH)) as address:
        yield address + PATH


@pytest.fixture(autouse=True)
def _leave_before_the_server_stops(page: Page, base: str) -> Iterator[None]:
    """Wait for what a page still asks for: an icon may come after all else."""
    yield
    if page.url.startswith(base):  # most tests ask themselves, and waiting takes half a second
        page.wait_for_load_state("networkidle")
        page.goto("about:blank")


def test_everything_works_and_nothing_is_refused(
    page: Page, base: str, public: BuiltSite, witness: Witness
) -> None:
    """A violation of the policy is an error in the console, and any trouble fails the test."""
    for path in public.pages:
        if path == "404.html":
            continue
        page.goto(f"{base}{path}#revealed")  # which opens a case, and is nothing elsewhere
        expect(page.locator("h1")).to_be_visible()
        page.wait_for_function(SHOWS_EVERY_IMAGE)
        for summary in page.locator("main details:not([open]) > summary").all():
            if summary.is_visible():
                summary.click()
        # The script of figures comes when one is near, and gives all of them their buttons.
        figure = page.locator(".prose .fig:visible").first
        if figure.count():
            figure.scroll_into_view_if_needed()
            expect(figure).to_have_class(LIVE)
        # Of the terms of the text one is enough: they all open in the same way. Each button is held
        # itself, not by its number among all: pressing one may make others.
        for button in [
            *page.locator("main button:not([data-print], .term, [popover] *)").element_handles(),
            *page.locator("main button.term").element_handles()[:1],
        ]:
            if button.is_visible() and button.is_enabled():
                enlarges = button.inner_text() == "Enlarge"
                button.click()
                if enlarges:  # its script is fetched first
                    expect(page.locator(".glightbox-container")).to_be_visible()
                page.keyboard.press("Escape")
                expect(page.locator(".glightbox-container")).to_have_count(0)
    page.goto(f"{base}index.html")
    page.get_by_label("Colors").select_option("light")
    # The way back has one, too, where it offers the place at which the page was left.
    page.get_by_role("banner").get_by_role("button", name="Search").click()
    page.keyboard.type("samplitis")
    expect(page.locator(".search-l > li").first).to_be_visible()
    page.goto(f"{base}about/index.html")
    page.locator("a.glightbox").click()
    expect(page.locator(".glightbox-container img")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".glightbox-container")).to_have_count(0)
    assert witness.asked != []  # a request to elsewhere is trouble, too


def test_the_policy_is_in_force(page: Page, base: str, witness: Witness) -> None:
    page.goto(f"{base}index.html")
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.smuggled = true";
            document.body.append(script);
            document.body.insertAdjacentHTML("beforeend", "<p style='color: red'>x</p>");
        }"""
    )
    assert page.evaluate("window.smuggled") is None
    refused = [one for one in witness.trouble if "Content Security Policy" in one]
    assert len(refused) == 2
    witness.trouble.clear()


@pytest.mark.parametrize(
    "path", ["gone.html", "conditions/gone/page.html", "no/such/place/at/all.html"]
)
def test_a_lost_reader_finds_the_way_in_a_copy(
    page: Page, base: str, witness: Witness, path: str
) -> None:
    page.goto(base + path)
    expect(page.locator("h1")).to_have_text("This page is not here")
    assert page.locator("h1").evaluate("(one) => getComputedStyle(one).fontSize") != "32px"
    start = page.get_by_role("link", name="Go to the start page")
    expect(start).to_have_attribute("href", f"{PATH}index.html")
    page.get_by_role("button", name="Search").click()
    page.keyboard.type("samplitis")
    found = page.locator(".search-l > li a").first
    expect(found).to_be_visible()
    assert found.evaluate("(link) => link.href").startswith(base)
    page.keyboard.press("Escape")
    start.click()
    page.wait_for_url(f"{base}index.html")
    # What was not there is told by the browser; nothing else may be.
    above = {f"{base}{path}", *(f"{base}{folder}edition.json" for folder in folders_of(path))}
    witness.trouble[:] = [
        one for one in witness.trouble if not any(address in one for address in above)
    ]


def folders_of(path: str) -> list[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[: end + 1]) + "/" for end in range(len(parts))]


def ask(base: str, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    host, _, folder = base.removeprefix("http://").partition("/")
    connection = http.client.HTTPConnection(host, timeout=10)
    connection.request("GET", f"/{folder}{path}", headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


@pytest.mark.parametrize(
    ("path", "kind", "cache"),
    [
        ("index.html", "text/html", "no-cache"),
        ("", "text/html", "no-cache"),
        ("assets/css/plainleaf.css", "text/css", "no-cache"),
        ("assets/fonts/ipa.woff2", "font/woff2", "no-cache"),
        ("about/picture.png", "image/png", "no-cache"),
        ("reviews.ics", "text/calendar", "no-cache"),
        ("glossary.pls", "application/pls+xml", "no-cache"),
        ("gone.html", "text/html", None),
    ],
)
def test_sends_the_headers_with_every_answer(
    base: str, site_folder: Path, path: str, kind: str, cache: str | None
) -> None:
    answer, _ = ask(base, path)
    assert (answer.getheader("Content-Type") or "").startswith(kind)
    wanted = (site_folder / "_headers").read_text()
    for name in (
        "Content-Security-Policy",
        "X-Content-Type-Options",
        "Referrer-Policy",
        "Permissions-Policy",
    ):
        (value,) = answer.headers.get_all(name) or [""]
        assert f"  {name}: {value}\n" in wanted
    if cache:
        assert answer.headers.get_all("Cache-Control") == [cache]


@pytest.mark.parametrize("path", ["index.html", "assets/css/plainleaf.css", "assets/leaf.svg"])
def test_hands_out_the_compressed_copies(base: str, site_folder: Path, path: str) -> None:
    plain = (site_folder / path).read_bytes()
    answer, body = ask(base, path, **{"Accept-Encoding": "gzip"})
    assert answer.getheader("Content-Encoding") == "gzip"
    assert "Accept-Encoding" in (answer.getheader("Vary") or "")
    assert body == (site_folder / f"{path}.gz").read_bytes()
    assert gzip.decompress(body) == plain
    kind = answer.getheader("Content-Type")
    answer, body = ask(base, path)
    assert (answer.getheader("Content-Encoding"), body) == (None, plain)
    assert answer.getheader("Content-Type") == kind
    answer, body = ask(base, path, **{"Accept-Encoding": "gzip, br"})
    # Debian's nginx knows .br only with a module that is not part of it.
    if answer.getheader("Content-Encoding") == "br":
        assert brotli.decompress(body) == plain
        assert answer.getheader("Content-Type") == kind
