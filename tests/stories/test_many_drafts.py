"""Many drafts in one call: none holds up the others, and the last words say how each came out."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from project import ROOT
from running import Run

Clssa = Callable[..., Run]
CLEAN, FAULTY = ROOT / "examples" / "fmso-1-basic-clean.docx", ROOT / "examples" / "fmso-2-basic-faulty.docx"


@pytest.fixture
def folders(tmp_path: Path) -> list[str]:
    """Two halves of one name in two folders, the second short of the first, and a draft between them that cannot be read."""
    for folder, draft in (("first", CLEAN), ("second", FAULTY)):
        (tmp_path / folder).mkdir()
        shutil.copy(draft, tmp_path / folder / "draft.docx")
    (tmp_path / "bad.docx").write_bytes(b"A letter")
    (tmp_path / "little.yaml").write_text("case: {fmso: I}\nloa: {kind: basic}\n")
    return ["first/draft.docx", "bad.docx", "second/draft.docx", "little.yaml"]


def test_the_summary_names_each_draft_with_its_verdict_and_what_failed(clssa: Clssa, folders: list[str]) -> None:
    run = clssa("check", *folders)
    assert run.status == 2
    assert "Traceback" not in run.err
    summary = run.out.partition("\n4 drafts: ")[2].partition("\n\nEvidence: ")[0].splitlines()
    assert summary[0] == "2 FAIL, 1 UNKNOWN, 1 ERROR"
    assert summary[2].split() == ["Draft", "Verdict", "What", "failed"]
    rows = {line.split()[0]: line for line in summary[3:] if not line.startswith(" ")}
    assert list(rows) == folders
    assert "FAIL     The FMSO II that belongs to a FMSO I" in rows["first/draft.docx"]
    assert "ERROR    bad.docx is not a Word document (.docx)." in rows["bad.docx"]
    assert "UNKNOWN" in rows["little.yaml"]
    assert "not decided: facts are missing" in rows["little.yaml"]
    assert "FAIL     The value of a FMSO II" in rows["second/draft.docx"]


def test_the_summary_is_part_of_the_report_in_a_file(clssa: Clssa, folders: list[str], tmp_path: Path) -> None:
    run = clssa("check", *folders, "--output", "report.txt")
    assert run.out == ""
    assert "\n4 drafts: 2 FAIL" in (tmp_path / "report.txt").read_text("utf-8")


def test_one_draft_has_no_summary_and_json_none_at_all(clssa: Clssa, folders: list[str]) -> None:
    assert " drafts: " not in clssa("check", folders[0]).out
    report = clssa("check", *folders, "--format", "json").report
    assert [each.get("verdict", each.get("file")) for each in report] == ["fail", "bad.docx", "fail", "unknown"]


def test_a_name_too_long_for_the_column_has_a_line_of_its_own(clssa: Clssa, tmp_path: Path) -> None:
    name = "a" * 60 + ".yaml"
    shutil.copy(ROOT / "examples" / "fmso-1-basic.yaml", tmp_path / name)
    lines = clssa("check", name, name).out.partition("2 drafts: ")[2].partition("\n\nEvidence: ")[0].splitlines()
    assert lines[3:] == [name, "       PASS", name, "       PASS"]


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal is made with pty")
@pytest.mark.parametrize("count", [1, 3])
def test_progress_is_told_on_a_terminal_only_and_wiped_at_the_end(
    cache: Path, folders: list[str], tmp_path: Path, count: int
) -> None:
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "clssa", "check", *["first/draft.docx"] * count, "--policies", str(ROOT / "policies")],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=theirs, timeout=60, stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT / "engine"), "XDG_CACHE_HOME": str(cache)},
    )  # fmt: skip
    os.write(theirs, b"END")
    os.close(theirs)
    said = b""
    while not said.endswith(b"END"):
        said += os.read(ours, 1000)
    os.close(ours)
    wiped = b"\r\x1b[K"
    each = b"".join(wiped + f"{number} of {count} …".encode() for number in range(1, count + 1)) + wiped
    assert said == (each if count > 1 else b"") + b"END"
    assert done.returncode == 0


def test_without_a_terminal_no_progress_is_told(clssa: Clssa, folders: list[str]) -> None:
    assert clssa("check", folders[0], folders[0]).err == ""
