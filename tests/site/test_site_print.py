"""The printed files of real builds, as clinics and readers get them."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from unicodedata import normalize

import pytest
import yaml

from conftest import FORMATS, RECIPES, BuiltSite, run_mkdocs, share
from plainleaf.print.edition import SIGNS

sys.path.insert(0, str(Path(__file__).parent.parent / "print"))
from pdf import Pdf, Tag

DRAFT = "DRAFT: no clinician has checked this. Not for patients."
CASES = ("a-cough-in-spring", "a-shadow-beside-the-spine", "itching-after-a-walk")
TINY = (
    *(f"{name}-case" for name in CASES),
    *(f"samplitis-{name}" for name in ("booklet", "faq", "faq-full", "overview", "overview-full")),
)
SET = "samplitis-set"
LISTED = (
    *(f"samplitis-{name}" for name in ("overview", "faq", "booklet", "set")),
    *(f"samplitis-{name}" for name in ("overview-full", "faq-full")),
    *(f"{name}-case" for name in CASES),
)
"""Every document, as the list of them sorts them: to hand out, then to keep."""
PAPER = {"a4": (595, 842), "letter": (612, 792)}  # points
KILOBYTES, KILOBYTES_A_SHEET = 300, 10
"""What a handout may weigh without its photographs and scans: so much, or so much for each of its
sheets where its page is long."""
IMAGE_DOTS = 1024 * 1024
"""How many dots an image on paper has at most; each takes a byte, for scans are gray."""
LETTERS = {"overview": 1500, "faq": 1500, "case": 1200}
"""How many letters a sheet on A4 holds at least, the first and the last sheets aside."""


def printed(site: BuiltSite) -> dict[str, Pdf]:
    """Every file that was laid out: a set is some of them, one behind another."""
    files = sorted((site.folder / "print").glob("*.pdf"))
    return {file.stem: Pdf.read(file) for file in files if "-set-" not in file.stem}


@pytest.fixture(scope="module")
def tiny_files(public: BuiltSite) -> dict[str, Pdf]:
    return printed(public)


@pytest.fixture(scope="module")
def real_files(real: BuiltSite) -> dict[str, Pdf]:
    return printed(real)


@pytest.fixture(scope="module", params=["public", "real"])
def site_and_files(request: pytest.FixtureRequest) -> tuple[str, dict[str, Pdf]]:
    """Each printed site in turn: its name and its files."""
    files = request.getfixturevalue("real_files" if request.param == "real" else "tiny_files")
    return request.param, files


def plain(text: str) -> str:
    """Words alone: PDF breaks lines, and print adds numbers of sources and links."""
    return re.sub(r"[^\w]+", " ", re.sub(r"\[[^\]]*\]", " ", normalize("NFKC", text))).casefold()


def headings(tags: Tag) -> list[int]:
    return [int(one.name[1]) for one in tags.walk() if re.fullmatch("H[1-6]", one.name)]


# --- the tiny site, at a public address ------------------------------------------------------


def test_every_printed_page_and_the_booklet_come_in_every_format(
    tiny_files: dict[str, Pdf],
) -> None:
    assert set(tiny_files) == {f"{name}-{one}" for name in TINY for one in FORMATS}
    for name, file in tiny_files.items():
        paper = PAPER["a4" if name.endswith("a4") else "letter"]
        for page in file.file.pages:
            assert tuple(round(float(one)) for one in page.mediabox[2:]) == paper, name


def test_every_sheet_says_what_it_is_and_how_old(tiny_files: dict[str, Pdf]) -> None:
    said = re.compile(
        rf"Edition ([{SIGNS}]{{6}}), November 21, 2026\. Do not hand out after November 21, 2027\."
    )
    editions: dict[str, set[str]] = {}
    for name, file in tiny_files.items():
        for number, sheet in enumerate(file.sheets, start=1):
            assert DRAFT in sheet, name
            assert f"Page {number} of {file.pages}" in sheet, name
            found = said.search(sheet)
            assert found, name
            editions.setdefault(_document(name), set()).add(found[1])
            assert "· Plainleaf" in sheet
    # One edition, on each sheet and paper, and another one for each document.
    assert all(len(one) == 1 for one in editions.values())
    assert len(set().union(*editions.values())) == len(editions) == len(TINY)


def _document(name: str) -> str:
    return next(
        name.removesuffix(f"-{one}")
        for one in sorted(FORMATS, key=len, reverse=True)
        if name.endswith(f"-{one}")
    )


def test_the_first_sheet_leads_back_to_the_page(tiny_files: dict[str, Pdf]) -> None:
    base = "https://leaf.example/health/"

    def address(name: str, page: str) -> str:
        found = re.search(rf"Edition ([{SIGNS}]{{6}}),", tiny_files[name].sheets[0])
        assert found, name
        return f"{base}{page}#sheet-{found[1]}"

    faq = {f"samplitis-faq-{one}": "conditions/samplitis/faq.html" for one in FORMATS}
    overview = ("samplitis-overview-a4", "samplitis-booklet-large-letter")
    for name, page in (faq | dict.fromkeys(overview, "conditions/samplitis/")).items():
        assert tiny_files[name].codes(1) == [address(name, page)]
    # The address is long, and paper narrow.
    words = tiny_files["samplitis-faq-a4"].sheets[0].replace(" ", "")
    typed = address("samplitis-faq-a4", "conditions/samplitis/faq.html")
    assert f"Thenewestversion:{typed}" in words


def test_a_clinic_fills_in_its_details_on_the_first_sheet(
    site_and_files: tuple[str, dict[str, Pdf]],
) -> None:
    site, files = site_and_files
    filled = dict(RECIPES[site].clinic)
    for name, file in files.items():
        if "leaflet" in name or "pocket-card" in name:
            continue  # it has fields of its own
        assert file.fields == {
            "clinic-name": ("Clinic or contact person", filled.get("name", "")),
            "clinic-phone": ("Phone, also at night", filled.get("phone", "")),
            "clinic-notes": ("Notes", ""),
        }, name
        kinds = [str(one.Subtype) for one in file.file.pages[0].get("/Annots", [])]
        assert kinds.count("/Widget") == 3, name
        assert len(file.tags.all("Form")) == 3, name


def test_headings_are_in_order_and_make_the_outline(tiny_files: dict[str, Pdf]) -> None:
    for name, file in tiny_files.items():
        levels = headings(file.tags)
        assert levels[0] == 1, name
        assert all(b <= a + 1 for a, b in pairwise(levels)), name
        # Before its answers a case tells nothing, in its bookmarks neither.
        shown = [one for one in levels if one < 3] if "-case-" in name else levels
        assert len(file.outline) == len(shown), name


def test_lists_hold_items_only(site_and_files: tuple[str, dict[str, Pdf]]) -> None:
    for name, file in site_and_files[1].items():
        for one in file.tags.all("L"):
            assert {inside.name for inside in one.children} <= {"L", "LI", "Caption"}, name


def test_pictures_links_and_tables_are_described(tiny_files: dict[str, Pdf]) -> None:
    for name, file in tiny_files.items():
        assert all(one.alt for one in file.tags.all("Figure")), name
        links = [text for one in file.tags.walk() for text in one.links]
        assert all(links), name
        assert {one.scope for one in file.tags.all("TH")} <= {"Column", "Row"}, name
        assert str(file.file.Root.Lang) == "en-US"
    ipa = {one.language for one in tiny_files["samplitis-overview-a4"].tags.walk()}
    assert "en-fonipa" in ipa


def test_large_print_has_no_smaller_letter_and_nothing_is_tiny(
    site_and_files: tuple[str, dict[str, Pdf]],
) -> None:
    for name, file in site_and_files[1].items():
        if "pocket-card" in name:
            continue  # small enough for a wallet
        smallest, least = min(file.sizes), 11 if "booklet" in name else 12
        # pdftohtml rounds down to whole points.
        assert smallest >= (17.9 if "large" in name else least - 0.1), (
            name,
            file.sizes[smallest],
        )


def test_only_fonts_from_packages_are_in_the_files(tiny_files: dict[str, Pdf]) -> None:
    for name, file in tiny_files.items():
        assert all(font.startswith(("Atkinson", "Noto")) for font in file.fonts), name


def test_links_are_printed_as_notes_with_their_addresses(tiny_files: dict[str, Pdf]) -> None:
    text = tiny_files["samplitis-overview-full-a4"].text
    assert re.search(r"the page of questions \[link \d+\]", text)
    assert "https://leaf.example/health/conditions/samplitis/faq.html" in text.replace(" ", "")
    booklet = tiny_files["samplitis-booklet-a4"].text
    assert re.search(r"the page of questions \(page \d+\)", booklet)


def test_the_booklet_holds_all_pages_for_patients_and_no_appendix(
    tiny_files: dict[str, Pdf],
) -> None:
    booklet = tiny_files["samplitis-booklet-a4"]
    for part in ("overview", "faq"):
        titles = set(tiny_files[f"samplitis-{part}-full-a4"].outline)
        own = {"Words on these pages", "Where the links lead", "Sources", "About this handout"}
        assert titles - own <= set(booklet.outline)
    assert booklet.outline.count("Contents") == 1
    assert not {"Glossary", "Sources"} & set(booklet.outline)
    title = "Questions and answers about samplitis"
    listed = re.search(rf"{title}[ .]+(\d+)", booklet.text)
    assert listed is not None
    assert title in booklet.sheets[int(listed[1]) - 1]


def test_no_sheet_ends_less_than_a_third_full(
    site_and_files: tuple[str, dict[str, Pdf]],
) -> None:
    for name, file in site_and_files[1].items():
        for number, end in enumerate(file.ends[:-1], start=1):
            # The answers of a case begin on a sheet of their own, wherever its text ends.
            if "Answers to the questions" not in file.sheets[number]:
                assert end >= 1 / 3, (name, number, end)


def test_a_set_is_all_that_is_handed_out_in_one_file(
    public: BuiltSite, tiny_files: dict[str, Pdf]
) -> None:
    for one in ("a4", "large-letter"):
        sheets: list[str] = []
        for part in ("overview", "faq"):
            sheets += tiny_files[f"samplitis-{part}-{one}"].sheets
            sheets += [""] * (part != "faq" and len(sheets) % 2)
        file = Pdf.read(public.folder / f"print/{SET}-{one}.pdf")
        assert file.sheets == sheets
        assert list(file.fields) == ["clinic-name", "clinic-phone", "clinic-notes"]


def test_a_page_offers_its_files_with_size_and_pages(public: BuiltSite) -> None:
    page = public.tree("conditions/samplitis/faq.html")
    links = page.css(".prints a")
    assert [one.attributes["href"] for one in links] == [
        f"../../print/samplitis-{name}-{one}.pdf"
        for name in ("faq", "faq-full", "booklet")
        for one in FORMATS
    ]
    called = {
        "a4": "A4",
        "letter": "US Letter",
        "large-a4": "A4, large print",
        "large-letter": "US Letter, large print",
    }
    assert [one.text() for one in links[: len(FORMATS)]] == [called[one] for one in FORMATS]
    for link in links:
        size = link.next.next.text() if link.next else ""
        assert re.fullmatch(r"\d+ pages?, [\d.]+ [KM]B", size), size
    for name in CASES:
        case = public.tree(f"cases/{name}/index.html")
        offered = [one.attributes["href"] or "" for one in case.css(".prints a")]
        assert offered == [f"../../print/{name}-case-{one}.pdf" for one in FORMATS]


def test_one_page_lists_every_file_and_names_no_case_by_its_diagnosis(public: BuiltSite) -> None:
    tree = public.tree("handouts.html")
    groups = tree.css(".handouts > section")
    listed = [one.attributes["href"] for group in groups for one in group.css("li a")]
    assert listed == [f"print/{name}-{one}.pdf" for name in LISTED for one in FORMATS]
    uses = [one.text() for one in tree.css(".handouts-u")]
    assert uses == ["Hand out after you talked about it", "Keep at the desk", "Teaching cases"]
    for picture in tree.css(".handouts img"):
        assert (public.folder / (picture.attributes["src"] or "")).is_file()
        assert (picture.attributes["alt"] or "").startswith("First side: ")
    headings = {" ".join(group.css_first("h3").text().split()) for group in groups}
    assert "Booklet Samplitis" in headings
    assert "Radiology case A cough in spring" in headings


def test_a_site_built_without_print_offers_none(tiny: BuiltSite) -> None:
    assert not (tiny.folder / "print").exists()
    assert "comes without PDF files" in tiny.tree("handouts.html").css_first("main").text()
    for page in tiny.pages:
        assert ".pdf" not in tiny.html(page)
    assert "data-print" in tiny.html("conditions/samplitis/faq.html")


def test_what_cannot_be_printed_stops_the_build_with_the_name_of_its_page(
    public: BuiltSite, tmp_path: Path
) -> None:
    project = RECIPES[public.name].project(tmp_path / "project")
    share(project, "print")  # the other pages are printed already
    faq = project / "docs/conditions/samplitis/faq.md"
    faq.write_text(faq.read_text(encoding="utf-8") + "\n骨\n", encoding="utf-8")
    done = run_mkdocs(project, "build", env={**RECIPES[public.name].env, "PRINT": "a4"})
    assert done.returncode == 1
    assert "docs/conditions/samplitis/faq.md: cannot be printed" in done.stdout
    assert "“骨”" in done.stdout or '"骨"' in done.stdout
    assert not (project / "site").exists()


def test_a_clinic_that_cannot_be_seen_in_its_field_is_one_sentence(tmp_path: Path) -> None:
    recipe = replace(RECIPES["public"], clinic=(("name", "W" * 95),))
    project = recipe.project(tmp_path / "project")
    done = run_mkdocs(project, "build", env={**recipe.env, "PRINT": "a4"})
    assert done.returncode == 1
    told = [one for one in done.stdout.splitlines() if "extra.clinic" in one]
    assert len(told) == 1
    assert "mkdocs.yml: extra.clinic: what is filled in for “clinic-name”" in told[0]
    assert "Traceback" not in done.stdout
    assert not (project / "site").exists()


def test_printing_again_in_another_place_gives_the_same_bytes(
    public: BuiltSite, tmp_path: Path
) -> None:
    project = RECIPES["public"].project(tmp_path / "deep" / "elsewhere")
    env = {**RECIPES["public"].env, "PRINT": "large-letter"}
    done = run_mkdocs(project, "build", env=env, fresh=True)
    assert done.returncode == 0, done.stdout
    printed_again = sorted((project / "site/print").glob("*.pdf"))
    assert len(printed_again) == len(TINY) + 1  # the set
    for file in printed_again:
        assert file.read_bytes() == (public.folder / "print" / file.name).read_bytes(), file.name


# --- the real site ---------------------------------------------------------------------------


def test_a_booklet_has_at_most_24_sides(real_files: dict[str, Pdf]) -> None:
    for name, file in real_files.items():
        assert "booklet" not in name or "large" in name or file.pages <= 24, name


def test_handouts_are_light_and_short(real_files: dict[str, Pdf]) -> None:
    """As long as their pages ask for: so many sheets for so many letters. Paper costs."""
    for name, file in real_files.items():
        kind = name.rpartition("-")[0].rpartition("-")[2]
        if kind != "booklet":
            most = max(KILOBYTES, KILOBYTES_A_SHEET * file.pages)
            images = sum(size for _, size in file.images)
            assert len(file.data) - images <= most * 1000, name
            # A scan weighs what its dots do, whatever the length of its page.
            for dots, size in file.images:
                assert size <= dots <= IMAGE_DOTS, (name, dots, size)
            letters = len(file.text)
            assert file.pages <= 4 + letters / LETTERS.get(kind, 1200), (name, file.pages, letters)


def test_every_answer_and_every_word_of_it_is_printed(
    public: BuiltSite, tiny_files: dict[str, Pdf]
) -> None:
    page = public.tree("conditions/samplitis/faq.html")
    for node in page.css(".cites, .slip, .review, nav, h1, h2, .sources, script, svg"):
        node.decompose()
    pieces = [one.text() for one in page.css(".prose > h3, .prose > p, .prose > ul > li")]
    assert len(pieces) > 20
    for one in FORMATS:
        said = plain(tiny_files[f"samplitis-faq-{one}"].text)
        # A piece may run on to the next sheet, with the footer and the header between: by words.
        for piece in pieces:
            assert set(plain(piece).split()) <= set(said.split()), piece
        whole = [piece for piece in pieces if plain(piece).strip() in said]
        assert len(whole) > 0.7 * len(pieces)


def test_every_term_that_a_page_links_to_is_defined_on_its_handout(
    public: BuiltSite, tiny_files: dict[str, Pdf]
) -> None:
    glossary = yaml.safe_load((public.docs / "_data/glossary.yml").read_text(encoding="utf-8"))
    terms = {one["id"]: one for one in glossary}
    pages = {"samplitis-overview": "conditions/samplitis/index.html"}
    pages |= {f"{name}-case": f"cases/{name}/index.html" for name in CASES}
    for name, page in pages.items():
        links = [one.attributes["href"] or "" for one in public.tree(page).css(".prose a[href]")]
        named = {href.partition("#")[2] for href in links if "glossary.html#" in href}
        said = plain(tiny_files[f"{name}-a4"].text)
        for term in named & set(terms):
            assert set(plain(terms[term]["definition"]).split()) <= set(said.split()), term


def test_no_heading_is_left_alone_at_the_foot_of_a_sheet(real_files: dict[str, Pdf]) -> None:
    for name, file in real_files.items():
        # Lines of text below it: a handout has closer ones and a smaller foot, a booklet most so.
        share = 0.08 if "-booklet-" in name else 0.1 if "-full-" not in name else 0.12
        bottom = float(file.file.pages[0].mediabox[3]) * share
        with file.file.open_outline() as outline:
            waiting = list(outline.root)
            while waiting:
                one = waiting.pop()
                waiting += list(one.children)
                assert one.destination is not None
                assert float(one.destination[3]) > bottom, (name, one.title)


def test_without_an_address_the_first_sheet_says_so(real_files: dict[str, Pdf]) -> None:
    for name, file in real_files.items():
        # A leaflet says it beside the place for its code, at its end.
        said = file.sheets[-1] if "-leaflet-" in name else file.sheets[0]
        if "-pocket-card-" not in name:  # which has no room for one
            assert "no public address yet" in said, name
        assert file.codes(1) == [], name
