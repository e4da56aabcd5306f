"""Packs the finished site for those who mirror it: one bundle, the same bytes for the same site.

Packs what was built and changes none of it. The bundle holds the site, a manifest, the SHA-256 of
every file, their signature when there is a key, and a page for the administrator. What installs it
is `plainleaf.delivery.mirror`.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from importlib.metadata import distributions
from pathlib import Path
from platform import python_version
from typing import Any, Final

from plainleaf.checks.audit import outside_links
from plainleaf.delivery import mirror
from plainleaf.delivery.compress import best_brotli
from plainleaf.delivery.edition import Edition, read_edition
from plainleaf.delivery.today import TimeError, ask_git, build_time, why_clock
from plainleaf.delivery.zim import MOST, write_zim
from plainleaf.reading.disk import read_regular
from plainleaf.rendering.fragments import render_fragment
from plainleaf.rendering.view import in_words

README: Final = "README.html"
"""The page for the administrator, in the bundle."""
GUIDE: Final = "about/administrators.html"
"""The page of the site that tells all of it."""
LINKS: Final = "links.txt"
"""Every address outside of the site that its readers may follow, beside the bundle."""
_COMPRESSED: Final = frozenset((".gz", ".br", ".woff2", ".png", ".jpg", ".jpeg", ".webp", ".pdf"))
_FILE_MODE: Final = 0o100644 << 16
_UNIX: Final = 3
_FIRST_TIME: Final = (1980, 1, 1, 0, 0, 0)
"""A zip knows no earlier one."""


class ReleaseError(Exception):
    """Why there is nothing to release; a sentence for a person."""


def check_edition(root: Path, site: Path, today: date) -> Edition:
    """The edition that was built, when it may be released.

    Args:
        root: the project.
        site: the finished site.
        today: the day that expiry is compared with.

    Raises:
        ReleaseError: it may not.
    """
    try:
        edition = read_edition(site)
    except (OSError, ValueError) as error:
        raise ReleaseError(f"There is no finished site in {site}. Run: make site") from error
    if not edition.address:
        raise ReleaseError(
            "The site was built without a public address, where readers of a copy find the "
            "original. Run: SITE_URL=https://… make site"
        )
    head = ask_git(root, "rev-parse", "HEAD")
    if not edition.commit:
        _check_clock(root, edition)
    elif edition.commit != head:
        raise ReleaseError(
            f"The site in {site} was built from {edition.commit}, which is not the commit "
            f"{head or _no_commit(root)}. "
            "Commit what has changed, then run: make site"
        )
    if edition.expires and date.fromisoformat(edition.expires) < today:
        raise ReleaseError(f"This edition has expired on {edition.expires}: its content is old.")
    return edition


def _no_commit(root: Path) -> str:
    return f"here: {why_clock(root) or 'git names none'}"


def _check_clock(root: Path, edition: Edition) -> None:
    """Check that an edition without a commit was not made at the time that the clock told.

    Its serial would say nothing of its content: an older text would count as newer.
    """
    try:
        said, clock = build_time(root), why_clock(root)
    except TimeError as error:
        raise ReleaseError(str(error)) from error
    if clock:
        raise ReleaseError(
            f"Nobody knows which edition this is ({clock}). Release from a clone of the project "
            "that git trusts, or give SOURCE_DATE_EPOCH, the time of the content, to build and "
            "release."
        )
    if int(said.strftime("%Y%m%d%H%M%S")) != edition.serial:
        raise ReleaseError(
            f"The site was built as {edition.serial}, and is another edition now. Run: make site"
        )


def write_release(
    root: Path,
    site: Path,
    edition: Edition,
    folder: Path,
    key: Path | None,
    withdrawn: Mapping[int, str],
) -> Path:
    """Write the bundle and what goes with it into a folder; returns the bundle's path.

    Args:
        root: the project.
        site: the finished site.
        edition: which edition it is.
        folder: where; it exists.
        key: an OpenSSH key that signs, or None.
        withdrawn: which releases the publisher has withdrawn, and why.

    Raises:
        ReleaseError: it cannot be signed, or is withdrawn itself.
        OSError: it cannot be written.
    """
    if edition.serial in withdrawn:
        raise ReleaseError(
            f"Release {edition.serial} was withdrawn: {withdrawn[edition.serial]} "
            "Commit what fixes it, then run: make site"
        )
    bundle = folder / f"{_slug(edition.site)}-{edition.serial}.zip"
    files = {f"site/{name}": _read(site / name) for name in _files_of(site)}
    files[README] = _readme(edition, site, signed=key is not None).encode()
    if withdrawn:
        files[mirror.WITHDRAWN] = mirror.withdrawn_json(withdrawn).encode()
    files[mirror.MANIFEST] = manifest_json(edition, files, provenance(root)).encode()
    sums = sums_of({name: hashlib.sha256(data).hexdigest() for name, data in files.items()})
    files[mirror.SUMS] = sums.encode()
    if key is not None:
        files[mirror.SIGNATURE] = sign(files[mirror.SUMS], key)
        (folder / "allowed_signers").write_text(allowed_signers(key), encoding="utf-8")
        if withdrawn:
            (folder / mirror.WITHDRAWN).write_bytes(files[mirror.WITHDRAWN])
            signature = sign(files[mirror.WITHDRAWN], key)
            (folder / f"{mirror.WITHDRAWN}.sig").write_bytes(signature)
    write_zip(bundle, files, edition.serial)
    shutil.copyfile(mirror.__file__, folder / "mirror.py")
    links = outside_links(site, edition.address)
    (folder / LINKS).write_text("".join(f"{one}\n" for one in links), encoding="utf-8")
    written = {path.name: path for path in folder.iterdir() if path.name != mirror.SUMS}
    beside = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in written.items()}
    (folder / mirror.SUMS).write_text(sums_of(beside), encoding="utf-8")
    return bundle


def add_zim(
    site: Path, edition: Edition, folder: Path, key: Path | None, cases: Collection[str]
) -> None:
    """Lay a ZIM of the site beside the bundle, signed when there is a key.

    Args:
        site: the finished site.
        edition: which edition it is.
        folder: where.
        key: an OpenSSH key that signs, or None.
        cases: pages that hide a diagnosis, as paths inside the site.

    Raises:
        ZimError: what was written has a fault, or this machine cannot write one.
        ReleaseError: it cannot be signed.
    """
    target = folder / f"{_slug(edition.site)}-{edition.serial}.zim"
    write_zim(site, edition, target, cases)
    if key is not None:
        target.with_name(f"{target.name}.sig").write_bytes(sign(target.read_bytes(), key))


def manifest_json(
    edition: Edition, files: Mapping[str, bytes], made_with: Mapping[str, Any]
) -> str:
    """The manifest of a bundle: which edition, from what, and every file.

    Each field stands on a line of its own: the guide for administrators reads two with `sed`.
    """
    listed = [
        {"path": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in sorted(files.items())
    ]
    manifest = {
        "format": mirror.FORMAT,
        **asdict(edition),
        "provenance": made_with,
        "files": listed,
    }
    return json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"


def provenance(root: Path) -> dict[str, Any]:
    """What a site is built with: the lock, Python, and the version of each package."""
    lock = root / "requirements.txt"
    locked = lock.read_text(encoding="utf-8").splitlines() if lock.exists() else []
    names = {line.partition("==")[0] for line in locked if "==" in line and line[:1].isalnum()}
    return {
        "python": python_version(),
        "lock_sha256": hashlib.sha256(lock.read_bytes()).hexdigest() if locked else None,
        "packages": dict(
            sorted(
                (one.name.lower(), one.version)
                for one in distributions()
                if one.name.lower().replace("_", "-") in names
            )
        ),
    }


def sums_of(sums: Mapping[str, str]) -> str:
    """SHA-256 sums as `sha256sum` writes and checks them."""
    return "".join(f"{value}  {name}\n" for name, value in sorted(sums.items()))


def write_zip(path: Path, files: Mapping[str, bytes], serial: int) -> None:
    """Write a zip: the same bytes for the same files and serial."""
    made = datetime.strptime(str(serial), "%Y%m%d%H%M%S").timetuple()[:6]
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in sorted(files.items()):
            info = zipfile.ZipInfo(name, max(made, _FIRST_TIME))
            info.create_system = _UNIX
            info.external_attr = _FILE_MODE
            packed = Path(name).suffix in _COMPRESSED
            info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            archive.writestr(info, data, compresslevel=9)


def sign(data: bytes, key: Path) -> bytes:
    """An OpenSSH signature, as `ssh-keygen -Y verify` reads it.

    Raises:
        ReleaseError: ssh-keygen cannot sign with that key.
    """
    return _ssh_keygen(["-Y", "sign", "-f", str(key), "-n", mirror.NAMESPACE], data)


def allowed_signers(key: Path) -> str:
    """The line that tells others whose signature this is."""
    public = key if key.suffix == ".pub" else key.with_name(f"{key.name}.pub")
    if public.exists():
        text = public.read_text(encoding="utf-8")
    else:
        text = _ssh_keygen(["-y", "-f", str(key)], b"").decode()
    kind, value = text.split()[:2]
    return f'{mirror.SIGNER} namespaces="{mirror.NAMESPACE}" {kind} {value}\n'


def _ssh_keygen(arguments: Iterable[str], data: bytes) -> bytes:
    try:
        done = subprocess.run(["ssh-keygen", *arguments], input=data, capture_output=True)
    except OSError as error:
        raise ReleaseError("ssh-keygen is missing. Install OpenSSH's client.") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise ReleaseError(f"ssh-keygen cannot sign with this key: {said}")
    return done.stdout


def _read(path: Path) -> bytes:
    """A file of the site; what lies compressed beside another as small as it can be."""
    source = path.with_suffix("")
    if path.suffix == ".br" and source.is_file():
        return best_brotli(read_regular(source, MOST))
    return read_regular(path, MOST)


def _files_of(site: Path) -> list[str]:
    found = []
    for folder, _, names in os.walk(site):
        found += [(Path(folder) / name).relative_to(site).as_posix() for name in names]
    return sorted(name for name in found if not name.startswith("."))


def _slug(name: str) -> str:
    kept = "".join(one if one.isascii() and one.isalnum() else "-" for one in name.lower())
    return "-".join(filter(None, kept.split("-"))) or "site"


def _readme(edition: Edition, site: Path, *, signed: bool) -> str:
    expires = date.fromisoformat(edition.expires) if edition.expires else None
    return render_fragment(
        "bundle.html",
        edition=edition,
        content_date=in_words(date.fromisoformat(edition.content_date)),
        expires=in_words(expires) if expires else None,
        signed=signed,
        signer=mirror.SIGNER,
        namespace=mirror.NAMESPACE,
        guide=GUIDE if (site / GUIDE).exists() else None,
    )
