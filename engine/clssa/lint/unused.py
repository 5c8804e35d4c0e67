"""What is declared and nothing reads: facts, dated values, readings, notes, actors and sources that were left over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clssa.language.expression import facts_read, values_read
from clssa.language.fault import Fault
from clssa.language.yaml import Map, Seq, Text, texts_in
from clssa.library.files import ACTORS, READINGS
from clssa.library.model import FactInfo, Library
from clssa.lint.trees import Trees, under_key
from clssa.notes import template

_NAMED = re.compile(r"\{([^{}]*)\}")


def unused(library: Library, trees: Trees) -> Iterator[Fault]:
    """Faults at what is declared in vain."""
    yield from _facts(library, trees)
    yield from _values(library)
    yield from _readings(library, trees)
    yield from _notes_and_actors(library, trees)
    yield from _sources(library, trees)


def _facts(library: Library, trees: Trees) -> Iterator[Fault]:
    read = _facts_read(library, trees)
    derived = {each.fact for rule in library.rules.values() for version in rule.versions for each in version.derives}
    derived |= {subject.words[2] for subject in library.subjects.values() if subject.words is not None}
    for tree in trees.under("facts"):
        for leaf, entry in tree[Text("facts")].items():
            info = library.facts[f"{tree[Text('subject')]}.{leaf}"]
            if info.derived and info.name not in derived:
                help = "add a rule that derives it, or delete the fact"
                yield Fault(leaf.place, f"{info.name} is declared as derived, and no rule derives it", len(leaf), help)
            elif not info.derived:
                yield from _waived(leaf, entry, info, info.name in read)


def _waived(leaf: Text, entry: Map, info: FactInfo, read: bool) -> Iterator[Fault]:
    if "unread" in entry and read:
        yield Fault(entry.key("unread").place, f"{info.name} is read after all", 6, "delete this line")
    elif "unread" not in entry and not read:
        help = "delete it, or say under unread: why a case may give it"
        yield Fault(leaf.place, f"nothing reads the fact {info.name}", len(leaf), help)


def _facts_read(library: Library, trees: Trees) -> set[str]:
    """The names of the facts that anything in the library reads."""
    read = set(library.document_dates)
    for rule in library.rules.values():
        read.update(rule.dated_by)
        for version in rule.versions:
            read.update(*(facts_read(node) for node in version.nodes()), _NAMED.findall(version.remedy))
            read.update([version.waives[0]] if version.waives else [])
    for value in library.values.values():
        read.update(value.dated_by)
    for tree in trees.under("values"):
        read.update(under_key(tree, "by"))
    for subject in library.subjects.values():
        leaves = [*filter(None, [subject.named_by]), *subject.joins.values(), *(subject.words or ())[:2]]
        read.update((f"{subject.name}.{leaf}" for leaf in leaves), subject.ordered_by)
    for info in library.facts.values():
        read.update(facts_read(info.pending_when) if info.pending_when else ())
        read.update({info.same_as[0], *facts_read(info.same_as[1])} if info.same_as else ())
    for note in library.notes.values():
        read.update(name for name, _ in template.facts_read(note))
    return read.union(_of_layouts(trees))


def _of_layouts(trees: Trees) -> Iterator[str]:
    from clssa.drafts.layout_file import load_layout

    for path in sorted((trees.policies / "layouts").glob("*.yaml")):
        yield from load_layout(path.read_bytes(), str(path)).facts()


def _values(library: Library) -> Iterator[Fault]:
    versions = [version for rule in library.rules.values() for version in rule.versions]
    read = {value.name for version in versions for node in version.nodes() for value in values_read(node)}
    read.update(name for version in versions for name in _NAMED.findall(version.remedy))
    for value in library.values.values():
        if value.name not in read:
            help = "name it in a line of a rule, or delete the file"
            yield Fault(value.place, f"no rule reads the value {value.name}", 5, help)


def _readings(library: Library, trees: Trees) -> Iterator[Fault]:
    named = {str(name) for tree in trees.files.values() for name in under_key(tree, "reading", "readings")}
    tree = trees.files[trees.policies / READINGS]
    for entry in tree if isinstance(tree, Seq) else ():
        id_ = entry[Text("id")]
        if "unread" in entry and id_ in named:
            yield Fault(entry.key("unread").place, f"something rests on {id_} after all", 6, "delete this line")
        elif "unread" not in entry and id_ not in named:
            help = "name it under readings: of the rules that rest on it, or say under unread: why none does"
            yield Fault(id_.place, f"nothing rests on the reading {id_}", len(id_), help)


def _notes_and_actors(library: Library, trees: Trees) -> Iterator[Fault]:
    due = {rule.note for rule in library.rules.values()}
    for note in library.notes.values():
        if note.name not in due:
            help = f"write a rule of kind note with note: {note.name}"
            yield Fault(note.title.place, "no rule says when this note must be there", len(note.title), help)
    acting = {version.actor for rule in library.rules.values() for version in rule.versions}
    tree = trees.files.get(trees.policies / ACTORS, Seq())
    for entry in tree if isinstance(tree, Seq) else ():
        if (name := entry[Text("actor")]) not in acting:
            yield Fault(name.place, f'nobody\'s duty names the actor "{name}"', len(name), "delete the entry")


def _sources(library: Library, trees: Trees) -> Iterator[Fault]:
    """A source that no rule, value, note or standing cites, and no reading names by its title."""
    cited = {str(note.source) for note in library.notes.values()}
    cited |= {str(standing.told_by) for source in library.sources.values() for standing in source.standing}
    for rule in library.rules.values():
        for version in rule.versions:
            cites = (version.cite, *version.also, *(each.cite for each in version.unless))
            cited |= {cite.source for cite in cites if cite is not None}
    for value in library.values.values():
        cited |= {cite.source for version in value.versions for cite in (version.cite, *version.rows.values())}
    readings = "\n".join(texts_in(trees.files[trees.policies / READINGS]))
    for source in library.sources.values():
        if source.id not in cited and source.title not in readings:
            yield Fault(source.place, f"nothing cites the source {source.id}", 6, "cite it in a rule, or delete its folder")
