"""The command `plainleaf`, also as `python -m plainleaf`."""

from __future__ import annotations

import sys

from plainleaf.cli import main, stopped


def run() -> int:
    """Run the command; returns the exit status."""
    try:
        return main()
    except KeyboardInterrupt:  # before the command itself began, or after it ended
        return stopped()


if __name__ == "__main__":
    sys.exit(run())
