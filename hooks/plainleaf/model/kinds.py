"""The content model: every kind of page, declared once, as data.

Checks, error texts, the scaffold for a new page, the JSON Schemas for editors, menus, the
structured data type and whether a handout is printed all derive from the tables in this module. It
holds no logic beyond small look-ups, and it never looks at a page.

Whatever code wants to know of a kind is a property of `Kind`; none asks for a kind by its name. So
to add a kind, add its `Kind` to `KINDS`; it may share the fields and the layout of another.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, Literal

from pydantic import Field, create_model

from plainleaf.model.block_specs import BLOCKS, CARE_BLOCK
from plainleaf.model.front_matter import (
    CaseFrontMatter,
    ConditionFrontMatter,
    FrontMatter,
    HomeFrontMatter,
    OfConditionFrontMatter,
    PageFrontMatter,
    PartFrontMatter,
)
from plainleaf.model.words import KindWords, words
from plainleaf.text.nearest import nearest_name

GENERAL_KNOWLEDGE: Final = "general-knowledge"
"""The citation key for what no source is attached to yet."""

ANYWHERE: Final = "{place}.md"
"""The `path` of a kind whose pages may stand wherever no other kind's do."""
_ANY_FILE: Final = "{page}.md"
"""The end of a `path` that leaves the file's name open."""

EVIDENCE: Final = (
    *("guideline", "systematic review", "trial", "cohort", "registry", "survey", "case series"),
    *("drug label", "agency advice", "expert practice", "case report", "conference abstract"),
    *("general medical knowledge", "no evidence"),
)
"""What a page for professionals may call the evidence for a treatment; a plural counts."""
EVIDENCE_PART: Final = "Evidence"
"""The bold words before it."""

# --- sections and kinds ----------------------------------------------------------------------

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
        return _sections_by_name(self).get(heading_key(heading))

    def lives_at(self, path: str, front_matter: Mapping[str, Any]) -> bool:
        """Whether a page of this kind with this front matter belongs at `path` inside docs/."""
        match = _path_pattern(self.path).fullmatch(path)
        open_place = self.path.endswith((_ANY_FILE, ANYWHERE))
        if match is None or (open_place and _is_taken(self, path)):
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


def _is_taken(kind: Kind, path: str) -> bool:
    """Whether a place at which a page of a kind may live belongs to another kind by its name."""
    wider = () if kind.path == ANYWHERE else (_ANY_FILE, ANYWHERE)
    others = (one for one in KINDS.values() if one is not kind and not one.path.endswith(wider))
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


_SOURCES: Final = SectionSpec(
    "Sources", ("References", "Where this information comes from"), generated="sources"
)
_SOURCES_IF_CITED: Final = SectionSpec(
    "Sources",
    ("References", "Where this information comes from"),
    required=False,
    generated="sources",
)

HOME: Final = Kind(
    name="home",
    summary="The front page: what the site is, the ways in, what to do in an emergency.",
    fields=HomeFrontMatter,
    path="index.md",
    layout="home",
    tone="family",
    schema_org="WebPage",
    said="home",
    search_weight=0.8,
    printed_as="",
    shows_urgency=True,
    home=True,
    limits=Limits(grade_max=8),
    sections=(
        SectionSpec("What this site is", ("About this site", "What this is")),
        SectionSpec("In an emergency", ("Emergency", "What to do in an emergency")),
        SectionSpec("Find it fast", ("Find a page", "Quick links"), may_be_empty=True),
        _SOURCES_IF_CITED,
    ),
)

_WHAT_IT_IS: Final = SectionSpec("What it is", ("Overview", "What is it", "About the condition"))
_HOW_TO_SAY_IT: Final = SectionSpec(
    "How to say it", ("Pronunciation", "How it is pronounced"), generated="how-to-say"
)
_WHERE: Final = SectionSpec(
    "Where it happens", ("Where it occurs", "Where it can happen", "Body parts")
)
_SIGNS: Final = SectionSpec(
    "Signs and symptoms",
    ("Symptoms", "Symptoms and signs", "Signs", "What you may notice"),
    cited=True,
)
_CAUSES: Final = SectionSpec("Causes", ("What causes it", "Why it happens"), cited=True)

