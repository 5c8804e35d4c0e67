"""Three values: true, false, undecided. The order of the parts never matters."""

from __future__ import annotations

import datetime
import itertools

import pytest
from clssa.language.evaluate import compiled
from clssa.language.expression import Compare, Fact
from clssa.language.logic import Environment, NotBefore, all_of, any_of, negated
from clssa.language.types import NONE, Type
from hypothesis import given
from hypothesis import strategies as st
from small_words import holds

T, F, U = True, False, None


# --- Kleene's tables ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rest", [[T], [U], [T, U], [U, U, T]])
def test_a_false_line_decides_an_all_of_whatever_is_missing(rest: list[bool | None]) -> None:
    for order in itertools.permutations([F, *rest]):
        assert all_of(order) is False


@pytest.mark.parametrize("rest", [[F], [U], [F, U], [U, U, F]])
def test_a_true_line_decides_an_any_of_whatever_is_missing(rest: list[bool | None]) -> None:
    for order in itertools.permutations([T, *rest]):
        assert any_of(order) is True


@pytest.mark.parametrize(
    ("left", "right", "both", "either"), [(T, T, T, T), (T, F, F, T), (F, F, F, F), (T, U, U, T), (F, U, F, U), (U, U, U, U)]
)
def test_two_lines_are_joined_by_kleenes_tables(
    left: bool | None, right: bool | None, both: bool | None, either: bool | None
) -> None:
    assert all_of([left, right]) is all_of([right, left]) is both
    assert any_of([left, right]) is any_of([right, left]) is either


def test_what_is_undecided_stays_undecided_when_negated() -> None:
    assert [negated(each) for each in (T, F, U)] == [F, T, U]


def test_no_lines_at_all_hold_together_and_none_of_them_holds() -> None:
    assert all_of([]) is True
    assert any_of([]) is False


# --- lists of which something is missing -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "lines", "result"),
    [
        ("any(e.source_code is X for e in lines)", [{}, {"source_code": "X"}], True),
        ("any(e.source_code is X for e in lines)", [{}, {"source_code": "S"}], None),
        ("all(e.source_code is X for e in lines)", [{}, {"source_code": "S"}], False),
        ("all(e.source_code is X for e in lines)", [{}, {"source_code": "X"}], None),
        ("any(e.source_code is X for e in lines if e.total_cost > 1.00)", [{"source_code": "X"}], None),
        ("any(e.source_code is X for e in lines if e.total_cost > 1.00)", [{"source_code": "S"}], False),
        ("all(e.source_code is X for e in lines if e.total_cost > 1.00)", [{"source_code": "X"}], True),
        ("all(e.source_code is X for e in lines if e.total_cost > 1.00)", [{"total_cost": "1.00"}], True),
        ("count(e for e in lines if e.source_code is X) is 1", [{}, {"source_code": "X"}], None),
        ("sum(e.total_cost for e in lines) is 1.00", [{}, {"total_cost": "1.00"}], None),
        ("sum(e.total_cost for e in lines if e.source_code is X) is 0.00", [{"source_code": "S"}], True),
        ("sum(e.total_cost for e in lines if e.source_code is X) is 0.00", [{"total_cost": "1.00"}], None),
    ],
)
def test_an_element_that_cannot_change_the_answer_may_be_incomplete(
    line: str, lines: list[dict[str, str]], result: bool | None
) -> None:
    assert holds(line, lines=lines) is result
    assert holds(line, lines=lines[::-1]) is result


# --- a date still to come ----------------------------------------------------------------------------------------------

DATE = Type("date")
FEBRUARY = NotBefore(datetime.date(2006, 2, 1))


@pytest.mark.parametrize(
    ("line", "result"),
    [
        ("loa.accepted_on >= 2006-02-01", True),
        ("loa.accepted_on >= 2006-02-02", None),
        ("loa.accepted_on > 2006-01-31", True),
        ("loa.accepted_on > 2006-02-01", None),
        ("loa.accepted_on < 2006-02-01", False),
        ("loa.accepted_on < 2006-02-02", None),
        ("loa.accepted_on <= 2006-01-31", False),
        ("loa.accepted_on <= 2006-02-01", None),
        ("loa.accepted_on is 2006-02-01", None),
    ],
)
def test_a_date_still_to_come_decides_only_what_every_possible_day_would(line: str, result: bool | None) -> None:
    assert holds(line, loa__accepted_on=FEBRUARY) is result


@given(st.sampled_from(["<", "<=", ">", ">="]), st.integers(-40, 40), st.integers(0, 80))
def test_the_day_that_comes_never_contradicts_what_was_decided_before_it(operator: str, offset: int, later: int) -> None:
    line = f"loa.accepted_on {operator} {FEBRUARY.day + datetime.timedelta(offset)}"
    before = holds(line, loa__accepted_on=FEBRUARY)
    assert before is None or before is holds(line, loa__accepted_on=FEBRUARY.day + datetime.timedelta(later))


@pytest.mark.parametrize("line", ["2006-02-01 <= loa.accepted_on", "loa.accepted_on is not 2006-01-31"])
def test_a_date_still_to_come_decides_also_from_the_right_and_for_is(line: str) -> None:
    assert holds(line, loa__accepted_on=FEBRUARY) is True


def test_a_date_still_to_come_is_compared_with_a_missing_one_as_missing() -> None:
    assert holds("loa.accepted_on >= loa.offered_on", loa__accepted_on=FEBRUARY) is None


@pytest.mark.parametrize(("operator", "holds_"), [("is", False), ("is not", True)])
def test_a_date_still_to_come_is_not_a_date_that_there_is_none_of(operator: str, holds_: bool) -> None:
    node = Compare(operator, Fact("loa", "accepted_on", "loa.accepted_on", DATE), Fact("case", "ended_on", "case.ended_on", DATE))
    assert compiled(node)(Environment({"loa": {"accepted_on": FEBRUARY}, "case": {"ended_on": NONE}})) is holds_
