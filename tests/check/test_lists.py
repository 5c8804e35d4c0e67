"""Rules asked of the elements of a list, of a subject that is not there, and of a list that was not read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from clssa.check import Report
from small_programme import World

COST = "applies_when: [order.kind is new]\nrequire: [piece.cost <= 5.00]\n"


def test_each_element_gets_its_own_finding_in_the_order_of_the_case(world: World, outcomes: Callable[[Report], Any]) -> None:
    world.rule("cost", COST, asked_of="piece")
    report = world.check("order: {kind: new}\npieces: [{number: B, cost: 9.00}, {number: A, cost: 1.00}, {number: C}]")
    assert list(outcomes(report).items()) == [
        ("cost | piece B | error", "fail"),
        ("cost | piece A | error", "pass"),
        ("cost | piece C | error", "unknown: piece.cost"),
    ]


def test_elements_without_a_name_and_with_the_same_name_have_labels_of_their_own(world: World) -> None:
    world.rule("cost", COST, asked_of="piece")
    report = world.check("order: {kind: new}\npieces: [{}, {number: A}, {number: A}, {number: A}]")
    assert [each.subject for each in report.findings] == ["piece 1 of the list", "piece A", "piece A (2)", "piece A (3)"]


def test_a_missing_list_gives_one_unknown_finding_whose_needs_is_that_list(
    world: World, outcomes: Callable[[Report], Any]
) -> None:
    world.rule("cost", COST + "should: [piece.kind is part]\n", asked_of="piece")
    report = world.check("order: {kind: new}")
    assert outcomes(report) == {"cost | pieces | error": "unknown: pieces", "cost | pieces | warning": "unknown: pieces"}
    assert report.verdict == "unknown"


def test_a_missing_list_is_what_is_needed_even_where_it_is_not_known_whether_the_rule_applies(world: World) -> None:
    world.rule("cost", COST, asked_of="piece")
    assert world.outcome("order: {}") == "unknown: pieces"


def test_a_rule_that_does_not_apply_stays_not_applicable_though_its_list_is_missing(world: World) -> None:
    world.rule("cost", COST, asked_of="piece")
    assert world.outcome("order: {kind: change}") == "not_applicable"


def test_a_missing_list_is_needed_by_a_rule_that_asks_what_its_elements_give(world: World) -> None:
    world.rule("cost", "applies_when: [given(piece.kind)]\nrequire: [piece.cost <= 5.00]\n", asked_of="piece")
    assert world.outcome("order: {kind: new}") == "unknown: pieces"


def test_a_list_that_is_given_as_empty_is_complete(world: World) -> None:
    world.rule("cost", COST, asked_of="piece")
    world.rule("sum", "require: [sum(piece.cost for piece in pieces) is 0.00, count(piece for piece in pieces) is 0]")
    world.rule("all", "require: [all(piece.cost > 9.00 for piece in pieces)]")
    world.rule("any", "require: [any(piece.cost > 9.00 for piece in pieces)]")
    report = world.check("order: {kind: new}\npieces: []")
    assert [(each.name, each.outcome) for each in report.findings] == [("all", "pass"), ("any", "fail"), ("sum", "pass")]


def test_a_line_that_goes_over_a_missing_list_needs_that_list(world: World) -> None:
    world.rule("sum", "require: [sum(piece.cost for piece in pieces) is order.total]")
    assert world.outcome("order: {}") == "unknown: pieces, order.total"


def test_elements_that_a_condition_leaves_out_need_nothing(world: World) -> None:
    world.rule("sum", "require: [sum(piece.cost for piece in pieces if piece.kind is part) is 1.00]")
    pieces = "{number: A, kind: part, cost: 1.00}, {number: B, kind: tool}"
    assert world.outcome(f"order: {{}}\npieces: [{pieces}]") == "pass"
    assert world.outcome(f"order: {{}}\npieces: [{pieces}, {{number: C}}]") == "unknown: piece.kind, piece.cost"


def test_a_rule_on_a_subject_that_the_case_does_not_have_has_no_finding(world: World) -> None:
    world.rule("recall", "require: [recall.reason is fault]", asked_of="recall")
    world.rule("visit", "require: [visit.hours < 8]", asked_of="visit")
    world.rule("buyer", "require: [buyer.trusted]", asked_of="buyer")
    assert world.check("order: {kind: new}").findings == []
    assert world.outcome("recall: {reason: mistake}") == "fail"
    assert world.outcome("visits: [{on: 2005-01-01, hours: 9}]") == "fail"


def test_a_list_without_the_subject_that_it_belongs_to_is_not_missed(world: World) -> None:
    world.rule("cost", "require: [piece.cost <= 5.00]", asked_of="piece")
    assert world.check("buyer: {number: AB123}").findings == []


def test_nothing_asked_is_nothing_known(world: World) -> None:
    world.rule("recall", "require: [recall.reason is fault]", asked_of="recall")
    assert world.check("order: {kind: new}").verdict == "unknown"


def test_whether_a_subject_or_a_list_is_given_can_be_asked(world: World) -> None:
    world.rule("r", "applies_when: [given(recall), given(pieces)]\nrequire: [order.urgent]")
    assert world.outcome("order: {urgent: no}\nrecall: {reason: fault}\npieces: []") == "fail"
    assert world.outcome("order: {urgent: no}\nrecall: {reason: fault}") == "not_applicable"
    assert world.outcome("order: {urgent: no}\npieces: []") == "not_applicable"


def test_a_date_still_to_come_of_a_subject_does_not_make_the_subject(world: World) -> None:
    world.write("facts/receipt.yaml", (
        "subject: receipt\nlabel: receipt\nfacts:\n"
        "  on: {type: date, label: day, means: When., pending_when: order.kind is new}\n"
        "  good: {type: flag, label: good, means: Whether it is good.}\n"
    ))  # fmt: skip
    world.rule("receipt", "require: [receipt.good]", asked_of="receipt")
    assert world.check("order: {kind: new}").findings == []


def test_a_list_on_the_left_of_in_means_every_element(world: World) -> None:
    world.rule("r", 'require: ["order.marks in {fragile, heavy}"]')
    assert world.outcome("order: {marks: [heavy, fragile]}") == "pass"
    assert world.outcome("order: {marks: [heavy, liquid]}") == "fail"
    assert world.outcome("order: {marks: []}") == "fail"
    assert world.outcome("order: {}") == "unknown: order.marks"
