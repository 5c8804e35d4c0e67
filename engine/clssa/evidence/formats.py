"""The formats of a JSON report, and which release writes each: that release gives the same bytes again.

The number goes up when the same case, rules and days give other bytes than before, but for what names the engine itself.
"""

from __future__ import annotations

from typing import Any

from clssa import __version__
from clssa.reports.data import FORMAT

RELEASES = {1: "0.1.0", 2: "0.2.0"}
"""The first release that writes a format. In format 1 a report did not name it."""


class CannotVerify(Exception):
    """A report that cannot be run again; the text says why."""


def format_of(report: dict[str, Any]) -> int:
    """The format of a report, from 1 to ours. Raises `CannotVerify`."""
    number = report.get("format", 1)
    if type(number) is not int or number < 1:
        raise CannotVerify('its "format" is not the number of a format: 1, 2, and so on')
    if number > FORMAT:
        raise CannotVerify(
            f"it is of format {number}, and clssa {__version__} knows no later one than format {FORMAT}; "
            "run this again with the release that wrote it, or a later one"
        )
    return number


def written_by(number: int) -> str:
    """Who gives the same bytes of an older format."""
    release = RELEASES[number]
    return f"format {number} is written by release {release}; only clssa {release} can compare every byte of it"
