"""A report as comments in the draft: the verdict on its first paragraph, each finding on what it is about."""

from __future__ import annotations

from collections.abc import Iterator

from clssa.check import Report
from clssa.check.findings import Finding
from clssa.drafts.word_comments import Comment
from clssa.library.model import Library
from clssa.reports.data import finding_data
from clssa.reports.places import handle, handles_of_words
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
        *(comment for each in (*errors, *warnings) for comment in _finding(each, telling)),
        *_unknown(telling),
        *(comment for each in remarks for comment in _finding(each, telling)),
    ]


def _finding(finding: Finding, telling: Telling) -> Iterator[Comment]:
    """A comment; about the words of a note, one for each paragraph in which words are changed."""
    data = finding_data(finding, telling.report.plan)
    sentences = list(telling.sentences(finding))
    places = handles_of_words(finding, telling.report) or [handle(finding, data, telling.report)] * max(1, len(sentences))
    by_place: dict[int, list[str]] = {place: [] for place in places}
    for place, sentence in zip(places, sentences, strict=False):
        by_place[place].append(sentence)
    for place, here in by_place.items():
        said = [
            f"{_LEVELS[finding.level]}: {data['title']} [{finding.subject}]",
            *here,
            *map(telling.arithmetic, data["calculations"]),
            *map(telling.value, data["values"]),
            telling.do_this(finding, data["remedy"]),
            telling.authority(finding.cite, finding.name, data["version"]),
            *telling.lowered(finding),
        ]
        yield Comment(place, tuple(filter(None, said)))


def _unknown(telling: Telling) -> Iterator[Comment]:
    """What is needed: a comment for each missing fact, where the first finding that asks for it has a place."""
    looked = telling.report.reading.get("looked_for", {})
    for name, findings in telling.asking():
        said = [f"Needed: {capital(telling.means(name))}", f"It would settle: {telling.settles(findings)}."]
        if name in looked:
            said.insert(1, f"Looked for it in: {looked[name]}")
        places = (handle(each, finding_data(each, telling.report.plan), telling.report) for each in findings)
        yield Comment(next((place for place in places if place >= 0), -1), (*said, f"Fact: {name}"))
