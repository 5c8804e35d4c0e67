"""The types of facts and values: how text becomes an exact value, and how a value is written.

A value is one of: `Decimal` (money, whole cents), `Fraction` (number, and money not yet rounded), `date`, `bool`
(flag), `int` (quantity, months), `str` (code, text, identifier), a tuple of these (a list), a dict (a table), or `NONE`, known to
be absent. A fact that is missing has no value: Python's `None` stands for it everywhere in the engine.
"""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from clssa.language.fault import listed, nearest

CENT: Final = Decimal("0.01")
ROUNDING: Final = "to whole cents, half a cent away from zero"
"""How money is rounded, by `to_cents` and nowhere else."""


class _Absent:
    """The value `none`: the case says that there is no such thing."""

    def __repr__(self) -> str:
        return "none"

    def __reduce__(self) -> str:
        return "NONE"


NONE: Final = _Absent()

KINDS = ("money", "number", "date", "code", "flag", "quantity", "months", "text", "identifier")
NUMERIC = ("money", "number", "quantity", "months")


@dataclass(frozen=True, slots=True)
class Type:
    """What a fact, a dated value or an expression may be.

    `codes` are the allowed words of a code; `pattern` the form of an identifier; `many` says that it is a list;
    `optional` that it may be `none`; `signed` that money may be negative; `exact` that it is money not yet rounded to cents;
    `keys` are the types of a table's keys, outermost first.
    """

    kind: str
    codes: tuple[str, ...] = ()
    pattern: str = ""
    form: str = ""
    many: bool = False
    optional: bool = False
    signed: bool = False
    exact: bool = False
    keys: tuple[Type, ...] = ()

    @property
    def numeric(self) -> bool:
        """Whether one can calculate with it."""
        return self.kind in NUMERIC and not self.many and not self.keys

    def one(self) -> Type:
        """The type of an element of this list."""
        return replace(self, many=False)

    def parse(self, text: str) -> Any:
        """The value that `text` stands for; raises `ValueError` with a message for the person who wrote it."""
        if text == "none" and self.optional:
            return NONE
        if text == "none" and self.kind != "text" and "none" not in self.codes:
            raise ValueError(f"none is not allowed here: it must be {self.describe()}")
        return _PARSERS[self.kind](self, text)

    def describe(self) -> str:
        """The type in words, as an error message ends: `an amount such as 1250.00`."""
        if self.kind == "code":
            return listed(self.codes) if self.codes else "a code"
        return self.form or _DESCRIPTIONS[self.kind]


def write(value: Any, type_: Type | None = None) -> Any:
    """A value as JSON has it: money as a string with two decimals, dates ISO, flags yes/no, `none` as None."""
    if value is None or value is NONE:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, Fraction):
        if type_ is not None and type_.kind == "money":
            return f"{to_cents(value):.2f}"
        return write_number(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [write(each, type_) for each in value]
    return value


def write_number(value: Fraction) -> str:
    """A ratio as the sources write it: decimal where that is exact (`0.30`), else a fraction (`2/3`)."""
    if value.denominator == 1:
        return str(value.numerator)
    for places in range(2, 10):
        scaled = value * 10**places
        if scaled.denominator == 1:
            return f"{Decimal(f'{scaled.numerator}e-{places}'):.{places}f}"
    return f"{value.numerator}/{value.denominator}"


def to_cents(value: Decimal | Fraction | int) -> Decimal:
    """Money rounded to whole cents, half a cent away from zero."""
    exact = Fraction(value) * 100
    whole = (abs(exact.numerator) * 2 + exact.denominator) // (2 * exact.denominator)
    return Decimal(f"{'-' if exact < 0 and whole else ''}{whole}e-2")


def later(day: datetime.date, months: int) -> datetime.date:
    """The day so many calendar months later (or, if negative, earlier), cut back to the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        return datetime.date.max if months > 0 else datetime.date.min
    return datetime.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


_MONEY = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,2})?")
_NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,9}|/[1-9][0-9]{0,8})?")
_PERCENT = re.compile(r"[0-9]{1,3}(\.[0-9]{1,6})?%")
_WHOLE = re.compile(r"[0-9]{1,12}")
_MONTHS = re.compile(r"[0-9]{1,4}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
WRITTEN = {
    "money": _MONEY.pattern,
    "number": f"{_NUMBER.pattern}|{_PERCENT.pattern}",
    "quantity": _WHOLE.pattern,
    "months": _MONTHS.pattern,
    "date": _DATE.pattern,
}
"""How a value of these kinds is written, as a regular expression."""

_FLAGS = {"yes": True, "no": False, "true": True, "false": False}

_DESCRIPTIONS = {
    "money": "an amount in dollars such as 1250.00, without $ and commas",
    "number": "a number such as 0.30, 2/3 or 12.5%",
    "date": "a date written YYYY-MM-DD",
    "flag": "yes or no",
    "quantity": "a whole number, 0 or more",
    "months": "a whole number of months, 9999 at most",
    "text": "text",
    "identifier": "an identifier of the right form",
}


def _money(type_: Type, text: str) -> Decimal:
    if not _MONEY.fullmatch(text):
        plain = text.replace("$", "").replace(",", "").strip()
        hint = f"; write {plain}" if plain != text and _MONEY.fullmatch(plain) else ""
        raise ValueError(f'"{text}" is not {type_.describe()}{hint}')
    if text.startswith("-") and not type_.signed:
        raise ValueError(f'"{text}" is negative, which this amount cannot be')
    amount = Decimal(text).quantize(CENT)
    return amount if amount else abs(amount)


def _number(type_: Type, text: str) -> Fraction:
    if _PERCENT.fullmatch(text):
        return Fraction(text[:-1]) / 100
    if not _NUMBER.fullmatch(text):
        raise ValueError(f'"{text}" is not {type_.describe()}')
    return Fraction(text)


def parse_date(text: str) -> datetime.date:
    """A date from YYYY-MM-DD; raises `ValueError`."""
    if not _DATE.fullmatch(text):
        raise ValueError(f'"{text}" is not a date written YYYY-MM-DD')
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f'"{text}" is not a day of the calendar') from None


def _code(type_: Type, text: str) -> str:
    if text in type_.codes:
        return text
    meant = nearest(text, type_.codes)
    hint = f'; did you mean "{meant}"?' if meant is not None else ""
    raise ValueError(f'"{text}" is not one of {listed(type_.codes, 30)}{hint}')


def _flag(type_: Type, text: str) -> bool:
    if text not in _FLAGS:
        raise ValueError(f'"{text}" is not yes or no')
    return _FLAGS[text]


def _whole(type_: Type, text: str) -> int:
    if not (_MONTHS if type_.kind == "months" else _WHOLE).fullmatch(text):
        raise ValueError(f'"{text}" is not {type_.describe()}')
    return int(text)


def _text(type_: Type, text: str) -> str:
    return text


def _identifier(type_: Type, text: str) -> str:
    if not re.fullmatch(type_.pattern, text):
        raise ValueError(f'"{text}" is not {type_.describe()}')
    return text


_PARSERS: dict[str, Callable[[Type, str], Any]] = {
    "money": _money,
    "number": _number,
    "date": lambda type_, text: parse_date(text),
    "code": _code,
    "flag": _flag,
    "quantity": _whole,
    "months": _whole,
    "text": _text,
    "identifier": _identifier,
}
