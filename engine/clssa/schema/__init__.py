"""JSON Schemas (draft-07) of the policy files and of a case, for editors: completion, hover and errors while one types.

They are made of the forms that the reader goes by (`clssa.library.forms`, `clssa.notes.forms`)
and of the words that the library knows, so that they
cannot say something else. What no schema can say (that a line is well formed, that a quote is verbatim) is left to `clssa lint`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from clssa.library.forms_of_files import FILES, kind_of_file
from clssa.library.model import Library
from clssa.schema.case import case_schema
from clssa.schema.parts import Parts

FOLDER = "schema"
"""Where they stand: beside the policies."""

CASE = "case.json"
MODELINE = "# yaml-language-server:"


def schemas(library: Library) -> dict[str, str]:
    """The text of each schema by the name of its file."""
    made = {f"{name}.json": Parts(library, CASE).schema(kind) for name, (kind, _) in FILES.items()}
    made[CASE] = case_schema(library)
    return {name: _text(schema) for name, schema in sorted(made.items())}


def schema_of(path: Path, policies: Path) -> str | None:
    """The name of the schema that a file of the policies is held to; None where there is none."""
    found = kind_of_file(path, policies)
    return None if found is None else f"{found}.json"


def modeline(path: Path, policies: Path) -> str:
    """The first line of a policy file, by which any editor finds its schema. Empty where there is none, and for the text of a
    source, which is held by its digest.
    """
    name = schema_of(path, policies)
    if name is None or name == "paragraphs.json" or not (policies.parent / FOLDER / name).is_file():
        return ""
    up = "../" * len(path.absolute().relative_to(policies.absolute()).parts)
    return f"{MODELINE} $schema={up}{FOLDER}/{name}"


def stale(library: Library, folder: Path) -> list[str]:
    """The names of the schemas in a folder that are missing, or not what they would be now."""
    return [name for name, text in schemas(library).items() if _there(folder / name) != text]


def _there(path: Path) -> str | None:
    return path.read_text("utf-8") if path.is_file() else None


def _text(schema: dict[str, Any]) -> str:
    return json.dumps({"$schema": "http://json-schema.org/draft-07/schema#", **schema}, indent=1, ensure_ascii=False) + "\n"
