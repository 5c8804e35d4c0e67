"""The SARIF format (2.1.0): a run with a result for each finding that someone must look at.

What passed or was not asked has no result: viewers show every result as a problem. The rules that were asked are all listed.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from clssa import __version__
from clssa.reports import json as json_format
from clssa.reports.rows import Checked, Row

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_KINDS = {"fail": "fail", "error": "fail", "unknown": "open", "informational": "informational"}


def render(drafts: Sequence[Checked]) -> str:
    """One log with one run for all the drafts."""
    rules: dict[str, dict[str, Any]] = {}
    for row in (row for draft in drafts for row in draft.rows):
        rules.setdefault(row.rule, _rule(row))
    numbers = {rule: number for number, rule in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "clssa", "version": __version__, "rules": list(rules.values())}},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(drafts)],
        "results": [_result(draft, row, numbers) for draft in drafts for row in draft.to_look_at()],
        "properties": {"drafts": [_summary(draft) for draft in drafts]},
    }
    return json_format.render([{"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}])


def _rule(row: Row) -> dict[str, Any]:
    authority = ": ".join(filter(None, (row.authority, row.quote))) or row.title
    return {
        "id": row.rule,
        "shortDescription": {"text": _text(row.title)},
        "fullDescription": {"text": _text(authority)},
        "help": {"text": _text(f"{row.title}. {authority}")},
        "defaultConfiguration": {"level": row.level},
    }


def _invocation(drafts: Sequence[Checked]) -> dict[str, Any]:
    """Whether every draft could be checked, and which could not."""
    unread = [
        {"level": "error", "message": {"text": _text(row.message)}, "locations": [_location(draft, row)]}
        for draft in drafts
        for row in draft.rows
        if row.outcome == "error"
    ]
    told: dict[str, Any] = {"executionSuccessful": not unread}
    return told | ({"toolExecutionNotifications": unread} if unread else {})


def _result(draft: Checked, row: Row, numbers: dict[str, int]) -> dict[str, Any]:
    kind = _KINDS[row.outcome]
    fingerprint = hashlib.sha256(json.dumps(row.key).encode()).hexdigest()[:32]
    return {
        "ruleId": row.rule,
        "ruleIndex": numbers[row.rule],
        "kind": kind,
        "level": row.level if kind == "fail" else "none",  # the standard has no level for what is not a failure
        "message": {"text": _text(f"{row.title}. {row.said}")},
        "locations": [_location(draft, row)],
        # The second name is the one by which GitHub tells whether an alert is known.
        "partialFingerprints": {"finding/v1": fingerprint, "primaryLocationLineHash": f"{fingerprint[:16]}:1"},
        "properties": {"outcome": row.outcome, "level": row.level, "needs": list((row.data or {}).get("needs", ()))},
    }


def _location(draft: Checked, row: Row) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri(draft)}}
    if row.line:
        physical["region"] = {"startLine": row.line, "startColumn": row.column}
    location: dict[str, Any] = {"physicalLocation": physical}
    if row.subject:
        full = "/".join(filter(None, (row.subject, row.place)))
        location["logicalLocations"] = [{"name": row.subject, "fullyQualifiedName": full}]
    return location


def uri(draft: Checked) -> str:
    """The draft's path as it was given, as the reference of a URI."""
    path = quote(os.fsencode(draft.path.as_posix()))
    return f"file://{path}" if draft.path.is_absolute() else path


def _summary(draft: Checked) -> dict[str, Any]:
    report = draft.report
    told: dict[str, Any] = {"draft": draft.draft, "case": draft.case, "verdict": draft.verdict}
    if report is not None:
        told |= {"as_of": report.as_of.isoformat(), "known_on": report.known_on.isoformat()}
    return told | {"outcomes": dict(sorted(Counter(row.outcome for row in draft.rows).items()))}


def _text(text: str) -> str:
    """Text in which nothing is a placeholder or a link."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")
