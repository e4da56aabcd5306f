"""The plugin `plainleaf`, and the steps of a build in the order in which they happen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin, CombinedEvent

from plainleaf_mkdocs.audit_site import AuditSite
from plainleaf_mkdocs.begin_site import BeginSite
from plainleaf_mkdocs.check_pages import CheckPages
from plainleaf_mkdocs.deliver_site import DeliverSite
from plainleaf_mkdocs.index_search import IndexSearch
from plainleaf_mkdocs.load_content import LoadContent
from plainleaf_mkdocs.print_pages import PrintPages
from plainleaf_mkdocs.publish_assets import PublishAssets
from plainleaf_mkdocs.publish_site import PublishSite
from plainleaf_mkdocs.render_pages import RenderPages
from plainleaf_mkdocs.run import MkdocsRun, Step
from plainleaf_mkdocs.style_pages import StylePages

STEPS: Final[Mapping[str, type[Step]]] = MappingProxyType(
    {
        "begin_site": BeginSite,
        "load_content": LoadContent,
        "check_pages": CheckPages,
        "publish_assets": PublishAssets,
        "render_pages": RenderPages,
        "style_pages": StylePages,
        "print_pages": PrintPages,
        "index_search": IndexSearch,
        "audit_site": AuditSite,
        "deliver_site": DeliverSite,
        "publish_site": PublishSite,
    }
)
"""Each step by the name of its hook, in the order in which they happen."""


def events(step: Step) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield what MkDocs calls of a step, by its name there."""
    for name in (one for one in dir(step) if one.startswith("on_")):
        method = getattr(step, name)
        parts = method.methods if isinstance(method, CombinedEvent) else (method,)
        yield from ((name, part) for part in parts)


class Options(Config):  # type: ignore[no-untyped-call]  # MkDocs has no types there
    """The plugin has no options: what a site sets stands in `extra` of mkdocs.yml."""


class PlainleafPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Calls every step; for sites that have no hooks of their own for it."""

    def __init__(self) -> None:
        run = MkdocsRun(by_hooks=False)
        called: dict[str, list[Callable[..., Any]]] = {}
        for step in STEPS.values():
            for name, method in events(step(run)):
                called.setdefault(name, []).append(method)
        for name, methods in called.items():
            setattr(self, name, CombinedEvent(*methods))
