"""Makes the application forms that the tests read: in Word as python-docx writes it, in PDF as reportlab prints it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

Row = tuple[str, ...]
VEHICLES: Row = ("Plate", "Weight (kg)", "Label", "Post")
STAYS: Row = ("Ticket", "Night of", "Vehicle", "Charge")
CHARGING = "Charging posts are for charging only, and for three hours at most."


@dataclass(frozen=True)
class Form:
    """What an application form says; of each table the rows below its head, of the conditions (title, words)."""

    number: str
    lines: tuple[str, ...]
    vehicles: tuple[Row, ...]
    stays: tuple[Row, ...]
    sums: tuple[str, str, str]
    conditions: tuple[tuple[str, str], ...]
    signed: str
    issued: str = ""

    def blocks(self) -> list[str | Sequence[Row]]:
        """The paragraphs and tables from top to bottom."""
        labels = ("Fee", "Nights in the garage", "Total to pay")
        return [
            "Application for a Parking Permit", "City of Lindenau, Office for Streets", f"Permit: {self.number}", *self.lines,
            "Vehicles:", (VEHICLES, *self.vehicles), "Nights in the city garage:", (STAYS, *self.stays),
            "To be paid:", tuple(zip(labels, self.sums, strict=True)),
            *(f"Condition {number}. {title}. {words}" for number, (title, words) in enumerate(self.conditions, 1)),
            "End of the conditions",
            (("________", self.signed, "________", self.issued), ("Signature of the holder", "Date", "For the City", "Date")),
        ]  # fmt: skip


def conditions(number: str, zone: str, fee: str, name: str) -> tuple[tuple[str, str], ...]:
    """The three conditions of a new permit with an electric vehicle, as their source prints them."""
    display = (
        f"Permit {number} shall lie behind the windscreen, to be read from outside, wherever the vehicle is parked in the "
        f"{zone} zone."
    )
    charged = f"A fee of {fee} was charged to {name} for this permit and is not paid back."
    return (("Display", display), ("Fee", charged), ("Charging", CHARGING))


RIGHT = Form(
    number="P-2001",
    lines=("Name of the holder: Ada Birnbaum", "Holder is a resident", "Zone of the home: harbour", "Zone of the permit: harbour",
           "Months: 12"),
    vehicles=(("LN-AB12", "1450", "electric", "Linden Square"), ("LN-AB13", "1200", "green", "")),
    stays=(("T103", "1 June 2022", "LN-AB12", "$0.00"), ("T102", "2 June 2022", "LN-AB12", "$0.00"),
           ("T101", "3 June 2022", "LN-AB12", "$6.50")),
    sums=("$108.00", "$6.50", "$114.50"),
    conditions=conditions("P-2001", "harbour", "$108", "Ada Birnbaum"),
    signed="10 June 2022",
    issued="12 June 2022",
)  # fmt: skip
WRONG = Form(
    number="P-2002",
    lines=("Name of the holder: Ada Birnbaum", "Holder is a resident", "Zone of the home: harbour", "Zone of the permit: hill",
           "Second permit of the household, beside P-2001", "Months: 12"),
    vehicles=(("LN-AB14", "3600", "yellow", ""),),
    stays=(("T104", "4 June 2022", "LN-AB14", "$0.00"),),
    sums=("$90.90", "$0.00", "$90.91"),
    conditions=conditions("P-2002", "hill", "$90.90", "Ada Birnbaum")[:2],
    signed="11 June 2022",
)  # fmt: skip


def write_word(form: Form, path: Path) -> None:
    """The form as a Word file."""
    made = docx.Document()
    made.sections[0].footer.paragraphs[0].text = f"{form.number} Page 1"
    for block in form.blocks():
        if isinstance(block, str):
            made.add_paragraph(block)
            continue
        table = made.add_table(rows=len(block), cols=len(block[0]), style="Table Grid")
        for cells, texts in zip((row.cells for row in table.rows), block, strict=True):
            for cell, text in zip(cells, texts, strict=True):
                cell.text = text
    made.save(str(path))


def write_pdf(form: Form, path: Path) -> None:
    """The form as a PDF."""
    style = getSampleStyleSheet()["Normal"]
    story = []
    for block in form.blocks():
        if isinstance(block, str):
            story += [Paragraph(block, style), Spacer(1, 10)]
        else:
            cells = [[Paragraph(text, style) for text in row] for row in block]
            story += [Table(cells, [468 / len(block[0])] * len(block[0]), style=[("GRID", (0, 0), (-1, -1), 0.5, "black")])]
            story += [Spacer(1, 10)]
    file = io.BytesIO()
    SimpleDocTemplate(file, invariant=1).build(story)
    path.write_bytes(file.getvalue())
