"""The CSV format: a line for each finding, for a spreadsheet. Nothing of the input is taken for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from clssa.language.fault import printable
from clssa.reports.rows import Checked, Row

_COLUMNS = (
    "draft", "case", "verdict", "as_of", "known_on", "rule", "title", "version", "subject", "place", "outcome", "would_be",
    "level", "message", "needs", "expected", "actual", "source", "at", "quote",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def render(drafts: Sequence[Checked]) -> str:
    """Every finding of every draft, those that passed too."""
    return table([_cells(draft, row) for draft in drafts for row in draft.rows], _COLUMNS)


def table(rows: Sequence[Sequence[str]], columns: Sequence[str]) -> str:
    """Comma separated; a cell that a spreadsheet would take for a formula is marked as text. A number stays a number."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return file.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) and not _NUMBER.fullmatch(cell) else cell


def _cells(draft: Checked, row: Row) -> list[str]:
    data, report = row.data or {}, draft.report
    days = (report.as_of.isoformat(), report.known_on.isoformat()) if report is not None else ("", "")
    return [
        draft.draft, draft.case, draft.verdict, *days, row.rule, row.title, data.get("version") or "", row.subject, row.place,
        row.outcome, data.get("would_be", ""), row.level, row.message, "; ".join(data.get("needs", ())),
        _written(data.get("expected")), _written(data.get("actual")), row.source, row.at, row.quote,
    ]  # fmt: skip


def _written(value: object) -> str:
    """A value in a cell: a list with semicolons, nothing for none."""
    text = "; ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return printable(" ".join(text.split()))
