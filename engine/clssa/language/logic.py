"""What evaluation works on: the environment of facts, dates still to come, and logic with a third value.

A result is true, false, or `None`: undecided for want of a fact. The order of parts never matters.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

Environment: TypeAlias = dict[str, Any]
"""Bindings to elements, each fact by its leaf: one that is not there is missing, one that is `None` could not be read."""
Evaluator: TypeAlias = Callable[[Environment], Any]

LISTS = "lists"
"""The binding under which the environment holds the case's lists: name to tuple of elements."""
GIVEN = "given"
"""The binding under which it holds the names of the subjects that the case gives."""
UNREAD_LISTS = "unread lists"
"""The binding under which it holds the names of the lists that stand in a draft and could not be read."""
UNREAD: Environment = {}
"""Stands for an element of a list that was not read: whether it gives a fact is not known."""
VALUES = "values"
"""The binding under which it holds the dated values in force: (name, as known on) to value."""


@dataclass(frozen=True, slots=True)
class NotBefore:
    """A date that is still to come: missing, but not before this day."""

    day: datetime.date


@dataclass(frozen=True, slots=True)
class Steps:
    """A dated value that a date of each element of a list picks: `spans` are (first day, value) in order of time.

    `leaf` is that date within the element, `name` its full name.
    """

    leaf: str
    name: str
    spans: tuple[tuple[datetime.date, Any], ...]

    def at(self, element: Environment) -> Any:
        """The value in force on the element's date; where that is missing, the value if there has only ever been one."""
        day = element.get(self.leaf)
        if not isinstance(day, datetime.date):
            return self.spans[0][1] if len(self.spans) == 1 and self.spans[0][0] == datetime.date.min else None
        started = [value for first, value in self.spans if first <= day]
        return started[-1] if started else None


def all_of(results: Iterable[bool | None]) -> bool | None:
    """Kleene's conjunction: false absorbs, else what is undecided stays undecided."""
    decided: bool | None = True
    for result in results:
        if result is False:
            return False
        if result is None:
            decided = None
    return decided


def any_of(results: Iterable[bool | None]) -> bool | None:
    """Kleene's disjunction: true absorbs."""
    return negated(all_of(negated(result) for result in results))


def negated(result: bool | None) -> bool | None:
    """Kleene's negation."""
    return None if result is None else not result
