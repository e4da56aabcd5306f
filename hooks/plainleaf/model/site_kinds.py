"""The kinds of page that make a site: its front page, its words, its handouts, what it says of
itself, and whatever it has besides."""

from __future__ import annotations

from typing import Final

from plainleaf.model.front_matter import FrontMatter, HomeFrontMatter, PageFrontMatter
from plainleaf.model.kind import ANYWHERE, SOURCES_IF_CITED, Kind, Limits, SectionSpec

HOME: Final = Kind(
    name="home",
    summary="The front page: what the site is, the ways in, what to do in an emergency.",
    fields=HomeFrontMatter,
    path="index.md",
    layout="home",
    tone="family",
    schema_org="WebPage",
    said="home",
    search_weight=0.8,
    printed_as="",
    shows_urgency=True,
    home=True,
    limits=Limits(grade_max=8),
    sections=(
        SectionSpec("What this site is", ("About this site", "What this is")),
        SectionSpec("In an emergency", ("Emergency", "What to do in an emergency")),
        SectionSpec("Find it fast", ("Find a page", "Quick links"), may_be_empty=True),
        SOURCES_IF_CITED,
    ),
)

GLOSSARY: Final = Kind(
    name="glossary",
    summary="Every term in plain words, from the glossary data.",
    fields=FrontMatter,
    path="glossary.md",
    layout="glossary",
    tone="family",
    schema_org="DefinedTermSet",
    said="glossary",
    printed_as="",
    defines_terms=True,
    blocks=("glossary-entries",),
    footer=True,
    series="words",
    limits=Limits(lead_sentences_max=4),
    sections=(SOURCES_IF_CITED,),
)

PRONUNCIATION: Final = Kind(
    name="pronunciation",
    summary="How to say every term, and how to read a respelling.",
    fields=FrontMatter,
    path="pronunciation.md",
    layout="glossary",
    tone="family",
    schema_org="WebPage",
    said="pronunciation",
    search_weight=0.4,
    printed_as="",
    blocks=("pronunciation-key", "pronunciation-entries"),
    says_terms=True,
    footer=True,
    series="words",
    limits=Limits(lead_sentences_max=4),
    sections=(SOURCES_IF_CITED,),
)

HANDOUTS: Final = Kind(
    name="handouts",
    summary="Every handout and booklet in one list, and how to hand them out, for clinics.",
    fields=FrontMatter,
    path="handouts.md",
    layout="article",
    tone="family",
    schema_org="CollectionPage",
    said="handouts",
    search_weight=0.8,
    printed_as="",
    lists_handouts=True,
    footer=True,
    limits=Limits(lead_sentences_max=4, grade_max=8),
    sections=(
        SectionSpec("Before you hand one out", ("Before you hand it out",)),
        SectionSpec("Which paper", ("Paper sizes", "Sizes")),
        SectionSpec("Add your clinic", ("Your clinic", "Your clinic's details")),
        SectionSpec("Print from the browser", ("Print a page from your browser",), required=False),
        SOURCES_IF_CITED,
    ),
)

PAGE: Final = Kind(
    name="page",
    summary="What a site has besides, such as contact, services, a policy: sections of its own.",
    fields=PageFrontMatter,
    path=ANYWHERE,
    layout="article",
    tone="family",
    schema_org="WebPage",
    said="page",
    search_weight=0.8,
    printed_as="",
    uses_terms=True,
    free=True,
    footer=True,
    limits=Limits(lead_sentences_max=4, grade_max=8),
    sections=(SOURCES_IF_CITED,),
)

ABOUT: Final = Kind(
    name="about",
    summary="How pages are written and checked, what was not checked, whom to tell of a mistake.",
    fields=FrontMatter,
    path="about/index.md",
    layout="article",
    tone="family",
    schema_org="AboutPage",
    said="about",
    search_weight=0.5,
    printed_as="",
    ordered=False,
    tells_how=True,
    of_site=True,
    footer=True,
    limits=Limits(lead_sentences_max=4, grade_max=8),
    sections=(
        SectionSpec("How we write", ("How pages are written", "How the pages are written")),
        SectionSpec("How pages are checked", ("How we check", "How the pages are checked")),
        SectionSpec(
            "What has not been checked",
            ("What was not checked", "What we have not checked", "Not checked yet"),
        ),
        SectionSpec("Report a mistake", ("Tell us about a mistake", "How to report a mistake")),
        SectionSpec("Accessibility", ("Using this site", "Accessibility of this site")),
        SOURCES_IF_CITED,
    ),
)

