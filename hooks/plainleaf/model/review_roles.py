"""Who must agree to a page: the roles of reviewers, as data of the site.

A role says which kinds of page need it, and which fields of `sign_off.yml` are its own. A site that
lists no roles needs one reviewer of any profession for each page, and one signature for each point.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pydantic import Field

from plainleaf.model.facts import SignOff
from plainleaf.model.findings import Finding, Severity
from plainleaf.model.front_matter import Slug
from plainleaf.model.kinds import kinds
from plainleaf.model.records import Record, Records, load_records, repeated
from plainleaf.text.nearest import nearest_name
from plainleaf.text.printable import quoted

FILE: Final = "review_roles.yml"
"""The file of roles, in the data folder."""
RULE: Final = "PL810"
ANYONE: Final = ""
"""The role for pages that name no role of their own."""

_BETWEEN: Final = re.compile(r",\s*(?:and\s+)?|\s+and\s+")
"""What stands between the fields of a point: `Hematology, radiology and pharmacy`."""


class ReviewRole(Record):
    """One role of reviewers."""

    id: Slug = Field(description="Its name, as `plainleaf review-pack --role` takes it.")
    who: str = Field(min_length=3, description="Checked by {who} on …, such as: a hematologist.")
    part: str = Field(min_length=3, description="{part} not yet checked, such as: imaging.")
    fields: tuple[str, ...] = Field(
        default=(), description="What the points of sign_off.yml call it, such as Hematology."
    )
    kinds: tuple[str, ...] = Field(
        default=(), description="The kinds of page that count as checked only with its agreement."
    )


def load_review_roles(text: str, path: str) -> Records[ReviewRole]:
    """Read the roles; a name, and a field, may stand only once, and each kind must be one."""
    records = load_records(text, path, ReviewRole, RULE)
    problems = [*repeated(records, "id", path, RULE), *_misnamed(records, path)]
    return Records(records.items, records.positions, (*records.findings, *problems))


def _misnamed(records: Records[ReviewRole], path: str) -> Iterator[Finding]:
    known: set[str] = set()
    for role, place in zip(records.items, records.positions, strict=True):
        for kind in role.kinds:
            if kind not in kinds():
                near = nearest_name(kind, kinds())
                fix = f"Did you mean {quoted(near)}?" if near else "Name a kind of page."
                message = f"There is no kind of page {quoted(kind)}."
                yield Finding(path, *place, RULE, Severity.ERROR, message, fix)
        for one in role.fields:
            if one.casefold() in known:
                message = f"The field {quoted(one)} is another role's already."
                yield Finding(path, *place, RULE, Severity.ERROR, message, "Give it to one role.")
            known.add(one.casefold())


def fields_of(point: SignOff) -> tuple[str, ...]:
    """The fields of those who can agree to a point, each by itself."""
    return tuple(filter(None, (one.strip() for one in _BETWEEN.split(point.role))))


def roles_of_point(point: SignOff, roles: Sequence[ReviewRole]) -> tuple[str, ...]:
    """The roles that must all agree to a point, by their ids, in the order of the roles.

    Anyone may agree where no role is listed.
    """
    if not roles:
        return (ANYONE,)
    named = {one.casefold() for one in fields_of(point)}
    found = tuple(
        one.id for one in roles if not named.isdisjoint(name.casefold() for name in one.fields)
    )
    return found or (ANYONE,)


def roles_of_kind(kind: str, roles: Sequence[ReviewRole]) -> tuple[str, ...]:
    """The roles that must agree to a page of a kind, by their ids; anyone where none is."""
    return tuple(one.id for one in roles if kind in one.kinds) or (ANYONE,)


def without_role(
    points: Records[SignOff], roles: Sequence[ReviewRole], path: str
) -> Iterator[Finding]:
    """Yield an error for each field of a point that is no role's: nobody would be asked."""
    known = {name.casefold(): name for one in roles for name in one.fields}
    for point, place in zip(points.items, points.positions, strict=True):
        for name in fields_of(point) if known else ():
            if name.casefold() not in known:
                near = nearest_name(name, known.values())
                fix = f"Did you mean {quoted(near)}?" if near else f"Add it to a role in {FILE}."
                message = f"No role has the field {quoted(name)}."
                yield Finding(path, *place, RULE, Severity.ERROR, message, fix)
