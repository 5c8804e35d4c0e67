"""What the tests on unnoticed changes share: a rule with examples, examined."""

from __future__ import annotations

from clssa.examples.examiner import UNNOTICED, Examiner, Outcome
from clssa.examples.tried import RULE, Unit
from small_programme import CITE, World

GIVEN = "given: {{order: {{{0}}}}}, expect: {1}"
RATE = f"type: number\nversions:\n  - {{from: beginning, is: 50%, cite: {CITE}}}\n"
ONE_SIDE = GIVEN.format("weight: 9", "pass")
LINE = "require: [order.weight > 5]\n"
FEE = "derive:\n  order.fee: round_half_up(order.total * rate, cents)\n"


def add_examples(world: World, *examples: str, rule: str = "r") -> None:
    path = world.policies / "rules" / f"{rule}.yaml"
    lines = "".join(f"  - {{name: {number}, {each}}}\n" for number, each in enumerate(examples))
    world.write(f"rules/{rule}.yaml", f"{path.read_text('utf-8')}examples:\n{lines}")


def examined(world: World, kind: str = RULE, name: str = "r") -> Outcome:
    return Examiner(world.library).examine(Unit(kind, name))


def unnoticed(world: World, kind: str = RULE, name: str = "r") -> list[str]:
    """The changes that no example notices; every example must come out as it says."""
    found = examined(world, kind, name)
    assert not found.waits
    assert found.changes > 0
    assert all(each.message.startswith(UNNOTICED) for each in found.faults)
    return [each.message.removeprefix(UNNOTICED) for each in found.faults]
