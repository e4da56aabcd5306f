"""What makes a file unreadable stands first, and what only follows from it is held back.

One quotation mark that is never closed in the reference file makes every citation of the site one
of an unknown source. A reader of the list must see that mark, and not a thousand citations. So a
file, or an entry of it, that was lost is a `Loss`; findings of the rules that rest on it are held
back, and one line in their place says what was not judged. Mistakes that do not rest on it stay.

A loss rests on an error, and an error stops every build: nothing is published on the strength of
what is held back here.
"""

from __future__ import annotations

import bisect
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from plainleaf.checks.told_once import told_once
from plainleaf.model.findings import Finding, Severity, in_order
from plainleaf.model.kinds import kinds
from plainleaf.model.rule import Hit, Rule
from plainleaf.model.yaml_text import YamlSource, load_yaml
from plainleaf.reading.page import Page
from plainleaf.text.printable import quoted

RULE_NOT_CHECKED: Final = Rule(
    "PL949",
    "Something could not be checked, because a file could not be read",
    Severity.WARNING,
    why="What rests on a file that cannot be read would be a long list of false findings. "
    "It is left out, and this line says so, because a short list must not look like a clean one.",
    fix="Fix the finding above it, and check again.",
)
RULE_PAGE_MISSING: Final = Rule(
    "PL948",
    "A page that others need is missing",
    Severity.ERROR,
    why="Facts, doors, links and sign-off points that name a page all break when it is moved or "
    "deleted; its one absence is the mistake.",
    fix="Restore the page, or take it out of all that names it.",
)


@dataclass(frozen=True)
class Follows:
    """The findings that follow when something cannot be read."""

    what: str
    """What is not judged then, as the end of a sentence."""
    named: Mapping[str, str] = field(default_factory=dict)
    """Codes of findings that name what they miss, each with words that such a finding holds; a bar
    stands between words of which one is enough."""
    summed: frozenset[str] = frozenset()
    """Codes that judge by all entries together."""
    near: frozenset[str] = frozenset()
    """Codes of findings on files in the same folder, or in `folder`."""
    folder: str = ""
    """The folder of those files, from the folder of the file that was lost."""
    own: frozenset[str] = frozenset()
    """Codes of findings in the file itself."""


def _codes(text: str) -> frozenset[str]:
    return frozenset(f"PL{number}" for number in text.split())


_WORDS: Final = _codes("640 641 642 643 644 645")
_ELSEWHERE: Final = _codes("437 438 507 641 645 813 815")
"""Codes that judge what all pages show or cite together."""
_LEADING: Final = _codes("272 274 416 434 435 436 710")
"""Codes of findings on other pages that miss what a condition's page holds."""
_NAMING_PAGES: Final = MappingProxyType(
    dict.fromkeys(_codes("119 120 282 283 439 802 803 810 816 927"), "")
)
_MISSING: Final = _codes("202 203 204 205 206 210 211 212 301 303 407 408 409 415 416 420 421 422")
"""Codes that miss something on a page."""
_SWALLOWED: Final = _MISSING | _codes("217 220 405 434 435 504 505 710")
_AS_TEXT: Final = _codes(f"103 {' '.join(map(str, range(201, 260)))}")
"""Codes of findings in text that is not read as it was meant: front matter, or two versions."""
_TWICE: Final = _codes("205 213 305 421 433 708")
"""Codes of findings on what stands twice."""

