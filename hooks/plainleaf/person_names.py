"""How the names of people look in a text, and what looks like them.

Patterns only; `plainleaf.identifier_patterns` decides what before a name makes it a patient's.
"""

from __future__ import annotations

import re
from typing import Final

_LETTERS: Final = [chr(code) for code in (*range(0x41, 0x250), *range(0x370, 0x530))]
UPPER: Final = "".join(one for one in _LETTERS if one.isupper())
"""Capital letters, Latin, Greek and Cyrillic, for a class of a regex."""
LOWER: Final = "".join(one for one in _LETTERS if one.islower())
"""The small ones."""

WORD: Final = rf"(?:(?:[DO]['’]|Mc|Mac)?[{UPPER}][{LOWER}]+(?:['’-][{UPPER}][{LOWER}]+)*)(?!\w)"
"""A word such as Müller, O'Neill, Smith-Jones."""
CAPITALS: Final = rf"(?:[{UPPER}]{{2,}}(?:['’-][{UPPER}]{{2,}})*)(?!\w)"
"""A name in capitals."""
INITIAL: Final = rf"(?:[{UPPER}]\.|[{UPPER}](?!\w))"
_LINK: Final = r"(?:(?:van|von|der|den|de|del|della|di|da|dos|la|le|bin|bint|al|el|ter|zu)[ -])"
FULL: Final = (
    rf"(?:(?:{WORD}|{INITIAL})(?:[ ]{{0,2}}(?:{WORD}|{INITIAL})){{0,2}}[ ]{{1,2}}{_LINK}{{0,2}}"
    rf"(?:{WORD}|{CAPITALS}))"
)
"""Given names or initials, and a surname."""
LISTED: Final = (
    rf"(?:(?:{CAPITALS}|{WORD})[ ]?,[ ]?(?:{WORD}|{CAPITALS}|{INITIAL})"
    rf"(?:[ ](?:{WORD}|{INITIAL}))?)"
)
"""The surname, a comma, a given name."""
LOUD: Final = rf"(?:{CAPITALS}(?:[ ]{{1,2}}(?:{CAPITALS}|{INITIAL})){{1,2}})"
"""Both in capitals."""
ANY: Final = rf"(?:{LISTED}|{LOUD}|{FULL}|{_LINK}{{0,2}}{WORD}|{CAPITALS})"
"""A name in any of these ways, one word alone too."""

_COMMON_WORDS: Final = """
a abdomen abdominal about acute adult adults advice advocacy age aged all also american an anaemia
and anemia anonymized anonymous another answer any appendix april arabic are as asian assessment
assistance association at august autumn average background bed below biopsy black blood bone both
brain british but by call can canadian cancer cardiac care caregiver caregivers carer carers case
caucasian cell cells center centre cervical chapter characteristics chart checklist chest child
children chinese chronic class clinic clinical college column committee common community complaint
complaints concerns condition conditions consent contact content control controls copy could
council count counts critical ct current daily data date day days death december department
details diagnosis did disease diseases do doctor does donor dose drug drugs dutch education
elderly emergency engagement english ethics europe european evaluation every everyone examination
experience experiences factors fair fall family february female fever figure files findings first
follow for foundation french friday from full gene general genetic german given good group groups
guide guidelines had has have he head health healthy heart help hemoglobin her high his history
home hospital how i id identifier if illness images imaging immune important in index infant
infants information informed initial inpatient institute introduction iron is it italian items
january japanese july june kidney lab laboratory language leaflet left less life list liver living
location low lung lungs lymph major male management march marrow materials may mean medical
medication medications medicine member members men merge mild mine moderate monday month months
more most mother mri much my name named names national nature neonatal new newborn next no none
normal not note notes november now number numbers nurse nurses october of old older on one only
open option options or order organ other others our out outcome outcomes outpatient overview pain
paper parents part patient patients pediatric people permission perspective pet pharmacy physical
physician plan please population portal portals positive post pregnancy pregnant present
presentation presented primary privacy private profile protocol provider providers public question
questions race reactions read recall record records red redacted reference refused registry
related relevant removed report reported reports request rest result results review right rights
risk room row safe safety same sample samples satisfaction saturday scan scans school score search
second secondary section see selection september service services severe severity sex she should
side sign signs since site size skin so society some source sources spanish speak special spinal
spine spleen spring stable staging standard start state status step stories story study subject
summary summer sunday support surgery survey survival symptoms syndrome system table team test
testing tests text than that the their them then there these they thing this those three thursday
time tips title to today tomorrow tool tools topic total treatment trial trust tuesday tumor two
type ultrasound under unit university unknown up upper urgent us use used valuables version very
view visit vitals volunteer waiting ward was we wednesday week weeks weight were west what when
where which while white who whole why will winter with withheld without woman women word words
work worse year years yes yesterday you young your
"""
_COMMON: Final = frozenset(_COMMON_WORDS.split())
"""Words that begin with a capital letter in titles, at the beginning of sentences and in tables."""

