"""A case: what is known of one matter and the document under check, typed by the library's facts."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from clssa.language.evaluate import compiled
from clssa.language.explain import LABEL
from clssa.language.fault import Fault, Faults, Place, did_you_mean, one
from clssa.language.logic import NAMELESS, Element, Environment, NotBefore, ValueKey
from clssa.language.types import Type
from clssa.language.yaml import MAX_BYTES, Map, Seq, Text, load
from clssa.library.model import Library, Subject

MOST_FAULTS = 50
"""More are not looked for in one case file."""


@dataclass(slots=True)
class Case:
    """`single` holds the subjects of which there is one, by name; `lists` the lists that were given, by list name.

    `given` are the subjects that the file has: a fact that is filled in does not make its subject be there. `unread_lists` stand
    in a draft and could not be read.
    """

    file: str
    single: dict[str, Element] = field(default_factory=dict)
    lists: dict[str, tuple[Element, ...]] = field(default_factory=dict)
    given: set[str] = field(default_factory=set)
    unread_lists: set[str] = field(default_factory=set)
    places: dict[str, dict[str, Place]] = field(default_factory=dict)
    """By element ("" for the single subjects) and full name of a fact, where the file says it; the place of a single subject
    itself stands under its name."""

    def fact(self, name: str) -> Any:
        """The value of a fact of a single subject, or None if it is missing."""
        subject, _, leaf = name.partition(".")
        return self.single.get(subject, {}).get(leaf)

    def known_facts(self, library: Library) -> frozenset[str]:
        """The names of the facts that are known: of a list, those that every element has."""
        known = {"today"}
        for subject, element in self.single.items():
            known.update(f"{subject}.{leaf}" for leaf, value in element.items() if _is_known(value))
        for subject_of in library.subjects.values():
            if subject_of.list in self.lists:
                known.add(subject_of.list)
                leaves = [{leaf for leaf, value in each.items() if _is_known(value)} for each in self.lists[subject_of.list]]
                known.update(f"{subject_of.name}.{leaf}" for leaf in (set.intersection(*leaves) if leaves else ()))
        return frozenset(known)

    def mark_unread(self, label: str, fact: str) -> None:
        """Note that the draft states a fact of the subject or element so called, or a list, in a way that cannot be read."""
        subject, _, leaf = fact.partition(".")
        if not leaf:
            self.unread_lists.add(fact)
            return
        labelled = (each for elements in self.lists.values() for each in elements if each[LABEL] == label)
        element = next(labelled, None) if label else self.single.setdefault(subject, {})
        if element is not None:
            element.setdefault(leaf, None)


def _is_known(value: Any) -> bool:
    return value is not None and not isinstance(value, NotBefore)


def read_case(path: Path, library: Library) -> Case:
    """The case in a YAML or JSON file. Raises `Faults` with file:line:column for all that is wrong with it."""
    return case_from(load_tree(path), str(path), library)


def load_tree(path: Path) -> Map:
    """The case file as a tree of text. Raises `Faults`."""
    if not path.is_file():
        raise one(Place(str(path)), "this is not there, or is not a file")
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise one(Place(str(path)), f"the file cannot be read: {error.strerror}") from None
    if path.suffix.lower() == ".json":
        data = data.replace(b"\t", b" ")  # JSON may be indented with tabs, YAML may not; inside strings JSON has none
    tree = load(data, str(path))
    if not isinstance(tree, Map):
        raise one(tree.place, "a case file is written as key: value lines", help="see examples/ for a case file")
    return tree


def case_from(tree: Map, file: str, library: Library, lenient: bool = False) -> Case:
    """The case in a tree of text. `lenient` is for drafts: a word that is no code stays as it was written, so that a rule can
    say what is wrong with it; what cannot be read at all stays missing.
    """
    reader = _Reader(library, lenient)
    case = Case(file)
    singles = {name: subject for name, subject in library.subjects.items() if subject.list is None}
    lists = {subject.list: subject for subject in library.subjects.values() if subject.list is not None}
    for key, value in tree.items():
        if len(reader.faults) > MOST_FAULTS:
            break
        if key in singles:
            case.single[str(key)] = reader.element(value, singles[str(key)], str(key))
            case.given.add(str(key))
            case.places.setdefault("", {}).update(_places(value, str(key)))
            case.places[str(key)] = {"": key.place}
        elif key in lists:
            case.lists[str(key)] = elements = reader.elements(value, lists[str(key)])
            for element, entry in zip(elements, value, strict=False):  # of what is no list there are no elements
                case.places[element[LABEL]] = _places(entry, lists[str(key)].name)
            case.given.update(filter(None, [lists[str(key)].of]))  # its list is there, so the document is
        else:
            known = [*singles, *lists]
            reader.faults.append(
                Fault(
                    key.place,
                    f'"{key}" is not a part of a case',
                    len(key),
                    did_you_mean(key, known, f"its parts are {', '.join(known)}"),
                )
            )
    if reader.faults:
        raise Faults(reader.faults)
    return case


class _Reader:
    def __init__(self, library: Library, lenient: bool) -> None:
        self.library, self.lenient = library, lenient
        self.faults: list[Fault] = []

    def elements(self, tree: Any, subject: Subject) -> tuple[Element, ...]:
        if not isinstance(tree, Seq):
            self.faults.append(
                Fault(tree.place, f'"{subject.list}" is a list', help="write each entry after a dash; an empty list is []")
            )
            return ()
        found: list[Element] = []
        labels: set[str] = set()
        joined = any(subject.name in other.joins for other in self.library.subjects.values())
        for position, entry in enumerate(tree, 1):
            element = self.element(entry, subject, subject.name)
            if joined and any(element.get(str(subject.named_by)) == each.get(str(subject.named_by), ()) for each in found):
                self.faults.append(Fault(entry.place, f"this {subject.name} stands twice", 1, "keep one of the two"))
            name = element.get(subject.named_by or "")
            name = f"{position} of the list" if name is None else name
            label = subject.label.format(**{subject.named_by or "": name})
            element[LABEL] = label = _free(label, labels)
            labels.add(label)
            found.append(element)
        return tuple(found)

    def element(self, tree: Any, subject: Subject, what: str) -> Element:
        element: Element = {}
        if not isinstance(tree, Map):
            self.faults.append(Fault(tree.place, f'"{what}" holds fact: value lines'))
            return element
        for leaf, value in tree.items():
            if len(self.faults) > MOST_FAULTS:
                break
            info = self.library.facts.get(f"{subject.name}.{leaf}")
            if info is None or info.derived:
                self.unknown(leaf, subject)
            elif (read := self.value(value, info.type, info.name)) is not None or self.lenient:
                element[str(leaf)] = read
        return element

    def unknown(self, leaf: Text, subject: Subject) -> None:
        known = [
            name.partition(".")[2]
            for name, info in self.library.facts.items()
            if name.startswith(subject.name + ".") and not info.derived
        ]
        if f"{subject.name}.{leaf}" in self.library.facts:
            self.faults.append(
                Fault(leaf.place, f'"{leaf}" is derived by the rules and cannot be given', len(leaf), "delete the line")
            )
        else:
            help = did_you_mean(leaf, known, "facts are declared in policies/facts/")
            self.faults.append(Fault(leaf.place, f'"{leaf}" is not a fact of "{subject.name}"', len(leaf), help))

    def value(self, tree: Any, type_: Type, name: str) -> Any:
        if isinstance(tree, Map) or isinstance(tree, Seq) is not type_.many:
            wanted = f"a list: [ … ] of {type_.one().describe()}" if type_.many else type_.describe()
            self.faults.append(Fault(tree.place, f"{name} is {wanted}", len(tree) if isinstance(tree, Text) else 1))
            return None
        if isinstance(tree, Seq):
            entries = [self.value(each, type_.one(), name) for each in tree]
            return tuple(each for each in entries if each is not None)
        if (info := self.library.facts.get(name)) is not None and info.names_rule and tree not in self.library.rules:
            help = did_you_mean(tree, self.library.rules, "clssa trace lists the rules")
            self.faults.append(Fault(tree.place, f'{name}: there is no rule "{tree}"', len(tree), help))
            return None
        try:
            return type_.parse("none" if tree == "null" and tree.plain and (type_.kind != "text" or type_.optional) else tree)
        except ValueError as error:
            if self.lenient:
                return str(tree) if type_.kind == "code" else None
            message, _, hint = str(error).partition("; ")
            self.faults.append(Fault(tree.place, f"{name}: {message}", len(tree), hint))
            return None


def _places(tree: Any, subject: str) -> dict[str, Place]:
    """Where each fact of an element stands."""
    return {f"{subject}.{leaf}": leaf.place for leaf in tree} if isinstance(tree, Map) else {}


def _free(label: str, taken: set[str]) -> str:
    """The label, or with a number behind it where another element has it."""
    return next(each for number in count(1) if (each := label if number == 1 else f"{label} ({number})") not in taken)


def completed(case: Case, library: Library) -> Case:
    """The case with the facts that are another fact's by definition (`same_as` in policies/facts/)."""
    singles = {name: dict(element) for name, element in case.single.items()}
    case = Case(case.file, singles, case.lists, set(case.given), case.unread_lists)
    for info in library.facts.values():
        if info.same_as is None:
            continue
        other, when = info.same_as
        subject, _, leaf = info.name.partition(".")
        of, _, base = other.partition(".")
        there = base in case.single.get(of, ())
        if there and case.fact(info.name) is None and subject in library.subjects and compiled(when)(environment(case, library)):
            case.single.setdefault(subject, {})[leaf] = case.fact(other)
    return case


