"""The JSON Schemas of everything that authors write, for editors that check while one types.

They are made from the models that the checks use. What a schema cannot say (a next look that is too
far away, a respelling that does not follow from the IPA) the checks still do.
"""

from __future__ import annotations

import functools
import json
import operator
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, Field, TypeAdapter

from plainleaf.checks.json_report import report_schema
from plainleaf.model.accepted_words import AcceptedWords
from plainleaf.model.care_cards import CareCard, UrgentSentence
from plainleaf.model.emergency_numbers import EmergencyNumber
from plainleaf.model.facts import Fact, SignOff
from plainleaf.model.figures import Figure
from plainleaf.model.kind import Kind
from plainleaf.model.kinds import kinds
from plainleaf.model.lay_words import LayWords
from plainleaf.model.leaflet import LeafletPart
from plainleaf.model.moved import Moved, Published
from plainleaf.model.references import Reference
from plainleaf.model.review import ReviewRecord
from plainleaf.model.review_roles import ReviewRole
from plainleaf.model.site_model import ModelFile
from plainleaf.model.term import Term
from plainleaf.reading.clips import ClipRecord

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

DATA_FILES: Final[Mapping[str, tuple[type[BaseModel], str]]] = {
    "glossary": (Term, "docs/_data/glossary.yml"),
    "accepted_words": (AcceptedWords, "docs/_data/accepted_words.yml"),
    "care_cards": (CareCard, "docs/_data/care_cards.yml"),
    "urgent_sentences": (UrgentSentence, "docs/_data/urgent_sentences.yml"),
    "lay_words": (LayWords, "docs/_data/lay_words.yml"),
    "moved": (Moved, "docs/_data/moved.yml"),
    "published": (Published, "docs/_data/published.yml"),
    "clips": (ClipRecord, "docs/_data/clips.yml"),
    "references": (Reference, "docs/_data/references.yml"),
    "facts": (Fact, "docs/_data/facts.yml"),
    "emergency_numbers": (EmergencyNumber, "docs/_data/emergency_numbers.yml"),
    "reviews": (ReviewRecord, "docs/_data/reviews.yml"),
    "review_roles": (ReviewRole, "docs/_data/review_roles.yml"),
    "sign_off": (SignOff, "docs/_data/sign_off.yml"),
    "figures": (Figure, "docs/**/figures.yml"),
    "leaflet": (LeafletPart, "docs/**/leaflet.yml"),
}
"""Each data file: the model of its items, and where it stands."""
MODEL_FILE: Final = "docs/_data/model.yml"
"""Where a site adds to the content model; it holds several lists."""


def all_schemas() -> dict[str, dict[str, Any]]:
    """Every schema, by name."""
    data = {name: _list_schema(name, model) for name, (model, _) in DATA_FILES.items()}
    model = {"$schema": DIALECT, **ModelFile.model_json_schema()}
    return {
        "front_matter": combined_json_schema(),
        **data,
        "model": model,
        "findings": report_schema(),
    }


def _list_schema(name: str, model: type[BaseModel]) -> dict[str, Any]:
    # By alias: an author writes container-title, not container_title.
    adapter: TypeAdapter[Any] = TypeAdapter(tuple[model, ...])  # type: ignore[valid-type]
    title = name.replace("_", " ").capitalize()
    return {"$schema": DIALECT, "title": title, **adapter.json_schema(by_alias=True)}


def schema_text(schema: Mapping[str, Any]) -> str:
    """A schema as the text of a file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def file_name(name: str) -> str:
    """The name of a schema's file."""
    return f"{name}.schema.json"


def write_schemas(folder: Path) -> int:
    """Write every schema into a folder; returns how many files changed."""
    folder.mkdir(parents=True, exist_ok=True)
    changed = 0
    for name, schema in all_schemas().items():
        file = folder / file_name(name)
        text = schema_text(schema)
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8", newline="\n")
            changed += 1
    return changed


def json_schema(kind: Kind) -> dict[str, Any]:
    """The JSON Schema of one kind's front matter, for editors."""
    return {"$schema": DIALECT, **kind.front_matter.model_json_schema()}


def combined_json_schema() -> dict[str, Any]:
    """The JSON Schema of any page's front matter; `kind` decides which fields apply."""
    models: list[Any] = [kind.front_matter for kind in kinds().values()]
    any_kind: Any = functools.reduce(operator.or_, models)
    adapter: TypeAdapter[Any] = TypeAdapter(Annotated[any_kind, Field(discriminator="kind")])
    return {"$schema": DIALECT, "title": "Front matter", **adapter.json_schema()}
