"""Random rules and cases for the oracle, as plain tuples and as the YAML that the engine reads."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from plain_check import NONE, PlainCase, PlainRule

CODES = ["red", "green", "blue"]
STEPS = ["order.d0", "piece.d1", "order.d2", "piece.d3", "order.d4", "piece.d5", "order.d6"]
"""Derived facts; each may be derived from those before it."""

_FACTS = "number: {{type: text, label: number, means: Its number.}}\n" + "".join(
    f"  {{0}}{name}: {{{{type: {type_}, label: {name}, means: A fact.}}}}\n"
    for name, type_ in (
        ("flag", "flag"), ("size", "quantity"), ("depth", "quantity"), ("slack", "quantity, optional: yes"),
        ("colour", "code, codes: [red, green, blue]"), ("shade", "code, codes: [red, green, blue], optional: yes"),
    )
)  # fmt: skip


def facts_file(subject: str) -> str:
    """policies/facts/SUBJECT.yaml."""
    head = "label: the order" if subject == "order" else "label: piece {number}\nlist: pieces\nnamed_by: number\nof: order"
    derived = "".join(
        f"  {name.partition('.')[2]}: {{type: quantity, optional: yes, derived: yes, label: derived, means: Derived.}}\n"
        for name in STEPS
        if name.startswith(subject)
    )
    return f"subject: {subject}\n{head}\nfacts:\n  {_FACTS.format('')}{derived}"


class RandomRules:
    """Rules of one library."""

    def __init__(self, seed: int, given: bool = True) -> None:
        self.chance, self.given = random.Random(seed), ["order"] if given else []

    def rules(self) -> list[PlainRule]:
        rules = [self.deriving(step, name) for step, name in enumerate(STEPS) for _ in range(self.chance.choice([0, 1, 1, 1, 2]))]
        rules += [self.requiring(self.chance.choice(["order", "piece"])) for _ in range(self.chance.randint(3, 8))]
        for number, rule in enumerate(rules):
            rule.id = f"r{number:02}"
        return self.chance.sample(rules, len(rules))

    def deriving(self, step: int, name: str) -> PlainRule:
        subject, reads = name.partition(".")[0], STEPS[:step]
        choices: list[tuple[list[Any] | None, Any]] = [(None, self.expression(subject, reads))]
        if self.chance.random() < 0.3:
            choices.insert(0, (self.conditions(subject, reads, 1, 2), self.expression(subject, reads)))
        rule = PlainRule("", subject, self.conditions(subject, reads, 0, 2, self.given), {name: choices}, {})
        if self.chance.random() < 0.4:
            rule.levels = {"error": self.conditions(subject, reads, 1, 2)}
        return rule

    def requiring(self, subject: str) -> PlainRule:
        levels = self.chance.choice([["error"], ["error"], ["error"], ["warning"], ["error", "warning"]])
        rule = PlainRule("", subject, self.conditions(subject, STEPS, 0, 2, self.given), {}, {})
        rule.levels = {level: self.conditions(subject, STEPS, 1, 3) for level in levels}
        for _ in range(self.chance.choice([0, 0, 1, 1, 2]) if "error" in levels else 0):
            lowered = self.chance.choice([None, None, "warning", "note"]) if levels == ["error"] else None
            rule.unless.append((lowered, self.conditions(subject, STEPS, 1, 2, self.given and ["order", subject])))
        return rule

    def conditions(self, subject: str, reads: list[str], least: int, most: int, given: Sequence[str] = ()) -> list[Any]:
        return [self.condition(subject, reads, given) for _ in range(self.chance.randint(least, most))]

    def condition(self, subject: str, reads: list[str], given: Sequence[str] = (), depth: int = 0) -> Any:
        if depth < 2 and self.chance.random() < 0.25:
            kind = self.chance.choice(["any_of", "any_of", "all_of", "none_of"])
            return kind, [self.condition(subject, reads, given, depth + 1) for _ in range(self.chance.randint(1, 3))]
        if given and self.chance.random() < 0.15:
            return "given", f"{self.chance.choice(given)}.{self.chance.choice(['flag', 'size', 'slack', 'shade'])}"
        sort = self.chance.choice(["flag", "colour", "shade", "number", "number", "number"])
        if sort == "flag":
            return "compare", self.named(subject, ["flag"]), "is", ("literal", self.chance.choice([True, False]))
        if sort == "number":
            return "compare", self.number(subject, reads), self.chance.choice(["<", "<=", ">", ">=", "is", "is not"]), \
                self.chance.choice([("literal", self.chance.randint(0, 6)), self.number(subject, reads)])  # fmt: skip
        other: Any = ("literal", self.chance.choice([*CODES, NONE] if sort == "shade" else CODES))
        if self.chance.random() < 0.2:
            other = self.named(subject, ["colour", "shade"])
        return "compare", self.named(subject, [sort]), self.chance.choice(["is", "is not"]), other

    def named(self, subject: str, leaves: list[str]) -> str:
        return f"{self.chance.choice(['order', subject])}.{self.chance.choice(leaves)}"

    def number(self, subject: str, reads: list[str]) -> str:
        derived = [name for name in reads if name.startswith("order") or subject == "piece"]
        if derived and self.chance.random() < 0.4:
            return self.chance.choice(derived)
        return self.named(subject, ["size", "depth", "slack"])

    def expression(self, subject: str, reads: list[str]) -> Any:
        pick = self.chance.random()
        if subject == "order" and pick < 0.35:
            fact = self.chance.choice(["piece.size", *(name for name in reads if name.startswith("piece"))])
            return "sum", fact, self.condition("piece", [], depth=2) if self.chance.random() < 0.5 else None
        if pick < 0.6:
            return self.number(subject, reads)
        return self.chance.choice(["plus", "larger"]), self.number(subject, reads), self.number(subject, reads)

    def case(self) -> PlainCase:
        missing = self.chance.choice([0.0, 0.1, 0.3, 0.6])
        order = self.facts(missing) if self.chance.random() < 0.95 else None
        pieces = (
            [self.facts(missing) for _ in range(self.chance.choice([0, 1, 1, 2, 3]))] if self.chance.random() < 0.85 else None
        )
        return PlainCase(order, pieces)

    def fewer(self, case: PlainCase) -> PlainCase:
        """The case with some of its facts left out; the order and the pieces stay."""

        def some(facts: dict[str, Any]) -> dict[str, Any]:
            return {name: value for name, value in facts.items() if self.chance.random() < 0.7}

        return PlainCase(
            some(case.order) if case.order is not None else None, case.pieces and [some(each) for each in case.pieces]
        )

    def facts(self, missing: float) -> dict[str, Any]:
        def absent(value: Any) -> Any:
            return NONE if self.chance.random() < 0.3 else value

        found = {
            "flag": self.chance.choice([True, False]), "size": self.chance.randint(0, 6), "depth": self.chance.randint(0, 6),
            "slack": absent(self.chance.randint(0, 6)), "colour": self.chance.choice(CODES), "shade": absent(self.chance.choice(CODES)),
        }  # fmt: skip
        return {name: value for name, value in found.items() if self.chance.random() >= missing}


# --- as YAML -----------------------------------------------------------------------------------------------------------


def rule_file(rule: PlainRule, cite: str) -> str:
    """policies/rules/RULE.yaml."""
    kind = "requirement" if rule.levels else "calculation"
    lines = [f"id: {rule.id}", "title: A rule", f"kind: {kind}", f"asked_of: {rule.asked_of}", "versions:"]
    lines += ["  - from: beginning", f"    cite: {cite}"] + ["    remedy: Mend it."] * (kind == "requirement")
    lines += _block("    applies_when", rule.applies)
    for name, choices in rule.derive.items():
        lines += ["    derive:", f"      {name}:"]
        for when, expression in choices:
            lines += ["        - is: " + _expression(expression), *_block("          when", when or [])]
    for level, conditions in rule.levels.items():
        lines += _block("    " + {"error": "require", "warning": "should", "note": "remark"}[level], conditions)
    lines += ["    unless:"] if rule.unless else []
    for lowered, when in rule.unless:
        lines += [f"      - cite: {cite}", *([f"        level: {lowered}"] if lowered else []), *_block("        when", when)]
    return "\n".join(lines) + "\n"


def _block(key: str, conditions: list[Any]) -> list[str]:
    return [f"{key}: [{', '.join(map(_condition, conditions))}]"] if conditions else []


def _condition(condition: Any) -> str:
    if condition[0] == "given":
        return f"given({condition[1]})"
    if condition[0] == "compare":
        return f"'{_expression(condition[1])} {condition[2]} {_expression(condition[3])}'"
    return f"{{{condition[0]}: [{', '.join(map(_condition, condition[1]))}]}}"


def _expression(expression: Any) -> str:
    if isinstance(expression, str):
        return expression
    if expression[0] == "literal":
        return {True: "yes", False: "no"}[expression[1]] if isinstance(expression[1], bool) else str(expression[1])
    if expression[0] == "sum":
        only_if = f" if {_condition(expression[2])[1:-1]}" if expression[2] else ""
        return f"sum({expression[1]} for piece in pieces{only_if})"
    a, b = _expression(expression[1]), _expression(expression[2])
    return f"{a} + {b}" if expression[0] == "plus" else f"max({a}, {b})"


def case_file(case: PlainCase) -> str:
    """The case as a case file."""

    def entries(facts: dict[str, Any]) -> str:
        return "{" + ", ".join(f"{name}: {_expression(('literal', value))}" for name, value in facts.items()) + "}"

    parts = [] if case.order is None else [f"order: {entries(case.order)}"]
    if case.pieces is not None:
        parts.append(f"pieces: [{', '.join(entries({'number': at, **piece}) for at, piece in enumerate(case.pieces))}]")
    return "\n".join(parts) + "\n" if parts else "{}\n"
