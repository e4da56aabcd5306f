"""What changes how a finished page is seen, heard or printed where no template puts it.

One look over the whole page, whatever stands in its elements: an element that hides itself from
eyes, from ears or from paper, and an attribute that says something to those who listen, or turns
words around. `_MAY` names the elements on which the site's own templates put each of them; anywhere
else it is a fault. What authors may write themselves (`dir` and `lang` on a `bdi`) is compared with
the source as a part of its text, see `plainleaf.proof.finished_text`.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from selectolax.lexbor import LexborNode

from plainleaf.model.words import SPOKEN as OUR_LANGUAGE
from plainleaf.model.words import words
from plainleaf.text.seen import SPOKEN, TAGS, one_line


class Unexpected(NamedTuple):
    """An element as no template makes it."""

    tag: str
    """Its start tag, as far as it matters: `<p hidden>`."""
    words: str
    """What stands in it."""
    hides: bool
    """Whether it hides them; else it changes how they are read."""


HIDING_CLASSES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        name: frozenset(elements.split())
        for name, elements in {
            # from eyes
            "vh": "a.no>span button.word-x>span",
            "on-paper": "div.answers div.every-sheet div.fig-a>p div.imprint>p",
            "needs-js": "button.tool button.plain button.btn nav.leave>button label.colors div.try",
            "no-search": "a.tool",
            "later": "",
            "off": "",
            "marks-off": "",
            "sos-x": "span",
            "slip-late": "p",
            "sheet-state": "aside",
            "chosen": "",
            "word-x": "button",
            "words-h": "h2",
            # only scripts make what has them
            **dict.fromkeys(("decide", "decided", "hints", "marking", "marking-s", "pad"), ""),
            **dict.fromkeys(("pins", "told", "case-f", "both"), ""),
            # from paper
            "clear": "details",
            "leave": "nav",
            "words": "div",
            "uses": "details",
            "read-on": "nav",
            "opt": "div",
            "to-plain-l": "p",
            "to-plain": "a",
            "clip": "span",
            "back": "a svg",
            "srcs-n": "summary",
            "headerlink": "",
            "footnote-backref": "a",
            "az": "nav",
            "tabbed-labels": "div",
            "found": "aside",
            "art-leaf": "svg",
            "art-cover": "svg",
        }.items()
    }
)
"""Each class with which a style sheet or the printing hides something, and the elements that the
templates give it to: by name, by name and another class, or by what they stand in."""

_MAY: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        name: frozenset(elements.split())
        for name, elements in {
            "hidden": "aside.copy p.slip-late p.search-x div.words>p p[data-copy-old] input "
            "label[for] button.clip-b nav.leave a.leave-p",
            "popover": "div.word",
            "inert": "",
            "style": "",
            "data-paper": "",
            "aria-hidden": "svg.i svg.logo svg.art-leaf svg.art-cover svg.art-lost g .ipa",
            "aria-label": "a.mark a.cite audio button.clip-b div.view input nav section.slip "
            "svg.schem aside.copy dialog.search aside.found aside.sheet-state",
            "aria-labelledby": "div.word fieldset.quiz section.care section.key section.review "
            "section.home-in aside.found",
            "aria-describedby": "button.term",
            "role": "div.view div.word svg.schem dialog.search form.search-f p.search-x "
            "p.search-m p.search-n",
            "title": "abbr a.footnote-backref button.clip-b",
            "lang": "html .ipa",
            "dir": "html",
            "rowspan": "",
            "headers": "",
        }.items()
    }
)
"""Each attribute, and the elements on which the templates put it."""

_HIDES: Final = frozenset(("hidden", "popover", "inert", "style", "data-paper", "aria-hidden"))
_USUAL: Final = MappingProxyType(
    {
        "[aria-hidden]": "svg.i):not(g):not(.ipa",
        "[aria-label]": "a.mark):not(a.cite):not(div.view",
        "[aria-describedby]": "button.term",
        "[role]": "div.view):not(div.word",
        "[lang]": '.ipa[lang="en-fonipa"]',
        ".back": "a):not(svg",
        ".vh": "a.no > span):not(button.word-x > span",
        ".word-x": "button",
        ".footnote-backref": "a",
    }
)
"""What is passed over at once, because pages have hundreds of it."""
_SELECTOR: Final = ",".join(
    f"{one}:not({_USUAL[one]})" if one in _USUAL else one
    for one in (*(f"[{name}]" for name in _MAY), *(f".{name}" for name in HIDING_CLASSES))
)


@functools.lru_cache(maxsize=4)  # asked of every element
def _values(direction: str) -> Mapping[str, str]:
    """The one value of an attribute on an element, where it has no other."""
    phonetic = {"span lang": "en-fonipa", "p lang": "en-fonipa"}
    return {"html lang": OUR_LANGUAGE, "html dir": direction, **phonetic}


def unexpected(root: LexborNode) -> Iterator[Unexpected]:
    """Yield every element of a page that is hidden or altered where no template does that."""
    for node in root.css(_SELECTOR):
        attributes = node.attributes
        tag, classes = node.tag or "", attributes.get("class") or ""
        said = tuple(name for name in attributes if name in _MAY)
        around = node.parent
        holder = around.attributes.get("class") or "" if around is not None else ""
        within = f"{around.tag}.{holder}" if around is not None else ""
        wrong = _wrong(tag, classes, said, frozenset(attributes.keys() & _TOLD_APART), within)
        wrong += tuple(_wrong_values(node, tag, attributes, wrong))
        if wrong:
            yield Unexpected(
                f"<{tag} {' '.join(wrong)}>",
                one_line(node.text()),
                any(one.partition("=")[0] in _HIDES or one.startswith("class=") for one in wrong),
            )


_TOLD_APART: Final = frozenset(("data-copy-old", "for"))
"""Attributes by which `_MAY` tells elements apart."""


@functools.lru_cache(maxsize=4096)  # a site has some hundreds, on a hundred thousand elements
def _wrong(
    tag: str, classes: str, said: tuple[str, ...], apart: frozenset[str], within: str
) -> tuple[str, ...]:
    """The attributes and classes of an element that no template gives it."""
    names = {tag, *(f"{tag}.{one}" for one in classes.split())}
    names |= {f".{one}" for one in classes.split()} | {f"{tag}[{one}]" for one in apart}
    names.add(f"{within}>{tag}")
    found = [
        name
        for name in said
        if names.isdisjoint(_MAY[name]) and not (name in SPOKEN and tag in TAGS)
    ]
    found += [
        f'class="{one}"'
        for one in classes.split()
        if one in HIDING_CLASSES and names.isdisjoint(HIDING_CLASSES[one])
    ]
    return tuple(found)


def _wrong_values(
    node: LexborNode, tag: str, attributes: Mapping[str, str | None], wrong: tuple[str, ...]
) -> Iterator[str]:
    """What says another thing than a template does."""
    for name in SPOKEN & attributes.keys():
        wanted = _values(words().frame.direction).get(f"{tag} {name}")
        if wanted is not None and name not in wrong and attributes[name] != wanted:
            yield f'{name}="{attributes[name] or ""}"'
    label = attributes.get("aria-labelledby")
    if label and not any(one.id == label for one in node.css("[id]")):
        yield f'aria-labelledby="{label}"'