OVERVIEW: Final = Kind(
    name="condition",
    summary="The first page of a condition's guide, for patients and families.",
    fields=ConditionFrontMatter,
    path="conditions/{condition}/index.md",
    layout="article",
    tone="family",
    schema_org="MedicalWebPage",
    said="condition",
    search_weight=1.15,
    printed_as="overview",
    uses_terms=True,
    shows_urgency=True,
    overview=True,
    blocks=("key-points",),
    footer=True,
    listed_as="conditions",
    limits=Limits(grade_max=8, min_emergency_cards=1, words=920),
    sections=(
        # Who comes for this must not look for it: it stands on the first screens of a phone.
        SectionSpec(
            "In an emergency",
            ("Emergency", "What to do in an emergency", "When to get help"),
            block=CARE_BLOCK,
        ),
        _WHAT_IT_IS,
        _HOW_TO_SAY_IT,
        _WHERE,
        _SIGNS,
        _CAUSES,
        SectionSpec(
            "How it is found",
            (
                *("How it is diagnosed", "How doctors find it", "Diagnosis"),
                *("Tests and diagnosis", "Tests"),
            ),
        ),
        SectionSpec(
            "Treatment at a glance",
            ("Treatments at a glance", "Treatment", "Treatments", "How it is treated"),
            table=True,
            cited=True,
        ),
        SectionSpec("What to expect", ("Outlook", "What happens over time", "What may happen")),
        SectionSpec("What to do next", ("What next", "Next steps", "What to do now")),
        _SOURCES,
    ),
)
"""A condition whose front matter gives `parts`. It says everything in short and leads on; what a
condition without parts says at length stands in them."""

CONDITION: Final = Kind(
    name="condition",
    summary="A condition in plain words, for patients and families.",
    fields=ConditionFrontMatter,
    path="conditions/{condition}/index.md",
    layout="article",
    tone="family",
    schema_org="MedicalWebPage",
    said="condition",
    search_weight=1.15,
    printed_as="overview",
    uses_terms=True,
    shows_urgency=True,
    overview=True,
    as_guide=OVERVIEW,
    footer=True,
    listed_as="conditions",
    limits=Limits(grade_max=8, min_emergency_cards=1),
    sections=(
        _WHAT_IT_IS,
        _HOW_TO_SAY_IT,
        _WHERE,
        _SIGNS,
        _CAUSES,
        SectionSpec(
            "When to get help",
            ("When to get care", "When to call", "When to get medical help", "Warning signs"),
            block=CARE_BLOCK,
        ),
        SectionSpec(
            "How it is diagnosed",
            ("Diagnosis", "Tests and diagnosis", "Tests", "How doctors find it"),
        ),
        SectionSpec(
            "Treatment",
            ("Treatments", "What can help", "How it is treated"),
            subsections=True,
            parts=("How it may help", "Risks", "Without it"),
            cited=True,
        ),
        SectionSpec("Living with it", ("Daily life", "Everyday life", "Living with the condition")),
        SectionSpec(
            "Questions to ask your care team",
            ("Questions to ask", "Questions for your care team", "Questions to ask your doctor"),
            block="questions-to-ask",
        ),
        _SOURCES,
    ),
)

