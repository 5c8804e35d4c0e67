"""What a part of a library means, in a form in which two that cannot differ in any case are equal."""

from __future__ import annotations

import datetime
import math
from dataclasses import fields, is_dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from clssa.language.expression import Arithmetic, Block, Call, Compare, Each, Fact, Line, Literal, Node, Value, values_read
from clssa.language.types import Type
from clssa.library.model import BEGINNING, STANDS_NO_MORE, DatedValue, Library, Rule, RuleVersion, Source

_SAYS_NOTHING = (
    "place", "text", "texts", "title", "label", "means", "remedy", "also", "quote", "reading", "readings", "not_encoded",
    "examples", "unnoticed", "actor", "modality", "form", "rows", "digest",
)  # fmt: skip
"""Parts that a person reads, and that decide nothing."""

_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "is": "is", "is not": "is not"}
_WHOLE = ("money", "quantity", "months", "date")
"""Types with a next smaller and a next larger value."""


class Meaning:
    """Means the parts of one library."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._first_reads: dict[tuple[str, tuple[str, ...]], datetime.date] = {}

    def of(self, found: Any) -> Any:
        """What a rule, a dated value, a fact, a source or a part of one means."""
        match found:
            case Rule() | DatedValue():
                return self._dated(found)
            case Source():
                gone = any(each.status in STANDS_NO_MORE for each in found.standing)
                standing = [(each.start, each.status in STANDS_NO_MORE, each.told_by) for each in found.standing]
                return (found.issued, standing if gone else [])
            case Line(node=node) | Block(kind="all_of" | "any_of", parts=(node,)):
                return self.of(node)
            case Compare():
                return self._compare(found)
            case Value(as_known=datetime.date() as day):
                versions = self.library.values[found.name].versions
                known = tuple(number for number, each in enumerate(versions) if self.library.issued(each.cite.source) <= day)
                return (*self._parts(found, "as_known"), known)
            case Literal(value=tuple() as values):
                return frozenset(values)
        return self._plain(found)

    def _plain(self, found: Any) -> Any:
        if isinstance(found, tuple | list):
            return tuple(map(self.of, found))
        if isinstance(found, dict):
            return frozenset((key, self.of(value)) for key, value in found.items())
        return self._parts(found) if is_dataclass(found) else found

    def _parts(self, found: Any, *without: str) -> tuple[Any, ...]:
        names = (each.name for each in fields(found) if each.name not in (*_SAYS_NOTHING, *without))
        return (type(found).__name__, *((name, self.of(getattr(found, name))) for name in names))

    def _dated(self, found: Rule | DatedValue) -> tuple[Any, ...]:
        """Where one version holds always, nothing picks it; and before anybody reads it, no version of a value holds."""
        only = found.versions[0]
        always = len(found.versions) == 1 and only.start == BEGINNING and only.until is None
        parts = self._parts(found, "versions", *(["dated_by"] if always else []))
        first = self._first_read(found) if isinstance(found, DatedValue) else BEGINNING
        return (*parts, *((max(each.start, first), self._parts(each, "start")) for each in found.versions))

    def _first_read(self, value: DatedValue) -> datetime.date:
        """The day before which no rule reads the value, as far as the same date picks the versions of both."""
        key = (value.name, value.dated_by)
        if key not in self._first_reads:
            reading = [(rule, each) for rule in self.library.rules.values() for each in rule.versions if _reads(each, value.name)]
            starts = [each.start if rule.dated_by == value.dated_by else BEGINNING for rule, each in reading]
            self._first_reads[key] = min(starts, default=BEGINNING)
        return self._first_reads[key]

    def _compare(self, node: Compare) -> Any:
        """A comparison with a written value, as the values for which it holds."""
        left, operator, right = node.left, node.operator, node.right
        if isinstance(left, Literal) and operator in _MIRRORED:
            left, operator, right = right, _MIRRORED[operator], left
        value = _number(right) if isinstance(right, Literal) else None
        if value is None or operator not in _MIRRORED or operator == "is not":
            return (operator, self.of(left), self.of(right))
        low = (value, operator == ">") if operator in (">", ">=", "is") else None
        high = (value, operator == "<") if operator in ("<", "<=", "is") else None
        if left.type.kind in _WHOLE and not left.type.exact:
            low = (value + 1, False) if operator == ">" else low
            high = (value - 1, False) if operator == "<" else high
        if self.at_least_zero(left) and (low is None or low[0] < 0):
            low = (Fraction(0), False)
        if low is not None and high is not None and low[0] > high[0]:
            return ("never", self.of(left))
        return ("within", self.of(left), low, high)

    def at_least_zero(self, node: Node) -> bool:
        """Whether the value of an expression cannot be less than nothing."""
        match node:
            case Literal():
                return (_number(node) or 0) >= 0
            case Fact(name=name):
                return name in self.library.facts and _not_negative(self.library.facts[name].type)
            case Value(name=name):
                return all(_least(version.value) >= 0 for version in self.library.values[name].versions)
            case Call(function="abs") | Each(function="count"):
                return True
            case Call(function="max", arguments=parts):
                return any(map(self.at_least_zero, parts))
            case Call(arguments=parts):
                return all(map(self.at_least_zero, parts))
            case Each(function="sum", body=body):
                return self.at_least_zero(body)
            case Arithmetic(operator="+" | "*" | "/", left=left, right=right):
                return self.at_least_zero(left) and self.at_least_zero(right)
        return False


def _reads(version: RuleVersion, value: str) -> bool:
    return any(each.name == value for node in version.nodes() for each in values_read(node))


def _not_negative(type_: Type) -> bool:
    """Whether nothing less than zero is of this type."""
    return type_.numeric and not type_.signed and type_.kind != "number"


def _number(literal: Literal) -> Fraction | None:
    """The value of a literal as a number that is one more at the next value of its type: in cents, in days."""
    value = literal.value
    if isinstance(value, datetime.date):
        return Fraction(value.toordinal())
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction):
        return None
    return Fraction(value) * (100 if literal.type.kind == "money" else 1)


def _least(value: Any) -> Any:
    """The smallest number of a value or a table; less than nothing where it is no number."""
    if isinstance(value, dict):
        return min(map(_least, value.values()))
    return value if isinstance(value, int | Decimal | Fraction) else -math.inf
