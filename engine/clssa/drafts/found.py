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
class Unread:
    """What stands where a fact should be, and why it is not a value."""

    message: str
    where: str
    handle: int = -1

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


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
        self.printed: dict[tuple[str, str], list[Unread]] = {}
        self.blank: dict[str, list[str]] = {}

    def add(self, fact: str, stated: Stated, subject: str = "") -> None:
        """Note a value; the first one is used, a different later one is a conflict."""
        self.stated.setdefault((subject, fact), []).append(stated)

    def get(self, fact: str, subject: str = "") -> Value | None:
        """The value in use, or None."""
        stated = self.stated.get((subject, fact))
        return stated[0].value if stated else None

    def note_unread(self, fact: str, message: str, at: Line, subject: str = "") -> None:
        """Note what stands where the fact should be, and why it is not a value."""
        noted = self.printed.setdefault((subject, fact), [])
        unread = Unread(message, at.where, at.handle)
        if unread not in noted:
            noted.append(unread)

    def note_blank(self, fact: str, message: str, where: str) -> None:
        """Note that nothing stands where the fact should be."""
        self.blank.setdefault(fact, []).append(f"{where}: {message}")

    def unread(self) -> dict[tuple[str, str], list[Unread]]:
        """What could not be read, by subject and fact; a place that another phrase could read is not among them."""
        found = {}
        for key, noted in self.printed.items():
            places = [place for each in self.stated.get(key, ()) for place in each.where.split("; ")]
            left = [each for each in noted if not any(f"{place},".startswith(f"{each.where},") for place in places)]
            if left:
                found[key] = left
        return found

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

    def look(
        self, fact: str, phrases: Iterable[Phrase], lines: Iterable[Line], value: str = "", subject: str = ""
    ) -> list[Stated]:
        """Every value that the phrases give in the lines: in each line those of the first phrase that fits.

        `value` is the value of a phrase that has none of its own.
        """
        phrases = list(phrases)
        found: list[Stated] = []
        for line in lines:
            for stated in self._look_in(fact, phrases, line, value, subject):
                if (stated.value, stated.where) not in [(each.value, each.where) for each in found]:
                    found.append(stated)
        return found

    def _look_in(self, fact: str, phrases: list[Phrase], line: Line, value: str, subject: str) -> list[Stated]:
        unread = []
        for phrase in phrases:
            printed = phrase.find_all(line.text)
            if not printed:
                continue
            if phrase.kind is None:
                return [Stated(value, line.where, line.handle)]
            try:
                return [Stated(phrase.read(each), line.where, line.handle) for each in printed]
            except ValueError as error:
                unread.append(str(error))
        for message in unread:
            self.note_unread(fact, message, line, subject)
        return []


def quoted(text: str) -> str:
    """Text of the draft in quotation marks, cut where it is long."""
    text = " ".join(text.split())
    return f'"{text if len(text) <= _MAX_QUOTE else text[:_MAX_QUOTE] + " …"}"'
