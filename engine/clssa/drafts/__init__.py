"""Draft documents read into facts: a Word or PDF file in, a `Reading` out, by a layout that is data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clssa.drafts.document import UnreadableDraft

if TYPE_CHECKING:
    from clssa.drafts.layout import Layout
    from clssa.drafts.reader import Reading

__all__ = ["UnreadableDraft", "read"]


def read(path: Path, layouts: Sequence[Layout]) -> Reading:
    """Read a draft in Word or PDF by the first layout whose marks it shows; the file is opened by a process of its own.

    Raises `UnreadableDraft`, with one plain sentence, where the file is hostile, damaged, or no such document.
    """
    from clssa.drafts.apart import open_apart
    from clssa.drafts.reader import DraftReader

    document = open_apart(path)
    misses = []
    for layout in layouts:
        try:
            reader = DraftReader(document, layout)
        except UnreadableDraft as error:
            raise UnreadableDraft(f"{path.name} {error}") from None
        mark = reader.missing_mark()
        if not mark:
            return reader.read()
        misses.append(f"{path.name} is not a {layout.document}: it does not show {mark}.")
    raise UnreadableDraft(" ".join(misses) or f"{path.name} cannot be read: there is no layout for it.")
