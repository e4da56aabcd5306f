"""What a reader's first search costs on a large site: `python tests/benchmarks/search.py [pages]`.

The site is the real one, with an index of so many pages: the texts of the real pages again and
again, in which every third word is another one, drawn from 30,000 made-up words as rare as English
words are. The same number of pages gives the same index. Chromium then searches from a page of the
real site: over HTTP (compressed, as servers send it), from a folder, and over HTTP on a slow phone
(CPU four times slower, 1.6 Mbit/s, 150 ms for each request).

* `cold`: search is opened and a query is in the field at once. Nothing of search was there before:
  neither our engine nor Material's script nor the index.
* `open`: the same with the box open and its scripts loaded, as when somebody types.

Both end when the first result is on the page; each is the best of several, because a busy machine
only ever adds to them. Sizes are what came over the network.
"""

from __future__ import annotations

import functools
import gzip
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import accumulate
from pathlib import Path

import yaml
from lxml import etree
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from plainleaf.model.lay_words import LayWords
from plainleaf.reading.glossary import load_glossary
from plainleaf.search.index import SearchPage, build_index
from plainleaf.search.pages import lay_words
from plainleaf.search.passages import Passage, read_passages
from plainleaf.text.search_words import STOP_WORDS

ROOT = Path(__file__).parent.parent.parent
START = "cases/fever-and-a-chest-finding/index.html"
REPEATS = 3
QUERIES = (
    "spleen",
    "EMH",
    "is it cancer",
    "fever without a spleen",
    "haematopoiesis",
    "spleenectomyy",  # not in the glossary's data
    "blood made outside the bone marrow",
)
MODELS = (
    ("conditions/extramedullary-hematopoiesis/index.html", "Condition"),
    ("conditions/extramedullary-hematopoiesis/faq.html", "Questions and answers"),
)
FIRST_RESULT = """async (query) => {
  const list = document.querySelector(".search-l");
  const field = document.querySelector("dialog input[name=query]");
  const begun = performance.now();
  const seen = new Promise((resolve) => {
    new MutationObserver((_, observer) => {
      if (!list.firstElementChild) return;
      observer.disconnect();
      requestAnimationFrame(() => resolve(performance.now() - begun));
    }).observe(list, { childList: true });
  });
  if (!document.querySelector("dialog").open) document.querySelector("[data-search]").click();
  field.value = query;
  field.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
  return seen;
}"""


# --- a large index ---


def made_up_words(count: int, chance: random.Random) -> list[str]:
    """Words that are told apart as words of English are."""
    parts = "an ber cor dia el fer gan hy in ker lo mo neu or pla qui re sto tha ul ver xi yo zel"
    syllables = parts.split()
    words: set[str] = set()
    while len(words) < count:
        words.add("".join(chance.choices(syllables, k=chance.choice((2, 3, 3, 4)))))
    return sorted(words)


def large_site(folder: Path, count: int) -> list[SearchPage]:
    """The real pages and others made of them, so many in all."""
    chance = random.Random(count)
    vocabulary = made_up_words(30_000, chance)
    rarity = list(accumulate(1 / (rank + 2.7) for rank in range(len(vocabulary))))
    pages = []
    for file in sorted(folder.rglob("*.html")):
        tree = etree.HTML(file.read_bytes())
        for article in tree.iterfind(".//article"):
            html = etree.tostring(article, encoding="unicode")
            location = file.relative_to(folder).as_posix()
            title = "".join(tree.find(".//h1").itertext()).strip()
            pages.append(SearchPage(location, title, "Page", 1.0, read_passages(html)))
    models = [
        replace(page, label=label)
        for path, label in MODELS
        for page in pages
        if page.location == path
    ]

    def reworded(text: str) -> str:
        words = text.split(" ")
        others = chance.choices(vocabulary, cum_weights=rarity, k=len(words))
        return " ".join(
            other if word.lower() not in STOP_WORDS and chance.random() < 1 / 3 else word
            for word, other in zip(words, others, strict=True)
        )

    def copy(number: int, model: SearchPage) -> SearchPage:
        passages = tuple(
            Passage(one.anchor, reworded(one.title), reworded(one.text), one.level, one.urgency)
            for one in model.passages
        )
        return replace(
            model, location=f"copies/{number}.html", title=reworded(model.title), passages=passages
        )

    missing = count - len(pages)
    return pages + [copy(number, models[number % len(models)]) for number in range(missing)]


