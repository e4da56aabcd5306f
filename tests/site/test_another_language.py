"""The words of the site stand in one table: with another table it speaks another language."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from conftest import ROOT, TINY_SITE, replace_once, run_module

WORDS = Path("hooks") / "plainleaf" / "theme" / "words.yml"
ACCENTS = str.maketrans("aeiouAEIOU", "áéíóúÁÉÍÓÚ")
PLACE = re.compile(r"(\{[^}]*\})")
SHOWN = (
    "aria-label",
    "title",
    "alt",
    "content",
    "data-l",
    "data-step",
    "data-views",
    "placeholder",
)
LISTS_RULES = "checks.html"
"""The page that shows messages of the program to authors."""


def accented(table: Any) -> Any:
    """A table with an accent on each vowel, but for its places."""
    if isinstance(table, Mapping):
        return {name: accented(inner) for name, inner in table.items()}
    parts = PLACE.split(table)
    return "".join(one if at % 2 else one.translate(ACCENTS) for at, one in enumerate(parts))


def texts_of(table: Any) -> Iterator[str]:
    if isinstance(table, Mapping):
        for inner in table.values():
            yield from texts_of(inner)
    else:
        yield from (one.strip(" .,:;()") for one in PLACE.split(table)[::2])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny site, built with the words of another language."""
    project = tmp_path_factory.mktemp("language") / "project"
    project.mkdir()
    for part in ("hooks", "overrides"):
        shutil.copytree(ROOT / part, project / part)
    shutil.copy(ROOT / "mkdocs.yml", project)
    shutil.copytree(TINY_SITE, project / "docs")
    table = yaml.safe_load((project / WORDS).read_text("utf-8"))
    table["xx"] = accented(table["en-US"])
    (project / WORDS).write_text(yaml.safe_dump(table, sort_keys=False), "utf-8")
    # What authors must say of a link to a case, they say in the language of the site.
    for page in (project / "docs" / "conditions").rglob("*.md"):
        text = page.read_text("utf-8")
        page.write_text(
            text.replace("its answer", f"its {table['xx']['cases']['warning']}"), "utf-8"
        )
    module = project / "hooks" / "plainleaf" / "model" / "words.py"
    replace_once(module, "SPOKEN: Final = LANGUAGE", 'SPOKEN: Final = "xx"')
    env = {"PYTHONPATH": str(project / "hooks"), "PRINT": "0"}
    done = run_module("mkdocs", project, "build", "--strict", env=env, fresh=True)
    assert done.returncode == 0, done.stdout
    return project / "site"


@pytest.fixture(scope="module")
def said(site: Path) -> str:
    """All that the pages say and show, a line for each text."""
    found: dict[str, None] = {}
    for page in sorted(site.rglob("*.html")):
        if page.name == LISTS_RULES:
            continue
        tree = LexborHTMLParser(page.read_text("utf-8"))
        for node in tree.css("script, style"):
            node.decompose()
        for node in tree.css("*"):
            inner = (one.text() for one in node.iter(include_text=True) if one.tag == "-text")
            shown = (value for name, value in node.attributes.items() if name in SHOWN and value)
            found |= dict.fromkeys(" ".join(one.split()) for one in (*inner, *shown))
    return "\n".join(found)


@pytest.fixture(scope="module")
def authored() -> str:
    """What authors wrote."""
    files = [one for one in TINY_SITE.rglob("*") if one.suffix in {".md", ".yml"}]
    return " ".join(" ".join(one.read_text("utf-8").split()) for one in files)


BUT = {
    "allowed_html.py": "the exact forms of elements that the theme may make",
    "kinds.py": "headings that authors write",
    "pronunciation.py": "how English is spelled and said: another language has other rules",
    "respelling.py": "the same",
}
"""Programs that hold words which pages show, with the reason."""


def stands_in(text: str, said: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(text)}(?!\w)", said) is not None


def is_prose(text: str) -> bool:
    return len(re.findall(r"[A-Za-z]{2,}", text)) > 1


def test_no_english_word_of_the_table_is_left(said: str, authored: str) -> None:
    table = yaml.safe_load((ROOT / WORDS).read_text("utf-8"))["en-US"]
    texts = {one for one in texts_of(table) if is_prose(one) and not stands_in(one, authored)}
    assert len(texts) > 100
    assert sorted(one for one in texts if stands_in(one, said)) == []
    assert "Nót yét chéckéd by á clínícíán." in said


