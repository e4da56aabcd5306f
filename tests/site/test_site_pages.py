"""The HTML of two built sites: what holds for every page, and for pages of one kind."""

from __future__ import annotations

import itertools
import json
import posixpath
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from PIL import Image
from selectolax.lexbor import LexborHTMLParser, LexborNode

from conftest import BuiltSite
from plainleaf.reading.page import read_page
from search_files import read_texts

LEAVES_THE_SITE = {"http", "https", "mailto", "tel", "data"}
LOADING = ("src", "srcset", "poster", "data", "background", "action", "formaction", "ping")
FETCHED_RELATIONS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest"}


def elements(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """Every element of a page."""
    yield from tree.css("*")


def words(node: LexborNode | LexborHTMLParser) -> str:
    """The text of an element, spaces made single."""
    return " ".join(node.text(separator=" ").split())


# --- every page ---


def test_sets_no_style_and_runs_nothing_inline(site: BuiltSite) -> None:
    """A strict Content-Security-Policy would block both."""
    found = [
        f"{page}: <{element.tag} {name}>"
        for page in site.pages
        for element in elements(site.tree(page))
        for name in element.attributes
        if name == "style" or name.startswith("on")
    ]
    assert found == []


def test_has_no_style_element_but_the_lightbox_plugin_s(site: BuiltSite) -> None:
    """And that of the error page, which is shown where no stylesheet may be found."""
    for page in site.pages:
        tree = site.tree(page)
        expected = ["glightbox-style"] if tree.css_first("a.glightbox") else []
        expected = [None] if page == "404.html" else expected
        assert [element.id for element in tree.css("style")] == expected, page


def test_runs_one_inline_script_that_is_the_same_on_every_page(site: BuiltSite) -> None:
    """So that one hash in a Content-Security-Policy allows it; the error page has its own, too."""
    scripts = {
        page: {
            script.text()
            for script in site.tree(page).css("script:not([src]):not([type])")
            if script.id != "init-glightbox"
        }
        for page in site.pages
    }
    lost = scripts.pop("404.html")
    assert len(lost) == 2
    assert len(set().union(*scripts.values())) == 1
    assert set().union(*scripts.values()) < lost


def _fetched(tree: LexborHTMLParser) -> Iterator[str]:
    """The addresses that a browser fetches by itself."""
    for element in elements(tree):
        attributes = element.attributes
        yield from (attributes[name] or "" for name in LOADING if name in attributes)
        relations = set((attributes.get("rel") or "").split())
        if element.tag == "link" and relations & FETCHED_RELATIONS:
            yield attributes.get("href") or ""
        if element.tag in {"use", "image", "feimage"}:
            yield attributes.get("href") or attributes.get("xlink:href") or ""


def test_fetches_nothing_from_elsewhere(site: BuiltSite) -> None:
    found = [
        f"{page}: {address}"
        for page in site.pages
        for address in _fetched(site.tree(page))
        if urlsplit(address).scheme not in {"", "data"} or urlsplit(address).netloc
    ]
    found += [
        f"{page}: <{element.tag}>"
        for page in site.pages
        for element in site.tree(page).css(
            "iframe, object, embed, base, meta[http-equiv], link[rel=preconnect], "
            "link[rel=dns-prefetch]"
        )
    ]
    assert found == []


def test_stylesheets_fetch_nothing_from_elsewhere(site: BuiltSite) -> None:
    sheets = list((site.folder / "assets").rglob("*.css"))
    assert sheets
    for sheet in sheets:
        css = sheet.read_text(encoding="utf-8")
        assert "@import" not in css, sheet.name
        for address in (part.partition(")")[0].strip("'\" ") for part in css.split("url(")[1:]):
            file, scheme = sheet.parent / address.partition("#")[0], urlsplit(address).scheme
            assert scheme == "data" or file.is_file(), f"{sheet.name}: {address}"


def test_ids_are_unique(site: BuiltSite) -> None:
    for page in site.pages:
        ids = [element.id for element in site.tree(page).css("[id]")]
        assert sorted(ids) == sorted(set(ids)), page
        assert all(ids), page


def test_every_link_inside_the_site_resolves(site: BuiltSite) -> None:
    ids = {page: {one.id for one in site.tree(page).css("[id]")} for page in site.pages}
    broken = []
    for page in site.pages:
        for link in site.tree(page).css("[href], [src], [data-bundle]"):
            attributes = link.attributes
            address = attributes.get("href", attributes.get("src", attributes.get("data-bundle")))
            parts = urlsplit(address or "")
            if parts.scheme in LEAVES_THE_SITE or attributes.get("rel") == "canonical":
                continue
            path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
            # 404.html is shown at any depth, so its links begin at the root.
            target = page if not parts.path else path.removeprefix("/")
            fragment = unquote(parts.fragment)
            if not (site.folder / target).is_file() or (fragment and fragment not in ids[target]):
                broken.append(f"{page}: {address}")
    assert broken == []


def test_every_name_of_another_element_resolves(site: BuiltSite) -> None:
    """Labels, descriptions and controls name elements that are there."""
    broken = []
    for page in site.pages:
        tree = site.tree(page)
        ids = {element.id for element in tree.css("[id]")}
        for element in elements(tree):
            for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
                named = (element.attributes.get(name) or "").split()
                broken += [f"{page}: {name}={one}" for one in named if one not in ids]
    assert broken == []


def test_stands_on_its_own(site: BuiltSite) -> None:
    """Language, title, one main heading, one main part, headings without gaps."""
    for page in site.pages:
        tree = site.tree(page)
        assert tree.css_first("html").attributes["lang"] == "en-US", page
        assert words(tree.css_first("title")).endswith("Plainleaf"), page
        assert len(tree.css("h1")) == 1, page
        assert len(tree.css("main")) == 1, page
        levels = [int(one.tag[1]) for one in tree.css("h1, h2, h3, h4, h5, h6")]
        jumps = [pair for pair in itertools.pairwise(levels) if pair[1] > pair[0] + 1]
        assert jumps == [], page


def test_titles_and_descriptions_differ(site: BuiltSite) -> None:
    titles = [words(site.tree(page).css_first("title")) for page in site.pages]
    assert sorted(titles) == sorted(set(titles))
    told = [
        site.tree(page).css_first("meta[name=description]").attributes["content"] or ""
        for page in site.pages
        if page != "404.html"
    ]
    assert all(told)
    assert sorted(told) == sorted(set(told))


def test_pictures_and_drawings_have_words(site: BuiltSite) -> None:
    for page in site.pages:
        tree = site.tree(page)
        assert all(image.attributes.get("alt") for image in tree.css("img")), page
        assert all(drawing.attributes.get("aria-label") for drawing in tree.css("[role=img]")), page


def test_pictures_have_their_size_and_wait_until_they_are_near(site: BuiltSite) -> None:
    for page in site.pages:
        for image in site.tree(page).css("img"):
            named = image.attributes
            with Image.open((site.folder / page).parent / (named["src"] or "")) as picture:
                assert (named["width"], named["height"]) == tuple(map(str, picture.size)), page
            assert (named["loading"], named["decoding"]) == ("lazy", "async"), page


def test_structured_data_can_be_read(site: BuiltSite) -> None:
    for page in site.pages:
        scripts = site.tree(page).css('script[type="application/ld+json"]')
        assert len(scripts) == (0 if page == "404.html" else 1), page
        for script in scripts:
            data = json.loads(script.text())
            assert data["@context"] == "https://schema.org", page
            assert data["name"], page


# --- addresses and review ---


@pytest.mark.parametrize("name", ["tiny", "real", "public"])
def test_no_page_is_to_be_indexed_before_its_review(
    name: str, request: pytest.FixtureRequest
) -> None:
    site: BuiltSite = request.getfixturevalue(name)
    for page in site.pages:
        robots = site.tree(page).css("meta[name=robots]")
        assert [meta.attributes["content"] for meta in robots] == ["noindex"], page


def test_says_at_its_top_that_no_clinician_has_checked_it(site: BuiltSite) -> None:
    for page in site.pages:
        if page not in {"404.html", "about/administrators.html", "about/checks.html"}:
            slip = site.tree(page).css("#review-state")
            assert len(slip) == 1, page
            said = words(slip[0])
            assert said.startswith("Not yet checked by a clinician."), page
            # A page about the site has no sources, and must not claim any.
            cites = site.tree(page).css_first("#source-1") is not None
            assert ("from published sources" in said) == (cites or page == "index.html"), page


def test_without_an_address_none_is_invented(site: BuiltSite) -> None:
    assert not (site.folder / "sitemap.xml").exists()
    for page in site.pages:
        tree = site.tree(page)
        assert tree.css("link[rel=canonical], meta[property='og:url']") == [], page
        assert "This site has no public address yet." in words(tree.css_first("footer")), page
        assert tree.css("a[href^='mailto:']") == [], page
        for script in tree.css('script[type="application/ld+json"]'):
            assert not {"url", "@id"} & json.loads(script.text()).keys(), page
    contact = words(site.tree("about/index.html").css_first(".contact"))
    assert contact.startswith("No address for messages has been set for this copy")


def test_with_an_address_each_page_names_its_own(public: BuiltSite) -> None:
    for page in public.pages:
        tree = public.tree(page)
        links = [link.attributes["href"] for link in tree.css("link[rel=canonical]")]
        expected = [] if page == "404.html" else [f"https://leaf.example/health/{page}"]
        assert links == expected, page
        assert "no public address" not in words(tree), page
        for script in tree.css('script[type="application/ld+json"]'):
            assert json.loads(script.text())["url"] == expected[0], page
    # Nobody has reviewed any of them.
    assert not (public.folder / "sitemap.xml").exists()


def test_with_a_contact_the_about_page_names_it(public: BuiltSite) -> None:
    contact = public.tree("about/index.html").css_first(".contact")
    link = contact.css_first("a")
    assert link.attributes["href"] == "mailto:editors@leaf.example"
    assert link.text() == "editors@leaf.example"


# --- pages of one kind ---


def pages_of(site: BuiltSite, kind: str) -> list[str]:
    """The pages of one kind, as paths inside the site."""
    found = [page for page in site.pages if site.tree(page).css_first(f"body.k-{kind}")]
    assert found, f"No {kind}"
    return found


def test_faq_answers_every_question_openly(site: BuiltSite) -> None:
    for page in pages_of(site, "faq"):
        tree = site.tree(page)
        data = json.loads(tree.css_first('script[type="application/ld+json"]').text())
        assert data["@type"] == "FAQPage"
        asked = [one["name"] for one in data["mainEntity"]]
        assert len(asked) >= 12
        assert len(set(asked)) == len(asked)
        for one in data["mainEntity"]:
            assert one["name"].endswith("?")
            assert len(one["acceptedAnswer"]["text"].split()) >= 5, one["name"]
        article = tree.css_first("article")
        headings = [node for node in article.css("h3") if node.text().strip().endswith("?")]
        assert [words(node) for node in headings] == asked
        for heading in headings:
            answer = heading.next
            while answer is not None and answer.tag == "-text":
                answer = answer.next
            assert answer is not None
            assert answer.tag == "p", words(heading)
            assert len(words(answer).split()) >= 5, words(heading)
        # What is said of its review and to its editors may fold, an answer may not.
        for beside in article.css("section.slip, details.clear, details.srcs"):
            beside.decompose()
        assert article.css("details") == []
        listed = [link.attributes["href"] for link in tree.css("nav.faq-list a")]
        assert listed == [f"#{heading.id}" for heading in headings]


def test_a_page_for_professionals_says_so_first_and_leads_patients_to_theirs(
    site: BuiltSite,
) -> None:
    for page in pages_of(site, "professional"):
        tree = site.tree(page)
        first, second, *_ = tree.css(".band-in > *")
        assert words(first).startswith("For health professionals. Patients and families:")
        assert [link.attributes["href"] for link in first.css("a")] == ["index.html"]
        assert second.tag == "h1"
        data = json.loads(tree.css_first('script[type="application/ld+json"]').text())
        assert data["@type"] == "MedicalWebPage"
        assert data["audience"] == {"@type": "MedicalAudience", "audienceType": "Clinician"}
        patients = f"{page.rpartition('/')[0]}/index.html"
        listed = site.tree(patients).css(".tabs a, .guide a")
        assert "professional.html" in {link.attributes["href"] for link in listed}
        assert site.tree(patients).css(".readers") == []


def test_care_cards_say_how_urgent_in_words(site: BuiltSite) -> None:
    numbers = yaml.safe_load((site.docs / "_data" / "emergency_numbers.yml").read_bytes())
    levels = {
        "care-now": "Emergency",
        "care-soon": "Urgent: today",
        "care-plan": "Not urgent",
    }
    for page in [*pages_of(site, "condition"), *pages_of(site, "home")]:
        tree = site.tree(page)
        cards = tree.css("section.care")
        assert cards, page
        for card in cards:
            (level,) = set((card.attributes["class"] or "").split()) & levels.keys()
            assert words(card.css_first(".care-l")) == levels[level]
            heading = card.css_first("h3")
            assert card.attributes["aria-labelledby"] == heading.id
            assert heading.text().strip().endswith("if:")
            assert 1 <= len(card.css("li")) <= 5
            if level == "care-now":
                assert card.css("a") == []
                for number in numbers[:3]:
                    assert f"{number['number']} {number['code']}" in words(
                        card.css_first(".care-n")
                    )
            else:
                assert card.css(".care-n") == []


def test_sources_and_citations_lead_to_each_other(site: BuiltSite) -> None:
    for page in site.pages:
        tree = site.tree(page)
        sources = tree.css("ol.sources > li")
        marks = tree.css("a.cite")
        held = [words(mark).split(", ") for mark in marks]
        for mark, numbers in zip(marks, held, strict=True):
            assert mark.attributes["href"] == f"#source-{numbers[0]}", page
        in_order = list(dict.fromkeys(number for numbers in held for number in numbers))
        assert in_order == [str(number) for number, _ in enumerate(sources, start=1)], page
        for source in sources:
            assert words(source), page
            back = [link.attributes["href"] for link in source.css("a.back")]
            number = (source.id or "").removeprefix("source-")
            using = [mark for mark, of in zip(marks, held, strict=True) if number in of]
            # Of very many places, it leads to the first only.
            assert back in ([f"#{one.id}" for one in using], [f"#{using[0].id}"]), page


def test_patients_get_one_mark_for_a_statement_and_folded_sources(site: BuiltSite) -> None:
    for page in site.pages:
        tree = site.tree(page)
        quiet = tree.css_first("body.t-family") is not None
        groups = tree.css(".cites")
        assert not quiet or all(len(group.css(".cite")) == 1 for group in groups), page
        folded = tree.css_first("details.srcs > ol.sources") is not None
        assert folded == (quiet and tree.css_first("ol.sources") is not None), page


def test_condition_says_how_to_say_it_with_dots_apart(site: BuiltSite) -> None:
    for page in pages_of(site, "condition"):
        said = site.tree(page).css_first("#how-to-say-it").next
        while "sayit" not in (said.html or ""):
            said = said.next
        assert "·" not in words(said.css_first(".say"))
        assert "·" in words(said.css_first(".dots"))


def test_glossary_has_every_term(site: BuiltSite) -> None:
    terms = yaml.safe_load((site.docs / "_data" / "glossary.yml").read_bytes())
    tree = site.tree("glossary.html")
    guide = words(site.tree("pronunciation.html").css_first("article"))
    for term in terms:
        entry = tree.css_first(f"[id='{term['id']}']")
        assert entry is not None, term["id"]
        shown = words(entry.parent)
        assert term["term"] in shown
        assert " ".join(term["definition"].split()) in shown
        if "pronunciation" in term:
            assert term["term"] in guide


def test_every_fact_stands_under_the_heading_that_is_named(site: BuiltSite) -> None:
    facts = yaml.safe_load((site.docs / "_data" / "facts.yml").read_bytes())
    places = {(place["page"], place["heading"]) for fact in facts for place in fact.get("fate", ())}
    assert places
    for src in sorted({src for src, _ in places}):
        source = read_page(f"docs/{src}", (site.docs / src).read_bytes())
        ids = {section.title: section.heading.id for section in source.all_sections}
        tree = site.tree(src.removesuffix(".md") + ".html")
        for page, heading in places:
            if page != src:
                continue
            built = tree.css_first(f"article [id='{ids[heading]}'], .home-in [id='{ids[heading]}']")
            assert built is not None, (src, heading)
            assert built.tag in {"h2", "h3"}
            assert words(built) == heading


# --- a case keeps its diagnosis to itself ---


def names_of(site: BuiltSite, condition: str) -> set[str]:
    """Everything that would give a condition away, in lower case."""
    index = site.docs / "conditions" / condition / "index.md"
    meta = {"term": condition, "title": condition}  # a case may tell of one that has no pages
    if index.is_file():
        meta = read_page(f"docs/conditions/{condition}/index.md", index.read_bytes()).raw
    terms = yaml.safe_load((site.docs / "_data" / "glossary.yml").read_bytes())
    (term,) = (one for one in terms if one["id"] == meta["term"])
    names = {condition, condition.replace("-", " "), meta["title"], term["term"]}
    for field in ("same", "abbreviations", "older_names", "search_only"):
        names |= set(term.get(field, ()))
    return {name.casefold() for name in names}


def given_away(text: str, names: set[str]) -> list[str]:
    """The names that stand in a text, as words of their own."""
    spaced = "".join(sign if sign.isalnum() or sign == "-" else " " for sign in text.casefold())
    spaced = f" {' '.join(spaced.split())} "
    return sorted(
        name
        for name in names
        # Inside an address, hyphens and slashes part the words.
        if f" {name} " in spaced or f" {name} " in spaced.replace("-", " ")
    )


def before_diagnosis(tree: LexborHTMLParser) -> str:
    """A case page as a learner meets it: without what follows its diagnosis, and its table."""
    article = tree.css_first("article")
    for quiz in article.css(".quiz"):  # it may name the diagnosis among its choices
        quiz.decompose()
    inside_differential = after_diagnosis = False
    for node in list(article.iter()):
        if node.tag == "h2":
            inside_differential = node.id == "differential-diagnosis"
            after_diagnosis = after_diagnosis or node.id == "diagnosis"
        is_table = inside_differential and "tw" in (node.attributes.get("class") or "").split()
        about_the_page = "review" in (node.attributes.get("class") or "").split()
        if is_table or (after_diagnosis and not about_the_page):
            node.decompose()
    return tree.html or ""


def test_case_gives_no_diagnosis_away(site: BuiltSite) -> None:
    for page in pages_of(site, "case"):
        source = page.removesuffix(".html") + ".md"
        meta = read_page(f"docs/{source}", (site.docs / source).read_bytes()).raw
        names = names_of(site, meta["condition"])
        tree = site.tree(page)
        assert given_away(words(tree.css_first("article")), names), "The case names no diagnosis"
        assert given_away(tree.css_first("head").html or "", names) == []
        shown = before_diagnosis(tree)
        assert 'id="findings"' in shown
        assert 'id="discussion"' not in shown
        assert given_away(shown, names) == []
        files = [file.name for file in (site.folder / page).parent.rglob("*")]
        assert given_away(" ".join([page, *files]), names) == []


def test_other_pages_lead_to_a_case_without_naming_its_condition_in_the_link(
    site: BuiltSite,
) -> None:
    for case in pages_of(site, "case"):
        source = case.removesuffix(".html") + ".md"
        meta = read_page(f"docs/{source}", (site.docs / source).read_bytes()).raw
        names = names_of(site, meta["condition"])
        for page in site.pages:
            for link in site.tree(page).css("a"):
                parts = urlsplit(link.attributes.get("href") or "")
                target = posixpath.normpath(posixpath.join(posixpath.dirname(page), parts.path))
                if target == case:
                    assert given_away(words(link), names) == [], page


def test_glossary_does_not_lead_from_a_diagnosis_to_its_case(site: BuiltSite) -> None:
    tree = site.tree("glossary.html")
    for case in pages_of(site, "case"):
        source = case.removesuffix(".html") + ".md"
        meta = read_page(f"docs/{source}", (site.docs / source).read_bytes()).raw
        entry = tree.css_first(f"[id='{meta['condition']}']").parent
        links = [link.attributes["href"] or "" for link in entry.css("a")]
        assert [link for link in links if link.startswith(posixpath.dirname(case))] == []


# --- all that an author may write ---


def section(site: BuiltSite, heading: str) -> LexborHTMLParser:
    """What stands below a `###` heading of the tiny site's about page."""
    node = site.tree("about/index.html").css_first(f"[id='{heading}']").next
    parts = []
    while node is not None and node.tag not in {"h2", "h3"}:
        parts.append(node.html or "")
        node = node.next
    return LexborHTMLParser("".join(parts))


def test_words(tiny: BuiltSite) -> None:
    tree = section(tiny, "words")
    for selector in ("strong", "em", "code", "br", "hr", "blockquote > p + p", "sup > a"):
        assert tree.css_first(selector) is not None, selector
    assert tree.css_first("abbr").attributes["title"] == "National Health Service"
    assert tree.css_first("a.external").attributes["href"] == "https://www.example.org/"


def test_footnotes_lead_there_and_back(tiny: BuiltSite) -> None:
    tree = tiny.tree("about/index.html")
    assert len(tree.css("a.footnote-ref")) == 2
    assert len(tree.css(".footnote li a.footnote-backref")) == 2


def test_lists(tiny: BuiltSite) -> None:
    tree = section(tiny, "lists")
    assert tree.css_first("ol > li > ul > li > ul > li") is not None
    assert len(tree.css("dl > dd")) == 3
    boxes = tree.css("li.task-list-item input[type=checkbox]")
    assert ["checked" in box.attributes for box in boxes] == [True, False]
    assert all("disabled" in box.attributes for box in boxes)


def test_aligned_table_stays_a_table(tiny: BuiltSite) -> None:
    tree = section(tiny, "tables")
    first = tree.css("thead th")
    assert [one.attributes.get("class") for one in first] == ["ta-l", "ta-c", "ta-r", None]
    row = tree.css("tbody tr")[1]
    assert [one.tag for one in row.css("th[scope=row], td")] == ["th", *["td"] * 3]
    assert [one.attributes["data-l"] for one in row.css("td")] == ["Center", "Right", "As it comes"]


def test_notes_and_tabs(tiny: BuiltSite) -> None:
    tree = section(tiny, "notes-and-tabs")
    titles = [words(one) for one in tree.css(".admonition-title")]
    assert titles == ["A note", "Warning"]
    assert len(tree.css(".admonition.note li")) == 2
    labels = [words(one) for one in tree.css(".tabbed-labels label")]
    assert labels == ["First tab", "Second tab"]
    assert len(tree.css(".tabbed-content .tabbed-block")) == 2


def test_code(tiny: BuiltSite) -> None:
    blocks = section(tiny, "code").css("pre > code")
    assert [one.attributes.get("class") for one in blocks] == ["language-python"]


def test_picture_opens_in_the_lightbox(tiny: BuiltSite) -> None:
    link = section(tiny, "pictures").css_first("a.glightbox")
    assert link.attributes["href"] == "picture.png"
    assert link.css_first("img").attributes["alt"].startswith("A green square")
    assert (tiny.folder / "about" / "picture.png").read_bytes().startswith(b"\x89PNG")


def test_figure_has_numbers_legend_and_caption(tiny: BuiltSite) -> None:
    figure = tiny.tree("cases/itching-after-a-walk/index.html").css_first("#figure-radiograph")
    assert figure.css_first("svg[role=img]").attributes["aria-label"]
    assert [words(one) for one in figure.css(".mark text")] == ["1", "1"]
    assert [words(one) for one in figure.css(".plate text")] == ["R", "L"]
    assert [one.attributes["value"] for one in figure.css("ol.legend li")] == ["1"]
    caption = words(figure.css_first("figcaption"))
    assert "Schematic made up for tests, not a patient image." in caption
    assert "Credit: Plainleaf" in caption


# --- cases ---


def test_case_offers_its_steps_and_marks_where_each_begins(site: BuiltSite) -> None:
    for page in pages_of(site, "case"):
        tree = site.tree(page)
        assert [one.attributes["data-step"] for one in tree.css("h2[data-step]")] == [
            "the findings",
            "the differential diagnosis",
            "the diagnosis",
            "the discussion",
        ]
        assert tree.css_first("#revealed.try.needs-js") is not None


def test_search_finds_no_part_of_a_case_that_may_name_its_diagnosis(site: BuiltSite) -> None:
    """A list of results shows the words around a hit."""
    index = read_texts(site.folder)
    for page in pages_of(site, "case"):
        source = page.removesuffix(".html") + ".md"
        meta = read_page(f"docs/{source}", (site.docs / source).read_bytes()).raw
        names = names_of(site, meta["condition"])
        assert "findings" in [anchor for anchor, *_ in index[page]]
        for anchor, *shown in index[page]:
            assert given_away(" ".join(shown), names) == [], anchor


def test_every_finding_leads_to_plain_words_and_back(site: BuiltSite) -> None:
    for page in pages_of(site, "case"):
        tree = site.tree(page)
        for link in tree.css("a.to-plain"):
            line = tree.css_first(f"[id='{(link.attributes['href'] or '')[1:]}']")
            address, _, anchor = (line.css_first("a").attributes["href"] or "").partition("#")
            patient = posixpath.normpath(posixpath.join(posixpath.dirname(page), address))
            heading = site.tree(patient).css_first(f"[id='{anchor}']")
            assert heading.tag in {"h3", "h4"}
        source = page.removesuffix(".html") + ".md"
        meta = read_page(f"docs/{source}", (site.docs / source).read_bytes()).raw
        explained = (site.docs / "conditions" / meta["condition"]).is_dir()
        assert bool(tree.css("a.to-plain")) is explained, page


def test_questions_hold_their_answers_and_paper_repeats_them_last(site: BuiltSite) -> None:
    for page in pages_of(site, "case"):
        tree = site.tree(page)
        assert tree.css("fieldset.quiz")
        for choice in tree.css("fieldset.quiz details"):
            assert words(choice.css_first(".verdict"))
            assert "open" not in choice.attributes
        answers = tree.css_first(".answers.on-paper")
        assert len(answers.css("dt")) == len(tree.css("fieldset.quiz details"))
        assert answers.css("[id]") == []


def test_structured_data_describes_the_figures(public: BuiltSite) -> None:
    page = "cases/a-cough-in-spring/index.html"
    data = json.loads(public.tree(page).css_first("script[type='application/ld+json']").text())
    (image,) = data["image"]
    assert image["@type"] == "ImageObject"
    base = f"https://leaf.example/health/{posixpath.dirname(page)}"
    assert image["contentUrl"] == [f"{base}/stack/{name}-19.png" for name in ("soft", "lung")]
    assert image["license"] == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert image["about"]["imagingTechnique"] == "https://schema.org/CT"
