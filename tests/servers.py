"""Real servers for tests: nginx and Apache with a build's configuration, and Kiwix' with a ZIM.

All run on a free port in the foreground, from a folder of their own that everybody may read, and
end with the test.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

_PATIENCE = 30  # seconds
_APACHE_MODULES = Path("/usr/lib/apache2/modules")

_NGINX = """
daemon off; pid {work}/pid; worker_processes 2; {user}
events {{ }}
http {{
  include /etc/nginx/mime.types;
  access_log off; client_body_temp_path {work}/body; proxy_temp_path {work}/proxy;
  fastcgi_temp_path {work}/fastcgi; uwsgi_temp_path {work}/uwsgi; scgi_temp_path {work}/scgi;
  server {{ listen 127.0.0.1:{port}; {server} }}
}}
"""
_APACHE = """
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {work}/pid
ErrorLog {work}/error.log
TypesConfig /etc/mime.types
{modules}
{user}
{server}
"""


@contextlib.contextmanager
def readable_folder() -> Iterator[Path]:
    """A temporary folder that servers may read, whoever they run as."""
    with tempfile.TemporaryDirectory(prefix="plainleaf-served-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@contextlib.contextmanager
def nginx(server: str) -> Iterator[str]:
    """Run nginx with these lines in its `server`; returns its address."""
    user = "user www-data;" if os.geteuid() == 0 else ""
    with readable_folder() as work:
        port = _free_port()
        config = work / "nginx.conf"
        config.write_text(_NGINX.format(work=work, port=port, server=server, user=user))
        log = work / "error.log"
        command = [_program("nginx"), "-c", str(config), "-e", str(log)]
        with _running(command, signal.SIGQUIT, port, log):
            yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def apache(server: str) -> Iterator[str]:
    """Run Apache with these lines; returns its address."""
    names = ("mpm_event", "authz_core", "alias", "dir", "mime", "headers", "rewrite")
    modules = "\n".join(
        f"LoadModule {name}_module {_APACHE_MODULES}/mod_{name}.so" for name in names
    )
    user = "User www-data\nGroup www-data" if os.geteuid() == 0 else ""
    with readable_folder() as work:
        port = _free_port()
        config = work / "apache.conf"
        text = _APACHE.format(work=work, port=port, modules=modules, server=server, user=user)
        config.write_text(text)
        log = work / "error.log"
        command = [_program("apache2"), "-d", str(work), "-f", str(config), "-D", "FOREGROUND"]
        with _running(command, signal.SIGTERM, port, log):
            yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def kiwix(zim: Path) -> Iterator[str]:
    """Run Kiwix' server with a ZIM, without its own bar; returns the address of what is in it."""
    port = _free_port()
    command = [_program("kiwix-serve"), "--nosearchbar", "--address=127.0.0.1", f"--port={port}"]
    home = f"http://127.0.0.1:{port}/{zim.stem}/"  # which leads to the first page
    running = _running([*command, str(zim)], signal.SIGTERM, port, zim.with_suffix(".log"))
    with running, urlopen(home) as first:
        yield first.url.removesuffix("index.html")


def _program(name: str) -> str:
    program = shutil.which(name, path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    if program is None:
        pytest.fail(f"{name} is missing. Run: make test, which installs it", pytrace=False)
    return program


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextlib.contextmanager
def _running(command: list[str], end: signal.Signals, port: int, log: Path) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        deadline = time.monotonic() + _PATIENCE
        while not _answers(port):
            told = log.read_text() if log.exists() else ""
            assert process.poll() is None, f"{process.communicate()[0].decode()}\n{told}"
            assert time.monotonic() < deadline, told
            time.sleep(0.02)
        yield
    finally:
        process.send_signal(end)
        process.communicate()


def _answers(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0
