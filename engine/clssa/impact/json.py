"""The impact for machines: the keys are the contract that docs/impact.md describes."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from clssa.impact import Causes, Impact
from clssa.impact.changes import Change
from clssa.impact.compared import CaseImpact, Dated
from clssa.impact.constructed import Constructed
from clssa.impact.outcomes import Flip, Moved, Told
from clssa.impact.sides import Side


def render(found: Impact) -> str:
    """The impact as one object."""
    return json.dumps(impact_data(found), ensure_ascii=False, indent=2) + "\n"


def impact_data(found: Impact) -> dict[str, Any]:
    """The impact as plain data."""
    turned = [each for each in found.cases if each.verdicts[0] != each.verdicts[1]]
    return {
        "before": _side(found.before),
        "after": _side(found.after),
        "cases_compared": len(found.cases),
        "cases_that_differ": len(found.differing),
        "verdicts_that_flip": len(turned),
        "changes": [_change(each) for each in found.changes],
        "cases": [_case(each, found.causes) for each in found.cases],
        "constructed": [_constructed(each) for each in found.constructed],
    }


def _side(side: Side) -> dict[str, Any]:
    return {"name": side.name, "commit": side.commit or None}


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "name": change.name,
        "title": change.title,
        "status": change.status,
        "can_matter_to_a_case": change.decides,
        "file_before": change.before,
        "file_after": change.after,
        "differences": [
            {
                "where": each.where, "before": each.before, "after": each.after,
                "line_before": each.line_before, "line_after": each.line_after,
            }
            for each in change.differences
        ],
    }  # fmt: skip


def _case(case: CaseImpact, causes: Causes) -> dict[str, Any]:
    return {
        "file": case.file,
        "case": case.name,
        "as_of": case.as_of.isoformat() if case.as_of else None,
        "as_of_from": case.as_of_from or None,
        "verdict_before": case.verdicts[0],
        "verdict_after": case.verdicts[1],
        "error_before": case.errors[0] or None,
        "error_after": case.errors[1] or None,
        "verdicts": [{"before": each.what[0], "after": each.what[1], "on": _spans(each)} for each in case.turned],
        "findings": [
            {**_flip(each.what), "on": _spans(each), "changes": [change.name for change in causes.of(each.what.rule)]}
            for each in case.findings
        ],
        "money": [{**_amount(each.what), "on": _spans(each)} for each in case.worked_out if each.what.is_money],
        "worked_out": [{**_amount(each.what), "on": _spans(each)} for each in case.worked_out if not each.what.is_money],
    }


def _spans(dated: Dated[Any]) -> list[dict[str, Any]]:
    return [
        {
            "as_of": span.as_of.isoformat(), "known_from": span.known_from.isoformat(),
            "known_until": span.known_until.isoformat() if span.known_until else None, "now": span.now,
        }
        for span in dated.spans
    ]  # fmt: skip


def _flip(flip: Flip) -> dict[str, Any]:
    return {
        "rule": flip.rule, "title": flip.title, "subject": flip.subject, "flips": flip.flips,
        "before": _told(flip.before), "after": _told(flip.after),
    }  # fmt: skip


def _told(told: Told) -> dict[str, Any]:
    return {
        "outcome": told.outcome,
        "level": told.level,
        "lines": list(told.lines),
        "says": list(told.says),
        "needs": list(told.needs),
        "version": told.version,
        "cite": {"source": told.source, "at": told.at} if told.source else None,
    }


def _amount(amount: Moved) -> dict[str, Any]:
    written = {key: f"{each:.2f}" if isinstance(each, Decimal) else each for key, each in
               (("before", amount.before), ("after", amount.after), ("moved", amount.by))}  # fmt: skip
    return {"fact": amount.fact, "subject": amount.subject or None, "label": amount.label, **written}


def _constructed(made: Constructed) -> dict[str, Any]:
    return {
        "change": made.change.name,
        "tried": made.tried,
        "case": made.case,
        "as_of": made.as_of.isoformat() if made.as_of else None,
        "known_on": made.known_on.isoformat() if made.known_on else None,
        "finding": _flip(made.flip) if made.flip else None,
        "worked_out": _amount(made.amount) if made.amount else None,
        "error_before": made.errors[0] or None,
        "error_after": made.errors[1] or None,
    }
