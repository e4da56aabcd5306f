"""The command `plainleaf`, also as `python -m plainleaf`."""

from __future__ import annotations

import sys

from plainleaf.cli import main

if __name__ == "__main__":
    sys.exit(main())
