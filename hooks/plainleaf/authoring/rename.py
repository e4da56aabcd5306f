"""The command `plainleaf rename`: a page gets another name, and all that names it follows.

Links of all pages, data files, the lists of parts and leaflets follow; the old address leads on
by `moved.yml`. Either all of it is written or nothing: every new text is made and read again
first, and what was written is put back when the disk refuses one.
"""

from __future__ import annotations

import argparse
import posixpath
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from plainleaf.authoring.image_command import Subparsers
from plainleaf.authoring.new import replace_file
from plainleaf.authoring.scaffold import ScaffoldError, slug_of
from plainleaf.model.kinds import kinds
from plainleaf.model.moved import FILE as MOVED_FILE
from plainleaf.model.moved import PUBLISHED_FILE
from plainleaf.model.yaml_text import load_yaml
from plainleaf.reading.content import DATA, Content, load_content
from plainleaf.reading.disk import read_regular
from plainleaf.reading.page import Page, read_page
from plainleaf.text.inline import Link
from plainleaf.text.printable import quoted


def add_parser(commands: Subparsers[argparse.ArgumentParser]) -> None:
    """Add the command to those of `plainleaf`."""
    parser = commands.add_parser("rename", help="give a page another name; links follow")
    parser.add_argument("page", metavar="PAGE", help="such as docs/conditions/anemia/tests.md")
    parser.add_argument("name", metavar="NAME", help="its new file name, in the same folder")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace, root: Path, docs: Path) -> int:
    page = Path(options.page)
    try:
        src = page.resolve().relative_to(docs.resolve()).as_posix()
    except ValueError:
        src = page.as_posix()
    try:
        print(rename(src, options.name, root, docs))
    except ScaffoldError as error:
        print(f"plainleaf: {error}", file=sys.stderr)
        return 2
    return 0


def rename(page: str, name: str, root: Path, docs: Path) -> str:
    """Give a page another name in its folder; returns what to tell the author.

    Args:
        page: the page, as a path inside docs/.
        name: its new file name, with or without `.md`.
        root: the project's folder.
        docs: the folder of pages and data.

    Raises:
        ScaffoldError: nothing was changed, and why.
    """
    content = load_content(root, docs)
    old = content.pages.get(page)
    if old is None:
        raise ScaffoldError(f"{quoted(page)} is no page of this site.")
    new = _new_src(old, name)
    if new == page:
        raise ScaffoldError(f"{quoted(page)} has this name already.")
    if (docs / new).exists() or new in content.pages:
        raise ScaffoldError(f"{quoted(new)} exists already. Nothing was changed.")
    changes = dict(_changes(content, page, new, docs))
    _write(changes, docs, page, new)
    others = len(changes) - 1
    shown = (docs / new).relative_to(root).as_posix()
    return f"Renamed to {shown}; {others} other files follow. Look: git diff; plainleaf check"


def _new_src(page: Page, name: str) -> str:
    folder, _, file = page.src.rpartition("/")
    slug = slug_of(name.removesuffix(".md"))
    new = f"{folder}/{slug}.md" if folder else f"{slug}.md"
    if file == "index.md" or slug == "index" or page.kind is None or not page.meta:
        raise ScaffoldError(
            f"{quoted(page.src)} cannot get another name: its place follows from what it is."
        )
    if not page.kind.lives_at(new, page.raw, kinds().values()):
        raise ScaffoldError(f"A page of kind {quoted(page.kind.name)} must be {page.kind.path}.")
    return new


def _changes(content: Content, old: str, new: str, docs: Path) -> Iterator[tuple[str, str]]:
    """Yield each file that changes, by its path inside docs/, with its new text."""
    for src, page in content.pages.items():
        text = _text(docs / src)
        changed = _in_page(page, text, old, new)
        if src == old or changed != text:
            yield src, changed
    names = sorted(one.relative_to(docs).as_posix() for one in docs.rglob("*.yml"))
    for name in names:
        if name == f"{DATA}/{PUBLISHED_FILE}" or name == f"{DATA}/{MOVED_FILE}":
            continue
        text = _text(docs / name)
        beside = posixpath.dirname(name) == posixpath.dirname(old)
        changed = _in_data(text, old, new, beside=beside)
        if changed != text:
            if load_yaml(changed).problems and not load_yaml(text).problems:
                raise ScaffoldError(f"{name} is written in a way that this command does not know.")
            yield name, changed
    yield f"{DATA}/{MOVED_FILE}", _moved(docs, old, new)


def _text(file: Path) -> str:
    try:
        return read_regular(file).decode("utf-8")
    except UnicodeDecodeError:
        raise ScaffoldError(f"{file.name} is not UTF-8. Fix it first.") from None


