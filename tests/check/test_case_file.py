"""Case files: what is wrong is said at its place in words; YAML and JSON give the same report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from clssa.check import Report
from clssa.check.case import case_from, completed, read_case
from clssa.language.fault import Faults
from clssa.language.yaml import load
from small_programme import World, day


def faults_of(world: World, tmp_path: Path, text: str, name: str = "case.yaml") -> str:
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(Faults) as raised:
        read_case(path, world.library)
    return str(raised.value).replace(f"{tmp_path}/", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "ordr: {kind: new}\n",
            'case.yaml:1:1: error: "ordr" is not a part of a case\n    1 | ordr: {kind: new}\n      | ^^^^\n      = did you mean "order"?',
        ),
        (
            "zzz: {}\n",
            'case.yaml:1:1: error: "zzz" is not a part of a case\n    1 | zzz: {}\n      | ^^^\n'
            "      = its parts are buyer, order, recall, memos, pieces, visits",
        ),
        (
            "order:\n  colr: red\n",
            'case.yaml:2:3: error: "colr" is not a fact of "order"\n    2 |   colr: red\n      |   ^^^^\n      = did you mean "colour"?',
        ),
        (
            "order:\n  fee: 1.00\n",
            'case.yaml:2:3: error: "fee" is derived by the rules and cannot be given\n    2 |   fee: 1.00\n      |   ^^^\n      = delete the line',
        ),
        (
            "order:\n  colour: reed\n",
            'case.yaml:2:11: error: order.colour: "reed" is not one of red, green or blue\n    2 |   colour: reed\n      |           ^^^^\n'
            '      = did you mean "red"?',
        ),
        (
            'order:\n  total: "$1,250.00"\n',
            'case.yaml:2:10: error: order.total: "$1,250.00" is not an amount in dollars such as 1250.00, without $ and commas\n'
            '    2 |   total: "$1,250.00"\n      |          ^^^^^^^^^\n      = write 1250.00',
        ),
        (
            "order:\n  total: -1.00\n",
            'case.yaml:2:10: error: order.total: "-1.00" is negative, which this amount cannot be\n    2 |   total: -1.00\n      |          ^^^^^',
        ),
        (
            "order:\n  prepared_on: 2005-02-30\n",
            'case.yaml:2:16: error: order.prepared_on: "2005-02-30" is not a day of the calendar\n    2 |   prepared_on: 2005-02-30\n'
            "      |                ^^^^^^^^^^",
        ),
        (
            "order:\n  urgent: maybe\n",
            'case.yaml:2:11: error: order.urgent: "maybe" is not yes or no\n    2 |   urgent: maybe\n      |           ^^^^^',
        ),
        (
            "order:\n  weight: none\n",
            "case.yaml:2:11: error: order.weight: none is not allowed here: it must be a whole number, 0 or more\n"
            "    2 |   weight: none\n      |           ^^^^",
        ),
        (
            "order:\n  weight: [1]\n",
            "case.yaml:2:11: error: order.weight is a whole number, 0 or more\n    2 |   weight: [1]\n      |           ^",
        ),
        (
            "order:\n  marks: heavy\n",
            "case.yaml:2:10: error: order.marks is a list: [ … ] of fragile, heavy or liquid\n    2 |   marks: heavy\n      |          ^^^^^",
        ),
        (
            "order:\n  marks: [heavy, [liquid]]\n",
            "case.yaml:2:18: error: order.marks is fragile, heavy or liquid\n    2 |   marks: [heavy, [liquid]]\n      |                  ^",
        ),
        (
            "order: new\n",
            'case.yaml:1:8: error: "order" holds fact: value lines\n    1 | order: new\n      |        ^',
        ),
        (
            "pieces: {number: A}\n",
            'case.yaml:1:9: error: "pieces" is a list\n    1 | pieces: {number: A}\n      |         ^\n'
            "      = write each entry after a dash; an empty list is []",
        ),
        (
            "pieces:\n  - number: A\n  - {number: B, cots: 1.00}\n",
            'case.yaml:3:17: error: "cots" is not a fact of "piece"\n    3 |   - {number: B, cots: 1.00}\n      |                 ^^^^\n      = did you mean "cost"?',
        ),
        (
            "- order\n",
            "case.yaml:1:1: error: a case file is written as key: value lines\n    1 | - order\n      | ^\n      = see examples/ for a case file",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_case_file_is_said_at_its_line_and_column(
    world: World, tmp_path: Path, text: str, expected: str
) -> None:
    assert faults_of(world, tmp_path, text) == expected


def test_every_fault_of_a_case_file_is_said_in_one_run(world: World, tmp_path: Path) -> None:
    text = "order: {colr: red, total: x}\npieces: [{cots: 1}, part]\nordr: {}\n"
    told = faults_of(world, tmp_path, text)
    places = [line.split(": ")[0] for line in told.splitlines() if line.startswith("case.yaml")]
    assert places == ["case.yaml:1:9", "case.yaml:1:27", "case.yaml:2:11", "case.yaml:2:21", "case.yaml:3:1"]


def test_a_case_file_that_cannot_be_read_is_a_fault(world: World, tmp_path: Path) -> None:
    with pytest.raises(Faults, match=r"nowhere\.yaml:1:1: error: this is not there, or is not a file"):
        read_case(tmp_path / "nowhere.yaml", world.library)


YAML = """
buyer: {number: AB123, trusted: yes}
order:
  kind: new
  prepared_on: 2005-01-01
  total: 10.00
  paid: 10
  rebate: none
  urgent: no
  colour: none
  weight: 007
  remarks: "null"
  marks: [heavy, liquid]
