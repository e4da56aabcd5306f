"""Texts and elements in an element."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from plainleaf.rendering.tree import fill


def test_texts_stand_before_between_and_behind_elements() -> None:
    element = etree.fromstring("<p/>")
    fill(element, ["a ", "b ", etree.fromstring("<b>c</b>"), " d", " e", etree.fromstring("<i/>")])
    assert etree.tostring(element, "unicode") == "<p>a b <b>c</b> d e<i /></p>"


def test_what_stands_there_stays_before_it() -> None:
    element = etree.fromstring("<p>x</p>")
    fill(element, [" y"])
    assert etree.tostring(element, "unicode") == "<p>x y</p>"
