"""What all tests share: temporary projects, real builds, a real browser."""

from __future__ import annotations

import fcntl
import functools
import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from selectolax.lexbor import LexborHTMLParser

from faces import ARIAL, NOTO, Face, machine_with
from forked import run_forked
from plainleaf.keeping.kept import FILE

if TYPE_CHECKING:
    from playwright.sync_api import (
        Browser,
        BrowserContext,
        ConsoleMessage,
        Page,
        Request,
        Response,
        ViewportSize,
    )

# Speed is measured by benchmarks; a busy machine must not fail a test. A change is not held up by a
# case that chance finds today: the cases of `make test` are the same each time, and the calendar
# (.ci/scheduled) looks for new ones, with --hypothesis-profile new.
settings.register_profile("plainleaf", deadline=None, derandomize=True)
settings.register_profile("new", deadline=None)
settings.load_profile("plainleaf")

ROOT = Path(__file__).parent.parent
TINY_SITE = Path(__file__).parent / "site" / "docs"
TINY_GUIDE = ROOT / "tests" / "site" / "guide"
BUILD_DAY = "1795219200"  # 2026-11-21, as SOURCE_DATE_EPOCH has it
WHOLE = bool(os.environ.get("PLAINLEAF_WHOLE"))
"""Whether all is tried of which `make test` tries some: parts of `.ci/run` set it."""
ENVIRONMENT = MappingProxyType(
    {
        "PATH": "/usr/bin:/bin",
        "NO_COLOR": "1",
        "NO_MKDOCS_2_WARNING": "1",  # Material's advertisement is no finding
        "PRINT": "0",  # who looks at printed files asks for them; the rest need not wait
        "PYTHONWARNINGS": "error",
        "SOURCE_DATE_EPOCH": BUILD_DAY,
    }
)

BROKEN_FILES: Mapping[str, tuple[bytes, str]] = MappingProxyType(
    {
        "docs/conditions/samplitis/index.md": (
            "---\nkind: condition\n---\n\nSch\xf6n\n".encode("latin-1"),
            "PL101",
        ),
        "docs/pronunciation.md": ("---\nkind: home\n---\n\nText\n".encode("utf-16"), "PL101"),
        "docs/conditions/samplitis/faq.md": (b"---\nkind: [faq\n---\n\nText\n", "PL112"),
        "docs/_data/glossary.yml": (b"- id: itch\n  term: [itch\n", "PL601"),
        "docs/_data/references.yml": (b"just words\n", "PL510"),
        "docs/_data/emergency_numbers.yml": (b"- {country: Here}\n", "PL120"),
    }
)
"""What nobody can read, in place of files of the tiny site, and the finding it must give."""


def pytest_configure() -> None:
    """Let servers that tests start end by Ctrl+C, which a shell takes from what it runs behind."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the real site built: `make real` runs it, `make test` the rest."""
    for item in items:
        if isinstance(item, pytest.Function) and needs_the_real_site(item):
            item.add_marker(pytest.mark.real_site)


def needs_the_real_site(item: pytest.Function) -> bool:
    """Whether a test asks for the built site `real`, or has its name as a parameter's value."""
    values = item.callspec.params.values() if hasattr(item, "callspec") else ()
    return {"real", "build_site"} <= {*item.fixturenames} or any(
        isinstance(value, str) and value == "real" for value in values
    )


