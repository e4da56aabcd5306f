"""Looks at the finished site.

What it does stands in `plainleaf_mkdocs/audit_site.py`.
"""

from plainleaf_mkdocs.audit_site import AuditSite
from plainleaf_mkdocs.hooks import RUN

step = AuditSite(RUN)
on_post_build = step.on_post_build
