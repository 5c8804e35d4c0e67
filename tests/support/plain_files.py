"""Files as an editor takes them, and what a schema has against them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from clssa.language.yaml import Seq, Text, load
from clssa.schema.plain import plain
from jsonschema import Draft7Validator
from referencing import Registry
from referencing.jsonschema import DRAFT7


def as_taken(tree: Any) -> Any:
    """A tree of text as an editor takes it: by the core schema of YAML 1.2."""
    if isinstance(tree, Text):
        return plain(tree) if tree.plain else str(tree)
    if isinstance(tree, Seq):
        return [as_taken(each) for each in tree]
    return {str(key): as_taken(value) for key, value in tree.items()}


class Schemas:
    """Schemas by the names of their files; one may point into another."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.schemas = {name: json.loads(text) for name, text in texts.items()}
        self.registry: Any = Registry().with_resources(
            [(name, DRAFT7.create_resource(schema)) for name, schema in self.schemas.items()]
        )

    def faults(self, name: str, data: bytes) -> list[str]:
        """What the schema has against a file."""
        taken = as_taken(load(data, "a file"))
        found = Draft7Validator(self.schemas[name], registry=self.registry).iter_errors(taken)
        return sorted(f"{'/'.join(map(str, each.absolute_path))}: {each.message}"[:300] for each in found)
