"""The command `plainleaf`: check pages, clean pictures, write and read review packs, write schemas.

Exit status: 0 all is well, 1 there are findings, 2 the command could not run.
"""

from __future__ import annotations

import argparse
import functools
import io
import json
import os
import posixpath
import shutil
import sys
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plainleaf.authoring import authors_guide, image_command, import_command, rename
from plainleaf.checks.check import check_all
from plainleaf.checks.mkdocs_file import check_mkdocs_file
from plainleaf.checks.output import FORMS, make_report
from plainleaf.checks.rule_book import all_rules
from plainleaf.checks.rules_guide import GUIDES
from plainleaf.checks.schemas import combined_json_schema, json_schema
from plainleaf.delivery.today import NOW, TimeError, build_day, named_day
from plainleaf.model.findings import Finding, Severity, count_text, of_severity
from plainleaf.model.kinds import kinds
from plainleaf.model.leaflet import FILE as LEAFLET
from plainleaf.model.review import Reviews
from plainleaf.page_work import CACHE, PageWork
from plainleaf.reading.content import Content, load_content, load_model
from plainleaf.reading.disk import read_regular, why_unread
from plainleaf.reading.source import decode
from plainleaf.text.printable import quoted

if TYPE_CHECKING:
    from plainleaf.build import Build
    from plainleaf.reviewing.pack_form import Form
    from plainleaf.reviewing.review_pack import Pack

CLEAN, FOUND, FAILED = 0, 1, 2
STOPPED = 130
"""The status of a command that was stopped by Ctrl-C: 128 and the number of the signal."""
ENTRIES = ("figure", "reference", "fact", "point")
"""The entries of data files that `plainleaf new` begins."""
FINDINGS = "findings"
"""What `plainleaf schema` calls the JSON form of a check."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    _write_utf8()
    # Pydantic would look through the metadata of every installed package for plug-ins: we use none.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments[:1] == ["mirror"]:  # kept where there is no project
        from plainleaf.delivery import mirror

        return mirror.main(arguments[1:], "plainleaf mirror")
    _use_model(arguments)
    options = _parser().parse_args(arguments)
    root = Path(options.root)
    docs = root / "docs"
    # A new site is begun where there is none.
    if not docs.is_dir() and getattr(options, "what", "") != "site":
        return _failed(f"{docs} is no folder. Run this in the project's folder.")
    try:
        status: int = options.run(options, root, docs)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of the pipe has closed it, as `head` does. Python would complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except OSError as error:
        return _failed(f"{error.filename or 'a file'}: {why_unread(error)}.")
    except KeyboardInterrupt:
        return stopped()
    return status


def _use_model(arguments: Sequence[str]) -> None:
    """Let the kinds of the site hold before the command says which there are."""
    first = argparse.ArgumentParser(add_help=False)
    first.add_argument("--root", nargs="?", default=".", const=".")  # the real parser complains
    root = Path(first.parse_known_args([*arguments])[0].root)
    load_model(root, root / "docs").use()


def _beginnings() -> tuple[str, ...]:
    """What `plainleaf new` begins besides entries: kinds that a site has many of, and more."""
    many = (kind.name for kind in kinds().values() if "{" in kind.path)
    return (*many, "guide", "term", "site")


def stopped() -> int:
    """Say that the user stopped the command; returns what shells expect then."""
    print("plainleaf: stopped.", file=sys.stderr)
    return STOPPED


def _write_utf8() -> None:
    """Write the same bytes whatever terminal or locale there is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _printable(line: str) -> str:
    return "".join(one if one.isprintable() else " " for one in line)


