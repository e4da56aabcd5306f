"""Days as clinicians write them, in texts of any language that Western hospitals use.

Patterns only; `plainleaf.text.identifiers` decides which days may be a patient's.
"""

from __future__ import annotations

import re
from typing import Final

_ENGLISH: Final = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_OTHERS: Final = "|".join(
    (
        *(
            "januari?",
            "februari?",
            "märz",
            "mrz",
            "maart",
            "mai",
            "mei",
            "juni",
            "juli",
            "augustus",
        ),
        *("okt(?:ober)?", "dez(?:ember)?", "december", "janv(?:ier)?", "févr(?:ier)?", "mars"),
        *("jänner", "feber", "augusti", "avril", "juin", "juillet", "août", "septembre", "octobre"),
        *("novembre", "décembre", "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio"),
        *("agosto", "octubre", "septiembre", "noviembre", "diciembre", "gennaio", "febbraio"),
        *("aprile", "maggio", "giugno", "luglio", "settembre", "ottobre", "dicembre"),
        *("janeiro", "fevereiro", "março", "maio", "junho", "julho", "setembro", "outubro"),
        *("novembro", "dezembro", "gener", "febrer", "març", "maig", "juny", "juliol", "setembre"),
        *("desembre", "maj", "desember", "maj[au]", "stycznia", "lutego", "marca", "kwietnia"),
        *("czerwca", "lipca", "sierpnia", "września", "października", "listopada", "grudnia"),
        *("ledna", "února", "března", "dubna", "května", "června", "července", "srpna", "září"),
        *(
            "října",
            "listopadu",
            "prosince",
            "januára",
            "februára",
            "apríla",
            "mája",
            "júna",
            "júla",
        ),
        *(
            "augusta",
            "septembra",
            "októbra",
            "novembra",
            "decembra",
            "siječnja",
            "veljače",
            "ožujka",
        ),
        *("travnja", "svibnja", "lipnja", "srpnja", "kolovoza", "rujna", "studenoga?", "prosinca"),
        *("januar", "februar", "januarja", "tammikuuta", "helmikuuta", "maaliskuuta", "huhtikuuta"),
        *("toukokuuta", "kesäkuuta", "heinäkuuta", "elokuuta", "syyskuuta", "lokakuuta"),
        *(
            "marraskuuta",
            "joulukuuta",
            "január",
            "február",
            "március",
            "április",
            "május",
            "június",
        ),
        *("július", "augusztus", "szeptember", "október", "ianuarie", "februarie", "martie"),
        *("aprilie", "iunie", "iulie", "septembrie", "octombrie", "noiembrie", "decembrie"),
        *(
            "ocak",
            "şubat",
            "mart",
            "nisan",
            "mayıs",
            "haziran",
            "temmuz",
            "ağustos",
            "eylül",
            "ekim",
        ),
        *("kasım", "aralık", "января", "февраля", "марта", "апреля", "мая", "июня", "июля"),
        *("августа", "сентября", "октября", "ноября", "декабря", "січня", "лютого", "березня"),
        *("квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня", "листопада"),
        *("грудня", "ιανουαρίου", "φεβρουαρίου", "μαρτίου", "απριλίου", "μαΐου", "ιουνίου"),
        *("ιουλίου", "αυγούστου", "σεπτεμβρίου", "οκτωβρίου", "νοεμβρίου", "δεκεμβρίου"),
        *("januari", "mac", "ogos", "disember", "maret", "agustus", "desember"),
    )
)


def _by_first_letter(words: str) -> str:
    """The same choice of words, asked for by their first letter: six times as fast."""
    by_letter: dict[str, list[str]] = {}
    for word in words.split("|"):
        by_letter.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{letter}(?:{'|'.join(rests)})" for letter, rests in by_letter.items())


