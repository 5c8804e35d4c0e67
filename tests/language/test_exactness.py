"""Money is exact: never a float, rounded only where the line says so, half a cent away from zero."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from clssa.language.evaluate import compiled
from clssa.language.expression import Literal, walk
from clssa.language.types import NONE
from hypothesis import given
from hypothesis import strategies as st
from small_words import condition, facts, gives, holds, value

CENTS = st.integers(0, 10**12).map(lambda cents: Decimal(cents).scaleb(-2))


@pytest.mark.parametrize(
    ("total", "ratio", "cents"),
    [
        ("0.05", "30%", "0.02"),
        ("0.15", "30%", "0.05"),
        ("0.25", "30%", "0.08"),
        ("17000000.00", "5/17", "5000000.00"),
        ("0.01", "5/17", "0.00"),
    ],
)
def test_a_deposit_on_a_tie_is_rounded_up(total: str, ratio: str, cents: str) -> None:
    exact = Fraction(Decimal(ratio[:-1]) / 100) if ratio.endswith("%") else Fraction(ratio)
    env = facts({("deposit_ratio", None): exact}, loa__total=total)
    assert compiled(value("round_half_up(loa.total * deposit_ratio, cents)"))(env) == Decimal(cents)


def test_a_negative_tie_is_rounded_away_from_zero() -> None:
    assert gives("round_half_up(loa.balance_due * 0.30, cents)", loa__balance_due="-0.05") == Decimal("-0.02")


def test_five_seventeenths_stay_exact_until_they_are_rounded() -> None:
    assert holds("loa.total * 5/17 * 17 is loa.total * 5", loa__total="0.01") is True
    assert holds("loa.total * 5/17 < 0.00294117647", loa__total="0.01") is False
    assert holds("loa.total * 5/17 < 0.00294117648", loa__total="0.01") is True


def test_an_unrounded_amount_is_compared_exactly_with_a_rounded_one() -> None:
    assert holds("loa.part_a is loa.total / 3", loa__part_a="0.33", loa__total="1.00") is False
    assert holds("loa.part_a < loa.total / 3", loa__part_a="0.33", loa__total="1.00") is True


def test_a_line_of_decimals_is_not_read_as_binary_fractions() -> None:
    assert holds("loa.part_a + 0.20 is 0.30", loa__part_a="0.10") is True
    assert holds("deposit_ratio + 0.1 is 0.4") is True


def test_the_sum_of_thousands_of_cents_is_exact() -> None:
    lines = [{"total_cost": "0.01"}] * 9_999
    assert holds("sum(each.total_cost for each in lines) is 99.99", lines=lines) is True
    assert holds("sum(each.total_cost * 1/3 for each in lines) is 33.33", lines=lines) is True


def test_the_sum_of_the_largest_amounts_is_exact() -> None:
    lines = [{"total_cost": "999999999999999.99"}] * 1_000 + [{"total_cost": "0.01"}]
    assert holds("sum(each.total_cost for each in lines) is 999999999999999990.01", lines=lines) is True


def test_a_sum_leaves_out_what_is_none() -> None:
    node = condition("sum(each.total_cost for each in lines) is 1.00")
    env = facts(lines=[{"total_cost": "1.00"}, {}])
    env.lists["lines"][1]["total_cost"] = NONE
    assert compiled(node)(env) is True


@given(CENTS, CENTS, st.fractions(0, 1, max_denominator=100))
def test_part_a_and_part_b_are_always_the_total(total: Decimal, part_a: Decimal, ratio: Fraction) -> None:
    env = facts({("deposit_ratio", None): ratio}, loa__total=total, loa__part_a=part_a)
    a = compiled(value("round_half_up(loa.total * deposit_ratio, cents)"))(env)
    b = compiled(value("loa.total - round_half_up(loa.total * deposit_ratio, cents)"))(env)
    assert a + b == total
    assert abs(Fraction(a) - Fraction(total) * ratio) <= Fraction(1, 200)


@given(st.lists(CENTS, max_size=20))
def test_a_sum_does_not_depend_on_the_order_of_the_lines(amounts: list[Decimal]) -> None:
    node = value("sum(each.total_cost for each in lines)")
    there = compiled(node)(facts(lines=[{"total_cost": each} for each in amounts]))
    back = compiled(node)(facts(lines=[{"total_cost": each} for each in reversed(amounts)]))
    assert there == back == sum(amounts, Decimal(0))


EXPRESSIONS = [
    "loa.part_a + loa.part_b",
    "loa.part_a - loa.part_b - 0.01",
    "round_half_up(loa.total * deposit_ratio, cents)",
    "round_half_up(loa.total / 3, cents)",
    "max(loa.part_a, loa.part_b)",
    "abs(loa.part_a - loa.part_b)",
    "sum(each.total_cost for each in lines)",
]


@pytest.mark.parametrize("expression", EXPRESSIONS)
@given(part_a=CENTS, part_b=CENTS, total=CENTS)
def test_what_is_derived_is_a_decimal_of_whole_cents(expression: str, part_a: Decimal, part_b: Decimal, total: Decimal) -> None:
    found = gives(expression, loa__part_a=part_a, loa__part_b=part_b, loa__total=total, lines=[{"total_cost": total}])
    assert type(found) is Decimal
    assert found.as_tuple().exponent == -2


def literals(line: str) -> Iterator[Any]:
    yield from (each.value for each in walk(condition(line)) if isinstance(each, Literal))


@pytest.mark.parametrize(
    "line",
    [
        "loa.part_a is 0.1",
        "deposit_ratio is 0.1",
        "loa.part_a * 1.1 is 1.1",
        "loa.part_a / 3.0 is 0.1",
        "min(loa.part_a, 0.1) is 0.1",
    ],
)
def test_no_number_in_a_line_is_ever_a_float(line: str) -> None:
    assert not any(isinstance(each, float) for each in literals(line))
    assert any(isinstance(each, Decimal | Fraction) for each in literals(line))
