"""What may be wrong with what was read and with the finished site, and how findings are told.

Each rule stands in `rules/` by its subject. It may import `reading`, `model` and `text`.
"""
