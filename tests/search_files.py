"""Reads a search index as the browser's engine does."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def read_script(script: str) -> tuple[str, str, Any]:
    """Version, name and data of a part of an index."""
    call = script.strip().removeprefix("plainleafSearch(").removesuffix(")")
    version, name, data = json.loads(f"[{call}]")
    return version, name, data


def read_texts(folder: Path) -> Mapping[str, list[tuple[str, str, str, str]]]:
    """The passages that a built site can find: page to anchors, headings, texts and sections."""
    found: dict[str, list[tuple[str, str, str, str]]] = {}
    for file in sorted((folder / "search" / "texts").glob("*.js")):
        data = read_script(file.read_text(encoding="utf-8"))[2]
        found.setdefault(data["location"], []).extend(map(tuple, data["passages"]))
    return found
