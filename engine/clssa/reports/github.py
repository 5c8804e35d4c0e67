"""The GitHub format: an annotation for each finding that someone must look at, as a workflow's log carries it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clssa.reports.rows import Checked, Row

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def render(drafts: Sequence[Checked]) -> str:
    """A line for each finding that failed, is undecided, or stands for information; nothing of what passed."""
    return "".join(f"{line}\n" for draft in drafts for line in _lines(draft))


def _lines(draft: Checked) -> Iterator[str]:
    for row in sorted(draft.to_look_at(), key=lambda each: [*_COMMANDS.values()].index(_command(each))):  # few are shown
        properties = {"file": draft.draft}
        if row.line:
            properties |= {"line": str(row.line), "col": str(row.column)}
        properties["title"] = f"{row.title} ({row.authority}, rule {row.rule})" if row.authority else row.title
        said = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        yield f"::{_command(row)} {said}::{_message(row.said)}"


def _command(row: Row) -> str:
    """What is undecided stops a draft as an error does, so it has the command of its level; what only informs is a notice."""
    return "notice" if row.outcome == "informational" else _COMMANDS[row.level]


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
