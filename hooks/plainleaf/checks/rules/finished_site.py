"""Rules on the finished site: documentation only; the audit checks them after a build."""

from __future__ import annotations

from typing import Final

from plainleaf.model.findings import Severity
from plainleaf.model.rule import Rule

LINK: Final = Rule(
    "PL920",
    "A finished page names something that there is not",
    Severity.ERROR,
    why="A link that leads nowhere strands a reader, perhaps one who looked for a warning sign.",
    fix="Correct the link, or write what it leads to.",
)
FOREIGN: Final = Rule(
    "PL921",
    "A finished file loads something from another site",
    Severity.ERROR,
    why="It would tell another site who reads the page, and is missing on a hospital's network.",
    fix="Add the file to this site.",
)
INLINE: Final = Rule(
    "PL922",
    "A finished page runs or styles something in an attribute",
    Severity.ERROR,
    why="The security policy of the site refuses it, so that no smuggled script ever runs.",
    fix="Use a class and a stylesheet, or a script file.",
)
CODE: Final = Rule(
    "PL923",
    "A finished page holds a script or a style that is not the theme's",
    Severity.ERROR,
    why="It would run in every reader's browser; the security policy allows the theme's own only.",
    fix="Take it out. A script or style of the site belongs into the theme, overrides/.",
)
NOT_ALLOWED: Final = Rule(
    "PL924",
    "A finished page holds an element or attribute that no page may have",
    Severity.ERROR,
    why="It could load, ask, hide or lead somewhere, or pretend to be a part of the page itself.",
    fix='Write it in Markdown. "<" before a letter is typed as "&lt;".',
)
DOUBLED: Final = Rule(
    "PL925",
    "Two parts of a finished page have the same id",
    Severity.ERROR,
    why="A link to the second leads to the first, and the page's own parts stop working.",
    fix="Take the id away, or give another one.",
)
TELLS: Final = Rule(
    "PL929",
    "The finished site tells what a case is about",
    Severity.ERROR,
    why="A learner who reads the diagnosis in a menu, a list or a file name cannot try the case.",
    fix="Use neutral words there, or link to the list of cases. Where a page about the condition "
    'leads to the case, say in that paragraph that it shows its "answer".',
)
DECEIVES: Final = Rule(
    "PL926",
    "A link does not lead where it seems to lead",
    Severity.ERROR,
    why="A reader who trusts a known name would end on somebody else's site.",
    fix="Write the plain address: the host in ASCII letters, no @ before it, and no other address "
    "as the words of the link.",
)
