"""A text of Markdown as readers see it, with its places for what is no word.

Stricter than `plainleaf.text.inline`, which reads what an author meant: here a sign counts as a
mark only where it is one for sure, so that what a renderer swallows is missed. An asterisk between
two digits stands for itself, and so does a tag that no author may write.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final

from plainleaf.text.addresses import link_end
from plainleaf.text.inline import PLAIN_CITATION, Bracket, HtmlTag, Scanner
from plainleaf.text.raised import lowered, raised

CITED: Final = "\ufdd0"
"""Begins the key of a citation. This and the others are no characters: no page can hold them."""
PICTURE: Final = "\ufdd1"
"""Begins the alternative text of a picture; its address follows as that of a link."""
RAISED: Final = "\ufdd2"
"""Begins what is raised: without it, ten to the power of nine would read 109."""
LOWERED: Final = "\ufdd3"
"""Begins what is lowered."""
NOTED: Final = "\ufdd4"
"""Begins the name of a footnote."""
END: Final = "\ufdd5"
"""Ends what one of the others begins."""
LINKED: Final = "\ufdd6"
"""Begins the words of a link."""
LEADS: Final = "\ufdd7"
"""Ends them, and begins the address."""
LINK_END: Final = "\ufdd8"
"""Ends the address."""
ALTERED: Final = "\ufdd9"
"""Begins a tag that changes how the words after it are read: from right to left, for one."""

ISOLATED: Final = "\ufdda"
"""Begins what stands by itself: a right-to-left word that must take no number along."""

TAGS: Final = frozenset(("abbr", "bdi", "br", "kbd", "sub", "sup"))
"""The HTML that an author may write in a text; any other `<` stands for itself."""
ATTRIBUTES: Final = frozenset(("dir", "lang", "title"))
"""The attributes that it may have."""

SPOKEN: Final = frozenset(("dir", "lang"))
"""Those of them that change how its words are read."""

SCRIPTS: Final[Mapping[str, str]] = {"sup": RAISED, "sub": LOWERED, "bdi": ISOLATED}
"""The elements without which a copy says something else, with the marks that begin their words."""

_SPECIAL = re.compile(r"[\\`!\[\]<&*_{]")
_NO_WORDS = re.compile(
    f"[{CITED}{NOTED}{ALTERED}][^{END}]*{END}|{LEADS}[^{LINK_END}]*{LINK_END}|{LINKED}"
)
_NESTING = re.compile(f"([{PICTURE}{RAISED}{LOWERED}{ISOLATED}{END}])")


@dataclass(frozen=True)
class LinkNames:
    """What other lines of a page give a meaning to."""

    links: Mapping[str, str] = field(default_factory=dict)
    """The address of each link definition, by its name in lower case."""
    notes: frozenset[str] = frozenset()
    """The names of footnotes."""


NO_NAMES: Final = LinkNames()


def seen(markdown: str, names: LinkNames = NO_NAMES) -> str:
    """A text of Markdown as readers see it, in one line, with the marks of this module."""
    # Most texts are marked by nothing but citations and bold words.
    plain = PLAIN_CITATION.sub(_mark, markdown) if "[@" in markdown else markdown
    bare = plain.replace("**", "")
    if _SPECIAL.search(bare) is None and (bare == plain or _is_bold(plain.split("**"))):
        return one_line(bare)
    scanner = _MarkScanner(markdown, names)
    scanner.read()
    return one_line("".join(scanner.plain))


def link(shown: str, address: str) -> str:
    """The words of a link with the marks that tell where it leads."""
    return f"{LINKED}{shown}{LEADS}{address}{LINK_END}"


def picture(alt: str, address: str) -> str:
    """What stands for a picture in a text."""
    return f"{PICTURE}{alt}{LEADS}{address}{LINK_END}{END}"


def altered(tag: str, attributes: Mapping[str, str | None]) -> str:
    """The mark of an element that changes how its words are read."""
    said = "".join(f' {name}="{value or ""}"' for name, value in sorted(attributes.items()))
    return f"{ALTERED}<{tag}{said}>{END}"


_LED = re.compile(f"{LEADS}([^{LINK_END}]*){LINK_END}")


def resolved(text: str, src: str) -> str:
    """A text with each address of a link as a path inside the site, or in full.

    Args:
        text: the text, with the marks of this module.
        src: the page that it stands on, as a path inside docs/.
    """
    return _LED.sub(lambda match: f"{LEADS}{_address(match.group(1), src)}{LINK_END}", text)


@functools.lru_cache(maxsize=4096)  # the two sides of a page ask the same
def _address(address: str, src: str) -> str:
    """An address as written on a page, or on the finished page made of it."""
    if _FULL.match(address):
        return address
    path, fragment = link_end(src, address)
    if path.endswith(".md"):
        path = f"{path.removesuffix('.md')}.html"
    return f"{path}#{fragment}" if "#" in address else path


_FULL = re.compile(r"//|[A-Za-z][A-Za-z0-9+.-]*:")


def words(text: str) -> str:
    """What was `seen` without citations and marks; the words for a picture are left."""
    return one_line(in_plain(_NO_WORDS.sub("", text)))


def in_plain(text: str) -> str:
    """A text in which what is raised or lowered is written as plain text can hold it.

    Every copy of an author's words that can hold no elements is made by this, and the proof
    compares it by this: labels, structured data, the search, bookmarks.

    Args:
        text: words with no other marks than those of what is raised, lowered, or a picture.
    """
    return nested(text, _IN_PLAIN)


_IN_PLAIN: Final[Mapping[str, Callable[[str], str]]] = {
    RAISED: raised,
    LOWERED: lowered,
    ISOLATED: "\u2068{}\u2069".format,  # as Unicode isolates it
}


def nested(text: str, written: Mapping[str, Callable[[str], str]]) -> str:
    """A text with what its marks hold as `written` has it, from the inside out.

    A mark that `written` does not name is left out, as is one that nothing ends.
    """
    if _NESTING.search(text) is None:
        return text
    pieces: list[str] = []
    opened: list[tuple[str, int]] = []
    for piece in _NESTING.split(text):
        if piece == END:
            if opened:
                mark, start = opened.pop()
                inner = "".join(pieces[start:])
                pieces[start:] = [written[mark](inner) if mark in written else inner]
        elif _NESTING.match(piece):
            opened.append((piece, len(pieces)))
        else:
            pieces.append(piece)
    return "".join(pieces)


def one_line(text: str) -> str:
    """A text with one space wherever it has white space."""
    return " ".join(text.split())


def _is_bold(parts: Sequence[str]) -> bool:
    """Whether two asterisks between each two parts make every second one bold, for sure."""
    marked = parts[1::2]
    closed = len(parts) % 2 == 1 and all(one and one == one.strip() for one in marked)
    return closed and not any(one[-1:].isalnum() for one in parts[:-1:2])


def _mark(citation: re.Match[str]) -> str:
    return _cited(tuple(key.strip()[1:] for key in citation.group(1).split(";")))


def _nowhere(_offset: int) -> tuple[int, int]:
    return 1, 1


class _MarkScanner(Scanner):
    """Keeps a mark where `Scanner` keeps nothing, and takes fewer signs for marks."""

    def __init__(self, text: str, names: LinkNames) -> None:
        super().__init__(text, _nowhere)
        self.names = names
        self.openers: Mapping[str, list[int]] = {"*": [], "_": []}
        """By its sign, where in `plain` emphasis begins that may still be closed."""

    def _bracket(self) -> None:
        count = len(self.citations)
        super()._bracket()
        if len(self.citations) > count:
            self.plain.append(_cited(self.citations[-1].keys))

    def _close(self) -> None:
        bracket = self.brackets[-1] if self.brackets else None
        if bracket is not None and not bracket.image:
            name = self.text[bracket.inner : self.position]
            following = self.text[self.position + 1 : self.position + 2]
            if name.startswith("^") and name[1:] in self.names.notes:
                self._replace(f"{NOTED}{name[1:]}{END}")
                return
            address = self.names.links.get(one_line(name).casefold())
            if following not in ("(", "[") and address is not None:
                self._replace(link("".join(self.plain[bracket.plain_length + 1 :]), address))
                return
        super()._close()

    def _replace(self, shown: str) -> None:
        """End a bracket with what is shown in its place."""
        bracket = self.brackets.pop()
        self._forget_openers(bracket)
        del self.plain[bracket.plain_length :]
        self._take(1, shown)

    def _cite(self, bracket: Bracket, content: str) -> None:
        kept = self.plain[bracket.plain_length :]
        super()._cite(bracket, content)
        keys = self.citations[-1].keys
        # An unfinished citation is not read as one: readers see its brackets.
        self.plain += [_cited(keys)] if keys else [*kept, "]"]

    def _finish(self, bracket: Bracket, end: int, address: str, *, by_name: bool) -> None:
        alt = html.unescape(self.text[bracket.inner : self.position])
        self._forget_openers(bracket)
        super()._finish(bracket, end, address, by_name=by_name)
        target = html.unescape(address.strip()) if bracket.image else self.links[-1].target
        if by_name:
            target = self.names.links.get(one_line(target).casefold(), "")
        shown = picture(alt, target) if bracket.image else link(self.plain.pop(), target)
        self.plain.append(shown)

    def _forget_openers(self, bracket: Bracket) -> None:
        """No emphasis reaches out of a link."""
        for places in self.openers.values():
            _drop_after(places, bracket.plain_length)

    def _less(self) -> None:
        count, links = len(self.tags), len(self.links)
        position = self.position
        super()._less()
        if len(self.links) > links:
            address = self.plain.pop()
            self.plain.append(link(address, address if ":" in address else f"mailto:{address}"))
        if len(self.tags) == count:
            return
        tag = self.tags[-1]
        if tag.name not in TAGS or not ATTRIBUTES.issuperset(name for name, _ in tag.attributes):
            self.position = position
            self._take(1, "<")
        elif tag.name in SCRIPTS:
            self.plain.append(END if tag.closing else SCRIPTS[tag.name])
        elif tag.name == "br":
            self.plain.append(" ")
        said = {name: value for name, value in tag.attributes if name in SPOKEN}
        if said and not tag.closing and self.position != position + 1:
            self.plain.append(altered(tag.name, said))

    def _script(self, tag: HtmlTag) -> None:
        """Leave it to the marks."""

    def _emphasis(self) -> None:
        end = self.position
        sign = self.text[end]
        while self.text[end : end + 1] == sign:
            end += 1
        before = self.text[self.position - 1 : self.position] or " "
        after = self.text[end : end + 1] or " "
        length = end - self.position
        inside = before.isalnum() and after.isalnum()
        if not (sign == "_" and inside) and not before.isspace():
            length = self._close_emphasis(sign, length, exactly=inside)
        if length and not after.isspace() and not before.isalnum():
            self.openers[sign].append(len(self.plain))
        self.plain.append(sign * length)
        self.position = end

    def _close_emphasis(self, sign: str, length: int, *, exactly: bool) -> int:
        """Take the openers away that so many signs close; return how many signs are left.

        Inside a word they close only as many as they are: in `**2*5 mg**` one stands for itself.
        """
        places = self.openers[sign]
        if exactly and not (places and len(self.plain[places[-1]]) == length):
            return length
        while length and places:
            at = places[-1]
            for others in self.openers.values():  # what was opened inside stands for itself
                _drop_after(others, at)
            used = min(length, len(self.plain[at]))
            self.plain[at] = self.plain[at][used:]
            length -= used
            if not self.plain[at]:
                places.pop()
        return length

    HANDLERS: ClassVar[Mapping[str, Callable[[Any], None]]] = {
        **Scanner.HANDLERS,
        "[": _bracket,
        "]": _close,
        "<": _less,
        "*": _emphasis,
        "_": _emphasis,
    }


def _drop_after(places: list[int], place: int) -> None:
    while places and places[-1] > place:
        places.pop()


def _cited(keys: tuple[str, ...]) -> str:
    return "".join(f"{CITED}{key}{END}" for key in keys)
