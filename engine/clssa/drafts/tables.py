"""Facts from other tables: amounts by row labels, dates beside signatures."""

from __future__ import annotations

from clssa.drafts.document import Block, Cell, Line, Row, Table, reading_lines, tables, tidy
from clssa.drafts.found import Found, Stated, quoted
from clssa.drafts.layout import Layout, Signature, Source
from clssa.drafts.phrases import fits


def read_amounts(layout: Layout, blocks: tuple[Block, ...], found: Found) -> list[Table]:
    """Note the amount beside each row label; returns the tables that have such rows."""
    met: list[Table] = []
    for table in tables(blocks):
        earlier = current = -1
        for row in table.rows:
            for cell in row.filled:
                earlier = cell.column if fits(layout.earlier, tidy(cell.text)) else earlier
                current = cell.column if fits(layout.current, tidy(cell.text)) else current
            for source in layout.amounts:
                if _amount_row(source, row, (earlier, current), found) and table not in met:
                    met.append(table)
    for line in reading_lines(blocks):
        for source in layout.amounts if line.table is None else ():
            for each in found.look(source.fact, [p for p in source.phrases if p.kind is not None], [line]):
                found.add(source.fact, each)
    return met


def _amount_row(source: Source, row: Row, editions: tuple[int, int], found: Found) -> bool:
    """Note the amount of a labelled row; where the row shows it before and after a change, both."""
    labels = [phrase for phrase in source.phrases if phrase.kind is None]
    texts = [tidy(cell.text).replace("\n", " ") for cell in row.filled]
    size = next((n for n in (1, 2) if len(texts) >= n and fits(labels, " ".join(texts[:n]))), 0)
    if not size:
        return False
    values = row.filled[size:]
    if all(place >= 0 for place in editions) and len(values) > 1:
        for fact, place in ((source.earlier, editions[0]), (source.fact, editions[1])):
            cell = row.at(place)
            if fact is not None and cell is not None:
                _take_amount(fact, cell, source, found)
    elif len(values) == 1:
        _take_amount(source.fact, values[0], source, found)
    elif values:
        found.note_unread(source.fact, f"{len(values)} amounts stand there", Line(row.text, row.where, values[0].handle))
    else:
        found.note_blank(source.fact, "no amount stands there", row.where)
    return True


def _take_amount(fact: str, cell: Cell, source: Source, found: Found) -> None:
    text = tidy(cell.text)
    amount = next(phrase for phrase in source.phrases if phrase.kind is not None)
    try:
        found.add(fact, Stated(amount.read(text), cell.where, cell.handle))
    except ValueError as error:
        found.note_unread(fact, str(error), Line(text, cell.where, cell.handle))


def read_signatures(rule: Signature, blocks: tuple[Block, ...], found: Found) -> None:
    """Note the date that stands above the word for date to the right of a label, or behind that word."""
    for table in tables(blocks):
        for index, row in enumerate(table.rows):
            label = next((cell for cell in row.cells if fits(rule.labels + rule.begins, tidy(cell.text))), None)
            right = [cell for cell in row.cells if label is not None and cell.column > label.column]
            beside = next((cell for cell in right if fits(rule.beside + rule.dated, tidy(cell.text))), None)
            if beside is None:
                continue
            above = table.rows[index - 1].at(beside.column) if index else None
            for cell in (beside, above):
                if cell is not None and tidy(cell.text).strip("_ "):
                    _take_date(rule, cell, found)
            higher = table.rows[index - 2].at(beside.column) if index > 1 and above is not None else None
            if higher is not None and above is not None and not above.text.strip() and _is_signed(rule, tidy(higher.text)):
                message = f"{quoted(higher.text)} stands there, and not just above its word for date"
                found.note_unread(rule.fact, message, Line(higher.text, higher.where, higher.handle))


def _take_date(rule: Signature, cell: Cell, found: Found) -> None:
    text = tidy(cell.text).strip("_ ")
    stated = found.look(rule.fact, rule.dated, [Line(text, cell.where, cell.handle)])
    for each in stated:
        found.add(rule.fact, each)
    if not stated and not fits(rule.beside, text):
        found.note_unread(rule.fact, f"{quoted(text)} stands there", Line(text, cell.where, cell.handle))


def read_dated_lines(rule: Signature, lines: list[Line], found: Found) -> None:
    """Say so where a line of text has the label, and where the date can be stands a number that was not read."""
    if found.get(rule.fact) is not None:
        return
    above: Line | None = None
    for line in lines:
        if fits(rule.begins, line.text) and _has_number(line.text):
            found.note_unread(rule.fact, f"{quoted(line.text)} stands there, and no date could be read in it", line)
        elif line.table is None and (at := _label_of_date(rule, line.text)) is not None:
            before, behind = at
            if _has_number(behind):
                found.note_unread(rule.fact, f"{quoted(behind)} stands there, and no date could be read in it", line)
            elif "_" not in behind:
                place = line if _is_signed(rule, before) and "__" in before else above
                if place is not None and place.table is None and _is_signed(rule, place.text):
                    message = f"{quoted(place.text)} stands there, and it cannot be told which date belongs to which signature"
                    found.note_unread(rule.fact, message, place)
        above = line


def _label_of_date(rule: Signature, text: str) -> tuple[str, str] | None:
    """What stands before and behind the label in a line of text that also has the word for date behind it."""
    for phrase in rule.holds:
        if (behind := phrase.behind(text)) is not None and fits(rule.date_words, behind):
            return text[: len(text) - len(behind)], behind
    return None


def _is_signed(rule: Signature, text: str) -> bool:
    return _has_number(text) and ("__" in text or any(phrase.find(text) is not None for phrase in rule.dated))


def _has_number(text: str) -> bool:
    return any(sign.isdigit() for sign in text)
