"""Exact, three-valued evaluation: a tree becomes a function of the facts.

A function takes the environment and gives a value, or `None` where a missing fact leaves it
undecided. Kleene's rules: `all_of` is false as soon as one part is false, whatever is missing elsewhere; `any_of` true likewise;
the order of parts never matters.
`none` is a value: it is `none` and nothing else, is in no list, and is neither less nor more than anything.
"""

from __future__ import annotations

import datetime
import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any, assert_never

from clssa.language import expression as tree
from clssa.language.aggregates import over_list
from clssa.language.expression import Node
from clssa.language.logic import NAMELESS, UNREAD, Environment, Evaluator, NotBefore, Steps
from clssa.language.types import NONE, later, to_cents

MOST_KEPT = 50_000
_kept: dict[int, tuple[Node, Evaluator]] = {}


def compiled(node: Node) -> Evaluator:
    """The function of a tree; kept by the identity of the tree, which is never changed."""
    found = _kept.get(id(node))
    if found is None:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        found = _kept[id(node)] = (node, _compile(node))
    return found[1]


def _compile(node: Node) -> Evaluator:
    match node:
        case tree.Literal(value=value):
            return lambda env: value
        case tree.Line(node=inner):
            return compiled(inner)
        case tree.Fact(binding=binding, leaf=leaf, type=type_) if type_.kind == "date":
            return lambda env: None if isinstance(found := env.subjects[binding].get(leaf), NotBefore) else found
        case tree.Fact(binding=binding, leaf=leaf):
            return lambda env: env.subjects[binding].get(leaf)
        case tree.Value():
            return _value(node)
        case tree.Given(binding=binding, leaf=leaf):
            return _given(binding, leaf)
        case tree.Compare():
            return _compare(node)
        case tree.Block(kind=kind, parts=parts):
            return _block(kind, [compiled(part) for part in parts])
        case tree.Arithmetic():
            return _arithmetic(node)
        case tree.Call():
            return _call(node)
        case tree.Each():
            return over_list(node, compiled(node.body), [compiled(condition) for condition in node.conditions])
        case _:
            assert_never(node)


def _value(node: tree.Value) -> Evaluator:
    name = (node.name, node.as_known)
    keys = [compiled(key) for key in node.keys]

    def look_up(env: Environment) -> Any:
        found = env.values.get(name)
        if isinstance(found, Steps):
            found = found.at(env.subjects[node.binding])
        for key in keys:
            entry = key(env)
            found = None if entry is None or found is None else found.get(entry)
        return found

    return look_up


def _given(binding: str, leaf: str) -> Evaluator:
    if not leaf:
        return lambda env: binding in env.given
    if binding == NAMELESS:
        return lambda env: True if leaf in env.lists else None if leaf in env.unread_lists else False

    def given(env: Environment) -> bool | None:
        element = env.subjects[binding]
        if leaf not in element:
            return None if element is UNREAD else False
        return None if element[leaf] is None else not isinstance(element[leaf], NotBefore)

    return given


def _block(kind: str, parts: list[Evaluator]) -> Evaluator:
    """One loop serves the three: a part that absorbs decides at once, else what is undecided stays undecided."""
    absorbing = kind != "all_of"
    decided_by = kind == "any_of"

    def block(env: Environment) -> bool | None:
        undecided = False
        for part in parts:
            result = part(env)
            if result is absorbing:
                return decided_by
            undecided = undecided or result is None
        return None if undecided else not decided_by

    return parts[0] if kind == "all_of" and len(parts) == 1 else block


_ORDERS: dict[str, Callable[[Any, Any], bool]] = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def _compare(node: tree.Compare) -> Evaluator:
    left, right = _operand(node.left, node.right), _operand(node.right, node.left)
    if node.operator in ("in", "not in"):
        return _membership(node, left, right)
    test = _ORDERS.get(node.operator) or (operator.eq if node.operator == "is" else operator.ne)
    ordered = node.operator in _ORDERS
    if node.left.type.kind == "date":
        return _dates(node, left, right, test)

    def compare(env: Environment) -> bool | None:
        a = left(env)
        if a is None or (b := right(env)) is None:
            return None
        if ordered and (a is NONE or b is NONE):
            return False
        return test(a, b)

    return compare


