"""A dated number says what its quote says: a rate that was changed while the words beside it still say the old one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from clssa.language.fault import Fault
from clssa.language.yaml import Text
from clssa.library.model import Library
from clssa.lint.trees import Trees

_WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_NUMBER = re.compile(
    rf"(?P<number>\b\d[\d,]*(?:\.\d+)?(?:\s*/\s*\d+)?|\b(?:{'|'.join(_WORDS)})\b)(?:[\s-]*(?P<unit>%|percent\b|years?\b))?", re.I
)
_PERIODS = {r"\bannual(?:ly)?\b|\byearly\b": 12, r"\bquarterly\b": 3, r"\bmonthly\b": 1}
_UNITS = {"%": Fraction(1, 100), "percent": Fraction(1, 100), "year": Fraction(12), "years": Fraction(12)}


def numbers(library: Library, trees: Trees) -> Iterator[Fault]:
    """Faults at numbers and periods that do not stand in the words quoted for them."""
    for value in library.values.values():
        for version in value.versions:
            quote = version.cite.quote if version.cite is not None else None
            if value.type.kind not in ("number", "months") or not quote or isinstance(version.value, dict):
                continue
            if Fraction(version.value) not in numbers_in(quote):
                written = trees.map_at(version.place)[Text("is")]
                help = "correct the number, or quote the words that say it"
                yield Fault(written.place, f"the words quoted for this version do not say {written}", len(written), help)


def numbers_in(words: str) -> set[Fraction]:
    """The numbers that words say: `30 percent` says 3/10, `five` says 5, `annual` says 12 (months)."""
    found = {Fraction(months) for pattern, months in _PERIODS.items() if re.search(pattern, words, re.I)}
    for match in _NUMBER.finditer(words):
        text, unit = match["number"].lower().replace(",", "").replace(" ", ""), (match["unit"] or "").lower()
        if text.endswith("/0"):
            continue
        number = Fraction(_WORDS.index(text)) if text in _WORDS else Fraction(text)
        found.add(number * _UNITS.get(unit, 1))
    return found
