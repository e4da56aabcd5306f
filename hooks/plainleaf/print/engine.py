"""Lays out one document and writes it as PDF/UA-1, with WeasyPrint.

The same document gives the same bytes. Fonts come from packages only: no font of the machine is
looked at, so a letter that ours lack is an error and not a different face. Nothing is fetched but
the files a document names. Whatever WeasyPrint has to say is an error: a letter, an image, an
anchor or a description that is missing would be missing on paper.
"""

from __future__ import annotations

import copy
import logging
import os
import tempfile
import warnings
import xml.etree.ElementTree as etree
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import tinyhtml5

from plainleaf.print.drawings import size_drawings
from plainleaf.print.fields import check_fields
from plainleaf.print.fitting import (
    NUMBER,
    FittingStep,
    Unfit,
    as_cards,
    can_be_cards,
    fit_tables,
    next_steps,
    number_tables,
    unfit_tables,
)
from plainleaf.print.formats import Format
from plainleaf.print.libraries import INSTALL, LibraryError
from plainleaf.print.paper import HANDOUT, Paper, lock_fields, overlapping, tighten, too_long
from plainleaf.print.specimen import specimen_css
from plainleaf.print.tails import empty_tails, held_back, let_part, number_kept
from plainleaf.print.transform import PICTURE_SCHEME, DocumentPart, print_tree
from plainleaf.reading.unchanged import checked_picture

if TYPE_CHECKING:
    from weasyprint.text.fonts import FontConfiguration

NOWHERE: Final = "document:/"
"""What relative addresses are resolved against: no page's own, or an anchor would look broken."""
FONT_SCHEME: Final = "font:"
FIELD_FONT: Final = "atkinson-regular"
"""The font that viewers fill in fields with, by its name in the style sheet."""
BOLD_FONT: Final = "atkinson-bold"
"""The font that SPECIMEN is drawn in."""

_NO_FONTS = (
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig/>'
)


class PrintError(RuntimeError):
    """A document cannot be printed as it should be; the message says why."""


@dataclass(frozen=True)
class Laid:
    """A document, laid out."""

    data: bytes
    """The PDF."""
    pages: int
    cards: frozenset[int]
    """Which of its tables are printed as cards, by their place in the document from 0."""
    tails: tuple[str, ...] = ()
    """The warnings about sheets that end nearly empty."""


class Engine:
    """Lays out documents, one after another, with one set of fonts."""

    def __init__(self, fonts: Mapping[str, bytes]) -> None:
        """Start.

        Args:
            fonts: font files by the name that the style sheet gives them after `font:`.

        Raises:
            LibraryError: Pango is missing.
        """
        self.fonts = fonts
        self._weasyprint: Any = _weasyprint()
        self._configuration = _bare_configuration()
        self._styles: dict[str, Any] = {}
        self._last: tuple[str, tuple[DocumentPart, ...], etree.Element] | None = None

    def pdf(
        self,
        html: str,
        parts: Iterable[DocumentPart],
        pictures: Mapping[str, Path],
        css: str,
        sheet: Format,
        identifier: str,
        paper: Paper = HANDOUT,
    ) -> Laid:
        """A document as PDF.

        Args:
            html: the whole document.
            parts: its parts, as `print_tree` takes them.
            pictures: the file of each picture, by the address that the parts name it by.
            css: the style sheet; the format's own rules are added.
            sheet: paper and type.
            identifier: what tells this file from others; the same for the same content.
            paper: how the document is laid out.

        Raises:
            PrintError: WeasyPrint had something to say, a table fits in no form, or the document
                has more sides than it may have.
            FieldError: what is filled into a field cannot be seen there.
        """
        ready = self._tree(html, tuple(parts))
        sheet = paper.sheet(sheet)
        fetcher = self._fetcher(pictures)
        from plainleaf.print.once import worked_out_once, write_objects  # need Pango, as WeasyPrint
        from plainleaf.print.tagging import better_tags

        def finish(document: Any, pdf: Any) -> None:
            if paper.specimen:
                lock_fields(document, pdf)
            write_objects(pdf)

        with _listening() as said, better_tags(), worked_out_once():
            style = self._style(css + sheet.css + self._across(paper), fetcher)
            document, steps = self._fitted(ready, sheet, style, fetcher, paper)
            check_fields(document.pages, self.fonts[FIELD_FONT])
            data: bytes = document.write_pdf(
                finisher=finish,
                pdf_identifier=identifier.encode(),
                pdf_variant="pdf/ua-1",
                pdf_forms=True,
            )
        if said:
            raise PrintError("; ".join(dict.fromkeys(said)))
        return Laid(data, len(document.pages), as_cards(steps), empty_tails(document.pages))

    def _fitted(
        self, ready: etree.Element, sheet: Format, style: Any, fetcher: Any, paper: Paper
    ) -> tuple[Any, Mapping[int, FittingStep]]:
        """Lay out a document so that its tables fit their sheets, and it its sides.

        Raises:
            PrintError: it cannot be.
        """
        most = paper.sides(sheet)
        for step in range(0 if sheet.large else paper.first_step, paper.steps + 1):
            tight = copy.deepcopy(ready)
            tighten(tight, step, large=sheet.large)
            document, steps = self._kept_whole(tight, sheet, style, fetcher)
            fits = not most or len(document.pages) <= most
            said = overlapping(document.pages) if paper.steps and fits else ""
            if fits and not said:
                return document, steps
        raise PrintError(said or too_long(document.pages, most))

    def _kept_whole(
        self, ready: etree.Element, sheet: Format, style: Any, fetcher: Any
    ) -> tuple[Any, Mapping[int, FittingStep]]:
        """Lay out a document so that its tables fit, whole where that leaves no sheet empty.

        Raises:
            PrintError: a table fits in no form.
        """
        steps: Mapping[int, FittingStep] = {}
        parted: frozenset[int] = frozenset()
        while True:
            document = self._laid_out(ready, sheet, steps, parted, style, fetcher)
            if unfit := unfit_tables(document.pages):
                steps = _next(ready, steps, unfit)
            elif more := held_back(document.pages) - parted:
                parted |= more
            else:
                return document, steps

    def _laid_out(
        self,
        ready: etree.Element,
        sheet: Format,
        steps: Mapping[int, FittingStep],
        parted: frozenset[int],
        style: Any,
        fetcher: Any,
    ) -> Any:
        tree = copy.deepcopy(ready)
        let_part(tree, parted)
        fit_tables(tree, steps)
        size_drawings(tree, sheet)
        return _html(self._weasyprint, tree, fetcher).render(
            font_config=self._configuration,
            stylesheets=[style],
            presentational_hints=False,
            pdf_variant="pdf/ua-1",
            pdf_forms=True,
            cache={},
        )

    def _across(self, paper: Paper) -> str:
        return specimen_css(self.fonts[BOLD_FONT]) if paper.specimen else ""

    def _style(self, css: str, fetcher: Any) -> Any:
        if css not in self._styles:
            self._styles[css] = self._weasyprint.CSS(
                string=css, font_config=self._configuration, url_fetcher=fetcher
            )
        return self._styles[css]

    def _tree(self, html: str, parts: tuple[DocumentPart, ...]) -> etree.Element:
        # The formats of a document come one after another.
        if self._last is None or self._last[:2] != (html, parts):
            root: etree.Element = tinyhtml5.parse(html, namespace_html_elements=False)
            number_tables(root)
            number_kept(root)
            self._last = html, parts, print_tree(root, parts)
        return self._last[2]

    def _fetcher(self, pictures: Mapping[str, Path]) -> Any:
        fonts = self.fonts
        response = self._weasyprint.urls.URLFetcherResponse

        class Fetcher(self._weasyprint.urls.URLFetcher):  # type: ignore[misc, name-defined]
            """Opens our fonts and the document's pictures, and nothing of any network."""

            def fetch(self, url: str, headers: Any = None) -> Any:
                if url.startswith(FONT_SCHEME):
                    return response(url, body=fonts[url.removeprefix(FONT_SCHEME)])
                if url in pictures:
                    # Its name is the hash of what was checked.
                    digest = url.removeprefix(PICTURE_SCHEME).partition(".")[0]
                    return response(url, body=checked_picture(pictures[url], digest))
                return super().fetch(url, headers)

        return Fetcher(allowed_protocols=("data",))


