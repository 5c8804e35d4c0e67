"""Which changes of a file are tried: what somebody might do to it by mistake, and nothing that could never matter."""

from __future__ import annotations

import pytest
from clssa.examples.tried import FACTS, RULE, SOURCE, VALUE, Tried, Unit
from small_programme import CITE, World

TRIP = """
subject: trip
label: trip {number}
list: trips
named_by: number
ordered_by: [number]
facts:
  number: {type: text, label: number, means: Its number.}
  load: {type: quantity, label: load, means: What it takes.}
"""
RATE = "type: number\nversions:\n  - {{from: beginning, is: {is_}, cite: {cite}}}\n"


def changes(world: World, name: str = "r", kind: str = RULE) -> list[str]:
    return [change.what for change, _ in Tried(world.library).changes(Unit(kind, name))]


def of_line(
    world: World, line: str, key: str = "require", asked_of: str = "order", rest: str = "should: [recall.reason is fault]\n"
) -> list[str]:
    """The changes of the only line of a rule, shown without the line itself."""
    world.rule("r", f"{key}:\n  - {line}\n{rest}", asked_of=asked_of)
    written = line.strip('"')
    return [what.replace(f' in "{written}"', "") for what in changes(world) if f'"{written}"' in what]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("order.total <= 5.00", ["write < for <=", "write >= for <=", "write > for <=", "write 4.99 for 5.00", "write 5.01 for 5.00"]),
        ("order.total > 5", ["write >= for >", "write < for >", "write <= for >", "write 4.99 for 5", "write 5.01 for 5"]),
        ("order.weight < 5", ["write <= for <", "write > for <", "write >= for <", "write 4 for 5", "write 6 for 5"]),
        ("order.weight is 5", ["write is not for is", "write <= for is", "write >= for is", "write 4 for 5", "write 6 for 5"]),
        ("order.signed_on >= 2005-01-01", ["write > for >=", "write <= for >=", "write < for >=", "write 2004-12-31 for 2005-01-01",
                                           "write 2005-01-02 for 2005-01-01"]),
        ("order.kind is new", ["write is not for is", "write change for new"]),
        ("order.colour is not red", ["write is for is not", "write green for red", "write blue for red"]),
        ("order.colour is none", ["write is not for is"]),
        ("order.urgent", ['add is no to "order.urgent"']),
        ("order.urgent is yes", ["write is not for is", "write no for yes"]),
        ("order.remarks is 'A1'", ["write is not for is", "write 'A2' for 'A1'"]),
        ("order.colour in {red, green}", ["write not in for in", 'delete red from "order.colour in {red, green}"',
                                          'delete green from "order.colour in {red, green}"', 'add blue to "order.colour in {red, green}"']),
        ("order.marks not in {heavy}", ["write in for not in", 'add fragile to "order.marks not in {heavy}"',
                                        'add liquid to "order.marks not in {heavy}"', "write fragile for heavy", "write liquid for heavy"]),
    ],
)  # fmt: skip
def test_each_operator_and_each_word_of_a_line_gives_way_to_those_beside_it(world: World, line: str, expected: list[str]) -> None:
    written = f'"{line}"' if "{" in line else line
    assert sorted(of_line(world, written)) == sorted([f'delete "{line}"', *expected])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("order.total + order.paid <= 5.00", ["write - for +"]),
        ("abs(order.total - 5.00) <= 1.00", ["delete abs", "write + for -", "write 4.00 for 5.00", "write 6.00 for 5.00"]),
        ("min(order.total, order.paid) > 1.00", ["write max for min"]),
        ("round_half_up(order.total * 2/3, cents) > 1.00", ["delete round_half_up", "write / for *", "write 1 for 2", "write 4 for 3"]),
        ("order.total * 0.25 > 1.00", ["write / for *", "write 0.24 for 0.25", "write 0.26 for 0.25"]),
        ("order.total > 1.00 + order.rebate", ["write - for +", "write 0.00 for 1.00", "write 2.00 for 1.00"]),
        ("order.total > order.paid", ["write order.paid for order.total", "write order.total for order.paid"]),
    ],
)  # fmt: skip
def test_a_calculation_is_tried_with_another_sign_function_amount_or_fact(world: World, line: str, expected: list[str]) -> None:
    found = of_line(world, line)
    assert [what for what in expected if what not in found] == []


