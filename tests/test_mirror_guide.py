"""The guide for administrators tells the truth: its commands and configuration are run here."""

from __future__ import annotations

import base64
import hashlib
import http.client
import os
import shutil
import stat
import subprocess
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bundles import contents, make_bundle, make_key, trust
from conftest import ROOT
from plainleaf.checks.finished import read_finished
from plainleaf.delivery.mirror import Mirror, install, rollback, verify, withdrawn_json
from plainleaf.delivery.server_config import content_security_policy, server_files
from plainleaf.delivery.withdrawing import write_signed
from servers import apache, nginx, readable_folder

GUIDE = ROOT / "docs" / "about" / "administrators.md"
FIRST, SECOND, THIRD = 20270101000000, 20270201000000, 20270301000000
TODAY = date(2027, 3, 1)
NEVER = {"expires": None}  # the guide's commands ask the clock


def block(section: str, language: str, index: int = 0) -> str:
    """A block of code from a section of the guide."""
    text = GUIDE.read_text(encoding="utf-8")
    body = text.split(f"\n## {section}\n")[1].split("\n## ")[0]
    return body.split(f"```{language}\n")[1 + index].split("```")[0]


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_key(tmp_path_factory.mktemp("key"))


@pytest.fixture
def kept() -> Iterator[Mirror]:
    with readable_folder() as folder:
        yield Mirror(folder / "mirror")


def site(serial: int, page: bytes = b"") -> dict[str, bytes]:
    """A small site with the configuration that builds write."""
    page = page or b"<p>%d</p>" % serial
    files = server_files(content_security_policy([read_finished(page)]))
    named = {"index.html": page, "404.html": b"<p>Lost</p>", "a/b.html": b"<p>b</p>"}
    named |= {".git/config": b"hidden", "reviews.ics": b"BEGIN:VCALENDAR", "c.atom": b"<feed/>"}
    return named | {name: text.encode() for name, text in files.items()}


Bring = Callable[..., Path]


@pytest.fixture
def bundle(tmp_path: Path, key: Path) -> Bring:
    def make(serial: int, **named: object) -> Path:
        files = contents(serial, site(serial), **{**NEVER, **named})
        return make_bundle(tmp_path / f"{serial}.zip", files, key)

    return make


# --- with Python ---


def here(commands: str, kept: Mirror, folder: Path) -> str:
    """Commands of the guide with the test's mirror, command and publisher."""
    commands = commands.replace("/opt/plainleaf", str(folder))
    commands = commands.replace("https://health.example.org", folder.as_uri())
    return commands.replace("/srv/plainleaf", str(kept.folder))


