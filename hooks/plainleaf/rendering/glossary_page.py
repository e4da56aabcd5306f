"""Renders what is generated from the glossary: its page, the pronunciation guide, "How to say it".

Each function takes terms and returns finished HTML; the templates in `theme/fragments` hold the
markup and no decisions. Words to search by (`search_only`) are never shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from types import MappingProxyType
from typing import Final

from plainleaf.model.term import EDITOR, Said, SaidTerm, Term, by_id, sort_key, words_of
from plainleaf.model.words import words
from plainleaf.reading.clips import Clip
from plainleaf.reading.content import Content
from plainleaf.rendering.fragments import render_fragment
from plainleaf.rendering.navigation import page_url
from plainleaf.rendering.view import LinkView, WordView, relative_url
from plainleaf.text.markup import NOTHING, Markup
from plainleaf.text.pronunciation import KeyRow, key_rows, pronounce
from plainleaf.text.respelling import Emphasis, RespelledSyllable

__all__ = [
    "EntryView",
    "UsesView",
    "entry_view",
    "render_clip",
    "render_glossary",
    "render_how_to_say",
    "render_pronunciation",
    "render_pronunciation_key",
    "respelling_html",
    "word_views",
]

WORD_ID: Final = "word-"
"""What the id of a definition on a page begins with; the term's id follows."""

OTHER_LETTERS: Final = "#"
"""The letter for terms that begin with none."""

_EVERYDAY: Final = frozenset("bdfhklmnprstvwz")
"""Letters of respellings that everyone reads right; the key names them in one line."""


# --- what the templates get ------------------------------------------------------------------


@dataclass(frozen=True)
class SayView:
    """One way to say something, ready to print."""

    respelling: Markup
    """The respelling."""
    ipa: str
    """The IPA between slashes."""
    covers: str
    """The words it is for, if only a part of the term; else empty."""

    @property
    def covered(self) -> str:
        """The same for a reader: `The word “axial”`."""
        our = words().glossary
        return (our.many_words if " " in self.covers else our.one_word).format(words=self.covers)


@dataclass(frozen=True)
class UsesView:
    """The places on one page that use a term."""

    page: LinkView
    """The page."""
    places: tuple[LinkView, ...] = ()
    """Its sections or questions; none when only its beginning does."""


@dataclass(frozen=True)
class EntryView:
    """One term, ready to print."""

    id: str
    """Its address on the glossary page."""
    title: str
    """The word."""
    abbreviations: tuple[str, ...]
    """Its abbreviations."""
    definition: str
    """What it means."""
    say: SayView | None
    """How to say it, when that is known."""
    alternates: tuple[SayView, ...]
    """Other ways to say it."""
    who: str
    """Who says so; empty when nothing is said."""
    same: tuple[str, ...]
    """Other names."""
    older_names: tuple[str, ...]
    """Names no longer used first."""
    see: tuple[LinkView, ...]
    """What to read next."""
    uses: tuple[UsesView, ...]
    """Where it is used, by page."""

    @property
    def used_in(self) -> str:
        """How many places that is, in words."""
        places = sum(len(one.places) or 1 for one in self.uses)
        pages = len(self.uses)
        our = words().glossary
        on = our.used_on.format(pages=pages) if pages > 1 else ""
        return (our.used_once if places == 1 else our.used.format(places=places)) + on


@dataclass(frozen=True)
class LetterView:
    """A letter of the alphabet and the terms under it."""

    letter: str
    """The letter."""
    id: str
    """Its address on the page."""
    entries: tuple[EntryView, ...]
    """Its terms; none for a letter that stands in the bar only."""


@dataclass(frozen=True)
class SyllablesView:
    """How many parts a word is spoken in."""

    word: str
    """The word."""
    count: int
    """Its spoken syllables."""


# --- rendering -------------------------------------------------------------------------------


def render_glossary(
    terms: Iterable[Term],
    uses: Mapping[str, Sequence[UsesView]],
    files: Sequence[LinkView] = (),
    clips: Mapping[str, Markup] = MappingProxyType({}),
) -> Markup:
    """The A–Z bar and every term.

    Args:
        terms: the glossary.
        uses: term id to the places that use the term, as written on the glossary page.
        files: the same for programs.
        clips: the button that plays each term that was recorded, as HTML, by the term's id.
    """
    return render_fragment("glossary.html", letters=_letters(terms, uses), files=files, clips=clips)


