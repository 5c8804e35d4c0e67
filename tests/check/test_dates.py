"""In force on a day, known on a day, still to come, and standing no more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from clssa.check import Report
from small_programme import CITE, World

LATER = "{source: later, at: 1, quote: An order says what it says and no more.}"
FLEETING = "{source: fleeting, at: 1, quote: An order says what it says and no more.}"
BY_SIGNING = "dated_by: order.signed_on"
LIGHT = "require: [order.weight <= 5]\n"
LIGHTER = "from: 2005-06-01\nrequire: [order.weight <= 3]\n"


def signed(on: str, weight: int, more: str = "") -> str:
    return f"order: {{kind: change, signed_on: {on}, weight: {weight}{more}}}"


# --- in force ----------------------------------------------------------------------------------------------------------------


def test_a_version_holds_from_its_day_until_the_eve_of_the_next(world: World) -> None:
    world.rule("weight", LIGHTER, LIGHT, head=BY_SIGNING)
    assert world.outcome(signed("2005-05-31", 4)) == "pass"
    assert world.outcome(signed("2005-06-01", 4)) == "fail"
    version = world.finding(signed("2005-06-01", 4)).version
    assert version is not None
    assert version.start.isoformat() == "2005-06-01"


def test_a_version_that_truly_ends_holds_on_its_last_day(world: World) -> None:
    world.rule("weight", f"from: 2004-01-01\nuntil: 2005-06-01\n{LIGHT}", head=BY_SIGNING)
    assert world.outcome(signed("2003-12-31", 9)) == "not_applicable"
    assert world.outcome(signed("2004-01-01", 9)) == "fail"
    assert world.outcome(signed("2005-06-01", 9)) == "fail"
    assert world.outcome(signed("2005-06-02", 9)) == "not_applicable"


def test_the_eve_of_the_next_version_may_be_the_last_day_of_one_that_ends(world: World) -> None:
    world.rule("weight", LIGHTER, f"until: 2005-05-31\n{LIGHT}", head=BY_SIGNING)
    assert world.outcome(signed("2005-05-31", 4)) == "pass"
    assert world.outcome(signed("2005-06-01", 4)) == "fail"


def test_the_day_of_evaluation_picks_the_version_where_nothing_is_said(world: World) -> None:
    world.rule("weight", LIGHTER, LIGHT)
    assert world.outcome(signed("2001-01-01", 4), as_of="2005-05-31") == "pass"
    assert world.outcome(signed("2001-01-01", 4), as_of="2005-06-01") == "fail"


def test_the_first_date_that_the_case_gives_picks_the_version(world: World) -> None:
    world.rule("weight", LIGHTER, LIGHT, head="dated_by: [order.signed_on, order.prepared_on, day_of_evaluation]")
    case = "order: {{kind: change, weight: 4{}}}".format
    assert world.outcome(case(", signed_on: 2005-06-01, prepared_on: 2005-01-01")) == "fail"
    assert world.outcome(case(", prepared_on: 2005-01-01")) == "pass"
    assert world.outcome(case(""), as_of="2005-06-01") == "fail"
    assert world.outcome(case(""), as_of="2005-05-31") == "pass"


def test_today_in_a_line_is_the_day_of_evaluation(world: World) -> None:
    world.rule("r", "require: [order.prepared_on <= today]")
    assert world.outcome("order: {prepared_on: 2005-06-01}", as_of="2005-06-01") == "pass"
    assert world.outcome("order: {prepared_on: 2005-06-01}", as_of="2005-05-31") == "fail"


def test_a_dated_value_is_that_of_the_day_which_picks_it(world: World) -> None:
    rate(
        world,
        f"{BY_SIGNING}\nversions:\n  - {{from: 2005-06-01, is: 3/17, cite: {CITE}}}\n  - {{from: beginning, is: 5/17, cite: {CITE}}}",
    )
    assert world.check(signed("2005-05-31", 1, ", total: 170.00")).derived == {"order.fee": "50.00"}
    assert world.check(signed("2005-06-01", 1, ", total: 170.00")).derived == {"order.fee": "30.00"}


def rate(world: World, text: str) -> None:
    world.value("rate", f"type: number\n{text}")
    world.rule("fee", "derive:\n  order.fee: round_half_up(order.total * rate, cents)\n", kind="calculation")


def test_a_value_without_a_version_in_force_leaves_undecided_what_reads_it(world: World) -> None:
    rate(world, f"{BY_SIGNING}\nversions:\n  - {{from: 2005-06-01, is: 3/17, cite: {CITE}}}")
    world.rule("r", "require: [order.fee < 5.00]")
    assert world.check(signed("2005-05-31", 1, ", total: 170.00")).derived == {}
    assert world.finding(signed("2005-05-31", 1, ", total: 170.00")).outcome == "unknown"


def test_a_table_gives_the_entry_of_its_fact(world: World) -> None:
    world.value(
        "most",
        f"type: quantity\nby: order.colour\nversions:\n  - {{from: beginning, is: {{red: 3, green: 5, blue: 7}}, cite: {CITE}}}",
    )
    world.rule("r", "require: ['order.weight <= most[order.colour]']")
    assert world.outcome("order: {weight: 4, colour: green}") == "pass"
    assert world.outcome("order: {weight: 4, colour: red}") == "fail"
    assert world.outcome("order: {weight: 4}") == "unknown: order.colour"


# --- a date that is missing --------------------------------------------------------------------------------------------------


def test_where_the_date_that_picks_the_version_is_missing_equal_outcomes_stand(world: World) -> None:
    world.rule("weight", LIGHTER, LIGHT, head=BY_SIGNING)
    assert world.finding("order: {kind: change, weight: 2}").outcome == "pass"
    assert world.finding("order: {kind: change, weight: 9}").outcome == "fail"


def test_a_finding_that_passes_under_every_version_needs_nothing(world: World) -> None:
    world.rule("weight", LIGHTER, LIGHT, head=BY_SIGNING)
    assert world.outcome("order: {kind: change, weight: 2}") == "pass"


def test_a_failure_that_is_mended_differently_under_each_version_says_not_what_should_stand_there(world: World) -> None:
    world.rule("weight", LIGHTER, LIGHT, head=BY_SIGNING)
    found = world.finding("order: {kind: change, weight: 9}")
    assert (found.expected(), list(found.needs)) == (None, ["order.signed_on"])
    world.rule("weight", LIGHTER, LIGHTER.replace("2005-06-01", "2004-01-01"), head=BY_SIGNING)
    found = world.finding("order: {kind: change, signed_on: 2005-01-01, weight: 9}")
    assert (found.expected(), list(found.needs)) == (3, [])


def test_where_the_date_that_picks_the_version_is_missing_and_outcomes_differ_that_date_is_needed(world: World) -> None:
    world.rule("weight", LIGHTER, LIGHT, head=BY_SIGNING)
    assert world.outcome("order: {kind: change, weight: 4}") == "unknown: order.signed_on"
    assert "order.weight" in world.finding("order: {kind: change}").needs


def test_a_version_that_is_not_yet_there_counts_as_not_applicable(world: World) -> None:
    world.rule("reason", "from: 2005-06-01\nrequire: [recall.reason is fault]\n", asked_of="recall", head=BY_SIGNING)
    case = "order: {kind: change}\nrecall: {reason: mistake}"
    assert world.outcome(case) == "unknown: order.signed_on"
    assert world.outcome(case.replace("mistake", "fault")) == "unknown: order.signed_on"


def test_derived_facts_that_differ_between_the_versions_are_left_out(world: World) -> None:
    rate(
        world,
        f"{BY_SIGNING}\nversions:\n  - {{from: 2005-06-01, is: 3/17, cite: {CITE}}}\n  - {{from: beginning, is: 5/17, cite: {CITE}}}",
    )
    assert world.check("order: {kind: change, total: 170.00}").derived == {}
    assert world.check("order: {kind: change, total: 0.00}").derived == {"order.fee": "0.00"}


def test_a_version_that_differs_from_the_beginning_in_no_outcome_keeps_its_findings_in_order(world: World) -> None:
    world.rule("b", LIGHTER, LIGHT, head=BY_SIGNING)
    world.rule("a", LIGHTER, LIGHT, head=BY_SIGNING)
    assert [each.name for each in world.check("order: {kind: change, weight: 4}").findings] == ["a", "b"]


TWO_DATES = "dated_by: buyer.first_order_on"


def test_only_the_date_that_decides_is_needed(world: World) -> None:
    world.rule("weight", LIGHTER, LIGHT, head=BY_SIGNING)
    world.rule("other", LIGHTER, LIGHT, head=TWO_DATES)
    case = "order: {kind: change, weight: 4}\nbuyer: {number: AB123}"
    needs = {each.name: list(each.needs) for each in world.check(case).findings}
    assert needs == {"weight": ["order.signed_on"], "other": ["buyer.first_order_on"]}


def test_a_failure_that_only_one_version_lowers_is_undecided(world: World) -> None:
    lowered = f"from: 2005-06-01\n{LIGHT}unless:\n  - {{cite: {CITE}, level: warning, when: [order.urgent]}}\n"
    world.rule("weight", lowered, LIGHT, head=BY_SIGNING)
    assert world.finding("order: {kind: change, weight: 9, urgent: yes}").outcome == "unknown"


def test_a_failure_under_a_source_that_stands_is_not_informational_because_another_version_has_lapsed(world: World) -> None:
    world.rule("weight", f"from: 2005-06-01\ncite: {FLEETING}\n{LIGHT}", LIGHT, head=BY_SIGNING)
    assert world.check(signed("2005-05-31", 9), as_of="2011-01-01").verdict == "fail"
    assert world.finding("order: {kind: change, weight: 9}", as_of="2011-01-01").outcome == "unknown"


def test_elements_under_a_version_that_is_perhaps_not_yet_there_have_one_finding_each(world: World) -> None:
    world.rule("cost", "from: 2005-06-01\nrequire: [piece.cost <= 5.00]\n", asked_of="piece", head=BY_SIGNING)
    report = world.check("order: {kind: change}\npieces: [{number: A, cost: 9.00}]")
    assert [(each.subject, each.outcome) for each in report.findings] == [("piece A", "unknown")]


# --- a date that is still to come --------------------------------------------------------------------------------------------


def test_only_the_versions_that_can_still_apply_are_candidates_for_a_date_still_to_come(world: World) -> None:
    world.rule("weight", LIGHTER, LIGHT, head=BY_SIGNING)
    draft = "order: {kind: new, weight: 4}"
    assert world.outcome(draft, as_of="2005-06-01") == "fail"
    assert world.outcome(draft, as_of="2005-05-31") == "unknown: order.signed_on"
    assert world.finding("order: {kind: new, weight: 2}", as_of="2005-05-31").outcome == "pass"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("order.signed_on >= 2006-12-31", "pass"),
        ("order.signed_on > 2007-01-01", "unknown: order.signed_on"),
        ("order.signed_on >= 2007-01-01", "pass"),
        ("order.signed_on < 2007-01-01", "fail"),
        ("order.signed_on <= 2007-01-01", "unknown: order.signed_on"),
        ("order.signed_on is 2008-01-01", "unknown: order.signed_on"),
        ("order.signed_on is not 2006-12-31", "pass"),
        ("order.signed_on is 2006-12-31", "fail"),
        ("2006-12-31 < order.signed_on", "pass"),
        ("order.signed_on < order.prepared_on", "unknown: order.signed_on, order.prepared_on"),
        ("order.prepared_on < order.signed_on", "unknown: order.prepared_on, order.signed_on"),
    ],
)
def test_a_date_still_to_come_decides_what_every_day_from_today_on_would(world: World, line: str, expected: str) -> None:
    world.rule("r", f"require: [{line}]")
    assert world.outcome("order: {kind: new}", as_of="2007-01-01") == expected


def test_a_date_still_to_come_is_not_given_and_is_no_fact_of_the_finding(world: World) -> None:
    world.rule("r", "require: [order.signed_on < 2007-01-01]")
    world.rule("s", "applies_when: [given(order.signed_on)]\nrequire: [order.urgent]")
    first, second = world.check("order: {kind: new}", as_of="2007-01-01").findings
    assert first.because() == [{"line": "order.signed_on < 2007-01-01", "holds": False, "facts": {}}]
    assert second.outcome == "not_applicable"


def test_a_date_that_is_given_is_not_still_to_come(world: World) -> None:
    world.rule("weight", LIGHTER, LIGHT, head=BY_SIGNING)
    assert world.outcome("order: {kind: new, signed_on: 2005-05-31, weight: 4}") == "pass"


# --- the days of a report ------------------------------------------------------------------------------------------------------


def test_the_day_of_evaluation_is_the_documents_own_date(world: World) -> None:
    def days(case: str) -> tuple[str, str]:
        report = world.checker.check(world.case(case))
        return report.as_of.isoformat(), report.as_of_from

    assert days("order: {prepared_on: 2005-01-01, signed_on: 2005-02-01}") == ("2005-01-01", "order.prepared_on")
    assert days("order: {signed_on: 2005-02-01}") == ("2005-02-01", "order.signed_on")
    assert days("order: {}")[1] == "today"


def test_the_report_says_where_its_days_came_from(world: World) -> None:
    report = world.check("order: {}", as_of="2005-01-01", known_on="2006-01-01")
    assert (report.as_of_from, report.known_on_from) == ("as asked", "as asked")
    assert world.checker.check(world.case("order: {}")).known_on_from == "today"


# --- rules that are not in force -------------------------------------------------------------------------------------------------


def test_a_requirement_without_a_version_in_force_is_not_applicable(world: World, outcomes: Callable[[Report], Any]) -> None:
    world.rule("weight", f"from: 2005-06-01\n{LIGHT}", head=BY_SIGNING)
    world.rule("cost", "from: 2005-06-01\nrequire: [piece.cost < 1.00]\n", asked_of="piece", head=BY_SIGNING)
    report = world.check("order: {kind: change, signed_on: 2005-05-31}\npieces: [{number: A}]")
    assert [(each.name, each.outcome) for each in report.findings] == [("cost", "not_applicable"), ("weight", "not_applicable")]


def test_a_rule_not_in_force_on_a_subject_that_is_not_there_has_no_finding(world: World) -> None:
    world.rule("reason", "from: 2005-06-01\nrequire: [recall.reason is fault]\n", asked_of="recall", head=BY_SIGNING)
    world.rule("hours", "from: 2005-06-01\nrequire: [visit.hours < 8]\n", asked_of="visit", head=BY_SIGNING)
    assert world.check(signed("2005-05-31", 1)).findings == []


def test_a_rule_not_in_force_does_not_apply_to_a_list_that_was_not_read(world: World) -> None:
    world.rule("cost", "from: 2005-06-01\nrequire: [piece.cost < 1.00]\n", asked_of="piece", head=BY_SIGNING)
    found = world.finding(signed("2005-05-31", 1))
    assert (found.subject, found.outcome, list(found.needs)) == ("pieces", "not_applicable", [])


def test_a_rule_not_in_force_is_told_of_the_same_subject_as_one_in_force(world: World) -> None:
    world.rule("weight", f"from: 2005-06-01\n{LIGHT}", head=BY_SIGNING)
    assert world.finding(signed("2005-05-31", 1)).subject == world.finding(signed("2005-06-01", 1)).subject


def test_a_calculation_has_no_finding_of_its_own_whether_in_force_or_not(world: World) -> None:
    world.rule("fee", "from: 2005-06-01\nderive:\n  order.fee: order.total\n", kind="calculation", head=BY_SIGNING)
    assert world.check(signed("2005-06-01", 1)).findings == []
    assert world.check(signed("2005-05-31", 1)).findings == []


def test_a_rule_not_in_force_cites_the_oldest_of_its_versions(world: World) -> None:
    newer = "from: 2006-01-01\ncite: {source: law, at: 2, quote: Memo words stand in paragraph two.}\n"
    world.rule("weight", newer + LIGHT, f"from: 2005-06-01\n{LIGHT}", head=BY_SIGNING)
    found = world.finding(signed("2005-05-31", 1))
    assert found.cite is not None
    assert (found.version, found.cite.at) == (None, "1")


def test_duties_and_statements_are_counted_and_not_decided(world: World) -> None:
    world.rule("duty", "", kind="duty")
    world.rule("word", "", kind="definition")
    world.rule("other", "", kind="duty")
    report = world.check("order: {}")
    assert (report.findings, report.counted) == ([], {"definition": 1, "duty": 2})
