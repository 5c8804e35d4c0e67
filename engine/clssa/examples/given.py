"""The case that an example gives: its flat `given` as the tree of a case file."""

from __future__ import annotations

from typing import Any

from clssa.language.fault import Place, did_you_mean, one
from clssa.language.yaml import Map, Seq, Text, wrong
from clssa.library.model import Library


def case_tree(given: Any, library: Library) -> Map:
    """The case that the flat `given` of an example stands for: `line.x` makes one line; `lines: [{x: …}]` gives several."""
    if not isinstance(given, Map):
        raise one(getattr(given, "place", Place("?")), "given: holds fact: value entries")
    made = Map()
    made.place = given.place
    for name, value in given.items():
        subject, dot, leaf = name.partition(".")
        if not dot:
            made[name] = value
            continue
        if subject not in library.subjects:
            raise wrong(name, f'"{name}" is not a fact', did_you_mean(name, library.facts))
        of = library.subjects[subject]
        target = _element(made, of.list, name) if of.list else made.setdefault(Text.at(subject, name.place), _map(name))
        if not isinstance(target, Map):
            raise wrong(name, f'"{subject}" is given in two ways', "give its facts one by one, or all under one key")
        target[Text.at(leaf, name.place.shifted(len(subject) + 1))] = value
    return made


def _element(made: Map, name: str, key: Text) -> Any:
    if name not in made:
        made[Text.at(name, key.place)] = Seq([_map(key)])
    elements = made[Text(name)]
    return elements[0] if isinstance(elements, Seq) and elements else None


def _map(key: Text) -> Map:
    made = Map()
    made.place = key.place
    return made
