"""Writes the finished site as a ZIM, one file that Kiwix shows without a network, on phones too.

Debian's zim-tools write it and read it back. What only a web server uses stays out: compressed
copies, configurations, the error page, whose links name the server's root. Pages of cases stay out
of Kiwix' own full-text index, which would find them by their diagnosis; the site's search, which
knows where an answer begins, comes along.

The same site gives the same files in it, and not the same bytes: the ZIM's own number, its sum, the
day on the clock and the index of words are new each time.

Source: https://wiki.openzim.org/wiki/Metadata
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
import textwrap
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from PIL import Image

from plainleaf.checks.audit import audit_site
from plainleaf.checks.finished import read_site
from plainleaf.delivery.edition import Edition
from plainleaf.model.words import SPOKEN
from plainleaf.reading.disk import read_regular
from plainleaf.rendering.view import in_words

_WRITER: Final = "zimwriterfs"
_CHECKER: Final = "zimcheck"
_HOME: Final = "index.html"
_ICON: Final = "zim-illustration.png"
_SIDE: Final = 48
"""Dots of the only illustration that every reader of ZIM files knows."""
_TITLE, _DESCRIPTION = 30, 80
"""Letters that the standard allows."""
MOST: Final = 500_000_000
"""Bytes of the largest file of a site that is packed."""
_FOR_SERVERS: Final = frozenset((".br", ".gz"))
_SERVERS_OWN: Final = frozenset(("_headers", "server", "robots.txt", "sitemap.xml", "404.html"))
_ROBOTS: Final = re.compile(r"<meta\b[^>]*\bname=[\"']?robots\b[^>]*>")
_ISO_639_3: Final = {
    "ar": "ara",
    "de": "deu",
    "el": "ell",
    "en": "eng",
    "es": "spa",
    "fa": "fas",
    "fr": "fra",
    "hi": "hin",
    "it": "ita",
    "pt": "por",
    "ru": "rus",
    "tr": "tur",
}
"""The three letters of a language that the standard asks for."""


class ZimError(Exception):
    """Why there is no ZIM; a sentence for a person."""


def write_zim(site: Path, edition: Edition, target: Path, cases: Collection[str]) -> None:
    """Write a finished site as a ZIM, and read it back; each link of a page leads to a page in it.

    Args:
        site: the finished site.
        edition: which edition it is.
        target: the file; none is there.
        cases: pages that hide a diagnosis, as paths inside the site.

    Raises:
        ZimError: it cannot be written, or what was written has a fault.
    """
    missing = [one for one in (_WRITER, _CHECKER) if shutil.which(one) is None]
    if missing:
        raise ZimError(
            f"A ZIM needs {' and '.join(missing)}. Run: sudo apt-get install "
            "zim-tools (or release without one: make release ZIM=0)"
        )
    language = SPOKEN.partition("-")[0]
    if language not in _ISO_639_3:
        raise ZimError(f"A ZIM cannot say which language {SPOKEN} is. Run: make release ZIM=0")
    try:
        with tempfile.TemporaryDirectory() as folder:
            content = Path(folder, "content")
            for name in _files_of(site):
                _copy(site / name, content / name, name in cases)
            base = urlsplit(edition.address).path
            for one in audit_site(content, read_site(content), base, edition.address):
                raise ZimError(f"A ZIM would miss what {one.file} leads to: {one.address}.")
            _draw_icon(content)
            _run([_WRITER, *_described(edition, _ISO_639_3[language]), str(content), str(target)])
        _run([_CHECKER, "--all", "--details", str(target)])
    except OSError as error:
        raise ZimError(f"A ZIM cannot be written: {error.strerror or error}.") from error


def _files_of(site: Path) -> Iterator[str]:
    for path in sorted(site.rglob("*")):
        inside = path.relative_to(site)
        servers = path.suffix in _FOR_SERVERS or inside.parts[0] in _SERVERS_OWN
        if path.is_file() and not servers:
            yield inside.as_posix()


def _copy(path: Path, copy: Path, hides: bool) -> None:
    copy.parent.mkdir(parents=True, exist_ok=True)
    data = read_regular(path, MOST)
    copy.write_bytes(_for_kiwix(data.decode(), hides).encode() if path.suffix == ".html" else data)


def _for_kiwix(html: str, hides: bool) -> str:
    """A page that Kiwix may index, or may not: its index follows what search engines are told."""
    head, body, rest = html.partition("<body")
    head = _ROBOTS.sub("", head)
    if hides:
        head = head.replace("<head>", '<head><meta name="robots" content="noindex">', 1)
    return head + body + rest


def _draw_icon(content: Path) -> None:
    """The site's icon in the one size that is asked for; a plain square without one."""
    found = [content / "assets" / name for name in ("apple-touch-icon.png", "icon-32.png")]
    there = next((path for path in found if path.is_file()), None)
    if there is None:
        icon = Image.new("RGBA", (_SIDE, _SIDE), "#6b7280")
    else:
        drawn = Image.open(io.BytesIO(read_regular(there)))
        icon = drawn.convert("RGBA").resize((_SIDE, _SIDE), Image.Resampling.LANCZOS)
    icon.save(content / _ICON)


def _described(edition: Edition, language: str) -> list[str]:
    day = in_words(date.fromisoformat(edition.content_date))
    told = {
        "welcome": _HOME,
        "illustration": _ICON,
        "language": language,
        "title": textwrap.shorten(edition.site, _TITLE, placeholder="…"),
        "description": textwrap.shorten(f"{edition.site}, {day}", _DESCRIPTION, placeholder="…"),
        "creator": edition.site,
        "publisher": edition.site,
        "name": edition.address.partition("://")[2].strip("/").replace("/", "_"),
        "source": edition.address,
        "threads": "1",
    }
    return [f"--{name}={value}" for name, value in told.items()]


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, errors="replace")
    if done.returncode:
        told = [line for line in (done.stdout + done.stderr).splitlines() if "[INFO]" not in line]
        raise ZimError(f"{command[0]} found a fault in the ZIM: {' '.join(told).strip()}")
