"""One example: a small case with what the rule must say of it, and by which line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clssa.check import Checker, Report
from clssa.check.case import case_from
from clssa.check.findings import Finding
from clssa.examples.given import case_tree
from clssa.language.fault import Fault, Faults, did_you_mean, one
from clssa.language.types import write
from clssa.language.yaml import Map, Seq, Text
from clssa.library.fields import Fields
from clssa.library.forms import EXAMPLE, EXPECTATIONS
from clssa.library.model import Library, Rule


def run_examples(checker: Checker, rule: Rule) -> Iterator[Fault]:
    """Runs the examples of a rule; gives a fault for each that does not come out as it says."""
    for tree in rule.examples:
        try:
            yield from Example(tree, rule.id, checker.library).run(checker)
        except Faults as found:
            yield from found.faults


class Example:
    """An example as it was read once, to be run against any library with the same facts. Raises `Faults`."""

    def __init__(self, tree: Map, rule: str, library: Library) -> None:
        fields = Fields.of(EXAMPLE, tree)
        if "expect" not in fields and "derived" not in fields:
            raise one(fields.place, "this example expects nothing", help="add expect: or derived:")
        self.map, self.rule, self.name = fields.map, rule, fields.text("name")
        self.case = case_from(case_tree(fields.map[Text("given")], library), fields.place.file, library)
        self.as_of, self.known_on = fields.optional_date("as_of"), fields.optional_date("known_on")
        self.wanted = fields.word("expect", EXPECTATIONS) if "expect" in fields else None
        self.subject, self.because = (str(fields.text(key)) if key in fields else None for key in ("subject", "because"))
        self.needs = sorted(fields.texts("needs")) if "needs" in fields else None
        derived = fields.tree("derived") if "derived" in fields else Map()
        self.derived = [
            (name, None if text == "missing" else expected_value(text, str(name), library)) for name, text in derived.items()
        ]

    def run(self, checker: Checker) -> Iterator[Fault]:
        """What comes out otherwise than it says. Raises `Faults` where the rules contradict one another."""
        yield from self.otherwise(self.report(checker))

    def report(self, checker: Checker) -> Report:
        """What the engine says of its case on its days. Raises `Faults` where the rules contradict one another."""
        return checker.check(self.case, self.as_of, self.known_on)

    def otherwise(self, report: Report) -> Iterator[Fault]:
        """What in a report on its case is not as it says."""
        if self.wanted is not None:
            yield from self._expected([each for each in report.findings if each.name == self.rule], self.wanted)
        yield from self._derived(report)

    def comes_out(self, checker: Checker) -> bool:
        """Whether it comes out as it says."""
        try:
            return next(self.run(checker), None) is None
        except Faults:
            return False

    def _expected(self, findings: list[Finding], wanted: str) -> Iterator[Fault]:
        findings = [each for each in findings if self.subject in (None, each.subject)]
        found = overall([(each.outcome, each.level) for each in findings])
        if found != wanted:
            yield self._fault("expect", f"{self.rule} says {found}, and the example expects {wanted}")
            return
        if self.because is not None:
            asked = [each for each in findings if wanted not in _FAILING or (each.outcome, each.level) == _as_finding(wanted)]
            told = [line["line"] for each in asked for line in each.because()]
            if self.because not in told:
                yield self._fault("because", "another line decided", f"it was: {'; '.join(dict.fromkeys(told)) or 'none'}")
        if self.needs is not None:
            needs = sorted({name for each in findings for name in each.needs})
            if needs != self.needs:
                yield self._fault("needs", f"it needs {', '.join(needs) or 'nothing'}")

    def _derived(self, report: Report) -> Iterator[Fault]:
        for name, wanted in self.derived:
            found = derived_value(report, str(name), self.subject)
            if found != wanted:
                came_out = "missing" if found is None else found
                yield Fault(name.place, f"{name} comes out as {came_out}, not {wanted}", len(name))

    def _fault(self, key: str, message: str, help: str = "") -> Fault:
        return Fault(self.map.key(key).place, f"example “{self.name}”: {message}", len(key), help)


def derived_value(report: Report, name: str, subject: str | None) -> Any:
    """A derived fact of the report: of a single subject, of the element with this label, or of the first that has it."""
    if name in report.derived:
        return report.derived[name]
    if subject is not None:
        return report.derived.get(subject, {}).get(name)
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
