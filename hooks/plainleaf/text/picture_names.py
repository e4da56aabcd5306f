"""Names of people in the names of pictures: `images/leaf_jane_ct.png`.

A file's name has no capital letters that would show a person's name. So the words that name medical
pictures are taken away, and those that the page itself writes in lower case; two or three words
that remain are a person's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plainleaf.text import dates
from plainleaf.text.person_names import EPONYMS, is_common

_PICTURE: Final = re.compile(
    r"\.(?:png|jpe?g|webp|gif|svg|avif|tiff?|bmp|dcm|dicom|mp4|webm|mov|pdf|nii)\b", re.IGNORECASE
)
_FILE: Final = re.compile(
    r"\.(?:png|jpe?g|webp|gif|svg|avif|tiff?|bmp|dcm|dicom|mp4|webm|mov|pdf|nii|txt|vtt|csv|docx?|"
    r"xlsx?|rtf|zip|mp3|ogg|opus|wav)\b",
    re.IGNORECASE,
)
_PATH: Final = re.compile(r"[^\s()\[\]\"'<>|=:,]+\Z")
_CAPITAL: Final = r"(?:[A-Z]{3,40}|[A-Z][a-z]{2,40})"
_DISK: Final = re.compile(
    r"(?<!\w)(?:[A-Za-z]:)?\\[^\n:*?\"<>|/]+\Z"
    rf"|(?<![^\s(\"'])(?:[\w.-]*/)+{_CAPITAL},?[ ]{_CAPITAL}/[\w./-]*\Z"
)
"""A path of Windows, whose folders may hold spaces, and any other with a folder of two words."""
_LONGEST_PATH: Final = 200
_ON_THE_WEB: Final = re.compile(r"//|(?:[\w-]+\.)+[A-Za-z]{2,}/")
_IN_PATH: Final = re.compile(
    rf"(?<![A-Za-z\d])(?:(?P<date>{dates.COMPACT})|(?P<number>[A-Z]{{0,3}}\d{{7,}}))(?![A-Za-z\d])"
)
_FOLDER: Final = re.compile(
    rf"(?:(?<=[/\\])|\A)(?P<part>{_CAPITAL}[_^ ,+-]{{1,2}}{_CAPITAL}(?![A-Za-z])[^/\\]*)(?=[/\\])"
)
"""A folder as viewers and people name it: two words with capitals."""
_STEM: Final = re.compile(r"[^\s/\\()\[\]\"'<>:,|=]+\Z")
_LONGEST: Final = 100
"""How long a file's name may be, in characters."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_SHORTEST: Final = 3
_SPOKEN_OF_WORDS: Final = """
abdo abdomen adobe adrenal after android ankle anterior aorta apical apple archive arrow arrows
art asset assets axial back backup banner bark base baseline basophil before biopsies blast blood
bold bone bones bottom brain branch breast bright bronchus bundle cancer card cardiac cartoon
cavity cell cells chart checklist chest circle clip close closeup cloud coarse color colored
colour comparison contact contrast contrasted copy cord coronal cover crop cropped cross ct cta
curve cxr dark dashboard deep demo desktop diagram disease dixon doppler dose dots download draft
drawing dural dwi echo edit edited elbow emergency endoscopy enhanced error erythroid event
example export face facebook fat favicon femur fever fig figure film final flag flair flow flower
font foot footer format frame front full fusion gallbladder garden gradient graph grayscale
greyscale gross guide hand handout head header heart help hepatic hero hi high hip histology home
hospital html icon iliac image img index info infographic infosheet inset interior intro iphone
iron jaw joint kidney kidneys knee label labeled labelled landing large lateral leaf leaflet
leaves left lesion lesions license light liver logo lower lumbar lung lungs lymph magnified main
manual map marrow mask mass masses medial mediastinum megakaryocyte menu mid middle mobile mr mra
mri nav needle nerve new node nodule nodules normal offline old open organ organs original outline
overview page pages pain pancreas panel paraspinal paravertebral part patient pelvic pelvis pet
petal petals petct phase photo picture plain plane plant plants pleura plot pocket portal poster
posterior pre preview print print-out process profile prone radiograph raw readme rectum red
region release renal rendered report result rib ribs right root sacral sacrum sag sagittal sample
scan scans schematic scheme screen screenshot section seed sequence series sheet shoulder side
sign sinus site sitemap skull slice slide slides small smear social sonography spect spine spleen
splenic spot spots sprite square stain star stem stir stomach story summary supine support symbol
table tablet template test testis theme thigh thin thoracic thorax thumb thumbnail thymus timeline
tissue title tool top trachea transverse tree tumor tumour ultrasound update upper ureter urine
user usg uterus vein vertebra vertebrae vertebral vessel video view views volume wall web website
weighted whole wide window wrist xray zoom
"""
_SPOKEN_OF: Final = frozenset(_SPOKEN_OF_WORDS.split())
"""What pictures are named with."""
_TERM: Final = re.compile(
    r".{2,}(?:al|ar|ic|ous|ing|ed|oid|scopy|gram|logy|osis|itis|emia|oma|ia|is|um)"
)
"""Endings of words of anatomy and of what was done."""
_OF_A_NAME: Final = re.compile(r".*(?:[rlnstdcv]ia|[gkhm]ar|al[iy])")
"""Endings of names such as Maria that end like terms."""