_MONTH: Final = rf"(?:{_by_first_letter(f'{_ENGLISH}|{_OTHERS}')})(?![^\W\d_])\.?"
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_WORDS: Final = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|"
    "(?:four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth|thirty[- ]first|"
    "twenty[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
)
_ORDINAL: Final = rf"(?:{_DAY}(?:st|nd|rd|th|\.|er|º|a|:a)?|(?:{_WORDS})(?= of))"
_YEAR: Final = r"(?:19|20)\d\d"
_CAPITAL: Final = r"(?-i:(?=[A-ZÄÖÉ][a-zäöüûé]))"
"""Months begin with a capital letter: "10 may need it" is no day."""
_OF_MANY: Final = (
    r"(?![ \t]+(?:of[ \t]+(?:the[ \t]+)?\d|people|persons|patients|men|women|children|cases|adults|"
    r"infants|"
    r"babies|donors|families|participants|samples|subjects|others|more|percent|per|mg|mL|g\b|years|"
    r"is[ \t]+a|was[ \t]+a[ \t]+(?:public[ \t]+)?holiday))"
)
"""A number behind the month that counts something: "In May 30 people were asked"."""
_NUMERIC_MONTH: Final = r"(?:0?[1-9]|1[0-2])"

FULL: Final = "|".join(
    (
        rf"{_YEAR}(?P<sep1>[-/.]){_NUMERIC_MONTH}(?P=sep1){_DAY}",
        rf"{_DAY}(?P<sep2>[-/.]){_DAY}(?P=sep2)(?:19|20)?\d\d",
        rf"{_DAY}\.?[ ]{_DAY}\.?[ ]{_YEAR}",
        rf"{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])",
        rf"{_ORDINAL}[ \t./-]*(?:(?:of|de)[ \t]+)?{_MONTH},?[ \t./-]*(?:(?:of|de|del)[ \t]+)?"
        rf"(?:{_YEAR}|['’]\d\d|(?<=[ ./-])\d\d(?![\d%]))",
        rf"{_MONTH}[ \t./-]*{_ORDINAL}[ \t]*[,./-]?[ \t]*(?:{_YEAR}|['’]\d\d)",
        rf"{_YEAR}[ \t,.-]+{_MONTH}[ \t.-]+{_ORDINAL}",
    )
)
"""A day with its year."""

COMPACT: Final = (
    r"(?:19|20)\d\d(?P<part>[-._/]?)(?:0[1-9]|1[0-2])(?P=part)(?:0[1-9]|[12]\d|3[01])"
    r"|(?:0[1-9]|[12]\d|3[01])(?P<other_part>[-._])(?:0[1-9]|1[0-2])(?P=other_part)(?:19|20)\d\d"
)
"""A day with its year as programs name files."""

_OTHER_MONTHS: Final = (
    # Arabic, in both ways, Persian, Hebrew, Hindi, Thai
    "يناير|فبراير|مارس|أبريل|ابريل|مايو|يونيو|يوليو|أغسطس|اغسطس|سبتمبر|أكتوبر|اكتوبر|نوفمبر|ديسمبر|"
    "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول|"
    "محرم|صفر|ربيع الأول|ربيع الثاني|رجب|شعبان|رمضان|شوال|ذو القعدة|ذو الحجة|"
    "فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند|"
    "ב?(?:ינואר|פברואר|מרץ|מרס|אפריל|מאי|יוני|יולי|אוגוסט|ספטמבר|אוקטובר|נובמבר|דצמבר)|"
    "जनवरी|फ़रवरी|फरवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर|सितम्बर|अक्टूबर|अक्तूबर|नवंबर|नवम्बर|"
    "दिसंबर|दिसम्बर|"
    "มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม|"
    r"ม\.ค\.|ก\.พ\.|มี\.ค\.|เม\.ย\.|พ\.ค\.|มิ\.ย\.|ก\.ค\.|ส\.ค\.|ก\.ย\.|ต\.ค\.|พ\.ย\.|ธ\.ค\."
)
_OTHER_DIGIT: Final = "[٠-٩۰-۹०-९๐-๙]"
ELSEWHERE: Final = "|".join(
    (
        # Of Japan and Taiwan, by the years of an era; Chinese; Korean
        r"(?:(?:昭和|平成|令和|大正|明治|民国|民國|西暦|西曆|公元|서기|(?<![^\W_])(?-i:[SHRTM]))"
        r"[ .]?)?"
        r"(?:\d{1,4}|[元〇一二三四五六七八九十]{1,4})[ ]?[年년]"
        r"[ ]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[ ]?[月월]"
        r"[ ]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[ ]?[日号號일]",
        r"(?:昭和|平成|令和|大正|明治|民国|民國|(?<![^\W_])(?-i:[SHRTM])\.?)[ ]?(?:\d{1,3}|元)"
        r"(?P<sep4>[./-])\d{1,2}(?P=sep4)\d{1,2}(?!\d)",
        # By the years of Buddha and of the Hijra
        r"(?<![\d./-])(?:\d{1,2}(?P<sep3>[-/.])\d{1,2}(?P=sep3)(?:2[45]|1[34])\d\d"
        r"|(?:25|1[34])\d\d(?P<sep5>[-/])\d{1,2}(?P=sep5)\d{1,2})(?![\d/-])",
        rf"\d{{1,2}}[ ]+(?:{_OTHER_MONTHS})[ ,،]+(?:พ\.ศ\.[ ]?|سنة[ ])?\d{{4}}",
        rf"{_OTHER_DIGIT}{{1,4}}[-/.]{_OTHER_DIGIT}{{1,2}}[-/.]{_OTHER_DIGIT}{{1,4}}",
        r"(?:ngày[ ])?\d{1,2}[ ]tháng[ ]\d{1,2}[ ]năm[ ]\d{4}",
    )
)
"""A day with its year as other scripts and calendars write it."""

