"""Plainleaf: Markdown about a medical condition, checked and made into a site.

What other programs may rely on stands here; all else may change without notice. A name is loaded
when it is first asked for: importing one module of a storey loads nothing but what it needs.

`read_page(path, data)` reads one page, as a `plainleaf.reading.page.Page`. It never fails: what is
wrong with a page is in its findings.

`load_content(root, docs)` reads pages and data files below a folder, as a
`plainleaf.reading.content.Content`. It never fails either: what is wrong is found by `check_all`.

`check_all(content)` returns everything that is wrong, as a tuple of `Finding`.

`build_site(root)` reads, checks and renders every page, as a
`plainleaf.rendering.rendered_site.Site`. It raises `SiteError`, with the findings, where a page or
a data file has an error.

`Finding` is one thing to fix, with file, line, column, code, severity, message and fix; `Rule` says
why such a thing is looked for; `Kind` says what a kind of page holds.

    >>> from pathlib import Path
    >>> from plainleaf import SiteError, build_site, check_all, load_content, read_page
    >>> root = Path("my-site")
    >>> content = load_content(root, root / "docs")
    >>> check_all(content)
    ()
    >>> site = build_site(root)
    >>> site.pages["index.md"].article[:3]
    '<h2'
    >>> page = read_page("docs/new.md", b"No front matter.")
    >>> page.findings[0].code, page.findings[0].line
    ('PL110', 1)

Storeys, and imports go down only: `keeping`, `text`, `model`, `reading`; `checks` and `rendering`
beside each other; `search`, `print`, `delivery`; `reviewing`, `authoring`, `proof`; `page_work`,
`sheet_work`, `build` and `cli` on top.
"""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from plainleaf.build import SiteError, build_site
    from plainleaf.checks.check import check_all
    from plainleaf.model.findings import Finding
    from plainleaf.model.kind import Kind
    from plainleaf.model.rule import Rule
    from plainleaf.reading.content import load_content
    from plainleaf.reading.page import read_page

__all__ = [
    "Finding",
    "Kind",
    "Rule",
    "SiteError",
    "build_site",
    "check_all",
    "load_content",
    "read_page",
]

_HOME: Final = MappingProxyType(
    {
        "Finding": "model.findings",
        "Kind": "model.kind",
        "Rule": "model.rule",
        "SiteError": "build",
        "build_site": "build",
        "check_all": "checks.check",
        "load_content": "reading.content",
        "read_page": "reading.page",
    }
)
"""Where each public name stands."""


def __getattr__(name: str) -> Any:
    """Load a public name (PEP 562).

    Raises:
        AttributeError: there is no such name.
    """
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted((*globals(), *__all__))
