"""Policy files in the common form: keys in their order, two spaces for each level, nothing else touched.

The text is moved line by line and never written anew, so that every comment, and every line break within a text stays what it
was. What a file says is compared before and after, and a file that would say something else is refused.
"""

from __future__ import annotations

import re
from typing import Any

from clssa.fmt.indent import indented
from clssa.fmt.lines import Lines
from clssa.fmt.order import form_at, reordered
from clssa.fmt.quotes import plainly_quoted
from clssa.language.fault import Place, one
from clssa.language.form import Form, Kind
from clssa.language.yaml import Map, Seq, Text, load

_MODELINE = re.compile(r"\A(\s*)# yaml-language-server:.*\n")


def formatted(data: bytes, file: str, kind: Kind | None, modeline: str = "") -> bytes:
    """The file in the common form; `kind` says which keys it has, in which order, and `modeline` is to be its first line.

    Raises `Faults`, with the line, where it is not YAML, or where its meaning would not survive.
    """
    before = load(data, file)
    text = data.decode("utf-8").replace("\r\n", "\n")
    text = reordered(text, file, kind)
    text = plainly_quoted(Lines(indented(Lines(text, file)), file))
    if modeline:
        text = f"{modeline}\n{_MODELINE.sub('', text, count=1).lstrip()}"
    made = (text.strip("\n") + "\n").encode()
    if meaning(load(made, file), kind) != meaning(before, kind):
        raise one(Place(file), "this file would say something else in the common form, so it was left alone")
    return made


def meaning(tree: Any, kind: Kind | None) -> Any:
    """What a tree says: the order counts, but for keys of a form; quotation marks count only against none at all."""
    if isinstance(tree, Text):
        return str(tree), tree.plain
    if isinstance(tree, Seq):
        return [meaning(each, form_at(kind, each, None)) for each in tree]
    assert isinstance(tree, Map)
    entries = [(str(key), meaning(value, form_at(kind, value, key))) for key, value in tree.items()]
    return ("form", sorted(entries, key=lambda each: each[0])) if isinstance(kind, Form) else ("map", entries)
