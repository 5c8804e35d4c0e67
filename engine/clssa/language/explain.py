"""What a tree read and what it lacked, in one environment: for findings, after evaluation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

from clssa.language import expression as tree
from clssa.language.aggregates import elements_of
from clssa.language.evaluate import compiled
from clssa.language.expression import Node
from clssa.language.logic import NAMELESS, Environment, NotBefore, Steps
from clssa.language.types import write

Lacks: TypeAlias = Callable[[str, Any], list[str]]
"""Given a missing fact's name and its subject, the facts whose absence left it out (itself, unless it is derived)."""

LABEL = "@label"
"""The leaf under which an element of a list carries its label (`line 001`)."""


def read(node: Node, env: Environment) -> dict[str, Any]:
    """The facts that the tree reads, by name, as JSON has them; a missing fact is left out."""
    found: dict[str, Any] = {}
    for name, type_, value in _facts(node, env):
        if value is not None and not isinstance(value, NotBefore):
            found[name] = write(value, type_)
    return found


def _facts(node: Node, env: Environment, within: str = "") -> Iterator[tuple[str, Any, Any]]:
    if isinstance(node, tree.Fact):
        yield within + node.name, node.type, env.subjects[node.binding].get(node.leaf)
    elif isinstance(node, tree.Each):
        for element, there in elements_of(node, env) or ():
            if there is False:
                continue
            inner = env.with_bound(node.binding, element)
            for condition in node.conditions:
                yield from _facts(condition, inner, f"{element[LABEL]}: ")
            if all(compiled(condition)(inner) is not False for condition in node.conditions):
                yield from _facts(node.body, inner, f"{element[LABEL]}: ")
    else:
        for part in tree.children(node):
            yield from _facts(part, env, within)


def missing(node: Node, env: Environment, lacks: Lacks) -> list[str]:
    """The missing facts that keep the tree undecided, in the order they are written; none if it is decided."""
    if compiled(node)(env) is not None:
        return []
    match node:
        case tree.Fact(name=name, binding=binding):
            return lacks(name, env.subjects[binding])
        case tree.Given(name=name, binding=binding, leaf=leaf):
            return lacks(name, env.subjects[binding]) if leaf and binding != NAMELESS else [name]
        case tree.Value(name=name) if all(compiled(key)(env) is not None for key in node.keys):
            return _missing_value(node, env, lacks)
        case tree.Each(list=name):
            return _missing_in_list(node, env, lacks) if env.lists.get(name) is not None else [name]
    return unique(name for part in tree.children(node) for name in missing(part, env, lacks))


def _missing_value(node: tree.Value, env: Environment, lacks: Lacks) -> list[str]:
    """The date that would pick a version; where that is not what is missing, the value: it is not in force, or not known."""
    steps = env.values.get((node.name, node.as_known))
    if isinstance(steps, Steps) and env.subjects[node.binding].get(steps.leaf) is None:
        return lacks(steps.name, env.subjects[node.binding])
    return [node.name]


def _missing_in_list(node: tree.Each, env: Environment, lacks: Lacks) -> list[str]:
    found: list[str] = []
    for element, there in elements_of(node, env) or ():
        inner = env.with_bound(node.binding, element)
        if there is False or any(compiled(condition)(inner) is False for condition in node.conditions):
            continue
        parts = node.conditions if there is None else (*node.conditions, node.body)
        found += _missing_order(node.ordered_by, (element, env.subjects[node.before])) if there is None else []
        found += [name for part in parts for name in missing(part, inner, lacks)]
    return unique(found)


def _missing_order(ordered_by: Iterable[str], elements: tuple[Any, Any]) -> list[str]:
    """The facts for want of which the order of two elements is not known."""
    return [name for name in ordered_by for element in elements if element.get(name.partition(".")[2]) is None]


def unique(names: Any) -> list[str]:
    """Names without repetition, in order."""
    return list(dict.fromkeys(names))


def deciding(node: Node, env: Environment, outcome: bool | None) -> list[tree.Line]:
    """The lines that decided a block (or a single line): those whose own result is what makes the outcome."""
    if isinstance(node, tree.Line):
        return [node]
    if not isinstance(node, tree.Block):
        return []
    wanted = outcome if node.kind != "none_of" else None if outcome is None else not outcome
    parts = [(part, compiled(part)(env)) for part in node.parts]
    return [line for part, result in parts if result is wanted for line in deciding(part, env, result)]
