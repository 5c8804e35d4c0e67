"""A report of an older format held against what this engine makes of the same case: not its bytes, but what it decides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clssa.evidence.differences import differences

_WHICH = ("rule", "subject", "level")
_DECIDES = ("rule", "version", "subject", "outcome", "would_be", "level", "expected", "actual", "needs")
"""The keys of a finding that are compared; they mean the same in every format."""


def other_decisions(says: dict[str, Any], comes_out: dict[str, Any]) -> Iterator[str]:
    """A sentence for each verdict, finding and amount that differs."""
    return differences(_decisions(says), _decisions(comes_out))


def _decisions(report: dict[str, Any]) -> dict[str, Any]:
    """What a report decides. The order of its findings is no decision."""
    findings = [{key: each.get(key) for key in _DECIDES} for each in report["findings"]]
    findings.sort(key=lambda each: [str(each[key]) for key in _WHICH])
    return {"verdict": report["verdict"], "findings": findings, "derived": report["derived"]}
