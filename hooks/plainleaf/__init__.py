"""Plainleaf: Markdown about a medical condition, checked and made into a site.

Storeys, and imports go down only: `text`, `model`, `reading`; `checks` and `rendering` beside each
other; `search`, `print`, `delivery`; `reviewing`, `authoring`, `proof`; `build` and `cli` on top.
"""
