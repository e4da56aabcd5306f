"""A small guide for tests of single modules."""

from __future__ import annotations

from collections.abc import Mapping

from small_site import page

FOLDER = "conditions/leaf-fever/"
LISTED = ("when-to-get-help", "newer-pots", "tests", "faq")

GUIDE: Mapping[str, str] = {
    f"{FOLDER}index.md": page(
        "condition",
        "Leaf fever",
        "Lead.\n\n## In an emergency\n\n## How it is found\n",
        nav_title="LF",
        parts=list(LISTED),
    ),
    f"{FOLDER}when-to-get-help.md": page(
        "get-help", "Leaf fever: when to get help", "## Emergency\n\n## Today\n", nav_title="Help"
    ),
    f"{FOLDER}newer-pots.md": page("part", "Newer pots for leaf fever", nav_title="Newer pots"),
    f"{FOLDER}tests.md": page("tests", "Tests", "## Words in the report\n\n### A spot {#spot}\n"),
    f"{FOLDER}faq.md": page("faq", "Questions about leaf fever", nav_title="Q & A"),
    f"{FOLDER}professional.md": page("professional", "Leaf fever for professionals"),
}
"""The pages of the guide, by their path inside docs/."""
