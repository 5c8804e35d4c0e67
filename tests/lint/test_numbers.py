"""Which numbers words say, as lint compares them with a dated value."""

from __future__ import annotations

from fractions import Fraction

import pytest
from clssa.lint.numbers import numbers_in


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("a fixed ratio of 30 percent", Fraction(3, 10)),
        ("3.1% surcharge applied", Fraction(31, 1000)),
        ("a deposit of 5/17 of the total", Fraction(5, 17)),
        ("a 24-month past history", Fraction(24)),
        ("a minimum of six months written notice", Fraction(6)),
        ("after two years", Fraction(24)),
        ("An annual review shall be held", Fraction(12)),
        ("shall be reviewed quarterly", Fraction(3)),
        ("up to $1,000,000", Fraction(1000000)),
    ],
)
def test_a_number_is_read_from_words_as_people_write_it(words: str, number: Fraction) -> None:
    assert number in numbers_in(words)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("a fixed ratio of 30 percent", Fraction(30)),
        ("as appropriate", Fraction(12)),
        ("someone gives notice", Fraction(1)),
        ("1/0", Fraction(1)),
    ],
)
def test_a_number_that_words_do_not_say_is_not_read_from_them(words: str, number: Fraction) -> None:
    assert number not in numbers_in(words)
