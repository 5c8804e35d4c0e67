"""Evaluation over the elements of a list: `any`, `all`, `count`, `sum`, `latest`, and which elements come before another."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from clssa.language import expression as tree
from clssa.language.logic import Element, Environment, Evaluator, NotBefore, all_of, any_of, negated
from clssa.language.types import NONE, to_cents


def over_list(node: tree.Each, body: Evaluator, conditions: Sequence[Evaluator]) -> Evaluator:
    """The function of an aggregate; `body` and `conditions` are those of its parts."""
    fold = {"any": any_of, "all": all_of}.get(node.function)

    def over(env: Environment) -> Any:
        elements = elements_of(node, env)
        if elements is None:
            return None
        found = []
        for each, there in elements:
            inner = env.with_bound(node.binding, each)
            found.append((all_of((there, *(test(inner) for test in conditions))), inner))
        if fold is any_of:
            return any_of(all_of((asked, body(inner))) for asked, inner in found if asked is not False)
        if fold is all_of:
            return all_of(any_of((negated(asked), body(inner))) for asked, inner in found if asked is not False)
        if any(asked is None for asked, _ in found):
            return None
        values = [body(inner) for asked, inner in found if asked]
        if node.function == "latest":
            return None if None in values else max((each for each in values if each is not NONE), default=None)
        return _sum(values, node)

    return over


def elements_of(node: tree.Each, env: Environment) -> list[tuple[Element, bool | None]] | None:
    """The elements that an aggregate goes over, each with whether it is one of them; None where the list was not given."""
    elements = env.lists.get(node.list)
    if elements is None or not node.before:
        return None if elements is None else [(each, True) for each in elements]
    own = env.subjects[node.before]
    place = next((number for number, each in enumerate(elements) if each is own), len(elements))
    return [
        (each, _comes_before(each, own, node.ordered_by, number < place))
        for number, each in enumerate(elements)
        if number != place
    ]


def _comes_before(one: Element, other: Element, ordered_by: tuple[str, ...], otherwise: bool) -> bool | None:
    """Whether one element comes before another; where all that orders them is the same, as they stand in the list."""
    for leaf in (name.partition(".")[2] for name in ordered_by):
        a, b = one.get(leaf), other.get(leaf)
        if a is None or b is None or isinstance(a, NotBefore) or isinstance(b, NotBefore):
            return None
        if a != b:
            return bool(a < b)
    return otherwise


def _sum(values: list[Any], node: tree.Each) -> Any:
    if any(value is None for value in values):
        return None
    zero = 0 if node.type.kind in ("quantity", "months") else Fraction(0) if node.type.exact else to_cents(0)
    return sum((value for value in values if value is not NONE), start=zero)
