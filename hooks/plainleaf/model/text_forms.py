"""In which form a text of a data file must come, in words for whoever wrote it in another.

A field says its form as a regular expression, which nobody should have to read. A test fails for a
pattern of a data model that has no words here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from plainleaf.text.inline import KEY

NAME: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"
"""Names as they stand in addresses."""
PAGE: Final = r"^[\w./-]+\.md$"
"""A page, as a path inside docs/."""
PICTURE: Final = r"^[\w./{}-]+\.(svg|png|jpe?g|webp)$"
"""A picture beside its data file."""
DOI: Final = r"^10\.\S+$"
"""A DOI without the address in front of it."""
URL: Final = r"^https?://\S+$"
"""A web address."""


@dataclass(frozen=True)
class TextForm:
    """A form of text."""

    fix: str
    """What to write."""
    meant: Callable[[str], str] = str
    """What was probably meant by a text; it counts only where it has the form."""


def _name(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", letters.lower()))


def _picture(text: str) -> str:
    folder, _, name = text.strip().replace("\\", "/").rpartition("/")
    stem, _, ending = name.rpartition(".")
    return f"{folder}/" * bool(folder) + f"{_name(stem)}.{ending.lower()}"


def _doi(text: str) -> str:
    return re.sub(r"^\s*(?:https?://)?(?:dx\.)?(?:doi\.org/|doi:)\s*", "", text.strip(), flags=re.I)


def _address(text: str) -> str:
    return f"https://{text.strip()}" if "." in text and "://" not in text else text.strip()


FORMS: Final[Mapping[str, TextForm]] = {
    NAME: TextForm("Write lower case and digits, with single hyphens between words.", _name),
    PAGE: TextForm("Write the page's path inside docs/, such as conditions/anemia/index.md."),
    r"^[\w-]+\.md$": TextForm("Write the file name of a page beside this file, such as faq.md."),
    PICTURE: TextForm(
        "Name the picture without spaces, ending in .svg, .png, .jpg or .webp, and write that name "
        "here.",
        _picture,
    ),
    DOI: TextForm("Write the DOI alone, such as 10.1000/182, without https://doi.org/.", _doi),
    URL: TextForm("Write the whole address, beginning with https:// and without spaces.", _address),
    r"^https://\S+$": TextForm("Write the whole address, beginning with https://.", _address),
    r"^PMC\d+$": TextForm("Write PMC and its digits, such as PMC5802551.", lambda one: f"PMC{one}"),
    f"^{KEY}$": TextForm("Write a short key without spaces, such as NHS-SPLEEN."),
    r"^[A-Z]*[1-9][0-9]{0,3}$": TextForm(
        "Write a number such as 12, or with capitals before it: HS1."
    ),
    r"^[A-Z]{2,6}$": TextForm("Write 2 to 6 capitals, such as US.", str.upper),
    r"^[0-9][0-9 ]*$": TextForm("Write digits only, in quotation marks."),
    r"^[^\n]+$": TextForm("Write it on one line."),
    r"^([a-z]{2,3})?$": TextForm("Write the code of the language, such as es.", str.lower),
    r"^[0-9a-f]{64}$": TextForm(
        "Copy it whole, as plainleaf review-pack prints it with --hashes: 64 digits and letters."
    ),
    r"^[0-9a-f]{6}( [0-9a-f]{6})*$": TextForm("Copy it whole from the form: groups of 6."),
}
"""Words for each pattern."""


def how_to_write(pattern: str, given: str) -> str:
    """What to type in place of a text that does not have its form."""
    form = FORMS.get(pattern)
    if form is None:
        return "Write it as its neighbors are written."
    meant = form.meant(given[:200])
    if meant != given and re.search(pattern, meant):
        return f'Did you mean "{meant}"? {form.fix}'
    return form.fix
