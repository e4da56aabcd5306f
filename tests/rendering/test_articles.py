"""Articles that are kept: what they are made of, and that they come back as they were."""

from __future__ import annotations

import dataclasses

import pytest
from pydantic import TypeAdapter

from plainleaf.keeping.digests import Digests
from plainleaf.keeping.kept import ResultForm
from plainleaf.rendering.articles import (
    Article,
    PageToRender,
    TocHeading,
    rendered_or_none,
    to_render,
)
from plainleaf.rendering.rendering import Inputs, Outputs, Question
from plainleaf.rendering.site_markdown import MarkdownSettings, render_markdown
from plainleaf.text.markup import Markup, trusted

BLOCKS = {"contact": lambda: "Call us.", "page-list": lambda: "All pages."}
TEXT = "Text.\n\n/// contact\n///\n\nThe page-list and the contact.\n"


def article(page: PageToRender) -> Article:
    html, outputs = render_markdown(page.markdown, page.inputs, MarkdownSettings())
    return Article(html, outputs, (), (), ())


@pytest.mark.parametrize("field", [one.name for one in dataclasses.fields(Inputs)])
def test_all_that_a_page_is_rendered_from_counts(field: str) -> None:
    other = dataclasses.replace(Inputs(), **{field: ("other",)})
    assert Digests().of(PageToRender("a.md", "", other)) != Digests().of(
        PageToRender("a.md", "", Inputs())
    )


def test_the_page_itself_counts() -> None:
    pages = [("a.md", "x"), ("b.md", "x"), ("a.md", "y")]
    assert len({Digests().of(PageToRender(*one, Inputs())) for one in pages}) == 3


def test_a_block_counts_by_what_is_written_into_it() -> None:
    def key(text: str, **blocks: str) -> str:
        made = {name: lambda said=said: said for name, said in blocks.items()}
        return Digests().of(to_render("a.md", text, Inputs(generated=made)))

    assert key(TEXT, contact="a") != key(TEXT, contact="b")
    # What is not written into the page is not even made.
    assert key("contact", contact="a") == key("contact", contact="b")


def test_a_block_is_rendered_from_its_text() -> None:
    plain = PageToRender("a.md", TEXT, Inputs(generated=BLOCKS))
    assert "Call us." in article(plain).html
    assert article(to_render("a.md", TEXT, plain.inputs)) == article(plain)


def test_a_page_that_asks_for_more_is_rendered_as_it_always_was() -> None:
    page = to_render("a.md", "No block.", Inputs(generated=BLOCKS))
    assert rendered_or_none(article, page) == article(page)
    assert rendered_or_none(article, dataclasses.replace(page, markdown=TEXT)) is None


def test_it_comes_back_as_it_was_html_as_html() -> None:
    heading = trusted("H<sub>2</sub>O & more")
    outputs = Outputs(
        lead_html="<p>Lead.</p>",
        cited=["A"],
        sections=[("one", heading)],
        contents=[(2, "one", heading)],
        questions=[Question("q", "Why?", "So.", heading)],
        ids={"one", "two"},
        terms=["vein"],
    )
    assert all(getattr(outputs, one.name) for one in dataclasses.fields(Outputs))
    made = Article(
        html="<p>Text.</p>",
        outputs=outputs,
        ids=("one",),
        links=(("b.md", "x", "b.md#x"),),
        contents=(TocHeading("One", "one", 2, (TocHeading("Two", "two", 3),)),),
    )
    form = ResultForm("article", TypeAdapter(Article))
    again = form.type.validate_json(form.written(made))
    assert again == made
    given = again.outputs
    html = given.sections[0][1], given.contents[0][2], given.questions[0].html
    assert {type(one) for one in html} == {Markup}
