"""The tiny site with 3 slices in its stack instead of 40, for tests that check it again and again.

Every check reads every picture: the others would take half of each, and tell nothing more.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from plainleaf.checks.check import check_all
from plainleaf.reading.content import load_content

TINY_SITE = Path(__file__).parent / "site" / "docs"
KEPT = 3


def write(root: Path) -> Path:
    """Write it into a project's folder, and return the folder; nothing is to be said of it."""
    case = root / "docs" / "cases" / "a-cough-in-spring"
    shutil.copytree(TINY_SITE, root / "docs")
    for file in (case / "stack").iterdir():
        if int(file.stem.rpartition("-")[2]) > KEPT:
            file.unlink()
    figures = case / "figures.yml"
    text = figures.read_text(encoding="utf-8").replace("slices: 40", f"slices: {KEPT}")
    figures.write_text(text.replace("slices: [15, 24]", "slices: [2, 3]"), encoding="utf-8")
    assert check_all(load_content(root, root / "docs")) == ()
    return root
