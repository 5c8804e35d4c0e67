"""A report as the parts of a page, in the order in which they are read: what Markdown and HTML lay out, each in its way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from clssa.check import Report
from clssa.check.findings import Finding
from clssa.library.model import Library
from clssa.notes.compare import Edit
from clssa.reports.data import finding_data
from clssa.reports.places import stated, stated_facts, where
from clssa.reports.telling import NOTHING_CHECKED, VERDICTS, Telling
from clssa.reports.words import capital

_MAX_VALUE = 300


@dataclass(frozen=True, slots=True)
class FactSaid:
    """What the draft states: the element ("" for the document), the fact, its value, and its place in words."""

    element: str
    label: str
    value: str
    where: str


@dataclass(frozen=True, slots=True)
class FindingSaid:
    """A finding in words.

    `where` is the place of its subject, an element of the draft, where no `facts` have places of their own. `edits` are the
    changed words of a note, which `sentences` then leaves to them, and its blanks that are wrong.
    """

    title: str
    subject: str
    where: str
    level: str
    sentences: tuple[str, ...]
    edits: tuple[Edit, ...]
    facts: tuple[FactSaid, ...]
    workings: tuple[str, ...]
    do_this: str
    source: str
    quote: str
    in_our_words: str
    rule: str
    version: str
    lowered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A missing fact: its name, what it means, where it was looked for, what it would settle."""

    name: str
    means: str
    looked: str
    settles: str


@dataclass(frozen=True, slots=True)
class Page:
    """The report on one draft; of a draft that could not be read, `error` says why and the rest is empty."""

    draft: str
    case: str
    verdict: str
    dates: str = ""
    taken: tuple[str, ...] = ()
    nothing_checked: str = ""
    counts: str = ""
    groups: tuple[tuple[str, tuple[FindingSaid, ...]], ...] = ()
    asked: tuple[Asked, ...] = ()
    undecided: int = 0
    informational: tuple[str, ...] = ()
    worked_out: tuple[str, ...] = ()
    facts: tuple[FactSaid, ...] = ()
    changes: tuple[str, ...] = ()
    error: str = ""

    @property
    def total(self) -> str:
        """The same numbers in words."""
        words = ("error", "warning", "remark", "missing fact")
        return ", ".join(f"{count or 'no'} {word}{'s' * (count != 1)}" for count, word in zip(self.numbers, words, strict=False))

    @property
    def numbers(self) -> tuple[int, ...]:
        """How many errors, warnings, remarks and missing facts; nothing of a draft that was not read."""
        return () if self.error else (*(len(findings) for _, findings in self.groups), len(self.asked))


def pages(results: Sequence[tuple[str, Report | str]], library: Library) -> list[Page]:
    """A page for each draft: its name, and its report or the sentence that says why there is none."""
    return [
        Page(draft, "", "NOT READ", error=result) if isinstance(result, str) else _page(draft, Telling(result, library))
        for draft, result in results
    ]


def _page(draft: str, telling: Telling) -> Page:
    report = telling.report
    said, passed = telling.informational()
    reading = report.reading
    return Page(
        draft=draft,
        case=report.case,
        verdict=VERDICTS[report.verdict],
        dates=telling.dates(),
        taken=tuple(telling.taken()),
        nothing_checked=NOTHING_CHECKED if telling.nothing_applies() else "",
        counts=telling.counts(),
        groups=tuple((heading, tuple(_finding(each, telling) for each in found)) for heading, found in telling.groups()),
        asked=tuple(
            Asked(name, capital(telling.means(name)), reading.get("looked_for", {}).get(name, ""), telling.settles(findings))
            for name, findings in telling.asking()
        ),
        undecided=sum(each.outcome == "unknown" for each in report.findings),
        informational=(*said, *([f"{passed} would pass."] if passed else [])),
        worked_out=tuple(telling.worked_out()),
        facts=tuple(_facts(telling)),
        changes=tuple(_change(each) for each in reading.get("tracked_changes", ())),
    )


def _finding(finding: Finding, telling: Telling) -> FindingSaid:
    data = finding_data(finding, telling.report.plan)
    because = finding.told.get("because", ())
    edits = tuple(each[kind] for each in because for kind in ("edit", "blank") if kind in each)
    sentences = telling.sentences(finding)
    if edits:
        sentences = (said for said, each in zip(sentences, because, strict=True) if "edit" not in each)
    facts = tuple(_fact(*each, telling) for each in stated_facts(finding, data, telling.report))
    cite = finding.cite
    provisions = telling.library.sources[cite.source].provisions if cite is not None and not cite.quote else {}
    return FindingSaid(
        title=data["title"],
        subject=finding.subject,
        where="" if facts else where(finding, telling.report),
        level=finding.level,
        sentences=tuple(sentences),
        edits=edits,
        facts=facts,
        workings=(*map(telling.arithmetic, data["calculations"]), *map(telling.value, data["values"])),
        do_this=telling.do_this(finding, data["remedy"]),
        source=telling.named(cite) if cite is not None else "About the draft itself",
        quote=(cite.quote or "") if cite is not None else "",
        in_our_words=provisions.get(cite.at, "") if cite is not None else "",
        rule=finding.name,
        version=data["version"] or "",
        lowered=tuple(telling.lowered(finding)),
    )


def _facts(telling: Telling) -> Iterator[FactSaid]:
    for name, found in telling.report.reading.get("facts", {}).items():
        for element, fact in [("", name)] if "where" in found else [(name, each) for each in found]:
            yield _fact(element, fact, telling)


def _fact(element: str, name: str, telling: Telling) -> FactSaid:
    found = stated(telling.report, (element, name))
    return FactSaid(element, capital(telling.label(name)), _value(name, found["value"], telling), found["where"])


def _value(name: str, value: Any, telling: Telling) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else telling.amount(name, value)
    text = " ".join(text.split())
    return text if len(text) <= _MAX_VALUE else text[:_MAX_VALUE] + " …"


def _change(change: dict[str, str]) -> str:
    words = f' "{change["text"]}"' if change["text"] else ""
    return f"{capital(change['kind'])}{words} by {change['author']} ({change['where']})"
