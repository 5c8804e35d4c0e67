"""Known from the day its source was issued, and standing no more from the day it was rescinded."""

from __future__ import annotations

import pytest
from clssa.language.fault import Faults
from small_programme import CITE, World

LATER = "{source: later, at: 1, quote: An order says what it says and no more.}"
FLEETING = "{source: fleeting, at: 1, quote: An order says what it says and no more.}"
BY_SIGNING = "dated_by: order.signed_on"
LIGHT = "require: [order.weight <= 5]\n"
LIGHTER = "from: 2005-06-01\nrequire: [order.weight <= 3]\n"


def signed(on: str, weight: int, more: str = "") -> str:
    return f"order: {{kind: change, signed_on: {on}, weight: {weight}{more}}}"


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


def test_two_versions_from_one_day_by_sources_of_one_day_are_a_mistake(world: World) -> None:
    world.rule("weight", f"from: 2005-06-01\ncite: {FLEETING}\n{LIGHT}", LIGHTER, head=BY_SIGNING)
    with pytest.raises(Faults, match="two versions start from 2005-06-01"):
        world.outcome(signed("2005-07-01", 4))


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
def test_a_finding_whose_source_was_rescinded_on_the_day_of_evaluation_is_informational(
    world: World, weight: str, would_be: str
) -> None:
    world.rule("weight", f"cite: {FLEETING}\n{LIGHT}")
    case = f"order: {{weight: {weight}}}"
    before, after = world.finding(case, as_of="2009-12-31"), world.finding(case, as_of="2010-01-01")
    assert (before.outcome, before.would_be) == (would_be, None)
    assert (after.outcome, after.would_be) == ("informational", would_be)
    assert world.check(case, as_of="2010-01-01").verdict == "pass"


def test_a_source_stands_until_it_is_known_that_it_was_rescinded(world: World) -> None:
    world.rule("weight", f"cite: {FLEETING}\n{LIGHT}")
    assert world.outcome("order: {weight: 9}", as_of="2010-01-01", known_on="2006-04-05") == "fail"
    assert world.outcome("order: {weight: 9}", as_of="2010-01-01", known_on="2006-04-06") == "informational"


def test_what_is_not_applicable_stays_so_under_a_source_that_stands_no_more(world: World) -> None:
    world.rule("weight", f"cite: {FLEETING}\napplies_when: [order.urgent]\n{LIGHT}")
    assert world.outcome("order: {urgent: no}", as_of="2010-01-01") == "not_applicable"