def run_mkdocs(
    project: Path, *arguments: str, env: Mapping[str, str] | None = None, fresh: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run MkDocs in a project as a person would, in a process of its own."""
    return run_module("mkdocs", project, *arguments, env=env, fresh=fresh)


def run_module(
    module: str,
    project: Path,
    *arguments: str,
    env: Mapping[str, str] | None = None,
    fresh: bool = False,
) -> subprocess.CompletedProcess[str]:
    """Run a Python module in a project, its standard error within its standard output.

    Args:
        fresh: start Python anew, with other hashes and no import done before.
    """
    environment = {**ENVIRONMENT, **(env or {})}
    if not fresh:
        return run_forked(module, project, arguments, environment, patience=600)
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=project,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=600,
    )


def new_project(project: Path, docs: Path = TINY_SITE) -> Path:
    """Put the real theme, hooks and configuration around a copy of some pages."""
    project.mkdir(parents=True)
    for part in ("hooks", "overrides"):
        (project / part).symlink_to(ROOT / part)
    shutil.copy(ROOT / "mkdocs.yml", project)
    shutil.copytree(docs, project / "docs")
    share(project, "fonts", "references")
    return project


def share(project: Path, *names: str) -> None:
    """Let a project take from stores of this repository what was made before, and put it there.

    A file's name in them is the hash of all that the file is made from, so nothing old is found.
    """
    (project / ".cache").mkdir(exist_ok=True)
    for name in names:
        (ROOT / ".cache" / name).mkdir(parents=True, exist_ok=True)
        (project / ".cache" / name).symlink_to(ROOT / ".cache" / name)


def replace_once(file: Path, old: str, new: str) -> None:
    """Change a file as an author would; the text to change stands in it exactly once."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{file} has {old!r} {text.count(old)} times"
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def make_project(tmp_path: Path, build_site: Callable[[str], BuiltSite]) -> Callable[..., Path]:
    """Make a project with the real theme, hooks and configuration around other pages.

    It begins with what the build of the tiny site has kept, in a copy: most tests change one page,
    and each page is worked out once. From an empty store the shared sites are built.
    """

    def make(docs: Path = TINY_SITE, name: str = "project") -> Path:
        project = new_project(tmp_path / name, docs)
        kept = built(build_site("tiny")).project / ".cache" / FILE
        shutil.copy(kept, project / ".cache")
        return project

    return make


def make_guide(make: Callable[..., Path]) -> Path:
    """Make a project of the tiny site with its condition as a guide."""
    project = make()
    shutil.copytree(TINY_GUIDE, project / "docs", dirs_exist_ok=True)
    return project


# --- sites that many tests look at and none changes: each is built once for all workers ---


@dataclass(frozen=True)
class Recipe:
    """What one of the shared sites is built from."""

    docs: Path
    env: Mapping[str, str]
    clinic: tuple[tuple[str, str], ...] = ()
    """What is filled in for the clinic that prints."""
    over: Path | None = None
    """Pages and data that take the place of others, or come to them."""
    lists: tuple[str, ...] = ()
    """Files of the project's folder: what was released before, and what was taken back."""

    def project(self, folder: Path) -> Path:
        """Make a project to build it from, and return its folder."""
        new_project(folder, self.docs)
        if self.over is not None:
            shutil.copytree(self.over, folder / "docs", dirs_exist_ok=True)
        for name in self.lists:
            shutil.copy(self.docs.parent / name, folder)
        if self.clinic:
            replace_once(
                folder / "mkdocs.yml",
                '  # clinic: {name: "", phone: "", notes: ""}',
                f"  clinic: {json.dumps(dict(self.clinic))}",
            )
        return folder


FORMATS = ("a4", "letter", "large-a4", "large-letter") if WHOLE else ("a4", "large-letter")
"""What the public site is printed in: each paper and each type, or each of one with the other."""
RECIPES: Mapping[str, Recipe] = MappingProxyType(
    {
        # Printing takes longer than all else: the tiny site is printed in more formats instead.
        "real": Recipe(ROOT / "docs", {"PRINT": "a4"}),
        "tiny": Recipe(TINY_SITE, {}),
        # The condition of the tiny site as a guide in parts.
        "guide": Recipe(TINY_SITE, {"PRINT": "0"}, over=TINY_GUIDE),
        # Without the slash at its end, as people write it.
        "public": Recipe(
            TINY_SITE,
            {
                "SITE_URL": "https://leaf.example/health",
                "SITE_CONTACT": "editors@leaf.example",
                "PRINT": ",".join(FORMATS),
            },
            (("name", "Leaf Clinic"), ("phone", "555 0100")),
            lists=("sheets.json", "withdrawn.json"),
        ),
    }
)


@dataclass(frozen=True)
class BuiltSite:
    """A site as `mkdocs build --strict` left it."""

    name: str
    project: Path
    status: int
    output: str

    @property
    def folder(self) -> Path:
        """The finished site."""
        return self.project / "site"

    @property
    def docs(self) -> Path:
        """The pages it was built from."""
        return self.project / "docs"

    @property
    def pages(self) -> list[str]:
        """Every HTML file, as a path inside the site."""
        return sorted(
            file.relative_to(self.folder).as_posix() for file in self.folder.rglob("*.html")
        )

    @property
    def looked_at(self) -> list[str]:
        """The pages that a browser opens one by one: all, but 404.html, which has no address.

        Of the real site the longest of each look, which is the set of its styles; all of them
        where `PLAINLEAF_WHOLE` is set, as `make real` does.
        """
        pages = [page for page in self.pages if page != "404.html"]
        if self.name != "real" or WHOLE:
            return pages
        longest: dict[frozenset[str], str] = {}
        for page in sorted(pages, key=lambda page: (len(self.html(page)), page)):
            links = self.tree(page).css("link[rel=stylesheet]")
            styles = (link.attributes.get("href") or "" for link in links)
            longest[frozenset(PurePosixPath(style).name for style in styles)] = page
        return sorted(longest.values())

    def html(self, page: str) -> str:
        """The HTML of a page."""
        return (self.folder / page).read_text(encoding="utf-8")

    def tree(self, page: str) -> LexborHTMLParser:
        """A page as browsers read it; a tree of its own, to take apart."""
        return LexborHTMLParser(self.html(page))


@pytest.fixture(scope="session")
def build_site(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], BuiltSite]:
    """Build one of the shared sites, unless another worker has."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent

    @functools.cache
    def build(name: str) -> BuiltSite:
        project = shared / f"site-{name}"
        result = shared / f"site-{name}.json"
        with (shared / f"site-{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not result.exists():
                recipe = RECIPES[name]
                share(recipe.project(project), "print")
                done = run_mkdocs(project, "build", "--strict", env=recipe.env, fresh=True)
                result.write_text(json.dumps([done.returncode, done.stdout]), encoding="utf-8")
        status, output = json.loads(result.read_text(encoding="utf-8"))
        return BuiltSite(name, project, status, output)

    return build


@pytest.fixture(scope="session", params=["tiny", "real"])
def site(request: pytest.FixtureRequest, build_site: Callable[[str], BuiltSite]) -> BuiltSite:
    """Each of the two sites in turn, built."""
    return built(build_site(request.param))


@pytest.fixture(scope="session")
def real(build_site: Callable[[str], BuiltSite]) -> BuiltSite:
    """The real site, built."""
    return built(build_site("real"))


@pytest.fixture(scope="session")
def tiny(build_site: Callable[[str], BuiltSite]) -> BuiltSite:
    """The tiny site, built."""
    return built(build_site("tiny"))


@pytest.fixture(scope="session")
def guide(build_site: Callable[[str], BuiltSite]) -> BuiltSite:
    """The tiny site with its condition as a guide, built."""
    return built(build_site("guide"))


@pytest.fixture(scope="session")
def public(build_site: Callable[[str], BuiltSite]) -> BuiltSite:
    """The tiny site, built for a public address, with a contact."""
    return built(build_site("public"))


def built(site: BuiltSite) -> BuiltSite:
    """A site, or fail with the output of its build."""
    assert site.status == 0, f"The {site.name} site does not build:\n{site.output}"
    return site


# --- a web server and a browser ---

CHROMIUM = "chromium-headless-shell"
SUB_PATH = "/health/"
VIEWPORT: ViewportSize = {"width": 1280, "height": 900}
PATIENCE = 15_000  # milliseconds; the machine may be busy


def static_headers(folder: Path) -> dict[str, str]:
    """What a static host sends with every file of a site: the first part of its `_headers`."""
    lines = (folder / "_headers").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "/*"
    own = itertools.takewhile(lambda line: line.startswith("  "), lines[1:])
    return dict(line.strip().split(": ", 1) for line in own)


class _Handler(SimpleHTTPRequestHandler):
    """Serves a site below SUB_PATH, and nothing above it, with the headers that it asks for."""

    protocol_version = "HTTP/1.1"  # keeps connections open

    def translate_path(self, path: str) -> str:
        if not path.startswith(SUB_PATH):
            return str(Path(self.directory) / "outside-of-the-site")
        return super().translate_path(path.removeprefix(SUB_PATH.rstrip("/")))

    def end_headers(self) -> None:
        for name, value in static_headers(Path(self.directory)).items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not self.path.startswith(SUB_PATH) or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its name there
        """Say nothing: tests look at the browser's side."""


