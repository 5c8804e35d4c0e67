"""Every small change of a rule's file that could change what the rule says of a case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clssa.examples.edits import Change, File, Path, mapping, text
from clssa.examples.lines import Vocabulary, rewritten
from clssa.examples.neighbours import others
from clssa.language.expression import Node
from clssa.language.types import Type
from clssa.language.yaml import Map, Seq, Text
from clssa.library.model import DAY_OF_EVALUATION, LEVELS, LISTS_OF_LEVEL, Library, Rule, RuleVersion

BLOCKS = {"any_of": ("all_of",), "all_of": ("any_of",), "none_of": ("any_of",)}
_LISTS = ("applies_when", *LISTS_OF_LEVEL, "required_when", "forbidden_when")
_NEVER_EMPTY = (*LISTS_OF_LEVEL, "unless", "derive", "let")
_MOVED = {
    "require": ("should",), "should": ("require", "remark"), "remark": ("should",),
    "required_when": ("forbidden_when",), "forbidden_when": ("required_when",),
}  # fmt: skip


class Changes:
    """What the files of rules and of dated values have in common: their versions, and their dates."""

    def __init__(self, tree: Map) -> None:
        self.file = File(tree)

    def delete(self, path: Path, what: str) -> Change:
        """With nothing at the path."""
        return self.file.order(path, f"delete {what}", self.file.without(path))

    def write(self, path: Path, new: str, where: str) -> Change:
        """With another word at the path."""
        old: Text = self.file.at(path)
        tree = self.file.put(path, text(new, old.place))
        return Change(f"write {new} for {old} in {where}", old.place, len(old), tree)

    def dates(self, path: Path, of: str) -> Iterator[Change]:
        """The first and the last day of a version, and what it replaces."""
        version = self.file.at(path)
        for key in ("from", "until"):
            if key in version:
                yield from self.day_before_and_after((*path, key), f"{key}{of}")
        for key in ("until", "replaces"):
            if key in version:
                yield self.delete((*path, key), f"{key}{of}")

    def day_before_and_after(self, path: Path, where: str) -> Iterator[Change]:
        """With the day before, and with the day after, in the place of a date."""
        for day in others(self.file.at(path), Type("date")):
            yield self.write(path, day, where)

    def versions(self) -> Iterator[tuple[Path, str]]:
        """The path of each version, and how a message names it where there are several."""
        versions = self.file.at(("versions",))
        for number, version in enumerate(versions):
            several = len(versions) > 1
            path: Path = ("versions", number)
            yield path, f" of the version from {version['from']}" if several else ""

    def without_version(self, path: Path) -> Iterator[Change]:
        """Without one of several versions."""
        if len(self.file.at(path[:-1])) > 1:
            yield self.delete(path, f"the version from {self.file.at(path)['from']}")

    def dated_by(self) -> Iterator[Change]:
        """Another date picks the version."""
        names = self.file.root.get(Text("dated_by"))
        if isinstance(names, Seq):
            for number, name in enumerate(names):
                if len(names) > 1:
                    yield self.delete(("dated_by", number), f"{name} from dated_by")
        elif names is not None and names != DAY_OF_EVALUATION:
            yield self.write(("dated_by",), DAY_OF_EVALUATION, "dated_by")


class RuleChanges(Changes):
    """The changes of one rule's file."""

    def __init__(self, tree: Map, rule: Rule, library: Library) -> None:
        super().__init__(tree)
        self.vocabulary = Vocabulary.of(
            (node for version in rule.versions for node in trees(version)),
            (subject.list for subject in library.subjects.values() if subject.list),
        )
        self.of = ""

    def all(self) -> Iterator[Change]:
        """Each change, in the order of the file."""
        yield from self.dated_by()
        for path, of in self.versions():
            self.of = of
            yield from self.without_version(path)
            yield from self.dates(path, self.of)
            yield from self.version(path)

    def version(self, path: Path) -> Iterator[Change]:
        for key in self.file.at(path):
            inside: Path = (*path, str(key))
            if key in _LISTS:
                yield from self.moved(inside)
                yield from self.lines(inside)
            elif key == "let":
                for name in self.file.at(inside):
                    yield from self.line((*inside, str(name)), False)
            elif key == "derive":
                yield from self.derives(inside)
            elif key == "unless":
                for number in range(len(self.file.at(inside))):
                    yield from self.exception((*inside, number))
            elif key == "waives":
                yield self.delete(inside, f"waives{self.of}")
                yield from self.levels((*inside, "to"), f"waives{self.of}")

    def moved(self, path: Path) -> Iterator[Change]:
        """A whole list at another level."""
        for other in _MOVED.get(str(path[-1]), ()):
            yield self.file.order(path, f"write {other} for {path[-1]}{self.of}", self.file.renamed(path, other))

    # --- lines -----------------------------------------------------------------------------------------------------

    def lines(self, path: Path) -> Iterator[Change]:
        """The lines of a list, and the blocks in it."""
        for number, entry in enumerate(self.file.at(path)):
            inside: Path = (*path, number)
            if isinstance(entry, Text):
                yield from self.without(inside, f'"{_flat(entry)}"')
                yield from self.line(inside, True)
            elif isinstance(entry, Map):
                yield from self.block(inside, entry)

    def without(self, path: Path, what: str) -> Iterator[Change]:
        """Without an entry of a list; without the list, where it cannot be empty."""
        if len(self.file.at(path[:-1])) > 1 or path[-2] not in (*_NEVER_EMPTY, *BLOCKS):
            yield self.delete(path, f"{what}{self.of}")
        elif path[-2] in _NEVER_EMPTY:
            tree = self.file.without(path[:-1])
            yield self.file.order(path, f"delete {what}{self.of}", tree)

    def line(self, path: Path, asks: bool) -> Iterator[Change]:
        written: Text = self.file.at(path)
        for each in rewritten(written, self.vocabulary, asks):
            yield Change(each.what + self.of, each.place, each.length, self.file.put(path, each.text))
        if asks and _compares_nothing(written):
            denied = mapping("none_of", Seq([written]), written.place)
            yield self.file.order(path, f'write none_of before "{_flat(written)}"{self.of}', self.file.put(path, denied))

    def block(self, path: Path, block: Map) -> Iterator[Change]:
        kind = next(iter(block))
        first = f'the lines that begin with "{_first_line(block)}"{self.of}'
        yield from self.without(path, f"{kind} and {first}")
        for other in BLOCKS[kind]:
            if kind == "none_of" or len(block[kind]) > 1:
                changed = self.file.put(path, mapping(other, block[kind], kind.place))
                yield Change(f"write {other} for {kind} before {first}", kind.place, len(kind), changed)
        yield from self.lines((*path, str(kind)))

    # --- derived facts and exceptions --------------------------------------------------------------------------------

    def derives(self, path: Path) -> Iterator[Change]:
        for name, entry in self.file.at(path).items():
            inside: Path = (*path, str(name))
            yield from self.without(inside, f"{name} from derive")
            if isinstance(entry, Text):
                yield from self.line(inside, False)
            elif isinstance(entry, Seq) and all(isinstance(each, Map) and "is" in each for each in entry):
                for number in range(len(entry)):
                    yield from self.choice((*inside, number), str(name))
            elif isinstance(entry, Seq):
                yield from self.lines(inside)

    def choice(self, path: Path, name: str) -> Iterator[Change]:
        choice = self.file.at(path)
        if len(self.file.at(path[:-1])) > 1:
            yield self.delete(path, f'the choice "is {_flat(choice["is"])}" of {name}{self.of}')
        yield from self.lines((*path, "when")) if "when" in choice else ()
        yield from self.line((*path, "is"), False)

    def exception(self, path: Path) -> Iterator[Change]:
        cite = self.file.at((*path, "cite"))
        which = f"the exception by {cite['source']}, {cite['at']}{self.of}"
        yield from self.without(path, which)
        yield from self.levels((*path, "level"), which)
        yield from self.lines((*path, "when"))

    def levels(self, path: Path, which: str) -> Iterator[Change]:
        """Another level to which something is lowered; of an exception also none, which excuses."""
        inside = self.file.at(path[:-1])
        there = inside.get("level")
        if path[-1] in inside:
            for level in LEVELS[1:]:
                if level != self.file.at(path):
                    yield self.write(path, level, which)
        if there is not None:
            yield self.delete(path, f"level: {there} from {which}".replace(": ", " "))
        elif path[-1] == "level":
            for level in LEVELS[1:]:
                tree = self.file.put(path[:-1], _with(inside, "level", level))
                yield Change(f"add level {level} to {which}", inside.place, 1, tree)


def trees(version: RuleVersion) -> Iterator[Node]:
    """Every expression and condition of a version."""
    yield version.applies_when
    yield from version.requires.values()
    yield from (each.when for each in version.unless)
    yield from filter(None, (version.note_required, version.note_forbidden))
    for derivation in version.derives:
        for when, node in derivation.choices:
            yield from (when, node) if when else (node,)


def _with(tree: Map, key: str, value: str) -> Map:
    made = Map({**tree, text(key, tree.place): text(value, tree.place)})
    made.place = tree.place
    return made


def _compares_nothing(line: Text) -> bool:
    return line.startswith(("given(", "any(", "all(")) and line.endswith(")")


def _flat(line: str) -> str:
    return " ".join(line.split())


def _first_line(tree: Any) -> str:
    return _flat(tree) if isinstance(tree, Text) else _first_line(next(iter(tree.values() if isinstance(tree, Map) else tree)))
