"""What was made of data the last time: while an author writes, most of it has not changed since."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

R = TypeVar("R")


@dataclass(frozen=True)
class LastTime:
    """Makes something of data, unless the same was made of the same the last time.

    For results that nobody changes. It holds one result for each name, and no older one.
    """

    _made: dict[object, tuple[tuple[object, ...], Any]] = field(default_factory=dict)
    _around: list[object] = field(default_factory=list)

    def among(self, around: object) -> None:
        """Forget all, unless the same was around the last time: what all results go by."""
        if self._around != [around]:
            self._made.clear()
            self._around[:] = [around]

    def of(self, name: object, make: Callable[..., R], *data: object) -> R:
        """What `make` makes of data: it reads nothing else.

        Args:
            name: what is made, and where it stands.
            make: what to do.
            data: what it is given; compared as a whole.
        """
        held = self._made.get(name)
        if held is not None and held[0] == data:
            found: R = held[1]
            return found
        made = make(*data)
        self._made[name] = data, made
        return made
