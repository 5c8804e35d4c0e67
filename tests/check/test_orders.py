"""Elements that join another one, that come one after the other, and dates that are some months apart."""

from __future__ import annotations

import itertools

import pytest
from clssa.check import Report
from clssa.language.fault import Faults
from small_programme import World

DEPOT = """
subject: depot
label: depot {name}
list: depots
named_by: name
facts:
  name: {type: text, label: name, means: Its name.}
  stock: {type: quantity, label: stock, means: What is there before the first trip.}
  opened_on: {type: date, label: day of opening, means: When it was opened.}
  delay: {type: months, label: delay, means: How long it needs.}
  ready_on: {type: date, derived: yes, label: day of readiness, means: When it is ready.}
"""
TRIP = """
subject: trip
label: trip {number}
list: trips
named_by: number
joins: {depot: to}
ordered_by: [left_on, number]
facts:
  number: {type: text, label: number, means: Its number.}
  to: {type: text, label: destination, means: The depot it goes to.}
  left_on: {type: date, label: day of departure, means: When it left.}
  load: {type: quantity, label: load, means: What it takes.}
  lost: {type: flag, label: loss, means: Whether it was lost.}
  taken: {type: quantity, derived: yes, label: quantity taken, means: What it took.}
"""
TAKEN = """
derive:
  trip.taken: min(trip.load, depot.stock - sum(other.taken for other in before(trip) if other.to is trip.to))
"""


@pytest.fixture
def trips(world: World) -> World:
    """Trips that each take what those before them left in the depot."""
    world.write("facts/depot.yaml", DEPOT)
    world.write("facts/trip.yaml", TRIP)
    world.rule("taken", TAKEN, kind="calculation", asked_of="trip")
    return world


def taken(report: Report) -> dict[str, object]:
    return {label: facts["trip.taken"] for label, facts in report.derived.items() if label.startswith("trip") and facts}


def trip(number: int, day: str, load: int = 6, to: str = "North") -> str:
    return f"{{number: '{number}', to: {to}, left_on: {day}, load: {load}}}"


def test_an_element_reads_the_facts_of_the_one_that_it_joins(trips: World) -> None:
    trips.rule("open", "require: [depot.opened_on <= trip.left_on]", asked_of="trip")
    depots = "depots: [{name: South, opened_on: 2001-01-01}, {name: North, opened_on: 2005-05-05}]\n"
    report = trips.check(f"{depots}trips: [{trip(1, '2005-05-04')}, {trip(2, '2005-05-05')}]")
    assert [each.outcome for each in report.findings] == ["fail", "pass"]


@pytest.mark.parametrize("depots", ["", "depots: []\n", "depots: [{name: South, stock: 10}]\n"])
def test_where_the_case_does_not_have_what_an_element_joins_its_list_is_what_is_missing(trips: World, depots: str) -> None:
    trips.rule("open", "require: [depot.opened_on <= trip.left_on]", asked_of="trip")
    assert trips.outcome(f"{depots}trips: [{trip(1, '2005-05-04')}]") == "unknown: depots"


def test_two_elements_of_one_name_cannot_be_joined(trips: World) -> None:
    with pytest.raises(Faults, match="this depot stands twice"):
        trips.check("depots: [{name: North, stock: 1}, {name: North, stock: 2}]")


def test_each_takes_what_those_before_it_left_whatever_their_place_in_the_file(trips: World) -> None:
    three = [trip(1, "2005-01-03"), trip(2, "2005-01-01"), trip(3, "2005-01-02")]
    for written in itertools.permutations(three):
        report = trips.check(f"depots: [{{name: North, stock: 10}}]\ntrips: [{', '.join(written)}]")
        assert taken(report) == {"trip 2": 6, "trip 3": 4, "trip 1": 0}


def test_on_the_same_day_the_next_fact_decides_and_then_the_place_in_the_file(trips: World) -> None:
    case = "depots: [{name: North, stock: 10}]\ntrips: [" + ", ".join([trip(2, "2005-01-01", 8), trip(1, "2005-01-01")]) + "]"
    assert taken(trips.check(case)) == {"trip 1": 6, "trip 2": 4}
    same = "depots: [{name: North, stock: 10}]\ntrips: [" + ", ".join([trip(1, "2005-01-01", 8), trip(1, "2005-01-01")]) + "]"
    assert taken(trips.check(same)) == {"trip 1": 8, "trip 1 (2)": 2}


