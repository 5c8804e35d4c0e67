"""The draft's own arithmetic: what it adds up is read, and a sum that is wrong is found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from clssa.check import Checker
from clssa.drafts.opened import open_draft
from clssa.library import load_library
from project import ROOT

POLICIES = ROOT / "policies"
SCHEDULE = (("Payment Date", "Quarterly", "Cumulative"), ("Initial Deposit", "$564,400", "$564,400"),
            ("15 Jun 2006", "$3,000,000", "$3,564,400"), ("15 Sep 2006", "$951,100", "$4,515,500"))  # fmt: skip


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(load_library(POLICIES))


def with_schedule(made: Any, rows: tuple[tuple[str, ...], ...]) -> Any:
    table = made.add_table(rows=len(rows), cols=len(rows[0]))
    for cells, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text
    made.tables[2]._tbl.addnext(table._tbl)
    return made


def outcomes(made: Any, path: Path, checker: Checker) -> dict[tuple[str, str], str]:
    """Rule and subject of each finding about the arithmetic that applies, with what came out at level error."""
    made.save(path / "draft.docx")
    opened = open_draft(path / "draft.docx", checker.library)
    report = checker.check(opened.case, reading=opened.findings)
    found = {(each.name, each.subject): each for each in report.findings if each.level == "error"}
    assert all(each.cite is None for (name, _), each in found.items() if name.startswith("rd-"))
    wanted = ("rd-net", "rd-total", "rd-payment")
    return {key: each.outcome for key, each in found.items()
            if key[0].startswith(wanted) and each.outcome != "not_applicable"}  # fmt: skip


def test_a_draft_that_adds_up_passes_row_by_row(drafts: Any, tmp_path: Path, checker: Checker) -> None:
    made = with_schedule(drafts.build(drafts.FMSO_2_CLEAN), SCHEDULE)
    assert outcomes(made, tmp_path, checker) == {
        ("rd-net-estimated-cost", "loa"): "pass",
        ("rd-total-estimated-cost", "loa"): "pass",
        ("rd-payment-schedule-total", "loa"): "pass",
        ("rd-payment-schedule-cumulative", "payment Initial Deposit"): "pass",
        ("rd-payment-schedule-cumulative", "payment 2006-06-15"): "pass",
        ("rd-payment-schedule-cumulative", "payment 2006-09-15"): "pass",
    }


@pytest.mark.parametrize(
    ("place", "wrong", "rule"),
    [(0, "$4,200,001", "rd-net-estimated-cost"), (5, "$4,515,499.99", "rd-total-estimated-cost"),
     (3, "$63,500.01", "rd-total-estimated-cost")],
)  # fmt: skip
def test_a_row_of_the_cost_summary_that_is_wrong_fails(
    place: int, wrong: str, rule: str, drafts: Any, tmp_path: Path, checker: Checker
) -> None:
    costs = list(drafts.FMSO_2_CLEAN.costs)
    costs[place] = wrong
    made = drafts.build(replace(drafts.FMSO_2_CLEAN, costs=tuple(costs)))
    assert outcomes(made, tmp_path, checker)[(rule, "loa")] == "fail"


def test_a_row_that_is_missing_leaves_the_sum_unasked(drafts: Any, tmp_path: Path, checker: Checker) -> None:
    made = drafts.build(drafts.FMSO_2_CLEAN)
    row = made.tables[2].rows[1]._tr
    row.getparent().remove(row)
    assert outcomes(made, tmp_path, checker) == {("rd-net-estimated-cost", "loa"): "pass"}


def test_a_wrong_running_sum_fails_in_its_row_alone(drafts: Any, tmp_path: Path, checker: Checker) -> None:
    rows = (*SCHEDULE[:2], ("15 Jun 2006", "$3,000,000", "$3,564,401"), SCHEDULE[3])
    found = outcomes(with_schedule(drafts.build(drafts.FMSO_2_CLEAN), rows), tmp_path, checker)
    assert [subject for (_, subject), outcome in found.items() if outcome == "fail"] == ["payment 2006-06-15"]


def test_a_schedule_that_ends_elsewhere_than_the_total_fails(drafts: Any, tmp_path: Path, checker: Checker) -> None:
    rows = (*SCHEDULE[:3], ("15 Sep 2006", "$951,000", "$4,515,400"))
    found = outcomes(with_schedule(drafts.build(drafts.FMSO_2_CLEAN), rows), tmp_path, checker)
    assert [key for key, outcome in found.items() if outcome == "fail"] == [("rd-payment-schedule-total", "loa")]


def test_a_row_that_cannot_be_told_leaves_the_schedule_undecided(drafts: Any, tmp_path: Path, checker: Checker) -> None:
    rows = (*SCHEDULE[:2], ("Amount received", "$3,000,000", "$3,564,400"), SCHEDULE[3])
    found = outcomes(with_schedule(drafts.build(drafts.FMSO_2_CLEAN), rows), tmp_path, checker)
    assert {name: outcome for (name, _), outcome in found.items() if name.startswith("rd-payment")} == {
        "rd-payment-schedule-total": "unknown"
    }
