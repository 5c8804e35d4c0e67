"""A case as it was read, as plain data and back: so that a report can be run again without the draft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from clssa.check.case import Case, case_from
from clssa.check.findings import Finding
from clssa.language.explain import LABEL
from clssa.language.fault import Place
from clssa.language.logic import Element
from clssa.language.types import write
from clssa.language.yaml import tree_of
from clssa.library.model import Library


def case_data(case: Case, library: Library) -> dict[str, Any]:
    """The case as a case file has it; `none` is null. What stands in the draft and cannot be read is in `unread_data`."""
    subjects = {subject.list: subject.name for subject in library.subjects.values() if subject.list is not None}
    singles = {name: _element(name, element, library) for name, element in case.single.items() if name in case.given}
    lists = {name: [_element(subjects[name], each, library) for each in elements] for name, elements in case.lists.items()}
    return {**singles, **lists}


def unread_data(case: Case, library: Library) -> list[list[str]]:
    """What stands in the draft and cannot be read: the label of its element ("" of a single subject), and the fact or list."""
    found = [["", name] for name in case.unread_lists]
    found += [["", f"{name}.{leaf}"] for name, element in case.single.items() for leaf, value in element.items() if value is None]
    for subject in library.subjects.values():
        for element in case.lists.get(subject.list or "", ()):
            found += [[element[LABEL], f"{subject.name}.{leaf}"] for leaf, value in element.items() if value is None]
    return sorted(found)


def case_again(data: Any, unread: Any, file: str, library: Library) -> Case:
    """The case that `case_data` and `unread_data` wrote. Raises `Faults`."""
    case = case_from(tree_of(data, Place(file), style='"'), file, library, lenient=True)
    for label, fact in unread:
        case.mark_unread(label, fact)
    return case


def remarks_data(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """The findings about the reading of the draft itself, which no rule gave."""
    return [
        {"subject": each.subject, "outcome": each.outcome, "level": each.level, "told": each.told}
        for each in findings
    ]  # fmt: skip


def remarks_again(data: Any) -> list[Finding]:
    """The findings that `remarks_data` wrote."""
    return [Finding(None, None, each["subject"], each["outcome"], each["level"], told=each["told"]) for each in data]


def _element(subject: str, element: Element, library: Library) -> dict[str, Any]:
    known = {leaf: value for leaf, value in element.items() if leaf != LABEL and value is not None}
    return {leaf: write(value, library.facts[f"{subject}.{leaf}"].type) for leaf, value in known.items()}
