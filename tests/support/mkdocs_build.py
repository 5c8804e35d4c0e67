"""Builds the site of a project as `make docs` does: strictly, by the hook of this repository."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from project import ROOT


def mkdocs(project: Path, out: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Builds the site of a project into a folder; what the build said."""
    ours = {"PYTHONPATH": str(ROOT / "engine"), "SITE_HOOK": str(ROOT / "scripts" / "site_hook.py")}
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(out)],
        cwd=project, capture_output=True, text=True, timeout=300,
        env={**os.environ, **ours, "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1", **environment},
    )  # fmt: skip
