"""PL10x: the bytes of a page."""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf.checks.rules.registry import reading_rule, rule
from plainleaf.model.findings import Severity
from plainleaf.model.rule import Hit
from plainleaf.model.site_facts import SiteFacts
from plainleaf.reading.page import Page
from plainleaf.text.hidden import find_written
from plainleaf.text.inline import code_spans
from plainleaf.text.printable import quoted

not_utf8 = reading_rule(
    "PL101",
    "The file is not UTF-8",
    why="Any other encoding shows wrong letters to readers, or ends the build with a traceback.",
    fix="Save the file as UTF-8 and look at the named character.",
)

nul_byte = reading_rule(
    "PL102",
    "The file holds a NUL byte",
    why="A NUL byte is never text: the file is damaged, or is not what its name says.",
    fix="Restore the file from a good copy, or save it as UTF-8.",
)

invisible_character = reading_rule(
    "PL103",
    "An invisible character stands in the text",
    Severity.WARNING,
    why="Zero-width and control characters break search and copying, and signs that turn the "
    "direction of writing can make a dose read backwards.",
    fix="Delete the character and type the text at this place again.",
)

too_long = reading_rule(
    "PL104",
    "The file is too long",
    why="A page of half a million characters is a mistake, and nobody would read it.",
    fix="Split the page.",
)


@rule(
    "PL146",
    "An entity stands for an invisible character",
    Severity.ERROR,
    fix="Delete it and type the text here again.",
)
def hidden_by_entity(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """What `&#8238;` turns around or `&#8203;` parts looks harmless to whoever reviews the page."""
    for run in page.runs:
        written = find_written(run.text)
        if written and find_written(_without_code(run.text)):
            message = f"{quoted(written)} stands for an invisible character."
            yield Hit(run.line, run.column, message, "Delete it.")


def _without_code(text: str) -> str:
    """A text without its inline code, in which entities are shown as they are written."""
    ends = [0, *(end for _, end in code_spans(text))]
    starts = [*(start for start, _ in code_spans(text)), len(text)]
    return " ".join(text[end:start] for end, start in zip(ends, starts, strict=True))


mixed_line_ends = reading_rule(
    "PL105",
    "Lines end in different ways",
    Severity.WARNING,
    why="Programs that compare texts then show every line as changed, and a reviewer sees nothing.",
    fix="Save the file with one kind of line end; LF is the usual one.",
)

conflict = reading_rule(
    "PL106",
    "Two versions of a place stand beside one another",
    why="Git marks what two people wrote at the same place and it could not join. Published, a "
    "reader would meet both, and one of them is wrong.",
    fix="Keep the right words, and delete the lines of signs.",
)
