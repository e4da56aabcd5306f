"""Changes of content that people make; after each of them the tests of the tool still hold.

    python tests/other_content.py          # all of them, each with the fast half of the tests
    python tests/other_content.py NAME …   # some

The tests know nothing of the content: each change is made in a copy of the project, the check must
have nothing to fix there, and the tests that need no browser must pass. `.ci/scheduled` runs it.
"""

from __future__ import annotations

import datetime
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
TINY_SITE = Path("tests/site/docs")
DATA = Path("docs/_data")
ABOUT = ("administrators", "accessibility", "checks", "reviews")
"""Pages about the tool, which any content keeps."""


def items(file: Path) -> list[dict[str, Any]]:
    """What a data file lists."""
    return list(yaml.safe_load(file.read_text(encoding="utf-8")) or ())


def add(file: Path, more: list[dict[str, Any]]) -> None:
    """Add items at the end of a data file, as an editor would."""
    if not more:
        return
    text = file.read_text(encoding="utf-8")
    kept = "" if items(file) == [] else text.rstrip() + "\n\n"
    comments = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
    file.write_text((kept or comments) + dumped(more), encoding="utf-8")


def dumped(more: list[dict[str, Any]]) -> str:
    """Items as YAML."""
    return yaml.dump(more, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=1000)


class _Plain(yaml.SafeDumper):
    """Writes what stands twice out twice."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  # PyYAML's interface
        return True


def first_page(project: Path, kind: str) -> Path:
    """The first page of a kind."""
    pages = sorted((project / "docs").rglob("*.md"))
    return next(one for one in pages if f"\nkind: {kind}\n" in one.read_text(encoding="utf-8"))


def a_review(project: Path) -> None:
    """A clinician reviews a page, and signs the points of it, by what the review pack prints."""
    page = first_page(project, "condition").relative_to(project).as_posix()
    add(project / DATA / "reviews.yml", [one | WHO for one in entries(project, page)])


def entries(project: Path, page: str) -> list[dict[str, Any]]:
    """The entries of reviews.yml for a page that the command prints, one for each role."""
    file = project / DATA / "review_roles.yml"
    roles = [one["id"] for one in items(file)] if file.exists() else [""]
    found = []
    for role in roles:
        asked = ["--role", role] if role else []
        printed = run(project, "plainleaf", "review-pack", page, "--hashes", *asked).stdout
        found += yaml.safe_load(printed)
    assert found
    return found


DAY = datetime.datetime.now(tz=datetime.UTC).date()
WHO = {"reviewer": "Maria Muster", "role": "Tester", "date": DAY}


def a_signed_point(project: Path) -> None:
    """One point of the list is agreed to on one page for the text as it stands."""
    first = items(project / DATA / "sign_off.yml")[0]
    page = str(first["pages"][0]).partition("#")[0]
    for one in entries(project, f"docs/{page}"):
        held = one.get("points", {}).get(first["id"])
        if held:
            kept = {key: value for key, value in one.items() if key != "sections"}
            add(project / DATA / "reviews.yml", [kept | WHO | {"points": {first["id"]: held}}])
            return
    raise AssertionError(first)


def a_fact(project: Path) -> None:
    """One more fact stands nowhere yet, for a reason."""
    file = project / DATA / "facts.yml"
    fact = {
        "id": next_fact(file),
        "fact": "A fact from elsewhere.",
        "omitted": "Nobody asked for it.",
    }
    add(file, [fact])


def next_fact(file: Path) -> str:
    """The number of the fact after the last."""
    return str(max((int(one["id"]) for one in items(file) if one["id"].isdigit()), default=0) + 1)


def a_number(project: Path) -> None:
    """An emergency number changes, and another country gets one."""
    file = project / DATA / "emergency_numbers.yml"
    listed = items(file)
    listed[0]["number"] = "000"
    listed.append(
        {"country": "Switzerland", "code": "CH", "number": "144", "source": listed[0]["source"]}
    )
    file.write_text(dumped(listed), encoding="utf-8")


JOINED = (
    *("glossary", "references", "facts", "sign_off", "care_cards"),
    *("accepted_words", "clips"),
)
"""The data files that a condition brings something to."""


def a_second_condition(project: Path) -> None:
    """The condition of the tests' own site joins the content, with its case, terms and sources."""
    tiny, docs = project / TINY_SITE, project / "docs"
    for folder in ("conditions/samplitis", "cases/itching-after-a-walk", "sounds"):
        shutil.copytree(tiny / folder, docs / folder, dirs_exist_ok=True)
    for name in JOINED:
        listed = items(docs / "_data" / f"{name}.yml")
        known = {one.get("id") for one in listed} - {None}
        more = [one for one in items(tiny / "_data" / f"{name}.yml") if one.get("id") not in known]
        if name == "facts":
            # A condition numbers its facts in a series of its own.
            more = items(tiny / "_data/facts.yml")
            more = [one | {"id": f"SMP{number}"} for number, one in enumerate(more, 1)]
        if name == "sign_off":
            more = [
                one | {"id": f"samplitis-{one['id']}"} for one in items(tiny / "_data/sign_off.yml")
            ]
        if name == "glossary":
            insert_terms(docs / "_data/glossary.yml", more)
        else:
            add(docs / "_data" / f"{name}.yml", more)
    lead_there(first_page(project, "home"))


