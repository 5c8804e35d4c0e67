"""Whether an example notices a change: each kind of change without the one example that would notice it, and with it."""

from __future__ import annotations

import pytest
from clssa.examples.tried import FACTS, SOURCE, VALUE
from noticing import FEE, GIVEN, LINE, ONE_SIDE, RATE, add_examples, unnoticed
from small_programme import CITE, World

LATER = "from: 2006-04-06\ncite: {source: later, at: 1, quote: An order says what it says and no more.}\n"
EXCEPTION = f"unless:\n  - {{cite: {CITE}, LEVELwhen: [order.urgent]}}\n"


@pytest.mark.parametrize(
    ("version", "example", "what"),
    [
        ("applies_when: [order.kind is new]\nrequire: [order.weight > 5]", GIVEN.format("kind: change, weight: 1", "not_applicable"),
         'delete "order.kind is new"'),
        ("require: [order.weight > 5, order.urgent]", GIVEN.format("weight: 5, urgent: yes", "fail"), 'delete "order.weight > 5"'),
        ("require: [order.weight > 5]", GIVEN.format("weight: 5", "fail"), 'write >= for > in "order.weight > 5"'),
        ("require: [order.weight > 5]", GIVEN.format("weight: 6", "pass"), 'write 6 for 5 in "order.weight > 5"'),
        ("require: [order.weight > 5]", GIVEN.format("weight: 5", "fail"), 'write 4 for 5 in "order.weight > 5"'),
        ("require: [order.paid <= 5.00]", GIVEN.format("paid: 5.01", "fail"), 'write 5.01 for 5.00 in "order.paid <= 5.00"'),
        ("require: [order.signed_on < 2005-01-01]", GIVEN.format("signed_on: 2004-12-31", "pass"),
         'write 2004-12-31 for 2005-01-01 in "order.signed_on < 2005-01-01"'),
        ("require: [order.colour is red]", GIVEN.format("colour: blue", "fail"), 'write blue for red in "order.colour is red"'),
        ("require: ['order.colour in {red, green}']", GIVEN.format("colour: blue", "fail"), 'add blue to "order.colour in {red, green}"'),
        ("require: ['order.colour in {red, green}']", GIVEN.format("colour: green", "pass"), 'delete green from "order.colour in {red, green}"'),
        ("require: [order.urgent]", GIVEN.format("urgent: yes", "pass"), 'add is no to "order.urgent"'),
        ("require: [order.remarks is 'A']", GIVEN.format("remarks: A", "pass"), "write 'X' for 'A' in \"order.remarks is 'A'\""),
        ("require: [order.paid > order.total]", GIVEN.format("paid: 2.00, total: 1.00", "pass"),
         'write order.total for order.paid in "order.paid > order.total"'),
        ("require: [abs(order.paid - order.total) < 1.00]", GIVEN.format("paid: 1.00, total: 3.00", "fail"),
         'delete abs in "abs(order.paid - order.total) < 1.00"'),
        ("require: [order.paid - order.total < 1.00]", GIVEN.format("paid: 1.00, total: 1.00", "pass"),
         'write + for - in "order.paid - order.total < 1.00"'),
        ("require: ['min(order.paid, order.total) < 1.00']", GIVEN.format("paid: 0.00, total: 1.00", "pass"),
         'write max for min in "min(order.paid, order.total) < 1.00"'),
        ("require: ['round_half_up(order.paid * 0.50, cents) is order.total']", GIVEN.format("paid: 0.01, total: 0.01", "pass"),
         'delete round_half_up in "round_half_up(order.paid * 0.50, cents) is order.total"'),
        ("require:\n  - any_of: [order.urgent, order.weight > 5]", GIVEN.format("urgent: yes, weight: 1", "pass"),
         'write all_of for any_of before the lines that begin with "order.urgent"'),
        ("require:\n  - none_of: [order.urgent]", GIVEN.format("urgent: yes", "fail"),
         'write any_of for none_of before the lines that begin with "order.urgent"'),
        ("applies_when: [given(order.paid)]\nrequire: [order.urgent]", GIVEN.format("paid: 1.00, urgent: yes", "pass"),
         'write none_of before "given(order.paid)"'),
        ("require: [all(piece.cost > 1.00 for piece in pieces)]", "given: {pieces: [{cost: 1.00}, {cost: 2.00}]}, expect: fail",
         'write any for all in "all(piece.cost > 1.00 for piece in pieces)"'),
        ("require: [all(piece.cost > 1.00 for piece in pieces if piece.kind is tool)]",
         "given: {pieces: [{cost: 1.00, kind: part}]}, expect: pass",
         'delete "if piece.kind is tool" in "all(piece.cost > 1.00 for piece in pieces if piece.kind is tool)"'),
        ("require: [order.urgent]", GIVEN.format("urgent: no", "fail"), "write should for require"),
        ("should: [order.urgent]", GIVEN.format("urgent: no", "warning"), "write require for should"),
        ("remark: [order.urgent]", GIVEN.format("urgent: no", "note"), "write should for remark"),
        ("require: [order.weight > 5]\n" + EXCEPTION.replace("LEVEL", ""), GIVEN.format("urgent: yes, weight: 1", "pass"),
         "delete the exception by law, 1"),
        ("require: [order.weight > 5]\n" + EXCEPTION.replace("LEVEL", ""), GIVEN.format("urgent: yes, weight: 1", "pass"),
         "add level warning to the exception by law, 1"),
        ("require: [order.weight > 5]\n" + EXCEPTION.replace("LEVEL", "level: note, "), GIVEN.format("urgent: yes, weight: 1", "note"),
         "delete level note from the exception by law, 1"),
        ("require: [order.weight > 5]\n" + EXCEPTION.replace("LEVEL", "level: note, "), GIVEN.format("urgent: yes, weight: 1", "note"),
         "write warning for note in the exception by law, 1"),
        ("from: 2005-01-01\nrequire: [order.urgent]", GIVEN.format("urgent: no", "not_applicable") + ", as_of: 2004-12-31",
         "write 2004-12-31 for 2005-01-01 in from"),
        ("from: 2005-01-01\nrequire: [order.urgent]", GIVEN.format("urgent: no", "fail") + ", as_of: 2005-01-01",
         "write 2005-01-02 for 2005-01-01 in from"),
        ("from: 2005-01-01\nuntil: 2005-12-31\nrequire: [order.urgent]", GIVEN.format("urgent: no", "not_applicable") + ", as_of: 2006-01-01",
         "delete until"),
        ("from: 2005-01-01\nuntil: 2005-12-31\nrequire: [order.urgent]", GIVEN.format("urgent: no", "not_applicable") + ", as_of: 2006-01-01",
         "write 2006-01-01 for 2005-12-31 in until"),
    ],
)  # fmt: skip
def test_a_change_is_unnoticed_without_its_example_and_noticed_with_it(
    world: World, version: str, example: str, what: str
) -> None:
    world.rule("r", version + "\n")
    add_examples(world, "given: {recall.on: 2005-01-01}, expect: not_applicable")
    assert what in unnoticed(world)
    world.rule("r", version + "\n")
    add_examples(world, "given: {recall.on: 2005-01-01}, expect: not_applicable", example)
    assert what not in unnoticed(world)


