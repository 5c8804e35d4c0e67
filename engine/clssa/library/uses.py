"""What a version of a rule reads, derives and rests on."""

from __future__ import annotations

from dataclasses import dataclass

from clssa.language.expression import facts_read, values_read
from clssa.library.model import Library, Rule, RuleVersion


@dataclass(frozen=True, slots=True)
class Uses:
    """Names of facts and of dated values. `reads` are facts from elsewhere, `derives` those that the version itself gives."""

    reads: frozenset[str]
    derives: frozenset[str]
    values: frozenset[str]


class UsesOfVersions:
    """The uses of each version of a library's rules, worked out once: they depend on no date."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._kept: dict[int, Uses] = {}

    def of(self, rule: Rule, version: RuleVersion) -> Uses:
        """What a version uses; kept by its identity, for the library holds it and never changes it."""
        if id(version) not in self._kept:
            self._kept[id(version)] = _uses(rule, version, self.library)
        return self._kept[id(version)]


def _uses(rule: Rule, version: RuleVersion, library: Library) -> Uses:
    """A note also reads its blanks and the notes, and adds its title to the list of required notes."""
    nodes = list(version.nodes())
    own = {each.fact for each in version.derives}
    reads = {name for node in nodes for name in facts_read(node)}
    derives = set(own)
    if rule.note is not None:
        reads.update(str(blank.fact) for blank in library.notes[rule.note].blanks)
        reads.update(subject.list for subject in library.subjects.values() if subject.words and subject.list)
    if rule.kind == "note":
        derives.update(subject.words[2] for subject in library.subjects.values() if subject.words)
    values = {value.name for node in nodes for value in values_read(node)}
    return Uses(frozenset(reads - own), frozenset(derives), frozenset(values))
