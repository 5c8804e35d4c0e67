"""Puts the keys of each mapping into the order of its form. The comment above a key goes with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clssa.fmt.lines import Lines
from clssa.language.form import Either, Form, Kind, Many, Named
from clssa.language.yaml import Map, Seq, Text


def reordered(text: str, file: str, kind: Kind | None) -> str:
    """The text with every mapping that has a form in its order; one with a key that the form does not know stays."""
    while True:
        lines = Lines(text, file)
        wrong = next(_out_of_order(lines, lines.tree, kind), None)
        if wrong is None:
            return text
        text = _in_order(lines, *wrong)


def form_at(kind: Kind | None, tree: Any, key: Text | None) -> Kind | None:
    """The kind of what stands under a key of a mapping of this kind, or of an entry of a list."""
    match kind:
        case Form():
            inner = kind.keys[str(key)].kind if key is not None and key in kind.keys else None
        case Many(of) if key is None:
            inner = of
        case Named(of) if key is not None:
            inner = of
        case _:
            return None
    return _the_one(inner, tree)


def _the_one(kind: Kind | None, tree: Any) -> Kind | None:
    """Of several kinds, the one that a tree is of."""
    if not isinstance(kind, Either):
        return kind
    if isinstance(tree, Seq):
        return next((each for each in kind.of if isinstance(each, Many)), None)
    if isinstance(tree, Map):
        return next((each for each in kind.of if isinstance(each, Form) and set(tree) <= set(each.keys)), None)
    return None


def _out_of_order(lines: Lines, tree: Any, kind: Kind | None) -> Iterator[tuple[Map, Form]]:
    if isinstance(tree, Map):
        if isinstance(kind, Form) and lines.in_block_style(tree) and set(tree) <= set(kind.keys):
            order = [list(kind.keys).index(key) for key in tree]
            if order != sorted(order):
                yield tree, kind
        for key, value in tree.items():
            yield from _out_of_order(lines, value, form_at(kind, value, key))
    elif isinstance(tree, Seq):
        for each in tree:
            yield from _out_of_order(lines, each, form_at(kind, each, None))


def _in_order(lines: Lines, tree: Map, form: Form) -> str:
    keys = list(tree)
    column = keys[0].place.column - 1
    begins = [keys[0].place.line, *(_with_comments(lines, key.place.line, column) for key in keys[1:])]
    end = _end(lines, keys[-1].place.line, column)
    entries = {
        key: lines.lines[begin:after] for key, begin, after in zip(keys, begins, [*begins[1:], end], strict=True)
    }  # fmt: skip
    first = entries[keys[0]]
    prefix, first[0] = first[0][:column], " " * column + first[0][column:]
    made: list[str] = []
    for key in sorted(keys, key=list(form.keys).index):
        own = entries[key]
        if not made:
            at = key.place.line - begins[keys.index(key)]
            above = [(" " * _depth(prefix) + line.lstrip(" ")).rstrip() for line in own[:at]]
            own = [*above, prefix + own[at][column:], *own[at + 1 :]]
        made += own
    return "\n".join([*lines.lines[1 : begins[0]], *made, *lines.lines[end:]])


def _with_comments(lines: Lines, number: int, column: int) -> int:
    """The first line of an entry: its key's, or that of the comments and blank lines above it."""
    while not lines.is_content(number - 1) and not (lines.is_comment(number - 1) and lines.indent(number - 1) > column):
        number -= 1
    return number


def _end(lines: Lines, number: int, column: int) -> int:
    """The line after the last one of a mapping whose last key stands on a line."""
    end = number + 1
    while end < len(lines.lines):
        within = end in lines.blocks or end in lines.quoted
        if lines.is_content(end) and not within and lines.indent(end) < column:
            break
        end += 1
    return _with_comments(lines, end, column)


def _depth(prefix: str) -> int:
    """Where the first dash before a key stands, or else the key."""
    return len(prefix) - len(prefix.lstrip(" "))
