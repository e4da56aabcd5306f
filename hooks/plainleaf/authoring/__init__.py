"""What writes for an author: beginnings of pages and terms, cleaned pictures, conditions taken out.

It may import `checks`, `rendering`, `reading`, `model` and `text`.
"""
