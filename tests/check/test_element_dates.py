"""Dated values that a date of each element of a list picks."""

from __future__ import annotations

import pytest
from clssa.language.fault import Faults
from small_programme import CITE, World


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


def test_a_value_dated_by_the_elements_is_refused_where_no_element_is_bound(world: World) -> None:
    steps(world, "{from: beginning, is: 3.00")
    world.rule("total", "require: [order.total <= most]")
    with pytest.raises(Faults, match='"most" depends on a date of each piece'):
        world.check("order: {total: 1.00}\npieces: []")


def test_a_value_dated_by_the_elements_goes_by_the_name_that_the_line_gives_them(world: World) -> None:
    steps(world, "{from: beginning, is: 3.00")
    world.rule("all", "require: [all(each.cost <= most for each in pieces)]")
    assert costs(world, ["2005-06-01"]) == ["pass"]


def test_a_value_dated_by_the_elements_can_be_read_as_known(world: World) -> None:
    steps(world, "{from: beginning, is: 3.00")
    world.rule("cost", "require: ['piece.cost <= as_known(most, 2006-01-01)']", asked_of="piece")
    assert costs(world, ["2005-06-01"]) == ["pass"]


def test_a_rule_dated_by_the_elements_is_refused(world: World) -> None:
    world.rule("cost", "from: 2005-06-01\nrequire: [piece.cost <= 1.00]\n", asked_of="piece", head="dated_by: piece.sent_on")
    with pytest.raises(Faults, match=r"piece\.sent_on is a date of each element of a list"):
        costs(world, ["2005-06-01"])
