"""What `clssa notes` prints of a file: its notes in a format, and what there is to say about them."""

from __future__ import annotations

import datetime
from pathlib import Path

from clssa.check import Checker
from clssa.check.filled_notes import CannotFillIn, filled_notes
from clssa.drafts.document import UnreadableDraft
from clssa.drafts.opened import open_draft
from clssa.language.fault import Faults
from clssa.library.model import Library
from clssa.reports import notes
from clssa.reports.words import capital


class CannotBeFilledIn(Exception):
    """Why the notes of a file cannot be made, in sentences."""


def notes_of(
    path: Path, facts: Path | None, as_of: datetime.date | None, known_on: datetime.date | None, library: Library, format_: str
) -> tuple[str | bytes, list[str], bool]:
    """The notes of a draft or a case file as `text`, `md` or `docx`; remarks; and whether nothing is missing.

    Raises `CannotBeFilledIn`.
    """
    try:
        opened = open_draft(path, library, facts)
        made = filled_notes(Checker(library), opened.case, as_of, known_on)
    except (Faults, UnreadableDraft) as error:
        raise CannotBeFilledIn(str(error)) from None
    except (CannotFillIn, OSError, MemoryError, RecursionError) as error:
        raise CannotBeFilledIn(f"The notes of {path} cannot be made: {error or type(error).__name__}.") from None
    read = [capital(str(line["line"])) + "." for each in opened.findings for line in each.because()]
    remarks = [*(f"In reading the draft: {each}" for each in read), *notes.remarks(made, library)]
    if format_ == "docx":
        from clssa.reports.notes_word import word

        return word(made, library), remarks, not made.lacks
    return (notes.text if format_ == "text" else notes.markdown)(made, library), remarks, not made.lacks
