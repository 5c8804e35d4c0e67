"""Libraries are written into an empty working directory."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory, so that messages name files as a policy officer does."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
