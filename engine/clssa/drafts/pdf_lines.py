"""Lines of a PDF page put together again: wrapped lines into paragraphs, words cut at a line's end into words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

_SOFT = "\u00ad"
_GAP = 0.9
_BLANK = 0.35
_HYPHENS = ("-", "\u2010", "/")
_NUMBER = re.compile(r"[0-9$][,.]?\Z")
_NUMBER_GOES_ON = re.compile(r"[,.]?[0-9]")


@dataclass(frozen=True)
class Word:
    """A printed word with its left and right edge, the width of its first letter, and whether a blank is printed behind it.

    `spaced` is None in a file that prints no blanks at the ends of its lines: there, its absence says nothing.
    """

    text: str
    left: float
    right: float
    first_letter: float
    spaced: bool | None = None


@dataclass(frozen=True)
class TextLine:
    """A printed line: its words from left to right, and its top and bottom in points from the page's top."""

    words: tuple[Word, ...]
    page: int
    top: float
    bottom: float

    @property
    def left(self) -> float:
        """Where its first word begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where its last word ends."""
        return self.words[-1].right

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @cached_property
    def text(self) -> str:
        """Its words; a wide gap between two is a tab."""
        text = self.words[0].text
        for before, word in pairwise(self.words):
            text += ("\t" if self.is_wide(word.left - before.right) else " ") + word.text
        return text

    def is_wide(self, gap: float) -> bool:
        """Whether a gap is too wide to be one between words of a sentence."""
        return gap > 2 * self.height

    @property
    def letter(self) -> float:
        """About the width of one letter."""
        return (self.right - self.left) / max(1, len(self.text))


def paragraphs(lines: Sequence[TextLine], right: float) -> list[list[TextLine]]:
    """Lines grouped into paragraphs: a line goes on where the next one's first word would not have fitted before `right`.

    A line in columns stands alone.
    """
    groups: list[list[TextLine]] = []
    for line in lines:
        if groups and goes_on(groups[-1][-1], line, right):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def joined(lines: Sequence[TextLine], right: float) -> str:
    """The text of lines that were wrapped; a word that was cut at the end of a line is whole again."""
    text = ""
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else None
        if before is None:
            text = line.text
        elif text.endswith(_SOFT):
            text = text[:-1] + line.text
        elif _has_hyphen(before, text) or line.text.startswith("/") or _is_cut(before, line, right):
            text += line.text
        else:
            text += f" {line.text}"
    return text.replace(_SOFT, "")


def _has_hyphen(line: TextLine, text: str) -> bool:
    return text.endswith(_HYPHENS) and bool(text[-2:-1].strip()) and not line.words[-1].spaced


def goes_on(line: TextLine, following: TextLine, right: float) -> bool:
    """Whether a line is wrapped, and the next one is the rest of it."""
    if line.text.endswith(_SOFT):
        return True
    if "\t" in line.text or "\t" in following.text:
        return False
    if _has_ended(line, right) and not line.text.endswith(_HYPHENS) and not _is_cut(line, following, right):
        return False
    if line.page != following.page:
        return not line.text.rstrip().endswith((".", ":", ";")) and _is_full(line, following, right)
    return following.top - line.bottom < _GAP * line.height and _is_full(line, following, right)


def _is_full(line: TextLine, following: TextLine, right: float) -> bool:
    first = following.words[0]
    return line.right + line.letter * 0.5 + first.right - first.left > right


def _has_ended(line: TextLine, right: float) -> bool:
    """Whether the file would have printed a blank behind a wrapped line, and has not."""
    return line.words[-1].spaced is False and line.right + _BLANK * line.height <= right


def _is_cut(line: TextLine, following: TextLine, right: float) -> bool:
    """Whether a word wider than its cell was broken: it fills the line alone, and not one more letter would have fitted.

    Two words that each fill a line look the same, unless the file prints blanks; a capital letter begins a word.
    """
    last, first = line.words[-1], following.words[0]
    if last.spaced or len(line.words) > 1 or last.right + first.first_letter <= right:
        return False
    if _NUMBER.search(last.text) and _NUMBER_GOES_ON.match(first.text):
        return True
    if first.text[:1].isupper():
        return _has_ended(line, right) and last.text[-1:].isupper() and not first.text[1:2].islower()
    return _has_ended(line, right) or (last.text[-1:].isalnum() and first.text[:1].isalnum())
