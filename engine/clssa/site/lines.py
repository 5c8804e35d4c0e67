"""What a version of a rule says, as Markdown: its conditions in words, each with its line as it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clssa.language.expression import Block, Line, Node
from clssa.library.model import RuleVersion, Unless
from clssa.reports.words import capital, said
from clssa.site.book import Book
from clssa.site.markup import anchor, code, data, link, words

_MODAL = {"error": "This must hold", "warning": "This should hold", "note": "This usually holds"}
_OTHERWISE = {"error": "an error otherwise", "warning": "a warning otherwise", "note": "a remark otherwise"}
_BLOCKS = {"all_of": "All of these hold:", "any_of": "One of these holds:", "none_of": "None of these holds:"}


def version_says(version: RuleVersion, book: Book, page: str) -> Iterator[str]:
    """Whom it concerns, what must hold, what it works out, its exceptions, and what to do."""
    if version.actor:
        yield from (
            f"**Who:** {link(words(version.actor), f'duties.md#{anchor(version.actor)}', page)} ({words(version.modality)})",
            "",
        )
    if version.applies_when.parts:
        yield from _list("Applies when", version.applies_when, book)
    for derivation in version.derives:
        yield from (f"**{words(capital(book.label(derivation.fact)))}** is worked out:", "")
        for (when, node), text in zip(derivation.choices, derivation.texts, strict=True):
            condition = f", where {'; '.join(said(part, book.label) for part in when.parts)}" if when else ""
            yield f"- {words(capital(said(node, book.label)))}{words(condition)} {code(text)}"
        yield ""
    for level, block in version.requires.items():
        yield from _list(f"{_MODAL[level]} ({_OTHERWISE[level]})", block, book)
    for heading, optional in (
        ("The note must be there when", version.note_required),
        ("The note must not be there when", version.note_forbidden),
    ):
        if optional is not None:
            yield from _list(heading, optional, book)
    for exception in version.unless:
        yield from _exception(exception, book, page)
    if version.waives:
        fact, level = version.waives
        told = f"errors of the rule that {book.label(fact)} names are lowered to a {level}"
        yield from (f"**Where this holds,** {words(told)}.", "")
    if version.remedy:
        yield from ('!!! tip "What to do"', "", f"    {words(_remedy(version.remedy, book))}", "")


def _list(heading: str, block: Block, book: Book) -> Iterator[str]:
    yield from (f"**{words(heading)}**", "")
    yield from _parts(block, book, "")
    yield ""


def _parts(block: Block, book: Book, margin: str) -> Iterator[str]:
    for part in block.parts:
        if isinstance(part, Block):
            yield f"{margin}- {_BLOCKS[part.kind]}"
            yield from _parts(part, book, margin + "    ")
        else:
            yield f"{margin}- {sentence(part, book)}"


def sentence(part: Node, book: Book) -> str:
    """A condition in words, with its line as it is written."""
    written = f" {code(part.text)}" if isinstance(part, Line) else ""
    return f"{words(capital(said(part, book.label)))}{written}"


def _exception(exception: Unless, book: Book, page: str) -> Iterator[str]:
    known = book.issued(exception.cite.source)
    effect = f"only a {'remark' if exception.level == 'note' else exception.level}" if exception.level else "excused"
    reading = f", by reading {book.prose(exception.reading, page)}" if exception.reading else ""
    where = book.paragraph(exception.cite.source, exception.cite.at, page)
    yield f'<div class="dated" data-spans="{data([[known.isoformat(), "", "", ""]])}" markdown="1">'
    yield from ("", f"**Unless** ({effect}; {where}{reading})", "")
    yield from _parts(exception.when, book, "")
    yield from ("", "</div>", "")


def _remedy(text: str, book: Book) -> str:
    """The remedy with the labels of the facts that it fills in."""
    return re.sub(r"\{([^}]*)\}", lambda found: f"the {book.label(found[1])}", text)