def lead_there(home: Path) -> None:
    """Link from the last list of the home page to the warning signs of the other condition."""
    text = home.read_text(encoding="utf-8")
    last = [*re.finditer(r"(?m)^- \[.*\n", text)][-1].end()
    link = "- [When is samplitis an emergency?](conditions/samplitis/index.md#when-to-get-help)\n"
    text = text[:last] + link + text[last:]
    page = "conditions/samplitis/index.md"
    door = f"  - {{title: Samplitis, text: Made up., action: Read, page: {page}, icon: family}}\n"
    home.write_text(text.replace("doors:\n", f"doors:\n{door}", 1), encoding="utf-8")


def insert_terms(file: Path, more: list[dict[str, Any]]) -> None:
    """Put each term at its place in the alphabet; comments stay above the terms they are about."""
    blocks = re.split(r"\n\n(?=(?:#[^\n]*\n)*- id: )", file.read_text(encoding="utf-8").strip())
    blocks += [dumped([one]).strip() for one in more]

    def name(block: str) -> str:
        found = re.search(r"(?m)^ +term: (.*)$", block)
        return found[1].strip("\"'").casefold() if found else ""

    file.write_text("\n\n".join(sorted(blocks, key=name)) + "\n", encoding="utf-8")


def other_content(project: Path) -> None:
    """Nothing of the content stays but the pages about the tool: a site of a hospital's own."""
    kept = {name: (project / f"docs/about/{name}.md").read_bytes() for name in ABOUT}
    shutil.rmtree(project / "docs")
    shutil.copytree(project / TINY_SITE, project / "docs")
    for name, data in kept.items():
        (project / f"docs/about/{name}.md").write_bytes(data)


CHANGES: Mapping[str, Callable[[Path], None]] = {
    "review": a_review,
    "signed-point": a_signed_point,
    "fact": a_fact,
    "number": a_number,
    "second-condition": a_second_condition,
    "other-content": other_content,
}


def run(project: Path, module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a Python module in a copy, with the copy's own code."""
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project / "hooks")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def copy_of_project(folder: Path) -> Path:
    """Copy what git knows of the project, with what it made before."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    (folder / ".venv").symlink_to(ROOT / ".venv")
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    return folder


FAST = (
    *("-q", "-p", "no:cacheprovider", "-n", "2", "-m", "not real_site", "tests"),
    *("--ignore=tests/browser", "--ignore=tests/site", "--ignore=tests/print"),
    *("--ignore=tests/audit", "--ignore=tests/pictures", "--ignore=tests/test_hostile_input.py"),
    *("--ignore=tests/text/test_pronunciation.py", "--ignore=tests/test_repository.py"),
)
"""The half of the tests that a change of content could break and no browser is needed for."""


def main(names: list[str]) -> int:
    """Try changes; returns 1 when the tests do not hold after one of them."""
    wrong = False
    for name in names or CHANGES:
        with tempfile.TemporaryDirectory(prefix="plainleaf-content-") as folder:
            project = copy_of_project(Path(folder))
            CHANGES[name](project)
            for done in (run(project, "plainleaf", "check"), run(project, "pytest", *FAST)):
                if done.returncode:
                    wrong = True
                    print(done.stdout)
            print(f"{name}: {'the tests do not hold' if wrong else 'the tests hold'}", flush=True)
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
