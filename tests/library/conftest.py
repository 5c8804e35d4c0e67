"""The golden texts: what a policy officer reads, kept word for word in golden/mistakes.txt under the name of each mistake."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden" / "mistakes.txt"


@pytest.fixture
def kept() -> dict[str, str]:
    """The golden texts by name."""
    text = GOLDEN.read_text("utf-8") if GOLDEN.exists() else ""
    return dict(section.rstrip("\n").split("\n", 1) for section in text.split("## ")[1:])


@pytest.fixture
def golden(kept: dict[str, str]) -> Callable[[str, str], None]:
    """Compares a text with the golden one of that name; under CLSSA_GOLDEN=write it is kept instead."""

    def compare(name: str, text: str) -> None:
        if os.environ.get("CLSSA_GOLDEN") == "write":
            kept[name] = text
            GOLDEN.write_text("\n".join(f"## {each}\n{kept[each]}\n" for each in sorted(kept)), "utf-8")
        assert text == kept.get(name), "read the new text as a policy officer would; to keep it, run with CLSSA_GOLDEN=write"

    return compare


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory, so that messages name files as a policy officer does."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
