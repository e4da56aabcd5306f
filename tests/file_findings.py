"""What the checks of files say about a project."""

from __future__ import annotations

from pathlib import Path

import small_site
from finding_lines import as_text
from plainleaf.checks.check import check_all

CODES = ("PL105", "PL13", "PL906", "PL91")


def told(root: Path) -> list[str]:
    """What the checks of files say."""
    return [
        line for line in as_text(check_all(small_site.load(root))).splitlines()
        if any(f" {code}" in line for code in CODES)
    ]  # fmt: skip
