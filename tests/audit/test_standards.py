"""What the audit of the built site tells of the checker's report."""

from __future__ import annotations

from pathlib import Path

from standards import complaints


def test_every_message_is_told_with_its_place_whatever_its_weight() -> None:
    report = {
        "messages": [
            {"type": "error", "url": "file:/tmp/x/a.html", "lastLine": 3, "message": "No."},
            {"type": "info", "url": "file:/tmp/x/b/c.html", "message": "Hm."},
        ]
    }
    assert complaints(report, Path("/tmp/x")) == ["a.html:3: No.", "b/c.html:0: Hm."]


def test_nothing_said_is_nothing_told() -> None:
    assert complaints({"messages": []}, Path("/tmp/x")) == []
