"""Runs the command line, in this process or in one of its own, and says what the run left behind."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import chdir, nullcontext, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from clssa.cli import main
from project import ROOT
from reading_here import reading_here


@dataclass
class Run:
    """What a command printed and its exit status."""

    status: int
    out: str
    err: str

    @property
    def report(self) -> Any:
        """The JSON that it printed."""
        return json.loads(self.out)

    def findings(self, at: str, outcome: str = "fail", level: str = "error") -> list[dict[str, Any]]:
        """Findings at a paragraph with an outcome and a level."""
        return [
            each
            for each in self.report["findings"]
            if each["cite"] and each["cite"]["at"] == at and (each["outcome"], each["level"]) == (outcome, level)
        ]


def run_here(*arguments: str, cwd: Path, drafts_here: bool = True, **environment: str) -> Run:
    """The command line in this process: the same code without the start of an interpreter, also for each draft."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    status: Any = 0
    opening = reading_here() if drafts_here else nullcontext()
    with opening, mock.patch.dict(os.environ, environment), chdir(cwd), redirect_stdout(out), redirect_stderr(err):
        try:
            main(list(arguments), prog_name="clssa")
        except SystemExit as end:
            status = end.code
    return Run(int(status or 0), *(_text(each) for each in (out, err)))


def run_apart(*arguments: str, cwd: Path, **environment: str) -> Run:
    """The command line in a process of its own, as its users start it."""
    done = subprocess.run(
        [sys.executable, "-m", "clssa", *arguments],
        capture_output=True, text=True, cwd=cwd, encoding="utf-8", stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT / "engine"), **environment},
    )  # fmt: skip
    return Run(done.returncode, done.stdout, done.stderr)


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()
