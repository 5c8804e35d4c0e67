"""What `clssa new` left to be written: a file is not done while the word TODO stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from clssa.language.fault import Fault, Place
from clssa.library.files import library_files

TODO = "TODO"
_STILL = re.compile(rf"\b{TODO}\b")


def unwritten(policies: Path) -> Iterator[Fault]:
    """Faults at each TODO in a file of the library; the texts of the sources are not ours to write."""
    for path in library_files(policies):
        if path.name == "text.yaml":
            continue
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1):
            for found in _STILL.finditer(line):
                place = Place(str(path), number, found.start() + 1)
                yield Fault(place, "this is still to be written", len(TODO), f"write it in place of {TODO}, or delete the line")
