"""Where the caret stands, and what a line must not be allowed to say."""

from __future__ import annotations

import pytest
from clssa.language.fault import Faults
from clssa.language.parse import parse_condition, parse_value
from clssa.language.types import NONE, Type
from clssa.language.yaml import Map, load
from small_words import ON_A_LINE, TERMS, condition, holds, value, written


@pytest.mark.parametrize(
    ("line", "column"),
    [("loa.kind is basik", 15), ('"loa.kind is basik"', 16), ("'loa.kind is basik'", 16), ("é.kind is basik and 1", 3)],
)
def test_the_caret_stands_under_the_word_also_within_quotes(line: str, column: int) -> None:
    with pytest.raises(Faults) as caught:
        condition(line)
    assert caught.value.faults[0].place.column == column


def test_a_fault_in_a_line_folded_over_several_is_shown_where_it_begins() -> None:
    tree = load(b"require: >-\n  loa.kind\n  is basik\n", "rule.yaml")
    assert isinstance(tree, Map)
    with pytest.raises(Faults) as caught:
        parse_condition(next(iter(tree.values())), ON_A_LINE)
    assert str(caught.value.faults[0].place) == "rule.yaml:1:10"


def test_the_caret_stands_under_the_word_also_after_a_doubled_quote() -> None:
    line = "'''basic'' is loa.kindd'"
    with pytest.raises(Faults) as caught:
        condition(line)
    assert caught.value.faults[0].place.column == line.index("loa.kindd") + 3


def test_a_list_of_which_one_element_is_in_the_other_is_not_outside_it() -> None:
    assert holds("loa.terms_of_sale not in cash_terms", loa__terms_of_sale=["Cash with Acceptance", "MAP Merger"]) is False


def test_trees_are_compiled_anew_when_too_many_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clssa.language.evaluate.MOST_KEPT", 2)
    assert [holds(f"loa.months is {months}", loa__months="3") for months in range(5)] == [False, False, False, True, False]


# --- what was found wrong ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("expression", ["0.005", "min(loa.part_a, 0.005)"])
def test_a_derived_amount_written_in_parts_of_a_cent_says_how_it_is_rounded(expression: str) -> None:
    with pytest.raises(Faults, match="not in whole cents"):
        value(expression)


@pytest.mark.parametrize("line", ["yes", "no", "any(yes for each in lines)", "count(each for each in lines if yes) is 0"])
def test_a_line_that_only_says_yes_is_refused(line: str) -> None:
    with pytest.raises(Faults, match="compares nothing"):
        condition(line)


@pytest.mark.parametrize("name", ["case", "loa"])
def test_an_element_cannot_take_a_name_that_is_in_use(name: str) -> None:
    with pytest.raises(Faults, match=f'"{name}" means something else here'):
        condition(f"any({name}.source_code is S for {name} in lines)")


def test_a_number_with_an_exponent_is_refused() -> None:
    with pytest.raises(Faults, match='"1e5" is compared with an amount of money'):
        condition("loa.part_a is 1e5")


@pytest.mark.parametrize(
    ("expression", "wanted", "said"),
    [
        ("loa.terms_of_sale", Type("code", TERMS), "gives a list of a code"),
        ("line.source_code", Type("code", ("basic", "amendment")), "may give P, S or X"),
        ("line.delivery_term_code", Type("code", ("4", "5", "010")), "may be none"),
        ("loa.part_a", Type("quantity"), "gives an amount of money"),
        ("loa.months", Type("months"), "may be none"),
    ],
    ids=["list for a single code", "other codes", "perhaps none", "money for a quantity", "perhaps none months"],
)
def test_an_expression_that_may_give_something_else_than_its_fact_is_refused(expression: str, wanted: Type, said: str) -> None:
    with pytest.raises(Faults, match=said):
        parse_value(written(expression), ON_A_LINE, wanted)


@pytest.mark.parametrize("line", ["loa.terms_of_sale in cash_terms", "\"'MAP Merger' in loa.terms_of_sale\""])
def test_none_in_place_of_a_list_is_in_no_list_and_holds_nothing(line: str) -> None:
    assert holds(line, loa__terms_of_sale=NONE) is False
