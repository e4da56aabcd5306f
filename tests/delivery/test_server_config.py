"""The policy allows what the pages hold, and the configuration says it."""

from __future__ import annotations

import base64
import hashlib

from plainleaf.checks.finished import read_finished
from plainleaf.delivery.server_config import content_security_policy, server_files


def hash_of(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def rules(policy: str) -> dict[str, list[str]]:
    return {rule.split()[0]: rule.split()[1:] for rule in policy.split("; ")}


def test_allows_what_stands_in_the_pages_and_nothing_else() -> None:
    pages = [
        '<script>one("ä")</script><script src="x.js"></script><style>p{}</style>',
        '<script>one("ä")</script><script type="module">\ntwo()\n</script>',
        '<script type="application/ld+json">{"a": 1}</script>',
        "",
        "<!-- nothing -->",
    ]
    found = rules(content_security_policy(read_finished(page.encode()) for page in pages))
    scripts = sorted([hash_of('one("ä")'), hash_of("\ntwo()\n")])
    assert found["script-src"] == ["'self'", *scripts]
    assert found["style-src"] == ["'self'", hash_of("p{}")]
    assert found["default-src"] == ["'none'"]
    assert found["frame-ancestors"] == ["'self'"]
    assert not any("unsafe" in source for sources in found.values() for source in sources)


def test_each_server_says_the_same() -> None:
    policy = content_security_policy([read_finished(b"<script>a</script>")])
    files = server_files(policy)
    assert sorted(files) == ["_headers", "server/apache.conf", "server/nginx.conf"]
    for text in files.values():
        assert policy in text
        for header in ("X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy"):
            assert header in text
        assert "no-cache" in text
        assert "max-age" not in text
        assert "text/calendar" in text
