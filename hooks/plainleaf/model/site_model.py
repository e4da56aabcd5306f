"""What a site adds to the content model by data: kinds, sections, limits, categories and words.

`docs/_data/model.yml` and `docs/_data/words.yml` may add and make stricter, never loosen: what
warns readers, names sources and says who has checked a page stays as the package has it. What
cannot be taken over costs a finding at its line, and the rest holds.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Annotated, Any, Final, TypeVar

from pydantic import AfterValidator, Field, StringConstraints

from plainleaf.model.findings import Finding
from plainleaf.model.front_matter import Slug
from plainleaf.model.kind import ANY_FILE, Kind, Limits, SectionSpec, heading_key
from plainleaf.model.kinds import CHOSEN_KINDS, KINDS
from plainleaf.model.model_errors import complaint, validate
from plainleaf.model.records import Record, as_finding
from plainleaf.model.site_words import read_site_words
from plainleaf.model.term import CATEGORIES, CHOSEN_CATEGORIES
from plainleaf.model.words import WORDS, KindWords, Words, built_in_words
from plainleaf.model.yaml_text import YamlPath, YamlProblem, YamlSource, in_file_order, load_yaml
from plainleaf.text.nearest import nearest_name
from plainleaf.text.printable import quoted

FILE: Final = "model.yml"
"""The data file; a site that adds nothing needs none."""
RULE: Final = "PL122"
"""The code of findings in it."""
_NOT_KINDS: Final = ("guide", "term", "site", "figure", "reference", "fact", "point", "findings")
"""What commands call something else."""
_MORE: Final = ("min_questions", "min_emergency_cards")
"""The limits that are stricter the higher they are; all others are the lower they are."""
_OF_QUESTIONS: Final = ("min_questions", "answer_words")
_FLAGS: Final = ("required", "cited", "table", "subsections")
_ASKED: Final = MappingProxyType(
    {
        "required": "required",
        "cited": "one that cites its sources",
        "table": "one with a table",
        "subsections": "one with `###` headings",
    }
)
_LIKE: Final = MappingProxyType({kind.name: kind for kind in KINDS.values() if kind.may_be_copied})
"""The kinds that an added one may be like."""
_Category: Any = Slug
R = TypeVar("R")
_LISTS: Final = ("kinds", "sections", "limits", "categories")


def _plain(value: str) -> str:
    if value.isprintable() and not set("#*_`<>[]|{}").intersection(value):
        return value
    raise complaint(f"{quoted(value)} holds a sign that prints otherwise.", "Write plain words.")


def _titled(value: str) -> str:
    if value.count(_CONDITION) == 1:
        _plain(value.replace(_CONDITION, ""))
        return value
    raise complaint(
        f"{quoted(value)} does not say which condition it is about.",
        f"Write {_CONDITION} once, where its name belongs.",
    )


_CONDITION: Final = "{condition}"
_HeadingText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=2, max_length=60),
    AfterValidator(_plain),
]
_Named = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=2, max_length=40),
    AfterValidator(_plain),
]


class AddedSection(Record):
    """A `##` section that pages must or may have, or what one of theirs needs besides."""

    title: _HeadingText = Field(description="Its heading; one that the kind has is made stricter.")
    also: tuple[_HeadingText, ...] = Field(
        default=(), description="Other headings accepted for it."
    )
    required: bool | None = Field(
        default=None, description="Whether a page without it is incomplete; true for a new one."
    )
    cited: bool | None = Field(default=None, description="Whether it needs a citation.")
    table: bool | None = Field(default=None, description="Whether it needs a table.")
    subsections: bool | None = Field(default=None, description="Whether it needs `###` headings.")
    after: _HeadingText | None = Field(
        default=None, description="The section behind which it stands; before the sources if none."
    )


class SectionOfKind(AddedSection):
    """A section of a kind that there is."""

    kind: str = Field(description="The kind of page.")


_Count = Annotated[int, Field(ge=1, le=10_000)]


class StricterLimits(Record):
    """Numbers that pages keep to, none looser than the kind's own."""

    lead_sentences_max: _Count | None = Field(
        default=None, description="Sentences before the first heading, at most."
    )
    grade_max: _Count | None = Field(default=None, description="US school grade of the text.")
    sentence_words: _Count | None = Field(
        default=None, description="Words of a sentence, to aim at."
    )
    sentence_words_max: _Count | None = Field(
        default=None, description="Words of a sentence, at most."
    )
    paragraph_sentences: _Count | None = Field(
        default=None, description="Sentences of a paragraph to aim at."
    )
    key_points_max: _Count | None = Field(default=None, description="Key points, at most.")
    words: _Count | None = Field(default=None, description="Words of the page to aim at.")
    answer_words: _Count | None = Field(default=None, description="Words of an answer, at most.")
    min_questions: _Count | None = Field(default=None, description="Questions, at least.")
    min_emergency_cards: _Count | None = Field(
        default=None, description="Emergency cards, at least."
    )


