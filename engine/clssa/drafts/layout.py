"""A layout: which heading, column or phrase of a document gives which fact. Data, in `policies/layouts/`.

Names with a dot are facts; names without one are only for use within the layout.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clssa.drafts.phrases import Phrase
from clssa.drafts.values import Kind
from clssa.language.yaml import Text


@dataclass(frozen=True, slots=True)
class Source:
    """Phrases that give a fact, or `value` where they have none; `looks` says in words where they look.

    In a column, `is_cell` says that the cell is there for this fact alone, and `blank` what a blank cell means.
    """

    fact: Text
    phrases: tuple[Phrase, ...]
    looks: str
    regions: tuple[str, ...] = ()
    note: str = ""
    value: str = ""
    earlier: Text | None = None
    add_up: bool = False
    blank: str = ""
    is_cell: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A fact that stands between two phrases, in as many lines as it takes."""

    fact: Text
    begins: tuple[Phrase, ...]
    ends: tuple[Phrase, ...]
    kind: Kind
    looks: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table of elements: how it is headed, and the facts in its cells."""

    name: str
    heads: tuple[Phrase, ...]
    required: bool
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Elements:
    """A table with one element of a list in each row, recognised by its column heads."""

    list: Text
    subject: str
    named_by: Text
    looks: str
    columns: tuple[Column, ...]
    ends: tuple[Phrase, ...]
    numbered: Text | None = None
    """The fact that is the row's place among them, counted from 1."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A date that stands beside a label, above the word for date."""

    fact: Text
    labels: tuple[Phrase, ...]
    beside: tuple[Phrase, ...]
    dated: tuple[Phrase, ...]
    looks: str
    begins: tuple[Phrase, ...] = ()
    """How a line of text begins that has the label and the date in it."""
    holds: tuple[Phrase, ...] = ()
    """The label anywhere in a line of text."""
    date_words: tuple[Phrase, ...] = ()
    """The word for date anywhere behind it."""


@dataclass(frozen=True, slots=True)
class Notes:
    """How notes begin (the value is what follows the number) and where they end."""

    list: Text
    subject: str
    number: Text
    title: Text
    text: Text
    begins: tuple[Phrase, ...]
    ends: tuple[Phrase, ...]
    looks: str
    in_order: tuple[Phrase, ...] = ()
    """How a note may begin too, if its number follows on from the one before."""
    headings: tuple[Phrase, ...] = ()
    below_heading: tuple[Phrase, ...] = ()
    """The same, below a heading, in a document where none of the notes begins as it should."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A fact that follows from others where the draft does not state it itself."""

    fact: Text
    value: str
    same_as: str
    less: str
    when: tuple[tuple[str, str], ...]
    read: tuple[str, ...]
    unless_said: tuple[Phrase, ...]
    reading: str
    because: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What a document of this kind must show."""

    name: str
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """One kind of document."""

    name: str
    document: str
    tracked_changes: Text
    marks: tuple[Mark, ...]
    earlier: tuple[Phrase, ...]
    current: tuple[Phrase, ...]
    sources: tuple[Source, ...]
    spans: tuple[Span, ...]
    elements: Elements
    amounts: tuple[Source, ...]
    signatures: tuple[Signature, ...]
    notes: Notes
    settled: tuple[Settled, ...]
    more_tables: tuple[Elements, ...] = ()
    earlier_heads: tuple[Phrase, ...] = ()
    """How the head of a column says that it shows what was before a change."""

    @property
    def element_tables(self) -> tuple[Elements, ...]:
        """Every table with one element of a list in each row, the main one first."""
        return (self.elements, *self.more_tables)

    def facts(self) -> list[Text]:
        """Every fact that the layout names, with its place in the file, for a check against the vocabulary."""
        cells = [source for table in self.element_tables for column in table.columns for source in column.sources]
        plain = [*self.sources, *self.amounts, *cells]
        named: Iterable[Text | None] = (
            self.tracked_changes, *(source.fact for source in plain),
            *(source.earlier for source in plain), *(span.fact for span in self.spans),
            *(signature.fact for signature in self.signatures), *(rule.fact for rule in self.settled),
            self.notes.number, self.notes.title, self.notes.text, *(table.named_by for table in self.element_tables),
            *(table.numbered for table in self.element_tables),
        )  # fmt: skip
        return [fact for fact in named if fact is not None and "." in fact]
