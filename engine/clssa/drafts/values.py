"""Kinds of value as a draft prints them, each with its shape on the page and its form in a case file.

A shape is loose on purpose: what looks like an amount or a date but is none is reported, not passed over.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

Value: TypeAlias = str | list[str]
"""A fact's value as a case file writes it."""

_FREE_TEXT = r"[^\t\n]{1,300}?"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: the regular expression of its shape, and how to read it (raises `ValueError` with a message).

    `runs_on` finds what may follow a value and makes it another one.
    """

    shape: str
    parse: Callable[[str], Value]
    is_word: bool = True
    runs_on: re.Pattern[str] | None = None


def coded(words: list[str]) -> Kind:
    """One of a few words, spelled as the layout spells them."""
    shape = "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=len, reverse=True))
    return Kind(f"(?-i:{shape})", lambda text: _one_of(text, words))


def shaped(shape: str, blanks: list[str]) -> Kind:
    """A text of a given shape; `blanks` are the form's own placeholders of that shape."""
    return Kind(f"(?-i:{shape})", lambda text: _filled(text, blanks))


def listed_values(words: list[str], shape: str) -> Kind:
    """Several values in a row, of a shape or in words; `words` are those with a spelling of their own.

    A value that is no known word is given as it is printed, so that a rule can say what is wrong with it; but one that only
    holds a known word is not understood.
    """

    def parse(text: str) -> Value:
        separators = r"[,;/\n]|\s+and\s+|\s*&\s*" if words or shape else r"[,;\n]|\s+and\s+|\s*&\s*"
        found = [each.strip() for each in re.split(separators, text) if each.strip()]
        if not found:
            raise ValueError("nothing stands there")
        for each in found:
            if shape and not re.fullmatch(shape, each):
                raise ValueError(f'"{each}" is not of the right form')
        return [_spelled(each, words) for each in found]

    return Kind(_FREE_TEXT, parse, is_word=False)


def _one_of(text: str, words: list[str]) -> str:
    found = " ".join(text.split()).casefold()
    for word in words:
        if word.casefold() == found:
            return word
    raise ValueError(f'"{text}" is none of the values that the layout knows')


def _spelled(text: str, words: list[str]) -> str:
    try:
        return _one_of(text, words)
    except ValueError:
        held = [word for word in words if word.casefold() in text.casefold()]
        if held or (words and not re.fullmatch(r"[A-Za-z ()-]+", text)):
            raise ValueError(f'"{text}" is not understood') from None
        return text


def _filled(text: str, blanks: list[str]) -> str:
    if text in blanks:
        raise ValueError(f'"{text}" is a blank of the form, not filled in')
    return text


_AMOUNT = re.compile(
    r"(?P<before>[-(]?)(?:USD?)?\s?\$?\s?(?P<behind>[-(]?)"
    r"(?P<digits>0|[1-9][0-9]{0,14}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4})(?P<cents>\.[0-9]{2})?\s?(?P<close>\)?)(?:\s?USD)?"
)


def money(text: str) -> str:
    """An amount of dollars: `$2,500,000` gives `2500000.00`, `($37.50)` gives `-37.50`."""
    found = _AMOUNT.fullmatch(text.strip())
    sign = found["before"] + found["behind"] if found else ""
    if found is None or len(sign) > 1 or (sign == "(") != bool(found["close"]):
        raise ValueError(f'"{text}" is not an amount such as $2,500,000 or $37,500.25')
    amount = Decimal(found["digits"].replace(",", "") + (found["cents"] or ".00"))
    return f"{-amount if sign and amount else amount:.2f}"


_MONTH_NAMES = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
_DAY_FIRST = re.compile(
    r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?[\s-]?(?P<month>[A-Za-z]{3,9})\.?,?[\s-]?(?P<year>[0-9]{4}|[0-9]{2})"
)
_MONTH_FIRST = re.compile(r"(?P<month>[A-Za-z]{3,9})\.?\s?(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,?\s(?P<year>[0-9]{4})")
_ISO = re.compile(r"(?P<year>[0-9]{4})(?P<mark>[-/])(?P<month>[0-9]{2})(?P=mark)(?P<day>[0-9]{2})")
_NUMBERS = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")


def date(text: str) -> str:
    """A date: `25 January 2006`, `15-NOV-04`, `OCT 1 2005`, `YYYY-MM-DD`; one that can be read as two days is not read.

    A year of two digits is read only behind a month in letters: 70 to 99 are of the last century, 00 to 69 of this one.
    """
    text = text.strip()
    for form in (_DAY_FIRST, _MONTH_FIRST, _ISO):
        if found := form.fullmatch(text):
            return _day(text, _year(found["year"]), _month(text, found["month"]), int(found["day"]))
    if not (numbers := _NUMBERS.fullmatch(text)):
        raise ValueError(f'"{text}" is not a date with day, month and four-digit year')
    one, two, year = (int(each) for each in numbers.groups())
    if one <= 12 and two <= 12 and one != two:
        raise ValueError(f'"{text}" can be read as two different days; write the month as a word')
    return _day(text, year, *((one, two) if one <= 12 else (two, one)))


def _year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else year + (1900 if year >= 70 else 2000)


def _month(text: str, word: str) -> int:
    if word.isdigit():
        return int(word)
    low = word.lower()
    found = {number for name, number in _MONTHS.items() if name.startswith(low) or low == "sept" == name[:4]}
    if len(found) != 1:
        raise ValueError(f'"{text}" is not a date: "{word}" is no month')
    return found.pop()


def _day(text: str, year: int, month: int, day: int) -> str:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        raise ValueError(f'"{text}" is not a day of the calendar') from None


def text_value(text: str) -> str:
    """Free text on one line."""
    return " ".join(text.split())


KINDS: dict[str, Kind] = {
    "money": Kind(
        r"-?\(?-?(?:USD?\s?)?\$?\s?\(?-?[0-9](?:[0-9,.]{0,20}[0-9])?\s?\)?"
        r"(?:\s?%|\s?(?:million|billion|thousand|USD|[KMB])(?!\w))?",
        money,
        is_word=False,
        runs_on=re.compile(
            r"(?:\s?,?\s?[0-9]{3}(?![0-9]))+|,\s?\Z|\s?(?:[a-z]{1,12}\s)?to\s\$?[0-9][0-9,.]{0,20}", re.IGNORECASE
        ),
    ),
    "date": Kind(
        r"[0-9]{1,2}(?:st|nd|rd|th)?[\s-]?[A-Za-z]{3,9}\.?,?[\s-]?[0-9]{2,4}"
        r"|[A-Za-z]{3,9}\.?\s?[0-9]{1,2}(?:st|nd|rd|th)?,?\s[0-9]{2,4}"
        r"|[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{1,4}",
        date,
    ),
    "blank": Kind(r"_{2,120}", text_value),
    "number": Kind(r"[0-9]{1,9}", text_value),
    "text": Kind(_FREE_TEXT, text_value, is_word=False),
}