@pytest.mark.parametrize(
    ("derive", "example", "what"),
    [
        ("{order.fee: order.total + order.paid}", "total: 1.00, paid: 1.00}}, derived: {order.fee: 2.00}",
         'write - for + in "order.total + order.paid"'),
        ("{order.fee: 'max(order.total, 2.00)'}", "total: 1.00}}, derived: {order.fee: 2.00}", 'write 3.00 for 2.00 in "max(order.total, 2.00)"'),
        ("{order.fee: order.total, order.due: order.total}", "total: 1.00}}, derived: {order.due: 1.00}", "delete order.due from derive"),
        ("{order.fee: [{when: [order.urgent], is: 1.00}, {is: 2.00}]}", "urgent: yes}}, derived: {order.fee: 1.00}",
         'delete the choice "is 1.00" of order.fee'),
        ("{order.fee: [{when: [order.urgent], is: 1.00}, {is: 2.00}]}", "urgent: no}}, derived: {order.fee: 2.00}",
         'delete the choice "is 2.00" of order.fee'),
        ("{order.fee: [{when: [order.urgent], is: 1.00}, {is: 2.00}]}", "urgent: no}}, derived: {order.fee: 2.00}", 'delete "order.urgent"'),
        ("{order.labels: '{heavy, liquid}'}", "urgent: no}}, derived: {order.labels: [heavy, liquid]}", 'add fragile to "{heavy, liquid}"'),
    ],
)  # fmt: skip
def test_a_change_of_what_is_derived_is_noticed_by_who_expects_it(world: World, derive: str, example: str, what: str) -> None:
    other = "given: {buyer.trusted: yes}, derived: {order.fee: missing}"
    for examples in ([other], [other, "given: {order: {" + example]):
        world.rule("r", f"derive: {derive}\n", kind="calculation")
        add_examples(world, *examples)
        assert (what in unnoticed(world)) is (len(examples) == 1)


