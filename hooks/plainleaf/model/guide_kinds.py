"""The kinds of page about one condition: its overview, the parts of its guide, its questions."""

from __future__ import annotations

from typing import Final

from plainleaf.model.block_specs import CARE_BLOCK
from plainleaf.model.front_matter import (
    ConditionFrontMatter,
    OfConditionFrontMatter,
    PartFrontMatter,
)
from plainleaf.model.kind import SOURCES, SOURCES_IF_CITED, Kind, Limits, OwnSections, SectionSpec

EVIDENCE: Final = (
    *("guideline", "systematic review", "trial", "cohort", "registry", "survey", "case series"),
    *("drug label", "agency advice", "expert practice", "case report", "conference abstract"),
    *("general medical knowledge", "no evidence"),
)
"""What a page for professionals may call the evidence for a treatment; a plural counts."""
EVIDENCE_PART: Final = "Evidence"
"""The bold words before it."""

_WHAT_IT_IS: Final = SectionSpec("What it is", ("Overview", "What is it", "About the condition"))
_HOW_TO_SAY_IT: Final = SectionSpec(
    "How to say it", ("Pronunciation", "How it is pronounced"), generated="how-to-say"
)
_WHERE: Final = SectionSpec(
    "Where it happens", ("Where it occurs", "Where it can happen", "Body parts")
)
_SIGNS: Final = SectionSpec(
    "Signs and symptoms",
    ("Symptoms", "Symptoms and signs", "Signs", "What you may notice"),
    cited=True,
)
_CAUSES: Final = SectionSpec("Causes", ("What causes it", "Why it happens"), cited=True)

OVERVIEW: Final = Kind(
    name="condition",
    summary="The first page of a condition's guide, for patients and families.",
    fields=ConditionFrontMatter,
    path="conditions/{condition}/index.md",
    layout="article",
    tone="family",
    schema_org="MedicalWebPage",
    said="condition",
    search_weight=1.15,
    printed_as="overview",
    uses_terms=True,
    shows_urgency=True,
    overview=True,
    blocks=("key-points",),
    footer=True,
    listed_as="conditions",
    limits=Limits(grade_max=8, min_emergency_cards=1, words=920),
    sections=(
        # Who comes for this must not look for it: it stands on the first screens of a phone.
        SectionSpec(
            "In an emergency",
            ("Emergency", "What to do in an emergency", "When to get help"),
            block=CARE_BLOCK,
        ),
        _WHAT_IT_IS,
        _HOW_TO_SAY_IT,
        _WHERE,
        _SIGNS,
        _CAUSES,
        SectionSpec(
            "How it is found",
            (
                *("How it is diagnosed", "How doctors find it", "Diagnosis"),
                *("Tests and diagnosis", "Tests"),
            ),
        ),
        SectionSpec(
            "Treatment at a glance",
            ("Treatments at a glance", "Treatment", "Treatments", "How it is treated"),
            table=True,
            cited=True,
        ),
        SectionSpec("What to expect", ("Outlook", "What happens over time", "What may happen")),
        SectionSpec("What to do next", ("What next", "Next steps", "What to do now")),
        SOURCES,
    ),
)
"""A condition whose front matter gives `parts`. It says everything in short and leads on; what a
condition without parts says at length stands in them."""

CONDITION: Final = Kind(
    name="condition",
    summary="A condition in plain words, for patients and families.",
    fields=ConditionFrontMatter,
    path="conditions/{condition}/index.md",
    layout="article",
    tone="family",
    schema_org="MedicalWebPage",
    said="condition",
    search_weight=1.15,
    printed_as="overview",
    uses_terms=True,
    shows_urgency=True,
    overview=True,
    as_guide=OVERVIEW,
    footer=True,
    listed_as="conditions",
    limits=Limits(grade_max=8, min_emergency_cards=1),
    sections=(
        _WHAT_IT_IS,
        _HOW_TO_SAY_IT,
        _WHERE,
        _SIGNS,
        _CAUSES,
        SectionSpec(
            "When to get help",
            ("When to get care", "When to call", "When to get medical help", "Warning signs"),
            block=CARE_BLOCK,
        ),
        SectionSpec(
            "How it is diagnosed",
            ("Diagnosis", "Tests and diagnosis", "Tests", "How doctors find it"),
        ),
        SectionSpec(
            "Treatment",
            ("Treatments", "What can help", "How it is treated"),
            subsections=True,
            parts=("How it may help", "Risks", "Without it"),
            cited=True,
        ),
        SectionSpec("Living with it", ("Daily life", "Everyday life", "Living with the condition")),
        SectionSpec(
            "Questions to ask your care team",
            ("Questions to ask", "Questions for your care team", "Questions to ask your doctor"),
            block="questions-to-ask",
        ),
        SOURCES,
    ),
)

