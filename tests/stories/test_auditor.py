"""An auditor asks which rule, which version, on whose authority, known when; and runs a report again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from project import ROOT
from running import Run

Clssa = Callable[..., Run]
CaseFile = Callable[..., Path]
DEPOSIT = "1/FMSO I Investment Deposit Calculation"


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C"}, "a"),
        ({"PYTHONHASHSEED": "77", "TZ": "America/Adak"}, "b"),
    ],
)
def test_the_same_case_and_dates_give_the_same_bytes_anywhere(
    clssa: Clssa, tmp_path: Path, environment: dict[str, str], folder: str
) -> None:
    arguments = (
        "check",
        ROOT / "examples" / "fmso-2-faulty.yaml",
        "--as-of",
        "2006-03-01",
        "--known-on",
        "2006-03-01",
        "--format",
        "json",
    )
    elsewhere = tmp_path / folder
    elsewhere.mkdir()
    assert clssa(*arguments, cwd=elsewhere, **environment).out == clssa(*arguments).out


def test_today_is_the_same_day_in_every_time_zone(clssa: Clssa) -> None:
    arguments = ("check", ROOT / "examples" / "fmso-2-orders.yaml", "--format", "json")
    assert clssa(*arguments, TZ="Pacific/Kiritimati").out == clssa(*arguments, TZ="Pacific/Pago_Pago").out  # 25 hours apart


def test_one_case_rightly_has_two_answers_as_known_on_two_days(clssa: Clssa, case_file: CaseFile) -> None:
    changes = {"loa__accepted_on": "2005-03-01", "case__basic_loa_accepted_on": "2005-03-01"}
    draft = case_file("fmso-1-basic", **changes)
    before = clssa("check", draft, "--as-of", "2006-03-01", "--known-on", "2006-04-05", "--format", "json")
    after = clssa("check", draft, "--as-of", "2006-03-01", "--known-on", "2006-04-06", "--format", "json")
    assert before.report["verdict"] == "pass"
    assert before.findings(DEPOSIT, "pass")[0]["values"][0]["is"] == "0.30"
    lowered = after.findings(DEPOSIT, "fail", "warning")[0]
    assert lowered["values"][0] == {
        "value": "investment_deposit_ratio",
        "is": "5/17",
        "version": "beginning",
        "cite": lowered["values"][0]["cite"],
    }
    assert lowered["exception"] == {"reading": "IN-02", "cite": {"source": "dsca-06-11", "at": "S1", "quote": None}}


def test_a_deposit_made_before_the_change_was_known_reads_as_lowered_and_by_whom(clssa: Clssa, case_file: CaseFile) -> None:
    draft = case_file("fmso-1-basic", loa__accepted_on="2005-03-01", case__basic_loa_accepted_on="2005-03-01")
    run = clssa("check", draft, "--as-of", "2006-03-01", "--known-on", "2006-04-06")
    assert run.status == 0
    assert "What to look at (warnings)" in run.out
    assert "Lowered to a warning by DSCA 06-11, S1 (reading IN-02)." in run.out


def test_both_dates_are_printed_with_where_they_came_from(clssa: Clssa, case_file: CaseFile) -> None:
    report = clssa("check", case_file("fmso-1-basic"), "--known-on", "2006-03-01", "--format", "json").report
    assert (report["as_of_from"], report["known_on_from"]) == ("loa.prepared_on", "as asked")


def test_explain_shows_the_rule_in_force_quoted_with_its_timeline_and_readings(clssa: Clssa) -> None:
    run = clssa("explain", "br-fmso-1-investment-deposit", "--known-on", "2006-05-01")
    told = " ".join(run.out.split())
    assert run.status == 0
    assert "Deposit/investment calculations will use a ratio of 5/17 to determine the Part A (on-hand) value." in told
    assert "from 2005-09-20: 30% (dsca-06-11, S1)" in told
    assert "Reading IN-02 (confidence medium)" in told


def test_explain_of_a_rule_that_is_not_there_suggests_the_right_one(clssa: Clssa) -> None:
    run = clssa("explain", "br-fmso-1-investment-deposits")
    assert run.status == 2
    assert 'did you mean "br-fmso-1-investment-deposit"?' in run.err


@pytest.mark.parametrize(("day", "source"), [("2006-04-05", "loa-notes"), ("2006-04-06", "dsca-06-11")])
def test_explain_marks_the_version_that_was_in_force_on_a_day(clssa: Clssa, day: str, source: str) -> None:
    run = clssa("explain", "ln-fmso-1-note-points-of-contact", "--as-of", day)
    assert [line.split(": ")[1].split(",")[0] for line in run.out.splitlines() if line.startswith(" →")] == [source]