def test_one_of_several_versions_and_what_it_replaces_are_noticed_by_who_knows_the_older_law(world: World) -> None:
    examples = [
        GIVEN.format("urgent: no", "pass") + ", as_of: 2006-01-01, known_on: 2006-04-06",
        GIVEN.format("urgent: yes", "pass") + ", as_of: 2006-01-01, known_on: 2006-04-05",
        GIVEN.format("urgent: no", "not_applicable") + ", as_of: 2005-06-01, known_on: 2006-04-06",
    ]
    later = LATER.replace("2006-04-06", "2006-01-01") + "replaces: 2005-01-01\nrequire: [order.urgent is no]\n"
    first = "from: 2005-01-01\nrequire: [order.urgent]\n"
    wanted = {
        "delete replaces of the version from 2006-01-01": examples[1:2],
        "delete the version from 2006-01-01": examples[1:2],
    }
    for what, left in wanted.items():
        for there in (examples, left):
            world.rule("r", later, first)
            add_examples(world, *there)
            assert (what in unnoticed(world)) is (there is left), what


def test_another_date_that_picks_the_version_is_noticed_by_an_example_with_two_dates(world: World) -> None:
    for examples in ([], [GIVEN.format("urgent: no, signed_on: 2004-12-31", "not_applicable") + ", as_of: 2005-01-01"]):
        world.rule("r", "from: 2005-01-01\nrequire: [order.urgent]\n", head="dated_by: order.signed_on")
        add_examples(world, GIVEN.format("urgent: yes, signed_on: 2005-01-01", "pass") + ", as_of: 2005-01-01", *examples)
        assert ("write day_of_evaluation for order.signed_on in dated_by" in unnoticed(world)) is not examples


# --- who notices: other rules, contradictions -------------------------------------------------------------------------


def test_the_example_of_a_rule_that_reads_what_a_rule_derives_notices_its_change(world: World) -> None:
    world.rule("r", "derive: {order.fee: order.total + 1.00}\n", kind="calculation")
    add_examples(world, "given: {buyer.trusted: yes}, derived: {order.fee: missing}")
    assert 'write 2.00 for 1.00 in "order.total + 1.00"' in unnoticed(world)
    world.rule("middle", "derive: {order.due: order.fee}\n", kind="calculation")
    world.rule("reader", "require: [order.paid is order.due]\n")
    add_examples(world, "given: {order: {total: 1.00, paid: 2.00}}, expect: pass", rule="reader")
    assert 'write 2.00 for 1.00 in "order.total + 1.00"' not in unnoticed(world)


def test_a_change_by_which_two_rules_contradict_one_another_is_noticed(world: World) -> None:
    for name, when in (("r", "order.kind is new"), ("other", "order.kind is change")):
        world.rule(name, f"applies_when: [{when}]\nderive: {{order.fee: {len(name)}.00}}\n", kind="calculation")
    add_examples(world, "given: {order.kind: change}, expect: not_applicable")
    assert 'delete "order.kind is new"' not in unnoticed(world)


