"""Setting up from nothing works, in an empty folder, for somebody who has nothing at home."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from clssa import __version__
from project import ROOT

OF_THIS_RUN = ("AGENDA", "MAKEFLAGS", "MAKELEVEL", "MFLAGS", "PYTHONPATH", "VIRTUAL_ENV", "XDG_CACHE_HOME", "CLSSA_PROOFS")
"""What `make proofs` and this test run leave in the environment."""


@pytest.mark.proof
def test_a_clone_sets_up_and_checks_its_examples_without_durable_rules(tmp_path: Path) -> None:
    clone, home = tmp_path / "clone", tmp_path / "home"
    home.mkdir()
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True, capture_output=True)
    environment = {name: value for name, value in os.environ.items() if name not in OF_THIS_RUN}
    done = subprocess.run(
        ["make", "check", "AGENDA=python"], cwd=clone, capture_output=True, text=True, env={**environment, "HOME": str(home)}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("check: done, the clean draft passed and the faults of the other were found\n")
    version = subprocess.run([clone / ".venv/bin/clssa", "--version"], capture_output=True, text=True, check=True)
    assert version.stdout == f"clssa, version {__version__} (agenda: Python)\n"
