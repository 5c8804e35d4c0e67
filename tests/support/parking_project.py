"""The project of Lindenau, each command run there once, and its site."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from lindenau import build_site, runs_of, runs_of_an_edit, write_project
from running import Run


@pytest.fixture(scope="session")
def parking(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, as nobody has changed it."""
    return write_project(tmp_path_factory.mktemp("parking") / "project")


@pytest.fixture(scope="session")
def edited(parking: Path) -> Path:
    """A copy of the project in which somebody changes the policies."""
    copy = parking.with_name("edited")
    shutil.copytree(parking, copy)
    return copy


@pytest.fixture(scope="session")
def runs(parking: Path, edited: Path) -> dict[str, Run]:
    """What every command says, by the names of `runs_of` and `runs_of_an_edit`."""
    return {**dict(runs_of_an_edit(edited)), **dict(runs_of(parking))}


@pytest.fixture(scope="session")
def parking_site(parking: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the project."""
    return build_site(parking, tmp_path_factory.mktemp("parking-site"))
