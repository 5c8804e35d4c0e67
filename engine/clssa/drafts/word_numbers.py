"""Automatic numbers: Word stores "Part 3." as a list level, not as text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from clssa.drafts.word_xml import Element, name, part, parts, value

_LEVEL = re.compile(r"%([1-9])")
_NO_NUMBER = ("bullet", "none")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    start: int
    style: str | None


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbers:
    """Gives each paragraph its automatic number; call it in reading order, once a paragraph."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        """Take the roots of numbering.xml and styles.xml; either may be absent."""
        self._styles = {value(style, "styleId"): style for style in parts(styles, "style")}
        self._default = next((s for s in self._styles.values() if _is_default(s)), None)
        definitions = {value(each, "abstractNumId"): each for each in parts(numbering, "abstractNum")}
        self._nums = {value(num, "numId"): num for num in parts(numbering, "num")}
        self._definition_of = {number: value(part(num, "abstractNumId")) for number, num in self._nums.items()}
        self._lists = {key: _List(_levels(definition)) for key, definition in definitions.items()}
        self._linked = {key: value(part(definition, "numStyleLink")) for key, definition in definitions.items()}
        self._started: set[tuple[str, int]] = set()

    def label(self, paragraph: Element) -> str:
        """The paragraph's automatic number as Word shows it, such as `Part 3.`; empty where it has none (or a bullet)."""
        number, level = self._number_and_level(paragraph)
        counted = self._list(number) if number is not None else None
        if number is None or counted is None or level not in counted.levels:
            return ""
        self._advance(number, counted, level)
        shown = counted.levels[level]
        if shown.form in _NO_NUMBER:
            return ""
        return _LEVEL.sub(lambda place: _written(counted, int(place.group(1)) - 1), shown.text).strip()

    def _number_and_level(self, paragraph: Element) -> tuple[str | None, int]:
        properties = part(paragraph, "pPr")
        own, style = part(properties, "numPr"), value(part(properties, "pStyle"))
        number, level = value(part(own, "numId")), value(part(own, "ilvl"))
        for each in self._style_chain(style):
            inherited = part(each, "pPr", "numPr")
            if number is None and inherited is not None:
                number = value(part(inherited, "numId"))
                level = level or value(part(inherited, "ilvl")) or self._level_of_style(number, value(each, "styleId"))
        return (None, 0) if number in (None, "0") else (number, _whole(level) or 0)

    def _level_of_style(self, number: str | None, style: str | None) -> str:
        counted = self._list(number)
        levels = counted.levels if counted else {}
        return str(next((key for key, level in levels.items() if style is not None and level.style == style), 0))

    def _style_chain(self, style: str | None) -> list[Element]:
        chain: list[Element] = []
        found = self._styles.get(style, self._default) if style is not None else self._default
        while found is not None and found not in chain:
            chain.append(found)
            found = self._styles.get(value(part(found, "basedOn")))
        return chain

    def _list(self, number: str | None) -> _List | None:
        key = self._definition_of.get(number)
        linked = self._linked.get(key)
        if linked is not None:
            key = self._definition_of.get(value(part(self._styles.get(linked), "pPr", "numPr", "numId")))
        return self._lists.get(key)

    def _advance(self, number: str, counted: _List, level: int) -> None:
        start: int | None = None
        for override in parts(self._nums[number], "lvlOverride"):
            if value(override, "ilvl") == str(level) and (number, level) not in self._started:
                start = _whole(value(part(override, "startOverride")))
        self._started.add((number, level))
        if start is not None:
            counted.counts[level] = start
        elif level in counted.counts:
            counted.counts[level] += 1
        else:
            counted.counts[level] = counted.levels[level].start
        for deeper in [each for each in counted.counts if each > level]:
            del counted.counts[deeper]


def _levels(definition: Element) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for level in parts(definition, "lvl"):
        start = _whole(value(part(level, "start")))
        text, style = value(part(level, "lvlText")) or "", value(part(level, "pStyle"))
        levels[_whole(value(level, "ilvl")) or 0] = _Level(_form(level), text, 1 if start is None else start, style)
    return levels


def _form(level: Element) -> str:
    """The number format; a custom one (`001, 002, ...`, in a compatibility wrapper) is told by its first number."""
    for form in level.iter():
        if name(form) == "numFmt":
            return value(form, "format") or value(form) or "decimal"
    return "decimal"


def _written(counted: _List, level: int) -> str:
    if level not in counted.levels:
        return ""
    shown = counted.levels[level]
    count = counted.counts.get(level, shown.start)
    match shown.form:
        case "lowerLetter" | "upperLetter":
            letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
            return letters.upper() if shown.form == "upperLetter" else letters
        case "lowerRoman" | "upperRoman":
            return _roman(count).upper() if shown.form == "upperRoman" else _roman(count)
        case "decimalZero":
            return f"{count:02}"
        case form if form[:1].isdigit():
            return str(count).zfill(len(form.split(",")[0].strip()))
    return str(count)


def _roman(count: int) -> str:
    written = ""
    for size, letters in _ROMAN:
        written += letters * min(20, count // size)
        count %= size
    return written


def _whole(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() and len(text) < 7 else None


def _is_default(style: Element) -> bool:
    return value(style, "type") == "paragraph" and value(style, "default") in ("1", "true")
