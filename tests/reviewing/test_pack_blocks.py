"""A page in blocks, and beside which of them a point stands."""

from __future__ import annotations

from plainleaf.model.care_cards import CareCard
from plainleaf.model.facts import SignOff
from plainleaf.reviewing.pack_blocks import PackText, blocks_of, with_points

ARTICLE = """
<p>Before.</p>
<h2 id="one">One</h2>
<div class="cares"><section class="care"><h3>Call now if:</h3></section>
<section class="care"><h3>Call today if:</h3></section></div>
<p>Fever with shivering needs help <span class="cites"><a class="cite" href="#source-2">2</a></span>
</p>
<div class="made made-changes"><p>Never printed.</p></div>
<div><h2 id="letter-a">A</h2><p>Apples ripen slowly.</p></div>
"""


def blocks() -> tuple[PackText, ...]:
    return blocks_of("<p>Lead.</p>", ARTICLE, ("FIRST", "SECOND"))


def point(name: str, text: str, **more: object) -> SignOff:
    data = {"id": name, "point": text, "role": "Botany", "pages": ("a.md",)}
    return SignOff.model_validate({**data, **more})


def test_a_page_comes_in_blocks_by_section() -> None:
    assert [(one.section, one.text.split()[0]) for one in blocks()] == [
        *(("top", "Lead."), ("top", "Before."), ("one", "Call"), ("one", "Call")),
        *(("one", "Fever"), ("letter-a", "Apples")),
    ]
    assert blocks()[4].cited == ("SECOND",)
    assert [len(one.marks) for one in blocks()] == [1, 1, 1, 1, 1, 1]


def test_a_point_stands_beside_what_it_is_about() -> None:
    card = CareCard.model_validate(
        {"id": "today", "condition": "x", "level": "urgent", "heading": "Call today if:"}
        | {"items": [{"text": "it hurts", "sources": ["KEY"]}], "sign_off": "card"}
    )
    everywhere = frozenset(("top", "one", "letter-a"))
    words = ["apples  RIPEN", "shivering needs help"]
    asked = [
        (point("card", "Every line of the card."), everywhere),
        (point("words", "Something else entirely.", beside=words), everywhere),
        (point("other", "Of another section.", beside=words), frozenset(("top",))),
        (point("loose", "Whether shivering and fevers need help."), everywhere),
    ]
    placed, loose = with_points(blocks(), asked, [card])
    assert [one.points for one in placed] == [(), (), (), ("card",), (), ("words",)]
    assert [one.also for one in placed] == [(), (), (), (), ("words",), ()]
    assert loose == ("other", "loose")
