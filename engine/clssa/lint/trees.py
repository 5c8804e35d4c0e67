"""The policy files as they are written: what a check needs that the library does not keep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from clssa.language.fault import Place
from clssa.language.yaml import Map, Seq, Text, Tree, load, texts_in
from clssa.library.files import library_files


@dataclass(frozen=True)
class Trees:
    """The YAML files of a library (the texts of the sources apart) by their path, each as a tree of text."""

    policies: Path
    files: dict[Path, Tree]

    def under(self, folder: str) -> Iterator[Map]:
        """The files that stand right in one folder of the policies."""
        for path, tree in self.files.items():
            if path.parent == self.policies / folder and isinstance(tree, Map):
                yield tree

    def map_at(self, place: Place) -> Map:
        """The mapping that begins at a place; an empty one where none does."""
        tree = self.files.get(Path(place.file), Seq())
        return next((each for each in maps(tree) if each.place == place), Map())


def load_trees(policies: Path) -> Trees:
    """Every YAML file of a library that can be read. Raises `Faults`."""
    files: dict[Path, Tree] = {}
    for path in library_files(policies):
        if path.suffix == ".yaml" and path.name != "text.yaml":
            files[path] = load(path.read_bytes(), str(path))
    return Trees(policies, files)


def maps(tree: Tree) -> Iterator[Map]:
    """Every mapping of a tree, from the outside in."""
    if isinstance(tree, Map):
        yield tree
    if not isinstance(tree, Text):
        for each in tree.values() if isinstance(tree, Map) else tree:
            yield from maps(each)


def under_key(tree: Tree, *keys: str) -> Iterator[Text]:
    """The texts under these keys, wherever the keys stand in the tree."""
    for each in maps(tree):
        for key in keys:
            if key in each:
                yield from texts_in(each[Text(key)])


def place_of(text: str, tree: Tree, otherwise: Place) -> Place:
    """Where a text stands in a tree."""
    return next((each.place for each in texts_in(tree) if each == text), otherwise)
