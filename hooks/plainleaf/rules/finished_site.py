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
    "A finished file loads something from another site",
    Severity.ERROR,
    why="It would tell another site who reads the page, and is missing on a hospital's network.",
    mend="Add the file to this site.",
)
INLINE: Final = Rule(
    "PL922",
    "A finished page runs or styles something in an attribute",
    Severity.ERROR,
    why="The security policy of the site refuses it, so that no smuggled script ever runs.",
    mend="Use a class and a stylesheet, or a script file.",
)
