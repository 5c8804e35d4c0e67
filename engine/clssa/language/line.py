"""A condition line as Python's own parser reads it, with the place of every word for messages."""

from __future__ import annotations

import ast
import re
import warnings
from typing import NoReturn

from clssa.language.fault import Place, one
from clssa.language.yaml import Text

MAX_LINE = 500

# A bare ISO date would be refused or computed by Python (as a subtraction): it is read as a name of the same length.
_DATE = re.compile(r"(?<![\w.'\"-])(\d{4})-(\d{2})-(\d{2})(?![\w'\"-])")
_SHIELDED = re.compile(r"D(\d{4})_(\d{2})(\d{2})")
_OTHER_DATE = re.compile(r"(?<![\w.])\d{1,4}([-/])\d{1,2}\1\d{1,4}(?![\w.])")
_DRESSED = re.compile(r"\$[\d,.]*|\d{1,3}(,\d{3})+(\.\d+)?")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_SIGNS = {
    "≥": ">=", "≤": "<=", "≠": "is not", "–": "-", "−": "-", "×": "*", "÷": "/",
    "“": "'", "”": "'", "„": "'", "‘": "'", "’": "'", "\u00a0": "a plain space",
}  # fmt: skip
"""Signs that word processors put in the place of those of a line."""


class LineSource:
    """The text of one line, its syntax tree, and the words and places of the tree's nodes."""

    def __init__(self, text: Text) -> None:
        self.text, self.source = text, str(text)
        self._shielded = _shield(self.source)

    def syntax(self) -> ast.expr:
        """The tree of the line. Raises `Faults`."""
        if len(self.source) > MAX_LINE:
            self.fault(None, f"a line is longer than {MAX_LINE} characters", "name its pieces in let:")
        if found := _OTHER_DATE.search(_QUOTED.sub(_blank, _DATE.sub(_blank, self.source))):
            self.fault_at(found.start(), len(found[0]), f'"{found[0]}" is not a date written YYYY-MM-DD')
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return ast.parse(self._shielded, mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            self._syntax_fault(error)

    def _syntax_fault(self, error: Exception) -> NoReturn:
        plain = _QUOTED.sub(_blank, self.source)
        if found := re.search(f"[{''.join(_SIGNS)}]", plain):
            name = found[0] if found[0].isprintable() else "a no-break space"
            self.fault_at(found.start(), 1, f'"{name}" is not a sign of a line', f"write {_SIGNS[found[0]]}")
        if found := re.search(r"(?<![<>=!])=(?!=)", plain):
            self.fault_at(found.start(), 1, '"=" does not compare', "write is, <= or >=")
        if found := re.search(r"[0-9.]+ ?%", plain):
            self.fault_at(found.start(), len(found[0]), "a line has no percentages", "give the rate a name in policies/values/")
        if "leading zeros" in str(error):
            found = re.search(r"\b0\d+", plain)
            code = found[0] if found else "010"
            self.fault_at(found.start() if found else 0, len(code), "a code with leading zeros goes in quotes", f"write '{code}'")
        self.dressed_amount()
        offset = max(0, (getattr(error, "offset", 1) or 1) - 1)
        self.fault_at(
            min(offset, max(0, len(self.source) - 1)), 1, "this line cannot be read from here on",
            "one comparison a line, such as: subject.fact is word; a code of several words goes in quotes",
        )  # fmt: skip

    def dressed_amount(self) -> None:
        """Raises `Faults` at an amount that is written as `$1,250.00`, if there is one."""
        if found := _DRESSED.search(self.source):
            plain = found[0].replace("$", "").replace(",", "")
            self.fault_at(found.start(), len(found[0]), "an amount is written without $ and commas", f"write {plain}")

    def words_of(self, node: ast.expr) -> str:
        """The words of a node as they are written."""
        start, end = self._span(node)
        return self.source[start:end]

    def date_of(self, node: ast.expr) -> str | None:
        """The ISO date that a name stands for, or None."""
        found = _SHIELDED.fullmatch(ast.unparse(node))
        return "-".join(found.groups()) if found else None

    def fault(self, node: ast.expr | None, message: str, help: str = "") -> NoReturn:
        """Raises `Faults` with the caret under a node (None: under the whole line)."""
        start, end = self._span(node) if node is not None else (0, len(self.source))
        self.fault_at(start, end - start, message, help)

    def fault_at(self, start: int, length: int, message: str, help: str = "") -> NoReturn:
        """Raises `Faults` with the caret under some characters."""
        raise one(place_within(self.text, start), message, length, help)

    def _span(self, node: ast.expr) -> tuple[int, int]:
        data = self._shielded.encode()
        end = node.end_col_offset if node.end_col_offset is not None else len(data)
        return len(data[: node.col_offset].decode()), len(data[:end].decode())


def place_within(text: Text, offset: int) -> Place:
    """The place of a character of a scalar that stands on one line (of a longer one: where it begins)."""
    if text.end.line != text.place.line:
        return text.place
    doubled = text[:offset].count("'") if text.style == "'" else 0
    return text.place.shifted(offset + doubled + (not text.plain))


def _blank(found: re.Match[str]) -> str:
    return "_" * len(found[0])


def _shield(source: str) -> str:
    kept = _QUOTED.sub(lambda found: found[0].replace("-", "\x00"), source)
    return _DATE.sub(r"D\1_\2\3", kept).replace("\x00", "-")
