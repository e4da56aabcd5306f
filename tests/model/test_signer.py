"""Whether a text names a person."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from plainleaf.model.signer import PersonName, Profession, names_nobody


@pytest.mark.parametrize(
    "text",
    [
        *("your full name", "Your Name", "full name", "[name]", "<reviewer>", "{{ reviewer }}"),
        *("Jane Doe", "Dr. John Doe", "Jane A. Doe", "Joe Bloggs", "Max Mustermann"),
        *("N.N.", "N. N.", "NN", "n/a", "TBD", "tba", "To do: TODO", "???", "...", "___", "-- --"),
        *("   ", "\u00a0\u2003 ", "xxx", "XXX XXX", "A. B.", "1234", "Dr", "Prof. Dr. med."),
        *("Hematologist", "A hematologist", "Dr. Hematologist", "Consultant radiologist"),
        *("Senior nurse", "the clinical team", "Medical board", "Reviewer 1"),
        *("anonymous", "Nobody", "unknown", "none", "pending", "Somebody Else"),
    ],
)
def test_what_names_nobody(text: str) -> None:
    assert names_nobody(text)
    with pytest.raises(ValidationError, match="is not the name of a person"):
        TypeAdapter(PersonName).validate_python(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Ann Example",
            "Maria Muster",
            "A. Clinician",
            "Dr A. Leaf",
            "M. Muster",
            "A. \u015awita",
        ),
        *("Jennifer Null", "Arthur Blank", "Paul Nurse", "Suharto", "\u9673\u5927\u6587", "Jo Li"),
        *("Dr. Jane Do", "Ng Wei", "Mary-Ann O'Neil", "Anthony Head", "\u0645\u062d\u0645\u062f"),
        *("Prof. Dr. med. Erika Muster, MD", "John Smith", "J. R. R. Tolkien", "Bj\u00f6rk"),
    ],
)
def test_what_names_somebody(text: str) -> None:
    assert TypeAdapter(PersonName).validate_python(text) == text


@pytest.mark.parametrize("text", ["your profession and field", "TBD", "  ", "[role]", "..."])
def test_what_is_no_profession(text: str) -> None:
    with pytest.raises(ValidationError, match="is no profession"):
        TypeAdapter(Profession).validate_python(text)


@pytest.mark.parametrize("text", ["Nurse", "Hematolo\u017cka", "GP", "Pediatric hematologist, UK"])
def test_what_is_one(text: str) -> None:
    assert TypeAdapter(Profession).validate_python(text) == text
