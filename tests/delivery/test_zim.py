"""The site as a ZIM: whole, of links that lead on, and with no way to a case by its diagnosis."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import BuiltSite
from plainleaf.delivery.edition import read_edition
from plainleaf.delivery.zim import ZimError, write_zim

CASES = {"cases/itching-after-a-walk/index.html"}


def ask(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture(scope="module")
def zim(public: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("zim") / "leaf.zim"
    write_zim(public.folder, read_edition(public.folder), target, CASES)
    return target


def test_holds_what_readers_need_and_nothing_for_servers(zim: Path, public: BuiltSite) -> None:
    held = set(ask("zimdump", "list", str(zim)).split())
    assert set(public.pages) - {"404.html"} <= held
    assert {one for one in held if one.endswith((".br", ".gz"))} == set()
    assert held & {"404.html", "_headers", "robots.txt", "server/nginx.conf"} == set()


def test_kiwix_finds_pages_and_no_case(zim: Path) -> None:
    """Its index would find a case by the diagnosis, which stands below the answer."""
    found = ask("zimsearch", str(zim), "samplitis")
    assert "Questions and answers about samplitis" in found
    assert "Itching" not in ask("zimsearch", str(zim), "itching")


def test_a_link_that_leads_nowhere_is_told(public: BuiltSite, tmp_path: Path) -> None:
    site = Path(shutil.copytree(public.folder, tmp_path / "site"))
    (site / "about" / "index.html").unlink()
    with pytest.raises(ZimError, match=r"A ZIM would miss what .* leads to: .*about/index\.html"):
        write_zim(site, read_edition(site), tmp_path / "leaf.zim", CASES)


def test_says_what_to_install(
    public: BuiltSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ZimError, match="Run: sudo apt-get install zim-tools"):
        write_zim(public.folder, read_edition(public.folder), tmp_path / "leaf.zim", CASES)
