"""The words that the site itself says to its readers: one table in the theme, by language.

Templates and code ask for a word by its name; no other module holds one. The table is checked when
a build starts: a word that is missing, or has other places than the English one, stops it.
"""

from __future__ import annotations

import functools
import string
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from plainleaf.model.chosen import Chosen
from plainleaf.text.markup import Markup, escape

THEME: Final = Path(__file__).resolve().parents[1] / "theme"
"""The package's folder of the theme."""
FILE: Final = "words.yml"
LANGUAGE: Final = "en-US"
"""The language that every other one is compared with."""

SPOKEN: Final = LANGUAGE
"""The language that the site speaks."""

StandingName = Literal["none", "current", "open", "waiting", "asked", "partial", "lapsed"]


class ThemeError(Exception):
    """Why the theme cannot be used; a sentence for a person."""


class _WordGroup(BaseModel):
    # Deferred: most checks ask for no word.
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class AboutWords(_WordGroup):
    """The row "Clinical review" at the end of a page."""

    said: str
    rest: str


class StateWords(_WordGroup):
    """What is said of a page whose review is in one state."""

    bold: str
    text: str
    draft: str
    foot: str
    about: AboutWords
    listed: str


class ReviewWords(_WordGroup):
    """Who has checked a page."""

    not_advice: str
    act: str
    label: str
    written: str
    written_row: str
    next_look: str
    last_change: str
    due: str
    due_more: str
    sources: str
    how: str
    more: str
    beginning: str
    open_points: str
    none: StateWords
    none_of_site: str
    none_unsourced: str
    current: StateWords
    open: StateWords
    waiting: StateWords
    role_checked: str
    role_waits: str
    role_lapsed: str
    asked: StateWords
    partial: StateWords
    lapsed: StateWords
    case_retold: str
    case_own: str
    case_drawings: str
    case_images: str
    case_both: str
    emergency: str
    number: str
    of_site_some: str
    of_site_none: str

    def of(self, state: StandingName) -> StateWords:
        """What is said in a state."""
        found: StateWords = getattr(self, state)
        return found


class CareWords(_WordGroup):
    """Care cards."""

    emergency: str
    urgent: str
    non_urgent: str
    local_number: str
    source_of_one: str
    source_of_many: str
    unsourced: str

    def label(self, level: str) -> str:
        """The words above a card, which say its level without color."""
        said: str = getattr(self, level.replace("-", "_"))
        return said


class ArticleWords(_WordGroup):
    """In the text of a page."""

    key_points: str
    questions: str
    back: str
    no_source: str
    source: str
    sources: str
    part_sourced: str
    count_of_one: str
    count_of_many: str
    count_with_none: str
    stop: str
    try_first: str
    try_how: str
    answers: str
    both: str


class SourceWords(_WordGroup):
    """What was read of a source."""

    full: str
    abstract: str
    record: str
    cited: str
    secondary: str


class FigureWords(_WordGroup):
    """Figures."""

    modality: str
    region: str
    plane: str
    projection: str
    window: str
    windows: str
    phase: str
    phases: str
    contrast: str
    slices: str
    slice: str
    printed: str
    show: str
    in_plain_words: str
    not_marked: str
    in_words: str
    schematic: str
    credit: str
    copyright: str
    genre: str


class MenuWords(_WordGroup):
    """Menus."""

    home: str
    start: str
    site: str


class GlossaryWords(_WordGroup):
    """The glossary, and how to say words."""

    one_word: str
    many_words: str
    used_once: str
    used: str
    used_on: str
    listen: str
    vowels: str
    vowels_with_r: str
    consonants: str
    by_editor: str
    taken_from: str
    unchecked: str
    checked: str
    also: str
    older: str
    see: str
    schema_file: str
    lexicon_file: str
    letters: str
    for_programs: str
    listen_short: str
    some_say: str
    some_say_of: str
    syllable: str
    syllables: str
    syllables_in: str
    strong: str
    how_to_read: str
    in_writing: str
    dots: str
    dots_spoken: str
    for_all: str
    word: str
    say_it: str
    ipa: str
    also_said: str
    we_write: str
    where: str
    as_in: str
    respelled: str
    as_expected: str
    stand_in: str