GET_HELP: Final = Kind(
    name="get-help",
    summary="When to get help: every warning of a condition, by how fast. A part of its guide.",
    fields=OfConditionFrontMatter,
    path="conditions/{condition}/when-to-get-help.md",
    layout="article",
    tone="family",
    schema_org="MedicalWebPage",
    said="get-help",
    # Nothing that a patient may look for matters more.
    search_weight=1.25,
    printed_as="when-to-get-help",
    uses_terms=True,
    part=True,
    needed=True,
    shows_urgency=True,
    shows_all_cards=True,
    footer=True,
    usual_title="{condition}: when to get help",
    limits=Limits(grade_max=8, min_emergency_cards=1, words=700),
    sections=(
        SectionSpec(
            "Emergency",
            ("In an emergency", "Call an ambulance", "Call an ambulance now"),
            block=CARE_BLOCK,
        ),
        SectionSpec(
            "Fever", ("Fever: who goes now", "A fever", "If you have a fever"), block=CARE_BLOCK
        ),
        SectionSpec("Today", ("Call today", "Get help today"), block=CARE_BLOCK),
        SectionSpec(
            "In office hours",
            ("Office hours", "Call in office hours", "Call during office hours"),
            required=False,
            block=CARE_BLOCK,
        ),
        SectionSpec(
            "After a transfusion", ("After transfusions",), required=False, block=CARE_BLOCK
        ),
        SectionSpec("In newborns", ("Newborns", "In a newborn"), required=False, block=CARE_BLOCK),
        _SOURCES,
    ),
)

TESTS: Final = Kind(
    name="tests",
    summary="Tests and the words of a scan report. A part of a condition's guide.",
    fields=OfConditionFrontMatter,
    path="conditions/{condition}/tests.md",
    layout="article",
    tone="family",
    schema_org="MedicalWebPage",
    said="tests",
    search_weight=1.1,
    printed_as="tests",
    uses_terms=True,
    part=True,
    needed=True,
    usual_title="Tests and your scan report",
    limits=Limits(grade_max=8, words=610),
    sections=(
        SectionSpec("First tests", ("The first tests", "Blood tests and other first tests")),
        SectionSpec(
            "Scans",
            (
                *("Ultrasound, X-ray, CT and MRI", "Scans: ultrasound, X-ray, CT and MRI"),
                *("Scans (ultrasound, X-ray, CT and MRI)", "Pictures of the body"),
            ),
        ),
        SectionSpec("Finding the cause", ("How the cause is found", "Tests for the cause")),
        SectionSpec("Biopsy", ("Biopsies", "A biopsy", "A sample of tissue"), required=False),
        SectionSpec(
            "Words in the report",
            ("Words in your report", "Words in the scan report", "Words in your scan report"),
        ),
        SectionSpec(
            "Tell every doctor",
            ("What to tell every doctor", "Before any test"),
            required=False,
        ),
        SectionSpec("Ask about follow-up", ("Follow-up", "Ask about your follow-up")),
        _SOURCES,
    ),
)

TREATMENT: Final = Kind(
    name="treatment",
    summary="The choices of treatment, each with benefit, risks and what to ask. A part of a "
    "condition's guide.",
    fields=OfConditionFrontMatter,
    path="conditions/{condition}/treatment.md",
    layout="article",
    tone="family",
    schema_org="MedicalWebPage",
    said="treatment",
    search_weight=1.15,
    printed_as="treatment",
    uses_terms=True,
    part=True,
    needed=True,
    usual_title="Treatment choices",
    limits=Limits(grade_max=8, words=1070),
    own=OwnSections(
        least=1,
        parts=(
            ("How it may help", "How they may help", "Benefit", "Benefits", "May help"),
            ("Risks", "Risk", "The risks"),
            ("What to ask", "Ask", "Questions to ask"),
        ),
        cited=True,
        after="What happens without treatment",
    ),
    sections=(
        SectionSpec("How teams choose", ("How your team chooses", "How the choice is made")),
        SectionSpec(
            "What happens without treatment",
            ("Without treatment", "If it is not treated"),
            cited=True,
        ),
        SectionSpec(
            "The choices at a glance",
            ("The choices", "Choices at a glance", "Treatments at a glance"),
            table=True,
            cited=True,
        ),
        _SOURCES,
    ),
)

