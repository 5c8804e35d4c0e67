"""What all tests share: which of them are quick, how much is tried, and the golden texts.

A golden text is what a policy officer reads, kept word for word in golden/mistakes.txt of a folder under the name of each mistake.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from scale import PROOFS, SCALE

pytest_plugins = ("command_line", "no_skips", "parking_project", "small_world")
PROCESSES = {"clssa", "archive", "runs", "parking_site", "refused", "built_site", "browser"}
"""The fixtures that run the command line, build the site or open a browser: a test that asks for one is end to end."""

settings.register_profile("sample", max_examples=100 * SCALE, deadline=None, derandomize=not PROOFS, print_blob=True)
settings.load_profile("sample")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the end-to-end tests, which `make test-quick` leaves out."""
    for item in items:
        if PROCESSES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.end_to_end)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory, so that messages name files as a policy officer does."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


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
