"""The impact as a comment on a merge request: one sentence, a table, what changed in which rule; the rest is folded away."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from clssa.impact.changes import Change
from clssa.impact.said import FlipSaid, ImpactSaid, by_status, heading, status
from clssa.impact.words import as_lines, place
from clssa.language.fault import printable
from clssa.text.markdown import escape, table

MOST_ROWS = 50
"""More is for `--format json`: a comment has its limits."""


def render(said: ImpactSaid) -> str:
    """The comment."""
    return "\n".join(_lines(said)) + "\n"


def _lines(said: ImpactSaid) -> Iterator[str]:
    yield from (f"## Impact of this change: {escape(said.title())}", "", f"**{escape(said.headline())}**")
    heads = ("Case", "Verdict", "Rule", "Was → is", "Why", "When", *(["From"] if said.several() else []))
    yield from _rows("", heads, [_row(each, said.several()) for each in said.flips()])
    yield from _rows("### Money that moved", ("Case", "Amount", "Before", "After", "Moved"), said.money())
    yield from ("", *(f"- In total, {escape(each)}" for each in said.totals())) if said.totals() else ()
    yield from _rows("### Worked out otherwise", ("Case", "What", "Before", "After", "When"), said.worked_out())
    changes = said.deciding()
    if changes:
        yield from ("", f"### What changed and can matter to a case: {len(changes)}")
    for change in changes[:MOST_ROWS]:
        yield from _change(change, said)
    yield from _more(len(changes))
    yield from _folded_changes(said)
    if otherwise := said.otherwise():
        yield from _folded(
            f"The same outcome for another reason: {len(otherwise)}", [f"- {escape(each)}" for each in otherwise[:MOST_ROWS]]
        )


def _row(each: FlipSaid, several: bool) -> list[str]:
    row = [each.case, each.verdict, each.rule or "the whole case", each.turns, each.why, each.when]
    return [*row, each.causes] if several else row


def _rows(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    if rows:
        yield from ("", title, "") if title else ("",)
        yield from table(heads, rows[:MOST_ROWS])
        yield from _more(len(rows))


def _more(count: int) -> Iterator[str]:
    if count > MOST_ROWS:
        yield from ("", f"… and {count - MOST_ROWS} more: see `clssa impact --format json`.")


def _change(change: Change, said: ImpactSaid) -> Iterator[str]:
    yield from ("", f"**{escape(heading(change))}** ({status(change)}, {_file(change)})")
    if change.differences:
        yield from ("", *_diff(change))
    made = said.constructed(change)
    if made is not None:
        yield from ("", escape(said.in_short(made)))
        if made.case is not None:
            dates = f"--as-of {made.as_of}{f' --known-on {made.known_on}' if made.known_on else ''}"
            case = json.dumps(made.case, ensure_ascii=False)
            yield from _folded(f"The case, for clssa check case.json {dates}", ["```json", printable(case), "```"])


def _diff(change: Change) -> Iterator[str]:
    """What stood there and what stands there now. Each line begins with a sign, so nothing in it can end the block."""
    yield "```diff"
    for each in change.differences[:MOST_ROWS]:
        yield f"@@ {_one_line(place(each))} @@"
        for sign, lines in zip("-+", as_lines(each), strict=True):
            yield from (f"{sign} {printable(line)}" for line in lines)
    yield "```"
    yield from _more(len(change.differences))


def _file(change: Change) -> str:
    return f"in {escape(change.after or change.before or '')}"


def _folded_changes(said: ImpactSaid) -> Iterator[str]:
    for words, changes in by_status(said.others()):
        lines: list[str] = []
        for change in changes[:MOST_ROWS]:
            lines += ["", f"{escape(heading(change))} ({_file(change)})", *(["", *_diff(change)] if change.differences else [])]
        yield from _folded(f"No verdict can flip by these, {words}: {len(changes)}", [*lines, *_more(len(changes))])


def _folded(summary: str, lines: Iterable[str]) -> Iterator[str]:
    yield from ("", "<details>", f"<summary>{escape(summary)}</summary>", "", *lines, "", "</details>")


def _one_line(text: str) -> str:
    return printable(" ".join(text.split()))
