"""The real pages and data, read once for all tests of a worker; a test that changes them copies."""

from __future__ import annotations

import functools
from pathlib import Path

from plainleaf.reading.content import Content, load_content

ROOT = Path(__file__).parent.parent


@functools.cache
def content() -> Content:
    """Read them."""
    return load_content(ROOT, ROOT / "docs")
