"""The changes of a file that is made of dated versions: other dates, and a version left out."""

from __future__ import annotations

from collections.abc import Iterator

from clssa.examples.edits import Change, File, Path, text
from clssa.examples.neighbours import others
from clssa.language.types import Type
from clssa.language.yaml import Map, Seq, Text
from clssa.library.model import DAY_OF_EVALUATION


class Changes:
    """The changes of one file; here those of what rules and dated values have in common, their versions and dates."""

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
            yield ("versions", number), f" of the version from {version['from']}" if len(versions) > 1 else ""

    def without_version(self, path: Path) -> Iterator[Change]:
        """Without one of several versions."""
        if len(self.file.at(path[:-1])) > 1:
            yield self.delete(path, f"the version from {self.file.at(path)['from']}")

    def dated_by(self) -> Iterator[Change]:
        """Another date picks the version."""
        found = self.file.root.get(Text("dated_by"), Seq())
        names: list[tuple[Path, Text]] = [(("dated_by",), found)]
        if isinstance(found, Seq):
            names = [(("dated_by", number), name) for number, name in enumerate(found)]
        for path, name in names:
            if len(names) > 1:
                yield self.delete(path, f"{name} from dated_by")
            elif name != DAY_OF_EVALUATION:
                yield self.write(path, DAY_OF_EVALUATION, "dated_by")
