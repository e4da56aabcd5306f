"""Rules on the finished site: documentation only, `plainleaf.audit` checks them after a build."""

from __future__ import annotations

from typing import Final

from plainleaf.findings import Severity
from plainleaf.rules.registry import Rule

LINK: Final = Rule(
    "PL920",
    "A finished page names something that there is not",
    Severity.ERROR,
    why="A link that leads nowhere strands a reader, perhaps one who looked for a warning sign.",
    mend="Correct the link, or write what it leads to.",
)
FOREIGN: Final = Rule(
    "PL921",
    "A finished page loads something from another site",
    Severity.ERROR,
    why="It would tell another site who reads the page, and is missing on a hospital's network.",
    mend="Add the file to this site.",
)