NAMED: Final = "|".join(
    (
        rf"{_ORDINAL}[ \t]+(?:of[ \t]+)?{_CAPITAL}{_MONTH}(?!\w|[ \t]*\d){_OF_MANY}",
        rf"{_CAPITAL}{_MONTH}[ \t]+(?:the[ \t]+)?{_DAY}(?:st|nd|rd|th)?(?:[-–]{_DAY})?"
        rf"(?![\w%/.-]*\d|%){_OF_MANY}",
        r"Christmas (?:Day|Eve)|New Year['’]s (?:Day|Eve)|Boxing Day",
    )
)
"""A day without its year, the month by its name."""
NUMBERED: Final = (
    r"(?<=\bon )(?:the )?(?P<one>\d{1,2})/(?P<other>\d{1,2})"
    r"(?!\d|/|%|[ \t]*(?:of|slices|views)\b)"
)
"""A day without its year, in numbers: a fraction is seldom what something happened on."""


UNYEARED: Final = (
    rf"{_ORDINAL}[ \t./-]*(?:(?:of|de|di|d['’])[ \t]*)?{_MONTH}(?!\w)"
    rf"|{_MONTH}[ \t]{{1,2}}{_DAY}(?![\d%]|[.,]\d)(?:\.|st|nd|rd|th)?"
    r"|\d{1,2}[ ]tháng[ ]\d{1,2}\b"
    r"|\d{1,2}[ ]?[月월][ ]?\d{1,2}[ ]?[日号號일]"
    r"|(?:(?<=[:：=|])|(?<=[:：=|][ ])|(?<=[ ](?:am|le|il|el|on|em|op|på)[ ])|"
    r"(?<=[ ](?:den|dne)[ ]))"
    rf"(?:{_DAY}[./-]{_NUMERIC_MONTH}|{_NUMERIC_MONTH}[./-]{_DAY})\b(?![./-]?\d|[ ]?%)"
)
"""A day without its year in any language: behind a label that says what happened on it."""
_EVENTS: Final = (
    # What happens to a patient: admission, discharge, operation, scan, death
    *(
        "admi(?:ssion|tted)",
        "readmi(?:ssion|tted)",
        "discharged?",
        "hospitali[sz]ed",
        "exam(?:ination)?",
    ),
    *(
        "operat(?:ed|ion)",
        "surgery",
        "biopsy",
        "scan(?:ned)?",
        "study",
        "died",
        "death",
        "seen",
        "visit",
    ),
    *(
        "aufnahme(?:datum)?",
        "aufgenommen",
        "entlass(?:ung|en)(?:sdatum)?",
        "operiert",
        "untersuch\\w*",
    ),
    *("verstorben", "exitus", "stationär", "op-datum", "untersuchungsdatum", "todestag"),
    *("admise?", "hospitalisée?", "hospitalisation", "sortie?", "entrée?", "opérée?", "décédée?"),
    *(
        "décès",
        "examen",
        "ingreso",
        "ingres(?:ó|ad[oa])",
        "alta",
        "operad[oa]",
        "falleci(?:ó|miento)",
    ),
    *(
        "ricover(?:o|at[oa])",
        "dimiss?(?:ione|ess[oa])",
        "operat[oa]",
        "decedut[oa]",
        "decesso",
        "esame",
    ),
    *("intern(?:ad[oa]|amento|ação)", "óbito", "falec(?:eu|ido|ida|imento)", "exame", "consulta"),
    *(
        "opname(?:datum)?",
        "opgenomen",
        "ontslag(?:datum|en)?",
        "geopereerd",
        "overleden",
        "onderzoek",
    ),
    *("innlagt", "utskrevet", "operert", "indlagt", "udskrevet", "opereret", "inskriven", "inlagd"),
    *("utskriven", "opererad", "avliden", "avled", "død", "undersøk\\w*", "röntgen"),
    *("przyjęt[ya]", "przyjęci[ea]", "wypis(?:an[ya])?", "operowan[ya]", "zmarł[a]?", "badani[ea]"),
    *("přijat[aá]?", "přijetí", "propuštěn[aá]?", "operován[aá]?", "zemřela?", "vyšetření"),
    *(
        "felvéve",
        "felvétel",
        "elbocsátva",
        "műtét",
        "internat[ăa]?",
        "intern(?:are|[ăa]rii)",
        "extern(?:at[ăa]?|[ăa]rii)",
        "(?-i:OP)",
    ),
    *("primljena?", "otpuštena?", "yatış", "çıkış", "taburcu", "ameliyat", "ölüm", "başvuru"),
    *("masuk", "keluar", "meninggal", "nhập viện", "vào viện", "ra viện"),
    *("поступ(?:ил[а]?|ления|ление)", "госпитализ\\w*", "выписан[а]?", "выписк[аи]", "операци[яи]"),
    *("умер(?:ла)?", "обследован\\w*", "εισαγωγής?", "εξιτήριο", "χειρουργείο"),
    *(
        "入院日?",
        "退院日?",
        "検査日",
        "手術日",
        "撮影日",
        "入院日期",
        "出院日期",
        "检查日期",
        "입원일?",
        "퇴원일?",
    ),
)
LABELED: Final = (
    rf"(?:{'|'.join(_EVENTS)})(?:[ ][^\W\d_]{{3,14}})?"
    r"(?:[\s:：=,(*|#>\"'.-]|\b(?:on|the|am|el|le|il|em|den|dnia|op|på|dne|date|day|until|al|du|au|"
    rf"dia|día|giorno|ngày)\b){{1,8}}(?P<itself>{UNYEARED})"
)
"""A day without its year, behind what happened on it."""