class LimitsOfKind(StricterLimits):
    """The limits of a kind that there is."""

    kind: str = Field(description="The kind of page.")


class AddedKind(Record):
    """A kind of page like another one, with a place, sections and limits of its own."""

    name: Slug = Field(description="Its name in front matter, and in the address of its pages.")
    like: str = Field(description="The kind whose fields, layout and checks it takes over.")
    summary: Annotated[str, StringConstraints(strip_whitespace=True, min_length=10)] = Field(
        description="What such a page is for, for the authors' guide."
    )
    label: _Named = Field(description="What lists of pages call such a page.")
    menu: _Named | None = Field(default=None, description="What the menu calls it, if it is there.")
    title: Annotated[str, AfterValidator(_titled)] | None = Field(
        default=None,
        description="What such a page is usually called, with {condition} for its condition.",
    )
    sections: tuple[AddedSection, ...] = Field(default=(), description="Its own sections.")
    limits: StricterLimits = Field(
        default_factory=StricterLimits, description="Its own limits, none looser than the other's."
    )


class _Lists(Record):
    """The lists of the file, whose items are read one by one: a slip in one costs that one."""

    kinds: tuple[Any, ...] = ()
    sections: tuple[Any, ...] = ()
    limits: tuple[Any, ...] = ()
    categories: tuple[Any, ...] = ()


class ModelFile(Record):
    """What a site adds to the content model."""

    kinds: tuple[AddedKind, ...] = Field(default=(), description="Kinds of page like others.")
    sections: tuple[SectionOfKind, ...] = Field(default=(), description="Sections of kinds.")
    limits: tuple[LimitsOfKind, ...] = Field(default=(), description="Stricter limits of kinds.")
    categories: tuple[Slug, ...] = Field(default=(), description="What terms may be about.")


@dataclass(frozen=True)
class SiteModel:
    """The content model of one site: the package's, and what the site has added."""

    kinds: Mapping[str, Kind] = field(default_factory=lambda: KINDS)
    """Every kind of page, by its name."""
    categories: tuple[str, ...] = CATEGORIES
    """What terms may be about."""
    words: Words | None = None
    """What the site says to its readers; None for the package's own words."""
    made_of: tuple[str, ...] = ()
    """The texts of the files that it was read from; none for the package's own."""

    def use(self) -> None:
        """Let all that is done from here on go by this model and these words."""
        CHOSEN_KINDS.choose(self.kinds)
        CHOSEN_CATEGORIES.choose(self.categories)
        WORDS.choose(self.words)


@dataclass(frozen=True)
class LoadedModel:
    """What the two files hold."""

    model: SiteModel = field(default_factory=SiteModel)
    findings: tuple[Finding, ...] = ()
    """What is wrong with them."""


