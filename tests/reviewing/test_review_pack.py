"""What a reviewer gets to read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast

import yaml

from plainleaf.build import Build
from plainleaf.rendering.rendered_site import Settings
from plainleaf.reviewing.review_pack import review_pack
from small_site import write

ROOT = Path(__file__).parents[2]
CONDITION = "conditions/leaf-fever/index.md"

FACTS = """\
- id: "1"
  fact: Leaf fever is hot.
  sources: [FEVER]
  fate: [{page: conditions/leaf-fever/index.md, heading: What it is}]
- id: A1
  fact: The source says cold.
  fate: [{page: conditions/leaf-fever/index.md, heading: What it is}]
- {id: "2", fact: It is rare., omitted: Nobody asked for it.}
"""

SIGN_OFFS = """\
- {id: one, point: Every line of it., role: Botanist, pages: [conditions/leaf-fever/index.md]}
- {id: two, point: Another page., role: Botanist, pages: [glossary.md]}
"""

SOURCES = """\
*Sources*

- [1] On veins. [Read in full.]
"""


def pack(tmp_path: Path, src: str = CONDITION, **changes: str) -> str:
    """The pack of a page of the small site with changed data files."""
    root = write(tmp_path, {f"_data/{name}.yml": text for name, text in changes.items()})
    build = Build.start(root, root / "docs", ROOT / "overrides", Settings("", ""))
    return review_pack(build.content, src, build.sections.with_points(src), build.reviews.points)


def test_a_pack(tmp_path: Path) -> None:
    printed = pack(tmp_path, facts=FACTS, sign_off=SIGN_OFFS)
    hashes = dict(re.findall("^    ([a-z-]+): ([0-9a-f]{64})$", printed, re.MULTILINE))
    assert list(hashes) == ["top", "what-it-is", "when-to-get-help"]
    assert all(printed.count(f"`{name}: {value}`\n") == 1 for name, value in hashes.items())
    record = yaml.safe_load(printed.partition("```yaml\n")[2].partition("```")[0])
    assert record[0]["page"] == CONDITION
    assert record[0]["sections"] == hashes
    assert "\n## Open sign-off points (1)\n\n- [ ] **Botanist:** Every line of it.\n" in printed
    top, what, help_ = re.split("^## .*\n", printed, flags=re.MULTILINE)[3:]
    assert "\nHot leaves.[1]\n" in top
    assert SOURCES in what
    assert "*Figure leaf*\n\n- Said instead of the picture: A leaf from above.\n" in what
    assert "- Marked on above: a vein (vein)\n" in what
    assert "\n*Facts*\n\n- **1.** Leaf fever is hot. *[FEVER]*\n" in what
    assert "- **A1.** The source says cold. *[no source of its own]*\n" in what
    assert help_.endswith("\nNow.\n\n")


def test_the_pack_prints_every_word_that_its_hashes_cover() -> None:
    build = Build.start(ROOT, ROOT / "docs", ROOT / "overrides", Settings("", ""))
    for src in build.content.pages:
        sections = build.sections.with_points(src)
        printed = " ".join(review_pack(build.content, src, sections, build.reviews.points).split())
        for section in sections[src]:
            assert section.title in printed
            for line in section.lines:
                assert line.text in printed, (src, line)
            definitions = cast("list[tuple[str, ...]]", section.also["definitions"])
            for definition in definitions:
                assert all(part in printed for part in definition if part != definition[1])


def test_words_of_the_front_matter_are_in_the_pack(tmp_path: Path) -> None:
    assert "\n- In: Go in. (Go)\n" in pack(tmp_path / "a", "index.md")
    assert "\n- Emergency number: 911, United States (US)\n" in pack(tmp_path / "b")


def test_a_page_with_nothing_around_it(tmp_path: Path) -> None:
    printed = pack(tmp_path, "about/index.md", emergency_numbers="[]\n")
    assert "\n## Open sign-off points (0)\n\n## Around the text\n" in printed
    assert printed.endswith("Text.\n\n")


def test_a_point_that_was_signed_for_an_earlier_text_is_open_again(tmp_path: Path) -> None:
    point = SIGN_OFFS.splitlines()[0].removesuffix("}")
    signed = point + ", state: signed, signed_by: A. Leaf, signed_on: 2027-01-31, hash: '%s'}\n"
    before = pack(tmp_path / "a", sign_off=signed % ("0" * 64))
    assert (
        "- [ ] **Botanist:** Every line of it. A. Leaf signed it for an earlier text.\n" in before
    )
    (held,) = re.findall("`hash: ([0-9a-f]{64})`", before)
    assert "Open sign-off points (0)" in pack(tmp_path / "b", sign_off=signed % held)
