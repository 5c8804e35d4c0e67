"""A file of the policies with one thing changed: the tree of text is copied where it differs, and shared elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, TypeAlias

from clssa.language.fault import Place
from clssa.language.yaml import Map, Seq, Text, texts_in

Path: TypeAlias = tuple[str | int, ...]
"""Where something stands in a tree: keys and positions from the root."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that somebody might do to a file by mistake: in words, as an order; where; and the file as it would then be."""

    what: str
    place: Place
    length: int
    tree: Map


class File:
    """A file as it stands; each method gives it with one thing changed."""

    def __init__(self, root: Map) -> None:
        self.root = root

    def at(self, path: Path) -> Any:
        """What stands at the path."""
        found: Any = self.root
        for step in path:
            found = found[step]
        return found

    def key(self, path: Path) -> Text:
        """The last key of the path as it stands in the file."""
        key: Text = self.at(path[:-1]).key(path[-1])
        return key

    def put(self, path: Path, new: Any) -> Map:
        """With something else at the path."""
        made: Map = _put(self.root, path, new)
        return made

    def without(self, path: Path) -> Map:
        """With nothing at the path."""
        inside = _copy(self.at(path[:-1]))
        del inside[path[-1]]
        return self.put(path[:-1], inside)

    def renamed(self, path: Path, key: str) -> Map:
        """With another key at the path; where that key is there already, the entries of both lists come under it."""
        inside = _copy(self.at(path[:-1]))
        moved = inside.pop(path[-1])
        inside[text(key, self.key(path).place)] = sequence([*inside.get(key, ()), *moved], moved.place)
        return self.put(path[:-1], inside)

    def order(self, path: Path, what: str, tree: Map) -> Change:
        """A change that is shown at what stands at the path, or at its key."""
        found = self.key(path) if isinstance(path[-1], str) else self.at(path)
        quotes = 2 if isinstance(found, Text) and not found.plain else 0
        return Change(what, found.place, len(found) + quotes if isinstance(found, Text) else 1, tree)


def text(words: str, place: Place) -> Text:
    """A piece of text that stands nowhere yet, with the place of what it replaces."""
    return Text.at(words, place)


def sequence(entries: list[Any], place: Place) -> Seq:
    """A list of entries with a place."""
    made = Seq(entries)
    made.place = place
    return made


def mapping(key: str, value: Any, place: Place) -> Map:
    """A mapping of one key with a place."""
    made = Map({text(key, place): value})
    made.place = place
    return made


def without_idle_pieces(rule: Map) -> Map:
    """A rule of which no version names a piece in `let` that nothing else in it uses."""
    for number, version in enumerate(rule[Text("versions")]):
        for name in reversed(version.get("let", ())):
            without = File(rule).without(("versions", number, "let", name))
            if not any(re.search(rf"\b{re.escape(name)}\b", words) for words in texts_in(without[Text("versions")][number])):
                rule = without
    return rule


def _put(tree: Any, path: Path, new: Any) -> Any:
    if not path:
        return new
    made = _copy(tree)
    made[path[0]] = _put(tree[path[0]], path[1:], new)
    return made


def _copy(tree: Any) -> Any:
    made = type(tree)(tree)
    made.place = tree.place
    return made
