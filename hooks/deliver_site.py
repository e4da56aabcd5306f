"""Adds what servers and mirrors need.

What it does stands in `plainleaf_mkdocs/deliver_site.py`.
"""

from plainleaf_mkdocs.deliver_site import DeliverSite
from plainleaf_mkdocs.hooks import RUN

step = DeliverSite(RUN)
on_post_build = step.on_post_build
