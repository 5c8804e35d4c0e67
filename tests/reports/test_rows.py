"""Which findings someone must look at, and what is said where no requirement applies."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import pytest
from clssa.check import Checker, Report
from clssa.check.case import read_case
from clssa.commands.check import check
from clssa.library import Library, load_library
from clssa.reports.formats import FORMATS
from clssa.reports.rows import Checked, Row, checked
from project import ROOT

DAY = datetime.date(2006, 2, 1)


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(ROOT / "policies")


@pytest.fixture(scope="module")
def report(library: Library) -> Report:
    return Checker(library).check(read_case(ROOT / "examples" / "fmso-2-faulty.yaml", library), DAY, DAY)


def row(rule: str, outcome: str, level: str) -> Row:
    return Row(rule, rule, "loa", outcome, level, "" if outcome == "pass" else "It says something.")


def looked_at(*rows: Row) -> list[tuple[str, str]]:
    draft = Checked(Path("draft"), "draft", DAY, None, "FAIL", rows)
    return [(each.outcome, each.level) for each in draft.to_look_at()]


def test_a_warning_beside_an_error_of_the_same_rule_is_left_to_the_error() -> None:
    assert looked_at(row("a", "fail", "error"), row("a", "fail", "warning")) == [("fail", "error")]
    assert looked_at(row("a", "unknown", "error"), row("a", "unknown", "warning")) == [("unknown", "error")]


def test_a_warning_that_fails_is_told_beside_an_error_that_is_undecided_or_of_another_rule() -> None:
    assert looked_at(row("a", "unknown", "error"), row("a", "fail", "warning")) == [("unknown", "error"), ("fail", "warning")]
    assert looked_at(row("a", "pass", "error"), row("a", "fail", "note")) == [("fail", "note")]
    assert looked_at(row("a", "fail", "error"), row("b", "fail", "note")) == [("fail", "error"), ("fail", "note")]


def test_where_no_requirement_applies_the_rows_say_so(library: Library, report: Report) -> None:
    lesser = [each for each in report.findings if each.level != "error" and each.outcome == "pass"]
    (draft,) = checked([(Path("case.yaml"), dataclasses.replace(report, findings=lesser, verdict="unknown"))], library)
    last = draft.rows[-1]
    assert lesser
    assert (last.rule, last.outcome, last.level) == ("some-rule-applies", "unknown", "error")
    assert last.message.startswith("No requirement that is in force and known applies")
    assert [each.rule for each in draft.rows[:-1]] == [each.name for each in lesser]


def test_the_key_of_a_finding_is_its_own_and_does_not_change_with_its_outcome(library: Library, report: Report) -> None:
    (draft,) = checked([(Path("case.yaml"), report)], library)
    keys = [each.key for each in draft.rows]
    assert len(set(keys)) == len(keys)
    other = dataclasses.replace(report, findings=[dataclasses.replace(each, outcome="unknown") for each in report.findings])
    assert [each.key for each in checked([(Path("case.yaml"), other)], library)[0].rows] == keys


def test_the_command_offers_the_formats_of_the_registry_and_the_page_describes_each() -> None:
    (choices,) = [each.type.choices for each in check.params if each.name == "format_"]
    assert tuple(choices) == FORMATS
    page = (ROOT / "docs" / "formats.md").read_text("utf-8")
    described = [
        word.strip(" `") for line in page.splitlines() if line.startswith("| `") for word in line.split("|")[1].split(",")
    ]
    assert sorted(described) == sorted(["F", *FORMATS])  # with the head of the column
