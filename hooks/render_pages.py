"""Renders each page.

What it does stands in `plainleaf_mkdocs/render_pages.py`.
"""

from plainleaf_mkdocs.hooks import RUN
from plainleaf_mkdocs.render_pages import RenderPages

step = RenderPages(RUN)
on_config = step.on_config
on_nav = step.on_nav
on_page_content = step.on_page_content
on_page_markdown = step.on_page_markdown
