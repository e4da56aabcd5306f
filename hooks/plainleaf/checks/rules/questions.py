"""PL3xx: pages of questions and answers."""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf.checks.rules.registry import rule
from plainleaf.model.findings import Severity
from plainleaf.model.kind import Kind, heading_key
from plainleaf.model.rule import Hit
from plainleaf.model.site_facts import SiteFacts
from plainleaf.reading.page import Page, Section, within
from plainleaf.text.printable import quoted


def _asks(kind: Kind) -> bool:
    return kind.questions


def questions_of(page: Page) -> tuple[Section, ...]:
    """The questions of a page: the `###` sections of its groups."""
    if page.kind is None or not page.kind.questions:
        return ()
    return tuple(inner for section in page.sections for inner in section.subsections)


@rule(
    "PL301",
    "There are too few questions",
    Severity.ERROR,
    only=_asks,
    fix="Add questions that patients and families really ask.",
)
def too_few(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """A page of questions that answers only a few sends readers elsewhere."""
    least = page.kind.limits.min_questions if page.kind is not None else None
    count = len(questions_of(page))
    if least is None or count >= least:
        return
    more = least - count
    yield Hit(
        min(page.body_line, len(page.lines)),
        1,
        f"The page has {count} questions; it needs at least {least}.",
        f'Add {more} more "###" question{"s" if more > 1 else ""}.',
    )


@rule(
    "PL302",
    "A question is not a question",
    Severity.ERROR,
    only=_asks,
    fix='Word each "###" heading as a reader would ask it, ending in "?"; groups are "##".',
)
def no_question(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """Readers scan for their own question; search engines take the heading as the question."""
    for question in questions_of(page):
        if question.title and not question.title.endswith("?"):
            yield Hit(
                question.line,
                question.heading.column,
                f'Question {quoted(question.title)} does not end in "?".',
                "Word it as a question.",
            )
    for section in page.sections:
        if section.title.endswith("?"):
            yield Hit(
                section.line,
                section.heading.column,
                f"Question {quoted(section.title)} stands where a group of questions belongs.",
                'Begin it with "###".',
            )


@rule(
    "PL303",
    "A question has no answer",
    Severity.ERROR,
    only=_asks,
    fix="Answer the question in the first sentence, or delete it.",
)
def no_answer(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """A question without an answer frightens: a reader takes the silence for the answer."""
    for question in questions_of(page):
        text = "".join(run.plain for run in within(page.runs, question) if run.role != "heading")
        if not any(character.isalnum() for character in text):
            yield Hit(
                question.line,
                question.heading.column,
                f"Question {quoted(question.title)} has no answer.",
                "Answer it, or delete the question.",
            )


@rule(
    "PL304",
    "Text is collapsed",
    Severity.ERROR,
    fix="Write the text openly, under a heading.",
)
def collapsed(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """What is collapsed is missed by readers, by search, and by everyone who prints the page."""
    for tag in page.tags:
        if tag.name == "details" and not tag.closing:
            yield Hit(tag.line, tag.column, "<details> hides this text.", "Write it openly.")
    for run in page.runs:
        if run.role == "paragraph" and run.text.startswith("???"):
            yield Hit(run.line, run.column, '"???" hides this text.', "Write it openly.")


@rule(
    "PL305",
    "A question is asked twice",
    Severity.ERROR,
    only=_asks,
    fix="Join the two answers.",
)
def asked_twice(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """Two answers to one question will differ one day."""
    seen: dict[str, Section] = {}
    for question in questions_of(page):
        first = seen.setdefault(heading_key(question.title), question)
        if first is not question:
            yield Hit(
                question.line,
                question.heading.column,
                f"Question {quoted(question.title)} is already on line {first.line}.",
                "Join the two.",
            )


@rule(
    "PL306",
    "An answer does not begin with a sentence",
    Severity.WARNING,
    only=_asks,
    fix="Answer in one sentence first; lists, tables and figures come after it.",
)
def answer_begins_otherwise(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """The first sentence answers, and must be safe when it is read alone: search shows only it."""
    for question in questions_of(page):
        first = next(
            (
                line
                for line in range(question.line + 1, question.end_line + 1)
                if line in page.content_lines
            ),
            None,
        )
        runs = [run for run in within(page.runs, question) if run.role != "heading"]
        if first is None or not runs:
            continue
        if runs[0].line != first or runs[0].in_list or runs[0].role == "cell":
            yield Hit(
                first,
                1,
                f"The answer to {quoted(question.title)} does not begin with a sentence.",
                "Answer in one sentence first.",
            )
