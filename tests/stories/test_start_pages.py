"""The start pages of the site: each command that they show does what they show."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from project import ROOT
from running import Run

_FILE = re.compile(r"`([\w.-]+\.yaml)`:\n\n```yaml\n(.*?)```", re.DOTALL)
_CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("page", ["check-a-draft", "audit-a-report"])
def test_each_command_of_a_start_page_prints_what_the_page_shows(page: str, clssa: Callable[..., Run], tmp_path: Path) -> None:
    text = (ROOT / "docs" / f"{page}.md").read_text("utf-8")
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    for name, content in _FILE.findall(text):
        (tmp_path / name).write_text(content)
    done, asked = None, 0
    for block in _CONSOLE.findall(text):
        for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            if command == "echo $?":
                assert done is not None
                assert done.status == int(shown)
                continue
            program, *arguments = shlex.split(command)
            assert program == "clssa"
            done, asked = clssa(*arguments), asked + 1
            printed = done.out.splitlines()
            assert done.status in (0, 1, 3), done.err
            for line in shown.splitlines():
                assert line == "…" or line in printed, f"{command} does not print {line!r}:\n{done.out}"
    assert asked > 3