FOLLOWS: Final[Mapping[str, Follows]] = MappingProxyType(
    {
        "references": Follows(
            "whether the sources that pages, cards, facts and cases name are there",
            {
                "PL501": "",
                "PL120": "no reference",
                "PL439": "no reference",
                "PL711": "no reference",
                "PL801": "is no reference",
            },
            _codes("503 507"),
        ),
        "glossary": Follows(
            "whether words are explained, and what names a term",
            {
                "PL119": "glossary|about the condition",
                "PL120": "glossary.md#",
                "PL282": "glossary",
                "PL283": "glossary",
                "PL604": "",
                "PL650": "",
                "PL927": "heading",
            },
            _WORDS | _codes("217 218 230 437 611"),
        ),
        "accepted words": Follows("whether hard words are explained", summed=_WORDS),
        "care cards": Follows(
            "whether pages show the right care cards, and what cards say and cite",
            {
                "PL431": "",
                "PL119": "heading",
                "PL120": "#card-",
                "PL282": "card-",
                "PL283": "#card-",
                "PL927": "heading",
            },
            _codes("415 416 418 433 434 435 436 437 438 440 441 507 641 645 803 813 815 816"),
        ),
        "urgent sentences": Follows(
            "whether a sentence outside of care cards sounds urgent", summed=_codes("436 437")
        ),
        "emergency numbers": Follows(
            "whether pages and cards type an emergency number", summed=_codes("414 417 436 503 507")
        ),
        "moved addresses": Follows(
            "whether every address that was published still leads somewhere",
            summed=_codes("283"),
        ),
        "facts": Follows(
            "whether facts stand where they should, and what only facts rest on",
            {"PL802": "no row"},
            _codes("503 507"),
        ),
        "sign-off points": Follows(
            "whether sign-off points are there and hold",
            {"PL439": "sign-off"},
            _codes("815 816 819"),
        ),
        "content model": Follows(
            "whether pages, terms and roles name what the site adds to the content model",
            {"PL117": "no kind", "PL601": "category", "PL810": "no kind"},
        ),
        "reviews": Follows("whether reviews are recorded and hold", summed=_codes("812 813 814")),
        "clips": Follows(
            "whether sounds and their records belong together",
            {"PL650": ""},
            near=_codes("132 650"),
            folder="../sounds",
        ),
        "figures": Follows(
            "whether the figures of this folder are there, and what they show and cite",
            {"PL706": ""},
            _codes("436 437 507 641 645 803"),
            near=_codes("132 217 220 422 707 709 710"),
        ),
        "page": Follows(
            "what this page must hold, and what rests on it elsewhere",
            _NAMING_PAGES,
            _ELSEWHERE | _LEADING,
            near=_codes("132 707"),
            own=_SWALLOWED | _AS_TEXT,
        ),
        "text": Follows(
            "what the rest of this page must hold, and what rests on it elsewhere",
            _NAMING_PAGES,
            _ELSEWHERE | _LEADING,
            near=_codes("707"),
            own=_SWALLOWED | _codes("119 214"),
        ),
        "versions": Follows(
            "what this page must hold, and what rests on it elsewhere",
            _NAMING_PAGES,
            _ELSEWHERE | _LEADING,
            near=_codes("707"),
            own=_SWALLOWED | _AS_TEXT | _TWICE,
        ),
        "kind": Follows(
            "what a page of its kind must hold, and what rests on it elsewhere",
            _NAMING_PAGES | {"PL948": ""},
            _ELSEWHERE | _LEADING,
            near=_codes("132 707"),
            own=_SWALLOWED | _codes("114 115 116 213 270 271 273 277 278 280 302 306"),
        ),
        "condition": Follows(
            "what rests on the condition of this page",
            dict.fromkeys(_codes("119 431 439 802 803 816"), ""),
            _ELSEWHERE | _LEADING,
            near=_codes("707 710"),
            own=_codes("114 118 416 431 434 435 436"),
        ),
        "block": Follows(
            "what the blocks of this page must hold",
            own=_codes("204 236 301 303 405 407 408 409 415 416 420 421 422 434 435"),
        ),
    }
)
"""What follows from what, by what was lost."""


@dataclass(frozen=True)
class Loss:
    """A file that could not be read, or entries of it."""

    subject: str
    """What it holds; a key of `FOLLOWS`."""
    path: str
    """The file, as findings print it."""
    causes: tuple[Finding, ...]
    """Why it could not be read; at least one."""
    names: frozenset[str] | None = None
    """What findings call that which was lost; None when that is everything, or not known."""
    whole: bool = True
    """Whether all of the file was lost."""
    least: int = 0
    """How many findings must follow for the causes to count: for a file that may be missing."""
    counted: frozenset[str] = frozenset()
    """The codes of those findings; empty for all."""

    def explains(self, finding: Finding) -> bool:
        """Whether a finding only follows from this loss."""
        follows = FOLLOWS[self.subject]
        code = finding.code
        same = finding.path == self.path
        if finding in self.causes:
            return False
        if code == "PL193":  # what it should suppress may be held back
            return not self.path.endswith(".md") or not finding.path.endswith(".md") or same
        folder = posixpath.normpath(posixpath.join(self.path, "..", follows.folder))
        beside = code in follows.near and finding.path.startswith(f"{folder}/")
        if code in _LEADING and self.path.endswith(".md") and not same:
            return beside or ("/conditions/" in self.path and self.subject != "block")
        words = follows.named.get(code)
        if words is not None and any(one in finding.message for one in words.split("|")):
            return self._names is None or self._names.search(finding.message) is not None
        if same and code in _SAME_LINE and any(finding.line == one.line for one in self.causes):
            return True
        if code in follows.own and same:
            return True
        return beside or (code in follows.summed and code not in follows.near)

    @property
    def _names(self) -> re.Pattern[str] | None:
        if self.names is None:
            return None
        listed = "|".join(re.escape(one) for one in sorted(self.names))
        return re.compile(rf"(?<![\w/-])(?:{listed})(?![\w/-])")