def run(commands: str, kept: Mirror, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run commands of the guide with a mirror of the test's."""
    return subprocess.run(
        ["sh", "-euc", here(commands, kept, folder)],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def test_the_commands(kept: Mirror, tmp_path: Path, key: Path, bundle: Bring) -> None:
    trust(kept.folder, key)
    shutil.copy(ROOT / "hooks" / "plainleaf" / "delivery" / "mirror.py", tmp_path)
    for serial in (FIRST, SECOND):
        shutil.copy(bundle(serial), tmp_path / "plainleaf.zip")
        assert run(block("Keep a mirror", "sh", 1), kept, tmp_path).returncode == 0
    lines = block("Update by the clock", "cron").strip().splitlines()
    assert all(len(line.split()[:5]) == 5 and "%" not in line for line in lines)  # cron's own sign
    by = [line.split(maxsplit=6)[5:] for line in lines]
    assert all(command.startswith("/usr/sbin/") for user, command in by if user == "root"), (
        "cron looks in /usr/bin and /bin alone"
    )
    commands = [command for user, command in by if user == "mirror"]
    for command in commands:
        done = run(command, kept, tmp_path)
        assert (done.returncode, done.stdout) == (0, ""), "a mail, and nothing is wrong"
    for section in ("Update by the clock", "Verify what is served", "Go back"):
        done = run(block(section, "sh"), kept, tmp_path)
        assert done.returncode == 0, done.stdout
    assert kept.current() == FIRST
    done = run(commands[1], kept, tmp_path)
    assert done.returncode == 1
    assert f"Refused: Release {SECOND} was rolled back here" in done.stdout


def test_a_release_is_taken_back(kept: Mirror, tmp_path: Path, key: Path, bundle: Bring) -> None:
    trust(kept.folder, key)
    shutil.copy(ROOT / "hooks" / "plainleaf" / "delivery" / "mirror.py", tmp_path)
    for serial in (FIRST, SECOND):
        install(kept, bundle(serial), kept.signers, TODAY)
    write_signed(withdrawn_json({SECOND: "A dose is wrong."}), tmp_path, key)
    done = run(block("When the publisher takes a release back", "sh"), kept, tmp_path)
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith(f"Release {SECOND} was withdrawn: A dose is wrong.")
    assert kept.current() == FIRST


def test_a_release_is_taken_back_by_the_clock(
    kept: Mirror, tmp_path: Path, key: Path, bundle: Bring
) -> None:
    trust(kept.folder, key)
    shutil.copy(ROOT / "hooks" / "plainleaf" / "delivery" / "mirror.py", tmp_path)
    for serial in (FIRST, SECOND):
        install(kept, bundle(serial), kept.signers, TODAY)
    write_signed(withdrawn_json({SECOND: "A dose is wrong."}), tmp_path, key)
    lines = block("Update by the clock", "cron").strip().splitlines()
    line = lines[0].split(maxsplit=6)[6]
    for _ in range(2):
        done = run(line, kept, tmp_path)
        assert (done.returncode, done.stdout) == (0, "")
        assert kept.current() == FIRST


# --- without Python ---


@pytest.fixture
def by_hand(kept: Mirror, tmp_path: Path, key: Path) -> Callable[..., str]:
    """Install a bundle with the guide's script; returns what it says of a failure."""
    trust(kept.folder, key)
    script = tmp_path / "install.sh"
    text = block("Without Python", "sh").replace("/srv/plainleaf", str(kept.folder))
    script.write_text(text, encoding="utf-8")

    def act(path: Path, *options: str) -> str:
        done = subprocess.run(
            ["sh", str(script), path.name, *options],
            cwd=path.parent,
            env={"PATH": "/usr/bin:/bin"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        served = done.returncode == 0 and not options
        assert served == (kept.current() == int(path.stem)), done.stdout
        return done.stdout if done.returncode else ""

    return act


def test_the_steps_with_standard_tools(
    kept: Mirror, by_hand: Callable[[Path], str], bundle: Bring, tmp_path: Path, key: Path
) -> None:
    for serial in (FIRST, SECOND, THIRD):
        assert by_hand(bundle(serial)) == ""
        verify(kept, kept.signers)
    assert kept.serials() == [SECOND, THIRD]
    assert (kept.link / "site" / "a").stat().st_mode & stat.S_IROTH
    done = run(block("Without Python", "sh", 1), kept, tmp_path)
    assert done.returncode == 0, done.stdout
    assert kept.current() == SECOND
    assert "It was rolled back here." in by_hand(bundle(THIRD))
    notes = kept.releases / "notes"
    notes.touch()
    (kept.link / "MANIFEST.json").write_text("{")
    assert by_hand(bundle(THIRD + 2)) == ""
    assert kept.serials() == [SECOND, THIRD + 2], "what was taken back is nothing to go back to"
    (kept.link / "site" / "index.html").write_text("changed")
    for _ in range(2):
        assert by_hand(bundle(THIRD + 2)) == ""
        verify(kept, kept.signers)
    assert kept.serials() == [SECOND, THIRD + 2]
    assert notes.exists()
    write_signed(withdrawn_json({SECOND: "A dose is wrong."}), kept.folder, key)
    assert run(block("Without Python", "sh", 1), kept, tmp_path).returncode == 1
    assert kept.current() == THIRD + 2
    # And the command takes over where they have left.
    assert f"Release {THIRD + 3} " in install(kept, bundle(THIRD + 3), kept.signers, TODAY)


def test_standard_tools_refuse_the_same(
    kept: Mirror, by_hand: Callable[[Path], str], bundle: Bring, tmp_path: Path, key: Path
) -> None:
    by_hand(bundle(SECOND))
    later = tmp_path / f"{THIRD}.zip"
    good = contents(THIRD, site(THIRD), **NEVER)

    def refused(files: dict[str, bytes], signer: Path | None = key) -> str:
        return by_hand(make_bundle(later, files, signer))

    assert "FAILED" in refused(good | {"site/index.html": b"<p>changed</p>"})
    assert "Its files are not those listed." in refused(good | {"site/extra.html": b""})
    without = {name: data for name, data in good.items() if name != "site/a/b.html"}
    assert "Its files are not those listed." in refused(without)
    assert "Could not verify signature" in refused(good, make_key(tmp_path))
    assert "It is not signed." in refused(good, None)
    assert "It has expired." in refused(contents(THIRD, site(THIRD), expires="2026-01-01"))
    refused(good | {"../slipped": b""})
    assert not list(tmp_path.parent.rglob("slipped"))
    assert not list(kept.folder.parent.rglob("slipped"))
    for made, said in (
        (contents(THIRD, {}, **NEVER), "It holds no site."),
        (contents(THIRD, site(THIRD), {"format": 2}, **NEVER), "It has a format"),
        (contents(THIRD, site(THIRD), {"serial": THIRD * 10}, **NEVER), "It has no serial."),
    ):
        assert said in refused(made)
    later.unlink()
    os.mkfifo(later)
    assert "There is no such file." in by_hand(later)
    later.unlink()
    make_bundle(later, good, key)
    with zipfile.ZipFile(later, "a") as archive:
        link = zipfile.ZipInfo("site/link")
        link.create_system = 3
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert by_hand(later)
    assert kept.current() == SECOND
    verify(kept, kept.signers)
    other = contents(THIRD, site(THIRD), **{**NEVER, "address": "https://elsewhere.example/"})
    assert "It is another site." in refused(other)
    older = bundle(FIRST)
    assert "It is not newer." in by_hand(older)
    assert kept.current() == SECOND


def test_standard_tools_obey_the_publisher(
    kept: Mirror, by_hand: Callable[[Path], str], bundle: Bring, tmp_path: Path, key: Path
) -> None:
    assert by_hand(bundle(FIRST)) == ""
    taking = block("Without Python", "sh", 2).replace("/srv/plainleaf", str(kept.folder))
    for signer, count in ((make_key(tmp_path), 0), (key, 1)):
        write_signed(withdrawn_json({SECOND: "A dose is wrong."}), tmp_path, signer)
        subprocess.run(["sh", "-c", taking], cwd=tmp_path, check=False)  # pasted: no -e stops it
        assert len(kept.withdrawn()) == count
    assert "It was withdrawn." in by_hand(bundle(SECOND))
    listed = {"withdrawn.json": withdrawn_json({THIRD: "So is this one."}).encode()}
    bringing = contents(THIRD, site(THIRD), more=listed, **NEVER)
    assert "It was withdrawn." in by_hand(make_bundle(tmp_path / f"{THIRD}.zip", bringing, key))
    assert by_hand(bundle(THIRD + 1)) == ""


def test_standard_tools_take_no_rights_from_a_bundle(
    kept: Mirror, by_hand: Callable[[Path], str], bundle: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plainleaf.delivery.release._FILE_MODE", 0o104777 << 16)
    assert by_hand(bundle(FIRST)) == ""
    rights = {path.stat().st_mode & 0o7777 for path in kept.link.rglob("*") if path.is_file()}
    assert rights == {0o644}


# --- the servers ---


def get(address: str, path: str) -> tuple[int, bytes, str]:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    found = (answer.status, answer.read(), answer.getheader("Content-Security-Policy") or "")
    connection.close()
    return found


def sent(address: str, path: str, header: str) -> str:
    """What a server says in one header."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    connection.request("GET", path)
    found = connection.getresponse().getheader(header) or ""
    connection.close()
    return found


def inside(text: str) -> str:
    """What stands between the braces of nginx's `server`, without the port."""
    body = text.partition("{")[2].rpartition("}")[0]
    return body.replace("  listen 80;\n", "")


@pytest.mark.parametrize(
    ("server", "text", "path"),
    [
        (nginx, inside(block("nginx", "nginx")), "/"),
        (nginx, block("nginx", "nginx", 1), "/health/"),
        (apache, block("Apache", "apache"), "/"),
    ],
    ids=["nginx", "nginx below a path", "apache"],
)
def test_the_configuration(
    kept: Mirror, bundle: Bring, server: Callable[..., object], text: str, path: str
) -> None:
    install(kept, bundle(FIRST), None, TODAY)
    with server(text.replace("/srv/plainleaf", str(kept.folder))) as address:  # type: ignore[attr-defined]
        status, body, policy = get(address, path)
        assert (status, body) == (200, b"<p>%d</p>" % FIRST)
        assert policy.startswith("default-src 'none'")
        status, body, policy = get(address, f"{path}gone/page.html")
        assert (status, body) == (404, b"<p>Lost</p>")
        assert policy.startswith("default-src 'none'")
        assert get(address, f"{path}.git/config")[:2] == (404, b"<p>Lost</p>")
        for name, kind in (("reviews.ics", "text/calendar"), ("c.atom", "application/atom+xml")):
            assert sent(address, f"{path}{name}", "Content-Type").startswith(kind)
        # Without the slash at its end an address of the site leads to it, on whatever host.
        folder = f"{path}a"
        assert sent(address, folder, "Location").removeprefix(address) == f"{folder}/"
        if path != "/":
            assert sent(address, path.rstrip("/"), "Location").removeprefix(address) == path


@pytest.mark.parametrize("way", ["mirror.py", "script"])
def test_pages_of_two_releases_work_under_what_a_server_has_read(
    kept: Mirror, tmp_path: Path, key: Path, by_hand: Callable[..., str], way: str
) -> None:
    """Whenever it reads: before the link moves, after it, and when the link goes back."""
    bundles = {}
    for serial in (FIRST, SECOND):
        files = contents(serial, site(serial, b"<script>run(%d)</script>" % serial), **NEVER)
        bundles[serial] = make_bundle(tmp_path / f"{serial}.zip", files, key)

    def serve(serial: int, *, prepare: bool = False) -> None:
        if way == "mirror.py":
            install(kept, bundles[serial], kept.signers, TODAY, prepare=prepare)
        else:
            assert by_hand(bundles[serial], *(["prepare"] if prepare else [])) == ""

    def check(address: str, serial: int) -> None:
        _, body, policy = get(address, "/")
        assert body == b"<script>run(%d)</script>" % serial
        scripts = next(one for one in policy.split("; ") if one.startswith("script-src"))
        digest = hashlib.sha256(b"run(%d)" % serial).digest()
        assert f"'sha256-{base64.b64encode(digest).decode()}'" in scripts

    text = inside(block("nginx", "nginx")).replace("/srv/plainleaf", str(kept.folder))
    serve(FIRST)
    serve(SECOND, prepare=True)
    with nginx(text) as address:
        check(address, FIRST)
        serve(SECOND)
        check(address, SECOND)
        rollback(kept, TODAY)
        check(address, FIRST)
    with nginx(text) as address:
        check(address, FIRST)


def test_no_request_is_lost_while_the_mirror_is_updated(kept: Mirror, bundle: Bring) -> None:
    bundles = [bundle(FIRST + number) for number in range(20)]
    install(kept, bundles.pop(0), None, TODAY)
    known = {b"<p>%d</p>" % (FIRST + number) for number in range(20)}
    lost: list[object] = []
    counts = [0] * 3
    seen: set[bytes] = set()
    done = threading.Event()

    def ask(address: str, mine: int) -> None:
        parts = urlsplit(address)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
        while not done.is_set() or counts[mine] < 1000:
            connection.request("GET", "/index.html" if counts[mine] % 2 else "/")
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != 200 or body not in known:
                lost.append((answer.status, body))
            seen.add(body)
            counts[mine] += 1
        connection.close()

    text = inside(block("nginx", "nginx")).replace("/srv/plainleaf", str(kept.folder))
    with nginx(text) as address:
        askers = [threading.Thread(target=ask, args=(address, mine)) for mine in range(3)]
        for asker in askers:
            asker.start()
        for number, path in enumerate(bundles, 1):
            install(kept, path, None, TODAY)
            edition = b"<p>%d</p>" % (FIRST + number)
            # Somebody gets each one, however busy the machine is.
            while edition not in seen and not lost and all(one.is_alive() for one in askers):
                time.sleep(0.001)
            if number % 5 == 0:
                rollback(kept, TODAY)
        done.set()
        for asker in askers:
            asker.join()
    assert lost == []
    assert sum(counts) >= 3000
    assert known - seen <= {b"<p>%d</p>" % FIRST}  # the first may be gone before anybody asks
