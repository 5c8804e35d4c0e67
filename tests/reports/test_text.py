"""What a person reads of a finding, where no example of the programme shows it."""

from __future__ import annotations

import pytest
from clssa.reports.text import render
from clssa.reports.words import said
from small_programme import World

FLEETING = "{source: fleeting, at: 1, quote: An order says what it says and no more.}"


def text(world: World, case: str, as_of: str = "2007-01-01") -> str:
    return " ".join(render(world.check(case, as_of=as_of), world.library, "draft.yaml").split())


def test_a_finding_under_a_source_that_stands_no_more_is_told_for_information(world: World) -> None:
    world.rule("weight", f"cite: {FLEETING}\nrequire: [order.weight <= 5]\n")
    told = text(world, "order: {weight: 9}", as_of="2010-01-01")
    assert "For information only, as their source no longer stands: 1 weight [the order]: it would be fail" in told
    assert "1 for information" in told
    assert "What is wrong" not in told


def test_where_either_line_would_do_the_person_reads_so(world: World) -> None:
    world.rule("weight", "require: [{any_of: [order.urgent, order.weight < 5]}]\n")
    told = text(world, "order: {weight: 9, urgent: no}")
    assert "None of these holds, and one must:" in told


def test_a_file_that_no_rule_applies_to_is_told_to_be_unchecked(world: World) -> None:
    world.rule("weight", "from: 2005-06-01\nrequire: [order.weight <= 5]\n")
    assert "Nothing was checked: no rule that is in force and known applies" in text(world, "order: {weight: 9}", "2004-01-01")


def test_counts_are_singular_and_plural(world: World) -> None:
    world.rule("weight", "require: [order.weight <= 5]\n")
    world.rule("speed", "require: [order.weight <= 4]\n")
    world.rule("said", "from: beginning\n", kind="duty")
    assert "2 errors" in text(world, "order: {weight: 9}")
    assert "1 passed, 1 error." in text(world, "order: {weight: 5}")
    assert "Not decided by a draft: 1 duty." in text(world, "order: {weight: 5}")


@pytest.mark.parametrize(
    ("by", "words"),
    [
        ("(order.total - order.paid) * 2", "(total less paid) times 2, rounded to cents"),
        ("order.total - order.paid * 2", "total less paid times 2, rounded to cents"),
        ("order.total - (order.paid + order.paid)", "total less (paid plus paid), rounded to cents"),
        ("order.total + order.paid + order.paid", "total plus paid plus paid, rounded to cents"),
        ("order.paid / 2 * 3", "(paid divided by 2) times 3, rounded to cents"),
    ],
)
def test_arithmetic_is_said_with_brackets_where_they_matter(world: World, by: str, words: str) -> None:
    world.rule("fee", f"derive:\n  order.fee: round_half_up({by}, cents)\n", kind="calculation")
    _, node = world.library.rules["fee"].versions[0].derives[0].choices[0]
    assert said(node, lambda name: name.partition(".")[2]) == words
