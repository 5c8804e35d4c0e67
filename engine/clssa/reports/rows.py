"""Findings as rows: what every format for machines, and the checklist, writes in its own way.

All words of a row stand on one line, with their control characters written out: they may come from the input.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clssa.check import Report
from clssa.check.findings import Finding
from clssa.language.fault import printable
from clssa.library.dates import today
from clssa.library.model import Library
from clssa.reports.data import finding_data
from clssa.reports.places import position, stated, stated_facts, where
from clssa.reports.telling import NOTHING_CHECKED, VERDICTS, Telling

_ERROR = "ERROR"
_NO_REQUIREMENT = "No requirement that is in force and known applies to what this file says."


@dataclass(frozen=True, slots=True)
class Row:
    """A finding in words.

    `outcome` is that of the finding, or `error` for a draft that could not be checked. `place` is where the draft says what
    the finding is about, in words; `line` and `column` count from 1 in a case file, and are 0 where no position is known.
    `key` tells the finding from all others of its draft and is the same in the next report. `data` is the finding as data.
    """

    rule: str
    title: str
    subject: str
    outcome: str
    level: str
    message: str
    source: str = ""
    at: str = ""
    authority: str = ""
    quote: str = ""
    place: str = ""
    line: int = 0
    column: int = 0
    key: tuple[str, ...] = ()
    data: dict[str, Any] | None = None

    @property
    def said(self) -> str:
        """The message with what it is about in front."""
        place = f" ({self.place})" if self.place else ""
        return f"{self.subject}{place}: {self.message}" if self.subject else self.message


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft with its rows. `path` is as it was given, `draft` the same for reading; `report` is None where there is none.

    `known_on` is the day on whose knowledge the rules stand, of a draft without a report too.
    """

    path: Path
    draft: str
    known_on: datetime.date
    report: Report | None
    verdict: str
    rows: tuple[Row, ...]
    dates: str = ""
    counts: str = ""

    @property
    def case(self) -> str:
        """What the case is called; nothing of a draft that was not read."""
        return "" if self.report is None else one_line(self.report.case)

    def to_look_at(self) -> list[Row]:
        """The rows that say something; of a rule that an error says it of, or that fails as an error, none of a lesser level."""
        errors = {(row.rule, row.subject, row.outcome) for row in self.rows if row.message and row.level == "error"}
        return [
            row
            for row in self.rows
            if row.message
            and (row.level == "error" or errors.isdisjoint((row.rule, row.subject, each) for each in ("fail", row.outcome)))
        ]


def one_line(text: str) -> str:
    """The text on one line, with its control characters written out."""
    return printable(" ".join(text.split()))


def checked(
    results: Sequence[tuple[Path, Report | str]], library: Library, known_on: datetime.date | None = None
) -> list[Checked]:
    """Each draft with its rows. One that could not be checked has a row that says why; so has one to which no rule applies."""
    day = known_on or today()
    return [
        _unreadable(path, result, day) if isinstance(result, str) else _checked(path, result, library) for path, result in results
    ]


def _unreadable(path: Path, why: str, known_on: datetime.date) -> Checked:
    name = "draft-can-be-checked"
    row = Row(name, "The draft can be checked", "", "error", "error", one_line(why), key=(name,))
    return Checked(path, one_line(str(path)), known_on, None, _ERROR, (row,))


def _checked(path: Path, report: Report, library: Library) -> Checked:
    telling = Telling(report, library)
    rows: list[Row] = []
    seen: dict[tuple[str, ...], int] = {}
    for finding in report.findings:
        seen[finding.key] = number = seen.get(finding.key, 0) + 1
        rows.append(_row(finding, telling, (*finding.key, str(number))))
    if report.verdict == "unknown" and not any((each.outcome, each.level) == ("unknown", "error") for each in rows):
        rows.append(_nothing_checked(telling))
    said = (one_line(each) for each in (telling.dates(), telling.counts()))
    return Checked(path, one_line(str(path)), report.known_on, report, VERDICTS[report.verdict], tuple(rows), *said)


def _nothing_checked(telling: Telling) -> Row:
    name = "some-rule-applies"
    why = NOTHING_CHECKED if telling.nothing_applies() else _NO_REQUIREMENT
    return Row(name, "Some rule applies to the draft", "", "unknown", "error", why, key=(name,))


def _row(finding: Finding, telling: Telling, key: tuple[str, ...]) -> Row:
    report, cite = telling.report, finding.cite
    data = finding_data(finding, report.plan)
    place = position(finding, data, report)
    source = telling.library.sources[cite.source] if cite is not None else None
    return Row(
        rule=finding.name,
        title=one_line(data["title"]),
        subject=one_line(finding.subject),
        outcome=finding.outcome,
        level=finding.level,
        message=one_line(" ".join(_message(finding, data, telling))),
        source=cite.source if cite is not None else "",
        at=one_line(cite.at) if cite is not None else "",
        authority=one_line(telling.named(cite)) if cite is not None else "About the draft itself",
        quote=one_line(cite.quote or (source.provisions.get(cite.at, "") if source else "")) if cite is not None else "",
        place=one_line(_place(finding, data, report)),
        line=place.line if place else 0,
        column=place.column if place else 0,
        key=key,
        data=data,
    )


def _message(finding: Finding, data: dict[str, Any], telling: Telling) -> list[str]:
    """What is wrong and what to do, or what is missing; nothing of what passed or was not asked."""
    outcome = finding.would_be or finding.outcome
    said = []
    if finding.outcome == "informational":
        said.append(f"For information only, as its source no longer stands: it would be {finding.would_be}.")
    if outcome == "fail":
        remedy = telling.do_this(finding, data["remedy"])
        said += [*telling.sentences(finding), *([remedy] if remedy else []), *telling.lowered(finding)]
    elif outcome == "unknown":
        said.append(f"Not decided, for want of: {'; '.join(_wanted(name, telling) for name in finding.needs) or 'a fact'}.")
    return said


def _wanted(name: str, telling: Telling) -> str:
    return telling.label(name) if name in telling.library.facts else telling.means(name)


def _place(finding: Finding, data: dict[str, Any], report: Report) -> str:
    places = [stated(report, fact)["where"] for fact in stated_facts(finding, data, report)]
    return next((str(each) for each in places if each), where(finding, report))
