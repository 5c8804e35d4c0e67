"""The smallest case that shows a change which no given case shows.

It starts from the examples in the rules that rest on the change, before and after, and from cases made for the changed lines; it
varies one fact after the other over the values at which a line turns, and the dates over the eve and the day of what changed.
Of what comes out otherwise the clearest is kept, and facts are left out as long as it still does.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from clssa.check import Checker, Report
from clssa.check.case import Case
from clssa.check.findings import Finding
from clssa.examples.example import Example
from clssa.examples.trial import Ground, Trials
from clssa.impact.changes import FACTS, LAYOUT, Change, ground_of
from clssa.impact.made import Tree, as_tree, copied, readable, reread, smaller
from clssa.impact.outcomes import Flip, Key, Moved, Outcomes, flips, moved, paired, places, word_of
from clssa.impact.sides import Side
from clssa.impact.tried import Attempt, Attempts
from clssa.language.fault import Faults
from clssa.library.model import Library

MOST_TRIED = 4_000
"""So many cases are tried for one change …"""
MOST_AFTER = 1_000
"""… so many more after one was found, for a clearer one …"""
MOST_IN_ALL = 30_000
"""… and so many in all, which many changes share."""
FEWEST = 600
MOST_WORK = 80_000
"""… or fewer, down to `FEWEST`, where many rules rest on it: so many rules are asked, counted over all cases."""
CLEAR = 1
"""A difference of this rank is clear enough to look no further."""
_RANKS = {
    frozenset({"pass", "fail"}): 0, frozenset({"fail", "not_applicable"}): 1, frozenset({"fail", "warning"}): 1,
    frozenset({"pass", "warning"}): 1, frozenset({"pass", "not_applicable"}): 2,
}  # fmt: skip
_WORKED_OUT, _UNREADABLE, _OTHERS, _UNKNOWN = 4, 5, 3, 6

Day = datetime.date
Seen = tuple[str, str, str]
"""A rule (or a fact that is worked out), and what comes out before and after."""


@dataclass(frozen=True, slots=True)
class Constructed:
    """What the search for one change found. `case` is the smallest case, as a case file has it; None where none was found.

    What differs is a finding (`flip`), or what is worked out (`amount`), or one library cannot read the case: `errors` has why,
    before and after.
    """

    change: Change
    tried: int
    case: Tree | None = None
    facts: tuple[tuple[str, str, Any], ...] = ()
    """The facts of the case, each with the element that it is of (empty for a single subject), its name and its value."""
    as_of: Day | None = None
    known_on: Day | None = None
    """None: today."""
    flip: Flip | None = None
    amount: Moved | None = None
    errors: tuple[str, str] = ("", "")


class Constructor:
    """Searches cases that come out otherwise under two libraries."""

    def __init__(self, before: Side, after: Side) -> None:
        self.libraries = (before.library, after.library)
        self.trials = tuple(Trials(library) for library in self.libraries)
        self.checkers = tuple(Checker(library) for library in self.libraries)
        self.left = MOST_IN_ALL

    def smallest(self, change: Change) -> Constructed:
        """The smallest case that shows the change, as far as the search found one."""
        if change.kind == LAYOUT:
            return Constructed(change, 0)
        rules = self._resting_on(change)
        small = _Small(self._small(rules), rules, change.kind == FACTS)
        attempts = Attempts(change, self.libraries, rules, self._seeds(rules, change), small.amounts)
        tried, most = 0, max(FEWEST, min(MOST_TRIED, MOST_WORK // small.size))
        best: tuple[int, Attempt, Seen] | None = None
        for stage in attempts.stages():
            for attempt in stage:
                if tried >= min(most, self.left):
                    break
                tried += 1
                found = small.difference(attempt)
                if found is not None and (best is None or found[0] < best[0]):
                    best, most = (found[0], attempt, found[1]), min(most, tried + MOST_AFTER)
                    if not best[0]:
                        break
            if best is not None and best[0] <= CLEAR:
                break
        self.left -= tried
        return Constructed(change, tried) if best is None else self._told(change, tried, small.least(best[1], best[2]), best[2])

    def _resting_on(self, change: Change) -> list[str]:
        """The rules whose outcome may be another by the change: itself first."""
        grounds = [ground_of(change, library) for library in self.libraries]
        names = [trials.resting_on(ground) for trials, ground in zip(self.trials, grounds, strict=True)]
        return sorted(dict.fromkeys([*names[0], *names[1]]), key=lambda name: not any(name in each.rules for each in grounds))

    def _small(self, rules: Sequence[str]) -> tuple[Library, Library]:
        """Both libraries, of only the rules and values that the outcome of these rules rests on."""
        ground = Ground()
        for trials in self.trials:
            for name in rules:
                ground |= trials.ground(name) if name in trials.rules else Ground()
        made = [
            replace(
                library,
                rules={name: each for name, each in trials.rules.items() if name in ground.rules},
                values={name: each for name, each in library.values.items() if name in ground.values},
            )
            for library, trials in zip(self.libraries, self.trials, strict=True)
        ]
        return made[0], made[1]

    def _seeds(self, rules: Sequence[str], change: Change) -> Iterator[Attempt]:
        """The examples of the rules as cases, before and after; where there are none, those of other rules about the same."""
        every = [(rule, library) for name in rules for library in self.libraries if (rule := library.rules.get(name))]
        if not any(rule.examples for rule, _ in every):
            asked = {rule.asked_of for rule, _ in every}
            every = [(rule, library) for library in self.libraries for rule in library.rules.values() if rule.asked_of in asked]
        seen = []
        for rule, library in every:
            for tree in rule.examples:
                if tree not in seen:
                    seen.append(tree)
                    with suppress(Faults):
                        example = Example(tree, rule.id, library)
                        as_of = example.as_of or self._own_date(example.case, change)
                        yield Attempt(copied(example.case), as_of, example.known_on)

    def _own_date(self, case: Case, change: Change) -> Day | None:
        """The date of the document, so that the case stays as of that day even where its date is left out.

        None for today; and where facts changed, which say what the date of a document is.
        """
        if change.kind == FACTS:
            return None
        day, day_from = self.checkers[1].day_of(case, None)
        return None if day_from == "today" else day

    def _told(self, change: Change, tried: int, least: Attempt, seen: Seen) -> Constructed:
        """What the whole libraries say of the case that the search found."""
        writing = next(library for library in reversed(self.libraries) if readable(least.case, library))
        tree = as_tree(least.case, writing)
        outcomes: list[Outcomes | str] = []
        for library, checker in zip(self.libraries, self.checkers, strict=True):
            try:
                case = reread(tree, library)
                outcomes.append(Outcomes(checker.check(case, least.as_of, least.known_on), case, library))
            except Faults as error:
                outcomes.append("; ".join(fault.message for fault in error.faults))
        one, other = outcomes
        case = reread(tree, writing)
        as_of = least.as_of or self.checkers[1].day_of(case, None)[0]
        found = Constructed(change, tried, tree, tuple(_facts(case, writing)), as_of, least.known_on)
        if isinstance(one, str) or isinstance(other, str):
            return replace(found, errors=(_error(one), _error(other)))
        flipped = [each for each in flips(one, other) if (each.rule, each.before.word, each.after.word) == seen]
        amounts = [each for each in moved(one, other) if each.fact == seen[0]]
        if not flipped and not amounts:
            return Constructed(change, tried)
        return replace(found, flip=next(iter(flipped), None), amount=next(iter(amounts), None) if not flipped else None)


class _Small:
    """Two small libraries in which cases are tried, and what is looked at there."""

    def __init__(self, libraries: tuple[Library, Library], rules: Sequence[str], readable: bool) -> None:
        self.libraries, self.rules, self.readable = libraries, set(rules), readable
        self.checkers = tuple(map(Checker, libraries))
        self.size = max(1, *(len(library.rules) for library in libraries))

    def difference(self, attempt: Attempt) -> tuple[int, Seen] | None:
        """The clearest difference that a case shows, with its rank (0: clearest); None where it shows none."""
        found = self.differences(attempt)
        return min(found, default=None)

    def differences(self, attempt: Attempt) -> list[tuple[int, Seen]]:
        """Every difference that a case shows."""
        reads = [readable(attempt.case, library) for library in self.libraries]
        if not all(reads):
            words = ["can be read" if each else "cannot be read" for each in reads]
            return [(_UNREADABLE, ("", words[0], words[1]))] if self.readable and any(reads) else []
        try:
            one, other = (checker.check(attempt.case, attempt.as_of, attempt.known_on) for checker in self.checkers)
        except Faults:
            return []
        return [
            *self._findings(attempt.case, one, other),
            *(self._worked_out(attempt.case, one, other) if one.derived != other.derived else ()),
        ]

    def _findings(self, case: Case, one: Report, other: Report) -> Iterator[tuple[int, Seen]]:
        old, new = (self._asked(report, case, library) for report, library in zip((one, other), self.libraries, strict=True))
        for before, after in paired(old, new):
            was, is_ = word_of(old.get(before)), word_of(new.get(after))
            if was != is_:
                rank = _UNKNOWN if "unknown" in (was, is_) else _RANKS.get(frozenset({was, is_}), _OTHERS)
                yield rank, (before[0], was, is_)

    def _asked(self, report: Report, case: Case, library: Library) -> dict[Key, Finding]:
        """The findings of the rules that rest on the change."""
        called = places(case, library)
        keys = ((each.key, each) for each in report.findings if each.name in self.rules)
        return {(rule, called.get(subject, subject), level, part): each for (rule, subject, level, part), each in keys}

    def _worked_out(self, case: Case, one: Report, other: Report) -> Iterator[tuple[int, Seen]]:
        old, new = (Outcomes(report, case, library) for report, library in zip((one, other), self.libraries, strict=True))
        for each in moved(old, new):
            yield _WORKED_OUT, (each.fact, "", "")

    def amounts(self, attempt: Attempt) -> list[Decimal]:
        """The amounts of money that either library works out in a case."""
        found: dict[Decimal, None] = {}
        for checker, library in zip(self.checkers, self.libraries, strict=True):
            with suppress(Faults):
                report = checker.check(attempt.case, attempt.as_of, attempt.known_on)
                worked_out = Outcomes(report, attempt.case, library).worked_out().values()
                found.update(dict.fromkeys(each for each in worked_out if isinstance(each, Decimal)))
        return list(found)

    def least(self, attempt: Attempt, seen: Seen) -> Attempt:
        """The case without all that it can do without, so that the same is still seen."""

        def shows(other: Attempt) -> bool:
            return any(found == seen for _, found in self.differences(other))

        if attempt.known_on is not None and shows(without := replace(attempt, known_on=None)):
            attempt = without
        made = True
        while made:
            made = False
            for case in smaller(attempt.case):
                if shows(without := replace(attempt, case=case)):
                    attempt, made = without, True
                    break
        return attempt


def _error(outcome: Outcomes | str) -> str:
    return outcome if isinstance(outcome, str) else ""


def _facts(case: Case, library: Library) -> Iterator[tuple[str, str, Any]]:
    tree = as_tree(case, library)
    for name in case.single:
        yield from (("", f"{name}.{leaf}", value) for leaf, value in tree[name].items())
    subjects = {subject.list: name for name, subject in library.subjects.items()}
    labels = {place: label for label, place in places(case, library).items()}
    for listed in case.lists:
        subject = subjects[listed]
        for number, element in enumerate(tree[listed]):
            yield from ((labels[f"{subject} {number}"], f"{subject}.{leaf}", value) for leaf, value in element.items())
