"""Rules on data files: documentation only, the checks stand beside what reads each file.

The glossary's rules (PL60x) are documented in `plainleaf.checks.glossary_checks`.
"""

from __future__ import annotations

from typing import Final

from plainleaf.model.findings import Severity
from plainleaf.model.rule import Rule

DATA: Final = Rule(
    "PL120",
    "A data file is missing or not well-formed",
    Severity.ERROR,
    why="A telephone number or a page that cannot be read would be missing without a word.",
    fix="Correct the named line; restore a missing file, which may be an empty list.",
)
MODEL: Final = Rule(
    "PL122",
    "What the site adds to the content model cannot be taken over",
    Severity.ERROR,
    why="A kind, a section or a limit that is left out in silence would let pages through that the "
    "site meant to stop; one that loosens a limit would take a warning from readers.",
    fix="Correct the named line of docs/_data/model.yml; it may add and make stricter only.",
)
WORDS: Final = Rule(
    "PL123",
    "A word of the site's own cannot be taken over",
    Severity.ERROR,
    why="A word without its place would lack a day or a name, and what warns readers, names "
    "sources or says who has checked a page must not be worded away.",
    fix="Correct the named line of docs/_data/words.yml; theme/words.yml has every word.",
)
LEAFLET: Final = Rule(
    "PL121",
    "A leaflet names what no page says",
    Severity.ERROR,
    why="The sheet would lack a warning or a sentence that whoever composed it counted on.",
    fix="Name the first words as the page has them; place each card, or say why it has no room.",
)
CARE_CARDS: Final = Rule(
    "PL430",
    "The file of care cards, or of urgent sentences, is not well-formed",
    Severity.ERROR,
    why="A card that cannot be read is missing on every page that should show it.",
    fix="Correct the named line; each card has an id, a level, a heading, its lines with sources.",
)
MOVED: Final = Rule(
    "PL281",
    "The file of moved or of published addresses is not well-formed",
    Severity.ERROR,
    why="A line that cannot be read leads nobody on.",
    fix="Correct the named line: `from: page.md#id`, `to: page.md` or `page.md#id`.",
)
MOVED_NOWHERE: Final = Rule(
    "PL282",
    "A moved heading leads nowhere, or has not moved",
    Severity.ERROR,
    why="Who follows an old link must arrive where the same is said now.",
    fix="Name a page, or a heading of one, that is there; delete the line of a heading that is.",
)
LOST_ADDRESS: Final = Rule(
    "PL283",
    "An address that was published leads nowhere",
    Severity.ERROR,
    why="Links in letters, bookmarks and on paper cannot be called back; some lead to a warning.",
    fix="Say in docs/_data/moved.yml where the heading stands now; restore a page that is gone.",
)
REFERENCES: Final = Rule(
    "PL510",
    "The reference file is not well-formed",
    Severity.ERROR,
    why="A source with a wrong or doubled entry would send readers to the wrong paper.",
    fix="Correct the named line with the field names of CSL-JSON; never guess a field.",
)
FIGURES: Final = Rule(
    "PL701",
    "A figure's description or drawing is not well-formed",
    Severity.ERROR,
    why="A drawing may hold shapes and classes only: anything else could run, load or hide text.",
    fix="Correct the named line of figures.yml, or keep only shapes in the drawing.",
)
FACTS: Final = Rule(
    "PL801",
    "The fact table is not well-formed",
    Severity.ERROR,
    why="The table says where each clinical fact stands; a broken row is a fact out of sight.",
    fix="Correct the named row.",
)
FACT_PLACE: Final = Rule(
    "PL802",
    "A clinical fact has no place on the site",
    Severity.ERROR,
    why="A fact that was lost when a page was rewritten can be the warning somebody needed.",
    fix="Name the page and heading that carry the fact now, or say why it was omitted.",
)
FACT_UNCITED: Final = Rule(
    "PL803",
    "A section carries a fact and cites none of its sources",
    Severity.ERROR,
    why="Readers must be able to see what a clinical statement rests on.",
    fix="Cite one of the fact's sources in that section.",
)
FACT_SERIES: Final = Rule(
    "PL804",
    "A fact is numbered in the series of another condition",
    Severity.ERROR,
    why="A condition that is written, moved or taken out by itself needs numbers of its own: a gap "
    "in its series is then a fact that was lost.",
    fix="Begin a series of letters for each further condition, such as HS1, HS2.",
)
REVIEWS: Final = Rule(
    "PL810",
    "The review file is not well-formed",
    Severity.ERROR,
    why="A page says that a clinician reviewed it on the word of this file alone.",
    fix="Give name, role, date and the hashes that plainleaf review-pack --hashes prints.",
)
