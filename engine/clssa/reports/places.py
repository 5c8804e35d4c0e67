"""Where in a draft the facts stand that a finding is about."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any

from clssa.check import Report
from clssa.check.findings import Finding
from clssa.language.fault import Place
from clssa.notes.words import line_of

Stated = tuple[str, str]
"""The element ("" for the document itself) and the name of a fact that the draft states."""


def stated_facts(finding: Finding, data: dict[str, Any], report: Report) -> list[Stated]:
    """The facts that a finding rests on, of the draft or taken from another one, those that decided first.

    `data` is the finding as data.
    """
    told = _told(report)
    found = [each for name in _names(finding, data) if (each := _of(name, finding.subject, told)) is not None]
    return list(dict.fromkeys(found))


def stated(report: Report, fact: Stated) -> dict[str, Any]:
    """A fact of the draft as it was read: `value` and `where`, in words."""
    found: dict[str, Any] = _told(report)[fact]
    return found


def handle(finding: Finding, data: dict[str, Any], report: Report) -> int:
    """The paragraph or cell that the finding is about: that of its facts, else of its element; -1 where none is known."""
    known = report.handles
    of_facts = (known.get(element, {}).get(name, ()) for element, name in stated_facts(finding, data, report))
    of_element = known.get(finding.subject, {}).values()
    return next((places[0] for places in (*of_facts, *of_element) if places and places[0] >= 0), -1)


def handles_of_words(finding: Finding, report: Report) -> list[int]:
    """Of a finding about the words of a note, the paragraph of each changed word, in the order of its sentences; else nothing."""
    because = finding.told.get("because", ())
    fact = next((f"{each.name}.{each.words[1]}" for each in report.plan.library.subjects.values() if each.words), "")
    lines = report.handles.get(finding.subject, {}).get(fact, ())
    if not lines or not all("at" in each for each in because):
        return []
    text = str(stated(report, (finding.subject, fact))["value"])
    return [lines[min(line_of(text, each["at"]), len(lines) - 1)] for each in because]


def position(finding: Finding, data: dict[str, Any], report: Report) -> Place | None:
    """The line and column of a case file where the finding's element says what decides; else the element, else another fact."""
    known = {(element, fact): place for element, facts in report.places.items() for fact, place in facts.items()}
    stands = [each for name in _names(finding, data) if (each := _of(name, finding.subject, known)) is not None]
    own = [(element, fact) for element, fact in stands if finding.subject in (element, fact.partition(".")[0])]
    of_element = [each for each in known if each[0] == finding.subject]
    return next((known[each] for each in (*own, *of_element, *stands)), None)


def where(finding: Finding, report: Report) -> str:
    """The place, in words, of the element that the finding is about; empty for the document itself."""
    facts = report.reading.get("facts", {}).get(finding.subject, {})
    return next((str(each["where"]) for each in facts.values()), "")


def _names(finding: Finding, data: dict[str, Any]) -> Iterator[str]:
    if "fact" in finding.told:
        yield str(finding.told["fact"])
    for each in data["because"]:
        yield from each["facts"]
    for each in data["calculations"]:
        yield from each["with"]


def _of(name: str, subject: str, told: Container[Stated]) -> Stated | None:
    """The fact that a finding calls so: `line 002: …` names the element, else it is the finding's own, or the document's."""
    element, colon, fact = name.rpartition(": ")
    candidates = [(element, fact)] if colon else [(subject, fact), ("", fact)]
    return next((each for each in candidates if each in told), None)


def _told(report: Report) -> dict[Stated, dict[str, Any]]:
    told = {("", name): found for name, found in report.reading.get("taken", {}).items()}
    for name, found in report.reading.get("facts", {}).items():
        if "where" in found:
            told["", name] = found
        else:
            told.update({(name, fact): each for fact, each in found.items()})
    return told
