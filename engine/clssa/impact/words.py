"""The words for single things in the impact of a change: an outcome, why and when it differs, an amount, a changed line."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from clssa.impact.compared import CaseImpact, Dated, Span
from clssa.impact.differences import Difference, shortened
from clssa.impact.outcomes import Flip, Told, Worked
from clssa.reports.words import shown

_LONG = 160
_MOST_LINES = 40
_WIDEST = 400
_OUTCOMES = {"not_applicable": "does not apply", "note": "remark", "informational": "for information"}


def place(difference: Difference) -> str:
    """Where in a file something differs, in words, with its line."""
    line = difference.line_after or difference.line_before
    return f"{difference.where}, line {line}" if line else difference.where


def as_lines(difference: Difference) -> tuple[list[str], list[str]]:
    """What stood there and what stands there now, in lines; long ones cut to what differs."""
    before, after = difference.before, difference.after
    if before is not None and after is not None and max(len(before), len(after)) > _LONG:
        before, after = shortened(before, after)
    return _cut(before), _cut(after)


def _cut(text: str | None) -> list[str]:
    lines = [] if text is None else text.split("\n")
    return [*(line[:_WIDEST] for line in lines[:_MOST_LINES]), *(["…"] if len(lines) > _MOST_LINES else [])]


def outcome(told: Told) -> str:
    """An outcome in a word or two."""
    return _OUTCOMES.get(told.word, told.word)


def reasons(flip: Flip) -> str:
    """Why a finding flips: what is wrong where it fails, else the lines that decide now, or did; or that the rule is gone."""
    if not flip.after.there:
        return "the rule was removed" + (f"; it was: {why(flip.before)}" if flip.before.says else "")
    failing = [each for each in (flip.after, flip.before) if each.says]
    if failing:
        return why(failing[0]) if flip.after.says else f"it was: {why(failing[0])}"
    return why(flip.after if flip.after.lines or flip.after.needs else flip.before)


def another_reason(flip: Flip) -> str:
    """By what a finding has the same outcome as before."""
    if flip.before.level != flip.after.level:
        return f"It is asked at the level {flip.after.level}, and was at the level {flip.before.level}."
    return f"Before: {why(flip.before)}. Now: {why(flip.after)}."


def why(told: Told) -> str:
    """What is wrong, with the lines that say so; or what is missing; or the lines that decided."""
    if told.says:
        sentence = " ".join(told.says).rstrip(".")
        lines = [line for line in told.lines if line.casefold() not in sentence.casefold()]
        return f"{sentence} (by {'; '.join(lines)})" if lines else sentence
    if told.needs:
        return f"it needs {listed_all(told.wants)}"
    return "; ".join(told.lines) or "no line of it decides"


def when(dated: Dated[Any], case: CaseImpact) -> str:
    """On which dates something differs."""
    return "; ".join(_span(span, case) for span in dated.spans)


def _span(span: Span, case: CaseImpact) -> str:
    from_ = "today" if case.as_of_from == "today" and span.as_of == case.as_of else shown(span.as_of)
    first = shown(span.known_from)
    known = f"known from {first} on" if span.known_until is None else f"known from {first} to {shown(span.known_until)}"
    return f"as of {from_}, {known}"


def only(dated: Dated[Any], case: CaseImpact) -> str:
    """When something differs, where that is not by what is known today."""
    return "" if dated.now else f" ({when(dated, case)})"


def arrow(before: str, after: str) -> str:
    """`pass → fail`, or `fail, as before`."""
    return f"{before} → {after}" if before != after else f"{after}, as before"


def written(value: Worked | None) -> str:
    """Something worked out, or that it is not."""
    if value is None:
        return "not worked out"
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "an empty list"
    return shown(value) if isinstance(value, Decimal) else str(value)


def signed(amount: Decimal | None) -> str:
    """A difference with its sign; None is that of an amount which is there on one side only."""
    return "on one side only" if amount is None else f"{'+' if amount > 0 else ''}{shown(amount)}"


def first_line(text: str) -> str:
    """The first line of a message."""
    return text.splitlines()[0] if text else ""


def listed_all(words: Sequence[str]) -> str:
    """Words as a person lists them: `a, b and c`."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
