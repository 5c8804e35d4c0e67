"""The page of each source: the whole text, paragraph by paragraph, with what encodes it beside it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from clssa.language.yaml import Map, Text
from clssa.library.model import Citation, Source
from clssa.site.book import Book
from clssa.site.changes import learnt_on
from clssa.site.markup import anchor, badge, code, copy, front, link, table, words
from clssa.site.times import day_name

_FEW, _SHORT = 3, 160
"""More short paragraphs than these with the same columns are drawn as the table that they were."""


def source_pages(book: Book) -> Iterator[tuple[str, str]]:
    """A page for each source, and one for all."""
    yield "sources/index.md", "\n".join(_all(book))
    for source in book.library.sources.values():
        page = f"sources/{source.id}.md"
        yield page, "\n".join(_source(source, book, page))


def _all(book: Book) -> Iterator[str]:
    page = "sources/index.md"
    yield from front("Sources", "Every document that a rule may cite", wide=True)
    yield from ("# Sources", "", "In the order in which they were issued: from that day on each was known.", "")
    rows = []
    for source in sorted(book.library.sources.values(), key=lambda each: (each.issued, each.id)):
        held = "word for word" if source.held else "in our words"
        title = link(words(source.title), f"sources/{source.id}.md", page)
        subject = words(_head(book.heads[source.id], "subject"))
        standing = ", ".join(f"{each.status} from {day_name(each.start)}" for each in source.standing)
        rows.append(
            [f"{title}<br>{subject}" if subject else title, day_name(source.issued), held, str(len(source.provisions)), standing]
        )
    yield from table(("Source", "Issued", "Text", "Paragraphs", "Standing"), rows)


def _head(head: Map, key: str) -> str:
    return str(head.get(Text(key), ""))


def _source(source: Source, book: Book, page: str) -> Iterator[str]:
    head = book.heads[source.id]
    subject = _head(head, "subject") or source.title
    yield from front(source.title, subject, wide=True)
    yield from (f"# {words(source.title)}", "")
    if subject != source.title:
        yield from (words(subject), "{: .lead }", "")
    issued = day_name(source.issued) if source.issued.year < 9999 else "on a day that nothing we hold shows"
    changes = f" {learnt_on(source.issued, page)}." if source.issued.year < 9999 else ""
    yield f"{words(_head(head, 'issuer'))}{', ' if _head(head, 'issuer') else ''}issued {issued}.{changes} {code(source.id)}"
    yield ""
    if source.held:
        yield "Its words are stored as they were printed, misprints included."
    else:
        told = "What stands here is in our own words, with the address at which it was read. It is never quoted."
        yield from ('!!! note "The text is not held"', "", f"    {told}")
    yield ""
    if unverified := _head(head, "unverified"):
        yield from ('!!! warning "Not verified"', "", f"    {book.prose(unverified, page)}", "")
    if source.standing:
        yield from ("## What became of it", "")
        for each in source.standing:
            told = f"{badge(each.status)} from {day_name(each.start)}, by {book.paragraph(str(each.told_by), str(each.at), page)}"
            yield f"- {told}, known from {day_name(book.issued(str(each.told_by)))}"
        yield ""
    yield from ("## Paragraphs", "")
    entries = [(at, book.texts[source.id, at]) for at in source.provisions]
    for names, group in groupby(entries, key=lambda each: _columns(each[1])):
        some = list(group)
        if names and len(some) > _FEW and all(len(source.provisions[at]) < _SHORT for at, _ in some):
            yield from _rows(names, some, source, book, page)
        else:
            for at, entry in some:
                yield from _paragraph(at, entry, source, book, page)


def _columns(entry: Map) -> tuple[str, ...]:
    return tuple(str(name) for name in entry.get(Text("columns"), {}))


def _title(name: str) -> str:
    return words(name.replace("_", " ").capitalize())


def _rows(names: tuple[str, ...], some: list[tuple[str, Map]], source: Source, book: Book, page: str) -> Iterator[str]:
    """Paragraphs that are rows of a table of the source, as that table."""
    rows = []
    for at, entry in some:
        columns: dict[Any, Any] = entry[Text("columns")]
        row_head = f'<span id="{anchor(at)}"></span>{link(words(at), f"{page}#{anchor(at)}", page)}'
        told = f"{words(source.provisions[at])} {_copy(source, at, book)}"
        rows.append([row_head, *(words(str(columns[Text(name)])) for name in names), told, _encoded(source, at, book, page)])
    yield from table(("Paragraph", *map(_title, names), "As printed", "Encoded by"), rows, "cells")


def _paragraph(at: str, entry: Map, source: Source, book: Book, page: str) -> Iterator[str]:
    yield '<section class="paragraph" markdown="1">'
    yield ""
    heading = " ".join(filter(None, (_head(entry, "printed"), _head(entry, "heading"))))
    under = f" under {_head(entry, 'under')}" if _head(entry, "under") else ""
    yield f"### {words(at)}{': ' + words(heading) if heading else ''}{words(under)} {{ #{anchor(at)} }}"
    yield ""
    yield from (_copy(source, at, book), "{: .pinpoint }", "")
    yield from (words(source.provisions[at]), "{: .words }", "")
    if address := _head(entry, "address"):
        yield from (f"Read at {code(address)}.", "{: .address }", "")
    if unverified := _head(entry, "unverified"):
        yield from (f"**Not verified:** {book.prose(unverified, page)}", "")
    if columns := _columns(entry):
        tree: dict[Any, Any] = entry[Text("columns")]
        yield from table(tuple(map(_title, columns)), [[words(str(tree[Text(each)])) for each in columns]])
    yield from (f"{_encoded(source, at, book, page)}", "{: .encoded }", "")
    yield from ("</section>", "")


def _copy(source: Source, at: str, book: Book) -> str:
    quote = source.provisions[at] if source.held else None
    return copy(book.citation(Citation(source.id, at, quote, source.place)))


def _encoded(source: Source, at: str, book: Book, page: str) -> str:
    """What encodes a paragraph, what is left out and why, in one line."""
    paragraph = book.paragraphs[source.id, at]
    links = [
        f"{'' if each.kind == 'value' else badge(each.kind) + ' '}{book.encoding(each.name, each.kind, each.title, page)}"
        f"{_bound(each.name, book, page)}"
        for each in paragraph.encoded_by
    ]
    links += [f"{badge('not encoded')} “{words(quote)}” {book.prose(why, page)}" for _, quote, why in paragraph.not_encoded]
    if paragraph.status != "encoded":
        left = "; ".join(f"“{words(each)}”" for each in paragraph.left_over)
        links.append(f"{badge('gap')} {'left over: ' + left if left else 'nothing encodes it'}")
    return "<br>".join(links)


def _bound(name: str, book: Book, page: str) -> str:
    """Whom a duty binds, and how."""
    rule = book.library.rules.get(name)
    if rule is None or not (who := rule.versions[0].actor):
        return ""
    return f" — who: {link(words(who), f'duties.md#{anchor(who)}', page)}, {words(rule.versions[0].modality)}"
