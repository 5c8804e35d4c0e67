"""A draft as plain data: blocks in reading order, whatever file format they came from.

Every paragraph and cell has a place in words, for a person, and a `handle`, by which a program finds the same paragraph in the
file again: its number among the paragraphs of the file's main text, or -1 where it stands elsewhere (header, footer).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias


class UnreadableDraft(Exception):
    """A file that cannot be read as a draft, with one plain sentence that says why."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as a reader of the page sees it: automatic number first, line breaks as newlines, tabs kept."""

    text: str
    where: str
    handle: int = -1


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; a merged cell stands once, with the first grid column that it covers and how many."""

    blocks: tuple[Block, ...]
    column: int
    span: int
    where: str

    @property
    def text(self) -> str:
        """The cell's text, a line for each paragraph or nested row."""
        return "\n".join(line for block in self.blocks for line in _text_lines(block))

    @property
    def handle(self) -> int:
        """The handle of the cell's first paragraph."""
        return next((block.handle for block in self.blocks if isinstance(block, Paragraph)), -1)

    def covers(self, column: int) -> bool:
        """Whether the cell stands in that grid column."""
        return self.column <= column < self.column + self.span


@dataclass(frozen=True, slots=True)
class Row:
    """A table row."""

    cells: tuple[Cell, ...]
    where: str

    @property
    def filled(self) -> list[Cell]:
        """The cells that hold text."""
        return [cell for cell in self.cells if cell.text.strip()]

    @property
    def text(self) -> str:
        """The row on one line, a tab between cells."""
        return "\t".join(tidy(cell.text).replace("\n", " ") for cell in self.filled)

    def at(self, column: int) -> Cell | None:
        """The cell in that grid column."""
        return next((cell for cell in self.cells if cell.covers(column)), None)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its rows."""

    rows: tuple[Row, ...]
    where: str

    @property
    def width(self) -> int:
        """The number of grid columns."""
        return max((cell.column + cell.span for row in self.rows for cell in row.cells), default=0)


Block: TypeAlias = Paragraph | Table


FORMATTING = "formatting"
"""The kind of a tracked change that changes no word."""


@dataclass(frozen=True, slots=True)
class TrackedChange:
    """A change that nobody has accepted or rejected yet; `kind` is in words (`insertion`, `deletion`, …)."""

    kind: str
    author: str
    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Document:
    """A draft: its main text, the text in its margins (headers and footers), and what a reader of it must be told."""

    blocks: tuple[Block, ...]
    margins: tuple[Paragraph, ...]
    changes: tuple[TrackedChange, ...]
    remarks: tuple[str, ...]
    pages: int = 0
    """How many pages were read, where the file says what a page is: a Word file does not."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text to look at, already tidy, with its place; `table` is the table that it is a row of."""

    text: str
    where: str
    handle: int
    table: Table | None = None


def reading_lines(blocks: Iterable[Block]) -> Iterator[Line]:
    """The text line by line as it is read: a paragraph's lines; a row of several filled cells as one line."""
    for block, table in _flattened(blocks):
        if isinstance(block, Row):
            yield Line(tidy(block.text), block.where, block.filled[0].handle, table)
        else:
            for text in tidy(block.text).split("\n"):
                yield Line(text, block.where, block.handle, table)


def phrase_lines(blocks: Iterable[Block]) -> Iterator[Line]:
    """The lines in which a phrase may stand: the reading lines, whole paragraphs, and each cell of a row by itself."""
    for block, table in _flattened(blocks):
        if isinstance(block, Row):
            yield Line(tidy(block.text), block.where, block.filled[0].handle, table)
            yield from (line for cell in block.filled for line in phrase_lines(cell.blocks))
            continue
        text = tidy(block.text)
        yield Line(text, block.where, block.handle, table)
        if "\n" in text:
            yield from (Line(part, block.where, block.handle, table) for part in text.split("\n"))


def tables(blocks: Iterable[Block]) -> Iterator[Table]:
    """Every table, outer ones before those in their cells."""
    for block in blocks:
        if isinstance(block, Table):
            yield block
            yield from (inner for row in block.rows for cell in row.cells for inner in tables(cell.blocks))


def _flattened(blocks: Iterable[Block]) -> Iterator[tuple[Paragraph | Row, Table | None]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block, None
            continue
        for row in block.rows:
            if len(row.filled) > 1:
                yield row, block
            else:
                yield from ((inner, table or block) for cell in row.filled for inner, table in _flattened(cell.blocks))


def _text_lines(block: Block) -> list[str]:
    return [block.text] if isinstance(block, Paragraph) else [row.text for row in block.rows]


_PLAIN = {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'} | dict.fromkeys(
    (0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212), "-"
)
_BLANKS = re.compile(r"\s+")


def tidy(text: str) -> str:
    """Text in plain typography: straight quotes, one kind of hyphen, nothing invisible, each run of blanks one character."""
    plain = unicodedata.normalize("NFKC", text).translate(_PLAIN)
    shown = "".join(each for each in plain if unicodedata.category(each) != "Cf")
    return _BLANKS.sub(_one_blank, shown).strip()


def _one_blank(run: re.Match[str]) -> str:
    blanks = run.group()
    return "\n" if "\n" in blanks else "\t" if "\t" in blanks else " "
