"""A note as its file gives it: front matter between `---` lines, then the source's words, with blanks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from pathlib import PurePath
from typing import Any, TypeAlias

from clssa.language.fault import Fault, Faults, Place, did_you_mean, one
from clssa.language.types import NONE, write
from clssa.language.yaml import Map, Seq, Text
from clssa.language.yaml import load as load_yaml
from clssa.notes.body import Blank, Node, When, flat, parse
from clssa.notes.forms import BLANK, LEFT_OUT_WORDS, NOTE

Piece: TypeAlias = str | Blank
ValueOf: TypeAlias = Callable[[str], object | None]
"""The value of a fact by its dotted name; None where it is missing."""

_FILE = re.compile(r"(---\n.*?^)---\n(.*)", re.DOTALL | re.MULTILINE)


class MissingFact(Exception):
    """A note cannot be decided or filled in because the fact `name` has no value."""

    def __init__(self, name: str) -> None:
        """Name the fact."""
        super().__init__(name)
        self.name = name


@dataclass(frozen=True)
class LeftOut:
    """Words of the source that are no part of the note, and why."""

    words: Text
    why: str


@dataclass(frozen=True)
class NoteTemplate:
    """One note: what its front matter says, and its words.

    `name` is the file's name without its ending; `order` counts from 1 among the notes printed with it.
    `text` is the whole file; the note's words begin at the offset `start`.
    """

    name: str
    title: Text
    source: Text
    at: Text
    order: int
    blanks: tuple[Blank, ...]
    left_out: tuple[LeftOut, ...]
    place: Place
    text: str
    start: int

    @cached_property
    def body(self) -> tuple[Node, ...]:
        """The words, blanks and conditions in order, parsed when first asked for. Raises `Faults`."""
        nodes = parse(self.text, self.start, self.place.file)
        used = [node for node in flat(nodes, lambda condition: True) if isinstance(node, Blank)]
        if faults := list(_undeclared(self.blanks, used)):
            raise Faults(faults)
        return tuple(_with_printed(nodes, iter(self.blanks)))


def load(data: bytes, file: str) -> NoteTemplate:
    """The note in `data`; `file` is the name used in messages. Raises `Faults`.

    Only the front matter is read. What is wrong in the words below it is raised by whatever needs them first
    (`facts_read`, `pieces`, `NoteTemplate.body`).
    """
    try:
        text = data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise one(Place(file, line), "the file is not UTF-8 text", help="save it as UTF-8") from None
    parts = _FILE.fullmatch(text)
    if parts is None:
        message = "a note begins with a line ---, then its title, source, at and order, then another line ---"
        raise one(Place(file), message, length=3)
    faults: list[Fault] = []
    front = _Front(load_yaml(parts[1].encode(), file), Place(file, 2), faults, tuple(NOTE.keys))
    note = NoteTemplate(
        name=PurePath(file).stem,
        title=front.text("title"),
        source=front.text("source"),
        at=front.text("at"),
        order=front.number("order"),
        blanks=tuple(Blank(*both) for both in front.pairs("blanks", *BLANK.keys)),
        left_out=tuple(LeftOut(*both) for both in front.pairs("left_out", *LEFT_OUT_WORDS.keys)),
        place=Place(file),
        text=text,
        start=parts.start(2),
    )
    if faults:
        raise Faults(faults)
    return note


def facts_read(template: NoteTemplate) -> list[tuple[str, Place]]:
    """Every fact that the note's words read, in blanks and in conditions, with its place. Raises `Faults`."""
    return list(_facts(template.body))


def pieces(template: NoteTemplate, value_of: ValueOf) -> list[Piece]:
    """The note for one case: its conditions decided, its blanks left open. Neighbouring words are one piece.

    Raises `MissingFact` where a condition reads a fact that has no value.
    """

    def holds(condition: When) -> bool:
        return bool(write(_value(condition.fact, value_of)) == condition.word)

    made: list[Piece] = []
    for node in flat(template.body, holds):
        if isinstance(node, Text) and made and isinstance(made[-1], str):
            made[-1] += str(node)
        else:
            made.append(node)
    return made


def render(template: NoteTemplate, value_of: ValueOf) -> str:
    """The note for one case with its blanks filled in. Raises `MissingFact`."""
    made = (p if isinstance(p, str) else _written(p, value_of) for p in pieces(template, value_of))
    return "".join(made).strip()


