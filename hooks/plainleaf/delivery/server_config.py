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
_OTHER_TYPES: Final[Mapping[str, str]] = {
    "atom": "application/atom+xml",
    "pls": "application/pls+xml",
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "gif": "image/gif",
    "woff2": "font/woff2",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "wav": "audio/wav",
    "zip": "application/zip",
    "apkg": "application/zip",
}
_WORDS: Final = tuple(
    kind for kind in _TYPES.values() if kind not in ("text/html", "image/svg+xml")
)
"""The types that are sent with their encoding; nginx itself says that of HTML, and SVG says it."""
_UNKNOWN: Final = ("atom", "ics", "pls", "woff2")
"""What servers of their own have no type for, or an old one."""
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
    types = {**_TYPES, **_OTHER_TYPES}
    typed = [f"/*.{ending}\n  Content-Type: {types[ending]}" for ending in _UNKNOWN]
    return "\n".join(["/*", *lines, "  Cache-Control: no-cache", *typed]) + "\n"


def _nginx(sent: Mapping[str, str]) -> str:
    lines = [f'add_header {name} "{value}" always;' for name, value in sent.items()]
    return "\n".join(
        [
            "# For nginx: include this file in the server or location that serves the site.",
            "# Made by the build: after an update of the site, reload nginx.",
            *lines,
            # All is asked for anew each time, and answered in a word when it is the same: an update
            # is seen at once, and never in parts, such as new marks over an old picture.
            "add_header Cache-Control no-cache;",
            "# Hidden files, such as those of git, are nobody's.",
            'if ($uri ~ "/\\.(?!well-known/)") { return 404; }',
            "absolute_redirect off;",
            "types {",
            *(f"  {kind} {ending};" for ending, kind in {**_TYPES, **_OTHER_TYPES}.items()),
            "}",
            "charset utf-8;",
            f"charset_types {' '.join(_WORDS)};",
            "# Each text file lies compressed beside itself.",
            "gzip_static on;",
            "gzip_vary on;",
            "# With the module ngx_brotli, .br files too: brotli_static on;",
            "",
        ]
    )


def _apache(sent: Mapping[str, str]) -> str:
    lines = [f'Header always set {name} "{value}"' for name, value in sent.items()]
    endings, types = "|".join(_TYPES), {**_TYPES, **_OTHER_TYPES}
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
            *(f"AddType {kind} .{ending}" for ending, kind in types.items() if ending in _UNKNOWN),
            "AddDefaultCharset utf-8",
            "# Each text file lies compressed beside itself.",
            "Header append Vary Accept-Encoding",
            "RewriteEngine on",
            "# Hidden files, such as those of git, are nobody's.",
            'RewriteRule "(^|/)\\.(?!well-known/)" "-" [R=404,L]',
            *compressed,
            "",
        ]
    )
