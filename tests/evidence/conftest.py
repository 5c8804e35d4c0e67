"""A repository of its own with this project's policies, so that a test may commit, change and clone it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from offices import Office, git
from project import ROOT


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository, which no test changes."""
    folder = tmp_path_factory.mktemp("archive") / "office"
    for name in ("policies", "notes"):
        shutil.copytree(ROOT / name, folder / name)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "The policies")
    return folder


@pytest.fixture
def office(archive: Path, tmp_path: Path, cache: Path) -> Office:
    """A copy of the repository, for a test that changes it."""
    shutil.copytree(archive, tmp_path / "office")
    return Office(tmp_path / "office", cache, tmp_path)


@pytest.fixture
def archived(archive: Path, tmp_path: Path, cache: Path) -> Office:
    """The repository that all tests share, for one that only reads it."""
    return Office(archive, cache, tmp_path)


@pytest.fixture
def changed() -> Callable[..., Path]:
    """Writes a report anew with something in it changed, as the engine would have written it."""

    def write(path: Path, change: Callable[[Any], None]) -> Path:
        tree = json.loads(path.read_text("utf-8"))
        change(tree)
        path.write_text(json.dumps(tree, ensure_ascii=False, indent=2) + "\n", "utf-8")
        return path

    return write
