"""Approvals that the case gives: what a rule was waived for is lowered, with the approval beside it, and never hidden."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from clssa.check.findings import Finding, Waived
from clssa.check.order import Active
from clssa.check.plan import Plan
from clssa.language.explain import LABEL, unique
from clssa.language.logic import Element
from clssa.language.types import write


def waive(findings: Sequence[Finding], waiving: Active, approvals: Iterable[tuple[Element, str]], plan: Plan) -> None:
    """Lowers the errors of each rule that an approval names, where the requirement of the waiving rule holds for that approval.

    An approval does not lower what the waiving rule says of approvals. Where it is undecided whether it holds, so is what it
    would lower.
    """
    assert waiving.version.waives is not None
    name, level = waiving.version.waives
    for approval, label in approvals:
        asked = [each for each in findings if each.version is waiving.version and each.subject == label]
        outcomes = {each.outcome for each in asked}
        named = approval.get(name.partition(".")[2])
        waived = [each for each in findings if each.name == named != waiving.rule.id and each.level == "error"]
        for finding in waived:
            if finding.outcome == "fail" and outcomes == {"pass"}:
                facts = _written(approval, waiving.subject.name, plan)
                finding.asked_at, finding.level = "error", level
                finding.waived = Waived(waiving.version.cite, label, facts)
            elif finding.outcome == "fail" and "unknown" in outcomes:
                finding.outcome, finding.block = "unknown", None
                finding.needs = unique(need for each in asked for need in each.needs)


def _written(approval: Element, subject: str, plan: Plan) -> dict[str, Any]:
    facts = {f"{subject}.{leaf}": value for leaf, value in approval.items() if leaf != LABEL}
    return {name: write(value, plan.library.facts[name].type) for name, value in facts.items()}
