"""Every rule there is, those of data files and of suppressions too, by code.

A rule on pages registers itself in `plainleaf.checks.rules`; those on data files and on
suppressions are documented where they are checked, or in `plainleaf.checks.rules.data_files`. This
module collects them all for whatever is made from rules: what may be suppressed, what `plainleaf
rules` prints, what tools are told about a finding.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from plainleaf.checks import causes, coverage_checks, glossary_checks, mkdocs_file, suppression
from plainleaf.checks.rules import RULES, data_files, fidelity, finished_site
from plainleaf.checks.rules.registry import rules_in
from plainleaf.model.rule import Rule
from plainleaf.reading import clips, glossary

FAMILIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "PL1": "Files, front matter and data",
        "PL2": "Sections and text",
        "PL3": "Questions",
        "PL4": "Blocks and care cards",
        "PL5": "Citations and sources",
        "PL6": "Glossary and pronunciation",
        "PL7": "Figures",
        "PL8": "Facts and reviews",
        "PL9": "Safety",
    }
)
"""What rules are about, by the beginning of their codes."""

_OTHER_MODULES = (
    *(causes, clips, coverage_checks, data_files, fidelity),
    *(finished_site, glossary, glossary_checks, mkdocs_file, suppression),
)


@functools.cache
def all_rules() -> Mapping[str, Rule]:
    """All rules, by code, in the order of their codes."""
    listed = (*RULES.values(), *rules_in(*_OTHER_MODULES))
    return MappingProxyType({rule.code: rule for rule in sorted(listed, key=lambda one: one.code)})
