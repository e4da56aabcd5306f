"""What the site must show of data around a page's text and in it, and how it is read back."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from plainleaf.model.term import Term
from plainleaf.proof.finished_text import with_links
from plainleaf.text.respelling import Emphasis, RespelledSyllable
from plainleaf.text.seen import one_line, resolved
from plainleaf.text.word_forms import fold, name_forms


@dataclass(frozen=True)
class MadePart:
    """The texts of some elements of a finished page, in order."""

    what: str
    """What they are, as a message calls them."""
    selector: str
    """Which elements they are, as in a style sheet."""
    texts: tuple[str, ...]
    """What they must say: links with the marks of `plainleaf.text.seen` and addresses inside the
    site, bold words between two asterisks on each side."""
    attribute: str = ""
    """The attribute that says it; empty for the words of the elements."""
    field: str = ""
    """The field of the front matter where it is written, if it is."""

    def read(self, root: LexborNode | None, src: str) -> tuple[str, ...]:
        """What a finished page says there.

        Args:
            root: the page; None for one that could not be read.
            src: its source, as a path inside docs/.
        """
        found = root.css(self.selector) if root is not None else []
        if self.attribute == "href":
            addresses = (one.attributes.get("href") or "" for one in found)
            return tuple(resolved_address(one, src) for one in addresses)
        if self.attribute:
            return tuple(one.attributes.get(self.attribute) or "" for one in found)
        return tuple(resolved(with_links(one), src) for one in found)


def resolved_address(address: str, src: str) -> str:
    """An address of a page as a path inside the site, or in full."""
    return resolved(f"\ufdd7{address}\ufdd8", src)[1:-1]


def told_respelling(words: Sequence[Sequence[RespelledSyllable]]) -> str:
    """A respelling as one line, its strongest parts between asterisks."""
    return " ".join("-".join(map(_part, word)) for word in words)


def _part(part: RespelledSyllable) -> str:
    return f"**{part.letters}**" if part.emphasis is Emphasis.STRONGEST else part.letters


def term_names(term: Term) -> frozenset[str]:
    """Every form of a name that opens a term, as `folded` has it."""
    return _names((term.term, *term.same, *term.inflections), term.abbreviations)


@functools.lru_cache(maxsize=4096)  # every page opens the same terms
def _names(names: tuple[str, ...], abbreviations: tuple[str, ...]) -> frozenset[str]:
    forms = {form for name in names for form in name_forms(name)}
    forms |= {form for name in abbreviations for form in (name, f"{name}s")}
    return frozenset(map(folded, forms))


def folded(words: str) -> str:
    """Words without capitals, spaces, hyphens and UK spelling."""
    apart = "".join(one if one.isalnum() or one in "'\u2019" else " " for one in one_line(words))
    return "".join(map(fold, apart.split()))
