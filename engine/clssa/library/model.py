"""What a library is made of: sources, facts, dated values, rules, readings. Plain data, made once and never changed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from clssa.language.expression import Block, Node
from clssa.language.fault import Place
from clssa.language.types import Type
from clssa.language.yaml import Map, Text

DAY_OF_EVALUATION = "day_of_evaluation"
"""What `dated_by` says where no date of the case picks the version; also the last resort after dates of the case."""

BEGINNING = datetime.date.min
"""The `from` of a version whose text reaches back without a date."""

LEVELS = ("error", "warning", "note")
"""Levels of a finding: `require` gives errors, `should` warnings, `remark` notes."""

LISTS_OF_LEVEL = {"require": "error", "should": "warning", "remark": "note"}

KINDS = ("requirement", "calculation", "note", "reading", "definition", "duty", "statement", "deferred", "reference")
CHECKED_KINDS = ("requirement", "calculation", "note", "reading")
"""Kinds that a case can decide; the others are only counted."""

STANDS_NO_MORE = ("rescinded", "expired")


@dataclass(frozen=True, slots=True)
class Citation:
    """The paragraph that decides; `quote` is None where the text of the source is not held."""

    source: str
    at: str
    quote: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of a source from a day on, as known from the day that the telling source was issued."""

    start: datetime.date
    status: str
    told_by: Text
    at: Text


@dataclass(frozen=True, slots=True)
class Source:
    """A document: `provisions` maps each pinpoint to its verbatim text (or, if not held, to our own words).

    A source whose day of issue nothing shows is never known in time to decide: its `issued` is the last day of all.
    """

    id: str
    title: str
    issued: datetime.date
    held: bool
    provisions: dict[str, str]
    standing: tuple[Standing, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class FactInfo:
    """A word that rules may use."""

    name: str
    type: Type
    label: str
    means: str
    derived: bool
    pending_when: Node | None
    same_as: tuple[str, Node] | None
    place: Place
    names_rule: bool = False
    """Whether its text is the id of a rule of this library."""


@dataclass(frozen=True, slots=True)
class Unnoticed:
    """A change of a file that no example can notice, as `clssa test` prints it, and why none can."""

    change: str
    why: str
    place: Place


@dataclass(frozen=True, slots=True)
class Beside:
    """How two drafts given together belong together. All are full names of facts.

    `joined_by` names the other draft; drafts with the same `apart_by` never belong together. `answers` maps a fact of a draft
    to the fact of the other draft that says the same.
    """

    joined_by: str
    apart_by: str
    answers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Subject:
    """What rules are asked of: one per case, or (with `list`) one per element of a list of the case.

    `of` is the subject that the list belongs to; where that is given and the list is not, the list is what is missing.
    `words` belongs to a subject that is a written note: the leaves of its title and text, and the derived fact that lists the
    titles which must be there.
    """

    name: str
    label: str
    list: str | None
    named_by: str | None
    of: str | None
    words: tuple[str, str, str] | None
    joins: dict[str, str] = field(default_factory=dict)
    """Subjects of which each element has one, with the leaf of this subject that names it."""
    ordered_by: tuple[str, ...] = ()
    """The leaves that put the elements in order."""
    unnoticed: tuple[Unnoticed, ...] = ()
    """What the file of its facts says of changes that no example can notice."""
    beside: Beside | None = None


@dataclass(frozen=True, slots=True)
class ValueVersion:
    """A dated value from `start` on, `until` its last day where it truly ends."""

    start: datetime.date
    until: datetime.date | None
    replaces: datetime.date | None
    value: Any
    cite: Citation
    place: Place
    rows: dict[str, Citation] = field(default_factory=dict)
    """Of a table whose entries stand in paragraphs of their own, the citation of each."""


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A number, set or table whose version is picked by the first of `dated_by` that the case gives."""

    name: str
    type: Type
    label: str
    dated_by: tuple[str, ...]
    versions: tuple[ValueVersion, ...]
    place: Place
    unnoticed: tuple[Unnoticed, ...] = ()


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a fact is derived: the first choice whose `when` holds gives it; `texts` are the choices as written."""

    fact: str
    texts: tuple[str, ...]
    choices: tuple[tuple[Block | None, Node], ...]


@dataclass(frozen=True, slots=True)
class Unless:
    """An exception: it excuses, or (with a level) lowers the finding."""

    cite: Citation
    reading: str | None
    level: str | None
    when: Block
    place: Place


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """A rule from `start` on, complete in itself. `requires` maps each level to the lines that must hold."""

    start: datetime.date
    until: datetime.date | None
    replaces: datetime.date | None
    cite: Citation | None
    also: tuple[Citation, ...]
    applies_when: Block
    derives: tuple[Derivation, ...]
    requires: dict[str, Block]
    unless: tuple[Unless, ...]
    note_required: Block | None
    note_forbidden: Block | None
    remedy: str
    place: Place
    actor: str = ""
    """Of a duty, who has it."""
    modality: str = ""
    """How the text binds them: `shall`, `should` …, in its own words."""
    waives: tuple[str, str] | None = None
    """(fact, level): where this version's requirement holds, errors of the rule that the fact names are lowered to the level."""
    digest: str = field(default="", compare=False)
    """The SHA-256 of the version as it is written, with what of the rule's head decides."""

    def nodes(self) -> Iterator[Node]:
        """Every condition and expression of the version."""
        yield self.applies_when
        yield from self.requires.values()
        yield from (each.when for each in self.unless)
        yield from filter(None, (self.note_required, self.note_forbidden))
        for derivation in self.derives:
            for when, node in derivation.choices:
                yield from (when, node) if when else (node,)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule with its versions, newest first."""

    id: str
    title: str
    kind: str
    asked_of: str
    dated_by: tuple[str, ...]
    note: str | None
    versions: tuple[RuleVersion, ...]
    readings: tuple[str, ...]
    not_encoded: tuple[tuple[str, str], ...]
    examples: tuple[Map, ...]
    place: Place
    unnoticed: tuple[Unnoticed, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A registered reading of unclear text."""

    id: str
    tension: str
    reading: str
    alternatives: tuple[str, ...]
    confidence: str
    place: Place


@dataclass(slots=True)
class Library:
    """`policies/` and `notes/` as one checked whole. `digest` is that of its files, where it was read from them as a whole."""

    root: str
    sources: dict[str, Source] = field(default_factory=dict)
    subjects: dict[str, Subject] = field(default_factory=dict)
    facts: dict[str, FactInfo] = field(default_factory=dict)
    values: dict[str, DatedValue] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)
    actors: dict[str, str] = field(default_factory=dict)
    """Who has duties, each with what is meant by the name."""
    notes: dict[str, Any] = field(default_factory=dict)
    document_dates: tuple[str, ...] = ()
    digest: str = ""

    @property
    def note_subject(self) -> Subject:
        """The subject that is a written note; only for a library that has notes."""
        return next(each for each in self.subjects.values() if each.words)

    def issued(self, source: str) -> datetime.date:
        """The day from which a source was known."""
        return self.sources[source].issued

    def element_subject(self, dated_by: tuple[str, ...]) -> str | None:
        """The subject whose elements pick a version by a date of their own; None where a date of the case does."""
        name, dot, _ = dated_by[0].partition(".")
        subject = self.subjects.get(name) if dot else None  # the day of evaluation is no fact
        return subject.name if subject is not None and subject.list is not None else None
