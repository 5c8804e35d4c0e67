"""`policies/` and `notes/` read into one checked whole."""

from __future__ import annotations

from pathlib import Path

from clssa.language.fault import Fault, Faults
from clssa.library.model import Library


def load_library(policies: Path, remember: bool = False) -> Library:
    """The library in a `policies` folder (its notes stand in the folder `notes` beside it).

    With `remember`, a library that was read without a fault is kept by the digest of its files, and not read again; such a
    library has no examples and no texts of quoted sources. Raises `Faults` with every fault found, in the order of the files.
    """
    from clssa.library import cache
    from clssa.library.digest import library_digest

    digest = library_digest(policies)
    kept = cache.kept_file(policies, digest) if remember else None
    library = cache.recall(kept) if kept is not None else None
    if library is not None:
        return library
    library, faults = read_library(policies)
    if faults:
        raise Faults(faults)
    library.digest = digest
    if kept is not None:
        cache.keep(library, kept)
    return library


def read_library(policies: Path) -> tuple[Library, list[Fault]]:
    """The library as far as it can be read, with every fault found."""
    from clssa.library.read import read_all

    return read_all(policies)