pieces:
  - {number: '001', cost: 2.50, kind: part}
  - {number: '002'}
"""
JSON = {
    "buyer": {"number": "AB123", "trusted": True},
    "order": {
        "kind": "new", "prepared_on": "2005-01-01", "total": "10.00", "paid": 10, "rebate": None, "urgent": False,
        "colour": "none", "weight": 7, "remarks": "null", "marks": ["heavy", "liquid"],
    },
    "pieces": [{"number": "001", "cost": 2.5, "kind": "part"}, {"number": "002"}],
}  # fmt: skip


def rules(world: World) -> None:
    world.rule(
        "a", "require: [order.paid >= order.total, order.rebate is none, order.colour is none]\nshould: [order.weight is 8]\n"
    )
    world.rule("b", 'applies_when: [buyer.trusted]\nrequire: ["order.marks in {heavy, liquid}", order.remarks is "null"]')
    world.rule("c", "applies_when: [order.urgent is no]\nrequire: [piece.cost <= 2.50]", asked_of="piece")
    world.rule("d", "derive:\n  piece.share: piece.cost + order.total\n", kind="calculation", asked_of="piece")


def told(report: Report) -> object:
    return [
        report.case, report.verdict, report.derived, report.as_of,
        [(*each.key, each.outcome, each.because(), list(each.needs)) for each in report.findings],
    ]  # fmt: skip


@pytest.mark.parametrize("layout", [{"indent": 2}, {"indent": "\t"}, {"separators": (",", ":")}])
def test_the_same_case_in_yaml_and_in_json_gives_the_same_report(world: World, tmp_path: Path, layout: dict[str, object]) -> None:
    rules(world)
    (tmp_path / "case.yaml").write_text(YAML)
    (tmp_path / "case.json").write_text(json.dumps(JSON, **layout))  # type: ignore[arg-type]
    reports = [
        told(world.checker.check(read_case(tmp_path / name, world.library), known_on=day("2026-01-01")))
        for name in ("case.yaml", "case.json")
    ]
    assert reports[0] == reports[1]
    assert [each[-3] for each in reports[0][4]] == ["pass", "fail", "pass", "pass", "unknown"]  # type: ignore[index]


def test_a_fault_of_a_json_file_indented_with_tabs_has_its_column(world: World, tmp_path: Path) -> None:
    told = faults_of(world, tmp_path, '{\n\t"order": {\n\t\t"colr": "red"\n\t}\n}\n', "case.json")
    assert told.startswith('case.json:3:3: error: "colr" is not a fact of "order"')


def test_a_tab_that_indents_yaml_is_refused(world: World, tmp_path: Path) -> None:
    assert faults_of(world, tmp_path, "order:\n\tkind: new\n").startswith(
        "case.yaml:2:1: error: a tab is used to indent this line"
    )


def test_null_is_none_only_where_a_fact_may_be_none(world: World, tmp_path: Path) -> None:
    told = faults_of(world, tmp_path, '{"order": {"weight": null}}', "case.json")
    assert "order.weight: none is not allowed here" in told


def test_text_stays_the_text_that_was_written(world: World) -> None:
    case = world.case("order: {remarks: 010}\npieces: [{number: N}]")
    assert (case.fact("order.remarks"), case.lists["pieces"][0]["number"]) == ("010", "N")


def test_a_report_is_named_by_the_case_and_else_by_its_file(world: World) -> None:
    assert world.check("buyer: {number: AB123}").case == "AB123"
    assert world.check("order: {}").case == "case.yaml"


def test_a_fact_that_is_another_by_definition_is_filled_in_where_that_holds(world: World) -> None:
    assert completed(world.case("order: {kind: new}\nbuyer: {first_order_on: 2005-01-01}"), world.library).fact(
        "buyer.joined_on"
    ) == day("2005-01-01")
    assert (
        completed(world.case("order: {kind: change}\nbuyer: {first_order_on: 2005-01-01}"), world.library).fact("buyer.joined_on")
        is None
    )
    assert completed(world.case("buyer: {first_order_on: 2005-01-01}"), world.library).fact("buyer.joined_on") is None
    given = "order: {kind: new}\nbuyer: {first_order_on: 2005-01-01, joined_on: 2004-01-01}"
    assert completed(world.case(given), world.library).fact("buyer.joined_on") == day("2004-01-01")


def test_a_draft_keeps_a_word_that_is_no_code_and_notes_what_cannot_be_read(world: World) -> None:
    tree = load(b"order: {colour: purple, total: a lot, weight: 5, marks: [heavy, broken]}", "draft")
    case = case_from(tree, "draft", world.library, lenient=True)  # type: ignore[arg-type]
    assert case.single["order"] == {"colour": "purple", "total": None, "weight": 5, "marks": ("heavy", "broken")}


def test_a_case_is_not_changed_by_being_checked(world: World) -> None:
    world.rule("share", "derive:\n  piece.share: piece.cost\n", kind="calculation", asked_of="piece")
    world.rule("fee", "derive:\n  order.fee: sum(piece.share for piece in pieces)\n", kind="calculation")
    case = world.case("order: {kind: new}\npieces: [{number: A, cost: 1.00}]")
    before = repr(case)
    first, second = (world.checker.check(case, day("2005-01-01"), day("2026-01-01")) for _ in range(2))
    assert repr(case) == before
    assert first.derived == second.derived == {"order.fee": "1.00", "piece A": {"piece.share": "1.00"}}
