"""One case under one plan: every rule in order, exactly, with any outcome."""

from __future__ import annotations

import datetime
from typing import Any

from clssa.check.case import Case, environment
from clssa.check.findings import Finding
from clssa.check.notes import check_note
from clssa.check.order import Active, Derives
from clssa.check.plan import Plan
from clssa.check.waivers import waive
from clssa.language.explain import LABEL, missing, unique
from clssa.language.expression import Block
from clssa.language.fault import one
from clssa.language.logic import UNREAD, Element, Environment
from clssa.library.model import Rule, Subject, Unless


class Evaluation:
    """The findings and the derived facts of one case under one plan."""

    def __init__(self, case: Case, plan: Plan, as_of: datetime.date) -> None:
        self.plan, self.library = plan, plan.library
        self.env = environment(case, self.library, plan.cells, as_of)
        self.findings: list[Finding] = []
        self._lacking: dict[tuple[str, int], list[str]] = {}
        self._single = case.given
        self._asked: dict[str, list[tuple[Environment, Element, str]]] = {}
        for active in plan.order.of(case.known_facts(self.library)):
            self._ask(active)
        for rule in plan.idle:
            self._idle(rule)
        for active in plan.order.waiving:
            if active.subject.list in self.env.lists:
                waive(self.findings, active, [(element, label) for _, element, label in self._elements(active.subject)], plan)

    # --- who is asked ----------------------------------------------------------------------------------------------

    def _idle(self, rule: Rule) -> None:
        """A rule of which no version is in force, or known, applies to nobody whom it would be asked of."""
        subject = self.library.subjects[rule.asked_of]
        labels: list[str] = []
        if subject.list is None:
            labels = [subject.label] if subject.name in self._single else []
        elif subject.list in self.env.lists:
            labels = [element[LABEL] for element in self.env.lists[subject.list]]
        elif subject.of in self._single:
            labels = [subject.list]
        if rule.kind != "calculation":
            self.findings += [Finding(rule, None, label, "not_applicable", "error") for label in labels]

    def _ask(self, active: Active) -> None:
        subject = active.subject
        if subject.list is None:
            if subject.name in self._single:
                self._ask_each(active, [(self.env, self.env.subjects[subject.name], subject.label)])
        elif subject.list in self.env.lists:
            self._ask_each(active, self._elements(subject))
        elif subject.of in self._single:
            self._list_missing(active)

    def _elements(self, subject: Subject) -> list[tuple[Environment, Element, str]]:
        """Each element of a list with the environment in which it is asked: its own facts, and those of what it joins."""
        if subject.name not in self._asked:
            joined = {name: self._by_name(self.library.subjects[name]) for name in subject.joins}
            self._asked[subject.name] = [
                (
                    self.env.with_all_bound(
                        {subject.name: element}
                        | {name: joined[name].get(element.get(leaf), {}) for name, leaf in subject.joins.items()}
                    ),
                    element,
                    element[LABEL],
                )
                for element in self.env.lists[str(subject.list)]
            ]
        return self._asked[subject.name]

    def _by_name(self, subject: Subject) -> dict[Any, Element]:
        """The elements of a list by what names them. Of one that the case does not have nothing is known."""
        leaf = str(subject.named_by)
        return {element[leaf]: element for element in self.env.lists.get(str(subject.list), ()) if element.get(leaf) is not None}

    def _list_missing(self, active: Active) -> None:
        """Nothing passes because nothing was read: a list that the draft must have is itself what is missing."""
        env = self.env.with_all_bound(dict.fromkeys((active.subject.name, *active.subject.joins), UNREAD))
        applies = active.applies(env)
        for level in self._levels(active):
            outcome = "not_applicable" if applies is False else "unknown"
            needs = () if applies is False else (str(active.subject.list),)
            self._add(active, str(active.subject.list), outcome, level, None, env, needs)

    @staticmethod
    def _levels(active: Active) -> list[str]:
        return [level for level, _, _ in active.requires]

    # --- what comes out --------------------------------------------------------------------------------------------

    def _ask_each(self, active: Active, subjects: list[tuple[Environment, Element, str]]) -> None:
        """Derives for every subject before any is decided, so that a rule may sum what it derives.

        Of subjects in an order, each is done before the next, which may read all that those before it were given.
        """
        applying = [active.applies(env) for env, _, _ in subjects]
        derivations = [(derives, each) for derives in active.derives for each in zip(subjects, applying, strict=True)]
        if active.subject.ordered_by:
            derivations = [(derives, each) for each in zip(subjects, applying, strict=True) for derives in active.derives]
        for derives, ((env, element, _), applies) in derivations:
            self._derive(active, derives, applies, env, element)
        for (env, _, label), applies in zip(subjects, applying, strict=True):
            self._decide(active, applies, env, label)

    def _decide(self, active: Active, applies: bool | None, env: Environment, label: str) -> None:
        if active.rule.kind == "note":
            self.findings += check_note(active, applies, env, label, self.library, self._lacks)
            return
        for level, block, holds in active.requires:
            if applies is False:
                self._add(active, label, "not_applicable", level, active.version.applies_when, env)
            elif applies is None:
                self._add(
                    active,
                    label,
                    "unknown",
                    level,
                    active.version.applies_when,
                    env,
                    missing(active.version.applies_when, env, self._lacks),
                )
            else:
                self._require(active, level, block, holds(env), env, label)

    def _require(self, active: Active, level: str, block: Block, holds: bool | None, env: Environment, label: str) -> None:
        if holds is None:
            self._undecided(active, level, block, env, label)
        elif holds or level != "error" or not active.unless:
            self._add(active, label, "pass" if holds else "fail", level, block, env)
        else:
            self._except(active, level, block, env, label)

    def _undecided(self, active: Active, level: str, block: Block, env: Environment, label: str) -> None:
        """An exception that excuses settles also what is undecided: whatever is missing, it would be excused."""
        excuses = [each for each, when in active.unless if each.level is None and when(env)] if level == "error" else []
        if excuses:
            self._excused(active, level, block, env, label, excuses[0])
        else:
            self._add(active, label, "unknown", level, block, env, missing(block, env, self._lacks))

    def _except(self, active: Active, level: str, block: Block, env: Environment, label: str) -> None:
        decided = [(each, when(env)) for each, when in active.unless]
        applying = [each for each, result in decided if result]
        if len({each.level for each in applying}) > 1:
            raise one(
                applying[1].place,
                f"two exceptions of {active.rule.id} apply to the same case and differ",
                1,
                "make one of them not apply where the other does",
            )
        if applying:
            self._excused(active, level, block, env, label, applying[0])
        elif any(result is None for _, result in decided):
            needs = unique(name for each, result in decided if result is None for name in missing(each.when, env, self._lacks))
            self._add(active, label, "unknown", level, block, env, needs)
        else:
            self._add(active, label, "fail", level, block, env)

    def _excused(self, active: Active, level: str, block: Block, env: Environment, label: str, exception: Unless) -> None:
        outcome = "fail" if exception.level else "pass"
        self._add(active, label, outcome, exception.level or level, block, env, exception=exception)
        self.findings[-1].asked_at = level

    def _add(
        self, active: Active, label: str, outcome: str, level: str, block: Block | None, env: Environment,
        needs: Any = (), exception: Unless | None = None,
    ) -> None:  # fmt: skip
        self.findings.append(Finding(active.rule, active.version, label, outcome, level, block, env, tuple(needs), exception))

    def needs_of(self, name: str) -> list[str]:
        """What is missing to know a fact: the fact itself, or what it would be derived from."""
        return self._lacks(name, self.env.subjects.get(name.partition(".")[0], {}))

    def undecided(self, block: Block) -> list[str]:
        """The facts that are missing to decide conditions of the case."""
        return missing(block, self.env, self._lacks)

    # --- derived facts ---------------------------------------------------------------------------------------------

    def _derive(self, active: Active, derives: Derives, applies: bool | None, env: Environment, element: Element) -> None:
        name = derives.derivation.fact
        subject, _, leaf = name.partition(".")
        target = element if subject == active.subject.name else self.env.subjects[subject]
        value, needs = self._chosen(derives, applies, active, env)
        if value is None:
            self._lacking.setdefault((name, id(target)), []).extend(needs)
        elif leaf in target and target[leaf] != value:
            raise one(
                active.rule.place,
                f"{active.rule.id} derives {name} differently from another rule",
                1,
                "let only one of them apply to a case",
            )
        else:
            target[leaf] = value

    def _chosen(self, derives: Derives, applies: bool | None, active: Active, env: Environment) -> tuple[Any, list[str]]:
        if applies is not True:
            return None, missing(active.version.applies_when, env, self._lacks) if applies is None else []
        for (when, value), (block, node) in zip(derives.choices, derives.derivation.choices, strict=True):
            holds = when(env) if when is not None else True
            if holds is None and block is not None:
                return None, missing(block, env, self._lacks)
            if holds:
                found = value(env)
                return found, missing(node, env, self._lacks) if found is None else []
        return None, []

    def _lacks(self, name: str, element: Element) -> list[str]:
        info = self.library.facts.get(name)
        if info is not None and not element and (listed := self.library.subjects[name.partition(".")[0]].list):
            return [listed]
        if info is None or not info.derived:
            return [name]
        return unique(self._lacking.get((name, id(element)), ())) or [name]
