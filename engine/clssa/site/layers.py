"""A picture of parts in rows, each above what it uses."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from clssa.site.pictures import drawn, text

_WIDE, _HIGH, _LANE, _GAP, _BETWEEN = 148, 44, 12, 28, 50
"""The sizes of a box, of the lane in which a line passes a row, and of what is left free between boxes and rows."""
_SWEEPS = 12

Row = list[str]
_Lines = list[tuple[str, str]]


def layers(title: str, uses: Mapping[str, set[str]]) -> str:
    """Parts and what each uses, the ones that use nothing below; an arrow points to what is used, and passes no box."""
    rows, ways = _rows_and_ways(uses)
    rows = _untangled(rows, _steps(ways))
    width = max(map(_width, rows)) + 2 * _GAP
    height = len(rows) * (_HIGH + _BETWEEN) - _BETWEEN + 20
    at: dict[str, tuple[float, float]] = {}
    for depth, row in enumerate(rows):
        x = (width - _width(row)) / 2
        for name in row:
            wide = _WIDE if name in uses else _LANE
            at[name] = (x + wide / 2, height - 10 - _HIGH - depth * (_HIGH + _BETWEEN))
            x += wide + _GAP
    parts = [
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0L8 4L0 8z" class="tip"/></marker></defs>'
    ]
    parts += [f'<path class="uses" marker-end="url(#tip)" d="{_line([at[name] for name in way])}"/>' for way in ways]
    for name in sorted(uses):
        x, y = at[name]
        parts.append(f'<rect x="{x - _WIDE / 2:g}" y="{y:g}" width="{_WIDE}" height="{_HIGH}" rx="6" class="part"/>')
        parts.append(text(x, y + _HIGH / 2 + 5, name, "part-name", "middle"))
    told = " ".join(f"{name} uses {', '.join(sorted(_directly(name, uses))) or 'nothing'}." for name in sorted(uses))
    return drawn(title, told, width, height, parts, "layers")


def _width(row: Row) -> float:
    """A name with a bar in it is a lane."""
    return sum((_LANE if "|" in name else _WIDE) + _GAP for name in row) - _GAP


def _line(points: list[tuple[float, float]]) -> str:
    """From the foot of a box, straight through the lanes of the rows between, to the head of another."""
    (x, y), *others = points
    y += _HIGH
    made = [f"M{x:g} {y:g}"]
    for place, (right, head) in enumerate(others, 1):
        last = place == len(others)
        end = head - 2 if last else head
        made.append(f"C{x:g} {(y + end) / 2:g} {right:g} {(y + end) / 2:g} {right:g} {end:g}")
        if not last:
            made.append(f"V{head + _HIGH:g}")
        x, y = right, head + _HIGH
    return "".join(made)


def _rows_and_ways(uses: Mapping[str, set[str]]) -> tuple[list[Row], list[Row]]:
    """The parts by the longest way down from each, with a lane in each row that an arrow passes; and the way of each arrow."""
    depth: dict[str, int] = {}

    def deep(name: str) -> int:
        if name not in depth:
            depth[name] = 1 + max((deep(each) for each in sorted(uses[name])), default=-1)
        return depth[name]

    for name in sorted(uses):
        deep(name)
    rows = [sorted(name for name in uses if depth[name] == row) for row in range(1 + max(depth.values()))]
    ways = []
    for name in sorted(uses):
        for used in sorted(_directly(name, uses)):
            lanes = [(row, f"{name}|{used}|{row}") for row in range(depth[name] - 1, depth[used], -1)]
            for row, lane in lanes:
                rows[row].append(lane)
            ways.append([name, *(lane for _, lane in lanes), used])
    return rows, ways


def _steps(ways: list[Row]) -> _Lines:
    """The arrows from row to row, each as (upper, lower)."""
    return [step for way in ways for step in pairwise(way)]


def _untangled(rows: list[Row], steps: _Lines) -> list[Row]:
    """The rows in an order in which few arrows cross: each part moves to the middle of those that it is joined to."""
    best, fewest = rows, _crossings(rows, steps)
    for sweep in range(_SWEEPS):
        order = range(1, len(rows)) if sweep % 2 else range(len(rows) - 2, -1, -1)
        rows = [*map(list, rows)]
        for place in order:
            beside = rows[place - 1 if sweep % 2 else place + 1]
            rows[place].sort(key=lambda name: _middle(name, beside, steps))
        if (count := _crossings(rows, steps)) < fewest:
            best, fewest = rows, count
    return best


def _middle(name: str, beside: Row, steps: _Lines) -> float:
    joined = {other for step in steps if name in step for other in step if other != name}
    places = [(place + 0.5) / len(beside) for place, other in enumerate(beside) if other in joined]
    return sum(places) / len(places) if places else 0.5


def _crossings(rows: list[Row], steps: _Lines) -> int:
    place = {name: (row, number) for row, names in enumerate(rows) for number, name in enumerate(names)}
    ends = sorted((place[upper][0], place[upper][1], place[lower][1]) for upper, lower in steps)
    return sum(
        row == other and (left - right) * (foot - end) < 0
        for number, (row, left, foot) in enumerate(ends)
        for other, right, end in ends[number + 1 :]
    )


def _directly(name: str, uses: Mapping[str, set[str]]) -> set[str]:
    """What a part uses, without what is also used by something that it uses."""

    def below(part: str) -> set[str]:
        return uses[part] | {each for used in uses[part] for each in below(used)}

    return {used for used in uses[name] if not any(used in below(other) for other in uses[name] - {used})}
