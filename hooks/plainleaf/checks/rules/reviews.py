"""PL81x: when somebody looks at a page again, and what a page may say about its review."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainleaf.checks.rules.registry import rule, site_rule
from plainleaf.model.findings import Severity
from plainleaf.model.kinds import GENERAL_KNOWLEDGE
from plainleaf.model.rule import Hit
from plainleaf.model.site_facts import ReviewFact, SiteFacts
from plainleaf.reading.page import Page
from plainleaf.text.printable import quoted
from plainleaf.text.readability import sentences


@rule(
    "PL811",
    "A page is due for a new look",
    Severity.WARNING,
    fix="Read the page against its sources, fix it, and set `written` and `next_look` anew.",
)
def overdue(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """Advice grows old without a sign; the page promises its readers a day for the next look.

    A build compares with the day of its commit, so that any commit builds for ever; a release
    compares with the clock.
    """
    if page.meta is None or site.today is None or site.today <= page.meta.next_look:
        return
    line, column = page.front_matter.position(("next_look",))
    days = (site.today - page.meta.next_look).days
    since = f"{days} days" if days > 1 else "a day"
    message = f"This page was due for a new look on {page.meta.next_look}, {since} ago."
    yield Hit(line, column, message, "Look at it again, then set both dates anew.")


# --- claims ----------------------------------------------------------------------------------

_DONE = r"(?:reviewed|checked|approved|verified|endorsed|certified|signed off)"
_CLINICIAN = (
    r"(?:(?:an?|our|the|two|three|many|several|all|medical|clinical|qualified|leading)\s+)*"
    r"(?:dr\b|doctors?|prof\b|professors?|physicians?|clinicians?|nurses?|pharmacists?|experts?|"
    r"(?:medical|health|health ?care)\s+(?:team|professionals?|experts?|board)|"
    r"h(?:a)?ematologists?|radiologists?|consultants?|specialists?)"
)
_ABOUT_TEXT = (
    r"\b(?:this|these|the|our|each|every|all)\s+(?:\w+\s+)?"
    r"(?:pages?|sites?|websites?|texts?|articles?|leaflets?|information|content|answers?|cases?)\b"
)
_CLAIM = (
    rf"\b(?:medically|clinically)[ -](?:reviewed|checked|verified)\b"
    rf"|\b(?:expert|doctor|physician|clinician|nurse)[ -](?:reviewed|checked|approved|verified)\b"
    rf"|{_ABOUT_TEXT}[^.;:]{{0,60}}?\b{_DONE}\s+(?:and\s+\w+\s+)?(?:by|with)\b"
    rf"|\b{_DONE}\s+by\s+(?:dr|prof|professor|doctor)\b\.?\s+[^\W\d_]"
    rf"|{_ABOUT_TEXT}[^.;:]{{0,20}}?\b{_CLINICIAN}[^.;:]{{0,20}}?\b{_DONE}\b"
    rf"|{_CLINICIAN}\s+(?:(?:has|have)\s+)?{_DONE}\s+{_ABOUT_TEXT}"
    rf"|^\W*(?:last\s+|medically\s+|clinically\s+)?(?:reviewed|checked|verified)\s+(?:by|on)\b"
    rf"|\b(?:medical|clinical|expert)\s+(?:reviewers?|review)\s*:"
)
"""A claim, in any case. It takes as long to compile as a page to check, so that only a text that
may hold one has it compiled, by the first search."""
_DENIED = re.compile(
    r"\b(?:no|not|never|none|nobody|neither|nor|without|if|until|unless|when|once|who|whether|"
    r"yet|before|must|should)\b|n[’']t\b",
    re.IGNORECASE,
)
_HELD = ("review", "checked", "approved", "verified", "endorsed", "certified", "signed off")
"""Every claim holds one of these; most texts hold none, and to see that is fast."""


@rule(
    "PL812",
    "The text claims a review that is not recorded",
    Severity.ERROR,
    fix="Delete the claim; the page shows by itself who reviewed it, once that is recorded.",
)
def claimed(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """Readers trust a reviewed page more; the claim needs a name, a role, a day and the very text.

    These are recorded in reviews.yml, and every page shows its own record. A claim in running text
    would outlive it.
    """
    if any(one.holds and one.page == page.src for one in site.reviews):
        return
    fix = "Delete it; a recorded review is shown by itself."
    for field in ("title", "nav_title", "menu", "description"):
        value = page.raw.get(field)
        if isinstance(value, str) and (claim := _claim(value)):
            line, column = page.front_matter.position((field,))
            yield Hit(line, column, f"{quoted(claim)} claims a review that is not recorded.", fix)
    for run in page.runs_with(*_HELD):
        if claim := _claim(run.plain):
            message = f"{quoted(claim)} claims a review that is not recorded."
            yield Hit(run.line, run.column, message, fix)
    for figure in site.figures.get(page.src, ()):
        for text in figure.words:
            if claim := _claim(text):
                message = f"{quoted(claim)} claims a review that is not recorded."
                yield Hit(figure.line, figure.column, message, fix, figure.path)


def _claim(text: str) -> str:
    """The first words that claim a review; empty when none do."""
    if not _may_claim(text):
        return ""
    for sentence in sentences(text):
        if not _may_claim(sentence):
            continue
        match = re.search(_CLAIM, sentence, re.IGNORECASE)
        # "No doctor has reviewed this page": what is denied, asked or planned is no claim.
        if match is not None and not _DENIED.search(sentence, 0, match.end()):
            return match.group().strip()
    return ""


def _may_claim(text: str) -> bool:
    small = text.lower()
    return any(word in small for word in _HELD)


# --- records ---------------------------------------------------------------------------------


@site_rule(
    "PL813",
    "A recorded review no longer counts",
    Severity.ADVICE,
    fix="Ask the reviewer to look at the new text; `plainleaf review-pack` writes what they need.",
)
def lapsed(_pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """A review is for one text only. The page says so itself; the editors should know it first."""
    told = {one.page for one in site.reviews if one.holds}
    for one in site.reviews:
        known = site.pages is None or one.page in site.pages
        if known and one.page not in told and not one.waits:
            told.add(one.page)
            yield Hit(one.line, one.column, _why_not(one), "Ask for a new one.", one.path)


def _why_not(review: ReviewFact) -> str:
    if not review.changed:
        return f"{quoted(review.page)} has changed since this review, or points of it are open."
    changed = ", ".join(quoted(title) for title in review.changed)
    return f"In {quoted(review.page)}, no review covers {changed} any more."


@site_rule(
    "PL814",
    "A review with a day on which it cannot have happened",
    Severity.ERROR,
    fix="Give the day on which the person agreed to the text as it stands.",
)
def impossible_day(_pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """Nobody can have checked a text before it was written, or will have checked it tomorrow."""
    for one in site.reviews:
        if one.day is None:
            continue
        if site.latest_day is not None and one.day > site.latest_day:
            message = f"This review of {one.day} lies in the future."
        elif one.written is not None and one.day < one.written:
            message = f"This review of {one.day} is older than the text, written {one.written}."
        else:
            continue
        yield Hit(one.line, one.column, message, "Correct the day, or delete the entry.", one.path)


@site_rule(
    "PL817",
    "A review is older than a change whose words it names",
    Severity.ERROR,
    fix="Ask the reviewer to read the page as it stands, and record the day on which they did.",
)
def older_than_change(_pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """Nobody can have read on a day what was changed after it: a new hash was written beside an old
    day. Such a review does not count."""
    for one in site.reviews:
        if one.newer_change is not None:
            message = (
                f"This review of {one.day} names the words of a change of {one.newer_change}, "
                f"so it does not count for the top of {quoted(one.page)}."
            )
            fix = "Ask for a new review, or correct the day."
            yield Hit(one.line, one.column, message, fix, one.path)


@site_rule(
    "PL818",
    "A reviewer asks for a change",
    Severity.ADVICE,
    fix="Change the words, or ask the reviewer to look again and record that they agree.",
)
def change_asked(_pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """A page that a reviewer will not stand behind is not checked, whoever else agreed to it."""
    for one in site.reviews:
        if one.asks:
            parts = ", ".join(quoted(title) for title in one.asks)
            message = f"This review asks for a change of {parts} in {quoted(one.page)}."
            fix = "Change the words, or ask the reviewer to look again."
            yield Hit(one.line, one.column, message, fix, one.path)


@site_rule(
    "PL815",
    "A signed point whose text has changed",
    Severity.ADVICE,
    fix="Ask whoever agreed to it to look at the new text.",
)
def lapsed_point(_pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """A point is signed for one text. The site counts it as open; the editors should know first."""
    for one in site.points:
        if one.state == "lapsed":
            message = (
                f"What the point {quoted(one.id)} is about has changed since it was agreed to."
            )
            yield Hit(one.line, one.column, message, "Ask for a new review.", one.path)


@site_rule(
    "PL816",
    "A sign-off point about a section that there is not",
    Severity.ERROR,
    fix="Name the id of a second-level heading: conditions/x/index.md#treatment.",
)
def point_nowhere(_pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """A point that is about nothing could be signed for nothing, and never lapse."""
    for one in site.points:
        for place in one.nowhere:
            message = f"The point {quoted(one.id)} is about {quoted(place)}, which there is not."
            yield Hit(one.line, one.column, message, "Name a section of the page.", one.path)


@rule(
    "PL819",
    "A page rests on general knowledge, and no clinician is asked about it",
    Severity.WARNING,
    fix="Add a point to docs/_data/sign_off.yml that says what a clinician must confirm there.",
)
def no_point(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """The register would show no open point, so that what nobody has sourced looks finished."""
    if site.pages_with_points is None or page.src in site.pages_with_points:
        return
    first = next((one for one in page.citations if GENERAL_KNOWLEDGE in one.keys), None)
    if first is not None:
        message = "This rests on general knowledge, and no point of sign_off.yml names the page."
        yield Hit(first.line, first.column, message, "Add one, or cite a source that was read.")