PART: Final = Kind(
    name="part",
    summary="A part of a condition's guide whose sections are its own.",
    fields=PartFrontMatter,
    path="conditions/{condition}/{page}.md",
    layout="article",
    tone="family",
    schema_org="MedicalWebPage",
    said="part",
    search_weight=1.1,
    printed_as="{page}",
    uses_terms=True,
    part=True,
    limits=Limits(grade_max=8, words=540),
    own=OwnSections(least=2, cited=True),
    sections=(_SOURCES,),
)

LIVING: Final = Kind(
    name="living",
    summary="Everyday life with a condition. A part of its guide.",
    fields=OfConditionFrontMatter,
    path="conditions/{condition}/living.md",
    layout="article",
    tone="family",
    schema_org="MedicalWebPage",
    said="living",
    search_weight=1.1,
    printed_as="living",
    uses_terms=True,
    part=True,
    needed=True,
    usual_title="Living with {condition}",
    limits=Limits(grade_max=8, words=490),
    sections=(
        SectionSpec("Visits and medicines", ("Visits, lists and medicines", "Visits")),
        SectionSpec(
            "Back, sports and everyday life",
            ("Sports and everyday life", "Everyday life", "Daily life"),
        ),
        SectionSpec("Pregnancy and birth", ("Pregnancy",), required=False),
        SectionSpec("Travel, surgery and the dentist", ("Travel", "Surgery and the dentist")),
        SectionSpec("Iron and food", ("Food", "Food and iron"), required=False),
        SectionSpec("Feelings and support", ("Support", "Feelings", "Feelings and support groups")),
        _SOURCES,
    ),
)

PARENTS: Final = Kind(
    name="parents",
    summary="A condition in babies and children, for their parents. A part of its guide.",
    fields=OfConditionFrontMatter,
    path="conditions/{condition}/for-parents.md",
    layout="article",
    tone="family",
    schema_org="MedicalWebPage",
    said="parents",
    search_weight=1.1,
    printed_as="for-parents",
    uses_terms=True,
    part=True,
    usual_title="{condition} in children: for parents",
    limits=Limits(grade_max=8, words=450),
    sections=(
        SectionSpec("In babies", ("Babies", "In newborns and babies"), required=False),
        SectionSpec("In children", ("Children", "In older children")),
        SectionSpec("School and play", ("School, play and sports", "School")),
        SectionSpec("Tests in children", ("Tests and scans in children",)),
        SectionSpec(
            "Brothers, sisters and family tests",
            ("Family tests", "Brothers and sisters"),
            required=False,
        ),
        SectionSpec("Growing up", ("Growing up and moving clinics", "Moving to an adult clinic")),
        _SOURCES,
    ),
)

QUESTIONS: Final = Kind(
    name="questions",
    summary="What to ask a care team, in groups, to print and take along. A part of a guide.",
    fields=OfConditionFrontMatter,
    path="conditions/{condition}/questions.md",
    layout="article",
    tone="family",
    schema_org="MedicalWebPage",
    said="questions",
    printed_as="questions",
    uses_terms=True,
    part=True,
    needed=True,
    usual_title="Questions to ask about {condition}",
    limits=Limits(grade_max=8, words=220),
    own=OwnSections(least=1, listed=True),
    sections=(_SOURCES_IF_CITED,),
)

FAQ: Final = Kind(
    name="faq",
    summary="Questions that patients and families ask, each with a short answer.",
    fields=OfConditionFrontMatter,
    path="conditions/{condition}/faq.md",
    layout="article",
    tone="family",
    schema_org="FAQPage",
    said="faq",
    search_weight=1.15,
    printed_as="faq",
    uses_terms=True,
    questions=True,
    part=True,
    alone=True,
    footer=True,
    usual_title="Questions about {condition}",
    shows_urgency=True,
    # The limits of words hold where the condition has a guide that says the rest.
    limits=Limits(lead_sentences_max=4, grade_max=8, min_questions=6, words=750, answer_words=60),
    sections=(_SOURCES,),
)