def hold_back(
    findings: Iterable[Finding],
    losses: Iterable[Loss],
    asked: Callable[[Finding], bool] = lambda _finding: True,
) -> tuple[Finding, ...]:
    """The findings without those that only follow from another one; causes come first.

    Args:
        findings: everything that was found.
        losses: what could not be read.
        asked: whether somebody wants to know of a finding. A cause that held back one of these is
            told in any case.
    """
    wanted = told_once(one for one in findings if asked(one))
    held: set[Finding] = set()
    told: list[Finding] = []
    for loss in losses:
        explained = _explained(loss, wanted)
        counted = [one for one in explained if not loss.counted or one.code in loss.counted]
        if len(counted) < loss.least:
            continue
        if loss.causes and held.issuperset(loss.causes):  # it follows from an earlier loss itself
            held |= explained
            continue
        causes = [one for one in loss.causes if explained or asked(one)]
        if not causes:
            continue
        held |= explained
        told += [replace(one, first=True) for one in causes]
        if explained or loss.whole:
            told.append(_not_checked(loss, causes[-1]))
    first = {replace(one, first=False) for one in told}
    return in_order((*told, *(one for one in wanted if one not in held and one not in first)))


_SAME_LINE: Final = _codes("103 116 119 237 250")
"""Codes of findings that say the same as a cause on their line."""


def _explained(loss: Loss, findings: Iterable[Finding]) -> set[Finding]:
    follows = FOLLOWS[loss.subject]
    every = {"PL193", *_SAME_LINE}
    codes = {*follows.named, *follows.summed, *follows.near, *follows.own, *every}
    found = {one for one in findings if one.code in codes and loss.explains(one)}
    # A suppression alone is no reason to tell of a loss.
    return found if any(one.code != "PL193" for one in found) or loss.whole else set()


def _not_checked(loss: Loss, cause: Finding) -> Finding:
    message = f"Not checked because of this: {FOLLOWS[loss.subject].what}."
    hit = Hit(cause.line, cause.column, message, "Fix it, and check again.")
    return replace(RULE_NOT_CHECKED.finding(hit, cause.path), first=True)


# --- what was lost -------------------------------------------------------------------------------


def loss_of_data(
    subject: str,
    path: str,
    text: str | None,
    findings: Collection[Finding],
    loaded: Collection[str],
    codes: Collection[str],
    key: str = "id",
    beside: str = "",
) -> Loss | None:
    """What could not be read of a data file; None when all of it could.

    Args:
        subject: what it holds.
        path: the file, as findings print it.
        text: what it holds, None when that could not be read at all.
        findings: what is wrong with data files, among it with this one.
        loaded: the entries that could be read, by their key.
        codes: of findings that make an entry unreadable.
        key: the field that names an entry.
        beside: the folder of files that entries need.
    """
    wrong = [one for one in findings if one.severity is Severity.ERROR and one.code in codes]
    here = [one for one in wrong if one.path == path]
    near = [one for one in wrong if beside and one.path.startswith(beside)]
    source = load_yaml(text) if text is not None else None
    if source is None or not isinstance(source.value, list):
        return Loss(subject, path, tuple(here)) if here else None
    # In order, as a list is: a file of a million entries with a million mistakes must end.
    starts = [source.position((index,))[0] for index in range(len(source.sequence))]
    entry = {one: bisect.bisect_right(starts, one.line) - 1 for one in here}
    at = set(entry.values())
    lost = {
        index: name
        for index, name in enumerate(_names_in(source, key))
        if (index in at or near) and (name is None or name not in loaded)
    }
    causes = [*(one for one in here if entry[one] in lost), *near]
    if not lost:
        return None
    unnamed = None in lost.values() or any(quoted(key) in one.message for one in causes)
    names = None if unnamed else _names_of(subject, filter(None, lost.values()))
    return Loss(subject, path, tuple(causes), names, whole=False)


