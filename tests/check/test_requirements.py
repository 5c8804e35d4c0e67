"""What a requirement comes out as: three-valued lines, levels, and exceptions that excuse or lower."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from clssa.check import Report
from clssa.check.findings import Finding, verdict
from clssa.language.fault import Faults
from small_programme import CITE, World

PAID = "applies_when: [order.kind is new]\nrequire: [order.paid >= order.total]\n"


def unless(*exceptions: tuple[str | None, str]) -> str:
    entries = [
        f"  - cite: {CITE}\n{f'    level: {level}{chr(10)}' if level else ''}    when: [{when}]" for level, when in exceptions
    ]
    return "\n".join([PAID + "unless:", *entries]) + "\n"


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("{kind: new, total: 5.00, paid: 5.00}", "pass"),
        ("{kind: new, total: 5.00, paid: 4.99}", "fail"),
        ("{kind: change, total: 5.00, paid: 4.99}", "not_applicable"),
        ("{kind: change}", "not_applicable"),
        ("{kind: new, total: 5.00}", "unknown: order.paid"),
        ("{kind: new}", "unknown: order.paid, order.total"),
        ("{total: 5.00, paid: 4.99}", "unknown: order.kind"),
        ("{total: 5.00, paid: 5.00}", "unknown: order.kind"),
    ],
)
def test_a_requirement_is_asked_where_it_applies_and_decided_where_its_facts_are_known(
    world: World, case: str, expected: str
) -> None:
    world.rule("paid", PAID)
    assert world.outcome(f"order: {case}") == expected


@pytest.mark.parametrize(
    ("block", "case", "expected"),
    [
        ("order.urgent, order.weight < 5", "{urgent: no}", "fail"),
        ("order.urgent, order.weight < 5", "{weight: 9}", "fail"),
        ("order.urgent, order.weight < 5", "{urgent: yes}", "unknown: order.weight"),
        ("{any_of: [order.urgent, order.weight < 5]}", "{weight: 4}", "pass"),
        ("{any_of: [order.urgent, order.weight < 5]}", "{urgent: no}", "unknown: order.weight"),
        ("{none_of: [order.urgent, order.weight < 5]}", "{urgent: yes}", "fail"),
        ("{none_of: [order.urgent, order.weight < 5]}", "{urgent: no, weight: 5}", "pass"),
        ("{none_of: [order.urgent, order.weight < 5]}", "{urgent: no}", "unknown: order.weight"),
        ("{all_of: [order.urgent, {any_of: [order.weight < 5, order.colour is red]}]}", "{urgent: yes, colour: red}", "pass"),
    ],
)
def test_one_known_line_decides_a_block_whatever_is_missing_elsewhere(world: World, block: str, case: str, expected: str) -> None:
    world.rule("r", f"require: [{block}]")
    assert world.outcome(f"order: {case}") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("order.rebate is none", "pass"),
        ("order.rebate is not none", "fail"),
        ("order.rebate is 5.00", "fail"),
        ("order.rebate is not 5.00", "pass"),
        ("order.rebate < 5.00", "fail"),
        ("order.rebate >= 0.00", "fail"),
        ("order.rebate + 1.00 is 1.00", "fail"),
        ("order.colour in {red, blue}", "fail"),
        ("order.colour not in {red, blue}", "pass"),
    ],
)
def test_none_is_a_value_that_is_none_and_nothing_else(world: World, line: str, expected: str) -> None:
    world.rule("r", f'require: ["{line}"]')
    assert world.outcome("order: {rebate: none, colour: none}") == expected
    assert world.outcome("order: {}").startswith("unknown")


@pytest.mark.parametrize(("paid", "expected"), [("3.33", "fail"), ("3.34", "pass")])
def test_an_amount_that_is_not_rounded_is_compared_exactly(world: World, paid: str, expected: str) -> None:
    world.rule("r", 'require: ["order.paid >= order.total / 3"]')
    assert world.outcome(f"order: {{paid: {paid}, total: 10.00}}") == expected
    assert world.outcome("order: {paid: 3.33}") == "unknown: order.total"


def test_a_day_known_to_be_absent_is_neither_before_nor_after_another(world: World) -> None:
    later = "{type: date, optional: yes, label: day of return, means: When it came back.}"
    world.write("facts/arrival.yaml", f"subject: arrival\nlabel: arrival\nfacts:\n  on: {later}\n")
    world.rule("before", "require: [arrival.on < 2005-01-01]", asked_of="arrival")
    world.rule("after", "require: [arrival.on >= 2005-01-01]", asked_of="arrival")
    assert [each.outcome for each in world.check("arrival: {on: none}").findings] == ["fail", "fail"]
    assert [each.outcome for each in world.check("arrival: {on: 2005-01-01}").findings] == ["pass", "fail"]


def test_shall_should_and_remark_each_give_a_finding_at_their_level(world: World, outcomes: Callable[[Report], Any]) -> None:
    world.rule("r", "require: [order.weight > 1]\nshould: [order.weight > 2]\nremark: [order.weight > 3]\n")
    report = world.check("order: {weight: 2}")
    assert outcomes(report) == {
        "r | the order | error": "pass",
        "r | the order | warning": "fail",
        "r | the order | note": "fail",
    }
    assert report.verdict == "pass"


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ([("pass", "error"), ("fail", "error"), ("unknown", "error")], "fail"),
        ([("pass", "error"), ("unknown", "error")], "unknown"),
        ([("pass", "error"), ("fail", "warning"), ("unknown", "note")], "pass"),
        ([("not_applicable", "error"), ("informational", "error")], "pass"),
        ([("not_applicable", "error"), ("pass", "warning")], "unknown"),
        ([], "unknown"),
    ],
)
def test_only_findings_at_level_error_make_the_verdict(findings: list[tuple[str, str]], expected: str) -> None:
    assert verdict([Finding(None, None, "s", outcome, level) for outcome, level in findings]) == expected


# --- exceptions ------------------------------------------------------------------------------------------------------------

SHORT = "kind: new, total: 5.00, paid: 4.00"


@pytest.mark.parametrize(
    ("exceptions", "case", "expected", "level"),
    [
        ([(None, "buyer.trusted")], "trusted: yes", "pass", "error"),
        ([("warning", "buyer.trusted")], "trusted: yes", "fail", "warning"),
        ([("note", "buyer.trusted")], "trusted: yes", "fail", "note"),
        ([(None, "buyer.trusted")], "trusted: no", "fail", "error"),
        ([("note", "buyer.trusted"), ("note", "order.kind is new")], "trusted: yes", "fail", "note"),
        ([(None, "order.kind is change"), ("warning", "buyer.trusted")], "trusted: yes", "fail", "warning"),
    ],
)
def test_an_exception_that_applies_excuses_or_lowers(
    world: World, exceptions: list[tuple[str | None, str]], case: str, expected: str, level: str
) -> None:
    world.rule("paid", unless(*exceptions))
    found = world.finding(f"order: {{{SHORT}}}\nbuyer: {{{case}}}")
    assert (found.outcome, found.level) == (expected, level)


def test_an_exception_tells_the_line_that_failed_and_the_line_that_excused(world: World, lines: Callable[[Finding], Any]) -> None:
    world.rule("paid", unless((None, "buyer.trusted")))
    found = world.finding(f"order: {{{SHORT}}}\nbuyer: {{trusted: yes}}")
    assert lines(found) == ["order.paid >= order.total", "buyer.trusted"]
    assert found.exception is not None


def test_a_requirement_that_is_false_while_an_exception_is_undecided_is_unknown(world: World) -> None:
    world.rule("paid", unless((None, "buyer.trusted"), (None, "order.weight < 2")))
    assert world.outcome(f"order: {{{SHORT}, weight: 3}}\nbuyer: {{}}") == "unknown: buyer.trusted"
    assert world.outcome(f"order: {{{SHORT}}}\nbuyer: {{}}") == "unknown: buyer.trusted, order.weight"


def test_an_exception_that_applies_decides_although_another_is_undecided(world: World) -> None:
    world.rule("paid", unless((None, "buyer.trusted"), (None, "order.weight < 2")))
    assert world.outcome(f"order: {{{SHORT}, weight: 1}}\nbuyer: {{}}") == "pass"


def test_an_exception_that_lowers_is_not_asked_of_a_requirement_that_is_undecided(world: World) -> None:
    world.rule("paid", unless(("warning", "buyer.trusted")))
    assert world.outcome("order: {kind: new, total: 5.00, paid: 5.00}") == "pass"
    assert world.outcome("order: {kind: new, paid: 5.00}\nbuyer: {trusted: yes}") == "unknown: order.total"


def test_an_exception_may_ask_whether_a_fact_is_given(world: World) -> None:
    world.rule("paid", unless((None, "given(order.rebate)")))
    assert world.outcome(f"order: {{{SHORT}, rebate: 1.00}}") == "pass"
    assert world.outcome(f"order: {{{SHORT}, rebate: none}}") == "pass"
    assert world.outcome(f"order: {{{SHORT}}}") == "fail"


def test_a_should_is_neither_excused_nor_lowered(world: World) -> None:
    lines = "require: [order.weight > 0]\nshould: [order.weight > 2]\n"
    world.rule("r", f"{lines}unless:\n  - {{cite: {CITE}, when: [order.urgent]}}\n")
    found = world.check("order: {weight: 1, urgent: yes}").findings
    assert [(each.outcome, each.level) for each in found] == [("pass", "error"), ("fail", "warning")]


@pytest.mark.parametrize(("one", "other"), [(None, "warning"), ("note", "warning")])
def test_two_exceptions_that_apply_at_once_and_differ_are_an_error(world: World, one: str | None, other: str | None) -> None:
    world.rule("paid", unless((one, "buyer.trusted"), (other, "order.kind is new")))
    with pytest.raises(Faults) as raised:
        world.check(f"order: {{{SHORT}}}\nbuyer: {{trusted: yes}}")
    (fault,) = raised.value.faults
    assert fault.message == "two exceptions of paid apply to the same case and differ"
    assert fault.place.file.endswith("rules/paid.yaml")
    assert world.outcome(f"order: {{{SHORT}}}\nbuyer: {{trusted: no}}") in ("pass", "fail")


# --- what a finding says ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "actual", "expected"),
    [
        ("order.colour is red", "blue", "red"),
        ("order.colour is none", "blue", "none"),
        ("abs(order.paid - order.total) <= 1.00", "3.00", "5.00"),
        ("abs(order.paid) <= 1.00", "3.00", "1.00"),
        ("order.colour in {red, green}", "blue", ["red", "green"]),
        ("order.urgent", "no", "yes"),
        ("count(piece for piece in pieces) is 2", 1, 2),
        ("any(piece.kind is tool for piece in pieces)", None, None),
    ],
)
def test_a_finding_says_what_stands_there_and_what_should(world: World, line: str, actual: Any, expected: Any) -> None:
    world.rule("r", f'require: ["{line}"]')
    found = world.finding("order: {colour: blue, total: 5.00, paid: 3.00, urgent: no}\npieces: [{number: '1', kind: part}]")
    assert (found.outcome, found.actual(), found.expected()) == ("fail", actual, expected)


@pytest.mark.parametrize(
    ("block", "told", "either"),
    [
        ("{any_of: [order.urgent, order.weight < 2]}", ["order.urgent", "order.weight < 2"], True),
        ("order.urgent, order.weight < 9", ["order.urgent"], False),
        ("{none_of: [order.kind is new, order.urgent]}", ["order.kind is new"], False),
        ("{all_of: [order.urgent]}, {any_of: [order.kind is new]}", ["order.urgent"], False),
    ],
)
def test_because_names_the_lines_that_decided_and_no_other(
    world: World, lines: Callable[[Finding], Any], block: str, told: list[str], either: bool
) -> None:
    world.rule("r", f"require: [{block}]")
    found = world.finding("order: {kind: new, urgent: no, weight: 5}")
    assert (found.outcome, lines(found), found.either_would_do()) == ("fail", told, either)


def test_because_gives_the_facts_that_a_line_read_of_each_element_by_its_label(world: World) -> None:
    world.rule("r", "require: [sum(piece.cost for piece in pieces if piece.kind is part) is order.total]")
    found = world.finding(
        "order: {total: 9.00}\npieces: [{number: A, kind: part, cost: 1.00}, {number: B, kind: tool, cost: 2.00}]"
    )
    assert found.because() == [
        {
            "line": "sum(piece.cost for piece in pieces if piece.kind is part) is order.total",
            "holds": False,
            "facts": {
                "piece A: piece.kind": "part",
                "piece A: piece.cost": "1.00",
                "piece B: piece.kind": "tool",
                "order.total": "9.00",
            },
        }
    ]


def test_an_exception_that_excuses_settles_a_requirement_that_is_undecided(world: World) -> None:
    cite = "{source: law, at: 1, quote: An order says what it says and no more.}"
    excuses = f"require: [order.weight <= 5]\nunless:\n  - cite: {cite}\n    when: [order.urgent]\n"
    world.rule("weight", excuses)
    assert world.outcome("order: {urgent: yes}") == "pass"
    assert world.outcome("order: {urgent: no}") == "unknown: order.weight"
    assert world.outcome("order: {kind: new}") == "unknown: order.weight"
    world.rule("weight", excuses + "    level: warning\n")
    assert world.outcome("order: {urgent: yes}") == "unknown: order.weight"
