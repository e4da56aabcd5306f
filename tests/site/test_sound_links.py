"""A link that leads nowhere ends a build, however quiet or talkative it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import run_mkdocs

PAGE = "docs/conditions/samplitis/index.md"


@pytest.mark.parametrize("verbosity", [[], ["--quiet"], ["--verbose"]])
def test_a_dead_anchor_stops_every_build_and_is_named(
    make_project: Callable[..., Path], verbosity: list[str]
) -> None:
    project = make_project()
    page = project / PAGE
    page.write_text(page.read_text() + "\nSee [this](faq.md#nowhere).\n", encoding="utf-8")
    line = len(page.read_text().splitlines())
    done = run_mkdocs(project, "build", *verbosity)
    assert done.returncode == 1, done.stdout
    said = f'{PAGE}:{line}:5: error PL927 "conditions/samplitis/faq.md" has no heading "nowhere".'
    assert said in done.stdout
    assert "Traceback" not in done.stdout
