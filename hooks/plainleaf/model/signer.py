"""Whether a text names a person, for those who answer for words: reviewers, signers, speakers.

A page says that somebody checked it on the word of a name alone. What was left of a template, a
stand-in and a profession without a person are refused; any other name is taken as it is typed, for
people have names of every form.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Final

from pydantic import AfterValidator

from plainleaf.model.model_errors import complaint
from plainleaf.text.printable import quoted

_TITLES: Final = frozenset(
    (
        *("dr", "doctor", "prof", "professor", "mr", "mrs", "ms", "miss", "mx", "sir", "dame"),
        *("md", "phd", "mbbs", "frcp", "rn", "msc", "bsc", "habil", "med", "the", "an", "our"),
    )
)
"""What may stand beside a name without being part of it."""
_FILLERS: Final = frozenset(
    (
        *("your", "yours", "name", "names", "surname", "firstname", "lastname", "fullname"),
        *("tbd", "tba", "tbc", "todo", "fixme", "placeholder", "anonymous", "anon"),
        *("somebody", "someone", "anybody", "insert", "lorem", "ipsum", "undefined"),
    )
)
"""What people type in place of a name, and no person's name."""
_NO_WORDS: Final = frozenset(
    (
        "none",
        "null",
        "blank",
        "missing",
        "unknown",
        "pending",
        "nobody",
        "dummy",
        "here",
        "na",
        "nn",
        "n",
    )
)
"""The same, but some people are called so: refused where nothing else stands."""
_ROLES: Final = frozenset(
    (
        *("doctor", "physician", "clinician", "nurse", "surgeon", "consultant", "specialist"),
        *("professor", "registrar", "resident", "pharmacist", "practitioner", "gp", "therapist"),
        *("reviewer", "editor", "author", "expert", "patient", "parent", "user", "admin", "tester"),
        *("team", "staff", "department", "clinic", "hospital", "panel", "board", "committee"),
        *("office", "group", "center", "centre", "university", "ward", "service"),
        *("medical", "clinical", "senior", "chief", "head", "lead", "general", "radiology"),
        *("hematology", "haematology", "medicine", "pediatrics", "paediatrics", "oncology"),
        *("of", "in", "for", "and", "at", "by", "a", "family", "care", "health", "some", "another"),
    )
)
"""Professions, places and bodies; a name of only these names no particular person."""
_ROLE_ENDS: Final = ("ologist", "ologists", "iatrician", "iatricians", "iatrist")
_NOBODY: Final = frozenset(
    (
        *("john public", "joe public", "joe bloggs", "fred bloggs", "max mustermann"),
        *("erika mustermann", "first last", "given family", "foo bar", "john q public"),
    )
)
_DOES: Final = frozenset(("jane", "john", "joe", "jon", "janet", "johnny", "richard", "baby"))
"""Who is called Doe or Roe in forms."""


def _says_nothing(text: str) -> bool:
    """Whether a text is blank, marks only, in brackets as in a template, or one letter repeated."""
    shown = text.strip()
    letters = [one for one in shown.casefold() if one.isalnum()]
    in_brackets = shown[:1] in "<[{(" and shown[-1:] in ">]})"
    return len(letters) < 2 or in_brackets or (len(set(letters)) == 1 and len(letters) > 2)


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.findall(r"[^\W_]+(?:['\u2019-][^\W_]+)*\.?", folded)


def names_nobody(text: str) -> bool:
    """Whether a text is no person's name: "your full name", "N.N.", "a hematologist"."""
    if _says_nothing(text):
        return True
    words = _words(text)
    initials = any(len(one) == 2 and one.endswith(".") for one in words)
    named = [bare for one in words if (bare := one.removesuffix(".")) not in _TITLES]
    whole = [one for one in named if len(one) > 1]
    doe = whole[-1:] in (["doe"], ["roe"]) and not _DOES.isdisjoint(whole)
    return (
        doe
        or not _FILLERS.isdisjoint(named)
        or _NO_WORDS.issuperset(named)
        or " ".join(named) in _NOBODY
        or (not (whole and initials) and all(_is_role(one) for one in named))
    )


def _is_role(word: str) -> bool:
    return (
        word in _ROLES or word.removesuffix("s") in _ROLES or word.isdigit() or len(word) == 1
    ) or word.endswith(_ROLE_ENDS)


def _person(text: str) -> str:
    if names_nobody(text):
        raise complaint(
            f"{quoted(text)} is not the name of a person.",
            "Write the full name of whoever read the text, or delete the entry.",
        )
    return text


def _profession(text: str) -> str:
    if _says_nothing(text) or not _FILLERS.isdisjoint(one.rstrip(".") for one in _words(text)):
        raise complaint(
            f"{quoted(text)} is no profession.",
            "Write the person's profession and field, or delete the entry.",
        )
    return text


PersonName = Annotated[str, AfterValidator(_person)]
"""The name of somebody who answers for words."""
Profession = Annotated[str, AfterValidator(_profession)]
"""What that person is, such as hematologist."""
