"""The rows of what is looked for in a text: what it is, its regex, where it may be, a closer look.

To add one, add a row (`plainleaf.text.identifier_row` says what it may hold);
`plainleaf.text.identifiers` runs them. A row's regex meets the text as
`plainleaf.text.identifiers.bare` leaves it: marks of Markdown, entities and the names of HTML tags
are spaces, and so are no-break spaces. Rows come in the order in which they claim a place.
"""

from __future__ import annotations

import ipaddress
import re
from typing import Final

from plainleaf.text import dates, person_names
from plainleaf.text import identifier_labels as labels
from plainleaf.text.identifier_row import Row


def _beginnings(*regexes: str) -> tuple[str, ...]:
    """How texts begin that simple regexes find: letters up to the first choice."""
    found = []
    for regex in regexes:
        plain = regex.replace("\\.", ".")
        letters = re.split(r"[\[?(]", plain)[0]
        found.append(letters[:-1] if plain[len(letters) :][:1] == "?" else letters)
    # What begins like a shorter start is found by that one.
    return tuple(one for one in found if not one.startswith(tuple({*found} - {one})))


def _longest_first(regexes: tuple[str, ...]) -> str:
    """A choice of regexes in which none hides a longer one."""
    return "|".join(sorted(regexes, key=len, reverse=True))


def digits_of(text: str) -> int:
    """How many digits a text has."""
    return sum(one.isdecimal() for one in text)


# --- numbers behind a label ---

_CODES: Final = (
    *("mrn", r"m\.r\.n\.", "crn", "uhid", "empi", "epr", "pas", "accession", "ssn", "nhi", "chi"),
    *("ihi", "ipp", "urn", "bsn", "cpr", "pesel", "aadhaar", "aadhar", "nhs", "personnummer"),
    *("codice fiscale", "patientid", "patient id", "nric", "mykad", "cpf", "hetu", "henkilötunnus"),
    *("cnp", "curp", "dni", "nie", "nif", "nir", "rut", "ahv", "avs", "oib", "egn", "amka", "tfn"),
    *("nino", "mbi", "hicn", "sin", "phn", "ohip", "svnr", "kvnr", "dossier", "iban", "cedula"),
    *("cédula", "fiscal code", "steuer-?id", "pps", "fnr", "kennitala", "rodné číslo", "tckn"),
    *("numéro de sécurité sociale", "imei", "udi", "vin", "med(?:ical)? rec(?:ord)?"),
)
"""Labels that say by themselves that a number follows."""
_THINGS: Final = (
    *("emr", "ehr", "mpi", "pid", "district", "clinic", "referral", "client", "imaging", "scan"),
    *("patient", "pt", "pat", "mr", "medical record", "health record", "hosp", "hospital", "unit"),
    *("ur", "pas", "chart", "file", "folder", "record", "case ?notes?", "dossier", "pacs"),
    *("encounter", "visit", "episode", "admission", "accession", "acc", "exam", "examination"),
    *("order", "request", "requisition", "specimen", "sample", "lab", "laboratory", "path"),
    *("pathology", "histology", "medicare", "medicaid", "insurance", "policy", "member"),
    *("subscriber", "health card", "health insurance", "health", "claim", "account", "acct"),
    *("passport", "identity", "identity card", "identification", "registration", "national"),
    *("social security", "national insurance", "driving licen[cs]e", "driver['’]?s licen[cs]e"),
    *("licen[cs]e", "license plate", "number plate", "plate", "serial", "device", "device serial"),
    *("group", "beneficiary", "certificate", "vehicle", "badge", "employee", "staff", "student"),
    *("bank account", "card", "credit card", "invoice", "bill", "prescription", "rx", "donor"),
    *("study", "series", "instance", "image", "subject", "participant", "ticket", "locker"),
)
"""What a number may be of; the word "number" or the like follows."""
_SPOKEN: Final = (
    *("mrn", r"m\.r\.n\.", "uhid", "ssn", "nhi", "nhs number", "nhs no", "patient id", "patientid"),
    *("social security number", "passport number", "medical record number", "hospital number"),
    *(
        "record number",
        "chart number",
        "patient number",
        "case number",
        "file number",
        "unit number",
    ),
    *("accession number", "hospital no", "hospital id", "insurance number", "medicare number"),
    *("health card number", "identity number", "id number", "registration number", "member number"),
    *("policy number", "account number", "serial number", "specimen number", "lab number"),
)
"""Labels that a sentence may put some words behind, before the number."""
_NUMBER: Final = (
    r"(?:no\b\.?|nr\b\.?|num(?:ber)?\b\.?|ids?\b|identifier\b|ref(?:erence)?\b\.?|code\b|s/n\b|"
    r"#|№|n°|nº)(?:[ ]card\b)?"
)
_LINE_END: Final = r"(?:[ \t|>]*+\r?\n[ \t|>]*+(?:[-*+•][ \t]++)?+)"
GAP: Final = (
    rf"[ \t|*\"]*+{_LINE_END}{{0,2}}+"
    r"(?:of[ \t]++(?:the|his|her|this|our)[ \t]++(?:patient|mother|father|child|son|daughter))?+"
    r"[ \t|]*+(?:\([^()\n]{1,20}\))?[ \t|*]*+(?:[:：=#.–—-]|\b(?:is|was|reads|ends)\b)?+"
    rf"[ \t|*:：=#(\"'\[–]*+{_LINE_END}{{0,2}}+[ \t|*\[(\"']*+"
)
"""What may stand between a label and what it is of: a cell's end, a line's end, a sign."""
_TOLD: Final = r"(?![^\W\d_])(?:,[ ](?:(?:which|that)[ ](?:is|was|reads)[ ])?(?=[A-Z]{0,4}-?\d))?+"
"""What a sentence puts behind a label, which is no part of a longer word."""
_VALUE: Final = (
    r"(?P<value>(?:[A-ZА-Я]{1,4}[-/ ]?|[A-Z]{2,6}[./-])?\d[\dA-ZА-Я]*"
    r"(?:[-/. ](?:(?:[A-Z]{1,3}[-/])?[A-Z]{0,3}\d[\dA-Z]*)|-[A-Z]{1,3}\b)*)"
)
_KEY: Final = r"(?:(?:value|number|id|text)[\"']?[ ]?[:=][ \"'\[]*)?"
"""What a program writes between a label in one line and its value in the next."""
_ANY_NUMBER: Final = (
    r"(?:\b(?:no[.:]|nr(?![^\W\d_])[.:]?|num(?:ber)?\b(?=[ \t]*[:#=.(]|[ \t]+(?:is|was)\b|"
    r"[ \t]*[A-Z]{0,4}-?\d)|n[uú]m[eé]ro\b|"
    r"numer\b|(?-i:ID|Id)\b|ref(?:erence)?\b[.:]?|№|n°|nº)"
    r"|(?<!\w)no(?=[ \t]+[A-Z]?\d)|(?<=\w)[ ]?#)"
)
"""The word that a number follows, whatever it is of: then only longer numbers count."""

_OF_STUDIES: Final = re.compile(
    r"nct|isrctn|crd|actrn|eudract|pmid|pmc|doi|isbn|issn|rs\d|chr|hgnc|ens[gtp]|nm[ _]|np[ _]|"
    r"cas\b|orpha|omim|cvd|grch|r0\d|iso\b|10\.\d{4}|umin|jprn|jrct|drks|chictr|ctri|irct|kct|"
    r"tctr|pactr|rbr|gse|gsm|gds|gpl|srp|srr|srx|prj|pxd|egas|egad|e-mtab|phs\d|emd|fda|ind\b",
    re.IGNORECASE,
)
"""How public numbers begin, of studies, genes and publications."""
_OF_THINGS: Final = re.compile(
    r"\b(?:drug|gene|entrez|uniprot|o?mim|grant|award|trial|protocol|catalog(?:ue)?|article|paper|"
    r"item|model|part|batch|lot|version|cas|ec|publication|document|product|isbn|issn|pmid|atomic|"
    r"mass|page|chapter|section|table|figure|equation|application|patent|enzyme|snomed|loinc|atc|"
    r"contract|registered|charity|company|vat|din|standard|directive|regulation|eu|emea|ndc|total|"
    r"large|small|high|average|mean|this|that|their|whose)\W*$",
    re.IGNORECASE,
)
"""What has public numbers: its name stands before the word "number"."""
_ABOUT_STUDIES: Final = re.compile(
    r"\b(?:ethic\w*|irb|review board|committee|approv\w*|trial|protocol|registry|grants?|funds?|"
    r"funded|funding|foundation|supported|sponsor\w*|project|program(?:me)?|award\w*|genbank|ncbi|"
    r"refseq|ensembl|uniprot|swiss-?prot|pdb|geo|ena|sra|embl|ddbj|arrayexpress|nucleotide|"
    r"sequences?|genome|deposited|repository|dataset|catalog(?:ue)?|cat|lot|patents?|rrid|atcc|"
    r"consort|strain|plasmid|antibod(?:y|ies)|prospero|clinicaltrials|comité|ethik\w*|étique|étic\w*|"
    r"клинических исследований|этическ\w*|伦理|倫理|批准|国药|臨床試験|윤리)(?!\w)"
    r"[^.;|]*(?:\.[^.;|]*){0,3}$",
    re.IGNORECASE,
)
"""What has public numbers: it stands before one, in its sentence; "no." ends none."""
_OF_PATIENTS: Final = re.compile(
    r"mrn|m\.r\.n|patient|hospital|chart|medical|health|nhs|insur|passport|encounter|nhi|ssn|member",
    re.IGNORECASE,
)
"""Labels of what is a patient's, whatever stands before."""
_SENTENCE: Final = 120
"""How far before a number its sentence is looked at, in characters."""
_YEAR: Final = re.compile(r"(?:19|20)\d\d(?:[-–/](?:(?:19|20)?\d\d))?")
_COLOR: Final = re.compile(r"(?=.*[A-Fa-f])[\dA-Fa-f]{6}")
"""A color of a style, behind its #."""
_ROUND: Final = re.compile(r"[1-9]\d{0,2}0{3,}|\d{1,3}(?: 000)+")
_RANGE: Final = re.compile(
    r"\d{1,3}-\d{1,3}|(?=.*[.,])\d{1,4}(?:[.,]\d{1,3})?[-–]\d{1,4}(?:[.,]\d{1,3})?"
)
"""From where to where a laboratory's results are normal."""
_FRACTION: Final = re.compile(r"\d{1,3}/\d{1,4}")
_UNIT_AFTER: Final = re.compile(
    r"[ ]?(?:%|‰|mg|µg|mcg|ng|kg|g/|g\b|ml|mL|L\b|mm|cm|µm|IU|U/|mol|mmol|/L|/µL|x\s?10|×|cells|"
    r"people|"
    r"patients|years|months|weeks|days|hours|minutes|of\b|women|men|children|cases|samples)"
)


