"""The text format: for a person at a terminal. The verdict first, what failed and what to write instead, then what is unknown.

Everything that came from the input is shown with its control characters written out, never obeyed.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from clssa.check import Report
from clssa.check.findings import Finding
from clssa.language.expression import Line
from clssa.language.fault import printable
from clssa.language.types import parse_date
from clssa.library.model import Citation, Library
from clssa.reports.data import finding_data
from clssa.reports.words import capital, depends_on, shown, verdict_on

WIDTH = 100
_MUST = {"error": "must", "warning": "should", "note": "should normally"}
_VERDICTS = {"pass": "PASS", "fail": "FAIL", "unknown": "UNKNOWN"}
_NOUNS = ("error", "warning", "remark", "definition", "duty", "statement", "reference")
_COLOURS = {"PASS": "green", "FAIL": "red", "UNKNOWN": "yellow"}


def render(report: Report, library: Library, draft: str, colour: bool = False) -> str:
    """The report on one draft; `draft` is the name of its file."""
    return "\n".join(_Text(report, library, draft, colour).lines()) + "\n"


class _Text:
    def __init__(self, report: Report, library: Library, draft: str, colour: bool) -> None:
        self.report, self.library, self.draft, self.colour = report, library, draft, colour

    def lines(self) -> Iterator[str]:
        report = self.report
        word = _VERDICTS[report.verdict]
        yield f"{self.styled(word)}  {printable(report.case)}  ({printable(self.draft)})"
        as_of, known_on = shown(report.as_of), shown(report.known_on)
        yield f"As of {as_of} ({self.label(report.as_of_from)}); the rules as known on {known_on} ({report.known_on_from})."
        for name, taken in report.reading.get("taken", {}).items():
            yield from _wrapped(
                f"{capital(self.label(name))}: {self.amount(name, taken['value'])} ({taken['where']}).", 3, first=""
            )
        if all(each.outcome == "not_applicable" for each in report.findings):
            yield from ("", "Nothing was checked: no rule that is in force and known applies to what this file says.")
        yield from self.group("What is wrong", self.found("fail", "error"))
        yield from self.group("What to look at (warnings)", self.found("fail", "warning"))
        yield from self.unknown()
        yield from self.group("Remarks", self.found("fail", "note"))
        yield from self.informational()
        yield from self.worked_out()
        yield ""
        yield from _wrapped(self.counts(), 0)

    def styled(self, word: str) -> str:
        import click

        return click.style(word, fg=_COLOURS[word], bold=True) if self.colour else word

    def found(self, outcome: str, level: str) -> list[Finding]:
        worse = {(each.name, each.subject) for each in self.report.findings if each.outcome == "fail" and each.level == "error"}
        found: dict[tuple[str, str, bool, int], Finding] = {}
        for each in self.report.findings:
            if (each.outcome, each.level) == (outcome, level) and (level == "error" or (each.name, each.subject) not in worse):
                apart = id(each) if each.rule is None else 0  # findings about the reading stand each for itself
                found.setdefault((each.name, each.subject, each.of_words is None, apart), each)
        return list(found.values())

    # --- what failed -----------------------------------------------------------------------------------------------

    def group(self, heading: str, findings: Sequence[Finding]) -> Iterator[str]:
        if findings:
            yield ""
            yield f"{heading}: {len(findings)}"
        for number, finding in enumerate(findings, 1):
            yield ""
            yield from self.finding(number, finding)

    def finding(self, number: int, finding: Finding) -> Iterator[str]:
        data = finding_data(finding, self.report.plan)
        yield from _wrapped(f"{number}. {data['title']} [{self.where(finding)}]", 3, first="")
        for sentence in self.sentences(finding):
            yield from _wrapped(sentence)
        for calculation in data["calculations"]:
            yield from _wrapped(self.arithmetic(calculation))
        for value in data["values"]:
            yield from _wrapped(self.value(value))
        if data["remedy"]:
            yield from _wrapped(f"{'Review' if finding.exception or finding.waived else 'Do this'}: {data['remedy']}")
        yield from _wrapped(self.authority(finding.cite, finding.name, data["version"]))
        if finding.exception is not None:
            yield from _wrapped(f"Lowered to a {finding.level} by {self.named(finding.exception.cite)}{_reading(finding)}.")
        if finding.waived is not None:
            approval = "; ".join(f"{self.label(name)} {self.amount(name, value)}" for name, value in finding.waived.facts.items())
            under = f", under {self.named(finding.waived.cite)}" if finding.waived.cite else ""
            yield from _wrapped(f"Lowered to a {finding.level} by an approval ({approval}){under}.")

    def where(self, finding: Finding) -> str:
        return finding.subject

    def sentences(self, finding: Finding) -> Iterator[str]:
        must = _MUST[finding.level]
        lines: list[Line] = finding.lines()
        if not lines:
            for each in finding.told.get("because", ()):
                yield capital(str(each.get("says", each["line"]))) + "."
            return
        exceptions = set(map(id, finding.lines_of_exception()))
        failing = [line for line in lines if id(line) not in exceptions]
        if finding.either_would_do():
            yield "None of these holds, and one must:"
        for line in failing:
            if finding.ambiguous:
                yield depends_on(line, finding.env, self.label, [self.label(name) for name in finding.needs])
            else:
                yield verdict_on(line, finding.env, self.label, must)

    def arithmetic(self, calculation: dict[str, Any]) -> str:
        parts = "; ".join(f"{self.label(name)} {self.amount(name, value)}" for name, value in calculation["with"].items())
        fact = calculation["fact"]
        return f"{capital(self.label(fact))}: {self.amount(fact, calculation['is'])} = {calculation['by']}  ({parts})"

    def value(self, value: dict[str, Any]) -> str:
        version = "from the beginning" if value["version"] == "beginning" else f"from {_day(value['version'])}"
        written = ", ".join(value["is"]) if isinstance(value["is"], list) else self.written(value["value"], value["is"])
        authority = f"{value['cite']['source']}, {value['cite']['at']}"
        return f"{capital(self.label(value['value']))}: {written} (version {version}; {authority})"

    def written(self, name: str, written: Any) -> str:
        """A dated value as a person reads it: 30% for 0.30, 6 months for 6."""
        type_ = self.library.values[name].type
        if isinstance(written, str) or type_.kind == "months":
            return shown(type_.parse(str(written)), type_)
        return str(written)

    def amount(self, name: str, written: Any) -> str:
        info = self.library.facts.get(name)
        if info is not None and info.type.kind == "money" and isinstance(written, str):
            return shown(Decimal(written), info.type)
        if info is not None and info.type.kind in ("date", "months") and isinstance(written, str | int):
            return shown(info.type.parse(str(written)), info.type)
        return "none" if written is None else str(written)

    def authority(self, cite: Citation | None, rule: str, version: str | None) -> str:
        if cite is None:
            return f"Rule {rule} (about the draft itself)"
        said = f"“{cite.quote}”" if cite.quote else f"in our words, {self.library.sources[cite.source].provisions[cite.at]}"
        return f"{self.named(cite)}: {said} (rule {rule}, version {version})"

    def named(self, cite: Citation) -> str:
        return f"{self.library.sources[cite.source].title}, {cite.at}"

    # --- what is unknown -------------------------------------------------------------------------------------------

    def unknown(self) -> Iterator[str]:
        findings = [each for each in self.report.findings if each.outcome == "unknown"]
        if not findings:
            return
        asking: dict[str, list[str]] = {}
        for finding in findings:
            for name in finding.needs or ("?",):
                asking.setdefault(name, []).append(f"{self.titled(finding)} [{self.where(finding)}]")
        yield ""
        yield f"What could not be decided: {len(findings)}, for want of {len(asking)} fact{'s' * (len(asking) != 1)}"
        looked = self.report.reading.get("looked_for", {})
        for name, rules in sorted(asking.items(), key=lambda item: (-len(item[1]), item[0])):
            yield ""
            yield from _wrapped(f"{name}: {self.means(name)}", 3, first="")
            if name in looked:
                yield from _wrapped(f"Looked for it in: {looked[name]}")
            yield from _wrapped(f"It would settle: {'; '.join(dict.fromkeys(rules))}.")

    def titled(self, finding: Finding) -> str:
        """The title of the rule, or its id where it has none."""
        return finding.rule.title if finding.rule is not None else finding.name

    def means(self, name: str) -> str:
        info = self.library.facts.get(name)
        if info is not None:
            return f"{info.label}. {info.means}"
        return f"the list of {name} is not there" if name in {each.list for each in self.library.subjects.values()} else name

    def informational(self) -> Iterator[str]:
        findings = [each for each in self.report.findings if each.outcome == "informational"]
        if not findings:
            return
        yield ""
        yield f"For information only, as their source no longer stands: {len(findings)}"
        for each in findings:
            if each.would_be != "pass":
                yield from _wrapped(f"{self.titled(each)} [{self.where(each)}]: it would be {each.would_be}", 6, first="   ")
        passed = sum(each.would_be == "pass" for each in findings)
        if passed:
            yield f"   {passed} would pass."

    def worked_out(self) -> Iterator[str]:
        """What the rules worked out for people to use; what a fact of the draft must be stands with that fact."""
        derived = self.report.derived
        of_case = {name: value for name, value in derived.items() if not isinstance(value, dict)}
        subjects = {"": of_case, **{label: facts for label, facts in derived.items() if isinstance(facts, dict)}}
        said = [(label, self.results(facts)) for label, facts in subjects.items() if self.results(facts)]
        if said:
            yield from ("", "Worked out")
        for label, results in said:
            yield from _wrapped(f"{label + ': ' if label else ''}{'; '.join(results)}", 6, first="   ")

    def results(self, facts: dict[str, Any]) -> list[str]:
        return [
            f"{self.label(name)}: {self.amount(name, value)}"
            for name, value in facts.items()
            if not name.endswith(".expected") and not isinstance(value, list)
        ]

    def counts(self) -> str:
        """How many findings there are of each outcome; failing ones by their level, as they stand above."""
        outcomes = [each.outcome for each in self.report.findings]
        counted = {
            "passed": outcomes.count("pass"),
            "error": len(self.found("fail", "error")), "warning": len(self.found("fail", "warning")),
            "remark": len(self.found("fail", "note")), "undecided": outcomes.count("unknown"),
            "for information": outcomes.count("informational"), "not applicable": outcomes.count("not_applicable"),
        }  # fmt: skip
        words = [_counted(count, word) for word, count in counted.items() if count]
        others = [_counted(count, kind) for kind, count in self.report.counted.items()]
        text = f"Findings: {', '.join(words) or 'none'}."
        if self.report.unread:
            text += f" Given, and read by no rule in force: {', '.join(self.report.unread)}."
        return text + (f" Not decided by a draft: {', '.join(others)}." if others else "")

    def label(self, name: str) -> str:
        """What a fact or a dated value is called; that of another element with its name in front."""
        element, colon, name = name.rpartition(": ")
        if colon:
            return f"{element}, {self.label(name)}"
        if name in self.library.facts:
            return self.library.facts[name].label
        return self.library.values[name].label if name in self.library.values else name


def _counted(count: int, word: str) -> str:
    """`1 error`, `2 errors`, `2 duties`; what is no noun (`passed`) stays as it is."""
    if count == 1 or word not in _NOUNS:
        return f"{count} {word}"
    return f"{count} {word[:-1]}ies" if word.endswith("y") else f"{count} {word}s"


def _reading(finding: Finding) -> str:
    return f" (reading {finding.exception.reading})" if finding.exception and finding.exception.reading else ""


def _day(iso: str) -> str:
    return shown(parse_date(iso))


def _wrapped(text: str, indent: int = 3, first: str | None = None) -> list[str]:
    margin = " " * indent
    opening = margin if first is None else first
    return textwrap.wrap(
        printable(text), WIDTH, initial_indent=opening, subsequent_indent=margin, break_long_words=False, break_on_hyphens=False
    )
