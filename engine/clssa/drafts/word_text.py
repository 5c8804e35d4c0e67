"""The text of one paragraph as it stands once every tracked change is accepted.

Insertions count, deletions do not. Words that a reader of the page would not take as text (hidden, or struck through by
hand) are not read as text either, but told. "is not obligated" must never come out as "is obligated", nor the other way round.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from clssa.drafts.document import FORMATTING, TrackedChange, UnreadableDraft
from clssa.drafts.word_xml import Element, chosen, name, part, parts, switch, value

Remark: TypeAlias = Callable[[str], None]

_SILENT = {"pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delInstrText", "delText", "rt", "fldData", "trPr", "tcPr", "tblPr",
           "tblGrid", "sectPr", "tblPrEx"}  # fmt: skip
_SAID = ("t", "delText", "m:t")
_APART = ("p", "br", "cr", "tab")
_BLANK = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_DROPPED = {"del": "deletion", "moveFrom": "move away", "cellDel": "deletion"}
_KEPT = {"ins": "insertion", "moveTo": "move here", "cellIns": "insertion"}
_PICTURES = {"?:blip", "?:imagedata", "?:chart", "?:relIds", "object"}
_WHITE = "FFFFFF"
_UNREADABLE_SIZE = 6
"""In half points."""


class Changes:
    """The tracked changes met so far; neighbouring pieces of one change by one author are one change."""

    def __init__(self) -> None:
        """Start with none."""
        self.found: list[TrackedChange] = []
        self._last: tuple[str, str | None, str | None] | None = None

    def add(self, mark: Element, kind: str, text: str, where: str) -> None:
        """Note a change; its `mark` is the element that names author and date."""
        key = (kind, value(mark, "author"), value(mark, "date"))
        if key == self._last:
            last = self.found.pop()
            self.found.append(TrackedChange(kind, last.author, last.text + text, last.where))
        else:
            self.found.append(TrackedChange(kind, value(mark, "author") or "unknown author", text, where))
        self._last = key

    def settled(self) -> None:
        """Unchanged text follows: the change before it is at its end."""
        self._last = None

    def add_marks(self, properties: Element | None, where: str, text: str = "") -> None:
        """Note what `properties` (of a paragraph mark, row or cell) says of its own insertion, deletion or new formatting."""
        for mark in () if properties is None else properties:
            kind = name(mark)
            if kind in _KEPT | _DROPPED:
                self.add(mark, (_KEPT | _DROPPED)[kind], text, where)
            elif kind.endswith("PrChange"):
                self.add(mark, FORMATTING, "", where)


class Visibility:
    """Says which runs a reader of the page would not take as text, by their own formatting or their style's."""

    def __init__(self, styles: Element | None) -> None:
        """Take the root of styles.xml; it may be absent."""
        self._styles = {value(style, "styleId"): style for style in parts(styles, "style")}

    def unseen(self, run: Element, paragraph: Element) -> str:
        """`hidden`, `struck through`, `white` or `too small to read`, or nothing for plain text."""
        own = part(run, "rPr")
        styles = [value(part(own, "rStyle")), value(part(paragraph, "pPr", "pStyle"))]
        if self._on("vanish", own, styles):
            return "hidden"
        if self._on("strike", own, styles) or self._on("dstrike", own, styles):
            return "struck through"
        size = value(self._said("sz", own, styles)) or ""
        if size.isdecimal() and int(size) <= _UNREADABLE_SIZE:
            return "too small to read"
        colour = value(self._said("color", own, styles)) or ""
        return "white" if colour.upper() == _WHITE and not _on_dark(run, paragraph) else ""

    def _on(self, name: str, own: Element | None, styles: list[str | None]) -> bool:
        return bool(switch(self._said(name, own, styles)))

    def _said(self, name: str, own: Element | None, styles: list[str | None]) -> Element | None:
        """What the run's own formatting says of a property, else its styles, each with those that it is based on."""
        said = part(own, name)
        for style in styles:
            met: set[str | None] = set()
            while said is None and style in self._styles and style not in met:
                met.add(style)
                said = part(self._styles[style], "rPr", name)
                style = value(part(self._styles[style], "basedOn"))
        return said


def _on_dark(run: Element, paragraph: Element) -> bool:
    """Whether white text may stand on a ground of another colour: its own, its paragraph's, or that of what is around it."""
    if any(name(outer) in ("tbl", "txbxContent") for outer in paragraph.iterancestors()):
        return True  # a table's style, or a box, may bring a ground that is not looked up here
    grounds = (part(run, "rPr", "shd"), part(run, "rPr", "highlight"), part(paragraph, "pPr", "shd"))
    return any(ground is not None for ground in grounds)


