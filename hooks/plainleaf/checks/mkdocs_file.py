"""mkdocs.yml, as far as what is published depends on it: read before any build is begun.

MkDocs reads the file itself, and believes it: a site whose list of hooks lost a line would be
published without what that hook does. So the list is compared with what must be in it, here for
`plainleaf check`, and in the hooks themselves for a build.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import yaml

from plainleaf.model.findings import Finding, Severity
from plainleaf.model.rule import Hit, Rule
from plainleaf.model.yaml_text import syntax_problem
from plainleaf.reading.disk import read_regular
from plainleaf.reading.markup_reader import EXTENSIONS
from plainleaf.text.printable import quoted

FILE: Final = "mkdocs.yml"
PLUGIN: Final = "plainleaf"
HOOKS: Final = (
    "begin_site.py",
    "load_content.py",
    "check_pages.py",
    "publish_assets.py",
    "render_pages.py",
    "style_pages.py",
    "print_pages.py",
    "index_search.py",
    "audit_site.py",
    "deliver_site.py",
    "publish_site.py",
)
"""The hooks that every build needs without the plugin, in order; others may stand between them."""
FLAT: Final = "use_directory_urls"
MARKDOWN: Final = "markdown_extensions"
OWN_EXTENSION: Final = "plainleaf.rendering.extensions"

RULE: Final = Rule(
    "PL945",
    "mkdocs.yml does not build the site that was checked",
    Severity.ERROR,
    why="Without a hook, or with the hooks in another order, pages would be published unchecked.",
    fix="Restore the line that the message names, as the project's own mkdocs.yml has it.",
)


def hooks_problem(hooks: Sequence[str], *, plugin: bool = False) -> str:
    """Say in one sentence what is wrong with a list of hooks; empty when nothing is.

    Args:
        hooks: the names of all hooks, as mkdocs.yml has them.
        plugin: whether the plugin does what our hooks would do.
    """
    names = [one.replace("\\", "/").rpartition("/")[2] for one in hooks]
    if plugin:
        twice = next((one for one in HOOKS if one in names), None)
        if twice is None:
            return ""
        return f"the plugin {PLUGIN} does what hooks/{twice} does: list the plugin or the hooks."
    missing = [one for one in HOOKS if one not in names]
    if missing:
        listed = ", ".join(f"hooks/{one}" for one in missing)
        return f"the list of hooks lacks {listed}: nothing may be published without it."
    places = [names.index(one) for one in HOOKS]
    for (first, at), (second, then) in zip(
        zip(HOOKS, places, strict=True), zip(HOOKS[1:], places[1:], strict=True), strict=False
    ):
        if at > then:
            return f"hooks/{first} must stand before hooks/{second} in the list of hooks."
    return ""


def check_mkdocs_file(root: Path) -> tuple[Finding, ...]:
    """What is wrong with a project's mkdocs.yml; nothing where there is none.

    Args:
        root: the project's folder.
    """
    file = root / FILE
    try:
        text = read_regular(file).decode("utf-8-sig")
    except FileNotFoundError:
        if not file.is_symlink():
            return ()  # pages alone can be checked, too
        hits = [Hit(1, 1, "This link leads nowhere.", "Restore the file.")]
    except UnicodeDecodeError:
        hits = [Hit(1, 1, "This file is not UTF-8.", "Save it as UTF-8.")]
    except OSError as error:
        reason = error.strerror or type(error).__name__
        hits = [Hit(1, 1, f"This file cannot be read: {reason}.", "Restore it.")]
    else:
        hits = list(_hits(text))
    return tuple(RULE.finding(hit, FILE) for hit in hits)


def _hits(text: str) -> Iterator[Hit]:
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        # Its nodes only: what a tag such as !ENV stands for is for MkDocs to say.
        root = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        problem = syntax_problem(error, text, 1)
        yield Hit(problem.line, problem.column, problem.message, problem.fix)
        return
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        yield Hit(1, 1, f"This is not YAML: {error}.", "Restore it.")
        return
    if not isinstance(root, yaml.MappingNode):
        yield Hit(1, 1, "This file does not hold settings.", "Restore it.")
        return
    settings = {str(key.value): value for key, value in root.value}
    yield from _settings(settings)


def _settings(settings: dict[str, Any]) -> Iterator[Hit]:
    inherits = "INHERIT" in settings
    flat = settings.get(FLAT)
    if flat is None:
        if not inherits:
            yield Hit(1, 1, f"{FLAT} is missing.", f'Add a line "{FLAT}: false".')
    elif str(flat.value).lower() != "false":
        message = f"{FLAT} is {quoted(str(flat.value))}: links would not work from a folder."
        yield Hit(*_place(flat), message, f'Write "{FLAT}: false".')
    yield from _markdown(settings.get(MARKDOWN), inherits=inherits)
    hooks = settings.get("hooks")
    plugin = PLUGIN in _names(settings.get("plugins"))
    if hooks is None and inherits:
        return
    listed = hooks.value if isinstance(hooks, yaml.SequenceNode) else ()
    problem = hooks_problem([str(one.value) for one in listed], plugin=plugin)
    if problem:
        place = _place(hooks) if hooks is not None else (1, 1)
        yield Hit(*place, f"{problem[0].upper()}{problem[1:]}", "Restore it.")


def _markdown(listed: Any, *, inherits: bool) -> Iterator[Hit]:
    """Extensions of Markdown: with others, readers would not get what the checks have read."""
    if listed is None and inherits:
        return
    names = [*_names(listed)] if listed is not None else []
    place = _place(listed) if listed is not None else (1, 1)
    known = (*EXTENSIONS, OWN_EXTENSION)
    lacking = [one for one in known if one not in names]
    if lacking:
        message = f"{MARKDOWN} lacks {', '.join(lacking)}: the checks read pages with it."
        yield Hit(*place, message, "Restore it.")
    for name in names:
        if name not in known:
            message = f"{MARKDOWN} has {quoted(name)}, which the checks do not read."
            yield Hit(*place, message, "Delete it.")


def _names(listed: Any) -> Iterator[str]:
    """The names in a list of plugins or extensions: each a word, or one with its options."""
    for one in listed.value if isinstance(listed, yaml.SequenceNode) else [listed]:
        if isinstance(one, yaml.MappingNode):
            yield from (str(name.value) for name, _ in one.value)
        elif isinstance(one, yaml.ScalarNode):
            yield str(one.value)


def _place(node: Any) -> tuple[int, int]:
    return int(node.start_mark.line) + 1, int(node.start_mark.column) + 1
