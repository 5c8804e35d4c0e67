"""Applies a layout to a document: the facts, where each stands, and where the ones that are missing were looked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from clssa.drafts.document import Document, Line, Table, TrackedChange, UnreadableDraft, phrase_lines, reading_lines, tidy
from clssa.drafts.elements import ElementReader
from clssa.drafts.found import Conflict, Found, Stated, quoted
from clssa.drafts.layout import Layout, Settled, Signature, Source, Span
from clssa.drafts.notes import Note, read_notes
from clssa.drafts.phrases import fits
from clssa.drafts.tables import read_amounts, read_dated_lines, read_signatures
from clssa.drafts.values import Value

MAX_TEXT = 2_000_000
_MAX_SPAN = 12


@dataclass(frozen=True, slots=True)
class Reading:
    """What a draft says.

    `facts` is nested as a case file is, every value text or a list of text. `where` gives, by subject ("" for the document, else
    the element's label) and full fact name, the place in words; `handles` the paragraph's number in the file (of a note, that of
    each line); `paragraphs` that of the first paragraph at each place in words. `looked_for` says of each fact that the draft
    does not give where it was looked for, and what stands there instead; `unread` are those, by subject, where something stands
    that could not be read (a fact without a dot is a list).
    """

    layout: str
    facts: dict[str, Any]
    where: dict[str, dict[str, str]]
    handles: dict[str, dict[str, tuple[int, ...]]]
    paragraphs: dict[str, int]
    looked_for: dict[str, str]
    unread: tuple[tuple[str, str], ...]
    conflicts: tuple[Conflict, ...]
    tracked_changes: tuple[TrackedChange, ...]
    remarks: tuple[str, ...]
    pages: int = 0


class DraftReader:
    """Reads one document by one layout."""

    def __init__(self, document: Document, layout: Layout) -> None:
        """Prepare to read; `Document` and `Layout` stay as they are."""
        if sum(len(line.text) for line in reading_lines(document.blocks)) > MAX_TEXT:
            raise UnreadableDraft(f"holds more than {MAX_TEXT:,} characters, more than a {layout.document} can.")
        self._document, self._layout, self._found = document, layout, Found()
        self._all = list(phrase_lines(document.blocks))
        self._margins = list(phrase_lines(document.margins))
        self._notes: list[Note] | None = None
        self._lists: dict[str, list[str] | None] = {}
        self._remarks = list(document.remarks)
        self._unread: list[tuple[str, str]] = []

    def missing_mark(self) -> str:
        """The name of the first mark of such a document that this one does not show; empty if it shows them all."""
        lines = [line.text for line in (*self._all, *self._margins)]
        return next((mark.name for mark in self._layout.marks if not any(fits(mark.phrases, line) for line in lines)), "")

    def read(self) -> Reading:
        """Read everything that the layout knows."""
        blocks, layout = self._document.blocks, self._layout
        taken: list[Table] = []
        for table in layout.element_tables:
            elements = ElementReader(layout, table, self._found)
            elements.read(blocks)
            self._lists[str(table.list)] = elements.names
            taken += elements.tables
        amount_tables = read_amounts(layout, blocks, self._found)
        for signature in layout.signatures:
            read_signatures(signature, blocks, self._found)
        front = self._read_notes([*taken, *amount_tables])
        for source in layout.sources:
            self._read_source(source, front)
        for span in layout.spans:
            self._read_span(span, front)
        for signature in layout.signatures:
            read_dated_lines(signature, front, self._found)
        for rule in layout.settled:
            self._settle(rule)
        self._found.add(layout.tracked_changes, Stated(str(len(self._document.changes)), "the whole file"))
        return self._reading()

    def _read_notes(self, taken: list[Table]) -> list[Line]:
        """Collect the notes; returns the lines before the first of them, those of tables included."""
        notes = read_notes(self._layout.notes, self._document.blocks, taken)
        self._notes = notes or None
        return self._all[: self._index(notes[0].lines[0])] if notes else self._all

    def _index(self, line: Line) -> int:
        """Where a reading line's paragraph or row begins among the phrase lines."""
        return next(
            (i for i, each in enumerate(self._all) if (each.where, each.handle) == (line.where, line.handle)), len(self._all)
        )

    def _lines_for(self, source: Source, front: list[Line]) -> Iterable[Line]:
        if source.note:
            wanted = tidy(source.note).casefold()
            return [line for note in self._notes or () if tidy(note.title).casefold() == wanted for line in note.all_lines()]
        lines: list[Line] = []
        for region in source.regions or ("front",):
            lines += {"front": front, "margins": self._margins, "notes": self._all_note_lines()}[region]
        return lines

    def _all_note_lines(self) -> list[Line]:
        return [line for note in self._notes or () for line in note.all_lines()]

    def _read_source(self, source: Source, front: list[Line]) -> None:
        for stated in self._found.look(source.fact, source.phrases, self._lines_for(source, front), source.value):
            self._found.add(source.fact, stated)

    def _read_span(self, span: Span, front: list[Line]) -> None:
        for index, line in enumerate(front):
            begun = next((phrase for phrase in span.begins if phrase.find(line.text) is not None), None)
            if begun is None:
                continue
            texts = [begun.find(line.text) or ""]
            if line.table is not None and texts[0]:
                if self._take_span(span, texts, line, line):
                    return
                continue
            following = front[index + 1 : index + 1 + _MAX_SPAN]
            end = next((n for n, each in enumerate(following) if fits(span.ends, each.text)), None)
            if end is None:
                self._found.note_unread(span.fact, f"it is not clear where {quoted(line.text)} ends", line)
                continue
            place = following[0] if end and not texts[0] else line
            if self._take_span(span, [*texts, *(each.text for each in following[:end])], line, place):
                return

    def _take_span(self, span: Span, texts: list[str], line: Line, place: Line) -> bool:
        """Note what the lines of a span state; false where that cannot be read."""
        if not any(texts):
            self._found.note_blank(span.fact, "nothing stands there", line.where)
            return True
        try:
            value = span.kind.parse("\n".join(texts))
        except ValueError as error:
            self._found.note_unread(span.fact, str(error), line)
            return False
        self._found.add(span.fact, Stated(value, place.where, place.handle))
        return True

    def _settle(self, rule: Settled) -> None:
        if self._found.get(rule.fact) is not None or ("", rule.fact) in self._found.printed:
            return
        if ("", rule.same_as) in self._found.printed and self._found.get(rule.same_as) is None:
            self._unread.append(("", rule.fact))
        lists = {**self._lists, str(self._layout.notes.list): self._notes}
        if not all(lists.get(name) or self._found.get(name) is not None for name in rule.read):
            return
        if not all(self._found.get(name) == value for name, value in rule.when):
            return
        if any(fits(rule.unless_said, line.text) for line in (*self._all, *self._all_note_lines())):
            return
        value = self._settled_value(rule)
        if value is not None:
            base = self._found.stated[("", rule.same_as)][0] if rule.same_as else Stated(value, "")
            place = base.where or (f"reading {rule.reading}" if rule.reading else "")
            where = f"{place}: {rule.because}" if place else rule.because
            self._found.add(rule.fact, Stated(value, where, base.handle))

    def _settled_value(self, rule: Settled) -> Value | None:
        if not rule.same_as:
            return rule.value
        value = self._found.get(rule.same_as)
        if value is None or not rule.less:
            return value
        less = self._found.get(rule.less)
        difference = None if less is None else Decimal(str(value)) - Decimal(str(less))
        return f"{difference:.2f}" if difference is not None and difference >= 0 else None

    def _reading(self) -> Reading:
        notes = self._layout.notes
        facts: dict[str, Any] = {}
        where: dict[str, dict[str, str]] = {}
        handles: dict[str, dict[str, tuple[int, ...]]] = {}
        by_subject: dict[str, dict[str, Any]] = {}
        for table in self._layout.element_tables:
            if (listed := self._lists[str(table.list)]) is not None:
                facts[table.list] = entries = [dict[str, Any]() for _ in listed]
                by_subject |= zip((f"{table.subject} {name}" for name in listed), entries, strict=True)
        for (subject, fact), stated in self._found.stated.items():
            if "." not in fact or (subject and subject not in by_subject):
                continue
            group, _, leaf = fact.partition(".")
            into = by_subject[subject] if subject else facts.setdefault(group, {})
            into[leaf] = stated[0].value
            where.setdefault(subject, {})[fact] = stated[0].where
            handles.setdefault(subject, {})[fact] = (stated[0].handle,)
        if self._notes is not None:
            facts[notes.list] = [note.facts(notes) for note in self._notes]
            met: Counter[str] = Counter()
            for note in self._notes:
                label = f"{notes.subject} {note.number}"
                met[label] += 1
                label += f" ({met[label]})" if met[label] > 1 else ""
                names = (notes.number, notes.title, notes.text)
                where.setdefault(label, {str(name): note.where for name in names})
                handles.setdefault(label, {**dict.fromkeys(map(str, names), (note.handle,)), str(notes.text): note.handles})
        self._remark_twins()
        paragraphs = {line.where: line.handle for line in reversed(self._all)}
        for key, noted in self._found.unread().items():
            self._unread += [key] if key not in self._found.stated else []
            self._remarks += dict.fromkeys(map(str, noted))
            paragraphs = {each.where: each.handle for each in noted} | paragraphs
        return Reading(self._layout.name, facts, where, handles, paragraphs, self._looked_for(), tuple(self._unread),
                       self._found.conflicts(), self._document.changes, tuple(dict.fromkeys(self._remarks)),
                       self._document.pages)  # fmt: skip

    def _remark_twins(self) -> None:
        for number, count in Counter(note.number for note in self._notes or ()).items():
            if count > 1:
                self._remarks.append(f"{count} notes bear the number {number}.")

    def _looked_for(self) -> dict[str, str]:
        layout, looks = self._layout, dict[str, list[str]]()
        every: tuple[Source | Span | Signature, ...] = (
            *layout.sources, *layout.amounts, *layout.spans, *layout.signatures)  # fmt: skip
        for source in every:
            looks.setdefault(source.fact, []).append(_place_of(source))
        for table in layout.element_tables:
            for cell in (source for column in table.columns for source in column.sources):
                looks.setdefault(cell.fact, []).append(f"{cell.looks} of {table.looks}")
        missing = {fact: places for fact, places in looks.items() if "." in fact and not self._is_found(fact)}
        missing |= {str(table.list): [table.looks] for table in layout.element_tables if self._lists[str(table.list)] is None}
        if self._notes is None:
            missing[str(layout.notes.list)] = [layout.notes.looks]
        said = {fact: list(self._found.blank.get(fact, ())) for fact in missing}
        for (_, fact), noted in self._found.printed.items():
            said.get(fact, []).extend(map(str, noted))
        return {fact: "; ".join(dict.fromkeys([*places, *said[fact]])) for fact, places in missing.items()}

    def _is_found(self, fact: str) -> bool:
        for table in self._layout.element_tables:
            if fact.partition(".")[0] == table.subject:
                names = self._lists[str(table.list)]
                return bool(names) and all((f"{table.subject} {name}", fact) in self._found.stated for name in names or ())
        return ("", fact) in self._found.stated


def _place_of(source: Source | Span | Signature) -> str:
    return f'{source.looks}, in the note "{source.note}"' if isinstance(source, Source) and source.note else source.looks
