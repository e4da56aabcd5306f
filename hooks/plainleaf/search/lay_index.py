"""What people type and no page says, as the index needs it: names for things, words for passages.

`docs/_data/lay_words.yml` holds both. Words that mean what others mean become names: one for a
term of the glossary or a word finds it, and of a class of words each finds them all. Words whose
answer stands in a passage are kept with that passage, as if its heading said them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from plainleaf.text.search_words import keys

SHORTEST_END: Final = 5
"""Letters of the shortest end of a long word that finds it: "emia" is the end of too many."""
SHORTEST_BEGINNING: Final = 3
"""Letters that stand before an end: "ematopoiesis" is a slip, and no end."""
LONG_WORD: Final = 8
"""Letters of the shortest word that its ends find."""


@dataclass(frozen=True)
class Meaning:
    """Phrases that people type, and the words of the pages that mean the same."""

    say: tuple[str, ...]
    mean: tuple[str, ...]
    offered: bool = True
    """Whether its words may be offered in place of a slip; those of other languages are not."""


@dataclass(frozen=True)
class Answer:
    """Phrases that people type, and where their answers stand."""

    say: tuple[str, ...]
    places: tuple[tuple[str | None, str], ...]
    """Addresses of pages inside the site and anchors; no page for a heading wherever it stands, an
    empty anchor for the beginning of a page."""
    offered: bool = True
    """As of a meaning."""


@dataclass(frozen=True)
class LayIndex:
    """The words by what they do."""

    classes: Mapping[str, str]
    """Each phrase, in forms, that counts as a mention of a class, to the class's key."""
    said: Mapping[tuple[str | None, str], tuple[str, ...]]
    """Page and anchor to the phrases that the passage answers."""
    offered: frozenset[str]
    """The words of all phrases, in forms, that may be offered in place of a slip."""
    _longest: int = 1

    def phrases_of(self, location: str, anchor: str) -> tuple[str, ...]:
        """What people type who look for a passage."""
        anywhere = self.said.get((None, anchor), ()) if anchor else ()
        return (*self.said.get((location, anchor), ()), *anywhere)

    def mentions(self, forms: Sequence[str]) -> Counter[str]:
        """The keys of the classes that a text speaks of, with how often."""
        found: Counter[str] = Counter()
        for length in range(1, self._longest + 1):
            for start in range(len(forms) - length + 1):
                key = self.classes.get(" ".join(forms[start : start + length]))
                if key is not None:
                    found[key] += 1
        return found


def read_lay_words(
    meanings: Iterable[Meaning], answers: Iterable[Answer], names: dict[str, str]
) -> LayIndex:
    """The words by what they do, and add to the names what finds something by them.

    Args:
        meanings: words that mean the same.
        answers: words whose answers stand somewhere.
        names: the names that find a term, in forms of their words, to the term's key. A name that
            is there already keeps its meaning: the glossary is right.
    """
    classes: dict[str, str] = {}
    meanings, answers = tuple(meanings), tuple(answers)
    for one in meanings:
        _add_class(one, names, classes)
    said: dict[tuple[str | None, str], tuple[str, ...]] = {}
    for answer in answers:
        for place in answer.places:
            said[place] = (*said.get(place, ()), *answer.say)
    phrases = [one.say for one in meanings if one.offered]
    phrases += [one.say for one in answers if one.offered]
    offered = {key for typed in phrases for phrase in typed for key in keys(phrase)}
    return LayIndex(
        classes, said, frozenset(offered), max((len(one.split()) for one in classes), default=1)
    )


def _add_class(one: Meaning, names: dict[str, str], classes: dict[str, str]) -> None:
    say = {" ".join(keys(phrase)) for phrase in one.say}
    mean = [" ".join(keys(phrase)) for phrase in one.mean]
    if len(mean) == 1 and (mean[0] in names or " " not in mean[0]):
        # A term or a word of the pages has places of its own.
        key = names.get(mean[0], mean[0])
    else:
        key = " ".join(dict.fromkeys(" ".join(mean).split()))
        say.update(mean)
        classes.update({phrase: key for phrase in say if names.get(phrase, key) == key})
    for phrase in say - {"", key}:
        names.setdefault(phrase, key)


def ends_of(word: str) -> Iterable[str]:
    """The ends of a long word that may be looked for: "poiesis" of "hematopoiesis"."""
    if len(word) < LONG_WORD:
        return ()
    return (word[start:] for start in range(SHORTEST_BEGINNING, len(word) - SHORTEST_END + 1))
