"""What `mkdocs build` does: stop or finish, and what it writes. Real processes, real files."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
import test_site_pages

from conftest import (
    BROKEN_FILES,
    RECIPES,
    BuiltSite,
    new_project,
    replace_once,
    run_mkdocs,
    run_module,
    share,
)

CONDITION = "docs/conditions/samplitis/index.md"
VERBOSITIES = ([], ["--quiet"], ["--verbose"])

MakeProject = Callable[..., Path]


def line_of(file: Path, text: str) -> int:
    """The number of the only line that has this text, as an editor counts."""
    lines = file.read_bytes().decode("utf-8").replace("\r\n", "\n").split("\n")
    (index,) = (index for index, line in enumerate(lines) if text in line)
    return index + 1


def messages(output: str) -> list[str]:
    """The lines of MkDocs' output without the level that stands before each."""
    return [line.partition("-  ")[2] for line in output.splitlines()]


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


# --- a site that is all right ---


@pytest.mark.parametrize("name", ["tiny", "real", "public"])
def test_builds_strictly_without_a_warning(
    build_site: Callable[[str], BuiltSite], name: str
) -> None:
    site = build_site(name)
    assert site.status == 0, site.output
    assert "WARNING" not in site.output
    assert "ERROR" not in site.output


def test_tiny_site_has_nothing_to_fix(make_project: MakeProject) -> None:
    done = run_module("plainleaf", make_project(), "check")
    assert (done.returncode, done.stdout) == (0, "Nothing to fix.\n")


@pytest.mark.parametrize("name", ["public", "real"])
def test_second_build_gives_the_same_bytes(
    build_site: Callable[[str], BuiltSite], name: str, tmp_path: Path
) -> None:
    first = build_site(name)
    again = RECIPES[name].project(tmp_path / "elsewhere")
    shutil.rmtree(again / ".cache")
    share(again, "print")  # that PDFs stay the same too is tested with them
    done = run_mkdocs(again, "build", "--strict", env=RECIPES[name].env, fresh=True)
    assert done.returncode == 0, done.stdout
    one, other = files_of(first.folder), files_of(again / "site")
    assert sorted(one) == sorted(other)
    assert [path for path in one if one[path] != other[path]] == []


def test_a_commit_gives_the_same_bytes_on_another_path_and_day(tmp_path: Path) -> None:
    """One build reads the day from its commit, the other is told it; neither looks at the clock."""
    made = "1804204800"  # 2027-03-05: not the day on which this runs
    first, other = tmp_path / "first", tmp_path / "deep" / "below" / "other"
    shutil.rmtree(new_project(first) / ".cache")
    who = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@a.example"}
    who |= {"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@a.example"}
    who |= {"GIT_COMMITTER_DATE": f"{made} +0000", "PATH": "/usr/bin:/bin"}
    (first / ".gitignore").write_text("site\n.site.*\n.cache\n")
    for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "One"]):
        subprocess.run(["git", *command], cwd=first, env=who, check=True)
    shutil.copytree(first, other, symlinks=True)
    address = {"SITE_URL": "https://leaf.example/health"}
    for project, epoch in ((first, ""), (other, made)):
        env = {**address, "SOURCE_DATE_EPOCH": epoch}
        done = run_mkdocs(project, "build", "--strict", env=env, fresh=True)
        assert done.returncode == 0, done.stdout
    one, same = files_of(first / "site"), files_of(other / "site")
    assert sorted(one) == sorted(same)
    assert [path for path in one if one[path] != same[path]] == []
    edition = json.loads(one["edition.json"])
    assert (edition["content_date"], edition["expires"]) == ("2027-03-05", "2028-03-04")
    assert len(edition["commit"]) == 40


# --- a site with something to fix ---