PROFESSIONAL: Final = Kind(
    name="professional",
    summary="A condition for health professionals, each treatment with what its evidence is.",
    fields=OfConditionFrontMatter,
    path="conditions/{condition}/professional.md",
    layout="article",
    tone="pro",
    schema_org="MedicalWebPage",
    # Handouts are given to patients; whoever needs this one on paper prints the page.
    printed_as="",
    said="professional",
    search_weight=0.7,
    uses_terms=True,
    part=True,
    alone=True,
    blocks=("key-points",),
    footer=True,
    usual_title="{condition} for health professionals",
    limits=Limits(sentence_words=30, sentence_words_max=None, paragraph_sentences=5, words=2800),
    sections=(
        SectionSpec("Definition", ("Definition and names", "What it is"), cited=True),
        SectionSpec("Sites and frequency", ("Sites", "Where it occurs"), cited=True, table=True),
        SectionSpec("Causes", ("Causes and associations", "Etiology"), cited=True),
        SectionSpec("Presentation", ("Clinical features", "Presentation and course"), cited=True),
        SectionSpec("Imaging", ("Imaging by modality",), subsections=True, cited=True),
        SectionSpec("Differential diagnosis", ("Differential",), cited=True, table=True),
        SectionSpec(
            "Management",
            ("Treatment", "Treatment and evidence"),
            subsections=True,
            parts=("Use", "Cautions", EVIDENCE_PART),
            cited=True,
        ),
        SectionSpec("What not to do", ("What to avoid", "Pitfalls"), cited=True),
        SectionSpec(
            "Limits of this page", ("Limits of the evidence", "What is not known"), cited=True
        ),
        _SOURCES,
    ),
)

CASE: Final = Kind(
    name="case",
    summary="A radiology case for clinicians and students, study by study.",
    fields=CaseFrontMatter,
    path="cases/{case}/index.md",
    layout="case",
    tone="pro",
    schema_org="MedicalWebPage",
    said="case",
    search_weight=0.7,
    printed_as="case",
    uses_terms=True,
    unread_sources=True,
    hides_condition=True,
    of_patient=True,
    figure_details=True,
    listed_as="radiology-cases",
    series="cases",
    # Its readers are used to denser text.
    limits=Limits(
        lead_sentences_max=4, sentence_words=30, sentence_words_max=None, paragraph_sentences=5
    ),
    sections=(
        SectionSpec("Presentation", ("Clinical presentation", "Presenting complaint")),
        SectionSpec("History", ("Patient history", "Past history", "Medical history")),
        SectionSpec("Investigations", ("Studies", "Imaging studies"), subsections=True),
        SectionSpec("Findings", ("Imaging findings",), subsections=True, step="findings"),
        SectionSpec(
            "Differential diagnosis",
            ("Differential", "Differentials"),
            table=True,
            step="differential",
            answers=True,
        ),
        SectionSpec(
            "Diagnosis",
            ("Final diagnosis", "Diagnosis and certainty"),
            step="diagnosis",
            answers=True,
        ),
        SectionSpec("Discussion", (), step="discussion", answers=True),
        SectionSpec("Teaching points", ("Key teaching points", "Learning points"), answers=True),
        SectionSpec(
            "What the report does not say", ("Not reported", "What is not reported"), answers=True
        ),
        SectionSpec(
            "Credit and source",
            ("Credit", "Credits and source", "Source of the case"),
            answers=True,
        ),
        _SOURCES,
    ),
)

CASES: Final = Kind(
    name="cases",
    summary="Every radiology case in a list that names no condition: the only way in to them.",
    fields=FrontMatter,
    path="cases/index.md",
    layout="article",
    tone="pro",
    schema_org="CollectionPage",
    said="cases",
    printed_as="",
    search_weight=0.7,
    blocks=("case-list",),
    lists_cases=True,
    footer=True,
    limits=Limits(lead_sentences_max=4),
    sections=(_SOURCES_IF_CITED,),
)

GLOSSARY: Final = Kind(
    name="glossary",
    summary="Every term in plain words, from the glossary data.",
    fields=FrontMatter,
    path="glossary.md",
    layout="glossary",
    tone="family",
    schema_org="DefinedTermSet",
    said="glossary",
    printed_as="",
    defines_terms=True,
    blocks=("glossary-entries",),
    footer=True,
    series="words",
    limits=Limits(lead_sentences_max=4),
    sections=(_SOURCES_IF_CITED,),
)

