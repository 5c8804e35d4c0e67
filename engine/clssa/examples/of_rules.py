"""Every small change of a rule's file that could change what the rule says of a case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clssa.examples.changes import Changes
from clssa.examples.edits import Change, Path, mapping, sequence, text
from clssa.examples.lines import Vocabulary, rewritten
from clssa.language.yaml import Map, Text
from clssa.library.model import LEVELS, LISTS_OF_LEVEL, Library, Rule
from clssa.library.sources import collapsed

_BLOCKS = {"any_of": ("all_of",), "all_of": ("any_of",), "none_of": ("any_of",)}
_LISTS = ("applies_when", *LISTS_OF_LEVEL, "required_when", "forbidden_when")
_NEVER_EMPTY = (*LISTS_OF_LEVEL, "unless", "derive", "let")
_MOVED = {
    "require": ("should",), "should": ("require", "remark"), "remark": ("should",),
    "required_when": ("forbidden_when",), "forbidden_when": ("required_when",),
}  # fmt: skip


class RuleChanges(Changes):
    """The changes of one rule's file."""

    def __init__(self, tree: Map, rule: Rule, library: Library) -> None:
        super().__init__(tree)
        self.vocabulary = Vocabulary.of((node for version in rule.versions for node in version.nodes()), library)
        self.of = ""

    def all(self) -> Iterator[Change]:
        """Each change, in the order of the file."""
        yield from self.dated_by()
        for path, of in self.versions():
            self.of = of
            yield from self.without_version(path)
            yield from self.dates(path, of)
            yield from self._version(path)

    def _version(self, path: Path) -> Iterator[Change]:
        for key in self.file.at(path):
            inside: Path = (*path, str(key))
            if key in _LISTS:
                yield from self._moved(inside)
                yield from self._lines(inside)
            elif key == "let":
                for name in self.file.at(inside):
                    yield from self._line((*inside, str(name)), False)
            elif key == "derive":
                yield from self._derives(inside)
            elif key == "unless":
                for number in range(len(self.file.at(inside))):
                    yield from self._exception((*inside, number))
            elif key == "waives":
                yield self.delete(inside, f"waives{self.of}")
                yield from self._other_levels((*inside, "to"), f"waives{self.of}")

    def _moved(self, path: Path) -> Iterator[Change]:
        """A whole list at another level."""
        for other in _MOVED.get(str(path[-1]), ()):
            yield self.file.order(path, f"write {other} for {path[-1]}{self.of}", self.file.renamed(path, other))

    # --- lines -----------------------------------------------------------------------------------------------------

    def _lines(self, path: Path) -> Iterator[Change]:
        """The lines of a list, and the blocks in it."""
        for number, entry in enumerate(self.file.at(path)):
            inside: Path = (*path, number)
            if isinstance(entry, Text):
                yield from self._without(inside, f'"{collapsed(entry)}"')
                yield from self._line(inside, True)
            else:
                yield from self._block(inside, entry)

    def _without(self, path: Path, what: str) -> Iterator[Change]:
        """Without an entry of a list; without the list, where it cannot be empty."""
        if len(self.file.at(path[:-1])) > 1 or path[-2] not in (*_NEVER_EMPTY, *_BLOCKS):
            yield self.delete(path, f"{what}{self.of}")
        elif path[-2] in _NEVER_EMPTY:
            tree = self.file.without(path[:-1])
            yield self.file.order(path, f"delete {what}{self.of}", tree)

    def _line(self, path: Path, asks: bool) -> Iterator[Change]:
        written: Text = self.file.at(path)
        for each in rewritten(written, self.vocabulary, asks):
            yield Change(each.what + self.of, each.place, each.length, self.file.put(path, each.text))
        if asks and _compares_nothing(written):
            denied = mapping("none_of", sequence([written], written.place), written.place)
            yield self.file.order(path, f'write none_of before "{collapsed(written)}"{self.of}', self.file.put(path, denied))

    def _block(self, path: Path, block: Map) -> Iterator[Change]:
        kind = next(iter(block))
        first = f'the lines that begin with "{_first_line(block)}"{self.of}'
        yield from self._without(path, f"{kind} and {first}")
        for other in _BLOCKS[kind]:
            if kind == "none_of" or len(block[kind]) > 1:
                changed = self.file.put(path, mapping(other, block[kind], kind.place))
                yield Change(f"write {other} for {kind} before {first}", kind.place, len(kind), changed)
        yield from self._lines((*path, str(kind)))

    # --- derived facts and exceptions --------------------------------------------------------------------------------

    def _derives(self, path: Path) -> Iterator[Change]:
        for name, entry in self.file.at(path).items():
            inside: Path = (*path, str(name))
            yield from self._without(inside, f"{name} from derive")
            if isinstance(entry, Text):
                yield from self._line(inside, False)
            elif all(isinstance(each, Map) and "is" in each for each in entry):
                for number in range(len(entry)):
                    yield from self._choice((*inside, number), str(name))
            else:
                yield from self._lines(inside)

    def _choice(self, path: Path, name: str) -> Iterator[Change]:
        choice = self.file.at(path)
        if len(self.file.at(path[:-1])) > 1:
            yield self.delete(path, f'the choice "is {collapsed(choice["is"])}" of {name}{self.of}')
        yield from self._lines((*path, "when")) if "when" in choice else ()
        yield from self._line((*path, "is"), False)

    def _exception(self, path: Path) -> Iterator[Change]:
        cite = self.file.at((*path, "cite"))
        which = f"the exception by {cite['source']}, {cite['at']}{self.of}"
        yield from self._without(path, which)
        yield from self._level(path, which)
        yield from self._lines((*path, "when"))

    def _level(self, path: Path, which: str) -> Iterator[Change]:
        """Another level to which an exception lowers, or none: then it excuses."""
        exception: Map = self.file.at(path)
        if "level" in exception:
            yield from self._other_levels((*path, "level"), which)
            yield self.delete((*path, "level"), f"level {exception[Text('level')]} from {which}")
        else:
            for level in LEVELS[1:]:
                made = Map({**exception, text("level", exception.place): text(level, exception.place)})
                made.place = exception.place
                yield Change(f"add level {level} to {which}", exception.place, 1, self.file.put(path, made))

    def _other_levels(self, path: Path, which: str) -> Iterator[Change]:
        for level in LEVELS[1:]:
            if level != self.file.at(path):
                yield self.write(path, level, which)


def _compares_nothing(line: Text) -> bool:
    return line.startswith(("given(", "any(", "all(")) and line.endswith(")")


def _first_line(tree: Any) -> str:
    return (
        collapsed(tree) if isinstance(tree, Text) else _first_line(next(iter(tree.values() if isinstance(tree, Map) else tree)))
    )
