"""The impact of a change of the library, in each format."""

from __future__ import annotations

from clssa.impact import Impact, json, md, text
from clssa.impact.said import ImpactSaid


def render(found: Impact, format_: str) -> str:
    """The impact as `text`, `md` or `json`."""
    if format_ == "json":
        return json.render(found)
    said = ImpactSaid(found)
    return md.render(said) if format_ == "md" else text.render(said)