def clips_on(content: Content, src: str) -> Mapping[str, Markup]:
    """The button of each term that was recorded, as HTML on a page, by the term's id."""
    titles = {term.id: term.title for term in content.terms}
    return {
        term: render_clip(titles[term], clip, relative_url(clip.src, page_url(src)))
        for term, clip in content.clips.playable.items()
    }


def render_clip(title: str, clip: Clip, url: str) -> Markup:
    """The button that plays a clip.

    Args:
        title: the term.
        clip: the clip.
        url: its address, as written on the page that shows the button.
    """
    record = clip.record
    return render_fragment(
        "clip.html",
        label=words().glossary.listen.format(term=title),
        url=url,
        type=clip.type,
        credit=f"{record.speaker}, {record.recorded.isoformat()}, {record.license}",
    ).strip()


def render_pronunciation_key() -> Markup:
    """The key to the respellings, made from the table that they are made with."""
    rows = key_rows()
    usual = [row for row in rows if not row.special]
    our = words().glossary
    return render_fragment(
        "pronunciation_key.html",
        groups=(
            (our.vowels, _in(usual, "vowel")),
            (our.vowels_with_r, _in(usual, "vowel with r")),
            (our.consonants, [r for r in _in(usual, "consonant") if r.letters not in _EVERYDAY]),
        ),
        special=[row for row in rows if row.special],
        everyday=sorted(_EVERYDAY),
    )


def render_pronunciation(terms: Iterable[Term], glossary_url: str = "glossary.html") -> Markup:
    """Every term that has a pronunciation, in alphabetical order, and who says so.

    Args:
        terms: the glossary.
        glossary_url: the address of the glossary page, as written on the page that shows this.
    """
    entries = [_entry(term, {}, {}) for term in sorted(terms, key=sort_key)]
    said = [entry for entry in entries if entry.say is not None]
    commonest = max((entry.who for entry in said), key=[e.who for e in said].count, default="")
    return render_fragment(
        "pronunciation.html", entries=said, commonest=commonest, glossary_url=glossary_url
    )


def render_how_to_say(term: Term, guide_url: str = "", clip: Markup = NOTHING) -> Markup:
    """The body of "How to say it" on a condition page; nothing when the term has no pronunciation.

    Args:
        term: the condition's term.
        guide_url: the address of the pronunciation guide; empty for no link.
        clip: the button that plays it; empty where nobody recorded it.
    """
    entry = _entry(term, {}, {})
    if entry.say is None and term.hyphenation is None:
        return NOTHING
    return render_fragment(
        "how_to_say.html",
        entry=entry,
        syllables=_syllables(term),
        hyphenation=term.hyphenation,
        guide_url=guide_url,
        clip=clip,
    )


def respelling_html(term: Term) -> Markup:
    """A term's respelling with the strongest parts in bold; empty when there is none."""
    return _respelling(term.pronunciation.printed) if term.pronunciation else NOTHING


def word_views(
    names: Iterable[str],
    terms: Iterable[Term],
    glossary_url: str = "",
    clips: Mapping[str, Markup] = MappingProxyType({}),
) -> tuple[WordView, ...]:
    """What a page shows of the terms that its text opens.

    Args:
        names: ids of terms, in the order of the page.
        terms: the glossary.
        glossary_url: the address of the glossary page, as written on the page; empty for no links.
        clips: the button that plays each term that was recorded, as HTML, by the term's id.
    """
    known = by_id(terms)
    return tuple(_word(known[name], glossary_url, clips.get(name, NOTHING)) for name in names)


def entry_view(term: Term) -> EntryView:
    """A term without its links, as lists of terms outside the glossary page print it."""
    return _entry(term, {}, {})


# --- from terms to views ---------------------------------------------------------------------


