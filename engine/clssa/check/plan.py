"""Plans: which versions of rules and values are in force for the dates of a case.

A plan depends on the dates only through the interval between two changes of the law that each of them falls into, so a portfolio
needs a handful of plans. Where the date that picks a version is missing, every interval it may still fall into is a plan
of its own.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any, TypeAlias

from clssa.check.case import Case
from clssa.check.order import Order, Orders
from clssa.language.expression import Value, values_read
from clssa.language.logic import NotBefore, Steps, ValueKey
from clssa.library.dates import in_force, timeline
from clssa.library.model import CHECKED_KINDS, DAY_OF_EVALUATION, Library, Rule, ValueVersion

Day = datetime.date
Spans: TypeAlias = Sequence[tuple[Day, ValueVersion | None]]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that the dates of a case settle beforehand, as known on a day."""

    library: Library
    known_on: Day
    order: Order
    idle: Sequence[Rule]
    """The rules of which no version is in force, or known."""
    values: Mapping[str, ValueVersion]
    cells: Mapping[ValueKey, Any]


class Calendar:
    """The library as known on one day: for every date that picks versions, the days on which something changes."""

    def __init__(self, library: Library, known_on: Day, orders: Orders) -> None:
        self.library, self.known_on, self.orders = library, known_on, orders
        self.rules = {
            rule.id: timeline(rule.versions, known_on, library.issued)
            for rule in library.rules.values()
            if rule.kind in CHECKED_KINDS
        }
        self.values = {name: timeline(value.versions, known_on, library.issued) for name, value in library.values.items()}
        self.as_known = {
            (each.name, each.as_known): timeline(library.values[each.name].versions, each.as_known, library.issued)
            for each in _values_of(library)
            if each.as_known is not None
        }
        self._plans: dict[tuple[int, ...], Plan] = {}

    @cached_property
    def marks(self) -> dict[tuple[str, ...], list[Day]]:
        """For each way of picking a version, the days on which another version takes over."""
        found: dict[tuple[str, ...], set[Day]] = {}
        for rule, spans in self.rules.items():
            found.setdefault(self.library.rules[rule].dated_by, set()).update(day for day, _ in spans)
        dated = [*self.values.items(), *((key[0], spans) for key, spans in self.as_known.items())]
        for name, value_spans in (each for each in dated if self._steps(*each) is None):
            found.setdefault(self.library.values[name].dated_by, set()).update(day for day, _ in value_spans)
        return {dated_by: sorted(days) for dated_by, days in sorted(found.items())}

    @cached_property
    def counted(self) -> dict[str, int]:
        """How many rules of each kind that no case decides are known."""
        kinds: Counter[str] = Counter()
        for rule in self.library.rules.values():
            cites = (version.cite for version in rule.versions)
            known = any(cite is None or self.library.issued(cite.source) <= self.known_on for cite in cites)
            if known and rule.id not in self.rules:
                kinds[rule.kind] += 1
        return dict(sorted(kinds.items()))

    def plans(self, case: Case, as_of: Day) -> list[tuple[Plan, tuple[str, ...]]]:
        """A plan for each combination of intervals that the case's dates may fall into, with the dates that are open."""
        choices, open_dates = [], []
        for dated_by, marks in self.marks.items():
            positions = _positions(case, dated_by, marks, as_of)
            if len(positions) > 1:
                open_dates.append(dated_by[0])
            choices.append(positions)
        return [(self._plan(combination), tuple(open_dates)) for combination in product(*choices)]

    def _plan(self, positions: tuple[int, ...]) -> Plan:
        if positions not in self._plans:
            days = {
                dated_by: marks[at - 1] if at else Day.min
                for (dated_by, marks), at in zip(self.marks.items(), positions, strict=True)
            }
            self._plans[positions] = self._make(days)
        return self._plans[positions]

    def _make(self, days: dict[tuple[str, ...], Day]) -> Plan:
        library = self.library
        active, idle = [], []
        for id_, spans in self.rules.items():
            rule = library.rules[id_]
            version = in_force(spans, days[rule.dated_by])
            if version is None:
                idle.append(rule)
            else:
                known = tuple(each for each in version.unless if library.issued(each.cite.source) <= self.known_on)
                active.append((rule, version, known))
        values: dict[str, ValueVersion] = {}
        cells: dict[ValueKey, Any] = {}
        for name, value_spans in self.values.items():
            if (steps := self._steps(name, value_spans)) is not None:
                cells[name, None] = steps
                continue
            found = in_force(value_spans, days[library.values[name].dated_by])
            if found is not None:
                values[name] = found
                cells[name, None] = found.value
        for (name, day), value_spans in self.as_known.items():
            steps = self._steps(name, value_spans)
            found = in_force(value_spans, days[library.values[name].dated_by]) if steps is None else None
            cells[name, day] = steps if steps is not None else found.value if found is not None else None
        return Plan(library, self.known_on, self.orders.of(active), idle, values, cells)

    def _steps(self, name: str, spans: Spans) -> Steps | None:
        """The value as steps, where a date of the elements of a list picks it rather than a date of the case."""
        dated_by = self.library.values[name].dated_by
        if self.library.element_subject(dated_by) is None:
            return None
        leaf = dated_by[0].partition(".")[2]
        return Steps(leaf, dated_by[0], tuple((first, version.value if version else None) for first, version in spans))


def _positions(case: Case, dated_by: tuple[str, ...], marks: list[Day], as_of: Day) -> range:
    """The intervals (counted from 0, before the first mark) that a date of the case may fall into."""
    for name in dated_by:
        day = as_of if name == DAY_OF_EVALUATION else case.fact(name)
        if isinstance(day, Day):
            at = bisect_right(marks, day)
            return range(at, at + 1)
        if isinstance(day, NotBefore):
            return range(bisect_right(marks, day.day), len(marks) + 1)
    return range(len(marks) + 1)


def _values_of(library: Library) -> Iterator[Value]:
    for rule in library.rules.values():
        for version in rule.versions:
            for node in version.nodes():
                yield from values_read(node)
