"""A report as plain data: the contract that the JSON format writes and every other format reads."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any

from clssa.check import Report
from clssa.check.findings import Finding
from clssa.check.order import Active
from clssa.check.plan import Plan
from clssa.language.evaluate import compiled
from clssa.language.explain import read
from clssa.language.expression import Block, Fact, Node, Value, values_read, walk
from clssa.language.logic import Environment, Steps
from clssa.language.types import Type, write
from clssa.library.dates import in_force, timeline
from clssa.library.model import BEGINNING, Citation, Derivation, ValueVersion
from clssa.reports.words import shown

FORMAT = 2
"""The number of the format of a report; evidence/formats.py says which release writes which."""


def report_data(report: Report) -> dict[str, Any]:
    """The report with the keys of the contract, in a fixed order."""
    return {
        "format": FORMAT,
        "case": report.case,
        "as_of": report.as_of.isoformat(),
        "as_of_from": report.as_of_from,
        "known_on": report.known_on.isoformat(),
        "known_on_from": report.known_on_from,
        "verdict": report.verdict,
        "findings": [finding_data(finding, report.plan) for finding in report.findings],
        "derived": report.derived,
        "not_read": report.unread,
        "not_decided_by_a_case": report.counted,
        **report.reading,
    }


def finding_data(finding: Finding, plan: Plan) -> dict[str, Any]:
    """One finding with the keys of the contract."""
    failed = finding.outcome == "fail" or finding.would_be == "fail"
    sources = _Sources(finding, plan) if finding.outcome != "not_applicable" and not finding.ambiguous else None
    data: dict[str, Any] = {
        "rule": finding.name,
        "title": finding.rule.title if finding.rule else finding.told["title"],
        "version": version_name(finding.version.start) if finding.version else None,
        "subject": finding.subject,
        "outcome": finding.outcome,
        "level": finding.level,
        "expected": finding.expected() if failed else None,
        "actual": finding.actual() if failed else None,
        "because": finding.because(),
        "needs": list(finding.needs),
        "values": sources.values() if sources else [],
        "calculations": sources.calculations() if sources and finding.outcome != "unknown" else [],
        "remedy": remedy(finding, plan) if failed else None,
        "readings": list(finding.rule.readings) if finding.rule else [],
        "cite": citation_data(finding.cite),
        "also": [{"source": each.source, "at": each.at} for each in _also(finding, plan)],
    }
    if finding.would_be is not None:
        data["would_be"] = finding.would_be
    if finding.exception is not None:
        data["exception"] = {"reading": finding.exception.reading, "cite": citation_data(finding.exception.cite)}
    if finding.waived is not None:
        data["waived"] = {
            "subject": finding.waived.subject, "facts": finding.waived.facts, "cite": citation_data(finding.waived.cite),
        }  # fmt: skip
    if "blanks" in finding.told:
        data["blanks"] = finding.told["blanks"]
    return data


def _also(finding: Finding, plan: Plan) -> list[Citation]:
    """What else the version cites, as far as it was known."""
    cited = finding.version.also if finding.version else ()
    return [each for each in cited if plan.library.issued(each.source) <= plan.known_on]


def version_name(start: datetime.date) -> str:
    """How a version is called: its first day, or `beginning`."""
    return "beginning" if start == BEGINNING else start.isoformat()


def citation_data(cite: Citation | None) -> dict[str, Any] | None:
    """A citation with its quote (None where the text of the source is not held)."""
    return None if cite is None else {"source": cite.source, "at": cite.at, "quote": cite.quote}


def remedy(finding: Finding, plan: Plan) -> str:
    """What to write instead, with the facts and the dated values that it names filled in."""
    text = finding.told.get("remedy") or (finding.version.remedy if finding.version else "")

    def filled(named: re.Match[str]) -> str:
        subject, dot, leaf = named[1].partition(".")
        value = finding.env.subjects.get(subject, {}).get(leaf) if dot else plan.cells.get((subject, None))
        if value is None:
            return "(not known)"
        return f"the right amount (it depends on {' and '.join(finding.needs)})" if finding.ambiguous else shown(value)

    return re.sub(r"\{([^}]*)\}", filled, text)


class _Sources:
    """The dated values and calculations that a finding rests on: those of its own lines and of the derived facts they read."""

    def __init__(self, finding: Finding, plan: Plan) -> None:
        self.finding, self.plan, self.env = finding, plan, finding.env
        nodes: list[Node] = [line.node for line in finding.lines()] if finding.block else []
        if finding.version is not None and finding.outcome != "not_applicable":
            nodes += finding.version.requires.values()
        self.found: dict[str, Derivation] = {}
        self.read: list[Value] = []
        for node in nodes:
            self._follow(node)

    def _follow(self, node: Node) -> None:
        self.read += [value for value in values_read(node) if value not in self.read]
        for part in walk(node):
            if isinstance(part, Fact) and part.name not in self.found and part.binding in self.env.subjects:
                for active, derivation in _derivations(self.plan, part.name):
                    if active.applies(self.env):
                        self._derived(part.name, derivation)

    def _derived(self, name: str, derivation: Derivation) -> None:
        subject, _, leaf = name.partition(".")
        if self.env.subjects.get(subject, {}).get(leaf) is None:
            return
        chosen = _chosen(derivation, self.env)
        if chosen is not None:
            _, when, node = chosen
            if when is not None:
                self._follow(when)
            self._follow(node)
            self.found[name] = derivation

    def values(self) -> list[dict[str, Any]]:
        """Each dated value that was read: what it is, which version, on whose authority."""
        listed = []
        for value in self.read:
            version = self._version(value)
            if version is not None and compiled(value)(self.env) is not None:
                type_ = self.plan.library.values[value.name].type
                listed.append({
                    "value": value.name, "is": _value_written(compiled(value)(self.env), type_),
                    "version": version_name(version.start), "cite": citation_data(self._cited(value, version)),
                })  # fmt: skip
        return listed

    def _cited(self, value: Value, version: ValueVersion) -> Citation:
        """Where the value stands; of a table whose entries have paragraphs of their own, where this entry stands."""
        entry = compiled(value.keys[0])(self.env) if value.keys else None
        return version.rows.get(str(entry), version.cite)

    def _version(self, value: Value) -> ValueVersion | None:
        steps = self.env.values.get((value.name, value.as_known))
        if isinstance(steps, Steps):
            day = self.env.subjects.get(value.binding, {}).get(steps.leaf)
            library, known_on = self.plan.library, value.as_known or self.plan.known_on
            return in_force(timeline(library.values[value.name].versions, known_on, library.issued), day) if day else None
        if value.as_known is not None:
            return None
        return self.plan.values.get(value.name)

    def calculations(self) -> list[dict[str, Any]]:
        """The arithmetic of each derived fact that was read, in the order in which it was done."""
        return [
            {
                "fact": name,
                "is": self._written(name),
                "by": (_chosen(derivation, self.env) or ("",))[0],
                "with": self._with(derivation),
            }
            for name, derivation in self.found.items()
        ]

    def _written(self, name: str) -> Any:
        subject, _, leaf = name.partition(".")
        return write(self.env.subjects[subject].get(leaf), self.plan.library.facts[name].type)

    def _with(self, derivation: Derivation) -> dict[str, Any]:
        chosen = _chosen(derivation, self.env)
        if chosen is None:
            return {}
        _, when, node = chosen
        read_values = [*(values_read(when) if when is not None else ()), *values_read(node)]
        found = {each: compiled(each)(self.env) for each in read_values}
        written = {each.name: _value_written(value, each.type) for each, value in found.items() if value is not None}
        return {**read(node, self.env), **written}


def _derivations(plan: Plan, name: str) -> Iterator[tuple[Active, Derivation]]:
    for active in plan.order.derivers.get(name, ()):
        for derivation in active.version.derives:
            if derivation.fact == name:
                yield active, derivation


def _chosen(derivation: Derivation, env: Environment) -> tuple[str, Block | None, Node] | None:
    """The choice that gave a derived fact: as it is written, its condition, its expression."""
    for (when, node), text in zip(derivation.choices, derivation.texts, strict=True):
        if when is None or compiled(when)(env):
            return text, when, node
    return None


def _value_written(value: Any, type_: Type) -> Any:
    return value if isinstance(value, dict) else write(value, type_)
