"""Drafts checked one after the other; what is told of them stands in reports/.

A draft that cannot be checked has a sentence in the place of its report, and does not hold up the others.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clssa.language.fault import Faults

if TYPE_CHECKING:
    from clssa.check import Checker, Report
    from clssa.drafts.opened import Opened
    from clssa.library.model import Library

Day = datetime.date
Result = tuple[Path, "Report | str"]
"""A draft with its report, or with the sentence that says why there is none."""


def check_drafts(
    drafts: Sequence[Path], facts: Path | None, as_of: Day | None, known_on: Day | None, library: Library
) -> list[Result]:
    """Checks drafts in their order; those that belong together answer what the others do not show."""
    from clssa.check import Checker
    from clssa.drafts.beside import join_drafts
    from clssa.drafts.file import short_names
    from clssa.progress import told

    checker = Checker(library)
    named = dict(zip(drafts, short_names(drafts), strict=True))
    opened = [(path, _opened(path, named[path], facts, library)) for path in told(drafts)]
    join_drafts([(path, each) for path, each in opened if not isinstance(each, str)], library)
    return [_checked(path, each, as_of, known_on, checker) for path, each in opened]


def _opened(path: Path, name: str, facts: Path | None, library: Library) -> Opened | str:
    """A draft as a case, or the sentence that says why it cannot be read."""
    from clssa.drafts.document import UnreadableDraft
    from clssa.drafts.file import input_data
    from clssa.drafts.opened import open_draft

    try:
        opened = open_draft(path, library, facts)
        opened.inputs = [input_data("draft", path, name)]
        if facts is not None:
            opened.inputs.append(input_data("facts", facts, facts.name))
        return opened
    except (Faults, UnreadableDraft) as error:
        return str(error)
    except (OSError, MemoryError, RecursionError) as error:
        return f"{path} cannot be checked: {error or type(error).__name__}"


def _checked(path: Path, opened: Opened | str, as_of: Day | None, known_on: Day | None, checker: Checker) -> Result:
    """The report on a draft, or the sentence that says why it cannot be checked."""
    if isinstance(opened, str):
        return path, opened
    try:
        report = checker.check(opened.case, as_of, known_on, opened.findings)
    except Faults as error:
        return path, str(error)
    except (MemoryError, RecursionError) as error:
        return path, f"{path} cannot be checked: {error or type(error).__name__}"
    report.reading, report.handles, report.places = opened.reading, opened.handles, opened.places
    report.inputs = [*opened.inputs, *({**each.inputs[0], "as": "beside"} for each in opened.beside)]
    return path, report
