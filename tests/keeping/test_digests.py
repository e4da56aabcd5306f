"""Keys: other data have another, and what is not known has none."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest

from plainleaf.keeping import digests
from plainleaf.keeping.digests import Digests, code_digest
from plainleaf.model.findings import Finding, Severity
from plainleaf.model.site_facts import SiteFacts
from plainleaf.model.term import Term
from plainleaf.model.term_matcher import TermMatcher
from plainleaf.text.markup import trusted
from plainleaf.text.word_forms import fold

FINDING = Finding("a.md", 1, 2, "PL203", Severity.ERROR, "Wrong.")
TERM = Term(
    id="vein", term="vein", category="anatomy", definition="A tube.", no_pronunciation="Known."
)
UNLIKE: tuple[object, ...] = (
    *("", "a", b"a", trusted("a"), None, 0, 1, True, 1.0, "1", Severity.ERROR, Severity.WARNING),
    *((), [], {}, frozenset(), ("a",), ["a"], ("a", "b"), ("ab",), (("a",), "b"), ("a", ("b",))),
    *({"a": "b"}, {"b": "a"}, MappingProxyType({"a": "b"}), {"a": "b", "c": "d"}),
    *({"c": "d", "a": "b"}, frozenset("ab"), frozenset("ac"), tuple("x" * 30), tuple("x" * 31)),
    *(date(2026, 1, 1), date(2026, 1, 2), FINDING, dataclasses.replace(FINDING, column=3)),
    *(TERM, TERM.model_copy(update={"definition": "A pipe."}), "\udcff", "\udcfe"),
    *(re.compile("a"), re.compile("b"), re.compile("a", re.IGNORECASE), Term, Finding),
    *(functools.partial(trusted, "a"), functools.partial(trusted, "b")),
    *(functools.partial(fold, "a"), TermMatcher(), TermMatcher((TERM,))),
)


def test_no_two_data_share_a_digest() -> None:
    found = [Digests().of(one) for one in UNLIKE]
    assert len(set(found)) == len(UNLIKE)
    # The same again, from one that remembers.
    keeper = Digests()
    assert [keeper.of(one) for one in (*UNLIKE, *UNLIKE)] == [*found, *found]


def test_sets_have_no_order() -> None:
    words = [f"word {number}" for number in range(99)]
    backwards = dict.fromkeys(words[::-1]).keys()
    assert sorted(backwards) == sorted(words)
    assert Digests()._digest({*backwards}) == Digests()._digest({*words})


@pytest.mark.parametrize("field", [one.name for one in dataclasses.fields(SiteFacts)])
def test_every_fact_counts(field: str) -> None:
    other = dataclasses.replace(SiteFacts(), **{field: ("other",)})
    assert Digests().of(other) != Digests().of(SiteFacts())


class OfNoPackage:
    """Of no installed package."""


@pytest.mark.parametrize(
    "data",
    [Path("a"), object(), lambda: 1, {"a": [object()]}, OfNoPackage, functools.partial(lambda: 1)],
)
def test_what_is_not_known_has_no_digest(data: object) -> None:
    with pytest.raises(TypeError, match="no digest"):
        Digests().of(data)


# --- the code ----------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    code_digest.cache_clear()
    yield
    code_digest.cache_clear()


def own_code(monkeypatch: pytest.MonkeyPatch, folder: Path, started: float) -> str:
    monkeypatch.setattr(digests, "_PACKAGES", (folder,))
    monkeypatch.setattr(digests, "_STARTED", started)
    code_digest.cache_clear()
    return code_digest()


def test_any_file_of_the_code_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "theme").mkdir()
    later = tmp_path.stat().st_mtime + 1000
    found = [own_code(monkeypatch, tmp_path, later)]
    for name, text in (("a.py", "1"), ("a.py", "2"), ("theme/words.yml", "2"), ("b.py", "")):
        (tmp_path / name).write_text(text)
        found.append(own_code(monkeypatch, tmp_path, later))
    assert len({*found, ""}) == 6
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.pyc").write_text("made")
    assert own_code(monkeypatch, tmp_path, later) == found[-1]


def test_any_library_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.py").touch()
    later = tmp_path.stat().st_mtime + 1000
    before = own_code(monkeypatch, tmp_path, later)
    (tmp_path / "libraries" / "lxml-9.9.9.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path / "libraries")
    monkeypatch.setattr(digests, "_files", lambda _: iter(()))
    without = own_code(monkeypatch, tmp_path, later)
    monkeypatch.undo()
    monkeypatch.setattr(digests, "_files", lambda _: iter(()))
    assert len({before, without, own_code(monkeypatch, tmp_path, later)}) == 3


def test_code_that_may_be_newer_than_what_runs_has_no_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.py").touch()
    changed = (tmp_path / "a.py").stat().st_mtime
    assert own_code(monkeypatch, tmp_path, changed + 1) == ""
    assert own_code(monkeypatch, tmp_path, changed - 1) == ""
    assert own_code(monkeypatch, tmp_path, changed + 1000)
