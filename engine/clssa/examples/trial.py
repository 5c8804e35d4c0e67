"""Whether an example notices a change: it is run against a small library, of only the rules that its outcome rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from clssa.check import Checker
from clssa.examples.example import Example
from clssa.language.fault import Faults
from clssa.language.yaml import Text
from clssa.library.model import CHECKED_KINDS, DatedValue, FactInfo, Library, Rule, Source, Subject
from clssa.library.uses import UsesOfVersions


@dataclass(frozen=True, slots=True)
class Changed:
    """What a change puts in the place of parts of the library, by name."""

    rules: Mapping[str, Rule] = field(default_factory=dict)
    values: Mapping[str, DatedValue] = field(default_factory=dict)
    facts: Mapping[str, FactInfo] = field(default_factory=dict)
    subjects: Mapping[str, Subject] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    document_dates: tuple[str, ...] | None = None


@dataclass(slots=True)
class Ground:
    """What the outcome of a rule's examples rests on, by name.

    Among the facts are the dates that pick versions, the lists that are gone over, and the subject of which the rule is asked.
    """

    rules: set[str] = field(default_factory=set)
    values: set[str] = field(default_factory=set)
    facts: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)

    def __or__(self, other: Ground) -> Ground:
        return Ground(
            self.rules | other.rules, self.values | other.values, self.facts | other.facts, self.sources | other.sources
        )

    def __and__(self, other: Ground) -> bool:
        """Whether the two have anything in common."""
        pairs = ((self.rules, other.rules), (self.values, other.values), (self.facts, other.facts), (self.sources, other.sources))
        return any(own & others for own, others in pairs)


class Trials:
    """Runs the examples of a library against changes of it. Whatever noticed the last change is asked first."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.rules = {name: rule for name, rule in library.rules.items() if rule.kind in CHECKED_KINDS}
        self._uses = UsesOfVersions(library)
        self._own = {name: self._ground_of(rule) for name, rule in self.rules.items()}
        self._derives = {name: self._derived_by(rule) for name, rule in self.rules.items()}
        self._hold: dict[str, bool] = {}
        self._examples: dict[str, list[Example]] = {}
        self._grounds: dict[str, Ground] = {}

    def resting_on(self, changed: Ground) -> list[str]:
        """The rules whose examples may come out otherwise when one of these is changed: a changed rule itself first."""
        return sorted((name for name in self.rules if self.ground(name) & changed), key=lambda name: name not in changed.rules)

    def noticed_by(self, changed: Changed, rules: list[str]) -> bool:
        """Whether an example of one of these rules, which all hold, comes out otherwise; the two then move to the front."""
        for name in rules:
            checker = Checker(self.small(name, changed))
            examples = self._examples[name]
            for example in examples:
                if not self._as_read(example, changed).comes_out(checker):
                    examples.remove(example)
                    examples.insert(0, example)
                    rules.remove(name)
                    rules.insert(0, name)
                    return True
        return False

    def _as_read(self, example: Example, changed: Changed) -> Example:
        """The example; read anew where a subject changes, which says what of a case is there."""
        if not changed.subjects:
            return example
        return Example(example.map, example.rule, replace(self.library, subjects={**self.library.subjects, **changed.subjects}))

    def hold(self, rule: str) -> bool:
        """Whether all examples of a rule come out as they say. As long as they do not, they can notice nothing."""
        if rule not in self._hold:
            checker = Checker(self.small(rule, Changed()))
            self._hold[rule] = all(each is not None and each.comes_out(checker) for each in self._read(rule))
        return self._hold[rule]

    def small(self, rule: str, changed: Changed) -> Library:
        """The library of all that the examples of one rule rest on, as changed."""
        ground, library = self.ground(rule), self.library
        return replace(
            library,
            rules={name: changed.rules.get(name, library.rules[name]) for name in self.rules if name in ground.rules},
            values={name: changed.values.get(name, each) for name, each in library.values.items() if name in ground.values},
            facts={**library.facts, **changed.facts},
            subjects={**library.subjects, **changed.subjects},
            sources={**library.sources, **changed.sources},
            document_dates=library.document_dates if changed.document_dates is None else changed.document_dates,
        )

    def _read(self, rule: str) -> list[Example | None]:
        """The examples of a rule; None for one that cannot be read."""
        read: list[Example | None] = []
        for tree in self.rules[rule].examples:
            try:
                read.append(Example(tree, rule, self.library))
            except Faults:
                read.append(None)
        self._examples[rule] = [each for each in read if each is not None]
        return read

    # --- what rests on what ------------------------------------------------------------------------------------------

    def ground(self, rule: str) -> Ground:
        """What the outcome of this rule's examples rests on: the rule, those that derive what it reads, and so on."""
        if rule not in self._grounds:
            found, following = Ground(), self._asked_by_examples(rule)
            while following:
                name = following.pop()
                if name not in found.rules:
                    found |= self._own[name]
                    concerned = self._own[name].facts | own_derived(self.rules[name])
                    following |= {other for other, derived in self._derives.items() if derived & concerned}
            self._grounds[rule] = found
        return self._grounds[rule]

    def _asked_by_examples(self, rule: str) -> set[str]:
        """The rule, those that derive what its examples expect, and those that waive something on approvals that they give."""
        derived: set[str] = set()
        subjects: set[str] = set()
        for tree in self.rules[rule].examples:
            derived.update(map(str, tree.get(Text("derived"), ())))
            given = {name.partition(".")[0] for name in tree.get(Text("given"), ())}
            subjects.update(name for name, each in self.library.subjects.items() if given & {name, each.list})
        asked = {name for name, facts in self._derives.items() if facts & derived}
        waiving = {
            name
            for name, each in self.rules.items()
            if each.asked_of in subjects and any(version.waives is not None for version in each.versions)
        }
        return {rule, *asked, *waiving}

    def _ground_of(self, rule: Rule) -> Ground:
        """What a rule itself names."""
        uses = [self._uses.of(rule, version) for version in rule.versions]
        values = {name for each in uses for name in each.values}
        dates = [rule.dated_by, *(self.library.values[name].dated_by for name in values)]
        cites = [version.cite for version in rule.versions] + [each.cite for version in rule.versions for each in version.unless]
        cites += [version.cite for name in values for version in self.library.values[name].versions]
        cited = {cite.source for cite in cites if cite is not None}
        telling = {str(each.told_by) for source in cited for each in self.library.sources[source].standing}
        facts = {rule.asked_of, *self.library.document_dates}.union(*(each.reads for each in uses), *dates)
        return Ground({rule.id}, values, facts, cited | telling)

    def _derived_by(self, rule: Rule) -> set[str]:
        return set().union(*(self._uses.of(rule, version).derives for version in rule.versions))


def own_derived(rule: Rule) -> set[str]:
    """The facts that a rule derives by an expression: another rule that derives one of them may contradict it."""
    return {derivation.fact for version in rule.versions for derivation in version.derives}
