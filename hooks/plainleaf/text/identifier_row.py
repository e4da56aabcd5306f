"""What one row of identifiers says: its regex, and what lets a text without it be passed over fast.

The rows stand in `plainleaf.text.identifier_patterns`; `plainleaf.text.identifiers` runs them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Head:
    """How a match begins, and the word by which that is found."""

    start: str
    """The beginning itself."""
    word: bytes = b""
    """The first letters in it, small; empty where they tell no word of the text."""
    before: int = 0
    """How many characters stand before them."""
    whole: bool = False
    """Whether they are all of a word, not only its beginning."""
    shaped: bool = False
    """Whether the beginning is a shape."""


@dataclass(frozen=True)
class Row:
    """One kind of identifier."""

    what: str
    """What it looks like, for a message: `a telephone number`."""
    source: str
    """Its regex; a group `itself` is the identifier without its label."""
    starts: tuple[str, ...] = ()
    """How each match begins, in lower case unless `exact`; for none, the regex looks for it."""
    accept: Callable[[re.Match[str]], bool] | None = None
    """A closer look at a match."""
    behind: str = ""
    """A regex of what stands right before a match, and belongs to it."""
    exact: bool = False
    """Whether the case counts."""
    numbers: bool = True
    """Whether a number of four digits or more is in each, so that other lines are left out."""
    inside: bool = False
    """Whether a start may stand inside a word, or in a script that parts no words."""
    shaped: bool = False
    """Whether the starts are shapes, in which 9 is any digit and A any letter."""
    needs: str = ""
    """A regex, quick to look for, that finds something in every text with a match."""

    @functools.cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern, made when a text first needs it: all together cost 100 ms."""
        return re.compile(self.source, self._flags)

    @functools.cached_property
    def before(self) -> re.Pattern[str]:
        """The pattern of what stands before, which ends where the match begins."""
        return re.compile(rf"(?:{self.behind})\Z", self._flags)

    @functools.cached_property
    def needed(self) -> re.Pattern[str]:
        """What a text must hold."""
        return re.compile(self.needs, re.IGNORECASE)

    @functools.cached_property
    def heads(self) -> tuple[Head, ...]:
        """Its starts, and by which word each is found."""
        return tuple(map(self._head, self.starts))

    def _head(self, start: str) -> Head:
        word = re.search(r"[a-z]+", start.lower())
        first = re.search(r"[^\W\d_]", start)
        if self.shaped or word is None or first is None or first.start() != word.start():
            return Head(start, shaped=self.shaped)
        if self.inside and word.start() == 0:
            return Head(start)
        # One letter alone begins so many words that it stands for itself only.
        whole = word.end() < len(start) or len(word.group()) == 1
        return Head(start, word.group().encode(), word.start(), whole)

    @property
    def _flags(self) -> re.RegexFlag:
        return re.NOFLAG if self.exact else re.IGNORECASE
