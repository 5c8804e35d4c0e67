"""The impact on a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from clssa.impact.changes import Change
from clssa.impact.said import FlipSaid, ImpactSaid, by_status, heading, status
from clssa.impact.words import as_lines, place
from clssa.language.fault import printable

WIDTH = 110


def render(said: ImpactSaid) -> str:
    """The impact, the outcome first."""
    return "\n".join(_lines(said)) + "\n"


def _lines(said: ImpactSaid) -> Iterator[str]:
    yield from _wrapped(said.title(), "")
    yield ""
    yield from _wrapped(said.headline(), "")
    yield from _flips(said.flips(), said.several())
    if rows := said.money():
        yield from ("", "MONEY THAT MOVED")
        for case, what, before, after, by in rows:
            yield from _wrapped(f"{case}: {what}: {before} → {after}: {by}", "  ")
        for total in said.totals():
            yield from _wrapped(f"In total, {total}.", "  ")
    if rows := said.worked_out():
        yield from ("", "WORKED OUT OTHERWISE")
        for case, what, before, after, when in rows:
            yield from _wrapped(f"{case}: {what}: {before} → {after} ({when})", "  ")
    yield from _deciding(said)
    yield from _others(said)
    if otherwise := said.otherwise():
        yield from ("", "THE SAME OUTCOME FOR ANOTHER REASON")
        for each in otherwise:
            yield from _wrapped(each, "  ")


def _flips(flips: list[FlipSaid], several: bool) -> Iterator[str]:
    case = ""
    for each in flips:
        if each.case != case:
            case = each.case
            yield from ("", f"{printable(case)}: {printable(each.verdict)}")
        yield from _wrapped(": ".join(filter(None, (each.rule, each.turns if each.rule else ""))) or each.turns, "  ")
        yield from _wrapped(f"By: {each.why}", "    ") if each.why else ()
        yield from _wrapped(f"When: {each.when}", "    ") if each.when else ()
        yield from _wrapped(f"From: {each.causes}", "    ") if each.causes and several else ()


def _deciding(said: ImpactSaid) -> Iterator[str]:
    changes = said.deciding()
    if changes:
        yield from ("", f"WHAT CHANGED AND CAN MATTER TO A CASE: {len(changes)}")
    for change in changes:
        yield ""
        yield from _wrapped(f"{heading(change)} ({status(change)}; {change.after or change.before})", "  ")
        yield from _differences(change)
        made = said.constructed(change)
        if made is not None:
            yield from _wrapped(said.in_short(made), "    ")


def _differences(change: Change) -> Iterator[str]:
    for each in change.differences:
        yield from _wrapped(f"{place(each)}:", "    ")
        for sign, lines in zip("-+", as_lines(each), strict=True):
            for line in lines:
                yield from _wrapped(f"{sign} {line}", "      ")


def _others(said: ImpactSaid) -> Iterator[str]:
    for words, changes in by_status(said.others()):
        yield from ("", f"NO VERDICT CAN FLIP BY THESE, {words.upper()}: {len(changes)}")
        for change in changes:
            yield from _wrapped(heading(change), "  ")
            yield from _differences(change)


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        printable(text),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_on_hyphens=False,
        break_long_words=False,
    )
