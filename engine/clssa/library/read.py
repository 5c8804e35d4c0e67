"""The whole library read from its files, each fault collected."""

from __future__ import annotations

from pathlib import Path

from clssa.language.fault import Fault, Place, one
from clssa.language.yaml import Map, Seq, load, wrong
from clssa.library.fields import Fields, collecting
from clssa.library.files import ACTORS, READINGS, misplaced, note_files, rule_files, source_folders
from clssa.library.forms import ACTOR, READING
from clssa.library.model import Library, Reading
from clssa.library.rules import read_rule
from clssa.library.sources import check_standings, load_source, read_file
from clssa.library.vocabulary import read_pending, read_subject, read_value
from clssa.notes import template


def read_all(policies: Path) -> tuple[Library, list[Fault]]:
    """The library as far as it can be read, with every fault found."""
    faults: list[Fault] = []
    library = Library(root=str(policies))
    if not (policies / "facts").is_dir():
        raise one(Place(str(policies)), "this is not a policies folder", help="it has the folders facts, sources and values")
    # Each step needs what the one before it read: with a fault there, everything that uses it would be blamed as well.
    for step in (_read_sources, _read_facts, _read_values, _read_rules):
        step(policies, library, faults)
        if faults:
            break
    return library, sorted(set(faults))


def _read_sources(policies: Path, library: Library, faults: list[Fault]) -> None:
    faults += misplaced(policies)
    for folder in source_folders(policies):
        if source := load_source(folder, str(folder), faults):
            library.sources[source.id] = source
    with collecting(faults):
        _read_readings(policies / READINGS, library, faults)
    with collecting(faults):
        _read_actors(policies / ACTORS, library)
    _read_notes(policies, library, faults)
    if not faults:
        check_standings(library.sources, faults)


def _read_rules(policies: Path, library: Library, faults: list[Fault]) -> None:
    for path in rule_files(policies):
        with collecting(faults):
            rule = read_rule(_map(path), library, faults)
            if rule.id in library.rules:
                other = library.rules[rule.id].place.file
                raise one(rule.place, f'there are two rules "{rule.id}"', len(rule.id), f"the other stands in {other}")
            library.rules[rule.id] = rule


def _map(path: Path) -> Map:
    tree = load(path.read_bytes(), str(path))
    if not isinstance(tree, Map):
        raise one(tree.place, "the file is written as key: value lines")
    return tree


def _read_facts(policies: Path, library: Library, faults: list[Fault]) -> None:
    files: list[Map] = []
    for path in sorted((policies / "facts").glob("*.yaml")):
        with collecting(faults):
            files.append(_map(path))
            read_subject(files[-1], library, faults)
    for tree in files if not faults else ():
        with collecting(faults):
            read_pending(tree, library, faults)


def _read_values(policies: Path, library: Library, faults: list[Fault]) -> None:
    for path in sorted((policies / "values").glob("*.yaml")):
        with collecting(faults):
            read_value(_map(path), library, library.sources, faults)


def _read_notes(policies: Path, library: Library, faults: list[Fault]) -> None:
    for path in note_files(policies):
        with collecting(faults):
            note = template.load(path.read_bytes(), str(path))
            library.notes[note.name] = note


def _read_readings(path: Path, library: Library, faults: list[Fault]) -> None:
    tree = load(read_file(path), str(path))
    for entry in tree if isinstance(tree, Seq) else ():
        with collecting(faults):
            fields = Fields.of(READING, entry)
            id_ = fields.text("id")
            if id_ in library.readings:
                raise wrong(id_, f'the reading "{id_}" stands twice')
            library.readings[str(id_)] = Reading(
                str(id_), str(fields.text("tension")), str(fields.text("reading")),
                tuple(map(str, fields.texts("alternatives"))), str(fields.text("confidence")), id_.place,
            )  # fmt: skip


def _read_actors(path: Path, library: Library) -> None:
    """Who has duties; a library without duties needs no such file."""
    tree = load(path.read_bytes(), str(path)) if path.is_file() else Seq()
    if not isinstance(tree, Seq):
        raise one(tree.place, "the actors are a list", help="write each after a dash: - actor: … and means: …")
    for entry in tree:
        fields = Fields.of(ACTOR, entry)
        if fields.text("actor") in library.actors:
            raise wrong(fields.text("actor"), f'the actor "{fields.text("actor")}" stands twice')
        library.actors[str(fields.text("actor"))] = str(fields.text("means"))
