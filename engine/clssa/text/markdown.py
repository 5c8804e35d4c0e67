"""Markdown in which words are words: none of their signs is taken for markup, HTML or an address.

Readers of Markdown differ. A merge request, a wiki and a mail take a backslash before any sign, and make links of bare
addresses: `escape` is for them. The builder of the site takes a backslash before few signs, and has more of its own, but
takes each sign as an entity, in an HTML attribute too: `as_entities` is for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from clssa.text.printable import printable

_SIGNS = r"\\`*_{}\[\]<>#|~&$"
_SIGN_OR_ADDRESS = re.compile(rf"[{_SIGNS}@]|:(?=//)|(?<=www)\.")
_SIGN_OF_THE_SITE = re.compile(rf'[{_SIGNS}^=!"]')
_FIRST = re.compile(r"^(\d*)([-+=.):])")
"""What makes a list, an underline or a definition where it begins a line."""


def escape(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return _FIRST.sub(r"\1\\\2", _SIGN_OR_ADDRESS.sub(r"\\\g<0>", _on_one_line(text)))


def as_entities(text: str) -> str:
    """Text that the site shows as it is, on one line, also between the quotation marks of an attribute."""
    signs = _SIGN_OF_THE_SITE.sub(lambda sign: f"&#{ord(sign.group())};", _on_one_line(text))
    return _FIRST.sub(lambda first: f"{first[1]}&#{ord(first[2])};", signs)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], cell: Callable[[str], str] = escape) -> Iterator[str]:
    """A table, line by line. The heads are Markdown; `cell` makes Markdown of one line of what stands in a cell."""
    yield from (_row(heads), _row(["---"] * len(heads)))
    yield from (_row(map(cell, row)) for row in rows)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _on_one_line(text: str) -> str:
    return printable(" ".join(text.split()))
