"""Filled-in notes as a Word file, as they stand in a draft: number and title in front, amounts at the right, marks in yellow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clssa.check.filled_notes import FilledNotes
from clssa.language.fault import printable
from clssa.library.model import Library
from clssa.notes.filled import Missing, Paragraph, Value, as_text
from clssa.reports.notes import heading, mark_of, mark_of_undecided, none_required
from clssa.reports.word import FONT, saved
from clssa.reports.words import capital

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph as WordParagraph

_SIZE, _AMOUNTS_AT = 11, 6
"""The size of the letters in points, and how many inches from the left the amounts end."""


def word(made: FilledNotes, library: Library) -> bytes:
    """The notes as the bytes of a Word file; the same notes give the same bytes."""
    import docx
    from docx.shared import Pt

    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(_SIZE)
    for note in made.notes:
        if note.number is None:
            _mark(document.add_paragraph(), mark_of_undecided(note, library))
            continue
        first = document.add_paragraph()
        first.paragraph_format.keep_with_next = True
        first.add_run(f"{_called(note.number, library)}.  {printable(heading(note))}.").bold = True
        rows = list(note.paragraphs)
        if rows and not _is_row(rows[0]):
            first.add_run("  ")
            _write(first, rows.pop(0), library)
        for each in rows:
            _write(document.add_paragraph(), each, library)
    if not made.notes:
        document.add_paragraph(none_required(made))
    return saved(document)


def _called(number: int, library: Library) -> str:
    """How drafts call the note with this number."""
    subject = library.note_subject
    return capital(subject.label.format(**{str(subject.named_by): number}))


def _is_row(parts: Paragraph) -> bool:
    """Whether an amount ends the paragraph."""
    return bool(parts) and isinstance(parts[-1], Value | Missing) and parts[-1].form == "money"


def _write(paragraph: WordParagraph, parts: Paragraph, library: Library) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Inches

    row = _is_row(parts)
    if row:
        paragraph.paragraph_format.tab_stops.add_tab_stop(Inches(_AMOUNTS_AT), WD_TAB_ALIGNMENT.RIGHT)
    for number, part in enumerate(parts):
        before_amount, amount = row and number == len(parts) - 2, row and number == len(parts) - 1
        if amount:
            paragraph.add_run("\t")
        if isinstance(part, Missing):
            _mark(paragraph, mark_of(part, library))
        else:
            words = printable(as_text(part))
            paragraph.add_run(words.rstrip() if before_amount else words)


def _mark(paragraph: WordParagraph, words: str) -> None:
    from docx.enum.text import WD_COLOR_INDEX

    run = paragraph.add_run(printable(words))
    run.bold = True
    run.font.highlight_color = WD_COLOR_INDEX.YELLOW
