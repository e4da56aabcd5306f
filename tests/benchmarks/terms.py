"""What it costs to open terms from the text: `python tests/benchmarks/terms.py`.

A page of 6,000 words is converted with glossaries of several sizes. Each begins with the terms of
the site, which the page uses; the rest is made up. What the page costs without a glossary is taken
off. Times are the least of twenty runs in CPU milliseconds.

The goal is 20 ms at 5,000 terms, and the same at 50.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from run import speed  # noqa: E402

from plainleaf.model.term import Term  # noqa: E402
from plainleaf.model.term_matcher import TermMatcher  # noqa: E402
from plainleaf.reading.glossary import load_glossary  # noqa: E402  # after the path is set
from plainleaf.rendering.rendering import Inputs, Rendering  # noqa: E402
from rendered import markdown  # noqa: E402

WORDS = 6000
SIZES = (50, 500, 5000)
RUNS = 20
_SYLLABLES = ("ba", "co", "di", "fu", "gle", "hep", "my", "no", "ost", "per", "qui", "ra", "so")


def page() -> str:
    """A page of `WORDS` words: the real condition page, again and again."""
    file = ROOT / "docs/conditions/extramedullary-hematopoiesis/index.md"
    body = file.read_text(encoding="utf-8").split("---\n", 2)[2]
    # Citations and blocks have costs of their own.
    body = re.sub(r"\[@[^\]]*\]|^///.*$", "", body, flags=re.MULTILINE)
    lines: list[str] = []
    count = 0
    while count < WORDS:
        for line in body.split("\n"):
            lines.append(line)
            count += len(line.split())
            if count >= WORDS:
                break
    return "\n".join(lines)


def terms(count: int) -> tuple[Term, ...]:
    """As many terms: those of the site, then made-up ones of one to three words."""
    text = (ROOT / "docs/_data/glossary.yml").read_text(encoding="utf-8")
    chance = random.Random(count)

    def word() -> str:
        return "".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(2, 5)))

    made_up = (
        Term.model_validate(
            {
                "id": f"term-{number}",
                "term": " ".join(word() for _ in range(chance.randint(1, 3))),
                "same": [word()],
                "category": "general",
                "definition": "Made up.",
            }
        )
        for number in range(count)
    )
    return (*load_glossary(text, "glossary.yml").terms, *made_up)[:count]


def converter(text: str, matcher: TermMatcher | None) -> tuple[Callable[[], float], Rendering]:
    """What converts the page once and returns the CPU milliseconds that it took."""
    rendering = Rendering()
    reader = markdown(rendering)

    def once() -> float:
        reader.reset()
        rendering.start(Inputs(terms=matcher))
        begun = time.process_time()
        reader.convert(text)
        return (time.process_time() - begun) * 1000

    return once, rendering


def main() -> None:
    """Convert the page with each glossary, in turns: a busy machine is slow for all of them."""
    text = page()
    index: dict[int, float] = {}
    made = {0: converter(text, None)}
    for size in SIZES:
        listed = terms(size)
        begun = time.process_time()
        matcher = TermMatcher(listed)
        index[size] = (time.process_time() - begun) * 1000
        made[size] = converter(text, matcher)
    times: dict[int, list[float]] = {size: [] for size in made}
    for _ in range(RUNS):
        for size, (once, _) in made.items():
            times[size].append(once())
    print(f"{'terms':>6} {'page ms':>9} {'more ms':>9} {'index ms, once':>15} {'open':>6}")
    for size, (_, rendering) in made.items():
        cost, more = min(times[size]), min(times[size]) - min(times[0])
        opened = len(rendering.outputs.terms)
        print(f"{size:>6} {cost:>9.1f} {more:>9.1f} {index.get(size, 0):>15.1f} {opened:>6}")
    print(f"{len(text.split())} words, {len(text):,} characters.")
    print(f"A fixed piece of work took {speed():.3f} CPU s (0.083 s where the goals were set).")


if __name__ == "__main__":
    main()
