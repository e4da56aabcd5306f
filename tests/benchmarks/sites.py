"""Sites of any size to measure with: the real pages again and again, in other words.

The pages are copies of the guide to a condition, each guide in a folder of its own with its figure
and its care cards; the rest of the site (home, glossary, case, data) is the real one. Every fifth
longer word of a copy is another one, so that no two pages have the same sentences: a cache that
only helps with copies does not help here. The same number of pages gives the same bytes.
"""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent.parent
MODEL = "extramedullary-hematopoiesis"
_KEPT = ("#", "/", "|", "[", "<", "- **Evidence:**")
"""How lines begin that keep their words: a check asks for some of them."""
_WORD = re.compile(r"(?<![A-Za-z])[a-z]{5,}")
_URGENT = re.compile("ambulance|emergency|hours|morning|night|today|urgent|call|phone|doctor")
"""Words that in the wrong place would send somebody somewhere."""
_BEFORE = "## Find it fast"
"""Where the home page takes more links."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def write_docs(docs: Path, count: int) -> None:
    """Write a folder of pages.

    Args:
        docs: the folder; it must not exist.
        count: how many Markdown files it holds at least at the end: guides come whole.
    """
    shutil.copytree(ROOT / "docs", docs)
    model = docs / "conditions" / MODEL
    pages = sorted(page.name for page in model.glob("*.md"))
    # Other words may use a term that the real pages do not; then its suppression would be unused.
    glossary = docs / "_data" / "glossary.yml"
    kept = [line for line in glossary.read_text("utf-8").split("\n") if "ignore PL641" not in line]
    glossary.write_text("\n".join(kept), encoding="utf-8")
    words = set(_WORD.findall((model / "index.md").read_text(encoding="utf-8")))
    pool = sorted(word for word in words if _URGENT.search(word) is None)
    missing = count - len(list(docs.rglob("*.md")))
    cards = docs / "_data" / "care_cards.yml"
    listed = yaml.safe_load(cards.read_text("utf-8"))
    home = docs / "index.md"
    for number in range(-(-missing // len(pages))):
        name = f"condition-{_in_letters(number)}"
        folder = docs / "conditions" / name
        # A leaflet names sentences of its pages, and those of copies are others.
        shutil.copytree(model, folder, ignore=shutil.ignore_patterns("leaflet.yml"))
        cards_of = [one | {"id": f"{one['id']}-{name}", "condition": name} for one in listed]
        with cards.open("a", encoding="utf-8") as file:
            file.write(yaml.safe_dump(cards_of, allow_unicode=True, width=10_000))
        link = f"[Help with {name}](conditions/{name}/when-to-get-help.md#emergency)\n\n"
        home.write_text(home.read_text("utf-8").replace(_BEFORE, f"{link}{_BEFORE}"), "utf-8")
        for page in pages:
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

    body = re.sub(r"^(/// care-card \| [a-z-]+)$", rf"\1-{name}", body, flags=re.MULTILINE)
    # Only pages about the condition of the case may lead to it, and those of copies are others.
    body = re.sub(r" [A-Z][^.\[\]\n]*\[[^\]\n]*\]\(\.\./\.\./cases/[^)\n]*\)[^.\n]*\.", "", body)
    body = re.sub(r"(#card-[a-z-]+)\)", rf"\1-{name})", body)
    lines = [
        line if line.startswith(_KEPT) or _URGENT.search(line) else _reworded_line(line, other)
        for line in body.split("\n")
    ]
    return "---\n" + matter + "---\n" + "\n".join(lines)


def _reworded_line(line: str, other: object) -> str:
    # Links, citations and bold labels keep their words: they are names of something.
    parts = re.split(r"(\[[^\]]*\](?:\([^)]*\))?|\*\*[^*]*\*\*|\{[^}]*\})", line)
    return "".join(
        part if index % 2 else _WORD.sub(other, part)  # type: ignore[call-overload]
        for index, part in enumerate(parts)
    )
