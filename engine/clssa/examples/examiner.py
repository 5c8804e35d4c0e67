"""A library examined: examples that come out otherwise, changes that none would notice, and waivers that nothing needs."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field

from clssa.check import Checker
from clssa.examples.edits import Change
from clssa.examples.example import run_examples
from clssa.examples.trial import Ground, Trials
from clssa.examples.tried import FACTS, RULE, VALUE, Tried, Unit, waivers_of
from clssa.language.fault import Fault, did_you_mean
from clssa.library.model import Library, Unnoticed

UNNOTICED = "no example would notice: "
_FEW = 3
"""So few files are examined where one stands: to start helpers would take longer."""


@dataclass(slots=True)
class Outcome:
    """What came of one file. `waits` says that its changes were not tried, because examples that might notice them fail."""

    examples: int = 0
    changes: int = 0
    waits: bool = False
    faults: list[Fault] = field(default_factory=list)


class Examiner:
    """Examines the files of a library."""

    def __init__(self, library: Library) -> None:
        self.library, self.checker, self.trials, self.tried = library, Checker(library), Trials(library), Tried(library)

    def examine(self, unit: Unit) -> Outcome:
        """The examples of a rule; and whether an example of some rule notices each change of the file."""
        outcome = Outcome()
        if unit.kind == RULE:
            outcome.examples = len(self.library.rules[unit.name].examples)
            outcome.faults += run_examples(self.checker, self.library.rules[unit.name])
        rules = self.trials.resting_on(self._changed(unit))
        outcome.waits = not all(map(self.trials.hold, rules))
        if rules and not outcome.waits:
            unnoticed = []
            for change, changed in self.tried.changes(unit):
                outcome.changes += 1
                if not self.trials.noticed_by(changed, rules):
                    unnoticed.append(change)
            outcome.faults += faults_of(unnoticed, waivers_of(unit, self.library))
        return outcome

    def _changed(self, unit: Unit) -> Ground:
        if unit.kind == FACTS:
            facts = {name for name in self.library.facts if name.partition(".")[0] == unit.name}
            subject = self.library.subjects[unit.name]
            return Ground(facts={unit.name, str(subject.list), str(subject.of), *facts})
        names = {unit.name}
        if unit.kind == RULE:
            return Ground(rules=names)
        return Ground(values=names) if unit.kind == VALUE else Ground(sources=names)


def examine_all(library: Library, units: Sequence[Unit], tell: Callable[[int, int], None]) -> list[Outcome]:
    """Examines files, and gives what came of each, in their order.

    `tell` hears from time to time how many files are done, and how many changes were tried.
    """
    if len(units) <= _FEW:
        examiner = Examiner(library)
        return [examiner.examine(unit) for unit in units]
    found: dict[Unit, Outcome] = {}
    helpers = ProcessPoolExecutor(_processors(), multiprocessing.get_context("spawn"), _start, (library,))
    try:
        waiting = {helpers.submit(_examine, unit): unit for unit in _longest_first(units, library)}
        for done in as_completed(waiting):
            found[waiting[done]] = done.result()
            tell(len(found), sum(each.changes for each in found.values()))
    finally:
        helpers.shutdown(cancel_futures=True)
    return [found[unit] for unit in units]


def faults_of(changes: Sequence[Change], waivers: Sequence[Unnoticed]) -> list[Fault]:
    """The changes that no example notices and no waiver names, and the waivers that name none of them."""
    whats = [each.what for each in changes]
    waived = {each.change for each in waivers}
    help = "add an example that comes out otherwise then; if there can be none, say so under unnoticed:"
    faults = [Fault(each.place, UNNOTICED + each.what, each.length, help) for each in changes if each.what not in waived]
    for waiver in waivers:
        if waiver.change not in whats:
            message = "an example notices this change, or it is not one of those tried"
            faults.append(Fault(waiver.place, message, 1, did_you_mean(waiver.change, whats, "delete the entry")))
    return sorted(faults)


def _longest_first(units: Sequence[Unit], library: Library) -> list[Unit]:
    """What concerns most examples first, so that no helper is left with a long one at the end."""

    def work(unit: Unit) -> int:
        return -len(library.rules[unit.name].examples) if unit.kind == RULE else -1_000

    return sorted(units, key=work)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_examiners: list[Examiner] = []
"""The one examiner of a helper."""


def _start(library: Library) -> None:
    _examiners.append(Examiner(library))


def _examine(unit: Unit) -> Outcome:
    return _examiners[0].examine(unit)