def _failed(*lines: str) -> int:
    # A name may hold what a terminal would act on, and a line feed.
    told = "\n".join(map(_printable, lines))
    print(f"plainleaf: {told}", file=sys.stderr)
    return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="plainleaf", description="Checks and tools for the site.")
    parser.add_argument("--root", default=".", help="the project's folder (default: here)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="check pages and data without building")
    check.add_argument("paths", nargs="*", metavar="PATH", help="only findings in these files")
    check.add_argument(
        "--format", choices=FORMS, default="text", help="how to print them (default: text)"
    )
    check.add_argument(
        "--today",
        metavar="DAY",
        help="compare dates with this day: 2027-01-31, or now (default: the commit's day)",
    )
    check.add_argument(
        "--ocr", action="store_true", help="look for words in pictures too, by tesseract"
    )
    check.set_defaults(run=_check)
    coverage = commands.add_parser(
        "coverage", help="print which hard words pages explain, and which terms they use"
    )
    coverage.add_argument("pages", nargs="*", metavar="PAGE", help="only these, with the glossary")
    coverage.add_argument("--format", choices=("text", "json"), default="text", help="how")
    coverage.set_defaults(run=_coverage)
    image_command.add_parser(commands)
    import_command.add_parser(commands)
    rename.add_parser(commands)
    authors_guide.add_parser(commands)
    pack = commands.add_parser(
        "review-pack", help="write a page as a form for its reviewer, as a PDF"
    )
    pack.add_argument("page", metavar="PAGE", help="such as docs/glossary.md, or a leaflet.yml")
    pack.add_argument("--role", help="for whom, such as hematologist (see review_roles.yml)")
    pack.add_argument("--to", metavar="FILE", help="the PDF to write (default: named for the page)")
    pack.add_argument("--paper", choices=("a4", "letter"), default="a4", help="default: a4")
    pack.add_argument(
        "--hashes", action="store_true", help="print the entry to write by hand, with its hashes"
    )
    pack.set_defaults(run=_review_pack)
    record = commands.add_parser(
        "review-record", help="record what a filled form says, and list what should change"
    )
    record.add_argument("file", metavar="FILE", help="the PDF that came back; a page with --ask")
    record.add_argument(
        "--ask", action="store_true", help="ask here what was said of a page, on paper for one"
    )
    record.add_argument("--role", help="with --ask: as whom")
    record.add_argument(
        "--only-unchanged", action="store_true", help="leave out what has changed since"
    )
    record.set_defaults(run=_review_record)
    new = commands.add_parser("new", help="begin a page, a glossary term or a site of your own")
    new.add_argument("what", choices=(*_beginnings(), *ENTRIES))
    new.add_argument(
        "name", metavar="NAME", help="of the condition, the case, the part, the term or the site"
    )
    new.add_argument("--condition", help="which one a case or a part is of (default: the only one)")
    new.add_argument("--page", metavar="PAGE", help="beside which a figure belongs")
    new.set_defaults(run=_new)
    removed = commands.add_parser("remove", help="take a condition out, with all that is its own")
    removed.add_argument("what", choices=("condition",))
    removed.add_argument("name", metavar="NAME", help="its folder name, or its title")
    removed.set_defaults(run=_remove)
    rules = commands.add_parser("rules", help="print what the checks look for, and how to fix it")
    rules.add_argument("codes", nargs="*", metavar="CODE", help="only these, such as PL203")
    rules.add_argument("--format", choices=GUIDES, default="text", help="how (default: text)")
    rules.set_defaults(run=_rules)
    case = commands.add_parser("case", help="print how complete the radiology cases are")
    case.add_argument("pages", nargs="*", metavar="PAGE", help="only these (default: all cases)")
    case.set_defaults(run=_case)
    anchors = commands.add_parser(
        "anchors", help="add the present pages and headings to those that were ever published"
    )
    anchors.set_defaults(run=_anchors)
    schema = commands.add_parser("schema", help="print the JSON Schema of front matter")
    schema.add_argument(
        "kind", nargs="?", choices=[*sorted(kinds()), FINDINGS], help="of one kind only"
    )
    schema.add_argument("--all", metavar="DIR", help="write all, those of data files too, there")
    schema.set_defaults(run=_schema)
    release = commands.add_parser("release", help="pack the finished site for those who mirror it")
    release.add_argument("--site", default="site", help="the finished site (default: site)")
    release.add_argument("--to", default="dist", help="the folder to write (default: dist)")
    release.add_argument("--key", help="an OpenSSH key that signs it")
    release.add_argument("--sbom", help="a list of what it was built with, to lay beside it")
    release.add_argument("--without-zim", action="store_true", help="write no ZIM for Kiwix")
    release.add_argument("--today", metavar="DAY", default=NOW, help="default: the clock's")
    release.set_defaults(run=_release)
    taken = commands.add_parser("withdraw", help="take releases back: mirrors leave them")
    taken.add_argument("serials", nargs="+", metavar="SERIAL", type=int, help="of 14 digits")
    taken.add_argument("--why", required=True, metavar="SENTENCE", help="for those who mirror")
    taken.add_argument("--key", help="the OpenSSH key that signs releases, to sign the list now")
    taken.add_argument("--to", default="dist", help="where the signed list goes (default: dist)")
    taken.set_defaults(run=_withdraw)
    commands.add_parser("mirror", help="keep a mirror of the site from bundles")
    return parser


def _check(options: argparse.Namespace, root: Path, docs: Path) -> int:
    problem = _unfit(options.paths, root)
    if problem:
        return _failed(problem)
    try:
        today = named_day(options.today) if options.today else build_day(root)
    except ValueError:
        return _failed(f"{options.today!r} is no day such as 2027-01-31.")
    except TimeError as error:
        return _failed(str(error))
    content = load_content(root, docs)
    if options.ocr:
        from plainleaf.reading.pictures.burned_in import LIMITS, PictureReadingError, with_words

        try:
            content = replace(content, files=with_words(content.files, root))
        except PictureReadingError as error:
            return _failed(str(error))
        print(LIMITS, file=sys.stderr)
    reviews = _judged_reviews(root, docs, content, today)
    asked = _asked(options.paths, root)
    work = PageWork.in_folder(root / CACHE, content.model.made_of)
    findings = check_all(content, today, reviews, asked, work.checking)
    findings += tuple(one for one in check_mkdocs_file(root) if asked(one))
    if content.leaflets:
        build = _rendered(root, docs, content, today)
        findings += tuple(one for one in build.leaflet_findings(findings) if asked(one))
    # Looking it up reads files; what people read does not name it.
    version = "" if options.format == "text" else _version()
    report = make_report(findings, all_rules(), functools.partial(_lines_of, root), version)
    print(FORMS[options.format](report), end="")
    print(count_text(findings).capitalize() + ".", file=sys.stderr)
    return FOUND if of_severity(findings, Severity.ERROR, Severity.WARNING) else CLEAN


def _judged_reviews(root: Path, docs: Path, content: Content, today: date) -> Reviews | None:
    """Which recorded reviews hold. Pages without a review or signature are not rendered."""
    narrow = any("#" in place for one in content.sign_offs for place in one.pages)
    if not (content.reviews or narrow):
        return None
    return _rendered(root, docs, content, today).reviews


def _rendered(root: Path, docs: Path, content: Content, today: date) -> Build:
    # Loaded on use: `check` does without rendering.
    from plainleaf.build import Build
    from plainleaf.rendering.rendered_site import Settings

    return Build.of(root, docs, None, Settings("", "", today=today), content)


def _unfit(paths: Sequence[str], root: Path) -> str:
    """Why a path cannot be checked; empty when all can."""
    for path in paths:
        if not Path(path).exists():
            return f"{path} does not exist."
        if not Path(path).resolve().is_relative_to(root.resolve()):
            return f"{path} is outside of the project."
    return ""


def _lines_of(root: Path, path: str) -> tuple[str, ...]:
    """The lines of a file that a finding names; none when it cannot be read."""
    try:
        return decode(read_regular(root / path)).lines
    except (OSError, ValueError):
        return ()


def _version() -> str:
    # Loaded on use: text for people names no version.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("plainleaf")
    except PackageNotFoundError:  # run from a checkout, not installed
        return "0"


def _anchors(_options: argparse.Namespace, root: Path, docs: Path) -> int:
    from plainleaf.reading.published import add_present

    content = load_content(root, docs)
    broken = content.published.findings
    if broken:
        return _failed(f"{content.published_path} cannot be read. Fix it: {broken[0].text}")
    try:
        print(add_present(content, root, docs))
    except OSError as error:
        return _failed(f"{error.filename} cannot be written: {why_unread(error)}.")
    return CLEAN


def _release(options: argparse.Namespace, root: Path, docs: Path) -> int:
    from plainleaf.checks.hidden_cases import hiding_pages
    from plainleaf.delivery.publish import PublishError, begin, discard, publish
    from plainleaf.delivery.release import ReleaseError, add_zim, check_edition, write_release
    from plainleaf.delivery.withdrawing import withdrawn_releases
    from plainleaf.delivery.zim import ZimError
    from plainleaf.reading.published import unlisted

    try:
        today = named_day(options.today)
    except ValueError:
        return _failed(f"{options.today!r} is no day such as 2027-01-31.")
    content = load_content(root, docs)
    findings = check_all(content, today, reviews=_judged_reviews(root, docs, content, today))
    findings += check_mkdocs_file(root)
    stopping = of_severity(findings, Severity.ERROR, Severity.WARNING)
    for finding in stopping:
        print(finding.text, file=sys.stderr)
    if stopping:
        print(f"Not released: {count_text(stopping)}.", file=sys.stderr)
        return FOUND
    # A site that keeps no list of its addresses has begun none.
    if content.published.items and unlisted(content):
        told = f"{content.published_path} lacks {unlisted(content)} addresses"
        print(f"Not released: {told}. Run: plainleaf anchors", file=sys.stderr)
        return FOUND
    try:
        edition = check_edition(root, Path(options.site), today)
        staging = begin(Path(options.to), lambda: print("Waiting for another release."))
        try:
            if options.sbom:
                shutil.copy(options.sbom, staging.folder)
            key = Path(options.key) if options.key else None
            withdrawn = withdrawn_releases(root)
            if not options.without_zim:
                add_zim(Path(options.site), edition, staging.folder, key, hiding_pages(content))
            bundle = write_release(
                root, Path(options.site), edition, staging.folder, key, withdrawn
            )
        except BaseException:
            discard(staging)
            raise
        publish(staging)
        _remember_sheets(root, Path(options.site), edition.serial)
    except (ReleaseError, PublishError, ZimError) as error:
        print(f"Not released: {error}", file=sys.stderr)
        return FOUND
    signed = "signed" if key else "not signed: no key was given"
    print(f"{Path(options.to) / bundle.name} ({signed})")
    if not options.without_zim:
        print(f"{Path(options.to) / bundle.with_suffix('.zim').name} (for Kiwix, {signed})")
    return CLEAN


def _remember_sheets(root: Path, site: Path, serial: int) -> None:
    """Add the sheets of a release to the project's list.

    Raises:
        ReleaseError: a list cannot be read.
    """
    from plainleaf.delivery.known_sheets import KNOWN, SheetsError, remember_sheets
    from plainleaf.delivery.release import ReleaseError

    try:
        added = remember_sheets(root, site, serial)
    except SheetsError as error:
        raise ReleaseError(str(error)) from error
    if added:
        print(f"Added the sheets of this release to {KNOWN}: commit it, so that later sites know.")


def _withdraw(options: argparse.Namespace, root: Path, _docs: Path) -> int:
    from plainleaf.delivery.release import ReleaseError
    from plainleaf.delivery.withdrawing import withdraw, write_signed

    try:
        text = withdraw(root, options.serials, options.why)
        print("Added to withdrawn.json: commit it. Each later bundle brings it.")
        if options.key:
            path = write_signed(text, Path(options.to), Path(options.key))
            print(f"Put {path} and {path.name}.sig beside the bundles now: mirrors fetch them.")
    except ReleaseError as error:
        return _failed(str(error))
    return CLEAN


def _asked(paths: Sequence[str], root: Path) -> Callable[[Finding], bool]:
    """Whether a finding is in one of some paths; without paths all are asked for."""
    wanted = [Path(path).resolve() for path in paths]

    @functools.cache
    def inside(path: str) -> bool:
        return any((root / path).resolve().is_relative_to(one) for one in wanted)

    return lambda finding: not wanted or inside(finding.path)


def _coverage(options: argparse.Namespace, root: Path, docs: Path) -> int:
    from plainleaf.checks.coverage import coverage_of
    from plainleaf.checks.coverage_checks import CODES
    from plainleaf.checks.coverage_report import REPORTS, narrowed

    content = load_content(root, docs)
    wanted = {_page_named(page, docs, content.pages) for page in options.pages}
    if "" in wanted:
        return _failed(f"{' or '.join(options.pages)} is no page of this site.")
    coverage = coverage_of(content)
    findings = [one for one in check_all(content) if one.code in CODES]
    if wanted:
        coverage = narrowed(coverage, wanted)
        others = {page.path for src, page in content.pages.items() if src not in wanted}
        findings = [one for one in findings if one.path not in others]
    print(REPORTS[options.format](coverage, findings), end="")
    return FOUND if findings else CLEAN


def _page_named(page: str, docs: Path, pages: Container[str]) -> str:
    """A page that is named by its path inside docs/ or by its file; empty for none."""
    src = Path(page).as_posix()
    src = src if src in pages else _inside(Path(page), docs)
    return src if src in pages else ""


def _no_print() -> str:
    """What a review form lacks to be written or read here; empty when all is there."""
    from plainleaf.print.libraries import LibraryError, check_packages

    try:
        check_packages()
    except LibraryError as error:
        return str(error)
    return ""


def _review_pack(options: argparse.Namespace, root: Path, docs: Path) -> int:
    if lacking := _no_print():
        return _failed(lacking)
    content = load_content(root, docs)
    leaflets = {posixpath.join(posixpath.dirname(one), LEAFLET): one for one in content.leaflets}
    leaflet = _page_named(options.page, docs, leaflets)
    if leaflet:
        return _leaflet_pack(leaflets[leaflet], root, docs, content)
    src = _page_named(options.page, docs, content.pages)
    if not src:
        return _failed(f"{options.page} is no page of this site.")
    problem = _unfit_role(options.role, src, content)
    if problem:
        return _failed(problem)
    build = _rendered(root, docs, content, build_day(root))
    pack = _pack(build, root, src, options.role or "")
    if options.hashes:
        from plainleaf.reviewing.review_pack import pack_entry

        print(pack_entry(pack), end="")
        return CLEAN
    return _print_pack(build, pack, options)


def _print_pack(build: Build, pack: Pack, options: argparse.Namespace) -> int:
    from plainleaf.print.formats import FORMATS
    from plainleaf.print.libraries import LibraryError
    from plainleaf.print.printer import Failed, Printer
    from plainleaf.rendering.fonts import print_fonts
    from plainleaf.rendering.store import Store
    from plainleaf.reviewing.pack_parts import print_pack
    from plainleaf.reviewing.review_pack import MOST_SIDES, pack_name

    formats = tuple(one for one in FORMATS if one.name == options.paper)
    printer = Printer(Store(build.source.cache / "print", ".pdf"), print_fonts, formats, cores=1)
    try:
        printed = print_pack(printer, build.source, pack, build.reviews, build.sections)
    except LibraryError as error:
        return _failed(str(error))
    if isinstance(printed, Failed):
        return _failed(f"the pack of {pack.id.src} cannot be printed: {printed.reason}.")
    for part, made in printed:
        file = Path(options.to or f"{pack_name(part)}.pdf")
        if options.to and part.parts > 1:
            file = file.with_stem(f"{file.stem}-{part.part}-of-{part.parts}")
        shutil.copyfile(made.kept.file, file)
        told = f"{file}: {made.pages} sides, about {part.minutes} minutes, pack {part.code}"
        if made.pages > MOST_SIDES:
            told += f" (more than {MOST_SIDES} sides: it is one section, and is not cut)"
        print(told)
    return CLEAN


def _pack(build: Build, root: Path, src: str, role: str) -> Pack:
    from plainleaf.rendering.site_markdown import read_site_name
    from plainleaf.reviewing.review_pack import pack_of

    name = read_site_name(root)
    return pack_of(build.content, src, role, build.reviews, build.sections, name)


def _unfit_role(role: str | None, src: str, content: Content) -> str:
    """Why a role cannot review a page; empty when it can."""
    from plainleaf.rendering.review_plan import roles_of_page

    known = [one.id for one in content.roles]
    if role is None and not known:
        return ""
    if role in known:
        return ""
    named = ", ".join(one for one in roles_of_page(content, src) if one) or ", ".join(known)
    if role is None:
        return f"For whom? Add --role; this page has something for: {named}."
    if not known:
        return "This site lists no roles in docs/_data/review_roles.yml. Leave --role out."
    return f"There is no role {quoted(role)}. This page has something for: {named}."


def _review_record(options: argparse.Namespace, root: Path, docs: Path) -> int:
    if lacking := _no_print():
        return _failed(lacking)
    from plainleaf.reviewing.pack_form import FormError, read_form
    from plainleaf.reviewing.review_record import RecordError, add_entry, outcome_of

    content = load_content(root, docs)
    if content.review_records.findings:
        found = content.review_records.findings[0]
        return _failed(f"{content.reviews_path} cannot be read. Fix it first: {found.text}")
    try:
        form = (
            _asked_form(options, root, docs, content)
            if options.ask
            else read_form(Path(options.file))
        )
        src, role = form.id.src, form.id.role
        if src not in content.pages:
            return _failed(f"{options.file}: this site has no page {quoted(src)}.")
        if problem := _unfit_role(role or None, src, content):
            return _failed(f"{options.file}: {problem}")
        build = _rendered(root, docs, content, build_day(root))
        outcome = outcome_of(
            form,
            _pack(build, root, src, role),
            content,
            latest=max(build_day(root), named_day(NOW)),
            only_unchanged=options.only_unchanged,
        )
        added = outcome.entry is not None and add_entry(
            docs / "_data" / "reviews.yml", content.reviews_path, outcome.entry
        )
    except (FormError, RecordError) as error:
        return _failed(f"{options.file}: {error}")
    except EOFError:
        return _failed("stopped. Nothing was recorded.")
    for remark in outcome.remarks:
        print(remark)
    for line in outcome.told:
        print(line, file=sys.stderr)
    print(_recorded(outcome.entry, content.reviews_path, added=added), file=sys.stderr)
    return FOUND if outcome.remarks else CLEAN


def _recorded(entry: Mapping[str, Any] | None, path: str, *, added: bool) -> str:
    """Say what was written."""
    if entry is None:
        return "Nothing is agreed to, so nothing was recorded."
    if not added:
        return f"{path} has this review already."
    counts = (
        ("sections", "sections agreed to"),
        ("points", "points"),
        ("asks", "changes asked for"),
    )
    said = ", ".join(f"{len(entry[key])} {what}" for key, what in counts if key in entry)
    return f"Recorded in {path}: {said}. Read it, then run: plainleaf check"


def _asked_form(options: argparse.Namespace, root: Path, docs: Path, content: Content) -> Form:
    """Ask in the terminal what somebody said of a page.

    Raises:
        RecordError: there is no such page or role, or the pack was made for another text.
        EOFError: the user ended the input.
    """
    from plainleaf.model.review import POINT_MARK
    from plainleaf.reviewing.ask import ask
    from plainleaf.reviewing.review_record import RecordError

    src = _page_named(options.file, docs, content.pages)
    if not src:
        raise RecordError("this is no page of this site. With --ask, name the page.")
    if problem := _unfit_role(options.role, src, content):
        raise RecordError(problem)
    build = _rendered(root, docs, content, build_day(root))
    pack = _pack(build, root, src, options.role or "")
    texts = {POINT_MARK + one.id: one.point for one in pack.points}
    return ask(pack, texts, input, print)


def _leaflet_pack(overview: str, root: Path, docs: Path, content: Content) -> int:
    from plainleaf.print.leaflet import LeafletError, leaflet_pack

    file = content.leaflets[overview]
    try:
        views = _rendered(root, docs, content, build_day(root)).leaflet(overview)
    except LeafletError as error:
        return _failed(str(error))
    print(leaflet_pack(views, file.path), end="")
    return CLEAN


def _inside(page: Path, docs: Path) -> str:
    try:
        return page.resolve().relative_to(docs.resolve()).as_posix()
    except ValueError:
        return ""


def _new(options: argparse.Namespace, root: Path, docs: Path) -> int:
    from plainleaf.authoring.new import begin
    from plainleaf.authoring.new_site import SITE, begin_site
    from plainleaf.authoring.scaffold import ScaffoldError

    try:
        if options.what == SITE:
            print(begin_site(options.name, root))
            return CLEAN
        if options.what in ENTRIES:
            from plainleaf.authoring.new_entry import begin_entry

            told = begin_entry(
                options.what, options.name, options.condition, options.page, root, docs
            )
            print(told)
            return CLEAN
        print(begin(options.what, options.name, options.condition, root, docs))
    except ScaffoldError as error:
        return _failed(str(error))
    return CLEAN


def _remove(options: argparse.Namespace, root: Path, docs: Path) -> int:
    from plainleaf.authoring.remove import remove_condition
    from plainleaf.authoring.scaffold import ScaffoldError
    from plainleaf.delivery.publish import PublishError, change_places

    try:
        print(remove_condition(options.name, root, docs, build_day(root), change_places))
    except (ScaffoldError, TimeError, PublishError) as error:
        return _failed(*str(error).split("\n"))
    return CLEAN


def _rules(options: argparse.Namespace, _root: Path, _docs: Path) -> int:
    known = all_rules()
    wanted = [code.upper() for code in options.codes] or list(known)
    unknown = [code for code in wanted if code not in known]
    if unknown:
        return _failed(f"There is no rule {quoted(unknown[0])}. Leave it out to see all.")
    print(GUIDES[options.format]([known[code] for code in wanted]), end="")
    return CLEAN


def _case(options: argparse.Namespace, root: Path, docs: Path) -> int:
    from plainleaf.checks.check import contract_for

    content = load_content(root, docs)
    named = [_inside(Path(page), docs) or page for page in options.pages]
    complete = True
    for src in named or content.pages:
        contract = contract_for(content, src)
        if contract is None:
            if named:
                return _failed(f"{src} is no case of this site.")
            continue
        complete = complete and contract.complete
        print(f"{content.pages[src].path}: {contract.summary}")
        for part in contract.parts:
            print(f"  {part.state:8} {part.name}{f': {part.detail}' if part.detail else ''}")
    return CLEAN if complete else FOUND


def _schema(options: argparse.Namespace, _root: Path, _docs: Path) -> int:
    if options.all is not None:
        from plainleaf.checks.schemas import write_schemas

        print(f"Schemas written to {options.all}; {write_schemas(Path(options.all))} changed.")
        return CLEAN
    if options.kind == FINDINGS:
        from plainleaf.checks.json_report import report_schema

        schema = report_schema()
    else:
        schema = json_schema(kinds()[options.kind]) if options.kind else combined_json_schema()
    print(json.dumps(schema, indent=2, ensure_ascii=False))
    return CLEAN
