"""From a page's HTML to what paper can show.

What is folded on a screen is opened, what only works on a screen is left out, numbers of sources
become text, and links become notes or stay links to another place of the same document. The tree is
ElementTree's, as tinyhtml5 makes it: HTML elements without a namespace, drawings with SVG's.

A page says how it wants to be printed with `data-paper`: `no` leaves an element out, `last` puts it
behind everything else of its article (the answers of a quiz, for instance).
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from plainleaf.model.words import words
from plainleaf.print.differences import is_left_out
from plainleaf.rendering.extensions.plain import plain_text
from plainleaf.rendering.glossary_page import WORD_ID
from plainleaf.rendering.tree import fill
from plainleaf.text.seen import SCRIPTS

SVG: Final = "{http://www.w3.org/2000/svg}"
PICTURE_SCHEME: Final = "picture:"
"""What the addresses of images in print begin with."""

_ON_ONE_LINE: Final = 8
"""How many numbers of sources may stand behind a sentence without a break between them."""
_NUMBER: Final = re.compile(r"[0-9]+")
_BESIDE: Final = 2
"""How many views of one picture stand beside one another, where a sheet has room."""
BOOKMARK: Final = "data-bookmark"
"""The attribute from which the print styles take the words of a bookmark."""
_HEADINGS: Final = frozenset(f"h{level}" for level in range(1, 7))
_UNWRAPPED: Final = frozenset({"button", "label", "form", "fieldset", "summary"})


@dataclass(frozen=True)
class Target:
    """What becomes of a link."""

    anchor: str = ""
    """An id of this document that it leads to; empty when it leads out of it."""
    address: str = ""
    """The full address that it leads to; empty when there is none, and the link becomes text."""
    note: str = ""
    """What a numbered note says of it; empty for none."""
    page_number: bool = False
    """Whether the number of the page that it leads to is printed behind it."""


@dataclass(frozen=True)
class DocumentPart:
    """How one piece of a page's HTML fits into a document."""

    prefix: str = ""
    """Put before its ids, so that several pages can stand in one document."""
    targets: Mapping[str, Target] = field(default_factory=dict)
    """What becomes of each address that its links have; others stay as they are."""
    images: Mapping[str, str] = field(default_factory=dict)
    """What each image is called in print (`picture:…`), by its address on the page."""
    drops_sources: bool = False
    """Whether its list of sources is left out."""
    meanings: Mapping[str, str] = field(default_factory=dict)
    """What is printed of each term below the block that first opens it, by the term's id, or
    below the one that first links to it, by the address of the link."""


def print_tree(root: etree.Element, parts: Iterable[DocumentPart]) -> etree.Element:
    """Turn a document with pages' HTML in it into one for paper, in place.

    Args:
        root: the document; each element with `data-part` holds the HTML of that part (a number).
            An element with `data-notes` gets the list of notes, or is removed when there are none;
            one with `data-sources` gets the page's own list of sources.
        parts: the parts, in the order of their numbers.
    """
    listed = tuple(parts)
    notes = _LinkNotes()
    explained: set[str] = set()
    for element in list(root.iter("div")):
        if "tabbed-set" in classes(element):
            _label_tabs(element)  # before their labels go
    _replace(root, _is_screen_only, lambda _element: ())
    for element in list(root.iter()):
        if "data-part" in element.attrib:
            part = listed[int(element.attrib.pop("data-part"))]
            _explain_terms(element, part.meanings, explained)
            _print_part(element, part, notes)
    _move_sources(root)
    _place_notes(root, notes)
    _drop_dead_links(root)
    return root


# --- one part --------------------------------------------------------------------------------


def _print_part(part: etree.Element, how: DocumentPart, notes: _LinkNotes) -> None:
    _name_bookmarks(part)
    _open_everything(part)
    _run_on(part)
    lay_marks(part)
    _describe_drawings(part)
    _print_images(part, how.images)
    _number_sources(part)
    _prefix_ids(part, how.prefix)
    _turn_links(part, how, notes)
    for element in _taken_out(part, lambda one: one.get("data-paper") == "last"):
        part.append(element)
    if how.drops_sources:
        _take_sources(part)


