"""Which name somebody probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest_name(name: str, known: Iterable[str]) -> str | None:
    """The known name that `name` was probably meant to be, or None."""
    by_folded = {candidate.casefold(): candidate for candidate in known}
    folded = name.casefold()
    if folded in by_folded:
        return by_folded[folded]
    # Bounded, because comparing is quadratic and the name may come from a hostile file.
    close = difflib.get_close_matches(folded[:80], by_folded, n=1, cutoff=0.6)
    return by_folded[close[0]] if close else None
