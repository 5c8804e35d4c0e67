"""The reviewer's checklist as a Word file, to be filled in and signed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from clssa.reports.checklist import COLUMNS, SIGNED, facts, items, title
from clssa.reports.rows import Checked
from clssa.reports.word import FONT, saved

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Row

_SIZE = 9
_WIDTHS = (3.0, 2.75, 0.45, 0.45, 0.45, 2.9)
"""Of the columns, in inches: together the page on its side, between its margins."""


def word(drafts: Sequence[Checked]) -> bytes:
    """A table for each draft, each on a page of its own; the same check gives the same bytes."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Inches, Pt

    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(_SIZE)
    normal.paragraph_format.space_after = Pt(2)
    page = document.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Inches(11), Inches(8.5)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Inches(0.5)
    for number, draft in enumerate(drafts):
        document.add_heading(title(draft), level=1).paragraph_format.page_break_before = number > 0
        for said in facts(draft):
            document.add_paragraph(said)
        _table(document, draft)
        document.add_paragraph()
        document.add_paragraph(SIGNED)
    return saved(document)


def _table(document: Document, draft: Checked) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Inches

    table = document.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Inches(width)
    head = table.rows[0]
    _fill(head, COLUMNS, bold=True)
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # the heads stand on every page
    for item in items(draft):
        row = table.add_row()
        _fill(row, item.cells())
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _fill(row: _Row, texts: Sequence[str], bold: bool = False) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        cell.paragraphs[0].add_run(text).bold = bold
