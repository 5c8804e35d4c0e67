"""Phrases: how a layout says what stands in a draft, without regular expressions.

    Sold to … on {date} …    words, whatever their case; … is anything (at most 200 characters);
    Total[:] {money}         [ ] may be missing; { } is the value, of a kind; {_ } is of that kind, but not read

A phrase covers the whole line unless it begins or ends with …. Every repetition is bounded and none is nested, so
no draft can make the search run away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from clssa.drafts.document import tidy
from clssa.drafts.values import Kind, Value
from clssa.language.fault import did_you_mean, one
from clssa.language.yaml import Text, wrong

MAX_PHRASE = 200
MAX_LINE = 10_000
_MAX_INNER_GAPS = 2
_MOST_VALUES = 20
_GAP = r"\s?.{0,200}?\s?"
_TOKEN = re.compile(r"\.\.\.|\{_?[a-z_]+\}|\s+|\w+|.", re.DOTALL)
_NOT_AFTER_WORD, _NOT_BEFORE_WORD = r"(?<!\w)", r"(?!\w)"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase ready to be looked for; `kind` is that of its value, None where it has no value."""

    source: Text
    form: re.Pattern[str]
    kind: Kind | None

    def find(self, line: str) -> str | None:
        """The value as it is printed in a tidy line, "" for a phrase without one, None where the phrase is not there."""
        found = self.form.search(line) if len(line) <= MAX_LINE else None
        return None if found is None else found["value"].strip() if self.kind is not None else ""

    def find_all(self, line: str) -> list[str]:
        """Every value as it is printed; where a line says the phrase again, with what is printed there.

        A value is printed together with what follows it, where that leaves open which value is meant: `$1 500 000`.
        """
        found: list[str] = []
        rest = line if len(line) <= MAX_LINE else ""
        while (met := self.form.search(rest)) is not None and len(found) < _MOST_VALUES:
            if self.kind is None:
                return [""]
            rest = rest[met.end("value") :]
            more = self.kind.runs_on.match(rest) if self.kind.runs_on is not None else None
            found.append((met["value"] + (more.group() if more else "")).strip())
        return found

    def after(self, line: str) -> tuple[str, str] | None:
        """The value as printed, and the rest of the line behind it; None where the phrase is not there."""
        found = self.form.search(line) if len(line) <= MAX_LINE else None
        return None if found is None else (found["value"], line[found.end("value") :])

    def behind(self, line: str) -> str | None:
        """What stands in the line behind a phrase without a value; None where the phrase is not there."""
        found = self.form.search(line) if len(line) <= MAX_LINE else None
        return None if found is None else line[found.end() :]

    def read(self, printed: str) -> Value:
        """The printed value in the form of a case file; raises `ValueError` with a message."""
        return self.kind.parse(printed) if self.kind is not None else printed


def phrase(source: Text, kinds: dict[str, Kind]) -> Phrase:
    """Compile a phrase of a layout; raises `Faults` with its place."""
    tokens = _TOKEN.findall(tidy(source))
    if len(source) > MAX_PHRASE or not tokens:
        raise one(source.place, f"a phrase has between 1 and {MAX_PHRASE} characters")
    starts, ends = tokens[0] == "...", tokens[-1] == "..."
    inner = tokens[starts : len(tokens) - ends]
    if inner.count("...") > _MAX_INNER_GAPS or not inner:
        raise wrong(source, f"a phrase has words, and at most {_MAX_INNER_GAPS} … between them")
    read = [token[1:-1] for token in inner if token[0] == "{" and token[1:2] not in ("", "_")]
    if len(read) > 1:
        raise wrong(source, "a phrase has one value", "write {_name} for a part that is not read")
    forms = [_form(token, source, kinds) for token in inner]
    for place, token in enumerate(inner[:-2]):
        if (
            token.isalnum() and inner[place + 1] == "[" and inner[place + 2].isalnum()
        ):  # Cost[s] is one word, with or without its end
            forms[place] = f"{_NOT_AFTER_WORD}{token}(?=(?:{inner[place + 2]})?{_NOT_BEFORE_WORD})"
            forms[place + 2] = f"{inner[place + 2]}{_NOT_BEFORE_WORD}"
    form = "".join(forms)
    whole = ("" if starts else r"\A\s?") + form + ("" if ends else r"\s?\Z")
    try:
        compiled = re.compile(whole, re.IGNORECASE | re.DOTALL)
    except re.error:
        raise wrong(source, "every [ in a phrase needs its ]") from None
    return Phrase(source, compiled, kinds[read[0]] if read else None)


def _form(token: str, source: Text, kinds: dict[str, Kind]) -> str:
    if token == "...":
        return _GAP
    if token in "[]":
        return "(?:" if token == "[" else ")?"
    if token[0] == "{" and len(token) > 1:
        return _slot(token[1:-1], source, kinds)
    if token.isspace():
        return r"\s?"
    return f"{_NOT_AFTER_WORD}{token}{_NOT_BEFORE_WORD}" if token[0].isalnum() else re.escape(token)


def _slot(name: str, source: Text, kinds: dict[str, Kind]) -> str:
    kind = kinds.get(name.removeprefix("_"))
    if kind is None:
        place = source.place.shifted(max(0, source.find("{" + name)) if source.plain else 0)
        raise one(place, f'"{name}" is not a kind of value', len(name) + 2, did_you_mean(name, kinds))
    group = f"(?:{kind.shape})" if name.startswith("_") else f"(?P<value>{kind.shape})"
    if not kind.is_word:
        return group if kind.shape.startswith("[^") else f"{_NOT_AFTER_WORD}{group}(?![0-9%])"
    return f"{_NOT_AFTER_WORD}{group}{_NOT_BEFORE_WORD}"


def fits(phrases: Iterable[Phrase], text: str) -> bool:
    """Whether one of the phrases stands in a tidy line."""
    return any(phrase.find(text) is not None for phrase in phrases)
