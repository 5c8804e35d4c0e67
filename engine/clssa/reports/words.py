"""Condition lines as sentences: the same tree, said with the facts' labels and what stands in the case."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any, assert_never

from clssa.check.findings import sides
from clssa.language import expression as tree
from clssa.language.evaluate import compiled
from clssa.language.expression import Node
from clssa.language.fault import listed
from clssa.language.logic import Environment
from clssa.language.types import NONE, Type, write, write_number

Label = Callable[[str], str]
"""The label of a fact or a dated value, by its name."""

_OPERATORS = {"is": "is", "is not": "is not", "in": "is one of", "not in": "is none of", "<": "is less than", "<=": "is at most",
              ">": "is more than", ">=": "is at least"}  # fmt: skip
_DATE_ORDER = {"<": "is before", "<=": "is on or before", ">": "is after", ">=": "is on or after"}
_JOINS = {"+": "plus", "-": "less", "*": "times", "/": "divided by"}
_BLOCKS = {"all_of": "all of these hold", "any_of": "one of these holds", "none_of": "none of these holds"}


def shown(value: Any, type_: Type | None = None) -> str:
    """A value for a person: `$5,100,000.00`, `30%`, `none (blank)`, `S or X`."""
    if value is None:
        return "missing"
    if value is NONE:
        return "none"
    if isinstance(value, tuple):
        return listed([shown(each, type_.one() if type_ else None) for each in value]) or "nothing"
    if isinstance(value, datetime.date):
        return f"{value.day} {value:%B} {value.year}"
    if isinstance(value, Decimal) or (isinstance(value, Fraction) and type_ is not None and type_.kind == "money"):
        amount = write(value, type_ or Type("money"))
        return f"{'-' if amount.startswith('-') else ''}${Decimal(amount.lstrip('-')):,.2f}"
    if type_ is not None and type_.kind == "months":
        return f"{value} month{'s' * (value != 1)}"
    if isinstance(value, Fraction) and value.denominator == 1:
        return str(value.numerator)
    if isinstance(value, Fraction):
        percent = write_number(value * 100)
        return f"{percent}%" if "/" not in percent else write_number(value)
    return str(write(value, type_))


def said(node: Node, label: Label) -> str:
    """An expression or a comparison in words."""
    match node:
        case tree.Line(node=inner):
            return said(inner, label)
        case tree.Literal(value=value, type=type_):
            return shown(value, type_)
        case tree.Given(name=name):
            return f"the case says something about {label(name)}"
        case tree.Value(name=name, as_known=day) if day is not None:
            return f"{label(name)} (as known on {shown(day)})"
        case tree.Value(name=name, keys=keys) if keys:
            return f"{label(name)} for {' and '.join(said(key, label) for key in keys)}"
        case tree.Fact(name=name) | tree.Value(name=name):
            return label(name)
        case tree.Arithmetic(operator=operator, left=left, right=right):
            return f"{_term(left, operator, label)} {_JOINS[operator]} {_term(right, operator, label, is_right=True)}"
        case tree.Compare(operator="is", left=tree.Fact(name=name, binding=one), right=tree.Fact(name=same, binding=other)) if (
            name == same and one != other
        ):
            return f"{label(name)} is the same"
        case tree.Compare(operator="is", left=tree.Given(name=name), right=tree.Literal(value=False)):
            return f"the case says nothing about {label(name)}"
        case tree.Compare(operator=operator, left=left, right=right):
            return f"{said(left, label)} {_operator(operator, left)} {said(right, label)}"
        case tree.Call():
            return _call(node, label)
        case tree.Each():
            return _each(node, label)
        case tree.Block(kind=kind, parts=parts):
            return f"{_BLOCKS[kind]}: {'; '.join(said(part, label) for part in parts)}"
        case _:
            assert_never(node)


def _term(node: Node, operator: str, label: Label, is_right: bool = False) -> str:
    """A part of a sum or a product; in brackets where it would otherwise be read as another."""
    alone = not isinstance(node, tree.Arithmetic) or (node.operator in "*/" and operator in "+-")
    same = isinstance(node, tree.Arithmetic) and node.operator == operator and (operator in "+*" or not is_right)
    return said(node, label) if alone or same else f"({said(node, label)})"


def _operator(operator: str, left: Node) -> str:
    return _DATE_ORDER.get(operator, "") if left.type.kind == "date" and operator in _DATE_ORDER else _OPERATORS[operator]


def _call(node: tree.Call, label: Label) -> str:
    parts = [said(argument, label) for argument in node.arguments]
    if node.function == "abs":
        inner = node.arguments[0]
        if isinstance(inner, tree.Arithmetic) and inner.operator == "-":
            return f"the difference of {said(inner.left, label)} and {said(inner.right, label)}"
        return f"{parts[0]}, without its sign"
    if node.function == "round_half_up":
        return f"{parts[0]}, rounded to cents"
    return f"the {'larger' if node.function == 'max' else 'smaller'} of {' and '.join(parts)}"


def _each(node: tree.Each, label: Label) -> str:
    earlier = f" before this {node.before}" if node.before else ""
    where = (
        f"{earlier} where {' and '.join(said(condition, label) for condition in node.conditions)}" if node.conditions else earlier
    )
    body = said(node.body, label)
    if node.function == "count":
        return f"the number of {node.list}{where}"
    if node.function == "sum":
        return f"the sum over all {node.list}{where} of {body}"
    if node.function == "latest":
        return f"the latest, over all {node.list}{where}, of {body}"
    every = "each" if node.function == "all" else "at least one"
    return f"for {every} of the {node.list}{where}: {body}"


def verdict_on(line: tree.Line, env: Environment, label: Label, must: str) -> str:
    """What a failing line says: what stands in the case, and what `must` (or should) stand there."""
    node = line.node
    if not isinstance(node, tree.Compare):
        return f"This does not hold: {said(node, label)}."
    left, right = node.left, node.right
    actual, wanted = sides(node)
    if actual is not left:
        return (
            f"{capital(said(actual, label))} is {_now(actual, env)}; it {must} be {_now(wanted, env)}"
            f" (give or take {said(right, label)})."
        )
    if node.operator == "is not":
        return f"{capital(said(left, label))} is {_now(left, env)}, and {must} not be."
    if left.type.many:
        now = " and ".join(_each_now(left, env)) or "none"
        return f"{capital(said(left, label))}: {now}; each {must} be {_wanted_list(node, env)}."
    operator = _operator(node.operator, left).removeprefix("is").lstrip()
    what = f"{operator} {_wanted(right, env, label)}".lstrip()
    return f"{capital(_asked(left, env, label))} is {_now(left, env)}; it {must} be {what}."


def _asked(node: Node, env: Environment, label: Label) -> str:
    """What is asked; of a table, by which entry: `eligibility by code (code L)`."""
    if not isinstance(node, tree.Value) or not node.keys:
        return said(node, label)
    keys = "; ".join(f"{said(key, label)} {_now(key, env)}" for key in node.keys)
    return f"{label(node.name)} ({keys})"


def depends_on(line: tree.Line, env: Environment, label: Label, dates: list[str]) -> str:
    """What a failing line says where what should stand there depends on a missing date."""
    node = line.node
    if not isinstance(node, tree.Compare):
        return f"This does not hold: {said(node, label)}."
    left, _ = sides(node)
    depends = f"what it must be depends on the {' and the '.join(dates)}"
    return f"{capital(said(left, label))} is {_now(left, env)}, which is wrong; {depends}."


def _each_now(node: Node, env: Environment) -> list[str]:
    value = compiled(node)(env)
    return [shown(each, node.type.one()) for each in value] if isinstance(value, tuple) else [shown(value)]


def _wanted_list(node: tree.Compare, env: Environment) -> str:
    wanted = _each_now(node.right, env)
    if node.operator == "in" and len(wanted) == 1:
        return wanted[0]
    return f"{'none' if node.operator == 'not in' else 'one'} of {_now(node.right, env)}"


def _wanted(node: Node, env: Environment, label: Label) -> str:
    value = _now(node, env)
    if isinstance(node, tree.Literal | tree.Value):
        return value
    return f"{value} ({said(node, label)})"


def _now(node: Node, env: Environment) -> str:
    return shown(compiled(node)(env), node.type)


def capital(text: str) -> str:
    """The text with a capital letter in front."""
    return text[:1].upper() + text[1:]
