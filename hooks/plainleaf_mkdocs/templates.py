"""Remembers compiled templates, which MkDocs compiles anew for each build of `mkdocs serve`."""

from __future__ import annotations

from dataclasses import dataclass, field

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


@dataclass
class CompiledTemplates(BytecodeCache):
    """Holds the compiled templates of this process; Jinja asks by name and compares the text."""

    compiled: dict[str, bytes] = field(default_factory=dict)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Hand over a template, if its text is still the one that was compiled."""
        known = self.compiled.get(bucket.key)
        if known is not None:
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Hold a template."""
        self.compiled[bucket.key] = bucket.bytecode_to_string()
