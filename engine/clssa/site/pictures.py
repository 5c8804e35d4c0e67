"""Pictures drawn at build: SVG in the colours of the page, with words for who cannot see them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from clssa.site.markup import raw
from clssa.site.times import Span, day_name

_COLUMN, _ROW, _LEFT, _TOP = 150, 46, 140, 54
_LEAST = 520
"""All the columns together are at least so wide."""
_LETTER = 7.2
"""About the width of a letter in the pictures."""


def drawn(title: str, description: str, width: float, height: float, parts: Sequence[str], name: str = "") -> str:
    """An SVG with its title and description; wide ones scroll on a narrow page."""
    key = f"{name}-{abs(hash_of(title + description))}"
    return (
        f'<div class="picture {name}" tabindex="0"><svg role="img" viewBox="0 0 {width:g} {height:g}" '
        f'style="min-width:{min(width, 640):g}px;max-width:{width * 1.15:g}px" aria-labelledby="{key}-t {key}-d" '
        f'xmlns="http://www.w3.org/2000/svg"><title id="{key}-t">{raw(title)}</title>'
        f'<desc id="{key}-d">{raw(description)}</desc>{"".join(parts)}</svg></div>'
    )


def hash_of(text: str) -> int:
    """A number for a text that is the same in every build."""
    number = 0
    for sign in text:
        number = (number * 131 + ord(sign)) % 1_000_003
    return number


def text(x: float, y: float, written: str, name: str = "", anchor: str = "start", room: float = 0) -> str:
    """A line of text; what does not fit the room is cut, and whole in its tooltip."""
    most = int(room / _LETTER) if room else len(written)
    cut = written if len(written) <= most else written[: max(1, most - 1)] + "…"
    whole = f"<title>{raw(written)}</title>" if cut != written else ""
    return f'<text x="{x:g}" y="{y:g}" class="{name}" text-anchor="{anchor}">{raw(cut)}{whole}</text>'


def times(title: str, spans: Sequence[Span], labels: Sequence[str], counts: str) -> str:
    """What is in force (across) as known from each day (down). The steps are even; the days stand at their edges."""
    edges = sorted({each.start for each in spans} | {each.end for each in spans if each.end is not None})
    rows = sorted({each.known_from for each in spans})
    column = max(_COLUMN, _LEAST // len(edges))
    width, height = _LEFT + column * len(edges) + 10, _TOP + _ROW * len(rows) + 12
    parts = [
        text(_LEFT, 18, f"in force, by the {counts}" if counts else "in force", "axis", room=width - _LEFT),
        text(8, 42, "known from", "axis"),
    ]
    for place, edge in enumerate(edges):
        x = _LEFT + column * place
        parts += [text(x + 3, 42, day_name(edge), "day"), f'<path d="M{x} 30V{height - 8}" class="edge"/>']
    for place, day in enumerate(rows):
        y = _TOP + _ROW * place
        parts += [text(8, y + 27, day_name(day), "day"), f'<path d="M8 {y}H{width - 10}" class="edge"/>']
    for span in spans:
        parts.append(_box(span, edges, rows, labels, column))
    return drawn(title, _told(spans, labels), width, height, parts, "times")


def _box(span: Span, edges: list[datetime.date], rows: list[datetime.date], labels: Sequence[str], column: int) -> str:
    left = _LEFT + column * edges.index(span.start)
    right = _LEFT + column * (edges.index(span.end) if span.end is not None else len(edges))
    top = _TOP + _ROW * rows.index(span.known_from)
    bottom = _TOP + _ROW * (rows.index(span.known_until) if span.known_until in rows else len(rows))
    name = "ended" if span.version is None else f"v{span.version % 4}"
    label = "no longer in force" if span.version is None else labels[span.version]
    written = text(left + 12, (top + bottom) / 2 + 5, label, f"on-{name}", room=right - left - 22)
    box = f'<rect x="{left + 2}" y="{top + 2}" width="{right - left - 4}" height="{bottom - top - 4}" rx="4" class="{name}"/>'
    return box + written


def _told(spans: Sequence[Span], labels: Sequence[str]) -> str:
    return " ".join(
        f"As known from {day_name(each.known_from)}: "
        f"{'nothing' if each.version is None else labels[each.version]} from {day_name(each.start)}"
        f"{'' if each.end is None else f' until before {day_name(each.end)}'}."
        for each in spans
    )
