"""The examples in the rules: each expectation, and a wrong example is a fault at its place."""

from __future__ import annotations

import pytest
from clssa.examples import run_examples
from small_programme import CITE, World

PAID = (
    "applies_when: [order.kind is new]\nrequire: [order.paid >= order.total]\nshould: [order.weight <= 5]\nremark: [order.urgent is no]\n"
    "derive:\n  order.fee: order.total + 1.00\n"
)
FLEETING = "cite: {source: fleeting, at: 1, quote: An order says what it says and no more.}\n"


def faults(world: World, example: str, rule: str = PAID, asked_of: str = "order") -> list[str]:
    """The faults of one example of a rule, as column of the word under the caret, message and help."""
    world.rule("r", rule, asked_of=asked_of)
    path = world.policies / "rules" / "r.yaml"
    path.write_text(path.read_text() + f"examples:\n  - {{name: one, {example}}}\n")
    text = path.read_text().splitlines()[-1]
    found = run_examples(world.checker, world.library.rules["r"])
    return [f"{text[each.place.column - 1 :][: each.length]} | {each.message}{each.help and f' | {each.help}'}" for each in found]


GIVEN = "given: {{order.kind: new, order.total: 5.00, order.paid: {paid}, order.weight: {weight}, order.urgent: {urgent}}}".format
ALL = GIVEN(paid="5.00", weight=5, urgent="no")


@pytest.mark.parametrize(
    ("expect", "given"),
    [
        ("pass", ALL),
        ("fail", GIVEN(paid="4.00", weight=6, urgent="yes")),
        ("warning", GIVEN(paid="5.00", weight=6, urgent="yes")),
        ("note", GIVEN(paid="5.00", weight=5, urgent="yes")),
        ("unknown", "given: {order.kind: new, order.total: 5.00}"),
        ("unknown", ALL.replace(", order.weight: 5", "")),
        ("unknown", ALL.replace(", order.urgent: no", "")),
        ("not_applicable", "given: {order.kind: change}"),
        ("not_applicable", "given: {buyer.trusted: yes}"),
    ],
)
def test_an_example_expects_the_worst_that_the_rule_says_of_the_case(world: World, expect: str, given: str) -> None:
    assert faults(world, f"{given}, expect: {expect}") == []
    wrong = "pass" if expect != "pass" else "fail"
    assert faults(world, f"{given}, expect: {wrong}") == [
        f"expect | example “one”: r says {expect}, and the example expects {wrong}"
    ]


def test_an_example_may_expect_that_the_rule_is_informational(world: World) -> None:
    assert faults(world, f"{ALL}, as_of: 2010-01-01, expect: informational", FLEETING + PAID) == []
    assert faults(world, f"{ALL}, as_of: 2009-12-31, expect: pass", FLEETING + PAID) == []
    assert faults(world, f"{ALL}, as_of: 2010-01-01, known_on: 2006-01-01, expect: pass", FLEETING + PAID) == []


@pytest.mark.parametrize(
    ("example", "expected"),
    [
        (f"{GIVEN(paid='4.00', weight=6, urgent='no')}, expect: fail, because: order.paid >= order.total", []),
        (
            f"{GIVEN(paid='4.00', weight=6, urgent='no')}, expect: fail, because: order.weight <= 5",
            ["because | example “one”: another line decided | it was: order.paid >= order.total"],
        ),
        (f"{GIVEN(paid='5.00', weight=6, urgent='no')}, expect: warning, because: order.weight <= 5", []),
        (f"{ALL}, expect: pass, because: order.paid >= order.total", []),
        (
            "given: {buyer.trusted: yes}, expect: not_applicable, because: order.kind is new",
            ["because | example “one”: another line decided | it was: none"],
        ),
        ("given: {order.kind: change}, expect: not_applicable, because: order.kind is new", []),
    ],
)
def test_an_example_may_name_the_line_that_decided(world: World, example: str, expected: list[str]) -> None:
    assert faults(world, example) == expected


def test_an_example_may_name_what_is_needed(world: World) -> None:
    given = "given: {order.kind: new, order.weight: 1, order.urgent: no}, expect: unknown"
    assert faults(world, f"{given}, needs: [order.total, order.paid]") == []
    assert faults(world, f"{given}, needs: [order.total]") == ["needs | example “one”: it needs order.paid, order.total"]
    assert faults(world, f"{ALL}, expect: pass, needs: [order.total]") == ["needs | example “one”: it needs nothing"]


