"""Cases that a search makes from others: a fact with another value, or left out; a part left out; the case as a case file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TypeAlias

from clssa.check.case import Case, case_from
from clssa.language.explain import LABEL
from clssa.language.logic import Element
from clssa.language.types import NONE, Type, write
from clssa.language.yaml import load
from clssa.library.model import Library

MISSING = object()
"""Stands for no value: the case says nothing of the fact."""
Tree: TypeAlias = dict[str, Any]


def copied(case: Case) -> Case:
    """A case that may be changed."""
    lists = {name: tuple(dict(element) for element in elements) for name, elements in case.lists.items()}
    return Case(case.file, {name: dict(element) for name, element in case.single.items()}, lists, set(case.given))


def with_fact(case: Case, name: str, value: Any, library: Library) -> Case:
    """The case with another value of a fact; of a list, in its first element, which is made where there is none."""
    made = copied(case)
    subject, _, leaf = name.partition(".")
    listed = library.subjects[subject].list
    if listed is None:
        element = made.single.setdefault(subject, {})
        made.given.add(subject)
    else:
        made.lists[listed] = made.lists.get(listed) or ({LABEL: f"{subject} 1"},)
        element = made.lists[listed][0]
        made.given.update(filter(None, [library.subjects[subject].of]))
    if value is MISSING:
        element.pop(leaf, None)
    else:
        element[leaf] = value
    return made


def with_subject(case: Case, subject: str, library: Library) -> Case:
    """The case with a subject of which it says nothing, where it does not have it yet."""
    return with_fact(case, f"{subject}.", MISSING, library)


def readable(case: Case, library: Library) -> bool:
    """Whether a library has all facts of a case, and their codes."""
    of_list = {subject.list: name for name, subject in library.subjects.items()}
    every = [*case.single.items(), *((of_list.get(name, ""), each) for name, elements in case.lists.items() for each in elements)]
    return all(
        (info := library.facts.get(f"{subject}.{leaf}")) is not None and not info.derived and _allowed(value, info.type)
        for subject, element in every for leaf, value in element.items() if leaf != LABEL
    )  # fmt: skip


def _allowed(value: Any, type_: Type) -> bool:
    if value is NONE or type_.kind != "code":
        return value is not NONE or type_.optional or type_.kind == "text"
    return all(each in type_.codes for each in (value if isinstance(value, tuple) else (value,)))


def value_of(case: Case, name: str, library: Library) -> Any:
    """The value of a fact; of a list, in its first element; MISSING where there is none."""
    subject, _, leaf = name.partition(".")
    listed = library.subjects[subject].list
    element: Element = case.single.get(subject, {}) if listed is None else next(iter(case.lists.get(listed, ())), {})
    return element.get(leaf, MISSING)


def smaller(case: Case) -> Iterator[Case]:
    """The case with one thing less: a list, an element, a subject, a fact; the largest first."""
    for name in case.lists:
        made = copied(case)
        del made.lists[name]
        yield made
    for name, elements in case.lists.items():
        for number in range(len(elements) if len(elements) > 1 else 0):
            made = copied(case)
            made.lists[name] = (*made.lists[name][:number], *made.lists[name][number + 1 :])
            yield made
    for name in case.single:
        made = copied(case)
        del made.single[name]
        made.given.discard(name)
        yield made
    for name, element in case.single.items():
        for leaf in element:
            made = copied(case)
            del made.single[name][leaf]
            yield made
    for name, elements in case.lists.items():
        for number, element in enumerate(elements):
            for leaf in element:
                if leaf != LABEL:
                    made = copied(case)
                    del made.lists[name][number][leaf]
                    yield made


def as_tree(case: Case, library: Library) -> Tree:
    """The case as a case file has it, in JSON."""
    tree: Tree = {name: _written(name, case.single[name], library) for name in case.single}
    of_list = {subject.list: name for name, subject in library.subjects.items()}
    tree.update({name: [_written(of_list[name], each, library) for each in elements] for name, elements in case.lists.items()})
    return tree


def reread(tree: Tree, library: Library) -> Case:
    """A case file in JSON as a library reads it. Raises `Faults`."""
    return case_from(load(json.dumps(tree).encode(), "the case"), "the case", library)  # type: ignore[arg-type]


def _written(subject: str, element: Element, library: Library) -> Tree:
    facts = library.facts
    return {leaf: write(value, facts[f"{subject}.{leaf}"].type) for leaf, value in element.items() if leaf != LABEL}
