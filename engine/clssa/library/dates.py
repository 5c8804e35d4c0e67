"""What is in force on a day, as known on a day.

Only `from` is written: a version holds until the next one starts, so overlap and gap cannot be written. A version is known from
the day its source was issued; a later source may replace an earlier version by its `from`, or by having the same `from`.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from clssa.library.model import RuleVersion, ValueVersion

ONE_DAY = datetime.timedelta(days=1)


V = TypeVar("V", RuleVersion, ValueVersion)


def today() -> datetime.date:
    """Today by UTC: the same day, and so the same report, in every time zone."""
    return datetime.datetime.now(datetime.UTC).date()


def timeline(
    versions: Iterable[V], known_on: datetime.date, issued: Callable[[str], datetime.date]
) -> list[tuple[datetime.date, V | None]]:
    """The versions known on a day, as (first day, version) in order of time; None where a version has truly ended."""

    def learnt(version: V) -> datetime.date:
        return issued(version.cite.source) if version.cite else datetime.date.min

    known = [version for version in versions if learnt(version) <= known_on]
    standing: dict[datetime.date, V] = {}
    for version in sorted(known, key=lambda each: (learnt(each), each.replaces is not None)):
        if version.replaces is not None:
            standing.pop(version.replaces, None)
        standing[version.start] = version
    starts: list[datetime.date] = sorted(standing)
    spans: list[tuple[datetime.date, V | None]] = []
    for start, following in zip(starts, [*starts, datetime.date.max][1:], strict=True):
        version = standing[start]
        spans.append((start, version))
        if version.until is not None and version.until < following - ONE_DAY:
            spans.append((version.until + ONE_DAY, None))
    return spans


def in_force(spans: Sequence[tuple[datetime.date, V | None]], day: datetime.date) -> V | None:
    """The version in force on a day, or None."""
    index = bisect_right([first for first, _ in spans], day) - 1
    return spans[index][1] if index >= 0 else None
