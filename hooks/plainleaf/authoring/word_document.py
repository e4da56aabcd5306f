"""A Word document (.docx) as blocks of text, with a list of all that is no such block.

Word, LibreOffice and Google Docs write the same format in different ways. It is read here element
by element, because nothing may be lost or changed silently: what is not known is listed with its
words and its place, like tracked changes, comments, notes, text boxes, hidden text and fields.
Libraries that convert such documents leave some of these out without a word.

Nothing here writes a file or knows what a page is.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_STRICT: Final = "http://purl.oclc.org/ooxml/"
_TRANSITIONAL: Final = "http://schemas.openxmlformats.org/"
_MOST_PARTS: Final = 5_000
_MOST_BYTES: Final = 60_000_000
"""Bytes that the parts of a document may have when they are unpacked."""
_PLACE_WORDS: Final = 6
_SAID: Final = 200
"""Characters of what is listed."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NOTHING: Final = _names(
    "proofErr bookmarkStart bookmarkEnd lastRenderedPageBreak rPr pPr tblPr tblGrid trPr tcPr "
    "sectPr commentRangeStart commentRangeEnd moveFromRangeStart moveFromRangeEnd "
    "moveToRangeStart moveToRangeEnd permStart permEnd annotationRef footnoteRef endnoteRef "
    "separator continuationSeparator sdtPr sdtEndPr smartTagPr customXmlPr tblPrEx"
)
"""Elements that print nothing."""
_OPEN: Final = _names("smartTag customXml bdo dir sdtContent")
"""Elements around text that say nothing of it."""
_SYMBOLS: Final[Mapping[int, str]] = dict(
    zip(
        b"\xa3\xb3\xb1\xb4\xb0\xb9\xbb\xb8\xb7\xae\xac\xad\xaf\xa5\xd7abgdmlqpsw",
        "≤≥±×°≠≈÷•→←↑↓∞·αβγδμλθπσω",
        strict=True,
    )
)
"""Signs of the font Symbol, by their number there."""


class WordError(ValueError):
    """Why a file cannot be read as a document: one plain sentence."""


@dataclass(frozen=True)
class LeftOver:
    """Something of the document that has no place on a page, or has changed on its way there."""

    place: str
    """Where it stood in the document."""
    what: str
    """What it is, with its words."""


@dataclass(frozen=True)
class WordRun:
    """A run of text in one form."""

    text: str
    """Its characters; a line break is a line feed."""
    bold: bool = False
    """Whether it is bold."""
    italic: bool = False
    """Whether it is slanted."""
    raised: str = ""
    """`sup` or `sub`, else empty."""
    link: str = ""
    """The address that it leads to."""
    picture: str = ""
    """The part that holds the picture that stands here."""


@dataclass(frozen=True)
class WordBlock:
    """A paragraph, a heading or an item of a list."""

    pieces: tuple[WordRun, ...]
    """What it says."""
    heading: int = 0
    """The level of a heading, from 1; 0 for none."""
    title: bool = False
    """Whether it is the title of the document."""
    depth: int = -1
    """How deep an item of a list is indented, from 0; -1 for none."""
    numbered: bool = False
    """Whether the items of the list are numbered."""
    place: str = ""
    """Where it stands in the document."""

    @property
    def plain(self) -> str:
        """Its words alone."""
        return "".join(one.text for one in self.pieces).strip()


@dataclass(frozen=True)
class WordTable:
    """A table."""

    rows: tuple[tuple[tuple[WordBlock, ...], ...], ...]
    """Its rows, each with its cells, each with its paragraphs."""
    place: str = ""
    """Where it stands in the document."""


@dataclass(frozen=True)
class WordPicture:
    """A picture in the document."""

    data: bytes
    """Its file."""
    alt: str
    """What stands in for it; empty when nobody wrote that."""
    place: str
    """Where it stands in the document."""


@dataclass(frozen=True)
class WordDocument:
    """What a document holds."""

    blocks: tuple[WordBlock | WordTable, ...]
    """Its text, in order."""
    pictures: Mapping[str, WordPicture]
    """Its pictures by the name that a piece gives them."""
    left: tuple[LeftOver, ...]
    """What is no text, in order."""


