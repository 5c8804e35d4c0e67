"""Tables without rules: lines of text whose words stand in columns, told by the gaps that run through all of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

from clssa.drafts.document import UnreadableDraft
from clssa.drafts.pdf_lines import TextLine, Word, goes_on
from clssa.drafts.pdf_tables import PrintedCell, PrintedTable, add_lines

_MIN_GAP = 1.0
_MAX_DISTANCE = 1.6
_MIN_PROSE = 6
_PROSE_WORDS = 3.5
_LOOSE = 1.3
_Gap: TypeAlias = tuple[float, float]


def with_columns(lines: Sequence[TextLine], right: float) -> list[TextLine | PrintedTable]:
    """The lines of a page, those in columns as tables; `right` is how far the text of the page reaches.

    Raises `UnreadableDraft` where running text is set in columns: which line follows which cannot be told.
    """
    found: list[TextLine | PrintedTable] = []
    at, tables = 0, 0
    while at < len(lines):
        block = _block(lines[at:])
        if len(block) > 1:
            tables += 1
            found.append(_table(block, right, f"page {block[0].page}, table without lines {tables}"))
        else:
            found.append(lines[at])
        at += max(1, len(block))
    return found


def _block(lines: Sequence[TextLine]) -> list[TextLine]:
    """The first lines that share a wide gap; empty where the first has none or stands alone with it."""
    if not _wide_gaps(lines[0]):
        return []
    size = last = 1
    for number, (before, line) in enumerate(pairwise(lines), 2):
        near = line.page == before.page and line.top - before.bottom < _MAX_DISTANCE * before.height
        if not near or len(_gaps(lines[:number])) < len(_gaps(lines[:size])):
            break
        size = number
        if len(_by_column(line, _gaps(lines[:number]))) > 1:
            last = number
    block = list(lines[:last])
    rest = lines[last] if last < size else None
    gaps = _gaps(block)
    if rest is not None and gaps and all(goes_on(_cell_line(block[-1], words), rest, gaps[0][1]) for words in
                                         [_by_column(block[-1], gaps).get(0)] if words):  # fmt: skip
        block.append(rest)
    return block if last > 1 else []


def _wide_gaps(line: TextLine) -> list[_Gap]:
    return [
        (one.right, other.left) for one, other in pairwise(line.words) if line.is_wide(other.left - one.right)
    ]  # fmt: skip


def _gaps(lines: Sequence[TextLine]) -> list[_Gap]:
    """The gaps, from left to right, that no word of any line crosses and that are wide in at least one."""
    words = sorted((word.left, word.right) for line in lines for word in line.words)
    least = _MIN_GAP * max(line.height for line in lines)
    wide = [gap for line in lines for gap in _wide_gaps(line)]
    found, reached = [], words[0][1]
    for left, right in words[1:]:
        if left - reached >= least and any(one <= reached + 0.01 and left <= other + 0.01 for one, other in wide):
            found.append((reached, left))
        reached = max(reached, right)
    return found


def _by_column(line: TextLine, gaps: Sequence[_Gap]) -> dict[int, list[Word]]:
    columns: dict[int, list[Word]] = {}
    for word in line.words:
        columns.setdefault(sum(gap[1] <= word.left + 0.01 for gap in gaps), []).append(word)
    return columns


def _cell_line(line: TextLine, words: Sequence[Word]) -> TextLine:
    return TextLine(tuple(words), line.page, line.top, line.bottom)


def _table(block: Sequence[TextLine], right: float, where: str) -> PrintedTable:
    gaps = _gaps(block)
    least = _MIN_GAP * block[0].height
    lefts = [min(line.left for line in block), *(gap[1] for gap in gaps)]
    ends = [*lefts[1:], max(right, max(line.right for line in block)) + 1]
    rows: list[list[PrintedCell]] = []
    steps = {line.top: line.top - before.top for before, line in pairwise(block)}
    tight = {top for top, step in steps.items() if step * _LOOSE < max(steps.values())}
    for line in block:
        columns = _by_column(line, gaps)
        row = [
            PrintedCell(left, end, end - least, [_cell_line(line, columns[n])] if n in columns else [])
            for n, (left, end) in enumerate(zip(lefts, ends, strict=True))
        ]
        if rows and (_is_wrapped(rows[-1], row) or (line.top in tight and _is_part(rows[-1], row))):
            add_lines(rows[-1], row)
        else:
            rows.append(row)
    _refuse_prose(block, gaps)
    places = [f"{where}, row {number}" for number in range(1, len(rows) + 1)]
    return PrintedTable(rows, places, block[0].page, block[0].top, where)


def _is_wrapped(row: list[PrintedCell], following: list[PrintedCell]) -> bool:
    """Whether each cell that follows is the rest of the one above, and not all of them are filled anew."""
    pairs = [(above, below) for above, below in zip(row, following, strict=True) if below.lines]
    if not all(above.lines and goes_on(above.lines[-1], below.lines[0], above.limit) for above, below in pairs):
        return False
    spaced = all(above.lines[-1].words[-1].spaced for above, _ in pairs)
    return spaced or len(pairs) < sum(bool(cell.lines) for cell in row)


def _is_part(row: list[PrintedCell], following: list[PrintedCell]) -> bool:
    """Whether what follows stands only below filled cells, and not below all of them."""
    filled = [bool(cell.lines) for cell in row]
    more = [bool(cell.lines) for cell in following]
    return sum(more) < sum(filled) and all(above or not below for above, below in zip(filled, more, strict=True))


def _refuse_prose(block: Sequence[TextLine], gaps: Sequence[_Gap]) -> None:
    """Refuse running text in columns."""
    full = [line for line in block if len(columns := _by_column(line, gaps)) > 1
            and min(len(words) for words in columns.values()) >= _PROSE_WORDS]  # fmt: skip
    if len(full) >= _MIN_PROSE:
        raise UnreadableDraft(
            f"page {block[0].page} has running text in columns beside each other; set it in one column, or use its Word file."
        )
