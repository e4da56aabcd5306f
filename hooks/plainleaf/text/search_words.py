"""How words are compared in search: the one place that knows English.

The index is made here and asked in a browser, so both must fold words alike. The rules are data:
the index carries `FOLDING`, `STOP_WORDS` and `TITLE_WORDS` to the browser, whose engine applies
them in the same order. The patterns keep to what Python and JavaScript share.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import Final
from unicodedata import normalize

FOLDING: Final = (
    # UK spelling to US spelling.
    ("ae|oe|æ|œ", "e"),  # anaemia, oedema
    ("sulph", "sulf"),
    ("leuco", "leuko"),
    ("^grey", "gray"),
    ("(?<=[a-z]{2})our", "or"),  # tumour, but not hour
    ("(?<=[a-z]{3})is(e|ed|es|er|ing|ation|ations)$", "iz$1"),  # immunise
    ("(?<=[a-z])ys(e|ed|es|er|ing)$", "yz$1"),  # analyse
    ("(b|t)re(s?)$", "$1er$2"),  # fibre, centre
    ("^without$", "no"),  # "without a spleen" asks what "no working spleen" answers
    ("^(cannot|(are|ca|could|did|do|does|had|has|have|is|should|was|were|wo|would)nt)$", "not"),
    # The endings of English that change no meaning. First plurals, then the rest.
    ("(?<=[a-z]{3})oses$", "osis"),  # diagnoses
    ("(?<=[a-z]{2})ies$", "y"),  # biopsies
    ("(ss|sh|ch|x|z)es$", "$1"),  # masses
    ("(?<=[a-z]{2})(?<![sui])s$", ""),  # scans, but not virus, biopsies, mass
    ("(?<=[a-z]{4})ancy$", "ant"),  # pregnancy
    ("(?<=[a-z]{5})ous$", ""),  # cancerous
    ("(?<=[a-z]{4})ness$", ""),  # weakness
    ("(?<=[a-z]{4})(?<!meg)(?<!mega)ly$", ""),  # suddenly, but not splenomegaly
    ("((?<=[a-z]g)g|(?<=[a-z]m)m|(?<=[a-z]n)n|(?<=[a-z]p)p|(?<=[a-z]t)t)(ing|ed)$", ""),  # swimming
    ("(?<=[a-z]{5})at(ion|ed|e|ing)$", ""),  # vaccination
    ("(?<=[a-z]{5})ion$", ""),  # infection
    ("(?<=[a-z]{4})(ing|ed|e)$", ""),  # bleeding, enlarged, enlarge
)
"""Pattern and replacement, in order; `$1` is the first group. All are applied to every word."""

_IRREGULAR: Final = """
ate=eat became=become began=begin begun=begin bitten=bite blew=blow blown=blow bled=bleed bought=buy
broke=break broken=break brought=bring came=come caught=catch children=child chosen=choose
drank=drink drove=drive eaten=eat fallen=fall fed=feed feet=foot fell=fall felt=feel flew=fly
flown=fly forgot=forget forgotten=forget fought=fight found=find froze=freeze frozen=freeze
gave=give given=give gone=go grew=grow grown=grow heard=hear held=hold hidden=hide hid=hide
kept=keep knew=know known=know laid=lay led=lead lost=lose made=make men=man paid=pay ran=run
rode=ride rose=rise said=say sang=sing sat=sit saw=see seen=see sent=send shaken=shake shook=shake
shrank=shrink shrunk=shrink slept=sleep spoke=speak spoken=speak spread=spread stood=stand
stuck=stick sung=sing swam=swim swollen=swell swore=swear taken=take taught=teach teeth=tooth
thought=think threw=throw thrown=throw told=tell took=take wept=weep went=go woke=wake woken=wake
women=woman worn=wear wrote=write written=write
aching=ache biting=bite coming=come cried=cry crying=cry died=die dying=die eating=eat flying=fly
giving=give going=go hiding=hide losing=lose making=make moving=move peed=pee peeing=pee
riding=ride seeing=see shaking=shake taking=take tried=try trying=try using=use waking=wake
weeing=wee
"""
IRREGULAR: Final = {
    form: word for form, _, word in (pair.partition("=") for pair in _IRREGULAR.split())
}
"""Forms that no ending tells, each with the word it is a form of; they come before `FOLDING`."""

DEFINING_WORDS: Final = frozenset(
    ("define", "defined", "definition", "explain", "mean", "meaning", "means")
)
"""Who types one of these, and a word, wants the word explained."""

_STOP_WORDS: Final = """
a about after all also am an and any are as at be been being but by can could did do does during
for from get gets got had has have having he her here him his i if im in into is it its just let
like may me mean meaning means might mine more most my of off on or other our out over own s she
should so some such t than that the their them then there these they this those to too under up us
very was we were will with would you your
"""
STOP_WORDS: Final = frozenset(_STOP_WORDS.split())
"""Words that say nothing about what a text is about."""

TITLE_WORDS: Final = frozenset(
    ("how", "what", "when", "where", "which", "who", "whom", "whose", "why")
)
"""Words that matter in a heading, where they tell one question from another, and nowhere else."""

_UNSAID: Final = STOP_WORDS | TITLE_WORDS

_FOLDING: Final = tuple(
    (re.compile(pattern), replacement.replace("$", "\\")) for pattern, replacement in FOLDING
)
_WORD: Final = re.compile(r"[^\W_]+")
_POSSESSIVE: Final = re.compile(r"['\u2019][sS](?![a-zA-Z0-9])")
_NOT: Final = re.compile(r"(?<=[nN])['\u2019](?=[tT](?![a-zA-Z0-9]))")
"""What parts "can" and "t": a search must not lose that somebody can not feel their legs."""
_MARKS: Final = re.compile(r"[\u0300-\u036f]")
_POWER: Final = re.compile("(?<=[0-9])(?=[⁰¹²³⁴-⁹⁺⁻])")
"""Where a power begins: 10⁹ is asked for as "10 9" or "10^9", and is not 109."""


def plain(text: str) -> str:
    """A text in lower case, without accents and possessives."""
    return _bare(text).lower()


def split(text: str) -> list[str]:
    """The plain words of a text, in order; hyphens and marks part them."""
    return _WORD.findall(plain(text))


def split_cased(text: str) -> list[str]:
    """The words of a text as `split` does, with their capitals."""
    return _WORD.findall(_bare(text))


@functools.lru_cache(maxsize=200_000)  # a large site has few words, again and again
def fold(word: str) -> str:
    """The form of a plain word under which it is kept and looked up."""
    word = IRREGULAR.get(word, word)
    for pattern, replacement in _FOLDING:
        word = pattern.sub(replacement, word)
    return word


def keys(text: str, *, title: bool = False) -> list[str]:
    """The forms of all words of a text that are worth keeping, in order.

    Args:
        text: any text.
        title: whether it is a heading, in which question words count.
    """
    return keys_of(split(text), title=title)


def keys_of(words: Iterable[str], *, title: bool = False) -> list[str]:
    """What `keys` does, of plain words that were split already."""
    left_out = STOP_WORDS if title else _UNSAID
    return [fold(word) for word in words if word not in left_out]


def _bare(text: str) -> str:
    text = _POWER.sub(" ", text)
    return _POSSESSIVE.sub("", _NOT.sub("", _MARKS.sub("", normalize("NFKD", text))))
