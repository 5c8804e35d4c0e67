"""Where a change may show: the values of facts, and the days, at which an old or a new line turns."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from clssa.impact.changes import NOTE, RULE, SOURCE, VALUE, Change
from clssa.language.expression import Fact, Given, Literal, Node, facts_read, walk
from clssa.language.types import NONE, NUMERIC, Type
from clssa.library.model import BEGINNING, DAY_OF_EVALUATION, DatedValue, Library, Rule, RuleVersion, ValueVersion

Day = datetime.date
ONE_DAY = datetime.timedelta(days=1)
MOST_CODES = 40
_CENT = Decimal("0.01")


class Boundaries:
    """The values and days that are worth a try for one change; `rules` are those that rest on it."""

    def __init__(self, change: Change, libraries: Sequence[Library], rules: Sequence[str]) -> None:
        self.change, self.libraries = change, libraries
        self.rules = [library.rules[name] for library in libraries for name in rules if name in library.rules]
        of_facts, self.first = self._of_facts()
        nodes = dict.fromkeys(node for rule in self.rules for version in rule.versions for node in version.nodes())
        parts = [part for node in (*of_facts, *nodes) for part in walk(node)]
        self._literals = list(
            {(each.type, each.value): None for each in parts if isinstance(each, Literal) and each.value is not NONE}
        )
        self._named = {each.name for each in parts if isinstance(each, Fact | Given)}
        self.days = sorted(set(self._days()))
        self.known = sorted(set(self._known()))

    def facts(self) -> list[str]:
        """The facts that may be given another value: those that the lines name, and the dates that pick versions.

        Where facts changed, these come first, with what is read to tell whether one is another, or still to come.
        """
        dates = {date for each in self._dated() for date in each.dated_by if date != DAY_OF_EVALUATION}
        names = sorted(self._named | dates | self.first, key=lambda name: (name not in self.first, name))
        return [name for name in names if (type_ := self.type(name)) is not None and not type_.keys]

    def _of_facts(self) -> tuple[list[Node], set[str]]:
        """Of changed facts, the conditions that stand with them, and all facts that are named there."""
        infos = [
            library.facts[name] for library in self.libraries for name in sorted(self.change.concerns) if name in library.facts
        ]
        same = [each.same_as for each in infos if each.same_as is not None]
        nodes = [*(when for _, when in same), *(each.pending_when for each in infos if each.pending_when is not None)]
        return nodes, {
            *(each.name for each in infos),
            *(other for other, _ in same),
            *(name for node in nodes for name in facts_read(node)),
        }

    def by_day(self) -> bool:
        """Whether the day of evaluation picks a version of what changed, or of what rests on it."""
        return self.change.kind == SOURCE or any(DAY_OF_EVALUATION in each.dated_by for each in self._dated())

    def type(self, name: str) -> Type | None:
        """The type of a fact that a case can give, with the codes of both libraries; None where it can give none."""
        found = [info.type for library in self.libraries if (info := library.facts.get(name)) and not info.derived]
        if not found:
            return None
        codes = tuple(dict.fromkeys(code for each in found for code in each.codes))
        return replace(found[-1], codes=codes)

    def values(self, name: str, worked_out: Iterable[Any] = ()) -> Iterator[Any]:
        """The values of a fact that are worth a try; `worked_out` are amounts that the rules work out in the case at hand."""
        type_ = self.type(name)
        assert type_ is not None
        found = dict.fromkeys(self._of_kind(type_.one(), worked_out))
        yield from ((each,) for each in found) if type_.many else found
        if type_.optional:
            yield NONE

    def _of_kind(self, type_: Type, worked_out: Iterable[Any]) -> Iterator[Any]:
        if type_.kind == "code":
            yield from type_.codes[:MOST_CODES]
        elif type_.kind == "flag":
            yield from (True, False)
        elif type_.kind == "date":
            written = [each for kind, each in self._literals if kind.kind == "date"]
            yield from dict.fromkeys([*self.days, *(day for each in written for day in around_day(each))])
        elif type_.kind in NUMERIC:
            yield from self._numbers(type_, worked_out)
        else:
            yield from (each for kind, each in self._literals if kind.kind == type_.kind and isinstance(each, str))

    def _numbers(self, type_: Type, worked_out: Iterable[Any]) -> Iterator[Any]:
        """Each number that a line names, or that is worked out, also as far as a line lets it differ, and one unit beside it."""
        named = [each for kind, each in self._literals if kind.kind == type_.kind and not kind.many]
        unit = {"money": _CENT, "number": Fraction(1, 100)}.get(type_.kind, 1)
        amounts = list(worked_out) if type_.kind == "money" else []
        near = [amount + sign * each for amount in amounts for each in named for sign in (1, -1)]
        for each in [*named, *amounts, *near]:
            for value in (each, each + unit, each - unit):
                if value >= 0 or type_.signed:
                    yield value

    def _dated(self) -> list[Rule | DatedValue]:
        values = [library.values[self.change.name] for library in self.libraries if self._is_value(library)]
        return [*self.rules, *values]

    def _is_value(self, library: Library) -> bool:
        return self.change.kind == VALUE and self.change.name in library.values

    def _changed_versions(self) -> list[RuleVersion | ValueVersion]:
        """The versions of what changed, on both sides; where something else changed, those of the rules that rest on it."""
        if self.change.kind in (RULE, NOTE):
            own = [rule for rule in self.rules if rule.id == self.change.name or rule.note == self.change.name]
            return [version for rule in own for version in rule.versions]
        dated = [each for each in self._dated() if self.change.kind != VALUE or isinstance(each, DatedValue)]
        return [version for each in dated for version in each.versions]

    def _days(self) -> Iterator[Day]:
        for version in self._changed_versions():
            if version.start != BEGINNING:
                yield from (version.start - ONE_DAY, version.start)
            if version.until is not None:
                yield from (version.until, version.until + ONE_DAY)
        for source in (each for library in self.libraries for each in library.sources.values()):
            for standing in source.standing if self.change.kind == SOURCE else ():
                if self.change.name in (source.id, standing.told_by):
                    yield from (standing.start - ONE_DAY, standing.start)

    def _known(self) -> Iterator[Day]:
        """The eve and the day on which a source was issued that the change rests on."""
        sources = {self.change.name} if self.change.kind == SOURCE else set()
        for version in self._changed_versions():
            sources |= {cite.source for cite in (version.cite, *_exceptions(version)) if cite is not None}
        for library in self.libraries:
            for name in sources & library.sources.keys():
                issued = library.issued(name)
                if BEGINNING < issued < Day.max:
                    yield from (issued - ONE_DAY, issued)


def _exceptions(version: RuleVersion | ValueVersion) -> Iterator[Any]:
    if isinstance(version, RuleVersion):
        yield from (each.cite for each in version.unless)


def around_day(value: Any) -> Iterator[Day]:
    """The days written in a literal (one, or a list), each with its eve and the day after."""
    for day in value if isinstance(value, tuple) else (value,):
        with suppress(OverflowError):
            yield from (day - ONE_DAY, day, day + ONE_DAY)
