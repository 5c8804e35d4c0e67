"""The agenda: which rules can be decided from the facts that are known, and in which order (by forward chaining).

durable-rules sees presence only, never a value: of its comparisons, missing fields, nulls, long strings and floats were measured
to give silent wrong answers. Each rule is a durable rule with one antecedent for the facts that the case gives, all its flags
in one message, and one for each derived fact, which is asserted when every rule that derives it has fired.

This is the only file that imports durable-rules. It drives the C extension directly: the package's own `Host` starts
threads that race with whoever asserts facts, and swallows errors.
"""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count

import durable_rules_engine as durable

RULES_PER_SHARD = 48
"""A fact that matches more than 64 rules of one ruleset fires nothing at all (error 303)."""
TESTS_PER_SHARD = 400
"""With 513 antecedents side by side in one ruleset, asserting a fact never returns."""
FLAGS_PER_MESSAGE = 200
"""A message holds at most 252 properties."""
ANTECEDENTS = 16
"""A rule has at most so many."""

_NOTHING_MATCHED = 1
_SESSION = "s"
_names = count()
_lock = threading.Lock()


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


class Agenda:
    """Orders rules. `order` is a pure function of the set of known facts; results are remembered."""

    def __init__(self, rules: Mapping[str, Antecedents]) -> None:
        self.rules = dict(rules)
        self.derivers: dict[str, set[str]] = {}
        for rule, antecedents in rules.items():
            for fact in antecedents.derives:
                self.derivers.setdefault(fact, set()).add(rule)
        self._numbers = {fact: number for number, fact in enumerate(sorted(_facts_of(rules.values())))}
        self._by_name = {f"r{number}": rule for number, rule in enumerate(rules)}
        self._shards: list[int] | None = None
        self._remembered: dict[frozenset[str], tuple[str, ...]] = {}

    def order(self, known: Iterable[str]) -> tuple[str, ...]:
        """The rules whose antecedents are all there, each after every rule that derives what it reads."""
        facts = frozenset(known).intersection(self._numbers)
        if facts not in self._remembered:
            with _lock:
                self._remembered[facts] = self._forward_chain(facts)
        return self._remembered[facts]

    def _forward_chain(self, known: frozenset[str]) -> tuple[str, ...]:
        shards = self._rulesets()
        fired: list[str] = []
        asserted: list[tuple[int, object]] = []
        waiting = deque((shard, message) for message in self._flags(known) for shard in shards)
        try:
            while waiting:
                shard, message = waiting.popleft()
                asserted.append((shard, message["id"]))
                for rule in _fire(shard, message):
                    fired.append(rule_id := self._by_name[rule])
                    for fact in sorted(self.rules[rule_id].derives):
                        if self.derivers[fact].issubset(fired):
                            waiting.extend((each, self._token(fact)) for each in shards)
        finally:
            for shard, name in asserted:
                with suppress(durable.error):
                    durable.retract_fact(shard, json.dumps({"id": name, "sid": _SESSION}))
        return tuple(fired)

    def _rulesets(self) -> list[int]:
        if self._shards is None:
            self._shards = [durable.create_ruleset(f"agenda{next(_names)}", json.dumps(each)) for each in self._definitions()]
        return self._shards

    def _definitions(self) -> list[dict[str, object]]:
        """The rules in as many rulesets as their limits need."""
        rulesets: list[dict[str, object]] = [{}]
        tests = 0
        for name, rule in self._by_name.items():
            definition = self._definition(rule)
            tests += len(definition)
            if len(rulesets[-1]) >= RULES_PER_SHARD or tests > TESTS_PER_SHARD:
                rulesets.append({})
                tests = len(definition)
            rulesets[-1][name] = {"all": definition}
        return rulesets if rulesets[-1] else []

    def _definition(self, rule: str) -> list[dict[str, object]]:
        antecedents = self.rules[rule]
        flags: dict[int, list[dict[str, int]]] = {}
        for fact in sorted(antecedents.given):
            number = self._numbers[fact]
            flags.setdefault(number // FLAGS_PER_MESSAGE, []).append({f"f{number}": 1})
        matches: list[dict[str, object]] = [{f"m{part}": {"$and": tests}} for part, tests in sorted(flags.items())] or [
            {"m0": {"case": 0}}
        ]
        matches += [{f"d{self._numbers[fact]}": {"derived": self._numbers[fact]}} for fact in sorted(antecedents.derived)]
        if len(matches) > ANTECEDENTS:
            raise TooManyAntecedents(rule, len(antecedents.derived))
        return matches

    def _flags(self, known: frozenset[str]) -> Sequence[dict[str, object]]:
        parts = range(len(self._numbers) // FLAGS_PER_MESSAGE + 1)
        messages: list[dict[str, object]] = [{"id": f"c{part}", "sid": _SESSION, "case": part} for part in parts]
        for fact in known:
            messages[self._numbers[fact] // FLAGS_PER_MESSAGE][f"f{self._numbers[fact]}"] = 1
        return messages

    def _token(self, fact: str) -> dict[str, object]:
        number = self._numbers[fact]
        return {"id": f"t{number}", "sid": _SESSION, "derived": number}

    def __del__(self) -> None:
        for shard in self._shards or ():
            with suppress(Exception):
                durable.delete_ruleset(shard)


def _facts_of(rules: Iterable[Antecedents]) -> set[str]:
    return {fact for rule in rules for fact in (*rule.given, *rule.derived, *rule.derives)}


def _fire(shard: int, message: Mapping[str, object]) -> list[str]:
    """Asserts one fact and gives the names of the rules that it fires, in the engine's order.

    All are taken before anyone acts on one: a firing that is begun and not completed keeps the session busy.
    """
    code, state = durable.assert_fact(shard, json.dumps(message, sort_keys=True))
    fired: list[str] = []
    if code == _NOTHING_MATCHED:
        return fired
    found = durable.start_action_for_state(shard, state)
    action = found[1] if found else None
    while action:
        fired.append(next(iter(json.loads(action))))
        action = durable.complete_and_start_action(shard, state)
    return fired
