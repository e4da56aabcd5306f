"""The scripts that set a machine up and run everything there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

CI = ROOT / ".ci"
SCRIPTS = ("packages", "fresh", "run", "same", "scheduled", "pythons", "parts")


def run(*command: str, path: str = os.environ["PATH"]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", SCRIPTS)
def test_each_script_can_be_read_by_bash(name: str) -> None:
    assert run("bash", "-n", str(CI / name)).stderr == ""


def tools(folder: Path, *names: str) -> str:
    """A folder of these programs alone, as a PATH."""
    folder.mkdir()
    for name in names:
        (folder / name).symlink_to(Path("/usr/bin") / name)
    (folder / "python3").symlink_to(sys.executable)
    return str(folder)


def test_without_debian_what_is_missing_is_named_and_nothing_is_tried(tmp_path: Path) -> None:
    path = tools(tmp_path / "bin", "bash", "env", "dirname")
    done = run("bash", str(CI / "packages"), "test", path=path)
    assert done.returncode == 1
    assert "Missing here (as Debian names it): " in done.stderr
    for name in ("chromium-headless-shell", "git", "openssh-client", "curl", "unzip"):
        assert name in done.stderr


def test_all_packages_come_in_one_call(tmp_path: Path) -> None:
    path = tools(tmp_path / "bin", "bash", "env", "dirname", "sh", "cat")
    log = tmp_path / "log"
    for name, text in {
        "id": "echo 0",
        "apt-get": f'echo "apt-get $*" >> {log}',
    }.items():
        file = tmp_path / "bin" / name
        file.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        file.chmod(0o755)
    done = run("bash", str(CI / "packages"), "test", path=path)
    assert done.returncode == 0, done.stderr
    update, install = log.read_text(encoding="utf-8").splitlines()
    assert update == "apt-get -q update"
    assert {"git", "curl", "unzip", "poppler-utils"} <= set(install.split())


def test_progress_shows_the_end_of_what_failed_and_keeps_its_status() -> None:
    command = (str(CI / "progress"), "Trying", "--", "sh", "-c", "echo the reason; exit 7")
    done = run(sys.executable, *command)
    assert done.returncode == 7
    assert done.stdout == "Trying ...\n"
    assert done.stderr == "the reason\nTrying: failed (exit status 7).\n"


def test_progress_counts_packages(tmp_path: Path) -> None:
    script = tmp_path / "progress.py"
    text = (CI / "progress").read_text(encoding="utf-8")
    script.write_text(text.replace("QUIET_SECONDS = 5.0", "QUIET_SECONDS = 0.0"), encoding="utf-8")
    lines = "Collecting a==1 (from -r x)\\nGet:2 http://host/debian stable/main b [4 kB]\\nnoise"
    done = run(sys.executable, str(script), "Trying", "9", "--", "printf", lines)
    assert done.stdout == "Trying ...\n  1 of 9: collecting a==1\n  2 of 9: get b [4 kB]\n"


@pytest.mark.parametrize("fails", [True, False])
def test_a_run_goes_on_after_a_part_and_fails_at_the_end(fails: bool) -> None:
    part = "false" if fails else "true"
    script = f'. .ci/parts; part "one" {part}; part "two" true; the_end'
    done = run("bash", "-c", script)
    assert done.returncode == int(fails)
    assert ("one: FAILED" in done.stdout) is fails
    assert "s  two\n" in done.stdout
    assert done.stdout.endswith("s  in all\n")


def test_a_bare_machine_without_root_fails_and_is_not_skipped(tmp_path: Path) -> None:
    path = tools(tmp_path / "bin", "bash", "env", "dirname")
    (tmp_path / "bin" / "id").write_text("#!/bin/sh\necho 1000\n", encoding="utf-8")
    (tmp_path / "bin" / "id").chmod(0o755)
    done = run("bash", str(CI / "fresh"), path=path)
    assert done.returncode == 1
    assert "needs root" in done.stderr
