"""Approvals that the case gives: what they lower is shown with the approval, never hidden."""

from __future__ import annotations

import pytest
from clssa.language.fault import Faults
from clssa.reports import text as text_format
from clssa.reports.data import report_data
from small_programme import World

PARDON = """
subject: pardon
label: pardon of {rule}
list: pardons
named_by: rule
facts:
  rule: {type: text, names: rule, label: pardoned rule, means: The rule that is pardoned.}
  given_on: {type: date, label: day of the pardon, means: When it was given.}
  letter: {type: text, label: letter, means: Where it stands.}
"""
CASE = "order: {weight: 9}\npardons: [{rule: %s, given_on: %s, letter: No. 5}]"


@pytest.fixture
def pardoned(world: World) -> World:
    """A rule on the weight of an order, and one by which a pardon lowers what it names."""
    world.write("facts/pardon.yaml", PARDON)
    world.rule("weight", "require: [order.weight <= 5]\n")
    world.rule("speed", "require: [order.weight <= 4]\n")
    waives = "require: [pardon.given_on <= today]\nwaives: {rule: pardon.rule, to: warning}\n"
    world.rule("pardoned", waives, asked_of="pardon")
    return world


def test_an_approval_lowers_the_error_of_the_rule_that_it_names_and_of_no_other(pardoned: World) -> None:
    report = pardoned.check(CASE % ("weight", "2006-12-31"))
    assert {each.name: (each.outcome, each.level) for each in report.findings} == {
        "pardoned": ("pass", "error"),
        "speed": ("fail", "error"),
        "weight": ("fail", "warning"),
    }
    assert report.verdict == "fail"


def test_the_lowered_finding_cites_the_approval(pardoned: World) -> None:
    report = pardoned.check(CASE % ("weight", "2006-12-31"))
    (weight,) = [each for each in report_data(report)["findings"] if each["rule"] == "weight"]
    assert weight["waived"] == {
        "subject": "pardon of weight",
        "facts": {"pardon.rule": "weight", "pardon.given_on": "2006-12-31", "pardon.letter": "No. 5"},
        "cite": {"source": "law", "at": "1", "quote": "An order says what it says and no more."},
    }
    told = text_format.render(report, pardoned.library, "case.yaml")
    assert "Lowered to a warning by an approval (pardoned rule weight; day of the pardon 31 December 2006" in told


def test_an_approval_that_comes_too_late_lowers_nothing_and_is_a_fault_itself(pardoned: World) -> None:
    report = pardoned.check(CASE % ("weight", "2007-01-02"))
    assert {each.name: (each.outcome, each.level) for each in report.findings} == {
        "pardoned": ("fail", "error"),
        "speed": ("fail", "error"),
        "weight": ("fail", "error"),
    }


def test_where_it_is_undecided_whether_an_approval_holds_so_is_what_it_would_lower(pardoned: World) -> None:
    report = pardoned.check("order: {weight: 9}\npardons: [{rule: weight, letter: No. 5}]")
    assert {each.name: (each.outcome, list(each.needs)) for each in report.findings} == {
        "pardoned": ("unknown", ["pardon.given_on"]),
        "speed": ("fail", []),
        "weight": ("unknown", ["pardon.given_on"]),
    }


def test_an_approval_changes_nothing_for_a_rule_that_passes(pardoned: World) -> None:
    report = pardoned.check("order: {weight: 3}\npardons: [{rule: weight, given_on: 2006-12-31}]")
    assert {(each.outcome, each.level) for each in report.findings} == {("pass", "error")}
    assert report.verdict == "pass"


def test_before_the_rule_that_allows_approvals_there_are_none(pardoned: World) -> None:
    waives = "from: 2006-01-01\nrequire: [pardon.given_on <= today]\nwaives: {rule: pardon.rule, to: warning}\n"
    pardoned.rule("pardoned", waives, asked_of="pardon")
    report = pardoned.check(CASE % ("weight", "2005-06-01"), as_of="2005-12-31")
    assert {each.name: (each.outcome, each.level) for each in report.findings if each.name != "speed"} == {
        "pardoned": ("not_applicable", "error"),
        "weight": ("fail", "error"),
    }


def test_an_approval_names_a_rule_that_there_is(pardoned: World) -> None:
    with pytest.raises(Faults, match=r'pardon.rule: there is no rule "wieght"(.|\n)*did you mean "weight"'):
        pardoned.check(CASE % ("wieght", "2006-12-31"))


def test_a_rule_waives_by_a_fact_that_names_a_rule(pardoned: World) -> None:
    waives = "require: [pardon.given_on <= today]\nwaives: {rule: pardon.letter, to: warning}\n"
    pardoned.rule("pardoned", waives, asked_of="pardon")
    with pytest.raises(Faults, match=r'"pardon.letter" does not name a rule'):
        pardoned.check("order: {weight: 3}")


def test_an_approval_does_not_lower_what_is_said_of_approvals(pardoned: World) -> None:
    other = "{rule: weight, given_on: 2006-12-31}"
    late = "{rule: pardoned, given_on: 2007-06-01}"
    report = pardoned.check(f"order: {{weight: 3}}\npardons: [{{rule: pardoned, given_on: 2006-12-31}}, {other}, {late}]")
    assert [each.level for each in report.findings if each.outcome == "fail"] == ["error"]
