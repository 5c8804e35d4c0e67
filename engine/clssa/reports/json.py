"""The JSON format: the contract, the same bytes on every run."""

from __future__ import annotations

import json
from typing import Any


def render(reports: list[dict[str, Any]]) -> str:
    """One report as an object, several as a list."""
    return json.dumps(reports[0] if len(reports) == 1 else reports, ensure_ascii=False, indent=2) + "\n"
