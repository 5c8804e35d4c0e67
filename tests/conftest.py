"""The golden texts: what a policy officer reads, kept word for word in golden/mistakes.txt of a folder under the name of each mistake."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def golden_file(request: pytest.FixtureRequest) -> Path:
    """The golden texts of the folder of the test."""
    return request.path.parent / "golden" / "mistakes.txt"


@pytest.fixture
def kept(golden_file: Path) -> dict[str, str]:
    """The golden texts by name."""
    text = golden_file.read_text("utf-8") if golden_file.exists() else ""
    return dict(section.rstrip("\n").split("\n", 1) for section in text.split("## ")[1:])


@pytest.fixture
def golden(kept: dict[str, str], golden_file: Path) -> Callable[[str, str], None]:
    """Compares a text with the golden one of that name; under CLSSA_GOLDEN=write it is kept instead."""

    def compare(name: str, text: str) -> None:
        if os.environ.get("CLSSA_GOLDEN") == "write":
            kept[name] = text
            golden_file.write_text("\n".join(f"## {each}\n{kept[each]}\n" for each in sorted(kept)), "utf-8")
        assert text == kept.get(name), "read the new text as a policy officer would; to keep it, run with CLSSA_GOLDEN=write"

    return compare
