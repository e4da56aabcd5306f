"""The kinds of page about patients' pictures: a radiology case, and the list of all cases."""

from __future__ import annotations

from typing import Final

from plainleaf.model.front_matter import CaseFrontMatter, FrontMatter
from plainleaf.model.kind import SOURCES, SOURCES_IF_CITED, Kind, Limits, SectionSpec

CASE: Final = Kind(
    name="case",
    summary="A radiology case for clinicians and students, study by study.",
    fields=CaseFrontMatter,
    path="cases/{case}/index.md",
    layout="case",
    tone="pro",
    schema_org="MedicalWebPage",
    said="case",
    search_weight=0.7,
    printed_as="case",
    uses_terms=True,
    unread_sources=True,
    hides_condition=True,
    of_patient=True,
    figure_details=True,
    listed_as="radiology-cases",
    series="cases",
    # Its readers are used to denser text.
    limits=Limits(
        lead_sentences_max=4, sentence_words=30, sentence_words_max=None, paragraph_sentences=5
    ),
    sections=(
        SectionSpec("Presentation", ("Clinical presentation", "Presenting complaint")),
        SectionSpec("History", ("Patient history", "Past history", "Medical history")),
        SectionSpec("Investigations", ("Studies", "Imaging studies"), subsections=True),
        SectionSpec("Findings", ("Imaging findings",), subsections=True, step="findings"),
        SectionSpec(
            "Differential diagnosis",
            ("Differential", "Differentials"),
            table=True,
            step="differential",
            answers=True,
        ),
        SectionSpec(
            "Diagnosis",
            ("Final diagnosis", "Diagnosis and certainty"),
            step="diagnosis",
            answers=True,
        ),
        SectionSpec("Discussion", (), step="discussion", answers=True),
        SectionSpec("Teaching points", ("Key teaching points", "Learning points"), answers=True),
        SectionSpec(
            "What the report does not say", ("Not reported", "What is not reported"), answers=True
        ),
        SectionSpec(
            "Credit and source",
            ("Credit", "Credits and source", "Source of the case"),
            answers=True,
        ),
        SOURCES,
    ),
)

CASES: Final = Kind(
    name="cases",
    summary="Every radiology case in a list that names no condition: the only way in to them.",
    fields=FrontMatter,
    path="cases/index.md",
    layout="article",
    tone="pro",
    schema_org="CollectionPage",
    said="cases",
    printed_as="",
    search_weight=0.7,
    blocks=("case-list",),
    lists_cases=True,
    footer=True,
    limits=Limits(lead_sentences_max=4),
    sections=(SOURCES_IF_CITED,),
)
