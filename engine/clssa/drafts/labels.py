"""The elements of a reading under the labels that the library gives them: a layout knows only subjects and printed names."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from clssa.check.case import Case
from clssa.language.explain import LABEL
from clssa.library.model import Library

if TYPE_CHECKING:
    from clssa.drafts.reader import Reading


def relabelled(reading: Reading, case: Case, library: Library) -> Reading:
    """The same reading, each element called as in the case that was made of it."""
    label = _labels(reading, case, library)
    return replace(
        reading,
        where={label.get(name, name): facts for name, facts in reading.where.items()},
        handles={label.get(name, name): facts for name, facts in reading.handles.items()},
        unread=tuple((label.get(name, name), fact) for name, fact in reading.unread),
        conflicts=tuple(replace(each, subject=label.get(each.subject, each.subject)) for each in reading.conflicts),
    )


def _labels(reading: Reading, case: Case, library: Library) -> dict[str, str]:
    """The label of each element by its name in the reading: subject, printed name and, of one that is there again, a number."""
    labels: dict[str, str] = {}
    for subject in library.subjects.values():
        met: Counter[str] = Counter()
        entries, elements = (lists.get(subject.list or "", ()) for lists in (reading.facts, case.lists))
        for stated, element in zip(entries, elements, strict=True):
            name = f"{subject.name} {stated.get(subject.named_by)}"
            met[name] += 1
            labels[f"{name} ({met[name]})" if met[name] > 1 else name] = element[LABEL]
    return labels
