"""The expression tree of condition lines: small and closed, so that each reading of it is one short file.

Readings: `parse` makes it and checks its types, `evaluate` turns it into a function, `explain` says what it read and lacked,
`reports/words` puts it into a sentence.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from clssa.language.types import Type

FLAG = Type("flag")


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written in the line; a set is a tuple with `type.many`."""

    value: Any
    type: Type


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the subject bound to `binding`; `name` is its full name, `leaf` its name within the subject."""

    binding: str
    leaf: str
    name: str
    type: Type


@dataclass(frozen=True, slots=True)
class Value:
    """A dated value, or one cell of a dated table; `as_known` reads it as it was known on that day.

    `binding` is the element whose date picks the version, where no date of the case does.
    """

    name: str
    keys: tuple[Node, ...]
    as_known: datetime.date | None
    type: Type
    binding: str = ""


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`left operator right`, the operator one of `+ - * /`."""

    operator: str
    left: Node
    right: Node
    type: Type


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the language applied to its arguments."""

    function: str
    arguments: tuple[Node, ...]
    type: Type


@dataclass(frozen=True, slots=True)
class Compare:
    """One comparison; the operator is one of `is`, `is not`, `in`, `not in`, `<`, `<=`, `>`, `>=`."""

    operator: str
    left: Node
    right: Node
    type: Type = FLAG


@dataclass(frozen=True, slots=True)
class Given:
    """Whether the case says anything about a fact, or (with an empty leaf) about a subject."""

    binding: str
    leaf: str
    name: str
    type: Type = FLAG


@dataclass(frozen=True, slots=True)
class Each:
    """`function(body for binding in list if …)` over the elements of a list of the case.

    With `before`, the binding of an element of that list, only over those that come before it by the facts `ordered_by`.
    """

    function: str
    binding: str
    list: str
    body: Node
    conditions: tuple[Node, ...]
    type: Type
    before: str = ""
    ordered_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """`all_of`, `any_of` or `none_of` several conditions."""

    kind: str
    parts: tuple[Node, ...]
    type: Type = FLAG


@dataclass(frozen=True, slots=True)
class Line:
    """A condition as the policy officer wrote it, with its tree."""

    text: str
    node: Node
    type: Type = FLAG


Node: TypeAlias = Literal | Fact | Value | Arithmetic | Call | Compare | Given | Each | Block | Line


def children(node: Node) -> tuple[Node, ...]:
    """The direct parts of a node."""
    match node:
        case Value(keys=parts) | Call(arguments=parts) | Block(parts=parts):
            return parts
        case Arithmetic(left=left, right=right) | Compare(left=left, right=right):
            return (left, right)
        case Each(body=body, conditions=conditions):
            return (*conditions, body)
        case Line(node=inner):
            return (inner,)
    return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and everything under it, in the order it is written."""
    yield node
    for part in children(node):
        yield from walk(part)


def facts_read(node: Node) -> set[str]:
    """The full names of the facts and lists that the node reads."""
    names: set[str] = set()
    for part in walk(node):
        if isinstance(part, Fact | Given):
            names.add(part.name)
        elif isinstance(part, Each):
            names.update((part.list, *part.ordered_by))
    return names


def values_read(node: Node) -> list[Value]:
    """The dated values that the node reads, in order."""
    return [part for part in walk(node) if isinstance(part, Value)]
