"""Words that other readers of YAML take for something else, rates above 100%, and degrees of confidence that there are not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from clssa.language.fault import Fault, did_you_mean
from clssa.language.types import Type
from clssa.language.yaml import Map, Seq, Text, texts_in
from clssa.library.files import READINGS
from clssa.library.model import Library
from clssa.lint.trees import Trees, under_key

CONFIDENCE = ("low", "low-medium", "medium", "medium-high", "high")
_WORDS = ("code", "text", "identifier")
_PERCENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)%")
_BRACES = re.compile(r"\{[^{}]*\}")

_TAKEN_FOR = {
    "yes or no": re.compile(r"(y|yes|n|no|true|false|on|off)", re.IGNORECASE),
    "nothing": re.compile(r"(~|null)", re.IGNORECASE),
    "a date": re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"),
    "another number": re.compile(
        r"[-+]?(0[0-9_]+|0[bx][0-9a-f_]+|[0-9][0-9_]*(:[0-5]?[0-9])+|[0-9]+_[0-9_]+|[0-9][0-9_.]*e[-+]?[0-9]+|\.(inf|nan))",
        re.IGNORECASE,
    ),
}
"""What YAML 1.1 makes of a plain scalar. A plain number such as 4 is left alone: a person reads it as it is meant."""


def words(library: Library, trees: Trees) -> Iterator[Fault]:
    """Faults at ambiguous words and numbers."""
    yield from _codes_of_facts(trees)
    yield from _values(library, trees)
    yield from _examples(library)
    yield from _remedies(library, trees)
    yield from _confidence(trees)


def ambiguous(text: Text) -> str:
    """What other readers of YAML take a piece of text for; empty where they read it as we do."""
    return next((what for what, pattern in _TAKEN_FOR.items() if text.plain and pattern.fullmatch(text)), "")


def _ambiguous(text: Text) -> Iterator[Fault]:
    if taken_for := ambiguous(text):
        yield Fault(text.place, f"other readers of YAML take {text} for {taken_for}", len(text), f"write '{text}'")


def _codes_of_facts(trees: Trees) -> Iterator[Fault]:
    for folder in ("facts", "values"):
        for tree in trees.under(folder):
            for code in under_key(tree, "codes"):
                yield from _ambiguous(code)


def _values(library: Library, trees: Trees) -> Iterator[Fault]:
    for tree in trees.under("values"):
        type_ = library.values[tree[Text("value")]].type
        for version in tree[Text("versions")]:
            yield from _value(version[Text("is")], type_)


def _value(tree: Any, type_: Type) -> Iterator[Fault]:
    """The entries of a table, of lists and single values, with the names of the entries."""
    if isinstance(tree, Map) and type_.keys:
        rest = Type(type_.kind, type_.codes, many=type_.many, keys=type_.keys[1:])
        for name, entry in tree.items():
            if type_.keys[0].kind in _WORDS:
                yield from _ambiguous(name)
            yield from _value(entry, rest)
    elif isinstance(tree, Map):  # an entry that says where it stands
        yield from _value(tree[Text("is")], type_)
    else:
        for text in texts_in(tree):
            if type_.kind in _WORDS:
                yield from _ambiguous(text)
            if type_.kind == "number" and (found := _PERCENT.fullmatch(text)) and float(found[1]) > 100:
                help = "if it is meant, write it as a number, such as 1.25"
                yield Fault(text.place, f"{text} is more than 100%", len(text), help)


def _examples(library: Library) -> Iterator[Fault]:
    for rule in library.rules.values():
        for tree in rule.examples:
            yield from _given(tree.get(Text("given")), "", library)


def _given(tree: Any, name: str, library: Library) -> Iterator[Fault]:
    """The words that an example gives for facts that are words."""
    if isinstance(tree, Map):
        for key, value in tree.items():
            yield from _given(value, f"{name}.{key}" if name else str(key), library)
    elif isinstance(tree, Seq):
        named = next((subject.name for subject in library.subjects.values() if subject.list == name), name)
        for each in tree:
            yield from _given(each, named, library)
    else:
        type_ = library.facts[name].type
        if type_.kind in _WORDS and not (tree == "null" and type_.optional):
            yield from _ambiguous(tree)


def _remedies(library: Library, trees: Trees) -> Iterator[Fault]:
    for rule in library.rules.values():
        for version in rule.versions:
            if re.search(r"[{}]", _BRACES.sub("", version.remedy)):
                remedy = trees.map_at(version.place)[Text("remedy")]
                help = "a fact is named in braces that open and close: {subject.fact}"
                yield Fault(remedy.place, "a brace in this remedy has no other half", max(1, len(remedy)), help)


def _confidence(trees: Trees) -> Iterator[Fault]:
    tree = trees.files[trees.policies / READINGS]
    for entry in tree if isinstance(tree, Seq) else ():
        for part in re.split(r" / ", word := entry[Text("confidence")]):
            if part not in CONFIDENCE:
                help = did_you_mean(part, CONFIDENCE, f"it is {', '.join(CONFIDENCE[:-1])} or {CONFIDENCE[-1]}")
                yield Fault(word.place, f'"{word}" is not a degree of confidence', len(word), help)
