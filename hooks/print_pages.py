"""Prints handouts and booklets.

What it does stands in `plainleaf_mkdocs/print_pages.py`.
"""

from plainleaf_mkdocs.hooks import RUN
from plainleaf_mkdocs.print_pages import PrintPages

step = PrintPages(RUN)
on_env = step.on_env