def _explain_terms(part: etree.Element, meanings: Mapping[str, str], known: set[str]) -> None:
    """Print what a term means below the block of the part that opens it first."""
    for block in list(part) if meanings else ():
        last = block
        for control in list(block.iter()):
            name = control.get("popovertarget", control.get("href", "")).removeprefix(WORD_ID)
            if name in meanings and meanings[name] not in known:
                known.add(meanings[name])
                line = etree.Element("p", {"class": "means"})
                line.text, line.tail, last.tail = meanings[name], last.tail, None
                part.insert(list(part).index(last) + 1, line)
                last = line


def _name_bookmarks(part: etree.Element) -> None:
    """Give the bookmark of a heading the words that plain text has for what is raised in it."""
    for element in part.iter():
        if element.tag in _HEADINGS and any(inner.tag in SCRIPTS for inner in element.iter()):
            element.set(BOOKMARK, plain_text(element))


def _is_screen_only(element: etree.Element) -> bool:
    """Whether nothing of an element belongs on paper."""
    if not isinstance(element.tag, str):
        return True
    # What stands inside a drawing is the drawing's own: its styles, for one.
    return is_left_out("svg" if element.tag == f"{SVG}svg" else element.tag, element.attrib)


def _open_everything(part: etree.Element) -> None:
    """Make plain blocks and words of what folds, switches or pops up."""
    # A list of sources is taken out by its place behind its heading.
    _replace(part, lambda one: one.tag == "details" and "srcs" in classes(one), _inside)
    for element in list(part.iter()):
        if element.tag == "details":
            element.tag = "div"
            element.attrib.pop("name", None)
            element.attrib.pop("open", None)
            element.set("class", f"opened {element.get('class', '')}".strip())
            for summary in element.findall("summary"):
                if summary.find("h2") is None and summary.find("h3") is None:
                    summary.tag = "p"
                    summary.set("class", "opened-t")
        elif element.tag == "input" and element.get("type") == "checkbox":
            mark = "[×] " if element.get("checked") is not None else "[ ] "
            tail = element.tail
            element.clear()
            element.tag, element.text, element.tail = "span", mark, tail
    for question in part.iter("fieldset"):
        if "quiz" in classes(question):
            question.tag = "div"  # a question and its choices stay on one sheet
    _replace(part, lambda one: one.tag in _UNWRAPPED or _leads_nowhere(one), _inside)
    _pair_cards(part)
    _hold_nested_lists(part)
    _number_items(part)
    for drawing in part.iter(f"{SVG}svg"):
        # A glossary abbreviation that was marked up inside a drawing would not be drawn.
        _replace(drawing, lambda one: isinstance(one.tag, str) and "abbr" in one.tag, _inside)


def _pair_cards(part: etree.Element) -> None:
    """Hold each two care cards together: a style sheet may set them beside one another.

    A grid of them all would be cut off at the foot of a sheet: WeasyPrint does not break one well.
    """
    for cards in [one for one in part.iter("div") if "cares" in classes(one)]:
        for first in list(cards):
            after = list(cards)[list(cards).index(first) + 1 :][:1] if first in list(cards) else []
            if not after or not all("care" in classes(one) for one in (first, *after)):
                continue
            pair = etree.Element("div", {"class": "pair"})
            pair.tail, after[0].tail = after[0].tail, None
            cards.insert(list(cards).index(first), pair)
            for one in (first, *after):
                cards.remove(one)
                pair.append(one)


def _hold_nested_lists(part: etree.Element) -> None:
    """Put a list within an item into a block of its own, where the item goes on after it.

    WeasyPrint tags a nested list behind its item; what stands after it would be read before it.
    """
    for item in list(part.iter("li")):
        children = list(item)
        for index, child in enumerate(children):
            goes_on = index + 1 < len(children) or (child.tail or "").strip()
            if child.tag in {"ul", "ol", "dl"} and goes_on:
                block = etree.Element("div")
                block.tail, child.tail = child.tail, None
                item[index] = block
                block.append(child)


