"""A tree with something else at one place, and a tree as YAML in flow style."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

PLACE = tuple[Any, ...]


def places(tree: Any, at: PLACE = ()) -> Iterator[PLACE]:
    """The path of every key and entry of a tree."""
    if isinstance(tree, dict | list):
        for key, inner in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield (*at, key)
            yield from places(inner, (*at, key))


def with_wrong(tree: Any, at: PLACE, wrong: Any) -> Any:
    """The tree with something else (or, for None, nothing) at one place."""
    if not at:
        return wrong
    items = dict(tree) if isinstance(tree, dict) else dict(enumerate(tree))
    if len(at) == 1 and wrong is None:
        del items[at[0]]
    else:
        items[at[0]] = with_wrong(items[at[0]], at[1:], wrong)
    return items if isinstance(tree, dict) else list(items.values())


def as_yaml(tree: Any) -> str:
    """A tree in flow style, every text quoted."""
    if isinstance(tree, dict):
        return "{" + ", ".join(f"{as_yaml(key)}: {as_yaml(value)}" for key, value in tree.items()) + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(map(as_yaml, tree)) + "]"
    return '"' + str(tree).replace("\\", "\\\\").replace('"', '\\"') + '"'
