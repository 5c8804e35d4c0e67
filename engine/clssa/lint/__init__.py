"""Faults that concern the library as a whole, beside those found while reading its files."""

from __future__ import annotations

from pathlib import Path

from clssa.language.fault import Fault
from clssa.library import read_library
from clssa.library.model import Library
from clssa.lint.examples import examples, lines_of_examples
from clssa.lint.in_force import in_force
from clssa.lint.never import never
from clssa.lint.notes import layouts, notes
from clssa.lint.numbers import numbers
from clssa.lint.sources import sources
from clssa.lint.trees import load_trees
from clssa.lint.unused import unused
from clssa.lint.unwritten import unwritten
from clssa.lint.words import words


def lint(policies: Path) -> tuple[Library, list[Fault]]:
    """The library and every fault in it, in the order of the files. Raises `Faults` where there is no library at all."""
    library, faults = read_library(policies)
    to_write = list(unwritten(policies))
    if not faults or library.rules:  # where reading stopped before the rules, what was not read is not to blame
        faults += notes(library)
        faults += layouts(policies, library)
        faults += examples(library)
    if not faults:
        trees = load_trees(policies)
        for check in (lines_of_examples, in_force, never, numbers, sources, unused, words):
            faults += check(library, trees)
    still = {(each.place.file, each.place.line) for each in to_write}
    return library, sorted({*to_write, *(each for each in faults if (each.place.file, each.place.line) not in still)})
