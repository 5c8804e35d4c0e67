"""Lines of a PDF page put together again: wrapped lines into paragraphs, words cut at a line's end into words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_SOFT = "\u00ad"
_GAP = 0.9


@dataclass(frozen=True, slots=True)
class TextLine:
    """A printed line: its text, its box in points from the page's top left, and how wide its first word is."""

    text: str
    page: int
    left: float
    right: float
    top: float
    bottom: float
    first_word: float

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
        if groups and _goes_on(groups[-1][-1], line, right):
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
        elif (text.endswith(("-", "\u2010", "/")) and text[-2:-1].strip()) or _is_cut(before, line, right):
            text += line.text
        else:
            text += f" {line.text}"
    return text.replace(_SOFT, "")


def _goes_on(line: TextLine, following: TextLine, right: float) -> bool:
    if line.text.endswith(_SOFT):
        return True
    if "\t" in line.text or "\t" in following.text:
        return False
    if line.page != following.page:
        return not line.text.rstrip().endswith((".", ":", ";")) and _is_full(line, following, right)
    height = line.bottom - line.top
    return following.top - line.bottom < _GAP * height and _is_full(line, following, right)


def _is_full(line: TextLine, following: TextLine, right: float) -> bool:
    return line.right + line.letter * 0.5 + following.first_word > right


def _is_cut(line: TextLine, following: TextLine, right: float) -> bool:
    """Whether a word wider than its cell was broken: it fills the line alone, and not one more letter would have fitted."""
    alone = " " not in line.text.strip()
    return alone and line.right + following.letter > right and line.text[-1:].isalnum() and following.text[:1].isalnum()
