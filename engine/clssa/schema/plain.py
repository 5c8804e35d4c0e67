"""How other readers of YAML, an editor among them, take a word that stands without quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WHOLE = re.compile(r"[-+]?[0-9]+")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


def plain(text: str) -> str | int | float | bool | None:
    """The value of a plain scalar by the core schema of YAML 1.2."""
    if text.lower() in _WORDS and text in (text.lower(), text.upper(), text.title()):
        return _WORDS[text.lower()]
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else text


def in_words(words: Iterable[str]) -> list[str | int | float | bool | None]:
    """The words of an enumeration, and beside each what it is taken for where it stands without quotation marks."""
    made: dict[tuple[bool, str | int | float | bool | None], str | int | float | bool | None] = {}
    for word in words:
        for each in (word, plain(word)):
            made.setdefault((isinstance(each, bool), each), each)  # True is 1 to Python, and not in a schema
    return list(made.values())
