"""The checklist that a reviewer fills in: item, authority, Yes / No / N/A, remark. Here as Markdown.

A rule has one row where its answer is the same for all that it was asked of, else one for each. What could not be decided has no
answer: its box is the reviewer's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from clssa.reports.rows import Checked, Row
from clssa.text.markdown import escape, table

COLUMNS = ("Item", "Authority", "Yes", "No", "N/A", "Remark")
ANSWERS = ("Yes", "No", "N/A")
SIGNED = "Reviewed by: ____________________  Date: ______________"
_ANSWERS = {"pass": "Yes", "fail": "No", "error": "No", "not_applicable": "N/A", "informational": "N/A", "unknown": ""}
_LEVELS = {"error": "", "warning": "Warning: ", "note": "Remark: "}


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the checklist; `answer` is one of `ANSWERS`, or empty where it could not be decided."""

    item: str
    authority: str
    answer: str
    remark: str

    def cells(self) -> tuple[str, ...]:
        """What stands in each column."""
        return (self.item, self.authority, *("X" if each == self.answer else "" for each in ANSWERS), self.remark)


@dataclass(slots=True)
class _Asked:
    """What a rule says of one subject, of all its levels together."""

    row: Row
    answers: list[str] = field(default_factory=list)
    remarks: dict[str, None] = field(default_factory=dict)

    @property
    def answer(self) -> str:
        """The gravest answer: No, else undecided, else Yes."""
        return next(each for each in ("No", "", "Yes", "N/A") if each in self.answers)


def title(draft: Checked) -> str:
    """What stands above a draft's checklist."""
    return f"Checklist: {draft.case or draft.draft}"


def facts(draft: Checked) -> list[str]:
    """What stands under the title: the draft, the verdict, the dates."""
    return [f"Draft: {draft.draft}", f"Result of the check: {draft.verdict}", *filter(None, (draft.dates, draft.counts))]


def items(draft: Checked) -> Iterator[Item]:
    """The rows in the order of the rules."""
    told = draft.to_look_at()
    by_rule: dict[str, dict[str, _Asked]] = {}
    for row in draft.rows:
        asked = by_rule.setdefault(row.rule, {}).setdefault(row.subject, _Asked(row))
        asked.answers.append(_ANSWERS[row.outcome])
        if row in told:
            place = f"{row.place}: " if row.place else ""
            asked.remarks[f"{_LEVELS[row.level]}{place}{row.message}"] = None
    for subjects in by_rule.values():
        every = list(subjects.values())
        alike = len({each.answer for each in every}) == 1 and not any(each.remarks for each in every)
        yield from (_item(each, apart=not alike) for each in (every[:1] if alike else every))


def _item(asked: _Asked, apart: bool) -> Item:
    row = asked.row
    about = f" [{row.subject}]" if apart and row.subject else ""
    return Item(f"{row.title}{about}", f"{row.authority} ({row.rule})", asked.answer, " ".join(asked.remarks))


def render(drafts: Sequence[Checked]) -> str:
    """A table for each draft."""
    return "\n".join("".join(f"{line}\n" for line in _lines(draft)) for draft in drafts)


def _lines(draft: Checked) -> Iterator[str]:
    yield from (f"# {escape(title(draft))}", "")
    yield from (f"- {escape(each)}" for each in facts(draft))
    yield ""
    yield from table(COLUMNS, (each.cells() for each in items(draft)))
    yield from ("", escape(SIGNED))
