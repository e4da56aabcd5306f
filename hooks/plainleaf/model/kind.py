"""What a kind of page is: the properties that code asks of it, its sections and its limits.

It holds no logic beyond small look-ups, and it never looks at a page. The kinds themselves stand in
`guide_kinds`, `case_kinds` and `site_kinds`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from pydantic import Field, create_model

from plainleaf.model.block_specs import BLOCKS, CARE_BLOCK
from plainleaf.model.front_matter import FrontMatter
from plainleaf.model.words import KindWords, words

ANYWHERE: Final = "{place}.md"
"""The `path` of a kind whose pages may stand wherever no other kind's do."""
ANY_FILE: Final = "{page}.md"
"""The end of a `path` that leaves the file's name open."""
Generated = Literal["sources", "how-to-say"]


@dataclass(frozen=True)
class SectionSpec:
    """A `##` section of a kind of page."""

    title: str
    """Its heading, as the model and the messages call it."""
    synonyms: tuple[str, ...] = ()
    """Other headings that are accepted for it."""
    required: bool = True
    """Whether a page without it is incomplete."""
    generated: Generated | None = None
    """What fills it when the site is built; its body stays empty in the source."""
    may_be_empty: bool = False
    """Whether its body may stay empty for another reason."""
    subsections: bool = False
    """Whether it needs `###` headings: one per treatment, study, …"""
    parts: tuple[str, ...] = ()
    """What each `###` in it must say, as list items that begin with these words in bold."""
    cited: bool = False
    """Whether it (each `###` of it, when it has `parts`) needs at least one citation."""
    step: str = ""
    """What a reader who tries a case first asks for with it, a name of `Words.steps`; else it
    follows on."""
    answers: bool = False
    """Whether it may name the diagnosis that a reader who tries a case first must not meet."""
    block: str | None = None
    """A block that must stand in it."""
    table: bool = False
    """Whether it needs a table."""

    @property
    def names(self) -> tuple[str, ...]:
        """The title and its synonyms."""
        return (self.title, *self.synonyms)


@dataclass(frozen=True)
class Limits:
    """Numbers that a kind of page keeps to; None means no limit."""

    lead_sentences_max: int | None = 3
    """Sentences before the first heading."""
    grade_max: int | None = None
    """US school grade of the text, by Flesch and Kincaid; a guide, never a gate."""
    sentence_words: int = 20
    """Words of a sentence, by the NHS content guide; more is worth a look."""
    sentence_words_max: int | None = 30
    """Words that no sentence should exceed."""
    paragraph_sentences: int = 3
    """Sentences of a paragraph, by the NHS content guide; more is worth a look."""
    min_questions: int | None = None
    """Questions on the page."""
    key_points_max: int = 5
    """Items of the key points."""
    min_emergency_cards: int = 0
    """Care cards of the level emergency."""
    words: int | None = None
    """Words that a page of a guide aims at; those of cards, figures and sources do not count."""
    answer_words: int | None = None
    """Words that an answer of a guide's questions aims at, at most."""


@dataclass(frozen=True)
class OwnSections:
    """What the `##` sections must be that a page has beside those of its kind."""

    least: int = 0
    """How many there must be."""
    parts: tuple[tuple[str, ...], ...] = ()
    """What each of them must say, under one of some names: as words in bold that begin an item or
    a paragraph, as a heading, or in the head of a table."""
    listed: bool = False
    """Whether each must hold a list of questions."""
    cited: bool = False
    """Whether each needs at least one citation."""
    after: str = ""
    """The section of the kind behind which all of them stand."""


