"""A date that picks versions is missing: what every version says stands, the rest is unknown for want of that date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from clssa.check.evaluation import Evaluation
from clssa.check.findings import Finding

World = tuple[Evaluation, tuple[str, ...]]
"""The case under one combination of versions, with the dates that are open."""


def merged(worlds: Sequence[World]) -> list[Finding]:
    """The findings on which the worlds agree, and unknown ones where they do not."""
    by_key = [{finding.key: finding for finding in evaluation.findings} for evaluation, _ in worlds]
    keys = dict.fromkeys(key for findings in by_key for key in findings)
    return [_one([findings.get(key) for findings in by_key], worlds) for key in keys]


def _one(found: Sequence[Finding | None], worlds: Sequence[World]) -> Finding:
    finding = next(each for each in reversed(found) if each is not None)
    results = {("not_applicable", "") if each is None else _result(each) for each in found}
    needs = tuple(dict.fromkeys([*_deciding_dates(finding, worlds), *(name for each in found if each for name in each.needs)]))
    if len(results) > 1:
        level = finding.asked_at or finding.level
        return replace(finding, outcome="unknown", level=level, block=None, needs=needs, told={}, exception=None, would_be=None)
    if finding.outcome == "fail" and len({str(each.expected()) for each in found if each is not None}) > 1:
        return replace(finding, ambiguous=True, needs=needs)
    return finding


def _result(finding: Finding) -> tuple[str, str]:
    return (finding.outcome, "" if finding.outcome == "not_applicable" else finding.level)


def _deciding_dates(finding: Finding, worlds: Sequence[World]) -> list[str]:
    """Of the open dates, those that pick a version of this rule or of a value that it rests on."""
    evaluation, open_dates = worlds[-1]
    asked = evaluation.plan.order.dates_of(finding.name)
    return [name for name in open_dates if name in asked]
