"""What authors read of the content model: it is up to date, and each example is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainleaf.authoring.authors_guide import authors_guide, block_example, front_matter_example
from plainleaf.model.block_specs import BLOCKS
from plainleaf.model.kinds import KINDS
from plainleaf.reading.page import read_page

ROOT = Path(__file__).parents[2]


def test_the_page_for_authors_is_up_to_date() -> None:
    stored = (ROOT / "AUTHORS.md").read_text(encoding="utf-8")
    assert stored == authors_guide(), "Run: .venv/bin/plainleaf guide > AUTHORS.md"


def test_no_document_sends_an_author_to_python() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "kinds.py" not in readme
    assert "(AUTHORS.md)" in readme


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_the_front_matter_of_each_example_is_right(kind: object) -> None:
    text = front_matter_example(kind)  # type: ignore[arg-type]
    page = read_page("docs/conditions/leaf-fever/index.md", f"{text}\nText.\n".encode())
    assert page.meta is not None, [one.text for one in page.findings]


@pytest.mark.parametrize("name", BLOCKS)
def test_each_example_of_a_block_is_one(name: str) -> None:
    head = front_matter_example(KINDS["case"])
    text = f"{head}\nText.\n\n{block_example(BLOCKS[name])}"
    page = read_page("docs/cases/a/index.md", text.encode())
    assert [block.name for block in page.blocks] == [name]
    assert page.findings == ()
