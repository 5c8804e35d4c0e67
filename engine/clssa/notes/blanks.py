"""What stands in a blank: which words of a draft may fill it, and the value that they give."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from clssa.language.types import NONE, Type
from clssa.notes.body import Blank
from clssa.notes.words import OPTIONAL_HYPHEN, Words, words

_AMOUNT = re.compile(
    r"(?P<open>\()?(?P<sign>-)?(?:US)?\$?(?P<inner>-)?(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<cents>\.\d\d)?(?(open)\))"
)
_AROUND = " .,;:"
_STAND_IN = re.compile(r"[\W_Xx]*")
_MARKED = re.compile(r"\[missing: .*\]\W*", re.DOTALL)

MISSING = "[missing: {}]"
"""What stands in a filled-in note where the case has no value; in a draft it is a blank that is not filled in."""

_printed_words = lru_cache(maxsize=512)(words)


@dataclass(frozen=True, slots=True)
class Filled:
    """A blank and the words found in it.

    `text` is None where nothing stands there. `filled` is False where the source's stand-in was left, or the
    words do not fit the fact's type; else `value` is what they say.
    """

    blank: Blank
    text: str | None
    value: object | None
    filled: bool
    at: int = field(default=0, compare=False)
    """The number of the draft's word with which the blank begins."""
    around: tuple[str, str] = field(default=("", ""), compare=False)
    """A few words of the draft before and after it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A blank to be aligned: free text takes any words, another type the one word that fits it."""

    blank: Blank
    type: Type
    printed: Words

    @classmethod
    def of(cls, blank: Blank, type_: Type) -> Slot:
        """The slot of a blank whose fact has this type."""
        return cls(blank, type_, _printed_words(blank.printed))

    @property
    def free(self) -> bool:
        """Whether any words will do."""
        return self.type.kind == "text"

    def fits(self, word: str) -> bool:
        """Whether a word, punctuation around it apart, is a value of the fact's type."""
        return _value(self.type, word) is not None

    def unfilled(self, keys: tuple[str, ...], start: int, end: int) -> bool:
        """Whether these words are the ones that the source prints in the blank."""
        return keys[start:end] == self.printed.keys

    def ends(self, actual: Words, start: int) -> Iterable[int]:
        """Where the blank may end if it starts here, likeliest first."""
        most = len(actual.keys)
        return range(start, most + 1) if self.free else (min(start + 1, most), start)

    def filled(self, actual: Words, start: int, end: int) -> Filled:
        """The blank with the words from `start` up to `end`."""
        found = actual.standing(start, end)
        place = start, actual.around(start, end)
        text = found if self.free else found.strip(_AROUND)
        if not text or self.unfilled(actual.keys, start, end) or self.still_asks(text):
            return Filled(self.blank, text or None, None, False, *place)
        value = text if self.free else _value(self.type, text)
        return Filled(self.blank, text, value, value is not None, *place)

    def still_asks(self, text: str) -> bool:
        """Whether the text only holds the place: ___, XX-X, the mark of a missing value, or, where the source has an instruction
        in brackets, another one.
        """
        in_brackets = self.blank.printed.startswith("(") and text.startswith("(") and text.rstrip(" .,;").endswith(")")
        return in_brackets or bool(_STAND_IN.fullmatch(text) or _MARKED.fullmatch(text))


@lru_cache(maxsize=4096)
def _value(type_: Type, word: str) -> Any:
    """The value that a word of a draft has as this type, or None."""
    plain = word.replace(OPTIONAL_HYPHEN, "-").strip(_AROUND + "()[]\"'")
    if type_.kind == "code" and plain not in type_.codes:
        return None
    if type_.kind == "money":
        amount = _AMOUNT.fullmatch(word.strip(_AROUND))
        if amount is None:
            return None
        minus = amount["open"] or amount["sign"] or amount["inner"]
        plain = ("-" if minus else "") + amount["digits"].replace(",", "") + (amount["cents"] or "")
    try:
        value = type_.parse(plain)
    except ValueError:
        return None
    return None if value is NONE else value
