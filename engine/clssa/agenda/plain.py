"""The agenda in plain Python: each rule counts the antecedents that are not there yet, and fires when there are none."""

from __future__ import annotations

from collections import deque

from clssa.agenda.dependencies import Dependencies


class PlainChaining:
    """Fires first come, first served, beginning with the rules in their order: a time linear in what the rules read."""

    def __init__(self, dependencies: Dependencies) -> None:
        self._rules = dependencies.rules
        self._derivers = {fact: len(rules) for fact, rules in dependencies.derivers.items()}
        self._derives = {name: sorted(rule.derives) for name, rule in self._rules.items()}
        self._readers: dict[str, list[str]] = {fact: [] for fact in self._derivers}
        for name, rule in self._rules.items():
            for fact in rule.derived & self._readers.keys():
                self._readers[fact].append(name)

    @staticmethod
    def name() -> str:
        """What orders the rules."""
        return "Python"

    def order(self, known: frozenset[str]) -> tuple[str, ...]:
        """The rules whose antecedents are all there, each after every rule that derives what it reads."""
        unmet = {name: len(rule.given - known) + len(rule.derived) for name, rule in self._rules.items()}
        underived = dict(self._derivers)
        ready = deque(name for name, count in unmet.items() if not count)
        fired: list[str] = []
        while ready:
            fired.append(name := ready.popleft())
            for fact in self._derives[name]:
                underived[fact] -= 1
                if underived[fact]:
                    continue
                for reader in self._readers[fact]:
                    unmet[reader] -= 1
                    if not unmet[reader]:
                        ready.append(reader)
        return tuple(fired)