def _operand(node: Node, other: Node) -> Evaluator:
    """The side of a comparison; a side that is not rounded makes both sides exact fractions."""
    inner = compiled(node)
    if node.type.kind not in ("money", "number") or not (node.type.exact or other.type.exact):
        return inner

    def exact(env: Environment) -> Any:
        value = inner(env)
        return value if value is None or value is NONE else Fraction(value)

    return exact


def _membership(node: tree.Compare, left: Evaluator, right: Evaluator) -> Evaluator:
    """A list on the left: every element must be in the other list, or (`not in`) none of them."""
    many, wanted = node.left.type.many, node.operator == "in"

    def contains(env: Environment) -> bool | None:
        a = left(env)
        if a is None or (b := right(env)) is None:
            return None
        if a is NONE or b is NONE:
            return not wanted
        if not many:
            return (a in b) is wanted
        return bool(a) and all(each in b for each in a) if wanted else not any(each in b for each in a)

    return contains


_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "is": "is", "is not": "is not"}


def _dates(node: tree.Compare, left: Evaluator, right: Evaluator, test: Callable[[Any, Any], bool]) -> Evaluator:
    """A date still to come decides a comparison where every day from its first possible one on would."""
    ordered = node.operator in _ORDERS

    def compare(env: Environment) -> bool | None:
        a, b = left(env), right(env)
        if a is None and b is not None and (first := _not_before(node.left, env)) is not None:
            return _from_then_on(node.operator, first, b)
        if b is None and a is not None and (first := _not_before(node.right, env)) is not None:
            return _from_then_on(_MIRRORED[node.operator], first, a)
        if a is None or b is None:
            return None
        if ordered and (a is NONE or b is NONE):
            return False
        return test(a, b)

    return compare


def _from_then_on(operator: str, first: datetime.date, other: Any) -> bool | None:
    """Whether `day operator other` is the same for every day from the first one on, and what it is."""
    if other is NONE:
        return operator == "is not"
    past = first >= other if operator in ("<", ">=") else first > other
    return operator in (">", ">=", "is not") if past else None


def _not_before(node: Node, env: Environment) -> datetime.date | None:
    found = env.subjects[node.binding].get(node.leaf) if isinstance(node, tree.Fact) else None
    return found.day if isinstance(found, NotBefore) else None


_OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}


def _arithmetic(node: tree.Arithmetic) -> Evaluator:
    left, right, operation = compiled(node.left), compiled(node.right), _OPERATIONS[node.operator]
    exact = node.type.exact or node.type.kind == "number"

    if node.type.kind == "date":
        sign = -1 if node.operator == "-" else 1
        operation = lambda day, months: later(day, sign * months)  # noqa: E731

    def calculate(env: Environment) -> Any:
        a, b = left(env), right(env)
        if a is None or b is None:
            return None
        if a is NONE or b is NONE:
            return NONE
        return operation(Fraction(a), Fraction(b)) if exact else operation(a, b)

    return calculate


_FUNCTIONS: dict[str, Callable[..., Any]] = {"abs": abs, "min": min, "max": max, "round_half_up": to_cents}


def _call(node: tree.Call) -> Evaluator:
    arguments = [compiled(argument) for argument in node.arguments]
    exact = any(argument.type.exact for argument in node.arguments)
    function = _FUNCTIONS[node.function]

    def call(env: Environment) -> Any:
        values = [argument(env) for argument in arguments]
        if any(value is None for value in values):
            return None
        if any(value is NONE for value in values):
            return NONE
        return function(*(Fraction(value) for value in values)) if exact else function(*values)

    return call
