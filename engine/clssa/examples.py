"""The examples in the rules: each is a small case with what the rule must say of it, and by which line."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from clssa.check import Checker, Report
from clssa.check.case import case_from
from clssa.language.fault import Fault, Faults, Place, did_you_mean, one
from clssa.language.types import write
from clssa.language.yaml import Map, Seq, Text, wrong
from clssa.library.fields import Fields
from clssa.library.model import Library, Rule

EXPECTATIONS = ("pass", "fail", "warning", "note", "unknown", "not_applicable", "informational")
"""What an example may expect: fail is a failing finding at level error; warning and note are failing findings at those levels."""

_KEYS = "expect as_of known_on because needs derived subject"


def run_examples(checker: Checker, rule: Rule) -> Iterator[Fault]:
    """Runs the examples of a rule; gives a fault for each that does not come out as it says."""
    for tree in rule.examples:
        try:
            yield from _Example(tree, checker, rule).run()
        except Faults as found:
            yield from found.faults


class _Example:
    def __init__(self, tree: Map, checker: Checker, rule: Rule) -> None:
        self.fields = Fields(tree, "an example", "name given", _KEYS)
        self.checker, self.rule = checker, rule
        if "expect" not in self.fields and "derived" not in self.fields:
            raise one(self.fields.place, "this example expects nothing", help="add expect: or derived:")

    def run(self) -> Iterator[Fault]:
        case = case_from(
            case_tree(self.fields.map[Text("given")], self.checker.library), self.fields.place.file, self.checker.library
        )
        report = self.checker.check(case, self.day("as_of"), self.day("known_on"))
        if "expect" in self.fields:
            yield from self.expected(report)
        if "derived" in self.fields:
            yield from self.derived(report)

    def day(self, key: str) -> datetime.date | None:
        return self.fields.optional_date(key)

    def expected(self, report: Report) -> Iterator[Fault]:
        wanted = self.fields.word("expect", EXPECTATIONS)
        findings = [each for each in report.findings if each.rule is self.rule]
        if "subject" in self.fields:
            findings = [each for each in findings if each.subject == self.fields.text("subject")]
        found = overall([(each.outcome, each.level) for each in findings])
        if found != wanted:
            yield self.fault("expect", f"{self.rule.id} says {found}, and the example expects {wanted}")
            return
        told = [
            line["line"]
            for each in findings
            for line in each.because()
            if (each.outcome, each.level) == _as_finding(wanted) or wanted not in _FAILING
        ]
        if "because" in self.fields and self.fields.text("because") not in told:
            yield self.fault("because", "another line decided", f"it was: {'; '.join(dict.fromkeys(told)) or 'none'}")
        if "needs" in self.fields:
            needs = sorted({name for each in findings for name in each.needs})
            if needs != sorted(self.fields.texts("needs")):
                yield self.fault("needs", f"it needs {', '.join(needs) or 'nothing'}")

    def derived(self, report: Report) -> Iterator[Fault]:
        for name, text in self.fields.tree("derived").items():
            found = derived_value(report, str(name))
            wanted = None if text == "missing" else expected_value(text, str(name), self.checker.library)
            if found != wanted:
                yield Fault(
                    name.place, f"{name} comes out as {found if found is not None else 'missing'}, not {wanted}", len(name)
                )

    def fault(self, key: str, message: str, help: str = "") -> Fault:
        place: Place = self.fields.map.key(key).place
        return Fault(place, f"example “{self.fields.text('name')}”: {message}", len(key), help)


def derived_value(report: Report, name: str) -> Any:
    """A derived fact of the report, of a single subject or of the only element that has it."""
    if name in report.derived:
        return report.derived[name]
    return next((each[name] for each in report.derived.values() if isinstance(each, dict) and name in each), None)


def expected_value(tree: Any, name: str, library: Library) -> Any:
    """What an example writes for a derived fact, as a report writes it. Raises `Faults`."""
    info = library.facts.get(name)
    if info is None or not info.derived:
        raise one(tree.place, f'"{name}" is not a derived fact', help=did_you_mean(name, library.facts))
    if isinstance(tree, Map):
        raise one(tree.place, f"{name} is {info.type.describe()}")
    try:
        if isinstance(tree, Seq):
            return [write(info.type.one().parse(each), info.type) for each in tree]
        return write(info.type.parse(tree), info.type)
    except ValueError as error:
        raise one(tree.place, f"{name}: {error}") from None


_FAILING = ("fail", "warning", "note")


def _as_finding(wanted: str) -> tuple[str, str]:
    return ("fail", "error" if wanted == "fail" else wanted)


def overall(outcomes: list[tuple[str, str]]) -> str:
    """What a rule says of a whole case, from the (outcome, level) of its findings: the worst."""
    for outcome, level, word in (
        ("fail", "error", "fail"), ("unknown", "error", "unknown"), ("informational", "", "informational"),
        ("fail", "warning", "warning"), ("unknown", "warning", "unknown"), ("fail", "note", "note"),
        ("unknown", "note", "unknown"), ("pass", "", "pass"),
    ):  # fmt: skip
        if any(each == outcome and (not level or at == level) for each, at in outcomes):
            return word
    return "not_applicable"


def case_tree(given: Any, library: Library) -> Map:
    """The case that the flat `given` of an example stands for: `line.x` makes one line; `lines: [{x: …}]` gives several."""
    if not isinstance(given, Map):
        raise one(getattr(given, "place", Place("?")), "given: holds fact: value entries")
    made = Map()
    made.place = given.place
    for name, value in given.items():
        subject, dot, leaf = name.partition(".")
        if not dot:
            made[name] = value
            continue
        if subject not in library.subjects:
            raise wrong(name, f'"{name}" is not a fact', did_you_mean(name, library.facts))
        of = library.subjects[subject]
        target = _element(made, of.list, name) if of.list else made.setdefault(Text.at(subject, name.place), _map(name))
        if not isinstance(target, Map):
            raise wrong(name, f'"{subject}" is given in two ways', "give its facts one by one, or all under one key")
        target[Text.at(leaf, name.place.shifted(len(subject) + 1))] = value
    return made


def _element(made: Map, name: str, key: Text) -> Any:
    if name not in made:
        made[Text.at(name, key.place)] = Seq([_map(key)])
    elements = made[Text(name)]
    return elements[0] if isinstance(elements, Seq) and elements else None


def _map(key: Text) -> Map:
    made = Map()
    made.place = key.place
    return made
