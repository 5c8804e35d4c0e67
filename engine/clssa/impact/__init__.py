"""What a change of the library does: which cases come out otherwise, when, and by which changed part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from clssa.examples.trial import Trials
from clssa.impact.changes import FACTS, LAYOUT, Change, changes, ground_of
from clssa.impact.compared import CaseImpact, Comparison
from clssa.impact.constructed import Constructed, Constructor
from clssa.impact.sides import Side
from clssa.progress import told


class Causes:
    """Which changes a finding may come from: those of what its rule rests on, on either side."""

    def __init__(self, before: Side, after: Side, found: Sequence[Change]) -> None:
        self.found = [each for each in found if each.decides]
        self._sides = [(Trials(side.library), side.library) for side in (before, after)]
        self._known: dict[str, list[Change]] = {}

    def of(self, rule: str) -> list[Change]:
        """The changes that a rule rests on; where it rests on none, those of how drafts are read."""
        if rule not in self._known:
            own = [each for each in self.found if self._rests_on(rule, each)]
            self._known[rule] = own or [each for each in self.found if each.kind == LAYOUT]
        return self._known[rule]

    def of_amount(self, fact: str) -> list[Change]:
        """The changes that something which the rules work out rests on."""
        rules = {
            rule.id for _, library in self._sides for rule in library.rules.values()
            if any(each.fact == fact for version in rule.versions for each in version.derives)
        }  # fmt: skip
        return [each for each in self.found if any(each in self.of(rule) for rule in rules)]

    def _rests_on(self, rule: str, change: Change) -> bool:
        return any(trials.ground(rule) & ground_of(change, library) for trials, library in self._sides if rule in trials.rules)


@dataclass(slots=True)
class Impact:
    """The comparison of two libraries over a set of cases."""

    before: Side
    after: Side
    changes: list[Change]
    cases: list[CaseImpact]
    causes: Causes
    constructed: list[Constructed] = field(default_factory=list)
    """For each change that can matter to a case and shows in none of those given, the smallest case that was found."""

    @property
    def differing(self) -> list[CaseImpact]:
        """The cases that come out otherwise in any way."""
        return [each for each in self.cases if each.differs]

    @property
    def unreadable(self) -> list[CaseImpact]:
        """The cases that neither library can read."""
        return [each for each in self.cases if each.unreadable]


def impact(before: Side, after: Side, files: Sequence[Path]) -> Impact:
    """Compares two libraries over the cases in these files."""
    found = changes(before, after)
    comparison = Comparison(before, after, found)
    cases = [comparison.case(path) for path in told(files)]
    result = Impact(before, after, found, cases, Causes(before, after, found))
    shown = {id(change) for change in shown_by(result)}
    constructor = Constructor(before, after)
    result.constructed = [constructor.smallest(each) for each in found if each.decides and id(each) not in shown]
    return result


def shown_by(found: Impact) -> list[Change]:
    """The changes that some case shows: by a finding that flips, by what is worked out, or by what one library cannot read."""
    rules = [each.what.rule for case in found.cases for each in case.findings if each.what.flips]
    facts = [each.what.fact for case in found.cases for each in case.worked_out]
    by_rule = [change for rule in dict.fromkeys(rules) for change in found.causes.of(rule)]
    by_amount = [change for fact in dict.fromkeys(facts) for change in found.causes.of_amount(fact)]
    faults = [fault for case in found.cases if not case.unreadable for fault in case.errors if fault]
    return [*by_rule, *by_amount, *(each for each in found.changes if any(_named_in(fault, each) for fault in faults))]


def _named_in(fault: str, change: Change) -> bool:
    """Whether a fault that keeps a case from being read names a fact that changed."""
    return change.kind == FACTS and any(re.search(rf"(?<![\w.]){re.escape(fact)}(?!\.?\w)", fault) for fact in change.concerns)