def given_facts(case: Case, library: Library) -> set[str]:
    """The names of the facts that a case gives, of any element."""
    names = {
        f"{subject}.{leaf}" for subject in case.given for leaf, value in case.single.get(subject, {}).items() if _is_known(value)
    }
    for subject in library.subjects.values():
        for element in case.lists.get(subject.list or "", ()):
            names.update(f"{subject.name}.{leaf}" for leaf, value in element.items() if leaf != LABEL and _is_known(value))
    return names


def pending(case: Case, library: Library, day: Any) -> Case:
    """The case with the dates that are still to come (`pending_when`) known to be not before the day of evaluation."""
    env = environment(case, library)
    for info in library.facts.values():
        subject, _, leaf = info.name.partition(".")
        there = leaf in case.single.get(subject, ())
        if info.pending_when is not None and not there and compiled(info.pending_when)(env):
            case.single.setdefault(subject, {})[leaf] = NotBefore(day)
    return case


def environment(
    case: Case, library: Library, values: Mapping[ValueKey, Any] | None = None, today: datetime.date | None = None
) -> Environment:
    """The facts of a case as evaluation takes them; every subject is a copy that derived facts may be added to."""
    subjects = {name: dict(case.single.get(name, ())) for name, subject in library.subjects.items() if subject.list is None}
    ordered_by = {subject.list: subject.ordered_by for subject in library.subjects.values()}
    lists = {
        name: tuple(dict(element) for element in _in_order(elements, ordered_by[name])) for name, elements in case.lists.items()
    }
    subjects[NAMELESS] = {"today": today}
    return Environment(subjects, lists, case.given, case.unread_lists, values or {})


def _in_order(elements: tuple[Element, ...], ordered_by: tuple[str, ...]) -> Sequence[Element]:
    """The elements in their order; one that lacks what makes the order comes last."""
    leaves = [name.partition(".")[2] for name in ordered_by]
    return (
        sorted(elements, key=lambda each: [(each.get(leaf) is None, each.get(leaf)) for leaf in leaves]) if leaves else elements
    )
