"""What evaluation works on: the environment of facts, dates still to come, and logic with a third value.

A result is true, false, or `None`: undecided for want of a fact. The order of parts never matters.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Any, TypeAlias

ValueKey: TypeAlias = tuple[str, datetime.date | None]
"""A dated value: its name, and the day of knowledge that a line asks for, if it does."""
Element: TypeAlias = dict[str, Any]
"""The facts of one subject, each by its leaf: one that is not there is missing, one that is `None` could not be read."""
UNREAD: Element = {}
"""Stands for an element of a list that was not read: whether it gives a fact is not known."""
NAMELESS = ""
"""What stands for no subject: the binding of the day of evaluation, whose leaf is `today`, and that of a list in `given(…)`."""


@dataclass(frozen=True, slots=True)
class Environment:
    """What evaluation works on. Names of a programme stand in fields of their own, so that it may use any."""

    subjects: dict[str, Element]
    """By binding: the subjects of which there is one, the element that is asked, and those that loops go over."""
    lists: dict[str, tuple[Element, ...]] = field(default_factory=dict)
    given: Set[str] = frozenset()
    """The subjects that the case gives."""
    unread_lists: Set[str] = frozenset()
    """The lists that stand in a draft and could not be read."""
    values: Mapping[ValueKey, Any] = field(default_factory=dict)
    """The dated values in force."""

    def with_bound(self, binding: str, element: Element) -> Environment:
        """The environment in which one more name stands for an element."""
        return self.with_all_bound({binding: element})

    def with_all_bound(self, elements: Mapping[str, Element]) -> Environment:
        """The environment in which more names stand for elements."""
        return Environment({**self.subjects, **elements}, self.lists, self.given, self.unread_lists, self.values)


Evaluator: TypeAlias = Callable[[Environment], Any]


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

    def at(self, element: Element) -> Any:
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
