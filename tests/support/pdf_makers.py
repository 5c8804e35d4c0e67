"""The example drafts as PDF, by two producers, from the same content as the Word ones."""

from __future__ import annotations

import importlib
import sys
from typing import Any

from project import ROOT

sys.path.insert(0, str(ROOT / "examples"))
make_drafts: Any = importlib.import_module("make_drafts")
make_pdf: Any = importlib.import_module("make_pdf")
by_reportlab = make_pdf.by_reportlab


def content(draft: Any) -> list[Any]:
    """The draft as texts, and tables as lists of rows; taken from the Word document itself."""
    return list(make_pdf.content(make_drafts.build(draft)))


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