def _of_a_person(match: re.Match[str]) -> bool:
    """Whether a value behind a label has at least four digits, and is no year or public number."""
    value = match["value"]
    few = digits_of(value) < 4 or _YEAR.fullmatch(value)
    return not few and not _OF_STUDIES.match(value) and not _is_public(match)


def _of_a_person_elsewhere(match: re.Match[str]) -> bool:
    """The same behind a label of another language, where three digits are enough."""
    value = match["value"]
    few = digits_of(value) < 3 or _YEAR.fullmatch(value)
    return not few and not _OF_STUDIES.match(value) and not _is_public(match)


def _is_public(match: re.Match[str]) -> bool:
    """Whether what is written before a number makes it one of a study, a sequence or a grant."""
    if _OF_PATIENTS.search(match.group()):
        return False
    before = match.string[max(0, match.start() - _SENTENCE) : match.end()]
    return _ABOUT_STUDIES.search(before.rsplit("\n", 1)[-1]) is not None


def _of_something(match: re.Match[str]) -> bool:
    """Whether a value behind any "number" is as long as those of patients are."""
    value = match["value"]
    mixed = any(one.isalpha() for one in value) or "-" in value or "/" in value
    before = match.string[max(0, match.start() - 20) : match.start()]
    public = _OF_STUDIES.match(value) or _OF_THINGS.search(before) or _is_public(match)
    amount = _ROUND.fullmatch(value) or _UNIT_AFTER.match(match.string, match.end())
    if _RANGE.fullmatch(value):
        return False
    if match.group().endswith(f"#{value}") and _COLOR.fullmatch(value):
        return False
    return digits_of(value) >= (4 if mixed else 5) and not public and not amount


def _long_enough(match: re.Match[str]) -> bool:
    """Whether a value right behind a thing, without the word "number", is no amount of them."""
    value = match["value"]
    amount = _ROUND.fullmatch(value) or _UNIT_AFTER.match(match.string, match.end())
    amount = amount or _FRACTION.fullmatch(value)
    return digits_of(value) >= 5 and not amount and not _OF_STUDIES.match(value)


def _has_a_value(match: re.Match[str]) -> bool:
    """Whether a field of a scan is dumped with what it holds, not only spoken of."""
    dumped = match.group().endswith("]")
    return dumped or _DUMPED.match(match.string, match.end()) is not None


_DUMPED: Final = re.compile(
    r"[ \t]*+(?:[:=\[|\"'#{]|(?:AE|AS|CS|DA|DS|DT|IS|LO|LT|PN|SH|SQ|ST|TM|UI|UN|UT)\b|"
    r"[A-Z]\w*\^|\d|"
    r"[A-Z][\w'’ ]{2,40}?[ \t]*(?:[:=\[|\t]|\b(?:AS|CS|DA|DS|DT|LO|LT|PN|SH|SQ|ST|TM)\b))"
)


def _is_vehicle(match: re.Match[str]) -> bool:
    return 3 <= digits_of(match["value"]) < 17


def _dialed(match: re.Match[str]) -> bool:
    """Whether there are as many digits as telephone numbers have, and it is no product's code."""
    before = match.string[max(0, match.start() - 40) : match.start()]
    known = _is_public_line(match.group()) or _OF_A_HOUSE.search(before)
    return 9 <= digits_of(match.group()) <= 15 and not known and not _OF_CODES.search(before)


def _is_public_line(number: str) -> bool:
    """Whether a telephone number is one of those that anybody in need may call."""
    return re.sub(r"\D", "", number).removeprefix("1") in _PUBLIC_LINES


_PUBLIC_LINES: Final = frozenset(
    (
        # United States: poison, suicide, cancer, violence, FDA, CDC, Medicare, rare diseases
        *("8002221222", "8002738255", "8004226237", "8007997233", "8003321088", "8002324636"),
        *("8006334227", "8009996673", "8006624357", "8884265438", "8002274357", "8883184636"),
        # United Kingdom and Ireland: Samaritans, Childline, NHS, Blood Donation, Macmillan
        *("116123", "08001111", "08457909090", "03001232323", "08088080000", "03001231232"),
        # Poison centers: Berlin, Bonn, Mainz, Vienna, Zurich (145), Paris, Australia, New Zealand
        *(
            "03019240",
            "022819240",
            "0613119240",
            "4314064343",
            "0140054848",
            "131126",
            "0800764766",
        ),
        *("08001110111", "08001110222", "131114", "0800543354"),
    )
)


_OF_A_HOUSE: Final = re.compile(
    r"\b(?:society|association|foundation|federation|charity|switchboard|help ?line|"
    r"telefonzentrale|standard téléphonique|centralita|centralino)"
    r"[ \t,:(|–—-]{1,4}(?:(?:tel(?:ephone|efon)?|phone|call|on|is)\b[ \t.,:|]{0,3}){0,2}$",
    re.IGNORECASE,
)
"""Words right before a number that say whose shared line it is."""
_OF_CODES: Final = re.compile(
    r"(?:ndc|isbn|issn|ean|gtin|upc|cas|doi|code|lot|catalog(?:ue)?|grant|no\.|"
    r"eudract)\W*(?:no\.?\W*)?$",
    re.IGNORECASE,
)
_NOT_DIALED: Final = re.compile(
    r"(?:19|20)\d\d\D{1,3}(?:19|20)\d\d|(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?|"
    r"\d\d?[-/.]\d\d?[-/.](?:19|20)\d\d|[1-9]\d{0,2}0{4,}"
)
"""Years, days, amounts."""


def _called(match: re.Match[str]) -> bool:
    """Whether what somebody calls is as long as telephone numbers, and no day, year or amount."""
    itself = match["itself"].strip()
    unit = _UNIT_AFTER.match(match.string, match.end())
    before = match.string[max(0, match.start("itself") - 40) : match.start("itself")]
    if unit or _is_public_line(itself) or _is_public(match) or _OF_A_HOUSE.search(before):
        return False
    return 7 <= digits_of(itself) <= 15 and not _NOT_DIALED.fullmatch(itself)


# --- names ---

_RELATIVE: Final = (
    r"(?:grand)?(?:daughter|son|mother|father|child)|wife|husband|sister|brother|partner|aunt|"
    r"uncle|"
    r"niece|nephew|cousin|mum|mom|mummy|dad|daddy|grandma|grandpa|fianc[ée]e?|boyfriend|girlfriend|"
    r"spouse|twin|stepmother|stepfather|stepson|stepdaughter|neighbou?r|friend|guardian|baby"
)
_WHOSE: Final = (
    r"(?<![\w-])(?:(?:patient|pt|client|resident|child|mother|father|baby|infant|case|subject|"
    r"participant|"
    r"donor|recipient)(?:['’]?s)?[ ]?(?:full[ ]|last[ ]|first[ ])?|"
    r"(?:last|first|family|given|maiden|middle|full|christian|preferred|birth)[ ]?)"
)
"""What stands before "name" where only a person's follows."""
_NAME_ALONE: Final = (
    r"(?<![\w-])(?:name[ ]of[ ](?:the[ ])?(?:patient|client|child|mother|father|baby|resident)|"
    r"surname|"
    r"forename|alias|a\.?k\.?a\.?|nachname|vorname|nom|prénom|apellidos?|nombre|cognome|nome|"
    r"nazwisko)"
)
"""Labels that only a name follows, whatever its letters."""
_PATIENT: Final = (
    r"(?:patient|pt\.?|pat\.?|patientin|paziente|paciente|client|resident|next[ ]of[ ]kin|nok)"
)
"""Labels that one name alone may follow."""
_AS_RELATIVE: Final = rf"(?:(?:{_RELATIVE})(?:-in-law)?(?:[ ]?[,:–-][ ]|[ ]))?"
"""What somebody is to the patient, before the name: "brother, Jane Doe"."""
_MORE: Final = rf"(?:,?[ ](?-i:{person_names.WORD}|{person_names.INITIAL})){{0,3}}"
"""The rest of a name."""
_FORM: Final = (
    r"(?:[ ]?[/(\[*·][ -]?(?:in|innen|a|o|e|ka|kinja|m|f|w|m/f|m/w|(?:full[ ])?name|nombre|nom|"
    r"nome|naam|navn|namn|nimi|nazwisko|jméno|ime|имя|фио)(?![^\W\d_])[)\]]?)?+"
)
"""What a form writes behind such a label, as in "Patient/in" and "Patient (name)"."""
_ROLE: Final = (
    r"(?:emergency[ ]contact|contact[ ]person|informant|guardian|carer|caregiver|spouse|mother|"
    r"father|"
    r"husband|wife|daughter|son|brother|sister|proxy|power[ ]of[ ]attorney|"
    r"referr(?:ed|ing)[ ](?:by|doctor|physician|clinician)|attending(?:[ ](?:physician|doctor))?|"
    r"consultant|(?:reporting[ ])?radiologist|pathologist|surgeon|gp|pcp|physician|dictated[ ]by|"
    r"reported[ ]by|signed(?:[ ]by)?|performed[ ]by|requested[ ]by|ordered[ ]by|operator|"
    r"technician|"
    r"insured|policy[ ]?holder|subscriber|beneficiary|employer|name)"
)
"""Labels that a name may follow, or something else."""
_SIGN: Final = (
    r"(?:[ \t]*+[(\[][^()\[\]\n]{1,24}[)\]])?+"
    rf"[ \t]*+(?:[:：=|][ \t|:：=]*+{_LINE_END}?+|(?<=[ \t])[–—-][ \t]++"
    rf"|{_LINE_END}[ \t]*+:[ \t]*+)"
)
"""What parts a label from a name, behind a note in brackets or none: "Contact (mother):"."""

