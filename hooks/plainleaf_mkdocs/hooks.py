"""What this repository's hooks share: MkDocs calls each as if it were alone, and keeps no object.

For `on_shutdown` and `on_build_error` MkDocs hands over nothing at all, so the run stands here.
"""

from __future__ import annotations

from typing import Final

from plainleaf_mkdocs.run import MkdocsRun

RUN: Final = MkdocsRun(by_hooks=True)
