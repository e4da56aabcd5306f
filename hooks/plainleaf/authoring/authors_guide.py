"""The command `plainleaf guide`: what authors may write, made from the content model.

AUTHORS.md at the top of the repository is its output; a test compares them, and reads each example.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from plainleaf.authoring.image_command import Subparsers
from plainleaf.model.block_specs import BLOCKS, VERDICTS, BlockSpec
from plainleaf.model.kind import Kind, SectionSpec
from plainleaf.model.kinds import kinds

_HEAD: Final = """\
# For authors

What each kind of page needs, made from the content model by `plainleaf guide`. How to write is
said in the [README](README.md#how-to-write); `plainleaf new KIND NAME` begins a page with all of
this in it, and `plainleaf check FILE` says what is missing, at its line.
"""
_DOOR: Final = (
    "[{icon: family, title: For families, text: Begin here., action: Read, page: glossary.md}]"
)
_VALUES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "title": "A title in plain words",
        "description": "One plain sentence for search results.",
        "written": "2026-11-21",
        "next_look": "2027-11-21",
        "condition": "leaf-fever",
        "term": "leaf-fever",
        "doors": _DOOR,
        "at_a_glance": "[[Age, child], [Where, the chest]]",
    }
)
"""What an example says in the fields that a page must have, as YAML."""
_BODIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "key-points": "1. The most important thing.\n2. The next one.",
        "questions-to-ask": "- What is causing this?\n- What happens next?",
        "question": "- **Fits best.** Its edge says so.\n- **Less likely.** It would be rounder.",
    }
)
_ARGUMENTS: Final[Mapping[str, str]] = MappingProxyType(
    {"card id": "fever-now", "figure id": "lower-chest-ct", "question": "Which fits best?"}
)


def add_parser(commands: Subparsers[argparse.ArgumentParser]) -> None:
    """Add the command to those of `plainleaf`."""
    parser = commands.add_parser("guide", help="print what each kind of page needs, for authors")
    parser.set_defaults(run=_run)


def _run(_options: argparse.Namespace, _root: Path, _docs: Path) -> int:
    print(authors_guide(), end="")
    return 0


def authors_guide() -> str:
    """The whole guide, as Markdown."""
    parts = [_HEAD, "## Kinds of pages\n"]
    parts += [_kind(kind) for kind in kinds().values()]
    parts.append("## Blocks\n")
    parts += [_block(spec) for spec in BLOCKS.values()]
    return "\n".join(parts)


def front_matter_example(kind: Kind) -> str:
    """The front matter of a page, with the fields that it must have."""
    needed = [
        name
        for name, info in kind.front_matter.model_fields.items()
        if info.is_required() and name != "kind"
    ]
    lines = [f"{name}: {_VALUES.get(name, 'TODO')}" for name in needed]
    return "\n".join(("---", f"kind: {kind.name}", *lines, "---", ""))


def block_example(spec: BlockSpec) -> str:
    """A block as it stands in a page."""
    argument = f" | {_ARGUMENTS[spec.argument]}" if spec.argument else ""
    body = f"\n{_BODIES[spec.name]}\n\n" if spec.has_body else ""
    return f"/// {spec.name}{argument}\n{body}///\n"


def _kind(kind: Kind) -> str:
    lines = [f"### {kind.name}\n", f"{kind.summary} It lives at `docs/{kind.path}`.\n"]
    lines += ["```yaml", front_matter_example(kind).rstrip(), "```\n", *_fields(kind)]
    sections = [*_sections(kind)]
    lines += [f"Sections{', in this order' if kind.ordered else ''}:\n", *sections, ""] * bool(
        sections
    )
    lines += [f"- {one}" for one in _limits(kind)]
    return "\n".join(lines).rstrip() + "\n"


def _fields(kind: Kind) -> Iterator[str]:
    optional = [
        (name, " ".join((info.description or "").split()))
        for name, info in kind.front_matter.model_fields.items()
        if not info.is_required()
    ]
    if optional:
        yield "It may have, too:\n"
        yield from (f"- `{name}`: {about}" for name, about in optional)
        yield ""


def _sections(kind: Kind) -> Iterator[str]:
    for section in kind.sections:
        yield f"- `## {section.title}`{_needs(section)}"
    if kind.own.least:
        named = "; ".join(" or ".join(one) for one in kind.own.parts)
        says = f", each with {named}" if named else ""
        yield f"- at least {kind.own.least} `##` sections of its own{says}"
    if kind.questions:
        yield "- groups of questions: `##` names a group, `###` is a question, its answer below it"


def _needs(section: SectionSpec) -> str:
    said = [] if section.required else ["may be left out"]
    if section.generated or section.may_be_empty:
        said.append("left empty: the site fills it")
    if section.cited:
        said.append("cites a source: `text.[@KEY]`")
    if section.block:
        said.append(f"with `/// {section.block}`")
    if section.table:
        said.append("with a table")
    if section.parts:
        named = ", ".join(f"**{one}:**" for one in section.parts)
        said.append(f"a `###` heading for each, and below it {named}")
    elif section.subsections:
        said.append("with `###` headings")
    return f" ({'; '.join(said)})" if said else ""


def _limits(kind: Kind) -> Iterator[str]:
    limits = kind.limits
    if kind.lead_required and limits.lead_sentences_max:
        yield f"Before the first heading: 1 to {limits.lead_sentences_max} sentences."
    if kind.blocks:
        yield f"Somewhere: {', '.join(f'`/// {one}`' for one in kind.blocks)}."
    if limits.words:
        yield f"About {limits.words:,} words."
    if limits.min_questions:
        yield f"At least {limits.min_questions} questions."
    if limits.answer_words:
        yield f"Answers of at most {limits.answer_words} words."
    if limits.sentence_words_max:
        yield f"Sentences of at most {limits.sentence_words_max} words."


def _block(spec: BlockSpec) -> str:
    more = ""
    if spec.name == "question":
        more = f" A choice begins with one of: {', '.join(VERDICTS)}."
    return f"### /// {spec.name}\n\n{spec.summary}{more}\n\n```\n{block_example(spec)}```\n"