PRONUNCIATION: Final = Kind(
    name="pronunciation",
    summary="How to say every term, and how to read a respelling.",
    fields=FrontMatter,
    path="pronunciation.md",
    layout="glossary",
    tone="family",
    schema_org="WebPage",
    said="pronunciation",
    search_weight=0.4,
    printed_as="",
    blocks=("pronunciation-key", "pronunciation-entries"),
    says_terms=True,
    footer=True,
    series="words",
    limits=Limits(lead_sentences_max=4),
    sections=(_SOURCES_IF_CITED,),
)

HANDOUTS: Final = Kind(
    name="handouts",
    summary="Every handout and booklet in one list, and how to hand them out, for clinics.",
    fields=FrontMatter,
    path="handouts.md",
    layout="article",
    tone="family",
    schema_org="CollectionPage",
    said="handouts",
    search_weight=0.8,
    printed_as="",
    lists_handouts=True,
    footer=True,
    limits=Limits(lead_sentences_max=4, grade_max=8),
    sections=(
        SectionSpec("Before you hand one out", ("Before you hand it out",)),
        SectionSpec("Which paper", ("Paper sizes", "Sizes")),
        SectionSpec("Add your clinic", ("Your clinic", "Your clinic's details")),
        SectionSpec("Print from the browser", ("Print a page from your browser",), required=False),
        _SOURCES_IF_CITED,
    ),
)

PAGE: Final = Kind(
    name="page",
    summary="What a site has besides, such as contact, services, a policy: sections of its own.",
    fields=PageFrontMatter,
    path=ANYWHERE,
    layout="article",
    tone="family",
    schema_org="WebPage",
    said="page",
    search_weight=0.8,
    printed_as="",
    uses_terms=True,
    free=True,
    footer=True,
    limits=Limits(lead_sentences_max=4, grade_max=8),
    sections=(_SOURCES_IF_CITED,),
)

ABOUT: Final = Kind(
    name="about",
    summary="How pages are written and checked, what was not checked, whom to tell of a mistake.",
    fields=FrontMatter,
    path="about/index.md",
    layout="article",
    tone="family",
    schema_org="AboutPage",
    said="about",
    search_weight=0.5,
    printed_as="",
    ordered=False,
    tells_how=True,
    of_site=True,
    footer=True,
    limits=Limits(lead_sentences_max=4, grade_max=8),
    sections=(
        SectionSpec("How we write", ("How pages are written", "How the pages are written")),
        SectionSpec("How pages are checked", ("How we check", "How the pages are checked")),
        SectionSpec(
            "What has not been checked",
            ("What was not checked", "What we have not checked", "Not checked yet"),
        ),
        SectionSpec("Report a mistake", ("Tell us about a mistake", "How to report a mistake")),
        SectionSpec("Accessibility", ("Using this site", "Accessibility of this site")),
        _SOURCES_IF_CITED,
    ),
)

CHECKS: Final = Kind(
    name="checks",
    summary="Every rule that pages are checked by, for authors.",
    fields=FrontMatter,
    path="about/checks.md",
    layout="article",
    tone="pro",
    schema_org="WebPage",
    printed_as="",
    # A reader who looks for a word of medicine has no use for messages to authors.
    searchable=False,
    blocks=("rule-list",),
    of_site=True,
    for_makers=True,
    limits=Limits(lead_sentences_max=4),
    sections=(_SOURCES_IF_CITED,),
)

REVIEWS: Final = Kind(
    name="reviews",
    summary="The register: when each page was written, who checked it, what has changed.",
    fields=FrontMatter,
    path="about/reviews.md",
    layout="article",
    tone="family",
    schema_org="WebPage",
    printed_as="",
    blocks=("review-register", "open-points", "changes"),
    lists_reviews=True,
    of_site=True,
    footer=True,
    limits=Limits(lead_sentences_max=4, grade_max=8),
    # A patient who searches for a symptom must not find an open question of the editors.
    searchable=False,
    sections=(_SOURCES_IF_CITED,),
)

