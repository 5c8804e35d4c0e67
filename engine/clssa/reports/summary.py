"""The last words on many drafts: one row each, with the verdict and what failed."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence

from clssa.check import Report
from clssa.language.fault import printable

WIDTH = 100
_NAME = 40
_TITLE = 60
_TITLES = 5
_VERDICTS = {"pass": "PASS", "fail": "FAIL", "unknown": "UNKNOWN"}
_ERROR = "ERROR"
_COLUMN = 9


def render(results: Sequence[tuple[str, Report | str]]) -> str:
    """The table of `results`: the name of each draft as it was given, with its report or why it has none."""
    return "\n".join(_lines([(printable(name), result) for name, result in results])) + "\n"


def _lines(results: Sequence[tuple[str, Report | str]]) -> Iterator[str]:
    verdicts = Counter(_verdict(result) for _, result in results)
    words = [f"{verdicts[word]} {word}" for word in (*_VERDICTS.values(), _ERROR) if verdicts[word]]
    width = max(len("Draft"), *(len(name) for name, _ in results if len(name) <= _NAME), 0)
    yield f"{len(results)} drafts: {', '.join(words)}"
    yield ""
    yield f"{'Draft':{width}}  {'Verdict':{_COLUMN}}What failed"
    for name, result in results:
        start = f"{name:{width}}  {_verdict(result):{_COLUMN}}"
        if len(name) > width:  # too long for the column: a line of its own
            yield name
            start = f"{'':{width}}  {_verdict(result):{_COLUMN}}"
        margin = " " * (width + 2 + _COLUMN)
        said = textwrap.wrap(printable(_what(result)), WIDTH, initial_indent=start, subsequent_indent=margin)
        yield from said or [start.rstrip()]


def _verdict(result: Report | str) -> str:
    return _ERROR if isinstance(result, str) else _VERDICTS[result.verdict]


def _what(result: Report | str) -> str:
    """The titles of the rules that fail, or how many are undecided, or the first sentence of an error."""
    if isinstance(result, str):
        return result.splitlines()[0] if result else ""
    if result.verdict == "unknown":
        undecided = sum(each.outcome == "unknown" for each in result.findings)
        return f"{undecided} not decided: facts are missing" if undecided else "no rule applied"
    failed = [each for each in result.findings if (each.outcome, each.level) == ("fail", "error")]
    titles = list(dict.fromkeys(_cut(each.rule.title if each.rule else str(each.told["title"])) for each in failed))
    more = [f"and {len(titles) - _TITLES} more"] if len(titles) > _TITLES else []
    return "; ".join([*titles[:_TITLES], *more])


def _cut(title: str) -> str:
    return textwrap.shorten(title, _TITLE, placeholder=" …")
