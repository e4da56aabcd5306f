"""Python's garbage collector, out of the way while much is read or made that is kept.

Pages and findings hold no reference cycles, so nothing waits for the collector; but again and again
it would look through all that was read before, for a third of the time of a large check.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

SELDOM: Final = 50_000
"""New objects after which the collector looks at them; Python's own number is 700."""


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the collector, and set it going again if it was."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def collect_seldom() -> None:
    """Let the collector look seldom, for a whole build: else a fifteenth of its time is looking.

    Rendering does leave cycles behind (Markdown's trees), so it cannot rest; a page is some tens of
    thousands of objects.
    """
    gc.set_threshold(SELDOM)
