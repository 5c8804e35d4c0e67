"""What stands in a draft and cannot be read: it is told where it stands, and nothing passes for want of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from clssa.check import Checker
from clssa.drafts.opened import Opened, open_draft
from clssa.drafts.reader import Reading
from clssa.library import load_library
from project import ROOT

POLICIES = ROOT / "policies"
ReadMade = Callable[[Any], Reading]


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(load_library(POLICIES))


@pytest.fixture
def opened(tmp_path: Path, checker: Checker) -> Callable[[Any], Opened]:
    def save_and_open(made: Any) -> Opened:
        made.save(tmp_path / "draft.docx")
        return open_draft(tmp_path / "draft.docx", checker.library)

    return save_and_open


def outcomes(opened: Opened, checker: Checker, rule: str) -> set[str]:
    report = checker.check(opened.case, reading=opened.findings)
    return {each.outcome for each in report.findings if each.name == rule and each.level == "error"}


def sign(made: Any, date: str) -> Any:
    made.tables[0].cell(0, 3).text = date
    return made


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("15-NOV-04", "2004-11-15"), ("15 NOV 04", "2004-11-15"), ("2004/11/15", "2004-11-15"),
        ("[signed] 15 November 2004", "2004-11-15"), ("15 November 2004 (signed)", "2004-11-15"), ("1 JAN 88", "1988-01-01"),
    ],
)  # fmt: skip
def test_the_date_of_a_signature_is_read_among_other_words(drafts: Any, read_made: ReadMade, printed: str, read: str) -> None:
    assert read_made(sign(drafts.build(drafts.FMSO_1_CLEAN), printed)).facts["loa"]["accepted_on"] == read


@pytest.mark.parametrize(
    "line", ["Purchaser Signature: ____________  Date: 15 November 2004", "Purchaser Signature\tDate 15-Nov-2004"]
)
def test_the_date_of_a_signature_is_read_in_a_line_of_text(drafts: Any, read_made: ReadMade, line: str) -> None:
    made = drafts.build(drafts.FMSO_1_CLEAN)
    made.paragraphs[12].text = line
    assert read_made(made).facts["loa"]["accepted_on"] == "2004-11-15"


@pytest.mark.parametrize("printed", ["04/11/2004", "the Ides of March 2004"])
def test_a_signed_draft_whose_date_cannot_be_read_is_not_taken_for_an_unsigned_one(
    drafts: Any, opened: Callable[[Any], Opened], checker: Checker, printed: str
) -> None:
    found = opened(sign(drafts.build(drafts.FMSO_1_CLEAN), printed))
    assert outcomes(found, checker, "br-fmso-1-investment-deposit") == {"unknown"}
    told = [each.told["because"][0]["line"] for each in found.findings if each.name == "draft-can-be-read-whole"]
    assert any(printed in line and line.startswith("table 1, row 1, column 4") for line in told)


def test_a_line_that_bears_a_signature_and_a_number_bears_a_date(
    drafts: Any, opened: Callable[[Any], Opened], checker: Checker
) -> None:
    made = drafts.build(drafts.FMSO_1_CLEAN)
    made.paragraphs[12].text = "Purchaser Signature: /s/ A. N. Other, 15.XI.2004"
    assert outcomes(opened(made), checker, "br-fmso-1-investment-deposit") == {"unknown"}


def test_an_unsigned_draft_has_nothing_that_could_not_be_read(
    drafts: Any, opened: Callable[[Any], Opened], checker: Checker
) -> None:
    found = opened(drafts.build(drafts.FMSO_1_CLEAN))
    assert found.findings == []
    assert outcomes(found, checker, "br-fmso-1-investment-deposit") == {"pass"}


@pytest.mark.parametrize("printed", ["4.200.000", "$4.2 million", "see annex"])
def test_a_sum_is_not_passed_over_because_one_of_its_lines_cannot_be_read(
    drafts: Any, opened: Callable[[Any], Opened], checker: Checker, printed: str
) -> None:
    made = drafts.build(drafts.FMSO_1_CLEAN)
    made.tables[1].cell(2, 4).text = printed
    assert outcomes(opened(made), checker, "rd-net-estimated-cost") == {"unknown"}


@pytest.mark.parametrize("printed", ["$1 260 000", "$1,260,000 increased to $1,560,000", "1,260,000 to 1,560,000"])
def test_an_amount_that_runs_on_is_not_cut(drafts: Any, read_made: ReadMade, printed: str) -> None:
    made = drafts.build(drafts.FMSO_1_CLEAN)
    cell = made.tables[1].cell(2, 1)
    cell.text = cell.text.replace("$1,260,000", printed)
    reading = read_made(made)
    assert any(printed in remark for remark in reading.remarks)
    assert reading.where[""]["loa.part_a"].startswith("paragraph")  # the Financial Summary


def test_two_codes_in_one_cell_contradict_each_other(drafts: Any, opened: Callable[[Any], Opened], checker: Checker) -> None:
    made = drafts.build(drafts.FMSO_1_CLEAN)
    made.tables[1].cell(2, 5).text = "S (60) / TA U / TA V"
    found = opened(made)
    report = checker.check(found.case, reading=found.findings)
    assert report.verdict == "fail"
    assert [each.subject for each in report.findings if each.name == "draft-agrees-with-itself" and each.level == "error"] == [
        "line 001"
    ]


def test_a_contradiction_in_what_no_rule_reads_is_a_warning(drafts: Any, opened: Callable[[Any], Opened]) -> None:
    made = drafts.build(drafts.FMSO_1_CLEAN)
    made.paragraphs[9].text = "This LOA is for the FMSO I in support of C-130. It is signed once."
    found = [(each.name, each.level) for each in opened(made).findings]
    assert found == [("draft-agrees-with-itself", "warning")]


def test_a_label_and_its_value_on_two_lines_of_a_cell_belong_together(drafts: Any, read_made: ReadMade) -> None:
    made = drafts.build(drafts.FMSO_1_CLEAN)
    cell = made.tables[1].cell(2, 1)
    cell.text = cell.text.replace("Delivery Source Code: CD", "Delivery Source Code:\nCD")
    assert read_made(made).facts["lines"][0]["delivery_source_codes"] == ["CD"]


@pytest.mark.parametrize("number", ["001.", "Line 001"])
def test_the_number_of_a_line_may_be_written_with_a_word_or_a_stop(drafts: Any, read_made: ReadMade, number: str) -> None:
    made = drafts.build(drafts.FMSO_1_CLEAN)
    made.tables[1].cell(2, 0).text = number
    assert [line["number"] for line in read_made(made).facts["lines"]] == ["001"]


def test_a_row_of_a_table_may_hold_the_terms_of_sale(drafts: Any, read_made: ReadMade) -> None:
    made = drafts.build(drafts.FMSO_1_CLEAN)
    made.paragraphs[8].text = ""
    table = made.add_table(2, 2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells),
        ("Terms of Sale:", "Cash with Acceptance", "Initial Deposit", "$1"),
        strict=True,
    ):
        cell.text = text
    made.paragraphs[8]._p.addnext(table._tbl)
    assert read_made(made).facts["loa"]["terms_of_sale"] == ["Cash with Acceptance"]


def renumbered(made: Any, form: str) -> Any:
    for each in made.paragraphs:
        if each.text.startswith("Note "):
            number, _, rest = each.text.removeprefix("Note ").partition(".")
            each.text = form.format(number) + rest
    return made


@pytest.mark.parametrize("form", ["{}. ", "{}) ", "({}) "])
def test_below_a_heading_notes_may_bear_plain_numbers(drafts: Any, read_made: ReadMade, form: str) -> None:
    made = renumbered(drafts.build(drafts.FMSO_1_CLEAN), form)
    assert "notes" not in read_made(made).facts
    made.paragraphs[12].text = "NOTES"
    assert [note["number"] for note in read_made(made).facts["notes"]] == list("123456")


def test_a_sentence_that_speaks_of_another_note_does_not_begin_it(drafts: Any, read_made: ReadMade) -> None:
    made = renumbered(drafts.build(drafts.FMSO_1_CLEAN), "NOTE {}")
    made.paragraphs[20].text += "\nNote 2 applies to every line."
    assert [note["number"] for note in read_made(made).facts["notes"]] == list("123456")


def test_a_word_with_an_optional_end_is_one_word(drafts: Any, read_made: ReadMade) -> None:
    made = drafts.build(drafts.FMSO_1_CLEAN)
    made.tables[2].cell(0, 0).text = "(8) Net Estimated Costs"
    assert read_made(made).facts["loa"]["net_estimated_cost"] == "4200000.00"
