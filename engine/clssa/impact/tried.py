"""The cases that a search tries for one change, stage by stage: what is likeliest to show it comes first."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice, product
from typing import Any

from clssa.check.case import Case
from clssa.impact.boundaries import Boundaries
from clssa.impact.changes import NOTE, Change
from clssa.impact.made import MISSING, value_of, with_fact, with_subject
from clssa.impact.solved import Solver
from clssa.library.dates import today
from clssa.library.model import BEGINNING, DAY_OF_EVALUATION, Library, Rule, RuleVersion
from clssa.notes import template as templates
from clssa.notes.words import same_title

Day = datetime.date
_MOST_EXAMPLES = 600
"""So many examples are tried as they are …"""
_MOST_SEEDS = 80
"""… so many with one thing otherwise …"""
_SEEDS_FOR_LINES = 4
"""… and so many with all that a line needs."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A case, and the dates on which it is checked: None for its own date, and for what is known today."""

    case: Case
    as_of: Day | None = None
    known_on: Day | None = None


class Attempts:
    """What is tried for one change; `rules` are those that rest on it, `worked_out` gives the amounts worked out in a case."""

    def __init__(
        self, change: Change, libraries: tuple[Library, Library], rules: Sequence[str], seeds: Iterable[Attempt],
        worked_out: Callable[[Attempt], list[Decimal]],
    ) -> None:  # fmt: skip
        self.change, self.libraries, self.rules, self.worked_out = change, libraries, rules, worked_out
        self.examples = list(islice(seeds, _MOST_EXAMPLES))
        self.boundaries = Boundaries(change, libraries, rules)
        self.seeds = sorted(self.examples, key=lambda each: not self._gives(each))[:_MOST_SEEDS]
        self.names = [name for name in self.boundaries.facts() if self._subject_known(name)]

    def stages(self) -> Iterator[Iterator[Attempt]]:
        """The stages, one after the other."""
        yield iter(self.examples)
        if self.change.kind == NOTE:
            yield self.notes()
        yield (each for seed in self.seeds for each in self.dates(seed))
        made = list(self.for_lines())
        yield iter(made)
        yield (each for seed in self.seeds for each in self.varied(seed))
        yield (each for seed in made for each in (*self.dates(seed), *self.varied(seed)))
        yield (each for seed in (*self.seeds, *made) for one in self.varied(seed) for each in self.dates(one))

    def _gives(self, seed: Attempt) -> bool:
        """Whether a case gives one of the facts that changed."""
        return any(
            value_of(seed.case, name, self.libraries[1]) is not MISSING
            for name in self.change.concerns
            if self._subject_known(name)
        )

    def _subject_known(self, name: str) -> bool:
        return all(name.partition(".")[0] in library.subjects for library in self.libraries)

    # --- one thing otherwise -----------------------------------------------------------------------------------------

    def varied(self, seed: Attempt) -> Iterator[Attempt]:
        """A case with one fact otherwise, or left out."""
        amounts = self.worked_out(seed)
        for name in self.names:
            stands = value_of(seed.case, name, self.libraries[1])
            for value in (*self.boundaries.values(name, amounts), MISSING):
                if value is not stands and value != stands:
                    yield replace(seed, case=with_fact(seed.case, name, value, self.libraries[1]))

    def dates(self, seed: Attempt) -> Iterator[Attempt]:
        """A case on the days on which something changed, and as known on the days on which it was known."""
        days = [seed.as_of, *(self.boundaries.days if self.boundaries.by_day() else ())]
        for as_of in dict.fromkeys(days):
            for known in dict.fromkeys([seed.known_on, *self.boundaries.known, None]):
                if (as_of, known) != (seed.as_of, seed.known_on):
                    yield replace(seed, as_of=as_of, known_on=known)

    # --- cases for the lines -----------------------------------------------------------------------------------------

    def for_lines(self) -> Iterator[Attempt]:
        """Cases in which the changed rules apply, and their lines hold, or do not."""
        seen: set[int] = set()
        for library in self.libraries:
            for name in self.rules:
                rule = library.rules.get(name)
                for version in rule.versions if rule is not None else ():
                    if id(version) not in seen:
                        seen.add(id(version))
                        yield from self._for_version(rule, version, library)  # type: ignore[arg-type]

    def _for_version(self, rule: Rule, version: RuleVersion, library: Library) -> Iterator[Attempt]:
        start = version.start if version.start != BEGINNING else None
        day = start or today()
        solver = Solver(library, rule.asked_of, day, lambda name: self.boundaries.values(name), self.names)
        for seed in (Case("the case"), *(each.case for each in self.seeds[:_SEEDS_FOR_LINES])):
            case = with_subject(seed, rule.asked_of, library)
            date = rule.dated_by[0]
            if start is not None and date != DAY_OF_EVALUATION:
                case = with_fact(case, date, start, library)
            for made in self._goals(solver, version, case):
                yield Attempt(made, start if DAY_OF_EVALUATION in rule.dated_by else self._some_day())

    def _some_day(self) -> Day | None:
        """The day of evaluation of an example: where it does not matter, it need not be today."""
        return next((each.as_of for each in self.seeds if each.as_of is not None), None)

    def _goals(self, solver: Solver, version: RuleVersion, case: Case) -> Iterator[Case]:
        for applying in solver.cases(case, version.applies_when, True):
            yield applying
            for condition in filter(None, (version.note_required, version.note_forbidden)):
                yield from solver.cases(applying, condition, True)
            for block in version.requires.values():
                yield from solver.cases(applying, block, True)
                for failing in solver.cases(applying, block, False):
                    yield failing
                    for exception in version.unless:
                        yield from solver.cases(failing, exception.when, True)

    # --- notes -------------------------------------------------------------------------------------------------------

    def notes(self) -> Iterator[Attempt]:
        """The examples of a note with its words as either library has them."""
        versions = [library.notes[self.change.name] for library in self.libraries if self.change.name in library.notes]
        for subject in (each for each in self.libraries[1].subjects.values() if each.words and each.list):
            title_leaf, text_leaf, _ = subject.words or ("", "", "")
            for seed, note in product(self.seeds, versions):
                with suppress(templates.MissingFact):
                    text = templates.render(note, seed.case.fact)
                    for element in seed.case.lists.get(str(subject.list), ()):
                        if _titled(element, title_leaf, versions):
                            yield replace(seed, case=_with_text(seed.case, str(subject.list), element, text_leaf, text))


def _titled(note: dict[str, Any], leaf: str, versions: Sequence[templates.NoteTemplate]) -> bool:
    return any(same_title(str(note.get(leaf, "")), each.title) for each in versions)


def _with_text(case: Case, listed: str, element: dict[str, Any], leaf: str, text: str) -> Case:
    elements = tuple({**each, leaf: text} if each is element else each for each in case.lists[listed])
    return Case(case.file, case.single, {**case.lists, listed: elements}, case.given)
