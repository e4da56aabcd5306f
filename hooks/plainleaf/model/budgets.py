"""The budgets: how long, how large and how heavy things may be, in one place.

What differs by kind of page (words, sentences, questions) stands with the kinds, in
`plainleaf.model.kind.Limits`. Bounds that only keep hostile input from taking too long stand
where it is read.
"""

from __future__ import annotations

from typing import Final

# --- what an author may write ---

LOOK_AGAIN_YEARS: Final = 3
"""A page is looked at again after at most this many years."""
PAGE_BYTES_MAX: Final = 500_000
"""Bytes of the longest page that is read."""
ALT_MAX: Final = 124
"""Characters of an alternative text: under 125."""
CAPTION_SENTENCES_MAX: Final = 2
"""Sentences of a caption."""
CARE_BULLETS_MAX: Final = 5
"""Bullets of a care card."""
TEACHING_SENTENCES_MAX: Final = 2
"""Sentences of a teaching point."""
DEFINITION_WORDS_MAX: Final = 25
"""Words a definition may have."""
DEFINITION_GRADE_MAX: Final = 8.0
"""The US school grade of a definition; a definition is read in the middle of a sentence."""

# --- pictures and sounds ---

PICTURE_BYTES_MAX: Final = 400_000
"""Bytes of a raster image: about three seconds on a slow telephone line of 1 Mbit/s."""
PICTURE_PIXELS_MAX: Final = 8_000_000
"""Width times height of such a picture. A browser unpacks each dot to four bytes, and a cheap phone
has few."""
DRAWING_BYTES_MAX: Final = 100_000
"""Bytes of a drawing, which stands inside of its page."""
CLIP_BYTES_MAX: Final = 20 * 1024
"""Bytes of the largest clip: a word takes 3 to 5 KB."""

# --- what a reader's browser fetches ---

PAGE_WEIGHT_MAX: Final = 46 * 1024
"""Bytes of everything that a browser asks for before its reader does anything, fonts and pictures
too, packed with Brotli as `make release` packs it."""
GZIPPED_WEIGHT_MAX: Final = 51 * 1024
"""The same with gzip -9, which every server has. It was 45 KB until pages could be left, passed on
and answered: that script and its style took 4 KB. What lets a screen reader
read pages without noise took the last one, here and above."""
OWN_WEIGHT_MAX: Final = 22 * 1024
"""Bytes of a page that its author may add to them by words, sources and drawings that are long. The
budget is of what the tool makes; how long a page of some content is, its author decides."""
SHORT_ARTICLE: Final = 12 * 1024
"""Bytes of an article that stands in the budget as it is."""
WORDS_SIZE: Final = 8_000
"""Characters of a file of words of the search index, at most; a word alone may be more."""
PAIRS_SIZE: Final = 2_000
"""Characters of a file of its pairs of words, about."""
TEXTS_SIZE: Final = 2_600
"""Characters of a file of its texts, at most; a passage alone may be more."""
PLACES_MAX: Final = 1_000
"""Passages kept for one word, the weightiest: a word that stands in more tells them apart badly."""
FOOTER_MOST: Final = 8
"""Pages of one kind that the footer lists."""
