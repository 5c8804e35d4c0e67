"""A line as a sentence, and what it read."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from clssa.language.explain import deciding, read
from clssa.language.expression import Block, Fact
from clssa.language.logic import NotBefore
from clssa.language.types import NONE, Type
from clssa.reports.words import said, shown, verdict_on
from small_words import MAY_ASK, SCOPE, condition, facts, value

MONEY = Type("money")
LABELS = {"loa.part_a": "Part A", "loa.part_b": "Part B", "loa.kind": "kind of document", "deposit_ratio": "deposit ratio"}


def label(name: str) -> str:
    return LABELS.get(name, name.rpartition(".")[2].replace("_", " "))


@pytest.mark.parametrize(
    ("found", "type_", "text"),
    [
        (None, None, "missing"),
        (NONE, MONEY, "none"),
        (Decimal("5100000.00"), MONEY, "$5,100,000.00"),
        (Decimal("-0.50"), None, "-$0.50"),
        (Fraction(1, 3), MONEY, "$0.33"),
        (Fraction(3, 10), Type("number"), "30%"),
        (Fraction(31, 1000), Type("number"), "3.10%"),
        (Fraction(5, 17), Type("number"), "5/17"),
        (datetime.date(2005, 9, 20), Type("date"), "20 September 2005"),
        (("S", "X"), Type("code", ("S", "X"), many=True), "S or X"),
        (("S", "X"), None, "S or X"),
        ((), None, "nothing"),
        (True, Type("flag"), "yes"),
        (12, Type("months"), "12 months"),
        (1, Type("months"), "1 month"),
        ("010", Type("code", ("010",)), "010"),
    ],
)
def test_a_value_is_shown_to_a_person(found: Any, type_: Type | None, text: str) -> None:
    assert shown(found, type_) == text


LINES = [
    "loa.kind is basic",
    "loa.kind is not basic",
    "loa.authorized",
    "line.source_code in {S, X}",
    "line.source_code not in {S, X}",
    "loa.terms_of_sale in cash_terms",
    "loa.part_a < 1000.00",
    "loa.part_a >= ceiling",
    "loa.accepted_on >= 2005-09-20",
    "loa.accepted_on < 2005-09-20",
    "loa.accepted_on is 2005-09-20",
    "loa.part_a is round_half_up(loa.total * deposit_ratio, cents)",
    "loa.part_a is round_half_up(loa.total * as_known(deposit_ratio, 2006-04-05), cents)",
    "abs(loa.part_a - loa.part_b) <= 1.00",
    "max(loa.part_a, loa.part_b) > 0.00",
    "min(loa.part_a, loa.part_b / 2) > 0.00",
    "stocked[line.source_code]",
    "count(each for each in lines) > 0",
    "count(each for each in lines if each.source_code is X) > 0",
    "sum(each.total_cost for each in lines if each.source_code is X) <= loa.total + 1.00",
    "any(each.source_code is X for each in lines)",
    "all(each.total_cost > 0 for each in lines if each.source_code is X)",
]


def test_every_form_of_line_is_said_as_a_sentence(golden: Callable[[str, str], None]) -> None:
    golden("sentences", "\n".join(f"{line}\n    {said(condition(line), label)}" for line in LINES))


def test_given_and_blocks_are_said_as_sentences(golden: Callable[[str, str], None]) -> None:
    asked = condition("given(loa.part_a)", MAY_ASK)
    blocks = [Block(kind, (asked, condition("loa.kind is basic"))) for kind in ("all_of", "any_of", "none_of")]
    golden("sentences-of-blocks", "\n".join(said(block, label) for block in blocks))


FAILING = [
    "loa.kind is basic",
    "loa.kind is not amendment",
    "line.source_code in {S, X}",
    "loa.part_a < 1000.00",
    "loa.part_a is round_half_up(loa.total * deposit_ratio, cents)",
    "abs(loa.part_a - round_half_up(loa.total * deposit_ratio, cents)) <= 1.00",
    "loa.accepted_on < 2005-09-20",
    "loa.part_a <= ceiling",
    "any(each.source_code is X for each in lines)",
    "loa.terms_of_sale in cash_terms",
    "loa.terms_of_sale not in ['MAP Merger']",
]


def test_a_failing_line_says_what_stands_there_and_what_must(golden: Callable[[str, str], None]) -> None:
    env = facts(
        loa__kind="amendment", loa__part_a="5000.00", loa__total="10000.00", loa__accepted_on="2005-10-01",
        line__source_code="P", loa__terms_of_sale=["Cash with Acceptance", "MAP Merger"], lines=[{"source_code": "S"}],
    )  # fmt: skip
    golden("failing-lines", "\n".join(f"{line}\n    {verdict_on(condition(line), env, label, 'must')}" for line in FAILING))


def test_a_list_that_is_missing_or_empty_is_said_as_such() -> None:
    node = condition("loa.terms_of_sale in cash_terms")
    assert "missing" in verdict_on(node, facts(), label, "must")
    assert ": none;" in verdict_on(node, facts(loa__terms_of_sale=[]), label, "must")


@pytest.mark.parametrize("line", ["loa.part_b / 2 > 0.00", "loa.part_b * 3 > 0.00"])
def test_a_whole_number_is_not_said_as_a_percentage(line: str) -> None:
    assert "%" not in said(condition(line), label)


def test_an_entry_of_a_table_is_said_with_its_key() -> None:
    assert "source code" in said(condition("stocked[line.source_code]"), label)


# --- what a line read --------------------------------------------------------------------------------------------------


def test_a_line_shows_the_facts_that_it_read_and_leaves_out_the_missing_ones() -> None:
    env = facts(loa__part_a="1.00", loa__balance_due="none", loa__accepted_on=NotBefore(datetime.date(2006, 1, 1)))
    block = Block(
        "all_of",
        tuple(condition(line) for line in ("loa.part_a <= loa.part_b", "loa.balance_due is none", "loa.accepted_on < today")),
    )
    assert read(block, env) == {"loa.part_a": "1.00", "loa.balance_due": None, "today": "2005-10-01"}


def test_a_line_over_a_list_shows_each_element_by_its_label() -> None:
    node = condition("sum(each.total_cost for each in lines if each.source_code is X) is 1.00", SCOPE)
    env = facts(lines=[{"source_code": "X", "total_cost": "1.00"}, {"source_code": "S", "total_cost": "9.00"}])
    assert read(node, env) == {
        "line 001: line.source_code": "X",
        "line 001: line.total_cost": "1.00",
        "line 002: line.source_code": "S",
    }
    assert read(node, facts()) == {}


def test_the_lines_that_decide_a_block_are_those_with_its_result() -> None:
    kind, flag, amount = (condition(line) for line in ("loa.kind is basic", "loa.authorized", "loa.part_a > 1.00"))
    env = facts(loa__kind="amendment", loa__authorized="yes")
    assert deciding(Block("all_of", (kind, flag, amount)), env, False) == [kind]
    assert deciding(Block("any_of", (kind, Block("all_of", (flag,)), amount)), env, True) == [flag]
    assert deciding(Block("none_of", (kind, flag)), env, False) == [flag]
    assert deciding(Block("none_of", (kind, amount)), env, None) == [amount]
    assert deciding(kind, env, False) == [kind]


def test_an_expression_is_decided_by_no_line() -> None:
    node = value("loa.part_a")
    assert isinstance(node, Fact)
    assert deciding(node, facts(), None) == []


def test_the_amount_without_its_sign_is_not_called_a_difference() -> None:
    assert "difference" not in said(condition("abs(loa.balance_due) <= 1.00"), label)
