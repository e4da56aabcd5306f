"""`mkdocs serve` while an author is in the middle of writing."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conftest import BROKEN_FILES, ENVIRONMENT, replace_once

PAGE = "docs/conditions/samplitis/index.md"
PATIENCE = 60  # seconds; a rebuild takes two, unless the machine is busy
A_SECOND = 1.1  # MkDocs tells old from new by the second


class Server:
    """A running `mkdocs serve`, with what it has printed."""

    def __init__(self, project: Path, *options: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        self.log = project / "serve.log"
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "mkdocs", "serve", "--strict"),
                    *("--dev-addr", self.address, *options),
                ],
                cwd=project,
                # Its web server leaves sockets open, of which Python warns.
                env={**ENVIRONMENT, "PYTHONWARNINGS": "ignore", "PYTHONUNBUFFERED": "1"},
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    @property
    def output(self) -> str:
        """All that it has printed so far."""
        return self.log.read_text(encoding="utf-8")

    def wait_for(self, text: str, *, times: int = 1) -> None:
        """Wait until it has printed a text so many times."""
        deadline = time.monotonic() + PATIENCE
        while self.output.count(text) < times:
            assert self.process.poll() is None, f"It died:\n{self.output}"
            assert time.monotonic() < deadline, f"It never said {text!r}:\n{self.output}"
            time.sleep(0.1)

    def page(self, path: str) -> str:
        """A page as it is served now."""
        with urllib.request.urlopen(f"http://{self.address}/{path}", timeout=10) as response:
            return response.read().decode()

    def stop(self) -> None:
        """End it as Ctrl+C does."""
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(timeout=10)


@pytest.fixture
def start() -> Iterator[Callable[[Path], Server]]:
    servers: list[Server] = []

    def make(project: Path) -> Server:
        servers.append(Server(project))
        return servers[-1]

    yield make
    for server in servers:
        server.stop()


def test_survives_a_finding_at_the_start_and_after_each_edit(
    make_project: Callable[..., Path], start: Callable[[Path], Server]
) -> None:
    project = make_project()
    page = project / PAGE
    replace_once(page, "machine counts, too.[@BLUE]", "machine counts, too.[@NOWHERE]")

    server = start(project)
    server.wait_for("Serving on")
    assert 'error PL501 There is no reference "NOWHERE".' in server.output
    home = server.page("index.html")
    assert "What samplitis is" in home
    assert "This site has no public address yet." in home

    time.sleep(A_SECOND)
    replace_once(page, "## Causes\n", "## Why\n")
    server.wait_for('error PL203 Required section "Causes" is missing.')
    server.wait_for("Documentation built", times=2)
    heading = '<h2 id="why"><a class="here" href="#why">Why</a></h2>'
    assert heading in server.page("conditions/samplitis/index.html")

    time.sleep(A_SECOND)
    replace_once(page, "## Why\n", "## Causes\n")
    replace_once(page, "[@NOWHERE]", "[@BLUE]")
    server.wait_for("Documentation built", times=3)
    assert server.output.count("PL203") == 1
    assert server.output.count("PL501") == 2
    assert "Traceback" not in server.output, server.output


def test_survives_files_that_cannot_be_read(
    make_project: Callable[..., Path], start: Callable[[Path], Server]
) -> None:
    project = make_project()
    good = {file: (project / file).read_bytes() for file in BROKEN_FILES}
    for file, (data, _) in BROKEN_FILES.items():
        (project / file).write_bytes(data)

    server = start(project)
    server.wait_for("Serving on")
    for file, (_, code) in BROKEN_FILES.items():
        told = [line for line in server.output.splitlines() if f"-  {file}:" in line]
        assert any(code in line for line in told), server.output
    assert "Traceback" not in server.output, server.output

    time.sleep(A_SECOND)
    for file, data in good.items():
        (project / file).write_bytes(data)
    server.wait_for("Documentation built", times=2)
    assert "You may get bored." in server.page("conditions/samplitis/index.html")
