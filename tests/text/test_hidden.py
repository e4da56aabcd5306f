"""Characters that nobody sees are found; what an emoji or a script needs is not one of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import small_site
from finding_lines import as_text
from plainleaf.checks.check import check_all
from plainleaf.model.yaml_text import load_yaml
from plainleaf.reading.source import decode
from plainleaf.text.hidden import find_hidden, find_written, hidden_settings

HIDDEN = (
    *("\0", "\x1b", "\x7f", "\x85", "\xad", "\u034f", "\u061c", "\u115f", "\u1160", "\u180e"),
    *("\u200b", "\u200e", "\u202e", "\u2028", "\u2060", "\u2066", "\u206a", "\u2800", "\u3164"),
    *("\ufeff", "\uffa0", "\ufff9", "\ufffb", "\ufffc", "\ufffd", "\ufffe", "\uffff", "\ufdd0"),
    *("\ud800", "\udfff", "\ue000", "\uf8ff", "\U0001fffe", "\U0001d173", "\U000e0001"),
    *("\U000e0041", "\U000e007f", "\U000e0100", "\U000f0000", "\U0010ffff"),
    *("\ufe00", "\ufe0f", "\u200c", "\u200d"),
)
SEEN = (
    *("é", "ﬁ", "µ", "≥", "−", "½", "\u00a0", "\u2009", "\u202f", "\t", "\n", "ˈspliːn", "10 °C"),
    *("❤\ufe0f", "1\ufe0f\u20e3", "©\ufe0f", "‼\ufe0f", "👨\u200d👩\u200d👧", "🏳\ufe0f\u200d🌈"),
    *("🏃🏽\u200d♀\ufe0f", "نمی\u200cخواهم", "क्\u200dष", "x\u0301\u0302", "日本語", "עברית"),
)


@pytest.mark.parametrize("sign", HIDDEN, ids=ascii)
def test_is_found_between_letters(sign: str) -> None:
    assert find_hidden(f"a b{sign}c") == 3


@pytest.mark.parametrize("text", SEEN)
def test_what_readers_see_is_left_alone(text: str) -> None:
    assert find_hidden(f"a {text} b") is None


@pytest.mark.parametrize("text", ["❤\ufe0f\ufe0f", "a\u0301\u0302\u0303", "👨\u200d\u200d👩"])
def test_more_than_is_needed_is_found(text: str) -> None:
    assert find_hidden(text) is not None


@pytest.mark.parametrize("text", ["&shy;", "&#8238;", "&#x00000202e;", "&#0;", "&zwj;", "&lrm;"])
def test_entities_are_found(text: str) -> None:
    assert find_written(f"&amp; a{text}b") == text


@pytest.mark.parametrize("text", ["&nbsp;", "&amp;", "&lt;", "&#233;", "&nothing;", "&", "a"])
def test_entities_of_what_is_seen_are_not(text: str) -> None:
    assert find_written(text) == ""


@pytest.mark.parametrize("sign", [one for one in HIDDEN if not "\ud800" <= one <= "\udfff"])
def test_in_the_source_of_a_page(sign: str) -> None:
    found = decode(f"one\ntwo{sign}\n".encode())
    if sign == "\0":
        assert found.nul is not None
    else:
        assert [(one.line, one.column) for one in found.hidden] == [(2, 4)]


@pytest.mark.parametrize("sign", [one for one in HIDDEN if not "\ud800" <= one <= "\udfff"])
@pytest.mark.parametrize("in_key", [False, True])
def test_by_an_escape_of_yaml(sign: str, in_key: bool) -> None:
    escaped = f"\\U{ord(sign):08x}"
    text = f'b: c\n"a{escaped}": d' if in_key else f'b: c\na: "x{escaped}"'
    for seen in (True, False):
        found = load_yaml(text, seen=seen)
        assert [(one.line, "U+" in one.message) for one in found.problems] == [(2, True)]


def test_in_the_source_of_yaml_it_is_told_once() -> None:
    text = 'a: "x\u200by"'
    assert len(load_yaml(text).problems) == 1
    assert load_yaml(text, seen=True).problems == ()


FIELDS = ("title", "description")


@pytest.mark.parametrize("value", ["\0", "\x1b[31m", "\u202e", "\U000e0041", "&#8238;"])
@pytest.mark.parametrize("field", FIELDS)
def test_in_front_matter(tmp_path: Path, field: str, value: str) -> None:
    escaped = "".join(f"\\U{ord(one):08x}" for one in value)
    page = small_site.page("about").replace(
        f"\n{field}: ", f'\n{field}: "About {escaped} it" # ', 1
    )
    root = small_site.write(tmp_path, {"about/index.md": page})
    found = as_text(check_all(small_site.load(root))).splitlines()
    assert any("about/index.md" in line and "invisible character" in line for line in found)
    assert all(line.isprintable() for line in found)


@pytest.mark.parametrize("value", ["\x1b[31m", "\u202e", "\u3164", "&shy;"])
def test_in_data(tmp_path: Path, value: str) -> None:
    terms = small_site.TERMS.replace(
        "A tube that carries sap.", json.dumps(f"A tube {value} that carries sap.")
    )
    root = small_site.write(tmp_path, {"_data/glossary.yml": terms})
    found = as_text(check_all(small_site.load(root)))
    assert "docs/_data/glossary.yml:10:15: error PL60" in found
    assert "invisible character" in found


def test_in_settings() -> None:
    settings = {"site_name": "Leaf", "extra": {"clinic": {"name": "A\u202eb"}, "c": ["&shy;", 1]}}
    assert list(hidden_settings(settings, "")) == [
        ("extra.clinic.name", "U+202E"),
        ("extra.c[0]", "&shy;"),
    ]


def test_settings_that_hold_themselves_end() -> None:
    settings: dict[str, object] = {"site_name": "Leaf"}
    settings["extra"] = settings
    assert list(hidden_settings(settings, "")) == []


def test_one_of_a_thousand_digits_ends_no_check(tmp_path: Path) -> None:
    big = f"&#{'1' * 5000};"
    body = f"[a]({big}) ![{big}](b.png) <i title='{big}'>c</i> {big}\n"
    root = small_site.write(tmp_path, {"about/index.md": small_site.page("about", body=body)})
    assert check_all(small_site.load(root))
