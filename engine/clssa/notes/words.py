"""The words of a text, for comparing texts: typography, letter case and punctuation do not count as words.

Signs, currency, percent and the points of numbers do. A hyphen at the end of a line may be the word's own or
the typesetter's; it is kept as `OPTIONAL_HYPHEN` and fits both.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

OPTIONAL_HYPHEN = "\u2010"
CONTEXT = 4
"""How many words of a text are shown before and after those that differ."""

_QUOTES = {**dict.fromkeys("‘’‚‛′`´ʼ‹›", "'"), **dict.fromkeys("“”„‟″«»", '"')}
_DASHES = dict.fromkeys("‐‑‒–—―−", "-")
_INVISIBLE = dict.fromkeys((*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF))
_TYPOGRAPHY = str.maketrans({**_QUOTES, **_DASHES, **_INVISIBLE})
_PUNCTUATION = str.maketrans(dict.fromkeys("'\"()[]{}.,;:!?|_-‐•◦▪‣·●○■□¿¡…"))

_SOFT_HYPHEN = re.compile("\u00ad\\s*")
_RAISED_DIGIT = re.compile("(?<=\\d)(?=[²³¹⁰⁴-⁹₀-₉¼-¾⅐-⅟])")
_HYPHEN_AT_LINE_END = re.compile(r"(?<=\w)-\s+(?=\w)")
_SIGN_APART = re.compile(r"(?<=[$€£¥])\s+(?=\d)|(?<=\d)\s+(?=%)")
_NO_SPACE_BETWEEN = re.compile(r"(?<=[:;,)\]])(?=[^\W\d_])")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in order: what they are compared by, and how they stand there."""

    keys: tuple[str, ...]
    shown: tuple[str, ...]

    def standing(self, start: int, end: int) -> str:
        """The words from `start` up to `end` as they stand."""
        return " ".join(self.shown[max(0, start) : end]).replace(OPTIONAL_HYPHEN, "-")

    def around(self, start: int, end: int) -> tuple[str, str]:
        """A few words before `start`, and a few from `end` on."""
        return self.standing(start - CONTEXT, start), self.standing(end, end + CONTEXT)


def words(text: str) -> Words:
    """The words of a text."""
    keys: list[str] = []
    shown: list[str] = []
    for chunk in normalised(text).split():
        if key := _key(chunk):
            keys.append(key)
            shown.append(chunk)
        elif chunk == "-" and shown:
            shown[-1] += " -"
    return Words(tuple(keys), tuple(shown))


def line_of(text: str, at: int) -> int:
    """The number of the line in which the word of that number begins; a word's end may stand on the next line."""
    lines = text.split("\n")
    return next((n for n in range(len(lines)) if len(words("\n".join(lines[: n + 1])).keys) > at), len(lines) - 1)


def normalised(text: str) -> str:
    """The text without typography: plain quotes, hyphens and spaces, nothing invisible."""
    if not text.isascii():
        text = _RAISED_DIGIT.sub(" ", _SOFT_HYPHEN.sub("", text).replace("´", "'"))
        text = unicodedata.normalize("NFKC", text).translate(_TYPOGRAPHY)
    text = _HYPHEN_AT_LINE_END.sub(OPTIONAL_HYPHEN, text)
    return _NO_SPACE_BETWEEN.sub(" ", _SIGN_APART.sub("", text))


def same_as_shown(one: str, other: str) -> bool:
    """Whether two words stand alike, punctuation and letter case included."""
    return one == other or any(
        one.replace(OPTIONAL_HYPHEN, hyphen) == other.replace(OPTIONAL_HYPHEN, hyphen) for hyphen in ("", "-")
    )


def same_text(one: str, other: str) -> bool:
    """Whether two texts have the same words as they stand; typography, spacing and punctuation apart from words do not count."""
    return _standing(one) == _standing(other)


def _standing(text: str) -> list[str]:
    return [word.replace(OPTIONAL_HYPHEN, "-") for word in words(text).shown]


def same_title(one: str, other: str) -> bool:
    """Whether two titles are the same, letter case, white space and a period at the end apart."""
    return _title(one) == _title(other)


@lru_cache(maxsize=4096)
def _title(text: str) -> str:
    plain = normalised(text).replace(OPTIONAL_HYPHEN, "-").casefold()
    return " ".join(plain.split()).rstrip(". ")


@lru_cache(maxsize=20_000)
def _key(chunk: str) -> str:
    """What a word is compared by; empty for punctuation. Beside digits, sign, point and hyphen count."""
    folded = chunk.casefold()
    if not _DIGIT.search(folded):
        return folded.translate(_PUNCTUATION)
    bare = folded.replace(OPTIONAL_HYPHEN, "-").lstrip("'\"([{,;:!?_•").rstrip("'\")]},.;:!?_")
    return _THOUSANDS.sub("", bare)