_EPONYM_WORDS: Final = """
addison alzheimer asperger bartter behcet billroth budd burkitt castleman charcot chiari christian
conn cooley crohn cushing dandy down edwards ehlers erdheim evans ewing fabry fanconi felty
gaucher gilbert graves guillain hashimoto heinz hodgkin horner howell huntington jolly joly kaposi
kawasaki klinefelter koch kupffer lister marfan mendel menetrier meniere moro ménière münchausen
niemann osler paget parkinson pasteur patau pick pott pringle raynaud reed reiter rett reye
rokitansky sheehan sjogren sjögren snow sternberg still tourette trousseau turner virchow
waldenström weil werlhof whipple willebrand wilms wilson windermere wright
"""
EPONYMS: Final = frozenset(_EPONYM_WORDS.split())
"""Whom a disease, a sign or a maneuver is named after."""

_THING: Final = (
    r"(?:[a-z]+[ ])?(?:maneuvers?|manoeuvres?|signs?|diseases?|syndromes?|tests?|nodes?|nodules?|"
    r"cells?|bodies|body|procedures?|operations?|lines?|laws?|method|stains?|score|scale|criteria|"
    r"classification|phenomenon|tumou?rs?|sarcoma|lymphoma|fractures?|triad|theory|book|paper|"
    r"report|essay|articles?|work|discovery|description)\b"
)
_OF_AN_EPONYM: Final = re.compile(rf"(?:['’]s?)?[ ]+{_THING}|['’]s?[ ]+own[ ]|[ ]{_THING}")
_OF_AN_AUTHOR: Final = re.compile(
    r"[ ]+(?:first[ ]+)?(?:et al|and colleagues|and co-?workers|described|discovered|published|"
    r"wrote|coined|proposed|introduced|named|in[ ]+1[789]\d\d|\(1[789]\d\d|\((?:19|20)\d\d)"
)


def is_common(word: str) -> bool:
    """Whether a word with a capital letter is most probably no name."""
    return word.lower() in _COMMON


def may_be_name(name: str) -> bool:
    """Whether a word of what looks like a name behind a label is an uncommon one."""
    return any(not is_common(one) for one in _words(name))


def is_name_alone(name: str) -> bool:
    """Whether no word of what looks like a name, without a label, is a common one."""
    words = _words(name)
    return bool(words) and not any(map(is_common, words))


def _words(name: str) -> list[str]:
    return [one for one in re.findall(r"[^\W\d_]+", name) if len(one) > 1]


def is_of_science(name: str, text: str, end: int) -> bool:
    """Whether a name that ends somewhere in a text is an eponym's or an author's."""
    last = re.split(r"[ ]", name)[-1]
    bare = re.sub(r"['’]s?$", "", last).lower()
    return (
        bare in EPONYMS
        or bool(_OF_AN_EPONYM.match(text, end))
        or bool(_OF_AN_AUTHOR.match(text, end))
    )
