"""Whatever stands where something else should stand, the answer is a fault in words with its place, never a crash."""

from __future__ import annotations

from pathlib import Path

import pytest
from clssa.language.fault import Faults
from clssa.language.yaml import load
from clssa.library import read_library
from small_library import FILES, POLICIES, write_library
from wrong_shapes import as_yaml, places, with_wrong

WRONG = {"a text": "zzz", "a list": ["zzz", {"zzz": "zzz"}], "a mapping": {"zzz": "zzz"}, "nothing at all": None}


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
