"""Eight words in a row: how copied sentences are found without storing what they were copied from.

The documents that the content starts from are not in this repository, because they may not be
reproduced. Hashes of their word sequences are, in `tests/golden/source_shingles.txt`. To write that
file anew, or to add a document to it:

    python tests/site/shingles.py DOCUMENT… > tests/golden/source_shingles.txt
"""

from __future__ import annotations

import hashlib
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

LENGTH = 8


def words_of(text: str) -> list[str]:
    """The words of a text: lower-case letters and digits, no accents, no dots inside a word."""
    plain = unicodedata.normalize("NFKD", text.casefold()).replace("·", "")
    plain = plain.replace("’", "'").replace("'", "")
    return "".join(
        sign if sign.isalnum() else "" if unicodedata.combining(sign) else " " for sign in plain
    ).split()


def shingles(text: str) -> Iterator[tuple[str, str]]:
    """Each eight words in a row, with their hash."""
    words = words_of(text)
    for start in range(len(words) - LENGTH + 1):
        run = " ".join(words[start : start + LENGTH])
        yield run, hashlib.sha256(run.encode()).hexdigest()[:16]


if __name__ == "__main__":
    found = {
        code
        for name in sys.argv[1:]
        for _, code in shingles(Path(name).read_text(encoding="utf-8"))
    }
    print("\n".join(sorted(found)))
