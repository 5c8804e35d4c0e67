"""Facts from the table of elements, which is recognised by its column heads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from clssa.drafts.document import Block, Cell, Line, Paragraph, Row, Table, phrase_lines, tables, tidy
from clssa.drafts.found import Found, Stated, quoted
from clssa.drafts.layout import Column, Elements, Layout, Source
from clssa.drafts.phrases import fits

_MAX_HEAD_ROWS = 4


@dataclass(slots=True)
class _Element:
    """A row of the table of elements, with the rows that continue it."""

    name: str
    earlier: bool
    cells: dict[str, list[tuple[Cell, str]]] = field(default_factory=dict)


class ElementReader:
    """Reads the table of elements, also where it goes on in another table or is printed before and after a change."""

    def __init__(self, layout: Layout, rule: Elements, found: Found) -> None:
        """Read the table that `rule` of `layout` describes into `found`."""
        self.tables: list[Table] = []
        self.names: list[str] | None = None
        self._layout, self._rule, self._found = layout, rule, found
        self._elements: list[_Element] = []
        self._columns: dict[int, Column] = {}
        self._width = 0
        self._unread = False
        self._earlier = False

    def read(self, blocks: Iterable[Block]) -> None:
        """Find the tables and note every fact in them; `names` then lists the elements, None where there are none."""
        for each in _in_order(blocks):
            if isinstance(each, Paragraph):
                self._edition(tidy(each.text))
            else:
                self._table(each)
        current = [element for element in self._elements if not element.earlier]
        if current and not self._unread:
            self.names = list(dict.fromkeys(element.name for element in current))
        for name in dict.fromkeys(element.name for element in current):
            self._facts(name, [element for element in current if element.name == name])
        self._numbers([element for element in current if self.names])
        self._sums([e for e in self._elements if not e.earlier], earlier=False)
        self._sums([e for e in self._elements if e.earlier], earlier=True)

    def _numbers(self, elements: list[_Element]) -> None:
        """The place of each element among them, where the layout asks for it."""
        for name in dict.fromkeys(element.name for element in elements if self._rule.numbered is not None):
            cell, where = next(each for element in elements if element.name == name for each in element.cells[self._naming])
            place = Stated(str((self.names or []).index(name) + 1), where, cell.handle)
            self._found.add(str(self._rule.numbered), place, f"{self._rule.subject} {name}")

    def _edition(self, text: str) -> bool:
        """Whether the text heads the rows before or after a change; it holds for what follows."""
        earlier, current = fits(self._layout.earlier, text), fits(self._layout.current, text)
        if earlier or current:
            self._earlier = earlier
        return earlier or current

    def _table(self, table: Table) -> None:
        heads = _heads(table, self._rule, self._layout)
        if heads is not None:
            self._columns, rows, self._width = heads[0], table.rows[heads[1] :], table.width
        elif self._columns and table.width == self._width and table.rows and self._name(table.rows[0]):
            rows = table.rows
        else:
            return
        self.tables.append(table)
        for row in rows:
            if len(row.filled) == 1 and self._edition(tidy(row.filled[0].text)):
                continue
            if not self._row(row):
                break

    def _row(self, row: Row) -> bool:
        """Take a row in; False where the elements are at their end."""
        texts = [tidy(cell.text) for cell in row.filled]
        if not texts or _repeats_heads(row, self._columns):
            return True
        if fits(self._rule.ends, texts[0]):
            return False
        name = self._name(row)
        if name:
            self._elements.append(_Element(name, self._earlier))
        elif self._naming_text(row) or not self._elements:
            self._unread = True
            message = f"{quoted(texts[0])} is no number of a {self._rule.subject}"
            self._found.note_unread(self._rule.list, message, Line(texts[0], row.where, row.filled[0].handle))
            return True
        for column, cell in _cells(row, self._columns):
            self._elements[-1].cells.setdefault(column.name, []).append((cell, f"{row.where}, column {column.name}"))
        return True

    @property
    def _naming(self) -> str:
        return self._columns[self._naming_column()[0]].name

    def _naming_column(self) -> tuple[int, Source]:
        return next((place, source) for place, column in self._columns.items() for source in column.sources
                    if source.fact == self._rule.named_by)  # fmt: skip

    def _naming_text(self, row: Row) -> str:
        cell = row.at(self._naming_column()[0])
        return tidy(cell.text) if cell is not None else ""

    def _name(self, row: Row) -> str:
        text, source = self._naming_text(row), self._naming_column()[1]
        for phrase in source.phrases:
            if (printed := phrase.find(text)) is not None:
                with suppress(ValueError):
                    return str(phrase.read(printed))
        return ""

    def _facts(self, name: str, elements: list[_Element]) -> None:
        subject = f"{self._rule.subject} {name}"
        for column in self._columns.values():
            cells = [cell for element in elements for cell in element.cells.get(column.name, [])]
            for source in column.sources:
                if source.add_up:
                    continue
                stated = self._look(source, source.fact, cells, subject)
                for each in stated:
                    self._found.add(source.fact, each, subject)
                if not stated and cells and source.is_cell:
                    self._blank(source, subject, cells)

    def _look(self, source: Source, fact: str, cells: list[tuple[Cell, str]], subject: str = "") -> list[Stated]:
        """What the cells state: a cell for one fact is read as a whole, one with many facts line by line, else the other way."""
        whole = [Line(tidy(cell.text), where, cell.handle) for cell, where in cells]
        lines = [Line(line.text, where, line.handle) for cell, where in cells for line in phrase_lines(cell.blocks)]
        pairs = [
            Line(f"{one.text}\n{next.text}", one.where, one.handle) for one, next in pairwise(lines) if one.where == next.where
        ]

        def look(lines: list[Line]) -> list[Stated]:
            return self._found.look(fact, source.phrases, lines, subject=subject)

        if source.is_cell:
            return look(whole) or self._broken(source, fact, cells) or look(lines)
        return look(lines) or look(pairs) or look(whole)

    def _broken(self, source: Source, fact: str, cells: list[tuple[Cell, str]]) -> list[Stated]:
        """Values that a line break cuts in two: `$4,200,` above `500` is not 500."""

        def is_value(text: str) -> bool:
            for phrase in source.phrases:
                with suppress(ValueError):
                    if phrase.find(text) == text and phrase.read(text):
                        return True
            return False

        cut: list[Line] = []
        for cell, where in cells:
            pieces = tidy(cell.text).split("\n")
            if is_value("".join(pieces)) and not all(is_value(piece) for piece in pieces):
                cut.append(Line("".join(pieces), where, cell.handle))
        return self._found.look(fact, source.phrases, cut)

    def _blank(self, source: Source, subject: str, cells: list[tuple[Cell, str]]) -> None:
        text = " ".join(cell.text for cell, _ in cells).strip(" _\n\t")
        if not text and source.blank:
            self._found.add(source.fact, Stated(source.blank, cells[0][1], cells[0][0].handle), subject)
        elif not text:
            self._found.note_blank(source.fact, "nothing stands there", cells[0][1])
        elif (subject, source.fact) not in self._found.printed:
            self._found.note_unread(
                source.fact, f"{quoted(text)} stands there", Line(text, cells[0][1], cells[0][0].handle), subject
            )

    def _sums(self, elements: list[_Element], earlier: bool) -> None:
        """Facts of the whole document that each element states in part."""
        for column in self._columns.values():
            for source in column.sources:
                fact = source.earlier if earlier else source.fact
                if not source.add_up or fact is None:
                    continue
                total, places, handle = Decimal(), [], -1
                for element in elements:
                    stated = self._look(source, fact, element.cells.get(column.name, []))
                    for each in stated[1:]:
                        self._found.add(fact, each)
                    for each in stated[:1]:
                        total, handle = total + Decimal(str(each.value)), each.handle
                        places.append(each.where)
                if places:
                    self._found.stated.setdefault(("", fact), []).insert(0, Stated(f"{total:.2f}", "; ".join(places), handle))


def _in_order(blocks: Iterable[Block]) -> Iterator[Paragraph | Table]:
    for block in blocks:
        yield block
        if isinstance(block, Table):
            yield from (inner for row in block.rows for cell in row.cells for inner in tables(cell.blocks))


def _heads(table: Table, rule: Elements, layout: Layout) -> tuple[dict[int, Column], int] | None:
    """The grid column of each column of the layout, and how many rows the heads take; None for another table."""
    for count in range(1, min(_MAX_HEAD_ROWS, len(table.rows)) + 1):
        columns = _headed(table.rows[:count], table.width, rule, layout)
        more = count < len(table.rows) and (
            len(_headed(table.rows[: count + 1], table.width, rule, layout)) > len(columns)
            or _heads_editions(table.rows[count], layout)
        )
        if all(column in columns.values() for column in rule.columns if column.required) and not more:
            return columns, count
    return None


def _heads_editions(row: Row, layout: Layout) -> bool:
    """Whether the row heads columns as they were and as they are to be, side by side."""
    texts = [tidy(cell.text) for cell in row.filled]
    return all(any(fits(phrases, text) for text in texts) for phrases in (layout.earlier, layout.current))


def _headed(rows: tuple[Row, ...], width: int, rule: Elements, layout: Layout) -> dict[int, Column]:
    """The column that each grid column is; one that shows what was before a change is none of them."""
    columns: dict[int, Column] = {}
    for place in range(width):
        pieces = [piece for row in rows if (cell := row.at(place)) is not None for piece in tidy(cell.text).split("\n")]
        head = tidy(" ".join(piece for piece in pieces if not fits(layout.current, piece)))
        if fits((*layout.earlier, *layout.earlier_heads), head) or any(fits(layout.earlier, piece) for piece in pieces):
            continue
        column = next((each for each in rule.columns if fits(each.heads, head)), None)
        if column is not None and column not in columns.values():
            columns[place] = column
    return columns


def _repeats_heads(row: Row, columns: dict[int, Column]) -> bool:
    first = [fits(column.heads, tidy(cell.text).replace("\n", " ")) for column, cell in _cells(row, columns) if cell.text.strip()]
    return len(first) > 1 and sum(first) > len(first) // 2


def _cells(row: Row, columns: dict[int, Column]) -> Iterator[tuple[Column, Cell]]:
    """The row's cell in each column; a cell merged over several columns belongs to the first."""
    taken: list[Cell] = []
    for place, column in columns.items():
        cell = row.at(place)
        if cell is not None and cell not in taken:
            taken.append(cell)
            yield column, cell