class ParagraphText:
    """Collects one paragraph's text, its text boxes, its changes and what must be remarked."""

    def __init__(self, paragraph: Element, where: str, changes: Changes, visibility: Visibility) -> None:
        """Read `paragraph`, which stands at `where` in words."""
        self.boxes: list[Element] = []
        self.pictures = 0
        self.unseen: list[tuple[str, str]] = []
        self._pieces: list[str] = []
        self._in_change = False
        self._hidden = "placeholder text" if any(is_placeholder(each) for each in paragraph.iterancestors()) else ""
        self._paragraph, self._where = paragraph, where
        self._changes, self._visibility = changes, visibility
        for child in paragraph:
            self._read(child)
        mark = part(paragraph, "pPr", "rPr")
        self.joined_to_next = any(part(mark, kind) is not None for kind in ("del", "moveFrom"))
        if not self.joined_to_next and part(mark, "ins") is None:
            changes.settled()
        changes.add_marks(mark, where)
        changes.add_marks(part(paragraph, "pPr"), where)

    @property
    def text(self) -> str:
        """The text, tabs and line breaks kept."""
        return "".join(self._pieces)

    def _read(self, element: Element) -> None:
        kind = name(element)
        if kind in _SILENT or not kind:
            return
        if kind in ("t", "m:t"):
            self._say(element.text or "")
        elif kind in _BLANK:
            self._say(_BLANK[kind])
        elif kind == "sym":
            self._say(_symbol(value(element, "char")))
        elif kind == "r":
            self._read_run(element)
        elif kind == "sdt":
            self._read_control(element)
        elif kind in _DROPPED:
            self._changes.add(element, _DROPPED[kind], text_of(element), self._where)
        elif kind in _KEPT:
            self._read_kept(element, kind)
        elif kind == "txbxContent" and not self._hidden:
            self.boxes.append(element)
        elif kind == "ddList":
            self._say(_selected(element))
        elif kind in ("altChunk", "subDoc"):
            raise UnreadableDraft("it includes another file instead of its text; paste that text in.")
        else:
            self.pictures += kind in _PICTURES
            for child in chosen(element) if kind == "mc:AlternateContent" else element:
                self._read(child)

    def _read_control(self, control: Element) -> None:
        outer, self._hidden = self._hidden, self._hidden or ("placeholder text" if is_placeholder(control) else "")
        for child in control:
            self._read(child)
        self._hidden = outer

    def _read_run(self, run: Element) -> None:
        if part(run, "rPr", "rPrChange") is not None:
            self._changes.add(part(run, "rPr", "rPrChange"), FORMATTING, "", self._where)
        outer, self._hidden = self._hidden, self._hidden or self._visibility.unseen(run, self._paragraph)
        for child in run:
            self._read(child)
        self._hidden = outer

    def _read_kept(self, element: Element, kind: str) -> None:
        start, outer, self._in_change = len(self._pieces), self._in_change, True
        found = len(self._changes.found)
        for child in element:
            self._read(child)
        self._in_change = outer
        text = "".join(self._pieces[start:])
        if text or len(self._changes.found) == found:
            self._changes.add(element, _KEPT[kind], text, self._where)

    def _say(self, text: str) -> None:
        if not text:
            return
        if self._hidden:
            self.unseen.append((self._hidden, text))
            return
        if not self._in_change:
            self._changes.settled()
        self._pieces.append(text)


def is_placeholder(element: Element) -> bool:
    """Whether this is a content control that nobody has filled in: what it shows is its own prompt."""
    return name(element) == "sdt" and switch(part(element, "sdtPr", "showingPlcHdr")) is True


def text_of(element: Element) -> str:
    """All text below an element, deleted text included: what a change took away; a blank between lines and paragraphs."""
    pieces = [(each.text or "") if name(each) in _SAID else " " for each in element.iter() if name(each) in (*_SAID, *_APART)]
    return " ".join("".join(pieces).split()) if " " in pieces else "".join(pieces)


def _symbol(code: str | None) -> str:
    """A symbol's character; one of a symbol font has no meaning outside it."""
    try:
        number = int(code or "", 16)
    except ValueError:
        number = 0
    return chr(number) if 0x20 <= number < 0xD800 else "\ufffd"


def _selected(choices: Element) -> str:
    """The entry that an old-style drop-down field shows."""
    entries = [value(entry) or "" for entry in parts(choices, "listEntry")]
    index = value(part(choices, "result")) or value(part(choices, "default")) or "0"
    return entries[int(index)] if index.isdecimal() and int(index) < len(entries) else ""
