"""The search index: many small files, of which a reader fetches the few that a query needs.

Every file is a script that hands its data to `plainleafSearch(version, name, data)`: scripts load
from a web server and from a folder alike, and a policy of `script-src 'self'` allows them. The
engine that reads them is `theme/assets/js/search-engine.js`; what is written here and read
there:

* `index`: how words are folded, which are common in English, where the words begin in each file,
  how many passages each text file holds. The one file that every search needs.
* `words/N`: a range of the alphabet. Words in order, and for each where it stands: page, passage
  and weight, packed by `pack_places`. A name of a glossary term that means the term is no word of
  its own: `names` leads from it to the key under which the term's places are kept.
* `pairs/N`: where two words stand close together, which tells more than each of them alone. In
  which of these files a pair lies is counted from its letters, so that a query fetches a little
  file for each of its pairs.
* `texts/P-N`: some passages of page P: addresses, headings, text, and the section around each.
* `spelling/first-X` and `spelling/last-X`: all words that begin or end with a letter, for words
  that were not found. A slip in the first letter leaves the last one right.
* `spelling/plain-X`: plain words of English that are not on the site. They are no slips of others.

Weights follow BM25F: rare words count more, a word in a heading more than one in the text, long
texts less; then what kind of page it is. They are made here, so that the browser only adds up.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from plainleaf.model.budgets import PAIRS_SIZE, PLACES_MAX, TEXTS_SIZE, WORDS_SIZE
from plainleaf.model.term import Term
from plainleaf.model.term_matcher import TermMatcher
from plainleaf.search.lay_index import Answer, LayIndex, Meaning, ends_of, read_lay_words
from plainleaf.search.passages import Passage
from plainleaf.text.search_words import (
    DEFINING_WORDS,
    FOLDING,
    IRREGULAR,
    STOP_WORDS,
    TITLE_WORDS,
    fold,
    keys,
    keys_of,
    plain,
    split_cased,
)
from plainleaf.text.vocabulary import everyday_words, zipf

STEP: Final = 1.12
"""Weights are rounded to powers of this."""
SHORTEST_CORRECTED: Final = 4
"""Letters of the shortest word that can be offered in place of one that was not found."""

_SATURATION: Final = 1.2
_LENGTH_SHARE: Final = 0.5
_HEADING: Final = 2.6
_PAGE_TITLE: Final = 1.3
_SAID: Final = 2.6
"""What counts a phrase that people type for a passage; a word alone counts by its share of it."""
_DEFINED: Final = 1.25
"""The share of a heading that its definition gives a term: more than all of the words."""
_BOTH: Final = 0.3
"""What the lesser counts of a heading and of what people type, for a word that stands in both."""
_END: Final = 0.5
"""What counts the end of a word in the heading of a term."""
_QUESTIONS: Final = 0.5
"""What the text of a list of questions counts: it holds no answer."""
_AGAIN: Final = 0.3
"""What a care card counts on all pages that show it but one."""
_URGENCY: Final = 0.15
_CLOSE: Final = 3
"""Words, at most, from the first of a pair to the other."""
_COMMON: Final = 5.0
"""Above this Zipf value, a word of English counts less, the more common it is."""
_PLAIN: Final = 3.5
"""From this Zipf value on, a word that is not on the site is no slip of one that is."""
PAIR: Final = "+"
"""Parts the words of a pair."""
_LINE_END: Final = re.compile(r"(?<=[.!?;]) | · ")
_SENTENCE_END: Final = re.compile(r"[.!](?= |$)")
_DIGITS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@dataclass(frozen=True)
class SearchPage:
    """A page to be found."""

    location: str
    """Its address inside the site."""
    title: str
    """Its heading."""
    label: str
    """What kind of page it is, in a word or two for readers."""
    weight: float
    """How much sooner than others its readers need it; 1 is as soon as others."""
    passages: tuple[Passage, ...]
    """Its text; the first passage stands below the page's own heading."""
    guide: str = ""
    """The short name of the guide that the page is a part of; empty for none."""
    defines: bool = False
    """Whether passages define the glossary terms whose ids are their anchors."""


