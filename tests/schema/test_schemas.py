"""The schemas and the reader agree: what the one refuses of the form of a file, the other refuses as well.

Both go by the same forms. Here each key of each file of a small library is left out, misspelled, and given a value of another
shape, and both are asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from clssa.language.fault import Fault, Faults
from clssa.language.yaml import load
from clssa.library import load_library
from clssa.lint import lint
from clssa.schema import schema_of, schemas
from plain_files import Schemas
from small_library import NOTE, POLICIES, write_library
from tidy_library import TIDY
from wrong_shapes import PLACE, as_yaml, places, with_wrong

HELD = [name for name in TIDY if name.endswith(".yaml")]
OF_SHAPE = (
    "is a list", "is one piece of text", "holds key: value lines", "is written as key: value lines", "is not a part of",
    "is one expression", "cannot be", "is not yes or no", "date written YYYY-MM-DD", "has at least one version",
    "is not a type", "must be given, as text", "is not a key of",
)  # fmt: skip
"""Words of the messages about the form of a file. All others are about what a schema cannot know: a line, a quote, a name."""
SAYS_MORE = ("cannot be the name of", "cannot be printed in", "cannot be named here", "cannot be derived")


class Asked:
    """The reader and the schemas, asked about one changed file of the small library."""

    def __init__(self, here: Path) -> None:
        write_library(here, TIDY)
        self.here, self.schemas = here, Schemas(schemas(load_library(POLICIES)))

    def both(self, file: str, text: str) -> tuple[list[Fault], list[str]]:
        """What the reader and what the schema has against it."""
        (self.here / file).write_text(text)
        try:
            told = lint(POLICIES)[1]
        except Faults as found:
            told = found.faults
        finally:
            (self.here / file).write_text(TIDY[file])
        if file == NOTE:
            return told, self.schemas.faults("note.json", text.split("---\n")[1].encode())
        return told, self.schemas.faults(str(schema_of(Path(file), POLICIES)), text.encode())


@pytest.fixture
def asked(here: Path) -> Asked:
    return Asked(here)


def tree_of(file: str) -> Any:
    """The file, or what stands at the front of a note."""
    return load((TIDY[file].split("---\n")[1] if file == NOTE else TIDY[file]).encode(), file)


def written(file: str, tree: Any) -> str:
    """The file with another tree in it."""
    return f"---\n{as_yaml(tree)}\n---\n{TIDY[file].split('---')[2].lstrip()}" if file == NOTE else as_yaml(tree) + "\n"


def misspelled(tree: Any, at: PLACE) -> Any:
    """The tree with a letter more in the key at a place."""
    key, inner = at[0], tree[at[0]]
    if len(at) > 1:
        return with_wrong(tree, (key,), misspelled(inner, at[1:]))
    return {(f"{name}z" if name == key else name): value for name, value in tree.items()}


def changes(file: str) -> Iterator[tuple[str, str]]:
    """Each change of a file with its text: keys left out or misspelled, values of another shape."""
    tree = tree_of(file)
    for at in places(tree):
        where = "/".join(map(str, at))
        if isinstance(at[-1], str):
            yield f"{where} left out", written(file, with_wrong(tree, at, None))
            yield f"{where} misspelled", written(file, misspelled(tree, at))
        for what, wrong in (("a text", "zzz"), ("a list", ["zzz"]), ("a mapping", {"zzz": "zzz"}), ("empty", "")):
            yield f"{where} as {what}", written(file, with_wrong(tree, at, wrong))


def of_shape(told: list[Fault], file: str) -> list[str]:
    """The messages about the form of this file."""
    here = [each.message for each in told if each.place.file == file]
    return [each for each in here if any(words in each for words in OF_SHAPE) and not any(words in each for words in SAYS_MORE)]


@pytest.mark.parametrize("file", [*HELD, NOTE])
def test_a_file_as_it_is_has_nothing_wrong(file: str, asked: Asked) -> None:
    assert asked.both(file, TIDY[file])[1] == []


@pytest.mark.parametrize("file", [*HELD, NOTE])
def test_reader_and_schema_refuse_the_same_forms(file: str, asked: Asked) -> None:
    only_the_schema, only_the_reader = {}, {}
    for what, text in changes(file):
        told, seen = asked.both(file, text)
        if seen and not told:
            only_the_schema[what] = seen
        if of_shape(told, file) and not seen and "/is" not in what:  # the type of a value is not known to a schema
            only_the_reader[what] = of_shape(told, file)
    assert only_the_schema == {}
    assert only_the_reader == {}
