"""How many syllables the glossary's words have, from how the glossary says they sound."""

from __future__ import annotations

from collections.abc import Iterable

from plainleaf.model.term import Term
from plainleaf.text.ipa import read_ipa
from plainleaf.text.readability import words
from plainleaf.text.syllables import SyllableCounts


def known_syllables(terms: Iterable[Term]) -> SyllableCounts:
    """The syllables of each word (in lower case) whose pronunciation the glossary has.

    A term of several words counts word by word when its IPA has as many; an abbreviation that is
    said letter by letter is left to the rules.
    """
    known: dict[str, int] = {}
    for term in terms:
        said = term.pronunciation
        if said is None:
            continue
        written = words((said.ipa_for or term.term).lower())
        spoken = read_ipa(said.ipa)
        if spoken.ok and len(spoken.words) == len(written):
            for word, parts in zip(written, spoken.words, strict=True):
                known.setdefault(word, len(parts))
    return SyllableCounts(known)
