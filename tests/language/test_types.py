"""Each kind of value: what is accepted, what is refused and in which words, and that what is written can be read again."""

from __future__ import annotations

import copy
import datetime
import pickle
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest
from clssa.language.types import NONE, Type, to_cents, write, write_number
from hypothesis import given
from hypothesis import strategies as st

CASE_ID = Type("identifier", pattern=r"[A-Z]{2}-[A-Z]-[A-Z]{3}", form="a case identifier such as BN-D-KAA")
DELIVERY = Type("code", ("4", "5", "010"))

ACCEPTED: list[tuple[Type, str, Any]] = [
    (Type("money"), "1250", Decimal("1250.00")),
    (Type("money"), "1250.5", Decimal("1250.50")),
    (Type("money"), "0.00", Decimal("0.00")),
    (Type("money"), "999999999999999.99", Decimal("999999999999999.99")),
    (Type("money", signed=True), "-0.01", Decimal("-0.01")),
    (Type("number"), "0.30", Fraction(3, 10)),
    (Type("number"), "5/17", Fraction(5, 17)),
    (Type("number"), "30%", Fraction(3, 10)),
    (Type("number"), "3.1%", Fraction(31, 1000)),
    (Type("number"), "-2", Fraction(-2)),
    (Type("date"), "2005-09-20", datetime.date(2005, 9, 20)),
    (Type("date"), "2004-02-29", datetime.date(2004, 2, 29)),
    (Type("code", ("N", "no", "NO")), "no", "no"),
    (DELIVERY, "010", "010"),
    (Type("flag"), "yes", True),
    (Type("flag"), "no", False),
    (Type("flag"), "true", True),
    (Type("flag"), "false", False),
    (Type("quantity"), "0", 0),
    (Type("quantity"), "007", 7),
    (Type("months"), "12", 12),
    (Type("text"), " any text: at all ", " any text: at all "),
    (Type("text"), "none", "none"),
    (CASE_ID, "BN-D-KAA", "BN-D-KAA"),
    (Type("money", optional=True), "none", NONE),
    (Type("text", optional=True), "none", NONE),
    (Type("code", ("none", "some")), "none", "none"),
]

REFUSED = [
    (Type("money"), "$1,250.00", '"$1,250.00" is not an amount in dollars such as 1250.00, without $ and commas; write 1250.00'),
    (Type("money"), "1,250", '"1,250" is not an amount in dollars such as 1250.00, without $ and commas; write 1250'),
    (Type("money"), "10.005", '"10.005" is not an amount in dollars such as 1250.00, without $ and commas'),
    (Type("money"), "1e3", '"1e3" is not an amount in dollars such as 1250.00, without $ and commas'),
    (Type("money"), "NaN", '"NaN" is not an amount in dollars such as 1250.00, without $ and commas'),
    (Type("money"), "", '"" is not an amount in dollars such as 1250.00, without $ and commas'),
    (Type("money"), "-1.00", '"-1.00" is negative, which this amount cannot be'),
    (Type("money"), "none", "none is not allowed here: it must be an amount in dollars such as 1250.00, without $ and commas"),
    (Type("number"), "30 percent", '"30 percent" is not a number such as 0.30, 2/3 or 12.5%'),
    (Type("number"), "1/0", '"1/0" is not a number such as 0.30, 2/3 or 12.5%'),
    (Type("date"), "20 September 2005", '"20 September 2005" is not a date written YYYY-MM-DD'),
    (Type("date"), "2005-9-20", '"2005-9-20" is not a date written YYYY-MM-DD'),
    (Type("date"), "2005-02-29", '"2005-02-29" is not a day of the calendar'),
    (Type("date"), "none", "none is not allowed here: it must be a date written YYYY-MM-DD"),
    (Type("code", ("basic", "amendment")), "Basic", '"Basic" is not one of basic or amendment; did you mean "basic"?'),
    (DELIVERY, "10", '"10" is not one of 4, 5 or 010; did you mean "010"?'),
    (DELIVERY, "Q", '"Q" is not one of 4, 5 or 010'),
    (DELIVERY, "none", "none is not allowed here: it must be 4, 5 or 010"),
    (Type("flag"), "Yes", '"Yes" is not yes or no'),
    (Type("quantity"), "1.0", '"1.0" is not a whole number, 0 or more'),
    (Type("quantity"), "-1", '"-1" is not a whole number, 0 or more'),
    (Type("months"), "a year", '"a year" is not a whole number of months, 9999 at most'),
    (CASE_ID, "KAA", '"KAA" is not a case identifier such as BN-D-KAA'),
    (CASE_ID, "BN-D-KAA\n", '"BN-D-KAA\n" is not a case identifier such as BN-D-KAA'),
]