def test_scripts_and_styles_say_the_words_of_the_language(site: Path) -> None:
    files = [*site.glob("assets/js/*.js"), *site.glob("assets/css/*.css")]
    published = "\n".join(file.read_text("utf-8") for file in files)
    table = yaml.safe_load((ROOT / WORDS).read_text("utf-8"))["en-US"]
    texts = {one for one in texts_of(table) if re.search("[A-Z][a-z]", one)} - NOT_SAID
    assert sorted(one for one in texts if re.search(f'["`]{re.escape(one)}', published)) == []
    assert all(one in published for one in ("Shów évérythíng", "Énlárgé", "Yóúr ánswér", "Díd yóú"))
    assert "/* our." not in published


def test_a_page_says_in_which_language_it_is(site: Path) -> None:
    for page in ("index.html", "404.html"):
        html = LexborHTMLParser((site / page).read_text("utf-8")).css_first("html")
        assert html is not None
        assert (html.attributes["lang"], html.attributes["dir"]) == ("xx", "ltr")


FOR_OTHERS = {
    "checks.html": "for authors: beside messages of the program",
    "findings.html": "for authors, under `mkdocs serve`",
    "bundle.html": "for administrators: in the bundle, not on the site",
}
"""Templates that hold words of their own, with the reason."""
TEMPLATES = [
    one for one in sorted((ROOT / WORDS).parent.rglob("*.html")) if one.name not in FOR_OTHERS
]
CLASSES = r"\{% block body_class %\}.*?\{% endblock %\}"
MARKUP = re.compile(
    rf"(?s){CLASSES}|<(script|style)\b.*?</\1>|\{{%.*?%\}}|\{{\{{.*?\}}\}}|<[^>]*>|&\w+;"
)
LABELS = re.compile(r'\b(aria-label|title|alt|placeholder|data-l)="([^"]*)"')


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.name)
def test_a_template_holds_no_word_of_its_own(template: Path) -> None:
    source = re.sub(r"(?s)\{#.*?#\}", "", template.read_text("utf-8"))
    labels = (re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", one[2]) for one in LABELS.finditer(source))
    left = [*labels, MARKUP.sub("\n", source)]
    assert re.findall("[A-Za-z]{2,}", "\n".join(left)) == []


STRING = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|`(?:[^`\\]|\\.)*`")
NOT_SAID = {
    *("Escape", "Tab", "Enter"),  # keys
    *("Copy", "Copied", "Version"),  # Material asks for them, and shows them nowhere
    "The index has a new version.",  # an error that is caught
}


@pytest.mark.parametrize(
    "script", sorted((ROOT / WORDS).parent.rglob("*.js")), ids=lambda one: one.name
)
def test_a_script_holds_no_words_of_its_own(script: Path) -> None:
    """Words begin with a capital letter, or there are several without the signs of a selector."""
    source = re.sub(r"(?ms)/\*.*?\*/|^\s*//.*?$|\s// .*?$", "", script.read_text("utf-8"))
    said = [re.sub(r"\$\{[^}]*\}", "", one[0][1:-1]) for one in STRING.finditer(source)]
    words = [one for one in said if re.match("[A-Z][a-z]+[ .,]|[A-Z][a-z]+$", one.strip())]
    assert sorted(set(words) - NOT_SAID) == []


def constants(path: Path) -> Iterator[str]:
    """The texts of a program that are no docstrings, without what is filled in."""
    tree = ast.parse(path.read_text("utf-8"))
    documents = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in documents:
            yield " ".join(node.value.split())


def test_no_words_of_a_page_stand_in_a_program(said: str, authored: str) -> None:
    """Shorter texts than twelve letters stand in pages by chance, such as "this is"."""
    found = {
        f"{path.relative_to(ROOT)}: {text}"
        for path in (ROOT / "hooks").rglob("*.py")
        if path.name not in BUT
        for text in constants(path)
        if len(text) >= 12
        and is_prose(text)
        and stands_in(text, said)
        and not stands_in(text, authored)
    }
    assert sorted(found) == []
