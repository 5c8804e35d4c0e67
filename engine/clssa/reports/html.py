"""The HTML format: one page that needs nothing else, for a browser or a printer. Everything of the input is shown as text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from clssa.language.fault import printable
from clssa.reports.page import Page

_TEMPLATE = "report.html.j2"


def render(pages: Sequence[Page], foot: str) -> str:
    """The page; of several drafts, with a table of them at the top. `foot` is its last line."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(_TEMPLATE).render(pages=pages, foot=foot)


def _shown(value: Any) -> Any:
    """Text with its control characters written out; what the template itself made stays."""
    return value if isinstance(value, Markup) else printable(" ".join(str(value).split()))
