"""What printing costs: `python tests/benchmarks/printing.py`.

Two sites are printed on A4: the real one, whose handouts are long, and one of a hundred short pages
(the conditions of the tests' site, copied, each with its booklet). What the same build costs
without printing is taken off, except from memory. Each is built three times: with nothing printed
yet, with nothing changed, and with one page edited; how many files and sheets were printed stands
beside. Then all is printed once more, to say what share of it the proof of the files costs.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from run import Cost, measure, speed, tell  # noqa: E402

from conftest import TINY_SITE, new_project  # noqa: E402  # after the path is set

PRINTED = 100
"""Pages of the site of short pages that are printed: an overview and questions in turn."""
MODEL = "samplitis"


def write_short_pages(docs: Path) -> None:
    """Copy the tests' condition until there are enough pages."""
    model = docs / "conditions" / MODEL
    for number in range(1, PRINTED // 2):
        name = f"{MODEL}-{number:02}"
        folder = docs / "conditions" / name
        shutil.copytree(model, folder)
        for page in folder.glob("*.md"):
            text = page.read_text(encoding="utf-8")
            text = text.replace(f"condition: {MODEL}\n", f"condition: {name}\n", 1)
            page.write_text(
                text.replace("\ntitle: ", f"\ntitle: {number:02} ", 1), encoding="utf-8"
            )


def printed_files(project: Path) -> dict[str, tuple[int, int]]:
    """The files in the store of printed files: when each was made (ns), and its sheets."""
    return {
        note.name: (
            note.with_suffix(".pdf").stat().st_mtime_ns,
            json.loads(note.read_text(encoding="utf-8"))["pages"],
        )
        for note in (project / ".cache" / "print").glob("*/*.json")
    }


def benchmark(name: str, project: Path, edited: str) -> None:
    """Measure what printing adds to the build of a project."""
    build = ["mkdocs", "build", "--quiet", "--site-dir", "site"]
    plain = measure(project, build)
    for what in ("cold", "unchanged", "one edit"):
        if what == "one edit":
            page = project / "docs" / edited
            page.write_text(page.read_text(encoding="utf-8") + "\nOne more line.\n", "utf-8")
        before = printed_files(project)
        cost = measure(project, build, PRINT="a4")
        made = [one for key, one in printed_files(project).items() if before.get(key) != one]
        beside = f"{len(made)} files, {sum(sheets for _, sheets in made)} sheets printed"
        added = Cost(cost.seconds - plain.seconds, cost.reference - plain.reference, cost.megabytes)
        tell(f"{name}, {what}", added, beside)


PROOF = """
import time
from mkdocs.__main__ import cli
from plainleaf.print import printer
from plainleaf.print.engine import Engine
spent = {"print": 0.0, "proof": 0.0}
def timed(name, call):
    def inner(*args, **kwargs):
        begun = time.process_time()
        try:
            return call(*args, **kwargs)
        finally:
            spent[name] += time.process_time() - begun
    return inner
Engine.pdf = timed("print", Engine.pdf)
printer.first_fault = timed("proof", printer.first_fault)
cli(["build", "--quiet", "--site-dir", "site"], standalone_mode=False)
print(spent["print"], spent["proof"])
"""
"""Builds, and tells the CPU seconds of laying files out and of proving them."""
GOAL = 0.25
"""The most that the proof of a file may cost, as a share of laying it out."""


def tell_proof(project: Path) -> None:
    """Print everything of a project anew, and say what share of it the proof costs."""
    shutil.rmtree(project / ".cache" / "print", ignore_errors=True)
    env = {**os.environ, "PRINT": "a4"}
    done = subprocess.run(
        [sys.executable, "-c", PROOF], cwd=project, env=env, capture_output=True, text=True
    )
    printing, proof = (float(one) for one in done.stdout.split()[-2:])
    share = f"{proof / printing:.0%} (at most {GOAL:.0%})"
    print(f"proof of every file: {proof:.2f} of {printing:.2f} CPU s, {share}")


def main() -> None:
    """Measure both sites."""
    print(f"{'printed':<28} {'CPU s':>8} {'ref. s':>8} {'peak MB':>8}")
    with tempfile.TemporaryDirectory(prefix="plainleaf-bench-") as folder:
        real = new_project(Path(folder) / "real", ROOT / "docs")
        benchmark("real", real, "conditions/extramedullary-hematopoiesis/faq.md")
        tell_proof(real)
        short = new_project(Path(folder) / "short", TINY_SITE)
        write_short_pages(short / "docs")
        benchmark(f"{PRINTED} short pages", short, f"conditions/{MODEL}-01/faq.md")
        tell_proof(short)
    print(f"A fixed piece of work took {speed():.3f} CPU s (0.083 s where the goals were set).")


if __name__ == "__main__":
    main()
