"""Which rules are in force, compiled, and the order in which they are decided.

An order depends on which versions are in force and which of their exceptions are known, not on the days by which that came about.
The agenda decides the order of the rules whose facts are all known; the others follow in the order of what they read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from clssa.agenda import Agenda, Antecedents, TooManyAntecedents
from clssa.language.evaluate import compiled
from clssa.language.fault import one
from clssa.language.logic import Evaluator
from clssa.library.model import Derivation, Library, Rule, RuleVersion, Subject, Unless
from clssa.library.uses import UsesOfVersions


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


class Order:
    """The rules in force on some day, what derives what, and the order for each set of known facts."""

    def __init__(self, active: Sequence[Active], library: Library, uses: UsesOfVersions) -> None:
        self.active, self.library = active, library
        self.waiving = [each for each in active if each.version.waives is not None]
        self._uses = {each.rule.id: uses.of(each.rule, each.version) for each in active}
        self.read = frozenset[str]().union(*(each.reads for each in self._uses.values()))
        self.derivers: dict[str, list[Active]] = {}
        for each in active:
            for fact in self._uses[each.rule.id].derives:
                self.derivers.setdefault(fact, []).append(each)
        self._by_id = {each.rule.id: each for each in active}
        self._before = {
            rule: sorted({other.rule.id for fact in used.reads for other in self.derivers.get(fact, ())} - {rule})
            for rule, used in self._uses.items()
        }
        self._settled = self._dependency_order()
        derived = {name for name, info in library.facts.items() if info.derived}
        self._agenda = Agenda(
            {rule: Antecedents(used.reads - derived, used.reads & derived, used.derives) for rule, used in self._uses.items()}
        )
        self._orders: dict[frozenset[str], tuple[Active, ...]] = {}
        self._dates: dict[str, set[str]] = {}

    def of(self, known: frozenset[str]) -> tuple[Active, ...]:
        """The rules as the agenda fires them; then, in dependency order, those that never fired for want of a fact."""
        if known not in self._orders:
            fired = self._fired(known)
            rest = [each for each in self._settled if each.rule.id not in set(fired)]
            self._orders[known] = (*(self._by_id[rule] for rule in fired), *rest)
        return self._orders[known]

    def dates_of(self, rule: str) -> set[str]:
        """The dates that pick the version of a rule, or of a value that it, or a rule that derives what it reads, rests on."""
        if rule not in self._dates:
            dates = set(self.library.rules[rule].dated_by) if rule in self.library.rules else set()
            asked, following = set(), [rule]
            while following:
                asked.add(each := following.pop())
                following += [other for other in self._before.get(each, ()) if other not in asked]
            values = {value for each in asked & self._uses.keys() for value in self._uses[each].values}
            self._dates[rule] = dates.union(*(self.library.values[name].dated_by for name in values))
        return self._dates[rule]

    def _fired(self, known: frozenset[str]) -> tuple[str, ...]:
        try:
            return self._agenda.order(known)
        except TooManyAntecedents as error:
            raise one(self._by_id[error.rule].rule.place, str(error), 1, "split the rule") from None

    def _dependency_order(self) -> list[Active]:
        try:
            return [self._by_id[rule] for rule in TopologicalSorter(self._before).static_order()]
        except CycleError as error:
            rules = error.args[1]
            raise one(self._by_id[rules[0]].rule.place, f"these rules derive from one another: {', '.join(rules)}") from None


class Orders:
    """The orders of a library, each made once, whatever days ask for it."""

    def __init__(self, library: Library) -> None:
        self.library, self.uses = library, UsesOfVersions(library)
        self._kept: dict[tuple[tuple[int, ...], ...], Order] = {}

    def of(self, in_force: Sequence[tuple[Rule, RuleVersion, tuple[Unless, ...]]]) -> Order:
        """The order of these versions, each with those of its exceptions that are known."""
        key = tuple((id(version), *map(id, exceptions)) for _, version, exceptions in in_force)
        if key not in self._kept:
            subjects = self.library.subjects
            active = [Active(rule, version, known, subjects[rule.asked_of]) for rule, version, known in in_force]
            self._kept[key] = Order(active, self.library, self.uses)
        return self._kept[key]