ADMINISTRATORS: Final = Kind(
    name="administrators",
    summary="How to publish, mirror, update and check the site, for those who run a server.",
    fields=FrontMatter,
    path="about/administrators.md",
    layout="article",
    tone="pro",
    schema_org="WebPage",
    printed_as="",
    # A reader who looks for a word of medicine has no use for commands.
    searchable=False,
    of_site=True,
    for_makers=True,
    limits=Limits(
        lead_sentences_max=4, sentence_words=30, sentence_words_max=None, paragraph_sentences=5
    ),
    sections=(
        SectionSpec("Publish the site", ("Host the site", "Host it publicly")),
        SectionSpec("Keep a mirror", ("Mirror the site", "Mirror it")),
        SectionSpec("Update by the clock", ("Updates", "Update a mirror")),
        SectionSpec("Verify what is served", ("Verify", "Check a mirror")),
        SectionSpec("Go back", ("Roll back", "Rollback")),
        SectionSpec("Without Python", ("With standard tools only",)),
        SectionSpec("nginx", ("With nginx",)),
        SectionSpec("Apache", ("With Apache",)),
        SectionSpec("What to know", ("Limits", "Good to know"), required=False),
        _SOURCES_IF_CITED,
    ),
)

ACCESSIBILITY: Final = Kind(
    name="accessibility",
    summary="The accessibility statement: what was aimed at, tested and not tested.",
    fields=FrontMatter,
    path="about/accessibility.md",
    layout="article",
    tone="family",
    schema_org="WebPage",
    printed_as="",
    of_site=True,
    footer=True,
    limits=Limits(lead_sentences_max=4, grade_max=8),
    searchable=False,
    sections=(
        SectionSpec("What we aim for", ("Our aim", "The standard")),
        SectionSpec("How far it goes", ("Conformance", "How well it meets the standard")),
        SectionSpec("What was tested", ("How it was tested", "Tests")),
        SectionSpec("What was not tested", ("Not tested", "Not tested yet")),
        SectionSpec("Known limits", ("Limits", "Known problems")),
        SectionSpec("Tell us", ("Feedback", "Report a barrier")),
        _SOURCES_IF_CITED,
    ),
)

PAGES: Final = Kind(
    name="pages",
    summary="Every page in one list: what stands for search where no script runs.",
    fields=FrontMatter,
    path="pages.md",
    layout="article",
    tone="family",
    schema_org="WebPage",
    printed_as="",
    blocks=("page-list",),
    lists_pages=True,
    of_site=True,
    footer=True,
    limits=Limits(lead_sentences_max=4, grade_max=8),
    searchable=False,
    sections=(_SOURCES_IF_CITED,),
)

KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            *(HOME, CONDITION),
            *(GET_HELP, TESTS, TREATMENT, PART, LIVING, PARENTS, QUESTIONS),
            *(FAQ, PROFESSIONAL, CASES, CASE),
            *(GLOSSARY, PRONUNCIATION, HANDOUTS, PAGE),
            *(ABOUT, REVIEWS, ACCESSIBILITY, CHECKS, ADMINISTRATORS, PAGES),
        )
    }
)
"""The kinds of page, by the name that front matter uses; what patients read comes first.

Menus and lists show pages in the order of their kinds.
"""

FORMS: Final = (*KINDS.values(), *(one.as_guide for one in KINDS.values() if one.as_guide))
"""Every kind, and each form of it."""


@functools.cache
def _sections_by_name(kind: Kind) -> Mapping[str, SectionSpec]:
    return {heading_key(name): section for section in kind.sections for name in section.names}


def nearest_kind(name: str) -> str | None:
    """The kind that a misspelt `kind` was probably meant to be."""
    return nearest_name(name, KINDS)
