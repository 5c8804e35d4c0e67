"""The JSON Schema of a case file: every fact that a case may give, as policies/facts/ declare it."""

from __future__ import annotations

from typing import Any

from clssa.language.types import WRITTEN, Type
from clssa.library.model import FactInfo, Library, Subject
from clssa.schema.plain import in_words

_TAKEN_FOR = {
    "money": ["number"],
    "number": ["number"],
    "quantity": ["integer"],
    "months": ["integer"],
    "date": [],
    "text": ["number", "boolean"],
    "identifier": ["integer"],
}
"""What an editor takes a value for that stands without quotation marks, besides text."""


def case_schema(library: Library) -> dict[str, Any]:
    """The whole schema; its definitions are the facts by their full names, derived ones included."""
    return {
        "type": "object",
        "properties": {subject.list or name: _subject(subject, library) for name, subject in library.subjects.items()},
        "additionalProperties": False,
        "definitions": {name: _fact(info) for name, info in sorted(library.facts.items())},
    }


def _subject(subject: Subject, library: Library) -> dict[str, Any]:
    start = f"{subject.name}."
    names = [name for name, info in library.facts.items() if name.startswith(start) and not info.derived]
    one = {
        "type": "object",
        "properties": {name.removeprefix(start): {"$ref": f"#/definitions/{name}"} for name in names},
        "additionalProperties": False,
    }
    if subject.list is None:
        return {**one, "description": f"The facts of the {subject.name}. What is left out is missing."}
    told = f"One entry for each {subject.name}. A list that is given is complete: [] says that there is none."
    return {"type": "array", "items": one, "description": told}


def _fact(info: FactInfo) -> dict[str, Any]:
    written = _value(info.type.one())
    if info.type.many:
        written = {"type": "array", "items": written}
    many, none = "a list; each is " * info.type.many, ", or none" * info.type.optional
    return {**written, "title": info.label, "description": f"{info.means} Written as {many}{info.type.describe()}{none}."}


def _value(type_: Type) -> dict[str, Any]:
    if type_.kind == "flag":
        return {"enum": ["yes", "no", True, False, *_none(type_)]}
    if type_.kind == "code":
        return {"enum": [*in_words(type_.codes), *_none(type_)]}
    made: dict[str, Any] = {"type": ["string", *_TAKEN_FOR[type_.kind], *(["null"] if type_.optional else [])]}
    if type_.kind in ("money", "quantity", "months") and not type_.signed:
        made["minimum"] = 0
    pattern = type_.pattern or WRITTEN.get(type_.kind)
    if pattern:
        made["pattern"] = f"^({'none|' if type_.optional else ''}{pattern})$"
        made["patternErrorMessage"] = f"This must be {type_.describe()}{', or none' * type_.optional}."
    return made


def _none(type_: Type) -> list[str | None]:
    return ["none", None] if type_.optional else []
