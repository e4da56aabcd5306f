"""What a web address is, as browsers read it: whether it leads where a reader thinks."""

from __future__ import annotations

import posixpath
import re
from typing import Final
from urllib.parse import unquote, urlsplit

_WEB: Final = re.compile(r"(?:https?:|[\\/]{2})", re.IGNORECASE)
_LOOKS_LIKE_ADDRESS: Final = re.compile(
    r"(?:https?://)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE
)


def link_end(src: str, address: str) -> tuple[str, str]:
    """Where a link inside the site leads: the page, and what stands behind `#`, decoded.

    Args:
        src: the page that it stands on, as a path inside docs/.
        address: as it is written there, with a path or only with `#`.
    """
    path, _, fragment = address.partition("#")
    beside = posixpath.join(posixpath.dirname(src), unquote(path))
    return posixpath.normpath(beside) if path else src, unquote(fragment)


def is_web(address: str) -> bool:
    """Whether browsers take an address for one of another site."""
    return _WEB.match(address.strip()) is not None


def why_misread(address: str) -> str:
    """Say why browsers guess what an address of another site means; empty when they need not."""
    address = address.strip()
    if "\\" in address:
        return "holds a backslash, which browsers turn around"
    if address.startswith("//"):
        return "leads to another site and does not say https"
    if not re.match(r"https?://[^/]", address, re.IGNORECASE):
        return "has not two slashes and a host behind its colon"
    return ""


def why_deceiving(address: str, shown: str) -> str:
    """Say why a link does not lead where a reader thinks; empty when it does.

    Args:
        address: where it leads, an address of another site.
        shown: its words.

    Raises:
        ValueError: the text is not an address.
    """
    parts = urlsplit(address)
    host = parts.hostname or ""
    if "@" in parts.netloc or "\\" in parts.geturl():
        return f"looks like another place and leads to {host}"
    if not host.isascii() or any(label.startswith("xn--") for label in host.split(".")):
        return "has letters in its host that look like others"
    named = _LOOKS_LIKE_ADDRESS.fullmatch(" ".join(shown.split()))
    if named and _without_www(named[1]) != _without_www(host):
        return f"is shown to readers as {named[1]}"
    return ""


def _without_www(host: str) -> str:
    return host.lower().removeprefix("www.")
