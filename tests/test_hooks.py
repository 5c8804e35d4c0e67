"""What other repositories take over from this one: hooks before a commit, and a workflow on pull requests."""

from __future__ import annotations

import shlex
from typing import Any

import click
import pytest
from clssa.cli import main
from project import ROOT
from ruamel.yaml import YAML

HOOKS = YAML(typ="base").load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
WORKFLOW = YAML(typ="base").load((ROOT / ".github" / "workflows" / "clssa.yml").read_text("utf-8"))


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_each_hook_is_a_command_with_options_that_it_has(hook: dict[str, Any]) -> None:
    program, name, *options = shlex.split(hook["entry"])
    command = main.commands[name]
    assert program == "clssa"
    assert hook["id"] == f"clssa-{name}"
    assert set(options) <= {option for each in command.params for option in each.opts}
    takes_files = any(isinstance(each, click.Argument) and each.name in ("files", "drafts") for each in command.params)
    assert takes_files or hook.get("pass_filenames") == "false"


def test_the_hooks_are_those_of_the_gate() -> None:
    assert {"clssa-lint", "clssa-fmt", "clssa-test", "clssa-check"} <= {hook["id"] for hook in HOOKS}


def test_no_job_of_the_workflow_may_write_more_than_its_one_thing() -> None:
    assert WORKFLOW["permissions"] == {}
    writing = {
        name: [what for what, how in job["permissions"].items() if how == "write"] for name, job in WORKFLOW["jobs"].items()
    }
    assert writing == {"impact": [], "comment": ["pull-requests"], "findings": ["security-events"]}


def test_the_job_that_comments_runs_nothing_of_the_pull_request() -> None:
    assert all(
        "uses" not in step and "clssa " not in step["run"].replace("clssa impact -->", "")
        for step in WORKFLOW["jobs"]["comment"]["steps"]
    )


def test_nothing_of_a_pull_request_is_written_into_a_script() -> None:
    steps = [step for job in WORKFLOW["jobs"].values() for step in job["steps"]]
    assert not [step["run"] for step in steps if "${{" in step.get("run", "")]
