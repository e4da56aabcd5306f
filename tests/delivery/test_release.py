"""What is released: one bundle, the same bytes for the same site, or a reason why not."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bundles import edition, make_key, trust
from conftest import BuiltSite, run_module
from plainleaf.delivery.edition import edition_json
from plainleaf.delivery.mirror import Mirror, install, recall
from plainleaf.delivery.release import ReleaseError, allowed_signers, check_edition, provenance

DAY = "2026-12-01"


@pytest.fixture
def project(make_project: Callable[..., Path], public: BuiltSite) -> Path:
    """A project with a finished site in it, built for a public address."""
    folder = make_project()
    shutil.copytree(public.folder, folder / "site")
    return folder


def release(project: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return run_module("plainleaf", project, "release", *options)


def test_packs_the_site_signed_and_twice_the_same(project: Path, tmp_path: Path) -> None:
    key = make_key(tmp_path)
    (tmp_path / "sbom.cdx.json").write_text("{}")
    options = ["--today", DAY, "--key", str(key), "--sbom", str(tmp_path / "sbom.cdx.json")]
    bundles = []
    packed = "dist/plainleaf-20261121000000.zip (signed)\n"
    kiwix = "dist/plainleaf-20261121000000.zim (for Kiwix, signed)\n"
    # What a later site has to know of paper stands in the project, once.
    added = (
        "Added the sheets of this release to sheets.json: commit it, so that later sites know.\n"
    )
    for other, told in ((["--without-zim"], added + packed), ([], packed + kiwix)):
        done = release(project, *options, *other)
        assert (done.returncode, done.stdout) == (0, told)
        bundles.append((project / "dist" / "plainleaf-20261121000000.zip").read_bytes())
    assert bundles[0] == bundles[1]
    assert [path.name for path in project.glob(".dist*")] == []

    dist = project / "dist"
    assert sorted(path.name for path in dist.iterdir()) == [
        *("SHA256SUMS", "allowed_signers", "links.txt", "mirror.py"),
        *("plainleaf-20261121000000.zim", "plainleaf-20261121000000.zim.sig"),
        *("plainleaf-20261121000000.zip", "sbom.cdx.json"),
    ]
    check = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    subprocess.run(check, cwd=dist, check=True)
    assert "https://www.example.org/itching" in (dist / "links.txt").read_text().splitlines()
    assert "leaf.example" not in (dist / "links.txt").read_text()

    with zipfile.ZipFile(dist / "plainleaf-20261121000000.zip") as archive:
        manifest = json.loads(archive.read("MANIFEST.json"))
        readme = archive.read("README.html").decode()
        names = archive.namelist()
    assert names == sorted(names)
    assert manifest["format"] == 1
    assert manifest["address"] == "https://leaf.example/health/"
    assert (manifest["content_date"], manifest["expires"]) == ("2026-11-21", "2027-11-21")
    assert manifest["provenance"]["python"].startswith("3.")
    assert {one["path"] for one in manifest["files"]} == {
        "README.html",
        *(
            f"site/{path.relative_to(project / 'site').as_posix()}"
            for path in (project / "site").rglob("*")
            if path.is_file()
        ),
    }
    assert "November 21, 2027" in readme
    assert "ssh-keygen -Y verify" in readme

    kept = Mirror(tmp_path / "mirror")
    trust(kept.folder, key)
    assert (dist / "allowed_signers").read_text() == allowed_signers(key)
    said = install(kept, dist / "plainleaf-20261121000000.zip", kept.signers, date(2027, 1, 1))
    assert said == "Release 20261121000000 of Plainleaf is served now."


def without_address(project: Path) -> str:
    edition = project / "site" / "edition.json"
    data = json.loads(edition.read_text())
    edition.write_text(json.dumps({**data, "address": ""}))
    return "Not released: The site was built without a public address"


def never_built(project: Path) -> str:
    shutil.rmtree(project / "site")
    return "Not released: There is no finished site in site. Run: make site"


def of_another_commit(project: Path) -> str:
    edition = project / "site" / "edition.json"
    data = json.loads(edition.read_text())
    edition.write_text(json.dumps({**data, "commit": "abc+changes"}))
    return "Not released: The site in site was built from abc+changes, which is not the commit"


@pytest.mark.parametrize("harm", [without_address, never_built, of_another_commit])
def test_refuses_and_leaves_the_last_release(project: Path, harm: Callable[[Path], str]) -> None:
    (project / "dist").mkdir()
    (project / "dist" / "last.zip").write_text("last")
    reason = harm(project)
    done = release(project, "--today", DAY)
    assert done.returncode == 1, done.stdout
    assert reason in done.stdout
    assert (project / "dist" / "last.zip").read_text() == "last"


def test_refuses_overdue_pages_and_what_has_expired(project: Path) -> None:
    done = release(project, "--today", "2029-01-01")
    assert done.returncode == 1
    assert "This page was due for a new look on 2027-11-21" in done.stdout
    assert "Not released: " in done.stdout
    edition = project / "site" / "edition.json"
    data = json.loads(edition.read_text())
    edition.write_text(json.dumps({**data, "expires": "2026-11-30"}))
    done = release(project, "--today", DAY)
    assert "Not released: This edition has expired on 2026-11-30" in done.stdout


def test_refuses_a_key_that_is_none(project: Path) -> None:
    done = release(project, "--today", DAY, "--key", "mkdocs.yml")
    assert done.returncode == 1
    assert "Not released: ssh-keygen cannot sign with this key" in done.stdout
    assert not (project / "dist").exists()


def test_provenance_names_what_the_lock_names(tmp_path: Path) -> None:
    lock = b"mkdocs==1.6.1 \\\n    --hash=sha256:0\n"
    (tmp_path / "requirements.txt").write_bytes(lock)
    made = provenance(tmp_path)
    assert made["packages"] == {"mkdocs": "1.6.1"}
    assert made["lock_sha256"] == hashlib.sha256(lock).hexdigest()


# --- what is taken back ---


def test_a_withdrawn_release_reaches_mirrors_and_is_not_released_again(
    project: Path, tmp_path: Path
) -> None:
    key, serial = make_key(tmp_path), "20261121000000"
    assert release(project, "--today", DAY, "--without-zim", "--key", str(key)).returncode == 0
    mirrored = Mirror(tmp_path / "mirror")
    trust(mirrored.folder, key)
    bundle = project / "dist" / f"plainleaf-{serial}.zip"
    install(mirrored, bundle, mirrored.signers, date.fromisoformat(DAY))

    def withdraw(serial: str, why: str) -> subprocess.CompletedProcess[str]:
        asked = ("withdraw", serial, "--why", why, "--key", str(key))
        return run_module("plainleaf", project, *asked)

    for wrong in (("5", "A dose is wrong."), (serial, " "), (serial, "\x1b[31m")):
        done = withdraw(*wrong)
        assert done.returncode == 2
        assert "Give serials of 14 digits" in done.stdout
        assert not (project / "withdrawn.json").exists()
    assert withdraw("20261120000000", "A page was missing.").returncode == 0
    # Each later bundle brings the list, and the folder beside it holds it signed.
    assert release(project, "--today", DAY, "--without-zim", "--key", str(key)).returncode == 0
    with zipfile.ZipFile(bundle) as archive:
        assert "A page was missing." in archive.read("withdrawn.json").decode()
    file = project / "dist" / "withdrawn.json"
    assert recall(mirrored, file, mirrored.signers)[1]
    assert withdraw(serial, "A dose is wrong.").returncode == 0
    said, sound = recall(mirrored, file, mirrored.signers)
    assert not sound
    assert said.startswith(f"Release {serial} was withdrawn: A dose is wrong.")
    done = release(project, "--today", DAY)
    assert done.returncode == 1
    assert f"Release {serial} was withdrawn: A dose is wrong. Commit what fixes it" in done.stdout
    (project / "withdrawn.json").write_text("{")
    done = release(project, "--today", DAY)
    assert done.returncode == 1
    assert "withdrawn.json is not as it should be" in done.stdout


# --- which edition it is ---


@pytest.mark.parametrize(
    ("epoch", "commit", "said"),
    [
        (None, None, "Nobody knows which edition this is .*git says: fatal: not a git repository"),
        (None, "c" * 40, "which is not the commit here: git says: fatal"),
        ("1e9", None, "SOURCE_DATE_EPOCH is '1e9'"),
        ("1795219201", None, "was built as 20261121000000, and is another edition now"),
        ("1795219200", "c" * 40, "which is not the commit here: git names none"),
        ("1795219200", None, None),
    ],
)
def test_an_edition_of_the_clock_is_not_released(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    epoch: str | None,
    commit: str | None,
    said: str | None,
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if epoch is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    made = edition(20261121000000, commit=commit)
    (tmp_path / "edition.json").write_text(edition_json(made))
    if said is None:
        assert check_edition(tmp_path, tmp_path, date(2026, 12, 1)) == made
        return
    with pytest.raises(ReleaseError, match=said):
        check_edition(tmp_path, tmp_path, date(2026, 12, 1))


def test_an_edition_inside_of_anothers_repository_is_not_released(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    git = ["git", "-C", str(tmp_path), "-c", "user.name=A", "-c", "user.email=a@a.example"]
    subprocess.run([*git, "init", "--quiet"], check=True)
    subprocess.run([*git, "commit", "--quiet", "--allow-empty", "--message", "one"], check=True)
    project = tmp_path / "unpacked"
    project.mkdir()
    (project / "edition.json").write_text(edition_json(edition(20261121000000, commit=None)))
    with pytest.raises(ReleaseError, match="the git repository around this folder is another's"):
        check_edition(project, project, date(2026, 12, 1))
