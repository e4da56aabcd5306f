"""Python's garbage collector, out of the way while much is read that is kept.

Pages and findings hold no reference cycles, so nothing waits for the collector; but again and again
it would look through all that was read before, for a third of the time of a large check.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
