"""The command `plainleaf new site`: a folder of its own that builds at once."""

from __future__ import annotations

import datetime
import shutil
import string
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from plainleaf.authoring.new import begin, today
from plainleaf.authoring.scaffold import ScaffoldError, checked_name, slug_of, yaml_value
from plainleaf.model.settings import LONGEST_NAME, SettingError, setting

SITE: Final = "site"
STARTER: Final = Path(__file__).parent / "starter"
"""The files of a new site, with its name and days to be filled in."""
DRAFTS: Final = "drafts"
"""The folder with a guide to read before writing one; outside of docs/, so never published."""
_HIDDEN: Final[Mapping[str, str]] = MappingProxyType({"gitignore": ".gitignore", "ci": ".ci/run"})
"""Files whose names begin with a dot, which a package would not carry along everywhere."""
_PROGRAMS: Final = frozenset({".ci/run"})


def begin_site(name: str, folder: Path) -> str:
    """Make a new site in a folder of its own; returns what to tell its author.

    Args:
        name: what the site is called.
        folder: where its folder comes to stand.

    Raises:
        ScaffoldError: nothing was written, and why.
    """
    name = checked_name(name)
    try:
        setting(name, "The name", LONGEST_NAME)
    except SettingError as error:
        raise ScaffoldError(str(error)) from error
    root = folder / slug_of(name)
    if root.exists() or root.is_symlink():
        raise ScaffoldError(f"{root} exists already. Nothing was written.")
    try:
        _write(root, _filled_in(name, today()))
        (root / DRAFTS).mkdir()
        begin("guide", "Name of the condition", None, root, root / DRAFTS)
    except BaseException:  # half a site would be in the way of the next try
        shutil.rmtree(root, ignore_errors=True)
        raise
    return f"Wrote {root}. Read {root / 'README.md'}, then run there: make site"


def _filled_in(name: str, day: datetime.date) -> Mapping[str, str]:
    """Each file of a new site by its path there."""
    values = {
        "NAME": name,
        "QUOTED": yaml_value(name),
        # In front matter, before more words.
        "TITLE": yaml_value(f"{name}, in plain words"),
        "DAY": day.isoformat(),
        # Two 29th of February are never a year apart.
        "NEXT": (day + datetime.timedelta(days=364)).isoformat(),
    }
    found = {}
    for file in sorted(one for one in STARTER.rglob("*") if one.is_file()):
        place = file.relative_to(STARTER).as_posix()
        text = file.read_text(encoding="utf-8")
        # A Makefile has dollars of its own.
        filled = text if file.name == "Makefile" else string.Template(text).safe_substitute(values)
        found[_HIDDEN.get(place, place)] = filled
    return found


def _write(root: Path, files: Mapping[str, str]) -> None:
    for place, text in files.items():
        file = root / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
        if place in _PROGRAMS:
            file.chmod(0o755)
