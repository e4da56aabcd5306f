"""Takes items out of lists in YAML files, and leaves all else as it is: comments, order, blanks."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection
from typing import Any, Final

from plainleaf.authoring.scaffold import ScaffoldError
from plainleaf.model.rule import SUPPRESSION
from plainleaf.model.yaml_text import YamlPath, YamlSource, load_yaml

_PART: Final = "# ---"
"""How the heading of a part of a data file begins."""


def without(text: str, paths: Collection[YamlPath]) -> str:
    """A YAML text without some items of its lists.

    A field whose list loses its last item goes with it; a list that is the whole file becomes `[]`.

    Args:
        text: the file, or the front matter of a page.
        paths: the way to each item, such as `(3,)` or `(3, "pages", 0)`.

    Raises:
        ScaffoldError: the text is written in a way that this does not know.
    """
    source = load_yaml(text)
    gone = [path for path in paths if not any(path[:n] in paths for n in range(1, len(path)))]
    by_list: dict[YamlPath, set[int]] = defaultdict(set)
    for path in gone:
        by_list[path[:-1]].add(int(path[-1]))
    lines = text.splitlines(keepends=True)
    for place in sorted(by_list, key=source.position, reverse=True):
        _take_out(lines, source, place, by_list[place])
    new = "".join(lines).rstrip() + "\n"
    if () in by_list and len(by_list[()]) == len(source.sequence):
        new = f"{new}\n[]\n".lstrip()
    read = load_yaml(new)
    if read.problems or read.value != _expected(source.value, (), by_list):
        raise ScaffoldError("It is written in a way that this command does not know.")
    return new


def _value_at(value: Any, place: YamlPath) -> Any:
    for step in place:
        value = value[step]
    return value


def _expected(value: Any, place: YamlPath, by_list: dict[YamlPath, set[int]]) -> Any:
    """What the text must say when the items are gone."""
    if isinstance(value, list):
        gone = by_list.get(place, set())
        kept = [(index, one) for index, one in enumerate(value) if index not in gone]
        return [_expected(one, (*place, index), by_list) for index, one in kept]
    if isinstance(value, dict):
        emptied = {
            key
            for key, one in value.items()
            if isinstance(one, list) and one and len(by_list.get((*place, key), ())) == len(one)
        }
        left = ((key, one) for key, one in value.items() if key not in emptied)
        return {key: _expected(one, (*place, key), by_list) for key, one in left}
    return value


def _take_out(lines: list[str], source: YamlSource, place: YamlPath, gone: set[int]) -> None:
    items = _value_at(source.value, place)
    if place and len(gone) == len(items):
        _delete(lines, *source.position(place))
        return
    line, column = source.position((*place, min(gone)))
    if lines[line - 1][: column - 1].strip() == "-":
        for index in sorted(gone, reverse=True):
            line, column = source.position((*place, index))
            dash = lines[line - 1].index("-") + 1
            _delete(lines, line, dash)
        return
    kept = [one for index, one in enumerate(items) if index not in gone]
    _rewrite(lines, source.value_position(place), kept)


def _delete(lines: list[str], line: int, column: int) -> None:
    """Delete what begins at a place, with all that is indented below it."""
    indent = column - 1
    is_item = lines[line - 1][indent:].startswith("-")
    start, end = line - 1, line
    while end < len(lines) and _belongs(lines[end], indent, is_item=is_item):
        end += 1
    while not lines[end - 1].strip():
        end -= 1
    while start and lines[start - 1].lstrip().startswith("#") and SUPPRESSION in lines[start - 1]:
        start -= 1
    before_blank = start == 0 or not lines[start - 1].strip()
    if before_blank and end < len(lines) and not lines[end].strip():
        end += 1
    del lines[start:end]
    if is_item and not indent:
        _delete_empty_part(lines, start)


def _delete_empty_part(lines: list[str], place: int) -> None:
    """Delete the heading of a part of the file (`# --- …`) when nothing stands below it anymore."""
    above = next((at for at in range(place - 1, 0, -1) if lines[at].strip()), 0)
    below = next((line for line in lines[place:] if line.strip()), _PART)
    if above < place and lines[above].startswith(_PART) and below.startswith(_PART):
        del lines[above:place]


def _belongs(line: str, indent: int, *, is_item: bool) -> bool:
    if not line.strip():
        return True
    own = len(line) - len(line.lstrip(" "))
    # YAML lets the items of a field begin right below its name.
    return own > indent or (own == indent and not is_item and line[own:].startswith("- "))


def _rewrite(lines: list[str], place: tuple[int, int], kept: list[Any]) -> None:
    """Write a list in brackets anew."""
    line, column = place
    rest = "".join(lines[line - 1 :])
    end = rest.find("]", column - 1) + 1
    if not rest[column - 1 :].startswith("[") or not end:
        raise ScaffoldError("It is written in a way that this command does not know.")
    written = ", ".join(_flow(one) for one in kept)
    new = f"{rest[: column - 1]}[{written}]{rest[end:]}"
    lines[line - 1 :] = new.splitlines(keepends=True)


def _flow(value: Any) -> str:
    """A value as it stands in a list in brackets."""
    text = str(value)
    if not isinstance(value, str) or load_yaml(f"[{text}]").value == [value]:
        return text
    return json.dumps(value, ensure_ascii=False)