class _Server(ThreadingHTTPServer):
    """Lets a browser break off a connection, as it does when a page is left: that is no trouble."""

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[BuiltSite], str]]:
    """Serve a built site under a sub-path; returns its address, with a slash at its end."""
    servers: dict[str, ThreadingHTTPServer] = {}

    def start(site: BuiltSite) -> str:
        if site.name not in servers:
            handler = functools.partial(_Handler, directory=str(site.folder))
            server = _Server(("127.0.0.1", 0), handler)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            servers[site.name] = server
        return f"http://127.0.0.1:{servers[site.name].server_port}{SUB_PATH}"

    yield start
    for server in servers.values():
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def launch(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[..., Browser]]:
    """Start Debian's Chromium on a device that has some typefaces and no other; once for each.

    Without its windows: the same engine for two thirds of the time.
    """
    program = shutil.which(CHROMIUM)
    if program is None:
        pytest.fail(f"{CHROMIUM} is missing. Run: make test, which installs it", pytrace=False)
    # Imported here: most tests need no browser.
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        started: dict[tuple[Face, ...], Browser] = {}

        def start(*faces: Face) -> Browser:
            if faces in started:
                return started[faces]
            fonts = machine_with(tmp_path_factory.mktemp("device") / "fonts", *faces)
            started[faces] = playwright.chromium.launch(
                executable_path=program,
                env={**os.environ, **fonts},
                args=[
                    "--no-sandbox",  # it would not start as root
                    "--disable-gpu",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--no-first-run",
                    # Else the device's letters are whole pixels wide: no phone draws them so.
                    "--font-render-hinting=none",
                ],
            )
            return started[faces]

        yield start
        for browser in started.values():
            browser.close()


