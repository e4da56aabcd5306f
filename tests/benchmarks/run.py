"""What checks and builds cost: `make bench`.

Every measurement is a process of its own, so that none warms another; CPU seconds (user and system)
and peak memory are the kernel's. Beside the seconds measured stand those that the machine would
take on which the goals were set: a fixed piece of work before and after tells how fast this one is
just then. Sites are made in a temporary folder that is removed again. The last columns say what a
build takes of Material's of the same size and, then, of ours with an empty store: CPU seconds, and
seconds on the clock.

* `markdown-it`: the same pages through a Markdown parser alone, to know how much text they are.
* `check`: `plainleaf check` of the whole site, and of one page of it.
* `hooks`: the site as `make site` builds it, without PDFs: from an empty store; with nothing
  changed; and with one page edited.
* `proof`: what of that the proof of its words takes, and its share; the limit is a tenth.
* `bare`: the same MkDocs, plugins and Markdown extensions, without our hooks, and with a theme of
  one template that prints the article.
* `Material`: Material's own theme, with its navigation pruned, as it advises for large sites.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sites import ROOT, write_docs

SIZES = (10, 100, 1000)
STORE = "kept.sqlite"
EDITED = "conditions/extramedullary-hematopoiesis/faq.md"
REFERENCE = 0.083
"""CPU seconds of the fixed piece of work where the goals were set."""
BARE_TEMPLATE = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ page.title }}</title></head>
<body>{{ page.content }}</body>
</html>
"""
# Without our hooks Material's own plugin makes the search index.
WITHOUT_HOOKS = "INHERIT: mkdocs.yml\nhooks: [unchecked.py]\nplugins: [search, glightbox]\n"
TIMED = """\
import time
from pathlib import Path

from plainleaf.proof import prove_site

prove = prove_site.prove_site


def timed(*asked):
    begun = time.process_time()
    found = prove(*asked)
    Path("proof.txt").write_text(str(time.process_time() - begun))
    return found


prove_site.prove_site = timed
"""
"""A hook that stands before all others and takes the time of the proof."""
UNCHECKED = """from plainleaf.rendering.rendering import Rendering


def on_config(config):
    config.mdx_configs["plainleaf.rendering.extensions"] = {"rendering": Rendering()}
"""
"""The only hook of the bare build: without it our extension would render nothing."""
HOOKS = re.findall(r"^  - (hooks/\w+\.py)", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
CONFIGURATIONS = {
    "hooks": f"INHERIT: mkdocs.yml\nhooks: [timed.py, {', '.join(HOOKS)}]\n",
    "bare": f"{WITHOUT_HOOKS}theme: {{name: material, custom_dir: bare}}\n",
    "Material": (
        f"{WITHOUT_HOOKS}"
        "theme: {name: material, custom_dir: empty, features: [navigation.prune]}\n"
    ),
}


@dataclass(frozen=True)
class Cost:
    """What a process took."""

    seconds: float
    """CPU seconds, user and system."""
    reference: float
    """The same on the machine on which the goals were set."""
    megabytes: float
    """The most memory it held at once; of its processes, the largest."""
    wall: float = 0.0
    """Seconds on the clock; other programs run in them, too."""


def measure(project: Path, arguments: Sequence[str], **environment: str) -> Cost:
    """Run a Python module in a project; it must succeed. Only PRINT makes it print handouts."""
    before = speed()
    begun = time.monotonic()
    process = os.fork()
    if process == 0:
        nothing = os.open(os.devnull, os.O_WRONLY)
        log = os.open(project / "log.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(nothing, 1)
        os.dup2(log, 2)
        os.chdir(project)
        os.environ |= {"SOURCE_DATE_EPOCH": "1795219200", "NO_MKDOCS_2_WARNING": "1"}
        os.environ |= {"PRINT": "0", **environment}
        os.execv(sys.executable, [sys.executable, "-m", *arguments])
    _, status, used = os.wait4(process, 0)
    wall = time.monotonic() - begun
    if status:
        said = (project / "log.txt").read_text(encoding="utf-8", errors="replace")
        raise SystemExit(f"{' '.join(arguments)} failed in {project}:\n{said[-2000:]}")
    seconds = used.ru_utime + used.ru_stime
    now = (before + speed()) / 2
    return Cost(seconds, seconds * REFERENCE / now, used.ru_maxrss / 1024, wall)


def make_project(project: Path, count: int) -> None:
    """Put the real theme, hooks and configuration around a site of so many pages."""
    project.mkdir()
    for part in ("hooks", "overrides"):
        (project / part).symlink_to(ROOT / part)
    shutil.copy(ROOT / "mkdocs.yml", project)
    write_docs(project / "docs", count)
    (project / "empty").mkdir()
    (project / "bare").mkdir()
    for name in ("main.html", "404.html"):
        (project / "bare" / name).write_text(BARE_TEMPLATE, encoding="utf-8")
    (project / "timed.py").write_text(TIMED, encoding="utf-8")
    (project / "unchecked.py").write_text(UNCHECKED, encoding="utf-8")
    for name, text in CONFIGURATIONS.items():
        (project / f"{name}.yml").write_text(text, encoding="utf-8")


def speed() -> float:
    """How long this machine takes now for a fixed piece of work: load shows, and other machines."""
    begun = time.process_time()
    total = 0
    for number in range(2_000_000):
        total += number * number
    return time.process_time() - begun


def tell(what: str, cost: Cost, beside: str = "") -> None:
    """Print a row of the table."""
    seconds = f"{cost.seconds:8.2f} {cost.reference:8.2f}"
    print(f"{what:<28} {seconds} {cost.megabytes:8.0f}  {beside}", flush=True)


def benchmark(project: Path, count: int) -> None:
    """Measure everything on a site of so many pages."""
    make_project(project, count)
    files = sorted((project / "docs").rglob("*.md"))
    size = sum(file.stat().st_size for file in files) / 1e6
    parsed = measure(project, ["markdown_it.cli.parse", *map(str, files)])
    tell(f"{count:>4} markdown-it", parsed, f"({size:.1f} MB of Markdown)")
    page = "docs/index.md"
    tell(f"{count:>4} check, empty store", measure(project, ["plainleaf", "check"]))
    tell(f"{count:>4} check, unchanged", measure(project, ["plainleaf", "check"]))
    tell(f"{count:>4} check {page}", measure(project, ["plainleaf", "check", page]))
    build = ["mkdocs", "build", "--quiet", "--site-dir", "site", "--config-file"]
    (project / ".cache" / STORE).unlink()
    costs = {name: measure(project, [*build, f"{name}.yml"]) for name in CONFIGURATIONS}
    proved = float((project / "proof.txt").read_text("utf-8"))
    costs["hooks, unchanged"] = measure(project, [*build, "hooks.yml"])
    edit(project / "docs" / EDITED)
    costs["hooks, one edit"] = measure(project, [*build, "hooks.yml"])
    for name, cost in costs.items():
        tell(f"{count:>4} build, {name}", cost, ratios(cost, costs["Material"], costs["hooks"]))
    tell_proof(count, proved, costs["hooks"])


def ratios(cost: Cost, material: Cost, full: Cost) -> str:
    """What a build takes of Material's and of ours from an empty store: CPU, then on the clock."""
    return "  ".join(
        f"{cost.reference / one.reference:5.2f} {cost.wall / one.wall:5.2f}"
        for one in (material, full)
    )


def edit(file: Path) -> None:
    """Change a word of a page, which is what editors save most often."""
    text = file.read_text(encoding="utf-8")
    before, _, after = text.rpartition(" the ")
    file.write_text(f"{before} this {after}", encoding="utf-8")


def tell_proof(count: int, seconds: float, build: Cost) -> None:
    """Print what the proof took of a build."""
    proof = Cost(seconds, seconds * build.reference / build.seconds, build.megabytes)
    tell(f"{count:>4} proof", proof, f"{seconds / build.seconds:.1%} of the build with hooks")


def main() -> None:
    """Measure at every size, or at those that were asked for."""
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    heads = f"{'CPU s':>8} {'ref. s':>8} {'peak MB':>8}"
    print(f"{'pages and what':<28} {heads}  of Material's, of ours")
    with tempfile.TemporaryDirectory(prefix="plainleaf-bench-") as folder:
        for count in sizes:
            benchmark(Path(folder) / str(count), count)
    print(
        f"A fixed piece of work took {speed():.3f} CPU s ({REFERENCE} s where the goals were set)."
    )


if __name__ == "__main__":
    main()
