"""Text in which nothing is hidden from who reads it."""

from __future__ import annotations

import re
import unicodedata

_HIDDEN = re.compile(r"[^\x20-\x7e\u00a1-\U0010ffff]")
_NOT_SHOWN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def printable(text: str) -> str:
    """Text for a terminal: control, format and private characters are shown as \\uXXXX, never obeyed."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(f"\\u{ord(c):04x}" if _HIDDEN.match(c) or unicodedata.category(c) in _NOT_SHOWN else c for c in text)
