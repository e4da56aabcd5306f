"""Whatever stands where a file should: bytes or a reason, at once."""

from __future__ import annotations

import ast
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

import small_site
from finding_lines import as_text
from plainleaf.checks.check import check_all
from plainleaf.cli import FAILED, FOUND, main
from plainleaf.reading.content import load_content
from plainleaf.reading.disk import (
    ChangedError,
    Disk,
    UnfitFileError,
    read_head,
    read_regular,
    read_words,
    unfit_files,
)

HOOKS = Path(__file__).parents[2] / "hooks"


def put_odd(file: Path, what: str) -> None:
    """Put something there that is no file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    if what == "pipe":
        os.mkfifo(file)
    elif what == "endless":
        file.symlink_to("/dev/zero")
    elif what == "folder":
        file.mkdir()
    else:
        with socket.socket(socket.AF_UNIX) as one:
            here = Path.cwd()
            os.chdir(file.parent)  # its name may be no longer than 107 bytes
            one.bind(file.name)
            os.chdir(here)


ODD = {
    "pipe": "it is a pipe, not a file",
    "endless": "it is a device, not a file",
    "socket": "it is a socket, not a file",
    "folder": "Is a directory",
}


@pytest.mark.parametrize("what", ODD)
def test_what_is_no_file_is_told_at_once(tmp_path: Path, what: str) -> None:
    put_odd(tmp_path / "a", what)
    for read in (read_regular, Disk().read, read_words, lambda file: read_head(file, 9)):
        with pytest.raises(OSError, match=ODD[what]):
            read(tmp_path / "a")


@pytest.mark.parametrize("name", ["missing", "a\0b", "\ud800", "a" * 300])
def test_a_name_that_no_file_has(tmp_path: Path, name: str) -> None:
    with pytest.raises(OSError, match=r"No such file|File name too long"):
        read_regular(tmp_path / name)


def test_reads_what_fits(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\xef\xbb\xbfab\r\n")
    assert read_regular(tmp_path / "a", 7) == b"\xef\xbb\xbfab\r\n"
    assert read_words(tmp_path / "a") == "ab\r\n"
    assert read_head(tmp_path / "a", 4) == (b"\xef\xbb\xbfa", 7)
    with pytest.raises(UnfitFileError) as told:
        read_regular(tmp_path / "a", 6)
    assert told.value.strerror == "it has 7 bytes; the limit is 6"


def test_a_file_that_does_not_tell_its_size_ends(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("/proc/self/status")  # says that it has no bytes
    assert read_regular(tmp_path / "a").startswith(b"Name:")
    with pytest.raises(UnfitFileError, match="more than 9 bytes"):
        read_regular(tmp_path / "a", 9)


def test_what_changes_between_two_readings_is_told(tmp_path: Path) -> None:
    disk = Disk()
    file = tmp_path / "a"
    file.write_text("one")
    assert disk.read(file) == disk.read(tmp_path / "." / "a") == b"one"
    assert len(disk.digest(file)) == 64
    assert disk.digest(tmp_path / "b") == ""
    file.write_text("two")
    with pytest.raises(ChangedError, match="it was changed"):
        disk.read(file)


def test_finds_what_would_keep_a_build_waiting(tmp_path: Path) -> None:
    put_odd(tmp_path / "deep" / "a.html", "pipe")
    put_odd(tmp_path / "b.html", "endless")
    (tmp_path / "gone").symlink_to("nowhere")
    (tmp_path / "c.html").write_text("c")
    found = {(file.name, why) for file, why in unfit_files(tmp_path)}
    assert found == {
        ("a.html", "it is a pipe, not a file"),
        ("b.html", "it is a device, not a file"),
    }


PLACES = (
    *(name for name in small_site.FILES),
    "_data/clips.yml",
    "_data/accepted_words.yml",
    "_data/other.csv",
    "about/new.md",
    "about/new.txt",
    "about/new.png",
    "about/new.svg",
    "about/new.pdf",
    "cases/a-spot/figures.yml",
    "sounds/vein.mp3",
)


@pytest.mark.parametrize("what", ["pipe", "endless", "socket"])
@pytest.mark.parametrize("place", PLACES)
def test_it_is_a_finding_wherever_it_stands(
    tmp_path: Path, place: str, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Through the command, which shows the line that a finding is about."""
    root = small_site.write(tmp_path)
    put_odd(root / "docs" / place, what)
    assert main(["--root", str(root), "check"]) == FOUND
    told = capsys.readouterr().out
    assert f"docs/{place}:1:1: error" in told or ODD[what] in told


