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

from bundles import make_key, trust
from conftest import BuiltSite, run_module
from plainleaf.delivery.mirror import Mirror, install
from plainleaf.delivery.release import allowed_signers, provenance

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
    for _ in range(2):
        done = release(project, *options)
        assert (done.returncode, done.stdout) == (
            0,
            "dist/plainleaf-20261121000000.zip (signed)\n",
        )
        bundles.append((project / "dist" / "plainleaf-20261121000000.zip").read_bytes())
    assert bundles[0] == bundles[1]
    assert [path.name for path in project.glob(".dist*")] == []

    dist = project / "dist"
    assert sorted(path.name for path in dist.iterdir()) == [
        *("SHA256SUMS", "allowed_signers", "links.txt", "mirror.py"),
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
