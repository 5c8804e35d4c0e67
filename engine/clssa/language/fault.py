"""Faults: what is wrong, where, and what was probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from clssa.text.printable import printable as printable

_WIDTH = 120
"""A longer line is shown around the word only."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a file; `line` and `column` count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    def shifted(self, columns: int) -> Place:
        """The place so many columns to the right on the same line."""
        return Place(self.file, self.line, self.column + columns)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One mistake in a policy file or a case file, said to the person who can mend it."""

    place: Place
    message: str
    length: int = 1
    help: str = ""

    def show(self, source: Sequence[str] | None = None) -> str:
        """The fault with its line and a caret under the word.

        `source` gives the lines of the file; without it the file is read if it can be.
        """
        shown = [f"{printable(str(self.place))}: error: {printable(self.message)}"]
        lines = _lines_of(self.place.file) if source is None else source
        if 1 <= self.place.line <= len(lines):
            text = lines[self.place.line - 1].replace("\t", " ")
            cut = max(0, self.place.column - _WIDTH // 2) if len(text) > _WIDTH else 0
            text, column = text[cut : cut + _WIDTH], self.place.column - cut
            number = f"{self.place.line:5} | "
            caret = " " * (column - 1) + "^" * max(1, min(self.length, len(text) - column + 1))
            shown += [number + printable(text), " " * (len(number) - 2) + "| " + caret]
        if self.help:
            shown.append(f"      = {printable(self.help)}")
        return "\n".join(shown)


@dataclass
class Faults(Exception):
    """Raised when something cannot be used; carries every fault found, in file order."""

    faults: list[Fault] = field(default_factory=list)

    def __str__(self) -> str:
        lines = {file: _lines_of(file) for file in {fault.place.file for fault in self.faults}}
        return "\n".join(fault.show(lines[fault.place.file]) for fault in sorted(self.faults))


def one(place: Place, message: str, length: int = 1, help: str = "") -> Faults:
    """A `Faults` with a single fault, ready to raise."""
    return Faults([Fault(place, message, length, help)])


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that was probably meant, or None when none is near."""
    names = sorted(set(candidates))
    folded = {name.casefold(): name for name in reversed(names)}
    if word.casefold() in folded:
        return folded[word.casefold()]
    close = difflib.get_close_matches(word.casefold(), list(folded), n=1, cutoff=0.6)
    if close:
        return folded[close[0]]
    last = word.rsplit(".", 1)[-1]
    endings = [name for name in names if name.rsplit(".", 1)[-1] == last]
    return endings[0] if len(endings) == 1 else None


def did_you_mean(word: str, candidates: Iterable[str], otherwise: str = "") -> str:
    """`did you mean "…"?`, or `otherwise` when no candidate is near."""
    meant = nearest(word, candidates)
    return f'did you mean "{meant}"?' if meant is not None else otherwise


def listed(words: Iterable[str], most: int = 12) -> str:
    """Words as a person lists them: `a, b or c`; a long list is cut."""
    shown = list(words)
    if len(shown) > most:
        return ", ".join(shown[:most]) + f" … ({len(shown)} in all)"
    return " or ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))


_MAX_SHOWN = 4_000_000


def _lines_of(file: str) -> list[str]:
    """The lines of a file, to show the faulty one. What is no ordinary file, or too large to be read, has none to show."""
    try:
        path = Path(file)
        if not path.is_file() or path.stat().st_size > _MAX_SHOWN:
            return []
        return path.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return []
