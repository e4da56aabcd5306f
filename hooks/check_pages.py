"""Tells what is wrong, and stops before anything is written.

What it does stands in `plainleaf_mkdocs/check_pages.py`.
"""

from plainleaf_mkdocs.check_pages import CheckPages
from plainleaf_mkdocs.hooks import RUN

step = CheckPages(RUN)
on_config = step.on_config
on_pre_build = step.on_pre_build