def without_treatment(project: Path) -> str:
    """Delete a required section; returns the finding that this must give."""
    page = project / CONDITION
    head, _, rest = page.read_text(encoding="utf-8").partition("## Treatment\n")
    page.write_text(head + rest[rest.index("## Living with it") :], encoding="utf-8")
    line = line_of(page, "## How it is diagnosed")
    return (
        f'{CONDITION}:{line}:1: error PL203 Required section "Treatment" is missing. '
        'Add "## Treatment" after "How it is diagnosed".'
    )


def with_space_before_citation(project: Path) -> str:
    """Put a citation where it should not stand; returns the warning that this must give."""
    page = project / CONDITION
    replace_once(page, "You may get bored.[@general-knowledge]", "You may nap. [@BLUE]")
    line = line_of(page, "You may nap.")
    column = page.read_text(encoding="utf-8").splitlines()[line - 1].index("[@BLUE]") + 1
    return (
        f"{CONDITION}:{line}:{column}: warning PL506 A space stands before this citation. "
        'Write "text.[@KEY]".'
    )


@pytest.mark.parametrize("strict", [[], ["--strict"]], ids=["", "strict"])
@pytest.mark.parametrize("verbosity", VERBOSITIES, ids=["normal", "quiet", "verbose"])
def test_error_stops_the_build_and_leaves_the_old_site_alone(
    make_project: MakeProject, tiny: BuiltSite, verbosity: list[str], strict: list[str]
) -> None:
    project = make_project()
    shutil.copytree(tiny.folder, project / "site")
    finding = without_treatment(project)
    done = run_mkdocs(project, "build", *verbosity, *strict)
    assert done.returncode == 1, done.stdout
    assert finding in messages(done.stdout), done.stdout
    assert "Stopped before writing anything: 1 error." in done.stdout
    assert "Traceback" not in done.stdout
    assert files_of(project / "site") == files_of(tiny.folder)


def test_warning_does_not_stop_a_build_that_is_not_strict(make_project: MakeProject) -> None:
    project = make_project()
    finding = with_space_before_citation(project)
    done = run_mkdocs(project, "build")
    assert done.returncode == 0, done.stdout
    assert finding in messages(done.stdout), done.stdout
    assert (project / "site" / "index.html").exists()


@pytest.mark.parametrize("verbosity", VERBOSITIES, ids=["normal", "quiet", "verbose"])
def test_warning_stops_a_strict_build_and_is_told(
    make_project: MakeProject, verbosity: list[str]
) -> None:
    project = make_project()
    finding = with_space_before_citation(project)
    done = run_mkdocs(project, "build", "--strict", *verbosity)
    assert done.returncode == 1, done.stdout
    assert finding in messages(done.stdout), done.stdout
    assert "Stopped before writing anything: 1 warning." in done.stdout
    assert not (project / "site").exists()


@pytest.mark.parametrize("verbosity", VERBOSITIES[1:], ids=["quiet", "verbose"])
def test_broken_links_stop_a_strict_build_and_are_told(
    make_project: MakeProject, verbosity: list[str]
) -> None:
    """The check finds them, before MkDocs does, which would let them pass under -q and -v."""
    project = make_project()
    replace_once(project / CONDITION, "glossary.md#sampler", "glossary.md#nowhere")
    replace_once(project / CONDITION, "(faq.md)", "(questions.md)")
    done = run_mkdocs(project, "build", "--strict", *verbosity)
    assert done.returncode == 1, done.stdout
    told = [line for line in done.stdout.splitlines() if " PL927 " in line]
    assert len(told) == 2, done.stdout
    assert '"glossary.md" has no heading "nowhere"' in told[0]
    assert 'There is no page "conditions/samplitis/questions.md"' in told[1]


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_lines_and_columns_are_those_of_the_file(make_project: MakeProject, newline: str) -> None:
    """Front matter counts, and so do CRLF and tabs; a tab is one column."""
    project = make_project()
    page = project / CONDITION
    text = page.read_text(encoding="utf-8").replace("Nobody has it.\n", "Nobody\n\thas it.\n")
    text = text.replace("- Rest after a walk.", "-\tRest after[@NOWHERE] a walk.")
    text = text.replace("See [a teaching case]", "\tIndented code\n\nSee[@NEITHER] [a case]")
    page.write_bytes(text.replace("\n", newline).encode())
    done = run_mkdocs(project, "build", "--quiet")
    assert done.returncode == 1
    expected = [
        f"{CONDITION}:{line_of(page, '@NEITHER')}:4: error PL501 "
        'There is no reference "NEITHER". Add it to the reference file.',
        f"{CONDITION}:{line_of(page, '@NOWHERE')}:13: error PL501 "
        'There is no reference "NOWHERE". Add it to the reference file.',
    ]
    told = [line for line in messages(done.stdout) if "PL501" in line]
    assert told == expected


