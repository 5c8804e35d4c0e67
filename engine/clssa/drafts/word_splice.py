"""Where the paragraphs of a part of a Word file stand among its bytes, and how to put something beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias
from xml.parsers import expat

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TAG = re.compile(rb"""<([^\s/>]+)(?:\s+[^\s=>]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*(/?)>""")
_OWN_NAMES = re.compile(r"<(w:\w+)")
_COMMENTS = {"comment", "commentRangeStart", "commentRangeEnd", "commentReference"}

Piece: TypeAlias = tuple[int, int, bytes]
"""Bytes to put in place of those from one index to another (often the same one)."""


@dataclass(slots=True)
class Span:
    """An element: where its tags begin, and where what it holds begins (for a paragraph: behind its properties)."""

    data: bytes
    start: int
    inside: int
    is_empty_tag: bool
    """Whether it is written as one tag, such as `<w:p/>`."""
    end: int = -1
    outermost: int = -1
    """Of a paragraph, the number of the one that it stands in: no comment can stand in a text box."""

    @staticmethod
    def begun(data: bytes, start: int) -> Span:
        """The element whose first tag begins there."""
        tag = _tag(data, start)
        return Span(data, start, tag.end(), bool(tag[2]))

    def around(self, before: str, behind: str) -> list[Piece]:
        """The pieces that put something before and behind what the element holds."""
        name = _tag(self.data, self.start)[1]
        first, last = (_declared(each, name) for each in (before, behind))
        if self.is_empty_tag:
            return [(self.inside - 2, self.inside, b">" + first + last + b"</" + name + b">")]
        return [(self.inside, self.inside, first), (self.end, self.end, last)]


@dataclass(frozen=True, slots=True)
class Mark:
    """A comment, or an anchor of one: the id of the comment, its author (of an anchor none), and its bytes from start to end."""

    id: str
    author: str
    start: int
    end: int


@dataclass(slots=True)
class Xml:
    """A part: its bytes, its root, its paragraphs in the order of handles, and what it holds of comments."""

    data: bytes
    root: Span
    paragraphs: list[Span] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    @staticmethod
    def read(data: bytes) -> Xml:
        """Find what there is in a part."""
        return _Finder(data).xml

    def with_last(self, addition: str, without: Sequence[Piece] = ()) -> bytes:
        """The part with something more at the end of its root."""
        return spliced(self.data, [*without, *self.root.around("", addition)])

    def without(self, comments: set[str]) -> list[Piece]:
        """The pieces that take away these comments, or their anchors."""
        return [(each.start, each.end, b"") for each in self.marks if each.id in comments]


def spliced(data: bytes, pieces: Sequence[Piece]) -> bytes:
    """The bytes with the pieces in their places."""
    out, at = [], 0
    for start, end, piece in sorted(pieces, key=lambda each: each[:2]):
        out += [data[at:start], piece]
        at = end
    return b"".join([*out, data[at:]])


class _Finder:
    def __init__(self, data: bytes) -> None:
        self.data, self.xml = data, Xml(data, Span(data, 0, 0, False))
        self.open: list[tuple[str, Span, dict[str, str]]] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler, self.parser.EndElementHandler = self.begin, self.finish
        self.parser.Parse(data, True)

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        span = Span.begun(self.data, self.parser.CurrentByteIndex)
        if not self.open:
            self.xml.root = span
        elif name == f"{WORD} p" and any(each == f"{WORD} body" for each, _, _ in self.open):
            outer = next((each for known, each, _ in self.open if known == name), None)
            span.outermost = len(self.xml.paragraphs) if outer is None else outer.outermost
            self.xml.paragraphs.append(span)
        self.open.append((name, span, attributes))

    def finish(self, name: str) -> None:
        _, span, attributes = self.open.pop()
        span.end = span.inside if span.is_empty_tag else self.parser.CurrentByteIndex
        if name.removeprefix(f"{WORD} ") in _COMMENTS:
            end = span.end if span.is_empty_tag else self.data.index(b">", span.end) + 1
            self.xml.marks.append(Mark(attributes.get(f"{WORD} id", ""), attributes.get(f"{WORD} author", ""), span.start, end))
        if name == f"{WORD} pPr" and self.open and self.open[-1][0] == f"{WORD} p":
            self.open[-1][1].inside = span.end if span.is_empty_tag else self.data.index(b">", span.end) + 1


def _tag(data: bytes, start: int) -> re.Match[bytes]:
    found = _TAG.match(data, start)
    if found is None:  # the parser took it for a tag
        raise ValueError(f"no tag at byte {start}")
    return found


def _declared(xml: str, beside: bytes) -> bytes:
    """Word's own elements, which say what `w:` means where the element that they stand in has another name for it."""
    if beside.startswith(b"w:"):
        return xml.encode()
    return _OWN_NAMES.sub(rf'<\1 xmlns:w="{WORD}"', xml).encode()