def _number_items(part: etree.Element) -> None:
    """Say in style where the numbers of a list begin and jump: print knows no other hint."""
    for numbered in part.iter("ol"):
        items = numbered.findall("li")
        runs_down = numbered.get("reversed") is not None
        number = _whole(numbered.get("start"), len(items) if runs_down else 1)
        if number == 1 and not runs_down and not any(item.get("value") for item in items):
            continue
        for item in items:
            number = _whole(item.get("value"), number)
            item.set("style", f"counter-increment: none; counter-set: list-item {number}")
            number += -1 if runs_down else 1


def _whole(written: str | None, otherwise: int) -> int:
    try:
        return int(written or otherwise)
    except ValueError:
        return otherwise


def _run_on(part: etree.Element) -> None:
    """Make one line of text of how each picture was taken.

    Pairs beside each other save paper; set so, they are no list to PDF/UA.
    """
    for pairs in part.iter("dl"):
        if "fig-m" in classes(pairs):
            pairs.tag, pairs.text = "p", None
            for pair in pairs:
                pair.tag, pair.text, pair.tail = "span", None, " "
                for one in pair:
                    one.tail = None
                    if one.tag == "dt":
                        one.tag, one.tail = "span", ": "
                    else:
                        one.tag = "b"


def _leads_nowhere(element: etree.Element) -> bool:
    """Whether it is a link for screens only: one that opens a picture, or names its own heading."""
    return element.tag == "a" and not {"glightbox", "here"}.isdisjoint(classes(element))


def _label_tabs(tabs: etree.Element) -> None:
    """Put each tab's label above its block; the row of labels is left out."""
    labels = [
        "".join(label.itertext()).strip()
        for row in tabs
        if "tabbed-labels" in classes(row)
        for label in row.iter("label")
    ]
    blocks = [one for one in tabs.iter("div") if "tabbed-block" in classes(one)]
    for label, block in zip(labels, blocks, strict=False):
        title = etree.Element("p", {"class": "opened-t"})
        title.text = label
        block.insert(0, title)


def lay_marks(part: etree.Element) -> None:
    """Make one drawing of each picture and of what lies over it, in place.

    On a screen the marks are a drawing of their own above the picture. Paper stacks nothing: marks
    and side letters move into the drawing; a photograph or scan becomes the ground of one. The name
    of a view becomes a line below it.
    """
    for figure in part.iter("figure"):
        stages = [one for one in figure.iter("div") if "stage" in classes(one) and len(one) == 2]
        kinds = [
            *(["bare"] if "fig-bare" in classes(figure) else []),
            *(["one-of-many"] if len(stages) > 1 else []),
            *(["beside"] if len(stages) == _BESIDE else []),
        ]
        for row in list(figure.iter("div")) if len(stages) == _BESIDE else ():
            if "fig-a" in classes(row):
                _lay_beside(row)
        for stage in stages:
            _lay_over(stage, kinds)


def _lay_beside(row: etree.Element) -> None:
    """Hold both views together; what is said of a stack stays below them."""
    views = [one for one in row if "view" in classes(one)]
    held = etree.Element("div", {"class": "beside"})
    row.insert(list(row).index(views[0]), held)
    for view in views:
        row.remove(view)
        held.append(view)


def _lay_over(stage: etree.Element, kinds: list[str]) -> None:
    picture, over = stage
    if "over" not in classes(over):
        return
    if picture.tag == "img":
        picture = stage[0] = _drawing_of(picture, over.get("viewBox", ""))
    left, top, width, _ = (float(one) for one in picture.get("viewBox", "0 0 1 1").split())
    scale = width / float(over.get("viewBox", "0 0 1 1").split()[2])
    group = etree.SubElement(picture, f"{SVG}g", {"class": "over", "data-scale": f"{scale:g}"})
    group.set("transform", f"translate({left:g} {top:g}) scale({scale:g})")
    # On a dark picture, or a small one in large print, the name of the view would not be seen.
    names = _taken_out(over, _is_name)
    group.extend(over)
    for mark in group.iter(f"{SVG}a"):
        mark.tag = f"{SVG}g"
        for name in ("href", "data-finding", "aria-label"):
            mark.attrib.pop(name, None)
    picture.set("class", " ".join([*classes(picture), *kinds]))
    stage.remove(over)
    for written in names:
        line = etree.SubElement(stage, "p", {"class": "win"})
        line.text = "".join(written.itertext())


