"""The examples of the rules, run: what each gives, what is expected, and what the engine says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from clssa.check import Checker, Report
from clssa.check.findings import Finding
from clssa.examples.example import Example, derived_value, overall
from clssa.language.fault import Fault, Faults
from clssa.language.yaml import Map, Text
from clssa.library.model import Library, Rule
from clssa.reports.data import remedy
from clssa.reports.telling import Telling

_AMOUNT = re.compile(r"-?\d+\.\d\d")


@dataclass(frozen=True, slots=True)
class Worked:
    """An example with what came out. `derived` is (fact, expected, computed) in words; `said` is what a report says."""

    name: str
    given: tuple[tuple[str, str], ...]
    as_of: str
    known_on: str
    expected: str
    computed: str
    said: tuple[str, ...]
    derived: tuple[tuple[str, str, str], ...]


def worked(library: Library) -> dict[str, list[Worked]]:
    """The examples of every rule, in the order of its file. Raises `Faults` where one does not come out as it says."""
    checker = Checker(library)
    found: dict[str, list[Worked]] = {}
    faults: list[Fault] = []
    for rule in library.rules.values():
        found[rule.id] = []
        for tree in rule.examples:
            example = Example(tree, rule.id, library)
            report = example.report(checker)
            faults += example.otherwise(report)
            found[rule.id].append(_worked(example, rule, report, library))
    if faults:
        raise Faults(faults)
    return found


def _worked(example: Example, rule: Rule, report: Report, library: Library) -> Worked:
    telling = Telling(report, library)
    findings = [each for each in report.findings if each.name == rule.id and example.subject in (None, each.subject)]
    derived = (
        (
            telling.label(str(name)),
            _shown(str(name), wanted, telling),
            _shown(str(name), derived_value(report, str(name), example.subject), telling),
        )
        for name, wanted in example.derived
    )
    return Worked(
        name=str(example.name),
        given=tuple(_given(example.map[Text("given")], telling, "")),
        as_of=example.as_of.isoformat() if example.as_of else "",
        known_on=example.known_on.isoformat() if example.known_on else "",
        expected=example.wanted or "",
        computed=overall([(each.outcome, each.level) for each in findings]) if example.wanted else "",
        said=tuple(dict.fromkeys(each for finding in findings for each in _said(finding, telling, report.plan))),
        derived=tuple(derived),
    )  # fmt: skip


def _said(finding: Finding, telling: Telling, plan: Any) -> Iterator[str]:
    if finding.outcome == "fail":
        yield from telling.sentences(finding)
        if order := remedy(finding, plan):
            yield telling.do_this(finding, order)
        yield from telling.lowered(finding)
    elif finding.outcome == "unknown" and finding.needs:
        yield f"Missing: {', '.join(telling.label(name) for name in finding.needs)}."


def _given(tree: Any, telling: Telling, before: str) -> Iterator[tuple[str, str]]:
    """Each fact as (label, value), those of an element with its list and number in front."""
    for name, value in tree.items():
        label = telling.label(str(name))
        subject = telling.library.subjects.get(str(name))
        if isinstance(value, Map):
            yield from _given(value, telling, f"{before}{subject.label if subject else label}: ")
        elif isinstance(value, list) and any(isinstance(each, Map) for each in value):
            for number, each in enumerate(value, 1):
                yield from _given(each, telling, f"{before}{label} {number}: ")
        else:
            fact = _in_list(str(name), before, telling)
            yield f"{before}{telling.label(fact)}", _shown(fact, value, telling)


def _in_list(name: str, before: str, telling: Telling) -> str:
    """The fact that a leaf of an element is."""
    owner = before.rstrip(": ").rpartition(" ")[0]
    subject = next((each for each in telling.library.subjects.values() if owner in (each.list, each.name)), None)
    return f"{subject.name}.{name}" if subject and f"{subject.name}.{name}" in telling.library.facts else name


def _shown(fact: str, value: Any, telling: Telling) -> str:
    """A value in words; an amount of money as reports write it."""
    written = _written(value)
    return telling.amount(fact, written) if _AMOUNT.fullmatch(written) else written


def _written(value: Any) -> str:
    if value is None:
        return "missing"
    if isinstance(value, list):
        return ", ".join(map(_written, value)) or "none in the list"
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
