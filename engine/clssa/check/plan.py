"""Plans: which versions are in force for the dates of a case, compiled, and the order in which rules are decided.

A plan depends on the dates only through the interval between two changes of the law that each of them falls into, so a portfolio
needs a handful of plans. Where the date that picks a version is missing, every interval it may still fall into is a plan
of its own.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from itertools import product
from typing import Any, TypeAlias

from clssa.agenda import Agenda, Antecedents, TooManyAntecedents
from clssa.check.case import Case
from clssa.language.evaluate import compiled
from clssa.language.expression import Value, facts_read, values_read
from clssa.language.fault import one
from clssa.language.logic import Evaluator, NotBefore, Steps
from clssa.library.dates import in_force, timeline
from clssa.library.model import (
    CHECKED_KINDS,
    DAY_OF_EVALUATION,
    Derivation,
    Library,
    Rule,
    RuleVersion,
    Subject,
    Unless,
    ValueVersion,
)

Day = datetime.date
Spans: TypeAlias = Sequence[tuple[Day, ValueVersion | None]]


@dataclass(frozen=True, slots=True)
class Derives:
    """A compiled derivation: its choices as (when, value)."""

    derivation: Derivation
    choices: tuple[tuple[Evaluator | None, Evaluator], ...]


class Active:
    """A rule with the version of it that is in force, compiled."""

    def __init__(self, rule: Rule, version: RuleVersion, known_unless: tuple[Unless, ...], subject: Subject) -> None:
        self.rule, self.version, self.subject = rule, version, subject
        self.applies: Evaluator = compiled(version.applies_when)
        self.derives = tuple(
            Derives(each, tuple((compiled(when) if when else None, compiled(node)) for when, node in each.choices))
            for each in version.derives
        )
        self.requires = tuple((level, block, compiled(block)) for level, block in version.requires.items())
        self.unless = tuple((each, compiled(each.when)) for each in known_unless)
        self.note_required: Evaluator | None = compiled(version.note_required) if version.note_required else None
        self.note_forbidden: Evaluator | None = compiled(version.note_forbidden) if version.note_forbidden else None


class Plan:
    """Everything that the dates of a case settle beforehand, as known on a day."""

    def __init__(
        self, library: Library, known_on: Day, active: list[Active], idle: list[Rule],
        values: dict[str, ValueVersion], cells: dict[Any, Any],
    ) -> None:  # fmt: skip
        self.library, self.known_on = library, known_on
        self.active, self.idle, self.values, self.cells = active, idle, values, cells
        self.waiving = [each for each in active if each.version.waives is not None]
        derived = {name for name, info in library.facts.items() if info.derived}
        reads = {each.rule.id: facts_read_by(each, library) for each in active}
        self.read = set().union(*reads.values())
        derives = {each.rule.id: facts_derived_by(each, library) for each in active}
        self.derivers: dict[str, list[Active]] = {}
        for each in active:
            for fact in derives[each.rule.id]:
                self.derivers.setdefault(fact, []).append(each)
        self._by_id = {each.rule.id: each for each in active}
        self._before = {
            rule: sorted({other.rule.id for fact in facts for other in self.derivers.get(fact, ())} - {rule})
            for rule, facts in reads.items()
        }
        self._settled = self._dependency_order(active)
        self._agenda = Agenda(
            {
                rule: Antecedents(frozenset(facts - derived), frozenset(facts & derived), frozenset(derives[rule]))
                for rule, facts in reads.items()
            }
        )
        self._orders: dict[frozenset[str], tuple[Active, ...]] = {}

    def order(self, known: frozenset[str]) -> tuple[Active, ...]:
        """The rules as the agenda fires them; then, in dependency order, those that never fired for want of a fact."""
        if known not in self._orders:
            fired = self._fired(known)
            rest = [each for each in self._settled if each.rule.id not in set(fired)]
            self._orders[known] = (*(self._by_id[rule] for rule in fired), *rest)
        return self._orders[known]

    def _fired(self, known: frozenset[str]) -> tuple[str, ...]:
        try:
            return self._agenda.order(known)
        except TooManyAntecedents as error:
            raise one(self._by_id[error.rule].rule.place, str(error), 1, "split the rule") from None

    def dates_of(self, rule: str) -> set[str]:
        """The dates that pick the version of a rule, or of a value that it, or a rule that derives what it reads, rests on."""
        dates = set(self.library.rules[rule].dated_by) if rule in self.library.rules else set()
        asked, following = set(), [rule]
        while following:
            asked.add(each := following.pop())
            following += [other for other in self._before.get(each, ()) if other not in asked]
        for each in asked & self._by_id.keys():
            values = [value for node in self._by_id[each].version.nodes() for value in values_read(node)]
            dates.update(date for value in values for date in self.library.values[value.name].dated_by)
        return dates

    def _dependency_order(self, active: list[Active]) -> list[Active]:
        try:
            return [self._by_id[rule] for rule in TopologicalSorter(self._before).static_order()]
        except CycleError as error:
            rules = error.args[1]
            raise one(self._by_id[rules[0]].rule.place, f"these rules derive from one another: {', '.join(rules)}") from None


def facts_read_by(active: Active, library: Library) -> set[str]:
    """The facts that a rule reads from others (not those that it derives itself); a note also reads its blanks and the notes."""
    names = {name for node in active.version.nodes() for name in facts_read(node)}
    if active.rule.note is not None:
        names.update(str(blank.fact) for blank in library.notes[active.rule.note].blanks)
        names.update(subject.list for subject in library.subjects.values() if subject.words and subject.list)
    return names - {each.fact for each in active.version.derives}


def facts_derived_by(active: Active, library: Library) -> set[str]:
    """The facts that a rule derives; a note adds its title to the list of required notes."""
    facts = {each.fact for each in active.version.derives}
    if active.rule.kind == "note":
        facts.update(subject.words[2] for subject in library.subjects.values() if subject.words)
    return facts


class Calendar:
    """The library as known on one day: for every date that picks versions, the days on which something changes."""

    def __init__(self, library: Library, known_on: Day) -> None:
        self.library, self.known_on = library, known_on
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
                active.append(Active(rule, version, known, library.subjects[rule.asked_of]))
        values: dict[str, ValueVersion] = {}
        cells: dict[Any, Any] = {}
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
        return Plan(library, self.known_on, active, idle, values, cells)

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
