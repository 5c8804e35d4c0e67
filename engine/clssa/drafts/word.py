"""A Word file as a plain `Document`: paragraphs, tables, content controls and text boxes in reading order."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path
from typing import Any

from clssa.drafts.document import Block, Cell, Document, Paragraph, Row, Table, UnreadableDraft
from clssa.drafts.file import read_file
from clssa.drafts.gate import check_package
from clssa.drafts.word_numbers import Numbers
from clssa.drafts.word_text import Changes, ParagraphText, Visibility, text_of
from clssa.drafts.word_xml import Element, chosen, name, paragraphs, part, switch, unwrapped, value

_MARGINS = {"header": "page header", "footer": "page footer"}
_APART = {"footnotes": "footnote", "endnotes": "endnote"}
_MAX_QUOTE = 200


def open_word(path: Path) -> Document:
    """Read a Word file in this process; raises `UnreadableDraft` with one sentence where it cannot be read."""
    return word_document(path.name, read_file(path))


def word_document(name: str, data: bytes) -> Document:
    """The document in the bytes of a Word file; `name` is for the sentence of `UnreadableDraft`."""
    check_package(name, data)
    import docx

    try:
        opened = docx.Document(io.BytesIO(data))
        return _Reader(opened).document()
    except UnreadableDraft as error:
        raise UnreadableDraft(f"{name}: {error}") from None
    except RecursionError:
        raise UnreadableDraft(f"{name} is nested deeper than a draft can be.") from None
    except MemoryError:
        raise UnreadableDraft(f"{name} needs more memory than a draft can.") from None
    except Exception as error:  # whatever the parsers raise, the file is at fault, and the person needs a sentence
        hint = "open it in Word and save it again as Word Document (.docx)"
        raise UnreadableDraft(f"{name} is no readable Word document ({type(error).__name__}); {hint}.") from error


class _Reader:
    """Walks the parts of one file."""

    def __init__(self, opened: Any) -> None:
        self._parts = [(relation.reltype.rpartition("/")[2], relation.target_part)
                       for relation in opened.part.rels.values() if not relation.is_external]  # fmt: skip
        styles = next(self._roots("styles"), None)
        self._body: Element = opened.element.body
        _refuse_entities(opened.element)
        self._handles = {paragraph: index for index, paragraph in enumerate(paragraphs(self._body))}
        self._numbers = Numbers(next(self._roots("numbering"), None), styles)
        self._visibility = Visibility(styles)
        self._changes = Changes()
        self._remarks: list[str] = []
        self._counts: Counter[str] = Counter()
        self._pictures = 0

    def document(self) -> Document:
        """The whole file."""
        blocks = tuple(self._blocks(self._body, ""))
        margins = [block for kind, where in _MARGINS.items() for root in self._roots(kind) for block in self._blocks(root, where)]
        for kind, where in _APART.items():
            for root in self._roots(kind):
                self._remark_apart(list(self._blocks_of_notes(root, where)), where)
        if self._pictures:
            self._remarks.append(f"The draft holds pictures or drawings ({self._pictures}); words inside them are not read.")
        return Document(blocks, tuple(_only_paragraphs(margins)), tuple(self._changes.found), tuple(self._remarks))

    def _roots(self, kind: str) -> Iterator[Element]:
        for found, target in self._parts:
            if found == kind:
                root = getattr(target, "element", None)
                if root is None:
                    from docx.oxml.parser import parse_xml

                    root = parse_xml(target.blob)
                _refuse_entities(root)
                yield root

    def _blocks(self, container: Element, place: str) -> Iterator[Block]:
        """The blocks of a body, cell, text box or header; `place` is its place in words, empty for the body."""
        carried = ""
        for child in container:
            kind = name(child)
            if kind == "p":
                carried = yield from self._paragraph(child, place, carried)
            elif kind == "tbl":
                yield self._table(child)
            elif kind in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"):
                if kind in ("ins", "moveTo"):
                    self._changes.add(child, "insertion", "", place or "between paragraphs")
                yield from self._blocks(child, place)
            elif kind == "mc:AlternateContent":
                yield from (block for each in chosen(child) for block in self._blocks([each], place))
            elif kind in ("del", "moveFrom"):
                self._changes.add(child, "deletion", text_of(child), place or "between paragraphs")
            elif kind in ("altChunk", "subDoc"):
                raise UnreadableDraft("it includes another file instead of its text; paste that text in.")
        if carried:
            yield Paragraph(carried, place or "the last paragraph")

    def _paragraph(self, element: Element, place: str, carried: str) -> Generator[Block, None, str]:
        """Yield the paragraph and its text boxes; return its text where its end is deleted, so that it joins the next."""
        where = place or f"paragraph {self._counts['paragraph'] + 1}"
        found = ParagraphText(element, where, self._changes, self._visibility)
        self._pictures += found.pictures
        self._remark_unseen(found, where)
        text = carried + found.text
        if found.joined_to_next:
            yield from self._boxes(found)
            return text
        label = self._numbers.label(element)
        text = f"{label} {text}" if label and (text.strip() or place) else text
        self._counts["paragraph"] += not place and bool(text.strip())
        yield Paragraph(text, where, self._handles.get(element, -1))
        yield from self._boxes(found)
        return ""

    def _boxes(self, found: ParagraphText) -> Iterator[Block]:
        for box in found.boxes:
            self._counts["text box"] += 1
            yield from self._blocks(box, f"text box {self._counts['text box']}")

    def _table(self, element: Element) -> Table:
        self._counts["table"] += 1
        where = f"table {self._counts['table']}"
        rows: list[Row] = []
        merged: set[int] = set()
        for row in unwrapped(element):
            place = f"{where}, row {len(rows) + 1}"
            if name(row) == "tr" and self._is_kept(row, place):
                rows.append(Row(tuple(self._cells(row, place, merged)), place))
        self._changes.add_marks(part(element, "tblPr"), where)
        return Table(tuple(rows), where)

    def _is_kept(self, row: Element, where: str) -> bool:
        """Whether the row stays once changes are accepted, and can be seen."""
        properties = part(row, "trPr")
        gone = part(properties, "del") is not None
        self._changes.add_marks(properties, where, text_of(row) if gone else "")
        if switch(part(properties, "hidden")):
            self._remarks.append(f'{where}: a hidden row, "{_cut(text_of(row))}", is not read.')
            return False
        return not gone

    def _cells(self, row: Element, where: str, merged: set[int]) -> Iterator[Cell]:
        """The row's cells; `merged` holds the grid columns in which a vertical merge goes on."""
        column = _number(value(part(row, "trPr", "gridBefore")), 0)
        for index, cell in enumerate((each for each in unwrapped(row) if name(each) == "tc"), 1):
            properties, place = part(cell, "tcPr"), f"{where}, column {index}"
            span = _number(value(part(properties, "gridSpan")), 1)
            self._changes.add_marks(properties, place, text_of(cell) if part(properties, "cellDel") is not None else "")
            merge = part(properties, "vMerge")
            goes_on = merge is not None and value(merge) != "restart" and column in merged
            (merged.discard if merge is None else merged.add)(column)
            if not goes_on and part(properties, "cellDel") is None:
                yield Cell(tuple(self._blocks(cell, place)), column, span, place)
            column += span

    def _blocks_of_notes(self, root: Element, where: str) -> Iterator[Block]:
        for note in root:
            yield from self._blocks(note, where)

    def _remark_apart(self, blocks: list[Block], where: str) -> None:
        for paragraph in _only_paragraphs(blocks):
            if paragraph.text.strip():
                self._remarks.append(f'A {where}, "{_cut(paragraph.text)}", is not read as part of the text.')

    def _remark_unseen(self, found: ParagraphText, where: str) -> None:
        for kind in dict.fromkeys(kind for kind, _ in found.unseen):
            words = _cut("".join(text for each, text in found.unseen if each == kind))
            if words:
                self._remarks.append(f'{where}: the words "{words}" are {kind}; they are not read as text.')


def _only_paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from (inner for row in block.rows for cell in row.cells for inner in _only_paragraphs(cell.blocks))


def _refuse_entities(root: Element) -> None:
    """The gate looked for declarations; this holds even for a part that it did not take for XML."""
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableDraft("it declares XML entities, which a Word document never does.")


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 4 else otherwise


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _MAX_QUOTE else text[:_MAX_QUOTE] + " …"