def test_a_picture_of_a_stack_that_is_a_pipe(tmp_path: Path) -> None:
    figure = small_site.FIGURES.replace("figures/leaf.svg", "figures/leaf.png")
    root = small_site.write(tmp_path, {"conditions/leaf-fever/figures.yml": figure})
    put_odd(root / "docs/conditions/leaf-fever/figures/leaf.png", "pipe")
    assert "cannot be read: it is a pipe, not a file." in as_text(check_all(small_site.load(root)))


@pytest.mark.parametrize("what", ["pipe", "endless"])
@pytest.mark.parametrize("command", [["image", "clean"], ["image", "read"], ["review-pack"]])
def test_commands_that_are_given_no_file_end(
    tmp_path: Path, what: str, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    root = small_site.write(tmp_path)
    odd = root / "docs" / "about" / "odd.md"
    put_odd(odd, what)
    assert main(["--root", str(root), *command, str(odd)]) == FAILED
    assert "Traceback" not in capsys.readouterr().err


def test_a_file_that_changes_while_the_content_is_read(tmp_path: Path) -> None:
    """Data are read once for what they say and once for their words: both see the same."""
    root = small_site.write(tmp_path)

    class Hasty(Disk):
        def read(self, file: Path, most: int = 20_000_000) -> bytes:
            data = super().read(file, most)
            if file.name == "facts.yml":
                file.write_text("[] # Patient: John Doe\n")
            return data

    found = as_text(check_all(load_content(root, root / "docs", disk=Hasty())))
    assert "docs/_data/facts.yml:1:1: error PL145" in found
    assert "it was changed while it was being read" in found


# --- nobody opens such a file by himself -------------------------------------------------------

OWN = {
    # Reads what an administrator or another program wrote, with a guard of its own.
    "plainleaf/delivery/mirror.py": "stands alone, without any other module",
    "plainleaf/reading/disk.py": "the place itself",
    # Files of this project, or files that it has written itself.
    "plainleaf/rendering/fonts.py": "font packages",
    "plainleaf/model/brand.py": "our own styles",
    "plainleaf/reviewing/pack_form.py": "bytes that were read before",
    "plainleaf/model/words.py": "the table that lies in the package",
    "plainleaf/text/vocabulary.py": "a list that lies beside the code",
    "plainleaf/rendering/store.py": "the store, and our own code",
    "plainleaf/keeping/digests.py": "our own code",
    "plainleaf/keeping/cores.py": "a pipe from a process of its own",
    "plainleaf/checks/schemas.py": "schemas that it writes",
    "plainleaf/delivery/compress.py": "a folder that only the build writes into",
    "plainleaf/delivery/publish.py": "its lock, looked at by site_place before",
    "plainleaf/delivery/release.py": "the lock of packages, a key, and what it has just written",
    "plainleaf/print/printer.py": "our own styles and code",
    "plainleaf/print/drawings.py": "our own styles",
    "plainleaf/print/reading.py": "bytes of a file that was just printed",
    "plainleaf/print/sheets.py": "a part of such a file",
    "plainleaf/print/joined.py": "bytes of such files",
    "plainleaf/print/sets.py": "files that were just printed",
    "plainleaf_mkdocs/print_pages.py": "files that it has just printed",
    "plainleaf/cli.py": "what the build has written, to lay it beside a bundle",
    "plainleaf/authoring/word_document.py": "a part of a document that was read",
    "plainleaf/authoring/dicom/command.py": "writes only",
    "plainleaf/authoring/image_command.py": "writes only",
    "plainleaf/authoring/new.py": "writes only",
    "plainleaf/authoring/new_site.py": "the starter that lies in the package",
    "plainleaf/print/tells.py": "a part of a file that was just printed",
}
OPENERS = frozenset(("read_bytes", "read_text", "open", "ZipFile", "fdopen"))
COPIERS = frozenset(("shutil.copy", "shutil.copyfile"))


def opened_in(file: Path) -> Iterator[int]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and _opens(node):
            yield node.lineno


def _opens(call: ast.Call) -> bool:
    """Whether a call may open a file; `Image.open` of bytes opens none."""
    of_bytes = bool(call.args) and ast.unparse(call.args[0]).startswith("io.BytesIO")
    called = ast.unparse(call.func)
    return (called.rpartition(".")[2] in OPENERS and not of_bytes) or called in COPIERS


def test_nobody_else_opens_files() -> None:
    found = {
        file.relative_to(HOOKS).as_posix(): lines
        for file in sorted(HOOKS.rglob("*.py"))
        if (lines := list(opened_in(file)))
    }
    assert {name: lines for name, lines in found.items() if name not in OWN} == {}
    assert set(OWN) - set(found) == set(), "These open nothing anymore: take them off the list."
