"""The documentation site as Markdown pages, made from the library by one pure function."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from clssa.site.book import Book, gather
from clssa.site.changes import change_pages
from clssa.site.lists import list_pages
from clssa.site.notes import note_pages
from clssa.site.reference import reference_pages
from clssa.site.rules import rule_pages
from clssa.site.sources import source_pages
from clssa.site.values import value_pages

__all__ = ["Book", "gather", "pages"]


def pages(book: Book, program: click.Group) -> Iterator[tuple[str, str]]:
    """Every page as (path, Markdown). Links are relative, and the same book gives the same pages."""
    yield from rule_pages(book)
    yield from source_pages(book)
    yield from note_pages(book)
    yield from value_pages(book)
    yield from list_pages(book)
    yield from change_pages(book)
    yield from reference_pages(program)
    yield "write-a-rule.md", _indented(book.guide)


def _indented(guide: str) -> str:
    """The guide to the policies with its lists as this Markdown wants them: four columns before what belongs to an entry."""
    lines, listed = [], False
    for line in guide.splitlines():
        listed = bool(re.match(r"\d+\. ", line)) or (listed and (not line or line.startswith("   ")))
        lines.append(
            f" {line}" if listed and re.match(r" {3}(?! *\d+\. )", line) and not line.startswith("    " + "`" * 3) else line
        )
    return "\n".join(lines)
