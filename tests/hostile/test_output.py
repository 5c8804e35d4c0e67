"""What `--output` names is written into, and replaced only where it is a file."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from threading import Thread

from project import ROOT
from running import Run


def test_a_pipe_that_is_named_as_output_stays_a_pipe_and_gets_the_report(clssa: Callable[..., Run], tmp_path: Path) -> None:
    os.mkfifo(pipe := tmp_path / "pipe")
    read: list[str] = []
    reader = Thread(target=lambda: read.append(pipe.read_text("utf-8")))
    reader.start()
    run = clssa("check", ROOT / "examples" / "fmso-1-basic.yaml", "--output", pipe)
    reader.join(30)
    assert run.status == 0
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert read[0].startswith("PASS")
