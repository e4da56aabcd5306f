"""Step 6: write the search index of the finished pages."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from plainleaf.run import Run
from plainleaf.search.index import build_index
from plainleaf.search.pages import search_pages

FOLDER = "search"
STUBS = {
    "search_index.json": '{"config":{},"docs":[]}\n',
    "search_index.js": 'var __index={"config":{},"docs":[]}\n',
}
"""Material's script asks for its own index as soon as it runs, over HTTP or from a folder. Ours
answers in its place, so these hold nothing."""


def on_post_build(*, config: MkDocsConfig) -> None:
    """Write the index; its parts are scripts, so that a folder can be searched too."""
    run: Run = config["plainleaf"]
    run.searched = search_pages(run.build.site)
    index = build_index(list(run.searched.values()), run.build.content.terms)
    folder = Path(config.site_dir) / FOLDER
    for name, script in index.items():
        file = folder / f"{name}.js"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(script, encoding="utf-8")
    for name, stub in STUBS.items():
        (folder / name).write_text(stub, encoding="utf-8")
