"""What printing costs: `python tests/benchmarks/printing.py`.

Two sites are printed on A4: the real one, whose handouts are long, and one of a hundred short pages
(the conditions of the tests' site, copied, each with its booklet). What the same build costs
without printing is taken off, except from memory. Each is built three times: with nothing printed
yet, with nothing changed, and with one page edited; how many files and sheets were printed stands
beside.
"""

from __future__ import annotations

import json
import shutil
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


def main() -> None:
    """Measure both sites."""
    print(f"{'printed':<28} {'CPU s':>8} {'ref. s':>8} {'peak MB':>8}")
    with tempfile.TemporaryDirectory(prefix="plainleaf-bench-") as folder:
        real = new_project(Path(folder) / "real", ROOT / "docs")
        benchmark("real", real, "conditions/extramedullary-hematopoiesis/faq.md")
        short = new_project(Path(folder) / "short", TINY_SITE)
        write_short_pages(short / "docs")
        benchmark(f"{PRINTED} short pages", short, f"conditions/{MODEL}-01/faq.md")
    print(f"A fixed piece of work took {speed():.3f} CPU s (0.083 s where the goals were set).")


if __name__ == "__main__":
    main()
