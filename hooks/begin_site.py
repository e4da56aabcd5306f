"""Gives a build a folder to write to.

What it does stands in `plainleaf_mkdocs/begin_site.py`.
"""

from plainleaf_mkdocs.begin_site import BeginSite
from plainleaf_mkdocs.hooks import RUN

step = BeginSite(RUN)
on_config = step.on_config
on_startup = step.on_startup
