"""What writes for an author: beginnings of pages and terms, and cleaned pictures.

It may import `checks`, `rendering`, `reading`, `model` and `text`.
"""
