"""The last pass over a rendered page, in reading order.

Numbers the citations and writes the list of sources, fills generated sections, makes tables
accessible, groups care cards, lists an FAQ's questions and takes the lead out of the article.
It runs after headings have their ids.
"""

from __future__ import annotations

import copy
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER

from plainleaf.model.kinds import GENERAL_KNOWLEDGE
from plainleaf.model.words import words
from plainleaf.rendering.anchors import anchor_ids
from plainleaf.rendering.extensions.citation import PLACEHOLDER_CLASS, cites
from plainleaf.rendering.extensions.literal import literal
from plainleaf.rendering.extensions.panels import CARD_SOURCES
from plainleaf.rendering.extensions.plain import as_markup, marked_text, plain_text
from plainleaf.rendering.extensions.sources import CitationIds, list_sources, number_citations
from plainleaf.rendering.extensions.tables import make_table_accessible
from plainleaf.rendering.rendering import Question, Rendering
from plainleaf.text.markup import escape
from plainleaf.text.seen import in_plain

SECTION_LEVEL = "h2"
QUESTION_LEVEL = "h3"

HERE = "here"
"""The class of what links a heading to itself."""

TASK_BOX = '<input type="checkbox" disabled'
"""How pymdownx begins the box of an item in a task list."""


class FinishTreeprocessor(Treeprocessor):
    """Finishes a page and records what only the finished page tells."""

    def __init__(self, md: Markdown, rendering: Rendering) -> None:
        super().__init__(md)
        self.rendering = rendering

    def run(self, root: etree.Element) -> None:
        """Apply each step in turn to the whole page."""
        drop_comments(root, self.md.htmlStash.rawHtmlBlocks)
        label_tasks(self.md.htmlStash.rawHtmlBlocks)
        group_care_cards(root)
        back = number_citations(root, self.rendering)
        self._fill_generated_sections(root, back)
        label_care_cards(root)
        for table, parent in _with_parents(root, "table"):
            make_table_accessible(table, parent, self._stashed)
        size_images(root, self.rendering.inputs.image_size)
        self._take_lead(root)
        self._mark_steps(root)
        alone = set(root)
        self.rendering.outputs.contents = [
            (int(one.tag[1]), one.get("id", ""), as_markup(marked_text(one, self._stashed)))
            for one in root.iter()
            if one.tag == SECTION_LEVEL or (one.tag == QUESTION_LEVEL and one in alone)
        ]
        self.rendering.outputs.sections = [
            (id_, title) for level, id_, title in self.rendering.outputs.contents if level == 2
        ]
        kind = self.rendering.inputs.kind
        if kind is not None and kind.questions:
            questions = read_questions(root, self._stashed)
            self.rendering.outputs.questions = questions
            if questions:
                root.insert(0, list_questions(questions, self._stash))
        if self.rendering.inputs.links_headings:
            link_headings(root)
        self.rendering.outputs.ids = set(self._ids(root))

    def _ids(self, root: etree.Element) -> Iterator[str]:
        """The ids of all elements; only generated HTML has to be parsed for them."""
        yield from (element.get("id", "") for element in root.iter() if element.get("id"))
        for html in self._stashed:
            if isinstance(html, str) and "id=" in html.lower():
                yield from anchor_ids(html)

    def _fill_generated_sections(self, root: etree.Element, back: CitationIds) -> None:
        filled = set()
        for heading in list(root.iter(SECTION_LEVEL)):
            title = plain_text(heading, self._stashed)
            name = self.rendering.inputs.generated_section(title)
            # A doubled section is an error that a check tells; here it must not double ids.
            if name is None or name in filled:
                continue
            filled.add(name)
            if name == "sources":
                content: etree.Element | None = self._list_sources(back)
            else:
                content = self._generated(name)
            if content is not None:
                _insert_after(root, heading, content)

    def _mark_steps(self, root: etree.Element) -> None:
        """Say where the steps of a case begin, and put the answers to its questions last."""
        answers = steps = False
        for heading in root:
            if heading.tag == SECTION_LEVEL:
                title = plain_text(heading, self._stashed)
                step, answers = self.rendering.inputs.step(title)
                if step:
                    heading.set("data-step", step)
                    steps = True
            if answers and heading.tag in {SECTION_LEVEL, QUESTION_LEVEL, "h4"}:
                # A list of results must not tell what the case is about.
                heading.set("data-search-exclude", "")
        if steps:
            root.insert(0, invite_to_try())
        answered = answers_on_paper(root)
        if answered is not None:
            root.append(answered)

    def _generated(self, name: str) -> etree.Element | None:
        make = self.rendering.inputs.generated.get(name)
        if make is None:
            return None
        box = etree.Element("div", {"class": f"made made-{name}"})
        box.text = self._stash(make())
        return box

    def _list_sources(self, back: CitationIds) -> etree.Element | None:
        if not back:
            return None
        inputs = self.rendering.inputs
        items = [
            (key, self._stash(inputs.references.get(key, key)))
            for key in self.rendering.outputs.cited
        ]
        return list_sources(items, back, quiet=inputs.quiet)

    def _take_lead(self, root: etree.Element) -> None:
        lead = []
        for element in list(root):
            if element.tag != "p":
                break
            lead.append(element)
            root.remove(element)
        html = "\n".join(self.md.serializer(element) for element in lead)
        for postprocessor in self.md.postprocessors:
            html = postprocessor.run(html)
        self.rendering.outputs.lead_html = html.strip()

    @property
    def _stashed(self) -> Sequence[object]:
        return self.md.htmlStash.rawHtmlBlocks

    def _stash(self, html: str) -> str:
        placeholder: str = self.md.htmlStash.store(html)
        return placeholder


