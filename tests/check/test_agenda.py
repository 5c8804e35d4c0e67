"""The agenda orders rules by presence alone, always validly, always alike, and leaves nothing behind."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest
from clssa.check import agenda as agenda_module
from clssa.check.agenda import Agenda, Antecedents
from project import ROOT

ENGINE = ROOT / "engine"


def fired_by_closure(rules: Mapping[str, Antecedents], known: Iterable[str]) -> set[str]:
    """The oracle: a rule fires when its facts are known and every deriver of what it reads has fired."""
    facts, fired = set(known), set[str]()
    while True:
        now = {
            name
            for name, rule in rules.items()
            if name not in fired
            and rule.given <= facts
            and all(
                any(fact in other.derives for other in rules.values())
                and all(other in fired for other, that in rules.items() if fact in that.derives)
                for fact in rule.derived
            )
        }
        if not now:
            return fired
        fired |= now


def random_rules(seed: int, most_rules: int = 200, most_facts: int = 300) -> tuple[dict[str, Antecedents], list[str]]:
    """Rules in random order, some of which derive facts that later ones read; some facts have two derivers, some none."""
    chance = random.Random(seed)
    facts = [f"case.fact_{number}" for number in range(chance.randint(1, most_facts))]
    derived: list[str] = []
    rules: dict[str, Antecedents] = {}
    for number in range(chance.randint(1, most_rules)):
        given = chance.sample(facts, min(len(facts), chance.choice([0, 1, 1, 2, 3, 8])))
        reads = chance.sample(derived, min(len(derived), chance.choice([0, 0, 1, 2])))
        derives = []
        if chance.random() < 0.4:
            derives = [f"case.derived_{number}_{part}" for part in range(chance.choice([1, 1, 2]))]
            rules[f"also-{number}"] = Antecedents(frozenset(), frozenset(reads), frozenset(derives[:1]))
        rules[f"rule-{number}"] = Antecedents(frozenset(given), frozenset(reads), frozenset(derives))
        derived += derives
        if chance.random() < 0.02:
            derived.append(f"case.derived_by_nobody_{number}")
    names = chance.sample(list(rules), len(rules))
    return {name: rules[name] for name in names}, facts


def random_known(chance: random.Random, facts: list[str]) -> set[str]:
    return {fact for fact in facts if chance.random() < chance.choice([0.5, 0.9, 0.99, 1.0])}


def assert_valid(rules: Mapping[str, Antecedents], order: tuple[str, ...]) -> None:
    place = {name: number for number, name in enumerate(order)}
    assert len(place) == len(order), "a rule fired twice"
    for name in order:
        for fact in rules[name].derived:
            assert all(place[other] < place[name] for other, that in rules.items() if fact in that.derives)


@pytest.mark.parametrize("seed", range(25))
def test_the_rules_that_fire_are_those_of_a_closure_each_after_all_derivers_of_what_it_reads(seed: int) -> None:
    rules, facts = random_rules(seed)
    agenda, chance = Agenda(rules), random.Random(seed)
    for _ in range(8):
        known = random_known(chance, facts)
        order = agenda.order(known)
        assert set(order) == fired_by_closure(rules, known)
        assert_valid(rules, order)


def test_more_rules_than_one_shard_holds_feed_one_another() -> None:
    chain = {
        f"r{n:03}": Antecedents(frozenset({"a"}), frozenset({f"d{n - 1}"} if n else ()), frozenset({f"d{n}"})) for n in range(150)
    }
    assert Agenda(chain).order({"a"}) == tuple(chain)


def test_more_facts_than_one_message_holds_join() -> None:
    facts = [f"f{n:03}" for n in range(450)]
    agenda = Agenda({"all": Antecedents(frozenset(facts)), "last": Antecedents(frozenset(facts[-1:]))})
    assert agenda.order(facts) == ("all", "last")
    assert agenda.order(facts[1:]) == ("last",)


def test_a_rule_that_reads_nothing_fires_always() -> None:
    assert Agenda({"r": Antecedents(frozenset())}).order(()) == ("r",)


def test_facts_that_no_rule_reads_change_nothing() -> None:
    assert Agenda({"r": Antecedents(frozenset({"a"}))}).order({"a", "b", "sid", "id"}) == ("r",)


def test_the_order_is_the_same_on_a_second_instance_and_after_another_case() -> None:
    rules, facts = random_rules(7)
    chance = random.Random(7)
    cases = [random_known(chance, facts) for _ in range(6)]
    first, second = Agenda(rules), Agenda(rules)
    forwards = [first.order(known) for known in cases]
    backwards = [second.order(known) for known in reversed(cases)]
    assert forwards == list(reversed(backwards))


_ELSEWHERE = """
import json, sys
from clssa.check.agenda import Agenda, Antecedents
rules, cases = json.load(sys.stdin)
agenda = Agenda({name: Antecedents(*map(frozenset, parts)) for name, parts in rules.items()})
json.dump([agenda.order(set(known)) for known in cases], sys.stdout)
"""


@pytest.mark.parametrize("hash_seed", ["0", "1", "4711"])
def test_the_order_is_the_same_in_another_process_under_any_hash_seed(hash_seed: str) -> None:
    rules, facts = random_rules(11)
    chance = random.Random(11)
    cases = [random_known(chance, facts) for _ in range(4)]
    plain = {name: [sorted(rule.given), sorted(rule.derived), sorted(rule.derives)] for name, rule in rules.items()}
    done = subprocess.run(
        [sys.executable, "-c", _ELSEWHERE],
        input=json.dumps([plain, [sorted(known) for known in cases]]),
        env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ENGINE)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    agenda = Agenda(rules)
    assert json.loads(done.stdout) == [list(agenda.order(known)) for known in cases]


def test_no_thread_is_started() -> None:
    before = threading.active_count(), len(os.listdir("/proc/self/task")) if os.path.isdir("/proc/self/task") else 0
    rules, facts = random_rules(3)
    Agenda(rules).order(facts)
    assert (threading.active_count(), len(os.listdir("/proc/self/task")) if before[1] else 0) == before


def test_four_threads_agree_with_one() -> None:
    rules, facts = random_rules(5, most_rules=80)
    chance = random.Random(5)
    cases = [random_known(chance, facts) for _ in range(40)]
    alone = Agenda(rules)
    expected = [alone.order(known) for known in cases]
    shared = Agenda(rules)
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(lambda _: [shared.order(known) for known in cases], range(4)):
            assert found == expected


SMALL = {
    "first": Antecedents(frozenset({"a"}), frozenset(), frozenset({"x"})),
    "second": Antecedents(frozenset({"a"}), frozenset({"x"}), frozenset({"y"})),
    "third": Antecedents(frozenset({"b"}), frozenset({"y"})),
    "apart": Antecedents(frozenset({"a"})),
}


def test_an_error_between_two_messages_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = Agenda(SMALL).order("ab")
    agenda, fire, calls = Agenda(SMALL), agenda_module._fire, [0]

    def failing(shard: int, message: Mapping[str, object]) -> Iterable[str]:
        calls[0] += 1
        if calls[0] == 2:
            raise RuntimeError("in the middle")
        return fire(shard, message)

    monkeypatch.setattr(agenda_module, "_fire", failing)
    with pytest.raises(RuntimeError, match="in the middle"):
        agenda.order("ab")
    monkeypatch.undo()
    assert agenda.order("ab") == expected
    assert agenda.order("b") == ()


def test_an_error_between_two_firings_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = Agenda(SMALL).order("ab")
    agenda = Agenda(SMALL)

    def failing(self: Agenda, fact: str) -> dict[str, object]:
        raise RuntimeError("in the middle")

    monkeypatch.setattr(Agenda, "_token", failing)
    with pytest.raises(RuntimeError, match="in the middle"):
        agenda.order("ab")
    monkeypatch.undo()
    assert agenda.order("ab") == expected


def test_an_agenda_that_is_gone_has_deleted_its_rulesets(monkeypatch: pytest.MonkeyPatch) -> None:
    deleted: list[int] = []
    delete = agenda_module.durable.delete_ruleset
    monkeypatch.setattr(agenda_module.durable, "delete_ruleset", lambda shard: (deleted.append(shard), delete(shard)))
    agenda = Agenda({f"r{n}": Antecedents(frozenset({"a"})) for n in range(100)})
    agenda.order({"a"})
    shards = list(agenda._shards or ())
    del agenda
    assert len(shards) == -(-100 // agenda_module.RULES_PER_SHARD)
    assert deleted == shards


def test_orders_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    agenda = Agenda(SMALL)
    first = agenda.order("ab")
    monkeypatch.setattr(agenda_module, "_fire", None)
    assert agenda.order("ab") is first


def test_a_rule_that_reads_more_derived_facts_than_the_agenda_joins_is_refused() -> None:
    reads = frozenset(f"d{n}" for n in range(16))
    rules = {f"of-{fact}": Antecedents(frozenset(), frozenset(), frozenset({fact})) for fact in reads}
    with pytest.raises(ValueError, match="long reads too many derived facts"):
        Agenda({**rules, "long": Antecedents(frozenset({"a"}), reads)}).order("a")


def test_a_rule_with_too_many_antecedents_because_its_flags_stand_in_two_messages_is_refused_in_words() -> None:
    given, reads = frozenset(f"a{n:03}" for n in range(250)), frozenset(f"d{n:02}" for n in range(15))
    rules = {f"of-{fact}": Antecedents(frozenset(), frozenset(), frozenset({fact})) for fact in reads}
    with pytest.raises(ValueError, match="long reads too many derived facts"):
        Agenda({**rules, "long": Antecedents(given, reads)}).order(given)


_MANY_SIBLINGS = """
from clssa.check.agenda import Agenda, Antecedents
reads = [[f"d{rule:02}_{n:02}" for n in range(12)] for rule in range(48)]
rules = {f"of-{fact}": Antecedents(frozenset("a"), frozenset(), frozenset({fact})) for facts in reads for fact in facts}
rules = {**{f"r{n}": Antecedents(frozenset("a"), frozenset(facts)) for n, facts in enumerate(reads)}, **rules}
print(len(Agenda(rules).order("a")) == len(rules))
"""


def test_a_shard_of_rules_that_read_many_derived_facts_does_not_hang() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ENGINE)}
    done = subprocess.run([sys.executable, "-c", _MANY_SIBLINGS], env=environment, capture_output=True, text=True, timeout=30)
    assert done.stdout == "True\n"
