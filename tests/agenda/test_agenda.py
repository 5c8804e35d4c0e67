"""An agenda orders rules by presence alone, always validly, always alike; both agendas fire the same rules."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from agendas import AGENDAS, assert_valid, fired_by_closure, random_known, random_rules
from clssa.agenda import Agenda, Antecedents, Chaining
from hypothesis import given
from hypothesis import strategies as st
from project import ROOT

ENGINE = ROOT / "engine"


@pytest.mark.parametrize("seed", range(25))
def test_the_rules_that_fire_are_those_of_a_closure_each_after_all_derivers_of_what_it_reads(seed: int) -> None:
    rules, facts = random_rules(seed)
    agendas, chance = [Agenda(rules, chaining) for chaining in AGENDAS.values()], random.Random(seed)
    for _ in range(8):
        known = random_known(chance, facts)
        expected = set(fired_by_closure(rules, known))
        for agenda in agendas:
            order = agenda.order(known)
            assert set(order) == expected
            assert_valid(rules, order)


GIVEN = st.sampled_from(["a", "b", "c", "d"])
DERIVED = st.sampled_from(["v", "w", "x", "y", "z"])


@st.composite
def networks(draw: st.DrawFn) -> Mapping[str, Antecedents]:
    """A few rules; a rule may read what it, or one before or after it, derives, so that some wait for one another for ever."""
    parts = st.builds(Antecedents, st.frozensets(GIVEN), st.frozensets(DERIVED, max_size=2), st.frozensets(DERIVED, max_size=2))
    return draw(st.dictionaries(st.text("rst", min_size=1, max_size=3), parts, max_size=12))


@given(networks(), st.lists(st.frozensets(st.one_of(GIVEN, DERIVED)), min_size=1, max_size=4))
def test_each_agenda_gives_a_valid_order_of_the_same_rules(rules: Mapping[str, Antecedents], cases: list[frozenset[str]]) -> None:
    agendas = [Agenda(rules, chaining) for chaining in AGENDAS.values()]
    for known in cases:
        expected = set(fired_by_closure(rules, known))
        for agenda in agendas:
            order = agenda.order(known)
            assert set(order) == expected
            assert_valid(rules, order)


def test_a_long_chain_of_rules_that_feed_one_another_fires_from_its_beginning(chaining: type[Chaining]) -> None:
    chain = {
        f"r{n:03}": Antecedents(frozenset({"a"}), frozenset({f"d{n - 1}"} if n else ()), frozenset({f"d{n}"})) for n in range(150)
    }
    assert Agenda(chain, chaining).order({"a"}) == tuple(chain)
    assert Agenda(dict(reversed(chain.items())), chaining).order({"a"}) == tuple(chain)


def test_hundreds_of_facts_join(chaining: type[Chaining]) -> None:
    facts = [f"f{n:03}" for n in range(450)]
    agenda = Agenda({"all": Antecedents(frozenset(facts)), "last": Antecedents(frozenset(facts[-1:]))}, chaining)
    assert agenda.order(facts) == ("all", "last")
    assert agenda.order(facts[1:]) == ("last",)


def test_a_rule_that_reads_nothing_fires_always(chaining: type[Chaining]) -> None:
    assert Agenda({"r": Antecedents(frozenset())}, chaining).order(()) == ("r",)


def test_facts_that_no_rule_reads_change_nothing(chaining: type[Chaining]) -> None:
    assert Agenda({"r": Antecedents(frozenset({"a"}))}, chaining).order({"a", "b", "sid", "id"}) == ("r",)


def test_the_order_is_the_same_on_a_second_instance_and_after_another_case(chaining: type[Chaining]) -> None:
    rules, facts = random_rules(7)
    chance = random.Random(7)
    cases = [random_known(chance, facts) for _ in range(6)]
    first, second = Agenda(rules, chaining), Agenda(rules, chaining)
    forwards = [first.order(known) for known in cases]
    backwards = [second.order(known) for known in reversed(cases)]
    assert forwards == list(reversed(backwards))


_ELSEWHERE = """
import json, sys
from agendas import AGENDAS
from clssa.agenda import Agenda, Antecedents
name, rules, cases = json.load(sys.stdin)
agenda = Agenda({name: Antecedents(*map(frozenset, parts)) for name, parts in rules.items()}, AGENDAS[name])
json.dump([agenda.order(set(known)) for known in cases], sys.stdout)
"""


@pytest.mark.parametrize("hash_seed", ["0", "1", "4711"])
@pytest.mark.parametrize("name", AGENDAS)
def test_the_order_is_the_same_in_another_process_under_any_hash_seed(name: str, hash_seed: str) -> None:
    rules, facts = random_rules(11)
    chance = random.Random(11)
    cases = [random_known(chance, facts) for _ in range(4)]
    plain = {name: [sorted(rule.given), sorted(rule.derived), sorted(rule.derives)] for name, rule in rules.items()}
    done = subprocess.run(
        [sys.executable, "-c", _ELSEWHERE],
        input=json.dumps([name, plain, [sorted(known) for known in cases]]),
        env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": f"{ENGINE}{os.pathsep}{ROOT / 'tests/support'}"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    agenda = Agenda(rules, AGENDAS[name])
    assert json.loads(done.stdout) == [list(agenda.order(known)) for known in cases]


def test_no_thread_is_started(chaining: type[Chaining]) -> None:
    before = threading.active_count(), len(os.listdir("/proc/self/task")) if os.path.isdir("/proc/self/task") else 0
    rules, facts = random_rules(3)
    Agenda(rules, chaining).order(facts)
    assert (threading.active_count(), len(os.listdir("/proc/self/task")) if before[1] else 0) == before


def test_four_threads_agree_with_one(chaining: type[Chaining]) -> None:
    rules, facts = random_rules(5, most_rules=80)
    chance = random.Random(5)
    cases = [random_known(chance, facts) for _ in range(40)]
    alone = Agenda(rules, chaining)
    expected = [alone.order(known) for known in cases]
    shared = Agenda(rules, chaining)
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(lambda _: [shared.order(known) for known in cases], range(4)):
            assert found == expected


def test_orders_are_remembered(chaining: type[Chaining], monkeypatch: pytest.MonkeyPatch) -> None:
    agenda = Agenda({"r": Antecedents(frozenset({"a"}))}, chaining)
    first = agenda.order("ab")
    monkeypatch.setattr(chaining, "order", None)
    assert agenda.order("a") is first


# --- how much a rule may read ------------------------------------------------------------------------------------------------


def too_many(given: frozenset[str], derived: int, chaining: type[Chaining]) -> Agenda:
    reads = frozenset(f"d{n:02}" for n in range(derived))
    rules = {f"of-{fact}": Antecedents(frozenset(), frozenset(), frozenset({fact})) for fact in reads}
    return Agenda({**rules, "long": Antecedents(given, reads)}, chaining)


ONE, MANY = frozenset("a"), frozenset(f"a{n:03}" for n in range(250))
"""The facts of a case of which durable-rules takes one message, and those of which it takes two."""


@pytest.mark.parametrize(("given", "most"), [(ONE, 15), (MANY, 14)], ids=["one message", "two messages"])
def test_a_rule_that_reads_more_derived_facts_than_durable_rules_joins_is_refused_by_every_agenda_alike(
    given: frozenset[str], most: int, chaining: type[Chaining]
) -> None:
    assert too_many(given, most, chaining).order(given)[-1] == "long"
    for known in (given, ()):
        with pytest.raises(ValueError, match=rf"long reads too many derived facts \({most + 1}\)"):
            too_many(given, most + 1, chaining).order(known)


# --- which is chosen ---------------------------------------------------------------------------------------------------------

_CHOSEN = "from clssa.agenda import Agenda, agenda_name; Agenda({}).order(()); print(agenda_name())"


@pytest.mark.parametrize(
    "raised", ["ImportError('undefined symbol: PyEval_CallObject')", "ModuleNotFoundError('No such module')"]
)
def test_where_durable_rules_cannot_be_imported_the_agenda_is_python(raised: str, tmp_path: Path) -> None:
    (tmp_path / "durable_rules_engine.py").write_text(f"raise {raised}\n")
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ENGINE}"}
    done = subprocess.run([sys.executable, "-c", _CHOSEN], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "Python\n"