class RegisterWords(_WordGroup):
    """The list of reviews, and its calendar."""

    signed: str
    danger_high: str
    danger_medium: str
    danger_low: str
    minutes: str
    no_minutes: str
    anyone: str
    look: str
    entry: str
    one_point: str
    points: str
    page: str
    review: str
    open_points: str
    written: str
    next_look: str
    to_read: str
    who: str
    pages: str
    first_due: str
    by_page: str
    by_role: str
    by_day: str
    calendar: str
    calendar_file: str
    feed: str
    no_points: str
    no_changes: str


class PackWords(_WordGroup):
    """The form that a reviewer fills in."""

    heading: str
    about: str
    how: str
    part: str
    what: str
    counts: str
    not_needed: str
    numbers_say: str
    since: str
    no_points: str
    new: str
    point: str
    sources: str
    source: str
    whole: str
    opens: str
    listed_before: str
    list: str
    agree: str
    change: str
    skip: str
    words: str
    section: str
    sign: str
    sign_says: str
    name: str
    profession: str
    date: str
    signature: str
    back: str
    foot: str
    title: str
    nav_title: str
    description: str
    numbers: str
    around: str
    agreed: str
    still_asked: str
    not_read: str
    changed: str
    changed_around: str
    changed_lines: str


class ContactWords(_WordGroup):
    """How to reach the editors."""

    none: str
    write: str
    tell: str


class PaperWords(_WordGroup):
    """What is printed."""

    booklet: str
    leaflet: str
    pocket_card: str
    set: str
    full_text: str
    more_signs: str
    use_checked: str
    use_talk: str
    use_desk: str
    use_cases: str
    first_side: str
    large: str
    until: str
    edition: str
    clinic: str
    cards: str
    other: str
    leaflet_form: Mapping[str, str]
    """The fields of a leaflet besides those of the clinic: name and label."""
    pocket_form: Mapping[str, str]
    """The fields of a pocket card: name and label."""
    clinic_name: str
    clinic_phone: str
    clinic_notes: str
    code: str
    source: str
    note: str
    link: str
    page_on: str
    page: str
    page_of: str
    on_page: str


class EmergencyWords(_WordGroup):
    """What to do in an emergency."""

    top_bold: str
    top: str
    yours: str
    local: str
    number: str
    signs: str
    paper_bold: str
    paper: str


class WayWords(_WordGroup):
    """The way from page to page."""

    for_professionals: str
    for_patients: str
    in_plain_words: str
    before: str
    after: str
    guide: str
    place: str


class ColorWords(_WordGroup):
    """The colors of the site."""

    label: str
    device: str
    light: str
    dark: str


class LeaveWords(_WordGroup):
    """The small way back, and what a heading gives to pass on."""

    label: str
    contents: str
    top: str
    search: str
    go_on: str
    link_to: str
    address: str
    copy_link: str
    copied: str
    by_hand: str
    share: str
    close: str


class ClearWords(_WordGroup):
    """What a reader wants to tell."""

    ask: str
    how: str
    to_none: str
    label: str
    page: str
    address: str
    version: str
    was_clear: str
    tell: str
    subject: str
    write: str
    form: str
    copy_message: str


class CiteWords(_WordGroup):
    """How to cite a case."""

    page: str
    no_address: str
    credit: str
    this: str
    retold: str
    contributed: str


class FrameWords(_WordGroup):
    """What stands around every page."""

    direction: str
    skip: str
    skip_to_signs: str
    menu: str
    main: str
    all_pages: str
    search: str
    footer: str
    what: str
    this_copy: str
    made: str
    no_address: str
    newest: str
    read_on: str
    contents: str
    subject: str
    say_it: str
    which_way: str
    done: str


