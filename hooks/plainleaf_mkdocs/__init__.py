"""The adapter to MkDocs: the steps of a build, each at the events where MkDocs calls it.

A module here is one step; `plugin.py` lists all in the order in which they happen. A site names
the plugin `plainleaf`, or, as this repository does, each step as a hook of its own (`hooks/*.py`).
It may import all of `plainleaf`, which knows nothing of it.
"""
