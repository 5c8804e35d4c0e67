"""Changes that no example can notice and a file says so; and which changes are tried at all."""

from __future__ import annotations

import re

from clssa.examples.examiner import UNNOTICED, Examiner, examine_all
from clssa.examples.tried import FACTS, RULE, VALUE, units_of
from noticing import FEE, GIVEN, LINE, ONE_SIDE, RATE, add_examples, examined, unnoticed
from small_programme import World


def waived(world: World, *changes: str) -> list[str]:
    """The faults of a rule with waivers, as the column of the caret, the message and the help."""
    world.rule("r", LINE)
    entries = "".join(f"  - change: {each}\n    why: it cannot be.\n" for each in changes)
    path = world.policies / "rules" / "r.yaml"
    world.write("rules/r.yaml", f"{path.read_text('utf-8')}unnoticed:\n{entries}")
    add_examples(world, ONE_SIDE, GIVEN.format("weight: 4", "fail"), GIVEN.format("weight: 6", "pass"))
    return [f"{each.place.column} {each.message} | {each.help}" for each in examined(world).faults]


def test_a_waiver_copied_from_the_message_excuses_its_change_and_no_other(world: World) -> None:
    both = ['write >= for > in "order.weight > 5"', 'write 4 for 5 in "order.weight > 5"']
    help = "add an example that comes out otherwise then; if there can be none, say so under unnoticed:"
    assert waived(world, both[0]) == [f"30 {UNNOTICED}{both[1]} | {help}"]
    assert waived(world, *both) == []
    assert waived(world, both[0], ">-\n      " + both[1].replace(" in ", " in\n      ")) == []


def test_a_waiver_that_excuses_nothing_is_a_fault(world: World) -> None:
    both = ['write >= for > in "order.weight > 5"', 'write 4 for 5 in "order.weight > 5"']
    noticed = "an example notices this change, or it is not one of those tried"
    assert waived(world, *both, 'write 6 for 5 in "order.weight > 5"') == [f'5 {noticed} | did you mean "{both[1]}"?']
    assert waived(world, *both, "anything") == [f"5 {noticed} | delete the entry"]


def test_a_dated_value_and_a_file_of_facts_may_have_waivers_too(world: World) -> None:
    world.value("rate", RATE + "unnoticed:\n  - {change: write 49% for 50% in is, why: nobody asks.}\n")
    world.rule("r", FEE + "require: [order.paid < order.fee]\n")
    add_examples(world, "given: {order: {total: 100.00, paid: 50.00}}, expect: fail")
    assert unnoticed(world, VALUE, "rate") == []
    facts = (world.policies / "facts" / "order.yaml").read_text("utf-8")
    for change in (
        "delete pending_when of order.signed_on",
        'write change for new in "order.kind is new", pending_when of order.signed_on',
    ):
        facts += f"{'' if 'unnoticed:' in facts else 'unnoticed:'}\n  - change: {change}\n    why: it is the same."
    world.write("facts/order.yaml", facts)
    world.rule("r", "require: [order.signed_on > 2005-01-01]\n")
    add_examples(world, "given: {order.kind: change}, expect: unknown, as_of: 2006-01-01")
    told = [each.message for each in examined(world, FACTS, "order").faults if "document_dates" not in each.message]
    assert told == ["an example notices this change, or it is not one of those tried"]


def test_the_place_of_a_change_is_the_word_that_it_changes(world: World) -> None:
    world.rule("r", "require:\n  - 'order.colour is red'\n  - order.remarks is 'it''s'\n  - >-\n    order.paid\n    < 5.00\n")
    add_examples(world, "given: {buyer.trusted: yes}, expect: not_applicable")
    lines = (world.policies / "rules" / "r.yaml").read_text("utf-8").splitlines()
    shown = {each.message: lines[each.place.line - 1][each.place.column - 1 :][: each.length] for each in examined(world).faults}
    assert shown[f'{UNNOTICED}write blue for red in "order.colour is red"'] == "red"
    assert shown[f'{UNNOTICED}write is not for is in "order.colour is red"'] == "is"
    assert shown[f'{UNNOTICED}delete "order.colour is red"'] == "'order.colour is red'"
    assert shown[f'{UNNOTICED}write 5.01 for 5.00 in "order.paid < 5.00"'] == ">-"


def test_while_an_example_fails_the_changes_that_it_might_notice_are_not_tried(world: World) -> None:
    world.value("rate", RATE)
    world.rule("r", FEE, kind="calculation")
    add_examples(world, "given: {order.total: 1.00}, derived: {order.fee: 0.51}")
    world.rule("apart", LINE)
    add_examples(world, ONE_SIDE, rule="apart")
    found = examined(world)
    assert (found.waits, found.changes, [each.message for each in found.faults]) == (
        True,
        0,
        ["order.fee comes out as 0.50, not 0.51"],
    )
    assert examined(world, VALUE, "rate").waits
    assert not examined(world, RULE, "apart").waits


def test_an_example_that_cannot_be_read_counts_as_one_that_fails(world: World) -> None:
    world.rule("r", LINE)
    add_examples(world, "given: {order.wait: 1}, expect: pass")
    found = examined(world)
    assert (found.waits, [each.message for each in found.faults]) == (True, ['"wait" is not a fact of "order"'])


def test_many_files_are_tested_by_helpers_with_the_same_result_as_one_by_one(world: World) -> None:
    for number in range(5):
        world.rule(f"r{number}", f"require: [order.weight > {number}]\n")
        add_examples(world, GIVEN.format("weight: 9", "pass"), rule=f"r{number}")
    units = [unit for unit in units_of(world.library) if unit.kind == RULE]
    heard: list[tuple[int, int]] = []
    together = examine_all(world.library, units, lambda done, changes: heard.append((done, changes)))
    assert together == [Examiner(world.library).examine(unit) for unit in units]
    assert [done for done, _ in heard] == [1, 2, 3, 4, 5]
    assert heard[-1][1] == sum(each.changes for each in together) > 0
    assert [re.search(r"r(\d)\.yaml", each.faults[0].place.file)[1] for each in together] == list("01234")  # type: ignore[index]
