"""A note filled in for one case: its paragraphs as words, values, and marks where a value is missing.

Nothing is papered over: what the case does not give stands there as a mark that no comparison takes for a value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from clssa.language.types import NONE, Type, write
from clssa.notes.blanks import Slot
from clssa.notes.body import Blank, Node, When
from clssa.notes.template import NoteTemplate, ValueOf, written
from clssa.notes.words import words

TypeOf: TypeAlias = Callable[[str], Type]


@dataclass(frozen=True, slots=True)
class Value:
    """What the case has for a blank, as the note prints it; `form` is the filter that wrote it, or empty."""

    text: str
    form: str


@dataclass(frozen=True, slots=True)
class Missing:
    """The place of a fact that has no value; with `decides`, of rows that stand there or not by that fact.

    `form` is the filter that would write the value, or empty.
    """

    fact: str
    decides: bool = False
    form: str = ""


Part: TypeAlias = str | Value | Missing
Paragraph: TypeAlias = tuple[Part, ...]


def fill(template: NoteTemplate, value_of: ValueOf, type_of: TypeOf) -> tuple[Paragraph, ...]:
    """The paragraphs of a note, one for each line of its file. White space in a value is one space."""
    paragraphs: list[Paragraph] = []
    line: list[Part] = []
    for part in _parts(template.body, value_of, type_of):
        pieces = part.split("\n") if isinstance(part, str) else [part]
        for number, piece in enumerate(pieces):
            if number:
                paragraphs.append(tuple(line))
                line = []
            if piece:
                line.append(piece)
    paragraphs.append(tuple(line))
    return tuple(each for each in paragraphs if any(not isinstance(part, str) or part.strip() for part in each))


def plain(paragraphs: Iterable[Paragraph], mark: Callable[[Missing], str]) -> str:
    """The note as text, a line for each paragraph; `mark` writes what stands where a value is missing."""
    return "\n".join("".join(mark(p) if isinstance(p, Missing) else as_text(p) for p in each) for each in paragraphs)


def as_text(part: str | Value) -> str:
    """Words, or a value, as they are printed."""
    return part.text if isinstance(part, Value) else part


def holds_the_place(blank: Blank, text: str, type_of: TypeOf) -> bool:
    """Whether a text in this blank would be read as not filled in: a stand-in such as ___, or not of the fact's type."""
    found = words(text)
    return not Slot.of(blank, type_of(blank.fact)).filled(found, 0, len(found.keys)).filled


def _parts(nodes: Iterable[Node], value_of: ValueOf, type_of: TypeOf) -> Iterator[Part]:
    for node in nodes:
        if isinstance(node, Blank):
            yield _value(node, value_of, type_of)
        elif not isinstance(node, When):
            yield str(node)
        elif (value := value_of(node.fact)) is None:
            yield from (Missing(str(node.fact), decides=True), "\n")
        elif write(value) == node.word:
            yield from _parts(node.then, value_of, type_of)


def _value(blank: Blank, value_of: ValueOf, type_of: TypeOf) -> Part:
    value = value_of(blank.fact)
    if value is None or value is NONE:
        return Missing(str(blank.fact), form=blank.form)
    text = " ".join(written(blank, value).split())
    holds = holds_the_place(blank, text, type_of)
    return Missing(str(blank.fact), form=blank.form) if holds else Value(text, blank.form)
