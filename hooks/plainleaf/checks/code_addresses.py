"""Which addresses stand in stylesheets, scripts, drawings and JSON: what the audit looks up.

Reads text and returns addresses; whether they lead anywhere is for `plainleaf.checks.audit` to say.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_ADDRESS = re.compile(
    r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^\"')\s]+))"
    r"|@import\s+(?:\"([^\"]*)\"|'([^']*)')"
    r"|image-set\(\s*(?:\"([^\"]*)\"|'([^']*)')",
    re.IGNORECASE,
)
_SCRIPT_ADDRESS = re.compile(r"[\"'`]((?:(?:https?|wss?):)?//[^\"'`\s\\]+)", re.IGNORECASE)
_NAMESPACE: Final = "http://www.w3.org/"
DORMANT: Final = (
    "https://unpkg.com/mermaid@",
    "https://unpkg.com/resize-observer-polyfill",
    "https://api.github.com/",
    "https://${e}/api/v4/projects/",
    "https://cdn.plyr.io/",
)
"""What Material's search script and the lightbox would load for things that no page here has:
diagrams, browsers without ResizeObserver, the facts of a repository, videos. The security policy
refuses them all."""
_JSON_KEYS: Final = frozenset(("url", "href", "src", "location", "contentUrl", "@id"))
_SVG_LINKS: Final = frozenset(("href", "src"))


def css_addresses(text: str) -> Iterator[str]:
    """Every address that a stylesheet loads."""
    for match in _CSS_ADDRESS.finditer(_CSS_COMMENT.sub("", text)):
        yield next((one for one in match.groups() if one), "").strip()


def script_addresses(text: str) -> Iterator[str]:
    """Every full address that stands as text in a script, but those that are known to sleep."""
    for match in _SCRIPT_ADDRESS.finditer(text):
        address = match[1]
        if not address.startswith((_NAMESPACE, *DORMANT)):
            yield address


def json_addresses(text: str) -> Iterator[str]:
    """Every address that JSON names as one.

    Raises:
        ValueError: it is no JSON.
    """
    yield from _named(json.loads(text))


def _named(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            if isinstance(value, str) and key in _JSON_KEYS:
                yield value
            else:
                yield from _named(value)
    elif isinstance(data, list):
        for value in data:
            yield from _named(value)


def svg_addresses(data: bytes) -> Iterator[str]:
    """Every address that a drawing loads.

    Raises:
        ValueError: it is no XML.
    """
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            if etree.QName(name).localname in _SVG_LINKS:
                yield value.strip()
            elif "url(" in value:
                yield from css_addresses(value)
        if etree.QName(element).localname == "style":
            yield from css_addresses(element.text or "")


def runs_or_styles(name: str) -> bool:
    """Whether an attribute of this name runs a script or sets a style by itself."""
    return name == "style" or (name.startswith("on") and name.isalpha())
