"""Tables of a PDF: their cells as printed lines, over page breaks too, and then as plain rows."""

from __future__ import annotations

from dataclasses import dataclass

from clssa.drafts.document import Cell, Paragraph, Row, Table
from clssa.drafts.pdf_lines import TextLine, goes_on, joined, paragraphs

_SAME = 2.0


@dataclass
class PrintedCell:
    """A cell from its left to its right edge; `limit` is how far its lines can reach."""

    left: float
    right: float
    limit: float
    lines: list[TextLine]


@dataclass
class PrintedTable:
    """A table, or the part of one that stands on a page."""

    rows: list[list[PrintedCell]]
    places: list[str]
    page: int
    top: float
    where: str

    @property
    def edges(self) -> list[float]:
        """Where its cells begin, and where the last ends."""
        found: list[float] = []
        every = sorted(edge for row in self.rows for cell in row for edge in (cell.left, cell.right))
        for edge in every:
            if not found or edge - found[-1] > _SAME:
                found.append(edge)
        return found

    def plain(self) -> Table:
        """The table as rows of text."""
        edges = self.edges
        rows = []
        for printed, place in zip(self.rows, self.places, strict=True):
            cells = []
            for number, cell in enumerate(printed, 1):
                column = sum(edge < cell.left - _SAME for edge in edges)
                span = max(1, sum(cell.left - _SAME <= edge < cell.right - _SAME for edge in edges))
                where = f"{place}, column {number}"
                cells.append(Cell((Paragraph(_text(cell.lines, cell.limit), where),), column, span, where))
            rows.append(Row(tuple(cells), place))
        return Table(tuple(rows), self.where)


def carried_on(table: PrintedTable, following: PrintedTable) -> bool:
    """Whether the part of a table on the next page goes on with this one; if so, it is added, without heads said again.

    The caller has seen to it that nothing stands between the two.
    """
    edges, more = table.edges, following.edges
    last = max((line.page for cell in table.rows[-1] for line in cell.lines), default=table.page)
    if following.page != last + 1 or len(edges) != len(more):
        return False
    if any(abs(one - other) > _SAME for one, other in zip(edges, more, strict=True)):
        return False
    heads = 0
    for before, again in zip(table.rows, following.rows, strict=False):
        if _texts(before) != _texts(again):
            break
        heads += 1
    rows, places = following.rows[heads:], following.places[heads:]
    if rows and is_broken(table.rows[-1], rows[0]):
        add_lines(table.rows[-1], rows[0])
        rows, places = rows[1:], places[1:]
    table.rows += rows
    table.places += places
    return True


def is_broken(row: list[PrintedCell], following: list[PrintedCell]) -> bool:
    """Whether the row that follows is the rest of this one.

    It is where its first cell is blank and this one's is not, or where nothing stands in it but the end of that cell's line.
    """
    if len(row) != len(following) or not row[0].lines:
        return False
    if not following[0].lines:
        return all(above.lines or not below.lines for above, below in zip(row, following, strict=True))
    alone = len(row) > 1 and not any(cell.lines for cell in following[1:])
    return alone and goes_on(row[0].lines[-1], following[0].lines[0], row[0].limit)


def add_lines(row: list[PrintedCell], following: list[PrintedCell]) -> None:
    """Add the lines of the rest of a row."""
    for above, below in zip(row, following, strict=True):
        above.lines += below.lines


def _texts(row: list[PrintedCell]) -> list[str]:
    return [_text(cell.lines, cell.limit) for cell in row]


def _text(lines: list[TextLine], limit: float) -> str:
    return "\n".join(joined(group, limit) for group in paragraphs(lines, limit))
