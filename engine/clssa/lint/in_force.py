"""Versions that are never in force, whatever the day: what they say would be read by nobody."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from clssa.language.fault import Fault, Place
from clssa.language.yaml import Map
from clssa.library.dates import ONE_DAY, V, timeline
from clssa.library.model import BEGINNING, Library, RuleVersion, ValueVersion
from clssa.lint.trees import Trees

Days = tuple[datetime.date, datetime.date]


def in_force(library: Library, trees: Trees) -> Iterator[Fault]:
    """Faults at versions, and at dates of versions, that never have an effect."""
    for rule in library.rules.values():
        yield from _of_one(rule.versions, library, trees)
    for value in library.values.values():
        yield from _of_one(value.versions, library, trees)


def days_in_force(versions: Sequence[V], library: Library) -> dict[Place, list[Days]]:
    """By the place of each version, its first and last days as known on each day on which something new became known."""
    found: dict[Place, list[Days]] = {}
    learnt = {_learnt(version, library) for version in versions}
    for known_on in sorted(learnt - {datetime.date.max}):
        spans = timeline(versions, known_on, library.issued)
        ends = [start - ONE_DAY for start, _ in spans[1:]] + [datetime.date.max]
        for (start, version), end in zip(spans, ends, strict=True):
            if version is not None:
                found.setdefault(version.place, []).append((start, end))
    return found


def _of_one(versions: Sequence[V], library: Library, trees: Trees) -> Iterator[Fault]:
    days = days_in_force(versions, library)
    for version in versions:
        tree = trees.map_at(version.place)
        if version.place not in days:
            yield _never(version, versions, library)
        elif version.until is not None and all(last < version.until for _, last in days[version.place]):
            help = "a version holds until the next one starts: delete until:, or correct one of the two dates"
            yield _at(tree, "until", version, "until: has no effect, for another version starts before that day is over", help)
        if version.replaces is not None and (reason := _in_vain(version, versions, library)):
            help = "replaces: names the from of a version that was known before this one, and whose place this one takes"
            yield _at(tree, "replaces", version, f"replaces: has no effect, for {reason}", help)


def _learnt(version: RuleVersion | ValueVersion, library: Library) -> datetime.date:
    return library.issued(version.cite.source) if version.cite else datetime.date.min


def _never(version: V, versions: Sequence[V], library: Library) -> Fault:
    if version.cite is not None and _learnt(version, library) == datetime.date.max:
        message = f"this version is never in force: nothing shows when {version.cite.source} was issued"
        return Fault(version.place, message, 4, "write issued: in its source.yaml, or cite a source that has a day of issue")
    other = next(each for each in versions if each is not version and version.start in (each.replaces, each.start))
    message = f"this version is never in force: the one on line {other.place.line} takes its place from the first day on"
    return Fault(version.place, message, 4, "both were known from the same day: delete one of them, or correct their dates")


def _in_vain(version: V, versions: Sequence[V], library: Library) -> str:
    """Why a version replaces nothing, or an empty text."""
    if version.replaces == version.start:
        return "it names the day on which this version starts itself"
    replaced = [each for each in versions if each.start == version.replaces]
    if all(_learnt(each, library) > _learnt(version, library) for each in replaced):
        day = "the beginning" if version.replaces == BEGINNING else version.replaces
        return f"the version from {day} was not yet known when this one was"
    return ""


def _at(tree: Map, key: str, version: RuleVersion | ValueVersion, message: str, help: str) -> Fault:
    return Fault(tree.key(key).place if key in tree else version.place, message, len(key), help)
