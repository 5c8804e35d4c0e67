"""In force on a day, known on a day, still to come, and standing no more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from small_programme import CITE, World

from clssa.check import Report
from clssa.language.fault import Faults

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
    rate(world, f"{BY_SIGNING}\nversions:\n  - {{from: 2005-06-01, is: 3/17, cite: {CITE}}}\n  - {{from: beginning, is: 5/17, cite: {CITE}}}")
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
    world.value("most", f"type: quantity\nby: order.colour\nversions:\n  - {{from: beginning, is: {{red: 3, green: 5}}, cite: {CITE}}}")
    world.rule("r", "require: ['order.weight <= most[order.colour]']")
    assert world.outcome("order: {weight: 4, colour: green}") == "pass"
    assert world.outcome("order: {weight: 4, colour: red}") == "fail"
    assert world.outcome("order: {weight: 4}") == "unknown: order.colour"


# --- a date that is missing --------------------------------------------------------------------------------------------------


def test_where_the_date_that_picks_the_version_is_missing_equal_outcomes_stand(world: World) -> None:
    world.rule("weight", LIGHTER, LIGHT, head=BY_SIGNING)
    assert world.finding("order: {kind: change, weight: 2}").outcome == "pass"
    assert world.finding("order: {kind: change, weight: 9}").outcome == "fail"


@pytest.mark.xfail(strict=True, reason="_merged asks what is expected of findings that pass too, and gives them needs")
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
    rate(world, f"{BY_SIGNING}\nversions:\n  - {{from: 2005-06-01, is: 3/17, cite: {CITE}}}\n  - {{from: beginning, is: 5/17, cite: {CITE}}}")
    assert world.check("order: {kind: change, total: 170.00}").derived == {}
    assert world.check("order: {kind: change, total: 0.00}").derived == {"order.fee": "0.00"}


def test_a_version_that_differs_from_the_beginning_in_no_outcome_keeps_its_findings_in_order(world: World) -> None:
    world.rule("b", LIGHTER, LIGHT, head=BY_SIGNING)
    world.rule("a", LIGHTER, LIGHT, head=BY_SIGNING)
    assert [each.name for each in world.check("order: {kind: change, weight: 4}").findings] == ["a", "b"]


TWO_DATES = "dated_by: buyer.first_order_on"


@pytest.mark.xfail(strict=True, reason="_merged names every open date, also one that the rule does not depend on")
def test_only_the_date_that_decides_is_needed(world: World) -> None:
    world.rule("weight", LIGHTER, LIGHT, head=BY_SIGNING)
    world.rule("other", LIGHTER, LIGHT, head=TWO_DATES)
    case = "order: {kind: change, weight: 4}\nbuyer: {number: AB123}"
    needs = {each.name: list(each.needs) for each in world.check(case).findings}
    assert needs == {"weight": ["order.signed_on"], "other": ["buyer.first_order_on"]}


@pytest.mark.xfail(strict=True, reason="_merged compares outcomes only: a failure that one version lowers to a warning passes for a warning")
def test_a_failure_that_only_one_version_lowers_is_undecided(world: World) -> None:
    lowered = f"from: 2005-06-01\n{LIGHT}unless:\n  - {{cite: {CITE}, level: warning, when: [order.urgent]}}\n"
    world.rule("weight", lowered, LIGHT, head=BY_SIGNING)
    assert world.check("order: {kind: change, weight: 9, urgent: yes}").verdict == "unknown"


@pytest.mark.xfail(strict=True, reason="_standing is asked after _merged, of the source of the last version only")
def test_a_failure_under_a_source_that_stands_is_not_informational_because_another_version_has_lapsed(world: World) -> None:
    world.rule("weight", f"from: 2005-06-01\ncite: {FLEETING}\n{LIGHT}", LIGHT, head=BY_SIGNING)
    assert world.check(signed("2005-05-31", 9), as_of="2011-01-01").verdict == "fail"
    assert world.check("order: {kind: change, weight: 9}", as_of="2011-01-01").verdict != "pass"


@pytest.mark.xfail(strict=True, reason="a rule not in force is told of the subject's name, a rule in force of its elements: two findings for one")
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


# --- known -------------------------------------------------------------------------------------------------------------------


def test_a_rule_is_not_applicable_before_its_source_was_issued(world: World) -> None:
    world.rule("weight", f"from: beginning\ncite: {LATER}\n{LIGHT}")
    assert world.outcome("order: {weight: 9}", known_on="2006-04-05") == "not_applicable"
    assert world.outcome("order: {weight: 9}", known_on="2006-04-06") == "fail"


def test_a_later_source_replaces_an_earlier_version_from_the_day_it_is_known(world: World) -> None:
    moved = f"from: 2005-09-20\nreplaces: 2005-06-01\ncite: {LATER}\nrequire: [order.weight <= 3]\n"
    world.rule("weight", moved, LIGHTER, LIGHT, head=BY_SIGNING)
    assert world.outcome(signed("2005-07-01", 4), known_on="2006-04-05") == "fail"
    assert world.outcome(signed("2005-07-01", 4), known_on="2006-04-06") == "pass"
    assert world.outcome(signed("2005-09-20", 4), known_on="2006-04-06") == "fail"


def test_a_later_source_wins_over_a_version_from_the_same_day(world: World) -> None:
    world.rule("weight", f"from: 2005-06-01\ncite: {LATER}\n{LIGHT}", LIGHTER, LIGHT, head=BY_SIGNING)
    assert world.outcome(signed("2005-07-01", 4), known_on="2006-04-05") == "fail"
    assert world.outcome(signed("2005-07-01", 4), known_on="2006-04-06") == "pass"


def test_an_exception_is_not_known_before_its_source_was_issued(world: World) -> None:
    world.rule("weight", f"{LIGHT}unless:\n  - {{cite: {LATER}, when: [order.urgent]}}\n")
    assert world.outcome("order: {weight: 9, urgent: yes}", known_on="2006-04-05") == "fail"
    assert world.outcome("order: {weight: 9, urgent: yes}", known_on="2006-04-06") == "pass"


def test_a_value_can_be_read_as_it_was_known_on_an_earlier_day(world: World) -> None:
    versions = f"versions:\n  - {{from: 2005-06-01, is: 0.30, cite: {LATER}}}\n  - {{from: beginning, is: 0.50, cite: {CITE}}}"
    world.value("rate", f"type: number\ndated_by: order.signed_on\n{versions}")
    world.rule("r", "require: ['order.fee is round_half_up(order.total * as_known(rate, 2006-04-05), cents)']")
    world.rule("fee", "derive:\n  order.fee: round_half_up(order.total * rate, cents)\n", kind="calculation")
    assert world.outcome(signed("2005-05-31", 1, ", total: 10.00")) == "pass"
    assert world.outcome(signed("2005-06-01", 1, ", total: 10.00")) == "fail"
    assert world.outcome(signed("2005-06-01", 1, ", total: 10.00"), known_on="2006-04-05") == "pass"


def test_a_value_that_was_not_known_then_leaves_the_line_undecided(world: World) -> None:
    world.value("rate", f"type: number\nversions:\n  - {{from: beginning, is: 0.30, cite: {LATER}}}")
    world.rule("r", "require: ['order.paid is round_half_up(order.total * as_known(rate, 2006-04-05), cents)']")
    assert world.finding("order: {paid: 1.00, total: 2.00}").outcome == "unknown"


# --- standing ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("weight", "would_be"), [("9", "fail"), ("1", "pass")])
def test_a_finding_whose_source_was_rescinded_on_the_day_of_evaluation_is_informational(world: World, weight: str, would_be: str) -> None:
    world.rule("weight", f"cite: {FLEETING}\n{LIGHT}")
    case = f"order: {{weight: {weight}}}"
    before, after = world.finding(case, as_of="2009-12-31"), world.finding(case, as_of="2010-01-01")
    assert (before.outcome, before.would_be) == (would_be, None)
    assert (after.outcome, after.would_be) == ("informational", would_be)
    assert world.check(case, as_of="2010-01-01").verdict == "pass"


def test_a_source_stands_until_it_is_known_that_it_was_rescinded(world: World) -> None:
    world.rule("weight", f"cite: {FLEETING}\n{LIGHT}")
    assert world.outcome("order: {weight: 9}", as_of="2010-01-01", known_on="2006-04-05") == "fail"


def test_what_is_not_applicable_stays_so_under_a_source_that_stands_no_more(world: World) -> None:
    world.rule("weight", f"cite: {FLEETING}\napplies_when: [order.urgent]\n{LIGHT}")
    assert world.outcome("order: {urgent: no}", as_of="2010-01-01") == "not_applicable"


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


# --- values that a date of each element picks ----------------------------------------------------------------------------------


def test_a_value_dated_by_the_elements_is_that_of_each_elements_day(world: World) -> None:
    steps(world, "{from: 2005-06-01, is: 3.00", "{from: 2004-01-01, until: 2005-12-31, is: 2.00")
    world.rule("cost", "require: [piece.cost <= most]", asked_of="piece")
    assert costs(world, ["2005-05-31", "2005-06-01", "2003-01-01"]) == ["fail", "pass", "unknown"]


def test_a_value_dated_by_the_elements_has_an_end(world: World) -> None:
    steps(world, "{from: beginning, until: 2005-05-31, is: 3.00")
    world.rule("cost", "require: [piece.cost <= most]", asked_of="piece")
    assert costs(world, ["2005-05-31", "2005-06-01"]) == ["pass", "unknown"]


def steps(world: World, *versions: str) -> None:
    lines = "".join(f"  - {version}, cite: {CITE}}}\n" for version in versions)
    world.value("most", f"type: money\ndated_by: piece.sent_on\nversions:\n{lines}")


def costs(world: World, days: list[str]) -> list[str]:
    pieces = ", ".join(f"{{number: '{number}', cost: 2.50, sent_on: {day}}}" for number, day in enumerate(days))
    return [each.outcome for each in world.check(f"order: {{}}\npieces: [{pieces}]").findings]


def test_a_value_dated_by_the_elements_needs_the_day_of_the_element_unless_there_has_only_ever_been_one(world: World) -> None:
    case = "order: {}\npieces: [{number: A, cost: 1.00}]"
    steps(world, "{from: 2005-06-01, is: 3.00", "{from: beginning, is: 2.00")
    world.rule("cost", "require: [piece.cost <= most]", asked_of="piece")
    assert world.outcome(case) == "unknown: piece.sent_on"
    steps(world, "{from: 2005-06-01, is: 3.00")
    assert world.outcome(case) == "unknown: piece.sent_on"
    steps(world, "{from: beginning, is: 3.00")
    assert world.outcome(case) == "pass"


def test_a_value_dated_by_the_elements_can_be_summed(world: World) -> None:
    steps(world, "{from: 2005-06-01, is: 3.00", "{from: beginning, is: 2.00")
    world.rule("sum", "require: [all(piece.cost <= most for piece in pieces)]")
    assert costs(world, ["2005-06-01", "2005-07-01"]) == ["pass"]
    assert costs(world, ["2005-06-01", "2005-05-01"]) == ["fail"]


@pytest.mark.xfail(strict=True, raises=KeyError, reason="Steps.at looks for the list's own name; a line outside the list should be a fault at load")
def test_a_value_dated_by_the_elements_is_refused_where_no_element_is_bound(world: World) -> None:
    steps(world, "{from: beginning, is: 3.00")
    world.rule("total", "require: [order.total <= most]")
    with pytest.raises(Faults):
        world.check("order: {total: 1.00}\npieces: []")


@pytest.mark.xfail(strict=True, raises=KeyError, reason="Steps.at looks for the list's own name, not for the one that the line binds")
def test_a_value_dated_by_the_elements_goes_by_the_name_that_the_line_gives_them(world: World) -> None:
    steps(world, "{from: beginning, is: 3.00")
    world.rule("all", "require: [all(each.cost <= most for each in pieces)]")
    assert costs(world, ["2005-06-01"]) == ["pass"]


@pytest.mark.xfail(strict=True, raises=KeyError, reason="Calendar._make takes as_known of such a value for one that a date of the case picks")
def test_a_value_dated_by_the_elements_can_be_read_as_known(world: World) -> None:
    steps(world, "{from: beginning, is: 3.00")
    world.rule("cost", "require: ['piece.cost <= as_known(most, 2006-01-01)']", asked_of="piece")
    assert costs(world, ["2005-06-01"]) == ["pass"]


@pytest.mark.xfail(strict=True, reason="a rule is told for want of the date although it is given: only dates of the case pick versions of rules")
def test_a_rule_dated_by_the_elements_is_refused_or_goes_by_each_elements_day(world: World) -> None:
    world.rule("cost", "from: 2005-06-01\nrequire: [piece.cost <= 1.00]\n", asked_of="piece", head="dated_by: piece.sent_on")
    try:
        assert costs(world, ["2005-06-01"]) == ["fail"]
    except Faults:
        return


# --- rules that are not in force -------------------------------------------------------------------------------------------------


def test_a_requirement_without_a_version_in_force_is_not_applicable(world: World, outcomes: Callable[[Report], Any]) -> None:
    world.rule("weight", f"from: 2005-06-01\n{LIGHT}", head=BY_SIGNING)
    world.rule("cost", "from: 2005-06-01\nrequire: [piece.cost < 1.00]\n", asked_of="piece", head=BY_SIGNING)
    report = world.check("order: {kind: change, signed_on: 2005-05-31}\npieces: [{number: A}]")
    assert [(each.name, each.outcome) for each in report.findings] == [("cost", "not_applicable"), ("weight", "not_applicable")]


@pytest.mark.xfail(strict=True, reason="Evaluation tells of idle rules by asked_of, and of rules in force by the subject's label")
def test_a_rule_not_in_force_is_told_of_the_same_subject_as_one_in_force(world: World) -> None:
    world.rule("weight", f"from: 2005-06-01\n{LIGHT}", head=BY_SIGNING)
    assert world.finding(signed("2005-05-31", 1)).subject == world.finding(signed("2005-06-01", 1)).subject


@pytest.mark.xfail(strict=True, reason="Evaluation adds a finding for every idle rule, calculations included")
def test_a_calculation_has_no_finding_of_its_own_whether_in_force_or_not(world: World) -> None:
    world.rule("fee", "from: 2005-06-01\nderive:\n  order.fee: order.total\n", kind="calculation", head=BY_SIGNING)
    assert world.check(signed("2005-06-01", 1)).findings == []
    assert world.check(signed("2005-05-31", 1)).findings == []


def test_duties_and_statements_are_counted_and_not_decided(world: World) -> None:
    world.rule("duty", "", kind="duty")
    world.rule("word", "", kind="definition")
    world.rule("other", "", kind="duty")
    report = world.check("order: {}")
    assert (report.findings, report.counted) == ([], {"definition": 1, "duty": 2})