def read_word(data: bytes) -> WordDocument:
    """Read a document.

    Raises:
        WordError: it is none, it is locked, or it is damaged.
    """
    reader = _WordReader(_WordPackage(data))
    body = reader.package.main.find(f"{_W}body")
    if body is None:
        raise WordError("it is damaged: it has no text.")
    blocks = tuple(reader.blocks(body))
    reader.list_around()
    return WordDocument(blocks, reader.pictures, tuple(reader.left))


class _WordPackage:
    """The parts of a document."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            raise WordError("it is an old .doc file, or has a password. Save it as .docx without.")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            raise WordError("it is no .docx file. Save it as .docx in its program.") from None
        infos = self._zip.infolist()
        size = sum(one.file_size for one in infos)
        if len(infos) > _MOST_PARTS or size > _MOST_BYTES:
            raise WordError("it is too large. Split it, or make its pictures smaller.")
        self.names = frozenset(one.filename for one in infos)
        roots = self.relations("")
        self.name = next(
            (target for kind, target, _ in roots.values() if kind == "officeDocument"), ""
        )
        if self.name not in self.names:
            raise WordError("it is no Word document. Save it as .docx in its program.")
        self.main = self.xml(self.name)
        self.links = self.relations(self.name)

    def bytes(self, name: str) -> bytes:
        try:
            # By its own count: what the archive says of a part's size may be wrong.
            with self._zip.open(name) as part:
                found = part.read(_MOST_BYTES + 1)
        except (KeyError, zipfile.BadZipFile, RuntimeError, OSError, NotImplementedError, EOFError):
            raise WordError(f"its part {name} is damaged or locked.") from None
        except Exception as error:  # zlib's own, which has no common name
            raise WordError(f"its part {name} is damaged.") from error
        if len(found) > _MOST_BYTES:
            raise WordError("it is too large. Split it, or make its pictures smaller.")
        return found

    def xml(self, name: str) -> Any:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        text = self.bytes(name).replace(_STRICT.encode(), _TRANSITIONAL.encode())
        text = text.replace(b"/ooxml/officeDocument/", b"/officeDocument/2006/")
        try:
            root = etree.fromstring(text, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise WordError(f"its part {name} is damaged.") from None
        if root.getroottree().docinfo.doctype:
            raise WordError(f"its part {name} is not what a word processor writes.")
        return root

    def part(self, kind: str) -> Any | None:
        """The XML of the one part of a kind; None when there is none."""
        found = next((target for one, target, _ in self.links.values() if one == kind), "")
        return self.xml(found) if found in self.names else None

    def relations(self, name: str) -> dict[str, tuple[str, str, bool]]:
        """What a part leads to, by id: the kind, the part or address, whether it is outside."""
        folder, _, file = name.rpartition("/")
        rels = posixpath.join(folder, "_rels", f"{file}.rels")
        if rels not in self.names:
            return {}
        found = {}
        for one in self.xml(rels):
            kind = str(one.get("Type", "")).rpartition("/")[2]
            target, outside = str(one.get("Target", "")), one.get("TargetMode") == "External"
            if not outside:
                target = target.lstrip("/") if target.startswith("/") else _join(folder, target)
            found[str(one.get("Id"))] = (kind, target, outside)
        return found


def _join(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(folder, target))


@dataclass
class _WordField:
    """A field that is being read."""

    code: str = ""
    shows: bool = False
    """Whether its result has begun."""
    shown: list[str] = field(default_factory=list)


class _WordReader:
    """Reads the text of a document in order, and lists what is none."""

    def __init__(self, package: _WordPackage) -> None:
        self.package = package
        self.pictures: dict[str, WordPicture] = {}
        self.left: list[LeftOver] = []
        self.styles = _styles(package.part("styles"))
        self.lists = _lists(package.part("numbering"))
        self.comments = _by_id(package.part("comments"), "comment")
        self.notes = {
            kind: _by_id(package.part(f"{kind}s"), kind) for kind in ("footnote", "endnote")
        }
        self.place = "at the beginning"
        self._paragraph = 0
        self._tables = 0
        self._fields: list[_WordField] = []

    def tell(self, what: str) -> None:
        """List something at the present place."""
        self.left.append(LeftOver(self.place, what))

    # --- blocks ---

    def blocks(self, parent: Any) -> Iterator[WordBlock | WordTable]:
        """Yield the blocks in an element."""
        for one in parent:
            name = _local(one)
            if name == "p" and one.tag == f"{_W}p":
                yield self._block(one)
            elif name == "tbl":
                yield self._table(one)
            elif name == "sdt":
                yield from self._control(one)
            elif name in _OPEN or name in {"ins", "moveTo"}:
                self._tell_change(one, name)
                yield from self.blocks(one)
            elif name in {"del", "moveFrom"}:
                self._tell_change(one, name)
            elif name == "AlternateContent":
                yield from self.blocks(_chosen(one))
            elif name not in _NOTHING:
                self._tell_unknown(one, name)

    def _control(self, control: Any) -> Iterator[WordBlock | WordTable]:
        gallery = control.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")
        content = control.find(f"{_W}sdtContent")
        if content is None:
            return
        if gallery is not None and "Contents" in str(gallery.get(f"{_W}val")):
            self.tell("the list of contents, which the site makes itself")
            return
        yield from self.blocks(content)

    def _block(self, paragraph: Any) -> WordBlock:
        self._paragraph += 1
        words = " ".join(_text(paragraph).split()[:_PLACE_WORDS])
        self.place = f"paragraph {self._paragraph}" + (f" (“{words}…”)" if words else "")
        form = paragraph.find(f"{_W}pPr")
        chain = self._chain(form, "pStyle")
        level, title = _level(form, chain), any(one.name == "title" for one in chain)
        depth, kind = self._item(form, chain)
        if kind not in {"", "bullet", "decimal"}:
            self.tell(f"a list that counts in another way ({kind}), which is numbered 1, 2, 3 here")
        if level and depth >= 0:
            self.tell("the number of a heading, which is left out")
        mark = form.find(f"{_W}rPr") if form is not None else None
        for change in ("ins", "del"):
            if mark is not None and mark.find(f"{_W}{change}") is not None:
                self.tell(f"a tracked change: a break between paragraphs ({_WHAT[change]})")
        pieces = tuple(self._pieces(paragraph, chain))
        return WordBlock(
            pieces,
            level,
            title,
            -1 if level or title else depth,
            kind not in {"", "bullet"},
            self.place,
        )

    def _item(self, form: Any, chain: tuple[_WordStyle, ...]) -> tuple[int, str]:
        """How deep an item of a list is, and how the list counts; -1 and nothing for no item."""
        own = form.find(f"{_W}numPr") if form is not None else None
        found = (
            own if own is not None else next((s.list for s in chain if s.list is not None), None)
        )
        if found is None:
            return -1, ""
        number, depth = (_value(found.find(f"{_W}{name}")) for name in ("numId", "ilvl"))
        if number in ("", "0"):
            return -1, ""
        level = int(depth) if depth.isdigit() else 0
        named = next((m for s in chain if (m := re.fullmatch(r"list \w+ (\d)", s.name))), None)
        kind = self.lists.get((number, level), "bullet")
        deeper = int(named[1]) - 1 if named and level == 0 else level
        return (-1, "") if kind == "none" else (deeper, kind)

    def _chain(self, form: Any, name: str) -> tuple[_WordStyle, ...]:
        """The style of a paragraph or of a run, and those that it rests on."""
        wanted = _value(form.find(f"{_W}{name}")) if form is not None else ""
        if not wanted and name == "pStyle":
            wanted = self.styles.get("", _WordStyle()).base
        found: list[_WordStyle] = []
        while wanted in self.styles and wanted and len(found) < _MOST_STYLES:
            found.append(self.styles[wanted])
            wanted = found[-1].base
        return tuple(found)

    def _table(self, table: Any) -> WordTable:
        self._tables += 1
        name = f"table {self._tables}"
        self.place = name
        if table.xpath(".//*[local-name()='gridSpan' or local-name()='vMerge']"):
            self.tell("cells that are one across columns or rows: its words stand in the first")
        rows = []
        for at, row in enumerate(_inside(table, "tr"), 1):
            self.place = f"{name}, row {at}"
            changed = row.find(f"{_W}trPr")
            for change in ("ins", "del"):
                if changed is not None and changed.find(f"{_W}{change}") is not None:
                    self.tell(f"a tracked change: a row ({_WHAT[change]}), which is kept")
            cells: list[tuple[WordBlock, ...]] = []
            for cell in _inside(row, "tc"):
                cells.append(tuple(self._in_cell(cell)))
                span = _value(cell.find(f"{_W}tcPr/{_W}gridSpan"))
                more = min(int(span), 64) - 1 if span.isdigit() else 0
                cells += [()] * more
            rows.append(tuple(cells))
        self.place = name
        return WordTable(tuple(rows), name)

    def _in_cell(self, cell: Any) -> Iterator[WordBlock]:
        for one in self.blocks(cell):
            if isinstance(one, WordTable):
                words = " | ".join(
                    block.plain for row in one.rows for each in row for block in each
                )
                self.tell(f"a table in a cell of a table: “{_cut(words)}”")
            else:
                yield one

    # --- text ---

    def _pieces(
        self, parent: Any, chain: tuple[_WordStyle, ...], link: str = ""
    ) -> Iterator[WordRun]:
        for one in parent:
            name = _local(one)
            if name == "r" and one.tag == f"{_W}r":
                yield from self._run(one, chain, link)
            elif name == "hyperlink":
                yield from self._pieces(one, chain, self._address(one))
            elif name == "fldSimple":
                code = str(one.get(f"{_W}instr", ""))
                yield from self._of_field(code, list(self._pieces(one, chain, link)))
            elif name in {"ins", "moveTo"}:
                self._tell_change(one, name)
                yield from self._pieces(one, chain, link)
            elif name in {"del", "moveFrom"}:
                self._tell_change(one, name)
            elif name in _OPEN:
                yield from self._pieces(one, chain, link)
            elif name == "AlternateContent":
                yield from self._pieces(_chosen(one), chain, link)
            else:
                yield from self._other_pieces(one, chain, link)

    def _other_pieces(
        self, one: Any, chain: tuple[_WordStyle, ...], link: str
    ) -> Iterator[WordRun]:
        name = _local(one)
        if name == "sdt":
            content = one.find(f"{_W}sdtContent")
            if one.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None:
                self.tell(f"an empty field to fill in: “{_cut(_text(one))}”")
            elif content is not None:
                yield from self._pieces(content, chain, link)
        elif name in {"oMath", "oMathPara"}:
            formula = _cut(_text(one))
            self.tell(f"a formula: “{formula}”")
            yield WordRun(f"TODO: a formula, {formula}", link=link)
        elif name == "ruby":
            self.tell(f"words above the text: “{_cut(_text(one))}”")
            yield from self._pieces(one, chain, link)
        elif name == "rubyBase":
            yield from self._pieces(one, chain, link)
        elif name not in _NOTHING and name not in {"rt", "rubyPr"}:
            self._tell_unknown(one, name)

    def _address(self, element: Any) -> str:
        target = self.package.links.get(str(element.get(f"{_R}id", "")))
        anchor = str(element.get(f"{_W}anchor", ""))
        if target is not None and target[2]:
            return target[1] + (f"#{anchor}" if anchor and "#" not in target[1] else "")
        self.tell(f"a link to another place of the document ({anchor}): “{_cut(_text(element))}”")
        return ""

    def _run(self, run: Any, chain: tuple[_WordStyle, ...], link: str) -> Iterator[WordRun]:
        form = run.find(f"{_W}rPr")
        forms = [form, *(one.run for one in self._chain(form, "rStyle"))]
        forms += [one.run for one in chain]
        if _on(forms, "vanish") or _on(forms, "webHidden"):
            if _text(run).strip():
                self.tell(f"hidden text: “{_cut(_text(run))}”")
            return
        if _on(forms, "strike") or _on(forms, "dstrike"):
            self.tell(f"text that is crossed out, left out: “{_cut(_text(run))}”")
            return
        said = _text(run).strip()
        for mark, what in _MARKS.items():
            if said and _marked(form, mark):
                self.tell(f"{what}: “{_cut(said)}”")
        raised = _raised(forms)
        bold, italic = _on(forms, "b"), _on(forms, "i")
        font = _find(form, "rFonts")
        symbol = font is not None and "Symbol" in str(font.get(f"{_W}ascii", ""))
        for one in run:
            for text in self._content(one, link=link, symbol=symbol):
                if isinstance(text, str):
                    text = WordRun(text, bold, italic, raised, link)
                yield from self._in_field(text)

    def _content(self, one: Any, *, link: str, symbol: bool) -> Iterator[str | WordRun]:
        name = _local(one)
        if name == "t":
            yield self._letters(one.text or "", symbol=symbol)
        elif name in {"tab", "ptab"}:
            yield " "
        elif name in {"br", "cr"}:
            if one.get(f"{_W}type") in (None, "textWrapping"):
                yield "\n"
        elif name == "noBreakHyphen":
            yield "-"
        else:
            yield from self._other_content(one, link=link, symbol=symbol)

    def _other_content(self, one: Any, *, link: str, symbol: bool) -> Iterator[str | WordRun]:
        name = _local(one)
        if name == "sym":
            yield self._symbol(str(one.get(f"{_W}char", "")), str(one.get(f"{_W}font", "")))
        elif name == "fldChar":
            yield from self._field_sign(str(one.get(f"{_W}fldCharType", "")), one)
        elif name == "instrText":
            if self._fields:
                self._fields[-1].code += one.text or ""
        else:
            yield from self._beside(one, link=link, symbol=symbol)

    def _beside(self, one: Any, *, link: str, symbol: bool) -> Iterator[str | WordRun]:
        name = _local(one)
        if name in {"drawing", "pict", "object"}:
            yield from self._drawn(one, link)
        elif name == "AlternateContent":
            for inner in _chosen(one):
                yield from self._content(inner, link=link, symbol=symbol)
        elif name in {"footnoteReference", "endnoteReference"}:
            kind = name.removesuffix("Reference")
            note = self.notes[kind].get(str(one.get(f"{_W}id", "")))
            article = "an" if kind == "endnote" else "a"
            self.tell(f"{article} {kind}: “{_cut(_text(note)) if note is not None else ''}”")
        elif name == "commentReference":
            self._tell_comment(str(one.get(f"{_W}id", "")))
        elif name == "ruby":
            yield from self._pieces([one], ())
        elif name not in _NOTHING and name not in {"softHyphen", "delText", "delInstrText"}:
            self._tell_unknown(one, name)

    def _letters(self, text: str, *, symbol: bool) -> str:
        private = [one for one in text if "\ue000" <= one <= "\uf8ff"]
        if not symbol and not private:
            return text
        return "".join(
            self._symbol(f"{ord(one):04X}", "Symbol") if symbol or one in private else one
            for one in text
        )

    def _symbol(self, number: str, font: str) -> str:
        """A sign of a font that has its own numbers; one that is not known must not be lost."""
        try:
            code = int(number, 16)
        except ValueError:
            code = -1
        known = _SYMBOLS.get(code & 0xFF) if code >= 0 and font == "Symbol" else None
        if known is not None:
            return known
        if 0x20 <= code < 0x7F and font == "Symbol" and not chr(code).isalpha():
            return chr(code)
        if 0x20 < code < 0xD800 and font != "Symbol":  # a letter of its own, as of a check box
            return chr(code)
        self.tell(f"a sign of the font {font or 'unknown'} ({number}): look it up in the document")
        return f" TODO: a sign of the font {font or 'unknown'} "

    # --- fields ---

    def _field_sign(self, kind: str, sign: Any) -> Iterator[WordRun]:
        if kind == "begin":
            self._fields.append(_WordField())
            if sign.find(f"{_W}ffData") is not None:
                self.tell("a field to fill in, or a box to tick")
        elif kind == "separate" and self._fields:
            self._fields[-1].shows = True
        elif kind == "end" and self._fields:
            done = self._fields.pop()
            self._tell_field(done.code, "".join(done.shown))
        yield from ()

    def _in_field(self, piece: WordRun) -> Iterator[WordRun]:
        """A piece as it is, or as the field in which it stands has it."""
        if not self._fields:
            yield piece
            return
        now = self._fields[-1]
        if not now.shows:
            return
        now.shown.append(piece.text)
        yield from self._of_field(now.code, [piece], told=True)

    def _of_field(
        self, code: str, pieces: list[WordRun], *, told: bool = False
    ) -> Iterator[WordRun]:
        if not told:
            self._tell_field(code, "".join(one.text for one in pieces))
        kind = (code.split() or [""])[0].upper()
        if kind in _UNSHOWN:
            return
        address = re.search(r'HYPERLINK\s+(?!\\)"?([^"\s]+)', code)
        for one in pieces:
            if address is not None:
                yield WordRun(one.text, one.bold, one.italic, one.raised, address[1], one.picture)
            else:
                yield one

    def _tell_field(self, code: str, shown: str) -> None:
        kind = (code.split() or [""])[0].upper()
        if kind == "HYPERLINK" and re.search(r'HYPERLINK\s+(?!\\)"?([^"\s]+)', code):
            return
        how = "left out" if kind in _UNSHOWN else "kept as it was last shown"
        self.tell(f"a field ({_cut(' '.join(code.split()), 60)}), {how}: “{_cut(shown)}”")

    # --- what is no text ---

    def _drawn(self, one: Any, link: str) -> Iterator[WordRun]:
        boxes = one.xpath(".//*[local-name()='txbxContent']")
        for box in _first_choice(boxes):
            self.tell(f"a text box: “{_cut(_text(box))}”")
        shown = one.xpath(".//*[local-name()='blip' or local-name()='imagedata']")
        described = one.xpath(".//*[local-name()='docPr']/@descr|.//*[local-name()='shape']/@alt")
        alt = " ".join(str(described[0]).split()) if described else ""
        ids = [str(p.get(f"{_R}embed") or p.get(f"{_R}id") or p.get(f"{_R}link")) for p in shown]
        for name in dict.fromkeys(ids):
            _, target, outside = self.package.links.get(name, ("", "", True))
            if outside or target not in self.package.names:
                self.tell(f"a picture that is not in the document ({target}): “{alt}”")
                continue
            self.pictures.setdefault(
                target, WordPicture(self.package.bytes(target), alt, self.place)
            )
            yield WordRun("", link=link, picture=target)
        if not boxes and not shown:
            what = "an object of another program" if _local(one) == "object" else "a drawing"
            if one.xpath(".//*[local-name()='chart']"):
                what = "a chart"
            words = alt or _text(one)
            self.tell(f"{what}: “{_cut(words)}”")

    def _tell_change(self, one: Any, name: str) -> None:
        if name not in _WHAT:
            return
        who = str(one.get(f"{_W}author", "")) or "somebody"
        self.tell(f"a tracked change of {who}, {_WHAT[name]}: “{_cut(_text(one, removed=True))}”")

    def _tell_comment(self, number: str) -> None:
        comment = self.comments.get(number)
        if comment is not None:
            who = str(comment.get(f"{_W}author", "")) or "somebody"
            self.tell(f"a comment of {who}: “{_cut(_text(comment))}”")

    def _tell_unknown(self, one: Any, name: str) -> None:
        words = _text(one, removed=True)
        self.tell(f"something that this command does not know ({name}): “{_cut(words)}”")

    def list_around(self) -> None:
        """List what stands around the text: heads and feet of sides, and changes of form."""
        for kind, what in (("header", "the head of a side"), ("footer", "the foot of a side")):
            for one, target, outside in self.package.links.values():
                if one == kind and not outside and target in self.package.names:
                    words = _text(self.package.xml(target))
                    if words.strip():
                        self.left.append(LeftOver("around the text", f"{what}: “{_cut(words)}”"))
        changed = len(self.package.main.xpath(".//*[local-name()='rPrChange']"))
        changed += len(self.package.main.xpath(".//*[local-name()='pPrChange']"))
        if changed:
            self.left.append(
                LeftOver("in the text", f"{changed} tracked changes of its form alone")
            )


_WHAT: Final = {
    "ins": "added, kept",
    "moveTo": "moved here, kept",
    "del": "deleted, left out",
    "moveFrom": "moved away, left out",
}
_UNSHOWN: Final = frozenset(("TOC", "PAGE", "NUMPAGES", "SECTIONPAGES", "INDEX", "XE", "TC", "TA"))
"""Fields whose results a page does not need."""
_MARKS: Final = {
    "highlight": "text with a colored background, kept without",
    "u": "underlined text, kept without the line",
    "caps": "text that is shown in capitals, kept as it was typed",
    "smallCaps": "text that is shown in little capitals, kept as it was typed",
}
_MOST_STYLES: Final = 20
_OFF: Final = frozenset(("0", "false", "off", "none"))


@dataclass(frozen=True)
class _WordStyle:
    """A style of paragraphs or runs."""

    name: str = ""
    base: str = ""
    run: Any = None
    list: Any = None
    outline: str = ""


def _styles(part: Any | None) -> dict[str, _WordStyle]:
    """Styles by id; the base of the one with an empty id is that of plain paragraphs."""
    found: dict[str, _WordStyle] = {}
    for one in part if part is not None else ():
        if _local(one) != "style":
            continue
        name = _value(one.find(f"{_W}name")).lower()
        number = str(one.get(f"{_W}styleId", ""))
        found[number] = _WordStyle(
            name,
            _value(one.find(f"{_W}basedOn")),
            one.find(f"{_W}rPr"),
            one.find(f"{_W}pPr/{_W}numPr"),
            _value(one.find(f"{_W}pPr/{_W}outlineLvl")),
        )
        if one.get(f"{_W}default") in ("1", "true") and one.get(f"{_W}type") == "paragraph":
            found[""] = _WordStyle(base=number)
    return found


def _lists(part: Any | None) -> dict[tuple[str, int], str]:
    """How lists count, by number and depth."""
    if part is None:
        return {}
    kinds = {
        str(one.get(f"{_W}abstractNumId")): {
            int(level.get(f"{_W}ilvl", "0")): _value(level.find(f"{_W}numFmt"))
            for level in one.findall(f"{_W}lvl")
            if str(level.get(f"{_W}ilvl", "0")).isdigit()
        }
        for one in part.findall(f"{_W}abstractNum")
    }
    return {
        (str(one.get(f"{_W}numId")), depth): kind
        for one in part.findall(f"{_W}num")
        for depth, kind in kinds.get(_value(one.find(f"{_W}abstractNumId")), {}).items()
    }


def _by_id(part: Any | None, name: str) -> dict[str, Any]:
    found = part.findall(f"{_W}{name}") if part is not None else ()
    return {str(one.get(f"{_W}id", "")): one for one in found}


def _level(form: Any, chain: tuple[_WordStyle, ...]) -> int:
    """The level of a heading; 0 for none."""
    own = _value(_find(form, "outlineLvl"))
    if own.isdigit() and int(own) < _BODY:
        return int(own) + 1
    for style in chain:
        named = re.fullmatch(r"heading (\d)", style.name)
        if named:
            return int(named[1])
        if style.outline.isdigit() and int(style.outline) < _BODY:
            return int(style.outline) + 1
    return 0


_BODY: Final = 9
"""The outline level of plain text."""


def _find(form: Any, name: str) -> Any:
    return form.find(f"{_W}{name}") if form is not None else None


def _raised(forms: Iterable[Any]) -> str:
    """Whether text stands above or below its line: by name, or by how far (LibreOffice)."""
    for form in forms:
        named = _value(_find(form, "vertAlign"))
        moved = _value(_find(form, "position"))
        if named:
            return {"superscript": "sup", "subscript": "sub"}.get(named, "")
        if moved.lstrip("-").isdigit() and int(moved):
            return "sub" if int(moved) < 0 else "sup"
    return ""


def _on(forms: list[Any], name: str) -> bool:
    """Whether a form is on: the nearest that speaks of it decides."""
    for form in forms:
        found = _find(form, name)
        if found is not None:
            return str(found.get(f"{_W}val", "1")).lower() not in _OFF
    return False


def _marked(form: Any, name: str) -> bool:
    found = _find(form, name)
    return found is not None and str(found.get(f"{_W}val", "1")).lower() not in _OFF


def _value(element: Any) -> str:
    return str(element.get(f"{_W}val", "")) if element is not None else ""


def _local(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else "comment"


def _inside(parent: Any, name: str) -> Iterator[Any]:
    """The elements of a name below a parent, through what stands around them."""
    for one in parent:
        found = _local(one)
        if found == name:
            yield one
        elif found in {"sdt", "sdtContent", "customXml", "ins"}:
            yield from _inside(one, name)


def _chosen(alternatives: Any) -> Any:
    """Of several forms of one thing the first that is there."""
    return next((one for one in alternatives if _local(one) in {"Choice", "Fallback"}), ())


def _first_choice(boxes: list[Any]) -> list[Any]:
    """Text boxes without the older forms of the same ones."""
    return [one for one in boxes if not one.xpath("ancestor::*[local-name()='Fallback']")] or boxes


def _text(element: Any, *, removed: bool = False) -> str:
    """All words in an element, without what is removed unless that is asked for."""
    names = {"t", "delText"} if removed else {"t"}
    said: list[str] = []
    for one in element.iter():
        name = _local(one)
        if name in names:
            said.append(one.text or "")
        elif name in {"p", "br", "tab", "tc"}:
            said.append(" ")
    return " ".join("".join(said).split())


def _cut(text: str, most: int = _SAID) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
