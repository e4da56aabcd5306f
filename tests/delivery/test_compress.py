"""Compressed copies say the same as the file, in the same bytes each time."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli

from plainleaf.delivery.compress import best_brotli, compress_beside


def test_copies_are_the_file_and_the_same_at_any_time(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text("<p>Plain</p>\n" * 100)
    copies = []
    for _ in range(2):
        compress_beside([page])
        copies.append([(tmp_path / f"a.html.{end}").read_bytes() for end in ("gz", "br")])
    assert copies[0] == copies[1]
    assert gzip.decompress(copies[0][0]) == brotli.decompress(copies[0][1]) == page.read_bytes()
    # No time in it, and no system: Python 3.11 and 3.13 name another one.
    assert copies[0][0][4:10] == bytes(4) + b"\x02\xff"


def test_a_release_is_packed_as_small_as_it_can_be(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text("".join(f"<p>Plain words, number {number}</p>\n" for number in range(500)))
    compress_beside([page])
    best = best_brotli(page.read_bytes())
    assert len(best) < (tmp_path / "a.html.br").stat().st_size
    assert brotli.decompress(best) == page.read_bytes()
