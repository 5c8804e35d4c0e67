"""The whole check against a plain interpreter of the rule language: no difference over some thousands of cases."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from agendas import AGENDAS, fired_by_closure
from clssa.agenda import Agenda, Antecedents
from clssa.check import Checker, Report, order
from clssa.check.case import case_from
from clssa.language.fault import Faults
from clssa.language.yaml import load
from clssa.library import load_library
from clssa.library.model import Library
from plain_check import NONE, Contradiction, PlainCheck, PlainRule
from random_rules import RandomRules, case_file, facts_file, rule_file
from scale import SCALE

LIBRARIES = 60 * SCALE
CASES = 60
DAY = datetime.date(2007, 1, 1)
CITE = "{source: law, at: 1, quote: An order says what it says.}"


def library_of(rules: list[PlainRule], policies: Path) -> Library:
    for folder in ("sources/law", "facts", "rules"):
        (policies / folder).mkdir(parents=True)
    files = {
        "sources/law/source.yaml": "source: law\ntitle: The Law\nissued: 2000-01-01\ntext: held\n",
        "sources/law/text.yaml": "- {at: 1, text: An order says what it says.}\n",
        "interpretations.yaml": "[]\n",
        **{f"facts/{subject}.yaml": facts_file(subject) for subject in ("order", "piece")},
        **{f"rules/{rule.id}.yaml": rule_file(rule, CITE) for rule in rules},
    }
    for name, text in files.items():
        (policies / name).write_text(text)
    return load_library(policies)


def checked(checker: Checker, text: str) -> Report | None:
    """The report on a case; None where the rules contradict one another."""
    case = case_from(load(text.encode(), "case.yaml"), "case.yaml", checker.library)  # type: ignore[arg-type]
    try:
        return checker.check(case, DAY, DAY)
    except Faults:
        return None


def found_by(report: Report | None) -> Any:
    if report is None:
        return None
    findings = {(each.name, each.subject, each.level): [each.outcome, sorted(each.needs)] for each in report.findings}
    assert len(findings) == len(report.findings)
    derived: dict[tuple[str, str], Any] = {}
    for key, value in report.derived.items():
        derived.update({(key, name): found for name, found in value.items()} if isinstance(value, dict) else {("", key): value})
    return findings, {key: NONE if value is None else value for key, value in derived.items()}


def expected_of(rules: list[PlainRule], case: Any) -> Any:
    try:
        plain = PlainCheck(rules, case)
    except Contradiction:
        return None
    return plain.findings, plain.derived


def pairs(seed: int, tmp_path: Path) -> tuple[Library, list[PlainRule], Iterator[Any]]:
    made = RandomRules(seed)
    rules = made.rules()
    return library_of(rules, tmp_path / "policies"), rules, (made.case() for _ in range(CASES))


@pytest.mark.sampled
@pytest.mark.parametrize("seed", range(LIBRARIES))
def test_outcome_level_needs_and_derived_values_are_those_of_a_plain_interpreter(seed: int, tmp_path: Path) -> None:
    library, rules, cases = pairs(seed, tmp_path)
    checker = Checker(library)
    for case in cases:
        assert found_by(checked(checker, case_file(case))) == expected_of(rules, case), case_file(case)


def test_the_random_cases_reach_every_outcome_exceptions_contradictions_and_derived_values(tmp_path: Path) -> None:
    met: dict[Any, int] = {}
    for seed in range(60):
        made = RandomRules(seed)
        rules = made.rules()
        for _ in range(10):
            found = expected_of(rules, made.case())
            results = ["contradiction"] if found is None else [(level, rest[0]) for (_, _, level), rest in found[0].items()]
            for each in [*results, *(["derived"] if found and found[1] else [])]:
                met[each] = met.get(each, 0) + 1
    wanted = [(level, outcome) for level in ("error", "warning") for outcome in ("pass", "fail", "unknown", "not_applicable")]
    assert min(met.get(each, 0) for each in [*wanted, ("note", "fail"), "contradiction", "derived"]) >= 5, met


def told_by(report: Report | None) -> Any:
    """All that a report says, in order."""
    if report is None:
        return None
    findings = [(*each.key, each.outcome, each.level, list(each.needs), each.because()) for each in report.findings]
    return report.verdict, findings, report.derived


class ClosureAgenda:
    """The agenda's place taken by the oracle of the agenda: a third valid order, with nothing of the engine."""

    def __init__(self, rules: dict[str, Antecedents]) -> None:
        self.rules = rules

    def order(self, known: frozenset[str]) -> tuple[str, ...]:
        return tuple(fired_by_closure(self.rules, known))


@pytest.mark.sampled
@pytest.mark.parametrize("seed", range(0, LIBRARIES, 4))
def test_every_agenda_gives_the_same_report(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library, _, cases = pairs(seed, tmp_path)
    agendas = [ClosureAgenda, *(partial(Agenda, chaining=chaining) for chaining in AGENDAS.values())]
    checkers = [(agenda, Checker(library)) for agenda in agendas]
    for case in cases:
        reports = []
        for agenda, checker in checkers:
            monkeypatch.setattr(order, "Agenda", agenda)
            reports.append(told_by(checked(checker, case_file(case))))
        assert all(report == reports[0] for report in reports), case_file(case)


@pytest.mark.sampled
@pytest.mark.parametrize("seed", range(100, 100 + 20 * SCALE))
def test_more_facts_never_turn_an_outcome_round_where_no_rule_asks_what_is_given(seed: int, tmp_path: Path) -> None:
    made = RandomRules(seed, given=False)
    checker = Checker(library_of(made.rules(), tmp_path / "policies"))
    for _ in range(CASES):
        more = made.case()
        found = [found_by(checked(checker, case_file(case))) for case in (made.fewer(more), more)]
        if None in found:
            continue
        (less_findings, less_derived), (more_findings, more_derived) = found
        for key, (outcome, _) in less_findings.items():
            if outcome != "unknown":
                assert more_findings[key][0] == outcome, case_file(more)
        assert less_derived.items() <= more_derived.items(), case_file(more)
