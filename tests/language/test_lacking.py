"""What an undecided line lacks: the missing facts of the undecided branches, and nothing else."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import Any

from clssa.language.evaluate import compiled
from clssa.language.explain import LABEL, missing
from clssa.language.expression import Block
from clssa.language.logic import Steps
from small_words import IN_FORCE, condition, facts


def lacks(name: str, subject: dict[str, Any]) -> list[str]:
    """Names a missing fact, and checks on the way that it is missing."""
    assert subject.get(name.partition(".")[2]) is None, f"{name} is not missing"
    return [name]


def lacking(line: str, **given: Any) -> list[str]:
    return missing(condition(line), facts(**given), lacks)


def test_only_the_branches_that_are_undecided_lack_something() -> None:
    block = Block(
        "any_of", (condition("loa.kind is basic"), Block("all_of", (condition("loa.authorized"), condition("loa.part_a > 1.00"))))
    )
    assert missing(block, facts(loa__authorized="no"), lacks) == ["loa.kind"]
    assert missing(block, facts(), lacks) == ["loa.kind", "loa.authorized", "loa.part_a"]


def test_a_list_that_is_not_there_is_itself_what_is_lacking() -> None:
    assert lacking("any(e.source_code is X for e in lines)") == ["lines"]


def test_an_element_left_out_by_its_condition_lacks_nothing() -> None:
    node = condition("all(e.total_cost > 1.00 for e in lines if e.source_code is X)")
    env = facts(lines=[{"source_code": "S"}, {"source_code": "X"}, {"total_cost": "1.00"}])
    names = missing(node, env, lambda name, subject: [f"{subject[LABEL]}: {name}"])
    assert names == ["line 002: line.total_cost", "line 003: line.source_code"]


def test_what_a_derived_fact_lacks_is_asked_for_in_its_place() -> None:
    names = missing(condition("loa.part_a is 1.00"), facts(), lambda name, subject: ["loa.total", "deposit_ratio"])
    assert names == ["loa.total", "deposit_ratio"]


STEPS = Steps("delivered_on", "line.delivered_on", ((datetime.date(2005, 9, 20), Fraction(1)),))


def test_a_value_dated_by_an_element_lacks_the_date_of_that_element() -> None:
    env = facts({("delivery_rate", None): STEPS})
    assert missing(condition("delivery_rate is 1"), env, lacks) == ["line.delivered_on"]


def test_a_value_that_was_not_in_force_on_the_date_of_an_element_does_not_lack_that_date() -> None:
    env = facts({("delivery_rate", None): STEPS}, line__delivered_on="2005-09-19")
    assert "line.delivered_on" not in missing(condition("delivery_rate is 1"), env, lambda name, subject: [name])


def test_a_table_that_has_no_entry_for_a_code_leaves_no_line_undecided_without_a_need() -> None:
    env = facts({**IN_FORCE, ("stocked", None): {"S": True}}, line__source_code="X")
    node = condition("stocked[line.source_code]")
    assert compiled(node)(env) is not None or missing(node, env, lacks)
