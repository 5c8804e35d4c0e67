"""What has been found so far: every fact with each place that states it, and what was printed where no value could be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clssa.drafts.document import Line
from clssa.drafts.phrases import Phrase
from clssa.drafts.values import Value

_MAX_QUOTE = 80


@dataclass(frozen=True, slots=True)
class Stated:
    """A value with the place that states it."""

    value: Value
    where: str
    handle: int = -1


@dataclass(frozen=True, slots=True)
class Conflict:
    """A fact that one document states twice with different values; the first is the one that the reading uses."""

    fact: str
    subject: str
    values: tuple[tuple[Value, str], ...]

    def __str__(self) -> str:
        said = " but ".join(f"{value} ({where})" for value, where in self.values)
        return f"{self.subject + ': ' if self.subject else ''}{self.fact} is {said}"


class Found:
    """Collects what a draft states, by subject ("" for the document itself) and fact."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.stated: dict[tuple[str, str], list[Stated]] = {}
        self.printed: dict[str, list[str]] = {}
        self.silent: dict[tuple[str, str], str] = {}

    def add(self, fact: str, stated: Stated, subject: str = "") -> None:
        """Note a value; the first one is used, a different later one is a conflict."""
        self.stated.setdefault((subject, fact), []).append(stated)

    def get(self, fact: str, subject: str = "") -> Value | None:
        """The value in use, or None."""
        stated = self.stated.get((subject, fact))
        return stated[0].value if stated else None

    def note_unread(self, fact: str, remark: str) -> None:
        """Note what stands where the fact should be, and why it is not a value."""
        remarks = self.printed.setdefault(fact, [])
        if remark not in remarks:
            remarks.append(remark)

    def conflicts(self) -> tuple[Conflict, ...]:
        """Every fact stated twice with different values."""
        found = []
        for (subject, fact), stated in self.stated.items():
            different: dict[str, tuple[Value, str]] = {}
            for each in stated:
                different.setdefault(str(each.value), (each.value, each.where))
            if len(different) > 1:
                found.append(Conflict(fact, subject, tuple(different.values())))
        return tuple(found)

    def look(self, fact: str, phrases: Iterable[Phrase], lines: Iterable[Line], value: str = "") -> list[Stated]:
        """Every value that the phrases give in the lines: in each line that of the first phrase that fits.

        `value` is the value of a phrase that has none of its own.
        """
        phrases = list(phrases)
        found: list[Stated] = []
        for line in lines:
            stated = self._look_in(fact, phrases, line, value)
            if stated is not None and (stated.value, stated.where) not in [(each.value, each.where) for each in found]:
                found.append(stated)
        return found

    def _look_in(self, fact: str, phrases: list[Phrase], line: Line, value: str) -> Stated | None:
        for phrase in phrases:
            printed = phrase.find(line.text)
            if printed is None:
                continue
            if phrase.kind is None:
                return Stated(value, line.where, line.handle)
            try:
                return Stated(phrase.read(printed), line.where, line.handle)
            except ValueError as error:
                self.note_unread(fact, f"{line.where}: {error}")
        return None


def quoted(text: str) -> str:
    """Text of the draft in quotation marks, cut where it is long."""
    text = " ".join(text.split())
    return f'"{text if len(text) <= _MAX_QUOTE else text[:_MAX_QUOTE] + " …"}"'
