"""The command `plainleaf`, also as `python -m plainleaf`."""

from __future__ import annotations

import sys

from plainleaf.collector import collector_paused

with collector_paused():  # all that is imported stays: to look through it is a tenth of a short run
    from plainleaf.cli import main

if __name__ == "__main__":
    sys.exit(main())
