"""Writes the search index.

What it does stands in `plainleaf_mkdocs/index_search.py`.
"""

from plainleaf_mkdocs.hooks import RUN
from plainleaf_mkdocs.index_search import IndexSearch

step = IndexSearch(RUN)
on_post_build = step.on_post_build
