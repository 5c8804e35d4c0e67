"""The lines of a YAML file: which of them stand within a text, which are comments, and how far each is indented."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clssa.language.yaml import Map, Seq, Text, load

BLOCK = (">", "|")


class Lines:
    """Lines are counted from 1, columns from 0."""

    def __init__(self, text: str, file: str) -> None:
        self.tree = load(text.encode(), file)
        self.lines = ["", *text.split("\n")]
        self.blocks: dict[int, Text] = {}
        """The lines of each folded or literal text, without the one that it begins on."""
        self.quoted: set[int] = set()
        """Lines that begin within quotation marks."""
        for scalar in texts_in(self.tree):
            if scalar.style in BLOCK:
                self.blocks |= dict.fromkeys(self._of_block(scalar), scalar)
            elif scalar.style:
                self.quoted.update(range(scalar.place.line + 1, scalar.end.line + 1))

    def _of_block(self, scalar: Text) -> Iterator[int]:
        if not scalar.strip():
            return
        first = next(number for number in range(scalar.place.line + 1, len(self.lines)) if self.lines[number].strip())
        for number in range(scalar.place.line + 1, len(self.lines)):
            if self.lines[number].strip() and self.indent(number) < self.indent(first):
                return
            yield number

    def indent(self, number: int) -> int:
        """How far a line is indented."""
        line = self.lines[number]
        return len(line) - len(line.lstrip(" "))

    def is_blank(self, number: int) -> bool:
        """Whether a line is blank, and not one of a text."""
        return not self.lines[number].strip() and number not in self.blocks and number not in self.quoted

    def is_comment(self, number: int) -> bool:
        """Whether a line is a comment."""
        within = number in self.blocks or number in self.quoted
        return not within and self.lines[number].lstrip().startswith("#")

    def is_content(self, number: int) -> bool:
        """Whether a line is neither blank nor a comment."""
        return not self.is_blank(number) and not self.is_comment(number)

    def in_block_style(self, node: Any) -> bool:
        """Whether a mapping or a list is written line by line, without brackets."""
        if isinstance(node, Text):
            return False
        return self.lines[node.place.line][node.place.column - 1] not in "{["


def texts_in(tree: Any) -> Iterator[Text]:
    """Every piece of text of a tree, keys and all."""
    if isinstance(tree, Text):
        yield tree
    elif isinstance(tree, Map):
        for key, value in tree.items():
            yield key
            yield from texts_in(value)
    elif isinstance(tree, Seq):
        for each in tree:
            yield from texts_in(each)
