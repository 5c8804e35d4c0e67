"""Notes against their paragraphs, the rules and each other; layouts against the facts and the readings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from clssa.language.fault import Fault, did_you_mean
from clssa.language.yaml import Text, load
from clssa.library.fields import collecting
from clssa.library.model import Library, Rule
from clssa.lint.never import can_never_both_apply
from clssa.lint.trees import under_key
from clssa.notes import printed, template


def notes(library: Library) -> Iterator[Fault]:
    """A note says its paragraph word for word, its blanks are facts, and no other has its place."""
    for note in library.notes.values():
        faults: list[Fault] = []
        with collecting(faults):
            for name, place in template.facts_read(note):
                if name not in library.facts:
                    help = did_you_mean(name, library.facts, "facts are declared in policies/facts/")
                    faults.append(Fault(place, f'"{name}" is not a fact', len(name), help))
            faults += _against_source(note, library)
        yield from faults
    yield from _in_one_place(library)


def _against_source(note: template.NoteTemplate, library: Library) -> Iterator[Fault]:
    source = library.sources.get(note.source)
    if source is None:
        yield Fault(
            note.source.place, f'"{note.source}" is not a source', len(note.source), did_you_mean(note.source, library.sources)
        )
    elif note.at not in source.provisions:
        yield Fault(
            note.at.place, f'{note.source} has no paragraph "{note.at}"', len(note.at), did_you_mean(note.at, source.provisions)
        )
    elif (fault := printed.differs_from_source(note, source.provisions[note.at])) is not None:
        yield fault


def _in_one_place(library: Library) -> Iterator[Fault]:
    """Two notes that may stand on one document do not have the same `order`."""
    rules: dict[str, list[Rule]] = {}
    for rule in library.rules.values():
        if rule.note is not None:
            rules.setdefault(rule.note, []).append(rule)
    for first, second in combinations(library.notes.values(), 2):
        together = any(
            not can_never_both_apply(one, other) for one in rules.get(first.name, ()) for other in rules.get(second.name, ())
        )
        if first.order == second.order and together:
            message = f"this note and {first.name} are both number {first.order} of the notes"
            yield Fault(second.title.place, message, len(second.title), "give one of them another order:")


def layouts(policies: Path, library: Library) -> Iterator[Fault]:
    """A layout reads facts that exist, and rests on readings that do."""
    from clssa.drafts.layout_file import load_layout

    for path in sorted((policies / "layouts").glob("*.yaml")):
        faults: list[Fault] = []
        with collecting(faults):
            for name in load_layout(path.read_bytes(), str(path)).facts():
                if name not in library.facts:
                    faults.append(Fault(name.place, f'"{name}" is not a fact', len(name), did_you_mean(name, library.facts)))
            for reading in under_key(load(path.read_bytes(), str(path)), "reading", "readings"):
                faults += not_registered(reading, library)
        yield from faults


def not_registered(reading: Text, library: Library) -> Iterator[Fault]:
    """A reading that is named and stands in no list of readings."""
    if reading not in library.readings:
        help = did_you_mean(reading, library.readings, "readings stand in policies/interpretations.yaml")
        yield Fault(reading.place, f'"{reading}" is not a registered reading', len(reading), help)
