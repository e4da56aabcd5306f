"""A sheet's edition changes with what the sheet says, and with nothing else."""

from __future__ import annotations

import pytest

from plainleaf.print.edition import LENGTH, SIGNS, sheet_edition
from plainleaf.print.transform import DocumentPart, Target

PART = DocumentPart(targets={"a.html": Target(note="A")}, images={"a.png": "picture:1.png"})
HTML = (
    "<!doctype html><html><head><title>T</title></head><body><div class='foot'><p>May 1.</p></div>"
    "<p class='slip'>Not checked.</p><svg class='qr-code'><path d='M0'/></svg>"
    "<div data-part='0'><p>Take 2<sup>5</sup> mg of <span class='x'>it</span>.</p>"
    "<img src='a.png' alt='A leaf'><svg class='schem'><path d='M1'/></svg>"
    "<ol class='sources'><li>Anna. 2026.</li></ol></div></body></html>"
)


def edition(html: str = HTML, part: DocumentPart = PART) -> str:
    return sheet_edition(html, (part,))


def test_it_is_short_and_typed_without_a_slip() -> None:
    assert len(edition()) == LENGTH
    assert set(edition()) <= set(SIGNS)
    assert not set("01ilo") & set(SIGNS)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Take", "Take  "),
        ("class='x'", "class='y'"),
        ("<p>Take", "<p id='a'>Take"),
        ("<title>T", "<title>U"),
        ("d='M0'", "d='M9'"),
        ("<div data-part='0'>", "<section data-part='0'>"),
        ("</ol></div>", "</ol><script>1</script></div>"),
    ],
)
def test_it_stays_while_the_sheet_says_the_same(old: str, new: str) -> None:
    assert edition(HTML.replace(old, new)) == edition()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("it</span>", "that</span>"),
        ("2<sup>5</sup>", "25"),
        ("Not checked", "Checked"),
        ("May 1", "May 2"),
        ("A leaf", "A root"),
        ("d='M1'", "d='M2'"),
        ("Anna", "Bert"),
        ("<p>Take", "<li>Take"),
    ],
)
def test_each_change_of_what_it_says_is_another(old: str, new: str) -> None:
    assert edition(HTML.replace(old, new)) != edition()


def test_what_is_printed_of_pictures_terms_and_links_counts() -> None:
    assert edition(part=DocumentPart(images={"a.png": "picture:2.png"})) != edition()
    assert edition(part=DocumentPart(meanings={"x": "A vein."})) != edition(part=DocumentPart())
    other = DocumentPart(targets={"a.html": Target(note="B")}, images=PART.images)
    assert edition(part=other) != edition()


def test_sources_that_it_leaves_out_do_not_count() -> None:
    short = DocumentPart(drops_sources=True)
    assert edition(HTML.replace("Anna", "Bert"), short) == edition(part=short)
