"""A form as a JSON Schema. Each form that it holds becomes one of its definitions, so that it stands there once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from string import Template
from typing import Any, TypeAlias

from clssa.language.form import Either, Form, Kind, Known, Leaf, Many, Named, Words
from clssa.language.types import KINDS, WRITTEN
from clssa.library import forms
from clssa.library.model import DAY_OF_EVALUATION, LISTS_OF_LEVEL, Library, Subject
from clssa.schema.plain import in_words

Schema: TypeAlias = dict[str, Any]

TEXT: Schema = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
"""Any scalar: what other readers of YAML take for a number or a yes or no is text here, until a fact says otherwise."""

_DATE: Schema = {
    "type": "string",
    "pattern": f"^{WRITTEN['date']}$",
    "patternErrorMessage": "This must be a date written YYYY-MM-DD.",
}
_LEAVES: dict[str, Schema] = {
    "text": TEXT,
    "expression": TEXT,
    "condition": {"type": "string", "pattern": r"\S"},
    "line": {"anyOf": [{"type": "string", "pattern": r"\S"}, {"$ref": "#/definitions/joined lines"}]},
    "date": _DATE,
    "date or beginning": {"anyOf": [_DATE, {"const": "beginning"}]},
    "flag": {"enum": ["yes", "no"]},
    "whole number": {"type": ["integer", "string"], "minimum": 1, "maximum": 9999, "pattern": r"^[1-9]\d{0,3}$"},
    "type": {"enum": [*KINDS, *(f"list of {kind}" for kind in KINDS)]},
    "anything": {},
}
_JOINED = {
    "any_of": "One of these lines must hold.",
    "all_of": "All of these lines must hold.",
    "none_of": "None of these lines may hold.",
}


class Parts:
    """Makes the schema of one kind of file; `case` is the file of the schema of a case, which has every fact."""

    def __init__(self, library: Library, case: str) -> None:
        self.library, self.case = library, case
        self.definitions: dict[str, Schema] = {}
        self.names: dict[int, str] = {}
        self.known = _known(library)
        self.example = _example(library)

    def schema(self, kind: Form | Many) -> Schema:
        """The whole schema."""
        body = self.form(kind) if isinstance(kind, Form) else self.of(kind)
        return {**body, "definitions": dict(sorted(self.definitions.items()))}

    def of(self, kind: Kind) -> Schema:
        """The schema of whatever stands under a key."""
        match kind:
            case Leaf("case"):
                return self.given()
            case Leaf(name):
                if name == "line":
                    self.join_lines()
                return dict(_LEAVES[name])
            case Words(words):
                return {"enum": in_words(words)}
            case Known(of):
                self.definitions[f"names of {of}"] = {"enum": in_words(self.known[of]())}
                return {"$ref": f"#/definitions/names of {of}"}
            case Many(of, least):
                return {"type": "array", "items": self.of(of), **({"minItems": least} if least else {})}
            case Named(Leaf("result"), _):
                return _closed({name: self.result(name) for name in self.known["derived facts"]()})
            case Named(of, None):
                return {"type": "object", "additionalProperties": self.of(of)}
            case Named(of, names) if names is not None:
                return _closed({name: self.fact(name, self.of(of)) for name in self.known[names.of]()})
            case Either(kinds):
                return {"anyOf": [self.of(each) for each in kinds]}
            case Form():
                return self.reference(kind)
        raise TypeError(kind)

    def form(self, form: Form) -> Schema:
        """A mapping with exactly the keys of a form."""
        properties = {name: {**self.of(key.kind), "description": self.means(key.means)} for name, key in form.keys.items()}
        if form is forms.RULE:
            properties["versions"] = {"type": "array", "minItems": 1, "description": self.means(form.keys["versions"].means)}
        made = _closed(properties) | {"required": list(form.required)}
        more = self.conditions(form)
        return made | ({"allOf": more} if more else {})

    def means(self, text: str) -> str:
        """What a key says, with a list of this library where an example of one stands."""
        return Template(text).substitute(self.example)

    def reference(self, form: Form) -> Schema:
        """The form among the definitions; two that messages call alike are told apart by a number."""
        if id(form) not in self.names:
            number = sum(name == form.what or name.startswith(f"{form.what} ") for name in self.names.values())
            self.names[id(form)] = f"{form.what} {number + 1}" if number else form.what
            self.definitions[self.names[id(form)]] = self.form(form)
        return {"$ref": f"#/definitions/{self.names[id(form)]}"}

    def join_lines(self) -> None:
        """Any_of, all_of and none_of among the definitions; each holds lines again."""
        lines = {"type": "array", "items": _LEAVES["line"], "minItems": 1}
        properties = {name: {**lines, "description": means} for name, means in _JOINED.items()}
        self.definitions["joined lines"] = _closed(properties) | {"minProperties": 1, "maxProperties": 1}

    def conditions(self, form: Form) -> list[Schema]:
        """What a form asks for besides its keys, one by one."""
        if form is forms.CITATION:
            return [*self.quotes(), *self.paragraphs()]
        if form is forms.RULE:
            versions = {kind: self.reference(version) for kind, version in forms.VERSIONS.items()}
            return [_when("kind", [kind], {"properties": {"versions": {"items": ref}}}) for kind, ref in versions.items()] + [
                _when("kind", ["note"], {"required": ["note"]})
            ]
        if form in (forms.VERSIONS["requirement"], forms.VERSIONS["reading"]):
            return [_one_of(LISTS_OF_LEVEL)]
        if form is forms.VERSIONS["note"]:
            return [_one_of(("required_when", "forbidden_when"))]
        if form is forms.EXAMPLE:
            return [_one_of(("expect", "derived"))]
        if form in (forms.FACT, forms.VALUE):
            needed = [_when("type", [kind, f"list of {kind}"], {"required": [key]})
                      for kind, key in (("code", "codes"), ("identifier", "pattern")) if key in form.keys]  # fmt: skip
            return needed + ([_one_of(("type", "like"))] if form is forms.VALUE else [])
        return []

    def quotes(self) -> list[Schema]:
        """A source whose text is held is quoted, another is not."""
        held = [name for name, source in self.library.sources.items() if source.held]
        others = [name for name in self.library.sources if name not in held]
        wanted: list[tuple[list[str], Schema]] = [(held, {"required": ["quote"]}), (others, {"properties": {"quote": False}})]
        return [_when("source", names, then) for names, then in wanted if names]

    def paragraphs(self) -> list[Schema]:
        """The paragraphs of each source."""
        sources = self.library.sources.items()
        return [
            _when("source", [name], {"properties": {"at": {"enum": in_words(source.provisions)}}}) for name, source in sources
        ]

    def given(self) -> Schema:
        """What an example gives: facts by their full names, whole subjects, and lists."""
        facts = {name: self.fact(name) for name, info in self.library.facts.items() if not info.derived}
        parts = (subject.list or name for name, subject in self.library.subjects.items())
        return _closed({**facts, **{part: {"$ref": f"{self.case}#/properties/{part}"} for part in parts}})

    def fact(self, name: str, otherwise: Schema | None = None) -> Schema:
        """A fact with its meaning: its value, or something else that stands under its name."""
        if otherwise is None:
            return {"$ref": f"{self.case}#/definitions/{name}"}
        return {**otherwise, "description": self.library.facts[name].means}

    def result(self, name: str) -> Schema:
        """What an example expects of a derived fact."""
        return {"anyOf": [{"const": "missing"}, self.fact(name)], "description": self.library.facts[name].means}


def _known(library: Library) -> dict[str, Callable[[], Iterable[str]]]:
    """The names that a form may ask for."""
    facts = library.facts.items()
    lists = [subject.list for subject in library.subjects.values() if subject.list]
    return {
        "sources": lambda: library.sources,
        "readings": lambda: library.readings,
        "subjects": lambda: library.subjects,
        "notes": lambda: library.notes,
        "actors": lambda: library.actors,
        "facts": lambda: library.facts,
        "derived facts": lambda: [name for name, info in facts if info.derived],
        "dates": lambda: [DAY_OF_EVALUATION, *(name for name, info in facts if info.type.kind == "date" and not info.derived)],
        "facts that name a rule": lambda: [name for name, info in facts if info.names_rule],
        "facts and lists": lambda: [*library.facts, *library.subjects, *lists],
    }


def _example(library: Library) -> dict[str, str]:
    """How a list is written, shown by one that the document has; where there is none, by a list of entries."""
    lists = [each for each in library.subjects.values() if each.of and each.named_by and each.words is None]
    shown = lists[0] if lists else Subject("entry", "entry {number}", "entries", "number", None, None)
    named_by = str(shown.named_by)
    second = shown.label.format(**{named_by: "002"})
    return {"entry": shown.name, "list": str(shown.list), "named_by": named_by, "label": shown.label, "second": second}


def _closed(properties: dict[str, Schema]) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _when(key: str, words: list[str], then: Schema) -> Schema:
    return {"if": {"properties": {key: {"enum": words}}, "required": [key]}, "then": then}


def _one_of(keys: Iterable[str]) -> Schema:
    return {"anyOf": [{"required": [key]} for key in keys]}
