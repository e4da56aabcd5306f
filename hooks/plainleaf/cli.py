"""The command `plainleaf`: check pages, print a review pack, write schemas for editors.

Exit status: 0 all is well, 1 there are findings, 2 the command could not run.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from plainleaf.check import check_all
from plainleaf.content import load_content
from plainleaf.findings import Finding, Severity, as_text, count_text, of_severity
from plainleaf.kinds import KINDS, combined_json_schema, json_schema

CLEAN, FOUND, FAILED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    options = _parser().parse_args(arguments)
    root = Path(options.root)
    docs = root / "docs"
    if not docs.is_dir():
        print(f"plainleaf: {docs} is no folder. Run this in the project's folder.", file=sys.stderr)
        return FAILED
    status: int = options.run(options, root, docs)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="plainleaf", description="Checks and tools for the site.")
    parser.add_argument("--root", default=".", help="the project's folder (default: here)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="check pages and data without building")
    check.add_argument("paths", nargs="*", metavar="PATH", help="only findings in these files")
    check.set_defaults(run=_check)
    pack = commands.add_parser("review-pack", help="print what a reviewer of one page needs")
    pack.add_argument("page", metavar="PAGE", help="such as docs/glossary.md")
    pack.set_defaults(run=_review_pack)
    schema = commands.add_parser("schema", help="print the JSON Schema of front matter")
    schema.add_argument("kind", nargs="?", choices=sorted(KINDS), help="of one kind only")
    schema.set_defaults(run=_schema)
    return parser


def _check(options: argparse.Namespace, root: Path, docs: Path) -> int:
    findings = check_all(load_content(root, docs))
    if options.paths:
        missing = [path for path in options.paths if not Path(path).exists()]
        if missing:
            print(f"plainleaf: {missing[0]} does not exist.", file=sys.stderr)
            return FAILED
        findings = _in_paths(findings, options.paths, root)
    print(as_text(findings), end="")
    print(count_text(findings).capitalize() + ".", file=sys.stderr)
    return FOUND if of_severity(findings, Severity.ERROR, Severity.WARNING) else CLEAN


def _in_paths(findings: Sequence[Finding], paths: Sequence[str], root: Path) -> tuple[Finding, ...]:
    wanted = [Path(path).resolve() for path in paths]
    return tuple(
        finding
        for finding in findings
        if any((root / finding.path).resolve().is_relative_to(path) for path in wanted)
    )


def _review_pack(options: argparse.Namespace, root: Path, docs: Path) -> int:
    # Imported here: rendering needs more than checking does, and `check` should start fast.
    from plainleaf.review_material import review_hash
    from plainleaf.review_pack import review_pack

    content = load_content(root, docs)
    page = Path(options.page)
    src = page.as_posix() if page.as_posix() in content.pages else _inside(page, docs)
    if src not in content.pages:
        print(f"plainleaf: {options.page} is no page of this site.", file=sys.stderr)
        return FAILED
    print(review_pack(content, src, review_hash(content, src)), end="")
    return CLEAN


def _inside(page: Path, docs: Path) -> str:
    try:
        return page.resolve().relative_to(docs.resolve()).as_posix()
    except ValueError:
        return ""


def _schema(options: argparse.Namespace, _root: Path, _docs: Path) -> int:
    schema = json_schema(KINDS[options.kind]) if options.kind else combined_json_schema()
    print(json.dumps(schema, indent=2, ensure_ascii=False))
    return CLEAN
