"""How the names of people look in a text, and what looks like them.

Patterns only; `plainleaf.text.identifier_patterns` decides what before a name makes it a patient's.
"""

from __future__ import annotations

import re
from typing import Final

from plainleaf.text.identifier_labels import NO_NAMES

_LETTERS: Final = [
    chr(code) for code in (*range(0x41, 0x250), *range(0x370, 0x588), *range(0x1E00, 0x1F00))
]
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

_TITLE_WORDS: Final = """
mr mrs ms mx miss mister mstr master capt col maj lt sgt retd
madam madame sir lady dr drs prof professor doctor late rev hon
herr frau fräulein hr fr graf gräfin freiherr priv doz dipl ing mag med
m mme mlle vve veuve monsieur mademoiselle me
señor señora señorita sr sra srta d dña doña dn dra
senhor senhora exmo exma dona
signor signora signorina sig sigra sig.ra sig.na sigg dott dott.ssa dottor dottoressa
dhr de heer mw mevr mevrouw meneer ir
pan pani panna p pí sz mgr inż lek slečna paní
özv id ifj dl dna d-na dl. domnul doamna dnul
g gđa gosp gospodin gospođa gospa
rva hra neiti hr. fru herra rouva bi
bay bayan sn sayın uzm doç op av
sh shri shrimati smt km kum kumari sri
hajj al-hajj haji hajji hj hjh hajah sheikh shaikh sheikha sayyid sayyida syed mohd ustadh
tn tuan pn puan encik en cik dato dato' dato’ datuk seri setia tan sri
bpk bapak ibu ny nyonya nona nn sdr sdri an by
ông bà anh chị cô bé cháu
г-н г-жа гр гр-н гр-ка гражданин гражданка господин госпожа пан пані
κ κος κα κυρία κύριος
"""
_TITLES: Final = frozenset(_TITLE_WORDS.split())
"""What stands between a label and a name without being part of it: forms of address."""
TITLES: Final = (
    r"(?P<called>(?:(?:\([^\W\d_]{1,6}\.?\)|\(?(?:[^\W\d_]{1,3}|(?-i:[A-Z]{2,4}[a-z]{1,2}))\.[ªº]?(?:[^\W\d_]{1,4}(?![\w.]))?\)?|"
    rf"(?:{'|'.join(map(re.escape, sorted(_TITLES, reverse=True)))})\.?(?![\w.-]))[ ]+){{0,6}})"
)
"""Titles, short ones with their dot whatever they are, and the spaces behind them."""

