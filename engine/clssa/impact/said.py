"""What there is to say of a change of the library, in words: the formats for people lay the same words out in their own way."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from clssa.impact import Impact
from clssa.impact.changes import ADDED, EXAMPLES, LAYOUT, MEANING, REMOVED, WORDS, Change
from clssa.impact.compared import CaseImpact, Dated
from clssa.impact.constructed import Constructed
from clssa.impact.outcomes import Moved
from clssa.impact.words import another_reason, arrow, first_line, listed_all, only, outcome, reasons, signed, when, written
from clssa.reports.words import capital, shown

_LONG_VALUE = 60
_STATUS = {
    ADDED: "added", REMOVED: "removed", MEANING: "changed in meaning",
    WORDS: "changed in words only", EXAMPLES: "changed in its examples or comments only",
}  # fmt: skip
_KINDS = {"rule": "rule", "value": "dated value", "facts": "facts", "source": "source", "note": "note", "layout": "layout",
          "readings": "readings", "actors": "actors"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FlipSaid:
    """A finding of a case that comes out otherwise; or, where the verdict alone does, only that."""

    case: str
    verdict: str
    rule: str
    turns: str
    why: str
    when: str
    causes: str


class ImpactSaid:
    """The words of one comparison."""

    def __init__(self, found: Impact) -> None:
        self.found = found
        self.library = found.after.library
        files = [each.file for each in found.cases]
        names = Counter(PurePath(file).name for file in files)
        self._called = {file: PurePath(file).name if names[PurePath(file).name] == 1 else file for file in files}

    # --- the whole -------------------------------------------------------------------------------------------------

    def title(self) -> str:
        """What is compared."""
        return f"{self.side(0)} → {self.side(1)}"

    def side(self, at: int) -> str:
        """A side by the name that was asked for, with its commit."""
        side = (self.found.before, self.found.after)[at]
        return side.name if not side.commit or side.commit.startswith(side.name) else f"{side.name} ({side.commit[:10]})"

    def headline(self) -> str:
        """The one sentence for who reads no further."""
        cases = self.found.cases
        if not cases:
            return "No cases were given; what follows is what changed, and a case for it."
        turned = [each for each in cases if each.verdicts[0] != each.verdicts[1]]
        ways = Counter(each.verdicts for each in turned)
        said = listed_all([f"{count} from {old} to {new}" for (old, new), count in sorted(ways.items())])
        others = len(self.found.differing) - len(turned)
        rest = (
            f"{others} {'comes' if others == 1 else 'come'} out otherwise in a finding, in what is worked out or at another time."
        )
        if turned:
            verbs = "changes its verdict" if len(turned) == 1 else "change their verdict"
            return f"{len(turned)} of {_cases(len(cases))} {verbs}: {said}.{f' Of the others, {rest}' if others else ''}"
        if others:
            return f"None of {_cases(len(cases))} changes its verdict; {rest}"
        return f"Nothing comes out otherwise in {_cases(len(cases))}.{self._without_case()}"

    def _without_case(self) -> str:
        made = self.found.constructed
        found = sum(each.case is not None for each in made)
        if not made:
            return " No change here can matter to a case."
        said = f" But {_counted(found, 'change')} would change other cases: see the smallest of them below." if found else ""
        return said + (f" For {_counted(len(made) - found, 'change')} no case was found." if found < len(made) else "")

    # --- cases -----------------------------------------------------------------------------------------------------

    def flips(self) -> list[FlipSaid]:
        """Every finding that flips, and every verdict that does so without one, case by case."""
        return [each for case in self.found.differing for each in self._of_case(case)]

    def otherwise(self) -> list[str]:
        """The findings that come out the same by other lines, such as one that still fails and wants another amount."""
        return [
            f"{self.case(case)}: {each.what.title} [{each.what.subject}] is {outcome(each.what.after)} as before. "
            f"{another_reason(each.what)}"
            for case in self.found.cases for each in case.findings if not each.what.flips
        ]  # fmt: skip

    def case(self, case: CaseImpact) -> str:
        """A case by its file, and its own name where it has another."""
        file = self._called[case.file]
        return file if case.name in (file, case.file) else f"{file} ({case.name})"

    def _of_case(self, case: CaseImpact) -> Iterator[FlipSaid]:
        name, verdict = self.case(case), arrow(*case.verdicts)
        flipping = [each for each in case.findings if each.what.flips]
        for each in flipping:
            flip = each.what
            yield FlipSaid(
                name, verdict, f"{flip.title} [{flip.subject}]", arrow(outcome(flip.before), outcome(flip.after)),
                reasons(flip), when(each, case), ", ".join(change.name for change in self.found.causes.of(flip.rule)),
            )  # fmt: skip
        if any(case.errors):
            yield FlipSaid(name, verdict, "", verdict, first_line(next(filter(None, case.errors))), "", "")
        elif not flipping:
            for dated in case.turned:
                yield FlipSaid(name, verdict, "", arrow(*dated.what), "", when(dated, case), "")

    # --- money -----------------------------------------------------------------------------------------------------

    def money(self) -> list[tuple[str, str, str, str, str]]:
        """Case, amount, before, after, and by how much and when it moved."""
        return [
            (*self._moved(case, each), signed(each.what.by) + only(each, case))
            for case in self.found.cases for each in case.worked_out if each.what.is_money
        ]  # fmt: skip

    def worked_out(self) -> list[tuple[str, str, str, str, str]]:
        """Case, what else the rules worked out, before, after, and when where that is not by what is known today."""
        return [
            (*self._moved(case, each), when(each, case))
            for case in self.found.cases for each in case.worked_out if not each.what.is_money
        ]  # fmt: skip

    def _moved(self, case: CaseImpact, each: Dated[Moved]) -> tuple[str, str, str, str]:
        what = each.what
        label = f"{capital(what.label)}{f' [{what.subject}]' if what.subject else ''}"
        return (self.case(case), label, written(what.before), written(what.after))

    def totals(self) -> list[str]:
        """By amount, how much moved in all cases together on their own dates, by what is known today."""
        sums: dict[str, list[Decimal]] = {}
        for case in self.found.cases:
            for each in case.worked_out:
                if each.now and each.what.by is not None:
                    sums.setdefault(each.what.label, []).append(each.what.by)
        return [f"{capital(label)}: {signed(sum(by, Decimal(0)))} in {_counted(len(by), 'place')}" for label, by in sums.items()]

    # --- changes ---------------------------------------------------------------------------------------------------

    def deciding(self) -> list[Change]:
        """The changes that can matter to a case."""
        return [each for each in self.found.changes if each.decides]

    def several(self) -> bool:
        """Whether there are several changes that a finding may come from."""
        return len(self.deciding()) > 1

    def others(self) -> list[Change]:
        """The changes by which no verdict can flip."""
        return [each for each in self.found.changes if not each.decides]

    def constructed(self, change: Change) -> Constructed | None:
        """What was constructed for a change; None where a given case shows it."""
        return next((each for each in self.found.constructed if each.change is change), None)

    def in_short(self, made: Constructed) -> str:
        """The smallest case for a change in one sentence, or that none was found."""
        if made.case is None:
            if made.change.kind == LAYOUT:
                return "No given case shows it, and no draft is made here: compare drafts with --cases."
            if not made.tried:
                return "No rule that a case decides rests on it."
            return f"No given case shows it, and no case was found that would; tried {made.tried:,}."
        return (
            f"No given case shows it. The smallest case that does: {self.facts(made)}{self.days(made)}: {self.difference(made)}."
        )

    def facts(self, made: Constructed) -> str:
        """The facts of a constructed case, those of an element of a list behind its name."""
        by_element: dict[str, list[str]] = {}
        for element, name, value in made.facts:
            by_element.setdefault(element, []).append(self.fact(name, value))
        said = [f"{f'{element}: ' if element else ''}{', '.join(facts)}" for element, facts in by_element.items()]
        return "; ".join(said) or "a case that says nothing"

    def fact(self, name: str, value: Any) -> str:
        """A fact with its value, as a person reads it."""
        info = self.library.facts.get(name) or self.found.before.library.facts[name]
        if info.type.kind in ("money", "date") and isinstance(value, str):
            return f"{info.label} {shown(info.type.parse(value))}"
        said = " and ".join(map(str, value)) if isinstance(value, list) else "none" if value is None else str(value)
        return f"{info.label} {textwrap.shorten(said, _LONG_VALUE, placeholder=' …')}"

    def days(self, made: Constructed) -> str:
        """The dates of a constructed case."""
        known = f", as known on {shown(made.known_on)}" if made.known_on is not None else ""
        return f", as of {shown(made.as_of)}{known}"

    def difference(self, made: Constructed) -> str:
        """What comes out before and after."""
        if made.flip is not None:
            flip = made.flip
            return f"{flip.title}: {outcome(flip.before)} before, {outcome(flip.after)} after ({reasons(flip)})"
        if made.amount is not None:
            amount = made.amount
            return f"{amount.label}: {written(amount.before)} before, {written(amount.after)} after"
        return " ".join(
            f"{side}: {error or 'it can be read'}." for side, error in zip(("Before", "After"), made.errors, strict=True)
        ).rstrip(".")


def heading(change: Change) -> str:
    """A change by what it is of."""
    return f"{capital(_KINDS[change.kind])} {change.name}: {change.title}"


def status(change: Change) -> str:
    """What was done to it."""
    return _STATUS[change.status]


def by_status(changes: Iterable[Change]) -> Iterator[tuple[str, list[Change]]]:
    """Changes grouped by what was done, in a fixed order."""
    listed_ = list(changes)
    for key, words in _STATUS.items():
        if group := [each for each in listed_ if each.status == key]:
            yield words, group


def _cases(count: int) -> str:
    return _counted(count, "case")


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}{'s' * (count != 1)}"