@pytest.fixture(scope="session")
def browser(launch: Callable[..., Browser]) -> Browser:
    """A browser on a device as most have it: Arial, and a face with phonetic letters."""
    return launch(ARIAL, NOTO)


@dataclass  # not frozen: Playwright sets attributes on what listens to it
class Witness:
    """What happened in the browser during a test, beyond what its pages show."""

    trouble: list[str] = field(default_factory=list)
    """Errors, failed requests and requests to elsewhere; who expects one takes it out."""
    asked: list[str] = field(default_factory=list)
    """Every address that was asked for."""

    def watch(self, context: BrowserContext) -> None:
        """Write down what happens in a profile."""
        context.on("console", self._tell_message)
        context.on("weberror", lambda error: self.trouble.append(str(error.error)))
        context.on("request", self._tell_request)
        context.on("requestfailed", self._tell_failure)
        context.on("response", self._tell_response)

    def _tell_message(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.trouble.append(f"{message.page.url if message.page else ''}: {message.text}")

    def _tell_request(self, request: Request) -> None:
        self.asked.append(request.url)
        if not request.url.startswith(("http://127.0.0.1:", "file:///", "data:", "blob:")):
            self.trouble.append(f"asked another host: {request.url}")

    def _tell_failure(self, request: Request) -> None:
        # Aborted: the test went on to another page while an icon was still on its way.
        if request.failure != "net::ERR_ABORTED":
            self.trouble.append(f"{request.failure}: {request.url}")

    def _tell_response(self, response: Response) -> None:
        if response.status >= 400:
            self.trouble.append(f"{response.status}: {response.url}")


@pytest.fixture(scope="session")
def _session_witness() -> Witness:
    return Witness()


@pytest.fixture
def witness(_session_witness: Witness) -> Iterator[Witness]:
    """What happens in the browser during this test; any trouble fails it."""
    _session_witness.trouble.clear()
    _session_witness.asked.clear()
    yield _session_witness
    assert _session_witness.trouble == []


@pytest.fixture
def open_context(browser: Browser, witness: Witness) -> Iterator[Callable[..., BrowserContext]]:
    """Open profiles with settings of their own; nothing moves there either."""
    contexts: list[BrowserContext] = []

    def open_one(**settings: object) -> BrowserContext:
        context = browser.new_context(
            **{"viewport": VIEWPORT, "reduced_motion": "reduce", **settings}
        )
        context.set_default_timeout(PATIENCE)
        witness.watch(context)
        contexts.append(context)
        return context

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def _session_page(browser: Browser, _session_witness: Witness) -> Page:
    context = browser.new_context(viewport=VIEWPORT, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    _session_witness.watch(context)
    return context.new_page()


@pytest.fixture
def page(_session_page: Page, witness: Witness) -> Iterator[Page]:  # noqa: ARG001  # it watches
    """A page with nothing stored; always the same one, because a new one is a new process.

    Nothing moves, unless a test asks for it: who clicks on what still scrolls may hit its neighbor.

    Who sets its clock, or a script for every page, takes a page of `open_context` instead: neither
    can be taken away again.
    """
    _session_page.set_viewport_size(VIEWPORT)
    _session_page.emulate_media(media="null", color_scheme="null", reduced_motion="reduce")
    yield _session_page
    if _session_page.url.startswith("http"):
        # At its top a page that is left keeps no place, which the next test would be offered.
        _session_page.evaluate("scrollTo({ top: 0, behavior: 'instant' }); localStorage.clear()")
    # What it still asks for belongs to this test, not to the next.
    _session_page.unroute_all()
    _session_page.goto("about:blank")