def _in_page(page: Page, text: str, old: str, new: str) -> str:
    """A page's text with its links and its front matter led to the new name."""
    lines = text.split("\n")
    for link in sorted((*page.links, *page.definitions), key=_from_behind):
        target = _new_target(page.src, link.target, old, new)
        if target is not None:
            _put(lines, link, target, page)
    end = page.body_line - 1
    matter = _in_data("\n".join(lines[:end]), old, new, beside=False)
    if posixpath.dirname(page.src) == posixpath.dirname(old):
        matter = _in_parts(matter, old, new)
    return "\n".join([*matter.split("\n"), *lines[end:]]) if end else "\n".join(lines)


def _from_behind(link: Link) -> tuple[int, int]:
    return -link.line, -link.column


def _new_target(src: str, target: str, old: str, new: str) -> str | None:
    """What a link to the old name becomes; None for one that leads elsewhere."""
    address = re.split(r"[?#]", target, maxsplit=1)[0]
    folder = posixpath.dirname(src)
    if (
        not address
        or "://" in address
        or posixpath.normpath(posixpath.join(folder, unquote(address))) != old
    ):
        return None
    return posixpath.relpath(new, folder or ".") + target[len(address) :]


def _put(lines: list[str], link: Link, target: str, page: Page) -> None:
    """Write a new address in place of the first one behind the beginning of a link."""
    at, start = link.line - 1, link.column - 1
    while at < len(lines):
        found = lines[at].find(link.target, start)
        if found >= 0:
            lines[at] = lines[at][:found] + target + lines[at][found + len(link.target) :]
            return
        at, start = at + 1, 0
        if not lines[at - 1].strip():
            break
    raise ScaffoldError(
        f"{page.path}, line {link.line}: this link cannot be followed. Write it anew."
    )


def _in_data(text: str, old: str, new: str, *, beside: bool) -> str:
    """A YAML text with the old path led to the new one; comments are left as they are."""
    changed = _replaced(text, old, new)
    if beside:  # such as a leaflet, which names pages of its folder by their files
        names = posixpath.basename(old), posixpath.basename(new)
        changed = re.sub(
            rf"(?m)(\bpage: *[\"']?){re.escape(names[0])}(?=[\"'\s,}}#]|$)",
            lambda found: found[1] + names[1],
            changed,
        )
    return changed


def _replaced(text: str, old: str, new: str) -> str:
    pattern = re.compile(rf"(?<![\w/.-]){re.escape(old)}(?![\w/.-])")
    return "\n".join(
        one if one.lstrip().startswith("#") else pattern.sub(lambda _: new, one)
        for one in text.split("\n")
    )


def _in_parts(matter: str, old: str, new: str) -> str:
    """The front matter with the new name in its list of parts."""
    names = [posixpath.basename(one).removesuffix(".md") for one in (old, new)]
    listed = re.search(r"(?ms)^parts:.*?(?=^\S|\Z)", matter[matter.find("\nparts:") + 1 :])
    if "\nparts:" not in matter or listed is None:
        return matter
    start = matter.find("\nparts:") + 1
    part = matter[start : start + listed.end()]
    led = re.sub(rf"(?<![\w-]){re.escape(names[0])}(?![\w-])", lambda _: names[1], part)
    return matter[:start] + led + matter[start + len(part) :]


def _moved(docs: Path, old: str, new: str) -> str:
    """The list of what has moved, with one more line; what led to the old name leads on, too."""
    file = docs / DATA / MOVED_FILE
    text = _text(file) if file.exists() else "[]\n"
    pattern = re.compile(rf"(\bto: *[\"']?){re.escape(old)}(?![\w/.-])")
    led = pattern.sub(lambda found: found[1] + new, text)
    led = re.sub(r"(?m)^\[\]\s*$", "", led).rstrip("\n")
    # A name that comes back is a page again: nothing leads on from it.
    led = re.sub(rf"(?m)^- \{{from: {re.escape(new)}, to: .*\}}\n?", "", f"{led}\n").rstrip("\n")
    made = f"{led}\n" * bool(led) + f"- {{from: {old}, to: {new}}}\n"
    read = load_yaml(made)
    if read.problems or not any(
        isinstance(one, Mapping) and one.get("from") == old for one in read.sequence
    ):
        raise ScaffoldError(f"{MOVED_FILE} is written in a way that this command does not know.")
    return made


def _write(changes: Mapping[str, str], docs: Path, old: str, new: str) -> None:
    """Write all files, or none."""
    read = read_page(f"docs/{new}", changes[old].encode())
    if not read.readable:
        raise ScaffoldError(f"{old} cannot be read. Fix it first.")
    before = {
        name: read_regular(docs / name) if (docs / name).exists() else None for name in changes
    }
    try:
        for name, text in changes.items():
            _replace(docs / (new if name == old else name), text)
        (docs / old).unlink()
    except BaseException:
        (docs / new).unlink(missing_ok=True)
        for name, data in before.items():
            if data is not None:
                (docs / name).write_bytes(data)
            else:
                (docs / name).unlink(missing_ok=True)
        raise


def _replace(file: Path, text: str) -> None:
    if file.exists():
        replace_file(file, text)
    else:
        file.write_bytes(text.encode("utf-8"))
