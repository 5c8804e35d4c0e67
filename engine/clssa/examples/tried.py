"""The changes of one file of the policies that can be read, and that could matter to some case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from clssa.examples.edits import Change, without_idle_pieces
from clssa.examples.meaning import Meaning
from clssa.examples.of_rules import RuleChanges
from clssa.examples.of_vocabulary import FactChanges, SourceChanges, ValueChanges
from clssa.examples.trial import Changed
from clssa.language.fault import Fault, Faults
from clssa.language.types import parse_date
from clssa.language.yaml import Map, Seq, Text, load
from clssa.library.model import CHECKED_KINDS, Library, Standing, Unnoticed
from clssa.library.rules import read_rule
from clssa.library.vocabulary import read_pending, read_value

RULE, VALUE, FACTS, SOURCE = "rule", "value", "facts", "source"


@dataclass(frozen=True, slots=True, order=True)
class Unit:
    """One file of the policies: a rule, a dated value, the facts of a subject, or the head of a source."""

    kind: str
    name: str


def units_of(library: Library) -> list[Unit]:
    """All files that have examples or changes."""
    named = ((RULE, library.rules), (VALUE, library.values), (FACTS, library.subjects), (SOURCE, library.sources))
    return [Unit(kind, name) for kind, names in named for name in names]


def waivers_of(unit: Unit, library: Library) -> tuple[Unnoticed, ...]:
    """What the file itself says of changes that no example can notice."""
    if unit.kind == RULE:
        return library.rules[unit.name].unnoticed
    if unit.kind == VALUE:
        return library.values[unit.name].unnoticed
    return library.subjects[unit.name].unnoticed if unit.kind == FACTS else ()


class Tried:
    """Reads the changes of files.

    A change that the reader refuses is none: `clssa lint` would tell. Neither is one that means the same.
    """

    def __init__(self, library: Library) -> None:
        self.library, self.meaning = library, Meaning(library)

    def changes(self, unit: Unit) -> Iterator[tuple[Change, Changed]]:
        """Each change of a file, with what it puts in the place of what stands there."""
        listed, read = {RULE: self._rule, VALUE: self._value, FACTS: self._facts, SOURCE: self._source}[unit.kind](unit.name)
        place = _PLACES[unit.kind]
        before: dict[str, Any] = {}
        for change in listed:
            faults: list[Fault] = []
            with suppress(Faults):
                made = read(change.tree, faults)
                before = before or {name: self.meaning.of(getattr(self.library, place)[name]) for name in made}
                if not faults and {name: self.meaning.of(each) for name, each in made.items()} != before:
                    yield change, Changed(**{place: made})

    def _rule(self, name: str) -> tuple[Iterator[Change], Reader]:
        rule = self.library.rules[name]

        def read(tree: Map, faults: list[Fault]) -> dict[str, Any]:
            return {name: read_rule(without_idle_pieces(tree), self.library, faults)}

        if rule.kind not in CHECKED_KINDS:
            return iter(()), read
        return RuleChanges(_tree(rule.place.file), rule, self.library).all(), read

    def _value(self, name: str) -> tuple[Iterator[Change], Reader]:
        value = self.library.values[name]

        def read(tree: Map, faults: list[Fault]) -> dict[str, Any]:
            into = replace(self.library, values={other: each for other, each in self.library.values.items() if other != name})
            read_value(tree, into, into.sources, faults)
            return {name: into.values[name]}

        return ValueChanges(_tree(value.place.file), value).all(), read

    def _facts(self, name: str) -> tuple[Iterator[Change], Reader]:
        own = [fact for fact in self.library.facts if fact.partition(".")[0] == name]

        def read(tree: Map, faults: list[Fault]) -> dict[str, Any]:
            into = replace(self.library, facts=dict(self.library.facts), subjects=dict(self.library.subjects))
            read_pending(tree, into, faults)
            return {fact: into.facts[fact] for fact in own}

        return FactChanges(_tree(self.library.facts[own[0]].place.file), self.library).all(), read

    def _source(self, name: str) -> tuple[Iterator[Change], Reader]:
        source = self.library.sources[name]

        def read(tree: Map, faults: list[Fault]) -> dict[str, Any]:
            return {name: replace(source, issued=parse_date(tree[Text("issued")]), standing=_standing(tree))}

        return SourceChanges(_tree(source.place.file)).all(), read


Reader = Callable[[Map, list[Fault]], dict[str, Any]]
_PLACES = {RULE: "rules", VALUE: "values", FACTS: "facts", SOURCE: "sources"}


def _standing(tree: Map) -> tuple[Standing, ...]:
    return tuple(
        Standing(parse_date(each["from"]), str(each["is"]), each["cite"]["source"], each["cite"]["at"])
        for each in tree.get(Text("standing"), Seq())
    )


def _tree(file: str) -> Map:
    """The file as it stands. Raises `Faults` where somebody has spoilt it since it was read."""
    tree = load(Path(file).read_bytes(), file)
    assert isinstance(tree, Map)
    return tree