@dataclass(frozen=True)
class Kind:
    """A kind of page."""

    name: str
    """Its name in front matter."""
    summary: str
    """What such a page is for, for the authors' guide."""
    fields: type[FrontMatter]
    """The fields of its front matter, as a model that kinds may share."""
    sections: tuple[SectionSpec, ...]
    """Its sections, in order."""
    path: str
    """Where pages of the kind live inside docs/; `{name}` stands for one folder, and for the
    front matter field of that name where there is one; `{page}.md` at its end for any file that no
    other kind has; `ANYWHERE` for any place."""
    layout: Literal["home", "article", "case", "glossary"]
    """The template that shows it."""
    tone: Literal["family", "pro"]
    """For whom it is written: patients and families, or professionals."""
    schema_org: str
    """The schema.org type of its structured data."""
    printed_as: str
    """What its handouts are called in file names, `{page}` as its file; empty for a page without
    handouts."""
    ordered: bool = True
    """Whether the sections must keep their order."""
    questions: bool = False
    """Whether `##` headings group questions, which are its `###` headings."""
    blocks: tuple[str, ...] = ()
    """Blocks that must stand on the page."""
    limits: Limits = Limits()
    """The numbers it keeps to."""
    lead_required: bool = True
    """Whether text must stand before the first heading."""
    said: str = ""
    """Its row in the table of what the site says (`model.words.KindWords`); empty for none."""
    search_weight: float = 1.0
    """How much sooner than other pages a patient who searches needs it."""
    searchable: bool = True
    """Whether readers who search the site find it."""
    uses_terms: bool = False
    """Whether its text opens glossary terms, and the glossary says where it uses them."""
    shows_urgency: bool = False
    """Whether it must show every emergency card and fever card of its condition, whole."""
    unread_sources: bool = False
    """Whether it may cite a source that is known from somebody else's list only."""
    own: OwnSections = OwnSections()
    """What its sections must be that the kind does not name."""
    overview: bool = False
    """Whether it is the first page of a condition, which the others belong to."""
    part: bool = False
    """Whether it is a part of a condition's guide."""
    needed: bool = False
    """Whether a guide without it is incomplete."""
    alone: bool = False
    """Whether a condition that has no guide may have such a part."""
    shows_all_cards: bool = False
    """Whether it must show every care card of its condition; what warns of urgency leads there."""
    home: bool = False
    """Whether it is the front page, with the ways in."""
    hides_condition: bool = False
    """Whether its readers must not meet the name of its condition before they turn to it."""
    of_patient: bool = False
    """Whether it tells of one patient, whom dates and ages could give away."""
    figure_details: bool = False
    """Whether its figures say how each picture was made, and where findings are explained."""
    defines_terms: bool = False
    """Whether it shows what the glossary says of each term."""
    says_terms: bool = False
    """Whether it shows how to say each term."""
    lists_handouts: bool = False
    """Whether it lists everything that was printed."""
    lists_reviews: bool = False
    """Whether it is the register of reviews."""
    lists_pages: bool = False
    """Whether it lists every page."""
    lists_cases: bool = False
    """Whether it lists the pages that hide their condition, by what a learner meets first."""
    tells_how: bool = False
    """Whether it says how pages are written and checked, and whom to tell of a mistake."""
    of_site: bool = False
    """Whether it tells of the site itself, and not of medicine."""
    for_makers: bool = False
    """Whether its readers write or publish the site: no clinician's review is missed on it."""
    free: bool = False
    """Whether it may be about anything, and stands in the menu under the name that it gives."""
    footer: bool = False
    """Whether the foot of every page lists such pages."""
    listed_as: str = ""
    """The list on the home page that such pages stand in: its id, and its name in `lists` of
    theme/words.yml; empty for pages it lists nowhere."""
    series: str = ""
    """What kinds have in common whose pages are read one after the other; empty for pages that are
    read by themselves, or as parts of a guide."""
    usual_title: str = ""
    """What such a page is called where a condition has one of it, `{condition}` as its title."""
    as_guide: Kind | None = None
    """The form of an overview whose front matter gives `parts`: the first page of a guide."""

    @property
    def shows_terms(self) -> bool:
        """Whether each term has a place of its own on it."""
        return self.defines_terms or self.says_terms

    @property
    def label(self) -> str:
        """What lists of pages call such a page."""
        return self._words.label

    @property
    def menu(self) -> str:
        """What the menu of every page calls it; empty for a page that is not in it."""
        return self._words.menu

    @property
    def tab(self) -> str:
        """What the other pages of its condition call it, when there is one of it."""
        return self._words.tab

    @property
    def list_label(self) -> str:
        """What the menu calls the list of such pages."""
        return words().lists[self.listed_as]

    @property
    def _words(self) -> KindWords:
        return words().kinds[self.said] if self.said else KindWords(label="")

    @property
    def front_matter(self) -> type[FrontMatter]:
        """The model of its front matter: its fields, and its own name as the only `kind`."""
        return _front_matter(self)

    @property
    def of_condition(self) -> bool:
        """Whether it is about one condition, and says so."""
        return self.overview or self.part

    @property
    def may_be_copied(self) -> bool:
        """Whether a site may have other kinds like it: what is found by its kind stays alone."""
        return self.free or (self.part and not self.shows_all_cards)

    @property
    def neutral(self) -> bool:
        """Whether nothing around it may lead to a condition: a learner would read the answer."""
        return self.hides_condition or self.lists_cases

    @property
    def leads_to_condition(self) -> bool:
        """Whether a link to it may name a condition."""
        return self.of_condition or self.free

    @property
    def asks_back(self) -> bool:
        """Whether it asks its reader at its end whether it was clear."""
        return self.of_condition or self.hides_condition

    @property
    def lists_subheadings(self) -> bool:
        """Whether its list of contents holds third-level headings: what people look for.

        Questions have a list of their own, and of a case they would tell what was found.
        """
        return self.of_condition and not self.questions

    @property
    def explains_words(self) -> bool:
        """Whether an unexplained hard word in it is a finding."""
        return self.patient and (self.of_condition or self.home)

    @property
    def plain_ids(self) -> bool:
        """Whether its ids are those of its headings and cards, and of what Markdown makes."""
        generates = any(not BLOCKS[name].has_body and name != CARE_BLOCK for name in self.blocks)
        return not (generates or self.figure_details or self.lists_handouts)

    @property
    def folder(self) -> str:
        """The folder inside docs/ that all pages of the kind live in, with a slash at its end."""
        return self.path.partition("{")[0]

    @property
    def list_page(self) -> str:
        """Where the home page lists such pages, as a path inside docs/ with a heading."""
        return f"index.md#{self.listed_as}"

    def form_of(self, front_matter: Mapping[str, Any]) -> Kind:
        """The form of this kind that a page with such front matter has."""
        return self.as_guide if self.as_guide is not None and front_matter.get("parts") else self

    @property
    def patient(self) -> bool:
        """Whether patients and families are its readers."""
        return self.tone == "family"

    def section(self, heading: str) -> SectionSpec | None:
        """The section that a heading names, by title or synonym, or None."""
        return self._sections_by_name.get(heading_key(heading))

    @functools.cached_property
    def _sections_by_name(self) -> Mapping[str, SectionSpec]:
        return {heading_key(name): section for section in self.sections for name in section.names}

    def lives_at(self, path: str, front_matter: Mapping[str, Any], kinds: Iterable[Kind]) -> bool:
        """Whether a page of this kind with this front matter belongs at `path` inside docs/.

        `kinds` are all kinds of the site: another one may have that place for itself.
        """
        match = _path_pattern(self.path).fullmatch(path)
        open_place = self.path.endswith((ANY_FILE, ANYWHERE))
        if match is None or (open_place and _is_taken(self, path, kinds)):
            return False
        return all(
            front_matter.get(name, found) == found for name, found in match.groupdict().items()
        )


