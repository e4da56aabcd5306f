"""Print handouts and booklets, before the pages that offer them are written.

Nothing has been written yet when this runs, so what cannot be printed stops the build and leaves
the old site as it was. `mkdocs serve` prints nothing unless PRINT=1 asks for it.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files

from plainleaf.delivery.known_sheets import (
    EARLIER,
    KNOWN,
    PRINTED,
    SheetsError,
    read_sheets,
    sheets_json,
)
from plainleaf.delivery.release import ReleaseError
from plainleaf.delivery.withdrawing import withdrawn_releases
from plainleaf.print.clinic import Clinic, ClinicError, read_clinic
from plainleaf.print.formats import ChoiceError, Format, chosen_formats
from plainleaf.print.libraries import LibraryError, check_packages
from plainleaf.rendering.fonts import print_fonts
from plainleaf.rendering.rendered_site import Site
from plainleaf.rendering.store import Store
from plainleaf.sheet_work import earlier_files, printed_sheets
from plainleaf_mkdocs.run import LATE, Step

if TYPE_CHECKING:
    from plainleaf.print.documents import Document
    from plainleaf.print.printer import Failed, Printed

log = logging.getLogger("mkdocs.plainleaf")

STORE_BYTES = 400_000_000
"""How large the store of printed files grows."""


class PrintPages(Step):
    """Prints handouts and booklets."""

    @event_priority(LATE)  # after all pages are rendered, before any is written
    def on_env(
        self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        """Print, and add the files to the site."""
        formats = _formats(config.extra.get("print"), self.run.serving)
        if not formats:
            return env
        try:
            check_packages()
        except LibraryError as error:
            raise Abort(str(error)) from error
        self._print(formats, config, files)
        return env

    def _print(self, formats: Sequence[Format], config: MkDocsConfig, files: Files) -> None:
        # Loaded on use: a build without PDFs needs nothing of the extra `print`.
        from plainleaf.print.documents import documents, sets
        from plainleaf.print.fields import FieldError
        from plainleaf.print.leaflet import LeafletError
        from plainleaf.print.offers import FOLDER, offers
        from plainleaf.print.printer import Failed, Printed, Printer
        from plainleaf.print.sets import print_sets
        from plainleaf.print.workers import WorkerError

        handed = self.run.handed
        site = handed.build.site
        store = Store(handed.build.source.cache / "print", ".pdf", STORE_BYTES)
        printer = Printer(store, print_fonts, formats, log.info, theme=handed.build.theme)
        try:
            listed = documents(site, _clinic(config.extra.get("clinic")))
            earlier = self._sheets(listed, config, files)
            made = list(printer.run(listed))
        except (LeafletError, LibraryError, WorkerError) as error:
            raise Abort(str(error)) from error
        except FieldError as error:
            raise ConfigurationError(f"mkdocs.yml: extra.clinic: {error}.") from error
        printed = [one for one in made if isinstance(one, Printed)]
        if len(printed) == len(made):  # no set lacks what could not be printed
            made += print_sets(sets(site), printed, store)
            printed = [one for one in made if isinstance(one, Printed)]
        failed = [one for one in made if isinstance(one, Failed)]
        for one in failed:
            log.error(_told(site, one))
        if failed and not self.run.serving:
            raise Abort(f"Stopped before writing anything: {len(failed)} PDFs cannot be printed.")
        for done in printed:
            if done.tails:
                log.info("%s: %s", done.name, done.tails)
            file = File.generated(config, f"{FOLDER}/{done.name}", abs_src_path=str(done.kept.file))
            files.append(file)
        handed.offers = offers(printed, self._pictures(printed, config, files), earlier)

    def _sheets(
        self, listed: Sequence[Document], config: MkDocsConfig, files: Files
    ) -> dict[str, str]:
        """Add what tells of sheets; return where the earlier ones of each page are told."""
        root = Path(config.config_file_path).parent
        try:
            known, withdrawn = read_sheets(root / KNOWN), withdrawn_releases(root)
        except (SheetsError, ReleaseError) as error:
            raise Abort(str(error)) from error
        now = sheets_json(printed_sheets(listed))
        files.append(File.generated(config, PRINTED, content=now))
        earlier = earlier_files(self.run.handed.build.content, listed, known, withdrawn)
        for name, data in earlier.values():
            files.append(File.generated(config, f"{EARLIER}/{name}", content=data))
        return {src: name for src, (name, _) in earlier.items()}

    def _pictures(
        self, printed: Sequence[Printed], config: MkDocsConfig, files: Files
    ) -> dict[str, str]:
        """Add the picture of each document's first side to the site; return where each lies."""
        from plainleaf.print.first_sides import first_side, pictures_in
        from plainleaf.print.offers import FOLDER

        store = pictures_in(self.run.handed.build.source.cache)
        found: dict[str, str] = {}
        for one in printed:
            name = one.document.name
            if name not in found:
                found[name] = f"{FOLDER}/{name}.png"
                drawn = first_side(one.kept.file.read_bytes(), store)
                files.append(File.generated(config, found[name], content=drawn))
        return found


def _told(site: Site, failed: Failed) -> str:
    pages = ", ".join(site.content.pages[src].path for src in failed.document.pages)
    named = f"{failed.document.name}, {failed.format.words}"
    return f"{pages}: cannot be printed as it should be ({named}): {failed.reason}"


def _formats(asked: object, serving: bool) -> tuple[Format, ...]:
    try:
        return chosen_formats(asked, serving=serving)
    except ChoiceError as error:
        raise ConfigurationError(str(error)) from error


def _clinic(value: object) -> Clinic:
    try:
        return read_clinic(value)
    except ClinicError as error:
        raise ConfigurationError(f"mkdocs.yml: {error}") from error
