"""Sites of any size to measure with: the real pages again and again, in other words.

A third of the pages are copies of the condition, a third of its questions, a third of its page for
health professionals, each three in a folder of their own with their figure; the rest of the site
(home, glossary, case, data) is the real one. Every fifth
longer word of a copy is another one, so that no two pages have the same sentences: a cache that
only helps with copies does not help here. The same number of pages gives the same bytes.
"""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
MODEL = "extramedullary-hematopoiesis"
PAGES = ("index.md", "faq.md", "professional.md")
"""The pages of a condition; all of them are copied."""
_KEPT = ("#", "/", "|", "[", "<", "- **Evidence:**")
"""How lines begin that keep their words: a check asks for some of them."""
_WORD = re.compile(r"(?<![A-Za-z])[a-z]{5,}")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def write_docs(docs: Path, count: int) -> None:
    """Write a folder of pages.

    Args:
        docs: the folder; it must not exist.
        count: how many Markdown files it holds at the end, or two more: they come in threes.
    """
    shutil.copytree(ROOT / "docs", docs)
    model = docs / "conditions" / MODEL
    if sorted(page.name for page in model.glob("*.md")) != sorted(PAGES):
        raise SystemExit(f"{model} has other pages than {', '.join(PAGES)}.")
    # Other words may use a term that the real pages do not; then its suppression would be unused.
    glossary = docs / "_data" / "glossary.yml"
    kept = [line for line in glossary.read_text("utf-8").split("\n") if "ignore PL641" not in line]
    glossary.write_text("\n".join(kept), encoding="utf-8")
    pool = sorted(set(_WORD.findall((model / "index.md").read_text(encoding="utf-8"))))
    missing = count - len(list(docs.rglob("*.md")))
    for number in range(-(-missing // len(PAGES))):
        name = f"condition-{_in_letters(number)}"
        folder = docs / "conditions" / name
        shutil.copytree(model, folder)
        for page in PAGES:
            text = (folder / page).read_text(encoding="utf-8")
            chance = random.Random(f"{number} {page}")
            (folder / page).write_text(_reworded(text, name, pool, chance), encoding="utf-8")


def _in_letters(number: int) -> str:
    return "".join(_LETTERS[number // 26**place % 26] for place in (2, 1, 0))


def _reworded(text: str, name: str, pool: list[str], chance: random.Random) -> str:
    """The text as a page about another condition."""
    _, matter, body = text.split("---\n", 2)
    matter = matter.replace(f"condition: {MODEL}", f"condition: {name}")
    matter = re.sub(r"^(title: .*)$", rf"\1 ({name.upper()})", matter, flags=re.MULTILINE)

    def other(word: re.Match[str]) -> str:
        if chance.random() >= 0.2:
            return word.group()
        # One in four is a word that no other page has.
        return chance.choice(pool) + (chance.choice(_LETTERS) if chance.random() < 0.25 else "")

    lines = [
        line if line.startswith(_KEPT) else _reworded_line(line, other) for line in body.split("\n")
    ]
    return "---\n" + matter + "---\n" + "\n".join(lines)


def _reworded_line(line: str, other: object) -> str:
    # Links, citations and bold labels keep their words: they are names of something.
    parts = re.split(r"(\[[^\]]*\](?:\([^)]*\))?|\*\*[^*]*\*\*)", line)
    return "".join(
        part if index % 2 else _WORD.sub(other, part)  # type: ignore[call-overload]
        for index, part in enumerate(parts)
    )
