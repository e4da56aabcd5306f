"""Whatever stands in a file of the site, a check tells findings: no traceback, and not for long."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import fewer_slices
from plainleaf.checks.check import check_all
from plainleaf.reading.content import load_content

FILES = (
    *("index.md", "conditions/samplitis/faq.md", "cases/a-cough-in-spring/index.md"),
    *("_data/glossary.yml", "_data/references.yml", "_data/facts.yml", "_data/reviews.yml"),
    *("conditions/samplitis/figures.yml", "conditions/samplitis/figures/body.svg"),
)
"""One file of each loader, and a page of each way to be read; what two share is tried once."""
LONG = int(os.environ.get("PLAINLEAF_LONG", "12000"))
"""How many characters endless input has; `.ci/scheduled` tries half a million."""
LONGEST = max(10, LONG / 10_000)
"""CPU seconds that a check of the tiny site may take, whatever one file holds: it takes 0.1."""

_FRAGMENTS = st.sampled_from(
    [
        *(
            "- ",
            "\n- ",
            ": ",
            "\n  ",
            "\t",
            "[",
            "]",
            "{",
            "}",
            "'",
            '"',
            "|\n",
            ">\n",
            "#",
            "---\n",
        ),
        *("&a ", "*a", "!!python/object:os.system ", "!x ", "<<: ", "? ", "%YAML 1.2\n", "...\n"),
        *(
            "null",
            "~",
            "1e999",
            ".nan",
            "0x1f",
            "9" * 400,
            "2026-02-30",
            "true",
            "[[[]]]",
            "{a: b}",
        ),
        *(
            "\x00",
            "\ufeff",
            "\u202e",
            "\x85",
            "\u2028",
            "é",
            "\U0001f600",
            "\r",
            "\r\n",
            "\\",
            "\\ud800",
        ),
        *(
            "id: ",
            "page: ",
            "../../../etc/passwd",
            "/",
            "x" * 500,
            "[@A]",
            "](javascript:x)",
            "<b>",
        ),
        *("<script>", "///", "```", "<!--", "-->", "hash: ", "ipa: ", "date: ", "image: ", "at: "),
    ]
)


@st.composite
def mangled(draw: st.DrawFn, original: bytes) -> bytes:
    """A file with parts cut out and others put in."""
    text = original.decode("utf-8")
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 60))
        put = "".join(draw(st.lists(_FRAGMENTS, max_size=3)))
        text = text[:at] + put + text[at + cut :]
    data = text.encode("utf-8", "surrogatepass")
    at = draw(st.integers(0, len(data)))
    return data[:at] + draw(st.binary(max_size=3)) + data[at:]


def check(root: Path) -> None:
    """Check a site; what is found has a place and can be printed."""
    begun = time.process_time()
    found = check_all(load_content(root, root / "docs"))
    assert time.process_time() - begun < LONGEST
    for one in found:
        assert one.line >= 1
        assert one.column >= 1
        assert one.message
    # What says the same at a hundred thousand lines differs in two numbers, which are printable.
    for one in {(one.path, one.code, one.message, one.fix): one for one in found}.values():
        assert one.text.isprintable()  # so it is one line, too


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the tiny site to break; all is read anew each time, by the readers that ship."""
    root = fewer_slices.write(tmp_path_factory.mktemp("hostile"))
    yield root
    assert check_all(load_content(root, root / "docs")) == ()


@pytest.fixture
def victim(project: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """One file of the site, fixed again afterwards."""
    file = project / "docs" / request.param
    data = file.read_bytes()
    yield file
    file.write_bytes(data)


@pytest.fixture
def original(victim: Path) -> bytes:
    """What the file holds before it is broken."""
    return victim.read_bytes()


@pytest.mark.parametrize("victim", FILES, indirect=True)
@settings(
    # The calendar looks for new cases, and for more of them.
    max_examples=50 if settings.get_current_profile_name() == "new" else 6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_any_bytes_cost_findings_only(
    project: Path, victim: Path, original: bytes, data: st.DataObject
) -> None:
    held = data.draw(
        st.binary(max_size=100) | st.text(max_size=60).map(str.encode) | mangled(original)
    )
    victim.write_bytes(held)
    check(project)


ENDLESS = {
    "brackets": b"[" * LONG,
    "braces": b"{a: " * (LONG // 4),
    "items": b"- " * (LONG // 2),
    "nested items": b"".join(b" " * n + b"- a:\n" for n in range(500)),
    "quotes": b'"' + b"a" * LONG,
    "lines": b"a\n" * (LONG // 2),
    "records": b"- id: a\n" * (LONG // 8),
    "anchors": b"- &a [*a, *a]\n" * (LONG // 14),
    "numbers": b"- " + b"9" * LONG,
    "slashes": b"/" * LONG,
    "blocks": b"/// care-card | urgent\n\n" * (LONG // 24),
    "headings": b"---\nkind: faq\n---\n" + b"## A\n" * (LONG // 5),
    "stars": b"---\nkind: faq\n---\n" + b"*a **b " * (LONG // 7),
    "brackets in text": b"---\nkind: faq\n---\n" + b"[a](" * (LONG // 4),
    "backticks": b"---\nkind: faq\n---\n" + b"`a``b" * (LONG // 5),
    "tags": b"---\nkind: faq\n---\n" + b"<a b=" * (LONG // 5),
    "quotations": b"---\nkind: faq\n---\n" + b"> " * (LONG // 2),
    "lists": b"---\nkind: faq\n---\n" + b"".join(b"    " * (n % 9) + b"- a\n" for n in range(9000)),
    "table": b"---\nkind: faq\n---\n" + b"|a" * 2000 + b"\n" + b"|-" * 2000 + b"\n" + b"|a\n" * 500,
    "sentences": b"---\nkind: faq\n---\n" + b"A. " * (LONG // 3),
    "comments": b"---\nkind: faq\n---\n" + b"<!-- " * (LONG // 5),
    "paths": b"<svg><path d='" + b"M0 0" * (LONG // 4) + b"'/></svg>",
    "elements": b"<svg>" + b"<g>" * (LONG // 3),
    "entities": b"<!DOCTYPE x [<!ENTITY a 'aaa'><!ENTITY b '&a;&a;&a;&a;'>]><svg>&b;</svg>",
}


_FOR_DATA = [name for name, data in ENDLESS.items() if not data.startswith((b"---", b"<"))]
_FOR_DRAWINGS = [name for name, data in ENDLESS.items() if data.startswith(b"<")]
_PLACES = [
    *((file, name) for file in FILES if file.endswith(".yml") for name in _FOR_DATA),
    *((file, name) for file in FILES if file.endswith("faq.md") for name in ENDLESS),
    *((file, name) for file in FILES if file.endswith("body.svg") for name in _FOR_DRAWINGS),
]


@pytest.mark.parametrize(("victim", "name"), _PLACES, indirect=["victim"])
def test_endless_input_ends(project: Path, victim: Path, name: str) -> None:
    victim.write_bytes(ENDLESS[name])
    check(project)