def test_a_line_over_a_list_is_tried_without_each_condition_and_with_any_for_all(world: World) -> None:
    line = "any(piece.cost > 1.00 for piece in pieces if piece.kind is tool if piece.number is 'A')"
    assert [what for what in of_line(world, line) if "any" in what or "if" in what or "none_of" in what] == [
        f'delete "{line}"', "write all for any", 'delete "if piece.kind is tool"', "delete \"if piece.number is 'A'\"",
        f'write none_of before "{line}"',
    ]  # fmt: skip


def test_what_asks_whether_something_is_given_is_tried_the_other_way_round(world: World) -> None:
    line = "given(order.paid)"
    assert of_line(world, line, "applies_when", rest="require: [order.total > order.rebate]\n") == [
        'delete "given(order.paid)"', "write order.total for order.paid", "write order.rebate for order.paid",
        'write none_of before "given(order.paid)"',
    ]  # fmt: skip


def test_a_block_is_tried_as_the_other_kind_and_left_out(world: World) -> None:
    world.rule("r", "require:\n  - any_of:\n      - order.urgent\n      - order.weight < 5\nshould: [order.paid > 1.00]\n")
    assert [what for what in changes(world) if "any_of" in what] == [
        'delete any_of and the lines that begin with "order.urgent"',
        'write all_of for any_of before the lines that begin with "order.urgent"',
    ]
    world.rule("r", "require:\n  - none_of: [order.urgent]\nshould: [order.paid > 1.00]\n")
    assert [what for what in changes(world) if "none_of" in what] == [
        'delete none_of and the lines that begin with "order.urgent"',
        'write any_of for none_of before the lines that begin with "order.urgent"',
    ]


def test_a_derived_fact_its_choices_and_its_pieces_are_tried(world: World) -> None:
    world.rule(
        "r",
        "let: {share: order.total * 0.50}\nderive:\n  order.fee:\n    - when: [order.urgent]\n      is: 2.00\n"
        '    - is: round_half_up(share, cents)\n  order.labels: "{heavy}"\n',
        kind="calculation",
    )
    assert changes(world) == [
        'write / for * in "order.total * 0.50"', 'write 0.49 for 0.50 in "order.total * 0.50"',
        'write 0.51 for 0.50 in "order.total * 0.50"', "delete order.fee from derive",
        'delete the choice "is 2.00" of order.fee', 'delete "order.urgent"', 'add is no to "order.urgent"',
        'write 1.99 for 2.00 in "2.00"', 'write 2.01 for 2.00 in "2.00"',
        'delete the choice "is round_half_up(share, cents)" of order.fee', "delete order.labels from derive",
        'add fragile to "{heavy}"', 'add liquid to "{heavy}"', 'write fragile for heavy in "{heavy}"',
        'write liquid for heavy in "{heavy}"',
    ]  # fmt: skip


def test_each_line_of_a_derived_yes_or_no_is_tried(world: World) -> None:
    told = "subject: parcel\nlabel: the parcel\nfacts:\n  light: {type: flag, derived: yes, label: lightness, means: Whether it is light.}\n"
    world.write("facts/parcel.yaml", told)
    world.rule("r", "derive:\n  parcel.light: [order.weight < 5, order.urgent is no]\n", kind="calculation", asked_of="parcel")
    assert [what for what in changes(world) if "delete" in what] == [
        'delete "order.weight < 5"', 'delete "order.urgent is no"',
    ]  # fmt: skip


def test_of_many_codes_a_few_are_tried(world: World) -> None:
    codes = ", ".join(f"C{number:02}" for number in range(30))
    told = (
        f"subject: parcel\nlabel: the parcel\nfacts:\n  route: {{type: code, codes: [{codes}], label: route, means: Its way.}}\n"
    )
    world.write("facts/parcel.yaml", told)
    found = of_line(world, "parcel.route is C00", asked_of="parcel")
    assert [what for what in found if "for C00" in what] == [f"write {code} for C00" for code in ("C01", "C08", "C15", "C22")]
    assert len([what for what in of_line(world, '"parcel.route in {C00, C01}"', asked_of="parcel") if "add" in what]) == 12


def test_a_piece_that_only_a_deleted_line_names_goes_with_it(world: World) -> None:
    world.rule("r", "let: {least: order.total * 0.50}\nrequire: [order.paid >= least, order.urgent]\n")
    assert 'delete "order.paid >= least"' in changes(world)


