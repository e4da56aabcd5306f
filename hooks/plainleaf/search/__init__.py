"""The search index: pages as passages, and the files that a browser looks words up in.

It may import `rendering`, `reading`, `model` and `text`.
"""