def _is_name(element: etree.Element) -> bool:
    return element.tag == f"{SVG}text" and "win" in classes(element)


def _drawing_of(image: etree.Element, view_box: str) -> etree.Element:
    """A drawing that shows a photograph or scan."""
    _, _, width, height = view_box.split()
    drawing = etree.Element(f"{SVG}svg", {"class": "schem", "viewBox": view_box})
    drawing.set("aria-label", image.get("alt", ""))
    shown = {"href": image.get("src", ""), "width": width, "height": height}
    etree.SubElement(drawing, f"{SVG}image", shown)
    return drawing


def _describe_drawings(part: etree.Element) -> None:
    """Give drawings their description where PDF looks for it: in `<title>`."""
    for drawing in part.iter(f"{SVG}svg"):
        words = drawing.attrib.pop("aria-label", "")
        if words and drawing.find(f"{SVG}title") is None:
            title = etree.Element(f"{SVG}title")
            title.text = words
            drawing.insert(0, title)


def _print_images(part: etree.Element, images: Mapping[str, str]) -> None:
    for image in part.iter("img"):
        source = image.get("src", "")
        image.set("src", images.get(source, source))
        for name in ("loading", "srcset", "sizes"):
            image.attrib.pop(name, None)
    for image in part.iter(f"{SVG}image"):
        image.set("href", images.get(image.get("href", ""), image.get("href", "")))


# --- sources and links -----------------------------------------------------------------------


def _number_sources(part: etree.Element) -> None:
    """Print the numbers of sources behind a sentence as [1, 2]."""
    for group in part.iter("span"):
        if "cites" not in classes(group):
            continue
        cites = [one for one in group.iter() if "cite" in classes(one)]
        numbers = [number for one in cites for number in _source_numbers(one)]
        _empty(group)
        if len(numbers) > _ON_ONE_LINE:
            group.set("class", "cites cites-many")
        group.text = "\N{NO-BREAK SPACE}["
        for place, number in enumerate(numbers):
            last = place == len(numbers) - 1
            one = etree.SubElement(group, "a", {"class": "cite", "href": f"#source-{number}"})
            one.set("title", words().paper.source.format(number=number))
            one.set("data-place", "document")
            one.text = str(number)
            one.tail = "]" if last else ", "


def _source_numbers(cite: etree.Element) -> list[int]:
    """The numbers of the sources that a citation stands for, on their page."""
    return [int(number) for number in _NUMBER.findall("".join(cite.itertext()))]


def _empty(element: etree.Element) -> None:
    for child in list(element):
        element.remove(child)
    element.text = None


def _prefix_ids(part: etree.Element, prefix: str) -> None:
    if not prefix:
        return
    for element in part.iter():
        if element.get("id"):
            element.set("id", f"{prefix}{element.get('id')}")


def _turn_links(part: etree.Element, how: DocumentPart, notes: _LinkNotes) -> None:
    """Turn each link into a link inside the document, a link with a note, or words."""
    # A source shows its address itself.
    shown = {one for ol in part.iter("ol") if "sources" in classes(ol) for one in ol.iter("a")}
    for link in list(part.iter("a")):
        href = link.get("href", "")
        target = how.targets.get(href)
        if link.attrib.pop("data-place", "") == "document":
            continue
        if target is None:
            if href.startswith("#"):
                link.set("href", f"#{how.prefix}{href[1:]}")
            continue
        if target.anchor:
            link.set("href", f"#{target.anchor}")
            if target.page_number:
                link.set("class", f"{link.get('class', '')} xref".strip())
        elif target.address:
            link.set("href", target.address)
        else:
            link.attrib.pop("href")
            link.tag = "span"
        if target.note and not target.anchor and link not in shown:
            _note(part, link, notes.number(target))