def test_levels_and_exceptions_are_tried(world: World) -> None:
    excused = f"unless:\n  - {{cite: {CITE}, when: [order.urgent]}}\n"
    world.rule("r", "require: [order.weight > 1]\nremark: [order.paid > 1.00]\n" + excused)
    assert [what for what in changes(world) if '"' not in what] == [
        "write should for remark", "delete the exception by law, 1", "add level warning to the exception by law, 1",
        "add level note to the exception by law, 1",
    ]  # fmt: skip
    world.rule("r", "require: [order.weight > 1]\n" + excused.replace("when", "level: note, when"))
    assert [what for what in changes(world) if '"' not in what] == [
        "delete the exception by law, 1", "write warning for note in the exception by law, 1",
        "delete level note from the exception by law, 1",
    ]  # fmt: skip
    world.rule("r", "require: [order.weight > 1]\nshould: [order.paid > 1.00]\n")
    assert [what for what in changes(world) if '"' not in what] == [
        "write should for require", "write require for should", "write remark for should",
    ]  # fmt: skip


def test_the_dates_of_versions_and_what_picks_them_are_tried(world: World) -> None:
    later = "from: 2006-04-06\nreplaces: 2005-01-01\nuntil: 2010-12-31\ncite: {source: later, at: 1, quote: An order says what it says and no more.}\n"
    world.rule(
        "r", later + "require: [order.urgent]\n", "from: 2005-01-01\nrequire: [order.urgent is no]\n",
        head="dated_by: [order.signed_on, order.prepared_on]",
    )  # fmt: skip
    of_later, of_first = " of the version from 2006-04-06", " of the version from 2005-01-01"
    assert [what for what in changes(world) if '"' not in what and "for require" not in what] == [
        "delete order.signed_on from dated_by", "delete order.prepared_on from dated_by",
        "delete the version from 2006-04-06", f"write 2006-04-05 for 2006-04-06 in from{of_later}",
        f"write 2006-04-07 for 2006-04-06 in from{of_later}", f"write 2010-12-30 for 2010-12-31 in until{of_later}",
        f"write 2011-01-01 for 2010-12-31 in until{of_later}", f"delete until{of_later}", f"delete replaces{of_later}",
        # the version from 2005-01-01 is named by another: without it, or from another day, lint would tell
    ]  # fmt: skip
    assert f'delete "order.urgent is no"{of_first}' not in changes(world)  # a version that requires nothing is refused


def test_one_version_that_always_holds_has_no_dates_to_try(world: World) -> None:
    world.rule("r", "require: [order.urgent]\n", head="dated_by: order.signed_on")
    assert changes(world) == ["write should for require", 'add is no to "order.urgent"']
    world.rule("r", "from: 2005-01-01\nrequire: [order.urgent]\n", head="dated_by: [order.signed_on]")
    assert changes(world) == [
        "write day_of_evaluation for order.signed_on in dated_by", "write 2004-12-31 for 2005-01-01 in from",
        "write 2005-01-02 for 2005-01-01 in from", "write should for require", 'add is no to "order.urgent"',
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("order.weight is 0", "write <= for is"),
        ("order.weight >= 0", "write -1 for 0"),
        ("order.total is 0.00", "write <= for is"),
        ("count(piece for piece in pieces) is 0", "write <= for is"),
        ("sum(piece.cost for piece in pieces) is 0.00", "write <= for is"),
        ("abs(order.total - order.paid) is 0.00", "write <= for is"),
        ("max(order.total - order.paid, 0.00) is 0.00", "write <= for is"),
        ("rate is 0", "write <= for is"),
    ],
)
def test_what_could_differ_only_below_nothing_is_no_change(world: World, line: str, what: str) -> None:
    world.value("rate", RATE.format(is_="3%", cite=CITE))
    assert what not in of_line(world, line)
    assert "write is not for is" in of_line(world, line) or ">" in line


def test_what_can_be_negative_is_tried_below_nothing_too(world: World) -> None:
    world.value("rate", RATE.format(is_="-0.03", cite=CITE))
    assert "write <= for is" in of_line(world, "rate is 0")
    assert "write <= for is" in of_line(world, "order.total - order.paid is 0.00")