@dataclass(frozen=True)
class LocatedText:
    """The text of a file; an empty one stands for a file that is not there."""

    text: str
    path: str
    """The file, as findings should print it."""


def load_site_model(file: LocatedText, words_file: LocatedText) -> LoadedModel:
    """Read what a site adds, in `model.yml` and `words.yml`."""
    if not file.text and not words_file.text:
        return LoadedModel()
    added = _Added(load_yaml(file.text))
    added.read()
    said = read_site_words(words_file.text, words_file.path)
    words = said.words
    if added.words:
        words = words or built_in_words()
        words = words.model_copy(update={"kinds": {**words.kinds, **added.words}})
    model = SiteModel(
        MappingProxyType(added.kinds),
        (*CATEGORIES, *added.categories),
        words,
        (file.text, words_file.text),
    )
    problems = sorted(dict.fromkeys(added.problems), key=in_file_order)
    wrong = (as_finding(one, file.path, RULE) for one in problems)
    return LoadedModel(model, (*wrong, *said.findings))


class _Added:
    """Takes over what a file adds, entry by entry, and collects what is wrong with it."""

    def __init__(self, source: YamlSource) -> None:
        self.source = source
        self.problems: list[YamlProblem] = list(source.problems)
        self.kinds: dict[str, Kind] = dict(KINDS)
        self.categories: list[str] = []
        self.words: dict[str, KindWords] = {}
        self.last: dict[str, str] = {}

    def read(self) -> None:
        """Read the whole file."""
        if self.source.value is None:
            return
        if not isinstance(self.source.value, dict):
            fix = f"Write {', '.join(f'{one}:' for one in _LISTS)} each with its list below it."
            self._tell((), "This file must hold lists with names.", fix)
            return
        self._checked(_Lists, ())
        for number in self._numbers("kinds"):
            self._add_kind(self._checked(AddedKind, ("kinds", number)), ("kinds", number))
        for number in self._numbers("sections"):
            self._add_section(("sections", number))
        for number in self._numbers("limits"):
            self._add_limits(("limits", number))
        for number in self._numbers("categories"):
            self._add_category(("categories", number))

    def _numbers(self, name: str) -> range:
        held = self.source.mapping.get(name)
        return range(len(held)) if isinstance(held, list) else range(0)

    def _checked(self, target: type[R], path: YamlPath) -> R | None:
        checked = validate(target, self.source, path=path)
        self.problems += checked.problems
        return checked.value

    def _tell(self, path: YamlPath, message: str, fix: str) -> None:
        place = self.source.value_position(path)
        self.problems.append(YamlProblem(*place, "wrong", message, fix, path))

    def _add_kind(self, one: AddedKind | None, path: YamlPath) -> None:
        if one is None or not self._is_new(one, path):
            return
        base = _LIKE[one.like]
        kind = self._with_limits(_copied(one, base), one.limits, (*path, "limits"))
        for place, section in enumerate(one.sections):
            here = (*path, "sections", place)
            if self._has_place((kind,), section, here):
                kind = self._with_section(kind, section, here)
        self.kinds = _behind(self.kinds, self.last.get(base.name, base.name), kind)
        self.last[base.name] = kind.name
        self.words[one.name] = KindWords(label=one.label, menu=one.menu or "", tab=one.label)

    def _is_new(self, one: AddedKind, path: YamlPath) -> bool:
        """Whether a kind can be added; else say why not."""
        if one.like not in _LIKE:
            why = "is a kind that stays one of its own" if one.like in KINDS else "is no kind"
            fix = _meant(one.like, _LIKE)
            self._tell((*path, "like"), f"{quoted(one.like)} {why}: nothing can be like it.", fix)
            return False
        if one.name in self.kinds or one.name in _NOT_KINDS:
            self._tell(
                (*path, "name"), f"The name {quoted(one.name)} is taken.", "Give it another one."
            )
            return False
        if one.menu is not None and _LIKE[one.like].free:
            message = f"A page like {quoted(one.like)} says itself what the menu calls it."
            self._tell((*path, "menu"), message, 'Write "menu: …" in its front matter instead.')
            return False
        where = _path(one.name, _LIKE[one.like])
        taken = next((kind.name for kind in self.kinds.values() if kind.path == where), None)
        if taken is not None:
            message = f"Pages of kind {quoted(taken)} stand at {quoted(where)}."
            self._tell((*path, "name"), message, "Give the kind another name.")
        return taken is None

    def _kind(self, name: str, path: YamlPath) -> Kind | None:
        """The kind that an entry is about; else say that there is none."""
        kind = self.kinds.get(name)
        entries = (self.source.mapping["kinds"][number] for number in self._numbers("kinds"))
        broken = any(isinstance(one, dict) and one.get("name") == name for one in entries)
        if kind is None and not broken:  # else the entry of the kind is the cause
            message = f"There is no kind {quoted(name)}."
            self._tell((*path, "kind"), message, _meant(name, self.kinds))
        return kind

    def _add_section(self, path: YamlPath) -> None:
        one = self._checked(SectionOfKind, path)
        kind = self._kind(one.kind, path) if one is not None else None
        if one is None or kind is None:
            return
        forms = tuple(form for form in (kind, kind.as_guide) if form is not None)
        if self._has_place(forms, one, path):
            self._change(kind, lambda form: self._with_section(form, one, path))

    def _add_limits(self, path: YamlPath) -> None:
        one = self._checked(LimitsOfKind, path)
        kind = self._kind(one.kind, path) if one is not None else None
        if one is not None and kind is not None:
            self._change(kind, lambda form: self._with_limits(form, one, path))

    def _change(self, kind: Kind, change: Callable[[Kind], Kind]) -> None:
        """Change a kind in each of its forms."""
        changed = change(kind)
        if kind.as_guide is not None:
            changed = replace(changed, as_guide=change(kind.as_guide))
        self.kinds[kind.name] = changed

    def _add_category(self, path: YamlPath) -> None:
        name = self._checked(_Category, path)
        if name in CATEGORIES or name in self.categories:
            self._tell(path, f"The category {quoted(str(name))} is there already.", "Delete it.")
        elif name is not None:
            self.categories.append(name)

    # --- what an entry makes of a kind ---

    def _with_limits(self, kind: Kind, given: StricterLimits, path: YamlPath) -> Kind:
        """A kind with those of some limits that are stricter than its own."""
        stricter: dict[str, int] = {}
        for limit in dataclasses.fields(Limits):
            name, wanted = limit.name, getattr(given, limit.name)
            held: int | None = getattr(kind.limits, name)
            if wanted is None or wanted == held:
                continue
            if name in _OF_QUESTIONS and not kind.questions:
                message = f"A page of kind {quoted(kind.name)} has no questions to count."
                self._tell((*path, name), message, f"Delete {quoted(name)}.")
            elif held is not None and (wanted < held) == (name in _MORE):
                most = "at least" if name in _MORE else "at most"
                message = (
                    f"{quoted(name)} of {quoted(kind.name)} is {held}; {wanted} would loosen it."
                )
                self._tell((*path, name), message, f"Write {most} {held}, or leave it out.")
            else:
                stricter[name] = wanted
        return replace(kind, limits=replace(kind.limits, **stricter)) if stricter else kind

    def _with_section(self, kind: Kind, one: AddedSection, path: YamlPath) -> Kind:
        """A kind with a section more, or with one that asks for more."""
        if kind.questions:
            message = f"The headings of a page of kind {quoted(kind.name)} group its questions."
            self._tell((*path, "title"), message, "Add the section to another kind.")
            return kind
        there = kind.section(one.title)
        others = {heading_key(name): held for held in kind.sections for name in held.names}
        for number, name in enumerate(one.also):
            other = others.get(heading_key(name))
            if other is not None and other is not there:
                message = f"{quoted(name)} is a heading of the section {quoted(other.title)}."
                self._tell((*path, "also", number), message, "Delete it.")
                return kind
        if there is None:
            return self._with_new_section(kind, one)
        if self._loosens(there, one, path):
            return kind
        changed = replace(
            there,
            synonyms=tuple(dict.fromkeys((*there.synonyms, *one.also))),
            required=there.required or bool(one.required),
            cited=there.cited or bool(one.cited),
            table=there.table or bool(one.table),
            subsections=there.subsections or bool(one.subsections),
        )
        return replace(
            kind, sections=tuple(changed if held is there else held for held in kind.sections)
        )

    def _loosens(self, there: SectionSpec, one: AddedSection, path: YamlPath) -> bool:
        """Whether an entry asks for less than a section does, or for what it cannot have."""
        wrong = False
        filled = there.generated is not None or there.may_be_empty
        for name in _FLAGS:
            wanted = getattr(one, name)
            if wanted is False and getattr(there, name):
                message = f"The section {quoted(there.title)} stays {_ASKED[name]}."
                self._tell((*path, name), message, "Delete this line: a site may only add.")
                wrong = True
            elif wanted and name != "required" and filled:
                message = f"The site fills the section {quoted(there.title)} by itself."
                self._tell((*path, name), message, "Delete this line.")
                wrong = True
        if one.after is not None:
            message = f"The section {quoted(there.title)} has its place already."
            self._tell((*path, "after"), message, "Delete this line.")
            wrong = True
        return wrong

    def _has_place(self, forms: Sequence[Kind], one: AddedSection, path: YamlPath) -> bool:
        """Whether there is the section that another is to stand behind, in one form of its kind."""
        if one.after is None or any(form.section(one.after) is not None for form in forms):
            return True
        titles = list(dict.fromkeys(held.title for form in forms for held in form.sections))
        message = f"A page of kind {quoted(forms[0].name)} has no section {quoted(one.after)}."
        self._tell((*path, "after"), message, _meant(one.after, titles))
        return False

    @staticmethod
    def _with_new_section(kind: Kind, one: AddedSection) -> Kind:
        titles = [held.title for held in kind.sections]
        behind = kind.section(one.after) if one.after is not None else None
        at = titles.index(behind.title) + 1 if behind is not None else len(titles)
        if behind is None and kind.sections and kind.sections[-1].generated:
            at -= 1  # the sources come last
        made = SectionSpec(
            one.title,
            one.also,
            required=one.required is not False,
            cited=bool(one.cited),
            table=bool(one.table),
            subsections=bool(one.subsections),
        )
        return replace(kind, sections=(*kind.sections[:at], made, *kind.sections[at:]))


def _meant(given: str, known: Collection[str]) -> str:
    near = nearest_name(given, known)
    return f"Did you mean {quoted(near)}?" if near else f"Use one of: {', '.join(known)}."


def _path(name: str, base: Kind) -> str:
    """Where pages of an added kind live inside docs/."""
    return f"{name}/{ANY_FILE}" if base.free else f"conditions/{{condition}}/{name}.md"


def _copied(one: AddedKind, base: Kind) -> Kind:
    """A kind like another one, with a name and a place of its own."""
    return replace(
        base,
        name=one.name,
        summary=one.summary,
        path=_path(one.name, base),
        said=one.name,
        printed_as=one.name if base.printed_as else "",
        needed=False,
        usual_title="" if base.free else one.title or f"{{condition}}: {one.label}",
    )


def _behind(kinds: Mapping[str, Kind], before: str, kind: Kind) -> dict[str, Kind]:
    """The kinds with one more, behind the one of a name."""
    found: dict[str, Kind] = {}
    for name, held in kinds.items():
        found[name] = held
        if name == before:
            found[kind.name] = kind
    return found