def test_a_change_of_a_dated_value_is_noticed_by_who_reads_it_or_what_is_derived_from_it(world: World) -> None:
    world.value("rate", RATE)
    world.rule("r", FEE, kind="calculation")
    add_examples(world, "given: {buyer.trusted: yes}, derived: {order.fee: missing}")
    assert unnoticed(world, VALUE, "rate") == ["write 49% for 50% in is", "write 51% for 50% in is"]
    world.rule("reader", "require: [order.paid < order.fee]\n")
    add_examples(world, "given: {order: {total: 100.00, paid: 50.00}}, expect: fail", rule="reader")
    assert unnoticed(world, VALUE, "rate") == ["write 49% for 50% in is"]
    world.rule("reader", "require: [order.paid < order.fee]\n")
    add_examples(world, "given: {order: {total: 100.00, paid: 49.99}}, expect: pass", "given: {order: {total: 100.00, paid: 50.00}}, expect: fail",
                 rule="reader")  # fmt: skip
    assert unnoticed(world, VALUE, "rate") == []


def test_each_entry_of_a_table_needs_an_example(world: World) -> None:
    cells = "{new: 1.00, change: 2.00}"
    world.value("charge", f"type: money\nby: order.kind\nversions:\n  - {{from: beginning, is: {cells}, cite: {CITE}}}\n")
    world.rule("r", "derive: {order.fee: 'charge[order.kind]'}\n", kind="calculation")
    add_examples(world, "given: {order.kind: new}, derived: {order.fee: 1.00}")
    assert unnoticed(world, VALUE, "charge") == ["write 1.99 for 2.00 in change", "write 2.01 for 2.00 in change"]


def test_when_a_fact_is_another_is_noticed_by_who_reads_it(world: World) -> None:
    line = "require: [buyer.joined_on < 2005-01-01]\n"
    world.rule("r", line)
    add_examples(world, "given: {order.kind: new, buyer.joined_on: 2004-12-31}, expect: pass")
    assert "delete same_as of buyer.joined_on" in unnoticed(world, FACTS, "buyer")
    world.rule("r", line)
    add_examples(world, "given: {order.kind: new, buyer.first_order_on: 2004-12-31}, expect: pass")
    assert unnoticed(world, FACTS, "buyer") == []


def test_which_date_is_the_day_of_evaluation_is_noticed_by_an_example_without_one(world: World) -> None:
    version = "from: 2005-01-01\nrequire: [order.urgent]\n"
    dated = GIVEN.format("urgent: no, prepared_on: 2004-12-31, signed_on: 2005-01-01", "not_applicable")
    for examples in ([], [dated]):
        world.rule("r", version)
        add_examples(world, GIVEN.format("urgent: no", "fail") + ", as_of: 2005-01-01", *examples)
        told = {what for what in unnoticed(world, FACTS, "order") if "document_dates" in what}
        wanted = {
            "delete order.prepared_on from document_dates",
            "write order.signed_on before order.prepared_on in document_dates",
        }
        assert told == {"delete order.signed_on from document_dates"} | (set() if examples else wanted)


def test_what_a_list_belongs_to_is_noticed_by_an_example_without_the_list(world: World) -> None:
    for examples in ([], ["given: {order.urgent: no}, expect: unknown, needs: [pieces]"]):
        world.rule("r", "require: [piece.cost > 1.00]\n", asked_of="piece")
        add_examples(world, "given: {piece.cost: 2.00}, expect: pass", *examples)
        assert unnoticed(world, FACTS, "piece") == ([] if examples else ["delete of"])
    world.rule("r", "require: [order.urgent]\n")
    add_examples(world, "given: {pieces: []}, expect: unknown")
    assert unnoticed(world, FACTS, "piece") == []