def drop_comments(root: etree.Element, stash: list[Any]) -> None:
    """Leave out what authors wrote for each other: comments, suppressions of findings among them.

    Args:
        root: the page.
        stash: the raw HTML that Markdown puts in at the end; comments in it become empty.
    """
    dropped = set()
    for index, raw in enumerate(stash):
        if isinstance(raw, str) and raw.startswith("<!--") and raw.rstrip().endswith("-->"):
            stash[index] = ""
            dropped.add(HTML_PLACEHOLDER % index)
    for parent in list(root.iter()) if dropped else ():
        for child in list(parent):
            if child.tag == "p" and len(child) == 0 and (child.text or "").strip() in dropped:
                parent.remove(child)


def label_tasks(stash: list[Any]) -> None:
    """Say to a listener what the box before each item of a task list stands for.

    Args:
        stash: the raw HTML that Markdown puts in at the end, where pymdownx keeps the boxes.
    """
    for index, raw in enumerate(stash):
        if isinstance(raw, str) and raw.startswith(TASK_BOX):
            label = escape(words().frame.done)
            stash[index] = raw.replace(TASK_BOX, f'{TASK_BOX} aria-label="{label}"', 1)


def link_headings(root: etree.Element) -> None:
    """Make each heading a link to itself, so that a reader can pass on a part of a page.

    The words themselves are the link: a sign beside them would be said after each heading to those
    who hear the page. One that holds a link already stays as it is.
    """
    for heading in root:
        name = heading.get("id")
        if heading.tag not in {SECTION_LEVEL, QUESTION_LEVEL} or not name:
            continue
        if any(one.tag in {"a", "button"} for one in heading.iter()):
            continue
        link = etree.Element("a", {"class": HERE, "href": f"#{name}"})
        link.text, heading.text = heading.text, None
        link.extend(list(heading))
        for child in list(heading):
            heading.remove(child)
        heading.append(link)


def size_images(root: etree.Element, size: Callable[[str], tuple[float, float] | None]) -> None:
    """Give each picture of the text its size, so that no line moves when it comes, and let it wait.

    Args:
        root: the page; pictures of figures have all this already.
        size: address of a picture to its width and height; None where that cannot be told.
    """
    for image in root.iter("img"):
        known = size(image.get("src", ""))
        if known and not {"width", "height"} & set(image.keys()):
            image.attrib |= {"width": f"{known[0]:g}", "height": f"{known[1]:g}"}
        image.set("loading", image.get("loading", "lazy"))
        image.set("decoding", image.get("decoding", "async"))


def invite_to_try() -> etree.Element:
    """The panel that tells readers that the answers wait; a script does the rest."""
    panel = etree.Element("div", {"class": "try needs-js", "id": "revealed"})
    box, said = etree.SubElement(panel, "div"), words().article
    etree.SubElement(box, "p", {"class": "try-t"}).text = literal(said.try_first)
    etree.SubElement(box, "p", {"class": "try-p"}).text = literal(said.try_how)
    return panel