def test_files_that_cannot_be_read_are_findings_and_no_crash(
    make_project: MakeProject, tiny: BuiltSite
) -> None:
    project = make_project()
    shutil.copytree(tiny.folder, project / "site")
    for file, (data, _) in BROKEN_FILES.items():
        (project / file).write_bytes(data)
    done = run_mkdocs(project, "build")
    assert done.returncode == 1, done.stdout
    for file, (_, code) in BROKEN_FILES.items():
        told = [line for line in messages(done.stdout) if line.startswith(f"{file}:")]
        assert any(code in line for line in told), done.stdout
    assert "Traceback" not in done.stdout
    assert files_of(project / "site") == files_of(tiny.folder)


# --- what is written ---

THEME_FILES = {
    "assets/css/care.css",
    "assets/css/case.css",
    "assets/css/cases.css",
    "assets/css/figures.css",
    "assets/css/glossary.css",
    "assets/css/handouts.css",
    "assets/css/home.css",
    "assets/css/lists.css",
    "assets/css/markdown.css",
    "assets/css/plainleaf.css",
    "assets/css/print.css",
    "assets/css/search.css",
    "assets/css/viewer.css",
    "assets/fonts/atkinson-bold.woff2",
    "assets/fonts/atkinson-regular.woff2",
    "assets/fonts/ipa.woff2",
    "assets/js/case.js",
    "assets/js/cases.js",
    "assets/js/mark.js",
    "assets/js/figures.js",
    "assets/js/leave.js",
    "assets/js/plainleaf.js",
    "assets/js/search-box.js",
    "assets/js/search-engine.js",
    "assets/js/sheet.js",
    "assets/js/sources.js",
    "assets/apple-touch-icon.png",
    "assets/icon-32.png",
    "assets/leaf.svg",
    "assets/javascripts/bundle.*.min.js",
    "search/index.js",
    "search/search_index.js",
    "search/search_index.json",
    "search/spelling/*.js",
    "search/pairs/*.js",
    "search/texts/*.js",
    "search/words/*.js",
    "404.html",
}
DELIVERY_FILES = {"_headers", "edition.json", "server/apache.conf", "server/nginx.conf"}
LIGHTBOX_FILES = {
    "assets/javascripts/glightbox.min.js",
    "assets/stylesheets/glightbox.min.css",
}


def published(site: BuiltSite) -> set[str]:
    """The files of a site, without hashes and numbers in file names and compressed copies."""
    numbered = re.compile(
        r"(assets/javascripts/bundle\.|search/(?:pairs|spelling|texts|words)/)[^./]+\."
    )
    return {
        numbered.sub(r"\1*.", path)
        for path in files_of(site.folder)
        if not path.endswith((".br", ".gz"))
    }


def without_prints(files: set[str]) -> set[str]:
    """The files of a site but its PDFs and their first sides, which have tests of their own."""
    return {path for path in files if not path.startswith("print/")}


def html_of(docs: Path) -> set[str]:
    """The HTML files that the pages of a docs folder become."""
    return {
        file.relative_to(docs).with_suffix(".html").as_posix()
        for file in docs.rglob("*.md")
        if "_data" not in file.parts
    }


