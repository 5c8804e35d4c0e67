"""Sources that are stale, or that say too little of themselves to rest a rule on."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from clssa.language.fault import Fault
from clssa.language.yaml import Map, Text
from clssa.library.dates import ONE_DAY, V, timeline, today
from clssa.library.model import Library, Source, Standing
from clssa.lint.notes import not_registered
from clssa.lint.trees import Trees, under_key


def sources(library: Library, trees: Trees) -> Iterator[Fault]:
    """Faults at sources, and at rules that rest on a source of which another has taken the place."""
    for source in library.sources.values():
        path = Path(source.place.file)
        tree = trees.files[path]
        assert isinstance(tree, Map)
        yield from _issued(source, tree)
        yield from _digest(source, tree, path.with_name("text.yaml"))
        for reading in under_key(tree, "reading"):
            yield from not_registered(reading, library)
        entries = tree.get(Text("standing"), ())
        for standing, entry in zip(source.standing, entries, strict=True):
            if standing.status == "superseded" and "reading" not in entry:
                yield from _still_resting_on(source, standing, library)


def _issued(source: Source, tree: Map) -> Iterator[Fault]:
    if "issued" not in tree:
        if "unverified" not in tree:
            help = "write issued: with the day, or say under unverified: that nothing shows it"
            yield Fault(source.place, f"the day on which {source.id} was issued is missing", 6, help)
    elif source.issued > today():
        day = tree[Text("issued")]
        help = "nobody can know it before that day: correct the day, or wait until the source is issued"
        yield Fault(day.place, f"{source.id} is issued in the future", len(day), help)


def _digest(source: Source, tree: Map, text: Path) -> Iterator[Fault]:
    """The stored text is the one that was compared with the document."""
    recorded = tree.get(Text("sha256"))
    found = hashlib.sha256(text.read_bytes()).hexdigest()
    if recorded is not None and recorded != found:
        help = f"undo the change; or, once the text is compared with the document, write {found}"
        yield Fault(recorded.place, f"the text of {source.id} was changed since this was written", len(recorded), help)


def _still_resting_on(source: Source, standing: Standing, library: Library) -> Iterator[Fault]:
    """Rules and values of which the last version still rests on a source that was superseded."""
    rules = (_last(rule.versions, library) for rule in library.rules.values())
    values = (_last(value.versions, library) for value in library.values.values())
    for version in (*rules, *values):
        if version is not None and version.cite is not None and version.cite.source == source.id:
            message = f"{source.id} is superseded from {standing.start} on, and no later version says what holds since"
            help = "add a version by the later source; or, in source.yaml under the standing, name the reading: that keeps it"
            yield Fault(version.cite.place, message, 6, help)


def _last(versions: Sequence[V], library: Library) -> V | None:
    """The version that is in force in the end, as all is known."""
    spans = timeline(versions, datetime.date.max - ONE_DAY, library.issued)
    return spans[-1][1] if spans else None
