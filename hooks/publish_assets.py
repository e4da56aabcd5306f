"""Chooses the files that are published beside the pages.

What it does stands in `plainleaf_mkdocs/publish_assets.py`.
"""

from plainleaf_mkdocs.hooks import RUN
from plainleaf_mkdocs.publish_assets import PublishAssets

step = PublishAssets(RUN)
on_config = step.on_config
on_files = step.on_files
on_post_build = step.on_post_build
on_post_page = step.on_post_page
on_post_template = step.on_post_template
