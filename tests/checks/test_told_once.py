"""One slip that many places show is told once, where it was made."""

from __future__ import annotations

from plainleaf.checks.told_once import told_once
from plainleaf.model.findings import Finding, Severity


def _finding(path: str, line: int, code: str, message: str, fix: str = "") -> Finding:
    return Finding(path, line, 1, code, Severity.ERROR, message, fix)


def _unknown(line: int, name: str = "LEAF") -> Finding:
    return _finding("a.md", line, "PL501", f'There is no reference "{name}".', MEANT)


MEANT = 'Did you mean "LAEF"?'
UNUSED = _finding("r.yml", 3, "PL507", 'Reference "LAEF" is never cited.')
TWICE = tuple(
    _finding("a.md", line, "PL205", f'Section "{line}" stands twice.') for line in (20, 30, 40)
)


def test_an_id_that_is_misspelled_where_it_is_defined_is_told_there() -> None:
    (told,) = told_once((UNUSED, *(_unknown(line) for line in range(1, 6))))
    assert (told.path, told.line, told.code) == ("r.yml", 3, "PL501")
    assert told.message == (
        'Nothing names "LAEF", but "LEAF" is named in a.md:1, a.md:2, a.md:3 and at 2 more places.'
    )


def test_an_entry_that_is_named_nowhere_and_one_that_is_named_stay_as_they_are() -> None:
    two_names = (UNUSED, _unknown(1), _unknown(2, "LAE"))
    assert told_once(two_names) == two_names
    assert told_once((_unknown(1), _unknown(2))) == (_unknown(1), _unknown(2))
    assert told_once((UNUSED,)) == (UNUSED,)


def test_a_text_that_was_pasted_twice_is_told_at_its_first_heading() -> None:
    other = _finding("b.md", 1, "PL205", 'Section "1" stands twice.')
    (told, stays) = told_once((*TWICE, other))
    assert (told.line, told.fix) == (20, "Delete what was pasted twice.")
    assert "So do 2 more headings below it." in told.message
    assert stays == other
    assert told_once(TWICE[:2]) == TWICE[:2]