def test_a_day_between_two_issues_is_no_change_of_as_known(world: World) -> None:
    world.value("rate", RATE.format(is_="3%", cite=CITE))
    for day, told in (
        ("2000-01-01", ["write 1999-12-31 for 2000-01-01"]),
        ("1999-12-31", ["write 2000-01-01 for 1999-12-31"]),
        ("2000-01-02", []),
    ):
        found = of_line(world, f"order.total * as_known(rate, {day}) > order.paid")
        assert [what for what in found if "write" in what and f"for {day}" in what] == told


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("type: number\nversions:\n  - {from: beginning, is: 3.1%, cite: C}", ["write 3.0% for 3.1% in is", "write 3.2% for 3.1% in is"]),
        ("type: number\nversions:\n  - {from: beginning, is: 5/17, cite: C}", ["write 4/17 for 5/17 in is", "write 6/17 for 5/17 in is"]),
        ("type: months\nversions:\n  - {from: beginning, is: 6, cite: C}", ["write 5 for 6 in is", "write 7 for 6 in is"]),
        ("type: flag\nversions:\n  - {from: beginning, is: yes, cite: C}", ["write no for yes in is"]),
        ("type: date\nversions:\n  - {from: beginning, is: 2005-03-01, cite: C}",
         ["write 2005-02-28 for 2005-03-01 in is", "write 2005-03-02 for 2005-03-01 in is"]),
        ("like: order.marks\nversions:\n  - {from: beginning, is: [heavy, liquid], cite: C}",
         ["delete heavy from is", "delete liquid from is", "add fragile to is"]),
        ("type: money\nby: order.kind\nversions:\n  - {from: beginning, is: {new: 1.00, change: 2.00}, cite: C}",
         ["write 0.99 for 1.00 in new", "write 1.01 for 1.00 in new", "write 1.99 for 2.00 in change", "write 2.01 for 2.00 in change"]),
        ("type: quantity\nby: [order.kind, recall.reason]\nversions:\n  - {from: beginning, cite: C, is: {new: {fault: 1, mistake: 2}, "
         "change: {fault: 3, mistake: 4}}}",
         [f"write {other} for {cell} in {where}" for cell, where in
          ((1, "new, fault"), (2, "new, mistake"), (3, "change, fault"), (4, "change, mistake")) for other in (cell - 1, cell + 1)]),
        ("type: quantity\ndated_by: order.signed_on\nversions:\n  - {from: 2005-01-01, is: 1, cite: C}\n  - {from: beginning, is: 2, cite: C}",
         ["write day_of_evaluation for order.signed_on in dated_by", "delete the version from 2005-01-01",
          "write 2004-12-31 for 2005-01-01 in from of the version from 2005-01-01",
          "write 2005-01-02 for 2005-01-01 in from of the version from 2005-01-01",
          "write 0 for 1 in is of the version from 2005-01-01", "write 2 for 1 in is of the version from 2005-01-01",
          "delete the version from beginning", "write 1 for 2 in is of the version from beginning",
          "write 3 for 2 in is of the version from beginning"]),
    ],
)  # fmt: skip
def test_each_number_code_entry_and_date_of_a_dated_value_is_tried(world: World, value: str, expected: list[str]) -> None:
    world.value("rate", value.replace("cite: C", f"cite: {CITE}"))
    assert changes(world, "rate", VALUE) == expected


def test_a_dated_value_that_starts_before_anybody_reads_it_may_as_well_start_a_day_earlier(world: World) -> None:
    world.value("rate", f"type: quantity\nversions:\n  - {{from: 2005-01-01, is: 1, cite: {CITE}}}\n")
    world.rule("r", "from: 2005-01-01\nrequire: [order.weight > rate]\n")
    assert [what for what in changes(world, "rate", VALUE) if "from" in what] == ["write 2005-01-02 for 2005-01-01 in from"]
    world.rule("r", "from: 2005-01-01\nrequire: [order.weight > rate]\n", head="dated_by: order.signed_on")
    assert len([what for what in changes(world, "rate", VALUE) if "from" in what]) == 2


def test_when_a_fact_is_another_or_still_to_come_is_tried(world: World) -> None:
    assert changes(world, "order", FACTS)[3:] == [
        "delete pending_when of order.signed_on",
        'write is not for is in "order.kind is new", pending_when of order.signed_on',
        'write change for new in "order.kind is new", pending_when of order.signed_on',
    ]
    assert changes(world, "buyer", FACTS) == [
        "delete same_as of buyer.joined_on",
        'write is not for is in "order.kind is new", same_as of buyer.joined_on',
        'write change for new in "order.kind is new", same_as of buyer.joined_on',
    ]


