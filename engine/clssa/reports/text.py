"""The text format: for a person at a terminal. The verdict first, what failed and what to write instead, then what is unknown.

Everything that came from the input is shown with its control characters written out, never obeyed.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from clssa.check import Report
from clssa.check.findings import Finding
from clssa.language.fault import printable
from clssa.library.model import Library
from clssa.reports.data import finding_data
from clssa.reports.telling import NOTHING_CHECKED, VERDICTS, Telling

WIDTH = 100
_COLOURS = {"PASS": "green", "FAIL": "red", "UNKNOWN": "yellow"}


def render(report: Report, library: Library, draft: str, colour: bool = False) -> str:
    """The report on one draft; `draft` is the name of its file."""
    return "\n".join(_Text(Telling(report, library), draft, colour).lines()) + "\n"


class _Text:
    def __init__(self, telling: Telling, draft: str, colour: bool) -> None:
        self.telling, self.draft, self.colour = telling, draft, colour

    def lines(self) -> Iterator[str]:
        telling, report = self.telling, self.telling.report
        yield f"{self.styled(VERDICTS[report.verdict])}  {printable(report.case)}  ({printable(self.draft)})"
        yield telling.dates()
        for each in telling.taken():
            yield from _wrapped(each, 3, first="")
        if telling.nothing_applies():
            yield from ("", NOTHING_CHECKED)
        errors, warnings, remarks = telling.groups()
        yield from self.group(*errors)
        yield from self.group(*warnings)
        yield from self.unknown()
        yield from self.group(*remarks)
        yield from self.informational()
        if worked_out := telling.worked_out():
            yield from ("", "Worked out")
        for each in worked_out:
            yield from _wrapped(each, 6, first="   ")
        yield ""
        yield from _wrapped(telling.counts(), 0)

    def styled(self, word: str) -> str:
        import click

        return click.style(word, fg=_COLOURS[word], bold=True) if self.colour else word

    def group(self, heading: str, findings: list[Finding]) -> Iterator[str]:
        if findings:
            yield ""
            yield f"{heading}: {len(findings)}"
        for number, finding in enumerate(findings, 1):
            yield ""
            yield from self.finding(number, finding)

    def finding(self, number: int, finding: Finding) -> Iterator[str]:
        telling = self.telling
        data = finding_data(finding, telling.report.plan)
        yield from _wrapped(f"{number}. {data['title']} [{finding.subject}]", 3, first="")
        for sentence in telling.sentences(finding):
            yield from _wrapped(sentence)
        for calculation in data["calculations"]:
            yield from _wrapped(telling.arithmetic(calculation))
        for value in data["values"]:
            yield from _wrapped(telling.value(value))
        yield from _wrapped(telling.do_this(finding, data["remedy"]))
        yield from _wrapped(telling.authority(finding.cite, finding.name, data["version"]))
        for lowered in telling.lowered(finding):
            yield from _wrapped(lowered)

    def unknown(self) -> Iterator[str]:
        telling, asking = self.telling, self.telling.asking()
        if not asking:
            return
        undecided = sum(each.outcome == "unknown" for each in telling.report.findings)
        yield ""
        yield f"What could not be decided: {undecided}, for want of {len(asking)} fact{'s' * (len(asking) != 1)}"
        looked = telling.report.reading.get("looked_for", {})
        for name, findings in asking:
            yield ""
            yield from _wrapped(f"{name}: {telling.means(name)}", 3, first="")
            if name in looked:
                yield from _wrapped(f"Looked for it in: {looked[name]}")
            yield from _wrapped(f"It would settle: {telling.settles(findings)}.")

    def informational(self) -> Iterator[str]:
        said, passed = self.telling.informational()
        if said or passed:
            yield ""
            yield f"For information only, as their source no longer stands: {len(said) + passed}"
        for each in said:
            yield from _wrapped(each, 6, first="   ")
        if passed:
            yield f"   {passed} would pass."


def _wrapped(text: str, indent: int = 3, first: str | None = None) -> list[str]:
    margin = " " * indent
    opening = margin if first is None else first
    return textwrap.wrap(
        printable(text), WIDTH, initial_indent=opening, subsequent_indent=margin, break_long_words=False, break_on_hyphens=False
    )
