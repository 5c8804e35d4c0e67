"""The version stands in two places, which agree."""

from __future__ import annotations

import tomllib

from clssa import __version__
from project import ROOT


def test_the_engine_and_the_package_have_one_version() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"] == __version__
