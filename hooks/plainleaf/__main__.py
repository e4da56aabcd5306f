"""`python -m plainleaf` is the command `plainleaf`."""

import sys

from plainleaf.cli import main

sys.exit(main())
