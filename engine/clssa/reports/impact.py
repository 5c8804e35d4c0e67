"""The impact of a change of the library, in each format."""

from __future__ import annotations

from clssa.impact import Impact
from clssa.reports import impact_json, impact_md, impact_text
from clssa.reports.impact_said import ImpactSaid


def render(found: Impact, format_: str) -> str:
    """The impact as `text`, `md` or `json`."""
    if format_ == "json":
        return impact_json.render(found)
    said = ImpactSaid(found)
    return impact_md.render(said) if format_ == "md" else impact_text.render(said)
