"""Finds which pages use which glossary term.

A term is found by its names, their plurals and its abbreviations, as whole words. Names match in
any capitals, abbreviations only in their own. The longest name wins, so that "extramedullary
hematopoiesis" is no use of "hematopoiesis". Words of a name may be parted by spaces, a line break,
hyphens or marks of bold type, and by nothing else. `search_only` words never count.

The cost grows with the text, not with the number of terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple
from unicodedata import normalize

from plainleaf.term import Term

_JOINS: Final = frozenset(" \t\r\n\u00a0-\u2010\u2011*_")
"""What may stand between two words of one name."""

_SHORT: Final = 2
"""An abbreviation of so few letters may mean much else: it counts only beside the full name."""


@dataclass(frozen=True)
class Use:
    """One place where a text uses a term."""

    term: str
    """The term's id."""
    start: int
    """Where the words begin in the text."""
    end: int
    """Where they end."""
    abbreviated: bool
    """Whether it is an abbreviation."""


def find_uses(pages_text: Mapping[str, str], terms: Iterable[Term]) -> Mapping[str, list[str]]:
    """Which pages use each term: term id to pages, in the order of `pages_text`.

    Args:
        pages_text: the text of each page, without code, addresses and front matter.
        terms: the glossary.
    """
    listed = tuple(terms)
    finder = TermFinder(listed)
    found: dict[str, list[str]] = {term.id: [] for term in listed}
    for page, text in pages_text.items():
        for used in sorted({use.term for use in finder.uses(normalize("NFC", text))}):
            found[used].append(page)
    return found


@dataclass
class _Node:
    """A step in the tree of names: what may follow, and what ends here."""

    following: dict[str, _Node] = field(default_factory=dict)
    names: dict[str, str | None] = field(default_factory=dict)
    """Spelling to term id: "" where capitals do not matter; None stands for a `not_in` phrase."""


class _Word(NamedTuple):
    text: str
    start: int
    end: int


class TermFinder:
    """Finds the terms of one glossary in any number of texts."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._root = _Node()
        for term in terms:
            for name in (*term.names, *term.inflections):
                for form in forms(name):
                    self._add(form, term.id)
            for phrase in term.not_in:
                self._add(phrase, None)
            for abbreviation in term.abbreviations:
                self._add_abbreviation(abbreviation, term.id)

    def uses(self, text: str) -> tuple[Use, ...]:
        """Every use of a term in a text (Unicode form NFC), in order; uses never overlap."""
        found = tuple(self._matches(text))
        spelled_out = {use.term for use in found if not use.abbreviated}
        return tuple(
            use
            for use in found
            if not use.abbreviated or use.end - use.start > _SHORT or use.term in spelled_out
        )

    def _add(self, name: str, term: str | None) -> None:
        node = self._node(name)
        # A phrase to leave alone is stronger than a name.
        if term is None or "" not in node.names:
            node.names[""] = term

    def _add_abbreviation(self, abbreviation: str, term: str) -> None:
        for form in (abbreviation, f"{abbreviation}s"):
            self._node(form).names.setdefault(_spelling(_words(form)), term)

    def _node(self, name: str) -> _Node:
        node = self._root
        for word in _words(normalize("NFC", name)):
            node = node.following.setdefault(word.text.casefold(), _Node())
        return node

    def _matches(self, text: str) -> Iterator[Use]:
        words = _words(text)
        place = 0
        known = self._root.following
        while place < len(words):
            if words[place].text.casefold() not in known:  # nearly always
                place += 1
                continue
            length, use = self._longest(text, words, place)
            if use is not None:
                yield use
            place += length

    def _longest(self, text: str, words: list[_Word], place: int) -> tuple[int, Use | None]:
        """How many words the longest name beginning at a place has, and what it means."""
        node = self._root
        best: tuple[int, Use | None] = (1, None)
        for last in range(place, len(words)):
            joined = last == place or _joined(text, words[last - 1].end, words[last].start)
            following = node.following.get(words[last].text.casefold()) if joined else None
            if following is None:
                break
            node = following
            spelling = _spelling(words[place : last + 1])
            start, end, length = words[place].start, words[last].end, last - place + 1
            if spelling in node.names:
                best = length, Use(str(node.names[spelling]), start, end, abbreviated=True)
            elif "" in node.names:
                term = node.names[""]
                best = length, Use(term, start, end, abbreviated=False) if term else None
        return best


def forms(name: str) -> tuple[str, ...]:
    """A name and its regular plural."""
    if name.endswith(("s", "x", "z", "ch", "sh")):
        plural = f"{name}es"
    elif name.endswith("y") and name[-2:-1] not in "aeiou":
        plural = f"{name[:-1]}ies"
    else:
        plural = f"{name}s"
    return name, plural


_WORD = re.compile(r"[^\W_]+")


def _words(text: str) -> list[_Word]:
    """The words of a text: runs of letters and digits."""
    return [_Word(match.group(), *match.span()) for match in _WORD.finditer(text)]


def _spelling(words: Iterable[_Word]) -> str:
    return " ".join(word.text for word in words)


def _joined(text: str, start: int, end: int) -> bool:
    """Whether nothing but a join stands between two words: no blank line, no comma."""
    between = text[start:end]
    return between.count("\n") < 2 and all(character in _JOINS for character in between)
