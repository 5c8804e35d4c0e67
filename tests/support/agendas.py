"""The agendas that are installed, random rules for them, and an oracle that has nothing of them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping

from clssa.agenda import Antecedents, Chaining
from clssa.agenda.plain import PlainChaining

AGENDAS: dict[str, type[Chaining]] = {"Python": PlainChaining}
try:
    from clssa.agenda.durable import DurableChaining
except ImportError:
    DURABLE = False
else:
    DURABLE = True
    AGENDAS["durable-rules"] = DurableChaining


def fired_by_closure(rules: Mapping[str, Antecedents], known: Iterable[str]) -> list[str]:
    """The oracle: a rule fires when its facts are known and every deriver of what it reads has fired; here the last by name first."""
    facts, fired = set(known), list[str]()
    while now := [
        name
        for name, rule in rules.items()
        if name not in fired
        and rule.given <= facts
        and all(
            any(fact in other.derives for other in rules.values())
            and all(other in fired for other, that in rules.items() if fact in that.derives)
            for fact in rule.derived
        )
    ]:
        fired += sorted(now, reverse=True)
    return fired


def assert_valid(rules: Mapping[str, Antecedents], order: tuple[str, ...]) -> None:
    place = {name: number for number, name in enumerate(order)}
    assert len(place) == len(order), "a rule fired twice"
    for name in order:
        for fact in rules[name].derived:
            assert all(place[other] < place[name] for other, that in rules.items() if fact in that.derives)


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
