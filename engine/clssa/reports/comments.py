"""A report as comments in the draft: the verdict on its first paragraph, each finding on what it is about."""

from __future__ import annotations

from collections.abc import Iterator

from clssa.check import Report
from clssa.check.findings import Finding
from clssa.drafts.word_comments import Comment
from clssa.library.model import Library
from clssa.reports.data import finding_data
from clssa.reports.places import handle
from clssa.reports.telling import NOTHING_CHECKED, VERDICTS, Telling
from clssa.reports.words import capital

_LEVELS = {"error": "Error", "warning": "Warning", "note": "Remark"}


def comments(report: Report, library: Library) -> list[Comment]:
    """The comments in the order in which a person should read them."""
    telling = Telling(report, library)
    verdict = [f"{VERDICTS[report.verdict]}: {report.case}", telling.dates(), telling.counts()]
    if telling.nothing_applies():
        verdict.append(NOTHING_CHECKED)
    errors, warnings, remarks = (findings for _, findings in telling.groups())
    return [
        Comment(-1, tuple(verdict)),
        *(_finding(each, telling) for each in (*errors, *warnings)),
        *_unknown(telling),
        *(_finding(each, telling) for each in remarks),
    ]


def _finding(finding: Finding, telling: Telling) -> Comment:
    data = finding_data(finding, telling.report.plan)
    said = [
        f"{_LEVELS[finding.level]}: {data['title']} [{finding.subject}]",
        *telling.sentences(finding),
        *map(telling.arithmetic, data["calculations"]),
        *map(telling.value, data["values"]),
        telling.do_this(finding, data["remedy"]),
        telling.authority(finding.cite, finding.name, data["version"]),
        *telling.lowered(finding),
    ]
    return Comment(handle(finding, data, telling.report), tuple(filter(None, said)))


def _unknown(telling: Telling) -> Iterator[Comment]:
    """What is needed: a comment for each missing fact, where the first finding that asks for it has a place."""
    looked = telling.report.reading.get("looked_for", {})
    for name, findings in telling.asking():
        said = [f"Needed: {capital(telling.means(name))}", f"It would settle: {telling.settles(findings)}."]
        if name in looked:
            said.insert(1, f"Looked for it in: {looked[name]}")
        places = (handle(each, finding_data(each, telling.report.plan), telling.report) for each in findings)
        yield Comment(next((place for place in places if place >= 0), -1), (*said, f"Fact: {name}"))