def test_an_element_without_its_place_in_the_order_leaves_the_others_open(trips: World) -> None:
    trips.rule("something", "require: [trip.taken > 0]", asked_of="trip")
    undated = "{number: '9', to: North, load: 1}"
    report = trips.check(f"depots: [{{name: North, stock: 10}}]\ntrips: [{undated}, {trip(1, '2005-01-01')}]")
    assert [(each.subject, each.outcome, list(each.needs)) for each in report.findings] == [
        ("trip 1", "unknown", ["trip.left_on"]),
        ("trip 9", "unknown", ["trip.left_on"]),
    ]


def test_an_element_without_its_place_does_not_matter_where_the_condition_leaves_it_out(trips: World) -> None:
    undated = "{number: '9', to: South, load: 1}"
    report = trips.check(f"depots: [{{name: North, stock: 10}}]\ntrips: [{undated}, {trip(1, '2005-01-01')}]")
    assert taken(report) == {"trip 1": 6}


def test_before_needs_an_element_of_a_list_that_has_an_order(trips: World) -> None:
    trips.rule("wrong", "require: [count(other for other in before(order)) <= 1]", asked_of="order")
    with pytest.raises(Faults, match='"order" has no order'):
        trips.check("order: {kind: new}")


def test_a_rule_derives_nothing_of_what_it_joins(trips: World) -> None:
    trips.rule("wrong", "derive: {depot.ready_on: trip.left_on}", kind="calculation", asked_of="trip")
    with pytest.raises(Faults, match=r'"depot.ready_on" cannot be derived here'):
        trips.check("order: {kind: new}")


@pytest.mark.parametrize(
    ("opened", "delay", "ready"),
    [
        ("2005-01-31", 1, "2005-02-28"),
        ("2004-01-31", 1, "2004-02-29"),
        ("2004-08-31", 6, "2005-02-28"),
        ("2005-12-15", 0, "2005-12-15"),
        ("2005-11-30", 14, "2007-01-30"),
        ("9999-06-01", 12, "9999-12-31"),
    ],
)
def test_months_are_counted_by_the_calendar_and_cut_back_to_the_end_of_a_shorter_month(
    trips: World, opened: str, delay: int, ready: str
) -> None:
    trips.rule("ready", "derive: {depot.ready_on: depot.opened_on + depot.delay}", kind="calculation", asked_of="depot")
    report = trips.check(f"depots: [{{name: North, opened_on: {opened}, delay: {delay}}}]")
    assert report.derived == {"depot North": {"depot.ready_on": ready}}


def test_months_are_taken_off_a_date_too(trips: World) -> None:
    trips.rule("late", "require: [depot.opened_on >= today - depot.delay]", asked_of="depot")
    case = "depots: [{name: North, opened_on: 2006-12-01, delay: 1}, {name: South, opened_on: 2006-11-30, delay: 1}]"
    assert [each.outcome for each in trips.check(case, as_of="2007-01-01").findings] == ["pass", "fail"]


def test_the_latest_of_several_dates_is_found_and_one_that_is_missing_leaves_it_open(trips: World) -> None:
    line = "latest(depot.opened_on for depot in depots if depot.delay > 0) <= 2005-12-31"
    trips.rule("latest", f"require: ['{line}']", asked_of="order")
    case = "order: {kind: new}\ndepots: [{name: A, opened_on: 2005-12-31, delay: 1}, {name: B, opened_on: %s, delay: %s}]"
    assert trips.outcome(case % ("2006-01-01", 1)) == "fail"
    assert trips.outcome(case % ("2006-01-01", 0)) == "pass"
    assert trips.outcome(case.replace("opened_on: %s, ", "") % 1) == "unknown: depot.opened_on"
    assert trips.outcome("order: {kind: new}\ndepots: []") == "unknown"


def test_latest_compares_dates_only(trips: World) -> None:
    trips.rule("latest", "require: [latest(depot.delay for depot in depots) <= 5]", asked_of="order")
    with pytest.raises(Faults, match="latest compares dates, and this is a number of months"):
        trips.check("order: {kind: new}")
