"""An independent interpreter of the rule language for the oracle: rules are plain tuples, derived facts are asked for when needed.

It follows the design, not the engine: nothing is ordered, nothing is compiled, nothing of the engine is imported.

A condition is ("compare", fact, operator, literal or fact), ("given", fact) or (block kind, [conditions]).
An expression is a fact, ("literal", n), ("plus", e, e), ("larger", e, e) or ("sum", element fact, condition or None).
"""

from __future__ import annotations

import operator
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

NONE = "none"
"""Known to be absent. A missing fact is Python's None."""

ORDERS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


class Contradiction(Exception):
    """Two rules, or two exceptions, say different things of one case."""


@dataclass
class PlainRule:
    """`derive` maps a fact to its choices (condition block or None, expression)."""

    id: str
    asked_of: str
    applies: list[Any]
    derive: dict[str, list[tuple[list[Any] | None, Any]]]
    levels: dict[str, list[Any]]
    unless: list[tuple[str | None, list[Any]]] = field(default_factory=list)


@dataclass
class PlainCase:
    """`order` is None where the case has no such subject; `pieces` where that list is missing."""

    order: dict[str, Any] | None
    pieces: list[dict[str, Any]] | None


class PlainCheck:
    """The findings and derived facts of one case."""

    def __init__(self, rules: list[PlainRule], case: PlainCase) -> None:
        self.rules, self.case = rules, case
        self.derivers = {name: [rule for rule in rules if name in rule.derive] for rule in rules for name in rule.derive}
        self.cache: dict[tuple[str, int | None], tuple[Any, set[str]]] = {}
        self.derived: dict[tuple[str, str], Any] = {}
        for name in self.derivers:
            for at in self.places(name.partition(".")[0]):
                if (value := self.fact(name, at)[0]) is not None:
                    self.derived["" if at is None else f"piece {at}", name] = value
        self.findings = {(rule.id, subject, level): rest for rule in rules for subject, level, *rest in self.asked(rule)}

    @property
    def there(self) -> bool:
        """The order is there where the case says anything of it, or has its list."""
        return self.case.order is not None or self.case.pieces is not None

    def places(self, subject: str) -> list[int | None]:
        if subject == "order":
            return [None] if self.there else []
        return list(range(len(self.case.pieces or ())))

    # --- what a rule says --------------------------------------------------------------------------------------------

    def asked(self, rule: PlainRule) -> Iterator[tuple[Any, ...]]:
        if rule.asked_of == "piece" and self.case.pieces is None:
            for level in rule.levels if self.there else ():
                applies, _ = self.block("all_of", rule.applies, -1)
                yield "pieces", level, *(("not_applicable", []) if applies is False else ("unknown", ["pieces"]))
            return
        for at in self.places(rule.asked_of):
            subject = "the order" if at is None else f"piece {at}"
            applies, lacks = self.block("all_of", rule.applies, at)
            for level, conditions in rule.levels.items():
                if applies is True:
                    yield subject, *self.required(rule, level, conditions, at)
                else:
                    yield subject, level, "not_applicable" if applies is False else "unknown", sorted(lacks)

    def required(self, rule: PlainRule, level: str, conditions: list[Any], at: int | None) -> tuple[Any, ...]:
        holds, lacks = self.block("all_of", conditions, at)
        exceptions = rule.unless if level == "error" else []
        if holds is None and any(lowered is None and self.block("all_of", when, at)[0] for lowered, when in exceptions):
            return level, "pass", []
        if holds is not False:
            return level, "pass" if holds else "unknown", sorted(lacks)
        decided = [(lowered, *self.block("all_of", when, at)) for lowered, when in exceptions]
        applying = {lowered for lowered, result, _ in decided if result}
        if len(applying) > 1:
            raise Contradiction
        if applying:
            (lowered,) = applying
            return (lowered, "fail", []) if lowered else (level, "pass", [])
        lacks = set().union(*(missing for _, result, missing in decided if result is None))
        undecided = any(result is None for _, result, _ in decided)
        return level, "unknown" if undecided else "fail", sorted(lacks)

    # --- three-valued conditions: (true, false or None; what is missing if None) ---------------------------------------

    def block(self, kind: str, parts: list[Any], at: int | None) -> tuple[bool | None, set[str]]:
        found = [self.condition(part, at) for part in parts]
        results = [result for result, _ in found]
        lacks = set().union(*(missing for result, missing in found if result is None))
        if kind == "all_of":
            decided = False if False in results else None if None in results else True
        else:
            some = True if True in results else None if None in results else False
            decided = some if kind == "any_of" or some is None else not some
        return decided, lacks if decided is None else set()

    def condition(self, condition: Any, at: int | None) -> tuple[bool | None, set[str]]:
        if condition[0] == "given":
            return self.fact(condition[1], at)[0] is not None, set()
        if condition[0] != "compare":
            return self.block(condition[0], condition[1], at)
        _, left, sign, right = condition
        a, lacks = self.value(left, at)
        b, more = self.value(right, at)
        if a is None or b is None:
            return None, lacks | more
        if sign in ORDERS:
            return a != NONE and b != NONE and ORDERS[sign](a, b), set()
        return (a == b) is (sign == "is"), set()

    # --- values: (value or None; what is missing if None) --------------------------------------------------------------

    def value(self, expression: Any, at: int | None) -> tuple[Any, set[str]]:
        if isinstance(expression, str):
            return self.fact(expression, at)
        if expression[0] == "literal":
            return expression[1], set()
        if expression[0] == "sum":
            return self.sum(*expression[1:])
        (a, lacks), (b, more) = self.value(expression[1], at), self.value(expression[2], at)
        if a is None or b is None:
            return None, lacks | more
        if NONE in (a, b):
            return NONE, set()
        return (a + b if expression[0] == "plus" else max(a, b)), set()

    def sum(self, fact: str, only_if: Any) -> tuple[Any, set[str]]:
        if self.case.pieces is None:
            return None, {"pieces"}
        total, lacks = 0, set[str]()
        undecided = False
        for at in range(len(self.case.pieces)):
            counts, missing = self.condition(only_if, at) if only_if else (True, set())
            if counts is False:
                continue
            value, more = self.fact(fact, at)
            if counts is None or value is None:
                undecided = True
                lacks |= missing | more
            elif value != NONE:
                total += value
        return (None, lacks) if undecided else (total, set())

    def fact(self, name: str, at: int | None) -> tuple[Any, set[str]]:
        subject, _, leaf = name.partition(".")
        place = None if subject == "order" else at
        if name in self.derivers:
            if (name, place) not in self.cache:
                self.cache[name, place] = self.derive(name, place)
            return self.cache[name, place]
        facts = (self.case.order or {}) if place is None else {} if place == -1 else (self.case.pieces or ())[place]
        return (facts[leaf], set()) if leaf in facts else (None, {name})

    def derive(self, name: str, at: int | None) -> tuple[Any, set[str]]:
        """What the rules make of it; what keeps those undecided that could; itself, where none of them could."""
        values, lacks = set[Any](), set[str]()
        for rule in self.derivers[name]:
            if at == -1 or (rule.asked_of == "order" and not self.there):
                continue
            applies, missing = self.block("all_of", rule.applies, at)
            value, more = self.choose(rule.derive[name], at) if applies else (None, missing)
            lacks |= more
            if value is not None:
                values.add(value)
        if len(values) > 1:
            raise Contradiction
        return (values.pop(), set()) if values else (None, lacks or {name})

    def choose(self, choices: list[tuple[list[Any] | None, Any]], at: int | None) -> tuple[Any, set[str]]:
        for when, expression in choices:
            holds, lacks = self.block("all_of", when or [], at)
            if holds is None:
                return None, lacks
            if holds:
                return self.value(expression, at)
        return None, set()
