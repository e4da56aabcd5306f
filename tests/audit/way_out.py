"""Builds the site with MkDocs and with ProperDocs and compares every byte: `make audit`.

MkDocs 1 is no longer maintained; ProperDocs, its drop-in fork, is the way out. Both run in one
environment (that of the lock `requirements-audit.txt`), on the same day, from the same files.
Nothing may differ but the line in which a page names its generator.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
GENERATORS = ("mkdocs", "properdocs")
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
    """Build twice and compare."""
    with tempfile.TemporaryDirectory(prefix="plainleaf-audit-") as folder:
        sites = [Path(folder) / generator for generator in GENERATORS]
        for generator, site in zip(GENERATORS, sites, strict=True):
            build(generator, site)
        built = [files_of(site) for site in sites]
    found = differences(*built)
    if found or not built[0]:
        raise SystemExit("\n".join(found or ["Nothing was built."]))
    print(f"MkDocs and ProperDocs write the same {len(built[0])} files.")


if __name__ == "__main__":
    main()
