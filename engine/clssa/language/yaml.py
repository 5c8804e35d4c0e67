"""Safe YAML with positions: a tree of text, built from the C parser's events.

YAML never decides a type: every scalar stays the text that was written (`N`, `010`, `2/3`) and is typed later
by the fact that it is given for. Anchors, tags, merges, duplicate keys and directives are refused; sizes and depth are
limited while the events come in, because the C parser's own constructor can crash on deep input.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn, TypeAlias

from clssa.language.fault import Faults, Place, one

MAX_BYTES = 2_000_000
MAX_DEPTH = 24
MAX_NODES = 200_000
MAX_SCALAR = 40_000

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_LEADING_TAB = re.compile(r"^[ ]*\t", re.MULTILINE)
_DIRECTIVE = re.compile(r"^%", re.MULTILINE)


class Text(str):
    """A scalar as written, with its place; `style` is its quotation mark, `>` or `|`, and empty for a plain one."""

    place: Place
    end: Place
    style: str
    lines: Sequence[str] = ()
    """All lines of its file as they were read, to find the place of a word; empty where it was read from no file."""

    @classmethod
    def at(cls, text: str, place: Place, end: Place | None = None, style: str = "") -> Text:
        """Text with a place."""
        made = cls(text)
        made.place, made.end, made.style = place, end or place, style
        return made

    @property
    def plain(self) -> bool:
        """Whether it stands without quotation marks."""
        return not self.style

    def __getnewargs__(self) -> tuple[str]:
        return (str(self),)

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "lines"}  # a kept library has no file to point into


def wrong(text: Text, message: str, help: str = "") -> Faults:
    """A `Faults` at a piece of text, with the caret under all of it, ready to raise."""
    return one(text.place, message, len(text), help)


class Map(dict[Text, Any]):
    """A mapping in file order, with its place; the keys are `Text`."""

    place: Place

    def key(self, name: str) -> Text:
        """The key as it stands in the file."""
        return next(key for key in self if key == name)


class Seq(list[Any]):
    """A sequence, with its place."""

    place: Place


Tree: TypeAlias = Text | Map | Seq


def tree_of(value: Any, place: Place, style: str = "") -> Any:
    """Plain data as a tree of text that all stands at one place; `None` is the text `none`."""
    if isinstance(value, dict):
        made = Map({Text.at(str(key), place): tree_of(each, place, style) for key, each in value.items()})
        made.place = place
        return made
    if isinstance(value, list):
        listed = Seq(tree_of(each, place, style) for each in value)
        listed.place = place
        return listed
    return Text.at("none" if value is None else str(value), place, style=style)


def texts_in(tree: Tree) -> Iterator[Text]:
    """Every piece of text of a tree, the keys left out."""
    if isinstance(tree, Text):
        yield tree
    else:
        for each in tree.values() if isinstance(tree, Map) else tree:
            yield from texts_in(each)


def load(data: bytes, file: str) -> Tree:
    """The one YAML document in `data` as a tree of text.

    `file` is the name used in messages. Raises `Faults` naming line and column.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

    text = _checked_text(data, file)
    try:
        return _Builder(file, text).build(YAML(typ="safe").parse(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if "expected ':'" in str(error.problem) and error.context_mark:
            mark = error.context_mark  # the key without a colon; the problem itself is only noticed on the next line
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        form = "JSON" if file.endswith(".json") else "YAML"
        raise one(place, f"this is not {form}: {error.problem or error.context}", help=_hint(str(error.problem))) from None


def _checked_text(data: bytes, file: str) -> str:
    if len(data) > MAX_BYTES:
        raise one(Place(file), f"the file is larger than {MAX_BYTES:,} bytes")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise one(Place(file, line), "the file is not UTF-8 text", help="save it as UTF-8") from None
    if found := _FORBIDDEN.search(text):
        name = f"U+{ord(found.group()):04X}"
        raise one(_place_at(text, found.start(), file), f"the invisible character {name} is not allowed", help="delete it")
    if found := _LEADING_TAB.search(text):
        place = _place_at(text, found.end() - 1, file)
        raise one(place, "a tab is used to indent this line", help="indent with spaces: YAML does not allow tabs")
    if found := _DIRECTIVE.search(text):
        raise one(_place_at(text, found.start(), file), "YAML directives (lines that begin with %) are not allowed")
    return text


def _place_at(text: str, offset: int, file: str) -> Place:
    start = text.rfind("\n", 0, offset) + 1
    return Place(file, text.count("\n", 0, offset) + 1, offset - start + 1)


def _hint(problem: str) -> str:
    if "mapping values are not allowed" in problem:
        return 'a colon followed by a space starts a value: put the text in "quotes", or check the indentation'
    if "could not find expected ':'" in problem:
        return "put a colon and a space after this key"
    if "unexpected end of stream" in problem or "document indicator" in problem:
        return "a quote that is opened here is never closed"
    if "cannot start any token" in problem or "expected alphabetic" in problem:
        return 'a text that begins with this character goes in "quotes"'
    if "did not find expected" in problem:
        return (
            "check the indentation of this line and the one above, and that every quote and bracket is closed; "
            'a text that begins with a quote or a bracket goes in "double quotes" as a whole'
        )
    return ""


class _Builder:
    """Collects parser events into one tree, refusing what the language does not have."""

    def __init__(self, file: str, text: str) -> None:
        self.file, self.lines = file, text.splitlines()
        self.root: Tree | None = None
        self.stack: list[Map | Seq] = []
        self.keys: list[Text | None] = []
        self.nodes = 0

    def build(self, events: Any) -> Tree:
        documents = 0
        for event in events:
            kind = type(event).__name__
            if kind == "ScalarEvent":
                self.scalar(event)
            elif kind in ("MappingStartEvent", "SequenceStartEvent"):
                self.open(event, Map() if kind == "MappingStartEvent" else Seq())
            elif kind in ("MappingEndEvent", "SequenceEndEvent"):
                self.keys.pop()
                self.stack.pop()
            elif kind == "AliasEvent":
                self.refuse(event, "anchors and aliases (& and *) are not allowed", "write the text out")
            elif kind == "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    self.refuse(event, "a file holds one YAML document", "delete the line with ---")
        if self.root is None:
            raise one(Place(self.file), "the file is empty")
        return self.root

    def scalar(self, event: Any) -> None:
        self.admit(event)
        if len(event.value) > MAX_SCALAR:
            self.refuse(event, f"a text is longer than {MAX_SCALAR:,} characters")
        if found := _FORBIDDEN.search(event.value):
            self.refuse(event, f"the invisible character U+{ord(found.group()):04X} is not allowed", "delete it")
        end = Place(self.file, event.end_mark.line + 1, event.end_mark.column + 1)
        made = Text.at(event.value, self.place(event), end, event.style or "")
        made.lines = self.lines
        self.put(made, event)

    def open(self, event: Any, made: Map | Seq) -> None:
        self.admit(event)
        if len(self.stack) >= MAX_DEPTH:
            self.refuse(event, f"nested deeper than {MAX_DEPTH} levels")
        made.place = self.place(event)
        self.put(made, event)
        self.stack.append(made)
        self.keys.append(None)

    def admit(self, event: Any) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.refuse(event, f"more than {MAX_NODES:,} values in one file")
        if event.anchor is not None:
            self.refuse(event, "anchors and aliases (& and *) are not allowed", "write the text out")
        if getattr(event, "ctag", None) is not None and str(event.ctag) not in ("", "None"):
            self.refuse(event, "tags (words that begin with !) are not allowed", 'put the text in "quotes"')

    def put(self, value: Tree, event: Any) -> None:
        if not self.stack:
            self.root = value
            return
        into = self.stack[-1]
        if isinstance(into, Seq):
            into.append(value)
            return
        key = self.keys[-1]
        if key is not None:
            into[key] = value
            self.keys[-1] = None
        elif not isinstance(value, Text):
            self.refuse(event, "a key must be plain text", 'text that begins with { or [ goes in "quotes"')
        elif value == "<<" and value.plain:
            self.refuse(event, "merge keys (<<) are not allowed", "write the keys out")
        elif value in into:
            first = into.key(value).place.line
            self.refuse(event, f'"{value}" stands twice in this block (first on line {first})', "keep one of the two", len(value))
        else:
            self.keys[-1] = value

    def place(self, event: Any) -> Place:
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def refuse(self, event: Any, message: str, help: str = "", length: int = 1) -> NoReturn:
        raise one(self.place(event), message, length, help)
