"""What holds of every case: more facts never turn a verdict round, order and position change nothing."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from clssa.check import Report
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scale import PROOFS, SCALE
from small_programme import CITE, World

EXAMPLES = settings(
    max_examples=150 * SCALE, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=not PROOFS
)
DECIDED = ("pass", "fail")

ORDER = {
    "kind": st.sampled_from(["new", "change"]), "total": st.sampled_from(["0.00", "10.00", "20.00"]),
    "paid": st.sampled_from(["0.00", "10.00", "30.00"]), "rebate": st.sampled_from(["none", "5.00"]),
    "urgent": st.sampled_from(["yes", "no"]), "colour": st.sampled_from(["red", "green", "none"]),
    "weight": st.integers(0, 5).map(str), "marks": st.sampled_from(["[]", "[heavy]", "[heavy, liquid]"]),
}  # fmt: skip
PIECE = {
    "cost": st.sampled_from(["1.00", "9.00"]),
    "kind": st.sampled_from(["part", "tool"]),
    "sent_on": st.sampled_from(["2005-01-01", "2005-12-31"]),
}
BUYER = {"trusted": st.sampled_from(["yes", "no"])}


def facts(subject: dict[str, Any]) -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({}, optional=subject)


CASES = st.fixed_dictionaries(
    {"order": facts(ORDER)}, optional={"buyer": facts(BUYER), "pieces": st.lists(facts(PIECE), max_size=3)}
)
"""Cases without the dates that pick versions: those are fixed by the test."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Rules with exceptions, derived facts, lists, dated values and sources that stand no more."""
    return fill(World(tmp_path_factory.mktemp("filled")))


def fill(world: World) -> World:
    world.value("most", f"type: money\ndated_by: piece.sent_on\nversions:\n  - {{from: 2005-06-01, is: 9.00, cite: {CITE}}}\n"
                        f"  - {{from: beginning, is: 5.00, cite: {CITE}}}")  # fmt: skip
    world.rule("paid", (
        "applies_when: [order.kind is new]\nrequire: [order.paid >= order.due]\nshould: [order.paid is order.due]\n"
        f"unless:\n  - {{cite: {CITE}, when: [buyer.trusted, order.weight < 3]}}\n"
    ))  # fmt: skip
    world.rule("due", "derive:\n  order.due: order.total + order.fee\n", kind="calculation")
    world.rule("fee", (
        "derive:\n  order.fee:\n    - {when: [order.urgent], is: 'round_half_up(order.total * 0.05, cents)'}\n"
        "    - {when: [order.rebate is not none], is: 1.00}\n    - {is: 0.00}\n"
    ), kind="calculation")  # fmt: skip
    world.rule("cost", (
        "applies_when: [{any_of: [order.urgent, piece.kind is part]}]\nrequire: [piece.cost <= most]\n"
        f"unless:\n  - {{cite: {CITE}, level: warning, when: [order.colour is red]}}\n"
    ), asked_of="piece")  # fmt: skip
    world.rule("sum", "require: [sum(piece.share for piece in pieces if piece.kind is part) <= order.total]")
    world.rule("share", "derive:\n  piece.share: piece.cost + order.fee\n", kind="calculation", asked_of="piece")
    world.rule("tools", "require: [any(piece.kind is tool for piece in pieces), all(piece.cost > 1.00 for piece in pieces)]")
    world.rule("marks", 'require: ["order.marks in {heavy}", {none_of: [order.colour is green, order.weight > 4]}]')
    world.rule("gone", "cite: {source: fleeting, at: 1, quote: An order says what it says and no more.}\nrequire: [order.urgent]")
    return world


def case_text(case: dict[str, Any]) -> str:
    def entry(facts: dict[str, str]) -> str:
        return "{" + ", ".join(f"{name}: {value}" for name, value in facts.items()) + "}"

    lines = []
    for name, part in case.items():
        if isinstance(part, list):
            part = [each if "number" in each else {"number": f"'{at}'", **each} for at, each in enumerate(part)]
            lines.append(f"{name}: [{', '.join(map(entry, part))}]")
        else:
            lines.append(f"{name}: {entry(part)}")
    return "\n".join(lines) + "\n"


def by_key(report: Report) -> dict[tuple[str, str, str], Any]:
    return {each.key: (each.would_be or each.outcome, each.level) for each in report.findings}


def told(report: Report) -> Any:
    findings = [(*each.key, each.outcome, each.level, tuple(each.needs), str(each.because())) for each in report.findings]
    return report.verdict, findings, report.derived


def without(case: dict[str, Any], chosen: list[bool]) -> dict[str, Any]:
    """The case with some of its facts left out; the subjects and the elements of lists stay."""
    keep: Iterator[bool] = itertools.chain(chosen, itertools.repeat(True))

    def fewer(facts: dict[str, str]) -> dict[str, str]:
        return {name: value for name, value in facts.items() if next(keep)}

    return {name: [fewer(each) for each in part] if isinstance(part, list) else fewer(part) for name, part in case.items()}


