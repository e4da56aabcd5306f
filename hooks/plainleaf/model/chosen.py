"""One value that a site may have in place of the package's own, chosen as its files are read.

A process works on one site at a time. Whoever turns to a site that was read before chooses its
values again (`plainleaf.model.site_model.SiteModel.use`), so two sites never mix.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Chosen(Generic[T]):
    """One value: the package's own, until a site's is chosen."""

    def __init__(self, built_in: Callable[[], T]) -> None:
        self._built_in = built_in
        self._value: T | None = None

    def get(self) -> T:
        """The value that holds now."""
        return self._built_in() if self._value is None else self._value

    def choose(self, value: T | None) -> None:
        """Choose a site's value; None for the package's own."""
        self._value = value
