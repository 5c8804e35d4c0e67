"""An Amendment and a Modification: what they revise, and what was."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from clssa.drafts.reader import Reading

ReadMade = Callable[[Any], Reading]


def amendment(drafts: Any) -> Any:
    draft = drafts.FMSO_1_CLEAN
    was, row = draft.lines[0], ("Previous", "", "", "", "", "", "", "")
    described = was[1].replace("$1,260,000", "$1,500,000").replace("$2,940,000", "$3,500,000")
    now = (was[0], described, *was[2:4], "$5,000,000", *was[5:])
    return replace(
        draft,
        title=("United States of America", "Amendment No. 1 to Letter of Offer and Acceptance (LOA)"),
        description=draft.description + " The basic LOA was accepted by the Purchaser on 25 January 2006.",
        lines=(row, was, ("Revised", *row[1:]), now),
        notes=tuple((title, (
            "", "Value of Part A\t$1,500,000", "Administrative Surcharge\t$75,000", "Current Financial Requirement\t$1,575,000",
            "Previous Financial Requirement\t$1,323,000", "Balance Due from Purchaser\t$252,000",
        ) if title == "FINANCIAL SUMMARY" else texts) for title, texts in draft.notes),
    )  # fmt: skip


def test_an_amendment_gives_what_it_revises_and_what_was(drafts: Any, read_made: ReadMade) -> None:
    made = drafts.build(amendment(drafts))
    costs = made.tables[2]
    costs.add_column(1_000_000)
    previous = ("$4,200,000", "$0", "$63,000", "$0", "$0", "$4,263,000")
    revised = ("$5,000,000", "$0", "$75,000", "$0", "$0", "$5,075,000")
    for row, was, now in zip(costs.rows, previous, revised, strict=True):
        row.cells[1].text, row.cells[2].text = was, now
    head = copy.deepcopy(costs.rows[0]._tr)
    costs._tbl.insert(2, head)
    for cell, text in zip(costs.rows[0].cells, ("Estimated Cost Summary:", "Previous", "Revised"), strict=True):
        cell.text = text
    reading = read_made(made)
    assert reading.conflicts == ()
    assert [(line["number"], line["total_cost"]) for line in reading.facts["lines"]] == [("001", "5000000.00")]
    assert reading.facts["case"]["basic_loa_accepted_on"] == "2006-01-25"
    expected = {
        "kind": "amendment",
        "total_materiel_value": "5000000.00",
        "part_a": "1500000.00",
        "part_b": "3500000.00",
        "previous_part_a": "1260000.00",
        "administrative_surcharge": "12000.00",
        "administrative_surcharge_cumulative": "75000.00",
        "previous_administrative_surcharge_cumulative": "63000.00",
        "current_financial_requirement": "1575000.00",
        "previous_financial_requirement": "1323000.00",
        "balance_due": "252000.00",
    }
    assert {name: reading.facts["loa"].get(name) for name in expected} == expected


def test_two_amounts_without_a_heading_are_not_chosen_between(drafts: Any, read_made: ReadMade) -> None:
    made = drafts.build(amendment(drafts))
    made.tables[2].add_column(1_000_000)
    for row in made.tables[2].rows:
        row.cells[2].text = "$1"
    assert "total_materiel_value" not in read_made(made).facts["loa"]


def test_lines_that_only_stand_under_previous_are_no_lines_of_this_document(drafts: Any, read_made: ReadMade) -> None:
    draft = amendment(drafts)
    assert "lines" not in read_made(drafts.build(replace(draft, lines=draft.lines[:2]))).facts


def test_a_modification_is_told_by_its_title(drafts: Any, read_made: ReadMade) -> None:
    draft = replace(drafts.FMSO_1_CLEAN, title=("Modification No. 2 to Letter of Offer and Acceptance",))
    reading = read_made(drafts.build(draft))
    assert reading.facts["loa"]["kind"] == "modification"
    assert reading.facts["loa"]["previous_financial_requirement"] == "none"


@pytest.mark.parametrize(
    "heads",
    [
        ("(4)(b) Total Previous", "(4)(b) Total Revised"),
        ("(4) Costs (b) Total\nPrevious", "(4) Costs (b) Total\nRevised"),
        ("Previous\nTotal Cost", "Revised\nTotal Cost"),
        ("Previous", "Revised"),
        ("From", "To"),
    ],
)
def test_of_two_columns_side_by_side_the_revised_one_is_read(heads: tuple[str, str], drafts: Any, read_made: ReadMade) -> None:
    draft = amendment(drafts)
    others = (
        "(1) Itm Nbr",
        "(2) Description/Condition",
        "(3) Qty",
        *heads,
        "(5) SC/MOS/TA",
        "(6) Ofr Rel Cde",
        "(7) Del Trm Cde",
    )
    line = (*draft.lines[3][:3], "$4,200,000", *draft.lines[3][4:])
    made = drafts.build(draft)
    below_one_head = heads[0] in ("Previous", "From")
    items = drafts._table(made, ((*others[:3], "", "", *others[5:]), others, line) if below_one_head else (others, line))
    if below_one_head:
        items.cell(0, 3).merge(items.cell(0, 4)).text = "(4) Costs (b) Total"
    made.tables[1]._tbl.getparent().replace(made.tables[1]._tbl, items._tbl)
    assert [each["total_cost"] for each in read_made(made).facts["lines"]] == ["5000000.00"]
