"""Write the search index of the finished pages."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from plainleaf.search.pages import search_pages
from plainleaf_mkdocs.run import Step

FOLDER = "search"
STUBS = {
    "search_index.json": '{"config":{},"docs":[]}\n',
    "search_index.js": 'var __index={"config":{},"docs":[]}\n',
}
"""Material's script asks for its own index as soon as it runs, over HTTP or from a folder. Ours
answers in its place, so these hold nothing."""


class IndexSearch(Step):
    """Writes the search index."""

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the index; its parts are scripts, so that a folder can be searched too."""
        handed = self.run.handed
        site = handed.build.site
        handed.searched = search_pages(site)
        folder = Path(config.site_dir) / FOLDER
        for name, script in handed.build.work.search_files(site, handed.searched).items():
            file = folder / f"{name}.js"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(script, encoding="utf-8")
        for name, stub in STUBS.items():
            (folder / name).write_text(stub, encoding="utf-8")
