"""Raster images (PNG, JPEG, GIF, WebP): what a file carries besides its picture, and without it.

`look` reads the containers' structure and needs no library, so that a check costs little; `clean`
and `burned_in` are imported by the commands that need them.
"""
