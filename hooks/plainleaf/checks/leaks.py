"""Nothing on a finished site may tell what a case is about before its answer.

Looks at everything that is published, pages, data, pictures and printed files alike: what stands on
a case itself before its answer, and every place that leads to a case or names it. Words are found
however they are written: parted by invisible letters or by tags, in references, in addresses.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plainleaf.model.words import words


@dataclass(frozen=True)
class HiddenCase:
    """A case whose condition readers must not meet before its answer."""

    url: str
    """Its page, as a path inside the site."""
    titles: tuple[str, ...]
    """What it is called."""
    told: re.Pattern[str]
    """What finds the names of its condition in a text in lower case."""
    answers: str
    """The id of the heading that its answers begin with; empty when it has none."""
    answers_title: str = ""
    """The words of that heading."""
    own: frozenset[str] = frozenset()
    """The pages that are about its condition, as paths inside the site."""
    choices: frozenset[str] = frozenset()
    """What its questions let a reader choose from; it may name the condition."""
    address: re.Pattern[str] | None = None
    """What finds the site's own address, which names no case: its path may say "emh"."""

    @property
    def folder(self) -> str:
        """Its folder, with a slash at its end."""
        return self.url.rpartition("/")[0] + "/"

    @property
    def slug(self) -> str:
        """The name of its folder: its printed files begin with it."""
        return self.folder.rstrip("/").rpartition("/")[2]


class Leak(NamedTuple):
    """Something that tells what a case is about."""

    file: str
    """Where it stands, as a path inside the site."""
    case: str
    """The case, as a path inside the site."""
    said: str
    """What stands there, cut short."""


_INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
_TAG: Final = re.compile(r"<[^<>]*>")
_INLINE: Final = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|dfn|em|font|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u"
    r"|tspan|wbr)\b[^<>]*>",
    re.IGNORECASE,
)
"""Tags inside a word, which part nothing."""
_ESCAPED: Final = re.compile(r"\\u([0-9a-fA-F]{4})")
_PARTS: Final = re.compile(r"[-_/.#:?=&+|]+")
_DOTS: Final = re.compile(r"(?<=\b[^\W\d_])\.(?=[^\W\d_]\b)")
"""The dots of an abbreviation such as N.T.D.T."""
_BETWEEN: Final = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_UNITS: Final = {
    "ics": re.compile(r"(?=BEGIN:VEVENT)"),
    **dict.fromkeys(("xml", "atom"), re.compile(r"(?=<(?:url|entry|item)\b)")),
}
"""What parts the records of a file, by its kind."""
_LINES: Final = re.compile(r"\n(?![ \t])")
_BLOCKS: Final = frozenset(
    ("li", "tr", "p", "section", "dd", "dt", "figure", "fieldset", "script", "td", "nav")
)
_SENTENCES: Final = frozenset(("li", "tr", "p", "dd", "td"))
"""Blocks so small that a warning in one is read with a link in it."""
_LABELS: Final = frozenset(("summary", "caption", "thead", "legend", "figcaption"))
"""What says of all that stands beside it what it is."""
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_SHOWN: Final = 60
_RUN: Final = re.compile(rb"[ -~]{6,}")
_LEAST: Final = 6
_OWN_WORDS: Final = 3
"""So many words of a folder's name name a case wherever they stand."""
_MANY: Final = 4
"""So many links make a list of pages; fewer stand in a sentence."""


class PublishedFile(NamedTuple):
    """A file of the finished site."""

    path: str
    """Its path inside the site."""
    data: bytes


LeaksEach = Callable[
    [Iterable[PublishedFile], tuple[HiddenCase, ...], frozenset[str]], Iterable[Iterable[Leak]]
]
"""Gives for each file what `leaks_in` finds in it."""


def leaks_each(
    files: Iterable[PublishedFile], cases: tuple[HiddenCase, ...], lists: frozenset[str]
) -> Iterable[Iterable[Leak]]:
    """Look through one file after another."""
    return (leaks_in(one, cases, lists) for one in files)


def find_leaks(
    files: Iterable[PublishedFile],
    cases: Iterable[HiddenCase],
    lists: frozenset[str] = frozenset(),
    printed: Mapping[str, tuple[str, ...]] | None = None,
    each: LeaksEach = leaks_each,
) -> Iterator[Leak]:
    """What on a site tells the condition of a case before its answer.

    Args:
        files: every published file.
        cases: the cases.
        lists: the pages that list them, as paths inside the site.
        printed: what printed files of cases tell up to the answers, by their paths.
        each: looks through the files one by one.
    """
    hidden = tuple(cases)
    for found in each(files, hidden, lists):
        yield from found
    for path, told in (printed or {}).items():
        for case in hidden:
            own = path.rpartition("/")[2].startswith(case.slug)
            where = "" if own else f"{path} "
            leading = (text for text in told if own or _leads(folded(text), case))
            said_there = (one for text in leading for one in _named(where + text, case))
            yield from (Leak(path, case.url, _short(said)) for said in said_there)