def _letters(
    terms: Iterable[Term], uses: Mapping[str, Sequence[UsesView]]
) -> tuple[LetterView, ...]:
    """Every letter of the bar, in order."""
    known = by_id(terms)
    titles = {name: term.title for name, term in known.items()}
    groups: dict[str, tuple[EntryView, ...]] = {}
    for term in sorted(known.values(), key=sort_key):
        letter = _letter(term)
        groups[letter] = (*groups.get(letter, ()), _entry(term, titles, uses))
    others = (OTHER_LETTERS,) if OTHER_LETTERS in groups else ()
    return tuple(
        LetterView(
            letter,
            f"letter-{letter.lower()}" if letter != OTHER_LETTERS else "letter-other",
            groups.get(letter, ()),
        )
        for letter in (*others, *ascii_uppercase)
    )


def _letter(term: Term) -> str:
    first = term.term[0].upper()
    return first if first in ascii_uppercase else OTHER_LETTERS


def _entry(
    term: Term, titles: Mapping[str, str], uses: Mapping[str, Sequence[UsesView]]
) -> EntryView:
    said = term.pronunciation
    return EntryView(
        id=term.id,
        title=term.title,
        abbreviations=term.abbreviations,
        definition=term.definition,
        say=_say(said, said.printed) if said else None,
        alternates=_alternates(said.alternates) if said else (),
        who=_who(said) if said else "",
        same=term.same,
        older_names=term.older_names,
        see=tuple(LinkView(titles[name], f"#{name}") for name in term.see if name in titles),
        uses=tuple(uses.get(term.id, ())),
    )


def _word(term: Term, glossary_url: str, clip: Markup) -> WordView:
    said = term.pronunciation
    say = _say(said, said.printed) if said and not _says_itself(term, said) else None
    return WordView(
        id=f"{WORD_ID}{term.id}",
        title=term.title,
        respelling_html=say.respelling if say else NOTHING,
        say_for=say.covers if say else "",
        definition=term.definition,
        url=f"{glossary_url}#{term.id}" if glossary_url else "",
        clip_html=clip,
    )


def _says_itself(term: Term, said: SaidTerm) -> bool:
    """Whether the respelling is the word again, as of "spleen": below it, it tells nothing."""
    spelled = " ".join("-".join(part.letters for part in word) for word in said.printed)
    return spelled.casefold() == term.title.casefold()


def _alternates(alternates: Iterable[Said]) -> tuple[SayView, ...]:
    views = (_say(one, one.derived.words) for one in alternates)
    return tuple(view for view in views if view is not None)


def _say(said: Said, words: Sequence[Sequence[RespelledSyllable]]) -> SayView | None:
    """Nothing, when the IPA cannot be read: a wrong respelling is worse than none."""
    if not words:
        return None
    return SayView(_respelling(words), f"/{said.ipa}/", said.ipa_for or "")


def _who(said: SaidTerm) -> str:
    our = words().glossary
    edited = said.source == EDITOR
    written = our.by_editor if edited else our.taken_from.format(source=said.source)
    by = said.checked_by
    if by is None:
        return our.unchecked.format(written=written)
    day = by.on.isoformat()
    return our.checked.format(written=written, name=by.name, role=by.role, day=day)


def _respelling(words: Sequence[Sequence[RespelledSyllable]]) -> Markup:
    """Words stay unbroken where they fit; bold stands beside capitals, never instead of them."""
    return Markup(" ").join(
        Markup("<span>{}</span>").format(Markup("-").join(_part(part) for part in word))
        for word in words
    )


def _part(part: RespelledSyllable) -> Markup:
    bold = part.emphasis is Emphasis.STRONGEST
    return Markup("<b>{}</b>" if bold else "{}").format(part.letters)


def _syllables(term: Term) -> tuple[SyllablesView, ...]:
    """The spoken syllables of each word that the IPA covers."""
    if term.pronunciation is None:
        return ()
    written = words_of(term.pronunciation.ipa_for or term.term)
    spoken = [pronounce(word).syllable_count for word in words_of(term.pronunciation.ipa)]
    if len(written) != len(spoken):
        return ()
    return tuple(SyllablesView(word, count) for word, count in zip(written, spoken, strict=True))


def _in(rows: Iterable[KeyRow], group: str) -> list[KeyRow]:
    """The rows of a group; those for any place come before those for a certain place."""
    return sorted((row for row in rows if row.group == group), key=lambda row: bool(row.where))
