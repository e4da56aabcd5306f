"""Which condition an author means who names one, or names none."""

from __future__ import annotations

from plainleaf.authoring.scaffold import ScaffoldError, slug_of
from plainleaf.reading.content import Content
from plainleaf.reading.page import Page
from plainleaf.text.nearest import nearest_name
from plainleaf.text.printable import quoted


def overviews(content: Content) -> dict[str, Page]:
    """The overview of each condition, by the name of the condition's folder."""
    return {
        str(page.raw.get("condition") or ""): page
        for page in content.pages.values()
        if page.kind is not None and page.kind.overview
    }


def condition_named(name: str | None, content: Content, otherwise: str = "") -> str:
    """The folder name of the condition that is meant.

    Args:
        name: its folder name or its title; the only condition of the site when None.
        content: the site.
        otherwise: what to do where there is no such condition, with `{slug}` for the name's form
            as a folder's; else the conditions there are.

    Raises:
        ScaffoldError: there is no such condition, or several could be meant.
    """
    known = overviews(content)
    listed = "|".join(known)
    if name is None:
        if len(known) == 1:
            return next(iter(known))
        raise ScaffoldError(f"Say which condition it is: --condition {listed or 'NAME'}")
    slug = slug_of(name)
    titled = (
        one
        for one, page in known.items()
        if str(page.raw.get("title")).casefold() == name.casefold()
    )
    found = next(titled, slug)
    if found in known:
        return found
    near = nearest_name(slug, known)
    if near:
        fix = f"Did you mean {quoted(near)}?"
    else:
        fix = otherwise.format(slug=slug) or f"It has: {', '.join(known) or 'none'}."
    raise ScaffoldError(f"The site has no condition {quoted(slug)}. {fix}")