class WordPlace(NamedTuple):
    """Where a word stands. A large site has a million of them, so this is no dataclass."""

    page: int
    """Number of the page."""
    passage: int
    """Number of the passage on its page."""
    level: int
    """Its weight: the power of `STEP`, at least 0."""


def build_index(
    pages: Sequence[SearchPage],
    terms: Iterable[Term],
    meanings: Iterable[Meaning] = (),
    answers: Iterable[Answer] = (),
) -> Mapping[str, str]:
    """The index: name of each file, without ending, to its script.

    Args:
        pages: what is to be found, in any order that is the same for the same site.
        terms: the glossary, whose names for one thing find the same.
        meanings: words that mean the same to those who search.
        answers: words whose answers stand in some passages.
    """
    names = _names(terms)
    lay = read_lay_words(meanings, answers, names)
    found = _WordCounter(pages, tuple(terms), names, lay)
    places, pairs = found.weighed()
    for name, key in names.items():
        for word in (*name.split(), *key.split()):
            places.setdefault(word, ())
    parts: dict[str, Any] = {}
    files = _word_files(places, names)
    parts.update({f"words/{number}": part for number, part in enumerate(files)})
    met = _pair_files(pairs)
    parts.update({f"pairs/{number}": part for number, part in enumerate(met)})
    sizes = []
    for number, page in enumerate(pages):
        texts = _text_files(page)
        sizes.append([len(part["passages"]) for part in texts])
        parts.update({f"texts/{number}-{part}": data for part, data in enumerate(texts)})
    spelling = _spelling_files(places, found) | _plain_files(places)
    parts.update({f"spelling/{name}": words for name, words in spelling.items()})
    written = {name: _json(part) for name, part in parts.items()}
    version = hashlib.sha256(_object(written).encode()).hexdigest()[:12]
    written["index"] = _json(
        {
            "folding": FOLDING,
            "stopWords": " ".join(sorted(STOP_WORDS)),
            "titleWords": " ".join(sorted(TITLE_WORDS)),
            "definingWords": " ".join(sorted(DEFINING_WORDS)),
            "irregular": " ".join(f"{form}={word}" for form, word in sorted(IRREGULAR.items())),
            "common": _common(places, found),
            "defines": [number for number, page in enumerate(pages) if page.defines],
            "step": STEP,
            "shortestCorrected": SHORTEST_CORRECTED,
            "words": [part["words"].partition("|")[0] for part in files],
            "pairs": len(met),
            "texts": sizes,
            "spelling": sorted(spelling),
        }
    )
    return {
        name: f"plainleafSearch({json.dumps(version)},{json.dumps(name)},{text})\n"
        for name, text in written.items()
    }


def pack_places(places: Iterable[WordPlace]) -> str:
    """Places as text: for each the step to its page, its passage and its level.

    Each number is written in digits of base 64 with five bits of it, the lowest first; the sixth
    bit says that another digit follows. On the same page, the passage is a step as well.
    """
    packed: list[str] = []
    page = passage = 0
    for place in sorted(places):
        step = place.page - page
        packed.append(_digits(step))
        packed.append(_digits(place.passage - (0 if step else passage)))
        packed.append(_digits(place.level))
        page, passage = place.page, place.passage
    return "".join(packed)


@functools.lru_cache(maxsize=4096)
def _digits(number: int) -> str:
    digits = ""
    while number > 31:
        digits += _DIGITS[32 + number % 32]
        number //= 32
    return digits + _DIGITS[number]


# --- names of terms ---


def _key(term: Term) -> str:
    """The key under which a term's places are kept: the forms of its words."""
    return " ".join(keys(term.term)) or fold(plain(term.term))


