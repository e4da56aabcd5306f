"""Puts the finished site in the old one's place.

What it does stands in `plainleaf_mkdocs/publish_site.py`.
"""

from plainleaf_mkdocs.hooks import RUN
from plainleaf_mkdocs.publish_site import PublishSite

step = PublishSite(RUN)
on_build_error = step.on_build_error
on_post_build = step.on_post_build
on_shutdown = step.on_shutdown
