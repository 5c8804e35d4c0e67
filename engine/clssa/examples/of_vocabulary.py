"""Every small change of the file of a dated value; of what a file of facts says of when a fact is another fact, or still to come;
and of the dates of a source.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clssa.examples.changes import Changes
from clssa.examples.edits import Change, Path, sequence, text
from clssa.examples.lines import Vocabulary, rewritten
from clssa.examples.neighbours import absent, others
from clssa.language.types import Type
from clssa.language.yaml import Map, Seq, Text
from clssa.library.model import STANDS_NO_MORE, DatedValue, Library


class ValueChanges(Changes):
    """The changes of the file of a dated value."""

    def __init__(self, tree: Map, value: DatedValue) -> None:
        super().__init__(tree)
        self.type = value.type

    def all(self) -> Iterator[Change]:
        """Each change, in the order of the file."""
        yield from self.dated_by()
        for path, of in self.versions():
            yield from self.without_version(path)
            yield from self.dates(path, of)
            yield from self.content((*path, "is"), self.type, "", of)

    def content(self, path: Path, type_: Type, entry: str, of: str) -> Iterator[Change]:
        """The changes of a number, of a list, or of each entry of a table."""
        found: Any = self.file.at(path)
        where = (entry or "is") + of
        if isinstance(found, Map):
            for key, cell in found.items():
                cited: Path = ("is",) if isinstance(cell, Map) and "is" in cell else ()
                yield from self.content((*path, str(key), *cited), type_, f"{entry}, {key}" if entry else str(key), of)
        elif isinstance(found, Seq):
            for number, word in enumerate(found):
                yield self.delete((*path, number), f"{word} from {where}")
            for word in absent(found, type_):
                added = self.file.put(path, sequence([*found, text(word, found.place)], found.place))
                yield Change(f"add {word} to {where}", found.place, 1, added)
        else:
            for other in others(found, type_):
                yield self.write(path, other, where)


class FactChanges(Changes):
    """The changes of a file of facts."""

    def __init__(self, tree: Map, library: Library) -> None:
        super().__init__(tree)
        self.library, self.subject = library, str(tree[Text("subject")])

    def all(self) -> Iterator[Change]:
        """Each change, in the order of the file."""
        for key in ("document_dates", "ordered_by"):
            yield from self._in_order(key)
        if "of" in self.file.root:
            yield self.delete(("of",), "of")
        for leaf, entry in self.file.at(("facts",)).items():
            path: Path = ("facts", str(leaf))
            info = self.library.facts[f"{self.subject}.{leaf}"]
            for key, node in (("pending_when", info.pending_when), ("same_as", info.same_as and info.same_as[1])):
                if node is not None:
                    inside: Path = (*path, key) if isinstance(entry[key], Text) else (*path, key, "when")
                    yield self.delete((*path, key), f"{key} of {info.name}")
                    for each in rewritten(self.file.at(inside), Vocabulary.of([node], self.library), True):
                        yield Change(
                            f"{each.what}, {key} of {info.name}", each.place, each.length, self.file.put(inside, each.text)
                        )

    def _in_order(self, key: str) -> Iterator[Change]:
        """A list in which the first counts most: without each, and with each before the one that stands before it."""
        names = self.file.root.get(Text(key), Seq())
        for number, name in enumerate(names):
            if len(names) > 1:
                yield self.delete((key, number), f"{name} from {key}")
            if number:
                exchanged = [*names[: number - 1], name, names[number - 1], *names[number + 1 :]]
                tree = self.file.put((key,), sequence(exchanged, names.place))
                yield Change(f"write {name} before {names[number - 1]} in {key}", name.place, len(name), tree)


class SourceChanges(Changes):
    """The changes of the head of a source: when it was issued, and what became of it."""

    def all(self) -> Iterator[Change]:
        """Each change, in the order of the file."""
        if "issued" in self.file.root:
            yield from self.day_before_and_after(("issued",), "issued")
        for number, each in enumerate(self.file.root.get(Text("standing"), ())):
            path: Path = ("standing", number)
            yield self.delete(path, f"{each['is']} from standing")
            yield from self.day_before_and_after((*path, "from"), f"from of {each['is']}")
            yield self.write((*path, "is"), "active" if each["is"] in STANDS_NO_MORE else STANDS_NO_MORE[0], "standing")
