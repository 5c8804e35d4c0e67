"""Dated values with their steps, and the tables that one fact opens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clssa.language.yaml import Text
from clssa.library.model import DatedValue, ValueVersion
from clssa.reports.words import capital, shown
from clssa.site import pictures
from clssa.site.asof import box
from clssa.site.book import Book
from clssa.site.markup import anchor, code, copy, data, front, link, table, words
from clssa.site.pieces import as_written, quoted
from clssa.site.times import Span, day_name, of_version, period, since, spans


def value_pages(book: Book) -> Iterator[tuple[str, str]]:
    """A page for each dated value, one for all, and one for each table that several values make."""
    yield "values/index.md", "\n".join(_all(book))
    for value in book.library.values.values():
        page = f"values/{value.name}.md"
        yield page, "\n".join(_value(value, book, page))
    for fact, values in keyed(book).items():
        page = f"values/by-{anchor(fact).removeprefix('p-')}.md"
        yield page, "\n".join(_keyed(fact, values, book, page))


def keyed(book: Book) -> dict[str, list[DatedValue]]:
    """The tables by the one fact that opens them."""
    found: dict[str, list[DatedValue]] = {}
    for value in book.library.values.values():
        by = book.by(value)
        if len(by) == 1:
            found.setdefault(by[0], []).append(value)
    return found


def written(value: DatedValue, version: ValueVersion) -> str:
    """What a version says in a few words."""
    return f"a table of {len(version.value)}" if isinstance(version.value, dict) else shown(version.value, value.type)


def value_summary(value: DatedValue, book: Book, page: str) -> Iterator[str]:
    """The value with its steps, for the page of a rule that reads it; filtered by the day of knowledge only."""
    counts = " or ".join(book.label(each) for each in value.dated_by)
    yield from (f"**{book.fact(value.name, page)}**, by the {words(counts)}:", "")
    found = spans(value.versions, book.issued)
    if len(found) > 1:
        yield from (_picture(value, found, counts), "")
    for each in found:
        told = "ended" if each.version is None else words(written(value, value.versions[each.version]))
        step = f"{period(each.start, each.end)}: {told} (known {period(each.known_from, each.known_until)})"
        yield f'- <span class="dated" data-spans="{data([[*each.data()[:2], "", ""]])}">{step}</span>'
    yield ""


def _picture(value: DatedValue, found: list[Span], counts: str) -> str:
    labels = [written(value, each) for each in value.versions]
    return pictures.times(f"{capital(value.label)} over time", found, labels, counts)


def _kind(value: DatedValue) -> str:
    """What may stand in the value, in words."""
    told = value.type.describe()
    if value.type.keys:
        return f"A table; each entry is {told}."
    return f"A list; an entry may be {told}." if value.type.many else f"{capital(told)}."


def _all(book: Book) -> Iterator[str]:
    page = "values/index.md"
    yield from front("Dated values", wide=True)
    yield from ("# Dated values", "", "Numbers, lists and tables that change with time; rules read them by name.", "")
    rows = []
    for value in book.library.values.values():
        newest = value.versions[0]
        rows.append([book.fact(value.name, page), words(written(value, newest)), str(len(value.versions)), code(value.name)])
    yield from table(("Value", "Latest version in its file", "Versions", "Name in rules"), rows)
    several = keyed(book)
    if several:
        yield from ("## Tables", "")
    for fact, values in several.items():
        labels = ", ".join(words(value.label) for value in values)
        target = f"values/by-{anchor(fact).removeprefix('p-')}.md"
        yield from (f"- {link(words('By ' + book.label(fact)), target, page)}: {labels}", "")


def _value(value: DatedValue, book: Book, page: str) -> Iterator[str]:
    found = spans(value.versions, book.issued)
    counts = " or ".join(book.label(each) for each in value.dated_by)
    title = capital(value.label)
    yield from front(title)
    yield from (f"# {words(title)}", "", f"{code(value.name)} {copy(value.name, 'Copy name')}", "{: .under-title }", "")
    yield from (f"{words(_kind(value))} The date that counts is the {words(counts)}.", "")
    yield from box(counts, found)
    yield from (_picture(value, found, counts), "")
    yield from ("## Versions", "")
    for place, version in enumerate(value.versions):
        name = day_name(version.start)
        yield f'<section class="dated version" data-name="{name}" data-spans="{data(of_version(found, place))}" markdown="1">'
        yield from ("", f"### {capital(since(version.start))}: {words(written(value, version))} {{ #version-{place + 1} }}", "")
        yield from quoted(version.cite, book, page)
        if isinstance(version.value, dict):
            yield from _table(value, version, book, page)
        yield from ("</section>", "")
    readers = [book.rule(each, page) for each in book.readers.get(value.name, ())]
    if readers:
        yield from ("## Read by", "", *(f"- {each}" for each in readers), "")
    yield from as_written(value.place.file, book)


def _table(value: DatedValue, version: ValueVersion, book: Book, page: str) -> Iterator[str]:
    entries: dict[Any, Any] = version.value
    by = [words(capital(book.label(each))) for each in book.by(value)]
    second = list(dict.fromkeys(key for entry in entries.values() if isinstance(entry, dict) for key in entry))
    if second:
        rows = [
            [f"**{words(str(key))}**", *(words(_cell(entry.get(each), value)) for each in second)]
            for key, entry in entries.items()
        ]
        yield from table((by[0], *(words(f"{each}") for each in second)), rows, "cells")
        return
    rows = []
    for key, entry in entries.items():
        cite = version.rows.get(str(key), version.cite)
        rows.append([f"**{words(str(key))}**", words(_cell(entry, value)), book.paragraph(cite.source, cite.at, page)])
    yield from table((by[0] if by else "Entry", words(capital(value.label)), "Paragraph"), rows, "cells")


def _cell(entry: Any, value: DatedValue) -> str:
    return shown(entry, value.type) if entry is not None else ""


def _keyed(fact: str, values: list[DatedValue], book: Book, page: str) -> Iterator[str]:
    """One table for all values that the same fact opens, by their first version in the files; what else the source's row says."""
    title = f"By {book.label(fact)}"
    yield from front(title, wide=True)
    yield from (f"# {words(title)}", "", f"{code(fact)}: {words(book.library.facts[fact].means)}", "")
    yield from ("As the newest version of each value in its file says. Earlier and later versions: ", "")
    yield from (" · ".join(book.fact(value.name, page) for value in values), "")
    newest = {value.name: value.versions[0] for value in values}
    keys = list(dict.fromkeys(str(key) for version in newest.values() for key in version.value))
    columns = ("Entry", *_columns(keys, newest, book), *(words(capital(value.label)) for value in values), "Paragraph")
    extra = _columns(keys, newest, book)
    rows = []
    for key in keys:
        cites = [version.rows.get(key, version.cite) for version in newest.values()]
        entry = book.texts[cites[0].source, cites[0].at]
        told = [words(_column(entry, name)) for name in extra]
        cells = [words(_cell(_entry(newest[value.name], key), value)) for value in values]
        rows.append([f"**{words(key)}**", *told, *cells, book.paragraph(cites[0].source, cites[0].at, page)])
    yield from table([words(each.replace("_", " ").capitalize()) if each in extra else each for each in columns], rows, "cells")


def _entry(version: ValueVersion, key: str) -> Any:
    return next((entry for name, entry in version.value.items() if str(name) == key), None)


def _columns(keys: list[str], newest: dict[str, ValueVersion], book: Book) -> list[str]:
    """The columns of the source's own table that no value of ours repeats."""
    names: list[str] = []
    for key in keys:
        for version in newest.values():
            if cite := version.rows.get(key):
                names += [str(name) for name in book.texts[cite.source, cite.at].get(Text("columns"), {})]
    ours = {word for value in newest for word in (value, value.split("_")[-1])}
    return [name for name in dict.fromkeys(names) if name not in ours]


def _column(entry: Any, name: str) -> str:
    return str(entry.get(Text("columns"), {}).get(Text(name), ""))
