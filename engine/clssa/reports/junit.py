"""The JUnit format: a suite for each draft, a test for each finding. A suite is red exactly where the verdict is not PASS.

A failing requirement is a failure. What could not be decided is an error, as in a test that could not be finished, and so is a
draft that could not be read. A warning or remark does not turn a suite red: it is written out by a test that passes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from clssa.reports.rows import Checked, Row

_LEVELS = {"warning": "warning", "note": "remark"}


def render(drafts: Sequence[Checked]) -> str:
    """The suites as XML."""
    root = Element("testsuites", {"name": "clssa check"})
    counts: Counter[str] = Counter()
    for draft in drafts:
        counts += _suite(root, draft)
    root.attrib.update({"tests": str(counts["tests"]), "failures": str(counts["failure"]), "errors": str(counts["error"])})
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _suite(root: Element, draft: Checked) -> Counter[str]:
    suite = SubElement(root, "testsuite", {"name": draft.draft})
    properties = SubElement(suite, "properties")
    report = draft.report
    told = {"verdict": draft.verdict, "case": draft.case}
    if report is not None:
        told |= {"as-of": report.as_of.isoformat(), "known-on": report.known_on.isoformat()}
    for name, value in told.items():
        SubElement(properties, "property", {"name": name, "value": value})
    counts: Counter[str] = Counter(tests=len(draft.rows))
    names: Counter[str] = Counter()
    for row in draft.rows:
        name = (
            row.title
            + (f" [{row.subject}]" if row.subject else "")
            + (f" ({_LEVELS[row.level]})" if row.level in _LEVELS else "")
        )
        names[name] += 1
        numbered = name if names[name] == 1 else f"{name} ({names[name]})"
        counts[_result(SubElement(suite, "testcase", {"classname": row.rule, "name": numbered}), row)] += 1
    suite.attrib.update(
        {"tests": str(counts["tests"]), "failures": str(counts["failure"]), "errors": str(counts["error"]),
         "skipped": str(counts["skipped"])}
    )  # fmt: skip
    return counts


def _result(test: Element, row: Row) -> str:
    """Writes what came out, and says what it counts as."""
    if row.level == "error" and row.outcome in ("fail", "unknown", "error"):
        kind = "failure" if row.outcome == "fail" else "error"
        told = SubElement(test, kind, {"type": row.outcome, "message": row.message})
        told.text = "\n".join(filter(None, (row.said, row.authority, row.quote)))
        return kind
    if row.outcome in ("not_applicable", "unknown"):
        SubElement(test, "skipped", {"message": row.message or "Not applicable."})
        return "skipped"
    if row.message:
        SubElement(test, "system-out").text = f"{_LEVELS.get(row.level, row.outcome)}: {row.said}"
    return "passed"
