"""A programme may call its subjects and its lists as it likes: also by words that the engine or the language uses."""

from __future__ import annotations

import pytest
from clssa.check import Report
from clssa.language.fault import Faults
from small_programme import World

NAMES = (
    "values", "lists", "today", "given", "subjects", "unread_lists", "nameless", "sum", "count", "before", "cents", "level",
    "day_of_evaluation", "self", "env", "binding",
)  # fmt: skip
SINGLE = """
subject: {name}
label: the {name}
facts:
  amount: {{type: quantity, label: amount, means: It.}}
  twice: {{type: quantity, derived: yes, label: twice the amount, means: It.}}
  done_on: {{type: date, label: day, means: It.}}
"""
LIST = """
subject: thing
label: 'thing {{number}}'
list: {name}
named_by: number
facts:
  number: {{type: text, label: number, means: Its number.}}
  amount: {{type: quantity, label: amount, means: It.}}
"""


def outcomes(report: Report) -> dict[tuple[str, str], str]:
    return {(finding.name, finding.subject): finding.outcome for finding in report.findings}


@pytest.mark.parametrize("name", NAMES)
def test_a_subject_may_be_called(name: str, world: World) -> None:
    world.write(f"facts/{name}.yaml", SINGLE.format(name=name))
    world.rule("amount", f"require: [{name}.amount > 5]\n", asked_of=name)
    world.rule("twice", f"derive: {{{name}.twice: {name}.amount + {name}.amount}}\nrequire: [{name}.twice > 10]\n", asked_of=name)
    world.rule(
        "day", f"applies_when: [given({name}), given({name}.done_on)]\nrequire: [{name}.done_on <= today]\n", asked_of=name
    )
    world.rule("from-outside", f"applies_when: [given({name})]\nrequire: ['{name}.amount > 5']\n")
    label = f"the {name}"
    for amount, day, outcome in ((6, "2005-10-01", "pass"), (5, "2005-10-02", "fail")):
        report = world.check(f"{{order: {{kind: new}}, {name}: {{amount: {amount}, done_on: {day}}}}}", as_of="2005-10-01")
        found = outcomes(report)
        assert [found[rule, label] for rule in ("amount", "twice", "day")] == [outcome] * 3
        assert found["from-outside", "the order"] == outcome
        assert report.derived[f"{name}.twice"] == amount * 2
    assert outcomes(world.check(f"{{{name}: {{}}}}"))["amount", label] == "unknown"
    assert ("amount", label) not in outcomes(world.check("{order: {kind: new}}"))


@pytest.mark.parametrize("name", NAMES)
def test_a_list_may_be_called(name: str, world: World) -> None:
    world.write("facts/thing.yaml", LIST.format(name=name))
    world.rule("each", "require: [thing.amount > 5]\n", asked_of="thing")
    world.rule("some", f"applies_when: [given({name})]\nrequire: ['any(thing.amount > 5 for thing in {name})']\n")
    world.rule("total", f"require: ['sum(thing.amount for thing in {name}) > 5']\n")
    things = '[{number: "1", amount: 6}, {number: "2", amount: 0}]'
    found = outcomes(world.check(f"{{order: {{kind: new}}, {name}: {things}}}"))
    assert [found["each", f"thing {number}"] for number in "12"] == ["pass", "fail"]
    assert (found["some", "the order"], found["total", "the order"]) == ("pass", "pass")
    found = outcomes(world.check(f'{{order: {{kind: new}}, {name}: [{{number: "1", amount: 5}}]}}'))
    assert (found["some", "the order"], found["total", "the order"]) == ("fail", "fail")
    found = outcomes(world.check("{order: {kind: new}}"))
    assert (found["some", "the order"], found["total", "the order"]) == ("not_applicable", "unknown")


@pytest.mark.parametrize("name", NAMES)
def test_an_element_may_be_called(name: str, world: World) -> None:
    world.write("facts/thing.yaml", LIST.format(name="things").replace("subject: thing", f"subject: {name}"))
    world.rule("some", f"require: ['any({name}.amount > 5 for {name} in things)']\n")
    world.rule("each", f"require: [{name}.amount > 5]\n", asked_of=name)
    found = outcomes(world.check('{order: {kind: new}, things: [{number: "1", amount: 6}]}'))
    assert found == {("some", "the order"): "pass", ("each", "thing 1"): "pass"}


@pytest.mark.parametrize("name", ["class", "lambda", "two words", "Order", "1st", ""])
def test_what_no_line_could_write_is_refused_where_it_stands(name: str, world: World) -> None:
    world.write("facts/thing.yaml", SINGLE.format(name="thing").replace("subject: thing", f"subject: '{name}'"))
    with pytest.raises(Faults, match=r"facts/thing\.yaml:2:10"):
        world.library  # noqa: B018
