"""Lines that can never hold together: a version, an exception or a choice under them would never apply.

Only what a reader sees at a glance is looked for: the same fact compared with different codes, amounts or dates.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from clssa.language.expression import Block, Compare, Fact, Line, Literal, Node
from clssa.language.fault import Fault, Place
from clssa.language.types import NONE, Type
from clssa.language.yaml import Map, Seq
from clssa.library.model import BEGINNING, Library, Rule, RuleVersion
from clssa.lint.in_force import days_in_force
from clssa.lint.trees import Trees, place_of, under_key

_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_NEGATED = {"is": "is not", "in": "not in", "<": ">=", "<=": ">"}
_NEGATED |= {other: one for one, other in _NEGATED.items()}
_STEPS: dict[str, Any] = {"money": Decimal("0.01"), "quantity": 1, "months": 1, "date": datetime.timedelta(days=1)}


def never(library: Library, trees: Trees) -> Iterator[Fault]:
    """Faults at lines of rules that cannot hold beside the lines before them."""
    for rule in library.rules.values():
        for version in rule.versions:
            tree = trees.map_at(version.place)
            start = _of_dates(rule, version, library)
            if found := _contradiction([version.applies_when], start):
                yield _fault(found, tree, version.place, "so the rule never applies")
                continue
            for block, what in _parts(version):
                if found := _contradiction([version.applies_when, block], start):
                    yield _fault(found, tree, version.place, f"so {what}")


def can_never_both_apply(one: Rule, other: Rule) -> bool:
    """Whether no version of the one rule applies to a case to which a version of the other does."""
    return all(
        _contradiction([first.applies_when, second.applies_when], {}) is not None
        for first in one.versions
        for second in other.versions
    )


def _parts(version: RuleVersion) -> Iterator[tuple[Block, str]]:
    for each in version.unless:
        yield each.when, "this exception never applies"
    for derivation in version.derives:
        for when, _ in derivation.choices:
            if when is not None:
                yield when, "this choice is never taken"
    if version.note_required is not None:
        yield version.note_required, "the note is never required"
    if version.note_forbidden is not None:
        yield version.note_forbidden, "the note is never forbidden"


@dataclass(frozen=True)
class _Found:
    """A line that cannot hold (one under none_of: that always holds), and beside what."""

    line: str
    negated: bool
    beside: str


def _fault(found: _Found, tree: Map, otherwise: Place, so: str) -> Fault:
    where = Seq(under_key(tree, "none_of")) if found.negated else tree
    never = "under none_of always holds" if found.negated else "can never hold"
    message = f"this line {never} {found.beside or 'at all'}, {so}"
    return Fault(place_of(found.line, where, otherwise), message, len(found.line), "correct the one or the other")


@dataclass
class _Known:
    """What the lines so far say of one fact: the words that it may be (None: any), and between which bounds it lies."""

    type: Type
    words: frozenset[object] | None
    excluded: frozenset[object] = frozenset()
    low: Any = None
    high: Any = None
    open_low: bool = False
    open_high: bool = False
    said: str = ""
    """What said the last of it, as a message goes on: beside "that line"."""

    @classmethod
    def of(cls, fact: Fact) -> _Known:
        """What is known of a fact before any line."""
        none = {NONE} if fact.type.optional else set()
        words: dict[str, set[Any]] = {"code": {*fact.type.codes, *none}, "flag": {True, False, *none}}
        made = cls(fact.type, frozenset(words[fact.type.kind]) if fact.type.kind in words else None)
        if fact.type.kind in ("money", "quantity", "months") and not (fact.type.signed or fact.type.optional):
            made.low, made.said = 0, f"because {fact.name} is never negative"
        return made

    def narrowed(self, operator: str, value: Any, text: str) -> _Known | None:
        """The same after one more comparison; None if nothing is left."""
        made = replace(self, said=text)
        if operator in ("is", "in"):
            words = frozenset(value if isinstance(value, tuple) else (value,))
            made.words = words if made.words is None else made.words & words
        elif operator in ("is not", "not in"):
            made.excluded |= frozenset(value if isinstance(value, tuple) else (value,))
        elif operator in (">", ">="):
            if made.low is None or value > made.low or (value == made.low and operator == ">"):
                made.low, made.open_low = value, operator == ">"
        elif made.high is None or value < made.high or (value == made.high and operator == "<"):
            made.high, made.open_high = value, operator == "<"
        return made if made.possible() else None

    def possible(self) -> bool:
        """Whether some value is left."""
        if self.words is not None and not any(word not in self.excluded and self.between(word) for word in self.words):
            return False
        if self.low is None or self.high is None:
            return True
        if self.open_low and self.open_high and self.type.kind in _STEPS:
            return bool(self.low + _STEPS[self.type.kind] < self.high)
        return bool(self.low < self.high or (self.low == self.high and not (self.open_low or self.open_high)))

    def between(self, word: Any) -> bool:
        """Whether a value lies between the bounds; `none` is neither less nor more than anything."""
        if self.low is None and self.high is None:
            return True
        if word is NONE:
            return False
        above = self.low is None or word > self.low or (word == self.low and not self.open_low)
        return above and (self.high is None or word < self.high or (word == self.high and not self.open_high))


_All = dict[tuple[str, str], _Known]


def _contradiction(blocks: Iterable[Node], known: _All) -> _Found | None:
    """The first line that cannot hold beside those before it; of `any_of`, a line that cannot hold beside all the others."""
    known = dict(known)
    alternatives: list[Block] = []
    for line, negated in _lines(blocks, alternatives):
        if (found := _take(line, negated, known)) is not None:
            return found
    for block in alternatives:
        for part in block.parts:
            if (found := _contradiction([part], known)) is not None:
                return found
    return None


def _lines(blocks: Iterable[Node], alternatives: list[Block]) -> Iterator[tuple[Line, bool]]:
    """Lines that must all hold (or, negated, all not); blocks of which one part is enough go to `alternatives`."""
    for block in blocks:
        if isinstance(block, Line):
            yield block, False
            continue
        assert isinstance(block, Block)
        if block.kind == "all_of":
            yield from _lines(block.parts, alternatives)
        elif block.kind == "any_of":
            alternatives.append(block)
        else:
            yield from ((part, True) for part in block.parts if isinstance(part, Line))


def _take(line: Line, negated: bool, known: _All) -> _Found | None:
    comparison = _comparison(line.node)
    if comparison is None:
        return None
    fact, operator, value = comparison
    if negated and (fact.type.optional and operator in _FLIPPED):
        return None  # of none, neither a comparison nor its opposite holds
    before = known.get((fact.binding, fact.leaf)) or _Known.of(fact)
    after = before.narrowed(_NEGATED[operator] if negated else operator, value, f'beside "{line.text}"')
    if after is None:
        return _Found(line.text, negated, before.said)
    known[fact.binding, fact.leaf] = after
    return None


def _comparison(node: Node) -> tuple[Fact, str, Any] | None:
    """A fact, how it is compared, and the word or words of the line that it is compared with."""
    match node:
        case Compare(operator=operator, left=Fact() as fact, right=Literal(value=value)) if not fact.type.many:
            return fact, operator, value
        case Compare(operator=operator, left=Literal(value=value), right=Fact() as fact) if not fact.type.many:
            return fact, _FLIPPED.get(operator, operator), value
    return None


def _of_dates(rule: Rule, version: RuleVersion, library: Library) -> _All:
    """What the dates of a version say of the one date that picks it."""
    info = library.facts.get(rule.dated_by[0])
    spans = days_in_force(rule.versions, library).get(version.place)
    if info is None or len(rule.dated_by) != 1 or not spans:
        return {}
    subject, _, leaf = info.name.partition(".")
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    ends = "on" if last == datetime.date.max else f"to {last}"
    said = f"in a version that is in force from {'the beginning' if first == BEGINNING else first} {ends}"
    return {(subject, leaf): _Known(info.type, None, low=first, high=last, said=said)}