def test_what_a_subject_belongs_to_and_the_order_of_dates_and_of_elements_are_tried(world: World) -> None:
    assert changes(world, "order", FACTS)[:3] == [
        "delete order.prepared_on from document_dates", "delete order.signed_on from document_dates",
        "write order.signed_on before order.prepared_on in document_dates",
    ]  # fmt: skip
    assert changes(world, "memo", FACTS) == ["delete of"]
    world.write("facts/trip.yaml", TRIP.replace("ordered_by: [number]", "ordered_by: [load, number]"))
    assert changes(world, "trip", FACTS) == [
        "delete load from ordered_by", "delete number from ordered_by", "write number before load in ordered_by",
    ]  # fmt: skip


def test_the_day_of_issue_of_a_source_and_what_became_of_it_are_tried(world: World) -> None:
    assert changes(world, "fleeting", SOURCE) == [
        "write 1999-12-31 for 2000-01-01 in issued", "write 2000-01-02 for 2000-01-01 in issued",
        "delete rescinded from standing", "write 2009-12-31 for 2010-01-01 in from of rescinded",
        "write 2010-01-02 for 2010-01-01 in from of rescinded", "write active for rescinded in standing",
    ]  # fmt: skip
    head = (world.policies / "sources/fleeting/source.yaml").read_text("utf-8")
    world.write("sources/fleeting/source.yaml", head.replace("issued: 2000-01-01\n", ""))
    assert [what for what in changes(world, "fleeting", SOURCE) if "issued" in what] == []
    assert len(changes(world, "fleeting", SOURCE)) == 4


def test_a_note_is_tried_as_forbidden_where_it_is_required(world: World) -> None:
    world.note("thanks", "---\ntitle: Thanks\norder: 1\nsource: law\nat: 2\n---\nMemo words stand in paragraph two.\n")
    world.rule("r", "required_when: [order.kind is new]\n", kind="note", head="note: thanks")
    assert "write forbidden_when for required_when" in changes(world)


def test_what_goes_over_the_elements_before_one_is_tried_over_all(world: World) -> None:
    world.write("facts/trip.yaml", TRIP)
    line = "sum(other.load for other in before(trip)) < 5"
    found = of_line(world, line, asked_of="trip")
    assert [what for what in found if "before" in what] == [f'delete "{line}"', "write trips for before(trip)"]


def test_the_entry_of_a_table_that_a_line_reads_is_tried_as_another(world: World) -> None:
    cells = "{new: {fault: 1, mistake: 2}, change: {fault: 3, mistake: 4}}"
    world.value(
        "charge",
        f"type: quantity\nby: [order.kind, recall.reason]\nversions:\n  - {{from: beginning, is: {cells}, cite: {CITE}}}\n",
    )
    found = of_line(world, "charge[order.kind][fault] < 5")
    assert [what for what in found if "for fault" in what] == ["write mistake for fault"]


def test_a_written_value_on_the_left_is_tried_like_one_on_the_right(world: World) -> None:
    assert "write < for <=" in of_line(world, "0 <= order.weight")
    assert "write -1 for 0" not in of_line(world, "0 <= order.weight")
    assert "write 4.99 for 5.00" in of_line(world, "5.00 > order.total")


def test_the_level_to_which_a_rule_waives_is_tried(world: World) -> None:
    world.write(
        "facts/pardon.yaml",
        "subject: pardon\nlabel: pardon of {rule}\nlist: pardons\nnamed_by: rule\nfacts:\n"
        "  rule: {type: text, names: rule, label: pardoned rule, means: The rule that is pardoned.}\n"
        "  letter: {type: text, label: letter, means: Where it stands.}\n",
    )
    world.rule("r", "require: [pardon.letter is 'A']\nwaives: {rule: pardon.rule, to: warning}\n", asked_of="pardon")
    assert [what for what in changes(world) if "waives" in what] == ["delete waives", "write note for warning in waives"]


def test_a_definition_has_no_changes(world: World) -> None:
    world.rule("r", "from: 2005-01-01\n", kind="definition")
    assert changes(world) == []
