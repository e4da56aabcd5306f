"""What other programs may rely on: `from plainleaf import …`."""

from __future__ import annotations

import ast
import doctest
import json
import subprocess
import sys
from pathlib import Path

import pytest

import plainleaf
from small_site import write

ROOT = Path(__file__).parent.parent
TINY_SITE = Path(__file__).parent / "site" / "docs"


def loaded_by(program: str) -> set[str]:
    """The modules of the package that a program loads, in a process of its own."""
    listing = "import json, sys; print(json.dumps([m for m in sys.modules if 'plainleaf' in m]))"
    done = subprocess.run(
        [sys.executable, "-c", f"{program}\n{listing}"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT / "hooks",
    )
    # An editable install brings a finder whose name holds the package's.
    return {name for name in json.loads(done.stdout) if name.split(".")[0] == "plainleaf"}


def test_importing_a_text_module_loads_nothing_else() -> None:
    assert loaded_by("import plainleaf.text.word_forms") == {
        "plainleaf",
        "plainleaf.text",
        "plainleaf.text.word_forms",
    }


def test_a_name_loads_only_what_it_needs() -> None:
    assert loaded_by("from plainleaf import Finding") == {
        "plainleaf",
        "plainleaf.model",
        "plainleaf.model.findings",
        "plainleaf.text",
        "plainleaf.text.printable",
    }
    storeys = {
        name.split(".")[1] for name in loaded_by("from plainleaf import read_page") if "." in name
    }
    assert storeys == {"reading", "model", "text"}


def test_every_name_is_there_documented_and_listed_once() -> None:
    tree = ast.parse(Path(plainleaf.__file__).read_text(encoding="utf-8"))
    typed = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("plainleaf.")
        for alias in node.names
    }
    assert typed == set(plainleaf.__all__) == set(plainleaf._HOME)
    for name in plainleaf.__all__:
        assert getattr(plainleaf, name).__doc__, name
        assert f"`{name}" in (plainleaf.__doc__ or ""), name
    assert set(plainleaf.__all__) <= set(dir(plainleaf))


def test_another_name_is_an_error() -> None:
    with pytest.raises(AttributeError, match="module 'plainleaf' has no attribute 'Pages'"):
        plainleaf.Pages  # noqa: B018


def test_the_example_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "my-site").mkdir()
    (tmp_path / "my-site" / "docs").symlink_to(TINY_SITE)
    (tmp_path / "my-site" / "mkdocs.yml").symlink_to(ROOT / "mkdocs.yml")
    monkeypatch.chdir(tmp_path)
    assert doctest.testmod(plainleaf, raise_on_error=False) == (0, 9)


def test_a_site_with_an_error_is_not_rendered(tmp_path: Path) -> None:
    root = write(tmp_path, {"about/index.md": "No front matter."})
    with pytest.raises(plainleaf.SiteError, match=r"docs/about/index\.md:1:1: error PL110") as told:
        plainleaf.build_site(root)
    assert "PL110" in {one.code for one in told.value.findings}
