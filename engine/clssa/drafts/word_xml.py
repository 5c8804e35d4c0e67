"""The names of WordprocessingML that the reader needs, and how to step through what only wraps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

Element: TypeAlias = Any
"""An lxml element; lxml has no type hints."""

_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
}
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WRAPPERS = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"}
_OFF = {"0", "false", "off"}


def name(element: Element) -> str:
    """The element's name: `p`, `mc:Choice`, `m:t`, `?:blip` of another vocabulary; empty for a comment."""
    if not isinstance(element.tag, str):
        return ""
    namespace, _, local = element.tag[1:].rpartition("}")
    return f"{_PREFIXES.get(namespace, '?:')}{local}"


def part(element: Element | None, *path: str) -> Element | None:
    """The first descendant along a path of Word names (`pPr`, `rPr`), or None."""
    for step in path:
        element = None if element is None else element.find(_WORD + step)
    return element


def parts(element: Element | None, step: str) -> list[Element]:
    """The children of that Word name."""
    return [] if element is None else list(element.findall(_WORD + step))


def paragraphs(element: Element) -> list[Element]:
    """Every paragraph below an element, in file order: what handles count."""
    return list(element.iter(_WORD + "p"))


def value(element: Element | None, attribute: str = "val") -> str | None:
    """An attribute of Word's own vocabulary, or None."""
    found = None if element is None else element.get(_WORD + attribute)
    return None if found is None else str(found)


def switch(element: Element | None) -> bool | None:
    """What an on/off property says: None where it is not there."""
    return None if element is None else (value(element) or "1").lower() not in _OFF


def chosen(alternatives: Element) -> Iterator[Element]:
    """The content of an `mc:AlternateContent` that Word shows: its first choice, else the fallback."""
    options = [child for child in alternatives if name(child) in ("mc:Choice", "mc:Fallback")]
    yield from options[0] if options else ()


def unwrapped(element: Element) -> Iterator[Element]:
    """An element's children, seen through content controls and other wrappers that show nothing themselves."""
    for child in element:
        kind = name(child)
        if kind in _WRAPPERS:
            yield from unwrapped(child)
        elif kind == "mc:AlternateContent":
            yield from chosen(child)
        else:
            yield child
