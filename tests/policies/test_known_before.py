"""What came later changes no answer as known before its day of issue."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from clssa.check import Checker, Report
from clssa.drafts.opened import Opened, open_draft
from clssa.examples.example import Example
from clssa.library import load_library
from clssa.library.model import Citation, Library, Rule, RuleVersion
from clssa.reports.data import report_data
from project import ROOT

LIBRARY = load_library(ROOT / "policies")
FIRST = LIBRARY.issued("dsca-05-23")
LATER = sorted(name for name, source in LIBRARY.sources.items() if FIRST < source.issued < datetime.date.max)
DRAFTS = sorted(
    path
    for path in (*(ROOT / "examples").iterdir(), *(ROOT / "tests/drafts/data").iterdir())
    if path.suffix in (".yaml", ".docx")
)
AS_OF = (datetime.date(2006, 3, 1), datetime.date(2024, 1, 2))


def without(source: str) -> Library:
    """The library as if a source had never been issued."""

    def kept(cite: Citation | None) -> bool:
        return cite is None or cite.source != source

    def version(each: RuleVersion) -> RuleVersion:
        return replace(
            each, also=tuple(filter(kept, each.also)), unless=tuple(every for every in each.unless if kept(every.cite))
        )

    def rule(each: Rule) -> Rule:
        return replace(each, versions=tuple(version(every) for every in each.versions if kept(every.cite)))

    return replace(
        LIBRARY,
        rules={name: made for name, each in LIBRARY.rules.items() if (made := rule(each)).versions},
        values={name: replace(each, versions=tuple(every for every in each.versions if kept(every.cite))) for name, each in LIBRARY.values.items()},
        sources={
            name: replace(each, standing=tuple(every for every in each.standing if every.told_by != source))
            for name, each in LIBRARY.sources.items()
            if name != source
        },
    )  # fmt: skip


def touched(source: str) -> Iterator[Rule]:
    """The rules that name a source, or a value that does."""
    values = [name for name, value in LIBRARY.values.items() if source in Path(value.place.file).read_text("utf-8")]
    for rule in LIBRARY.rules.values():
        text = Path(rule.place.file).read_text("utf-8")
        if any(name in text for name in (source, *values)):
            yield rule


@cache
def drafts() -> list[Opened]:
    return [open_draft(path, LIBRARY) for path in DRAFTS]


@cache
def cases(source: str) -> list[Opened]:
    """The drafts and case files to try, and the cases of the examples in the rules that a source touches."""
    examples = [Example(tree, rule, LIBRARY).case for rule in touched(source) for tree in rule.examples]
    return [*drafts(), *map(Opened, examples)]


def said(report: Report, rules: dict[str, Rule]) -> dict[str, Any]:
    """The report, without what a rule that rests on the source alone says before it is known: that it does not apply."""
    data = report_data(report)
    data["findings"] = [each for each in data["findings"] if each["rule"] in rules or each["outcome"] != "not_applicable"]
    return data


def reports(source: str, library: Library, known_on: datetime.date, as_of: datetime.date) -> Iterator[Report]:
    checker = Checker(library)
    return (checker.check(each.case, as_of, known_on, each.findings) for each in cases(source))


@pytest.mark.parametrize("as_of", AS_OF, ids=str)
@pytest.mark.parametrize("source", LATER)
def test_every_case_is_answered_on_the_eve_of_a_source_as_if_it_were_never_issued(source: str, as_of: datetime.date) -> None:
    eve = LIBRARY.issued(source) - datetime.timedelta(days=1)
    less = without(source)
    for ours, theirs in zip(reports(source, LIBRARY, eve, as_of), reports(source, less, eve, as_of), strict=True):
        assert said(ours, less.rules) == said(theirs, less.rules)


@pytest.mark.parametrize("source", ["dsca-06-11", "dsca-07-37", "dsca-05-23-status", "esamm-loa-notes-2012"])
def test_a_source_that_rules_rest_on_changes_answers_from_its_day_of_issue(source: str) -> None:
    day, less = LIBRARY.issued(source), without(source)
    pairs = zip(reports(source, LIBRARY, day, AS_OF[1]), reports(source, less, day, AS_OF[1]), strict=True)
    assert any(report_data(ours)["findings"] != report_data(theirs)["findings"] for ours, theirs in pairs)


def test_there_are_cases_and_later_sources() -> None:
    assert len(cases("dsca-06-11")) > 200
    assert {"dsca-06-11", "dsca-07-37", "dsca-07-45", "esamm-loa-notes-2012", "dsca-05-23-status"} <= set(LATER)
