"""Looks for words in a picture's pixels, by the program tesseract, when it is installed."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps

from plainleaf.model.site_facts import BurnedIn, FileFact
from plainleaf.reading.disk import read_regular

LIMITS: Final = (
    "This is an aid. It finds most words in the black around the body, and misses most that lie\n"
    "on the body, are turned or written by hand; it cannot tell a face.\n"
    "Look at each picture yourself."
)
"""What a reading cannot tell; every report of one says it."""

_PROGRAM: Final = "tesseract"
_SURE: Final = 60
"""Least certainty, of 100: below it the pixels of tissue read as words."""
_SHORTEST: Final = 2
"""Letters and digits of a word; the side marks R and L are single ones."""
_LARGE_ENOUGH: Final = 1500
"""Pixels of the longer side. Smaller pictures are enlarged: the program expects printed pages."""
_LONGEST: Final = 120
"""Seconds for one picture."""


class PictureReadingError(RuntimeError):
    """A picture cannot be read for words; says why, as a sentence."""


def words_in(data: bytes) -> tuple[BurnedIn, ...]:
    """The words that seem to be in a picture, from the top.

    Raises:
        ReadingError: tesseract is not installed or fails, or the picture cannot be opened.
    """
    program = shutil.which(_PROGRAM)
    if program is None:
        raise PictureReadingError(
            "tesseract is not installed. On Debian: apt-get install tesseract-ocr"
        )
    page, scale = _as_page(data)
    command = [program, "stdin", "stdout", "--psm", "11", "tsv"]
    try:
        done = subprocess.run(
            command,
            input=page,
            capture_output=True,
            timeout=_LONGEST,
            check=True,
            env=_one_thread(),
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise PictureReadingError(f"tesseract failed ({type(error).__name__}).") from error
    return tuple(_words(done.stdout.decode("utf-8", "replace"), scale))


def _one_thread() -> dict[str, str]:
    """Its threads wait for each other: on a small picture one is several times as fast."""
    return {**os.environ, "OMP_THREAD_LIMIT": "1"}


def with_words(files: Iterable[FileFact], root: Path) -> tuple[FileFact, ...]:
    """Files with the words in those that are pictures which can be read to their end.

    Raises:
        ReadingError: tesseract is not installed or fails.
    """
    return tuple(
        replace(file, burned_in=words_in(read_regular(root / file.path)))
        if file.picture and not file.picture.broken
        else file
        for file in files
    )


def _as_page(data: bytes) -> tuple[bytes, int]:
    """A picture in grays and enlarged, as PNG, and how many times."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("L")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PictureReadingError("It cannot be opened as a picture.") from error
    scale = max(1, min(4, _LARGE_ENOUGH // max(image.size)))
    if scale > 1:
        image = image.resize((image.width * scale, image.height * scale), Image.Resampling.LANCZOS)
    stream = io.BytesIO()
    image.save(stream, "PNG", compress_level=1)
    return stream.getvalue(), scale


def _words(table: str, scale: int) -> Iterator[BurnedIn]:
    """Yield the words of tesseract's table: a line each, with fields between tabs."""
    for line in table.splitlines()[1:]:
        fields = line.split("\t")
        if len(fields) < 12:
            continue
        word = fields[11].strip()
        try:
            sure, across, down = float(fields[10]), int(fields[6]), int(fields[7])
        except ValueError:
            continue
        if sure >= _SURE and sum(one.isalnum() for one in word) >= _SHORTEST:
            yield BurnedIn(word, across // scale, down // scale)