@pytest.mark.parametrize(("type_", "text", "value"), ACCEPTED, ids=lambda each: getattr(each, "kind", repr(each)))
def test_text_becomes_the_exact_value_of_its_type(type_: Type, text: str, value: Any) -> None:
    found = type_.parse(text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(("type_", "text", "message"), REFUSED, ids=lambda each: getattr(each, "kind", repr(each)))
def test_what_is_not_of_the_type_is_refused_in_words(type_: Type, text: str, message: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        type_.parse(text)
    assert str(caught.value) == message


@pytest.mark.parametrize(("kind", "text"), [("money", "١٢.00"), ("number", "३"), ("quantity", "１２"), ("months", "１２")])
def test_digits_of_other_scripts_are_not_digits(kind: str, text: str) -> None:
    with pytest.raises(ValueError, match="is not"):
        Type(kind).parse(text)


def test_a_code_whose_codes_are_not_known_is_described_as_a_code() -> None:
    assert Type("code").describe() == "a code"


def test_one_can_calculate_with_single_numbers_only() -> None:
    assert Type("money").numeric
    assert not Type("date").numeric
    assert not Type("money", many=True).numeric
    assert not Type("money", keys=(Type("text"),)).numeric


# --- writing -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "type_", "text"),
    [
        (None, None, None),
        (NONE, Type("money", optional=True), None),
        (True, Type("flag"), "yes"),
        (False, Type("flag"), "no"),
        (Decimal("5100000"), Type("money"), "5100000.00"),
        (Fraction(1, 3), Type("money"), "0.33"),
        (Fraction(5, 17), Type("number"), "5/17"),
        (Fraction(3, 10), None, "0.30"),
        (datetime.date(2005, 9, 20), Type("date"), "2005-09-20"),
        (("S", "X"), Type("code", ("S", "X"), many=True), ["S", "X"]),
        (12, Type("quantity"), 12),
        ("010", Type("code", ("010",)), "010"),
    ],
)
def test_a_value_is_written_as_json_has_it(value: Any, type_: Type | None, text: Any) -> None:
    assert write(value, type_) == text
    assert type(write(value, type_)) is type(text)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("2", "2"),
        ("0.3", "0.30"),
        ("0.031", "0.031"),
        ("1/8", "0.125"),
        ("0.000001", "0.000001"),
        ("5/17", "5/17"),
        ("-1/3", "-1/3"),
    ],
)
def test_a_ratio_is_decimal_where_that_is_exact_and_else_a_fraction(number: str, text: str) -> None:
    assert write_number(Fraction(number)) == text


@given(st.decimals(min_value=-(10**15) + 1, max_value=10**15 - 1, places=2).filter(lambda amount: amount != 0))
def test_an_amount_that_is_written_can_be_read_again(amount: Decimal) -> None:
    assert Type("money", signed=True).parse(write(amount)) == amount


@given(
    st.fractions(max_denominator=999_999_999, min_value=-999_999_999, max_value=999_999_999).filter(
        lambda x: abs(x.numerator) < 10**9
    )
)
def test_a_ratio_that_is_written_can_be_read_again(ratio: Fraction) -> None:
    assert Type("number").parse(write(ratio)) == ratio


@given(st.dates())
def test_a_date_that_is_written_can_be_read_again(day: datetime.date) -> None:
    assert Type("date").parse(write(day)) == day


@given(st.integers(0, 10**12 - 1))
def test_a_quantity_that_is_written_can_be_read_again(quantity: int) -> None:
    assert Type("quantity").parse(str(write(quantity))) == quantity


@pytest.mark.parametrize("text", ["yes", "no"])
def test_a_flag_that_is_written_can_be_read_again(text: str) -> None:
    assert write(Type("flag").parse(text)) == text


def test_a_ratio_of_nine_decimals_can_be_read_again() -> None:
    ratio = Type("number").parse("0.123456789")
    assert Type("number").parse(write(ratio)) == ratio


def test_no_amount_is_written_as_minus_nothing() -> None:
    assert write(Type("money", signed=True).parse("-0.00")) == "0.00"


# --- rounding ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "cents"),
    [
        ("0.015", "0.02"), ("0.025", "0.03"), ("0.005", "0.01"), ("1.005", "1.01"), ("0.0149999999", "0.01"),
        ("-0.015", "-0.02"), ("-0.005", "-0.01"), ("-0.004", "0.00"), ("0.004", "0.00"), ("2.675", "2.68"), ("-2.675", "-2.68"),
    ],
)  # fmt: skip
def test_half_a_cent_is_rounded_away_from_zero(amount: str, cents: str) -> None:
    assert to_cents(Fraction(amount)) == Decimal(cents)
    assert str(to_cents(Fraction(amount))) == cents


amounts = st.fractions(min_value=-(10**20), max_value=10**20)


@given(amounts)
def test_rounding_moves_an_amount_by_half_a_cent_at_most(amount: Fraction) -> None:
    assert abs(Fraction(to_cents(amount)) - amount) <= Fraction(1, 200)


@given(amounts)
def test_rounding_is_the_same_on_both_sides_of_zero(amount: Fraction) -> None:
    assert to_cents(-amount) == -to_cents(amount)


@given(st.integers(-(10**20), 10**20))
def test_whole_cents_stay_what_they_are(cents: int) -> None:
    assert to_cents(Fraction(cents, 100)) == Decimal(cents).scaleb(-2)


@pytest.mark.parametrize(("amount", "precision"), [(10**28 + 1, 28), (1234567, 6)])
def test_rounding_does_not_depend_on_the_decimal_context(amount: int, precision: int) -> None:
    with localcontext(prec=precision):
        assert to_cents(amount) == amount


# --- none --------------------------------------------------------------------------------------------------------------


def test_none_is_one_value_also_after_copying_and_pickling() -> None:
    assert pickle.loads(pickle.dumps(NONE)) is NONE
    assert copy.deepcopy(NONE) is NONE
    assert repr(NONE) == "none"
