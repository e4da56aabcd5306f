"""Reads every page and data file.

What it does stands in `plainleaf_mkdocs/load_content.py`.
"""

from plainleaf_mkdocs.hooks import RUN
from plainleaf_mkdocs.load_content import LoadContent

step = LoadContent(RUN)
on_config = step.on_config
on_files = step.on_files
on_page_read_source = step.on_page_read_source
