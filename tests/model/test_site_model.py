"""What a site adds to the content model by data, what it cannot, and that two sites never mix."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import small_site
from builds import SETTINGS
from conftest import ROOT
from plainleaf.authoring.authors_guide import authors_guide
from plainleaf.build import Build
from plainleaf.checks.check import check_all
from plainleaf.cli import main
from plainleaf.model.kinds import KINDS, kinds
from plainleaf.model.site_model import LocatedText, SiteModel, load_site_model
from plainleaf.model.words import built_in_words, words
from plainleaf.page_work import PageWork
from plainleaf.reading.content import load_content

MODEL, WORDS = "docs/_data/model.yml", "docs/_data/words.yml"
CASES = yaml.safe_load((ROOT / "tests/golden/site_model.yml").read_text(encoding="utf-8"))
ADDED = """\
kinds:
  - name: services
    like: page
    summary: What the hospital offers to patients.
    label: Services
    sections:
      - {title: Who it is for, cited: true}
    limits: {grade_max: 7}
  - {name: costs, like: part, summary: What it costs and who pays., label: Costs, menu: Costs}
  - {name: travel, like: part, summary: How to travel with it., label: Travel}
sections:
  - {kind: condition, title: Help at home, after: Living with it, required: false}
  - {kind: living, title: Iron and food, also: [Iron], required: true, cited: true}
limits:
  - {kind: condition, words: 800, grade_max: 7}
categories: [billing]
"""
SAID = "en-US:\n  article: {key_points: What matters most}\n"
SERVICES = """\
A clinic for all.

## Who it is for

For all who come.[@VEIN]

## Sources
"""


@pytest.fixture(autouse=True)
def own_again() -> Iterator[None]:
    """Leave no site's model to the next test."""
    yield
    SiteModel().use()


def loaded(model: str = "", said: str = "") -> SiteModel:
    found = load_site_model(LocatedText(model, MODEL), LocatedText(said, WORDS))
    assert [one.text for one in found.findings] == []
    return found.model


def service(body: str) -> str:
    page = small_site.page("page", "Our clinic", body)
    return page.replace("kind: page", "kind: services")


def write(root: Path, **changes: str) -> Path:
    """A small site that adds to the model, with a page of its own kind."""
    page = service(SERVICES)
    files = {"_data/model.yml": ADDED, "_data/words.yml": SAID, "services/clinic.md": page}
    return small_site.write(root, {**files, **changes})


def found_in(root: Path) -> list[str]:
    content = load_content(root, root / "docs")
    return [one.text for one in check_all(content)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_cannot_be_added(case: dict[str, str]) -> None:
    found = load_site_model(
        LocatedText(case.get("model", ""), MODEL), LocatedText(case.get("words", ""), WORDS)
    )
    assert "".join(f"{one.text}\n" for one in found.findings) == case["output"]


def test_what_is_added() -> None:
    model = loaded(ADDED, SAID)
    names = list(model.kinds)
    assert names[names.index("part") :][:3] == ["part", "costs", "travel"]
    services, costs, condition = (model.kinds[one] for one in ("services", "costs", "condition"))
    assert services.path == "services/{page}.md"
    assert costs.path == "conditions/{condition}/costs.md"
    assert costs.usual_title == "{condition}: Costs"
    assert [one.title for one in services.sections] == ["Who it is for", "Sources"]
    assert (services.limits.grade_max, model.kinds["page"].limits.grade_max) == (7, 8)
    assert condition.as_guide is not None
    assert (condition.limits.words, condition.as_guide.limits.words) == (800, 800)
    titles = [one.title for one in condition.sections]
    assert titles[titles.index("Living with it") + 1] == "Help at home"
    food = model.kinds["living"].section("iron")
    assert food is not None
    assert (food.title, food.required, food.cited) == ("Iron and food", True, True)
    assert model.categories[-1] == "billing"
    model.use()
    assert (costs.label, costs.menu) == ("Costs", "Costs")
    assert words().article.key_points == "What matters most"
    assert words().article.back == built_in_words().article.back


def test_what_warns_stays_in_each_kind_that_a_site_adds() -> None:
    """A kind takes over all that its like is asked for: nothing of it can be left out."""
    for name, base in KINDS.items():
        if not base.may_be_copied:
            continue
        entry = f"kinds: [{{name: own, like: {name}, summary: A page like another., label: Own}}]"
        own = loaded(entry).kinds["own"]
        assert set(base.sections) <= set(own.sections)
        assert own.limits == base.limits
        assert (own.blocks, own.shows_urgency, own.own) == (
            base.blocks,
            base.shows_urgency,
            base.own,
        )


def test_a_site_is_checked_and_built_by_its_own_model(tmp_path: Path) -> None:
    write(tmp_path)
    clean = found_in(tmp_path)
    assert not [one for one in clean if "services" in one or "model" in one]
    write(tmp_path, **{"services/clinic.md": service("It is open.\n")})
    (missing,) = [one for one in found_in(tmp_path) if one not in clean and "PL203" in one]
    assert 'section "Who it is for" is missing' in missing
    write(tmp_path, **{"_data/model.yml": ADDED.replace("like: page", "like: pge")})
    told = found_in(tmp_path)
    assert 'PL122 "pge" is no kind' in told[0]
    assert not [one for one in told if "PL117" in one], "the cause is told, not what follows"


def test_two_sites_in_one_process_do_not_mix(tmp_path: Path) -> None:
    own, other = write(tmp_path / "own"), small_site.write(tmp_path / "other")
    builds = [
        Build.start(one, one / "docs", None, SETTINGS)
        for one in (tmp_path / "own", tmp_path / "other")
    ]
    assert own != other
    first = [build.check() for build in builds]
    assert [build.check() for build in builds] == first
    src = "services/clinic.md"
    assert builds[0].content.pages[src].kind is not None
    builds[1].inputs_for("index.md")
    assert (words().article.key_points, "services" in kinds()) == ("Key points", False)
    builds[0].inputs_for(src)
    assert (words().article.key_points, "services" in kinds()) == ("What matters most", True)


def test_what_is_kept_goes_by_the_model(tmp_path: Path) -> None:
    keys = {
        PageWork.in_folder(tmp_path, loaded(*texts).made_of).kept.digests.of("the same")
        for texts in (("", ""), (ADDED, ""), ("", SAID), (ADDED, SAID))
    }
    assert len(keys) == 4


def test_authors_and_commands_see_what_a_site_adds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "### services" not in authors_guide()
    write(tmp_path)
    assert main(["--root", str(tmp_path), "guide"]) == 0
    assert "### services" in capsys.readouterr().out
    assert main(["--root", str(tmp_path), "new", "services", "Our desk"]) == 0
    assert "Wrote docs/services/our-desk.md" in capsys.readouterr().out
    assert "kind: services" in (tmp_path / "docs/services/our-desk.md").read_text(encoding="utf-8")
    assert main(["--root", str(tmp_path), "schema", "services"]) == 0
