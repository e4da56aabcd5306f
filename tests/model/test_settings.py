"""What a site says of itself: taken as typed, or refused in a sentence."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conftest import replace_once, run_mkdocs
from plainleaf.model.settings import SettingError, contact, public_address, setting

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        *((None, ""), ("", ""), ("  a  b ", "a b"), ("5550100", "5550100"), ("yes", "yes")),
        *(("<70 g/L & more", "<70 g/L & more"), ("شفاء", "شفاء"), ("👩‍⚕️ 🌿", "👩‍⚕️ 🌿")),
    ],
)
def test_a_setting_is_text_as_typed(typed: str | None, read: str) -> None:
    assert setting(typed, "it", 20) == read


def test_a_setting_of_several_lines() -> None:
    assert setting("a  b\r\nc\n", "it", 20, lines=True) == "a b\nc"


@pytest.mark.parametrize(
    "value", [5550100, True, 0x41, 555.01, datetime.date(2026, 11, 21), ["a"], {"a": 1}]
)
def test_what_yaml_made_something_else_of_is_refused(value: object) -> None:
    with pytest.raises(SettingError, match=r"^it must be text: put it in quotation marks\.$"):
        setting(value, "it", 20)


@pytest.mark.parametrize(
    "odd", ["\0", "\x1b[31m", "\ud800", "\u202e", "\u2066", "\ufffe", "\ue000"]
)
def test_characters_that_nobody_sees_are_refused(odd: str) -> None:
    with pytest.raises(SettingError, match=r"holds the invisible character U\+[0-9A-F]{4}"):
        setting(f"a{odd}b", "it", 20)


def test_ten_thousand_letters_are_refused() -> None:
    with pytest.raises(SettingError, match="it has 10000 characters: write at most 20"):
        setting("a" * 10_000, "it", 20)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("", ""),
        ("https://leaf.example", "https://leaf.example/"),
        ("http://localhost:8000/health", "http://localhost:8000/health/"),
        ("https://[::1]:8443/", "https://[::1]:8443/"),
        ("https://leaf.example/gesund-ä/", "https://leaf.example/gesund-ä/"),
    ],
)
def test_an_address_of_a_site(typed: str, address: str) -> None:
    assert public_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "leaf.example",
            "//leaf.example/",
            "ftp://leaf.example/",
            "javascript:alert(1)",
            "https://",
        ),
        *("https:///health/", "https://[::1", "https://[::x]/", "https://leaf.example:99999/"),
        *("https://leaf.example:0/", "https://leaf.example:/", "https://leaf.example:x/"),
        *("https://user:pw@leaf.example/", "https://www.cdc.gov@evil.example/", "https://a b/"),
        *(
            "https://leaf.example/<script>alert(1)</script>",
            'https://leaf.example/"x',
            "https://-/",
        ),
        *("https://leaf.example/'x", "https://leaf.example/?q=1", "https://leaf.example/#a"),
        *(
            "https://l\u0435af.example/",
            "https://\u2100.example/",
            "https://a\\b.example/",
            "5",
            "yes",
        ),
        *(
            "https://leaf.example/" + "a" * 600,
            "https://leaf.example/\u202ex",
            "https://..example/",
        ),
    ],
)
def test_no_address_of_a_site(typed: str) -> None:
    with pytest.raises(SettingError, match=r"^SITE_URL .+: .+\.$"):
        public_address(typed)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            "editors@leaf.example",
            "https://leaf.example/contact?of=site#form",
            "+39 02 555 0100",
        ),
        *(
            "(02) 555.01.00",
            "Ward 3, ask for Dr. Ash",
            "Mail to team@leaf.example, or call 5550100.",
        ),
        *("http://[::1]:8080/", "5550100", "R&D, 2nd floor", "شفاء"),
    ],
)
def test_a_contact(typed: str) -> None:
    assert contact(typed) == typed


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("a@b.example?cc=c@d.example", "is no e-mail address"),
        ("a@b.example&bcc=x", "is no e-mail address"),
        ("a@b", "is no e-mail address"),
        ("@team", "is no e-mail address"),
        ("write to a@b.example?subject=x", "is no e-mail address"),
        ("https://user:pw@leaf.example/", "holds a user name, which every reader would see"),
        ("see https://user:pw@leaf.example/", "holds a user name"),
        ("https://leaf.example:99999/", "host or port cannot be read"),
        ("https://leaf.example:0/", "has no host that can be reached"),
        ("https://..example/", "has no host that can be reached"),
        ("https://leaf example/", "begins with https: and is no web address"),
        ("tel:+39025550100", "begins with tel: and is no web address"),
        ("mailto:a@b.example", "begins with mailto: and is no web address"),
        ("leaf.example/contact", "which browsers do not open as it stands"),
        ("www.leaf.example", "which browsers do not open as it stands"),
    ],
)
def test_no_contact(typed: str, said: str) -> None:
    with pytest.raises(SettingError, match=rf"^SITE_CONTACT .*{said}.*: write an e-mail address"):
        contact(typed)


# --- in real builds -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "contact", ["5550100", "0x41", "yes", "2026-11-21", "555.01", "[a, b]", "~"]
)
def test_a_contact_of_the_environment_is_shown_as_typed(
    make_project: Callable[..., Path], contact: str
) -> None:
    project = make_project()
    done = run_mkdocs(project, "build", "--strict", env={"SITE_CONTACT": contact})
    assert done.returncode == 0, done.stdout
    assert f"Tell us here: {contact}<" in (project / "site/about/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"SITE_URL": "https://[::1"}, "is no address: its host or port cannot be read"),
        ({"SITE_URL": "https://a:b@leaf.example/"}, "holds a user name"),
        ({"SITE_URL": "5"}, "is no plain http(s) address"),
        ({"SITE_CONTACT": "a\u202eb"}, "holds the invisible character U+202E"),
        ({"SITE_CONTACT": "a" * 10_000}, "has 10000 characters"),
        ({"PRINT": "2026-11-21"}, 'PRINT does not know "2026-11-21"'),
    ],
)
def test_the_environment_is_refused_in_one_sentence(
    make_project: Callable[..., Path], environment: dict[str, str], said: str
) -> None:
    done = run_mkdocs(make_project(), "build", "--strict", env=environment)
    assert done.returncode == 1
    assert said in done.stdout
    assert "Traceback" not in done.stdout
    assert done.stdout.strip().count("\n") <= 2


@pytest.mark.parametrize(
    ("line", "written", "said"),
    [
        ("site_name: Plainleaf", 'site_name: ""', "site_name is empty"),
        ("site_name: Plainleaf", 'site_name: "a\\ud800"', "invisible character U+D800"),
        ('  contact: ""', "  contact: 5550100", "must be text: put it in quotation marks"),
        ('  contact: ""', "  contact: [a, b]", "must be text: put it in quotation marks"),
        ('site_url: ""', "site_url: https://a:b@leaf.example/", "holds a user name"),
        (
            '  # clinic: {name: "", phone: "", notes: ""}',
            f'  clinic: {{name: "{"a" * 10_000}"}}',
            '"extra.clinic.name" has 10000 characters: write at most 100',
        ),
        (
            '  # clinic: {name: "", phone: "", notes: ""}',
            '  clinic: {notes: "\\ud800"}',
            '"extra.clinic.notes" holds the invisible character U+D800',
        ),
    ],
)
def test_the_configuration_is_refused_in_one_sentence(
    make_project: Callable[..., Path], line: str, written: str, said: str
) -> None:
    project = make_project()
    replace_once(project / "mkdocs.yml", line, written)
    done = run_mkdocs(project, "build", "--strict", env={"PRINT": "a4"})
    assert done.returncode == 1
    assert said in done.stdout
    assert "Traceback" not in done.stdout


@pytest.mark.parametrize("text", ["Ask **us**", "R&amp;D", "<b>us</b>", "[us](https://x.example)"])
def test_a_setting_is_plain_text(text: str) -> None:
    with pytest.raises(SettingError, match=r"^contact is plain text: write .* without marks\.$"):
        setting(text, "contact", 100)