class LostWords(_WordGroup):
    """A page that is not there."""

    title: str
    heading: str
    text: str
    to_start: str
    look_up: str


class CopyWords(_WordGroup):
    """What a reader of a copy must know."""

    label: str
    made: str
    old_bold: str
    old: str
    read_original: str
    look_newer: str
    original: str


class OpenedWords(_WordGroup):
    """Words that the text opens."""

    heading: str
    hint: str
    see: str
    close: str


class AboutPageWords(_WordGroup):
    """The end of a page."""

    heading: str
    level: str
    grade: str
    mistake: str
    how: str
    reviews: str


class PrintWords(_WordGroup):
    """What there is to print."""

    open: str
    page: str
    booklet: str
    web_page: str
    one_page: str
    pages: str
    none: str
    handout: str
    edition: str


class SheetStateWords(_WordGroup):
    """What a page says of a sheet of it that was printed before."""

    label: str
    current: str
    is_current: str
    is_old: str
    since: str
    is_withdrawn_bold: str
    is_withdrawn: str
    is_unknown: str
    print_it: str


class SearchWords(_WordGroup):
    """Search."""

    label: str
    field: str
    clear: str
    close: str
    failed: str
    failed_here: str
    failed_glossary: str
    glossary: str
    ready: str
    other: str
    way: str
    questions: str
    list: str
    or_in: str
    hint: str
    none: str
    one: str
    many: str
    more_one: str
    more_many: str
    missing: str
    meant: str
    best: str


class TryCaseWords(_WordGroup):
    """Trying a case step by step."""

    all: str
    again: str
    step: str
    show: str
    done: str
    again_how: str
    yours: str
    hidden: str
    mark_first: str
    marked: str
    choose: str
    how_sure: str
    sure: str
    write: str
    unknown: str
    you_said: str
    page_says: str


class MarkingWords(_WordGroup):
    """Marks that a reader of a case sets."""

    start: str
    stop: str
    undo: str
    hint: str
    pad: str
    how: str
    at: str
    put: str
    count: str
    told: str
    hit: str
    near: str
    away: str
    missed: str
    one_finding: str
    findings: str
    look: str
    look_in: str
    down: str
    across: str


class ViewerWords(_WordGroup):
    """Looking at pictures."""

    slice: str
    view: str
    marks: str
    enlarge: str
    stack: str
    previous: str
    next: str
    picture: str
    enlarged: str
    smaller: str
    larger: str
    both: str
    unmarked: str
    marked: str


class CitedWords(_WordGroup):
    """Sources, opened beside the text."""

    list: str
    close: str
    before: str
    before_none: str
    before_place: str


class SheetWords(_WordGroup):
    """What stands on printed sheets."""

    booklet_title: str
    booklet_about: str
    booklet_by: str
    first_sheet: str
    contents: str
    sources: str
    sources_of_parts: str
    start_at: str
    first_page: str
    whole: str
    words: str
    links: str
    sources_of_page: str
    listed_at: str
    listed_on_page: str
    page_with_sources: str
    about: str
    again_by: str
    until: str
    level: str
    mistakes: str
    mistakes_to: str
    newest: str
    newest_title: str
    no_address: str
    set_title: str
    set_about: str
    leaflet_title: str
    leaflet_about: str
    own_words: str
    newest_of_all: str
    newest_of_all_title: str
    all_on_pages: str
    pocket_title: str
    pocket_about: str
    cut_out: str
    state: str


class CaseListWords(_WordGroup):
    """The list of cases."""

    region: str
    modality: str
    any: str
    shown: str
    none: str
    warning: str


class KindWords(_WordGroup):
    """What readers see of the name of a kind of page."""

    label: str
    """What lists of pages call such a page."""
    menu: str = ""
    """What the menu of every page calls it; empty for a page that is not in it."""
    tab: str = ""
    """What the other pages of its condition call it, when there is one of it."""