def _names(terms: Iterable[Term]) -> dict[str, str]:
    """Each name that finds a term, in forms of its words, to the term's key.

    A term's own name is stronger than another term's abbreviation, which is stronger than a word
    that is only for search.
    """
    names: dict[str, str] = {}
    listed = tuple(terms)
    for fields in (
        lambda term: (term.term,),
        lambda term: (*term.same, *term.older_names, *term.inflections),
        lambda term: term.abbreviations,
        lambda term: term.search_only,
    ):
        for term in listed:
            for name in fields(term):
                forms = " ".join(keys(name))
                if forms:
                    names.setdefault(forms, _key(term))
    return names


# --- where words stand ---


@dataclass(frozen=True)
class _Counted:
    """What one passage holds."""

    page: int
    passage: int
    text: Counter[str]
    """Key to how often it stands in the text."""
    heading: Mapping[str, float]
    """Key to its share of the heading's words, over 0 and at most 1."""
    said: Mapping[str, float]
    """Key to its share of what people type for it, over 0 and at most 1."""
    share: float
    """What its text counts, over 0 and at most 1."""
    length: int
    """Words of the text."""
    weight: float


class _WordCounter:
    """Counts the words of all pages."""

    def __init__(
        self,
        pages: Sequence[SearchPage],
        terms: tuple[Term, ...],
        names: Mapping[str, str],
        lay: LayIndex,
    ) -> None:
        self.spelled: dict[str, Counter[str]] = defaultdict(Counter)
        """Key to the words that were folded to it, with how often."""
        self.medical = {form for name in _spelled_rightly(terms) for form in keys(name)}
        """The words of the glossary as they are spelled rightly."""
        self.offered = self.medical | lay.offered
        """The words that may be offered for one that is not on the site: those of the glossary, of
        titles and headings, of cards that say how soon to get help, and of what people type. Other
        words of the text would bend plain words, and some are slips themselves."""
        self._names = names
        self._lay = lay
        self._again = _shown_again(pages)
        self._keys = {term.id: _key(term) for term in terms}
        matcher = TermMatcher(terms)
        self._longest = max((len(name.split()) for name in names), default=1)
        self._named = {word for name in _names(terms) for word in name.split()}
        self._counted = [
            counted
            for number, page in enumerate(pages)
            for counted in self._count_page(number, page, matcher)
        ]

    def _count_page(self, number: int, page: SearchPage, matcher: TermMatcher) -> list[_Counted]:
        titles = [split_cased(one.title) for one in page.passages]
        bodies = [split_cased(one.text) for one in page.passages]
        used = self._used(page, matcher)
        self._note_spelling(itertools.chain.from_iterable((*titles, *bodies)))
        counted = []
        for place, passage in enumerate(page.passages):
            weight = page.weight * (1 if passage.title else _PAGE_TITLE)
            body = keys_of(map(str.lower, bodies[place]))
            text = Counter(body)
            if passage.urgency:
                self.offered.update(body)
            for line in _telling_lines(passage):
                text.update(set(self._pairs(keys(line))))
            for key, times in used[place].items():
                # A term of one word is kept under that word, which was counted already.
                text[key] = max(text[key], times)
            for key, times in self._lay.mentions(body).items():
                text[key] = max(text[key], times)
            heading = self._heading_of(page, passage)
            said = self._said(self._lay.phrases_of(page.location, passage.anchor))
            weight *= 1 + _URGENCY * passage.urgency
            if (number, place) in self._again:
                weight *= _AGAIN
            share = _QUESTIONS if _only_asks(passage.text) else 1.0
            counted.append(_Counted(number, place, text, heading, said, share, len(body), weight))
        return counted

    def _heading_of(self, page: SearchPage, passage: Passage) -> dict[str, float]:
        """Each key that a passage's heading stands for, with its share of it."""
        title = passage.title or page.title
        heading = self._heading(title)
        self.offered.update(heading)
        if not passage.anchor:
            heading = dict.fromkeys(keys(page.label), _END) | heading
        if page.defines and passage.anchor in self._keys:
            ends = itertools.chain.from_iterable(map(ends_of, keys(title)))
            heading = dict.fromkeys(ends, _END) | heading | {self._keys[passage.anchor]: _DEFINED}
        return heading

    def _said(self, phrases: Iterable[str]) -> dict[str, float]:
        """Each key of what people type for a passage, with the largest share of it."""
        said: dict[str, float] = {}
        for phrase in phrases:
            for key, share in self._heading(phrase).items():
                said[key] = max(said.get(key, 0.0), share)
        return said

    def _used(self, page: SearchPage, matcher: TermMatcher) -> list[Counter[str]]:
        """The keys of the terms that each passage of a page names, with how often."""
        texts = [text for one in page.passages for text in (one.title, one.text)]
        # What the page's own heading says is said on the page.
        _, *found = matcher.find_on_page([page.title, *texts])
        return [
            Counter(self._keys[match.term] for match in (*heading, *text))
            for heading, text in zip(found[::2], found[1::2], strict=True)
        ]

    def _pairs(self, forms: Sequence[str]) -> Iterator[str]:
        """Yield the pairs of words, and of names, that stand close together."""
        words = list(self._tokens(forms))
        for place, one in enumerate(words):
            for other in words[place + 1 : place + 1 + _CLOSE]:
                if one != other:
                    yield pair_of(one, other)

    def _tokens(self, forms: Sequence[str]) -> Iterator[str]:
        """Yield words and the keys of names, the longest first, as the engine groups a query."""
        start = 0
        while start < len(forms):
            most = min(len(forms), start + self._longest)
            for end in range(most, start, -1):
                key = self._names.get(" ".join(forms[start:end]))
                if key is not None or end == start + 1:
                    yield key or forms[start]
                    start = end
                    break

    def _heading(self, title: str) -> dict[str, float]:
        """Each key of a heading, terms included, with its share of the heading's words."""
        forms = keys(title, title=True)
        shares = {form: 1 / len(forms) for form in forms}
        shares |= dict.fromkeys(self._pairs(forms), min(1.0, 2 / len(forms)) if forms else 1.0)
        for start in range(len(forms)):
            for end in range(start + 1, len(forms) + 1):
                key = self._names.get(" ".join(forms[start:end]))
                if key is not None:
                    shares[key] = max(shares.get(key, 0.0), (end - start) / len(forms))
        for key, times in self._lay.mentions(forms).items():
            shares[key] = max(shares.get(key, 0.0), min(1.0, times / len(forms)))
        return shares

    def _note_spelling(self, words: Iterable[str]) -> None:
        for word, times in Counter(map(str.lower, words)).items():
            if word not in STOP_WORDS:
                form = fold(word)
                self.spelled[form][word] += times
                if form in self._named:
                    self.offered.add(form)

    def weighed(self) -> tuple[dict[str, tuple[WordPlace, ...]], dict[str, str]]:
        """Every key with its places and weights, and every pair with its places, packed."""
        total = len(self._counted)
        mean = sum(one.length for one in self._counted) / total if total else 0.0
        found: dict[str, list[tuple[float, int, int]]] = defaultdict(list)
        for one in self._counted:
            long = _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * one.length / (mean or 1))
            for key in one.text.keys() | one.heading.keys() | one.said.keys():
                times = one.text[key]
                score = one.share * times / (times + long)
                heading = _HEADING * (0.4 + 0.6 * one.heading[key]) if key in one.heading else 0.0
                said = _SAID * one.said.get(key, 0.0) ** 1.5
                score += max(heading, said) + _BOTH * min(heading, said)
                found[key].append((-one.weight * score, one.page, one.passage))
        places: dict[str, tuple[WordPlace, ...]] = {}
        pairs: dict[str, str] = {}
        for key, scores in sorted(found.items()):
            leveled = _leveled(scores, total)
            first, _, other = key.partition(PAIR)
            if not other:
                places[key] = leveled
            elif len(scores) < min(len(found[first]), len(found[other])):
                # Where one of them stands nowhere else, it tells as much alone.
                pairs[key] = pack_places(leveled)
        return places, pairs


