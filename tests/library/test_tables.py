"""Tables among the dated values: by one fact or by two, each entry where it stands in the source."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from clssa.check import Checker
from clssa.check.case import case_from
from clssa.language.fault import Faults
from clssa.language.yaml import load
from clssa.library import load_library
from clssa.library.coverage import coverage
from clssa.reports.data import report_data

FILES = {
    "sources/law/source.yaml": "source: law\ntitle: The Law\nissued: 2000-01-01\ntext: held\n",
    "sources/law/text.yaml": (
        "- {at: Table, text: The table says what is dear.}\n- {at: Row red, text: red yes}\n- {at: Row blue, text: blue no}\n"
    ),
    "facts/order.yaml": """
subject: order
label: order
facts:
  colour: {type: code, codes: [red, blue], label: colour, means: Its colour.}
  size: {type: code, codes: [S, L], label: size, means: Its size.}
  price: {type: quantity, label: price, means: Its price.}
""",
    "interpretations.yaml": "[]\n",
    "values/dear.yaml": """
value: dear
label: whether a colour is dear
type: flag
by: order.colour
versions:
  - from: beginning
    cite: {source: law, at: Table, quote: The table says what is dear.}
    is:
      red: {is: yes, at: Row red, quote: red yes}
      blue: {is: no, at: Row blue, quote: blue no}
""",
    "values/price.yaml": """
value: price
label: price by colour and size
type: quantity
by: [order.colour, order.size]
versions:
  - from: beginning
    cite: {source: law, at: Table, quote: The table}
    is:
      red: {S: 3, L: 5}
      blue: {S: 1, L: 2}
""",
    "rules/costs.yaml": """
id: costs
title: The price is right
kind: requirement
asked_of: order
versions:
  - from: beginning
    cite: {source: law, at: Table, quote: The table}
    applies_when:
      - dear[order.colour]
    require:
      - order.price is price[order.colour][order.size]
    remedy: Mend it.
""",
}


@pytest.fixture
def law(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "policies" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path / "policies"


def change(law: Path, name: str, old: str, new: str) -> None:
    path = law / name
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")


def outcome(law: Path, order: str) -> tuple[str, tuple[str, ...]]:
    library = load_library(law)
    case = case_from(load(f"order: {order}".encode(), "case.yaml"), "case.yaml", library)  # type: ignore[arg-type]
    (finding,) = Checker(library).check(case, datetime.date(2006, 1, 1)).findings
    return finding.outcome, tuple(finding.needs)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("{colour: red, size: S, price: 3}", ("pass", ())),
        ("{colour: red, size: L, price: 3}", ("fail", ())),
        ("{colour: red, size: L, price: 5}", ("pass", ())),
        ("{colour: blue, size: L, price: 5}", ("not_applicable", ())),
        ("{colour: red, price: 5}", ("unknown", ("order.size",))),
        ("{size: L, price: 5}", ("unknown", ("order.colour",))),
    ],
)
def test_a_table_by_two_facts_is_read_at_both(law: Path, order: str, expected: tuple[str, tuple[str, ...]]) -> None:
    assert outcome(law, order) == expected


def test_an_entry_has_its_own_paragraph_which_must_say_it(law: Path) -> None:
    assert {each.at: each.status for each in coverage(load_library(law))}["Row blue"] == "encoded"
    change(law, "values/dear.yaml", "quote: blue no", "quote: blue yes")
    with pytest.raises(Faults, match='"yes": the quote departs from the stored text of law, Row blue'):
        load_library(law)


def test_an_entry_of_a_paragraph_that_is_not_there_is_a_fault(law: Path) -> None:
    change(law, "values/dear.yaml", "at: Row blue", "at: Row bleu")
    with pytest.raises(Faults, match=r'law has no paragraph "Row bleu"(.|\n)*did you mean "Row blue"'):
        load_library(law)


def test_a_finding_cites_the_entry_that_it_read(law: Path) -> None:
    change(law, "rules/costs.yaml", "order.price is price[order.colour][order.size]", "dear[order.colour] is no")
    library = load_library(law)
    case = case_from(load(b"order: {colour: red}", "case.yaml"), "case.yaml", library)  # type: ignore[arg-type]
    report = report_data(Checker(library).check(case, datetime.date(2006, 1, 1)))
    assert [(each["is"], each["cite"]["at"]) for each in report["findings"][0]["values"]] == [("yes", "Row red")]


def test_every_code_has_an_entry_at_both_levels(law: Path) -> None:
    change(law, "values/price.yaml", "{S: 1, L: 2}", "{S: 1}")
    with pytest.raises(Faults, match="the table says nothing of L"):
        load_library(law)


def test_a_table_by_two_facts_takes_two_keys(law: Path) -> None:
    change(law, "rules/costs.yaml", "price[order.colour][order.size]", "price[order.colour]")
    with pytest.raises(Faults, match=r'"price" takes 2 keys, and here are 1(.|\n)*write price\[…\]\[…\]'):
        load_library(law)


def test_the_keys_stand_in_their_order(law: Path) -> None:
    change(law, "rules/costs.yaml", "price[order.colour][order.size]", "price[order.size][order.colour]")
    with pytest.raises(Faults, match=r"price takes a code \(red or blue\), and this is order.size"):
        load_library(law)
