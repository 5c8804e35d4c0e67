"""What a run of the command line left behind."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


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
