"""How a finished site reaches its readers: edition, headers, compression, publishing, mirrors.

It may import `checks`, `rendering`, `reading`, `model` and `text`.
"""
