"""Findings: one rule asked of one subject, what came out, and (when someone asks) why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from clssa.language import expression as tree
from clssa.language.evaluate import compiled
from clssa.language.explain import deciding, read
from clssa.language.expression import Block, Line, Node
from clssa.language.logic import Environment
from clssa.language.types import NONE, write
from clssa.library.model import LEVELS, Citation, Rule, RuleVersion, Unless

_LEVEL = {level: number for number, level in enumerate(LEVELS)}


@dataclass(frozen=True, slots=True)
class Waived:
    """What lowered a finding: an approval that the case gives, under the rule that lets it."""

    cite: Citation | None
    subject: str
    facts: dict[str, Any]
    """What the case says of the approval, by name, as JSON has it."""


@dataclass(slots=True)
class Finding:
    """What a rule says of a subject. `block` holds the lines that were asked; a note gives its own `because`."""

    rule: Rule | None
    version: RuleVersion | None
    subject: str
    outcome: str
    level: str
    block: Block | None = None
    env: Environment = field(default_factory=lambda: Environment({}))
    needs: Sequence[str] = ()
    exception: Unless | None = None
    waived: Waived | None = None
    would_be: str | None = None
    asked_at: str = ""
    """The level at which an exception found it, before lowering it."""
    part: str = ""
    """Of a note, what about it: its words, or only letter case and punctuation."""
    of_words: Citation | None = None
    """For the words of a note, the paragraph that has them."""
    ambiguous: bool = False
    """The outcome is the same whichever version the missing date picks, but what should stand there is not."""
    told: dict[str, Any] = field(default_factory=dict)
    """What a finding that has no lines says itself: `rule`, `title`, `expected`, `actual`, `because`, `remedy`."""

    _lines: list[Line] | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """The rule's id; a finding about the reading itself brings its own name."""
        return self.rule.id if self.rule is not None else str(self.told["rule"])

    @property
    def cite(self) -> Citation | None:
        """The authority that decides; where no version is in force, that of the oldest one."""
        if self.of_words is not None:
            return self.of_words
        if self.version is not None:
            return self.version.cite
        return self.rule.versions[-1].cite if self.rule is not None else None

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes this the same finding in another plan or another report."""
        return (self.name, self.subject, self.asked_at or self.level, self.part)

    def lines(self) -> list[Line]:
        """The condition lines that decided."""
        if self.block is None:
            return []
        if self._lines is None:
            decided = deciding(self.block, self.env, compiled(self.block)(self.env))
            self._lines = [*decided, *self.lines_of_exception()]
        return self._lines

    def lines_of_exception(self) -> list[Line]:
        """The lines by which an exception applied."""
        return deciding(self.exception.when, self.env, True) if self.exception is not None else []

    def either_would_do(self) -> bool:
        """Whether the lines stand under an any_of, so that one of them would have been enough."""
        return self.block is not None and any(
            isinstance(part, Block) and part.kind == "any_of" and compiled(part)(self.env) is False for part in self.block.parts
        )

    def because(self) -> list[dict[str, Any]]:
        """The deciding lines with the facts that they read, as JSON has them."""
        if "because" in self.told:
            return [{key: each[key] for key in ("line", "holds", "facts")} for each in self.told["because"]]
        return [{"line": line.text, "holds": compiled(line)(self.env), "facts": read(line, self.env)} for line in self.lines()]

    def expected(self) -> Any:
        """What the first failing line wants, as JSON has it."""
        if self.ambiguous:
            return None
        return self.told.get("expected") if self.block is None else self._side(1)

    def actual(self) -> Any:
        """What stands there instead, as JSON has it."""
        return self.told.get("actual") if self.block is None else self._side(0)

    def _side(self, side: int) -> Any:
        for line in self.lines():
            if isinstance(line.node, tree.Compare):
                node = sides(line.node)[side]
                value = compiled(node)(self.env)
                return "none" if value is NONE and side == 1 else write(value, node.type)
        return None


def sides(compare: tree.Compare) -> tuple[Node, Node]:
    """What stands in the case and what should: of `abs(actual - expected) <= tolerance` the two amounts."""
    left = compare.left
    if (
        isinstance(left, tree.Call)
        and left.function == "abs"
        and isinstance(left.arguments[0], tree.Arithmetic)
        and left.arguments[0].operator == "-"
    ):
        return left.arguments[0].left, left.arguments[0].right
    return left, compare.right


def verdict(findings: Sequence[Finding]) -> str:
    """fail, else unknown, else pass, from the findings at level error. Where no rule applied, nothing was checked: unknown."""
    outcomes = {finding.outcome for finding in findings if finding.level == "error"}
    if "fail" in outcomes:
        return "fail"
    return "unknown" if "unknown" in outcomes or not outcomes - {"not_applicable"} else "pass"


def ordered(findings: Sequence[Finding], subjects: Sequence[str]) -> list[Finding]:
    """Findings in their fixed order: by rule, then subject as in the case, then level."""
    place = {label: number for number, label in enumerate(subjects)}

    def key(each: Finding) -> tuple[str, int, int, str, int]:
        counted = re.search(r"\(([0-9]+)\)$", each.subject)
        number = int(counted[1]) if counted is not None else 0
        return each.name, place.get(each.subject, len(place)), number, each.subject, _LEVEL[each.level]

    return sorted(findings, key=key)
