"""The agenda by durable-rules, a C extension. This is the only file that imports it.

durable-rules sees presence only, never a value: of its comparisons, missing fields, nulls, long strings and floats were measured
to give silent wrong answers. Each rule is a durable rule with one antecedent for the facts that the case gives, all its flags
in one message, and one for each derived fact, which is asserted when every rule that derives it has fired.

The C extension is driven directly: the package's own `Host` starts threads that race with whoever asserts facts, and
swallows errors.
"""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path

import durable_rules_engine as durable

from clssa.agenda.dependencies import FLAGS_PER_MESSAGE, Dependencies

RULES_PER_SHARD = 48
"""A fact that matches more than 64 rules of one ruleset fires nothing at all (error 303)."""
TESTS_PER_SHARD = 400
"""With 513 antecedents side by side in one ruleset, asserting a fact never returns."""

_NOTHING_MATCHED = 1
_SESSION = "s"
_names = count()
_lock = threading.Lock()


class DurableChaining:
    """Fires in the order of durable-rules. Its rulesets are made for the first order, and deleted with it."""

    def __init__(self, dependencies: Dependencies) -> None:
        self._dependencies = dependencies
        self._numbers = dependencies.numbers
        self._by_name = {f"r{number}": rule for number, rule in enumerate(dependencies.rules)}
        self._shards: list[int] | None = None

    @staticmethod
    def name() -> str:
        """durable-rules with its version, by its folder of metadata: to import importlib.metadata takes a tenth of a check."""
        beside = [each.name for each in Path(durable.__file__).parent.glob("durable_rules-*.dist-info")]
        return " ".join(["durable-rules", *(name.removesuffix(".dist-info").partition("-")[2] for name in beside)])

    def order(self, known: frozenset[str]) -> tuple[str, ...]:
        """The rules whose antecedents are all there, each after every rule that derives what it reads."""
        with _lock:
            return self._forward_chain(known)

    def _forward_chain(self, known: frozenset[str]) -> tuple[str, ...]:
        rules, derivers = self._dependencies.rules, self._dependencies.derivers
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
                    for fact in sorted(rules[rule_id].derives):
                        if derivers[fact].issubset(fired):
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
        antecedents = self._dependencies.rules[rule]
        given = sorted(self._numbers[fact] for fact in antecedents.given)
        matches: list[dict[str, object]] = []
        for part in self._dependencies.messages(rule):
            flags = [{f"f{number}": 1} for number in given if number // FLAGS_PER_MESSAGE == part]
            matches.append({f"m{part}": {"$and": flags} if flags else {"case": part}})
        derived = sorted(self._numbers[fact] for fact in antecedents.derived)
        return matches + [{f"d{number}": {"derived": number}} for number in derived]

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
            try:  # noqa: SIM105 - when the interpreter ends, `suppress` and the other names of this module may be gone
                durable.delete_ruleset(shard)
            except Exception:
                pass


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
