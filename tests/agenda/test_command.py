"""What a user sees of the agenda: its name, and nothing else."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from clssa import __version__
from clssa.agenda import agenda_name
from project import ROOT
from running import Run

Clssa = Callable[..., Run]
KNOWN = ("--known-on", "2026-01-01")


@pytest.fixture
def without_durable_rules(tmp_path: Path) -> str:
    """The value of PYTHONPATH under which durable-rules is there and cannot be imported, as on Python 3.13."""
    folder = tmp_path / "cannot be imported"
    folder.mkdir()
    (folder / "durable_rules_engine.py").write_text("raise ImportError('undefined symbol: PyEval_CallObject')\n")
    return f"{folder}{os.pathsep}{ROOT / 'engine'}"


def test_the_agenda_is_named_beside_the_version(clssa: Clssa) -> None:
    assert clssa("--version", policies=None).out == f"clssa, version {__version__} (agenda: {agenda_name()})\n"


def test_without_durable_rules_the_agenda_is_named_python(clssa: Clssa, without_durable_rules: str) -> None:
    done = clssa("--version", policies=None, PYTHONPATH=without_durable_rules)
    assert done.out == f"clssa, version {__version__} (agenda: Python)\n"


def test_without_durable_rules_every_example_comes_out_the_same_but_for_the_name_of_the_agenda(
    clssa: Clssa, without_durable_rules: str
) -> None:
    examples = sorted((ROOT / "examples").glob("*.yaml"))
    here = clssa("check", *examples, *KNOWN, "--format", "json")
    without = clssa("check", *examples, *KNOWN, "--format", "json", PYTHONPATH=without_durable_rules)
    assert (without.status, without.err) == (here.status, here.err)
    assert [named(each) for each in without.report] == ["Python"] * len(examples)
    assert [named(each) for each in here.report] == [agenda_name()] * len(examples)
    assert json.dumps([apart(each) for each in without.report]) == json.dumps([apart(each) for each in here.report])


def named(report: Any) -> str:
    name: str = report["evidence"]["engine"]["agenda"]
    return name


def apart(report: Any) -> Any:
    """A report without the name of the agenda, and without the digest that it is part of."""
    evidence = {**report["evidence"], "engine": {**report["evidence"]["engine"], "agenda": None}, "given_digest": None}
    return {**report, "evidence": evidence}