def _next(
    ready: etree.Element, steps: Mapping[int, FittingStep], unfit: Iterable[Unfit]
) -> Mapping[int, FittingStep]:
    """The next step for each table that does not fit.

    Raises:
        PrintError: a table has no further step.
    """
    found = next_steps(steps, unfit)
    if isinstance(found, Unfit):
        raise PrintError(found.reason)
    tables = {int(one.get(NUMBER, "-1")): one for one in ready.iter("table")}
    for one in unfit:
        if found[one.number] is FittingStep.CARDS and not can_be_cards(tables[one.number]):
            raise PrintError(one.reason)
    return found


def _html(weasyprint: Any, tree: etree.Element, fetcher: Any) -> Any:
    """WeasyPrint's document of a tree that need not be written out and parsed again."""
    document = weasyprint.HTML.__new__(weasyprint.HTML)
    import cssselect2

    document.base_url = NOWHERE
    document.url_fetcher = fetcher
    document.media_type = "print"
    document.wrapper_element = cssselect2.ElementWrapper.from_html_root(tree, content_language=None)
    document.etree_element = document.wrapper_element.etree_element
    return document


def _weasyprint() -> Any:
    try:
        with warnings.catch_warnings():
            # It warns of a machine without fonts; we bring our own.
            warnings.simplefilter("ignore")
            import weasyprint
    except OSError as error:
        raise LibraryError(INSTALL) from error
    return weasyprint


def _bare_configuration() -> FontConfiguration:
    """A set of fonts that knows none of the machine's."""
    from weasyprint.text.fonts import FontConfiguration

    before = os.environ.get("FONTCONFIG_FILE")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "fonts.conf"
        file.write_text(_NO_FONTS, encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = str(file)
        try:
            return FontConfiguration()
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


def _plain(message: str) -> str:
    """Say what WeasyPrint says so that an author can fix it."""
    if message.startswith(".notdef glyph"):
        letter = message.partition(": ")[2]
        return f"no font of the printed pages has the letter {letter}; use another one"
    return message


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Collect what WeasyPrint and fontTools would log."""
    said: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(_plain(record.getMessage()))

    listener = Listener(logging.WARNING)
    logger = logging.getLogger("weasyprint")
    propagate, level = logger.propagate, logger.level
    logger.addHandler(listener)
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    try:
        yield said
    finally:
        logger.removeHandler(listener)
        logger.propagate = propagate
        logger.setLevel(level)
