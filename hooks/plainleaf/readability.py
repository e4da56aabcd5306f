"""How hard a text is to read: sentences, words, syllables, and the Flesch-Kincaid grade.

The grade is a guide to where to edit, never a gate. It counts the length of sentences and words; it
knows nothing of meaning, order or layout, and short texts swing widely.

Syllables are counted from spelling, for American English. Against a pronouncing dictionary the
count is right for 97 of 100 of the 20,000 most frequent English words, and for 99 of 100 words of
running text. It is worst for names, foreign words and Greek; `syllables` takes exact counts for
words that the caller knows better (terms with a pronunciation). A number counts as one syllable,
an abbreviation in capitals as one syllable a letter.
"""

from __future__ import annotations

import bisect
import functools
import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from plainleaf.page import Page

_ABBREVIATIONS: Final = frozenset(
    {
        *("dr", "mr", "mrs", "ms", "prof", "st", "vs", "cf", "fig", "approx", "al", "jr", "sr"),
        *("eg", "ie", "e.g", "i.e", "etc", "a.m", "p.m", "u.s", "u.k"),
    }
)
"""Words whose full stop ends no sentence."""

_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)")
_MAY_END_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*\s+\S")
"""An end with something after it: without one, all is one sentence."""
_STARTS_SENTENCE = re.compile(r"\s*[\"'“‘(\[]*[A-Z0-9¿À-Þ]")
_LAST_WORD = re.compile(r"([^\s(\"“]+)$")
_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Grade:
    """The reading grade of a text, with what it was computed from."""

    sentences: int
    """How many sentences."""
    words: int
    """How many words."""
    syllables: int
    """How many syllables."""

    @property
    def grade(self) -> float:
        """The US school grade by Flesch and Kincaid, to one decimal; 0 for a text without words."""
        if not self.words or not self.sentences:
            return 0.0
        per_sentence = self.words / self.sentences
        per_word = self.syllables / self.words
        return round(0.39 * per_sentence + 11.8 * per_word - 15.59, 1)

    def __add__(self, other: Grade) -> Grade:
        """The grade of both texts together."""
        return Grade(
            self.sentences + other.sentences,
            self.words + other.words,
            self.syllables + other.syllables,
        )


@dataclass(frozen=True)
class SectionGrade:
    """The reading grade of one `##` section."""

    title: str
    """Its heading; empty for the lead."""
    line: int
    """The line of its heading."""
    grade: Grade
    """Its grade."""


@dataclass(frozen=True)
class PageGrade:
    """The reading grade of a page and of its parts."""

    grade: Grade
    """The whole page: paragraphs, list items and table cells; headings are left out."""
    sections: tuple[SectionGrade, ...]
    """The lead and each `##` section that has text, in order."""


def sentences(text: str) -> list[str]:
    """Split text into sentences.

    A full stop ends a sentence when a capital, a digit or nothing follows, and when the word before
    it is no common abbreviation or single letter.
    """
    if _MAY_END_SENTENCE.search(text) is None:
        whole = text.strip()
        return [whole] if whole else []
    found: list[str] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if not _ends_sentence(text, match):
            continue
        sentence = text[start : match.end()].strip()
        if sentence:
            found.append(sentence)
        start = match.end()
    rest = text[start:].strip()
    if rest:
        found.append(rest)
    return found


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    after = text[end : end + 8]
    last = False
    if not (after[:1] == " " and "A" <= after[1:2] <= "Z"):
        last = not after or after.isspace()
        if not last and not _STARTS_SENTENCE.match(after):
            return False
    if text[start] != ".":
        return True
    word = text[text.rfind(" ", 0, start) + 1 : start]
    if len(word) > 1 and word.isalpha() and word.lower() not in _ABBREVIATIONS:
        return True
    before = text[max(0, start - 30) : start]
    found = _LAST_WORD.search(before)
    word = found.group(1) if found else ""
    if word.lower() in _ABBREVIATIONS:
        # "etc." and "p.m." may well end a sentence; "Dr." never does.
        return last or word.lower() in {"etc", "a.m", "p.m", "u.s", "u.k"}
    return not (len(word) == 1 and word.isupper() and word != "I")


def words(text: str) -> list[str]:
    """The words of a text; a number is a word, punctuation is not, hyphens separate."""
    return _WORD.findall(text)


@dataclass(frozen=True, slots=True)
class Measure:
    """What a text consists of."""

    words: tuple[str, ...]
    """Its words."""
    sentences: tuple[int, ...]
    """How many words each of its sentences has."""


