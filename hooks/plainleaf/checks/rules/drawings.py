"""PL907: what a drawing may be made of, wherever it lies below docs/.

Browsers run, load and animate much of what SVG knows, and hide it behind escapes. So it is not
looked for: what is not on these lists is refused. Drawings of figures may hold even less (PL701).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plainleaf.checks.rules.registry import site_rule
from plainleaf.model.findings import Severity
from plainleaf.model.rule import Hit
from plainleaf.model.site_facts import DrawingTag, SiteFacts
from plainleaf.reading.page import Page
from plainleaf.text.hidden import find_hidden, named
from plainleaf.text.printable import quoted

ELEMENTS: Final = frozenset(
    {
        *("svg", "g", "defs", "symbol", "use", "image", "style", "switch", "title", "desc"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
        *("text", "tspan", "textPath"),
        *("linearGradient", "radialGradient", "stop", "pattern", "clipPath", "mask", "marker"),
    }
)
"""Shapes, words, colors, and parts that are used more than once."""
WORDS: Final = frozenset({"id", "class", "lang", "role", "space", "version", "baseProfile", "type"})
"""Attributes whose values are names; so are `aria-…` and `data-…`."""
NUMBERS: Final = frozenset(
    {
        *("x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "fx", "fy", "fr", "r", "rx", "ry"),
        *("width", "height", "dx", "dy", "rotate", "offset", "viewBox", "points", "d"),
        *("transform", "gradientTransform", "patternTransform", "pathLength", "textLength"),
        *("refX", "refY", "markerWidth", "markerHeight", "orient", "startOffset", "tabindex"),
    }
)
"""Attributes that hold numbers."""
STYLES: Final = frozenset(
    {
        *("style", "fill", "stroke", "color", "opacity", "display", "visibility", "overflow"),
        *("clip-path", "clip-rule", "mask", "marker-start", "marker-mid", "marker-end"),
        *("fill-opacity", "fill-rule", "stop-color", "stop-opacity", "paint-order"),
        *("stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin"),
        *("stroke-miterlimit", "stroke-opacity", "stroke-width", "vector-effect"),
        *("font", "font-family", "font-size", "font-stretch", "font-style", "font-variant"),
        *("font-weight", "letter-spacing", "word-spacing", "text-anchor", "text-decoration"),
        *("text-rendering", "dominant-baseline", "alignment-baseline", "baseline-shift"),
        *("writing-mode", "direction", "unicode-bidi", "shape-rendering", "image-rendering"),
        *("color-interpolation", "color-rendering", "pointer-events", "isolation", "line-height"),
        *("mix-blend-mode", "transform-origin", "enable-background", "media", "lengthAdjust"),
        *("gradientUnits", "patternUnits", "patternContentUnits", "clipPathUnits", "maskUnits"),
        *("maskContentUnits", "markerUnits", "spreadMethod", "preserveAspectRatio", "method"),
        *("spacing", "requiredFeatures", "systemLanguage", "mask-type", "zoomAndPan", "side"),
    }
)
"""Attributes that a browser reads as it reads a style sheet, or that hold one word."""
_REFERENCES: Final = frozenset(("href", "src"))  # PL906 says where they may lead
_NUMERIC: Final = re.compile(
    # Paths, numbers with units, names of transformations, `auto` and its like.
    r"(?:[MmLlHhVvCcSsQqTtAaZz0-9eE.,+\-\s%]|(?:px|pt|pc|mm|cm|in|em|ex|rem|deg|rad|grad|turn)\b"
    r"|(?:matrix|translate|scale|rotate|skewX|skewY)\s*\(|\)|auto(?:-start-reverse)?|none)*"
)
_URL: Final = re.compile(r"url\(\s*([\"']?)#[^\"'()\\]*\1\s*\)", re.IGNORECASE)
_CALLS: Final = re.compile(r"([^\s,:;(){}]*)\(")
_HARMLESS_CALLS: Final = frozenset(
    {
        *("rgb", "rgba", "hsl", "hsla", "calc", "min", "max", "clamp", "var", ""),
        *("matrix", "translate", "translatex", "translatey", "scale", "scalex", "scaley"),
        *("rotate", "skewx", "skewy", "not", "is", "where", "nth-child", "nth-of-type"),
    }
)
_FIX: Final = "Delete it, or draw it with shapes, colors and words only."


@site_rule(
    "PL907",
    "A drawing holds what no drawing needs",
    Severity.ERROR,
    fix="Keep shapes, colors, words and parts that are used more than once; delete the rest.",
)
def unknown_in_drawing(_pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """A drawing can run, load, animate and link; whoever opens it by itself meets all of that."""
    for file in site.files:
        for tag in file.tags:
            if tag.foreign:
                continue  # PL138 tells of data that drawing programs leave
            for message in _in_tag(tag):
                yield Hit(tag.line, 1, message, _FIX, file.path)
        for words in file.words:
            hidden = find_hidden(words.text)
            if hidden is not None:
                line = words.line + words.text.count("\n", 0, hidden)
                message = f"This holds the invisible character {named(words.text, hidden)}."
                yield Hit(line, 1, message, "Delete it.", file.path)
            trouble = style_trouble(words.text) if words.style else None
            if trouble is not None:
                at, what = trouble
                line = words.line + words.text.count("\n", 0, at)
                yield Hit(line, 1, f"A style here {what}.", _FIX, file.path)


def _in_tag(tag: DrawingTag) -> Iterator[str]:
    if tag.name not in ELEMENTS and tag.name not in _TOLD_ELSEWHERE:
        yield f"<{tag.name}> is not allowed in a drawing."
        return
    for name, value in tag.attributes:
        if name in WORDS or name in _REFERENCES or name.startswith(("aria-", "data-")):
            continue
        if name in NUMBERS:
            if not _NUMERIC.fullmatch(value):
                yield f"The attribute {quoted(name)} holds more than numbers."
        elif name in STYLES:
            trouble = style_trouble(value)
            if trouble is not None:
                yield f"The attribute {quoted(name)} {trouble[1]}."
        elif not name.startswith("on"):  # PL906 tells of those
            yield f"The attribute {quoted(name)} is not allowed in a drawing."


_TOLD_ELSEWHERE: Final = frozenset(
    {
        *("script", "iframe", "frame", "object", "embed", "link", "meta", "base", "form"),
        *("foreignObject", "handler", "audio", "video", "metadata"),
    }
)
"""What PL906 and PL138 tell of."""


def style_trouble(css: str) -> tuple[int, str] | None:
    """Where a style does what it may not, and what that is; None when it is harmless.

    Escapes, rules that begin with @, comments and all functions that could load are refused, not
    understood: a browser would read them in more ways than this.
    """
    for sign, what in _NEVER_IN_STYLES.items():
        at = css.find(sign)
        if at >= 0:
            return at, what
    rest = _URL.sub(lambda match: " " * len(match.group()), css)
    for match in _CALLS.finditer(rest):
        called = match.group(1).lower().rpartition(":")[2].lstrip("+-*/")
        if called not in _HARMLESS_CALLS:
            return match.start(), f"calls {quoted(match.group(1) or '(', 20)}, which may load"
    return None


_NEVER_IN_STYLES: Final = {
    "\\": "holds an escape",
    "@": "holds a rule that begins with @",
    "/*": "holds a comment",
    "<": "holds a tag",
}