@pytest.mark.parametrize(
    ("derived", "expected"),
    [
        ("{order.fee: 6.00}", []),
        ("{order.fee: 6}", []),
        ("{order.fee: 7.00}", ["order.fee | order.fee comes out as 6.00, not 7.00"]),
        ("{order.fee: missing}", ["order.fee | order.fee comes out as 6.00, not None"]),
        ("{order.due: missing}", []),
        ("{order.due: 1.00}", ["order.due | order.due comes out as missing, not 1.00"]),
        ("{order.fee: lots}", ['l | order.fee: "lots" is not an amount in dollars such as 1250.00, without $ and commas']),
        ("{order.fea: 1.00}", ['1 | "order.fea" is not a derived fact | did you mean "order.fee"?']),
        ("{order.total: 5.00}", ['5 | "order.total" is not a derived fact | did you mean "order.total"?']),
    ],
)
def test_an_example_may_expect_derived_facts(world: World, derived: str, expected: list[str]) -> None:
    assert faults(world, f"{ALL}, derived: {derived}") == expected


def test_an_example_may_expect_a_derived_list_and_a_derived_fact_of_an_element(world: World) -> None:
    labels = 'derive:\n  order.labels: "{heavy}"\n  piece.share: piece.cost\nrequire: [piece.cost > 0.00]\n'
    given = "given: {piece.number: A, piece.cost: 2.00, order.kind: new}"
    assert faults(world, f"{given}, derived: {{order.labels: [heavy], piece.share: 2.00}}", labels, "piece") == []
    assert faults(world, f"{given}, derived: {{order.labels: [heavy, liquid]}}", labels, "piece") == [
        "order.labels | order.labels comes out as ['heavy'], not ['heavy', 'liquid']"
    ]


def test_an_example_gives_one_element_by_its_facts_and_several_by_a_list(world: World) -> None:
    cost = "require: [piece.cost <= 5.00]\n"
    assert faults(world, "given: {piece.number: A, piece.cost: 9.00}, expect: fail", cost, "piece") == []
    several = "given: {pieces: [{number: A, cost: 9.00}, {number: B, cost: 1.00}]}"
    assert faults(world, f"{several}, expect: fail", cost, "piece") == []
    assert faults(world, f"{several}, subject: piece B, expect: pass", cost, "piece") == []
    assert faults(world, f"{several}, subject: piece C, expect: not_applicable", cost, "piece") == []
    assert faults(world, "given: {order.kind: new, pieces: []}, expect: not_applicable", cost, "piece") == []


@pytest.mark.parametrize(
    ("example", "expected"),
    [
        (ALL, ["{ | this example expects nothing | add expect: or derived:"]),
        (f"{ALL}, expect: fale", ['fale | "expect" cannot be "fale" | did you mean "fail"?']),
        ("given: {ordr.kind: new}, expect: pass", ['ordr.kind | "ordr.kind" is not a fact | did you mean "order.kind"?']),
        ("given: {order.knd: new}, expect: pass", ['knd | "knd" is not a fact of "order" | did you mean "kind"?']),
        ("given: {order.kind: nw}, expect: pass", ['nw | order.kind: "nw" is not one of new or change | did you mean "new"?']),
        ("given: {odrer: {}}, expect: pass", ['odrer | "odrer" is not a part of a case | did you mean "order"?']),
        ("given: nothing, expect: pass", ["n | given: holds fact: value entries"]),
        (f"{ALL}, expects: pass", ['expects | "expects" is not a part of an example | did you mean "expect"?']),
        ("expect: pass", ['{ | an example has no "given" | add given:']),
    ],
)
def test_a_wrong_example_is_a_fault_at_its_place(world: World, example: str, expected: list[str]) -> None:
    assert faults(world, example) == expected


def test_an_example_in_which_rules_contradict_one_another_is_a_fault(world: World) -> None:
    two = (
        PAID
        + f"unless:\n  - {{cite: {CITE}, when: [order.weight is 6]}}\n  - {{cite: {CITE}, level: note, when: [order.weight > 5]}}\n"
    )
    (told,) = faults(world, f"{GIVEN(paid='4.00', weight=6, urgent='no')}, expect: fail", two)
    assert "two exceptions of r apply to the same case and differ" in told


def test_a_wrong_day_in_an_example_is_a_fault_at_its_place(world: World) -> None:
    (told,) = faults(world, f"{ALL}, as_of: 2010-02-30, expect: pass")
    assert told.startswith('2010-02-30 | "2010-02-30" is not a day of the calendar')


def test_a_subject_given_as_text_beside_its_facts_is_a_fault(world: World) -> None:
    assert faults(world, "given: {order: new, order.kind: new}, expect: pass")


def test_an_element_given_beside_an_empty_list_is_a_fault(world: World) -> None:
    assert faults(world, "given: {pieces: [], piece.number: A}, expect: pass")


def test_derived_facts_that_are_not_fact_value_entries_are_a_fault(world: World) -> None:
    assert faults(world, f"{ALL}, derived: 6.00")


def test_a_derived_fact_that_is_a_mapping_is_a_fault(world: World) -> None:
    assert faults(world, f"{ALL}, derived: {{order.fee: {{is: 6.00}}}}")
