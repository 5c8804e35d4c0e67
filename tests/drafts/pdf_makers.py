"""The example drafts as PDF, by two producers, from the same content as the Word ones."""

from __future__ import annotations

import importlib.util
import io
from pathlib import Path
from typing import Any

_SPEC = importlib.util.spec_from_file_location("make_drafts", Path(__file__).parents[2] / "examples" / "make_drafts.py")
assert _SPEC is not None
assert _SPEC.loader is not None
make_drafts: Any = importlib.util.module_from_spec(_SPEC)
import sys  # noqa: E402

sys.modules["make_drafts"] = make_drafts
_SPEC.loader.exec_module(make_drafts)


def content(draft: Any) -> list[Any]:
    """The draft as texts, and tables as lists of rows; taken from the Word document itself."""
    built = make_drafts.build(draft)
    from docx.table import Table

    blocks: list[Any] = []
    for each in built.iter_inner_content():
        if isinstance(each, Table):
            rows = [[cell.text for cell in row.cells] for row in each.rows]
            blocks.append(rows)
        else:
            blocks.append(each.text)
    return blocks


def by_reportlab(blocks: list[Any], footer: str, spread: int = 0, rules: bool = True) -> bytes:
    """A PDF by reportlab: a footer on every page, `spread` points of blank space first; only the items table without `rules`."""
    from reportlab.lib.pagesizes import letter
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

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


def by_fpdf(blocks: list[Any], footer: str, rules: bool = True) -> bytes:
    """A PDF by fpdf2: the same content, other fonts, justified text."""
    from fpdf import FPDF

    class Draft(FPDF):
        def footer(self) -> None:
            self.set_y(-15)
            self.set_font("Times", size=8)
            self.cell(0, 8, f"{footer}    Page {self.page_no()}")

    made = Draft(format="letter")
    made.set_font("Times", size=11)
    made.add_page()
    for block in blocks:
        if isinstance(block, str):
            if block:
                made.multi_cell(0, 5, block.replace("\t", " " * 12), new_x="LMARGIN", new_y="NEXT")
            made.ln(4)
            continue
        made.set_font("Times", size=8)
        widths = (12, 62, 16, 18, 25, 23, 15, 15) if len(block[0]) == 8 else None
        borders = "ALL" if rules or widths else "NONE"
        with made.table(first_row_as_headings=False, col_widths=widths, text_align="LEFT", borders_layout=borders) as table:
            for number, texts in enumerate(block):
                row = table.row()
                for column, text in enumerate(texts):
                    merged = widths and number == 1 and column not in (3, 4)
                    row.cell("" if merged else text)
        made.set_font("Times", size=11)
        made.ln(4)
    return bytes(made.output())
