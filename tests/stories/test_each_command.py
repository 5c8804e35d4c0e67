"""Each command, started as its users start it, says what it says within a test's own process: the other tests may save the start."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from clssa.cli import main
from running import run_apart, run_here

COMMANDS = {
    "check": ("check", "cases/new-permit.yaml", "drafts/wrong.docx", "--known-on", "2024-01-01"),
    "notes": ("notes", "cases/early-payer.yaml"),
    "verify": ("verify", "report.json"),
    "explain": ("explain", "ord-fee"),
    "trace": ("trace",),
    "lint": ("lint",),
    "test": ("test", "ord-weight"),
    "impact": ("impact", "main", "--cases", "cases"),
    "new": ("new", "ordinance", "4", "--id", "ord-trial"),
    "fmt": ("fmt", "--check"),
    "schema": ("schema", "--check"),
}


@pytest.fixture(scope="module")
def office(parking: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project of Lindenau with a report to verify."""
    folder = tmp_path_factory.mktemp("each") / "office"
    shutil.copytree(parking, folder)
    run_here("check", "cases/new-permit.yaml", "--format", "json", "--output", "report.json", cwd=folder)
    return folder


def test_there_is_a_run_of_each_command() -> None:
    assert set(COMMANDS) == set(main.commands)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_process_of_its_own_says_what_this_one_says(name: str, office: Path, cache: Path) -> None:
    runs = []
    for start in (run_apart, run_here):
        runs.append(start(*COMMANDS[name], cwd=office, XDG_CACHE_HOME=str(cache)))
        (office / "policies" / "ordinance" / "ord-trial.yaml").unlink(missing_ok=True)
    apart, here = runs
    assert (apart.status, apart.out, apart.err) == (here.status, here.out, here.err)
    assert apart.out or name == "fmt"  # which is silent where nothing is to be done