def _names_of(subject: str, lost: Iterable[str]) -> frozenset[str]:
    """What findings call entries: by their id, and a care card by the id of its heading, too."""
    names = frozenset(lost)
    return names | {f"card-{one}" for one in names} if subject == "care cards" else names


def _names_in(source: YamlSource, key: str) -> Iterator[str | None]:
    for entry in source.sequence:
        name = entry.get(key) if isinstance(entry, dict) else None
        yield str(name) if name is not None else None


_UNREADABLE: Final = _codes("101 102 104")
_MATTER: Final = _codes("110 111 112 113 116 117")
_OPEN: Final = _codes("215 404")
_VERSIONS: Final = _codes("106")
_BLOCKS: Final = _codes("401 403 406")
_CLOSED: Final = _codes("405")
"""A line that closes nothing stands below an opening that was not read as one."""


def losses_of_page(page: Page) -> Iterator[Loss]:
    """What could not be read of a page."""
    errors = [one for one in page.findings if one.severity is Severity.ERROR]
    by = [
        ("page", _UNREADABLE if not page.readable else _MATTER if page.kind is None else set()),
        ("versions", _VERSIONS),
        ("text", _OPEN),
        ("block", _BLOCKS if any(one.code in _BLOCKS | _OPEN for one in errors) else _CLOSED),
    ]
    wrong = tuple(one for one in errors if _of_condition(one))
    if wrong and page.kind is not None and not strays(page):
        yield Loss("condition", page.path, wrong, whole=False)
    for subject, codes in by:
        causes = tuple(one for one in errors if one.code in codes)
        if causes:
            yield Loss(subject, page.path, causes, names_of_page(page.src), subject == "page")


def _of_condition(finding: Finding) -> bool:
    """Whether a finding says that a page does not tell its condition."""
    return finding.code in _FIELDS and quoted("condition") in f"{finding.message} {finding.fix}"


_FIELDS: Final = _codes("114 115 116")


def strays(page: Page) -> bool:
    """Whether a page lies among the pages of one condition and says that it is of another."""
    parts = page.src.split("/")
    said = page.raw.get("condition")
    return parts[0] == "conditions" and len(parts) == _DEPTH and said not in (None, parts[1])


def misplaced(page: Page) -> bool:
    """Whether a page lies where none of its kind can lie, whatever else its front matter says."""
    return page.kind is not None and not page.kind.lives_at(page.src, {}, kinds().values())


_DEPTH: Final = 3
"""Parts of the path of a page about a condition: conditions/NAME/page.md."""


def names_of_page(src: str) -> frozenset[str]:
    """What findings may call a page: its path, and the folder of its condition."""
    parts = src.split("/")
    index = len(parts) == 3 and parts[0] == "conditions" and parts[2] == "index.md"
    return frozenset({src, parts[1]} if index else {src})


def loss_of_missing(subject: str, path: str, least: int, severity: Severity, code: str) -> Loss:
    """The loss of a data file that may be missing as long as (almost) nothing rests on it."""
    message, fix = "This file is missing.", "Restore it; it may be an empty list: []."
    cause = Finding(path, 1, 1, code, severity, message, fix)
    named = frozenset(FOLLOWS[subject].named) - _codes("119 120 282 283 927")
    return Loss(subject, path, (cause,), least=least, counted=named)


def loss_of_missing_page(path: str, src: str, places: Collection[str]) -> Loss:
    """The loss of a page that others name and that there is not.

    Args:
        path: the page, as findings print it.
        src: its path inside docs/.
        places: where it is named, as findings print it.
    """
    few = ", ".join([*places][:_PLACES])
    more = f" and at {len(places) - _PLACES:,} more places" if len(places) > _PLACES else ""
    named = f" It is named in {few}{more}." if places else ""
    hit = Hit(1, 1, f"This page is missing.{named}", "Restore it, or take it out of what names it.")
    cause = RULE_PAGE_MISSING.finding(hit, path)
    # Pictures of a page that is missing would be told to be deleted.
    return Loss("page", path, (cause,), names_of_page(src), least=_BURIED if places else 1)


_PLACES: Final = 3
"""How many places that name a missing page are told; more would bury what is wrong."""
_BURIED: Final = 4
"""With this many findings on one missing file, one finding on the file replaces them."""
