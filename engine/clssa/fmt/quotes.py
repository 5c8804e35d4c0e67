"""Chooses, for a text on one line, the quotation marks within which nothing has to be escaped."""

from __future__ import annotations

import re

from clssa.fmt.lines import Lines, texts_in

_DOUBLE = re.compile(r'"(?:[^"\\]|\\")*"')
_SINGLE = re.compile(r"'(?:[^']|'')*'")


def plainly_quoted(lines: Lines) -> str:
    """The text, with `"a \\"word\\""` as `'a "word"'`, and `'it''s'` as `"it's"`; all others as they are."""
    found = [scalar for scalar in texts_in(lines.tree) if scalar.style in ("'", '"') and scalar.place.line == scalar.end.line]
    for scalar in sorted(found, key=lambda each: each.place, reverse=True):
        line, begin, end = lines.lines[scalar.place.line], scalar.place.column - 1, scalar.end.column - 1
        written = line[begin:end]
        if scalar.style == "'" and _SINGLE.fullmatch(written) and "''" in written[1:-1] and not {'"', "\\"} & set(scalar):
            written = f'"{scalar}"'
        elif scalar.style == '"' and _DOUBLE.fullmatch(written) and '\\"' in written and "'" not in scalar:
            written = f"'{scalar}'"
        lines.lines[scalar.place.line] = line[:begin] + written + line[end:]
    return "\n".join(lines.lines[1:])
