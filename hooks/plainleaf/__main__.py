"""The command `plainleaf`, also as `python -m plainleaf`."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

from plainleaf.collector import collector_paused

with collector_paused():  # all that is imported stays: to look through it is a tenth of a short run
    from plainleaf.cli import FAILED, main, stopped


def run() -> NoReturn:
    """Run the command, and leave at once: taking apart all that was read is a tenth of a run."""
    try:
        status = main()
    except KeyboardInterrupt:  # before the command itself began, or after it ended
        status = stopped()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        status = status or FAILED
    os._exit(status)


if __name__ == "__main__":
    run()