_TITLES: Final = (
    r"(?:(?:Mr|MR|Mrs|MRS|Ms|MS|Mx|Messrs)\b\.?|Mister|Missus|Mme\b\.?|Mlle\b\.?|Madame|Monsieur|"
    r"Mademoiselle|Herrn?|Frau|Fräulein|Señora?|Señorita|Sra\b\.?|Sr\.|Srta\b\.?|Dña\b\.?|Signora?|"
    r"Signorina|"
    r"Sig\.(?:ra)?|Dhr\b\.?|Mevr\b\.?|Mevrouw|Meneer|Senhora?|Shri|Smt\b\.?|Encik|Reverend|"
    r"Rev\b\.?)"
)
"""Titles that only a name follows."""
_CALLINGS: Final = (
    r"(?:Miss|Fr\.|Hr\.|Pani|Fru|Dona|Doña|Don|Puan|Bayan|Kyria|Kyrios|Rabbi|Imam|Pastor|Sgt\.|"
    r"Capt\.|Lt\.|"
    r"Cpl\.|Maj\.|Matron|Master|Baby|Sister|Nurse|Midwife)"
)
"""Titles that are words too."""
_LEARNED: Final = (
    r"(?:(?:Dr|Drs|Prof|Dres)\b\.?(?:[ ](?:med\.|Dr\.))*|Doctor|Professor|Dra\.|Doktor)"
)
_SINGLE: Final = (
    rf"(?:{person_names.INITIAL}[ ]*){{0,3}}"
    rf"(?:{person_names.FULL}|{person_names.WORD}|{person_names.CAPITALS})"
)
_NOBODY_WORDS: Final = """
bear blues boomer boomers bundle bundles burnout call chatgpt chromatid chromatids class degree
doc file friendly gene genes google house internet jesus kit led mix mixes monitor oz pen plan
practitioner practitioners protocol regulator seuss shower station steps thesis watson who
"""
_NOBODY: Final = frozenset(_NOBODY_WORDS.split())


def _named(match: re.Match[str]) -> bool:
    """Whether what looks like a name, with its titles, holds an uncommon word."""
    called = (match.groupdict().get("called") or "").split()
    # A short name at the end of a sentence looks like a title: "Patient: Jane. She …".
    found = [match["name"], *(one for one in called if one[0].isupper())]
    return any(map(person_names.may_be_name, found))


def _named_alone(match: re.Match[str]) -> bool:
    """Whether what looks like a name holds common words neither before nor behind."""
    return person_names.is_name_alone(match["name"])


def _full_or_other_name(match: re.Match[str]) -> bool:
    return person_names.is_full_name(match["name"] or match["other"])


def _full_name(match: re.Match[str]) -> bool:
    """Whether what looks like a name in running text is somebody's, as far as words tell."""
    return person_names.is_full_name(match["name"])


def _titled(match: re.Match[str]) -> bool:
    """Whether a name behind a title is of no one that science remembers."""
    name = match["name"]
    if _LOUD_TITLE.match(match.group()) and not _LOUD_NAME.fullmatch(name):
        return False
    known = person_names.is_of_science(name, match.string, match.end())
    return not known and _IN_A_TALE.match(match.string, match.end()) is None


_LOUD_TITLE: Final = re.compile(r"M[RS]\b")
"""Short for magnetic resonance and for multiple sclerosis as well."""
_LOUD_NAME: Final = re.compile(
    rf"(?:{person_names.INITIAL}[ ]*){{0,2}}{person_names.CAPITALS}(?<=\w{{4}})|"
    rf"{person_names.WORD}[ ]{person_names.WORD}|{person_names.LOUD}"
)


def _called_so(match: re.Match[str]) -> bool:
    """The same behind a word that is a title at times: then what follows is no common word."""
    first = re.findall(r"[^\W\d_]+", match["name"])[0].lower()
    if first in _NOBODY or person_names.is_common(first):
        return False
    credited = _CREDITED.search(match.string, max(0, match.start() - 40), match.start())
    return credited is None and _titled(match)


_CREDITED: Final = re.compile(
    r"(?:courtesy|credit|contribut|images?\b|photo|picture|author|licen[cs]e|drawn|thank|written|"
    r"reviewed)"
    r"[^.\n]{0,24}$",
    re.IGNORECASE,
)
"""Words before the name of somebody who made something."""


def _not_a_header(match: re.Match[str]) -> bool:
    """Whether a name in the cell after a label stands in no row of headings."""
    return _named(match) and _not_above_a_line(match)


def _not_above_a_line(match: re.Match[str]) -> bool:
    if "|" not in match.group():
        return True
    text = match.string
    end = text.find("\n", match.end())
    return end < 0 or re.match(r"[ \t]*\|?[ \t]*:?-{2,}", text[end + 1 : end + 80]) is None


def _of_somebody(match: re.Match[str]) -> bool:
    """Whether an e-mail address, matched from its sign on, is not an office's, open to anybody."""
    before = match.string[max(0, match.start() - 20) : match.start()]
    return _OF_AN_OFFICE.search(before) is None


_OF_AN_OFFICE: Final = re.compile(
    r"(?<![\w.+-])(?:info|contact|office|hello|support|help|helpline|enquir(?:y|ies)|admin|press"
    r"|secretariat|postmaster|webmaster|editors?|privacy|feedback)$",
    re.IGNORECASE,
)

_SEX: Final = r"(?:[mfMF]|male|female|man|woman|boy|girl|♂|♀)(?!\w)"
_OFFICES: Final = (
    *("mayor", "priest", "vicar", "pastor", "imam", "rabbi", "headmaster", "headmistress"),
    *("headteacher", "postman", "baker", "butcher", "blacksmith", "chief", "judge", "sheriff"),
    *("bishop", "abbot", "goalkeeper", "captain", "governor", "landlord", "midwife"),
)
_OFFICE: Final = rf"(?:{'|'.join(_OFFICES)})"
"""What one person alone is in a place."""
_SMALL_PLACE: Final = r"(?:town|village|parish|school|island|county|valley|club|team|tribe|hamlet)"

_INVENTED: Final = re.compile(
    r"\b(?:imagine|suppose|picture|pretend|say that|think of|fictional|fictitious|imaginary"
    r"|invented|made[ -]up|hypothetical)\b[^.\n]{0,40}$",
    re.IGNORECASE,
)
"""Words before the name of somebody who never lived."""
_IN_A_TALE: Final = re.compile(
    r",?[ ](?:is[ ])?(?:the|a|an|our)[ ](?:[\w-]+[ ])?(?:cartoon|comic|fictional|fictitious"
    r"|imaginary|invented|made-up|puppet|mascot|doll|teddy|skeleton|toy)\b"
)
"""The same, behind a name."""


def _named_in_earnest(match: re.Match[str]) -> bool:
    """Whether what looks like a name is of no one whom the text only imagines."""
    return _named(match) and not _is_invented(match)


def _is_invented(match: re.Match[str]) -> bool:
    text, start, end = match.string, match.start(), match.end()
    before = _INVENTED.search(text, max(0, start - 80), start)
    return before is not None or _IN_A_TALE.match(text, end) is not None


# --- places, networks ---

_NO_VERSION: Final = re.compile(
    r"(?:version|\bv|section|release|\bec|enzyme|§|chapter|figure|fig\.|table|step|build|firmware|"
    r"software|"
    r"clause|item|appendix|edition|python|linux|windows|ios|android)[\s:.(]*$",
    re.IGNORECASE,
)


def _is_ip4(match: re.Match[str]) -> bool:
    """Whether four numbers are an address: most versions and sections have small numbers only."""
    numbers = [int(one) for one in match.group().split(".")]
    if max(numbers) > 255 or _NO_VERSION.search(
        match.string, max(0, match.start() - 16), match.start()
    ):
        return False
    labeled = re.search(
        r"\bip\b.{0,14}$", match.string[max(0, match.start() - 18) : match.start()], re.I
    )
    large = sum(one > 31 for one in numbers)
    return bool(labeled) or numbers[0] in (10, 127) or (large > 0 and numbers[0] > 0)


def _is_ip6(match: re.Match[str]) -> bool:
    try:
        ipaddress.IPv6Address(match.group())
    except ValueError:
        return False
    return digits_of(match.group()) >= 2 and match.group().count(":") >= 3


def _on_earth(match: re.Match[str]) -> bool:
    lat, lon = float(match["lat"]), float(match["lon"])
    return abs(lat) <= 90 and abs(lon) <= 180 and max(abs(lat), abs(lon)) >= 1


_TOP_LEVEL: Final = (
    r"(?:com|org|net|edu|gov|mil|int|info|example|test|invalid|health|care|clinic|hospital|nhs|co|"
    r"ac|uk|de|"
    r"fr|es|ch|nl|se|dk|fi|pl|cz|ru|cn|jp|kr|au|nz|ca|br|mx|ie|pt|gr|tr|za|il|sg|hk|eu|io|me)"
)
_AT: Final = r"(?:[ \t]?[\[({<][ \t]?at[ \t]?[\])}>][ \t]?|[ \t]+at[ \t]+)"
_DOT_WORD: Final = r"(?:[ \t]+dot[ \t]+|[ \t]?[\[({<][ ]?dot[ ]?[\])}>][ \t]?)"
_DOT: Final = r"(?:\.|[ \t]?[\[({<][ \t]?(?:dot|\.)[ \t]?[\])}>][ \t]?|[ \t]+dot[ \t]+)"

