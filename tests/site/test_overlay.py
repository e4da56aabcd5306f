"""What an author sees below a page under `mkdocs serve`; a build has none of it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, expect

from conftest import ENVIRONMENT, BuiltSite, replace_once

CONDITION = "conditions/samplitis/index"
FAQ = "conditions/samplitis/faq"
FOUND = "aside.found"


def wait_for(address: str) -> None:
    """Wait until a page is served."""
    deadline = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(address, timeout=10).close()
        except OSError:
            assert time.monotonic() < deadline, f"{address} is not served"
            time.sleep(0.2)
        else:
            return


def test_a_build_has_none_of_it(site: BuiltSite) -> None:
    assert not (site.folder / "assets/css/preview.css").exists()
    for page in site.pages:
        assert site.tree(page).css_first(FOUND) is None, page
        assert "preview.css" not in site.html(page), page


def test_an_author_reads_findings_below_the_page(
    make_project: Callable[..., Path], open_context: Callable[..., BrowserContext]
) -> None:
    project = make_project()
    replace_once(project / f"docs/{CONDITION}.md", "## Causes\n", "## Cuases\n")
    faq = project / f"docs/{FAQ}.md"
    faq.write_text(faq.read_text().replace("kind: faq", "kind: [faq"), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    server = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address],
        cwd=project,
        # Its web server leaves sockets open, of which Python warns.
        env={**ENVIRONMENT, "PYTHONWARNINGS": "ignore"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://{address}/")
        page = open_context(viewport={"width": 360, "height": 740}).new_page()

        def read(path: str) -> None:
            # Its script waits for changes with a request that never ends.
            page.goto(f"http://{address}/{path}", wait_until="domcontentloaded")

        read(f"{CONDITION}.html")
        found = page.locator(FOUND)
        expect(found).to_be_in_viewport()
        first = found.locator("li").first
        expect(first).to_be_visible()
        expect(first).to_contain_text("Error")
        expect(first).to_contain_text(f"PL203 · docs/{CONDITION}.md:")
        expect(first).to_contain_text('Required section "Causes" is missing.')
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        page.emulate_media(media="print")
        expect(found).to_be_hidden()
        page.emulate_media(media="screen")

        # A page that could not be rendered says why; one with nothing to fix is folded.
        read(f"{FAQ}.html")
        expect(found).to_contain_text("This page cannot be shown as it will look.")
        expect(found.locator("li").first).to_contain_text("PL112")
        read("glossary.html")
        expect(found.locator("summary")).to_be_visible()
        expect(found.locator("details")).not_to_have_attribute("open", "")
        # A case says how complete it is.
        read("cases/itching-after-a-walk/index.html")
        found.locator("summary").click()
        expect(found).to_contain_text("parts are there")
        expect(found).to_contain_text("Patient data: missing (sex in at_a_glance)")
        page.close()  # it would go on asking a server that is no more
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait(timeout=10)
