"""Prints an example draft to PDF: the content of the Word document, by reportlab. The bytes come out the same each time."""

from __future__ import annotations

import io
from typing import Any

from docx.table import Table as WordTable
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table


def content(built: Any) -> list[Any]:
    """A python-docx document as texts, and tables as lists of rows."""
    blocks: list[Any] = []
    for each in built.iter_inner_content():
        if isinstance(each, WordTable):
            rows = [[cell.text for cell in row.cells] for row in each.rows]
            blocks.append(rows)
        else:
            blocks.append(each.text)
    return blocks


def by_reportlab(blocks: list[Any], footer: str, spread: int = 0, rules: bool = True) -> bytes:
    """A PDF by reportlab: a footer on every page, `spread` points of blank space first; only the items table without `rules`."""
    style = getSampleStyleSheet()["Normal"]
    small = style.clone("small", fontSize=7, leading=8.5)
    story: list[Any] = [Spacer(1, spread)] if spread else []
    for block in blocks:
        if isinstance(block, str):
            text = block.replace("&", "&amp;").replace("\t", "&nbsp;" * 12)
            story += [Paragraph(text, style), Spacer(1, 10)]
            continue
        grid = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
        items = len(block[0]) == 8
        if not (rules or items):
            grid = grid[1:]
        if items:
            grid += [("SPAN", (column, 0), (column, 1)) for column in (0, 1, 2, 5, 6, 7)] + [("SPAN", (3, 0), (4, 0))]
        widths = [35, 190, 45, 45, 65, 60, 40, 40] if items else [468 / len(block[0])] * len(block[0])
        cells = [[Paragraph(text.replace("&", "&amp;").replace("\n", "<br/>"), small) for text in row] for row in block]
        story += [Table(cells, widths, repeatRows=2 if items else 0, style=grid), Spacer(1, 10)]

    def foot(canvas: Any, document: Any) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, 36, f"{footer}    Page {document.page}")

    file = io.BytesIO()
    SimpleDocTemplate(file, pagesize=letter, invariant=1).build(story, onFirstPage=foot, onLaterPages=foot)
    return file.getvalue()