@EXAMPLES
@given(case=CASES, chosen=st.lists(st.booleans(), max_size=20))
def test_more_facts_never_turn_a_pass_into_a_fail_or_back(filled: World, case: dict[str, Any], chosen: list[bool]) -> None:
    less, more = by_key(filled.check(case_text(without(case, chosen)))), by_key(filled.check(case_text(case)))
    for key, (outcome, level) in less.items():
        if outcome in (*DECIDED, "not_applicable"):
            assert more[key] == (outcome, level)


@EXAMPLES
@given(case=CASES, names=st.permutations(["order", "buyer", "pieces"]), seed=st.randoms(use_true_random=False))
def test_the_order_of_the_keys_in_a_case_file_changes_nothing(
    filled: World, case: dict[str, Any], names: list[str], seed: Any
) -> None:
    def shuffled(facts: dict[str, str]) -> dict[str, str]:
        return dict(sorted(facts.items(), key=lambda _: seed.random()))

    case = {
        name: [{"number": f"'{at}'", **each} for at, each in enumerate(part)] if name == "pieces" else part
        for name, part in case.items()
    }
    other = {
        name: [shuffled(each) for each in case[name]] if name == "pieces" else shuffled(case[name])
        for name in names
        if name in case
    }
    assert told(filled.check(case_text(other))) == told(filled.check(case_text(case)))


@EXAMPLES
@given(case=CASES, numbers=st.lists(st.integers(0, 99), min_size=3, max_size=3, unique=True), order=st.permutations(range(3)))
def test_renumbering_or_reordering_elements_changes_nothing_but_labels(
    filled: World, case: dict[str, Any], numbers: list[int], order: list[int]
) -> None:
    pieces = [{"number": f"'{at}'", **each} for at, each in enumerate(case.get("pieces", []))]
    other = [{**pieces[at], "number": f"'{numbers[at]}'"} for at in order if at < len(pieces)]
    new_label = {f"piece {at}": f"piece {numbers[at]}" for at in range(len(pieces))}
    before, after = (filled.check(case_text({**case, "pieces": each})) for each in (pieces, other))

    def relabelled(report: Report, labels: dict[str, str]) -> Any:
        found = {
            (each.name, labels.get(each.subject, each.subject), each.level): (each.outcome, sorted(each.needs))
            for each in report.findings
        }
        return found, {labels.get(name, name): value for name, value in report.derived.items()}, report.verdict

    assert relabelled(before, new_label) == relabelled(after, {})


@EXAMPLES
@given(case=CASES)
def test_the_order_in_which_rules_are_read_changes_nothing(filled: World, case: dict[str, Any]) -> None:
    library = filled.library
    turned = type(library)(**{name: getattr(library, name) for name in library.__dataclass_fields__})
    turned.rules = dict(reversed(library.rules.items()))
    text = case_text(case)
    other = type(filled.checker)(turned).check(filled.case(text), filled.check(text).as_of, filled.check(text).known_on)

    def unordered(report: Report) -> Any:
        verdict, findings, derived = told(report)
        return verdict, [(*each[:5], sorted(each[5]), each[6]) for each in findings], derived

    assert unordered(other) == unordered(filled.check(text))


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A rule of two versions and a value of two, picked by the day of signing."""
    world = World(tmp_path_factory.mktemp("dated"))
    versions = f"versions:\n  - {{from: 2006-01-01, is: 2, cite: {CITE}}}\n  - {{from: beginning, is: 6, cite: {CITE}}}"
    world.value("most", f"type: quantity\ndated_by: order.signed_on\n{versions}")
    earlier = "applies_when: [order.urgent]\nrequire: [order.weight <= 5]\n"
    world.rule("a", "from: 2005-06-01\nrequire: [order.weight <= 3]\n", earlier, head="dated_by: order.signed_on")
    world.rule("b", "require: [order.weight <= most]")
    return world


@EXAMPLES
@given(weight=st.integers(0, 9), urgent=st.sampled_from(["yes", "no", None]))
def test_a_missing_date_leaves_standing_exactly_what_every_date_gives(dated: World, weight: int, urgent: str | None) -> None:
    facts = f"kind: change, weight: {weight}" + (f", urgent: {urgent}" if urgent else "")
    with_each = [by_key(dated.check(f"order: {{{facts}, signed_on: {on}}}")) for on in ("2005-05-31", "2005-06-01", "2006-01-01")]
    for key, (outcome, _) in by_key(dated.check(f"order: {{{facts}}}")).items():
        everywhere = {each[key][0] for each in with_each}
        assert outcome == (everywhere.pop() if len(everywhere) == 1 else "unknown")
