"""Forms: which keys a mapping of a policy file may and must have, in which order, what each holds and what it says.

One declaration serves the reader, the JSON Schemas for editors and `clssa fmt`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Leaf:
    """Something that is written in one way: `text`, `date`, `flag`, `condition` …"""

    name: str


@dataclass(frozen=True, slots=True)
class Words:
    """One word out of a short list."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """A name that the library knows, such as one of its `sources` or `readings`."""

    of: str


@dataclass(frozen=True, slots=True)
class Many:
    """A list, with at least so many entries."""

    of: Kind
    least: int = 0


@dataclass(frozen=True, slots=True)
class Named:
    """`name: value` lines in any order, or in one that has a meaning; the names are free, or known to the library."""

    of: Kind
    names: Known | None = None


@dataclass(frozen=True, slots=True)
class Either:
    """One of several kinds."""

    of: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """What stands under a key, and what it says, in the words of a policy officer.

    `$entry`, `$list`, `$named_by`, `$label` and `$second` stand for a list that the library has, by way of example.
    """

    kind: Kind
    means: str
    required: bool = False


@dataclass(frozen=True)
class Form:
    """A mapping with keys of its own. `what` is how messages call it; the order of the keys is the order in a file."""

    what: str
    keys: Mapping[str, Key]

    @property
    def required(self) -> tuple[str, ...]:
        """The keys that must be there."""
        return tuple(name for name, key in self.keys.items() if key.required)

    @property
    def optional(self) -> tuple[str, ...]:
        """The keys that may be there."""
        return tuple(name for name, key in self.keys.items() if not key.required)

    def with_keys(self, what: str, required: str, optional: str) -> Form:
        """The same form with fewer keys."""
        must, may = required.split(), optional.split()
        kept = {name: key for name, key in self.keys.items() if name in (*must, *may)}
        return Form(what, {name: Key(key.kind, key.means, name in must) for name, key in kept.items()})


Kind: TypeAlias = Leaf | Words | Known | Many | Named | Either | Form


def must(kind: Kind, means: str) -> Key:
    """A key that must be there."""
    return Key(kind, means, True)


def may(kind: Kind, means: str) -> Key:
    """A key that may be there."""
    return Key(kind, means)


TEXT = Leaf("text")
DATE = Leaf("date")
BEGINS = Leaf("date or beginning")
FLAG = Leaf("flag")
CONDITION = Leaf("condition")
LINE = Leaf("line")
"""A condition, or lines that any_of, all_of or none_of join."""
EXPRESSION = Leaf("expression")
WHOLE = Leaf("whole number")
TYPE = Leaf("type")
CASE = Leaf("case")
RESULT = Leaf("result")
FREE = Leaf("anything")
"""What the engine does not read: it is for those who read the file."""
