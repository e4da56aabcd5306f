"""The roles of reviewers, as a site lists them."""

from __future__ import annotations

from pathlib import Path

from plainleaf.model.facts import SignOff
from plainleaf.model.records import Records
from plainleaf.model.review_roles import (
    ANYONE,
    ReviewRole,
    fields_of,
    load_review_roles,
    roles_of_kind,
    roles_of_point,
    without_role,
)
from plainleaf.reading.content import load_content
from small_site import load, write

ROLES = load_review_roles(
    "- {id: heme, who: a hematologist, part: blood, fields: [Hematology], kinds: [faq, case]}\n"
    "- {id: imaging, who: a radiologist, part: imaging, fields: [Radiology], kinds: [case]}\n",
    "r.yml",
)


def point(role: str) -> SignOff:
    return SignOff(id="one", point="Every line of it.", role=role, pages=("a.md",))


def test_a_point_needs_each_role_that_it_names() -> None:
    both = point("Radiology, children's hospital, and hematology")
    assert fields_of(both) == ("Radiology", "children's hospital", "hematology")
    assert roles_of_point(both, ROLES.items) == ("heme", "imaging")
    assert roles_of_point(point("Hematology and spine surgery"), ROLES.items) == ("heme",)
    assert roles_of_point(point("Botany"), ROLES.items) == (ANYONE,)
    assert roles_of_point(both, ()) == (ANYONE,)


def test_a_kind_needs_the_roles_that_list_it() -> None:
    assert roles_of_kind("case", ROLES.items) == ("heme", "imaging")
    assert roles_of_kind("faq", ROLES.items) == ("heme",)
    assert roles_of_kind("about", ROLES.items) == (ANYONE,)


def test_a_field_that_is_nobodys_is_told() -> None:
    points = Records((point("Hematologie and botany"),), ((3, 3),))
    assert [one.text for one in without_role(points, ROLES.items, "s.yml")] == [
        's.yml:3:3: error PL810 No role has the field "Hematologie". Did you mean "Hematology"?',
        's.yml:3:3: error PL810 No role has the field "botany". Add it to a role in '
        "review_roles.yml.",
    ]
    assert list(without_role(points, (), "s.yml")) == []


def test_a_broken_role_is_told() -> None:
    text = (
        "- {id: a, who: an a, part: one, fields: [X], kinds: [fag]}\n"
        "- {id: a, who: a b, part: two, fields: [x], kinds: [nonsense-kind]}\n"
    )
    said = [one.message for one in load_review_roles(text, "r.yml").findings]
    assert said == [
        'The id "a" is taken: line 1 has it already.',
        'There is no kind of page "fag".',
        'There is no kind of page "nonsense-kind".',
        'The field "x" is another role\'s already.',
    ]


def test_a_review_in_a_role_that_there_is_not_is_told(tmp_path: Path) -> None:
    review = (
        "- page: glossary.md\n  reviewer: A. Leaf\n  role: Botanist\n  agrees_as: gardener\n"
        f"  date: 2027-01-31\n  sections: {{top: '{'0' * 64}'}}\n"
    )
    content = load(write(tmp_path, {"_data/reviews.yml": review}))
    assert [one.text for one in content.findings if one.code == "PL810"] == [
        'docs/_data/reviews.yml:1:3: error PL810 There is no role "gardener". Name one of '
        "review_roles.yml, or leave it out."
    ]


def test_every_real_role_is_somebodys_work() -> None:
    root = Path(__file__).parents[2]
    content = load_content(root, root / "docs")
    needed = {one for point in content.sign_offs for one in roles_of_point(point, content.roles)}
    assert all(role.kinds or role.id in needed for role in content.roles)
    assert isinstance(content.roles[:1], tuple)
    assert all(isinstance(role, ReviewRole) for role in content.roles)
