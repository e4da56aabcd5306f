"""The one place that says of a text: this is HTML, print it as it is.

The templates escape whatever is only text, so that what an author typed is what a reader sees:
`<70 g/L` stays a number, `<script>` stays a word. What was made as HTML carries the type `Markup`,
and gets it here, where it can be counted and looked at.
"""

from __future__ import annotations

import json
from typing import Final

from markupsafe import Markup
from markupsafe import escape as escape

__all__ = ["NOTHING", "Markup", "escape", "json_markup", "trusted"]

NOTHING: Final = Markup()
"""No HTML at all."""


def trusted(html: str) -> Markup:
    """Finished HTML as what it is.

    Only for what a renderer made, escaping what it took in: Python-Markdown, a template, the
    formatter of references, a drawing that was read by the allow-list of drawings.
    """
    return Markup(html)


def json_markup(data: object) -> Markup:
    """Data as JSON that may stand inside a `script` element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # "</script>" or "<!--" inside a text would end or change the element.
    return trusted(text.replace("<", "\\u003c"))