def test_publishes_pages_theme_and_nothing_else(tiny: BuiltSite, real: BuiltSite) -> None:
    """No data, figure descriptions, drawings, templates, source maps; and the lightbox."""
    stack = "cases/a-cough-in-spring/stack"
    pictures = {"about/picture.png"}
    pictures |= {f"{stack}/{window}-{n}.png" for window in ("soft", "lung") for n in range(1, 41)}
    glossary = {"glossary.json", "glossary.schema.json", "glossary.pls"}
    made = THEME_FILES | DELIVERY_FILES | {"reviews.ics", "robots.txt"} | glossary
    shown = pictures | {"sounds/itch.mp3"}
    assert published(tiny) == html_of(tiny.docs) | made | LIGHTBOX_FILES | shown
    own = {
        file.relative_to(real.docs).as_posix()
        for file in real.docs.rglob("*")
        if file.suffix in (".png", ".jpg", ".webp")
    }
    assert without_prints(published(real)) == html_of(real.docs) | made | LIGHTBOX_FILES | own


FOR_PROGRAMS = (
    *DELIVERY_FILES,
    *("reviews.ics", "robots.txt", "glossary.json", "glossary.schema.json", "glossary.pls"),
    "print/sheets.json",
)
"""What no page shows: for servers, mirrors, calendars, crawlers and other programs."""


def test_nothing_is_published_that_nothing_uses(site: BuiltSite) -> None:
    """No style, script, font or picture without a page, style or script that names it."""
    texts = [
        (site.folder / path).read_text(encoding="utf-8")
        for path in files_of(site.folder)
        if path.endswith((".html", ".css", ".js"))
    ]
    unused = [
        path
        for path in files_of(site.folder)
        if not path.endswith((".html", ".br", ".gz", ".map"))
        # The engine counts the parts of its index by number.
        and not path.startswith("search/")
        and path not in FOR_PROGRAMS
        and not any(path.rpartition("/")[2] in text for text in texts)
    ]
    assert unused == []
    assert [path for path in files_of(site.folder) if path.endswith(".map")] == []


def test_each_text_file_lies_compressed_beside_itself(public: BuiltSite) -> None:
    files = files_of(public.folder)
    endings = (".html", ".css", ".js", ".json", ".svg", ".xml", ".ics", ".txt")
    texts = {path for path in files if path.endswith(endings)}
    copies = {path for path in files if path.endswith((".br", ".gz"))}
    assert copies == {f"{path}.{end}" for path in texts for end in ("br", "gz")}
    for path in texts:
        assert gzip.decompress(files[f"{path}.gz"]) == files[path]
        assert brotli.decompress(files[f"{path}.br"]) == files[path]


def test_publishes_no_note_for_editors(tiny: BuiltSite) -> None:
    note = b"A note for editors that no reader sees."
    assert [path for path, data in files_of(tiny.folder).items() if note in data] == []


def test_loads_the_lightbox_only_where_a_picture_is(tiny: BuiltSite) -> None:
    assert [page for page in tiny.pages if "glightbox" in tiny.html(page)] == ["about/index.html"]


# --- a second condition ---


LEAFITIS = """
- id: leafitis
  term: leafitis
  abbreviations: [LFT]
  category: condition
  definition: A made-up condition in which a person shows leaves.
  see: [sampler, itch]
  pronunciation: {ipa: liːˈfaɪtɪs, respelling: lee-FY-tis, source: editor}

"""
"""The term of a second condition, whose pages are those of the first with other names."""


