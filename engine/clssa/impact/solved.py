"""Cases in which a condition holds, or does not: facts are given values, line by line, until it comes out as wanted."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from itertools import islice, product
from typing import Any

from clssa.check.case import Case, environment
from clssa.impact.made import with_fact
from clssa.language.evaluate import compiled
from clssa.language.expression import Block, Fact, Given, Line, Node, Value, walk
from clssa.language.logic import Environment
from clssa.library.model import Library

_WAYS = 3
"""So many ways are kept of making one line come out as wanted …"""
_TOGETHER = 6
"""… and so many cases of all lines together."""
_MOST_VALUES = 12

ValuesOf = Callable[[str], Iterable[Any]]


class Solver:
    """Makes cases for the conditions of rules that are asked of one subject."""

    def __init__(self, library: Library, asked_of: str, as_of: datetime.date, values_of: ValuesOf, facts: Iterable[str]) -> None:
        self.library, self.asked_of, self.as_of, self.values_of, self.facts = library, asked_of, as_of, values_of, set(facts)

    def cases(self, case: Case, node: Node, wanted: bool) -> Iterator[Case]:
        """Cases like the one given in which the condition comes out as wanted; itself, where it does already."""
        if self.holds(case, node) is wanted:
            yield case
            return
        match node:
            case Line(node=inner):
                yield from self.cases(case, inner, wanted)
            case Block(kind=kind, parts=parts):
                each = wanted if kind != "none_of" else not wanted
                if (kind == "any_of") is not wanted:
                    yield from self._all(case, parts, each)
                else:
                    for part in parts:
                        yield from islice(self.cases(case, part, each), _WAYS)
            case _:
                yield from islice(self._line(case, node, wanted), _WAYS)

    def holds(self, case: Case, node: Node) -> bool | None:
        """Whether a condition holds in a case, by the newest dated values."""
        result: bool | None = compiled(node)(self._environment(case, node))
        return result

    def _all(self, case: Case, parts: Iterable[Node], wanted: bool) -> Iterator[Case]:
        found = [case]
        for part in parts:
            found = [made for each in found for made in islice(self.cases(each, part, wanted), _WAYS)][:_TOGETHER]
        yield from found

    def _line(self, case: Case, node: Node, wanted: bool) -> Iterator[Case]:
        """One fact of the line with another value; else two of them."""
        named = dict.fromkeys(part.name for part in walk(node) if isinstance(part, Fact | Given))
        names = [name for name in named if name in self.facts]
        found = False
        for count in (1, 2):
            for chosen in _combinations(names, count):
                for values in product(*(list(islice(self.values_of(name), _MOST_VALUES)) for name in chosen)):
                    made = case
                    for name, value in zip(chosen, values, strict=True):
                        made = with_fact(made, name, value, self.library)
                    if self.holds(made, node) is wanted:
                        found = True
                        yield made
            if found:
                return

    def _environment(self, case: Case, node: Node) -> Environment:
        """The facts as evaluation takes them; of a list, the first element is the one that is asked."""
        cells = {
            (part.name, part.as_known): self.library.values[part.name].versions[0].value
            for part in walk(node) if isinstance(part, Value) and part.name in self.library.values
        }  # fmt: skip
        env = environment(case, self.library, cells, self.as_of)
        asked = {name: subject.list for name, subject in self.library.subjects.items() if subject.list is not None}
        return env.with_all_bound({name: next(iter(env.lists.get(of, ())), {}) for name, of in asked.items()})


def _combinations(names: list[str], count: int) -> Iterator[tuple[str, ...]]:
    if count == 1:
        yield from ((name,) for name in names)
    else:
        yield from ((one, other) for number, one in enumerate(names) for other in names[number + 1 :])
