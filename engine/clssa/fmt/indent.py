"""Indents each line by what it belongs to: two spaces for each level, the entries of a list two more than their key."""

from __future__ import annotations

import re
from typing import Any

from clssa.fmt.lines import BLOCK, Lines
from clssa.language.yaml import Map, Seq, Text

_DASHES = re.compile(r" *(- +)+")
_KEY = re.compile(r"(.*\S)\s*:\s+", re.DOTALL)
_COUNTED = re.compile(r"[>|][-+]?[0-9]")


class _Plan:
    """Where each line is to begin, and what is to be written otherwise within it."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.starts: dict[int, tuple[int, int]] = {}
        """Lines on which a key or a dash begins: its column, and the one that it is to have."""
        self.texts: dict[int, int] = {}
        """The columns that folded and literal texts are to have, by the line that they begin on."""
        self.edits: dict[int, list[tuple[int, int, str]]] = {}
        self.node(lines.tree, 0)

    def node(self, tree: Any, column: int) -> None:
        if isinstance(tree, Text):
            self.scalar(tree, column)
        elif self.lines.in_block_style(tree):
            self.map(tree, column) if isinstance(tree, Map) else self.seq(tree, column)

    def map(self, tree: Map, column: int) -> None:
        for key, value in tree.items():
            self.starts.setdefault(key.place.line, (key.place.column - 1, column))
            if value.place.line == key.place.line:
                begin, end = key.place.column - 1, value.place.column - 1
                if found := _KEY.fullmatch(self.lines.lines[key.place.line][begin:end]):
                    self.edit(key.place.line, begin, end, f"{found[1]}: ")
            self.node(value, column + 2)

    def seq(self, tree: Seq, column: int) -> None:
        for entry in tree:
            at = entry.place.column - 1
            before = self.lines.lines[entry.place.line][:at]
            if not _DASHES.fullmatch(before):
                continue  # a dash with nothing behind it: the entry stands on a line below
            dash = before.rstrip().rfind("-")
            self.starts.setdefault(entry.place.line, (dash, column))
            self.edit(entry.place.line, dash, at, "- ")
            self.node(entry, column + 2)

    def scalar(self, text: Text, column: int) -> None:
        if text.style in BLOCK and not _COUNTED.match(self.lines.lines[text.place.line][text.place.column - 1 :]):
            self.texts[text.place.line] = column

    def edit(self, number: int, begin: int, end: int, text: str) -> None:
        self.edits.setdefault(number, []).append((begin, end, text))

    def written(self, number: int) -> str:
        """A line that begins with a key or a dash, as it is to be."""
        line = self.lines.lines[number]
        for begin, end, text in sorted(self.edits.get(number, []), reverse=True):
            line = line[:begin] + text + line[end:]
        old, new = self.starts[number]
        return (" " * new + line[old:]).rstrip()


def indented(lines: Lines) -> str:
    """The text, with each line where it belongs; more than one blank line becomes one."""
    plan = _Plan(lines)
    made: list[str] = []
    shift = 0
    for number in range(1, len(lines.lines)):
        line = lines.lines[number]
        if number in lines.blocks:
            made.append(_of_block(lines, plan, number, shift))
        elif number in plan.starts:
            old, new = plan.starts[number]
            shift = new - old
            made.append(plan.written(number))
        elif lines.is_comment(number):
            made.append(_moved(line, _shift_of_comment(lines, plan, number, shift)).rstrip())
        elif line.strip():
            made.append(_moved(line, shift).rstrip())
        elif number in lines.quoted or (made and made[-1]):
            made.append("")
    return "\n".join(made)


def _of_block(lines: Lines, plan: _Plan, number: int, shift: int) -> str:
    """A line of a folded or literal text; what stands at its end belongs to the text."""
    begin = lines.blocks[number].place.line
    if begin in plan.texts:
        first = next(each for each in range(begin + 1, len(lines.lines)) if lines.lines[each].strip())
        shift = plan.texts[begin] - lines.indent(first)
    return _moved(lines.lines[number], shift)


def _shift_of_comment(lines: Lines, plan: _Plan, number: int, shift: int) -> int:
    """A comment goes with the line below it, or, where it is indented more than that, with the one above."""
    below = next((each for each in range(number + 1, len(lines.lines)) if lines.is_content(each)), None)
    if below is None or below not in plan.starts or lines.indent(below) < lines.indent(number):
        return shift if below is not None or lines.indent(number) else 0
    old, new = plan.starts[below]
    return new - old


def _moved(line: str, shift: int) -> str:
    return " " * shift + line if shift >= 0 else line[min(-shift, len(line) - len(line.lstrip(" "))) :]
