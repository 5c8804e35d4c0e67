"""What came out of one case under two libraries, and where the two differ: findings, reasons, amounts of money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from clssa.check import Report
from clssa.check.case import Case
from clssa.check.findings import Finding
from clssa.language.explain import LABEL
from clssa.library.model import Library
from clssa.reports.data import version_name
from clssa.reports.telling import Telling

NOT_ASKED = "not_applicable"
Key: TypeAlias = tuple[str, str, str, str]
Worked: TypeAlias = Decimal | str | int | tuple[str, ...]
"""Something that the rules work out: money, or what JSON has for it."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a rule says of a case on one side: the outcome with its level, the deciding lines, and what a person is told."""

    outcome: str
    level: str
    lines: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    """What is needed, as a person calls it."""
    there: bool = True
    """Whether the library has the rule."""
    version: str | None = None
    source: str | None = None
    at: str | None = None

    @property
    def word(self) -> str:
        """The outcome in a word."""
        return _word(self.outcome, self.level)


@dataclass(frozen=True, slots=True)
class Flip:
    """A finding that comes out otherwise (`flips`), or the same way by other lines."""

    rule: str
    title: str
    subject: str
    before: Told
    after: Told

    @property
    def flips(self) -> bool:
        """Whether the outcome or its level differs."""
        return self.before.word != self.after.word


@dataclass(frozen=True, slots=True)
class Moved:
    """What the rules work out, before and after; None where it is not worked out. An amount of money is a `Decimal`."""

    subject: str
    fact: str
    label: str
    before: Worked | None
    after: Worked | None

    @property
    def is_money(self) -> bool:
        """Whether it is an amount of money."""
        return isinstance(self.before, Decimal) or isinstance(self.after, Decimal)

    @property
    def by(self) -> Decimal | None:
        """How much more money it is; None where it is only there on one side."""
        return self.after - self.before if isinstance(self.before, Decimal) and isinstance(self.after, Decimal) else None


def _word(outcome: str, level: str) -> str:
    """As an example expects it: a failing finding at a lesser level is a warning or a note."""
    return level if outcome == "fail" and level != "error" else outcome


def word_of(finding: Finding | None) -> str:
    """The outcome of a finding in a word; that of none is that the rule does not apply."""
    return NOT_ASKED if finding is None else _word(finding.outcome, finding.level)


def places(case: Case, library: Library) -> dict[str, str]:
    """What the subjects of findings are called in one library, in words that both have."""
    found: dict[str, str] = {}
    for name, subject in library.subjects.items():
        if subject.list is None:
            found[subject.label] = name
        for number, element in enumerate(case.lists.get(subject.list or "", ())):
            found[element[LABEL]] = f"{name} {number}"
    return found


class Outcomes:
    """A report on a case, by what is compared."""

    def __init__(self, report: Report, case: Case, library: Library) -> None:
        self.report, self.library = report, library
        self.places = places(case, library)
        self.telling = Telling(report, library)
        self.findings: dict[Key, Finding] = {}
        for finding in report.findings:
            rule, subject, level, part = finding.key
            self.findings.setdefault((rule, self.places.get(subject, subject), level, part), finding)

    def told(self, key: Key) -> Told:
        """What the rule says here; nothing where it is not asked."""
        finding = self.findings.get(key)
        if finding is None:
            return Told(NOT_ASKED, "error", there=key[0] in self.library.rules)
        fails = finding.outcome == "fail"
        return Told(
            outcome=finding.outcome,
            level=finding.level,
            lines=tuple(dict.fromkeys(str(each["line"]) for each in finding.because())),
            says=tuple(self.telling.sentences(finding)) if fails else (),
            needs=tuple(finding.needs),
            wants=tuple(dict.fromkeys(self.telling.label(name) for name in finding.needs)),
            version=version_name(finding.version.start) if finding.version else None,
            source=finding.cite.source if finding.cite else None,
            at=finding.cite.at if finding.cite else None,
        )

    def said(self, key: Key) -> tuple[Any, ...]:
        """What two reports have alike where a finding says the same; cheaper than all that is told of it."""
        finding = self.findings.get(key)
        if finding is None or finding.outcome == NOT_ASKED:
            return (NOT_ASKED,)
        lines = [each["line"] for each in finding.because()]
        return (finding.outcome, finding.level, finding.needs, lines, finding.expected() if finding.outcome == "fail" else None)

    def worked_out(self) -> dict[tuple[str, str], Worked]:
        """What was worked out, by place and fact."""
        found: dict[tuple[str, str], Worked] = {}
        for name, value in self.report.derived.items():
            place = self.places.get(name, name) if isinstance(value, dict) else ""
            for fact, written in value.items() if isinstance(value, dict) else [(name, value)]:
                money = self.library.facts[fact].type.kind == "money" and isinstance(written, str)
                found[place, fact] = Decimal(written) if money else tuple(written) if isinstance(written, list) else written
        return found

    def label(self, place: str) -> str:
        """What a place is called here."""
        return next((label for label, each in self.places.items() if each == place), place)


def paired(before: Mapping[Key, Finding], after: Mapping[Key, Finding]) -> Iterator[tuple[Key, Key]]:
    """Which finding of one report is which of the other, in the order of the rules.

    Where a rule asks the same at another level than before, the one finding is the other; else each is that of the same key.
    """
    moves: dict[tuple[str, str, str], tuple[list[Key], list[Key]]] = {}
    for at, (one, other) in enumerate(((before, after), (after, before))):
        for key in one:
            if one[key].outcome != NOT_ASKED and (key not in other or other[key].outcome == NOT_ASKED):
                moves.setdefault((key[0], key[1], key[3]), ([], []))[at].append(key)
    moved_to = {old[0]: new[0] for old, new in moves.values() if len(old) == len(new) == 1}
    for key in sorted({*before, *after}):
        if key in moved_to or key not in moved_to.values():
            yield key, moved_to.get(key, key)


def flips(before: Outcomes, after: Outcomes) -> list[Flip]:
    """Every finding that does not say the same on both sides, in the order of the rules.

    Beside a flip at level error, what the same rule says of the same subject at a lesser level is left out.
    """
    found: dict[Key, Flip] = {}
    for old, new in paired(before.findings, after.findings):
        if before.said(old) != after.said(new):
            finding = after.findings.get(new) or before.findings[old]
            title = finding.rule.title if finding.rule else str(finding.told["title"])
            found[min(old, new)] = Flip(new[0], title, finding.subject, before.told(old), after.told(new))
    errors = {(rule, subject) for (rule, subject, level, _), flip in found.items() if level == "error" and flip.flips}
    return [flip for (rule, subject, level, _), flip in found.items() if level == "error" or (rule, subject) not in errors]


def moved(before: Outcomes, after: Outcomes) -> Iterator[Moved]:
    """Everything worked out that is not the same on both sides."""
    old, new = before.worked_out(), after.worked_out()
    for place, fact in sorted({*old, *new}):
        one, other = old.get((place, fact)), new.get((place, fact))
        if one != other:
            side = after if other is not None else before
            yield Moved(side.label(place) if place else "", fact, side.library.facts[fact].label, one, other)
