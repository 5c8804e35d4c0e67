"""The boxes for two dates, which a script fills with life; without scripts they are not shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clssa.site.markup import data, raw
from clssa.site.times import Span


def box(counts: str, found: Sequence[Span]) -> Iterator[str]:
    """A form with the day that counts and the day of knowledge; the spans say when nothing is in force."""
    label = f"In force on ({counts})" if counts else "In force on"
    held = data([each.data() for each in found if each.version is not None])
    yield f'<form class="as-of" hidden aria-label="Two dates" data-spans="{held}">'
    yield f'<label>{raw(label)} <input type="date" name="asof"></label>'
    yield '<label>As known on <input type="date" name="knownon"></label>'
    yield '<button type="button" class="link">Copy link</button> <button type="reset">Show all versions</button>'
    yield '<p role="status" aria-live="polite"></p>'
    yield "</form>"
    yield ""
