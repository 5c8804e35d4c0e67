"""A note beside the paragraph that it repeats: the first word that departs from the source is a fault."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clssa.language.fault import Fault, Place
from clssa.notes.body import Blank, flat, position
from clssa.notes.template import NoteTemplate


def differs_from_source(template: NoteTemplate, source_text: str) -> Fault | None:
    """The first word of the note that departs from the source's text; None if none does.

    Words named under `left_out` are taken out of the source first. White space does not count, all else does.
    """
    for each in template.left_out:
        if each.words not in source_text:
            message = f'the source does not have the words "{each.words}"'
            return Fault(each.words.place, message, len(each.words))
        source_text = source_text.replace(each.words, " ")
    wanted, found = source_text.split(), list(_words(template))
    same = 0
    while same < min(len(wanted), len(found)) and wanted[same] == found[same][0]:
        same += 1
    if same == len(wanted) == len(found):
        return None
    word, place = found[same] if same < len(found) else found[-1] if found else ("", template.place)
    if same == len(found):
        message = f'the source goes on after this with "{wanted[same]}"'
    elif same == len(wanted):
        message = f'the source ends before "{word}"'
    else:
        message = f'the source has "{wanted[same]}" here, not "{word}"'
    help = f"repeat {template.source}, {template.at} word for word; name under left_out what is no part of it"
    return Fault(place, message, max(1, len(word)), help)


def _texts(template: NoteTemplate) -> Iterator[tuple[str, Place]]:
    for node in flat(template.body, lambda condition: True):
        yield (node.printed, node.fact.place) if isinstance(node, Blank) else (node, node.place)


def _words(template: NoteTemplate) -> Iterator[tuple[str, Place]]:
    """The printed words with their places; what a blank and the text beside it write together is one word."""
    word, at = "", template.place
    for text, place in _texts(template):
        for found in re.finditer(r"\s+|\S+", text):
            if not found.group().isspace():
                at = at if word else _within(text, found.start(), place)
                word += found.group()
            elif word:
                yield word, at
                word = ""
    if word:
        yield word, at


def _within(text: str, offset: int, start: Place) -> Place:
    inside = position(text, offset, start.file)
    column = inside.column + (start.column - 1 if inside.line == 1 else 0)
    return Place(start.file, start.line + inside.line - 1, column)