_COMMON_WORDS: Final = """
a abdomen abdominal ability about access accuracy activation acute adult adults advance advanced
advice advocacy africa african age aged aid aids aim algorithm all alpha also american an anaemia
and anemia anonymized anonymous another answer any app appendix applied april arabia arabian
arabic are arm arms as ashkenazi asia asian assessment assistance association at august australia
australian author authors autonomy autumn average background ban bank baseline basic battery bed
below benefit beta bias biopsy black blood bone booklet both brain brazilian britain british broad
bundle burden business but by call cameroon can canada canadian cancer card cardiac care caregiver
caregivers carer carers case caucasian cell cells center central centre cervical chapter
characteristics chart charter checklist chest child children china chinese choice choices chronic
class classic clinic clinical cohort cohorts college column combined committee common community
compared comparison complaint complaints complete compliance concerns condition conditions
consecutive consent consortium contact content contrast control controls coordinator copy could
council count counts critical cross csf ct current customer daily data database date day days
death december decision decisions delta department details deutsche developing device diagnosis
diagnostic diary did digital direct discharge discussion disease diseases do doctor does donor
dose double drug drugs dutch early eastern economic editor editors education egypt egyptian
elderly emergency empowerment enablement endocrine engagement english entire epic escorts ethics
europe european evaluation event every everyone examination exercise experience experiences expert
export factors fair fall family february federal federation female fever field figure files
findings first flow focused follow for forum foundation france french frequency friday from full
functional gamma gene general genetic genetics german germany given global golden good greece
greek group groups guardian guardians guide guidelines had han has have hb he head health healthy
heart help hemoglobin her high his hispanic history home hospital hotline how however human
hypothesis i id identifier if illness images imaging immune impact imperial important in inclusion
index indian indonesia indonesian infant infants information informed initial inpatient inspired
institute institutional intention interest intermedia international interview interviews
introduction iran iranian iraq iraqi iron is israel israeli it italian italy items january
japanese jewish journal journey july june kidney kingdom knowledge korea korean lab laboratory
language large late latin latino lead leaflet left legal less letters life link list literacy
liver living load local location log long low lumbar lung lungs lymph mac major malay malaysian
male management march marrow mass masses materials may mcgill mean medical medication medications
medicine mediterranean member members men mental merge mexican mexico middle mild mine minor model
moderate modern modified monday monitor month months montreal more most mother mri much multiple
my name named names national native nature navigator neonatal network new newborn next nigerian no
none nonetheless normal north northern not note notes novel november now number numbers nurse
nurses observation october of old older on one only open option options or oral order organ other
others our out outcome outcomes outpatient overview pain pakistani panel paper paperwork parents
part participant participants passport pathway patient patient-reported patients pay pediatric
people performance permission personal persons perspective pet pharmacy physical physician pilot
pivotal plan please polish population portal portals positive post posts power prefer pregnancy
pregnant present presentation presented prevalence primary privacy private profile profiles
prognosis prognostic progress progression project prostate protocol provider providers public
puerto quality quantum question questions race rapid rare rate rates ratio reactions read recall
record records red redacted reference refused registry regular related relevant removed report
reported reporting reports representative representatives request research response responses rest
result results retriever review rican right rights risk role room row royal russian safe safer
safety same sample samples satisfaction saturday saudi scale scan scans school score scoring
search seattle second secondary section see selection self september sequence serbian service
services set severe severity sex she short should sickle side sign signs simple since single site
size skin small so social society solutions some source sources south southern spain spanish speak
special spinal spine spleen spring sri stable staging standard start state statement states
statistical status step still stories story strategy stroke structured study subgroup subject
subjects summary summer summit sunday support surgery survey survival swiss symptom symptoms
syndrome syrian system table tailored taiwan target task team test testing tests text thai
thailand than that the their them then there these they thing this thoracic those three thursday
time tips title to today tomorrow tool tools topic total tract trajectory transfer transport
transportation treatment triage trial trials trust tuesday tumor tunisian turkey turkish twins two
type ultrasound uncommon under underlying unit united units university unknown up upper urgent us
use used usual valuables values version vertebra vertebrae very vietnamese view visit visual
vitals voice volunteer waiting ward was we wednesday week weeks weight welfare were west western
what when where which while white who whole why wide will winter with withheld without woman women
word words work world worse written year years yemeni yes yesterday you young your zealand zone
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


_OF_NO_NAME: Final = re.compile(
    r".{2,}(?:tions?|sions?|ness|ology|ologists?|graph(?:y|ic)|metrics?|osis|oses|itis|[ae]?emia|oma|omas"
    r"|opath(?:y|ic)|plas(?:ia|tic)|pen(?:ia|ic)|poie(?:sis|tic)|cyt(?:e|es|ic|osis)|megaly|ectomy"
    r"|therap(?:y|ies)|(?<!cl)(?<!cl.)ments?|ships?|ical|ular|ative|ified|ization|isation|ability)"
)
"""Endings of terms."""
_NOT_GIVEN_WORDS: Final = """
mann kaplan sprague erdheim niemann budd guillain ewing langerhans hodgkin gaucher castleman
charcot ehlers epstein wiskott felty fanconi wilcoxon kruskal bland bonferroni cochran hosmer
cronbach newcastle mantel shapiro kolmogorov clavien karnofsky barthel likert pittsburgh edmonton
charlson pearson spearman wistar von springer elsevier wiley cambridge harvard stanford johns mayo
cleveland massachusetts microsoft google apple thermo becton cell applied agilent roche pfizer
novartis bristol merck
"""
NOT_GIVEN: Final = frozenset(_NOT_GIVEN_WORDS.split())
"""What stands first in the names of diseases, tests, strains and firms, and is no given name."""


_OPENING_WORDS: Final = """
after although and as at because before but by for from here if in later like of on once since so
that then though to today until when where whereas while with yesterday
"""
_OPENING: Final = frozenset(_OPENING_WORDS.split())
"""What begins a sentence with a capital letter right before a name."""


def is_common(word: str) -> bool:
    """Whether a word with a capital letter is most probably no name."""
    small = word.lower()
    return small in _COMMON or small in NO_NAMES or _OF_NO_NAME.fullmatch(small) is not None


def may_be_name(name: str) -> bool:
    """Whether a word of what looks like a name behind a label is an uncommon one, and no title."""
    return any(not is_common(one) and one.lower() not in _TITLES for one in _words(name))


def is_name_alone(name: str) -> bool:
    """Whether no word of what looks like a name, without a label, is a common one."""
    words = _unopened(name)
    return bool(words) and not any(map(is_common, words))


def is_full_name(name: str) -> bool:
    """Whether what looks like a name in running text is somebody's, as far as words tell."""
    words = _unopened(name)
    return is_name_alone(name) and words[0].lower() not in NOT_GIVEN


def _unopened(name: str) -> list[str]:
    """The words of what looks like a name, but for one that only begins the sentence."""
    words = _words(name)
    return words[1:] if len(words) > 2 and words[0].lower() in _OPENING else words


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
