"""What a report says in words, piece by piece: every format for people lays the same words out in its own way.

What stands in these words may come from the input: a format shows it with its control characters written out.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from clssa.check import Report
from clssa.check.findings import Finding
from clssa.language.expression import Line, Node
from clssa.language.types import parse_date
from clssa.library.model import Citation, Library
from clssa.reports.words import capital, depends_on, said, shown, verdict_on

VERDICTS = {"pass": "PASS", "fail": "FAIL", "unknown": "UNKNOWN"}
NOTHING_CHECKED = "Nothing was checked: no rule that is in force and known applies to what this file says."
_MUST = {"error": "must", "warning": "should", "note": "should normally"}
_NOUNS = ("page", "error", "warning", "remark", "definition", "duty", "statement", "reference")


class Telling:
    """The words of the report on one draft."""

    def __init__(self, report: Report, library: Library) -> None:
        self.report, self.library = report, library

    # --- the whole -------------------------------------------------------------------------------------------------

    def dates(self) -> str:
        """The two dates, and where each came from."""
        report = self.report
        as_of, known_on = shown(report.as_of), shown(report.known_on)
        return f"As of {as_of} ({self.label(report.as_of_from)}); the rules as known on {known_on} ({report.known_on_from})."

    def nothing_applies(self) -> bool:
        """Whether no rule had anything to say."""
        return all(each.outcome == "not_applicable" for each in self.report.findings)

    def groups(self) -> Iterator[tuple[str, list[Finding]]]:
        """What failed, under its headings, the gravest first."""
        yield "What is wrong", self.found("fail", "error")
        yield "What to look at (warnings)", self.found("fail", "warning")
        yield "Remarks", self.found("fail", "note")

    def counts(self) -> str:
        """How many pages were read, and how many findings there are of each outcome; failing ones by their level."""
        outcomes = [each.outcome for each in self.report.findings]
        found = {
            "passed": outcomes.count("pass"),
            "error": len(self.found("fail", "error")), "warning": len(self.found("fail", "warning")),
            "remark": len(self.found("fail", "note")), "undecided": outcomes.count("unknown"),
            "for information": outcomes.count("informational"), "not applicable": outcomes.count("not_applicable"),
        }  # fmt: skip
        words = [counted(count, word) for word, count in found.items() if count]
        others = [counted(count, kind) for kind, count in self.report.counted.items()]
        pages = self.report.reading.get("pages")
        text = f"Read: {counted(pages, 'page')}. " if pages else ""
        text += f"Findings: {', '.join(words) or 'none'}."
        if self.report.unread:
            text += f" Given, and read by no rule in force: {', '.join(self.report.unread)}."
        return text + (f" Not decided by a draft: {', '.join(others)}." if others else "")

    def taken(self) -> Iterator[str]:
        """The facts that another draft of the same call answered, and which."""
        for name, taken in self.report.reading.get("taken", {}).items():
            yield f"{capital(self.label(name))}: {self.amount(name, taken['value'])} ({taken['where']})."

    def found(self, outcome: str, level: str) -> list[Finding]:
        """The findings of an outcome at a level: each once, and none of a lesser level beside an error of the same rule."""
        worse = {(each.name, each.subject) for each in self.report.findings if each.outcome == "fail" and each.level == "error"}
        found: dict[tuple[str, str, bool, int], Finding] = {}
        for each in self.report.findings:
            if (each.outcome, each.level) == (outcome, level) and (level == "error" or (each.name, each.subject) not in worse):
                apart = id(each) if each.rule is None else 0  # findings about the reading stand each for itself
                found.setdefault((each.name, each.subject, each.of_words is None, apart), each)
        return list(found.values())

    # --- what failed -----------------------------------------------------------------------------------------------

    def sentences(self, finding: Finding) -> Iterator[str]:
        """What is wrong: a sentence for each line that does not hold."""
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
        """How a derived fact was worked out, each fact with what it is; those of elements stand behind."""
        fact, given = calculation["fact"], calculation["with"]

        def named(name: str) -> str:
            if name not in given:
                return self.label(name)
            told = self.written if name in self.library.values else self.amount
            return f"{self.label(name)} ({told(name, given[name])})"

        of_elements = [f"{self.label(name)} {self.amount(name, value)}" for name, value in given.items() if ": " in name]
        by = said(self._worked_out_by(fact, calculation["by"]), named)
        behind = f"  ({'; '.join(of_elements)})" if of_elements else ""
        return f"{capital(self.label(fact))}: {self.amount(fact, calculation['is'])} = {by}{behind}"

    def _worked_out_by(self, fact: str, text: str) -> Node:
        """The expression that stands so in the rule that derives the fact."""
        versions = (version for rule in self.library.rules.values() for version in rule.versions)
        derived = (each for version in versions for each in version.derives if each.fact == fact)
        return next(node for each in derived for (_, node), by in zip(each.choices, each.texts, strict=True) if by == text)

    def value(self, value: dict[str, Any]) -> str:
        """A dated value that was read, with its version and authority."""
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
        """What a fact says, as a person reads it."""
        info = self.library.facts.get(name)
        if info is not None and info.type.kind == "money" and isinstance(written, str):
            return shown(Decimal(written), info.type)
        if info is not None and info.type.kind in ("date", "months") and isinstance(written, str | int):
            return shown(info.type.parse(str(written)), info.type)
        return "none" if written is None else str(written)

    def do_this(self, finding: Finding, remedy: str | None) -> str:
        """What to do about it; empty where the rule says nothing."""
        return f"{'Review' if finding.exception or finding.waived else 'Do this'}: {remedy}" if remedy else ""

    def authority(self, cite: Citation | None, rule: str, version: str | None) -> str:
        """The paragraph that decides, quoted, with the rule and its version."""
        if cite is None:
            return f"Rule {rule} (about the draft itself)"
        said = f"“{cite.quote}”" if cite.quote else f"in our words, {self.library.sources[cite.source].provisions[cite.at]}"
        return f"{self.named(cite)}: {said} (rule {rule}, version {version})"

    def lowered(self, finding: Finding) -> Iterator[str]:
        """What made it a lesser finding: an exception, an approval."""
        if finding.exception is not None:
            yield f"Lowered to a {finding.level} by {self.named(finding.exception.cite)}{_reading(finding)}."
        if finding.waived is not None:
            approval = "; ".join(f"{self.label(name)} {self.amount(name, value)}" for name, value in finding.waived.facts.items())
            under = f", under {self.named(finding.waived.cite)}" if finding.waived.cite else ""
            yield f"Lowered to a {finding.level} by an approval ({approval}){under}."

    def named(self, cite: Citation) -> str:
        """The title of a source and the place in it."""
        return f"{self.library.sources[cite.source].title}, {cite.at}"

    # --- what is unknown -------------------------------------------------------------------------------------------

    def asking(self) -> list[tuple[str, list[Finding]]]:
        """Each missing fact with the findings that it would settle; first the one that would settle most."""
        asking: dict[str, list[Finding]] = {}
        for finding in self.report.findings:
            for name in (finding.needs or ("?",)) if finding.outcome == "unknown" else ():
                asking.setdefault(name, []).append(finding)
        return sorted(asking.items(), key=lambda item: (-len(item[1]), item[0]))

    def settles(self, findings: list[Finding]) -> str:
        """What a missing fact would settle."""
        return "; ".join(dict.fromkeys(f"{self.titled(each)} [{each.subject}]" for each in findings))

    def titled(self, finding: Finding) -> str:
        """The title of the rule, or its id where it has none."""
        return finding.rule.title if finding.rule is not None else finding.name

    def means(self, name: str) -> str:
        """What a missing fact is called, and what it means."""
        info = self.library.facts.get(name)
        if info is not None:
            return f"{info.label}. {info.means}"
        return f"the list of {name} is not there" if name in {each.list for each in self.library.subjects.values()} else name

    # --- the rest --------------------------------------------------------------------------------------------------

    def informational(self) -> tuple[list[str], int]:
        """Of the findings whose source no longer stands: what each would be, and how many would pass."""
        findings = [each for each in self.report.findings if each.outcome == "informational"]
        said = [
            f"{self.titled(each)} [{each.subject}]: it would be {each.would_be}" for each in findings if each.would_be != "pass"
        ]
        return said, len(findings) - len(said)

    def worked_out(self) -> list[str]:
        """What the rules worked out for people to use; what a fact of the draft must be stands with that fact."""
        derived = self.report.derived
        of_case = {name: value for name, value in derived.items() if not isinstance(value, dict)}
        subjects = {"": of_case, **{label: facts for label, facts in derived.items() if isinstance(facts, dict)}}
        said = [(label, self._results(facts)) for label, facts in subjects.items()]
        return [f"{label + ': ' if label else ''}{'; '.join(results)}" for label, results in said if results]

    def _results(self, facts: dict[str, Any]) -> list[str]:
        return [
            f"{self.label(name)}: {self.amount(name, value)}"
            for name, value in facts.items()
            if not name.endswith(".expected") and not isinstance(value, list)
        ]

    def label(self, name: str) -> str:
        """What a fact or a dated value is called; that of another element with its name in front."""
        element, colon, name = name.rpartition(": ")
        if colon:
            return f"{element}, {self.label(name)}"
        if name in self.library.facts:
            return self.library.facts[name].label
        return self.library.values[name].label if name in self.library.values else name


def counted(count: int, word: str) -> str:
    """`1 error`, `2 errors`, `2 duties`; what is no noun (`passed`) stays as it is."""
    if count == 1 or word not in _NOUNS:
        return f"{count} {word}"
    return f"{count} {word[:-1]}ies" if word.endswith("y") else f"{count} {word}s"


def _reading(finding: Finding) -> str:
    return f" (reading {finding.exception.reading})" if finding.exception and finding.exception.reading else ""


def _day(iso: str) -> str:
    return shown(parse_date(iso))
