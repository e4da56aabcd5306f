"""What a site says of itself in mkdocs.yml and in the environment: taken as typed, or refused.

YAML makes a number of a telephone number and a truth value of `yes`; nobody can tell afterwards
what was typed. So SITE_URL and SITE_CONTACT are taken from the environment itself, where everything
is text, and what mkdocs.yml holds must be text.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import urlsplit

from plainleaf.model.plain_fields import first_mark
from plainleaf.text.printable import quoted

LONGEST_NAME: Final = 100
LONGEST_DESCRIPTION: Final = 300
LONGEST_CONTACT: Final = 200
LONGEST_ADDRESS: Final = 500
LONGEST_COUNTRY: Final = 6

_JOINERS: Final = "\u200c\u200d"
"""Some scripts and emoji are written with these."""
_PLAIN: Final = re.compile(r"https?://[^\s\"'<>\\^`{|}]+", re.IGNORECASE)
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:(?=\S)|//|\\\\", re.IGNORECASE)
_MAIL: Final = re.compile(r"[^\s@:/?#&%,;<>()\"']+@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)
_BARE: Final = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
"""An address without its beginning, as people say it."""
_HOST: Final = re.compile(r"(?!-)[a-z0-9-]{1,63}(?:\.(?!-)[a-z0-9-]{1,63})*\.?|\[[0-9a-f:.]+\]")


class SettingError(ValueError):
    """A setting cannot be used; the message says which, why, and what to write."""


def setting(
    value: object, name: str, longest: int, *, lines: bool = False, is_address: bool = False
) -> str:
    """A setting as the text that it is; nothing there is the empty text.

    Args:
        value: what was read.
        name: what it is called where it was written.
        longest: how many characters it may have.
        lines: whether it may have more than one line.
        is_address: whether it is an address, in which stars and underscores are no marks.

    Raises:
        SettingError: it is no text, too long, or holds marks or characters that nobody sees.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        raise SettingError(f"{name} must be text: put it in quotation marks.")
    read = value.splitlines() if lines else [value]
    text = "\n".join(" ".join(line.split()) for line in read).strip()
    if len(text) > longest:
        raise SettingError(f"{name} has {len(text)} characters: write at most {longest}.")
    odd = next((one for one in text.replace("\n", "") if _is_odd(one)), None)
    if odd is not None:
        raise SettingError(
            f"{name} holds the invisible character U+{ord(odd):04X}: type it again without it."
        )
    mark = None if is_address else first_mark(text)
    if mark is not None:
        raise SettingError(f"{name} is plain text: write {quoted(mark.text, 40)} without marks.")
    return text


def _is_odd(character: str) -> bool:
    """Whether a character is a control, a mark of direction, half of a letter, or none at all."""
    odd = unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    return odd and character not in _JOINERS


def contact(value: object, name: str = "SITE_CONTACT") -> str:
    """Where readers report a mistake: an address, or words such as a telephone number.

    Raises:
        SettingError: as `setting`, or it begins like an address that pages may not have.
    """
    text = setting(value, name, LONGEST_CONTACT)
    scheme = _SCHEME.match(text)
    if scheme is not None and not _PLAIN.fullmatch(text):
        raise SettingError(
            f"{name} begins with {scheme.group()} and is no web address: write an e-mail address, "
            "an address that begins with https://, or a telephone number as people read it."
        )
    for word in text.split():
        reason = _no_contact(word.strip("\"'<>(),;.!")) or (_no_page(word) if word == text else "")
        if reason:
            raise SettingError(
                f"{name} {reason}: write an e-mail address such as team@example.org, an address "
                "that begins with https://, or a telephone number as people read it."
            )
    return text


def _no_contact(word: str) -> str:
    """Say why a word of a contact leads nobody there; empty when it may stand."""
    if "://" in word:
        return _no_host(word)
    if "@" in word and not _MAIL.fullmatch(word):
        return f"holds {quoted(word, 40)}, which is no e-mail address"
    return ""


def _no_page(text: str) -> str:
    if not _BARE.fullmatch(text):
        return ""
    return f"is {quoted(text, 40)}, which browsers do not open as it stands"


def public_address(value: object, name: str = "SITE_URL") -> str:
    """The site's public address, with a slash at its end; empty when there is none.

    Raises:
        SettingError: it is no address that readers could open.
    """
    address = setting(value, name, LONGEST_ADDRESS, is_address=True)
    if not address:
        return ""
    reason = _no_address(address)
    if reason:
        raise SettingError(f"{name} {reason}: write it like https://example.org/health/.")
    return address if address.endswith("/") else f"{address}/"


def _no_address(address: str) -> str:
    """Say why an address cannot be a site's; empty when it can."""
    reason = _no_host(address)
    if not reason and ("?" in address or "#" in address):
        return "ends in a query or a fragment, and a site has neither"
    return reason


def _no_host(address: str) -> str:
    """Say why an address leads to no host that readers could reach; empty when it does."""
    if not _PLAIN.fullmatch(address):
        return "is no plain http(s) address"
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return "is no address: its host or port cannot be read"
    if "@" in parts.netloc:
        return "holds a user name, which every reader would see"
    host = parts.netloc.lower().removesuffix("" if port is None else f":{port}")
    if port == 0 or not _HOST.fullmatch(host):
        return "has no host that can be reached"
    return ""
