"""Builds the site in several ways that must give the same bytes: `make audit`.

MkDocs 1 is no longer maintained; ProperDocs, its drop-in fork, is the way out. Both run in one
environment (that of the lock `requirements-audit.txt`), on the same day, from the same files.
Nothing may differ but the line in which a page names its generator. The first build begins with an
empty store; the others take from it what was kept, and the last one is the first again.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
GENERATORS = ("mkdocs", "properdocs", "mkdocs")
STORE = ROOT / ".cache" / "kept.sqlite"
BUILD_DAY = "1795219200"  # 2026-11-21, as SOURCE_DATE_EPOCH has it
GENERATOR_TAG = b'<meta name="generator"'


def build(
    generator: str, site: Path, project: Path = ROOT, env: Mapping[str, str] | None = None
) -> None:
    """Build a site; a failure ends the audit."""
    command = [sys.executable, "-m", generator, "build", "--strict", "--config-file", "mkdocs.yml"]
    done = subprocess.run(
        [*command, "--site-dir", str(site)],
        cwd=project,
        env={
            **os.environ,
            **(env or {}),
            "SOURCE_DATE_EPOCH": BUILD_DAY,
            "NO_MKDOCS_2_WARNING": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{generator} does not build the site:\n{done.stdout}")


def files_of(site: Path) -> dict[str, bytes]:
    """Every file of a site with its bytes, by path."""
    return {
        file.relative_to(site).as_posix(): file.read_bytes()
        for file in sorted(site.rglob("*"))
        if file.is_file()
    }


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """What differs between two sites, a line each; generator tags may."""
    return [
        *(f"{path} is in one of the two only" for path in sorted(one.keys() ^ other.keys())),
        *(
            f"{path} differs"
            for path in sorted(one.keys() & other.keys())
            if _without_tag(one[path]) != _without_tag(other[path])
        ),
    ]


def _without_tag(data: bytes) -> list[bytes]:
    return [line for line in data.split(b"\n") if not line.strip().startswith(GENERATOR_TAG)]


def main() -> None:
    """Build from an empty store, then from what it has kept, and compare."""
    STORE.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix="plainleaf-audit-") as folder:
        sites = [Path(folder) / f"{place}-{name}" for place, name in enumerate(GENERATORS)]
        for generator, site in zip(GENERATORS, sites, strict=True):
            build(generator, site)
            if not STORE.exists():
                raise SystemExit("Nothing was kept: the code changed a moment ago. Run it again.")
        first, *others = map(files_of, sites)
    found = [one for other in others for one in differences(first, other)]
    if found or not first:
        raise SystemExit("\n".join(found or ["Nothing was built."]))
    print(f"MkDocs and ProperDocs write the same {len(first)} files, from a warm store, too.")


if __name__ == "__main__":
    main()
