"""Parts that several kinds of pages have: a quote with its citation, a file as it is written with its history."""

from __future__ import annotations

from collections.abc import Iterator

from clssa.library.model import Citation
from clssa.site.book import Book
from clssa.site.markup import code, copy, ours, raw, table, words
from clssa.site.times import day_name


def quoted(cite: Citation, book: Book, page: str) -> Iterator[str]:
    """The words of a paragraph, where they stand, and a button that copies the citation."""
    source = book.library.sources[cite.source]
    text = cite.quote or source.provisions[cite.at]
    yield f"> {words(text)}"
    yield ""
    known = f", issued {day_name(source.issued)}" if source.issued.year < 9999 else ", day of issue not known"
    told = "" if cite.quote else " In our words; the text is not held."
    yield f"— {book.paragraph(cite.source, cite.at, page)}{known}.{told} {copy(book.citation(cite))}"
    yield "{: .cite }"
    yield ""


def as_written(file: str, book: Book) -> Iterator[str]:
    """A file of the library as it is written, and its history."""
    path = book.path_of(file)
    yield from (
        "## As it is written { data-search-exclude }",
        "",
        f'<details class="written"><summary>{words(path)}</summary>',
        "",
    )
    yield from ('<pre class="file" tabindex="0"><code>' + raw(book.files[path]) + "</code></pre>", "", "</details>", "")
    yield from ("## Change history { data-search-exclude }", "")
    if book.history.lacks:
        yield from (words(book.history.lacks), "")
    commits = book.history.of.get(path, [])
    yield from (
        table(("Day", "Change", "Commit"), [[c.day, ours(c.subject), code(c.id)] for c in commits], "days") if commits else ()
    )
