"""Small bundles for tests: a site of two files, signed with a key made for the run."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from plainleaf.delivery.edition import Edition
from plainleaf.delivery.release import allowed_signers, manifest_json, sign, sums_of, write_zip

ADDRESS = "https://leaf.example/"


def make_key(folder: Path) -> Path:
    """Make a key to sign with."""
    key = folder / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    return key


def edition(serial: int, **named: Any) -> Edition:
    """An edition with this serial."""
    fields = {
        "site": "Leaf",
        "address": ADDRESS,
        "content_date": "2026-11-21",
        "expires": "2027-05-20",
        "commit": "c" * 40,
    }
    return Edition(serial=serial, **(fields | named))


def contents(
    serial: int,
    site: Mapping[str, bytes] | None = None,
    manifest: Any = None,
    more: Mapping[str, bytes] | None = None,
    **named: Any,
) -> dict[str, bytes]:
    """The files of a bundle, and more; a manifest of one's own replaces what belongs there."""
    pages = {"index.html": b"<p>%d</p>" % serial, "a/b.html": b"<p>b</p>"} if site is None else site
    files = {f"site/{name}": data for name, data in pages.items()} | {"README.html": b"read"}
    files |= more or {}
    made = json.loads(manifest_json(edition(serial, **named), files, {}))
    files["MANIFEST.json"] = json.dumps(made | (manifest or {}), indent=1).encode()
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    return files | {"SHA256SUMS": sums_of(sums).encode()}


def make_bundle(
    path: Path, files: dict[str, bytes], key: Path | None, serial: int = 20270101000000
) -> Path:
    """Write the files as a bundle, signed if there is a key."""
    signed = {"SHA256SUMS.sig": sign(files["SHA256SUMS"], key)} if key else {}
    write_zip(path, files | signed, serial)
    return path


def trust(folder: Path, key: Path) -> None:
    """Put the signer's key where a mirror looks for it."""
    folder.mkdir(exist_ok=True)
    (folder / "allowed_signers").write_text(allowed_signers(key))
