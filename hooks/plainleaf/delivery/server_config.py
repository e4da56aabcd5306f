"""What a web server should say with each file, computed from the theme.

A Content-Security-Policy that lets pages run their own scripts and styles and nothing else: every
inline one by its hash, so that a script that somebody smuggles into a page does nothing. As ready
configuration for nginx, for Apache, and for static hosts that read `_headers`.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from typing import Final

from plainleaf.checks.finished import FinishedPage

FOLDER: Final = "server"
"""The folder of the finished site in which configuration for servers lies."""

_CACHED: Final = ("woff2", "png", "jpg", "jpeg", "webp", "gif")
_CACHED_SECONDS: Final = 86_400
_TYPES: Final[Mapping[str, str]] = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "json": "application/json",
    "svg": "image/svg+xml",
    "xml": "application/xml",
    "ics": "text/calendar",
    "txt": "text/plain",
}
"""The types of files that are compressed beside themselves."""
COMPRESSED: Final = frozenset(_TYPES)
"""The endings of their names."""


def content_security_policy(theme: Iterable[FinishedPage]) -> str:
    """The policy under which the theme's scripts and styles work, and no others.

    Args:
        theme: pages that the theme made of nothing. Never pages that hold an author's words: what
            got into one of them by mistake must not run.
    """
    scripts: set[str] = set()
    styles: set[str] = set()
    for page in theme:
        scripts.update(map(_hash, page.scripts))
        styles.update(map(_hash, page.styles))
    rules = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *sorted(scripts)],
        "style-src": ["'self'", *sorted(styles)],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "media-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "frame-ancestors": ["'self'"],
    }
    return "; ".join(" ".join((name, *sources)) for name, sources in rules.items())


def headers(policy: str) -> Mapping[str, str]:
    """What goes with every file, by the name of the header."""
    unused = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in unused),
    }


def server_files(policy: str) -> Mapping[str, str]:
    """The text of each configuration file, by its path inside the finished site."""
    sent = headers(policy)
    return {
        "_headers": _static_host(sent),
        f"{FOLDER}/nginx.conf": _nginx(sent),
        f"{FOLDER}/apache.conf": _apache(sent),
    }


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _static_host(sent: Mapping[str, str]) -> str:
    lines = [f"  {name}: {value}" for name, value in sent.items()]
    cached = [f"/*.{ending}\n  Cache-Control: max-age={_CACHED_SECONDS}" for ending in _CACHED]
    return "\n".join(["/*", *lines, *cached]) + "\n"


def _nginx(sent: Mapping[str, str]) -> str:
    lines = [f'add_header {name} "{value}" always;' for name, value in sent.items()]
    return "\n".join(
        [
            "# For nginx: include this file in the server or location that serves the site.",
            "# Made by the build: after an update of the site, reload nginx.",
            *lines,
            # Pages, styles and scripts are asked for anew each time, and answered in a word when
            # they are the same: an update is seen at once, and never in parts.
            "set $plainleaf_cache no-cache;",
            f'if ($uri ~ "\\.({"|".join(_CACHED)})$") '
            f'{{ set $plainleaf_cache "max-age={_CACHED_SECONDS}"; }}',
            "add_header Cache-Control $plainleaf_cache;",
            "charset utf-8;",
            "# Each text file lies compressed beside itself.",
            "gzip_static on;",
            "# With the module ngx_brotli, .br files too: brotli_static on;",
            "",
        ]
    )


def _apache(sent: Mapping[str, str]) -> str:
    lines = [f'Header always set {name} "{value}"' for name, value in sent.items()]
    endings = "|".join(_TYPES)
    compressed = []
    for token, ending in (("br", "br"), ("gzip", "gz")):
        compressed += [
            f'RewriteCond "%{{HTTP:Accept-Encoding}}" "\\b{token}\\b"',
            f'RewriteCond "%{{REQUEST_FILENAME}}.{ending}" -s',
            f'RewriteRule "\\.({endings})$" "%{{REQUEST_URI}}.{ending}" [L]',
        ]
        compressed += [
            f'RewriteRule "\\.{name}\\.{ending}$" "-" [T={kind},E=no-gzip:1]'
            for name, kind in _TYPES.items()
        ]
        compressed += [
            f'<FilesMatch "\\.({endings})\\.{ending}$">',
            f"  Header set Content-Encoding {token}",
            "  RemoveEncoding .gz .br",
            "</FilesMatch>",
        ]
    return "\n".join(
        [
            "# For Apache: include this file in the <Directory> that holds the site.",
            "# Made by the build: after an update of the site, reload Apache.",
            "# Needs the modules headers, mime and rewrite.",
            *lines,
            'Header set Cache-Control "no-cache"',
            f'<FilesMatch "\\.({"|".join(_CACHED)})$">',
            f'  Header set Cache-Control "max-age={_CACHED_SECONDS}"',
            "</FilesMatch>",
            "AddType font/woff2 .woff2",
            "AddType text/calendar .ics",
            "AddDefaultCharset utf-8",
            "# Each text file lies compressed beside itself.",
            "Header append Vary Accept-Encoding",
            "RewriteEngine on",
            *compressed,
            "",
        ]
    )
