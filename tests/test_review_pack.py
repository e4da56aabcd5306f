"""What a reviewer gets to read."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainleaf.content import load_content
from plainleaf.references import format_plain
from plainleaf.review_material import review_hash, review_material
from plainleaf.review_pack import review_pack
from small_site import FILES, load, page, write

ROOT = Path(__file__).parent.parent
REAL = load_content(ROOT, ROOT / "docs")
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
- id: three
  point: Signed long ago.
  role: Botanist
  pages: [conditions/leaf-fever/index.md]
  state: signed
"""

PACK = """\
# Review pack: Leaf fever

Page: conditions/leaf-fever/index.md
Hash of this text: HASH

If you agree with the text as it stands, ask the editors to add your name, role, the date and \
this hash to docs/_data/reviews.yml. Any later change of the text, its references, figures, \
glossary entries or telephone numbers gives another hash and lapses the review.

## Open sign-off points (1)

- [ ] **Botanist:** Every line of it.

## Facts on this page (2)

### What it is

- **1.** Leaf fever is hot. *[FEVER]*
- **A1.** The source says cold. *[no source of its own]*

## Sources (2)

- **FEVER:** On leaf fever. [Read in full.]
- **VEIN:** On veins. [Read in full.]

## Figures (1)

### leaf

- **Said instead of the picture:** A leaf from above.
- **In words:** A leaf with one vein that runs from its stalk to its tip, seen from above.
- **Modality:** drawing
- **Number 1:** A vein.[@VEIN]
- **Marked on above:** a vein (vein)
- **Caption:** It is green.
- **Credit:** Plainleaf
- **License:** none chosen yet

## Glossary entries (1)

- **leaf fever:** A made-up illness of leaves. Also: LF. Said: LEEF FEE-ver /ˈliːf ˈfiːvɚ/.

## Emergency numbers (1)

- United States (US): 911

## The text

Title: Leaf fever
Description: About Leaf fever.

Hot leaves.[@FEVER]

## What it is

/// figure | leaf
///

## When to get help

Now.

## Sources
"""


def test_a_pack(tmp_path: Path) -> None:
    changes = {"_data/facts.yml": FACTS, "_data/sign_off.yml": SIGN_OFFS}
    content = load(write(tmp_path, changes))
    assert review_pack(content, CONDITION, "HASH") == PACK


def test_a_page_with_nothing_around_it(tmp_path: Path) -> None:
    content = load(write(tmp_path, {"_data/emergency_numbers.yml": "[]\n", "x.md": "Only this.\n"}))
    pack = review_pack(content, "x.md", "HASH")
    assert pack.startswith("# Review pack: x.md\n\nPage: x.md\nHash of this text: HASH\n")
    assert pack.endswith(
        "\n## Open sign-off points (0)\n\n## Facts on this page (0)\n\n## Sources (0)\n\n"
        "## The text\n\nOnly this.\n"
    )


def test_every_way_to_say_a_term_is_in_the_pack(tmp_path: Path) -> None:
    terms = FILES["_data/glossary.yml"].replace(
        "source: editor}", "source: editor, alternates: [{ipa: ˈlɛf ˈfiːvɚ, source: editor}]}"
    )
    content = load(write(tmp_path, {"_data/glossary.yml": terms}))
    pack = review_pack(content, CONDITION, "HASH")
    assert " Said: LEEF FEE-ver /ˈliːf ˈfiːvɚ/, or LEF FEE-ver /ˈlɛf ˈfiːvɚ/.\n" in pack


def test_words_of_the_front_matter_are_in_the_pack(tmp_path: Path) -> None:
    case = page("case", "A spot", at_a_glance=[{"label": "Age", "value": "38 years"}])
    content = load(write(tmp_path, {"cases/a-spot/index.md": case}))
    assert "\nAge: 38 years\n" in review_pack(content, "cases/a-spot/index.md", "HASH")
    assert "\nIn: Go in. (Go)\n" in review_pack(content, "index.md", "HASH")


@pytest.mark.parametrize("src", REAL.pages)
def test_the_pack_of_a_real_page_shows_all_that_its_hash_covers(src: str) -> None:
    pack = review_pack(REAL, src, review_hash(REAL, src))
    material = review_material(REAL, src)
    assert f"Hash of this text: {review_hash(REAL, src)}\n" in pack
    # But for the spaces at the end of a line, which nobody reads.
    text = "\n".join(line.rstrip() for line in material["text"].splitlines())
    assert text in "\n".join(line.rstrip() for line in pack.splitlines())
    wanted = [material["title"], material["description"]]
    wanted += [value for one in material["at_a_glance"] or () for value in one.values()]
    wanted += [one[key] for one in material["doors"] or () for key in ("title", "text", "action")]
    wanted += [term[key] for term in material["terms"] for key in ("term", "definition")]
    wanted += [number["number"] for number in material["numbers"]]
    for figure, _digests in material["figures"].values():
        wanted += [
            figure["alt"],
            figure["long"],
            figure["caption"],
            figure["credit"],
            figure["license"],
        ]
        wanted += [finding["text"] for finding in figure["findings"]]
        wanted += [mark["label"] for view in figure["views"] for mark in view["annotations"]]
    cited = {one["id"] for one in material["references"]}
    wanted += format_plain([one for one in REAL.references.items if one.id in cited]).values()
    wanted += [one.point for one in REAL.sign_offs if src in one.pages and one.state != "signed"]
    wanted += [one.fact for one in REAL.facts.items if src in {place.page for place in one.fate}]
    assert [text for text in wanted if text not in pack] == []


def test_every_open_point_is_in_some_pack() -> None:
    packs = "".join(review_pack(REAL, src, "HASH") for src in REAL.pages)
    assert [
        one.id for one in REAL.sign_offs if one.state != "signed" and one.point not in packs
    ] == []
