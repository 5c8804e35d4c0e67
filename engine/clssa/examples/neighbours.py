"""What else could stand in the place of a word, by its type: the nearest values, and other codes."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from clssa.language.types import NONE, NUMERIC, Type, write

Typed: TypeAlias = tuple[Type, Any]
"""A type (of one word, never of a list), and a value of it."""

OTHER_CODES = 4
"""A code gives way to at most so many others …"""
ADDED_CODES = 12
"""… and a list takes at most so many more."""

_ONE_DAY = datetime.timedelta(days=1)
_NUMERAL = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)(%?)")
_FRACTION = re.compile(r"(-?[0-9]+) ?/ ?([0-9]+)")


def others(word: str, type_: Type, calculated: bool = False) -> list[str]:
    """Other words of the type, as they are written: one step up and down, or some of the other codes.

    An amount within a calculation moves by a whole unit: one cent may be lost where the result is rounded.
    """
    if type_.kind in NUMERIC:
        return _numbers(word, type_, calculated)
    if type_.kind == "date":
        return _days(word)
    if type_.kind == "flag":
        return ["no" if word in ("yes", "true") else "yes"]
    if type_.kind == "code":
        return spread([code for code in type_.codes if code != word], OTHER_CODES)
    return [word[:-1] + _another(word[-1])] if word else []


def absent(words: Iterable[str], type_: Type) -> list[str]:
    """Codes that a list of codes does not have, some of them where there are many."""
    there = set(words)
    return spread([code for code in type_.codes if code not in there], ADDED_CODES)


def spread(words: Sequence[str], most: int) -> list[str]:
    """At most so many of the words, evenly spread."""
    if len(words) <= most:
        return list(words)
    return [words[position * len(words) // most] for position in range(most)]


def stands_for(word: str, type_: Type, value: Any) -> bool:
    """Whether the word, as written in a line, is this value."""
    if value is NONE or type_.many:
        return False
    if type_.kind in NUMERIC:
        found = _FRACTION.fullmatch(word) or _NUMERAL.fullmatch(word)
        return found is not None and not word.endswith("%") and Fraction(word.replace(" ", "")) == Fraction(value)
    return bool(write(value, type_) == word)


def _days(word: str) -> list[str]:
    try:
        day = datetime.date.fromisoformat(word)
        return [(day + step).isoformat() for step in (-_ONE_DAY, _ONE_DAY)]
    except (ValueError, OverflowError):
        return []


def _numbers(word: str, type_: Type, calculated: bool) -> list[str]:
    if found := _FRACTION.fullmatch(word):
        above, below = int(found[1]), found[2]
        return [f"{above + step}/{below}" for step in (-1, 1)]
    numeral = _NUMERAL.fullmatch(word)
    assert numeral is not None
    number, percent = Decimal(numeral[1]), numeral[2]
    places = max(2, _places(number)) if type_.kind == "money" else _places(number)
    step = Decimal(1).scaleb(0 if calculated and type_.kind == "money" else -places)
    return [f"{number + each:.{places}f}{percent}" for each in (-step, step)]


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _another(character: str) -> str:
    if character.isdigit():
        return str((int(character) + 1) % 10)
    return "X" if character != "X" else "Y"
