"""Gives the templates what they show.

What it does stands in `plainleaf_mkdocs/style_pages.py`.
"""

from plainleaf_mkdocs.hooks import RUN
from plainleaf_mkdocs.style_pages import StylePages

step = StylePages(RUN)
on_env = step.on_env
on_page_context = step.on_page_context
on_template_context = step.on_template_context
