"""The examples in the rules, read without running them: `clssa test` runs them."""

from __future__ import annotations

from collections.abc import Iterator

from clssa.language.expression import Line, walk
from clssa.language.fault import Fault, did_you_mean
from clssa.language.yaml import Map
from clssa.library.fields import Fields, collecting
from clssa.library.model import CHECKED_KINDS, Library, Rule
from clssa.lint.trees import Trees


def examples(library: Library) -> Iterator[Fault]:
    """Faults in examples that no run is needed for, and rules without any."""
    from clssa.examples.example import Example

    for rule in library.rules.values():
        if rule.kind in CHECKED_KINDS and not rule.examples:
            help = "show at least one case that passes and one that fails"
            yield Fault(rule.place, f'the rule "{rule.id}" has no examples', len(rule.id), help)
        for tree in rule.examples:
            faults: list[Fault] = []
            with collecting(faults):
                Example(tree, rule.id, library)
            yield from faults


def lines_of_examples(library: Library, trees: Trees) -> Iterator[Fault]:
    """Faults at lines and facts that examples name; only where every rule could be read."""
    for rule in library.rules.values():
        for tree in rule.examples:
            yield from _names(tree, rule, library)


def _names(tree: Map, rule: Rule, library: Library) -> Iterator[Fault]:
    """What an example says under `because` is a line of the rule; what it says under `needs` may be missing from a case."""
    fields = Fields(tree, "an example", "", " ".join(tree))
    if "because" in fields and rule.kind != "note":
        because, lines = fields.text("because"), _lines(rule)
        if because not in lines:
            help = did_you_mean(because, lines, "copy the line from the rule")
            yield Fault(because.place, "this is not a line of the rule", len(because), help)
    known = {*library.facts, *library.subjects, *(subject.list for subject in library.subjects.values() if subject.list)}
    for name in fields.texts("needs"):
        if name not in known:
            yield Fault(name.place, f'"{name}" is not a fact', len(name), did_you_mean(name, known))


def _lines(rule: Rule) -> list[str]:
    """The lines of the rule, and the choices that it derives by, as they are written."""
    nodes = (node for version in rule.versions for node in version.nodes())
    choices = [text for version in rule.versions for each in version.derives for text in each.texts]
    return [part.text for node in nodes for part in walk(node) if isinstance(part, Line)] + choices
