"""Drafts of one call that belong together: what one does not show is taken from the other, and a contradiction is a finding.

Which fact names the other draft, and which of its facts answers which, is declared with the facts (`beside`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from clssa.check.findings import Finding
from clssa.drafts.file import short_names
from clssa.drafts.opened import Opened, written
from clssa.language.types import NONE, write
from clssa.library.model import Beside, Library

_Draft: TypeAlias = tuple[Path, Opened]
_Stated: TypeAlias = dict[str, Any]
"""What a draft states itself, by full name; `none` is no answer."""


def join_drafts(drafts: Sequence[_Draft], library: Library) -> None:
    """Complete each draft from those that belong to it, in place; the order of the drafts does not matter.

    A draft's own statement stands. What was taken is told under `taken` in the report, with the file that it is from.
    """
    names = short_names([path for path, _ in drafts])
    stated = [_stated(opened) for _, opened in drafts]  # all before any is completed, so that nothing goes round in a circle
    for subject in library.subjects.values():
        beside = subject.beside
        if beside is None:
            continue
        name = f"{subject.name}.{subject.named_by}"
        for at, (_, opened) in enumerate(drafts):
            partners = _partners(at, stated, name, beside)
            opened.beside += [drafts[place][1] for place in partners]
            others = [(names[place], stated[place]) for place in partners]
            for fact, answer in beside.answers.items():
                told = [(called, facts[answer]) for called, facts in others if answer in facts]
                opened.findings += _answered(opened, fact, told, library)


def _stated(opened: Opened) -> _Stated:
    singles = opened.case.single.items()
    return {
        f"{name}.{leaf}": value
        for name, element in singles
        for leaf, value in element.items()
        if value is not NONE and value is not None
    }


def _partners(at: int, stated: Sequence[_Stated], name: str, beside: Beside) -> list[int]:
    """The drafts that belong to one; where it and another name each other, those that only one names do not count."""
    mutual, named = [], []
    for place, other in enumerate(stated):
        if place == at or _alike(stated[at], other, name) or _alike(stated[at], other, beside.apart_by):
            continue
        ways = [_names(stated[at], other, name, beside), _names(other, stated[at], name, beside)]
        if all(ways):
            mutual.append(place)
        elif any(ways):
            named.append(place)
    return mutual or named


def _names(one: _Stated, other: _Stated, name: str, beside: Beside) -> bool:
    return name in other and one.get(beside.joined_by) == other[name]


def _alike(one: _Stated, other: _Stated, fact: str) -> bool:
    return fact in one and one[fact] == other.get(fact)


def _answered(opened: Opened, fact: str, told: Sequence[tuple[str, Any]], library: Library) -> Iterator[Finding]:
    """Take a fact from what the others say of it, unless the draft states it; yields what does not agree."""
    subject, _, leaf = fact.partition(".")
    info = library.facts[fact]
    said = " and ".join(f"{written(value, info.type)} by {file}" for file, value in sorted(told, key=lambda each: each[0]))
    values = [value for number, (_, value) in enumerate(told) if value not in [each for _, each in told[:number]]]
    own = opened.case.fact(fact)
    if not values:
        return
    if len(values) > 1:
        remedy = "Nothing was taken from these files. Check this draft again with the one of them that belongs to it."
        yield _finding("drafts-belong-together", "It is clear which drafts belong together", f"{info.label} is {said}",
                       subject, "note", remedy)  # fmt: skip
    elif own is None:
        opened.case.single.setdefault(subject, {})[leaf] = values[0]
        opened.case.given.add(subject)
        files = ", ".join(sorted(file for file, _ in told))
        entry = {"value": write(values[0], info.type), "where": f"from {files}"}
        opened.reading.setdefault("taken", {})[fact] = entry
        opened.reading.get("looked_for", {}).pop(fact, None)
    elif own != values[0]:
        line = f"{info.label} is {written(own, info.type)} by this draft and {said}"
        yield _finding("drafts-agree-with-each-other", "Drafts that belong together agree", line,
                       subject, "error", "Correct the draft that is wrong.")  # fmt: skip


def _finding(rule: str, title: str, line: str, subject: str, level: str, remedy: str) -> Finding:
    because = [{"line": line, "holds": False, "facts": {}}]
    return Finding(None, None, subject, "fail", level, told={"rule": rule, "title": title, "because": because, "remedy": remedy})