def write_index(folder: Path, count: int) -> None:
    """Put a large index in the place of the site's own, and say what it took."""
    glossary = (ROOT / "docs" / "_data" / "glossary.yml").read_text(encoding="utf-8")
    terms = load_glossary(glossary, "glossary.yml").terms
    typed = yaml.safe_load((ROOT / "docs" / "_data" / "lay_words.yml").read_text(encoding="utf-8"))
    words = [LayWords.model_validate(one) for one in typed]
    pages = large_site(folder, count)
    begun = time.process_time()
    files = build_index(pages, terms, *lay_words(words))
    took = time.process_time() - begun
    for part in ("words", "pairs", "texts", "spelling"):
        shutil.rmtree(folder / "search" / part, ignore_errors=True)
    sizes: dict[str, list[int]] = {}
    packed = 0
    for name, script in files.items():
        file = folder / "search" / f"{name}.js"
        file.parent.mkdir(exist_ok=True)
        file.write_text(script, encoding="utf-8")
        sizes.setdefault(name.partition("/")[0], []).append(len(script.encode()))
        packed += len(gzip.compress(script.encode()))
    total = sum(map(sum, sizes.values()))
    print(f"{count} pages, index: {took:.1f} CPU s, {total / 1e6:.1f} MB, {packed / 1e6:.1f} MB gz")
    for kind, found in sizes.items():
        print(f"  {kind:<9} {len(found):>5} files, largest {max(found) / 1e3:.0f} kB")


# --- a server and a browser ---


class _Compressed(SimpleHTTPRequestHandler):
    """Sends text compressed, as servers do."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path.partition("?")[0]))
        if not file.is_file():
            self.send_error(404)
            return
        body = file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        if file.suffix in {".html", ".js", ".css", ".json", ".svg"}:
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder; gives its address."""
    handler = functools.partial(_Compressed, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@dataclass
class Traffic:
    """What came over the network."""

    index: float = 0
    """Bytes of the index."""
    scripts: float = 0
    """Bytes of everything else."""


def watch(context: BrowserContext, page: Page, *, slow: bool) -> Traffic:
    """Count what comes, and make the machine slow if asked."""
    traffic = Traffic()
    addresses: dict[str, str] = {}
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    if slow:
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        limits = {"latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
        session.send("Network.emulateNetworkConditions", {"offline": False, **limits})

    def begin(event: Mapping[str, object]) -> None:
        addresses[str(event["requestId"])] = event["request"]["url"]  # type: ignore[index]

    def end(event: Mapping[str, object]) -> None:
        size = float(str(event["encodedDataLength"]))
        if "/search/" in addresses[str(event["requestId"])]:
            traffic.index += size
        else:
            traffic.scripts += size

    session.on("Network.requestWillBeSent", begin)
    session.on("Network.loadingFinished", end)
    return traffic


def search(
    browser: Browser, address: str, query: str, *, slow: bool, opened: bool
) -> tuple[float, Traffic]:
    """Milliseconds to the first result in a fresh profile, and what came for it."""
    context = browser.new_context(viewport={"width": 390, "height": 780})
    page = context.new_page()
    traffic = watch(context, page, slow=slow)
    page.goto(address + START)
    page.wait_for_load_state("networkidle")
    if opened:
        page.get_by_role("button", name="Search").click()
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(1500 if slow else 300)
    before = replace(traffic)
    took = float(page.evaluate(FIRST_RESULT, query))
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(100)
    context.close()
    came = Traffic(traffic.index - before.index, traffic.scripts - before.scripts)
    return took, came


def _time(run: tuple[float, Traffic]) -> float:
    return run[0]


def main() -> None:
    """Measure with 1,000 pages, or as many as asked for."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory(prefix="plainleaf-bench-") as name, sync_playwright() as play:
        folder = Path(name) / "site"
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)]
        subprocess.run(
            command, cwd=ROOT, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        )
        write_index(folder, count)
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium-headless-shell"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        print(f"{'query':<36} {'where':<10} {'cold ms':>8} {'open ms':>8}  kB index  kB scripts")
        with served(folder) as http:
            places = {"HTTP": (http, False), "file": (f"{folder.as_uri()}/", False)}
            places["slow phone"] = (http, True)
            for where, (address, slow) in places.items():
                times = []
                for query in QUERIES:
                    run = functools.partial(search, browser, address, query, slow=slow)
                    cold, came = min((run(opened=False) for _ in range(REPEATS)), key=_time)
                    warm, _ = min((run(opened=True) for _ in range(REPEATS)), key=_time)
                    times.append((cold, warm))
                    sizes = f"{came.index / 1000:8.1f} {came.scripts / 1000:11.1f}"
                    print(f"{query:<36} {where:<10} {cold:8.0f} {warm:8.0f}  {sizes}", flush=True)
                middle = (statistics.median(column) for column in zip(*times, strict=True))
                print(f"{'median':<36} {where:<10} " + " ".join(f"{one:8.0f}" for one in middle))
        browser.close()


if __name__ == "__main__":
    main()
