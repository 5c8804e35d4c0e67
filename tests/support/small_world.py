"""What the tests of the check share: the small programme, and the findings of a report in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from clssa.check import Report
from clssa.check.findings import Finding
from small_programme import World


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


@pytest.fixture
def outcomes() -> Callable[[Report], dict[str, str]]:
    """The findings of a report, in words: `{"rule | subject | level": outcome}`."""

    def of(report: Report) -> dict[str, str]:
        found: dict[str, str] = {}
        for each in report.findings:
            key = f"{each.name} | {each.subject} | {each.level}"
            assert key not in found, f"two findings {key}"
            found[key] = each.outcome + (f": {', '.join(each.needs)}" if each.needs else "")
        return found

    return of


@pytest.fixture
def lines() -> Callable[[Finding], list[Any]]:
    return lambda finding: [each["line"] for each in finding.because()]
