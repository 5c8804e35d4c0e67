"""The notes of a draft: from the words that begin one to the next."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from clssa.drafts import layout as of_layout
from clssa.drafts.document import Block, Line, Table, reading_lines, tidy
from clssa.drafts.phrases import Phrase, fits
from clssa.drafts.values import Value

_AFTER_NUMBER = re.compile(r"^[\s.:)-]*")
_TITLE = re.compile(r"^([^\n\t.:]{1,120})(?:[.:]|\s-\s|[\n\t]|$)\s*")


@dataclass(slots=True)
class Note:
    """A note as it stands: its number and title as printed, and its lines; the first is that of the title."""

    number: str
    title: str
    where: str
    handle: int
    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text, a line for each paragraph or table row."""
        return "\n".join(line.text.replace("\t", " ") for line in self._filled)

    @property
    def handles(self) -> tuple[int, ...]:
        """The handle of each line of the text."""
        return tuple(line.handle for line in self._filled) or (self.handle,)

    @property
    def _filled(self) -> list[Line]:
        return [line for line in self.lines if line.text]

    def all_lines(self) -> list[Line]:
        """The lines one by one, and the text in one piece for a phrase that runs over several."""
        return [*self.lines, Line(tidy("\n".join(line.text for line in self.lines)), self.where, self.handle)]

    def facts(self, names: of_layout.Notes) -> dict[str, Value]:
        """The note as an element of a case file's list."""
        values = ((names.number, self.number), (names.title, self.title), (names.text, self.text))
        return {name.partition(".")[2]: value for name, value in values}


def read_notes(rule: of_layout.Notes, blocks: Iterable[Block], taken: list[Table]) -> list[Note]:
    """Every note in the order of the draft; rows of the tables `taken` belong to none."""
    notes: list[Note] = []
    is_open = is_below = False
    lines = list(reading_lines(blocks))
    are_named = any(fits(rule.begins, line.text) for line in lines)
    for line in lines:
        is_below = is_below or fits(rule.headings, line.text)
        begun = _begun(rule.begins, line)
        if begun is None:
            begun = _begun((*rule.in_order, *(rule.below_heading if is_below and not are_named else ())), line)
            begun = begun if begun is not None and _follows(begun[0], notes) else None
        if any(line.table is table for table in taken) or fits(rule.ends, line.text):
            is_open = False
        elif begun is not None:
            notes.append(_begin(*begun, line))
            is_open = True
        elif is_open:
            notes[-1].lines.append(line)
    return notes


def _begun(phrases: Iterable[Phrase], line: Line) -> tuple[str, str] | None:
    """The number as printed and the rest of a line that begins a note."""
    return next((found for phrase in phrases if (found := phrase.after(line.text)) is not None), None)


def _follows(number: str, notes: list[Note]) -> bool:
    before = notes[-1].number if notes else "0"
    return number.isdecimal() and before.isdecimal() and int(number) == int(before) + 1


def _begin(number: str, rest: str, line: Line) -> Note:
    rest = _AFTER_NUMBER.sub("", rest)
    titled = _TITLE.match(rest)
    text = rest[titled.end() :] if titled else rest
    first = Line(text.strip(), line.where, line.handle, line.table)
    return Note(number, titled.group(1).strip() if titled else "", line.where, line.handle, [first])