_BORN: Final = (
    r"\b(?:date\s+of\s+birth|birth\s?date|birthday|birth|d\.?o\.?b\b\.?|born|bday|b-day|"
    r"geb(?:oren|urtsdatum|urtstag)?\b\.?|née?\s+le|date\s+de\s+naissance|nacid[oa]|"
    r"fecha\s+de\s+nacimiento|nascid[oa]|data\s+de\s+nascimento|nat[oa]\s+il|data\s+di\s+nascita|"
    r"født|född|syntynyt|geboortedatum|urodzon[ya]|data\s+urodzenia|narozen[áa]?|doğum\s+tarihi)"
)
_BORN_ELSEWHERE: Final = (
    rf"(?<![\w-])(?:{_longest_first(labels.BORN)})(?!\w)|(?:{_longest_first(labels.BORN_INSIDE)})"
)
_BIRTHDAY: Final = (
    r"(?:[\s:：=,(*|#>\"'_.\u0e00-\u0e7f-]|\b(?:on|the|is|was|am|el|em|den|til|el|год[а]?|ngày)\b|"
    r"\b(?:le|il|dnia|op|dne|på|día|dia|giorno|jour|ngày|tanggal|pada)\b|"
    rf"\([ymdj/. -]{{4,12}}\)){{0,12}}(?:{dates.FULL}|{dates.NAMED}|{dates.ELSEWHERE}|"
    rf"{dates.UNYEARED}|"
    r"(?<=\W)\d{6}(?:\d\d)?\b)"
)

_UP: Final = person_names.UPPER
_LOW: Final = person_names.LOWER
_OF_A_PATIENT: Final = (
    *("was admitted", "was readmitted", "was discharged", "was hospitali[sz]ed", "was referred"),
    *("was transfused", "was born", "was operated", "was brought", "was taken to", "was seen by"),
    *("was diagnosed with", "was treated for", "was told"),
    *(
        "presented (?:to|with|at)",
        "presents with",
        "underwent",
        "complain(?:ed|s) of",
        "gave (?:her|his)",
    ),
    *("gave (?:written|informed|oral)", "consented to", "agreed to", "passed away"),
    *(
        "died (?:of|on|at|from|in hospital)",
        "suffer(?:s|ed) from",
        "lives (?:with|in|at)",
        "denie[sd]",
    ),
    *(
        "came (?:to|in|back)",
        "went home",
        "had (?:a fever|pain|surgery|an? (?:CT|MRI|biopsy|scan))",
    ),
    *(
        "has had",
        "fell ill",
        "is a \\d",
        "was an? \\d",
        "'s (?:mother|father|scan|doctor|spleen)",
    ),
)
"""What somebody's name stands before who is ill."""
_NAME_LABELS: Final = (
    *("name of ", "surname", "forename", "alias", "aka", "a.k", "nachname", "vorname", "nom"),
    *("prénom", "apellido", "cognome", "nazwisko"),
)
_DOCUMENTS: Final = (
    *("passport", "driver['’]?s licen[cs]e", "driving licen[cs]e", "licen[cs]e(?: (?:plate|tag))?"),
    *("number plate", "registration plate", "policy", "member", "account", "acct", "subscriber"),
    *("claim", "serial", "s/n", "insurance", "badge", "medicaid", "medicare", "chart", "file"),
    *("folder", "record", "encounter", "visit", "admission", "patient", "pt", "pat", "beneficiary"),
    *("reisepass", "passeport", "ausweis", "pacemaker", "implant", "device", "health card"),
)
"""What a number may follow at once, without the word "number"."""
_CALLS: Final = (
    r"(?:tel(?:ephone|efon|éfono|efono)?|phones?|ph|cell(?:phone)?|mob(?:ile)?|handy|fax|whatsapp|"
    r"signal|sms|call(?:ed|ing)?|ring|rang|text(?:ed)?|contact|dial(?:ed)?|"
    r"reach(?:able|ed)?[ ](?:on|at|by|via)|téléphone|landline|hotline|voicemail|telefon|"
    r"puhelin|portable|celular|móvil|numer|number(?=[ :=(]{1,3}(?:is|was)?[ :=(]{0,3}\+?\(?\d))"
)
_STREETS: Final = (
    *("Street", "St", "Road", "Rd", "Avenue", "Ave", "Lane", "Ln", "Drive", "Dr", "Close"),
    *("Crescent", "Cres", "Terrace", "Boulevard", "Blvd", "Court", "Ct", "Way", "Place", "Pl"),
    *("Square", "Sq", "Gardens", "Grove", "Row", "Mews", "Parkway", "Pkwy", "Highway", "Hwy"),
    *("Circle", "Walk", "Parade", "Quay", "Rise", "Circuit", "Trail"),
)
_STREET_ENDS: Final = (
    *("straße", "strasse", "str.", "weg", "gasse", "platz", "allee", "damm", "straat", "laan"),
    *("gracht", "plein", "gatan", "vägen", "vej", "gade", "veien", "gata", "katu", "tie", "kuja"),
    *("utca", "út"),
)
"""How names of streets end in Germanic and Finnic languages: the number follows."""
_STREET_BEGINS: Final = (
    *("Calle", "C/", "Avda\\.?", "Avenida", "Plaza", "Paseo", "Carrer", "Rua", "Travessa", "Praça"),
    *("Via", "Viale", "Piazza", "Corso", "Rue", "ul\\.", "ulica", "Ulitsa", "ул\\.", "улица"),
    *("Jalan", "Jl\\.", "Cad\\.", "Caddesi", "Sokak", "Strada", "Str\\.", "Bulevardul"),
)
_FRENCH_STREETS: Final = (
    *("rue", "avenue", "av.", "boulevard", "bd", "place", "chemin", "allée", "impasse", "quai"),
    *("route", "cours"),
)

