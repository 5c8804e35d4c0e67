"""A PDF as a plain `Document`: text and ruled tables page by page, running headers and footers apart.

What cannot be told for sure (a scan, struck or unseen words, letters without a meaning) refuses the file: it is never guessed.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from clssa.drafts.document import Block, Document, Paragraph, UnreadableDraft
from clssa.drafts.found import quoted
from clssa.drafts.pdf_columns import with_columns
from clssa.drafts.pdf_gate import check_pdf
from clssa.drafts.pdf_lines import TextLine, Word, joined, paragraphs
from clssa.drafts.pdf_seen import refuse_unsure, stands_across
from clssa.drafts.pdf_tables import PrintedCell, PrintedTable, carried_on

MAX_PAGES = 200
MAX_LETTERS = 2_000_000
MAX_CELLS = 2_000
_BAND = 0.1
_NEAR = 3.0
_MIN_BLANKS = 3
_PAGE_NUMBER = re.compile(r"\bpage\s+\d+", re.IGNORECASE)


def pdf_document(name: str, data: bytes) -> Document:
    """The document in the bytes of a PDF; `name` is for the sentence of `UnreadableDraft`."""
    check_pdf(name, data)
    try:
        import pdfplumber

        with pdfplumber.open(io.BytesIO(data)) as opened:
            return _Reader(opened).document()
    except UnreadableDraft as error:
        raise UnreadableDraft(f"{name}: {error}") from None
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # whatever the parsers raise, the file is at fault, and the person needs a sentence
        hint = "print the draft to PDF anew, or use its Word file"
        raise UnreadableDraft(f"{name} is damaged, cut short or no PDF; {hint}.") from error


class _Reader:
    """Reads the pages of one file in order."""

    def __init__(self, opened: Any) -> None:
        self._pages = opened.pages
        self._blocks: list[Block] = []
        self._pending: list[TextLine] = []
        self._open: PrintedTable | None = None
        self._right = 0.0
        self._remarks: list[str] = []
        self._counts: Counter[tuple[int, str]] = Counter()
        self._letters = 0
        self._blanks = False

    def document(self) -> Document:
        """The whole file."""
        if not 0 < len(self._pages) <= MAX_PAGES:
            raise UnreadableDraft(f"it has {len(self._pages):,} pages; a draft has 1 to {MAX_PAGES}.")
        self._blanks = _prints_blanks(self._pages)
        content = [self._content(page) for page in self._pages]
        margins = self._running([[item for item in items if isinstance(item, TextLine)] for items in content])
        lines = [item for items in content for item in items if isinstance(item, TextLine) and item not in margins]
        half = max(page.width for page in self._pages) / 2  # what begins behind it stands in a column, and may reach further
        self._right = max((line.right for line in lines if "\t" not in line.text and line.left < half), default=0.0)
        for items in content:
            for item in self._in_columns([each for each in items if each not in margins]):
                if isinstance(item, TextLine):
                    self._end_table()
                    self._pending.append(item)
                    continue
                self._flush()
                if self._open is None or not carried_on(self._open, item):
                    self._end_table()
                    self._open = item
        self._end_table()
        self._flush()
        shown = tuple(Paragraph(line.text, f"page {line.page}, header or footer") for line in margins)
        return Document(tuple(self._blocks), shown, (), tuple(self._remarks), len(self._pages))

    def _content(self, page: Any) -> list[TextLine | PrintedTable]:
        """The lines and tables of a page from top to bottom."""
        number = page.page_number
        self._letters += len(page.chars)
        if self._letters > MAX_LETTERS:
            raise UnreadableDraft(f"it holds more than {MAX_LETTERS:,} letters.")
        across = "".join(char["text"] for char in page.chars if stands_across(char))
        if across.strip():
            self._remarks.append(
                f"Page {number}: the words {quoted(across)} stand across the page, as a watermark does; they are not read."
            )
            page = page.filter(lambda each: not stands_across(each))
        if not any(char["text"].strip() for char in page.chars):
            if not across.strip() and not any((page.images, page.curves, page.rects, page.lines)):
                return []  # a blank page
            raise UnreadableDraft(f"page {number} has no text, as a scan has none; a draft is read from its text.")
        refuse_unsure(page)
        if page.images:
            self._remarks.append(f"Page {number} holds pictures ({len(page.images)}); words inside them are not read.")
        if any((each.get("data") or {}).get("Subtype") is not None and each.get("uri") is None for each in page.annots):
            self._remarks.append(f"Page {number} holds remarks or stamps laid over the page; they are not read.")
        found = page.find_tables()
        boxes = [box for table in found for box in table.cells]
        if len(boxes) > MAX_CELLS:
            raise UnreadableDraft(f"page {number} has more than {MAX_CELLS:,} table cells.")
        outside = page.filter(lambda char: not any(_stands_in(char, box) for box in boxes))
        placed: list[tuple[float, TextLine | PrintedTable]] = [(line.top, line) for line in _lines(outside, number, self._blanks)]
        for index, table in enumerate(found, 1):
            placed.append((table.bbox[1], _table(page, table, f"page {number}, table {index}", self._blanks)))
        return [item for _, item in sorted(placed, key=lambda pair: pair[0])]

    def _running(self, pages: list[list[TextLine]]) -> list[TextLine]:
        """The lines of headers and footers: near the edge, and at the same height on another page but for their numbers."""
        bands: list[TextLine] = []
        for page, lines in zip(self._pages, pages, strict=True):
            low, high = page.height * _BAND, page.height * (1 - _BAND)
            bands += [line for line in lines if line.bottom < low or line.top > high]
        kept = []
        for line in bands:
            again = any(
                each.page != line.page and abs(each.top - line.top) < _NEAR and _without_numbers(each) == _without_numbers(line)
                for each in bands
            )
            if again or _PAGE_NUMBER.search(line.text):
                kept.append(line)
        return kept

    def _in_columns(self, items: list[TextLine | PrintedTable]) -> Iterator[TextLine | PrintedTable]:
        """The lines and tables of a page, with lines that stand in columns as tables."""
        lines: list[TextLine] = []
        for item in items:
            if isinstance(item, TextLine):
                lines.append(item)
            else:
                yield from with_columns(lines, self._right)
                lines = []
                yield item
        yield from with_columns(lines, self._right)

    def _end_table(self) -> None:
        if self._open is not None:
            self._blocks.append(self._open.plain())
            self._open = None

    def _flush(self) -> None:
        for group in paragraphs(self._pending, self._right):
            page = group[0].page
            self._counts[page, "paragraph"] += 1
            self._blocks.append(
                Paragraph(joined(group, self._right), f"page {page}, paragraph {self._counts[page, 'paragraph']}")
            )
        self._pending = []


def _prints_blanks(pages: Any) -> bool:
    """Whether the file prints the blank at which a line was wrapped."""
    ends = 0
    for page in pages:
        for char, following in pairwise(page.chars):
            ends += char["text"] == " " and following["text"] != " " and following["top"] - char["top"] > _NEAR
    return ends >= _MIN_BLANKS


def _lines(area: Any, page: int, blanks: bool) -> list[TextLine]:
    """The printed lines of an area."""
    words = area.extract_words(use_text_flow=False, keep_blank_chars=False, x_tolerance=1.5, y_tolerance=3, return_chars=True)
    rows: list[list[Any]] = []
    for word in sorted(words, key=lambda each: ((each["top"] + each["bottom"]) / 2, each["x0"])):
        middle = (word["top"] + word["bottom"]) / 2
        if rows and rows[-1][0]["top"] < middle < rows[-1][0]["bottom"]:
            rows[-1].append(word)
        else:
            rows.append([word])
    printed = {(round(char["x0"]), round(char["bottom"])) for char in area.chars if char["text"] == " "} if blanks else None
    return [_line(sorted(row, key=lambda each: float(each["x0"])), page, printed) for row in rows]


def _line(found: list[Any], page: int, printed: set[tuple[int, int]] | None) -> TextLine:
    words = []
    for each in found:
        first, edge, base = each["chars"][0], round(each["x1"]), round(each["bottom"])
        spaced = None if printed is None else any((edge + x, base + y) in printed for x in (-1, 0, 1) for y in (-1, 0, 1))
        words.append(Word(each["text"], each["x0"], each["x1"], first["x1"] - first["x0"], spaced))
    return TextLine(tuple(words), page, min(each["top"] for each in found), max(each["bottom"] for each in found))


def _table(page: Any, found: Any, where: str, blanks: bool) -> PrintedTable:
    rows = [[_cell(page, box, blanks) for box in row.cells if box is not None] for row in found.rows]
    places = [f"{where}, row {number}" for number in range(1, len(rows) + 1)]
    return PrintedTable(rows, places, page.page_number, found.bbox[1], where)


def _cell(page: Any, box: tuple[float, float, float, float], blanks: bool) -> PrintedCell:
    lines = _lines(page.filter(lambda char: _stands_in(char, box)), page.page_number, blanks)
    padding = min((line.left - box[0] for line in lines), default=0.0)
    return PrintedCell(box[0], box[2], box[2] - max(0.0, min(padding, 8.0)), lines)


def _stands_in(char: Any, box: tuple[float, float, float, float]) -> bool:
    """Whether the middle of a letter stands in a box: no letter is in two cells, and none falls between."""
    across, down = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= across < box[2] and box[1] <= down < box[3])


def _without_numbers(line: TextLine) -> str:
    return re.sub(r"\d+", "0", " ".join(line.text.split()))
