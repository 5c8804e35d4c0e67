"""One case under both libraries, on its own date, as known on every day on which something new was known.

What is known changes only on the day on which a source is issued, so a day for each of these says it for all days.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from clssa.check import Checker
from clssa.drafts.opened import Opened
from clssa.impact.cases import opened
from clssa.impact.changes import RULE, VALUE, Change
from clssa.impact.outcomes import Flip, Moved, Outcomes, flips, moved
from clssa.impact.sides import Side
from clssa.language.fault import Faults
from clssa.library.dates import today
from clssa.library.model import BEGINNING, DAY_OF_EVALUATION, DatedValue, Library, Rule

Day = datetime.date
ONE_DAY = datetime.timedelta(days=1)
NOT_READ = "cannot be read"
NOT_CHECKED = "cannot be checked"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Span:
    """As of a day, by the rules as known from a day until another (None: no end)."""

    as_of: Day
    known_from: Day
    known_until: Day | None
    now: bool
    """Whether this is the case's own date, by what is known today."""


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """Something that differs, and when."""

    what: T
    spans: tuple[Span, ...]

    @property
    def now(self) -> bool:
        """Whether it differs on the case's own date, by what is known today."""
        return any(each.now for each in self.spans)


@dataclass(slots=True)
class CaseImpact:
    """What a change of the library does to one case. A verdict is a word: `pass`, `fail`, `unknown`, `cannot be read` …"""

    file: str
    name: str
    as_of: Day | None
    as_of_from: str
    verdicts: tuple[str, str]
    """Before and after, on the case's own date, by what is known today."""
    errors: tuple[str, str]
    """Why the case cannot be read, or be checked, before and after; empty where it can."""
    turned: list[Dated[tuple[str, str]]] = field(default_factory=list)
    findings: list[Dated[Flip]] = field(default_factory=list)
    worked_out: list[Dated[Moved]] = field(default_factory=list)

    @property
    def differs(self) -> bool:
        """Whether anything comes out otherwise: the verdict, a finding, what is worked out."""
        flipping = any(each.what.flips for each in self.findings)
        return self.verdicts[0] != self.verdicts[1] or bool(self.turned) or flipping or bool(self.worked_out)

    @property
    def unreadable(self) -> bool:
        """Whether neither library can read or check the case, so that nothing is compared."""
        return all(self.errors)


class Comparison:
    """Compares cases under two libraries."""

    def __init__(self, before: Side, after: Side, found: Sequence[Change]) -> None:
        self.sides = (before, after)
        self.checkers = (Checker(before.library), Checker(after.library))
        libraries = (before.library, after.library)
        self.today = today()
        issued = {source.issued for library in libraries for source in library.sources.values() if source.issued < Day.max}
        self.known = sorted(issued) or [self.today]
        self.days = sorted({day for library in libraries for day in _boundaries(found, library)})

    def case(self, path: Path) -> CaseImpact:
        """What differs in a case."""
        old, new = (opened(path, side.library) for side in self.sides)
        if isinstance(old, str) or isinstance(new, str):
            errors = tuple(each if isinstance(each, str) else "" for each in (old, new))
            verdicts = tuple(NOT_READ if isinstance(each, str) else self._verdict(each, at) for at, each in enumerate((old, new)))
            return CaseImpact(str(path), path.name, None, "", (verdicts[0], verdicts[1]), (errors[0], errors[1]))
        return self._compared(str(path), (old, new))

    def _verdict(self, case: Opened, at: int) -> str:
        found = self._outcomes(case, at, None, self._known_today())
        return NOT_CHECKED if isinstance(found, str) else found.report.verdict

    def _known_today(self) -> Day:
        """The day that stands for today among the days on which something new was known."""
        return self.known[max(0, bisect_right(self.known, self.today) - 1)]

    def _compared(self, file: str, cases: tuple[Opened, Opened]) -> CaseImpact:
        own, own_from = self.checkers[1].day_of(cases[1].case, None)
        result = CaseImpact(file, Path(file).name, own, own_from, ("", ""), ("", ""))
        verdicts: list[tuple[tuple[str, str], Span]] = []
        found: list[tuple[Flip, Span]] = []
        worked_out: list[tuple[Moved, Span]] = []
        for as_of in [own, *(day for day in self.days if own_from == "today" and day != own)]:
            asked = None if as_of == own and own_from != "today" else as_of
            for known, until in zip(self.known, [*self.known[1:], None], strict=True):
                span = Span(as_of, known, until and until - ONE_DAY, as_of == own and known == self._known_today())
                one, other = (self._outcomes(case, at, asked, known) for at, case in enumerate(cases))
                words = tuple(NOT_CHECKED if isinstance(each, str) else each.report.verdict for each in (one, other))
                verdicts.append(((words[0], words[1]), span))
                if span.now:
                    result.verdicts = (words[0], words[1])
                    result.errors = (one if isinstance(one, str) else "", other if isinstance(other, str) else "")
                if not isinstance(one, str) and not isinstance(other, str):
                    result.name = other.report.case
                    found += [(each, span) for each in flips(one, other)]
                    worked_out += [(each, span) for each in moved(one, other)]
        result.turned = list(_joined([(words, span) for words, span in verdicts if words[0] != words[1]]))
        result.findings, result.worked_out = list(_joined(found)), list(_joined(worked_out))
        return result

    def _outcomes(self, case: Opened, at: int, as_of: Day | None, known: Day) -> Outcomes | str:
        try:
            report = self.checkers[at].check(case.case, as_of, known, case.findings)
        except Faults as error:
            return str(error)
        return Outcomes(report, case.case, self.sides[at].library)


def _joined(found: Sequence[tuple[T, Span]]) -> Iterator[Dated[T]]:
    """What is the same on several days, once; days that follow one another as one span."""
    spans: dict[T, list[Span]] = {}
    for what, span in found:
        listed = spans.setdefault(what, [])
        last = listed[-1] if listed else None
        if last is not None and last.as_of == span.as_of and last.known_until == span.known_from - ONE_DAY:
            listed[-1] = Span(last.as_of, last.known_from, span.known_until, last.now or span.now)
        else:
            listed.append(span)
    return (Dated(what, tuple(each)) for what, each in spans.items())


def _boundaries(found: Sequence[Change], library: Library) -> Iterator[Day]:
    """The first days, and the days before them, of changed versions that the day of evaluation picks."""
    for change in found:
        parts: dict[str, Rule | DatedValue] = {**library.rules} if change.kind == RULE else {**library.values}
        part = parts.get(change.name) if change.kind in (RULE, VALUE) else None
        if part is not None and change.decides and DAY_OF_EVALUATION in part.dated_by:
            for version in part.versions:
                if version.start != BEGINNING:
                    yield from (version.start - ONE_DAY, version.start)
