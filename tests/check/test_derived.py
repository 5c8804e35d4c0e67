"""Derived facts: fed forward, left out where they cannot be derived, and never two answers."""

from __future__ import annotations

import pytest
from clssa.language.fault import Faults
from small_programme import World

FEE = "applies_when: [order.kind is new]\nderive:\n  order.fee: round_half_up(order.total * 0.05, cents)\n"
DUE = "derive:\n  order.due: order.total + order.fee\n"


def calculation(world: World, id: str, text: str, asked_of: str = "order") -> None:
    world.rule(id, text, kind="calculation", asked_of=asked_of)


def test_derived_facts_feed_further_rules_whatever_the_names_of_the_rules(world: World) -> None:
    calculation(world, "z-fee", FEE)
    calculation(world, "m-due", DUE)
    world.rule("a-paid", "require: [order.paid is order.due]")
    report = world.check("order: {kind: new, total: 100.10, paid: 105.11}")
    assert [(each.name, each.outcome) for each in report.findings] == [("a-paid", "pass")]
    assert report.derived == {"order.due": "105.11", "order.fee": "5.01"}


def test_a_derived_fact_is_left_out_where_it_cannot_be_derived(world: World) -> None:
    calculation(world, "fee", FEE)
    assert world.check("order: {kind: new}").derived == {}
    assert world.check("order: {total: 1.00}").derived == {}
    assert world.check("order: {kind: change, total: 1.00}").derived == {}


@pytest.mark.parametrize(
    ("case", "needs"),
    [
        ("{kind: new}", "order.total"),
        ("{total: 1.00}", "order.kind"),
        ("{}", "order.total, order.kind"),
        ("{kind: change, total: 1.00}", "order.fee"),
    ],
)
def test_what_a_calculation_lacks_shows_in_the_needs_of_the_rules_that_read_it(world: World, case: str, needs: str) -> None:
    calculation(world, "fee", FEE)
    calculation(world, "due", DUE)
    world.rule("paid", "require: [order.due <= 5.00]")
    assert world.outcome(f"order: {case}") == f"unknown: {needs}"


def test_the_first_choice_whose_lines_hold_gives_the_value(world: World) -> None:
    calculation(world, "fee", (
        "derive:\n  order.fee:\n"
        "    - {when: [order.urgent], is: order.total}\n"
        "    - {when: [order.weight > 5], is: 2.00}\n"
        "    - {is: 1.00}\n"
    ))  # fmt: skip

    def fee(case: str) -> object:
        return world.check(f"order: {case}").derived.get("order.fee")

    assert fee("{urgent: yes, total: 7.00, weight: 9}") == "7.00"
    assert fee("{urgent: no, weight: 9}") == "2.00"
    assert fee("{urgent: no, weight: 5}") == "1.00"
    assert fee("{weight: 9}") is None
    assert fee("{urgent: yes, weight: 9}") is None


def test_no_choice_that_holds_gives_no_value(world: World) -> None:
    calculation(world, "fee", "derive:\n  order.fee:\n    - {when: [order.urgent], is: 1.00}\n")
    assert world.check("order: {urgent: no}").derived == {}


def test_elements_have_derived_facts_of_their_own_under_their_labels(world: World) -> None:
    calculation(world, "share", "derive:\n  piece.share: piece.cost + order.total\n", asked_of="piece")
    calculation(world, "fee", "derive:\n  order.fee: sum(piece.share for piece in pieces)\n")
    report = world.check("order: {total: 1.00}\npieces: [{number: A, cost: 2.00}, {number: B, cost: 3.00}]")
    assert report.derived == {"order.fee": "7.00", "piece A": {"piece.share": "3.00"}, "piece B": {"piece.share": "4.00"}}
    report = world.check("order: {total: 1.00}\npieces: [{number: A, cost: 2.00}, {number: B}]")
    assert report.derived == {"piece A": {"piece.share": "3.00"}}


def test_a_rule_may_sum_what_it_derives_of_every_element(world: World) -> None:
    world.rule(
        "share", "derive:\n  piece.share: piece.cost\nrequire: [sum(piece.share for piece in pieces) <= 9.00]\n", asked_of="piece"
    )
    report = world.check("order: {}\npieces: [{number: A, cost: 2.00}, {number: B, cost: 3.00}]")
    assert [each.outcome for each in report.findings] == ["pass", "pass"]


def test_two_rules_may_derive_the_same_value(world: World) -> None:
    calculation(world, "one", "derive:\n  order.fee: order.total\n")
    calculation(world, "two", "derive:\n  order.fee: order.paid\n")
    assert world.check("order: {total: 1.00, paid: 1.00}").derived == {"order.fee": "1.00"}
    assert world.check("order: {total: 1.00}").derived == {"order.fee": "1.00"}


def test_a_derived_fact_that_two_rules_give_differently_is_an_error_naming_the_rule(world: World) -> None:
    calculation(world, "one", "derive:\n  order.fee: order.total\n")
    calculation(world, "two", "derive:\n  order.fee: order.paid\n")
    with pytest.raises(Faults) as raised:
        world.check("order: {total: 1.00, paid: 2.00}")
    (fault,) = raised.value.faults
    assert fault.message == "two derives order.fee differently from another rule"
    assert fault.place.file.endswith("rules/two.yaml")


def test_rules_that_derive_from_one_another_are_an_error_naming_them(world: World) -> None:
    calculation(world, "one", "derive:\n  order.fee: order.due\n")
    calculation(world, "two", "derive:\n  order.due: order.fee\n")
    with pytest.raises(Faults, match=r"these rules derive from one another: (one, two, one|two, one, two)"):
        world.check("order: {total: 1.00}")


def test_a_rule_cannot_derive_a_fact_of_elements_that_it_is_not_asked_of(world: World) -> None:
    calculation(world, "share", "derive:\n  piece.share: order.total\n")
    with pytest.raises(Faults, match=r'"piece\.share" cannot be derived here'):
        world.check("order: {total: 1.00}\npieces: [{number: A}]")


def test_a_derived_fact_does_not_make_its_subject_given(world: World) -> None:
    calculation(world, "limit", "derive:\n  buyer.limit: order.total\n")
    world.rule("r", "applies_when: [given(buyer)]\nrequire: [order.urgent]")
    assert world.outcome("order: {total: 1.00, urgent: no}") == "not_applicable"


def test_the_json_report_of_a_rule_that_sums_a_derived_fact_of_elements_can_be_written(world: World) -> None:
    from clssa.reports.data import report_data

    calculation(world, "share", "applies_when: [piece.kind is part]\nderive:\n  piece.share: piece.cost\n", asked_of="piece")
    world.rule("r", "require: [sum(piece.share for piece in pieces) is order.total]")
    data = report_data(world.check("order: {total: 1.00}\npieces: [{number: A, kind: part, cost: 1.00}]"))
    assert data["findings"][0]["outcome"] == "pass"


def test_a_rule_that_reads_more_derived_facts_than_the_agenda_can_join_is_told_to_be_split(world: World) -> None:
    names = [f"n{number}" for number in range(17)]
    entry = "{type: money, derived: yes, label: n, means: N.}"
    world.write("facts/share.yaml", "subject: share\nlabel: share\nfacts:\n" + "".join(f"  {name}: {entry}\n" for name in names))
    calculation(world, "all", "derive:\n" + "".join(f"  share.{name}: order.total\n" for name in names))
    world.rule("many", "require:\n" + "".join(f"  - share.{name} is 1.00\n" for name in names))
    with pytest.raises(Faults, match=r"many reads too many derived facts \(17\)"):
        world.check("order: {total: 1.00}")
