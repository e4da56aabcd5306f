"""What tells some data, and the code itself, from any other: the keys of what is kept.

A key holds everything that its result was made from, so what is kept is never out of date. Data of
a type that is not known here have no key: an error says so, and nothing is left out in silence.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import hashlib
import os
import platform
import re
import sys
import time
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

_STARTED: Final = time.time()
_SETTLED: Final = 20.0
"""Seconds that code must have lain unchanged before this process began: it may have loaded a module
before it looked at the clock, and on a busy machine that takes long."""
_SHARED: Final = 20
"""Items from which on a collection is worth remembering: many pages are given the same glossary."""
_PACKAGES: Final = (Path(__file__).parents[1], Path(__file__).parents[2] / "plainleaf_mkdocs")
_MADE: Final = frozenset(("__pycache__",))


@dataclass(frozen=True)
class Digests:
    """Makes keys; one is used for one run, in which no collection that it was given changes."""

    base: tuple[str, ...] = ()
    """What every key holds besides: other results are made by it."""
    _known: dict[int, tuple[object, bytes]] = field(default_factory=dict)

    def of(self, *data: object) -> str:
        """The SHA-256 of data, in hexadecimal: other data have another.

        Args:
            data: text, bytes, numbers, days, `None`, enumerations, patterns, data classes, models,
                whatever says what it is `made_of`, functions and types whose code is ours or
                installed, such functions with what they are given (`functools.partial`), and
                mappings, sequences and sets of these. The order counts, but for sets.

        Raises:
            TypeError: a part is of another type.
        """
        return self._digest((self.base, data) if self.base else data)[1:].hex()

    def _digest(self, data: Any) -> bytes:
        """What tells one value: itself, or the digest of its parts.

        Collections are read anew only when they are small.
        """
        kind: Any = type(data)
        form = _form(kind)
        if form is _Holding.VALUE:
            return b"v" + _name(kind) + _plain(data)
        known = self._known.get(id(data))
        if known is not None:
            return known[1]
        found = [_name(kind)]
        for part in self._parts(form, data):
            found.append(len(part).to_bytes(8, "big"))
            found.append(part)
        digest = b"d" + hashlib.sha256(b"".join(found)).digest()
        if form not in _COLLECTIONS or len(data) >= _SHARED:
            # With the object itself: what has gone away would leave its id to another.
            self._known[id(data)] = data, digest
        return digest

    def _parts(self, form: _Holding, data: Any) -> Iterable[bytes]:
        each = self._digest
        if form is _Holding.MAPPING:
            return (each(part) for one in data.items() for part in one)
        if form is _Holding.SET:
            return sorted(map(each, data))
        if form is _Holding.SEQUENCE:
            return map(each, data)
        if form is _Holding.MADE:
            return (each(data.made_of),)
        if form is _Holding.MODEL:
            return (each(part) for one in dict(data).items() for part in one)
        if form is _Holding.DATA_CLASS:
            names = (one.name for one in dataclasses.fields(data))
            return (part for name in names for part in (name.encode(), each(getattr(data, name))))
        return map(each, _simple_parts(data))


class _Holding(Enum):
    """How a type holds what it holds."""

    VALUE = "value"
    MAPPING = "mapping"
    SET = "set"
    SEQUENCE = "sequence"
    MADE = "made"
    MODEL = "model"
    DATA_CLASS = "data class"
    OTHER = "other"


_COLLECTIONS: Final = frozenset((_Holding.MAPPING, _Holding.SET, _Holding.SEQUENCE))


@functools.cache
def _form(kind: type) -> _Holding:
    forms: tuple[tuple[Any, _Holding], ...] = (
        (str | bytes | None | bool | int | float | Enum, _Holding.VALUE),
        (Mapping, _Holding.MAPPING),
        (Sequence, _Holding.SEQUENCE),
        (Set, _Holding.SET),
    )
    for types_, form in forms:
        if issubclass(kind, types_):
            return form
    if hasattr(kind, "made_of"):
        return _Holding.MADE
    if issubclass(kind, BaseModel):
        return _Holding.MODEL
    return _Holding.DATA_CLASS if dataclasses.is_dataclass(kind) else _Holding.OTHER


def _simple_parts(data: Any) -> tuple[object, ...]:
    """What a value of a type of Python's own holds.

    Raises:
        TypeError: it is of no type that is known here.
    """
    if isinstance(data, re.Pattern):
        return data.pattern, data.flags
    if isinstance(data, datetime.date | datetime.time):
        return (data.isoformat(),)
    if isinstance(data, type | types.FunctionType):
        return (_code_name(data),)
    if isinstance(data, functools.partial):
        return _code_name(data.func), data.args, data.keywords
    raise TypeError(f"{type(data).__qualname__} has no digest: what it holds is not known.")


def _code_name(code: Any) -> str:
    """What finds a function or a type again, whose text is a part of `code_digest`.

    Raises:
        TypeError: it was made while the program ran, or by code that is neither ours nor installed.
    """
    module, name = code.__module__, code.__qualname__
    if getattr(sys.modules.get(module), name, None) is not code or not known_code(module):
        raise TypeError(f"{name} has no digest: it is not known where its code stands.")
    return f"{module}.{name}"


@functools.cache
def known_code(module: str) -> bool:
    """Whether the code of a module is a part of `code_digest`: ours, Python's, or installed."""
    loaded = sys.modules.get(module)
    file = getattr(loaded, "__file__", None)
    if loaded is None or file is None:
        return module in sys.builtin_module_names
    place = Path(file).resolve()
    folders = (*_PACKAGES, Path(os.__file__).parent)
    return any(place.is_relative_to(one.resolve()) for one in folders) or bool(
        {"site-packages", "dist-packages"} & set(place.parts)
    )


def _plain(data: str | bytes | bool | float | Enum | None) -> bytes:
    if isinstance(data, bytes):
        return data
    if isinstance(data, str):
        return str.encode(data, "utf-8", "surrogatepass")
    return (data.name if isinstance(data, Enum) else repr(data)).encode()


@functools.cache
def _name(kind: type) -> bytes:
    """The name of a type, after its length."""
    name = f"{kind.__module__}.{kind.__qualname__}".encode()
    return len(name).to_bytes(8, "big") + name


@functools.cache
def code_digest() -> str:
    """What tells this code and all that is installed beside it from any other.

    Empty when that cannot be told for sure, because a file of it has changed since, or shortly
    before, this process began: the code that runs may be older than the file.
    """
    found = hashlib.sha256(repr((sys.version, platform.platform(), sorted(_installed()))).encode())
    for package in _PACKAGES:
        for file in _files(package):
            changed = file.stat()
            if max(changed.st_mtime, changed.st_ctime) > _STARTED - _SETTLED:
                return ""
            name = file.relative_to(package.parent).as_posix()
            data = file.read_bytes()
            found.update(f"{name}\0{len(data)}\0".encode())
            found.update(data)
    return found.hexdigest()


def _files(package: Path) -> Iterator[Path]:
    """Yield every file of the code, in an order that is always the same."""
    for place, folders, names in os.walk(package):
        folders[:] = sorted(set(folders) - _MADE)
        for name in sorted(names):
            if not name.endswith((".pyc", ".pyo")):
                yield Path(place, name)


def _installed() -> Iterator[str]:
    """Yield the name and the version of every distribution, as its folder is called."""
    for place in sys.path:
        try:
            names = [one.name for one in Path(place or ".").iterdir()]
        except OSError:  # an archive, or a folder that is not there
            continue
        yield from (one for one in names if one.endswith((".dist-info", ".egg-info")))
