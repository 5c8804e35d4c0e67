"""A skipped test is a failure on CI, and only there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from project import ROOT

SKIPPED = {
    "a test": "import pytest\n\n\ndef test_something():\n    pytest.skip('no browser')\n",
    "a whole file": "import pytest\n\npytest.importorskip('no_such_module')\n\n\ndef test_something():\n    pass\n",
}


@pytest.mark.parametrize("what", SKIPPED)
@pytest.mark.parametrize(("ci", "skipped_is_fine"), [("true", False), ("", True)])
def test_what_is_skipped_fails_on_ci(what: str, ci: str, skipped_is_fine: bool, tmp_path: Path) -> None:
    (tmp_path / "test_one.py").write_text(SKIPPED[what], "utf-8")
    (tmp_path / "test_two.py").write_text("def test_it_runs():\n    pass\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no_skips", "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "tests/support"), "CI": ci},
    )  # fmt: skip
    assert (done.returncode == 0) is skipped_is_fine, done.stdout
    assert ("skipped on CI" in done.stdout) is not skipped_is_fine