class Words(_WordGroup):
    """All words of one language."""

    review: ReviewWords
    emergency: EmergencyWords
    way: WayWords
    cite: CiteWords
    colors: ColorWords
    leave: LeaveWords
    clear: ClearWords
    care: CareWords
    article: ArticleWords
    source: SourceWords
    figure: FigureWords
    menu: MenuWords
    glossary: GlossaryWords
    reviews: RegisterWords
    pack: PackWords
    contact: ContactWords
    paper: PaperWords
    cases: CaseListWords
    frame: FrameWords
    lost: LostWords
    of_copy: CopyWords
    opened: OpenedWords
    about: AboutPageWords
    prints: PrintWords
    sheet_state: SheetStateWords
    search_box: SearchWords
    try_case: TryCaseWords
    viewer: ViewerWords
    marking: MarkingWords
    cited: CitedWords
    sheet: SheetWords
    kinds: Mapping[str, KindWords]
    """By the name that a `Kind` gives."""
    lists: Mapping[str, str]
    """Lists of pages, by the name that a `Kind` gives."""
    steps: Mapping[str, str]
    """What a reader who tries a case asks for, by the name that a section gives."""

    def __hash__(self) -> int:
        """By identity: a table is read once, and what is made of it is kept."""
        return id(self)


def fill(text: str, **parts: object) -> Markup:
    """A text of the table as HTML, with its places filled in; what is text is escaped."""
    return escape(text).format(**parts)


def words() -> Words:
    """The words that the site speaks: the package's own, with what the site says otherwise.

    Raises:
        ThemeError: a word is missing or unknown, or has other places than the English one.
    """
    return WORDS.get()


@functools.cache
def built_in_words() -> Words:
    """The words that the package brings.

    Raises:
        ThemeError: as `words`.
    """
    return read_words_file(THEME / FILE)[SPOKEN]


WORDS: Final = Chosen(built_in_words)
"""The words of the site that is worked on."""


def read_words_file(file: Path) -> Mapping[str, Words]:
    """The words of each language in a file.

    Raises:
        ThemeError: as `words`.
    """
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        raw = yaml.load(file.read_bytes(), Loader=loader)  # one of the safe ones
    except (OSError, yaml.YAMLError) as error:
        raise ThemeError(f"{file} cannot be read: {error}. Restore it.") from error
    if not isinstance(raw, dict) or next(iter(raw), None) != LANGUAGE:
        raise ThemeError(f"{file} must begin with the words of {LANGUAGE}. Restore it.")
    try:
        tables = {str(name): Words.model_validate(table) for name, table in raw.items()}
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise ThemeError(f"{file}: {place}: {first['msg']}. Restore the word.") from error
    expected = dict(_texts(raw[LANGUAGE]))
    for language, table in raw.items():
        found = dict(_texts(table))
        if unlike := sorted(found.keys() ^ expected.keys()):
            raise ThemeError(f"{file}: {language} must have the words of {LANGUAGE}: {unlike[0]}.")
        for place, text in found.items():
            if places_of(text) != places_of(expected[place]):
                raise ThemeError(
                    f"{file}: {language}.{place} must have the places of the English words: "
                    f"{', '.join(sorted(places_of(expected[place]))) or 'none'}."
                )
    return tables


def _texts(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text of a table with its name, such as `review.none.bold`."""
    for name, inner in table.items():
        if isinstance(inner, Mapping):
            yield from _texts(inner, f"{above}{name}.")
        else:
            yield f"{above}{name}", inner


def places_of(text: str) -> frozenset[str]:
    """The places of a text that are filled in, such as `day`.

    Raises:
        ThemeError: a brace is one too many, or missing.
    """
    try:
        return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)
    except ValueError as error:
        raise ThemeError(f"{FILE}: “{text}” has a brace too many or too few: {error}.") from error
