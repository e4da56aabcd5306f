"""What may be written: kinds of page, blocks, records of the data files, terms, findings and rules.

It says what a thing is, never whether a page is right. It may import `text`.
"""
