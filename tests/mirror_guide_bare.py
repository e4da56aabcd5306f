"""Runs the mirror guide word by word, as root of a bare Debian: .ci/fresh does, by the calendar.

Only the publisher's address is another: a folder served at this machine. Needs Python's standard
library alone. With `nginx` or `apache` as its argument, that server serves the mirror.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import zipfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "about" / "administrators.md").read_text(encoding="utf-8")
COMMAND = ROOT / "hooks" / "plainleaf" / "delivery" / "mirror.py"
FIRST, SECOND, THIRD = 20270101000000, 20270201000000, 20270301000000
HOME = Path("/srv/plainleaf")


class Quiet(SimpleHTTPRequestHandler):
    """The publisher's server."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def blocks(section: str, language: str = "sh") -> list[str]:
    """The blocks of code of a section."""
    body = GUIDE.split(f"\n## {section}\n")[1].split("\n## ")[0]
    return re.findall(rf"```{language}\n(.*?)```", body, re.DOTALL)


def run(
    command: str, user: str, folder: Path, *, fails: bool = False, path: str = "/usr/bin:/bin"
) -> str:
    """Run a command as cron would: another user, hardly any environment; returns what it says."""
    done = subprocess.run(
        ["runuser", "-u", user, "--", "env", "-i", f"PATH={path}", "sh", "-c", command],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert bool(done.returncode) == fails, f"{command}\n{done.stdout}"
    return done.stdout


def sign(path: Path, key: Path) -> None:
    """Lay a signature beside a file."""
    sign = ["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", "plainleaf-mirror", str(path)]
    path.with_name(f"{path.name}.sig").unlink(missing_ok=True)
    subprocess.run(sign, check=True)


def publish(folder: Path, key: Path, serial: int) -> None:
    """Put a bundle of a small site where the mirror fetches it."""
    header = f"add_header X-Edition {serial};", f"Header set X-Edition {serial}"
    files = {
        "site/index.html": f"<p>{serial}</p>",
        "site/404.html": "<p>Lost</p>",
        "site/server/nginx.conf": header[0],
        "site/server/apache.conf": header[1],
    }
    listed = [
        {"path": name, "size": len(text), "sha256": hashlib.sha256(text.encode()).hexdigest()}
        for name, text in files.items()
    ]
    manifest = {"format": 1, "site": "Leaf", "address": "https://leaf.example/", "serial": serial}
    manifest |= {"content_date": "2027-01-01", "expires": None, "commit": None, "files": listed}
    files["MANIFEST.json"] = json.dumps(manifest, indent=1)
    sums = folder / "SHA256SUMS"
    sums.write_text(
        "".join(f"{hashlib.sha256(t.encode()).hexdigest()}  {n}\n" for n, t in files.items())
    )
    sign(sums, key)
    with zipfile.ZipFile(folder / "plainleaf.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
        for path in (sums, sums.with_name("SHA256SUMS.sig")):
            archive.write(path, path.name)


def serve(server: str) -> None:
    """Begin to serve the mirror as the guide says, by a server that Debian has just brought."""
    if server == "nginx":
        Path("/etc/nginx/sites-enabled/default").unlink()
        Path("/etc/nginx/conf.d/plainleaf.conf").write_text(blocks("nginx", "nginx")[0])
        subprocess.run(["/usr/sbin/nginx"], check=True)
        return
    subprocess.run(["/usr/sbin/a2enmod", "-q", "headers", "mime", "rewrite"], check=True)
    host = f"<VirtualHost *:80>\n{blocks('Apache', 'apache')[0]}</VirtualHost>\n"
    Path("/etc/apache2/sites-available/000-default.conf").write_text(host)
    # Without a name of its own Apache says so at each start, on a machine that has none.
    Path("/etc/apache2/conf-enabled/name.conf").write_text("ServerName leaf.example\n")
    subprocess.run(["/usr/sbin/apachectl", "start"], check=True)


def stop(server: str) -> None:
    """Stop it: no process may outlive the machine."""
    file = Path("/run/nginx.pid" if server == "nginx" else "/run/apache2/apache2.pid")
    if file.exists():
        os.kill(int(file.read_text()), signal.SIGTERM)


def wait_for(serial: int, told: int = 0) -> None:
    """Wait until page and headers are of one edition, or headers of another one that is told."""
    seen = None
    for _ in range(100):
        try:
            with urllib.request.urlopen("http://127.0.0.1/", timeout=5) as answer:
                seen = answer.read().decode(), answer.headers["X-Edition"]
        except (urllib.error.URLError, ConnectionError) as error:
            seen = error
        if seen == (f"<p>{serial}</p>", str(told or serial)):
            return
        time.sleep(0.1)
    raise AssertionError(f"{serial} is not served: {seen}")


def main(server: str) -> None:
    """Follow the guide from its first command for a mirror to its last."""
    away = Path("/var/tmp/publisher")
    away.mkdir()
    key, folder = away / "key", Path("/var/tmp/mine")
    folder.mkdir()
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    kind, public = key.with_suffix(".pub").read_text().split()[:2]
    signer = f'plainleaf-release namespaces="plainleaf-mirror" {kind} {public}\n'
    (folder / "allowed_signers").write_text(signer)
    shutil.copy(COMMAND, folder)
    far = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(away)))
    threading.Thread(target=far.serve_forever, daemon=True).start()
    publish(away, key, FIRST)
    shutil.copy(away / "plainleaf.zip", folder)

    begin, install = blocks("Keep a mirror")
    run(f"set -e\n{begin}", "root", folder, path="/usr/sbin:/usr/bin:/sbin:/bin")
    assert f"{FIRST} of Leaf is served now" in run(install, "mirror", folder)
    serve(server)
    wait_for(FIRST)

    lines = blocks("Update by the clock", "cron")[0].strip().splitlines()
    nights = [line.split(maxsplit=6)[5:] for line in lines]
    if server == "apache":
        told = re.search(r"write `root (.+?)` in the third", GUIDE)
        assert told
        nights = [(who, told[1] if who == "root" else what) for who, what in nights]
    here = f"http://127.0.0.1:{far.server_port}"
    nights = [(who, what.replace("https://health.example.org", here)) for who, what in nights]
    for serial in (FIRST, SECOND, SECOND):
        publish(away, key, serial)
        for who, what in nights:
            assert run(what, who, folder) == "", f"a mail, and nothing is wrong: {what}"
        wait_for(serial)
    assert "is whole" in run(blocks("Verify what is served")[0], "mirror", folder)
    run(blocks("Go back")[0], "mirror", folder)
    mail = run(nights[1][1], "mirror", folder, fails=True)
    assert mail.startswith(f"Refused: Release {SECOND} was rolled back here."), mail

    withdrawn = {"format": 1, "withdrawn": [{"serial": THIRD, "why": "A dose is wrong."}]}
    taken = folder / "withdrawn.json"
    taken.write_text(json.dumps(withdrawn, indent=1))
    sign(taken, key)
    run(blocks("When the publisher takes a release back")[0], "mirror", folder)
    for name in (taken.name, f"{taken.name}.sig"):
        shutil.copy(folder / name, away)
    assert run(nights[0][1], "mirror", folder) == ""
    assert (HOME / "list.json").exists()

    script, back, keep = blocks("Without Python")
    (folder / "install.sh").write_text(script)
    for serial in (SECOND + 1, SECOND + 2, SECOND + 2):
        publish(away, key, serial)
        shutil.copy(away / "plainleaf.zip", folder)
        assert run("sh install.sh plainleaf.zip", "mirror", folder) == ""
    run(back, "mirror", folder)
    assert "rolled back here" in run("sh install.sh plainleaf.zip", "mirror", folder, fails=True)
    publish(away, key, THIRD)
    shutil.copy(away / "plainleaf.zip", folder)
    assert "withdrawn" in run("sh install.sh plainleaf.zip", "mirror", folder, fails=True)
    assert "Good" in run(keep, "mirror", folder)
    run(nights[2][1], "root", folder)
    wait_for(SECOND + 1, SECOND + 2)  # whose configuration holds for both
    assert f"{SECOND + 1}" in run(blocks("Update by the clock")[0], "mirror", folder)
    print(f"Every command of the mirror guide does what it says, with {server}.")


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    finally:
        stop(sys.argv[1])
