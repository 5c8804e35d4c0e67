"""The changes of one file of the policies that can be read, and that could matter to some case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

from clssa.examples.edits import Change, without_idle_pieces
from clssa.examples.meaning import Meaning
from clssa.examples.of_rules import RuleChanges
from clssa.examples.of_vocabulary import FactChanges, SourceChanges, ValueChanges
from clssa.examples.trial import Changed
from clssa.language.fault import Fault, Faults
from clssa.language.types import parse_date
from clssa.language.yaml import Map, Seq, Text, load
from clssa.library.model import CHECKED_KINDS, Library, Rule, Standing, Unnoticed
from clssa.library.rules import read_rule
from clssa.library.vocabulary import read_pending, read_subject, read_value

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


Reader: TypeAlias = Callable[[Map, list[Fault]], Changed]
"""Reads a file as changed; adds to the faults, or raises them, where it cannot be read."""


class Tried:
    """Reads the changes of files.

    A change that the reader refuses is none: `clssa lint` would tell. Neither is one that means the same.
    """

    def __init__(self, library: Library) -> None:
        self.library, self.meaning = library, Meaning(library)
        self._meant: dict[tuple[str, str], Any] = {}

    def changes(self, unit: Unit) -> Iterator[tuple[Change, Changed]]:
        """Each change of a file, with what it puts in the place of what stands there."""
        listed, read = {RULE: self._rule, VALUE: self._value, FACTS: self._facts, SOURCE: self._source}[unit.kind](unit.name)
        for change in listed:
            faults: list[Fault] = []
            with suppress(Faults):
                changed = read(change.tree, faults)
                if not faults and self._differs(changed):
                    yield change, changed

    def _differs(self, changed: Changed) -> bool:
        """Whether it means something else than what stands there."""
        if changed.document_dates not in (None, self.library.document_dates):
            return True
        for kind in ("rules", "values", "facts", "subjects", "sources"):
            for name, part in getattr(changed, kind).items():
                if (kind, name) not in self._meant:
                    self._meant[kind, name] = self.meaning.of(getattr(self.library, kind)[name])
                if self.meaning.of(part) != self._meant[kind, name]:
                    return True
        return False

    def _rule(self, name: str) -> tuple[Iterator[Change], Reader]:
        rule = self.library.rules[name]

        def read(tree: Map, faults: list[Fault]) -> Changed:
            return Changed(rules={name: read_rule(without_idle_pieces(tree), self.library, faults)})

        if rule.kind not in CHECKED_KINDS:
            return iter(()), read
        return RuleChanges(_tree(rule.place.file), rule, self.library).all(), read

    def _value(self, name: str) -> tuple[Iterator[Change], Reader]:
        value = self.library.values[name]

        def read(tree: Map, faults: list[Fault]) -> Changed:
            into = replace(self.library, values={other: each for other, each in self.library.values.items() if other != name})
            read_value(tree, into, into.sources, faults)
            return Changed(values={name: into.values[name]})

        return ValueChanges(_tree(value.place.file), value).all(), read

    def _facts(self, name: str) -> tuple[Iterator[Change], Reader]:
        library = self.library
        own = [fact for fact in library.facts if fact.partition(".")[0] == name]

        def read(tree: Map, faults: list[Fault]) -> Changed:
            others = {other: each for other, each in library.subjects.items() if other != name}
            into = replace(library, facts=dict(library.facts), subjects=others, document_dates=library.document_dates)
            read_subject(tree, into, faults)
            read_pending(tree, into, faults)
            rules = self._reread(into, faults) if into.subjects[name].ordered_by != library.subjects[name].ordered_by else {}
            facts = {fact: into.facts[fact] for fact in own}
            return Changed(rules, {}, facts, {name: into.subjects[name]}, document_dates=into.document_dates)

        return FactChanges(_tree(library.facts[own[0]].place.file), library).all(), read

    def _reread(self, into: Library, faults: list[Fault]) -> dict[str, Rule]:
        """The rules that an example may decide, read with other subjects: their lines say in which order elements come."""
        rules = [rule for rule in self.library.rules.values() if rule.kind in CHECKED_KINDS]
        return {rule.id: read_rule(_tree(rule.place.file), into, faults) for rule in rules}

    def _source(self, name: str) -> tuple[Iterator[Change], Reader]:
        source = self.library.sources[name]

        def read(tree: Map, faults: list[Fault]) -> Changed:
            issued = parse_date(tree[Text("issued")]) if "issued" in tree else source.issued
            return Changed(sources={name: replace(source, issued=issued, standing=_standing(tree))})

        return SourceChanges(_tree(source.place.file)).all(), read


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
