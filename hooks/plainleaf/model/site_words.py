"""What a site says to its readers in words of its own: `docs/_data/words.yml`.

The file has the form of the theme's table of words and holds only what differs. What warns readers,
what says how sources were read and who has checked a page cannot be worded otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from plainleaf.model.findings import Finding
from plainleaf.model.records import as_finding
from plainleaf.model.words import LANGUAGE, ThemeError, Words, built_in_words, places_of
from plainleaf.model.yaml_text import YamlPath, YamlProblem, YamlSource, in_file_order, load_yaml
from plainleaf.text.nearest import nearest_name
from plainleaf.text.printable import quoted

FILE: Final = "words.yml"
"""The data file; a site that says everything as the package does needs none."""
RULE: Final = "PL123"
"""The code of findings in it."""
_KEPT: Final = MappingProxyType(
    {
        "review": "who has checked a page",
        "reviews": "who has checked a page",
        "emergency": "what to do in an emergency",
        "care": "how urgent a warning is",
        "source": "how a source was read",
        "of_copy": "that a copy may be old",
        "pack": "what a reviewer agrees to",
        "article.no_source": "that a statement has no source",
        "article.part_sourced": "that a statement has no source",
        "article.count_with_none": "that a statement has no source",
        "cases.warning": "that a choice may give a case away",
        "paper.more_signs": "that there are more warning signs",
        "paper.use_talk": "what a sheet is for",
        "paper.use_checked": "what a sheet is for",
        "sheet.state": "who has checked a page",
        "frame.skip_to_signs": "where the warning signs are",
        "kinds.get-help": "where the warning signs are",
        "frame.direction": "how the site is read",
    }
)
"""Words that stay, by their name or that of their group, and what they tell."""
_MORE_THAN_A_PLACE: Final = re.compile(r"\{\w*[^\w{}]")
_LONGER: Final = 40
"""Characters by which a text may be longer than twice the one that it takes the place of."""


@dataclass(frozen=True)
class SiteWords:
    """What a site says in its own words."""

    words: Words | None = None
    """All words, the site's among them; None where it has none."""
    findings: tuple[Finding, ...] = ()
    """What is wrong with the file."""


def read_site_words(text: str, path: str) -> SiteWords:
    """Read the words of a site.

    Args:
        text: the text of the file.
        path: the file, as findings should print it.
    """
    source = load_yaml(text)
    problems = list(source.problems)
    table = built_in_words().model_dump()
    said: dict[str, Any] = {}
    if source.value is not None and not isinstance(source.value, dict):
        fix = f"Begin it with {LANGUAGE}: and write each group of words below."
        problems.append(YamlProblem(*source.position(), "wrong", "This file must hold words.", fix))
    for language, words in source.mapping.items():
        if language != LANGUAGE:
            fix = f"Write {LANGUAGE}: above the words."
            message = f"The site speaks {LANGUAGE}; nobody would read words of {quoted(language)}."
            problems.append(YamlProblem(*source.position((language,)), "wrong", message, fix))
        elif words is not None:
            problems += _merge(words, table, said, source, (language,))
    findings = tuple(as_finding(one, path, RULE) for one in sorted(problems, key=in_file_order))
    return SiteWords(Words.model_validate(_merged(table, said)) if said else None, findings)


def _merged(table: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """A table with what is said otherwise."""
    return {
        name: _merged(inner, said.get(name, {}))
        if isinstance(inner, dict)
        else said.get(name, inner)
        for name, inner in table.items()
    }


def _merge(
    given: Any, table: Mapping[str, Any], said: dict[str, Any], source: YamlSource, path: YamlPath
) -> Iterator[YamlProblem]:
    """Take over each word of a group that can be, and yield what is wrong with the others."""
    if not isinstance(given, dict):
        fix = "Write the words of the group below it, each with its name."
        yield _problem(source, path, f"{quoted(str(path[-1]))} is a group of words.", fix)
        return
    for name, value in given.items():
        here = (*path, name)
        if name not in table:
            near = nearest_name(str(name), table)
            fix = f"Did you mean {quoted(near)}?" if near else f"Known names: {', '.join(table)}."
            message = f"{quoted(str(name))} is not a known name."
            yield YamlProblem(*source.position(here), "unknown", message, fix, here)
        elif (told := _KEPT.get(".".join(map(str, here[1:])))) is not None:
            message = f"The words of {quoted(str(name))} say {told}, and stay as they are."
            yield YamlProblem(
                *source.position(here), "wrong", message, "Delete them: a site may not loosen this."
            )
        elif isinstance(table[name], dict):
            yield from _merge(value, table[name], said.setdefault(name, {}), source, here)
        elif problem := _wrong_word(name, value, table[name]):
            yield _problem(source, here, *problem)
        else:
            said[name] = value


def _problem(source: YamlSource, path: YamlPath, message: str, fix: str) -> YamlProblem:
    return YamlProblem(*source.value_position(path), "wrong", message, fix, path)


def _wrong_word(name: str, value: object, own: str) -> tuple[str, str] | None:
    """What is wrong with a word that a site gives, and how to fix it; None if nothing is."""
    if not isinstance(value, str):
        return f"{quoted(name)} must be text.", "Put quotes around it."
    if not value.strip():
        if own:
            return f"{quoted(name)} is empty.", "Write it, or delete the line."
        return None
    if any(one in value for one in "<>\\\n") or not value.isprintable():
        return (
            f"{quoted(name)} holds a sign that words cannot have.",
            "Write plain words in one line.",
        )
    most = 2 * len(own) + _LONGER
    if len(value) > most:
        message = f"{quoted(name)} has {len(value)} characters; at most {most} fit in its place."
        return message, "Shorten it."
    if _MORE_THAN_A_PLACE.search(value):
        return f"{quoted(name)} has braces around more than a name.", "Write {name} and no more."
    try:
        found = places_of(value)
    except ThemeError:
        return f"{quoted(name)} has a brace too many or too few.", "Correct the braces."
    wanted = places_of(own)
    if found == wanted:
        return None
    if missing := sorted(wanted - found):
        listed = ", ".join(f"{{{one}}}" for one in missing)
        return (
            f"{quoted(name)} lacks {listed}, which the site fills in.",
            f"Write {listed} into it.",
        )
    listed = ", ".join(f"{{{one}}}" for one in sorted(found - wanted))
    return f"{quoted(name)} has {listed}, which nothing fills in.", "Delete it, braces and all."
