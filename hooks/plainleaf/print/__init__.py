"""Printed handouts and booklets: what is printed, from what, and how it becomes tagged PDF.

`documents` says what there is to print, as data. `transform` turns a page's HTML into what paper
can show. `engine` lays it out with WeasyPrint, which `tagging` teaches what PDF/UA wants. `store`
keeps what was printed before, and `printer` ties them together. Nothing here knows
a build. It may import `rendering`, `reading`, `model` and `text`.
"""
