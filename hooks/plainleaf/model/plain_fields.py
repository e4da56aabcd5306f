"""Fields that are plain text: Markdown or HTML typed into one would print as it stands.

Each text field of a model is plain text unless it says otherwise: by the `MARKDOWN` in its
annotation, or by a pattern, which makes a name of it. `marked_fields` finds every such text in
data that were read; `first_mark` finds a mark in it. What people type as text stays text:
`2*5 mg`, `HLA-A*02:01`, `x_1`, `<70 g/L`, `A & B`.
"""

from __future__ import annotations

import functools
import html.entities
import re
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, NamedTuple

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from plainleaf.text.printable import quoted

FieldPath = tuple[str | int, ...]
"""The way to a value: mapping keys and sequence indexes."""


@dataclass(frozen=True)
class Markdown:
    """In the annotation of a text field: it is read as Markdown."""


MARKDOWN: Final = Markdown()
FIX: Final = "This field is plain text: write it without marks."
_LONGEST: Final = 40


class FieldMark(NamedTuple):
    """A mark in a text that is shown as it was typed."""

    offset: int
    """Where it begins, from 0."""
    text: str
    """The mark with what it marks."""

    @property
    def message(self) -> str:
        """What is wrong, one plain sentence."""
        return f"{quoted(self.text, _LONGEST)} would print with its marks."


# --- marks ------------------------------------------------------------------------------------

_ELEMENTS: Final = """
a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote
body br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog
dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6
head header hgroup hr html i iframe img input ins kbd label legend li link main map mark marquee
math menu meta meter nav noscript object ol optgroup option output p param picture pre progress q rp
rt ruby s samp script search section select slot small source span strike strong style sub summary
sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr
"""
_FORMS: Final = (
    # Stars and underscores beside a letter or digit are signs: 2*5, CYP2D6*4/*10, x_1.
    r"(?<![\w*])\*{1,3}(?=[^\s*])[^*]*[^\s*]\*{1,3}(?![\w*])",
    r"(?<![\w_])_{1,3}(?=[^\s_])[^_]*[^\s_]_{1,3}(?![\w_])",
    r"(?<=\w)\*\*(?=\w)[^*]*\w\*\*|\*\*(?=\w)[^*]*\w\*\*(?=\w)",  # a part of a word in bold
    r"(?<![\w`])`+[^`]+`+(?![\w`])",
    r"(?<!~)~~(?=[^\s~])[^~]*[^\s~]~~(?!~)",
    r"(?<!=)==(?=[^\s=])[^=]*[^\s=]==(?!=)",
    r"\^[^\s^]+\^",
    r"!?\[\[[^\[\]]+\]\]",
    r"\[\^[^\[\]\s]+\]",
    r"\[@\w[^\[\]]*\]",
    # Of "[11C](R)-PK11195", the name of a substance, the brackets are no link.
    r"!?\[[^\[\]]*\]\((?=\S)[^()]*\)(?![-\w])",
    r"<(?:https?://|mailto:)[^<>\s]+>|<[\w.+-]+@[\w.-]+>",
    r"</?(?:{elements})(?:\s+[\w:-]+\s*=[^<>]*|\s*)/?>|<!--",
    r"\{{[:.#][\w .#:-]*\}}",
    r"(?<![\w:]):[a-z][a-z0-9_+-]*:(?![\w:])",
    r"\\[\\`*_{{}}\[\]()<>#+.!|&~-]",
    r"\A\s*#{{1,6}}\s+\S+",
    r"\A\s*[-–—]\s+[^\W\d]\w*",
    r"\A\s*[•·‣▪●○⁃■➢⦁◆]\s*\w+",
)
_MARK: Final = re.compile(
    "|".join(one.replace("{{", "{").replace("}}", "}") for one in _FORMS).replace(
        "{elements}", "|".join(_ELEMENTS.split())
    ),
    re.IGNORECASE,
)
_ENTITY: Final = re.compile(
    r"&(?:(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));"
)
_SIGNS: Final = re.compile(r"[*_`~=^\[<{\\:#&]|\A\s*[-–—•·‣▪●○⁃■➢⦁◆]")
"""What every mark begins with: most texts have none."""


def first_mark(text: str) -> FieldMark | None:
    """The first mark of Markdown or HTML in a plain text; None where all is text."""
    if _SIGNS.search(text) is None:
        return None
    found = [match for match in (_MARK.search(text), _entity(text)) if match is not None]
    if not found:
        return None
    match = min(found, key=lambda one: one.start())
    return FieldMark(match.start(), match.group().strip())


def _entity(text: str) -> re.Match[str] | None:
    """The first entity; of `R&D;` the letters name no character, and stay letters."""
    for match in _ENTITY.finditer(text):
        if match.group(1) or f"{match.group(2)};" in html.entities.html5:
            return match
    return None


# --- fields -----------------------------------------------------------------------------------


def marked_fields(model: type[BaseModel], data: Any) -> Iterator[tuple[FieldPath, FieldMark]]:
    """Yield each plain text of data that holds a mark, with the way to it.

    Args:
        model: what the data were checked against.
        data: the data as they were read: dicts, lists, texts.
    """
    for path, text in plain_texts(model, data):
        mark = first_mark(text)
        if mark is not None:
            yield path, mark


def plain_texts(model: type[BaseModel], data: Any) -> Iterator[tuple[FieldPath, str]]:
    """Yield each plain text of data, with the way to it."""
    return _texts(_fields_of(model), data)


_FieldForm = Mapping[str, Any] | Sequence[Any] | bool
"""What a field holds: fields by name, a list of one form, or whether it is plain text."""


def _texts(form: _FieldForm, data: Any) -> Iterator[tuple[FieldPath, str]]:
    if isinstance(form, Mapping):
        for name, value in data.items() if isinstance(data, dict) else ():
            for path, text in _texts(form.get(name, False), value):
                yield (name, *path), text
    elif isinstance(form, Sequence):
        for index, value in enumerate(data) if isinstance(data, list) else ():
            for path, text in _texts(form[0], value):
                yield (index, *path), text
    elif form and isinstance(data, str):
        yield (), data


@functools.lru_cache(maxsize=64)
def _fields_of(model: type[BaseModel]) -> Mapping[str, _FieldForm]:
    found = {
        info.alias or name: _form_of(info.annotation, _facts(info))
        for name, info in model.model_fields.items()
    }
    return {name: form for name, form in found.items() if form}


def _form_of(annotation: Any, facts: Sequence[Any] = ()) -> _FieldForm:
    """What an annotation holds; False for whatever has no plain text in it."""
    if annotation is str:
        return not any(isinstance(one, Markdown) or _is_pattern(one) for one in facts)
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Annotated:
        return _form_of(arguments[0], (*facts, *arguments[1:]))
    if origin in (typing.Union, types.UnionType):
        forms = [form for one in arguments if (form := _form_of(one, facts))]
        return forms[0] if forms else False
    if origin is tuple:
        # What is said of the list as a whole says nothing of a text in it.
        inner = _form_of(arguments[0]) if arguments else False
        return (inner,) if inner else False
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _fields_of(annotation)
    return False


def _facts(info: FieldInfo) -> list[Any]:
    return [*info.metadata, info]


def _is_pattern(fact: Any) -> bool:
    """Whether a field's annotation says what the text must look like: then it is a name."""
    if isinstance(fact, FieldInfo):
        extra = fact.json_schema_extra
        inner = any(_is_pattern(one) for one in fact.metadata)
        return inner or (isinstance(extra, dict) and "pattern" in extra)
    return getattr(fact, "pattern", None) is not None