@functools.lru_cache(maxsize=1024)  # of one page: several rules ask for the same text in turn
def measure(text: str) -> Measure:
    """Count the words of a text, sentence by sentence; the end of the text ends the last one."""
    parts = sentences(text)
    if len(parts) == 1:
        found = tuple(_WORD.findall(text))
        return Measure(found, (len(found),))
    each = [_WORD.findall(part) for part in parts]
    return Measure(tuple(itertools.chain.from_iterable(each)), tuple(map(len, each)))


def grade_of_text(text: str, known: Mapping[str, int] | None = None) -> Grade:
    """The grade of plain text. `known` gives exact syllables of words in small letters."""
    return Grade(*_grade(text, SyllableCounts.of(known)))


def grade_of_page(page: Page, known: Mapping[str, int] | None = None) -> PageGrade:
    """The grades of a page: whole, and by `##` section.

    Args:
        page: the page as it was read; what is generated later is not in it.
        known: exact syllables of words in small letters, e.g. from the glossary's pronunciations.
    """
    counts = SyllableCounts.of(known)
    lines: list[int] = []
    sums = [(0, 0, 0)]
    """Sentences, words and syllables before each of these lines."""
    for run in page.runs:
        if run.role != "heading":
            grade = _grade(run.plain, counts)
            sentences, words, spoken = sums[-1]
            lines.append(run.line)
            sums.append((sentences + grade[0], words + grade[1], spoken + grade[2]))

    def between(first: int, last: int) -> Grade:
        before, until = (
            sums[bisect.bisect_left(lines, first)],
            sums[bisect.bisect_right(lines, last)],
        )
        return Grade(*(end - start for start, end in zip(before, until, strict=True)))

    parts = [
        SectionGrade("", page.body_line, between(0, page.lead_end)),
        *(
            SectionGrade(section.title, section.line, between(section.line, section.end_line))
            for section in page.sections
        ),
    ]
    return PageGrade(Grade(*sums[-1]), tuple(part for part in parts if part.grade.words))


def _grade(text: str, counts: SyllableCounts) -> tuple[int, int, int]:
    """Sentences, words and syllables of a text."""
    measured = measure(text)
    spoken = sum(map(counts.__getitem__, measured.words))
    each = measured.sentences
    return len(each) - each.count(0), len(measured.words), spoken


# --- syllables -------------------------------------------------------------------------------


def syllables(word: str, known: Mapping[str, int] | None = None) -> int:
    """How many syllables a word has, at least 1; `known` wins over the rules."""
    if known:
        exact = known.get(word.lower().replace("’", "'"))
        if exact is not None:
            return exact
    return _spelled(word)


class SyllableCounts(dict[str, int]):
    """The syllables of words: those that are known, and others as soon as they are asked for.

    A site says the same words again and again, and looking one up here costs no call. Handed from
    page to page as what is known, it counts every word once.
    """

    def __init__(self, known: Mapping[str, int]) -> None:
        super().__init__(known)
        self.known = known

    @classmethod
    def of(cls, known: Mapping[str, int] | None) -> SyllableCounts:
        """Return what is known as such counts; what is one already serves as it is."""
        return known if isinstance(known, SyllableCounts) else cls(known or {})

    def __missing__(self, word: str) -> int:
        count = self[word] = syllables(word, self.known)
        return count


@functools.lru_cache(maxsize=20_000)
def _spelled(word: str) -> int:
    letters = word.removesuffix("s")
    if 2 <= len(letters) <= 5 and letters.isupper() and letters.isascii():
        return sum(3 if letter == "W" else 1 for letter in letters if letter.isalnum())
    plain = word.lower().replace("’", "'")
    stem = plain.removesuffix("'s").replace("'", "").replace(".", "")[:80]
    for form in (stem, stem.removesuffix("s"), stem.removesuffix("d")):
        if form in _EXCEPTIONS:
            return _EXCEPTIONS[form]
    count = len(_VOWELS.findall(stem))
    for pattern, change in _CHANGES:
        count += change * len(pattern.findall(stem))
    return max(count, 1)


_VOWELS: Final = re.compile("[aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýœ]+")

_WITH_SILENT_E: Final = (
    "ly less ful fully ness ment ments some what thing things land wood town ford man men work "
    "where body time times line lines side way ways how ware port light house back room keeper "
    "field dale lands book ball hold holds day board ty fore late wise by style over cast"
).replace(" ", "|")

