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

from plainleaf.model.brand import (
    PICTURES,
    UNUSED,
    color_problems,
    picture_problem,
    unused_problem,
)
from plainleaf.model.findings import Finding, Severity
from plainleaf.model.rule import Hit, Rule
from plainleaf.model.yaml_text import syntax_problem
from plainleaf.reading.disk import read_regular, why_unread
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

BRAND: Final = Rule(
    "PL946",
    "What makes the site yours cannot be used",
    Severity.ERROR,
    why="A logo or a color that is named and not shown is missed by nobody until it is online, "
    "and text without contrast is not read.",
    fix="Write the color that the message names, or put the picture where it says.",
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
        reason = why_unread(error)
        hits = [Hit(1, 1, f"This file cannot be read: {reason}.", "Restore it.")]
    else:
        root_node, broken = _read(text)
        if root_node is None:
            return tuple(RULE.finding(hit, FILE) for hit in broken)
        settings = {str(key.value): value for key, value in root_node.value}
        brand = tuple(BRAND.finding(hit, FILE) for hit in _brand(settings, root))
        return (*(RULE.finding(hit, FILE) for hit in _settings(settings)), *brand)
    return tuple(RULE.finding(hit, FILE) for hit in hits)


def _brand(settings: dict[str, Any], root: Path) -> Iterator[Hit]:
    """Colors, pictures and sheets of the site's own."""
    extra, theme = (_mapping(settings.get(name)) for name in ("extra", "theme"))
    colors = extra.get("colors")
    single = _mapping(colors)
    value = None if colors is None else _plain(colors)
    for problem in color_problems(value):
        node = single.get(problem.name.rpartition(".")[2], colors)
        yield Hit(*_place(node), f"{problem.name}: {problem.message}", problem.fix)
    custom = theme.get("custom_dir")
    folder = root / str(custom.value) if isinstance(custom, yaml.ScalarNode) else None
    # MkDocs itself stops where the folder is missing.
    named = PICTURES if folder is None or folder.is_dir() else ()
    found = [
        (theme.get(one), picture_problem(one, _plain(theme.get(one)), folder)) for one in named
    ]
    found += [(settings.get(one), unused_problem(one, _plain(settings.get(one)))) for one in UNUSED]
    for node, other in found:
        if other is not None:
            yield Hit(*_place(node), f"{other.name}: {other.message}", other.fix)


def _mapping(node: Any) -> dict[str, Any]:
    """The settings inside of a setting, by name."""
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {str(key.value): value for key, value in node.value}


def _plain(node: Any) -> object:
    """What a setting holds, as far as the brand asks for it."""
    if isinstance(node, yaml.MappingNode):
        return {name: _plain(value) for name, value in _mapping(node).items()}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(one) for one in node.value]
    if not isinstance(node, yaml.ScalarNode) or node.tag == "tag:yaml.org,2002:null":
        return None
    return str(node.value)


def _read(text: str) -> tuple[Any, tuple[Hit, ...]]:
    """The settings of the file as a node, or why there are none."""
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        # Its nodes only: what a tag such as !ENV stands for is for MkDocs to say.
        root = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        problem = syntax_problem(error, text, 1)
        return None, (Hit(problem.line, problem.column, problem.message, problem.fix),)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None, (Hit(1, 1, "This file cannot be read as YAML.", "Restore it."),)
    if not isinstance(root, yaml.MappingNode):
        return None, (Hit(1, 1, "This file does not hold settings.", "Restore it."),)
    return root, ()


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
