"""A case checked against the library: findings, derived facts and the verdict, for a day of evaluation as known on a day."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clssa.check.case import Case, completed, given_facts, pending
from clssa.check.evaluation import Evaluation
from clssa.check.findings import Finding, ordered, verdict
from clssa.check.order import Orders
from clssa.check.plan import Calendar, Plan
from clssa.check.worlds import World, merged
from clssa.language.explain import LABEL
from clssa.language.fault import Place
from clssa.language.types import write
from clssa.library.dates import today
from clssa.library.model import STANDS_NO_MORE, Library

Day = datetime.date


@dataclass(slots=True)
class Report:
    """What a check says of one case. `derived` maps a fact's name, or an element's label, to written values."""

    case: str
    as_of: Day
    known_on: Day
    as_of_from: str
    known_on_from: str
    verdict: str
    findings: list[Finding]
    derived: dict[str, Any]
    plan: Plan
    counted: dict[str, int]
    unread: list[str]
    """The facts that the case gives and no rule in force reads."""
    reading: dict[str, Any] = field(default_factory=dict)
    handles: dict[str, dict[str, tuple[int, ...]]] = field(default_factory=dict)
    """Of a Word draft, by element ("" for the document) and fact, the paragraph that states it (of a note, that of each line)."""
    places: dict[str, dict[str, Place]] = field(default_factory=dict)
    """Of a case file, in the same way, the line and column."""
    read: Case = field(default_factory=lambda: Case(""))
    """The case as it was read, before anything was filled in."""
    remarks: Sequence[Finding] = ()
    """The findings about the reading of the draft itself."""
    inputs: list[dict[str, Any]] = field(default_factory=list)
    """The files that were read: what each was to the check, its name, its size in bytes, its SHA-256."""


class Checker:
    """Checks cases against one library. Plans are kept, so that a portfolio pays for each combination of dates once."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._calendars: dict[Day, Calendar] = {}
        self._orders = Orders(library)

    def check(self, case: Case, as_of: Day | None = None, known_on: Day | None = None, reading: Sequence[Finding] = ()) -> Report:
        """The report on a case; `reading` are findings about the reading of a draft itself.

        `as_of` defaults to the document's own date, else today; `known_on` to today.
        Raises `Faults` where the rules contradict one another.
        """
        read, case = case, completed(case, self.library)
        day, day_from = self.day_of(case, as_of)
        known = known_on or _today()
        case = pending(case, self.library, day)
        calendar = self._calendar(known)
        worlds = self._worlds(case, day, calendar)
        for evaluation, _ in worlds:
            self._mark_standing(evaluation.findings, day, known)
        findings = worlds[0][0].findings if len(worlds) == 1 else merged(worlds)
        findings = ordered([*reading, *findings], _subjects(worlds[0][0]))
        last = worlds[-1][0]
        return Report(
            case=_name(case, self.library), as_of=day, known_on=known, as_of_from=day_from,
            known_on_from="as asked" if known_on else "today", verdict=verdict(findings), findings=findings,
            derived=_derived([each for each, _ in worlds], self.library), plan=last.plan,
            counted=dict(calendar.counted), unread=self._unread(case, last.plan), read=read, remarks=reading,
        )  # fmt: skip

    def worlds(self, case: Case, as_of: Day, known_on: Day) -> list[World]:
        """A case evaluated under each combination of versions that its dates allow."""
        return self._worlds(pending(completed(case, self.library), self.library, as_of), as_of, self._calendar(known_on))

    def _worlds(self, case: Case, day: Day, calendar: Calendar) -> list[World]:
        return [(Evaluation(case, plan, day), open_dates) for plan, open_dates in calendar.plans(case, day)]

    def _calendar(self, known: Day) -> Calendar:
        if known not in self._calendars:
            self._calendars[known] = Calendar(self.library, known, self._orders)
        return self._calendars[known]

    def day_of(self, case: Case, asked: Day | None) -> tuple[Day, str]:
        """The day of evaluation, and where it came from."""
        if asked is not None:
            return asked, "as asked"
        for name in self.library.document_dates:
            value = case.fact(name)
            if isinstance(value, Day):
                return value, name
        return _today(), "today"

    def _mark_standing(self, findings: Sequence[Finding], day: Day, known: Day) -> None:
        """A finding whose deciding source no longer stands is informational; it keeps what it would be."""
        for finding in findings:
            cite = finding.cite
            if cite is not None and finding.outcome != "not_applicable" and self._gone(cite.source, day, known):
                finding.would_be, finding.outcome = finding.outcome, "informational"

    def _gone(self, source: str, day: Day, known: Day) -> bool:
        told = [
            each
            for each in self.library.sources[source].standing
            if each.start <= day and self.library.issued(each.told_by) <= known
        ]
        return bool(told) and max(told, key=lambda each: each.start).status in STANDS_NO_MORE

    def _unread(self, case: Case, plan: Plan) -> list[str]:
        """What a case says beside what the rules ask: names, dates of the document and places of notes apart."""
        own = {subject.name: (subject.named_by, *(subject.words or ())) for subject in self.library.subjects.values()}
        named = {f"{subject}.{leaf}" for subject, leaves in own.items() for leaf in leaves}
        dates = {date for value in self.library.values.values() for date in value.dated_by}
        dates |= {date for rule in self.library.rules.values() for date in rule.dated_by}
        known = plan.order.read | named | dates | set(self.library.document_dates)
        return sorted(name for name in given_facts(case, self.library) if name not in known)


def _subjects(evaluation: Evaluation) -> list[str]:
    """The subjects of a report in their order: single ones, then the elements of the lists."""
    singles = (name for name, subject in evaluation.library.subjects.items() if subject.list is None)
    return [*singles, *(element[LABEL] for elements in evaluation.env.lists.values() for element in elements)]


def _name(case: Case, library: Library) -> str:
    """The case's own identifier, else the name of its file."""
    for subject in library.subjects.values():
        if subject.list is None and subject.named_by and (value := case.fact(f"{subject.name}.{subject.named_by}")) is not None:
            return str(value)
    return Path(case.file).name


def _derived(evaluations: list[Evaluation], library: Library) -> dict[str, Any]:
    """The derived facts that are the same under every plan."""
    every = [_derived_of(each, library) for each in evaluations]
    agreed = {key: value for key, value in every[0].items() if all(other.get(key) == value for other in every)}
    found: dict[str, Any] = {}
    for (label, name), value in agreed.items():
        written = write(value, library.facts[name].type)
        if label:
            found.setdefault(label, {})[name] = written
        else:
            found[name] = written
    return dict(sorted(found.items()))


def _derived_of(evaluation: Evaluation, library: Library) -> dict[tuple[str, str], Any]:
    found: dict[tuple[str, str], Any] = {}
    for name, info in library.facts.items():
        subject, _, leaf = name.partition(".")
        if not info.derived:
            continue
        of = library.subjects[subject]
        elements = (
            [("", evaluation.env.subjects[subject])]
            if of.list is None
            else [(each[LABEL], each) for each in evaluation.env.lists.get(of.list, ())]
        )
        found.update({(label, name): element[leaf] for label, element in elements if leaf in element})
    return found


def _today() -> Day:
    return today()
