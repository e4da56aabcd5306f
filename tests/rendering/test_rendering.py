"""What a page is rendered from, and what its rendering found out."""

from __future__ import annotations

from plainleaf.model.guide_kinds import FAQ
from plainleaf.rendering.rendering import Inputs, Question, Rendering


def test_a_new_page_starts_with_nothing_found_out() -> None:
    rendering = Rendering()
    first = rendering.outputs
    first.cited.append("FAN")
    first.sections.append(("a", "A"))
    first.questions.append(Question("a", "A?", "B."))
    first.lead_html = "<p>Lead.</p>"
    inputs = Inputs(kind=FAQ)
    rendering.start(inputs)
    assert rendering.inputs is inputs
    assert rendering.outputs is not first
    assert (rendering.outputs.cited, rendering.outputs.sections) == ([], [])
    assert (rendering.outputs.questions, rendering.outputs.lead_html) == ([], "")
    assert first.cited == ["FAN"]


def test_without_inputs_everything_is_empty() -> None:
    inputs = Rendering().inputs
    assert inputs.icon("phone") == ""
    assert inputs.generated_section("Sources") is None
    assert (inputs.references, inputs.figures, inputs.numbers, inputs.kind) == ({}, {}, (), None)


def test_two_renderings_share_nothing() -> None:
    first, second = Rendering(), Rendering()
    first.outputs.cited.append("FAN")
    assert second.outputs.cited == []
