"""What a printed document must say: read from its finished HTML, before anything lays it out.

This is the other side of the proof, so it has nothing from `transform` and nothing from the engine:
another parser (the one that reads pages as browsers do), another walk, and the rules that stand in
`differences`.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plainleaf.print.differences import (
    LEADER,
    NUMBERED,
    PAGE,
    REPLACED,
    RUNNING,
    TICKED,
    UNMARKED,
    folded,
    is_left_out,
)
from plainleaf.print.pieces import Piece, Pieces
from plainleaf.print.transform import DocumentPart, Target

_TEXT: Final = "-text"
_KINDS: Final = {
    **{f"h{level}": f"h{level}" for level in range(1, 7)},
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    **dict.fromkeys(("caption", "figcaption"), "caption"),
    "p": "p",
}
_LISTS: Final = frozenset({"ul", "ol", "dl"})
_WORD: Final = "word-"
"""What the id of a definition begins with; the id of its term follows."""
_QUOTES: Final = ("“”", "‘’")


@dataclass(frozen=True)
class _NodePlace:
    """What a node stands in."""

    kind: str = "text"
    depth: int = 0
    owner: object = None
    part: DocumentPart | None = None
    around: frozenset[str] = frozenset()
    """The classes of all that it stands in, as far as the rules name them."""
    quotes: int = 0


def expected_pieces(
    html: str, parts: Sequence[DocumentPart], cards: frozenset[int]
) -> tuple[Piece, ...]:
    """What a document must say on paper, in order.

    Args:
        html: the whole document, with the pages' finished HTML in it.
        parts: how each part of it fits in.
        cards: which of its tables are printed as cards, by their place in the document from 0.
    """
    body = LexborHTMLParser(html).body
    assert body is not None  # the parser makes one
    walk = _DocumentWalk(parts, cards, _ids(body, parts))
    walk.inside(body, _NodePlace())
    return tuple(walk.pieces)


class _DocumentWalk:
    """Goes through the document and collects its pieces."""

    def __init__(self, parts: Sequence[DocumentPart], cards: frozenset[int], ids: _Ids) -> None:
        self.parts = parts
        self.cards = cards
        self.ids = ids
        self.pieces = Pieces()
        self._owners = itertools.count(1)
        self._last: Pieces = Pieces()
        """What is moved to the end of its article."""
        self._sources: Pieces = Pieces()
        """What is moved to the place of the sources."""
        self._notes: list[Target] = []
        self._explained: set[str] = set()
        self._whole: Mapping[str, Callable[[LexborNode, _NodePlace], None]] = {
            "svg": self._drawing,
            "img": self._image,
            "input": self._input,
            "textarea": self._input,
            "table": self._table,
        }

    def inside(self, node: LexborNode, place: _NodePlace) -> None:
        """Collect what an element holds."""
        children = [one for one in _children(node) if not _is_left_out(one)]
        for index, child in enumerate(children):
            after = next((one for one in children[index + 1 :] if one.tag != _TEXT), None)
            if self._is_source_list(child, after, place):
                self._sourced(child, place)
            else:
                self.node(child, place)
            if place.part is not None and "data-part" in node.attributes:
                self._explain(child, place, place.part.meanings)

    def _explain(self, block: LexborNode, place: _NodePlace, meanings: Mapping[str, str]) -> None:
        """Collect what is printed below a block of the terms that it opens first."""
        for control in block.css("[popovertarget], [href]") if meanings else ():
            held = control.attributes
            name = (held.get("popovertarget") or held.get("href") or "").removeprefix(_WORD)
            said = meanings.get(name, "")
            if said and said not in self._explained and _is_shown(control, block):
                self._explained.add(said)
                self._say(said, self._aside(place, "p"))

    def node(self, node: LexborNode, place: _NodePlace) -> None:
        """Collect one node."""
        tag = node.tag or ""
        if tag == _TEXT:
            self._say(node.text_content or "", place)
            return
        classes = _classes(node)
        if RUNNING & classes or (REPLACED[1] in classes and REPLACED[0] in place.around):
            return
        attributes = node.attributes
        if attributes.get("data-paper") == "last" and place.part is not None:
            self._moved(node, place)
        elif "data-part" in attributes:
            self._part(node, place, self.parts[int(attributes["data-part"] or 0)])
        elif "data-notes" in attributes:
            if self._notes:
                self.inside(node, place)
                self._list_notes(place)
        elif "data-sources" in attributes:
            self.pieces.extend(self._sources)
        else:
            self._element(node, tag, classes, place)

    def _element(
        self, node: LexborNode, tag: str, classes: frozenset[str], place: _NodePlace
    ) -> None:
        place = replace(place, around=place.around | classes & _NAMED)
        if self._by_class(node, tag, classes, place):
            return
        if tag == "a":
            self._link(node, classes, place)
        elif tag == "q":
            self._quote(node, place)
        elif tag in _LISTS:
            self._list(node, tag, place)
        elif tag in self._whole:
            self._whole[tag](node, place)
        else:
            self.inside(node, self._entered(node, tag, place))

    def _by_class(
        self, node: LexborNode, tag: str, classes: frozenset[str], place: _NodePlace
    ) -> bool:
        """Collect what its class makes something of its own; return whether it is that."""
        if "stage" in classes:
            self._stage(node, place)
        elif "tabbed-set" in classes:
            self._tabs(node, place)
        elif place.part is None:
            return False  # our templates write what follows as paper has it
        elif "cites" in classes:
            self._cites(node, place)
        elif tag == "dl" and "fig-m" in classes:
            self._run_on(node, place)
        else:
            return False
        return True

    def _entered(self, node: LexborNode, tag: str, place: _NodePlace) -> _NodePlace:
        is_title = tag == "summary" and not any(one.tag in {"h2", "h3"} for one in _children(node))
        kind = "p" if is_title else _KINDS.get(tag)
        return replace(place, kind=kind, owner=next(self._owners)) if kind else place

    def _say(self, text: str, place: _NodePlace) -> None:
        self.pieces.add(place.owner, place.kind, place.depth, text)

    def _aside(self, place: _NodePlace, kind: str) -> _NodePlace:
        return replace(place, kind=kind, owner=next(self._owners))

    # --- parts, and what is moved ---

    def _part(self, node: LexborNode, place: _NodePlace, part: DocumentPart) -> None:
        self._last = Pieces()
        self.inside(node, replace(place, part=part))
        self.pieces.extend(self._last)

    def _moved(self, node: LexborNode, place: _NodePlace) -> None:
        kept, self.pieces = self.pieces, Pieces()
        tag = node.tag or ""
        self._element(node, tag, _classes(node), place)
        self._last.extend(self.pieces)
        self.pieces = kept

    def _is_source_list(
        self,
        node: LexborNode,
        after: LexborNode | None,
        place: _NodePlace,
    ) -> bool:
        """Whether a node is the list of sources, or the heading right above it."""
        if place.part is None or not (place.part.drops_sources or self.ids.moves_sources):
            return False
        if node.tag != "h2":
            return _lists_sources(node)
        return after is not None and _lists_sources(after)

    def _sourced(self, node: LexborNode, place: _NodePlace) -> None:
        kept, self.pieces = self.pieces, Pieces()
        self.node(node, place)
        if place.part is None or not place.part.drops_sources:
            self._sources.extend(self.pieces)
        self.pieces = kept

    # --- what is written otherwise ---

    def _cites(self, node: LexborNode, place: _NodePlace) -> None:
        cites = (one.text(strip=True).split(", ") for one in node.css(".cite"))
        self._say(f"[{', '.join(one for held in cites for one in held)}]", place)

    def _run_on(self, node: LexborNode, place: _NodePlace) -> None:
        line = self._aside(place, "p")
        for pair in _elements(node):
            for one in _elements(pair):
                self._say(one.text() + (": " if one.tag == "dt" else ""), line)

    def _tabs(self, node: LexborNode, place: _NodePlace) -> None:
        labels = [one.text(strip=True) for one in node.css(".tabbed-labels label")]
        for block in node.css(".tabbed-block"):
            if labels:
                self._say(labels.pop(0), self._aside(place, "p"))
            self.inside(block, place)

    def _quote(self, node: LexborNode, place: _NodePlace) -> None:
        before, after = _QUOTES[place.quotes % 2]
        self._say(before, place)
        self.inside(node, replace(place, quotes=place.quotes + 1))
        self._say(after, place)

    def _image(self, node: LexborNode, place: _NodePlace) -> None:
        alt = node.attributes.get("alt") or ""
        self.pieces.put(Piece("figure", "", place.depth, alt=folded(alt)))

    def _input(self, node: LexborNode, place: _NodePlace) -> None:
        if node.attributes.get("type") == "checkbox":
            is_ticked = "checked" in node.attributes
            if place.part is None:  # a field of our own
                self.pieces.put(Piece("field", TICKED if is_ticked else "", place.depth))
            else:
                self._say("[×] " if is_ticked else "[ ] ", place)
            return
        value = node.text() if node.tag == "textarea" else node.attributes.get("value") or ""
        self.pieces.put(Piece("field", folded(value), place.depth))

    # --- figures and tables ---

    def _drawing(self, node: LexborNode, place: _NodePlace, over: LexborNode | None = None) -> None:
        words = [_drawn_words(node), _drawn_words(over) if over is not None else ""]
        self.pieces.put(
            Piece("figure", folded("".join(words)), place.depth, alt=folded(_described(node)))
        )

    def _stage(self, node: LexborNode, place: _NodePlace) -> None:
        """Collect a picture with what lies over it: they are one figure on paper."""
        inner = [one for one in _elements(node) if not _is_left_out(one)]
        if len(inner) == 2 and "over" in _classes(inner[1]) and inner[0].tag in {"svg", "img", "a"}:
            picture = inner[0].css_first("img") if inner[0].tag == "a" else inner[0]
            if picture is not None:
                self._drawing(picture, place, inner[1])
                for name in inner[1].css("text.win"):
                    self._say(name.text(), self._aside(place, "p"))
                return
        self.inside(node, place)

    def _table(self, node: LexborNode, place: _NodePlace) -> None:
        as_cards = self.ids.tables.get(node.mem_id) in self.cards
        for caption in _elements(node):
            if caption.tag == "caption" and not _is_left_out(caption):
                self.inside(caption, self._aside(place, "p" if as_cards else "caption"))
        labels: list[str] = []
        rows = [row for row in node.css("tr") if _table_of(row) == node.mem_id]
        for row in rows:
            if _is_left_out(row):
                continue
            cells = [one for one in _elements(row) if not _is_left_out(one)]
            if as_cards and not labels:
                labels = [self._cell(one, place) for one in cells]
            elif as_cards:
                self._card(labels, cells, place)
            else:
                said = tuple((one.tag or "", self._cell(one, place)) for one in cells)
                self.pieces.put(Piece("row", "", place.depth, said))

    def _card(self, labels: list[str], cells: list[LexborNode], place: _NodePlace) -> None:
        """Collect a row as lines, each cell behind the words of its column."""
        for label, cell in zip(labels, cells, strict=True):
            line = self._aside(place, "p")
            self._say(f"{label}: " if label else "", line)
            self._say(self._cell(cell, place), line)

    def _cell(self, cell: LexborNode, place: _NodePlace) -> str:
        kept, self.pieces = self.pieces, Pieces()
        self.inside(cell, replace(place, kind="text", depth=0, owner=next(self._owners)))
        said = "".join(one.said for one in self.pieces)
        self.pieces = kept
        return said

    # --- lists ---

    def _list(self, node: LexborNode, tag: str, place: _NodePlace) -> None:
        inner = replace(place, depth=place.depth + 1)
        step = -1 if "reversed" in node.attributes else 1
        items = sum(one.tag == "li" for one in _elements(node) if not _is_left_out(one))
        number = _number(node.attributes.get("start"), 1 if step == 1 else items)
        drawn = 0
        for child in _children(node):
            if _is_left_out(child):
                continue
            if child.tag != "li":
                self.node(child, inner)
                continue
            number = _number(child.attributes.get("value"), number)
            drawn += 1
            item = replace(inner, kind="item", owner=next(self._owners))
            item = replace(item, around=item.around | _classes(child) & _NAMED)
            if NUMBERED & place.around:
                self._say(str(drawn), item)
            elif not UNMARKED & place.around:
                mark = f"{number}." if tag == "ol" else "•"
                self.pieces.put(Piece("label", mark, inner.depth))
            number += step
            self.inside(child, item)

    # --- links ---

    def _link(self, node: LexborNode, classes: frozenset[str], place: _NodePlace) -> None:
        self.inside(node, place)
        part = place.part
        href = node.attributes.get("href") or ""
        target = part.targets.get(href) if part and href else None
        if not classes.isdisjoint(("glightbox", "here")) and part:
            return
        if target is None:
            anchor = (part.prefix if part else "") + href[1:] if href.startswith("#") else ""
            is_listed = "to" in classes or "faq-list" in place.around
            if is_listed and anchor in self.ids.known:
                self._say(LEADER, place)
            return
        if target.anchor:
            if target.page_number and target.anchor in self.ids.known:
                self._say(f" (page {PAGE})", place)
        elif target.note and "sources" not in place.around:
            self._say(f" [link {self._note(target)}]", place)

    def _note(self, target: Target) -> int:
        if target not in self._notes:
            self._notes.append(target)
        return self._notes.index(target) + 1

    def _list_notes(self, place: _NodePlace) -> None:
        for number, target in enumerate(self._notes, start=1):
            self.pieces.put(Piece("label", f"{number}.", place.depth + 1))
            item = replace(place, kind="item", depth=place.depth + 1, owner=next(self._owners))
            address = target.address.removeprefix("mailto:")
            if target.address and target.note != target.address:
                self._say(f"{target.note}: ", item)
            self._say(address or target.note, item)


_NAMED: Final = UNMARKED | NUMBERED | frozenset(REPLACED) | {"sources"}
"""The classes that decide something for what stands below them."""


@dataclass(frozen=True)
class _Ids:
    """What the document knows of itself."""

    known: frozenset[str]
    """Every id that is printed, with the prefix of its part."""
    moves_sources: bool
    """Whether it has a place of its own for the list of sources."""
    tables: Mapping[int, int]
    """The place of each table in the document, from 0, by its node."""


def _ids(body: LexborNode, parts: Sequence[DocumentPart]) -> _Ids:
    known: set[str] = {"source-", "note-"}
    _collect_ids(body, "", parts, known)
    tables = {table.mem_id: place for place, table in enumerate(body.css("table"))}
    return _Ids(frozenset(known), body.css_first("[data-sources]") is not None, tables)


def _collect_ids(
    node: LexborNode, prefix: str, parts: Sequence[DocumentPart], known: set[str]
) -> None:
    for child in _elements(node):
        if _is_left_out(child):
            continue
        attributes = child.attributes
        if attributes.get("id"):
            known.add(f"{prefix}{attributes['id']}")
        inner = prefix
        if "data-part" in attributes:
            inner = parts[int(attributes["data-part"] or 0)].prefix
        _collect_ids(child, inner, parts, known)


# --- nodes -----------------------------------------------------------------------------------


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        if child.tag == _TEXT or not (child.tag or "-").startswith(("-", "!")):
            yield child
        child = child.next


def _elements(node: LexborNode) -> Iterator[LexborNode]:
    return (one for one in _children(node) if one.tag != _TEXT)


def _classes(node: LexborNode) -> frozenset[str]:
    return frozenset((node.attributes.get("class") or "").split())


def _lists_sources(node: LexborNode) -> bool:
    """Whether a node is a list of sources, folded or not."""
    return (node.tag, True) in {
        ("ol", "sources" in _classes(node)),
        ("details", "srcs" in _classes(node)),
    }


def _is_left_out(node: LexborNode) -> bool:
    return node.tag != _TEXT and is_left_out(node.tag or "", node.attributes)


def _is_shown(node: LexborNode, block: LexborNode) -> bool:
    """Whether nothing between a node and the block that it stands in is left out."""
    one: LexborNode | None = node
    while one is not None and not _is_left_out(one):
        if one.mem_id == block.mem_id:
            return True
        one = one.parent
    return False


def _number(written: str | None, otherwise: int) -> int:
    try:
        return int(written) if written else otherwise
    except ValueError:
        return otherwise


def _table_of(row: LexborNode) -> int:
    parent = row.parent
    while parent is not None and parent.tag != "table":
        parent = parent.parent
    return parent.mem_id if parent is not None else 0


def _described(drawing: LexborNode) -> str:
    """How a picture is described: in words of its own, or by its title."""
    attributes: Mapping[str, str | None] = drawing.attributes
    title = next((one.text() for one in _elements(drawing) if one.tag == "title"), "")
    return title or attributes.get("alt") or attributes.get("aria-label") or ""


def _drawn_words(drawing: LexborNode) -> str:
    """The words in a drawing, but the name of a view, which stands below it."""
    return "".join(one.text() for one in drawing.css("text") if "win" not in _classes(one))