def test_the_order_of_elements_is_noticed_by_an_example_in_which_it_matters(world: World) -> None:
    world.write(
        "facts/trip.yaml",
        "subject: trip\nlabel: trip {number}\nlist: trips\nnamed_by: number\nordered_by: [left_on, number]\nfacts:\n"
        "  number: {type: text, label: number, means: Its number.}\n"
        "  left_on: {type: date, label: day of departure, means: When it left.}\n",
    )
    same_day = "{number: B, left_on: 2005-01-01}, {number: A, left_on: 2005-01-01}"
    later = "{number: A, left_on: 2005-01-02}, {number: B, left_on: 2005-01-01}"
    second = "expect: fail, subject: trip"
    for examples, expected in (
        ([], 3),
        ([f"given: {{trips: [{same_day}]}}, {second} B"], 2),
        ([f"given: {{trips: [{same_day}]}}, {second} B", f"given: {{trips: [{later}]}}, {second} A"], 0),
    ):
        world.rule("r", "require: [count(other for other in before(trip)) is 0]\n", asked_of="trip")
        add_examples(world, "given: {trip.number: A, trip.left_on: 2005-01-01}, expect: pass", *examples)
        assert len(unnoticed(world, FACTS, "trip")) == expected


def test_what_waives_a_rule_is_noticed_by_an_example_of_that_rule_with_an_approval(world: World) -> None:
    world.write(
        "facts/pardon.yaml",
        "subject: pardon\nlabel: pardon of {rule}\nlist: pardons\nnamed_by: rule\nfacts:\n"
        "  rule: {type: text, names: rule, label: pardoned rule, means: The rule that is pardoned.}\n"
        "  letter: {type: text, label: letter, means: Where it stands.}\n",
    )
    waives = "require: [pardon.letter is 'A']\nwaives: {rule: pardon.rule, to: warning}\n"
    approval = "given: {order.weight: 1, pardons: [{rule: weight, letter: A}]}, expect: "
    for examples in ([], [approval + "warning"]):
        world.rule("r", waives, asked_of="pardon")
        add_examples(world, "given: {order.weight: 1, pardons: [{rule: weight, letter: B}]}, expect: fail", approval + "pass")
        world.rule("weight", LINE)
        add_examples(world, ONE_SIDE, *examples, rule="weight")
        assert unnoticed(world) == ([] if examples else ["delete waives", "write note for warning in waives"])


def test_the_day_of_issue_and_the_end_of_a_source_are_noticed_by_examples_on_both_sides(world: World) -> None:
    version = "cite: {source: fleeting, at: 1, quote: An order says what it says and no more.}\nrequire: [order.urgent]\n"
    eve = GIVEN.format("urgent: yes", "not_applicable") + ", as_of: 1999-12-31, known_on: 1999-12-31"
    first = GIVEN.format("urgent: yes", "pass") + ", as_of: 2000-01-01, known_on: 2000-01-01"
    last = GIVEN.format("urgent: yes", "pass") + ", as_of: 2009-12-31"
    gone = GIVEN.format("urgent: yes", "informational") + ", as_of: 2010-01-01"
    wanted = {
        eve: {"write 1999-12-31 for 2000-01-01 in issued"},
        first: {"write 2000-01-02 for 2000-01-01 in issued"},
        last: {"write 2009-12-31 for 2010-01-01 in from of rescinded"},
        gone: {"delete rescinded from standing", "write 2010-01-02 for 2010-01-01 in from of rescinded", "write active for rescinded in standing"},
    }  # fmt: skip
    for left_out, expected in wanted.items():
        world.rule("r", version)
        add_examples(world, *(each for each in wanted if each != left_out))
        assert set(unnoticed(world, SOURCE, "fleeting")) == expected


def test_a_change_that_only_because_or_needs_tells_is_noticed_by_them(world: World) -> None:
    version = "require: [order.weight > 5, order.urgent]\n"
    for asserts, told in (("", True), (", because: order.weight > 5", False)):
        world.rule("r", version)
        add_examples(world, GIVEN.format("weight: 5, urgent: no", "fail") + asserts)
        assert ('write >= for > in "order.weight > 5"' in unnoticed(world)) is told
    for asserts, told in (("", True), (", needs: [order.weight, order.urgent]", False)):
        world.rule("r", version)
        add_examples(world, GIVEN.format("total: 1.00", "unknown") + asserts)
        assert ('delete "order.urgent"' in unnoticed(world)) is told


# --- waivers, failing examples, and the whole -------------------------------------------------------------------------