CHECKS: Final = Kind(
    name="checks",
    summary="Every rule that pages are checked by, for authors.",
    fields=FrontMatter,
    path="about/checks.md",
    layout="article",
    tone="pro",
    schema_org="WebPage",
    printed_as="",
    # A reader who looks for a word of medicine has no use for messages to authors.
    searchable=False,
    blocks=("rule-list",),
    of_site=True,
    for_makers=True,
    limits=Limits(lead_sentences_max=4),
    sections=(SOURCES_IF_CITED,),
)

REVIEWS: Final = Kind(
    name="reviews",
    summary="The register: when each page was written, who checked it, what has changed.",
    fields=FrontMatter,
    path="about/reviews.md",
    layout="article",
    tone="family",
    schema_org="WebPage",
    printed_as="",
    blocks=("review-register", "open-points", "changes"),
    lists_reviews=True,
    of_site=True,
    footer=True,
    limits=Limits(lead_sentences_max=4, grade_max=8),
    # A patient who searches for a symptom must not find an open question of the editors.
    searchable=False,
    sections=(SOURCES_IF_CITED,),
)

ADMINISTRATORS: Final = Kind(
    name="administrators",
    summary="How to publish, mirror, update and check the site, for those who run a server.",
    fields=FrontMatter,
    path="about/administrators.md",
    layout="article",
    tone="pro",
    schema_org="WebPage",
    printed_as="",
    # A reader who looks for a word of medicine has no use for commands.
    searchable=False,
    of_site=True,
    for_makers=True,
    limits=Limits(
        lead_sentences_max=4, sentence_words=30, sentence_words_max=None, paragraph_sentences=5
    ),
    sections=(
        SectionSpec("Publish the site", ("Host the site", "Host it publicly")),
        SectionSpec("Keep a mirror", ("Mirror the site", "Mirror it")),
        SectionSpec("Update by the clock", ("Updates", "Update a mirror")),
        SectionSpec("Verify what is served", ("Verify", "Check a mirror")),
        SectionSpec("Go back", ("Roll back", "Rollback")),
        SectionSpec("Without Python", ("With standard tools only",)),
        SectionSpec("nginx", ("With nginx",)),
        SectionSpec("Apache", ("With Apache",)),
        SectionSpec("What to know", ("Limits", "Good to know"), required=False),
        SOURCES_IF_CITED,
    ),
)

ACCESSIBILITY: Final = Kind(
    name="accessibility",
    summary="The accessibility statement: what was aimed at, tested and not tested.",
    fields=FrontMatter,
    path="about/accessibility.md",
    layout="article",
    tone="family",
    schema_org="WebPage",
    printed_as="",
    of_site=True,
    footer=True,
    limits=Limits(lead_sentences_max=4, grade_max=8),
    searchable=False,
    sections=(
        SectionSpec("What we aim for", ("Our aim", "The standard")),
        SectionSpec("How far it goes", ("Conformance", "How well it meets the standard")),
        SectionSpec("What was tested", ("How it was tested", "Tests")),
        SectionSpec("What was not tested", ("Not tested", "Not tested yet")),
        SectionSpec("Known limits", ("Limits", "Known problems")),
        SectionSpec("Tell us", ("Feedback", "Report a barrier")),
        SOURCES_IF_CITED,
    ),
)

PAGES: Final = Kind(
    name="pages",
    summary="Every page in one list: what stands for search where no script runs.",
    fields=FrontMatter,
    path="pages.md",
    layout="article",
    tone="family",
    schema_org="WebPage",
    printed_as="",
    blocks=("page-list",),
    lists_pages=True,
    of_site=True,
    footer=True,
    limits=Limits(lead_sentences_max=4, grade_max=8),
    searchable=False,
    sections=(SOURCES_IF_CITED,),
)
