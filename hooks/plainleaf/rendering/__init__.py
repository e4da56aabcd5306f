"""What readers get: articles, views for templates, the glossary, structured data, styles, fonts.

It knows no rule. It may import `reading`, `model` and `text`.
"""
