"""When each version holds, in both times: the days on which it is in force, and the days from which that was known."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from clssa.library.dates import timeline
from clssa.library.model import BEGINNING, Rule, RuleVersion, ValueVersion

Day = datetime.date
V = TypeVar("V", RuleVersion, ValueVersion)


@dataclass(frozen=True, slots=True)
class Span:
    """A version (by its place in the list; None: nothing is in force) from `start` to before `end`, as known in an interval.

    None for an end is no end.
    """

    version: int | None
    start: Day
    end: Day | None
    known_from: Day
    known_until: Day | None

    def data(self) -> list[str]:
        """The four days as a page's script reads them; empty where there is no bound."""
        days = (self.known_from, self.known_until, self.start, self.end)
        return ["" if day is None or day == BEGINNING else day.isoformat() for day in days]


def spans(versions: Sequence[V], issued: Callable[[str], Day]) -> list[Span]:
    """Every span of a rule or value, in the order in which it became known, then in force."""
    learnt: list[Day] = sorted({issued(each.cite.source) if each.cite else BEGINNING for each in versions} - {Day.max})
    places = {id(version): place for place, version in enumerate(versions)}
    found: list[Span] = []
    for known, later in zip(learnt, [*learnt, None][1:], strict=True):
        steps: list[tuple[Day, V | None]] = timeline(versions, known, issued)
        ends = [*(start for start, _ in steps[1:]), None]
        for (start, version), end in zip(steps, ends, strict=True):
            place = places[id(version)] if version is not None else None
            _add(found, Span(place, start, end, known, later))
    return found


def _add(found: list[Span], span: Span) -> None:
    """A span that goes on unchanged as more becomes known is one span."""
    for place, each in enumerate(found):
        same = (each.version, each.start, each.end, each.known_until) == (span.version, span.start, span.end, span.known_from)
        if same:
            found[place] = Span(each.version, each.start, each.end, each.known_from, span.known_until)
            return
    found.append(span)


def of_version(found: Sequence[Span], place: int) -> list[list[str]]:
    """The spans of one version, for the page's script."""
    return [each.data() for each in found if each.version == place]


def version_id(version: RuleVersion, rule: Rule, issued: Callable[[str], Day]) -> str:
    """The address of a version on the page of its rule: its first day; of two from the same day also the day of knowledge."""
    alone = sum(each.start == version.start for each in rule.versions) == 1
    known = "" if alone or version.cite is None else f"-known-{issued(version.cite.source).isoformat()}"
    return f"version-{day_name(version.start)}{known}"


def period(start: Day, end: Day | None) -> str:
    """From a day on until before another (Markdown; a day stays in one line)."""
    return since(start) + ("" if end is None else f' until before <span class="day">{day_name(end)}</span>')


def since(start: Day) -> str:
    """From a day on (Markdown; a day stays in one line)."""
    return "from the beginning" if start == BEGINNING else f'from <span class="day">{day_name(start)}</span>'


def day_name(day: Day | None) -> str:
    """A day as tables and pictures write it."""
    if day is None:
        return "open"
    return "beginning" if day == BEGINNING else "never known" if day == Day.max else day.isoformat()
