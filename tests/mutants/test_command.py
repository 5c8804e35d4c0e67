"""A policy officer asks whether the examples would tell if somebody changed a rule by mistake."""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from project import ROOT
from running import Run

Clssa = Callable[..., Run]
NAME = "br-fmso-1-type-of-assistance"
RULE = f"policies/business-rules/{NAME}.yaml"
FIRST_DAY = """  - name: V, the code of a FMSO II, on the first day
    given: {case.fmso: I, line.type_of_assistance: V}
    as_of: 2005-09-20
    expect: fail
    because: line.type_of_assistance is U
"""
UNNOTICED = """unnoticed:
  - change: write 2005-09-21 for 2005-09-20 in from
    why: Nobody prepared a LOA on that day.
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the law to change."""
    for folder in ("policies", "notes"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def edit(project: Path, old: str, new: str) -> None:
    path = project / RULE
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("line.type_of_assistance is U", "line.type_of_assistance is not U"),
        ("line.type_of_assistance is U", "line.type_of_assistance in {U, V}"),
        ("case.fmso is I", "case.fmso is II"),
        ("    applies_when:\n      - case.fmso is I\n", ""),
        ("    require:", "    should:"),
        ("from: 2005-09-20", "from: 2005-09-19"),
        ("from: 2005-09-20", "from: beginning"),
    ],
)
def test_a_rule_that_somebody_broke_turns_the_test_red(clssa: Clssa, project: Path, old: str, new: str) -> None:
    edit(project, old, new)
    run = clssa("test", NAME, policies=None)
    assert run.status == 1
    assert "and the example expects" in run.out


def test_a_change_that_no_example_would_notice_is_named_at_its_place(clssa: Clssa, project: Path) -> None:
    edit(project, FIRST_DAY, "")
    edit(project, "    as_of: 2005-09-20\n", "    as_of: 2005-09-21\n")
    run = clssa("test", NAME, policies=None)
    assert run.status == 1
    assert run.out.startswith(
        f"{RULE}:8:11: error: no example would notice: write 2005-09-21 for 2005-09-20 in from\n"
        "    8 |   - from: 2005-09-20\n"
        "      |           ^^^^^^^^^^\n"
        "      = add an example that comes out otherwise then; if there can be none, say so under unnoticed:\n"
    )
    assert re.search(r"\n1 rule, 8 examples, \d+ changes tried: 1 fault\n$", run.out)


def test_the_policy_officer_may_say_why_there_can_be_no_such_example_and_is_told_when_there_is_one(
    clssa: Clssa, project: Path
) -> None:
    edit(project, "examples:\n", UNNOTICED + "examples:\n")
    run = clssa("test", NAME, policies=None)
    assert run.status == 1
    assert f"{RULE}:20:5: error: an example notices this change, or it is not one of those tried" in run.out
    edit(project, FIRST_DAY, "")
    edit(project, "    as_of: 2005-09-20\n", "    as_of: 2005-09-21\n")
    run = clssa("test", NAME, policies=None)
    assert run.status == 0, run.out


def test_one_dated_value_one_source_and_the_facts_of_one_subject_may_be_tested_alone(clssa: Clssa) -> None:
    run = clssa("test", "investment_deposit_ratio", "dsca-06-11", "case")
    assert run.status == 0, run.out
    assert re.fullmatch(r"0 rules, 0 examples, \d\d changes tried: 0 faults\n", run.out)


def test_while_an_example_fails_the_changes_wait(clssa: Clssa, project: Path) -> None:
    edit(project, "is U\n    remedy", "is V\n    remedy")
    run = clssa("test", NAME, policies=None)
    assert "1 rule, 9 examples, 0 changes tried, changes of 1 file not tried before the examples hold:" in run.out


def test_progress_is_told_on_a_terminal_only_and_the_result_is_the_same(clssa: Clssa) -> None:
    rules = sorted(path.stem for path in (ROOT / "policies" / "reading").glob("*.yaml"))
    names = [*rules, NAME, "br-fmso-2-type-of-assistance", "br-fmso-2-purpose"]
    quiet = clssa("test", *names)
    assert quiet.err == ""
    leader, follower = pty.openpty()
    told = subprocess.run(
        [sys.executable, "-m", "clssa", "test", *names, "--policies", str(ROOT / "policies")],
        stdout=subprocess.PIPE, stderr=follower, env={**os.environ, "PYTHONPATH": str(ROOT / "engine")}, encoding="utf-8",
    )  # fmt: skip
    os.close(follower)
    progress = os.read(leader, 100_000).decode()
    os.close(leader)
    assert (told.stdout, told.returncode) == (quiet.out, quiet.status)
    anew = "\r\x1b[K"
    assert re.match(
        rf"{re.escape(anew)}1 of {len(names)} files, \d+ changes? tried{re.escape(anew)}2 of {len(names)} files, ", progress
    )
    assert progress.endswith(anew)