def _shown_again(pages: Sequence[SearchPage]) -> frozenset[tuple[int, int]]:
    """The numbers of pages and passages that show a care card again.

    One card in five places would fill a list of results; the page that its readers need first
    stands for all.
    """
    shown: dict[tuple[str, str], list[tuple[float, int, int]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for place, one in enumerate(page.passages):
            if one.urgency and one.anchor:
                shown[one.anchor, one.title].append((-page.weight, number, place))
    return frozenset(
        (number, place) for places in shown.values() for _, number, place in sorted(places)[1:]
    )


def pair_of(one: str, other: str) -> str:
    """The key of two words that stand close together, in either order."""
    return PAIR.join(sorted((one, other)))


def _telling_lines(passage: Passage) -> Iterator[str]:
    """Yield the lines of a passage whose words tell most when they meet: each sign of a card that
    says how soon to get help. Pairs of all texts would weigh too much on a large site."""
    if passage.urgency:
        yield from _LINE_END.split(passage.text)


def _common(places: Iterable[str], found: _WordCounter) -> dict[str, str]:
    """What common words of English count, and the words: "back" tells less than "spleen"."""
    shares: dict[str, list[str]] = defaultdict(list)
    for form in sorted(places):
        usual = max(found.spelled.get(form, {form: 1}).items(), key=lambda one: (one[1], one[0]))[0]
        often = zipf(usual) or 0
        if often > _COMMON:
            shares[f"{max(0.4, 1 - 0.4 * (often - _COMMON)):.1f}"].append(form)
    return {share: " ".join(forms) for share, forms in sorted(shares.items())}


def _only_asks(text: str) -> bool:
    """Whether most of a text are questions, and more than one."""
    asked = text.count("?")
    return asked > 1 and asked > len(_SENTENCE_END.findall(text))


def _spelled_rightly(terms: Iterable[Term]) -> Iterator[str]:
    for term in terms:
        yield from (*term.names, *term.inflections, *term.abbreviations, *term.older_names)


def _leveled(scores: list[tuple[float, int, int]], total: int) -> tuple[WordPlace, ...]:
    """The places of a word from its negative scores, the weightiest, in order."""
    count = len(scores)
    rarity = max(math.log(1 + (total - count + 0.5) / (count + 0.5)), 0.1)
    if count > PLACES_MAX:
        scores = sorted(scores)[:PLACES_MAX]
    log, step, factor = math.log, math.log(STEP), 100 * rarity
    return tuple(
        [
            WordPlace(page, passage, max(0, round(log(-score * factor) / step)))
            for score, page, passage in scores
        ]
    )


# --- files ---


def _word_files(
    places: Mapping[str, Sequence[WordPlace]],
    names: Mapping[str, str],
) -> list[dict[str, Any]]:
    """Ranges of words, in order; a name stands where its first word stands."""
    by_first: dict[str, dict[str, str]] = defaultdict(dict)
    for name, key in sorted(names.items()):
        first, _, rest = name.partition(" ")
        by_first[first][rest] = key
    files: list[dict[str, Any]] = []
    size: float = math.inf
    for word in sorted(places):
        packed = pack_places(places[word])
        if size + len(word) + len(packed) > WORDS_SIZE:
            files.append({"words": [], "places": [], "names": {}})
            size = 0
        size += len(word) + len(packed)
        files[-1]["words"].append(word)
        files[-1]["places"].append(packed)
        if word in by_first:
            files[-1]["names"][word] = by_first[word]
            size += len(_json(by_first[word]))
    return [{**file, "words": "|".join(file["words"])} for file in files]


def _pair_files(pairs: Mapping[str, str]) -> list[dict[str, str]]:
    """The pairs in files of about one size, each in the file that its letters say."""
    size = sum(len(pair) + len(packed) for pair, packed in pairs.items())
    files: list[dict[str, str]] = [{} for _ in range(math.ceil(size / PAIRS_SIZE))]
    for pair, packed in pairs.items():
        files[pair_number(pair) % len(files)][pair] = packed
    return files


def pair_number(pair: str) -> int:
    """A number of 32 bits from the letters of a pair (FNV-1a), the same as the engine counts."""
    number = 2_166_136_261
    for letter in pair:
        number = (number ^ ord(letter)) * 16_777_619 & 0xFFFFFFFF
    return number


def _sections(passages: Iterable[Passage]) -> Iterator[str]:
    """Yield for each passage the heading of the section that it is a part of; empty for none."""
    above: list[tuple[int, str]] = []
    for passage in passages:
        above = [one for one in above if passage.anchor and one[0] < passage.level]
        yield above[-1][1] if above else ""
        if passage.anchor:
            above.append((passage.level, passage.title))


def _text_files(page: SearchPage) -> list[dict[str, Any]]:
    """A page's passages in files of moderate size; each says which page it is."""
    files: list[dict[str, Any]] = []
    size: float = math.inf
    for passage, section in zip(page.passages, _sections(page.passages), strict=True):
        if size + len(passage.text) > TEXTS_SIZE:
            head = {
                "location": page.location,
                "title": page.title,
                "label": page.label,
                "guide": page.guide,
            }
            files.append({**head, "passages": []})
            size = 0
        size += len(passage.title) + len(passage.text)
        files[-1]["passages"].append([passage.anchor, passage.title, passage.text, section])
    return files


def _spelling_files(
    places: Mapping[str, Sequence[WordPlace]], found: _WordCounter
) -> dict[str, Any]:
    """The words to offer, by their first and by their last letter.

    A word is `form`, or `form=word` where readers write it otherwise, and a digit: how often it
    stands on the site, on a scale of 0 to 8, and 9 for the words of the glossary.
    """
    files: dict[str, list[str]] = defaultdict(list)
    for form in sorted(places):
        if form not in found.offered or len(form) < SHORTEST_CORRECTED or not form.isalpha():
            continue
        usual = (
            max(found.spelled[form].items(), key=lambda one: (one[1], one[0]))[0]
            if (found.spelled.get(form))
            else form
        )
        often = 9 if form in found.medical else min(8, len(places[form]).bit_length())
        entry = f"{form}={usual}{often}" if usual != form else f"{form}{often}"
        for letter in {usual[0], form[0]}:
            files[f"first-{ord(letter):x}"].append(entry)
        for letter in {usual[-1], form[-1]}:
            files[f"last-{ord(letter):x}"].append(entry)
    return dict(sorted(files.items()))


def _plain_files(places: Mapping[str, Sequence[WordPlace]]) -> dict[str, str]:
    """The plain words of English that are not on the site, by their first letter."""
    files: dict[str, list[str]] = defaultdict(list)
    for word in sorted(everyday_words(_PLAIN)):
        if len(word) >= SHORTEST_CORRECTED and word.isalpha() and fold(word) not in places:
            files[f"plain-{ord(word[0]):x}"].append(word)
    return {name: " ".join(words) for name, words in sorted(files.items())}


def _json(data: Any) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    # An address in the text of a page is nothing that a script loads.
    text = text.replace("//", "/\\/")
    # Line separators are allowed in JSON and were not always allowed in scripts.
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _object(written: Mapping[str, str]) -> str:
    """Values that are JSON already as one object."""
    return "{" + ",".join(f"{_json(name)}:{written[name]}" for name in sorted(written)) + "}"