def written(blank: Blank, value: object) -> str:
    """A value as its blank prints it: whole dollars without cents, a credit with a minus."""
    if blank.form == "money" and isinstance(value, Decimal):
        places = 0 if value == value.to_integral_value() else 2
        return f"{'-' if value < 0 else ''}${abs(value):,.{places}f}"
    return str(write(value))


def _written(blank: Blank, value_of: ValueOf) -> str:
    value = _value(blank.fact, value_of)
    if value is NONE:
        raise MissingFact(blank.fact)
    return written(blank, value)


def _value(fact: str, value_of: ValueOf) -> Any:
    value = value_of(fact)
    if value is None:
        raise MissingFact(fact)
    return value


def _facts(nodes: Iterable[Node]) -> Iterator[tuple[str, Place]]:
    for node in nodes:
        if isinstance(node, Blank | When):
            yield str(node.fact), node.fact.place
        if isinstance(node, When):
            yield from _facts(node.then)


def _with_printed(nodes: Iterable[Node], declared: Iterator[Blank]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, Blank):
            yield replace(node, printed=next(declared).printed)
        elif isinstance(node, When):
            yield replace(node, then=tuple(_with_printed(node.then, declared)))
        else:
            yield node


def _undeclared(declared: Iterable[Blank], used: Iterable[Blank]) -> Iterator[Fault]:
    """What keeps the n-th blank of the words from being the n-th under `blanks`."""
    names, uses = [each.fact for each in declared], [each.fact for each in used]
    unknown = [fact for fact in uses if fact not in names]
    for fact in unknown:
        message = f'"{fact}" is printed here, but is not among the blanks above'
        yield Fault(fact.place, message, len(fact), did_you_mean(fact, names, "add it under blanks"))
    for fact in names:
        if fact not in uses and not unknown:
            message = f'"{fact}" is declared as a blank, but the note never prints it'
            yield Fault(fact.place, message, len(fact), "print it, or delete it")
    if names != uses and set(names) == set(uses):
        fact = next((name for name, use in zip(names, uses, strict=False) if name != use), names[-1])
        message = f"the note prints its blanks in this order: {', '.join(uses)}"
        help = "declare each blank once for each time it is printed, in that order"
        yield Fault(fact.place, message, len(fact), help)


@dataclass(frozen=True)
class _Front:
    """A mapping of the front matter, read key by key; what is wrong goes to `faults`, and reading goes on."""

    tree: object
    place: Place
    faults: list[Fault]
    keys: tuple[str, ...]

    def __post_init__(self) -> None:
        if not isinstance(self.tree, Map):
            self.fault(self.place, f"write {', '.join(self.keys)} here, each as key: value")
            return
        for key in self.tree:
            if key not in self.keys:
                help = did_you_mean(key, self.keys, f"the keys are {', '.join(self.keys)}")
                self.fault(key.place, f'"{key}" is not a key of a note', help, len(key))

    def fault(self, place: Place, message: str, help: str = "", length: int = 1) -> None:
        self.faults.append(Fault(place, message, length, help))

    def value(self, key: str) -> object:
        return self.tree.get(Text(key)) if isinstance(self.tree, Map) else None

    def text(self, key: str) -> Text:
        value = self.value(key)
        if isinstance(value, Text) and value.strip():
            return value
        place = getattr(value, "place", self.place)
        if isinstance(self.tree, Map):
            self.fault(place, f'"{key}" must be given, as text')
        return Text.at("", place)

    def number(self, key: str) -> int:
        value = self.text(key)
        if re.fullmatch(r"[1-9]\d{0,3}", value):
            return int(value)
        if value:
            self.fault(value.place, f'"{key}" is a whole number from 1', length=len(value))
        return 0

    def pairs(self, key: str, *keys: str) -> Iterator[tuple[Text, ...]]:
        value = self.value(key)
        if isinstance(value, Seq):
            for each in value:
                entry = _Front(each, getattr(each, "place", value.place), self.faults, keys)
                yield tuple(entry.text(name) for name in keys)
        elif value is not None:
            message = f'"{key}" is a list: for each, a line that begins with - and gives {" and ".join(keys)}'
            self.fault(getattr(value, "place", self.place), message)
