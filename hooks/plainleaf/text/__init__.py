"""Strings only: inline Markdown, sounds, spellings, reading grades, what tells who a patient is.

Nothing here knows a page, a file or the site. It imports nothing of ours.
"""
