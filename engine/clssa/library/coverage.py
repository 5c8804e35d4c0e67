"""Which words of the sources the library has encoded: paragraph by paragraph, and what was left over.

A word is accounted for where a rule, a dated value or a note quotes it, or where a rule says under `not_encoded` why it does not
decide it. Of a source whose text is not held it is enough that something cites the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from clssa.library.model import Citation, Library, Rule
from clssa.library.sources import span_of

_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Encoding:
    """One rule or dated value that quotes words of a paragraph; `examples` is how many cases show it."""

    name: str
    kind: str
    title: str
    examples: int = 0


@dataclass(slots=True)
class Paragraph:
    """A paragraph of a source with all that the library says of its words; `left_over` are those that nothing accounts for."""

    source: str
    at: str
    text: str
    held: bool
    encoded_by: list[Encoding] = field(default_factory=list)
    not_encoded: list[tuple[str, str, str]] = field(default_factory=list)
    """(rule, quote, why)."""
    left_over: list[str] = field(default_factory=list)

    @property
    def status(self) -> str:
        """`encoded`, `partly` (words are left over) or `nothing`."""
        if not self.encoded_by and not self.not_encoded:
            return "nothing"
        return "partly" if self.left_over else "encoded"


def coverage(library: Library) -> list[Paragraph]:
    """Every paragraph of every source, in the order of the sources' files."""
    spans: dict[tuple[str, str], list[tuple[int, int]]] = {}
    found = {
        (source.id, at): Paragraph(source.id, at, text, source.held)
        for source in library.sources.values()
        for at, text in source.provisions.items()
    }
    for encoding, cite in _citations(library):
        for paragraph, span in _places(cite.source, cite.at, cite.quote, found):
            spans.setdefault((paragraph.source, paragraph.at), []).append(span)
            if encoding not in paragraph.encoded_by:
                paragraph.encoded_by.append(encoding)
    for rule in library.rules.values():
        for quote, why in rule.not_encoded:
            for source, at in dict.fromkeys((cite.source, cite.at) for cite in _cites_of(rule)):
                for paragraph, span in _places(source, at, quote, found):
                    spans.setdefault((paragraph.source, paragraph.at), []).append(span)
                    if (rule.id, quote, why) not in paragraph.not_encoded:
                        paragraph.not_encoded.append((rule.id, quote, why))
    for key, paragraph in found.items():
        paragraph.left_over = _left_over(paragraph.text, spans.get(key, [])) if paragraph.held else []
    return list(found.values())


def _citations(library: Library) -> Iterator[tuple[Encoding, Citation]]:
    for rule in library.rules.values():
        encoding = Encoding(rule.id, rule.kind, rule.title, len(rule.examples))
        for cite in _cites_of(rule):
            yield encoding, cite
    for value in library.values.values():
        encoding = Encoding(value.name, "value", value.label)
        for version in value.versions:
            for cite in (version.cite, *version.rows.values()):
                yield encoding, cite
    for source in library.sources.values():
        for standing in source.standing:
            cite = Citation(str(standing.told_by), standing.at, None, standing.told_by.place)
            yield Encoding(source.id, "standing", f"{source.title}: {standing.status}"), cite


def _cites_of(rule: Rule) -> list[Citation]:
    cites = [
        cite
        for version in rule.versions
        for cite in (version.cite, *version.also, *(each.cite for each in version.unless))
        if cite is not None
    ]
    return list(dict.fromkeys(cites))


def _places(
    source: str, at: str, quote: str | None, found: dict[tuple[str, str], Paragraph]
) -> Iterator[tuple[Paragraph, tuple[int, int]]]:
    """Where a quote of a paragraph stands: in itself, in the whole of which it is a part (`X#2`), and in its own parts."""
    own = found[source, at]
    span = (0, len(own.text)) if quote is None else span_of(quote.split(), own.text)
    if span is None:
        return
    yield own, span
    whole, mark, _ = at.partition("#")
    if mark and (source, whole) in found and (part := span_of(own.text.split(), found[source, whole].text)):
        yield found[source, whole], (part[0] + span[0], part[0] + span[1])
    for other in [] if mark else [each for each in found.values() if each.source == source and each.at.startswith(f"{at}#")]:
        if part := span_of(other.text.split(), own.text):
            start, end = max(span[0], part[0]), min(span[1], part[1])
            if start < end:
                yield other, (start - part[0], end - part[0])


def _left_over(text: str, spans: list[tuple[int, int]]) -> list[str]:
    """The runs of words that no span covers."""
    runs: list[tuple[int, int]] = []
    before = False
    for word in _WORD.finditer(text):
        left = not any(start <= word.start() and word.end() <= end for start, end in spans)
        if left and before:
            runs[-1] = (runs[-1][0], word.end())
        elif left:
            runs.append(word.span())
        before = left
    return [text[start:end] for start, end in runs]
