"""What WeasyPrint 70 leaves out of the tags of a PDF, put in while it draws.

WeasyPrint passes the rules of PDF/UA-1 without this for most pages, but
- it tags headers and footers as if they were read with the page; here they become artifacts,
- the language of a foreign passage is lost,
- a list item that holds paragraphs has no body (ISO 14289-1, 7.2, fails),
- table headers do not say whether they head a column or a row,
- links are described by their address alone, and are not marked as printed,
- each line of text, and each span that only a style asked for, is a tag that means nothing.

It hangs on names inside the library, so pyproject.toml pins exactly one version, and tests read the
tags of finished files. Upstream: issues 1836, 2482 and 2497 of Kozea/WeasyPrint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import pydyf
from weasyprint import draw
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import stream as pdf_stream
from weasyprint.pdf import tags as pdf_tags

_NUMBERING = {"decimal": "/Decimal", "disc": "/Disc", "none": "/None"}
_PRINT_FLAG = 4
_PLAIN_KEYS = frozenset(("Type", "S", "K", "Pg", "P"))
"""What a tag has that says nothing but where it stands."""
_HOLD_TEXT = frozenset(
    (
        *("/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/LBody", "/Lbl", "/TD", "/TH"),
        *("/Caption", "/NonStruct", "/Span", "/Link"),
    )
)
"""The tags that may hold text themselves."""


@contextmanager
def better_tags() -> Iterator[None]:
    """Let WeasyPrint write better tags for as long as this is open."""
    margin = _Margin()
    with (
        mock.patch.object(draw, "draw_stacking_context", margin.drawing()),
        mock.patch.object(pdf_stream.Stream, "marked", margin.marking(pdf_stream.Stream.marked)),
        mock.patch.object(pdf_tags, "_build_box_tree", _tagging(pdf_tags._build_box_tree)),
    ):
        yield


class _Margin:
    """Knows whether a header or footer is being drawn; its text is marked as an artifact."""

    def __init__(self) -> None:
        self.depth = 0

    def drawing(self) -> Callable[..., None]:
        draw_context = draw.draw_stacking_context

        def wrapped(stream: Any, context: Any) -> None:
            inside = isinstance(context.box, boxes.MarginBox)
            self.depth += inside
            try:
                draw_context(stream, context)
            finally:
                self.depth -= inside

        return wrapped

    def marking(self, marked: Callable[..., Any]) -> Callable[..., Any]:
        @contextmanager
        def wrapped(stream: Any, box: Any, tag: str) -> Iterator[None]:
            if not self.depth:
                with marked(stream, box, tag):
                    yield
                return
            properties = pydyf.Dictionary({"Type": "/Pagination"})
            pydyf.Stream.begin_marked_content(stream, "Artifact", properties)
            try:
                yield
            finally:
                pydyf.Stream.end_marked_content(stream)

        return wrapped


def _tagging(build: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    def wrapped(
        box: Any, parent: Any, pdf: Any, page_number: int, nums: Any, annotations: Any, tags: Any
    ) -> Iterator[Any]:
        if isinstance(box, boxes.MarginBox):
            return  # an artifact has no place in the tree
        for element in build(box, parent, pdf, page_number, nums, annotations, tags):
            source = getattr(box, "_box", box)  # an absolutely placed box stands inside another
            # WeasyPrint gives pages, html and body no tag, and hands on what stands in them.
            passed_on = source.element is None or source.element_tag in {"html", "body"}
            if not passed_on and source.element_tag == source.element.tag:
                _describe(element, source)
            if element["S"] == "/LI":
                for body in _give_body(element, pdf):
                    _take_out_spans(body, pdf, nums)
            _take_out_spans(element, pdf, nums)
            yield element

    return wrapped


def _describe(element: Any, box: Any) -> None:
    """Tell what the HTML says of an element and its tag does not yet."""
    attributes = box.element.attrib
    language = attributes.get("lang")
    if language:
        element["Lang"] = pydyf.String(language)
    if element["S"] == "/TH":
        element["A"]["Scope"] = "/Row" if attributes.get("scope") == "row" else "/Column"
    elif element["S"] == "/L" and box.element.tag in {"ol", "ul"}:
        style = box.style["list_style_type"]
        numbering = _NUMBERING.get(style, "/None") if isinstance(style, str) else "/None"
        element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": numbering})
    if box.link_annotation is not None:
        words = attributes.get("title") or " ".join("".join(box.element.itertext()).split())
        box.link_annotation["Contents"] = pydyf.String(words)
        box.link_annotation["F"] = _PRINT_FLAG


def _take_out_spans(element: Any, pdf: Any, nums: Any) -> None:
    """Let an element hold the text itself that stands in spans which say nothing, in place.

    Args:
        element: the element, whose kids are done.
        pdf: the file.
        nums: the element that holds each mark of the page.
    """
    if element["S"] not in _HOLD_TEXT:
        return
    held: list[Any] = []
    for kid in element["K"]:
        span = None if isinstance(kid, int) else _object(pdf, kid)
        if span is None or not _says_nothing(span, pdf):
            held.append(kid)
            continue
        for inner in span["K"]:
            if isinstance(inner, int):
                nums[inner] = element.reference
            else:
                _object(pdf, inner)["P"] = element.reference
        held += span["K"]
        span.free = "f"
    element["K"] = pydyf.Array(held)


def _says_nothing(one: Any, pdf: Any) -> bool:
    """Whether a tag is a span that holds text and tags only, and tells nothing of them."""
    if one.get("S") != "/Span" or set(one) != _PLAIN_KEYS:
        return False
    tags = (_object(pdf, kid) for kid in one["K"] if not isinstance(kid, int))
    # A field stands beside its form in one tag, and nothing else.
    return all(tag.get("S") not in {None, "/Form"} for tag in tags)


def _object(pdf: Any, reference: Any) -> Any:
    # By number: that is how pydyf counts its objects.
    return pdf.objects[int(reference.split()[0])]


def _give_body(item: Any, pdf: Any) -> Iterator[Any]:
    """Put what a list item holds beside its label into a body, and yield that."""
    held = {reference: _object(pdf, reference) for reference in item["K"]}
    loose = [key for key, one in held.items() if one["S"] not in {"/Lbl", "/LBody"}]
    if not loose:
        return
    body = pydyf.Dictionary(
        {"Type": "/StructElem", "S": "/LBody", "Pg": item["Pg"], "P": item.reference}
    )
    pdf.add_object(body)
    labels = [key for key, one in held.items() if one["S"] == "/Lbl"]
    inner = [key for key in held if key not in labels]
    body["K"] = pydyf.Array(inner)
    for key in inner:
        if held[key]["S"] == "/LBody":
            held[key]["S"] = "/Div"  # a body holds no body; in one, all is read in its order
        held[key]["P"] = body.reference
    item["K"] = pydyf.Array([*labels, body.reference])
    yield body
