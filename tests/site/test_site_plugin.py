"""The plugin and the hooks are two doors to the same steps: both make the same bytes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from test_site_build import files_of

from conftest import ROOT, replace_once, run_mkdocs
from plainleaf.checks.mkdocs_file import HOOKS, PLUGIN, check_mkdocs_file
from plainleaf_mkdocs.plugin import STEPS, PlainleafPlugin, events
from plainleaf_mkdocs.run import MkdocsRun

MakeProject = Callable[..., Path]
HOOK_LINES = re.compile(r"^hooks:\n(?:  - .*\n)+", re.MULTILINE)


def by_plugin(project: Path) -> Path:
    """Let a project name the plugin and no hook, and lie where no hook of ours is."""
    file = project / "mkdocs.yml"
    file.write_text(HOOK_LINES.sub("", file.read_text()))
    replace_once(file, "plugins:\n", f"plugins:\n  - {PLUGIN}\n")
    (project / "hooks").unlink()
    return project


def test_the_steps_are_the_hooks_in_their_order() -> None:
    assert [f"{name}.py" for name in STEPS] == list(HOOKS)


@pytest.mark.parametrize("name", STEPS)
def test_each_hook_names_every_event_of_its_step(name: str) -> None:
    made = dict(events(STEPS[name](MkdocsRun(by_hooks=True))))
    named = re.findall(
        r"^(on_\w+) = step\.(on_\w+)$", (ROOT / f"hooks/{name}.py").read_text(), re.M
    )
    assert sorted(named) == sorted((one, one) for one in made)


def test_the_plugin_calls_every_event_of_every_step() -> None:
    plugin = PlainleafPlugin()
    for step in STEPS.values():
        for name, method in events(step(MkdocsRun(by_hooks=True))):
            called = getattr(plugin, name).methods
            assert method.__func__ in [one.__func__ for one in called], (step, name)


def test_both_make_the_same_bytes(make_project: MakeProject) -> None:
    hooks, plugin = make_project(name="hooks"), by_plugin(make_project(name="plugin"))
    for project in (hooks, plugin):
        done = run_mkdocs(project, "build", "--strict", env={"PRINT": "0"}, fresh=True)
        assert done.returncode == 0, done.stdout
        assert check_mkdocs_file(project) == ()
    assert files_of(plugin / "site") == files_of(hooks / "site")


def test_both_at_once_are_refused(make_project: MakeProject) -> None:
    project = make_project()
    replace_once(project / "mkdocs.yml", "plugins:\n", f"plugins:\n  - {PLUGIN}: {{}}\n")
    done = run_mkdocs(project, "build", "--strict", env={"PRINT": "0"}, fresh=True)
    assert done.returncode == 1
    said = "the plugin plainleaf does what hooks/begin_site.py does: list the plugin or the hooks."
    assert said in done.stdout
    [finding] = check_mkdocs_file(project)
    assert said.removeprefix("the ") in finding.message
    assert not (project / "site").exists()


def test_a_site_without_a_folder_of_its_own_is_whole(make_project: MakeProject) -> None:
    project = by_plugin(make_project())
    file = project / "mkdocs.yml"
    replace_once(file, "  custom_dir: overrides\n", "")
    replace_once(file, "  favicon: assets/leaf.svg\n", "")
    replace_once(file, "watch:\n  - overrides\n", "")
    (project / "overrides").unlink()
    done = run_mkdocs(project, "build", "--strict", env={"PRINT": "0"}, fresh=True)
    assert done.returncode == 0, done.stdout
    assert not (project / "site" / "assets" / "leaf.svg").exists()
    assert (project / "site" / "assets" / "css" / "plainleaf.css").exists()
    shutil.rmtree(project / "site")
