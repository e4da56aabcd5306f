"""What is still to be read, by page and role."""

from __future__ import annotations

import datetime
from pathlib import Path

from builds import CONDITION, FAQ
from plainleaf.rendering.review_plan import minutes_for, of_role, roles_of_page, tasks
from plainleaf.reviewing.review_record import add_entry, outcome_of
from review_packs import Desk, desk


def work(one: Desk) -> list[tuple[str, int, int]]:
    """What is left on the condition's page: role, minutes, points."""
    found = tasks(one.build.content, one.build.reviews)
    return [(task.role, task.minutes, task.points) for task in found if task.src == CONDITION]


def test_minutes_are_counted_from_words_points_and_figures() -> None:
    assert minutes_for(0, 0, 0) == 0
    assert minutes_for(1, 0, 0) == 1
    assert minutes_for(300, 2, 1) == 5


def test_each_role_has_what_its_pages_and_points_need(tmp_path: Path) -> None:
    one = desk(tmp_path / "a")
    assert work(one) == [("botanist", 3, 2), ("gardener", 2, 2)]
    found = of_role(tasks(one.build.content, one.build.reviews))
    assert FAQ in {task.src for task in found[""]}
    assert roles_of_page(one.build.content, CONDITION) == ("botanist", "gardener")
    assert roles_of_page(one.build.content, FAQ) == ("",)


def test_what_was_agreed_to_is_read(tmp_path: Path) -> None:
    one = desk(tmp_path / "a")
    form = one.form({asked.name: "agree" for asked in one.pack.asked if asked.name != "point/hot"})
    latest = datetime.date(2026, 11, 30)
    found = outcome_of(form, one.pack, one.build.content, latest=latest)
    add_entry(tmp_path / "reviews.yml", "reviews.yml", found.entry or {})
    held = (tmp_path / "reviews.yml").read_text(encoding="utf-8")
    after = desk(tmp_path / "b", {"_data/reviews.yml": held})
    assert work(after) == [("botanist", 1, 1), ("gardener", 2, 2)]
