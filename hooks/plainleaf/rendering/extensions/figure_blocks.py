"""Figures in a page: pictures with their marks, and all words that go with them.

Without JavaScript every view stands under the other, with its marks and its words. What a script
may add, it finds in `data-` attributes: which window, phase and slice a view is, which finding a
mark and a line of the legend belong to.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree

from plainleaf.model.figures import Figure, Frame, Shown
from plainleaf.model.words import words
from plainleaf.reading.drawing import draw_over, draw_picture
from plainleaf.rendering.extensions.literal import literal
from plainleaf.rendering.extensions.panels import PlainleafBlock


class FigureBlock(PlainleafBlock):
    """`/// figure | id`: a figure of the page's figures.yml, with all that is known of it."""

    NAME = "figure"
    ARGUMENT = True

    def on_validate(self, parent: etree.Element) -> bool:  # noqa: ARG002
        """Accept only a figure that there is."""
        return self.argument in self.inputs.figures

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Make the figure; its words are Markdown and are rendered with the page."""
        figure = self.inputs.figures[self.argument]
        root = self.frame(parent, figure, f"figure-{figure.id}")
        targets = {one.id: _legend_id(figure, one) for one in figure.findings}
        self.views(root, figure, targets)
        caption = etree.SubElement(root, "figcaption")
        if figure.findings:
            self._legend(caption, figure)
        describe(caption, figure)
        return root

    def frame(self, parent: etree.Element, figure: Figure, name: str) -> etree.Element:
        """Make the element around everything, with how the picture was made where that matters."""
        css = "fig fig-real" if not figure.schematic else "fig"
        details = self._details()
        css = f"{css} fig-case" if details else css
        root = etree.SubElement(parent, "figure", {"class": css, "id": name})
        if len(figure.views) > 1:
            said = words().figure
            root.set("data-views", said.phase if figure.views[0].window is None else said.window)
        if details:
            tags = etree.SubElement(root, "dl", {"class": "fig-m"})
            for label, value in figure.made_how:
                pair = etree.SubElement(tags, "div")
                etree.SubElement(pair, "dt").text = literal(label)
                etree.SubElement(pair, "dd").text = literal(value)
        return root

    def _details(self) -> bool:
        """Whether the page's readers want to know how a picture was made."""
        return self.inputs.kind is not None and self.inputs.kind.figure_details

    def views(self, root: etree.Element, figure: Figure, targets: dict[str, str]) -> None:
        """Add every view, with the marks of the findings that have a target."""
        box = etree.SubElement(root, "div", {"class": "fig-a"})
        if figure.key_slices:
            # A stack opens where something is to be seen, unless that would tell.
            root.set("data-first", str(figure.key_slices[0] if targets else 1))
        for frame in figure.frames:
            css = "view on-sheet" if frame.slice in figure.key_slices else "view"
            view = etree.SubElement(box, "div", {"class": css, **_view_data(frame)})
            if frame.name:
                view.attrib |= {"role": "group", "aria-label": literal(frame.name)}
            picture = self.inputs.pictures[frame.image]
            stage = etree.SubElement(view, "div", {"class": "stage"})
            drawn = draw_picture(frame, picture) + draw_over(figure, frame, picture, targets)
            stage.text = self.stash(drawn)
        if figure.key_slices:
            printed = _listed([str(one) for one in figure.key_slices])
            line = etree.SubElement(box, "p", {"class": "on-paper fig-s"})
            slices = str(figure.views[0].slices)
            line.text = literal(words().figure.printed.format(slices=slices, listed=printed))

    def _legend(self, caption: etree.Element, figure: Figure) -> None:
        marked = {mark.finding for view in figure.views for mark in view.annotations}
        legend = etree.SubElement(caption, "ol", {"class": "legend"})
        for finding in figure.findings:
            data = {"value": str(finding.number), "id": _legend_id(figure, finding)}
            item = etree.SubElement(legend, "li", {**data, "data-finding": finding.id})
            if finding.id in marked:
                link = {"class": "no", "href": f"#figure-{figure.id}"}
                number = etree.SubElement(item, "a", link)
                shown = etree.SubElement(number, "span", {"class": "vh"})
                shown.text = literal(words().figure.show)
                number[0].tail = str(finding.number)
            else:
                etree.SubElement(item, "span", {"class": "no"}).text = str(finding.number)
            said = etree.SubElement(item, "div")
            etree.SubElement(said, "p").text = finding.text
            if finding.plain and self._details():
                # Not to the patient page itself: its address names what the case is about.
                line = etree.SubElement(said, "p", {"class": "to-plain-l"})
                link = {"class": "to-plain", "href": f"#plain-{finding.id}"}
                etree.SubElement(line, "a", link).text = literal(words().figure.in_plain_words)
            if finding.unmarked:
                why = words().figure.not_marked.format(why=finding.unmarked)
                etree.SubElement(said, "p", {"class": "fig-s"}).text = literal(why)


class FigureToRead(FigureBlock):
    """`/// figure-to-read | id`: the same figure as a reader meets it who does not know yet."""

    NAME = "figure-to-read"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Make the figure without marks and findings."""
        figure = self.inputs.figures[self.argument]
        root = self.frame(parent, figure, f"read-{figure.id}")
        root.set("class", f"{root.get('class')} fig-bare")
        self.views(root, figure, {})
        credit(etree.SubElement(root, "figcaption"), figure)
        return root


def describe(caption: etree.Element, figure: Figure) -> None:
    """Add the caption, the long description and the credit."""
    etree.SubElement(caption, "p", {"class": "fig-c"}).text = figure.caption
    described = etree.SubElement(caption, "details", {"class": "fig-l"})
    etree.SubElement(described, "summary").text = literal(words().figure.in_words)
    etree.SubElement(described, "p").text = figure.long
    credit(caption, figure)


def credit(caption: etree.Element, figure: Figure) -> None:
    """Add who made the picture, and on what terms it may be used."""
    said = "schematic" in figure.caption.lower() and len(caption) > 0
    our = words().figure
    schematic = "" if said or not figure.schematic else f"{our.schematic} "
    line = etree.SubElement(caption, "p", {"class": "fig-s"})
    # What stands before and after the terms, which may be a link.
    before, _, after = our.credit.partition("{license}")
    before = schematic + before.format(credit=figure.credit.rstrip("."))
    terms = figure.license.rstrip(".")
    if figure.license_url:
        line.text = literal(before)
        link = etree.SubElement(line, "a", {"href": figure.license_url})
        link.text = literal(terms)
        link.tail = literal(after)
    else:
        line.text = literal(f"{before}{terms}{after}")


def _legend_id(figure: Figure, finding: Shown) -> str:
    return f"figure-{figure.id}-{finding.number}"


def _view_data(frame: Frame) -> dict[str, str]:
    listed = {
        "data-view": literal(frame.view.short),
        "data-slice": str(frame.slice) if frame.slice else None,
    }
    return {name: value for name, value in listed.items() if value}


def _listed(items: list[str]) -> str:
    return words().article.both.join(filter(None, (", ".join(items[:-1]), items[-1])))
