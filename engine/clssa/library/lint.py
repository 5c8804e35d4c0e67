"""Faults that concern the library as a whole, beside those found while reading its files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from clssa.language.fault import Fault, did_you_mean
from clssa.library import read_library
from clssa.library.fields import collecting
from clssa.library.model import CHECKED_KINDS, Library
from clssa.notes import printed, template


def lint(policies: Path) -> tuple[Library, list[Fault]]:
    """The library and every fault in it, in the order of the files. Raises `Faults` where there is no library at all."""
    library, faults = read_library(policies)
    if faults and not library.rules:  # reading stopped before the rules: what was not read is not to blame
        return library, sorted(set(faults))
    faults += _notes(library)
    faults += _layouts(policies, library)
    faults += _without_examples(library)
    return library, sorted(set(faults))


def _notes(library: Library) -> Iterator[Fault]:
    """A note says its paragraph word for word, and its blanks are facts."""
    for note in library.notes.values():
        faults: list[Fault] = []
        with collecting(faults):
            for name, place in template.facts_read(note):
                if name not in library.facts:
                    help = did_you_mean(name, library.facts, "facts are declared in policies/facts/")
                    faults.append(Fault(place, f'"{name}" is not a fact', len(name), help))
            faults += _against_source(note, library)
        yield from faults


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


def _layouts(policies: Path, library: Library) -> Iterator[Fault]:
    """A layout reads facts that exist."""
    from clssa.drafts.layout_file import load_layout

    for path in sorted((policies / "layouts").glob("*.yaml")):
        faults: list[Fault] = []
        with collecting(faults):
            for name in load_layout(path.read_bytes(), str(path)).facts():
                if name not in library.facts:
                    faults.append(Fault(name.place, f'"{name}" is not a fact', len(name), did_you_mean(name, library.facts)))
        yield from faults


def _without_examples(library: Library) -> Iterator[Fault]:
    for rule in library.rules.values():
        if rule.kind in CHECKED_KINDS and not rule.examples:
            yield Fault(
                rule.place,
                f'the rule "{rule.id}" has no examples',
                len(rule.id),
                "show at least one case that passes and one that fails",
            )
