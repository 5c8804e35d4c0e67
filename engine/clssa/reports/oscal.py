"""The OSCAL format (1.2, assessment results): a result for each draft, an observation for each finding.

A finding of OSCAL is satisfied or not; whether it is undecided, or only informs, stands in its properties. Every identifier
and every time comes from what was checked: the same check gives the same bytes.
"""

from __future__ import annotations

import datetime
import json
import re
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from clssa import __version__
from clssa.reports import json as json_format
from clssa.reports.rows import Checked, Row
from clssa.reports.sarif import uri
from clssa.text.markdown import escape

_OSCAL = "1.2.1"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:clssa:assessment-results")
_OWN = "urn:clssa:finding"
"""The namespace of the properties, so that no reader takes them for OSCAL's own."""
_DECIDED = {"pass": ("satisfied", "pass"), "fail": ("not-satisfied", "fail")}


def render(drafts: Sequence[Checked]) -> str:
    """One document for all the drafts."""
    ids = _Ids()
    known = max(each.known_on for each in drafts)
    rules = ids.of("rules")
    resources = [_resource(rules, f"The rules as known on {known.isoformat()}", {})]
    results = []
    for draft in drafts:
        resource = ids.of("draft", draft.draft)
        resources.append(_resource(resource, escape(draft.draft), {"rlinks": [{"href": uri(draft)}]}))
        results.append(_result(draft, resource, ids))
    said = {
        "metadata": {
            "title": "clssa check", "last-modified": _time(known), "version": known.isoformat(), "oscal-version": _OSCAL,
            "props": [*_props({"engine-version": __version__, "known-on": known.isoformat()})],
        },
        "import-ap": {"href": f"#{rules}"},
        "results": results,
        "back-matter": {"resources": resources},
    }  # fmt: skip
    own = str(uuid.uuid5(_NAMESPACE, json.dumps(said, sort_keys=True)))
    return json_format.render([{"assessment-results": {"uuid": own, **said}}])


class _Ids:
    """Identifiers from what they name; what is named twice in one document has a number behind it."""

    def __init__(self) -> None:
        self.given: dict[tuple[str, ...], int] = {}

    def of(self, *name: str) -> str:
        self.given[name] = number = self.given.get(name, 0) + 1
        return str(uuid.uuid5(_NAMESPACE, json.dumps([*name, number])))


def _resource(identifier: str, title: str, more: dict[str, Any]) -> dict[str, Any]:
    return {"uuid": identifier, "title": title, **more}


def _result(draft: Checked, resource: str, ids: _Ids) -> dict[str, Any]:
    report = draft.report
    day = _time(report.as_of if report is not None else draft.known_on)
    told = {"verdict": draft.verdict, "case": draft.case}
    if report is not None:
        told |= {"as-of": report.as_of.isoformat(), "as-of-from": report.as_of_from, "known-on": report.known_on.isoformat()}
    observations, findings = [], []
    for row in draft.rows:
        observation = _observation(draft, row, resource, day, ids)
        observations.append(observation)
        if row.outcome != "not_applicable":
            findings.append(_finding(draft, row, observation["uuid"], ids))
    controls = [{"control-id": each} for each in dict.fromkeys(_token(row.rule) for row in draft.rows)]
    made: dict[str, Any] = {
        "uuid": ids.of("result", draft.draft),
        "title": escape(draft.case or draft.draft),
        "description": escape(f"{draft.verdict}. {draft.dates} {draft.counts}"),
        "start": day,
        "end": day,
        "props": [*_props(told)],
        "reviewed-controls": {"control-selections": [{"include-controls": controls}]},
        "observations": observations,
    }
    return made | ({"findings": findings} if findings else {})


def _observation(draft: Checked, row: Row, resource: str, day: str, ids: _Ids) -> dict[str, Any]:
    position = f"line {row.line}, column {row.column}" if row.line else ""
    about = {"subject": row.subject, "place": row.place or position}
    return {
        "uuid": ids.of("observation", draft.draft, *row.key),
        "title": escape(row.title),
        "description": escape(row.said if row.message else f"{row.subject}: {row.outcome.replace('_', ' ')}"),
        "props": [*_outcome(row)],
        "methods": ["TEST"],
        "types": ["control-objective"],
        "subjects": [_filled({"subject-uuid": resource, "type": "resource", "props": [*_props(about)]})],
        "collected": day,
    }


def _finding(draft: Checked, row: Row, observation: str, ids: _Ids) -> dict[str, Any]:
    state, reason = _DECIDED.get(row.outcome, ("not-satisfied", "other"))
    if row.outcome == "informational" and (row.data or {}).get("would_be") == "pass":
        state = "satisfied"
    return {
        "uuid": ids.of("finding", draft.draft, *row.key),
        "title": escape(row.title),
        "description": escape(": ".join(filter(None, (row.authority, row.quote))) or row.title),
        "props": [*_outcome(row), *_props({"source": row.source, "paragraph": row.at})],
        "target": {"type": "objective-id", "target-id": _token(row.rule), "status": {"state": state, "reason": reason}},
        "related-observations": [{"observation-uuid": observation}],
    }


def _outcome(row: Row) -> Iterator[dict[str, str]]:
    """The outcome and level; of an undecided finding each fact that it lacks."""
    data = row.data or {}
    yield from _props({"outcome": row.outcome.replace("_", "-"), "level": row.level, "would-be": data.get("would_be", "")})
    yield from _props({"version": data.get("version") or ""})
    for name in data.get("needs", ()):
        yield from _props({"needs": name})


def _props(told: dict[str, str]) -> Iterator[dict[str, str]]:
    for name, value in told.items():
        if value:
            yield {"name": name, "ns": _OWN, "value": value}


def _filled(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value}


def _token(rule: str) -> str:
    """A rule's id as OSCAL allows one: it begins with a letter."""
    word = re.sub(r"[^\w.-]", "_", rule)
    return word if word[:1].isalpha() else f"_{word}"


def _time(day: datetime.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