def _note(part: etree.Element, link: etree.Element, number: int) -> None:
    parent = next(one for one in part.iter() if link in list(one))
    note = etree.Element("a", {"class": "note-n", "href": f"#note-{number}"})
    note.set("title", words().paper.note.format(number=number))
    told = words().paper.link.format(number=number)
    note.text = f" {told}".replace(" ", "\N{NO-BREAK SPACE}")
    note.tail, link.tail = link.tail, None
    parent.insert(list(parent).index(link) + 1, note)


class _LinkNotes:
    """The links of a document that paper cannot follow, in the order of their first use."""

    def __init__(self) -> None:
        self.targets: list[Target] = []

    def number(self, target: Target) -> int:
        """The number of the note for a target; the same target has one note."""
        if target not in self.targets:
            self.targets.append(target)
        return self.targets.index(target) + 1


# --- the whole document ----------------------------------------------------------------------


def _move_sources(root: etree.Element) -> None:
    """Put the page's own list of sources, with its heading, where the document wants it."""
    place = next((one for one in root.iter() if one.get("data-sources") is not None), None)
    if place is not None:
        place.attrib.pop("data-sources")
        place.extend(_take_sources(root))


def _take_sources(root: etree.Element) -> list[etree.Element]:
    """Remove the lists of sources below an element, each with its heading, and return them."""
    taken: list[etree.Element] = []
    for parent in list(root.iter()):
        children = list(parent)
        for index, child in enumerate(children):
            if child.tag != "ol" or "sources" not in classes(child):
                continue
            above = children[index - 1] if index else None
            for element in (above, child):
                if element is not None and element.tag in {"h2", "ol"}:
                    parent.remove(element)
                    taken.append(element)
    return taken


def _place_notes(root: etree.Element, notes: _LinkNotes) -> None:
    parents = {child: parent for parent in root.iter() for child in parent}
    place = next((one for one in root.iter() if one.get("data-notes") is not None), None)
    if place is None:
        return
    place.attrib.pop("data-notes")
    if not notes.targets:
        parents[place].remove(place)
        return
    items = etree.SubElement(place, "ol", {"class": "notes"})
    for number, target in enumerate(notes.targets, start=1):
        item = etree.SubElement(items, "li", {"id": f"note-{number}"})
        _write_note(item, target)


def _write_note(item: etree.Element, target: Target) -> None:
    if not target.address:
        item.text = target.note
        return
    if target.note != target.address:
        item.text = f"{target.note}: "
    link = etree.SubElement(item, "a", {"class": "address", "href": target.address})
    link.text = target.address.removeprefix("mailto:")
    link.set("title", target.note)


def _drop_dead_links(root: etree.Element) -> None:
    """Make words of links to places that are not printed."""
    ids = {element.get("id") for element in root.iter()}
    for link in root.iter("a"):
        href = link.get("href", "")
        if href.startswith("#") and href[1:] not in ids:
            link.tag = "span"
            link.attrib.pop("href")
            link.attrib.pop("class", None)


# --- tools -----------------------------------------------------------------------------------


def classes(element: etree.Element) -> list[str]:
    """An element's classes."""
    return (element.get("class") or "").split()


def _inside(element: etree.Element) -> Iterator[str | etree.Element]:
    """Yield what stands in an element, text and elements in turn."""
    yield element.text or ""
    for child in element:
        tail, child.tail = child.tail, None
        yield child
        yield tail or ""


def _replace(
    root: etree.Element,
    chosen: Callable[[etree.Element], bool],
    by: Callable[[etree.Element], Iterable[str | etree.Element]],
) -> None:
    """Replace chosen elements below an element, from the innermost outward."""
    for child in root:
        _replace(child, chosen, by)
    if not any(chosen(child) for child in root):
        return
    pieces: list[str | etree.Element] = [root.text or ""]
    for child in list(root):
        tail, child.tail = child.tail or "", None
        pieces.extend(by(child) if chosen(child) else (child,))
        pieces.append(tail)
        root.remove(child)
    root.text = None
    fill(root, pieces)


def _taken_out(root: etree.Element, chosen: Callable[[etree.Element], bool]) -> list[etree.Element]:
    """Remove chosen elements below an element and return them, in order."""
    found: list[etree.Element] = []
    for parent in list(root.iter()):
        for child in list(parent):
            if chosen(child):
                parent.remove(child)
                found.append(child)
    return found
