"""`clssa trace`: paragraph by paragraph, what encodes it and what does not; and the duties, by whom."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from clssa.library.coverage import Paragraph
from clssa.library.model import Library, Rule, RuleVersion
from clssa.reports import csv as csv_format
from clssa.reports import json as json_format
from clssa.reports.data import citation_data, version_name
from clssa.text.markdown import table

FORMATS = ("text", "json", "csv", "md")
_WIDTH = 100


def trace(paragraphs: Sequence[Paragraph], format_: str) -> str:
    """The traceability matrix in one of the formats."""
    if format_ == "json":
        return json_format.render([_paragraph_data(each) for each in paragraphs])
    if format_ == "csv":
        return csv_format.table([[*_row(each)] for each in paragraphs], _COLUMNS)
    if format_ == "md":
        return _markdown([[*_row(each)] for each in paragraphs], _COLUMNS)
    return "".join(f"{line}\n" for line in _lines(paragraphs))


def duties(library: Library, of: str | None, format_: str) -> str:
    """Who shall do what, by actor; `of` one actor only."""
    found = [
        (rule, version)
        for rule in library.rules.values()
        for version in rule.versions[:1]
        if version.actor and of in (None, version.actor)
    ]
    found.sort(key=lambda each: (each[1].actor, [*library.sources].index(each[1].cite.source) if each[1].cite else 0))
    if format_ == "json":
        return json_format.render([_duty_data(rule, version) for rule, version in found])
    rows = [[version.actor, version.modality, rule.title, *_where(version), rule.id] for rule, version in found]
    if format_ == "csv":
        return csv_format.table(rows, _DUTY_COLUMNS)
    if format_ == "md":
        return _markdown(rows, _DUTY_COLUMNS)
    return "".join(f"{line}\n" for line in _duty_lines(found))


def _paragraph_data(paragraph: Paragraph) -> dict[str, Any]:
    return {
        "source": paragraph.source,
        "at": paragraph.at,
        "status": paragraph.status,
        "text": paragraph.text,
        "held": paragraph.held,
        "encoded_by": [
            {"rule": each.name, "kind": each.kind, "title": each.title, "examples": each.examples}
            for each in paragraph.encoded_by
        ],
        "not_encoded": [{"rule": rule, "quote": quote, "why": why} for rule, quote, why in paragraph.not_encoded],
        "left_over": paragraph.left_over,
    }


_COLUMNS = ("source", "at", "status", "encoded by", "kind", "examples", "not encoded", "why", "left over")


def _row(paragraph: Paragraph) -> Iterator[str]:
    yield from (paragraph.source, paragraph.at, paragraph.status)
    yield "; ".join(each.name for each in paragraph.encoded_by)
    yield "; ".join(dict.fromkeys(each.kind for each in paragraph.encoded_by))
    yield str(sum(each.examples for each in paragraph.encoded_by))
    yield "; ".join(quote for _, quote, _ in paragraph.not_encoded)
    yield "; ".join(why for _, _, why in paragraph.not_encoded)
    yield "; ".join(paragraph.left_over)


def _lines(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    source = ""
    for each in paragraphs:
        if each.source != source:
            source = each.source
            yield from ("", source) if each is not paragraphs[0] else (source,)
        mark = {"encoded": " ", "partly": "!", "nothing": "!"}[each.status]
        by = [f"{one.name} ({_kind(one.kind, one.examples)})" for one in each.encoded_by] or ["nothing encodes it"]
        yield from textwrap.wrap(f"{mark} {each.at}: {', '.join(by)}", _WIDTH, subsequent_indent="      ", break_on_hyphens=False)
        for rule, quote, why in each.not_encoded:
            yield from _indented(f"not encoded: “{quote}” {why} ({rule})")
        if each.status == "partly":
            yield from _indented(f"left over: {'; '.join(f'“{words}”' for words in each.left_over)}")
    yield ""
    yield summary(paragraphs)


def _kind(kind: str, examples: int) -> str:
    return f"{kind}, {examples} example{'s' * (examples != 1)}" if examples else kind


def _indented(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent="      ", subsequent_indent="      ", break_on_hyphens=False)


def summary(paragraphs: Sequence[Paragraph]) -> str:
    """How many paragraphs there are, and how many have words that nothing accounts for."""
    counts = Counter(each.status for each in paragraphs)
    return (
        f"{len(paragraphs)} paragraphs: {counts['encoded']} encoded, {counts['partly']} with words left over, "
        f"{counts['nothing']} with nothing"
    )


def _duty_data(rule: Rule, version: RuleVersion) -> dict[str, Any]:
    return {
        "actor": version.actor, "modality": version.modality, "rule": rule.id, "kind": rule.kind, "title": rule.title,
        "version": version_name(version.start), "cite": citation_data(version.cite),
    }  # fmt: skip


_DUTY_COLUMNS = ("actor", "modality", "duty", "source", "at", "rule")


def _where(version: RuleVersion) -> tuple[str, str]:
    return (version.cite.source, version.cite.at) if version.cite else ("", "")


def _duty_lines(found: Sequence[tuple[Rule, RuleVersion]]) -> Iterator[str]:
    actor = ""
    for rule, version in found:
        if version.actor != actor:
            actor = version.actor
            yield from ("", actor) if (rule, version) != found[0] else (actor,)
        yield from textwrap.wrap(
            f"  {version.modality}: {rule.title} ({', '.join(_where(version))}; {rule.id})",
            _WIDTH,
            subsequent_indent="      ",
            break_on_hyphens=False,
        )
    yield ""
    yield f"{len(found)} dut{'y' if len(found) == 1 else 'ies'}"


def _markdown(rows: Sequence[Sequence[str]], columns: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in table(columns, rows))
