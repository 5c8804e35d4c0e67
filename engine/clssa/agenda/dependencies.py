"""What rules read of one another, and how much of it one rule may read.

The limits are those of durable-rules. They hold whatever orders the rules, so that policies are never refused in one office
and accepted in another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FLAGS_PER_MESSAGE = 200
"""A message of durable-rules holds at most 252 properties, so the facts of a case need several."""
ANTECEDENTS = 16
"""A rule of durable-rules joins at most so many messages and derived facts."""


class TooManyAntecedents(ValueError):
    """A rule reads more derived facts than the engine can join."""

    def __init__(self, rule: str, derived: int) -> None:
        super().__init__(f"{rule} reads too many derived facts ({derived})")
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Antecedents:
    """What a rule reads: facts that the case gives, facts that other rules derive; and what it derives itself."""

    given: frozenset[str]
    derived: frozenset[str] = frozenset()
    derives: frozenset[str] = frozenset()


class Dependencies:
    """The antecedents of all rules: which rules derive a fact, and the number of each fact. Raises `TooManyAntecedents`."""

    def __init__(self, rules: Mapping[str, Antecedents]) -> None:
        self.rules = dict(rules)
        facts = {fact for rule in rules.values() for fact in (*rule.given, *rule.derived, *rule.derives)}
        self.numbers = {fact: number for number, fact in enumerate(sorted(facts))}
        self.derivers: dict[str, set[str]] = {}
        for name, rule in rules.items():
            for fact in rule.derives:
                self.derivers.setdefault(fact, set()).add(name)
            if len(self.messages(name)) + len(rule.derived) > ANTECEDENTS:
                raise TooManyAntecedents(name, len(rule.derived))

    def messages(self, rule: str) -> list[int]:
        """The messages that say whether the facts are known which a rule reads of the case; one at least."""
        return sorted({self.numbers[fact] // FLAGS_PER_MESSAGE for fact in self.rules[rule].given}) or [0]
