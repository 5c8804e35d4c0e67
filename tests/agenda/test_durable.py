"""durable-rules leaves nothing behind, keeps to its own limits, and is chosen wherever it is installed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from importlib.metadata import version

import pytest
from clssa.agenda import Agenda, Antecedents, agenda_name
from clssa.agenda import durable as durable_agenda
from clssa.agenda.dependencies import Dependencies
from clssa.agenda.durable import RULES_PER_SHARD, DurableChaining
from project import ROOT

SMALL = {
    "first": Antecedents(frozenset({"a"}), frozenset(), frozenset({"x"})),
    "second": Antecedents(frozenset({"a"}), frozenset({"x"}), frozenset({"y"})),
    "third": Antecedents(frozenset({"b"}), frozenset({"y"})),
    "apart": Antecedents(frozenset({"a"})),
}


def test_durable_rules_is_chosen_and_named_with_its_version() -> None:
    assert agenda_name() == f"durable-rules {version('durable-rules')}"


def test_an_error_between_two_messages_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = Agenda(SMALL, DurableChaining).order("ab")
    agenda, fire, calls = Agenda(SMALL, DurableChaining), durable_agenda._fire, [0]

    def failing(shard: int, message: Mapping[str, object]) -> Iterable[str]:
        calls[0] += 1
        if calls[0] == 2:
            raise RuntimeError("in the middle")
        return fire(shard, message)

    monkeypatch.setattr(durable_agenda, "_fire", failing)
    with pytest.raises(RuntimeError, match="in the middle"):
        agenda.order("ab")
    monkeypatch.undo()
    assert agenda.order("ab") == expected
    assert agenda.order("b") == ()


def test_an_error_between_two_firings_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = Agenda(SMALL, DurableChaining).order("ab")
    agenda = Agenda(SMALL, DurableChaining)

    def failing(self: DurableChaining, fact: str) -> dict[str, object]:
        raise RuntimeError("in the middle")

    monkeypatch.setattr(DurableChaining, "_token", failing)
    with pytest.raises(RuntimeError, match="in the middle"):
        agenda.order("ab")
    monkeypatch.undo()
    assert agenda.order("ab") == expected


def test_an_agenda_that_is_gone_has_deleted_its_rulesets(monkeypatch: pytest.MonkeyPatch) -> None:
    deleted: list[int] = []
    delete = durable_agenda.durable.delete_ruleset
    monkeypatch.setattr(durable_agenda.durable, "delete_ruleset", lambda shard: (deleted.append(shard), delete(shard)))
    chaining = DurableChaining(Dependencies({f"r{n}": Antecedents(frozenset({"a"})) for n in range(100)}))
    chaining.order(frozenset("a"))
    shards = list(chaining._shards or ())
    del chaining
    assert len(shards) == -(-100 // RULES_PER_SHARD)
    assert deleted == shards


_MANY_SIBLINGS = """
from clssa.agenda import Agenda, Antecedents
from clssa.agenda.durable import DurableChaining
reads = [[f"d{rule:02}_{n:02}" for n in range(12)] for rule in range(48)]
rules = {f"of-{fact}": Antecedents(frozenset("a"), frozenset(), frozenset({fact})) for facts in reads for fact in facts}
rules = {**{f"r{n}": Antecedents(frozenset("a"), frozenset(facts)) for n, facts in enumerate(reads)}, **rules}
print(len(Agenda(rules, DurableChaining).order("a")) == len(rules))
"""


def test_a_shard_of_rules_that_read_many_derived_facts_does_not_hang() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "engine")}
    done = subprocess.run([sys.executable, "-c", _MANY_SIBLINGS], env=environment, capture_output=True, text=True, timeout=30)
    assert done.stdout == "True\n"