def find_names(text: str, plain: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where a picture's name in a text may hold a person's.

    `plain` is the text as `plainleaf.text.identifiers.bare` leaves it, without the paths.
    """
    stems = list(_stems(text))
    spoken_of = _small_words(plain, stems) if stems else frozenset()
    for begin, stem in stems:
        words = [one for one in _WORD.finditer(stem) if len(one.group()) >= _SHORTEST]
        names = [one for one in words if not _is_known(one.group().lower(), spoken_of)]
        if _is_a_name(names, words):
            yield begin + names[0].start(), begin + names[-1].end()


def find_numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield begin, end and kind of days and long numbers in the paths of files that a text names.

    A viewer names what it exports after the day of the scan, and after whom it shows.
    """
    done = 0
    for file in _FILE.finditer(text):
        begin = max(done, file.start() - _LONGEST_PATH)
        path = _PATH.search(text, begin, file.start())
        if path is None or _ON_THE_WEB.match(path.group()):
            continue  # on the web, where numbers are nobody's
        done = file.end()
        for one in _IN_PATH.finditer(text, path.start(), file.start()):
            what = "an exact date" if one["date"] else "a long number in a file's name"
            yield one.start(), one.end(), what


def _stems(text: str) -> Iterator[tuple[int, str]]:
    """Each name of a picture without its ending, and of folders, and where it begins."""
    for picture in _PICTURE.finditer(text):
        stem = _STEM.search(text[max(0, picture.start() - _LONGEST) : picture.start()])
        if stem is not None:
            yield picture.start() - len(stem.group()), stem.group()
        begin = max(0, picture.start() - _LONGEST_PATH)
        path = _DISK.search(text, begin, picture.start()) or _PATH.search(
            text, begin, picture.start()
        )
        if path is not None and not _ON_THE_WEB.match(path.group()):
            for folder in _FOLDER.finditer(path.group()):
                yield path.start() + folder.start("part"), folder["part"]


def _small_words(plain: str, stems: list[tuple[int, str]]) -> frozenset[str]:
    """The words that a text writes in lower case outside of the names of its pictures."""
    ends = [0, *(begin + len(stem) for begin, stem in stems)]
    begins = [*(begin for begin, _ in stems), len(plain)]
    parts = (plain[end:begin] for end, begin in zip(ends, begins, strict=True))
    return frozenset(one for part in parts for one in _WORD.findall(part) if one.islower())


def _is_a_name(names: list[re.Match[str]], words: list[re.Match[str]]) -> bool:
    """Whether what remains of a name is two words side by side, no term among them."""
    if len(names) != 2 or words.index(names[1]) != words.index(names[0]) + 1:
        return False
    return not any(map(_is_a_term, names))


def _is_a_term(word: re.Match[str]) -> bool:
    small = word.group().lower()
    return bool(_TERM.fullmatch(small)) and not _OF_A_NAME.fullmatch(small)


def _is_known(small: str, spoken_of: frozenset[str]) -> bool:
    return small in spoken_of or small in _SPOKEN_OF or small in EPONYMS or is_common(small)
