"""The alignment of a draft's words with a note's words and blanks, at the least number of changed words.

Words beside a free-text blank count as its text where that explains as much.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeAlias

from clssa.notes.blanks import Slot
from clssa.notes.words import Words

MOST_WORDS = 12_000
"""What a draft has beyond this is taken as inserted without being aligned: the time grows with the words."""

CHANGE, REPLACE, MISFIT, EMPTY = 4, 5, 1, 2
"""Costs of a word inserted or deleted, one replaced, one in a blank that it does not fit, an empty blank."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word that a note must have: what it is compared by, and how it stands there."""

    key: str
    shown: str


Item: TypeAlias = Word | Slot
Step: TypeAlias = tuple[Item | None, int, int]
"""An expected word or blank (None: nothing was expected), and the draft's words for it, from and up to."""


def align(segments: Sequence[Words | Slot], actual: Words) -> list[Step]:
    """The steps from the note to the draft, in order."""
    items: list[Item] = []
    for segment in segments:
        items += [segment] if isinstance(segment, Slot) else map(Word, segment.keys, segment.shown)
    keys = actual.keys[:MOST_WORDS]
    first = _alike(items, keys)
    last = _alike(items[first:][::-1], keys[first:][::-1])
    until, rest = len(items) - last, len(keys) - last
    steps: list[Step] = [(item, at, at + 1) for at, item in enumerate(items[:first])]
    middle = Words(keys[first:rest], actual.shown[first:rest])
    changes = _least_changes(items[first:until], middle)
    steps += [(item, first + start, first + end) for item, start, end in changes]
    steps += [(item, at, at + 1) for at, item in enumerate(items[until:], rest)]
    return steps + [(None, at, at + 1) for at in range(len(keys), len(actual.keys))]


def _alike(items: Sequence[Item], keys: Sequence[str]) -> int:
    """How many words are the same from the beginning."""
    count = 0
    for item, key in zip(items, keys, strict=False):
        if isinstance(item, Slot) or item.key != key:
            break
        count += 1
    return count


def _least_changes(items: Sequence[Item], actual: Words) -> list[Step]:
    """The steps, read off backwards; `rows[i][j]` is the least cost of the first i items against j words."""
    rows = [list(range(0, CHANGE * len(actual.keys) + 1, CHANGE))]
    for item in items:
        rows.append(_row(item, rows[-1], actual))
    steps: list[Step] = []
    i, j = len(items), len(actual.keys)
    while i or j:
        start = _start(items[i - 1], rows[i - 1], rows[i], actual, j) if i else None
        if start is None:
            steps.append((None, j - 1, j))
            j -= 1
        else:
            i -= 1
            steps.append((items[i], start, j))
            j = start
    return steps[::-1]


def _row(item: Item, above: list[int], actual: Words) -> list[int]:
    if isinstance(item, Slot):
        return _blank_row(item, above, actual)
    left, expected = above[0] + CHANGE, item.key
    row = [left]
    for key, diagonal, up in zip(actual.keys, above, above[1:], strict=False):
        left = (left if left < up else up) + CHANGE
        cost = diagonal if key == expected else diagonal + REPLACE
        if cost < left:
            left = cost
        row.append(left)
    return row


def _blank_row(slot: Slot, above: list[int], actual: Words) -> list[int]:
    if slot.free:
        return list(accumulate(above, min))
    row: list[int] = []
    for j in range(len(above)):
        cost = min(above[start] + extra for start, extra in _starts(slot, actual, j))
        row.append(min(cost, row[-1] + CHANGE) if row else cost)
    return row


def _starts(slot: Slot, actual: Words, end: int) -> list[tuple[int, int]]:
    """Where a typed blank that ends here may start, with what that costs."""
    stand_in = end - len(slot.printed.keys)
    starts = [(end, EMPTY)]
    if end:
        starts.append((end - 1, 0 if slot.fits(actual.shown[end - 1]) else MISFIT))
    if stand_in >= 0 and slot.unfilled(actual.keys, stand_in, end):
        starts.append((stand_in, 0))
    return starts


def _start(item: Item, above: list[int], row: list[int], actual: Words, end: int) -> int | None:
    """Where the words for the item start if they end here; None where the last of them is inserted."""
    if isinstance(item, Slot):
        if item.free:
            return next(start for start in range(end, -1, -1) if above[start] == row[end])
        starts = _starts(item, actual, end)
    else:
        starts = [(end, CHANGE)]
        if end:
            starts.append((end - 1, 0 if actual.keys[end - 1] == item.key else REPLACE))
    return next((start for start, extra in reversed(starts) if row[end] == above[start] + extra), None)