ROWS: Final = (
    Row(
        "a date of birth",
        rf"{_BORN}{_BIRTHDAY}",
        starts=(
            *("date", "birth", "dob", "d.o", "do.b", "born", "bday", "b-day", "geb", "né", "fecha"),
            *("nacid", "nascid", "data", "nato", "nata", "født", "född", "syntynyt", "urodzon"),
            *("narozen", "doğum"),
        ),
        numbers=False,
    ),
    Row(
        "a date of birth",
        rf"(?:{_BORN_ELSEWHERE}){_BIRTHDAY}",
        starts=_beginnings(*labels.BORN),
        numbers=False,
    ),
    Row(
        "a date of birth",
        rf"(?:{_BORN_ELSEWHERE}){_BIRTHDAY}",
        starts=_beginnings(*labels.BORN_INSIDE),
        numbers=False,
        inside=True,
        needs=labels.OTHER_SCRIPTS,
    ),
    Row(
        "a date of birth",
        rf"(?<![^(,;\s|])(?:b\.|\*)\s?(?:{dates.FULL})",
        starts=("b.", "*"),
    ),
    Row(
        "a record number",
        rf"(?<![\w-])(?:{'|'.join(_CODES)})(?:[ \t_-]*{_NUMBER})?{_TOLD}{GAP}{_KEY}{_VALUE}",
        starts=_beginnings(*_CODES),
        accept=_of_a_person,
    ),
    Row(
        "a record number",
        # One or two things, as "hospital record": parted by a sign, before the word at once or not.
        rf"(?<![\w-])(?:(?:{'|'.join(_THINGS)})(?:[ \t._-]+|(?={_NUMBER}))){{1,2}}"
        rf"{_NUMBER}{_TOLD}{GAP}{_VALUE}",
        starts=_beginnings(*_THINGS),
        accept=_of_a_person,
    ),
    Row(
        "a record number",
        # What only a patient has is one with two or three digits, too, behind a sign.
        r"(?<![\w-])(?:mrn|m\.r\.n\.|uhid|(?:patient|hospital|chart|medical[ ]record)[ ]"
        r"(?:id|no\.?|nr\.?|number|#))[ \t*]*[:=|#][ \t|*:=#\"']*(?P<value>\d{2,3})(?![\w.,/%-]*\d)"
        r"(?=[ \t]*(?:[|,;.)\"'*]|$|\n))",
        starts=("mrn", "m.r.n.", "uhid", "patient", "hospital", "chart", "medical"),
        numbers=False,
    ),
    Row(
        "a record number",
        # The words of a sentence between the label and its number.
        rf"(?<![\w-])(?:{'|'.join(_SPOKEN)})(?![^\W\d_]|s\b)(?:,?[ ][a-z][a-z'’]*,?){{0,6}}?[ ]"
        rf"(?:is|was|reads?|being|as|of|says?|to):?[ ]{_VALUE}",
        starts=_beginnings(*_SPOKEN),
        accept=_long_enough,
    ),
    Row(
        "a record number",
        rf"(?<![\w-])(?:{_longest_first(labels.RECORDS)})(?![^\W\d_])"
        rf"[ .]*(?:(?:{_NUMBER}|{labels.NUMBER_WORDS})[ .]*){{0,2}}{GAP}{_VALUE}",
        starts=_beginnings(*labels.RECORDS),
        accept=_of_a_person_elsewhere,
        numbers=False,
    ),
    Row(
        "a record number",
        rf"(?:{_longest_first(labels.RECORDS_INSIDE)})[ .]*(?:{_NUMBER})?{GAP}{_VALUE}",
        starts=_beginnings(*labels.RECORDS_INSIDE),
        accept=_of_a_person_elsewhere,
        numbers=False,
        inside=True,
        needs=labels.OTHER_SCRIPTS,
    ),
    Row(
        "a record number",
        rf"(?:{_longest_first(labels.THINGS_INSIDE)}){labels.NUMBERS_INSIDE}{GAP}{_VALUE}",
        starts=_beginnings(*labels.THINGS_INSIDE),
        accept=_of_a_person_elsewhere,
        numbers=False,
        inside=True,
        needs=labels.OTHER_SCRIPTS,
    ),
    Row(
        "a record number",
        rf"nummer\b{GAP}{_VALUE}",
        starts=("nummer",),
        inside=True,
        behind=r"(?<!\w)\w{0,40}",
        accept=_of_something,
    ),
    Row(
        "a record number",
        rf"{_ANY_NUMBER}{GAP}{_VALUE}",
        starts=("no", "nr", "num", "núm", "id", "ref", "#", " #", "№", "n°", "nº"),
        accept=_of_something,
    ),
    Row(
        "a record number",
        r"(?<![\w-])(?:(?:numéro|número|numero|nummer|numer|nr\b\.?|n\.?[°º])[ ]+"
        r"(?:de[ ]|del[ ]|di[ ]|da[ ])?|(?:n[.o]|no\.|núm\.|num\.)[ ]+(?:de|del|di|da|do|della)[ ])"
        r"(?!(?:pa[cz]i?en[tz](?:es|i|en|ów|ů)|patients|cas[oi]?s?\b|"
        r"doente|person|fälle|células|muestra|sujet))"
        rf"[^\W\d_]{{3,16}}(?:[ ][^\W\d_]{{3,16}})?{GAP}{_VALUE}",
        starts=("num", "núm", "nr", "n°", "nº", "n.", "no", "n.º", "n.°"),
        accept=_of_a_person,
    ),
    Row(
        "a vehicle's number",
        rf"\b(?:vin|vehicle|chassis)\b(?:[ ]+(?:identification|id))?(?:[ ]+{_NUMBER})?{GAP}"
        r"(?P<value>[A-HJ-NPR-Z\d]{11,17})\b",
        starts=("vin", "vehicle", "chassis"),
        accept=_is_vehicle,
    ),
    Row(
        "a number on a document",
        rf"(?<![\w-])(?:{'|'.join(_DOCUMENTS)})\b(?:[ ](?:id|card|no|number|numbers|"
        rf"plate)\b)?\.?{GAP}"
        r"(?P<value>(?=[A-Z\d /-]*\d[A-Z\d /-]*\d[A-Z\d /-]*\d)(?:[A-Z]{1,4}[-/ ]?)?\d[\dA-Z]*"
        r"(?:[-/. ](?:[A-Z]{0,3}\d[\dA-Z]*)|-[A-Z]{1,3}\b)*)",
        starts=_beginnings(*_DOCUMENTS),
        accept=_long_enough,
    ),
    Row(
        "a license plate",
        rf"\b(?:licen[cs]e[ ]plate|number[ ]plate|registration[ ]plate|plate[ ]number|plate){GAP}"
        r"(?P<value>(?-i:[A-Z\d]{1,4}[- ]?[A-Z\d]{2,5}(?:[- ][A-Z\d]{1,4})?))\b",
        starts=("licen", "number plate", "registration plate", "plate"),
        accept=lambda match: digits_of(match["value"]) >= 1,
        numbers=False,
    ),
    Row(
        "an accession number",
        r"\b(?:accession|encounter|specimen|biops(?:y|ies)|histology|pathology|cytology)\b"
        rf"{GAP}(?P<value>[A-Z]{{1,4}}-?\d\d-\d{{3,}}|[A-Z]{{0,3}}\d{{5,}}|"
        rf"[A-Z]{{2,3}}-\d{{6,}}(?:-\d+)*)\b",
        starts=(
            "accession",
            "encounter",
            "specimen",
            "biops",
            "histology",
            "pathology",
            "cytology",
        ),
        accept=_of_a_person,
    ),
    Row(
        "a record number",
        r"\b(?:file|chart|folder|dossier|record)[ \t]+(?P<value>\d{2,}[-/]\d{3,})(?![\d/-])",
        starts=("file", "chart", "folder", "dossier", "record"),
        accept=_of_a_person,
    ),
    Row(
        "a laboratory's number",
        # With a sign behind its letters, only those that laboratories write stand before it.
        r"(?<![\w-])(?:[A-Z]{1,3}|(?:SP?|HP?|CY?|BX?|PA?|AP|FNA?|NG?|M|D|U|A)-)\d\d-\d{4,6}(?![\w-])",
        starts=("A99-9999", "AA99-9999", "AAA99-9999", "A-99-9999", "AA-99-9999", "AAA-99-9999"),
        exact=True,
        shaped=True,
    ),
    Row(
        "a field of a scan about the patient",
        r"(?:\(0010, ?[0-9a-f]{4}\)|\"0010[0-9a-f]{4}\"|(?<![\w.])0010,[0-9a-f]{4}\b)"
        r"(?:[ \t]*+(?:[A-Z]{2}\b)?+[ \t:=]*+\[[^\[\]\n]{1,64}\])?+",
        starts=("(0010", '"0010', "0010"),
        accept=_has_a_value,
    ),
    Row(
        "a place in a hospital",
        r"(?<![\w-])(?:bed|bay|cubicle|room|ward|locker)\b(?:[ ](?:no\b\.?|number|#))?[ :#|]{1,3}"
        r"(?:\d{1,4}[A-Z]?|[A-Z]-?\d{1,4})(?![\w%,.-]*\d)(?![ ]?(?:[%°]|of\b|to\b|beds|patients|"
        r"hours|"
        r"days|rest|cm|minutes|nurses|x\b|×|times|weeks|months|people|degrees"
        r"|(?:is|are)[ ](?:open|closed|on[ ]the|next[ ]to|reached)|opens|closes))\b",
        starts=("bed", "bay", "cubicle", "room", "ward", "locker"),
        numbers=False,
    ),
    Row(
        "a patient's name",
        rf"names?[\"']?{_SIGN}[ \t|*\"'(]*+{person_names.TITLES}(?P<name>[^\W\d_]{{2,}}){_MORE}",
        starts=("name",),
        behind=_WHOSE,
        inside=True,
        accept=_not_a_header,
        numbers=False,
    ),
    Row(
        "a patient's name",
        rf"{_NAME_ALONE}{_SIGN}[ \t|*\"'(]*+{person_names.TITLES}(?P<name>[^\W\d_]{{2,}}){_MORE}",
        starts=_NAME_LABELS,
        accept=_not_a_header,
        numbers=False,
    ),
    Row(
        "a patient's name",
        rf"names?[ \t]+(?:is|was)[ \t]+{person_names.TITLES}(?P<name>(?-i:{person_names.ANY}))",
        starts=("name",),
        behind=_WHOSE,
        inside=True,
        accept=_named,
        numbers=False,
    ),
    Row(
        "a patient's name",
        rf"{_NAME_ALONE}[ \t]+(?:is|was)[ \t]+(?P<name>(?-i:{person_names.ANY}))",
        starts=_NAME_LABELS,
        accept=_named,
        numbers=False,
    ),
    Row(
        "a patient's name",
        rf"\b(?:my|her|his|their)[ ]name[ ](?:is|was)[ ](?P<name>(?-i:{person_names.ANY}))",
        starts=("my name", "her name", "his name", "their name"),
        accept=_named,
        numbers=False,
    ),
    Row(
        "a patient's name",
        rf"(?<![\w-]){_PATIENT}{_FORM}{_SIGN}[ \t|*\"'(]*+{_AS_RELATIVE}{person_names.TITLES}"
        rf"(?P<name>(?-i:{person_names.ANY}))",
        starts=(
            "patient",
            "pt",
            "pat",
            "paziente",
            "paciente",
            "client",
            "resident",
            "next",
            "nok",
        ),
        accept=_not_a_header,
        numbers=False,
    ),
    Row(
        "a patient's name",
        # As programs write it: `patient:`, and its parts in the next lines.
        r"(?<![\w-])patient\w*[\"']?[ ]?[:=][ {\[]*\n"
        r"[ \t-]*(?:(?:name|id)[\"']?:[^\n]{0,40}\n[ \t-]*)?"
        r"[\"']?(?:family|given|first|last|sur|full)[ ]?-?(?:name)?[\"']?[ ]?[:=][ \"'\[]*"
        r"(?P<name>[^\W\d_]{2,})",
        starts=("patient",),
        accept=_named,
        numbers=False,
    ),
    Row(
        "a patient's name",
        # One part alone, as FHIR has it.
        r"[\"'](?:family|given)[\"'][ ]?:[ \[\"']*(?P<name>[^\W\d_]{2,})",
        starts=tuple(f"{mark}{part}" for mark in "\"'" for part in ("family", "given")),
        accept=_named,
        numbers=False,
    ),
    Row(
        "a person's name",
        # The card of an address book.
        rf"(?<![\w-])(?:FN(?:;[\w=;-]{{1,40}})?:[ ]?(?P<name>{person_names.WORD}"
        rf"(?:[ ](?:{person_names.WORD}|{person_names.INITIAL})){{1,3}})"
        rf"|N(?:;[\w=;-]{{1,40}})?:(?P<other>{person_names.WORD};{person_names.WORD}))",
        starts=("FN:", "FN;", "N:", "N;"),
        exact=True,
        accept=_full_or_other_name,
        numbers=False,
    ),
    Row(
        "a patient's name",
        rf"(?:patient(?:[ ]name|in)?|name|{_longest_first(labels.PATIENTS)})[ \t:]*\n\s*+"
        rf"{person_names.TITLES}(?P<name>(?-i:{person_names.FULL}|{person_names.LISTED}|"
        rf"{person_names.LOUD}))(?=[ \t.,;]*(?:\n|\Z))",
        starts=("patient", "name", *_beginnings(*labels.PATIENTS)),
        behind=r"(?:\A|\n)[ \t>#+-]{0,8}",
        accept=_named_alone,
        numbers=False,
    ),
    Row(
        "a person's name",
        rf"(?<![\w-]){_ROLE}{_SIGN}[ \t|*\"'(]*+{person_names.TITLES}"
        rf"(?P<name>(?-i:{person_names.LISTED}|{person_names.LOUD}|{person_names.FULL}))",
        starts=(
            *("emergency", "contact", "informant", "guardian", "carer", "caregiver", "spouse"),
            *(
                "mother",
                "father",
                "husband",
                "wife",
                "daughter",
                "son",
                "brother",
                "sister",
                "proxy",
            ),
            *(
                "power",
                "referr",
                "attending",
                "consultant",
                "reporting",
                "radiologist",
                "pathologist",
            ),
            *("surgeon", "gp", "pcp", "physician", "dictated", "reported", "signed", "performed"),
            *("requested", "ordered", "operator", "technician", "insured", "policy", "subscriber"),
            *("beneficiary", "employer", "name"),
        ),
        accept=_not_a_header,
        numbers=False,
    ),
    Row(
        "a patient's name",
        rf"(?<![\w-])(?:patient|pt\.?)[ ]+(?P<name>(?-i:{person_names.FULL}))",
        starts=("patient", "pt"),
        accept=_named_alone,
        numbers=False,
    ),
    Row(
        "a patient's name",
        rf"(?<![\w-])(?:patient|pt\.?)(?:,[ ](?P<name>(?-i:{person_names.FULL}|"
        rf"{person_names.WORD}))(?=,)|[ ]\((?P<other>(?-i:{person_names.FULL}))(?=[,)]))",
        starts=("patient", "pt"),
        accept=_full_or_other_name,
        numbers=False,
    ),
    Row(
        "a patient's name",
        rf"(?:{'|'.join(_OF_A_PATIENT)})(?!\w)",
        starts=_beginnings(*_OF_A_PATIENT),
        behind=rf"(?<![\w.-])(?P<name>(?-i:{person_names.FULL}))[ ]",
        numbers=False,
    ),
    Row(
        "a patient's name",
        r"(?:[- ]year[- ]old|[ ]years?[ ]old|[ ]years[ ]of[ ]age|[ ]?y/?o)\b",
        starts=("-year", " year", "y/o", " y/o", "yo", " yo"),
        behind=(
            rf"(?<![\w.-])(?P<name>(?-i:{person_names.FULL})),?[ ]\(?(?:(?:is|was|an?|the|then|now|"
            r"aged|age)[ ]){0,3}\d{1,3}"
        ),
        numbers=False,
    ),
    Row(
        "a patient's name",
        r"(?:year[- ]old|years[ ]old)(?:[ ](?:m[ae]n|wom[ae]n|boy|girl|lady|gentleman|patient|male|"
        rf"female|mother|father))?,?[ ](?P<name>(?-i:{person_names.FULL}))",
        starts=("year", "years"),
        accept=_full_name,
        numbers=False,
    ),
    Row(
        "a person's name",
        rf"\b(?:thank(?:s[ ]to|ful[ ]to)?|grateful[ ]to|gratitude[ ]to|indebted[ ]to)[ ]"
        rf"(?P<name>(?-i:{person_names.FULL}|{person_names.WORD})),?[ ]"
        r"(?:who(?:se)?[ ]|and[ ](?:his|her|their)[ ]|"
        r"for[ ](?:(?:his|her|their)[ ](?:consent|permission|story|trust|courage|patience)|"
        r"(?:letting|allowing|sharing|telling|agreeing|permitting|giving|granting|being)\b))",
        starts=("thank", "thanks", "thankful", "grateful", "gratitude", "indebted"),
        accept=_full_name,
        numbers=False,
    ),
    Row(
        "a person's name",
        r"\b(?:in[ ](?:loving[ ])?memory[ ]of|to[ ]the[ ]memory[ ]of|consent[ ](?:(?:was[ ])?"
        r"(?:given|obtained|signed)[ ])?(?:of|from|by)|story[ ]of)[ ]"
        rf"(?P<name>(?-i:{person_names.FULL}))",
        starts=(
            *("in memory of", "in loving memory of", "to the memory of", "consent", "story of"),
        ),
        accept=_full_name,
        numbers=False,
    ),
    Row(
        "a patient's name",
        rf"(?<![\w-])(?:{_longest_first(labels.NAMES)}){_SIGN}[ \t|*\"'(]*+{person_names.TITLES}"
        rf"(?P<name>[^\W\d_]+){_MORE}",
        starts=_beginnings(*labels.NAMES),
        accept=_not_a_header,
        numbers=False,
    ),
    Row(
        "a patient's name",
        rf"(?<![\w-])(?:{_longest_first(labels.PATIENTS)}){_FORM}{_SIGN}[ \t|*\"'(]*+"
        rf"{person_names.TITLES}"
        rf"(?P<name>(?-i:{person_names.ANY}))",
        starts=_beginnings(*labels.PATIENTS),
        accept=_not_a_header,
        numbers=False,
    ),
    Row(
        "a patient's name",
        rf"(?<![\w-])(?:{_longest_first(labels.PATIENTS)}),?[ ]\(?"
        rf"(?P<name>(?-i:{person_names.FULL}))",
        starts=_beginnings(*labels.PATIENTS),
        accept=_named,
        numbers=False,
    ),
    Row(
        "a patient's name",
        rf"(?:{_longest_first(labels.NAMES_INSIDE)}){_SIGN}[ \t|*\"'(「]*+"
        rf"(?P<name>(?!{labels.NOT_NAMED})[^\W\d_a-z]\w*|(?-i:[A-Z])\w+)",
        starts=_beginnings(*labels.NAMES_INSIDE),
        accept=_not_above_a_line,
        numbers=False,
        inside=True,
        needs=labels.OTHER_SCRIPTS,
    ),
    Row(
        "a person's name",
        r"(?:さん|[ ]様|女士|[ ]?님|[ ]?씨)(?![\w])|さん(?=[はがのをにも、])|女士(?=[，。的因于])",
        starts=("さん", " 様", "女士", "님", " 님", "씨", " 씨"),
        behind=(
            r"(?<![\w])(?!患者|皆|お|看護|医|奥|娘|息子|환자|선생|고객|어머|아버|보호자)"
            r"(?:[\u4e00-\u9fff々]{1,4}[ ]?[\u3040-\u30ff\u4e00-\u9fff々]{0,5}|"
            r"[\uac00-\ud7a3]{2,4})"
        ),
        numbers=False,
        inside=True,
        needs=labels.OTHER_SCRIPTS,
    ),
    Row(
        "a patient's name",
        r"(?:氏名|姓名|성명)[ \u3000]{1,3}(?P<name>[\u4e00-\u9fff々]{1,4}[ \u3000]"
        r"[\u3040-\u30ff\u4e00-\u9fff々]{1,4}(?!\w)|[\u4e00-\u9fff]{2,4}(?!\w)"
        r"|[\uac00-\ud7a3]{2,4}(?!\w))",
        starts=("氏名", "姓名", "성명"),
        numbers=False,
        inside=True,
        needs=labels.OTHER_SCRIPTS,
    ),
    Row(
        "somebody's place of work",
        r"(?<![\w-])(?:occupation|profession|employer|employed[ ]by|work[ ]?place|place[ ]of[ ]work"
        r"|school|nursery)(?:[ ]?(?:[&/,+]|and|or)[ ]?(?:occupation|employer|school|workplace))?"
        rf"{_SIGN}[^\n|;.]{{0,60}}?(?P<name>(?-i:(?<=[ ]){person_names.WORD}))",
        starts=(
            *("occupation", "profession", "employer", "employed by", "workplace", "work place"),
            *("place of work", "school", "nursery"),
        ),
        accept=_named_alone,
        numbers=False,
    ),
    Row(
        "a patient's name",
        r"(?:[男女]性?|남성?|여성?)[ \u3000,，、・]{0,2}(?:[（(][ ]?)?"
        r"\d{1,3}[ ]?(?:岁|歲|歳|才|세)",
        starts=("男", "女", "남", "여"),
        behind=(
            r"(?<!\w)(?!患者|患儿|病人|症例|환자)(?:[\u4e00-\u9fff々]{1,4}[ \u3000]?"
            r"[\u3040-\u30ff\u4e00-\u9fff々]{0,4}|[\uac00-\ud7a3]{2,4})[ \u3000,，、:：（(]{1,2}"
        ),
        numbers=False,
        inside=True,
        needs=labels.OTHER_SCRIPTS,
    ),
    Row(
        "a person's name",
        r"\b(?:next[ ]of[ ]kin|emergency[ ]contact|referred[ ]by|dictated[ ]by|reported[ ]by|"
        rf"signed[ ]by|dear|cc:|re:|attn:?|regarding:|concerning:)[ ]+"
        rf"(?P<name>(?-i:{person_names.FULL}|{person_names.LISTED}|{person_names.LOUD}))",
        starts=(
            *("next of kin", "emergency contact", "referred by", "dictated by", "reported by"),
            *("signed by", "dear", "cc:", "re:", "attn", "regarding:", "concerning:"),
        ),
        accept=_named_alone,
        numbers=False,
    ),
    Row(
        "a person's name",
        r"\b(?:referred|referral|admitted|booked|seen|discharged|scanned|requested|prescribed"
        r"|copy|letter|report|results?|scan|appointment)\b[^\n:.;]{0,24}?"
        r"[ ](?:for|of|on|to|by):[ ]+"
        rf"(?P<name>(?-i:{person_names.FULL}|{person_names.LISTED}|{person_names.LOUD}))",
        starts=(
            *("referr", "admitted", "booked", "seen", "discharged", "scanned", "requested"),
            *("prescribed", "copy", "letter", "report", "result", "scan", "appointment"),
        ),
        accept=_named_alone,
        numbers=False,
    ),
    Row(
        "a person's name",
        rf"(?:named|called|by[ ]the[ ]name[ ]of|known[ ]as)[ ]+(?P<name>(?-i:{person_names.ANY}))",
        starts=("named ", "called ", "by the name of ", "known as "),
        behind=(
            r"\b(?:patient|m[ae]n|wom[ae]n|boy|girl|child|lady|gentleman|baby|infant|person|male|"
            r"female|pt)[ ]+(?:is[ ]|was[ ])?"
        ),
        accept=_named_in_earnest,
        numbers=False,
    ),
    Row(
        "a relative's name",
        rf"(?:{_RELATIVE})s?(?:-in-law)?(?:,?[ ]+(?:named|called|is)[ ]+|,?[ ]+\(?)"
        rf"(?P<name>(?-i:{person_names.FULL}|{person_names.WORD}))",
        starts=(
            *("daughter", "son", "mother", "father", "child", "grand", "wife", "husband", "sister"),
            *("brother", "partner", "aunt", "uncle", "niece", "nephew", "cousin", "mum", "mom"),
            *("dad", "fianc", "boyfriend", "girlfriend", "spouse", "twin", "step", "neighbo"),
            *("friend", "guardian", "baby"),
        ),
        behind=(
            r"\b(?:her|his|their|my|our|[^\W\d_]{2,20}['’]s)[ ]+"
            r"(?:(?:only|older|elder|eldest|younger|youngest|twin|late|little|big|adult|ex-?)[ ]*)?"
        ),
        accept=_named_alone,
        numbers=False,
    ),
    Row(
        "a relative's name",
        rf"(?<![\w-])(?:{_longest_first(labels.CONTACTS)}){_FORM}{_SIGN}[ \t|*\"'(]*+"
        rf"{_AS_RELATIVE}{person_names.TITLES}"
        rf"(?P<name>(?-i:{person_names.LISTED}|{person_names.LOUD}|{person_names.FULL}))",
        starts=_beginnings(*labels.CONTACTS),
        accept=_not_a_header,
        numbers=False,
    ),
    Row(
        "a patient's name",
        r",[ ]aged[ ]\d{1,3}\b",
        starts=(", aged ",),
        behind=rf"(?<![\w.-])(?P<name>(?-i:{person_names.FULL}))",
        numbers=False,
    ),
    Row(
        "a patient's name",
        r",[ ]\d{1,3},[ ](?:an?|who|whose|had|has|was|is|came|comes|presented|underwent|from|"
        r"lives?|lived|went|told|said|noticed|felt|fell|died|asked|retired|married)\b",
        starts=(", ",),
        behind=rf"(?<![\w.-])(?P<name>(?-i:{person_names.FULL}))",
        numbers=False,
    ),
    Row(
        "a patient's name",
        rf"\bpatient[ ]+(?P<name>(?-i:{person_names.WORD}[ ][{person_names.UPPER}]\.))",
        starts=("patient",),
        accept=_named_alone,
        numbers=False,
    ),
    Row(
        "a patient's initials",
        r"(?<![\w-])(?:patient|pt|client|child)(?:['’]?s)?[ ]?\(?initials\)?[ ]*"
        r"(?:[:=|-]|\bare\b)?[ |*]*(?P<itself>(?-i:[A-Z](?:\.?[ -]?[A-Z]){1,2}))(?!\w)",
        starts=("patient", "pt", "client", "child"),
        numbers=False,
    ),
    Row(
        "a patient's initials",
        r"(?<![\w.])[A-Z]\.[ ]?[A-Z]\.(?:[ ]?[A-Z]\.)?,?[ ]?\(?(?:"
        rf"{_SEX}[.,/; ]{{0,2}}(?:aged?[ ])?\d{{1,3}}\b"
        rf"|(?:aged?[ ])?\d{{1,3}}[,/; -]{{0,2}}(?:y(?:ea)?rs?\b|y/?o\b|y\b|{_SEX}"
        r"|(?:from|an?|who|had|has|was|came|lives|lived)\b))",
        starts=("A.A.", "A. A."),
        exact=True,
        shaped=True,
        numbers=False,
    ),
    Row(
        "a stamp of a scan",
        r"(?<![\w/])[MFO][/ ]\d{2,3}Y\b(?:[ \t]+[\w:.-]*\d[\w:.-]*){0,3}",
        starts=("A/99A", "A/999A", "A 99A", "A 999A"),
        exact=True,
        shaped=True,
        numbers=False,
    ),
    Row(
        "somebody's office in a place",
        rf"\b{_OFFICE}[ ]of[ ](?:our|the|this|a|her|his|my)[ ](?:[a-z]+[ ])?{_SMALL_PLACE}\b",
        starts=tuple(_OFFICES),
        numbers=False,
    ),
    Row(
        "a name from a scan",
        r"\^[^\W\d_][\w'’-]*",
        starts=("^",),
        behind=r"\b[^\W\d_][\w'’-]{0,40}",
        # A power such as m^x is no name.
        accept=lambda match: len(match.group()) > 3,
        numbers=False,
    ),
    Row(
        "a person's name",
        rf"(?<![\w-]){_TITLES}[ ]*(?P<name>{_SINGLE})",
        starts=(
            *("Mr", "MR", "Ms", "MS", "Mx", "Messrs", "Mister", "Missus", "Mme", "Mlle", "Madam"),
            *(
                "Monsieur",
                "Mademoiselle",
                "Herr",
                "Frau",
                "Fräulein",
                "Señor",
                "Sra",
                "Sr.",
                "Srta",
                "Dña",
            ),
            *("Signor", "Sig.", "Dhr", "Mevr", "Meneer", "Senhor", "Shri", "Smt", "Encik", "Rev"),
        ),
        accept=_titled,
        exact=True,
        numbers=False,
    ),
    Row(
        "a person's name",
        rf"(?<![\w-])(?:{_CALLINGS}|{_LEARNED})[ ]+(?P<name>{_SINGLE})",
        starts=(
            *(
                "Miss",
                "Fr.",
                "Hr.",
                "Pani",
                "Fru",
                "Don",
                "Doña",
                "Puan",
                "Bayan",
                "Kyri",
                "Rabbi",
                "Imam",
            ),
            *("Pastor", "Sgt", "Capt", "Lt.", "Cpl", "Maj.", "Matron", "Master", "Baby", "Sister"),
            *("Nurse", "Midwife", "Dr", "Prof", "Doctor", "Doktor"),
        ),
        accept=_called_so,
        exact=True,
        numbers=False,
    ),
    Row(
        "a person's name",
        r"(?:y/?o\b|yrs?\b|years?[ -]old|(?<=[\d,(][ -])[MF]\b|(?<=[\d(])[MF]\b|"
        r"(?<=[\d,(][ -])(?:fe)?male\b|DOB\b|MRN\b|born[ ])",
        # The name claims its place before what follows it does.
        starts=(
            "y/o",
            "yo",
            "yr",
            "year",
            "M",
            "F",
            "male",
            "female",
            "DOB",
            "MRN",
            "born ",
        ),
        behind=(
            rf"(?<![\w-])(?P<name>{person_names.FULL}|{person_names.LISTED}|{person_names.LOUD})"
            rf",?[ ]{{1,2}}(?:\(?{_SEX}\)?[,;]?[ ])?\(?(?:\d{{1,3}}[ -]?)?"
        ),
        exact=True,
        numbers=False,
    ),
    Row(
        "a number from a scan",
        r"(?<![\w.])(?!1\.2\.840\.10008\.)1\.[23]\.\d+(?:\.\d+){4,}",
        starts=("1.2.", "1.3."),
    ),
    Row(
        "a national insurance number",
        r"(?<![\w-])(?:[A-CEGHJ-PR-TW-Z]{2}|QQ)[ -]?\d\d[ -]?\d\d[ -]?\d\d[ -]?[A-D]\b",
        starts=("AA99", "AA 99", "AA-99"),
        exact=True,
        shaped=True,
    ),
    Row(
        "a Medicare number",
        r"(?<![\w-])[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-?"
        r"[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-?"
        r"[AC-HJKMNP-RT-Y]{2}\d\d\b",
        starts=("9AA9", "9A99"),
        exact=True,
        shaped=True,
    ),
    Row(
        "a tax number",
        r"\b[A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z]\b",
        starts=("AAAAAA99A99A999A",),
        exact=True,
        shaped=True,
    ),
    Row(
        "an account number",
        r"(?<!\w)[A-Z]{2}\d\d[ ]?[A-Z\d]{4}[ ]?\d{4}"
        r"(?:[ ]?[A-Z\d]{4}){1,6}(?:[ ]?[A-Z\d]{1,3})?(?!\w)",
        starts=("AA99",),
        exact=True,
        shaped=True,
        accept=lambda match: digits_of(match.group()) >= 12,
    ),
    Row(
        "a device's number",
        r"-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\w-])",
        behind=r"(?<![\w-])[0-9a-f]{8}",
    ),
    Row(
        "a device's number",
        r"[:-][0-9a-f]{2}(?:[:-][0-9a-f]{2}){4}(?![\w:-])",
        behind=r"(?<![\w:-])[0-9a-f]{2}",
    ),
    Row(
        "a telephone number",
        r"(?<![\w.,/+-])\+\d{1,3}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{1,5}(?:[ ./-]{0,2}\d{2,5}){1,4}"
        r"(?![\w/-]|\.\d)",
        starts=("+",),
        accept=_dialed,
    ),
    Row(
        "a telephone number",
        # What comes first keeps most places from being asked for all of these.
        r"(?=[(+\d])(?<![\w.,/+-])(?:(?:\+?1[-. ])?\(?\b\d{3}\)?[-. /]\d{3}[-. ]\d{4}"
        r"|\(\d{3}\)\d{3}[-. ]\d{4}"
        r"|00[ ]?[1-9]\d{0,2}(?:[ ./-]?\d{2,6}){2,4}"
        r"|\(?0\d{1,5}\)?[ /-]{1,3}\d{3,8}(?:[ -]\d{2,5}){0,3}"
        r"|0\d(?:[ .-]\d\d){4}"
        r"|0[1-9]\d{8,9}"
        r"|\(\d{2,3}\)[ ]?\d{4,5}[- ]\d{4}"
        r"|\(0\)[ ]?\d{2,5}[ -]\d{3,4}[ -]?\d{3,4}"
        r"|8[ -]?\(\d{3}\)[ -]?\d{3}[- ]\d\d[- ]\d\d"
        r"|1[3-9]\d[ -]\d{4}[ -]\d{4}"
        r"|[6-9]\d{4}[ ]\d{5}"
        r"|3\d\d[ ]\d{7}"
        r"|0\d{2,3}[- ]\d{3}[- ]\d{3,4})(?![\w/-]|\.\d)",
        accept=_dialed,
    ),
    Row(
        "a telephone number",
        rf"\b{_CALLS}\b(?:[^\n\d+(]{{0,40}}?)(?<![\w-])"
        r"(?P<itself>\+?\(?\d[\d ()/.-]{5,18}\d)(?![\d%])",
        starts=(
            *("tel", "phone", "ph", "cell", "mob", "handy", "fax", "whatsapp", "signal", "sms"),
            *("call", "ring", "rang", "text", "contact", "dial", "reach", "téléphone", "landline"),
            *("hotline", "voicemail", "num", "puhelin", "portable", "celular", "móvil"),
        ),
        accept=_called,
    ),
    Row(
        "a telephone number",
        r"\b(?:pager|bleep|extension|ext\b\.?|durchwahl|poste)[ \t.:#|]{0,3}"
        r"(?:(?:no|number)\b[. ]*)?\d[\d-]{3,7}\b",
        starts=("pager", "bleep", "ext", "durchwahl", "poste"),
    ),
    Row(
        "an e-mail address",
        rf"(?<=\w)[ ]?@[ ]?[\w-]+(?:\.[\w-]+)*(?:\.[a-z]{{2,}}|{_DOT}[a-z]{{2,}}\b)",
        starts=("@", " @"),
        accept=_of_somebody,
        numbers=False,
    ),
    Row(
        "an e-mail address",
        rf"[\[({{<][ \t]?(?:at|@)[ \t]?[\])}}>][ \t]?[\w-]+{_DOT}[a-z]",
        starts=tuple(f"{left}{at}" for left in "[({<" for at in ("at", " at", "@", " @")),
        behind=r"\w[ \t]?",
        needs=r"[\[({<][ \t]?(?:at|@)[ \t]?[\])}>]",
        numbers=False,
    ),
    Row(
        "an e-mail address",
        rf"{_DOT_WORD}{_TOP_LEVEL}\b",
        starts=(" dot ", *(f"{left}dot" for left in "[({<"), *(f"{left} dot" for left in "[({<")),
        behind=(
            rf"\b\w{{1,40}}{_AT}(?!(?:the|a|an|this|noon|night)\b)"
            rf"[\w-]{{1,60}}(?:{_DOT}[\w-]{{1,60}}){{0,2}}[ ]?"
        ),
        numbers=False,
    ),
    Row(
        "an e-mail address",
        r"\be?-?mail(?:ed)?\b[ \t:]+(?:\w+[ \t]+){0,2}"
        r"(?P<itself>[\w.-]+[ \t]+at[ \t]+(?:[\w-]+\.)+[a-z]{2,})",
        starts=("mail", "email", "-mail", "e-mail"),
        numbers=False,
    ),
    Row(
        "an account on the web",
        r"[ :=(|]@[\w.]{2,}(?![\w.]*[;\]])",
        starts=(" @", ":@", "=@", "(@", "|@"),
        behind=(
            r"\b(?:instagram|insta|ig|twitter|tiktok|facebook|fb|snapchat|snap|telegram|skype|"
            r"wechat|"
            r"handle|user[ ]?name|linkedin|threads|bluesky|mastodon|x|login|screen[ ]name)"
            r"\b[ ]{0,3}(?:(?:id|name|handle|account|user)\b)?[ ]{0,3}(?:[:=|]|is\b|\(|"
            r"as\b)?[ |]{0,2}"
        ),
        numbers=False,
    ),
    Row(
        "an account on the web",
        r"@[\w.]{2,40}(?:[ ][\w.]{1,20})?[ ](?:on|at)[ ](?:instagram|twitter|tiktok|facebook|"
        r"snapchat|telegram|x|"
        r"threads)\b",
        starts=("@",),
        numbers=False,
    ),
    Row(
        "an account on the web",
        r"\b(?:user[ ]?name|login|screen[ ]name|handle)[ ]*[:=|][ |]*"
        r"(?P<itself>(?=[\w.-]{0,40}\d|[a-z]{1,40}[._-])[\w.-]{4,})",
        starts=("user", "login", "screen name", "handle"),
        numbers=False,
    ),
    Row(
        "a network address",
        r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?!\w|\.\d)",
        accept=_is_ip4,
        needs=r"\.\d{1,3}\.\d{1,3}\.",
    ),
    Row(
        "a network address",
        r"(?<![\w:.])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:])",
        accept=_is_ip6,
        needs=r":[0-9a-f]{0,4}:",
    ),
    Row(
        "a place on the map",
        r"(?<![\w.,])(?P<lat>[-+]?\d{1,2}\.\d{4,})°?[ ]?[NS]?[,;][ ]?"
        r"(?P<lon>[-+]?\d{1,3}\.\d{4,})(?![\w.])",
        accept=_on_earth,
        needs=r"\.\d{4,}°?[ ]?[NS]?[,;]",
    ),
    Row(
        "a place on the map",
        r"°[ ]?\d{1,2}(?:\.\d+)?[ ]?['′’][ ]?(?:\d{1,2}(?:\.\d+)?[ ]?(?:[\"″”]|''|"
        r"′′)[ ]?)?[NSEWO]\b",
        starts=("°",),
        behind=r"\d{1,3}[ ]?",
        numbers=False,
    ),
    Row(
        "a place on the map",
        r"\b(?:lat(?:itude)?|gps)[ :=|]{1,4}[-+]?\d{1,2}\.\d{2,}",
        starts=("lat", "gps"),
        numbers=False,
    ),
    Row(
        "an address",
        rf"[ ](?:{'|'.join(sorted(_STREETS, reverse=True))})\b",
        starts=tuple(f" {one}" for one in _STREETS),
        behind=(
            rf"\b\d{{1,5}}[A-Za-z]?(?:-\d{{1,5}})?,? (?:[NSEW]\.? )?"
            rf"(?:[{_UP}][{_LOW}'’-]{{1,30}}|\d{{1,3}}(?:st|nd|rd|"
            rf"th))(?: [{_UP}][{_LOW}'’-]{{1,30}}){{0,2}}"
        ),
        exact=True,
        numbers=False,
    ),
    Row(
        "an address",
        r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b",
        starts=("A9 9AA", "A99 9AA", "A9A 9AA", "AA9 9AA", "AA99 9AA", "AA9A 9AA"),
        exact=True,
        shaped=True,
    ),
    Row(
        "an address",
        r"(?<!\w)[ABCEGHJ-NPRSTVXY]\d[A-Z] \d[A-Z]\d\b",
        starts=("A9A 9A9",),
        exact=True,
        shaped=True,
    ),
    Row(
        "an address",
        rf"(?:{'|'.join(map(re.escape, _STREET_ENDS))})[ ]\d{{1,4}}[ ]?[a-z]?(?!\w)",
        starts=_STREET_ENDS,
        inside=True,
        behind=rf"(?-i:(?<!\w)[{_UP}][{_LOW}-]{{0,30}}(?:[ -][{_UP}][{_LOW}-]{{0,30}})?)",
        numbers=False,
    ),
    Row(
        "an address",
        rf"(?:{'|'.join(map(re.escape, _FRENCH_STREETS))})\.?[ ](?:(?:de|du|des|la|le|les)[ ]|"
        rf"d['’]|l['’]){{0,2}}"
        rf"(?-i:[{_UP}])",
        starts=_FRENCH_STREETS,
        behind=r"\b\d{1,4}(?:[ ]?(?:bis|ter))?,?[ ]",
        numbers=False,
    ),
    Row(
        "an address",
        rf"(?<!\w)(?:{'|'.join(_STREET_BEGINS)})[ ]"
        r"(?:(?:de|del|la|las|los|da|do|dos|della|di|san|santa)[ ]){0,2}"
        rf"(?P<name>(?:[{_UP}][{_LOW}'’.-]*[ ]?){{1,4}}),?[ ]?(?:n[.º°][ ]?)?\d{{1,4}}\b",
        starts=_beginnings(*_STREET_BEGINS),
        accept=_named,
        exact=True,
        numbers=False,
    ),
    Row(
        "an address",
        r"\b(?:P\.?[ ]?O\.?[ ]?Box|Post(?:al)?[ ](?:Office[ ])?Box|Postfach|"
        r"Apartado(?:[ ](?:de[ ]correos|postal))?|Casilla|Caixa[ ]Postal|Boîte[ ]postale|GPO[ ]Box|"
        r"Locked[ ]Bag|Private[ ]Bag|Casella[ ]postale|Postbus|Skrytka)"
        r"[ |:]*(?:no\.?|n[.º°]|#)?[ :]*[A-Z]?\d+",
        starts=(
            *(
                "po",
                "p.",
                "p o",
                "apartado",
                "casilla",
                "caixa",
                "boîte",
                "gpo",
                "locked",
                "private",
            ),
            *("casella", "skrytka"),
        ),
        numbers=False,
    ),
    Row(
        "an address",
        r"\b(?:zip(?:[ -]?code)?|post(?:al)?[ -]?code|plz|code[ ]postal|c[óo]digo[ ]postal|cep|"
        r"eircode|"
        rf"pin[ -]?code)\b{GAP}(?P<value>[A-Z\d][A-Z\d -]{{2,9}}[A-Z\d])\b",
        starts=("zip", "post", "plz", "code", "codigo", "código", "cep", "eircode", "pin"),
        accept=lambda match: digits_of(match["value"]) >= 2,
        numbers=False,
    ),
    Row(
        "an address",
        rf"[{_UP}][{_LOW}]+,[ ](?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|"
        rf"N[CDEHJMVY]|"
        r"O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]|NSW|VIC|QLD|SA|TAS|ACT|"
        r"NT),?[ ]\d{4,5}(?:-\d{4})?\b",
        exact=True,
    ),
    Row(
        "an address",
        rf",[ ](?:[A-Z]{{1,2}}-)?\d{{5}}[ ](?P<name>{person_names.WORD})(?=[\s.,;)]*$|[.,;)])",
        exact=True,
        accept=_named_alone,
    ),
    Row(
        "an address",
        rf"(?<!\w)(?:D|A|CH|F|I|NL|B|L|PL|SE|DK)-\d{{4,5}}[ ][{_UP}]",
        starts=("A-9999", "AA-9999"),
        exact=True,
        shaped=True,
    ),
)
