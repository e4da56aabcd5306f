"""What lies below docs/, on a real disk."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

import small_site
from file_findings import told
from plainleaf.model.site_facts import FileFact
from plainleaf.reading.files import read_drawing, targets

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
"""A picture of one dot."""


def files(root: Path) -> dict[str, FileFact]:
    return {file.src: file for file in small_site.load(root).files}


def test_a_small_site_has_an_unused_drawing_at_most(tmp_path: Path) -> None:
    assert told(small_site.write(tmp_path)) == []


def test_what_is_used_is_known(tmp_path: Path) -> None:
    body = '![A](a%20b.png) <img src="c.png"> [d](../../index.md) [e]: x\n'
    root = small_site.write(
        tmp_path,
        {
            "cases/a-spot/index.md": small_site.page("case", body=body),
            "cases/a-spot/a b.png": DOT,
            "cases/a-spot/c.png": DOT,
            "cases/a-spot/f.png": DOT,
            "cases/a-spot/.hidden.docx": b"",
        },
    )
    found = files(root)
    used = {src for src, file in found.items() if file.used}
    assert {"cases/a-spot/a b.png", "cases/a-spot/c.png", "_data/facts.yml"} <= used
    assert "conditions/leaf-fever/figures/leaf.svg" in used
    assert found["index.md"].is_page
    assert not any(".hidden" in src for src in found)
    assert told(root) == [
        "docs/cases/a-spot/f.png:1:1: error PL132 No page uses this file. "
        "Show it on a page, or delete it."
    ]


def test_links_are_looked_at_and_never_followed(tmp_path: Path) -> None:
    root = small_site.write(tmp_path)
    docs = root / "docs"
    (tmp_path / "secret.md").write_text("secret")
    (docs / "outside.md").symlink_to(tmp_path / "secret.md")
    (docs / "outside").symlink_to(tmp_path)
    (docs / "up").symlink_to(docs)
    (docs / "loop").symlink_to("loop")
    (docs / "gone.png").symlink_to("nowhere.png")
    (docs / "inside").symlink_to("conditions")
    (docs / "same.svg").symlink_to("conditions/leaf-fever/figures/leaf.svg")
    links = {src: file.link for src, file in files(root).items() if file.link}
    assert links == {
        "gone.png": "nowhere",
        "inside": "folder",
        "loop": "circle",
        "outside": "circle",
        "outside.md": "outside",
        "up": "circle",
    }


def test_what_is_no_text_is_no_words(tmp_path: Path) -> None:
    root = small_site.write(tmp_path, {"_data/x.csv": b"\xff", "_data/y.csv": b"\xef\xbb\xbfa"})
    found = files(root)
    assert (found["_data/x.csv"].text, found["_data/y.csv"].text) == (None, "a")


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("b.png", "a/b.png"),
        ("../b.png?x#y", "b.png"),
        ("b%20c.png", "a/b c.png"),
        ("../../b.png", "../b.png"),
        ("#x", None),
        ("https://b.example/c", None),
        ("/b.png", None),
    ],
)
def test_an_address_leads_to_a_file(address: str, file: str | None) -> None:
    assert list(targets("a/index.md", [address])) == ([file] if file else [])


@pytest.mark.parametrize("svg", ["", "<", "<svg>", "\0", "<svg>" * 10_000])
def test_any_drawing_can_be_read(svg: str) -> None:
    assert read_drawing(svg)[2]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "latin-1"])
def test_a_drawing_that_is_not_utf_8_is_told(tmp_path: Path, encoding: str) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert("é")</script></svg>'
    root = small_site.write(tmp_path, {"about/a.svg": svg.encode(encoding)})
    found = [line for line in told(root) if "PL906" in line]
    assert len(found) == 1
    assert found[0].startswith("docs/about/a.svg:1:1: error PL906 This drawing cannot be read: ")


def test_words_of_a_drawing_are_read_as_a_reader_does() -> None:
    svg = "<svg><text>\nMRN <tspan>12&#51;</tspan><tspan>4567</tspan></text><desc>a</desc></svg>"
    _, words, _ = read_drawing(svg)
    assert [(one.text.strip(), one.line) for one in words if len(one.text) > 3] == [
        ("MRN 1234567", 2),
        ("MRN 123 4567", 2),
    ]