# Each pattern is where spelling and sound part: a group of vowel letters that is silent (-1), or
# that holds two sounds (+1). Tuned against a pronouncing dictionary, see the module's docstring.
_CHANGES: Final[tuple[tuple[re.Pattern[str], int], ...]] = tuple(
    (re.compile(pattern), change)
    for pattern, change in (
        # e at the end: silent, but not in ta-ble; nor in boxes and changes
        (r"(?<=[^aeiouy])e$", -1),
        (r"[^aeiouylr]les?$", 1),
        (r"[qg]ues?$", -1),
        (r"argues?$", 1),
        (r"^eyes?", -1),
        (r"(?<=[^aeiouy])es$", -1),
        (r"(?:[sxz]|ch|sh|[cg])es$", 1),
        (r"(?<=[^aeiouytd])ed$", -1),
        (r"[^aeiouylr]led$", 1),
        (r"(?<=[aeo]y)ed$", -1),
        (r"[^aeioulr]re[sd]?$", 1),
        # e before an ending: care-ful, ag-ing is not one
        (rf"(?<=[aeiouy][^aeiouyl])e(?=(?:{_WITH_SILENT_E})$)", -1),
        (r"(?<=[aeiouy][^aeiouy]{2})(?<!l)e(?=(?:ful|fully|less|ly|ment|ments|ness|thing)$)", -1),
        (r"(?<=[aeiouy][^aeiouy]{2})(?<!l)e(?=(?:where|body)$)", -1),
        (r"(?<=[aiouy]l)e(?=(?:ly|ment)$)", -1),
        (r"ically$", -1),
        # i before a vowel: a syllable of its own, but not in na-tion or mil-lion
        (r"(?<![cstxg])i[aou]", 1),
        (r"(?:ci|ti)(?=at(?:e|ed|es|ing|ion|ions|or|ors|ive)$)", 1),
        (r"illion|illia|rria|lians?$", -1),
        (r"[lnp][in]io(?=n)|[aeo]nio(?=[rn])|^unio|ehavio", -1),
        (r"(?:oci|ri|si|li|xi|vi|ti)e(?=ty$|ties$)|sci(?=e)|(?<=^d)i(?=et)|qui(?=et)", 1),
        (r"cli(?=ent)|ri(?=en[ct])|bi(?=enn)|pi(?=et)|di(?=en)|(?<!l)li(?=en)|vi(?=e[nt])", 1),
        (r"hygi(?=e)|[^aeioud]iers?$|iest$", 1),
        # other vowels that are spoken apart
        (r"(?<=[aeou])yi?(?=[aeo])(?!yed$)", 1),
        (r"eo(?![upn])|eu(?=[ms]$)|ea(?=tiv|tion|tors?$|lity|li[sz])|cre(?=at)(?!creatu)", 1),
        (r"(?<=[id]d)ea$|^area|(?<=id)ea(?=[sl])|rea(?=ct)|the(?=at)|line(?=ar)|poi(?=e)|urea", 1),
        (r"ua(?=[ltr])|ui(?=t[yi]|n$|n[es])|ue(?=nt|nc|l$)|uou|(?<=[lr])ui(?=[nd])|(?<=ic)ui", 1),
        (r"[qg]ua(?=[ltr])|[qg]ui(?=t[yi]|n$|n[es]|d)|[qg]ue(?=nt|nc|l$)", -1),
        (r"oe(?=[tm])|oa(?=si|bl|li)|(?<=c)oo(?=[rp])|ao(?=s)", 1),
        (r"(?<=[aeiuy])ing", 1),
        (r"ings?$(?<=oing)|oings$", 1),
        (r"isms?$|thm$|^mc", 1),
    )
)

_EXCEPTIONS: Final[Mapping[str, int]] = {
    word: count
    for count, listed in (
        (
            1,
            "eye near priest tier played stayed prayed",
        ),
        (
            2,
            "mr mrs business maybe giant evening louis fashion tired fired hired wired tire "
            "hire wire fire ryan catholic junior chocolate naked diamond colonel liquid "
            "guidance genius cooper guideline fluid sacred guided ruin reuse "
            "premier soldier creature surgeon conscience frontier likewise tuesday wednesday "
            "bracelet genre centre metre litre wicked acre hatred hundred georgia opera "
            "wholesale lifestyle employed enjoyed destroyed delayed displayed deployed annoyed "
            "someone chaos trial diet quiet prior client doesnt isnt wasnt didnt couldnt wouldnt "
            "shouldnt hasnt havent hadnt",
        ),
        (
            3,
            "anyone everything everyone entire whoever opinion idea area nuclear inspired "
            "virginia familiar empire suicide seattle tokyo desire ratio recipe hawaii diego "
            "acquired acquire vegetable everywhere everyday parliament ideally italian businessman "
            "radio companion element axial aortic calcium",
        ),
        (
            4,
            "entirely everybody retirement california experience initiative biology "
            "laboratory emotional diabetes posterior aneurysm neoplasm caribbean coincidence "
            "recipient whatsoever dementia",
        ),
        (5, "radioactive esophageal enthusiasm simultaneous interstitium"),
    )
    for word in listed.split()
}