def with_a_second_condition(project: Path) -> Path:
    """Add a condition and a case to the tiny site, as an editor would."""
    docs = project / "docs"
    names = {
        "Samplitis": "Leafitis",
        "samplitis": "leafitis",
        "SMP": "LFT",
        "a long walk": "a swim",
    }
    for first, second in (
        ("conditions/samplitis", "conditions/leafitis"),
        ("cases/itching-after-a-walk", "cases/itching-after-a-swim"),
    ):
        shutil.copytree(docs / first, docs / second)
        for file in (docs / second).glob("*.md"):
            text = file.read_text(encoding="utf-8")
            for old, new in names.items():
                text = text.replace(old, new)
            text = text.replace("care-card | ", "care-card | leaf-").replace(
                "#card-", "#card-leaf-"
            )
            file.write_text(text, encoding="utf-8")
    more = "(conditions/samplitis/index.md#when-to-get-help).\n"
    other = more.replace("samplitis", "leafitis")
    replace_once(docs / "index.md", more, f"{more}\nFor leafitis see [its cards]{other}")
    door = "    page: conditions/samplitis/index.md\n    icon: family\n"
    own_door = f"  - title: Leafitis\n    text: Leaves.\n    action: Read\n{door}"
    replace_once(docs / "index.md", door, door + own_door.replace("samplitis", "leafitis"))
    points = docs / "_data" / "sign_off.yml"
    asked = ", ".join(f"conditions/leafitis/{one}.md" for one in ("index", "faq", "professional"))
    point = "- id: leaf\n  point: All of leafitis.\n  role: Emergency medicine\n"
    with points.open("a", encoding="utf-8") as file:
        file.write(f"\n{point}  pages: [{asked}]\n")
    cards = docs / "_data" / "care_cards.yml"
    text = cards.read_text(encoding="utf-8")
    own = text.replace("- id: ", "- id: leaf-").replace(
        "condition: samplitis", "condition: leafitis"
    )
    cards.write_text(f"{text}\n{own}", encoding="utf-8")
    replace_once(docs / "_data" / "glossary.yml", "\n- id: sampler\n", f"{LEAFITIS}- id: sampler\n")
    return project


def test_second_condition_needs_markdown_and_data_only(tmp_path: Path) -> None:
    project = with_a_second_condition(new_project(tmp_path / "project"))
    done = run_mkdocs(project, "build", "--strict")
    assert done.returncode == 0, done.stdout
    assert "WARNING" not in done.stdout
    site = BuiltSite("two conditions", project, 0, "")
    test_site_pages.test_every_link_inside_the_site_resolves(site)
    test_site_pages.test_ids_are_unique(site)
    test_site_pages.test_case_gives_no_diagnosis_away(site)

    home = site.tree("index.html")
    listed = {link.text(): link.attributes["href"] for link in home.css("main section a")}
    assert listed["Samplitis"] == "conditions/samplitis/index.html"
    assert listed["Leafitis"] == "conditions/leafitis/index.html"
    cases = {
        link.text(): link.attributes["href"] for link in site.tree("cases/index.html").css("a")
    }
    assert cases["Itching after a swim"] == "itching-after-a-swim/index.html"

    def links(page: str, where: str) -> dict[str, str | None]:
        found = site.tree(page).css(f"{where} a")
        return {link.text(strip=True): link.attributes["href"] for link in found}

    assert links("glossary.html", "header nav")["Conditions"] == "index.html#conditions"
    assert links("glossary.html", "header nav")["Radiology cases"] == "cases/index.html"
    own = links("conditions/samplitis/index.html", "header nav")
    assert own["Condition"] == "index.html"
    assert own["Questions"] == "faq.html"
    foot = links("index.html", "footer nav")
    assert {
        "Samplitis",
        "Leafitis",
        "Questions and answers about samplitis",
        "Questions and answers about leafitis",
        "Radiology cases",
    } <= foot.keys()

    entry = site.tree("glossary.html").css_first("[id=samplitis]").parent
    assert "sam-PLY-tis" in entry.text()
    uses = [link.attributes["href"] for link in entry.css("a")]
    assert "conditions/samplitis/index.html" in uses
    assert "cases/itching-after-a-walk/index.html" not in uses
