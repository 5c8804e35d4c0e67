"""A draft's note against the words that it must have: edits by word, remarks, and what stands in the blanks.

Never a similarity ratio: one lost "not" is an edit. Words are matched exactly first, which is linear; only a
text that differs is aligned word by word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from clssa.language.types import Type
from clssa.notes.align import Step, Word, align
from clssa.notes.blanks import Filled, Slot
from clssa.notes.template import Piece
from clssa.notes.words import Words, same_as_shown, words

Kind: TypeAlias = Literal["inserted", "deleted", "replaced"]

_expected = lru_cache(maxsize=512)(words)


@dataclass(frozen=True, slots=True)
class Edit:
    """Words that differ, with a few words of the draft before and after them."""

    kind: Kind
    expected: str
    actual: str
    before: str
    after: str
    at: int
    """The number of the word of the draft: the first of those that differ, or the one behind which some are missing."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """`edits` change words; `remarks` only letter case, punctuation or spacing; `blanks` are in order."""

    edits: tuple[Edit, ...]
    remarks: tuple[Edit, ...]
    blanks: tuple[Filled, ...]


def compare(pieces: Sequence[Piece], actual_text: str, type_of: Callable[[str], Type]) -> Comparison:
    """Compare a draft's text with a note's pieces; `type_of` gives the type of a fact by its name."""
    segments = [_expected(p) if isinstance(p, str) else Slot.of(p, type_of(p.fact)) for p in pieces]
    segments = [segment for segment in segments if isinstance(segment, Slot) or segment.keys]
    actual = words(actual_text)
    spans = _match(segments, actual)
    if spans is None:
        return _compared(align(segments, actual), actual)
    blanks: list[Filled] = []
    remarks: list[Edit] = []
    for segment, (start, end) in zip(segments, spans, strict=True):
        if isinstance(segment, Slot):
            blanks.append(segment.filled(actual, start, end))
        elif segment.shown != actual.shown[start:end]:
            remarks += _remarks(segment.shown, actual, start)
    return Comparison((), tuple(remarks), tuple(blanks))


def _match(segments: Sequence[Words | Slot], actual: Words) -> list[tuple[int, int]] | None:
    """Where each segment stands, if no word differs; a blank ends where the words after it follow."""
    spans: list[tuple[int, int]] = []
    at, last = 0, len(actual.keys)
    for index, segment in enumerate(segments):
        if isinstance(segment, Words):
            end: int | None = at + len(segment.keys)
            if actual.keys[at:end] != segment.keys:
                return None
        else:
            following = segments[index + 1] if index + 1 < len(segments) else None
            end = _end(segment, following, actual, at)
        if end is None:
            return None
        spans.append((at, end))
        at = end
    return spans if at == last else None


def _end(slot: Slot, following: Words | Slot | None, actual: Words, start: int) -> int | None:
    if following is None:
        return next((end for end in slot.ends(actual, start) if end == len(actual.keys)), None)
    keys = following.keys if isinstance(following, Words) else ()
    return next((end for end in slot.ends(actual, start) if actual.keys[end : end + len(keys)] == keys), None)


def _remarks(expected: Sequence[str], actual: Words, start: int) -> Iterator[Edit]:
    for at, word in enumerate(expected, start):
        if not same_as_shown(word, actual.shown[at]):
            yield _edit([word], actual, at, at + 1)


def _compared(steps: Sequence[Step], actual: Words) -> Comparison:
    edits: list[Edit] = []
    remarks: list[Edit] = []
    blanks: list[Filled] = []
    changed: list[Step] = []
    for step in [*steps, None]:
        item, start, end = step or (None, 0, 0)
        same = isinstance(item, Word) and actual.keys[start:end] == (item.key,)
        if step is not None and not same and not isinstance(item, Slot):
            changed.append(step)
            continue
        if changed:
            (remarks if _only_spacing(changed, actual) else edits).append(_merged(changed, actual))
            changed = []
        if isinstance(item, Slot):
            blanks.append(item.filled(actual, start, end))
        elif isinstance(item, Word):
            remarks += _remarks([item.shown], actual, start)
    return Comparison(tuple(edits), tuple(remarks), tuple(blanks))


def _only_spacing(changed: Sequence[Step], actual: Words) -> bool:
    """Whether both sides have the same letters; digits apart, where a space makes another number."""
    expected = "".join(item.key for item, _, _ in changed if isinstance(item, Word))
    found = "".join(actual.keys[changed[0][1] : changed[-1][2]])
    return expected == found and not any(map(str.isdigit, found))


def _merged(changed: Sequence[Step], actual: Words) -> Edit:
    expected = [item.shown for item, _, _ in changed if isinstance(item, Word)]
    return _edit(expected, actual, changed[0][1], changed[-1][2])


def _edit(expected: Sequence[str], actual: Words, start: int, end: int) -> Edit:
    kind: Kind = "inserted" if not expected else "deleted" if start == end else "replaced"
    at = max(0, start - 1) if kind == "deleted" else start
    return Edit(kind, " ".join(expected), actual.standing(start, end), *actual.around(start, end), at)