def answers_on_paper(root: etree.Element) -> etree.Element | None:
    """What paper says of each choice, to stand at the end; None without questions."""
    quizzes = [one for one in root.iter("fieldset") if one.get("class") == "quiz"]
    if not quizzes:
        return None
    box = etree.Element("div", {"class": "answers on-paper", "data-search-exclude": ""})
    etree.SubElement(box, "p", {"class": "answers-t"}).text = literal(words().article.answers)
    for quiz in quizzes:
        box.append(_copy(quiz[1], "p", "answers-q"))
        listed = etree.SubElement(box, "dl")
        for fold in quiz.iter("details"):
            listed.append(_copy(fold[0], "dt"))
            described = etree.SubElement(listed, "dd")
            described.extend(_copy(paragraph, "p") for paragraph in fold[1])
    return box


def _copy(element: etree.Element, tag: str, css: str = "") -> etree.Element:
    """A copy without ids, under another name."""
    made = copy.deepcopy(element)
    made.tag, made.tail = tag, None
    for part in made.iter():
        part.attrib.pop("id", None)
        if part.tag == "a" and PLACEHOLDER_CLASS in (part.get("class") or "").split():
            # Its number only: the way back from the source leads to the first of the two.
            part.tag = "span"
            part.attrib.pop("href", None)
            part.attrib.pop("aria-label", None)
    if css:
        made.set("class", css)
    return made


def label_care_cards(root: etree.Element) -> None:
    """Name each care card by its heading, for readers who hear the page."""
    for card in root.iter("section"):
        if "care" not in (card.get("class") or "").split():
            continue
        heading = next((child for child in card if child.tag in {"h2", "h3", "h4"}), None)
        if heading is not None and heading.get("id"):
            card.set("aria-labelledby", heading.get("id", ""))


def group_care_cards(root: etree.Element) -> None:
    """Wrap each run of neighboring care cards, so that they can stand side by side.

    Below each run stands what its cards rest on: within them a link would lead away from help.
    """
    groups: list[etree.Element] = []
    for parent in list(root.iter()):
        group: etree.Element | None = None
        for child in list(parent):
            if "care" not in (child.get("class") or "").split():
                group = None
                continue
            if group is None:
                group = etree.Element("div", {"class": "cares"})
                parent.insert(list(parent).index(child), group)
                groups.append(group)
            parent.remove(child)
            group.append(child)
    for group in groups:
        _cite_cards(group)


def _cite_cards(group: etree.Element) -> None:
    cards = list(group)
    keys = dict.fromkeys(key for card in cards for key in card.attrib.pop(CARD_SOURCES, "").split())
    if not keys:
        return
    line = etree.SubElement(group, "p", {"class": "care-s"})
    said = words().care
    line.text = literal(said.source_of_one if len(cards) == 1 else said.source_of_many)
    cited = cites(keys)
    line.append(cited)
    if GENERAL_KNOWLEDGE in keys:
        cited.tail = literal(f" {said.unsourced}")


def read_questions(root: etree.Element, stash: Sequence[object] = ()) -> list[Question]:
    """The page's questions: third-level headings that end in a question mark."""
    questions = []
    children = list(root)
    for index, heading in enumerate(children):
        if heading.tag != QUESTION_LEVEL:
            continue
        marked = marked_text(heading, stash)
        if not marked.endswith("?"):
            continue
        answer = []
        for element in children[index + 1 :]:
            if element.tag in {SECTION_LEVEL, QUESTION_LEVEL} or element.get("class") == "footnote":
                break
            answer.append(plain_text(element, stash))
        told = " ".join(filter(None, answer))
        questions.append(Question(heading.get("id", ""), in_plain(marked), told, as_markup(marked)))
    return questions


def list_questions(questions: list[Question], stash: Callable[[str], str]) -> etree.Element:
    """The list of questions that stands above the answers.

    Args:
        questions: the questions.
        stash: puts HTML aside and returns what stands for it in the tree.
    """
    nav = etree.Element(
        "nav", {"class": "faq-list", "aria-label": literal(words().article.questions)}
    )
    items = etree.SubElement(nav, "ul")
    for question in questions:
        link = etree.SubElement(etree.SubElement(items, "li"), "a", {"href": f"#{question.id}"})
        link.text = stash(question.html)
    return nav


def _with_parents(root: etree.Element, tag: str) -> list[tuple[etree.Element, etree.Element]]:
    return [(child, parent) for parent in root.iter() for child in parent if child.tag == tag]


def _insert_after(root: etree.Element, sibling: etree.Element, element: etree.Element) -> None:
    for parent in root.iter():
        children = list(parent)
        if sibling in children:
            parent.insert(children.index(sibling) + 1, element)
            return