def _text(data: bytes) -> str:
    """What a file says as a text, whatever its name ends in; empty for what is none."""
    try:
        return "" if b"\0" in data else data.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def leaks_in(
    file: PublishedFile, cases: tuple[HiddenCase, ...], lists: frozenset[str]
) -> tuple[Leak, ...]:
    """What in one file tells the condition of a case before its answer."""
    path, data = file
    kind = path.rpartition(".")[2].lower() if "." in path.rpartition("/")[2] else "txt"
    text = _text(data)
    plain = folded(text)
    leaks: list[Leak] = []
    for case in cases:
        found = [*_in_path(path, case)]
        listed = path in lists or path.startswith(case.folder)
        if text and (listed or _leads(plain, case)):
            found += _in_text(path, kind, text, case, lists)
        elif kind != "pdf" and (path.startswith(case.folder) or case.slug in path):
            found += _in_bytes(data, case)
        leaks += (Leak(path, case.url, _short(said)) for said in found)
    return tuple(leaks)


def folded(text: str) -> str:
    """A text as it is compared: what it stands for, in lower case, without invisible letters."""
    plain = _ESCAPED.sub(lambda one: chr(int(one[1], 16)), html.unescape(text))
    plain = unquote(plain)
    if not plain.isascii():
        plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", plain))
    return plain.casefold()


def _named(text: str, case: HiddenCase) -> Iterator[str]:
    """The first name of the condition in a text: as words, in addresses, across tags."""
    if case.address is not None:
        text = case.address.sub(" ", text)
    plain = folded(text)
    shown = folded(_TAG.sub(" ", _INLINE.sub("", text)))
    parted = _BETWEEN.sub(" ", _PARTS.sub(" ", plain))
    for form in (plain, shown, parted, _DOTS.sub("", shown)):
        found = case.told.search(form)
        if found is not None:
            yield form[max(found.start() - 20, 0) : found.end() + 20]
            return


def _in_path(path: str, case: HiddenCase) -> Iterator[str]:
    """A file of cases, or of this case, that is named by the condition."""
    if path.startswith(case.folder.rstrip("/").rpartition("/")[0] + "/") or case.slug in path:
        yield from _named(path, case)


def _in_bytes(data: bytes, case: HiddenCase) -> Iterator[str]:
    """A name in the bytes of what is no text; short ones stand there by chance."""
    for run in _RUN.findall(data):
        for said in _named(run.decode("ascii"), case):
            if any(len(one[0]) >= _LEAST for one in case.told.finditer(said)):
                yield said


def _in_text(
    path: str, kind: str, text: str, case: HiddenCase, lists: frozenset[str]
) -> Iterator[str]:
    if path == case.url:
        yield from _named(before_answers(text, case.answers), case)
        yield from _chosen_already(text)
    elif path.startswith(case.folder) or path in lists:
        yield from _named(text, case)
    elif kind == "html":
        yield from _around_links(path, text, case)
    elif kind in {"json", "js"}:
        yield from _in_data(path, text, case)
    else:
        for unit in _UNITS.get(kind, _LINES).split(text.replace("\r\n ", "").replace("\r\n", "\n")):
            if _leads(folded(unit), case):
                yield from _named(f"{path} {unit}", case)


def _leads(plain: str, case: HiddenCase) -> bool:
    """Whether a folded text names a case, by its address or by its title."""
    named = (case.folder, *_names(case), *(one.casefold() for one in case.titles))
    return any(one in plain for one in named)


def _names(case: HiddenCase) -> tuple[str, ...]:
    """How an address names a case beside its folder."""
    alone = case.slug.count("-") + 1 >= _OWN_WORDS
    return (case.slug,) if alone else (f"{case.slug}/", f"{case.slug}-")


# --- on the case itself ----------------------------------------------------------------------


def before_answers(page: str, answers: str) -> str:
    """The HTML of a case as a learner meets it: the answers and the choices taken out."""
    tree = LexborHTMLParser(page)
    # Among its choices a question may name the condition.
    for one in tree.css(".quiz .opts, .answers"):
        one.decompose()
    first = tree.css_first(f'[id="{answers}"]') if answers else None
    waiting = first.next if first is not None else None
    opened = _opened_before(tree, first)
    if first is not None:
        first.decompose()
    while waiting is not None and not _always_there(waiting):
        after = waiting.next
        waiting.decompose()
        waiting = after
    for word in tree.css(".words [id]"):
        if word.id not in opened:
            word.decompose()
    return tree.html or ""


def _opened_before(tree: LexborHTMLParser, first: LexborNode | None) -> set[str]:
    """The words that can be opened before the answers."""
    opened: set[str] = set()
    for one in tree.root.traverse() if tree.root is not None else ():
        if first is not None and one.mem_id == first.mem_id:
            break
        target = one.attributes.get("popovertarget")
        opened |= {target} if target else set()
    return opened


