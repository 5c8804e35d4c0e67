"""Any tree of lines, any facts: what is not known yet can never change what is decided already."""

from __future__ import annotations

from typing import Any

from clssa.language.evaluate import compiled
from clssa.language.explain import deciding, missing
from clssa.language.expression import Block, Node, walk
from clssa.language.logic import Environment
from hypothesis import given, settings
from hypothesis import strategies as st
from scale import SCALE
from small_words import FACTS, condition, element, facts

SOME: dict[str, list[str]] = {
    "loa.kind": ["basic", "amendment"],
    "loa.authorized": ["yes", "no"],
    "loa.part_a": ["0.00", "1.00", "1.01"],
    "loa.part_b": ["0.00", "2.00"],
    "loa.total": ["1.00", "3.00"],
    "loa.balance_due": ["none", "-1.00", "1.00"],
    "loa.months": ["none", "12"],
    "loa.accepted_on": ["2005-09-19", "2005-09-20"],
    "loa.offered_on": ["2005-09-20"],
    "line.source_code": ["S", "P", "X"],
    "line.delivery_term_code": ["none", "4", "010"],
    "line.total_cost": ["0.50", "2.00"],
}
LINES = [
    "loa.kind is basic",
    "loa.authorized",
    "loa.part_a <= 1.00",
    "loa.part_a - loa.part_b < 0.00",
    "abs(loa.part_a - round_half_up(loa.total * deposit_ratio, cents)) <= 1.00",
    "loa.balance_due is none",
    "loa.balance_due > loa.part_a",
    "max(loa.part_a, loa.part_b) is 2.00",
    "loa.months >= 12",
    "loa.accepted_on >= 2005-09-20",
    "loa.accepted_on <= loa.offered_on",
    "loa.accepted_on is not loa.offered_on",
    "line.delivery_term_code in {4, 5}",
    "stocked[line.source_code]",
    "any(e.source_code is X for e in lines)",
    "all(e.total_cost < ceiling for e in lines if e.source_code in {S, X})",
    "any(stocked[e.source_code] for e in lines if e.total_cost > loa.part_a)",
    "count(e for e in lines if e.source_code is S) >= 1",
    "sum(e.total_cost for e in lines if e.source_code is X) <= loa.total",
]
TREES: st.SearchStrategy[Node] = st.recursive(
    st.sampled_from([condition(line) for line in LINES]),
    lambda inner: st.builds(Block, st.sampled_from(["all_of", "any_of", "none_of"]), st.lists(inner, max_size=3).map(tuple)),
    max_leaves=6,
)


def some(subject: str) -> st.SearchStrategy[dict[str, str]]:
    given = {name.partition(".")[2]: st.sampled_from(texts) for name, texts in SOME.items() if name.startswith(subject)}
    return st.fixed_dictionaries({}, optional=given)


CASES = st.fixed_dictionaries(
    {"loa": some("loa."), "line": some("line.")}, optional={"lines": st.lists(some("line."), max_size=3)}
)


def environment(case: dict[str, Any]) -> Environment:
    env = facts()
    for subject in ("loa", "line"):
        env.subjects[subject] = {leaf: FACTS[f"{subject}.{leaf}"].parse(text) for leaf, text in case[subject].items()}
    if "lines" in case:
        env.lists["lines"] = tuple(element(position, each) for position, each in enumerate(case["lines"], 1))
    return env


def lacks(name: str, subject: dict[str, Any]) -> list[str]:
    """Names a missing fact, and checks on the way that it is missing."""
    assert subject.get(name.partition(".")[2]) is None, f"{name} is not missing"
    return [name]


def turned(node: Node) -> Node:
    """The tree with the parts of each block in the opposite order."""
    if isinstance(node, Block):
        return Block(node.kind, tuple(turned(part) for part in reversed(node.parts)))
    return node


@given(TREES, CASES)
def test_the_order_of_the_parts_never_matters(node: Node, case: dict[str, Any]) -> None:
    env = environment(case)
    assert compiled(node)(env) is compiled(turned(node))(env)
    assert set(missing(node, env, lacks)) == set(missing(turned(node), env, lacks))


@given(TREES, CASES)
def test_the_order_of_the_elements_of_a_list_never_matters(node: Node, case: dict[str, Any]) -> None:
    other = {**case, "lines": case["lines"][::-1]} if "lines" in case else case
    assert compiled(node)(environment(case)) is compiled(node)(environment(other))


@settings(max_examples=200 * SCALE)
@given(TREES, CASES, CASES)
def test_more_facts_never_flip_what_is_decided(node: Node, case: dict[str, Any], more: dict[str, Any]) -> None:
    before = compiled(node)(environment(case))
    added: dict[str, Any] = {subject: {**more[subject], **case[subject]} for subject in ("loa", "line")}
    if "lines" in case:
        extra = more.get("lines", []) + [{}] * len(case["lines"])
        added["lines"] = [{**new, **old} for old, new in zip(case["lines"], extra, strict=False)]
    elif "lines" in more:
        added["lines"] = more["lines"]
    assert before is None or compiled(node)(environment(added)) is before


@settings(max_examples=200 * SCALE)
@given(TREES, CASES)
def test_an_undecided_tree_lacks_something_that_is_missing_and_a_decided_one_nothing(node: Node, case: dict[str, Any]) -> None:
    env = environment(case)
    names = missing(node, env, lacks)
    assert (names == []) is (compiled(node)(env) is not None)
    assert len(names) == len(set(names))
    if "lines" in names:
        assert "lines" not in case


@settings(max_examples=200 * SCALE)
@given(TREES, CASES, st.data())
def test_giving_everything_that_is_lacking_until_nothing_is_decides_the_tree(
    node: Node, case: dict[str, Any], data: st.DataObject
) -> None:
    for _ in range(40):
        names = missing(node, environment(case), lacks)
        if not names:
            break
        name = names[0]
        if name == "lines":
            case = {**case, "lines": data.draw(st.lists(some("line."), max_size=2))}
            continue
        subject, _, leaf = name.partition(".")
        text = data.draw(st.sampled_from(SOME[name]))
        case = {**case, subject: {leaf: text, **case[subject]}}
        if subject == "line" and "lines" in case:
            case["lines"] = [{leaf: text, **each} for each in case["lines"]]
    assert compiled(node)(environment(case)) is not None


@given(TREES, CASES)
def test_the_lines_that_decided_a_block_have_the_result_that_decided_it(node: Node, case: dict[str, Any]) -> None:
    env = environment(case)
    outcome = compiled(node)(env)
    alone = Block("all_of", tuple(deciding(node, env, outcome)))
    none_inside = all(each.kind != "none_of" for each in walk(node) if isinstance(each, Block))
    if none_inside and outcome is False and alone.parts:
        assert compiled(alone)(env) is False
