"""Citations of a finished page: numbered links, or quiet marks, and the list that they lead to.

A page for professionals shows the number of each source. On a page for patients one mark stands for
all sources of a statement: numbers behind every sentence are noise to a reader and, read aloud,
"Source 1, link, Source 2, link". The mark holds its numbers all the same, for paper and for whoever
copies the text, and it is a plain link to the first of its sources; a script shows them in place.

A statement that rests on general knowledge must not look as if it had a source: its mark says so.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from plainleaf.model.kinds import GENERAL_KNOWLEDGE
from plainleaf.model.words import words
from plainleaf.rendering.extensions.citation import PLACEHOLDER_CLASS
from plainleaf.rendering.rendering import Rendering

MANY_USES: Final = 9
"""A source that is used more often links back to its first place only: forty links help nobody."""

OPEN: Final = "cite-open"
"""The class of a mark that no source stands behind."""
PART: Final = "cite-part"
"""The class of a mark behind which some of the statement has a source, and some has none."""
FOLDED: Final = "srcs"
"""The class of a list of sources that is folded under their count."""

CitationIds = Mapping[str, Sequence[str]]
"""The ids of what leads to each source, by its key, in reading order."""


@dataclass
class _Uses:
    """Which places of a page use which source."""

    places: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, key: str) -> int:
        """The number of a source, by first use."""
        self.places.setdefault(key, [])
        return self.numbers.setdefault(key, len(self.places))

    def to_lead_back(self) -> dict[str, list[str]]:
        """The places that a source leads back to."""
        return {key: ids[:1] if len(ids) > MANY_USES else ids for key, ids in self.places.items()}


def number_citations(root: etree.Element, rendering: Rendering) -> CitationIds:
    """Number the page's citations by first use; return the places that each source leads back to.

    A place that no source leads back to has no id.
    """
    uses = _Uses()
    mark = _mark if rendering.inputs.quiet else _numbers
    made: list[etree.Element] = []
    for group in list(root.iter("span")):
        placed = [
            one
            for one in group
            if one.get("class") == PLACEHOLDER_CLASS and "data-key" in one.attrib
        ]
        if placed:
            made += mark(group, placed, uses, len(made) + 1)
    rendering.outputs.cited.extend(uses.places)
    back = uses.to_lead_back()
    led = {place for ids in back.values() for place in ids}
    for link in made:
        if link.get("id") not in led:
            del link.attrib["id"]
    return back


def _numbers(
    _group: etree.Element, placed: Sequence[etree.Element], uses: _Uses, _count: int
) -> Iterator[etree.Element]:
    """Make a link with its number of each citation of a group."""
    for link in placed:
        key = link.attrib.pop("data-key")
        number = uses.number(key)
        ids = uses.places[key]
        ids.append(f"cite-{number}-{len(ids) + 1}")
        link.tag = "a"
        if key == GENERAL_KNOWLEDGE:
            link.set("class", f"{PLACEHOLDER_CLASS} {OPEN}")
        link.set("id", ids[-1])
        link.set("href", f"#source-{number}")
        # The style says "Source" before it, to those who hear the page.
        link.text = str(number)
        yield link


def _mark(
    group: etree.Element, placed: Sequence[etree.Element], uses: _Uses, count: int
) -> Iterator[etree.Element]:
    """Make one mark of all citations of a group."""
    keys = [one.attrib["data-key"] for one in placed]
    numbers = [uses.number(key) for key in keys]
    link = placed[0]
    for other in placed[1:]:
        group.remove(other)
    del link.attrib["data-key"]
    link.tag = "a"
    link.set("id", f"cite-{count}")
    for key in dict.fromkeys(keys):
        uses.places[key].append(f"cite-{count}")
    known = [number for number, key in zip(numbers, keys, strict=True) if key != GENERAL_KNOWLEDGE]
    if len(known) < len(keys):
        link.set("class", f"{PLACEHOLDER_CLASS} {PART if known else OPEN}")
    link.set("href", f"#source-{numbers[0]}")
    link.set("aria-label", name_of(sorted(known), in_part=len(known) < len(keys)))
    # The style shows it on paper only: on a screen, the mark stands for the numbers.
    etree.SubElement(link, "span").text = ", ".join(map(str, numbers))
    yield link


def name_of(numbers: Sequence[int], *, in_part: bool) -> str:
    """What a mark is called, for those who hear the page: "Sources 1, 4 and 8".

    Args:
        numbers: the numbers of its sources.
        in_part: whether some of what it stands behind rests on general knowledge.
    """
    our = words().article
    if not numbers:
        return our.no_source
    first, last = ", ".join(map(str, numbers[:-1])), str(numbers[-1])
    said = our.sources.format(first=first, last=last) if first else our.source.format(number=last)
    return our.part_sourced.format(said=said) if in_part else said


# --- the list --------------------------------------------------------------------------------


def list_sources(
    items: Sequence[tuple[str, str]], back: CitationIds, *, quiet: bool
) -> etree.Element:
    """The list of sources, each with its ways back.

    Args:
        items: the key of each source, in order, and the words that it is printed as.
        back: the places that each leads back to.
        quiet: whether the list is folded under the count of its sources.
    """
    sources = etree.Element("ol", {"class": "sources"})
    for number, (key, printed) in enumerate(items, start=1):
        item = etree.SubElement(sources, "li", {"id": f"source-{number}"})
        paragraph = etree.SubElement(item, "p")
        paragraph.text = f"{printed} "
        _link_back(paragraph, back[key])
    if not quiet:
        return sources
    folded = etree.Element("details", {"class": FOLDED})
    # On paper the list stands open, under its heading alone.
    etree.SubElement(folded, "summary", {"class": f"{FOLDED}-n"}).text = count_of(
        [key for key, _ in items]
    )
    folded.append(sources)
    return folded


def count_of(keys: Sequence[str]) -> str:
    """How many sources a page has, in words; general knowledge does not count."""
    count = sum(key != GENERAL_KNOWLEDGE for key in keys)
    our = words().article
    if not count:
        return our.no_source
    said = our.count_of_one if count == 1 else our.count_of_many.format(count=count)
    return our.count_with_none.format(said=said) if count < len(keys) else said


def _link_back(paragraph: etree.Element, places: Sequence[str]) -> None:
    for count, place in enumerate(places, start=1):
        link = etree.SubElement(paragraph, "a", {"class": "back", "href": f"#{place}"})
        # The style says "Back to text, place" before a number.
        link.text = words().article.back if count == 1 else str(count)
