"""Filled-in notes as text and as Markdown, and what is missing in them, for a person.

Whatever came from the input is shown with its control characters written out, and in Markdown it is words, never markup.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from clssa.check.filled_notes import FilledNote, FilledNotes
from clssa.language.fault import printable
from clssa.library.model import Library
from clssa.notes.blanks import MISSING
from clssa.notes.filled import Missing, Part, as_text
from clssa.reports.words import capital, shown
from clssa.text.markdown import escape

NONE_REQUIRED = "No note is mandatory for this document as of {}."


def text(made: FilledNotes, library: Library) -> str:
    """The notes one below the other, each with its number and title and a line for each of its paragraphs."""
    return "\n".join("".join(f"{line}\n" for line in (title, *lines)) for title, lines in _all(made, library, str))


def markdown(made: FilledNotes, library: Library) -> str:
    """The notes as Markdown: a heading each, and a paragraph for each of theirs."""
    pages = []
    for title, lines in _all(made, library, escape):
        pages += [f"## {title}" if lines else title, *lines]
    return "\n\n".join(pages) + "\n"


def heading(note: FilledNote) -> str:
    """A note's title as documents print it."""
    return note.title.upper()


def mark_of(part: Missing, library: Library) -> str:
    """What stands where a value is missing."""
    decides = ", to know whether more stands here" if part.decides else ""
    return MISSING.format(library.facts[part.fact].label + decides)


def mark_of_undecided(note: FilledNote, library: Library) -> str:
    """What stands where a note belongs or not by facts that are missing."""
    labels = ", ".join(_label(each, library) for each in note.undecided)
    return MISSING.format(f"{labels}, to know whether the note {note.title} belongs here")


def none_required(made: FilledNotes) -> str:
    """What stands there where no note is mandatory."""
    return NONE_REQUIRED.format(shown(made.as_of))


def remarks(made: FilledNotes, library: Library) -> Iterator[str]:
    """What is missing, fact by fact; then where the case's amount is not the one that the rules give."""
    if made.lacks:
        yield f"Missing: {len(made.lacks)} fact{'s' * (len(made.lacks) != 1)}; add them to the case, or beside it with --facts."
    for lack in made.lacks:
        info = library.facts.get(lack.fact)
        means = f"{info.label}. {info.means}" if info is not None else _label(lack.fact, library)
        given = f' The case has "{shown(lack.given)}", which does not fill it in.' if lack.given is not None else ""
        asked = "It is worked out from" if info is not None and info.derived else "Or give what it is worked out from"
        instead = f" {asked}: {', '.join(lack.instead)}." if lack.instead else ""
        yield f"  {lack.fact}: {means}{given} Needed for: {'; '.join(lack.notes)}.{instead}"
    for name, value, expected, is_wrong in made.differing:
        type_ = library.facts[name].type
        given, by_rules = shown(value, type_), shown(expected, type_)
        said = f"the notes have the case's {given}; by the rules it is {by_rules}."
        if is_wrong:
            said = f"the case has {given}, which is wrong; the notes have what the rules give, {by_rules}."
        yield f"{capital(library.facts[name].label)}: {said} clssa check says why."


def _all(made: FilledNotes, library: Library, escaped: Callable[[str], str]) -> Iterator[tuple[str, list[str]]]:
    """The title of each note and its paragraphs; of one that is not decided, only the mark."""

    def line(parts: tuple[Part, ...]) -> str:
        return escaped(printable("".join(mark_of(p, library) if isinstance(p, Missing) else as_text(p) for p in parts)))

    if not made.notes:
        yield none_required(made), []
    for note in made.notes:
        if note.number is None:
            yield escaped(mark_of_undecided(note, library)), []
        else:
            yield f"{note.number}. {escaped(heading(note))}", [line(each) for each in note.paragraphs]


def _label(name: str, library: Library) -> str:
    info = library.facts.get(name)
    return info.label if info is not None else f"the list of {name}"
