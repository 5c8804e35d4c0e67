"""A `Document` as plain lists, texts and numbers, and back: what one process tells another.

What comes back is checked piece by piece: whoever wrote it has read a file that nobody trusts.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from clssa.drafts.document import Block, Cell, Document, Paragraph, Row, Table, TrackedChange

Plain: TypeAlias = Any
"""Lists, texts and whole numbers, nothing else: what JSON can say."""


def to_plain(document: Document) -> Plain:
    """The document as lists: blocks, margins, tracked changes, remarks, and the number of pages."""
    return [
        [_block(each) for each in document.blocks],
        [_block(each) for each in document.margins],
        [[each.kind, each.author, each.text, each.where] for each in document.changes],
        list(document.remarks),
        document.pages,
    ]


def from_plain(plain: Plain) -> Document:
    """The document that `to_plain` wrote. Raises `ValueError` for anything else."""
    blocks, margins, changes, remarks, pages = _list(plain, 5)
    return Document(
        tuple(_read_block(each) for each in _list(blocks)),
        tuple(_read_paragraph(each) for each in _list(margins)),
        tuple(TrackedChange(*(_text(each) for each in _list(change, 4))) for change in _list(changes)),
        tuple(_text(each) for each in _list(remarks)),
        _number(pages, 0),
    )


def _block(block: Block) -> Plain:
    if isinstance(block, Paragraph):
        return [block.text, block.where, block.handle]
    return [block.where, [[row.where, [_cell(cell) for cell in row.cells]] for row in block.rows]]


def _cell(cell: Cell) -> Plain:
    return [cell.column, cell.span, cell.where, [_block(each) for each in cell.blocks]]


def _read_block(plain: Plain) -> Block:
    if len(_list(plain)) == 3:
        return _read_paragraph(plain)
    where, rows = _list(plain, 2)
    return Table(tuple(_read_row(each) for each in _list(rows)), _text(where))


def _read_paragraph(plain: Plain) -> Paragraph:
    text, where, handle = _list(plain, 3)
    return Paragraph(_text(text), _text(where), _number(handle, -1))


def _read_row(plain: Plain) -> Row:
    where, cells = _list(plain, 2)
    return Row(tuple(_read_cell(each) for each in _list(cells)), _text(where))


def _read_cell(plain: Plain) -> Cell:
    column, span, where, blocks = _list(plain, 4)
    return Cell(tuple(_read_block(each) for each in _list(blocks)), _number(column, 0), _number(span, 0), _text(where))


def _list(plain: Plain, length: int | None = None) -> list[Plain]:
    if not isinstance(plain, list) or length not in (None, len(plain)):
        raise ValueError("this is not a list of that length")
    return plain


def _text(plain: Plain) -> str:
    if not isinstance(plain, str):
        raise ValueError("this is not a text")
    return plain


def _number(plain: Plain, least: int) -> int:
    if type(plain) is not int or plain < least:
        raise ValueError("this is not such a number")
    return plain