GET_HELP: Final = Kind(
    name="get-help",
    summary="When to get help: every warning of a condition, by how fast. A part of its guide.",
    fields=OfConditionFrontMatter,
    path="conditions/{condition}/when-to-get-help.md",
    layout="article",
    tone="family",
    schema_org="MedicalWebPage",
    said="get-help",
    # Nothing that a patient may look for matters more.
    search_weight=1.25,
    printed_as="when-to-get-help",
    uses_terms=True,
    part=True,
    needed=True,
    shows_urgency=True,
    shows_all_cards=True,
    footer=True,
    usual_title="{condition}: when to get help",
    limits=Limits(grade_max=8, min_emergency_cards=1, words=700),
    sections=(
        SectionSpec(
            "Emergency",
            ("In an emergency", "Call an ambulance", "Call an ambulance now"),
            block=CARE_BLOCK,
        ),
        SectionSpec(
            "Fever", ("Fever: who goes now", "A fever", "If you have a fever"), block=CARE_BLOCK
        ),
        SectionSpec("Today", ("Call today", "Get help today"), block=CARE_BLOCK),
        SectionSpec(
            "In office hours",
            ("Office hours", "Call in office hours", "Call during office hours"),
            required=False,
            block=CARE_BLOCK,
        ),
        SectionSpec(
            "After a transfusion", ("After transfusions",), required=False, block=CARE_BLOCK
        ),
        SectionSpec("In newborns", ("Newborns", "In a newborn"), required=False, block=CARE_BLOCK),
        SOURCES,
    ),
)

TESTS: Final = Kind(
    name="tests",
    summary="Tests and the words of a scan report. A part of a condition's guide.",
    fields=OfConditionFrontMatter,
    path="conditions/{condition}/tests.md",
    layout="article",
    tone="family",
    schema_org="MedicalWebPage",
    said="tests",
    search_weight=1.1,
    printed_as="tests",
    uses_terms=True,
    part=True,
    needed=True,
    usual_title="Tests and your scan report",
    limits=Limits(grade_max=8, words=610),
    sections=(
        SectionSpec("First tests", ("The first tests", "Blood tests and other first tests")),
        SectionSpec(
            "Scans",
            (
                *("Ultrasound, X-ray, CT and MRI", "Scans: ultrasound, X-ray, CT and MRI"),
                *("Scans (ultrasound, X-ray, CT and MRI)", "Pictures of the body"),
            ),
        ),
        SectionSpec("Finding the cause", ("How the cause is found", "Tests for the cause")),
        SectionSpec("Biopsy", ("Biopsies", "A biopsy", "A sample of tissue"), required=False),
        SectionSpec(
            "Words in the report",
            ("Words in your report", "Words in the scan report", "Words in your scan report"),
        ),
        SectionSpec(
            "Tell every doctor",
            ("What to tell every doctor", "Before any test"),
            required=False,
        ),
        SectionSpec("Ask about follow-up", ("Follow-up", "Ask about your follow-up")),
        SOURCES,
    ),
)

TREATMENT: Final = Kind(
    name="treatment",
    summary="The choices of treatment, each with benefit, risks and what to ask. A part of a "
    "condition's guide.",
    fields=OfConditionFrontMatter,
    path="conditions/{condition}/treatment.md",
    layout="article",
    tone="family",
    schema_org="MedicalWebPage",
    said="treatment",
    search_weight=1.15,
    printed_as="treatment",
    uses_terms=True,
    part=True,
    needed=True,
    usual_title="Treatment choices",
    limits=Limits(grade_max=8, words=1070),
    own=OwnSections(
        least=1,
        parts=(
            ("How it may help", "How they may help", "Benefit", "Benefits", "May help"),
            ("Risks", "Risk", "The risks"),
            ("What to ask", "Ask", "Questions to ask"),
        ),
        cited=True,
        after="What happens without treatment",
    ),
    sections=(
        SectionSpec("How teams choose", ("How your team chooses", "How the choice is made")),
        SectionSpec(
            "What happens without treatment",
            ("Without treatment", "If it is not treated"),
            cited=True,
        ),
        SectionSpec(
            "The choices at a glance",
            ("The choices", "Choices at a glance", "Treatments at a glance"),
            table=True,
            cited=True,
        ),
        SOURCES,
    ),
)

PART: Final = Kind(
    name="part",
    summary="A part of a condition's guide whose sections are its own.",
    fields=PartFrontMatter,
    path="conditions/{condition}/{page}.md",
    layout="article",
    tone="family",
    schema_org="MedicalWebPage",
    said="part",
    search_weight=1.1,
    printed_as="{page}",
    uses_terms=True,
    part=True,
    limits=Limits(grade_max=8, words=540),
    own=OwnSections(least=2, cited=True),
    sections=(SOURCES,),
)

