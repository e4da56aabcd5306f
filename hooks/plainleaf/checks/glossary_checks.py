"""What can be wrong with the terms of a glossary.

Each check takes terms at their places and yields findings. Reading the file is not done here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from plainleaf.model.budgets import DEFINITION_WORDS_MAX
from plainleaf.model.findings import Finding, Severity
from plainleaf.model.rule import Rule
from plainleaf.model.term import Override, Said, SaidTerm, Term, sort_key, words_of
from plainleaf.model.yaml_text import YamlPath
from plainleaf.reading.glossary import PlacedTerm
from plainleaf.text.nearest import nearest_name
from plainleaf.text.printable import quoted
from plainleaf.text.pronunciation import Pronunciation, read_respelling

DOT: Final = "·"

RULE_ID: Final = Rule(
    "PL602",
    "Two terms have the same id",
    Severity.ERROR,
    why="The id is the term's address: a link could open the wrong definition.",
    fix="Give the newer term another id, or merge the two.",
)
RULE_NAME: Final = Rule(
    "PL603",
    "A name stands twice",
    Severity.ERROR,
    why="A name that two terms claim could open the wrong definition.",
    fix="Leave the name with the term it means, and use see to lead to the other.",
)
RULE_SEE: Final = Rule(
    "PL604",
    "A see-also link leads nowhere",
    Severity.ERROR,
    why="A link that leads nowhere, or back to where it stands, wastes a reader's time.",
    fix="Name the id of another term.",
)
RULE_DEFINITION: Final = Rule(
    "PL605",
    "A definition is too long",
    Severity.WARNING,
    why="A definition is read in the middle of a sentence: it must be short to help.",
    fix="Say what it is, and leave the rest to the pages.",
)
RULE_UNSAID: Final = Rule(
    "PL606",
    "A term has no pronunciation",
    Severity.WARNING,
    why="People avoid asking about words they cannot say.",
    fix="Add the IPA, or say in no_pronunciation why the term needs none.",
)
RULE_IPA: Final = Rule(
    "PL607",
    "The IPA cannot be read",
    Severity.ERROR,
    why="A respelling from wrong IPA teaches readers to say the word wrongly.",
    fix="Use the signs of the key in the pronunciation guide, and mark the stress.",
)
RULE_RESPELLING: Final = Rule(
    "PL608",
    "The respelling does not follow from the IPA",
    Severity.ERROR,
    why="The respelling is stored so that a change of the IPA, or of the program that derives "
    "it, is seen by a person.",
    fix="Store the respelling that the message gives, or correct the IPA.",
)
RULE_COVERS: Final = Rule(
    "PL609",
    "The IPA covers other words than the entry says",
    Severity.ERROR,
    why="Readers must know which word they are told to say.",
    fix="Write IPA for the whole term, or name the words it covers in ipa_for.",
)
RULE_HYPHENATION: Final = Rule(
    "PL610",
    "The line-break dots do not fit the spelling",
    Severity.ERROR,
    why="Without the dots, the word must be the term, letter by letter.",
    fix="Copy the term and add only dots.",
)
RULE_ORDER: Final = Rule(
    "PL611",
    "The terms are not in alphabetical order",
    Severity.ADVICE,
    why="People look for a term where the alphabet puts it, and add it again if it is not there.",
    fix="Move the term.",
)


def check_terms(placed: Sequence[PlacedTerm], ids: frozenset[str]) -> Iterator[Finding]:
    """Everything that is wrong with well-formed terms.

    Args:
        placed: the terms in the order of the file.
        ids: every id in the file, those of broken terms too.
    """
    yield from _check_ids(placed)
    yield from _check_names(placed)
    yield from _check_order(placed)
    for one in placed:
        yield from _check_see(one, ids)
        yield from _check_definition(one)
        yield from _check_pronunciation(one)
        yield from _check_hyphenation(one)


def _check_ids(placed: Iterable[PlacedTerm]) -> Iterator[Finding]:
    seen: dict[str, PlacedTerm] = {}
    for one in placed:
        first = seen.setdefault(one.term.id, one)
        if first is not one:
            yield one.finding(
                RULE_ID,
                f"The id {quoted(one.term.id)} is taken: line {first.line('id')} has it already.",
                "Give this term another, or merge the two.",
                "id",
            )


def _check_names(placed: Iterable[PlacedTerm]) -> Iterator[Finding]:
    """Each name leads to one term. Capitals matter in abbreviations only."""
    owners: dict[str, tuple[PlacedTerm, YamlPath]] = {}
    for fields, folded in (
        (("term", "same", "older_names", "inflections"), True),
        (("abbreviations",), False),
    ):
        for one in placed:
            for name, at in _claims(one.term, fields):
                key = _name_key(name)
                claimed = owners.get(key) or (None if folded else owners.get(name))
                if claimed is not None:
                    yield _taken(one, name, at, *claimed)
                owners.setdefault(key if folded else name, (one, at))


def _name_key(name: str) -> str:
    return " ".join(words_of(name.casefold()))


def _claims(term: Term, fields: Iterable[str]) -> Iterator[tuple[str, YamlPath]]:
    """The names in some fields of a term, each with its place."""
    for field in fields:
        value = getattr(term, field)
        if isinstance(value, str):
            yield value, (field,)
        else:
            yield from ((name, (field, number)) for number, name in enumerate(value))


def _taken(
    one: PlacedTerm, name: str, at: YamlPath, first: PlacedTerm, first_at: YamlPath
) -> Finding:
    if first is one:
        return one.finding(
            RULE_NAME, f"{quoted(name)} stands twice in this term.", "Delete one of the two.", *at
        )
    return one.finding(
        RULE_NAME,
        f"{quoted(name)} already means {quoted(first.term.title)} (line {first.line(*first_at)}).",
        "A name leads to one term only: delete it here or there.",
        *at,
    )


def _check_order(placed: Sequence[PlacedTerm]) -> Iterator[Finding]:
    for before, one in pairwise(placed):
        if sort_key(one.term) < sort_key(before.term):
            yield one.finding(
                RULE_ORDER,
                f"{quoted(one.term.title)} stands after {quoted(before.term.title)}.",
                "Keep the terms in alphabetical order, so that people find them.",
                "term",
            )


def _check_see(one: PlacedTerm, ids: frozenset[str]) -> Iterator[Finding]:
    for number, target in enumerate(one.term.see):
        if target == one.term.id:
            message, fix = "This term refers to itself.", "Delete the reference."
        elif target in one.term.see[:number]:
            message, fix = f"{quoted(target)} stands twice.", "Delete one of the two."
        elif target not in ids:
            near = nearest_name(target, ids)
            message = f"There is no term {quoted(target)}."
            fix = (
                f"Did you mean {quoted(near)}?" if near else "Name the id of a term, or delete it."
            )
        else:
            continue
        yield one.finding(RULE_SEE, message, fix, "see", number)


def _check_definition(one: PlacedTerm) -> Iterator[Finding]:
    count = len(one.term.definition.split())
    if count > DEFINITION_WORDS_MAX:
        yield one.finding(
            RULE_DEFINITION,
            f"The definition has {count} words; the limit is {DEFINITION_WORDS_MAX}.",
            "Shorten it: what it is first, the rest on the page.",
            "definition",
        )


def _check_pronunciation(one: PlacedTerm) -> Iterator[Finding]:
    said = one.term.pronunciation
    if said is None:
        if one.term.no_pronunciation is None:
            yield one.finding(
                RULE_UNSAID,
                f"{quoted(one.term.title)} has no pronunciation.",
                "Add one, or say why it needs none in no_pronunciation.",
                "id",
            )
        return
    yield from _check_said(one, said, "pronunciation")
    if said.override is not None:
        yield from _check_override(one, said, said.override)
    for number, alternate in enumerate(said.alternates):
        yield from _check_said(one, alternate, "pronunciation", "alternates", number)


def _check_said(one: PlacedTerm, said: Said, *at: str | int) -> Iterator[Finding]:
    derived = said.derived
    if not derived.ok:
        for problem in derived.problems:
            yield one.finding(
                RULE_IPA,
                f"{problem.message.removesuffix('.')} "
                f"(sign {problem.position} of {quoted(said.ipa)}).",
                problem.fix,
                *at,
                "ipa",
            )
        return
    yield from _check_respelling(one, said, derived, *at)
    yield from _check_coverage(one, said, *at)


def _check_respelling(
    one: PlacedTerm, said: Said, derived: Pronunciation, *at: str | int
) -> Iterator[Finding]:
    if said.respelling is None:
        yield one.finding(
            RULE_RESPELLING,
            "The respelling is not stored.",
            f'Add a line "respelling: {derived.respelling}".',
            *at,
            "ipa",
        )
    elif said.respelling != derived.respelling:
        yield one.finding(
            RULE_RESPELLING,
            f"The IPA gives {quoted(derived.respelling)}, not {quoted(said.respelling)}.",
            "Store that; to print another, add an override with the reason.",
            *at,
            "respelling",
        )


def _check_override(one: PlacedTerm, said: SaidTerm, override: Override) -> Iterator[Finding]:
    """An override may change letters; what it says must still be what the IPA says."""
    derived = said.derived
    count = sum(len(word) for word in read_respelling(override.respelling))
    if derived.ok and count != derived.syllable_count:
        yield one.finding(
            RULE_RESPELLING,
            f"The override has {count} syllables, the IPA {derived.syllable_count}.",
            "Correct the one that is wrong.",
            "pronunciation",
            "override",
            "respelling",
        )


def _check_coverage(one: PlacedTerm, said: Said, *at: str | int) -> Iterator[Finding]:
    """The IPA says as many words as the words it is for."""
    covered = said.ipa_for or one.term.term
    if said.ipa_for is not None and not any(
        _holds(name, said.ipa_for) for name in (*one.term.names, *one.term.inflections)
    ):
        yield one.finding(
            RULE_COVERS,
            f"{quoted(said.ipa_for)} is no part of {quoted(one.term.title)} or its other names.",
            "Name the words of the term that the IPA covers.",
            *at,
            "ipa_for",
        )
        return
    spoken = len(words_of(said.ipa))
    written = len(words_of(covered))
    if spoken != written:
        yield one.finding(
            RULE_COVERS,
            f"The IPA says {spoken} {'word' if spoken == 1 else 'words'}; "
            f"{quoted(covered)} has {written}.",
            "Cover the whole term, or name the words it covers in ipa_for.",
            *at,
            "ipa",
        )


def _holds(name: str, part: str) -> bool:
    """Whether a name has the given words, next to each other."""
    words, wanted = words_of(name.casefold()), words_of(part.casefold())
    return any(
        words[start : start + len(wanted)] == wanted
        for start in range(len(words) - len(wanted) + 1)
    )


def _check_hyphenation(one: PlacedTerm) -> Iterator[Finding]:
    dotted = one.term.hyphenation
    if dotted is not None and dotted.replace(DOT, "") != one.term.term:
        yield one.finding(
            RULE_HYPHENATION,
            f"Without its dots, {quoted(dotted)} is not {quoted(one.term.term)}.",
            "Keep the spelling of the term; add only dots.",
            "hyphenation",
        )