_CODE_BEFORE: Final = re.compile(
    r"(?:code|version|\bv|lot|section|protocol|step|build|release|ndc|cas|isbn|chapter|"
    r"catalog(?:ue)?|"
    r"part|model|item|figure|table|ratio|score|stage|weeks?|months?|days?|doses?)[ \t]*(?:no\.?|"
    r"number|of|at|#|:)*[ \t]*$",
    re.IGNORECASE,
)
_CODE_AFTER: Final = re.compile(
    r"[ \t]*(?:code|version|weeks?|months?|days?|years?|hours?|minutes?|ratio|mg|mcg|mL|g\b|mm|cm|"
    r"kg|doses?|"
    r"schedule|regimen|vaccin|protocol|score|dilution)",
    re.IGNORECASE,
)
"""What two-digit numbers in a row count or name, before and after them."""


def is_day(match: re.Match[str]) -> bool:
    """Whether the numbers of a match can be a day: of 25/25/19 none is a month."""
    numbers = [int(one) for one in re.findall(r"\d+", match.group())]
    if match.groupdict().get("sep2") is not None:
        first, second, last = numbers[:3]
        return min(first, second) <= 12 and (last > 999 or not _is_code(match))
    if match.groupdict().get("one") is not None:
        first, second = numbers
        return min(first, second) <= 12 and 6 <= max(first, second) <= 31
    return True


def _is_code(match: re.Match[str]) -> bool:
    """Whether what stands beside three short numbers makes them a code, a ratio or a schedule."""
    before = match.string[max(0, match.start() - 24) : match.start()]
    return bool(_CODE_BEFORE.search(before) or _CODE_AFTER.match(match.string, match.end()))
