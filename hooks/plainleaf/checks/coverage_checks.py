"""The rules on coverage: hard words that nobody explains, terms that nobody uses.

What is looked for is computed in `plainleaf.checks.coverage`; here it becomes findings. All but
circles are advice: a frequency and a formula know nothing of meaning, and a reason settles the
matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from plainleaf.checks.coverage import (
    Accepted,
    HardWord,
    NamedTerms,
    circles,
    definition_coverage,
    patient_pages,
    unexplained_in,
    unexplained_on,
    unused_terms,
    words_of_page,
)
from plainleaf.checks.glossary_checks import RULE_DEFINITION
from plainleaf.model.budgets import DEFINITION_GRADE_MAX
from plainleaf.model.findings import Finding, Severity
from plainleaf.model.rule import Hit, Rule
from plainleaf.model.term import by_id
from plainleaf.reading.content import Content
from plainleaf.text.printable import quoted
from plainleaf.text.vocabulary import zipf

RULE_HARD_WORD: Final = Rule(
    "PL640",
    "A hard word is explained nowhere",
    Severity.ADVICE,
    why="Readers who meet a rare or medical word with no help skip the sentence, or misread it.",
    fix="Use a plainer word, or add it to the glossary. If the page explains it, or nobody needs "
    "to look it up, list it in docs/_data/accepted_words.yml with the reason.",
)
RULE_UNUSED: Final = Rule(
    "PL641",
    "A term is used nowhere",
    Severity.ADVICE,
    why="An entry that no page needs makes the glossary longer to search and to keep right.",
    fix="Delete the entry; or suppress this with the reason why readers look the word up.",
)
RULE_DEFINITION_WORD: Final = Rule(
    "PL642",
    "A definition uses a hard word that no term explains",
    Severity.ADVICE,
    why="Who looks up one word must not need a dictionary for the next.",
    fix="Use a plainer word, or define that word too.",
)
RULE_CIRCLE: Final = Rule(
    "PL643",
    "Definitions lead round in a circle",
    Severity.ERROR,
    why="A reader who knows neither word learns neither.",
    fix="Say in the first sentence what one of them is, without the others.",
)
RULE_GRADE: Final = Rule(
    "PL644",
    "A definition is hard to read",
    Severity.ADVICE,
    why="A definition must be easier than the word that it explains.",
    fix="Use shorter words and sentences.",
)
RULE_ACCEPTED: Final = Rule(
    "PL645",
    "An accepted word needs no acceptance",
    Severity.ADVICE,
    why="Left in place, it would hide the word when somebody uses it somewhere else.",
    fix="Delete the word from docs/_data/accepted_words.yml.",
)


CODES: Final = frozenset(
    rule.code
    for rule in (
        *(RULE_HARD_WORD, RULE_UNUSED, RULE_DEFINITION_WORD, RULE_CIRCLE, RULE_GRADE),
        *(RULE_ACCEPTED, RULE_DEFINITION),
    )
)
"""The rules that the report of coverage is about."""


def check_coverage(content: Content, syllables: Mapping[str, int]) -> Iterator[Finding]:
    """Everything that the rules of this module find.

    Args:
        content: the site's source.
        syllables: how many syllables the words have whose pronunciation the glossary knows.
    """
    named = NamedTerms(content)
    accepted = Accepted(content)
    for src, page in patient_pages(content):
        hard = accepted.not_accepted(named.hard_words(words_of_page(page)), src)
        for word in unexplained_on(page, hard, named):
            yield RULE_HARD_WORD.finding(_hard_word(word), page.path)
    yield from _check_cards(content, named, accepted)
    yield from _check_definitions(content, named, accepted, syllables)
    for term in unused_terms(content, named):
        message = f"No page and no other definition uses {quoted(term.title)}."
        fix = "Delete it, or say why readers look it up."
        yield _at_term(content, RULE_UNUSED, term.id, message, fix)
    yield from _check_accepted(content, accepted)


def _hard_word(word: HardWord) -> Hit:
    rare = "few people know" if word.zipf is None else "not everybody knows"
    message = f"No page or term explains {quoted(word.word)}, a word that {rare}."
    fix = (
        f"Explain it, {_use_plainer(word.plainer)}, or list it in accepted_words.yml with the "
        "reason."
    )
    return Hit(word.line, word.column, message, fix)


def _use_plainer(words: Sequence[str], use: str = "use") -> str:
    """What to do: use a plainer word, and which, where the vocabulary of search knows one."""
    named = f": {' or '.join(map(quoted, words))}" if words else ""
    return f"{use} a plainer word{named}"


def _check_cards(content: Content, named: NamedTerms, accepted: Accepted) -> Iterator[Finding]:
    cards = content.cards
    for card in cards.cards.values():
        for part, word in unexplained_in(card, named):
            if accepted.not_accepted([word], None):
                place = cards.place(card.id, *part)
                yield RULE_HARD_WORD.finding(
                    _hard_word(HardWord(word, zipf(word), *place, named.plainer(word))),
                    cards.path,
                )


def _check_definitions(
    content: Content, named: NamedTerms, accepted: Accepted, syllables: Mapping[str, int]
) -> Iterator[Finding]:
    terms = by_id(content.terms)
    for one in definition_coverage(content, named, accepted, syllables):
        title = quoted(terms[one.term].title)
        for word in one.unexplained:
            message = f"The definition of {title} uses {quoted(word)}, which no term explains."
            fix = f"{_use_plainer(named.plainer(word), 'Use')}, or define this one too."
            yield _at_term(content, RULE_DEFINITION_WORD, one.term, message, fix)
        if one.grade > DEFINITION_GRADE_MAX:
            message = (
                f"The definition of {title} reads at US grade {one.grade}; "
                f"{DEFINITION_GRADE_MAX:.0f} or less help."
            )
            yield _at_term(content, RULE_GRADE, one.term, message, "Use shorter words.")
    for circle in circles(content, named):
        names = [quoted(terms[one].title) for one in (*circle, circle[0])]
        message = f"To understand {names[0]} one must know {', then '.join(names[1:])}."
        fix = "Say in the first sentence what one of them is, without the others."
        yield _at_term(content, RULE_CIRCLE, circle[0], message, fix)


def _check_accepted(content: Content, accepted: Accepted) -> Iterator[Finding]:
    records = content.accepted_words
    for number, (record, place) in enumerate(zip(records.items, records.positions, strict=True)):
        for word in record.words:
            if (number, word.casefold()) not in accepted.used:
                hit = Hit(*place, needless(word), "Delete it here.")
                yield RULE_ACCEPTED.finding(hit, content.accepted_words_path)


def needless(word: str) -> str:
    """What is said of an accepted word that no page needs."""
    return f"{quoted(word)} is accepted, and no page needs that."


def _at_term(content: Content, rule: Rule, term: str, message: str, fix: str) -> Finding:
    line, column = content.glossary.places.get(term, (1, 1))
    return rule.finding(Hit(line, column, message, fix), content.glossary_path)
