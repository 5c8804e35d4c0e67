"""What a report says and what comes out again, told in sentences where they differ."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

_LONGEST = 100
_ABSENT = object()


def differences(says: Any, comes_out: Any, where: str = "") -> Iterator[str]:
    """A sentence for each value that differs; `where` is the way to it."""
    if says == comes_out and type(says) is type(comes_out):
        return
    if isinstance(says, dict) and isinstance(comes_out, dict):
        for key in dict.fromkeys([*says, *comes_out]):
            yield from differences(says.get(key, _ABSENT), comes_out.get(key, _ABSENT), f"{where}, {key}" if where else key)
    elif isinstance(says, list) and isinstance(comes_out, list):
        yield from _of_lists(says, comes_out, where)
    elif says is _ABSENT:
        yield f"{where} is missing; it comes out as {_shown(comes_out)}"
    elif comes_out is _ABSENT:
        yield f"{where} does not come out; the report says {_shown(says)}"
    else:
        yield f"{where} comes out as {_shown(comes_out)}; the report says {_shown(says)}"


def _of_lists(says: list[Any], comes_out: list[Any], where: str) -> Iterator[str]:
    ones, others = _named(says), _named(comes_out)
    found = [
        sentence
        for name in dict.fromkeys([*ones, *others])
        for sentence in differences(ones.get(name, _ABSENT), others.get(name, _ABSENT), f"{where}, {name}")
    ]
    yield from found or [f"{where} come out in another order"]


def _named(entries: list[Any]) -> dict[str, Any]:
    """The entries by what a person calls them: a finding by its rule and subject, anything else by its number."""
    seen: Counter[str] = Counter()
    found = {}
    for number, each in enumerate(entries, 1):
        finding = isinstance(each, dict) and "rule" in each
        name = f"{each['rule']} [{each.get('subject')}]" if finding else str(number)
        seen[name] += 1
        found[name if seen[name] == 1 else f"{name} ({seen[name]})"] = each
    return found


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"
