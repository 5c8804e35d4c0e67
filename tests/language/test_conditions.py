"""What a condition line may say, and what it then means."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from clssa.language.evaluate import compiled
from clssa.language.expression import Block, Fact, Line, facts_read, values_read, walk
from clssa.language.logic import NotBefore, Steps
from clssa.language.parse import parse_value
from clssa.language.types import NONE, Type
from small_words import IN_FORCE, MAY_ASK, ON_A_LINE, TERMS, condition, facts, gives, holds, value, written

DAY = datetime.date(2005, 9, 20)

TRUE = [
    ("loa.kind is basic", {"loa__kind": "basic"}),
    ("loa.kind is not basic", {"loa__kind": "amendment"}),
    ("loa.authorized", {"loa__authorized": "yes"}),
    ("loa.authorized is no", {"loa__authorized": "no"}),
    ("line.source_code in {S, X}", {"line__source_code": "X"}),
    ("line.source_code in [S, X]", {"line__source_code": "S"}),
    ("line.source_code not in {S, X}", {"line__source_code": "P"}),
    ("S is line.source_code", {"line__source_code": "S"}),
    ("line.delivery_term_code is '010'", {"line__delivery_term_code": "010"}),
    ("line.delivery_term_code in {4, 5}", {"line__delivery_term_code": "4"}),
    ("line.delivery_term_code is none", {"line__delivery_term_code": "none"}),
    ("line.number is '001'", {"line__number": "001"}),
    ("case.id is 'BN-D-KAA'", {"case__id": "BN-D-KAA"}),
    ("loa.part_a <= 1.00", {"loa__part_a": "1.00"}),
    ("loa.part_a < ceiling", {"loa__part_a": "999.99"}),
    ("loa.balance_due is -1.50", {"loa__balance_due": "-1.50"}),
    ("loa.part_a is 5/2", {"loa__part_a": "2.50"}),
    ("loa.tracked_changes > 0", {"loa__tracked_changes": "1"}),
    ("loa.months >= 12", {"loa__months": "12"}),
    ("deposit_ratio is 0.30", {}),
    ("deposit_ratio is 3/10", {}),
    ("as_known(deposit_ratio, 2006-04-05) is 5/17", {}),
    ("loa.accepted_on >= 2005-09-20", {"loa__accepted_on": "2005-09-20"}),
    ("loa.accepted_on < 2005-09-20", {"loa__accepted_on": "2005-09-19"}),
    ("loa.accepted_on is '2005-09-20'", {"loa__accepted_on": "2005-09-20"}),
    ("loa.offered_on <= loa.accepted_on", {"loa__offered_on": "2005-09-20", "loa__accepted_on": "2005-09-20"}),
    ("loa.accepted_on <= today", {"loa__accepted_on": "2005-10-01"}),
    ("loa.terms_of_sale in cash_terms", {"loa__terms_of_sale": ["Cash with Acceptance", "Dependable Undertaking"]}),
    ("loa.terms_of_sale not in cash_terms", {"loa__terms_of_sale": ["MAP Merger"]}),
    ("\"'MAP Merger' in loa.terms_of_sale\"", {"loa__terms_of_sale": ["MAP Merger"]}),
    ("stocked[line.source_code]", {"line__source_code": "S"}),
    ("stocked[S]", {}),
    ("stocked[line.source_code] is no", {"line__source_code": "X"}),
    ("any(each.source_code is X for each in lines)", {"lines": [{"source_code": "S"}, {"source_code": "X"}]}),
    ("any(stocked[each.source_code] for each in lines)", {"lines": [{"source_code": "S"}]}),
    ("all(each.source_code is X for each in lines)", {"lines": []}),
    ("all(each.total_cost > 0 for each in lines if each.source_code is X)", {"lines": [{"source_code": "S", "total_cost": "0"}]}),
    ("count(each for each in lines if each.source_code is X) is 1", {"lines": [{"source_code": "S"}, {"source_code": "X"}]}),
    ("sum(each.total_cost for each in lines) is 3.00", {"lines": [{"total_cost": "1.00"}, {"total_cost": "2.00"}]}),
    ("sum(each.quantity for each in lines) is 0", {"lines": []}),
    ("sum(each.total_cost * deposit_ratio for each in lines) is 0.003", {"lines": [{"total_cost": "0.01"}]}),
    ("abs(loa.part_a - loa.part_b) <= 1.00", {"loa__part_a": "1.00", "loa__part_b": "2.00"}),
    ("max(loa.part_a, 5.00) is 5.00", {"loa__part_a": "1.00"}),
    ("min(loa.part_a, loa.total * deposit_ratio) is 0.003", {"loa__part_a": "1.00", "loa__total": "0.01"}),
    ("loa.months + 1 is 13", {"loa__months": "12"}),
    ("loa.part_a / 3 < 0.34", {"loa__part_a": "1.00"}),
    ("loa.part_a + 0.005 > 1.00", {"loa__part_a": "1.00"}),
    ("loa.part_a <= 0.005", {"loa__part_a": "0.00"}),
    ("min(loa.part_a, 0.005) is 0.005", {"loa__part_a": "1.00"}),
    ("loa.part_a * 1 < 999999999999999.99", {"loa__part_a": "999999999999999.98"}),
]


@pytest.mark.parametrize(("line", "given"), TRUE, ids=[line for line, _ in TRUE])
def test_the_line_holds_for_these_facts_and_without_them_it_is_undecided(line: str, given: dict[str, Any]) -> None:
    assert holds(line, **given) is True
    assert holds(line) is (None if facts_read(condition(line)) - {"today"} else True)


@pytest.mark.parametrize(
    ("line", "given"),
    [
        ("loa.kind is basic", {"loa__kind": "amendment"}),
        ("loa.authorized", {"loa__authorized": "no"}),
        ("line.source_code in {S, X}", {"line__source_code": "P"}),
        ("line.delivery_term_code is none", {"line__delivery_term_code": "4"}),
        ("loa.part_a < ceiling", {"loa__part_a": "1000.00"}),
        ("loa.accepted_on < 2005-09-20", {"loa__accepted_on": "2005-09-20"}),
        ("loa.terms_of_sale in cash_terms", {"loa__terms_of_sale": ["Cash with Acceptance", "MAP Merger"]}),
        ("any(each.source_code is X for each in lines)", {"lines": []}),
        ("all(each.source_code is X for each in lines)", {"lines": [{"source_code": "S"}]}),
        ("abs(loa.part_a - loa.part_b) <= 1.00", {"loa__part_a": "1.00", "loa__part_b": "2.01"}),
    ],
)
def test_the_line_does_not_hold_for_these_facts(line: str, given: dict[str, Any]) -> None:
    assert holds(line, **given) is False


def test_an_empty_list_is_in_no_list() -> None:
    assert holds("loa.terms_of_sale in cash_terms", loa__terms_of_sale=[]) is False


def test_a_date_in_a_line_is_a_date_and_not_a_subtraction() -> None:
    assert gives("max(loa.part_a, loa.part_b)", loa__part_a="1.00", loa__part_b="2.00") == Decimal("2.00")
    assert holds("loa.accepted_on is 2006-10-12", loa__accepted_on="2006-10-12") is True


def test_a_line_keeps_the_words_that_were_written() -> None:
    assert condition("loa.kind  is basic").text == "loa.kind  is basic"


def test_a_line_over_a_list_of_another_name_reads_the_facts_of_its_subject() -> None:
    tree = condition("any(each.source_code is X for each in lines)")
    assert facts_read(tree) == {"lines", "line.source_code"}


def test_a_tree_says_which_facts_and_values_it_reads() -> None:
    tree = condition("loa.part_a <= round_half_up(loa.total * as_known(deposit_ratio, 2006-04-05), cents)")
    assert facts_read(tree) == {"loa.part_a", "loa.total"}
    assert [(each.name, each.as_known) for each in values_read(tree)] == [("deposit_ratio", datetime.date(2006, 4, 5))]
    assert next(walk(tree)) is tree
    assert values_read(condition("stocked[line.source_code]"))[0].keys


# --- none --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["loa.months < 12", "loa.months <= 12", "loa.months > 12", "loa.months >= 12"])
def test_none_is_neither_less_nor_more_than_anything(line: str) -> None:
    assert holds(line, loa__months="none") is False


@pytest.mark.parametrize(
    "line", ["loa.offered_on < 2005-09-20", "2005-09-20 < loa.offered_on", "loa.accepted_on > loa.offered_on"]
)
def test_a_date_that_is_none_is_neither_before_nor_after_another(line: str) -> None:
    assert holds(line, loa__offered_on=NONE, loa__accepted_on=DAY) is False


def test_none_is_in_no_list_and_is_no_other_value() -> None:
    assert holds("line.delivery_term_code in {4, 5}", line__delivery_term_code="none") is False
    assert holds("line.delivery_term_code not in {4, 5}", line__delivery_term_code="none") is True
    assert holds("line.delivery_term_code is 4", line__delivery_term_code="none") is False
    assert holds("line.delivery_term_code is not 4", line__delivery_term_code="none") is True


@pytest.mark.parametrize(
    "expression", ["loa.balance_due + 1.00", "max(loa.balance_due, 1.00)", "round_half_up(loa.balance_due, cents)"]
)
def test_what_is_calculated_with_none_is_none(expression: str) -> None:
    assert gives(expression, loa__balance_due="none") is NONE


def test_an_unrounded_amount_is_never_equal_to_none() -> None:
    assert holds("loa.balance_due is loa.total * deposit_ratio", loa__balance_due="none", loa__total="1.00") is False


# --- given -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "given", "answer"),
    [
        ("loa.part_a", {}, False),
        ("loa.part_a", {"loa__part_a": "0.00"}, True),
        ("loa.balance_due", {"loa__balance_due": "none"}, True),
        ("loa.accepted_on", {"loa__accepted_on": NotBefore(DAY)}, False),
        ("loa", {}, False),
        ("loa", {"loa__part_a": "0.00"}, True),
        ("lines", {}, False),
        ("lines", {"lines": []}, True),
    ],
)
def test_given_asks_whether_the_case_says_anything(asked: str, given: dict[str, Any], answer: bool) -> None:
    assert compiled(condition(f"given({asked})", MAY_ASK))(facts(**given)) is answer


# --- dated values ------------------------------------------------------------------------------------------------------


def test_a_value_that_is_not_in_force_leaves_the_line_undecided() -> None:
    env = facts({})
    assert compiled(condition("deposit_ratio is 0.30"))(env) is None


STEPS = Steps("delivered_on", "line.delivered_on", ((DAY, Fraction(1)), (datetime.date(2006, 1, 1), Fraction(2))))


@pytest.mark.parametrize(
    ("day", "ratio"),
    [
        (datetime.date(2005, 9, 19), None),
        (DAY, 1),
        (datetime.date(2005, 12, 31), 1),
        (datetime.date(2006, 1, 1), 2),
        (None, None),
    ],
)
def test_a_value_dated_by_an_element_is_the_one_in_force_on_its_date(day: datetime.date | None, ratio: int | None) -> None:
    env = facts({**IN_FORCE, ("delivery_rate", None): STEPS}, line__delivered_on=day)
    assert compiled(value("delivery_rate", "number"))(env) == ratio


def test_a_date_still_to_come_picks_no_value() -> None:
    env = facts({("delivery_rate", None): STEPS}, line__delivered_on=NotBefore(DAY))
    assert compiled(value("delivery_rate", "number"))(env) is None


# --- expressions and let -----------------------------------------------------------------------------------------------


def test_a_name_given_by_let_stands_for_its_tree() -> None:
    half = parse_value(written("loa.total / 2"), ON_A_LINE, Type("money", exact=True))
    scope = type(ON_A_LINE)(ON_A_LINE.facts, ON_A_LINE.values, ON_A_LINE.lists, ON_A_LINE.bound, {"half": half})
    assert compiled(condition("loa.part_a is half", scope))(facts(loa__part_a="0.50", loa__total="1.00")) is True


@pytest.mark.parametrize(
    ("expression", "kind", "result"),
    [
        ("round_half_up(loa.total * deposit_ratio, cents)", "money", Decimal("0.30")),
        ("round_half_up(1.005, cents)", "money", Decimal("1.01")),
        ("12.50", "money", Decimal("12.50")),
        ("abs(5)", "number", Fraction(5)),
        ("yes", "flag", True),
        ("loa.accepted_on", "date", DAY),
        ("loa.months + 1", "months", 13),
    ],
)
def test_an_expression_gives_a_value_of_the_wanted_type(expression: str, kind: str, result: Any) -> None:
    found = gives(expression, kind, loa__total="1.00", loa__accepted_on=DAY, loa__months=12)
    assert found == result
    assert type(found) is type(result)


def test_an_expression_for_an_optional_fact_may_be_none() -> None:
    node = parse_value(written("none"), ON_A_LINE, Type("code", ("S",), optional=True))
    assert compiled(node)(facts()) is NONE


def test_a_list_literal_is_given_as_its_words() -> None:
    node = parse_value(written("\"['Cash with Acceptance']\""), ON_A_LINE, Type("code", TERMS, many=True))
    assert compiled(node)(facts()) == ("Cash with Acceptance",)


def test_a_block_is_a_tree_of_its_own() -> None:
    parts = (condition("loa.kind is basic"), condition("loa.authorized"))
    assert [type(each) for each in walk(Block("all_of", parts))][:2] == [Block, Line]
    assert facts_read(Block("any_of", parts)) == {"loa.kind", "loa.authorized"}
    assert any(isinstance(each, Fact) for each in walk(Block("none_of", parts)))
