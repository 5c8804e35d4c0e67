"""The formats of a report: their names, and what each makes of the drafts that were checked. The command offers these.

Nothing is imported before it is needed: the command lists the names whenever it starts.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import datetime

    from clssa.check import Report
    from clssa.checking import Result
    from clssa.library.model import Library

_OF_ROWS = ("checklist", "csv", "sarif", "junit", "github", "oscal")
"""Formats that write findings as rows: each is a file of this folder with `render(drafts)`."""

FORMATS = ("text", "json", "md", "html", *_OF_ROWS)
IN_WORD = "checklist"
"""The format that is also written as a Word file."""
TELL_ERRORS = ("json", "github")
"""Formats of which the reader has the report itself before him: a draft that cannot be checked is told there only."""


class Record(Protocol):
    """What made the reports, as far as a format tells it."""

    def line(self) -> str:
        """In one line, for the foot of a report that people read."""

    def data(self, report: Report) -> dict[str, Any]:
        """A report with what made it, for JSON."""


def rendered(
    results: Sequence[Result], library: Library, format_: str, record: Record,
    known_on: datetime.date | None = None, colour: bool = False, word: bool = False,
) -> str | bytes:  # fmt: skip
    """What a format says of the drafts, as known on a day (today).

    `colour` is for text; `word` asks for the bytes of a Word file.
    """
    if format_ in _OF_ROWS:
        from clssa.reports.rows import checked

        drafts = checked(results, library, known_on)
        if word:
            from clssa.reports import checklist_word

            return checklist_word.word(drafts)
        made: str = import_module(f"clssa.reports.{format_}").render(drafts)
        return made
    if format_ == "json":
        return _json(results, record)
    line = record.line()
    return _text(results, library, colour, line) if format_ == "text" else _page(results, library, format_, line)


def _json(results: Sequence[Result], record: Record) -> str:
    from clssa.reports import json as json_format

    said: list[dict[str, Any]] = [
        {"file": str(path), "error": result} if isinstance(result, str) else record.data(result) for path, result in results
    ]
    return json_format.render(said)


def _page(results: Sequence[Result], library: Library, format_: str, foot: str) -> str:
    from clssa.reports import html, md
    from clssa.reports.page import pages

    made = pages([(str(path), result) for path, result in results], library)
    return html.render(made, foot) if format_ == "html" else md.render(made, foot)


def _text(results: Sequence[Result], library: Library, colour: bool, foot: str) -> str:
    from clssa.reports import summary
    from clssa.reports import text as text_format

    texts = [text_format.render(result, library, str(path), colour) for path, result in results if not isinstance(result, str)]
    if len(results) > 1:
        texts.append(summary.render([(str(path), result) for path, result in results]))
    made = any(not isinstance(result, str) for _, result in results)
    return "\n".join([*texts, *([f"{foot}\n"] if made else [])])
