"""The notes that must be on a document, filled in with the values of its case: what `clssa notes` prints.

The same rules that check a draft's notes say which must be there. A value is the case's own; else that of the same blank in the
draft's own note; else, where the facts have one under the name with `.expected`, what the rules derive it must be.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from clssa.check import Checker
from clssa.check.case import Case, completed
from clssa.check.order import Active
from clssa.check.worlds import World
from clssa.language.expression import facts_read
from clssa.language.logic import NotBefore
from clssa.language.types import NONE, Type, to_cents
from clssa.library.dates import today
from clssa.library.model import Library
from clssa.notes import template as templates
from clssa.notes.blanks import MISSING
from clssa.notes.compare import compare
from clssa.notes.filled import Missing, Paragraph, Value, fill, plain
from clssa.notes.template import NoteTemplate
from clssa.notes.words import same_text, same_title

EXPECTED = ".expected"
"""A derived fact of this name says what the fact of the same name without it must be."""


class CannotFillIn(Exception):
    """A note cannot be filled in with what the case gives, so that its words could still be told from its values."""


@dataclass(frozen=True, slots=True)
class Lack:
    """A fact that is missing, the notes that need it, and the facts from which it would be worked out instead.

    `given` is what the case has for it, if that does not fill a blank in.
    """

    fact: str
    notes: tuple[str, ...]
    instead: tuple[str, ...]
    given: Any = None


@dataclass(frozen=True, slots=True)
class FilledNote:
    """A note of the document. Its `number` is None where missing facts (`undecided`) leave open whether it belongs there.

    `template` is the name of the file that has its words: notes of two kinds of documents may have the same title.
    """

    title: str
    number: int | None
    paragraphs: tuple[Paragraph, ...]
    undecided: tuple[str, ...] = ()
    template: str = ""


@dataclass(slots=True)
class FilledNotes:
    """The notes in the order of the source.

    `differing` are facts with the case's value, another that the rules derive, and whether the notes have the latter: they do
    where the case's value is an error.
    """

    as_of: datetime.date
    as_of_from: str
    known_on: datetime.date
    notes: list[FilledNote]
    lacks: list[Lack] = field(default_factory=list)
    differing: list[tuple[str, Any, Any, bool]] = field(default_factory=list)


def filled_notes(
    checker: Checker, case: Case, as_of: datetime.date | None = None, known_on: datetime.date | None = None
) -> FilledNotes:
    """The notes of the document in a case. Raises `Faults` where the rules contradict one another, and `CannotFillIn`."""
    day, day_from = checker.day_of(completed(case, checker.library), as_of)
    known = known_on or today()
    return _Filling(checker.library, checker.worlds(case, day, known)).all(FilledNotes(day, day_from, known, []))


class _Filling:
    def __init__(self, library: Library, worlds: list[World]) -> None:
        self.library, self.worlds = library, worlds
        self.lacking: dict[str, list[str]] = {}
        self.instead: dict[str, tuple[str, ...]] = {}
        self.value_of = cache(self._value_of)

    def all(self, made: FilledNotes) -> FilledNotes:
        for template in sorted(self.library.notes.values(), key=lambda each: each.order):
            required, needs = self.required(template)
            if required is None:
                made.notes.append(FilledNote(str(template.title), None, (), tuple(needs), template.name))
                self.lack(needs, template)
            elif required:
                number = 1 + sum(each.number is not None for each in made.notes)
                made.notes.append(FilledNote(str(template.title), number, self.filled(template), template=template.name))
                made.differing += [each for each in self.differing(template) if each not in made.differing]
        made.lacks = [
            Lack(name, tuple(notes), self.instead.get(name, ()), self.given(name)) for name, notes in self.lacking.items()
        ]
        return made

    def lack(self, names: Sequence[str], template: NoteTemplate) -> None:
        for name in names:
            titles = self.lacking.setdefault(name, [])
            if template.title not in titles:
                titles.append(str(template.title))

    # --- which notes -----------------------------------------------------------------------------------------------

    def required(self, template: NoteTemplate) -> tuple[bool | None, list[str]]:
        """Whether the note must be there; None with the facts that are missing to say so."""
        found = [self.required_in(template, world) for world in self.worlds]
        answers = {answer for answer, _ in found}
        if len(answers) == 1 and None not in answers:
            return answers.pop(), []
        needs = [name for _, names in found for name in names]
        needs += self.open_dates([rule.id for rule in self.library.rules.values() if rule.note == template.name])
        return None, list(dict.fromkeys(needs))

    def open_dates(self, rules: Sequence[str]) -> list[str]:
        """The missing dates that pick a version of these rules, or of what they rest on."""
        return [
            name
            for (each, dates) in self.worlds
            for name in dates
            if any(name in each.plan.order.dates_of(rule) for rule in rules)
        ]

    def required_in(self, template: NoteTemplate, world: World) -> tuple[bool | None, list[str]]:
        evaluation, _ = world
        answer: bool | None = False
        needs: list[str] = []
        for active in self.rules_of(template, world):
            applies, version = active.applies(evaluation.env), active.version
            forbidden = active.note_forbidden(evaluation.env) if active.note_forbidden else False
            required = active.note_required(evaluation.env) if active.note_required else False
            if applies is False or forbidden is True or required is False:
                continue
            if applies and required and forbidden is False:
                return True, []
            answer = None
            asked = ((applies, version.applies_when), (required, version.note_required), (forbidden, version.note_forbidden))
            for result, block in asked:
                needs += evaluation.undecided(block) if result is None and block is not None else []
        return answer, needs

    @staticmethod
    def rules_of(template: NoteTemplate, world: World) -> Iterator[Active]:
        plan = world[0].plan
        return (each for each in plan.order.active if each.rule.note == template.name)

    # --- what stands in them ---------------------------------------------------------------------------------------

    def filled(self, template: NoteTemplate) -> tuple[Paragraph, ...]:
        taken = self.from_draft(template)

        def value_of(name: str) -> Any:
            value = self.value_of(name)
            return taken.get(name) if value is None else value

        paragraphs = fill(template, value_of, self.type_of)
        lacking = [part.fact for each in paragraphs for part in each if isinstance(part, Missing)]
        self.lack(lacking, template)
        for name in lacking:
            self.instead[name] = tuple(self.worked_out_from(name))
        if not lacking:
            self.read_back(template, templates.pieces(template, value_of), paragraphs)
        return paragraphs

    def read_back(self, template: NoteTemplate, pieces: list[templates.Piece], paragraphs: tuple[Paragraph, ...]) -> None:
        """The note is compared as a draft's would be: a text in a blank may run into the words around it."""
        compared = compare(pieces, plain(paragraphs, self.mark), self.type_of)
        values = [part.text for each in paragraphs for part in each if isinstance(part, Value)]
        moved = any(
            self.type_of(each.blank.fact).kind == "text" and not same_text(str(each.text), value)
            for each, value in zip(compared.blanks, values, strict=True)
        )
        if compared.edits or compared.remarks or moved:
            labels = ", ".join(dict.fromkeys(self.library.facts[each.fact].label for each in template.blanks))
            raise CannotFillIn(
                f"the note {template.title} cannot be told from what would be filled in: {labels}. "
                "Write it without a hyphen or a dash at its beginning or end, and without words of the note itself"
            )

    def mark(self, missing: Missing) -> str:
        return MISSING.format(self.library.facts[missing.fact].label)

    def type_of(self, name: str) -> Type:
        return self.library.facts[name].type

    def _value_of(self, name: str) -> Any:
        """The value of a fact on which the worlds agree; None where it is missing."""
        value, expected = self.given(name), self.given(name + EXPECTED)
        return expected if expected is not None and (value is None or value is NONE or name in self.wrong) else value

    @cached_property
    def wrong(self) -> set[str]:
        """The facts of which the case's value is an error, by a line that compares it with what the rules derive."""
        findings = [each for evaluation, _ in self.worlds for each in evaluation.findings]
        lines = [line for each in findings if (each.outcome, each.level) == ("fail", "error") for line in each.lines()]
        return {name for line in lines if (read := facts_read(line.node)) for name in read if name + EXPECTED in read}

    def given(self, name: str) -> Any:
        subject, _, leaf = name.partition(".")
        values = [evaluation.env.subjects.get(subject, {}).get(leaf) for evaluation, _ in self.worlds]
        if values[0] is None or isinstance(values[0], NotBefore) or any(each != values[0] for each in values):
            return None
        return to_cents(values[0]) if self.type_of(name).kind == "money" and values[0] is not NONE else values[0]

    def worked_out_from(self, name: str) -> list[str]:
        """What is missing to derive a fact, or what it must be."""
        derived = name if self.library.facts[name].derived else name + EXPECTED
        if derived not in self.library.facts:
            return []
        needs = [need for evaluation, _ in self.worlds for need in evaluation.needs_of(derived)]
        derivers = [each for evaluation, _ in self.worlds for each in evaluation.plan.order.derivers.get(derived, ())]
        needs += self.open_dates([each.rule.id for each in derivers])
        return [each for each in dict.fromkeys(needs) if each not in (name, derived)]

    def differing(self, template: NoteTemplate) -> Iterator[tuple[str, Any, Any, bool]]:
        """Of the amounts that the note prints, those for which the case has one and the rules derive another."""
        for name, _ in templates.facts_read(template):
            value, expected = self.given(name), self.given(name + EXPECTED) if name + EXPECTED in self.library.facts else None
            if value is not None and value is not NONE and expected is not None and value != expected:
                yield name, value, expected, name in self.wrong

    def from_draft(self, template: NoteTemplate) -> dict[str, Any]:
        """What stands in the blanks of the draft's own note, if its words are right; of a fact that is not derived, and once."""
        subject = self.library.note_subject
        title, text, _ = subject.words or ("", "", "")
        found: dict[str, Any] = {}
        for note in self.worlds[0][0].env.lists.get(str(subject.list), ()):
            if text not in note or not same_title(str(note.get(title, "")), template.title):
                continue
            try:
                compared = compare(templates.pieces(template, self.value_of), str(note[text]), self.type_of)
            except templates.MissingFact:
                continue
            for each in compared.blanks if not compared.edits else ():
                if each.filled and found.setdefault(str(each.blank.fact), each.value) != each.value:
                    found[str(each.blank.fact)] = None
        return {name: value for name, value in found.items() if name + EXPECTED not in self.library.facts}
