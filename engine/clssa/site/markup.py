"""Markdown in which the words of a policy file are words and never markup."""

from __future__ import annotations

import html
import json
import posixpath
import re
from collections.abc import Iterable, Sequence

from clssa.text import markdown

_BACKQUOTED = re.compile("&#96;(.+?)&#96;")
_NOT_OF_AN_ANCHOR = re.compile(r"[^a-z0-9.]+")


def words(text: str) -> str:
    """Text as it stands, in one line: signs that Markdown or HTML would take for markup are written as entities."""
    return markdown.as_entities(text)


def ours(text: str) -> str:
    """Text of ours: what stands in backquotes is in the type of code, all else as it stands."""
    return _BACKQUOTED.sub(r"<code>\1</code>", words(text))


def code(text: str) -> str:
    """Text in the type of code."""
    return f"<code>{words(text)}</code>"


def attribute(text: str) -> str:
    """Text as the value of an HTML attribute within a line of Markdown."""
    return words(text)


def raw(text: str) -> str:
    """Text within a block of HTML, which Markdown leaves alone."""
    return html.escape(text)


def data(value: object) -> str:
    """A value as JSON within an attribute of HTML."""
    return html.escape(json.dumps(value, separators=(",", ":")))


def link(label: str, target: str, page: str) -> str:
    """A link from a page to another, `PATH.md` or `PATH.md#ANCHOR` from the root of the site; `label` is Markdown."""
    path, mark, anchor = target.partition("#")
    relative = posixpath.relpath(path, posixpath.dirname(page) or ".") if path != page or not mark else ""
    return f"[{label}]({relative}{mark}{anchor})"


def anchor(text: str) -> str:
    """A name for an address: small letters, digits and points."""
    return "p-" + (_NOT_OF_AN_ANCHOR.sub("-", text.lower()).strip("-") or "-")


def front(title: str, description: str = "", wide: bool = False, boost: int = 1) -> list[str]:
    """The head of a page, with its title as the search and the browser show it; a wide page has no list of its parts beside it.

    `boost` brings it forward among what a search finds.
    """
    told = ["hide: [toc]"] if wide else []
    told += [f"search: {{boost: {boost}}}"] if boost != 1 else []
    told += [f"description: {json.dumps(' '.join(description.split())[:300])}"] if description else []
    return ["---", f"title: {json.dumps(title)}", *told, "---", ""]


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], name: str = "") -> list[str]:
    """A table whose cells are Markdown of one line."""
    lines = markdown.table(columns, rows, cell=str)
    return [f'<div class="wide {name}" markdown="1" tabindex="0">', "", *lines, "", "</div>", ""]


def copy(text: str, label: str = "Copy citation") -> str:
    """A button that copies a text; a page without scripts does not show it."""
    return f'<button type="button" class="copy" data-copy="{attribute(text)}">{words(label)}</button>'


def badge(text: str, kind: str = "") -> str:
    """A word in a small frame."""
    return f'<span class="badge {attribute(kind or text)}">{words(text.replace("_", " "))}</span>'


def sureness(confidence: str) -> str:
    """How sure a reading is, from its own word: `high`, `medium-high` …"""
    return badge(f"{confidence} confidence", f"confidence-{confidence.partition('-')[0]}")
