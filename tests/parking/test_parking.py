"""Another programme's policies run on the same engine: what a check says of the parking permits of a made-up city."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import docx
import pytest
from lindenau import FORMATS, RIGHT_FORM, WRONG_FORM
from running import Run

Runs = dict[str, Run]


def found(report: Any, outcome: str = "fail", level: str = "error") -> dict[str, str]:
    """The findings with an outcome and a level: the rule, and of what it was asked."""
    return {each["rule"]: each["subject"] for each in report["findings"] if (each["outcome"], each["level"]) == (outcome, level)}


def failing(report: Any, rule: str) -> Any:
    (one,) = [each for each in report["findings"] if (each["rule"], each["outcome"]) == (rule, "fail")]
    return one


@pytest.fixture(scope="session")
def both(runs: Runs) -> dict[str, Any]:
    """The JSON reports on the right form and the wrong one, which were checked together."""
    right, wrong = runs["check as json"].report
    return {"right": right, "wrong": wrong}


def test_a_right_case_passes(runs: Runs) -> None:
    said = runs["check"]
    assert said.status == 0
    assert said.out.startswith("PASS  P-3001  (cases/new-permit.yaml)\nAs of 10 June 2022 (day of the application);")
    assert "1 deferred, 1 definition, 1 duty, 1 reference, 1 statement." in " ".join(said.out.split())


def test_a_right_form_passes_in_word_and_in_print(runs: Runs, both: dict[str, Any]) -> None:
    printed = runs["check of a PDF"].report
    assert (both["right"]["verdict"], printed["verdict"], runs["check of a PDF"].status) == ("pass", "pass", 0)
    assert printed["derived"]["permit.fee.expected"] == "108.00"
    assert printed["derived"]["permit.conditions_due"] == ["Display", "Fee", "Charging"]
    nights = [printed["derived"][f"night T10{number}"]["stay.charge.expected"] for number in (3, 2, 1)]
    assert nights == ["0.00", "0.00", "6.50"]


def test_each_mistake_of_a_wrong_form_is_found(both: dict[str, Any]) -> None:
    assert found(both["wrong"]) == {
        "frm-total": "permit", "ord-fee": "permit", "ord-household": "permit", "ord-label": "vehicle LN-AB14",
        "ord-nights": "night T104", "ord-weight": "vehicle LN-AB14",
    }  # fmt: skip
    assert failing(both["wrong"], "ord-label")["cite"]["at"] == "6"


def test_a_wrong_fee_is_told_with_the_rate_and_the_share_of_the_zone(both: dict[str, Any]) -> None:
    fee = failing(both["wrong"], "ord-fee")
    assert (fee["actual"], fee["expected"], fee["remedy"]) == ("90.90", "72.00", "Enter $72.00 as the fee for the permit.")
    assert [(each["value"], each["is"], each["version"]) for each in fee["values"]] == [
        ("monthly_rate", "12.00", "2021-01-01"), ("zone_share", "0.50", "beginning"),
    ]  # fmt: skip


def test_two_forms_of_a_household_answer_each_other(both: dict[str, Any]) -> None:
    assert failing(both["wrong"], "ord-household")["expected"] == "harbour"
    assert both["wrong"]["taken"]["permit.partner_zone"] == {"value": "harbour", "where": "from right.docx"}


def test_who_moved_lately_is_warned_and_not_refused(runs: Runs, both: dict[str, Any]) -> None:
    assert found(both["wrong"], "unknown")["ord-zone"] == "permit"
    assert "ord-zone" in found(runs["check with facts and comments"].report, "fail", "warning")


def test_a_rate_that_was_known_later_reaches_back(runs: Runs) -> None:
    early = runs["check of early-payer"].report
    assert (early["verdict"], found(early, "fail", "warning")) == ("pass", {"ord-fee": "permit"})
    assert (failing(early, "ord-fee")["actual"], failing(early, "ord-fee")["expected"]) == ("90.90", "108.00")


def test_the_leave_of_the_mayor_lowers_an_error(runs: Runs) -> None:
    assert found(runs["check of heavy-van"].report, "fail", "warning") == {"ord-weight": "vehicle LN-DU1"}


def test_a_rule_of_a_rescinded_circular_is_for_information(runs: Runs) -> None:
    (circular,) = [each for each in runs["check of heavy-van"].report["findings"] if each["outcome"] == "informational"]
    assert (circular["rule"], circular["would_be"]) == ("cir-charging-post", "fail")


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_tells_both_forms_and_what_is_wrong(format_: str, runs: Runs) -> None:
    said = runs[f"check as {format_}"]
    assert said.status == 1
    right, wrong = (Path(each).name for each in (RIGHT_FORM, WRONG_FORM))
    assert wrong in said.out
    assert right in said.out or format_ == "github"  # which tells only what is wrong
    assert "No vehicle is heavier than 3500 kilograms" in said.out
    assert "Strike this vehicle of 3600 kilograms from the form." in said.out or format_ in ("checklist", "oscal")


def test_a_table_has_a_row_for_each_finding(runs: Runs, both: dict[str, Any]) -> None:
    rows = list(csv.DictReader(io.StringIO(runs["check as csv"].out, newline="")))
    assert len(rows) == len(both["right"]["findings"]) + len(both["wrong"]["findings"])
    assert {each["message"] for each in rows if each["rule"] == "ord-weight" and each["outcome"] == "fail"} == {
        "Weight in kilograms is 3600; it must be at most 3500. Do this: Strike this vehicle of 3600 kilograms from the form."
    }


def test_what_a_label_calls_otherwise_than_its_subject_keeps_its_place(both: dict[str, Any]) -> None:
    facts = both["right"]["facts"]
    assert facts["night T101"]["stay.charge"] == {"value": "6.50", "where": "table 2, row 4, column Charge"}
    assert facts["condition no. 2"]["condition.title"]["where"].startswith("paragraph ")


def test_what_is_wrong_with_a_condition_is_told_in_the_words_of_the_programme(runs: Runs) -> None:
    said = " ".join(runs["check of wrong conditions"].out.split())
    assert "The condition Display is missing." in said
    assert '"the" stands for "this": "… to Bo Esche for [the] permit and is not …".' in said
    assert "The fee reads 145.00 in the condition, and is 144.00 in this case." in said
    assert "Do this: The condition Charging may stay; it need not be repeated here." in said
    assert "note" not in said


def test_comments_stand_in_a_copy_of_the_form(runs: Runs, parking: Path) -> None:
    copy = docx.Document(str(parking / "out" / "comments.docx"))
    comments = "\n".join(paragraph.text for comment in copy.comments for paragraph in comment.paragraphs)
    assert runs["check with facts and comments"].status == 1
    assert "Strike this vehicle of 3600 kilograms from the form." in comments
    assert "Charge $6.50 for this night." in comments
    assert [each.text for each in copy.paragraphs][2] == "Permit: P-2002"


def test_the_checklist_can_be_signed_in_word(runs: Runs, parking: Path) -> None:
    checklist = docx.Document(str(parking / "out" / "checklist.docx"))
    rows = {row.cells[0].text: [cell.text for cell in row.cells[2:5]] for row in checklist.tables[0].rows}
    assert runs["checklist in Word"].status == 1
    assert rows["No vehicle is heavier than 3500 kilograms [vehicle LN-AB14]"] == ["", "X", ""]


def test_a_report_is_verified(runs: Runs) -> None:
    assert runs["verify"].status == 0
    assert runs["verify"].out.startswith("SAME  out/printed.json: 1 draft checked again")


def test_the_conditions_of_a_renewal_are_filled_in(runs: Runs) -> None:
    assert runs["notes"].status == 0
    assert runs["notes"].out == (
        "1. DISPLAY\nPermit P-3002 shall lie behind the windscreen, to be read from outside, wherever the vehicle is parked in "
        "the harbour zone.\nThe label of the permit before shall be taken off.\n\n"
        "2. FEE\nA fee of $90.90 was charged to Cai Linde for this permit and is not paid back.\n"
    )


def test_in_word_a_condition_is_called_as_its_label_says(runs: Runs, parking: Path) -> None:
    words = [each.text for each in docx.Document(str(parking / "out" / "notes.docx")).paragraphs]
    assert runs["notes in Word"].status == 0
    assert words[-1] == "Condition no. 3.  CHARGING.  Charging posts are for charging only, and for three hours at most."
