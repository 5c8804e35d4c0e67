"""The agenda: which rules can be decided from the facts that are known, and in which order (by forward chaining).

durable-rules orders them wherever it is installed; elsewhere Python does. Neither sees a value: they are told which facts are
known, and no more. Their orders may differ where neither of two rules reads what the other derives; no report does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from typing import Protocol

from clssa.agenda.dependencies import Antecedents, Dependencies, TooManyAntecedents

__all__ = ["Agenda", "Antecedents", "Chaining", "TooManyAntecedents", "agenda_name"]


class Chaining(Protocol):
    """Forward chaining over some rules."""

    def __init__(self, dependencies: Dependencies) -> None: ...

    @staticmethod
    def name() -> str:
        """What does it, with its version."""

    def order(self, known: frozenset[str]) -> tuple[str, ...]:
        """The rules whose antecedents are all there, each after every rule that derives what it reads."""


class Agenda:
    """Orders rules. `order` is a pure function of the set of known facts; results are remembered."""

    def __init__(self, rules: Mapping[str, Antecedents], chaining: type[Chaining] | None = None) -> None:
        self._rules = rules
        self._type = chaining or _chosen()
        self._remembered: dict[frozenset[str], tuple[str, ...]] = {}

    @cached_property
    def dependencies(self) -> Dependencies:
        """What the rules read of one another. Raises `TooManyAntecedents`."""
        return Dependencies(self._rules)

    @cached_property
    def _chaining(self) -> Chaining:
        return self._type(self.dependencies)

    def order(self, known: Iterable[str]) -> tuple[str, ...]:
        """The rules whose antecedents are all there, each after every rule that derives what it reads.

        Raises `TooManyAntecedents`, whichever agenda was chosen.
        """
        facts = frozenset(known).intersection(self.dependencies.numbers)
        if facts not in self._remembered:
            self._remembered[facts] = self._chaining.order(facts)
        return self._remembered[facts]


def agenda_name() -> str:
    """The name of the agenda that was chosen, with its version."""
    return _chosen().name()


@cache
def _chosen() -> type[Chaining]:
    """The one place that chooses. What is installed and cannot be imported is absent too."""
    try:
        from clssa.agenda.durable import DurableChaining
    except ImportError:
        from clssa.agenda.plain import PlainChaining

        return PlainChaining
    return DurableChaining
