"""Printed handouts, leaflets and booklets: what is printed, and how it becomes tagged PDF.

`documents` says what there is, `engine` lays it out, `printer` ties them together; nothing here
knows a build. It may import `rendering`, `reading`, `model` and `text`.
"""
