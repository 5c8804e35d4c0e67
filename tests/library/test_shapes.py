"""Whatever stands where something else should stand, the answer is a fault in words with its place, never a crash."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from clssa.language.fault import Faults
from clssa.language.yaml import load
from clssa.library import read_library
from small_library import FILES, POLICIES, write_library

WRONG = {"a text": "zzz", "a list": ["zzz", {"zzz": "zzz"}], "a mapping": {"zzz": "zzz"}, "nothing at all": None}
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


def crashes(file: str, here: Path) -> list[str]:
    """Each wrong shape in one file that is answered by something else than faults."""
    write_library(here)
    tree = load(FILES[file].encode(), file)
    found = []
    for at in places(tree):
        for what, wrong in WRONG.items():
            (here / file).write_text(as_yaml(with_wrong(tree, at, wrong)) + "\n")
            try:
                read_library(POLICIES)
            except Faults:
                pass
            except Exception as error:
                found.append(f"{'/'.join(map(str, at))}: {what}: {type(error).__name__}: {error}")
    return found


@pytest.mark.parametrize("file", [name for name in FILES if name.endswith(".yaml")])
def test_a_wrong_shape_anywhere_in_a_file_is_a_fault_and_never_a_crash(file: str, here: Path) -> None:
    assert crashes(file, here) == []
