"""From files to content: pages, data, pictures and sounds, each thing with its place in its file.

It judges nothing but whether it can be read. It may import `keeping`, `model` and `text`.
"""
