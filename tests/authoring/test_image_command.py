"""`plainleaf image`, and pictures in a check of a real site."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import small_site
from file_findings import told
from plainleaf.cli import main
from plainleaf.reading.pictures.look import look
from sample_pictures import DICOM_FILES, ct_slice, exif, saved


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_site.write(tmp_path)


def scan(root: Path, name: str = "a.jpg") -> Path:
    file = root / "docs" / "cases" / "a-spot" / name
    file.write_bytes(saved("JPEG", exif=exif(), comment=b"Jane Leaf"))
    return file


def run(root: Path, *arguments: str | Path) -> int:
    return main(["--root", str(root), "image", *map(str, arguments)])


def test_clean_alone_tells_and_writes_nothing(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = scan(root)
    before = file.read_bytes()
    assert run(root, "clean", file) == 1
    assert file.read_bytes() == before
    out = capsys.readouterr().out
    assert "nothing was written: add --in-place, or --output and a name" in out
    assert "without Exif data with the place where it was taken (GPS)\n  without a comment" in out
    assert "turned upright" in out


def test_in_place_replaces_the_picture_and_keeps_nothing(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [scan(root, "a.jpg"), scan(root, "b.jpg")]
    files[0].chmod(0o640)
    assert run(root, "clean", "--in-place", *files) == 0
    for file in files:
        picture = look(file.read_bytes())
        assert picture is not None
        assert picture.carried == ()
    assert files[0].stat().st_mode & 0o777 == 0o640
    assert sorted(one.name for one in files[0].parent.iterdir()) == ["a.jpg", "b.jpg", "index.md"]
    assert "replaced; no copy is kept" in capsys.readouterr().out
    before = files[0].stat()
    assert run(root, "clean", "--in-place", *files) == 0
    assert files[0].stat().st_ino == before.st_ino
    assert "nothing to remove; left as it is" in capsys.readouterr().out


def test_output_writes_a_new_file_only(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = scan(root)
    new = file.with_name("b.png")
    assert run(root, "clean", file, "--output", new) == 0
    assert look(new.read_bytes()) is not None
    out = capsys.readouterr().out
    assert f"{file} is still there, with all of it" in out
    assert "saved as PNG instead of JPEG" in out
    assert "% larger" in out  # a JPEG as PNG
    assert run(root, "clean", file, "--output", new) == 2
    assert "exists. Name a new file" in capsys.readouterr().err


def test_what_cannot_be_done_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = scan(root)
    link = file.with_name("link.jpg")
    link.symlink_to(file)
    folder = file.parent
    for arguments, message in (
        ((file, file, "--output", "x.png"), "--output takes one picture"),
        ((file, "--output", folder / "x.tif"), "must end in .png"),
        ((link, "--in-place"), "is a link"),
        ((folder / "none.png",), "there is no such file"),
        ((folder,), "it is a folder"),
        ((folder / "index.md",), "It is no picture"),
    ):
        assert run(root, "clean", *arguments) == 2
        assert message in capsys.readouterr().err


def test_a_failed_write_leaves_the_picture_as_it_was(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = scan(root)
    before = file.read_bytes()

    def refuse(_from: Path, _to: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    assert run(root, "clean", "--in-place", file) == 2
    assert file.read_bytes() == before
    assert sorted(one.name for one in file.parent.iterdir()) == ["a.jpg", "index.md"]
    assert "the disk is full" in capsys.readouterr().err


def test_words_in_pictures_are_looked_for_when_asked(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = scan(root)
    file.write_bytes(saved("PNG", ct_slice()))
    assert run(root, "read", file) == 0
    told = capsys.readouterr()
    assert "no words found" in told.out
    assert "misses most that lie" in told.err
    assert run(root, "read", file.with_name("none.png")) == 2
    assert run(root, "read", file.with_name("index.md")) == 2


# --- in a check ---


def test_pictures_and_scans_fail_the_check_under_any_name(root: Path) -> None:
    folder = root / "docs" / "cases" / "a-spot"
    real = DICOM_FILES / "test_files" / "CT_small.dcm"
    for name in ("a.png", "b.pdf", "c.yml", "d", ".e"):
        shutil.copy(real, folder / name)
    scan(root, "f.jpg")
    (folder / "g.tif").write_bytes(saved("TIFF"))
    (folder / "h.txt").write_bytes(saved("PNG"))
    lines = [line.removeprefix("docs/cases/a-spot/") for line in told(root)]
    assert [line.split(" ", 3)[0::2] for line in lines] == [
        [".e:1:1:", "PL134"],
        ["a.png:1:1:", "PL134"],
        ["b.pdf:1:1:", "PL134"],
        ["c.yml:1:1:", "PL134"],
        ["d:1:1:", "PL134"],
        ["f.jpg:1:1:", "PL132"],
        ["f.jpg:1:1:", "PL135"],
        ["f.jpg:1:1:", "PL135"],
        ["g.tif:1:1:", "PL136"],
        ["h.txt:1:1:", "PL132"],
        ["h.txt:1:1:", "PL136"],
    ]


def test_a_scan_that_is_called_a_page_fails_the_check(root: Path) -> None:
    shutil.copy(DICOM_FILES / "test_files" / "CT_small.dcm", root / "docs" / "scan.md")
    assert main(["--root", str(root), "check"]) == 1


def test_checks_of_a_site_without_pictures_load_no_picture_library(root: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from plainleaf.cli import main; main(['--root', sys.argv[1], 'check']);"
        "print(sorted(set(sys.modules) & {'PIL', 'plainleaf.reading.pictures.look'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, root], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