@functools.cache
def _front_matter(kind: Kind) -> type[FrontMatter]:
    field = FrontMatter.model_fields["kind"]
    title = "".join(part.capitalize() for part in kind.name.split("-"))
    only: Any = Literal[kind.name]
    return create_model(
        f"{title}FrontMatter",
        __base__=kind.fields,
        __doc__=kind.summary,
        kind=(only, Field(description=field.description)),
    )


@functools.lru_cache(maxsize=1024)  # the same few headings, again and again
def heading_key(heading: str) -> str:
    """A heading as it is compared: no case, no punctuation at its end, single spaces."""
    return " ".join(heading.casefold().replace("\u2019", "'").split()).rstrip(".:?! ")


def _is_taken(kind: Kind, path: str, kinds: Iterable[Kind]) -> bool:
    """Whether a place at which a page of a kind may live belongs to another kind by its name."""
    wider = () if kind.path == ANYWHERE else (ANY_FILE, ANYWHERE)
    others = (one for one in kinds if one.path != kind.path and not one.path.endswith(wider))
    return any(_path_pattern(one.path).fullmatch(path) for one in others)


@functools.cache
def _path_pattern(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"\{([a-z_]+)\}", pattern)
    if pattern == ANYWHERE:
        return re.compile(r".+\.md")
    named = "".join(
        f"(?P<{part}>[^/]+)" if index % 2 else re.escape(part) for index, part in enumerate(parts)
    )
    return re.compile(named)


SOURCES: Final = SectionSpec(
    "Sources", ("References", "Where this information comes from"), generated="sources"
)
SOURCES_IF_CITED: Final = SectionSpec(
    "Sources",
    ("References", "Where this information comes from"),
    required=False,
    generated="sources",
)
