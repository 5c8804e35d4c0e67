"""Golden texts: what a policy officer reads, kept word for word in golden/*.txt."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compares a text with golden/NAME.txt; CLSSA_GOLDEN=write writes the file instead."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / f"{name}.txt"
        if os.environ.get("CLSSA_GOLDEN") == "write":
            path.write_text(text + "\n", "utf-8")
        assert path.exists(), f"no {path.name}: look at this text, then run with CLSSA_GOLDEN=write\n{text}"
        assert text + "\n" == path.read_text("utf-8")

    return compare