def _always_there(node: LexborNode) -> bool:
    """Whether a node is the first behind the text of a case: from there on all is always shown."""
    css = (node.attributes.get("class") or "").split()
    return node.tag == "nav" or bool({"words", "clear", "review", "read-on"} & set(css))


def _chosen_already(page: str) -> Iterator[str]:
    """The choices of a question that stand open before anybody chose."""
    for one in LexborHTMLParser(page).css(".quiz .opts details[open], .quiz .opts [checked]"):
        yield f"open from the start: {one.text(separator=' ')}"


# --- on the ways to it -----------------------------------------------------------------------


def _around_links(path: str, page: str, case: HiddenCase) -> Iterator[str]:
    """What stands around each mention of the case: its block, and the headings above it."""
    tree = LexborHTMLParser(page)
    titles = tuple(one.casefold() for one in case.titles)
    about = path in case.own
    above: dict[str, str] = {}
    seen: set[int] = set()
    for node in tree.root.traverse(include_text=True) if tree.root is not None else ():
        if node.tag in _HEADINGS:
            level = _HEADINGS.index(node.tag or "")
            above = {tag: said for tag, said in above.items() if _HEADINGS.index(tag) < level}
            above[node.tag or ""] = node.html or ""
        if not _mentions(node, case, titles):
            continue
        block = _block(node)
        if block.mem_id in seen:
            continue
        seen.add(block.mem_id)
        said = _said(block, case)
        if about:
            warns = words().cases.warning in folded(block.text())
            if block.tag not in _SENTENCES or not warns:
                yield said
        else:
            around = (path, *above.values(), *_labels(block), said)
            yield from _named(" ".join(around), case)


def _mentions(node: LexborNode, case: HiddenCase, titles: tuple[str, ...]) -> bool:
    if node.tag == "-text":
        plain = folded(node.text_content or "")
        script = node.parent is not None and node.parent.tag == "script"
        return any(one in plain for one in titles) or (script and case.folder in plain)
    said = " ".join(value for value in node.attributes.values() if value)
    plain = folded(said)
    return any(one in plain for one in (case.folder, f"{case.slug}/", *_names(case)))


def _block(node: LexborNode) -> LexborNode:
    """The row or item around a node, else the smallest block."""
    for one in _ancestors(node):
        if one.tag in {"tr", "li"}:
            return one
    while node.parent is not None and (node.tag not in _BLOCKS or node.tag == "-text"):
        if node.parent.tag in {"body", "html", "main", "article", "head"}:
            break
        node = node.parent
    return node


def _labels(block: LexborNode) -> Iterator[str]:
    """What all around a block says of it: labels, the words of an item, the term before it."""
    yield from _term_before(block)
    for up in _ancestors(block):
        if up.tag in {"main", "body"}:
            return
        yield " ".join(value for value in up.attributes.values() if value)
        for child in up.iter(include_text=True):
            if child.tag in _LABELS or (up.tag == "li" and child.tag == "-text"):
                yield child.html or ""
        yield from _term_before(up)


def _term_before(node: LexborNode) -> Iterator[str]:
    """The term that a description is of."""
    before = node.prev if node.tag == "dd" else None
    while before is not None:
        if before.tag == "dt":
            yield before.html or ""
            return
        before = before.prev


def _said(block: LexborNode, case: HiddenCase) -> str:
    """The HTML of a block; of one that lists many pages, without the links to the others."""
    links = block.css("a[href]")
    if len({one.attributes.get("href") for one in links}) < _MANY:
        return block.html or ""
    page = LexborHTMLParser(block.html or "")
    for one in page.css("a[href]"):
        if case.slug not in folded(one.attributes.get("href") or ""):
            one.decompose()
    return page.html or ""


def _ancestors(node: LexborNode) -> Iterator[LexborNode]:
    up = node.parent
    while up is not None:
        yield up
        up = up.parent


# --- in data ---------------------------------------------------------------------------------


def _in_data(path: str, text: str, case: HiddenCase) -> Iterator[str]:
    """What stands in the smallest record around each mention."""
    start = min((at for at in (text.find("{"), text.find("[")) if at >= 0), default=-1)
    try:
        data, _ = json.JSONDecoder().raw_decode(text[start:]) if start >= 0 else (text, 0)
    except ValueError:
        data = text
    found = list(_records(data, case, path))
    for record in found or [f"{path} {text}"]:
        yield from _named(record, case)


def _records(data: Any, case: HiddenCase, around: str) -> Iterator[str]:
    """The innermost objects that name the case, with the plain fields of those around them."""
    written = json.dumps(data, ensure_ascii=False)
    if not _leads(folded(written), case):
        return
    fields = list(data.items()) if isinstance(data, dict) else []
    inner = [part for _, part in fields] if fields else data if isinstance(data, list) else []
    plain = [f"{name} {part}" for name, part in fields if not isinstance(part, dict | list)]
    own = " ".join((around, *plain))
    deeper = [
        one for part in inner if isinstance(part, dict | list) for one in _records(part, case, own)
    ]
    if deeper:
        yield from deeper
    elif isinstance(data, dict):
        yield f"{around} {written}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
