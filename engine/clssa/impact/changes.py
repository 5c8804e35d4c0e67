"""What changed between two libraries: file by file, whether it can matter to a case, and each entry as it was and as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from clssa.examples.trial import Ground
from clssa.impact.differences import Difference, differences, lines_differ
from clssa.impact.meant import OwnMeaning
from clssa.impact.sides import Side
from clssa.language.yaml import Map, load
from clssa.library.files import ACTORS, READINGS
from clssa.library.model import CHECKED_KINDS, Library, Subject

RULE, VALUE, FACTS, SOURCE, NOTE = "rule", "value", "facts", "source", "note"
READING, ACTOR, LAYOUT = "readings", "actors", "layout"
ADDED, REMOVED, MEANING, WORDS, EXAMPLES = "added", "removed", "meaning", "words", "examples"

_DECIDES_ALONE = (RULE, FACTS, LAYOUT)
"""What can matter by being added or removed; anything else matters only by the rules that name it, which then changed too."""
_NAMES = ("id", "value", "title", "label")


@dataclass(frozen=True, slots=True)
class Change:
    """One part of the library that changed.

    `status` is `added`, `removed`, `meaning` (a case may come out otherwise), `words` (none can) or `examples` (only what shows
    the part, or a comment). `decides` says whether a case can come out otherwise by it. The files are named as the repository
    has them, None where the part is not there.
    """

    kind: str
    name: str
    title: str
    status: str
    decides: bool
    before: str | None
    after: str | None
    differences: list[Difference] = field(default_factory=list)
    concerns: frozenset[str] = frozenset()
    """Of a file of facts, the names of those that mean something else than before."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a library: its files, and what tells what it means, which is asked only where its files differ."""

    kind: str
    name: str
    title: str
    files: tuple[str, ...]
    means: Callable[[], Any]
    decides: bool = True


def changes(before: Side, after: Side) -> list[Change]:
    """Every part that is not the same on both sides; first what can matter to a case."""
    old, new = ({(part.kind, part.name): part for part in _parts(side)} for side in (before, after))
    found = []
    for key in dict.fromkeys([*old, *new]):
        change = _changed(old.get(key), new.get(key), before, after)
        if change is not None:
            found.append(change)
    order = (ADDED, REMOVED, MEANING, WORDS, EXAMPLES)
    return sorted(found, key=lambda each: (not each.decides, order.index(each.status), each.kind != RULE, each.kind, each.name))


def ground_of(change: Change, library: Library) -> Ground:
    """What one change concerns in a library."""
    if change.kind == RULE:
        return Ground(rules={change.name})
    if change.kind == VALUE:
        return Ground(values={change.name})
    if change.kind == SOURCE:
        return Ground(sources={change.name})
    if change.kind == NOTE:
        return Ground(rules={rule.id for rule in library.rules.values() if rule.note == change.name})
    if change.kind == FACTS:
        return Ground(facts=set(change.concerns))
    return Ground()


def _changed(old: _Part | None, new: _Part | None, before: Side, after: Side) -> Change | None:
    part = new or old
    assert part is not None
    one, other = (None if each is None else side.where(each.files[0]) for each, side in ((old, before), (new, after)))
    concerns = _concerned(old, new)
    if old is None or new is None:
        status = ADDED if old is None else REMOVED
        decides = part.decides and part.kind in _DECIDES_ALONE
        return Change(part.kind, part.name, part.title, status, decides, one, other, _whole(old, new), concerns)
    if [_bytes(name) for name in old.files] == [_bytes(name) for name in new.files]:
        return None
    found = _differences(old, new)
    matters = old.means() != new.means()
    status = MEANING if matters else WORDS if found else EXAMPLES
    return Change(part.kind, part.name, part.title, status, matters, one, other, found, concerns)


def _concerned(old: _Part | None, new: _Part | None) -> frozenset[str]:
    """The facts of a file that do not mean the same on both sides."""
    means = [each.means() if each is not None and each.kind == FACTS else {} for each in (old, new)]
    return frozenset(name for name in {*means[0], *means[1]} if means[0].get(name) != means[1].get(name))


def _whole(old: _Part | None, new: _Part | None) -> list[Difference]:
    """What a rule or a value that is only there on one side says, but for what names it."""
    part = new or old
    if part is None or part.kind not in (RULE, VALUE):
        return []
    trees = [Map() if each is None else load(_bytes(each.files[0]), each.files[0]) for each in (old, new)]
    return [each for each in differences(*trees) if each.where not in _NAMES]


def _differences(old: _Part, new: _Part) -> list[Difference]:
    if new.kind == NOTE:
        return lines_differ(*(_bytes(each.files[0]).decode() for each in (old, new)))
    return [each for one, other in zip(old.files, new.files, strict=True) for each in _in_file(one, other)]


def _in_file(old: str, new: str) -> list[Difference]:
    one, other = _bytes(old), _bytes(new)
    return differences(load(one, old), load(other, new)) if one and other and one != other else []


def _bytes(file: str) -> bytes:
    path = Path(file)
    return path.read_bytes() if path.is_file() else b""


def _parts(side: Side) -> Iterator[_Part]:
    library, policies = side.library, side.policies
    meaning = OwnMeaning(library)
    for rule in library.rules.values():
        decides = rule.kind in CHECKED_KINDS
        yield _Part(RULE, rule.id, rule.title, (rule.place.file,), partial(meaning.of, rule), decides)
    for value in library.values.values():
        yield _Part(VALUE, value.name, value.label, (value.place.file,), partial(meaning.of, value))
    for name, subject in library.subjects.items():
        file = next(each.place.file for each in library.facts.values() if each.name.partition(".")[0] == name)
        yield _Part(FACTS, name, f"the facts of a {name}", (file,), partial(_facts, subject, library, meaning))
    for source in library.sources.values():
        folder = policies / "sources" / source.id
        files = (str(folder / "source.yaml"), str(folder / "text.yaml"))
        yield _Part(SOURCE, source.id, source.title, files, partial(meaning.of, source))
    for note in library.notes.values():
        yield _Part(NOTE, note.name, str(note.title), (note.place.file,), partial(meaning.of, note))
    for kind, title, name in ((READING, "the readings of unclear text", READINGS), (ACTOR, "who has duties", ACTORS)):
        yield _Part(kind, name.removesuffix(".yaml"), title, (str(policies / name),), lambda: None, decides=False)
    for path in sorted((policies / "layouts").glob("*.yaml")):
        yield _Part(LAYOUT, path.stem, "how drafts are read", (str(path),), partial(_tree, path))


def _tree(path: Path) -> str:
    return str(load(path.read_bytes(), str(path)))


def _facts(subject: Subject, library: Library, meaning: OwnMeaning) -> dict[str, Any]:
    """What a file of facts means, by name: each fact, the subject, and which dates of a document are asked before which."""
    facts = {name: meaning.of(each) for name, each in library.facts.items() if name.partition(".")[0] == subject.name}
    dates = {name: (facts[name], place) for place, name in enumerate(library.document_dates) if name in facts}
    return {**facts, **dates, subject.name: meaning.of(subject)}