LIVING: Final = Kind(
    name="living",
    summary="Everyday life with a condition. A part of its guide.",
    fields=OfConditionFrontMatter,
    path="conditions/{condition}/living.md",
    layout="article",
    tone="family",
    schema_org="MedicalWebPage",
    said="living",
    search_weight=1.1,
    printed_as="living",
    uses_terms=True,
    part=True,
    needed=True,
    usual_title="Living with {condition}",
    limits=Limits(grade_max=8, words=490),
    sections=(
        SectionSpec("Visits and medicines", ("Visits, lists and medicines", "Visits")),
        SectionSpec(
            "Back, sports and everyday life",
            ("Sports and everyday life", "Everyday life", "Daily life"),
        ),
        SectionSpec("Pregnancy and birth", ("Pregnancy",), required=False),
        SectionSpec("Travel, surgery and the dentist", ("Travel", "Surgery and the dentist")),
        SectionSpec("Iron and food", ("Food", "Food and iron"), required=False),
        SectionSpec("Feelings and support", ("Support", "Feelings", "Feelings and support groups")),
        SOURCES,
    ),
)

PARENTS: Final = Kind(
    name="parents",
    summary="A condition in babies and children, for their parents. A part of its guide.",
    fields=OfConditionFrontMatter,
    path="conditions/{condition}/for-parents.md",
    layout="article",
    tone="family",
    schema_org="MedicalWebPage",
    said="parents",
    search_weight=1.1,
    printed_as="for-parents",
    uses_terms=True,
    part=True,
    usual_title="{condition} in children: for parents",
    limits=Limits(grade_max=8, words=450),
    sections=(
        SectionSpec("In babies", ("Babies", "In newborns and babies"), required=False),
        SectionSpec("In children", ("Children", "In older children")),
        SectionSpec("School and play", ("School, play and sports", "School")),
        SectionSpec("Tests in children", ("Tests and scans in children",)),
        SectionSpec(
            "Brothers, sisters and family tests",
            ("Family tests", "Brothers and sisters"),
            required=False,
        ),
        SectionSpec("Growing up", ("Growing up and moving clinics", "Moving to an adult clinic")),
        SOURCES,
    ),
)

QUESTIONS: Final = Kind(
    name="questions",
    summary="What to ask a care team, in groups, to print and take along. A part of a guide.",
    fields=OfConditionFrontMatter,
    path="conditions/{condition}/questions.md",
    layout="article",
    tone="family",
    schema_org="MedicalWebPage",
    said="questions",
    printed_as="questions",
    uses_terms=True,
    part=True,
    needed=True,
    usual_title="Questions to ask about {condition}",
    limits=Limits(grade_max=8, words=220),
    own=OwnSections(least=1, listed=True),
    sections=(SOURCES_IF_CITED,),
)

FAQ: Final = Kind(
    name="faq",
    summary="Questions that patients and families ask, each with a short answer.",
    fields=OfConditionFrontMatter,
    path="conditions/{condition}/faq.md",
    layout="article",
    tone="family",
    schema_org="FAQPage",
    said="faq",
    search_weight=1.15,
    printed_as="faq",
    uses_terms=True,
    questions=True,
    part=True,
    alone=True,
    footer=True,
    usual_title="Questions about {condition}",
    shows_urgency=True,
    # The limits of words hold where the condition has a guide that says the rest.
    limits=Limits(lead_sentences_max=4, grade_max=8, min_questions=6, words=750, answer_words=60),
    sections=(SOURCES,),
)

PROFESSIONAL: Final = Kind(
    name="professional",
    summary="A condition for health professionals, each treatment with what its evidence is.",
    fields=OfConditionFrontMatter,
    path="conditions/{condition}/professional.md",
    layout="article",
    tone="pro",
    schema_org="MedicalWebPage",
    # Handouts are given to patients; whoever needs this one on paper prints the page.
    printed_as="",
    said="professional",
    search_weight=0.7,
    uses_terms=True,
    part=True,
    alone=True,
    blocks=("key-points",),
    footer=True,
    usual_title="{condition} for health professionals",
    limits=Limits(sentence_words=30, sentence_words_max=None, paragraph_sentences=5, words=2800),
    sections=(
        SectionSpec("Definition", ("Definition and names", "What it is"), cited=True),
        SectionSpec("Sites and frequency", ("Sites", "Where it occurs"), cited=True, table=True),
        SectionSpec("Causes", ("Causes and associations", "Etiology"), cited=True),
        SectionSpec("Presentation", ("Clinical features", "Presentation and course"), cited=True),
        SectionSpec("Imaging", ("Imaging by modality",), subsections=True, cited=True),
        SectionSpec("Differential diagnosis", ("Differential",), cited=True, table=True),
        SectionSpec(
            "Management",
            ("Treatment", "Treatment and evidence"),
            subsections=True,
            parts=("Use", "Cautions", EVIDENCE_PART),
            cited=True,
        ),
        SectionSpec("What not to do", ("What to avoid", "Pitfalls"), cited=True),
        SectionSpec(
            "Limits of this page", ("Limits of the evidence", "What is not known"), cited=True
        ),
        SOURCES,
    ),
)
