"""A few facts and dated values to write lines with, and how the tests write and ask such a line."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from clssa.language.evaluate import compiled
from clssa.language.explain import LABEL
from clssa.language.expression import Line, Node
from clssa.language.logic import NAMELESS, Environment
from clssa.language.parse import parse_condition, parse_value
from clssa.language.settle import Scope
from clssa.language.types import Type
from clssa.language.yaml import Text, load

SOURCE_CODES = ("S", "P", "X")
TERMS = ("Cash with Acceptance", "Dependable Undertaking", "MAP Merger")

FACTS = {
    "case.fmso": Type("code", ("I", "II")),
    "case.id": Type("identifier", pattern=r"[A-Z]{2}-[A-Z]-[A-Z]{3}", form="a case identifier such as BN-D-KAA"),
    "loa.kind": Type("code", ("basic", "amendment")),
    "loa.accepted_on": Type("date"),
    "loa.offered_on": Type("date"),
    "loa.authorized": Type("flag"),
    "loa.part_a": Type("money"),
    "loa.part_b": Type("money"),
    "loa.total": Type("money"),
    "loa.balance_due": Type("money", optional=True, signed=True),
    "loa.months": Type("months", optional=True),
    "loa.tracked_changes": Type("quantity"),
    "loa.terms_of_sale": Type("code", TERMS, many=True),
    "line.number": Type("text"),
    "line.source_code": Type("code", SOURCE_CODES),
    "line.delivery_term_code": Type("code", ("4", "5", "010"), optional=True),
    "line.total_cost": Type("money"),
    "line.quantity": Type("quantity"),
    "line.delivered_on": Type("date"),
}
VALUES_ = {
    "deposit_ratio": Type("number"),
    "delivery_rate": Type("number"),
    "cash_terms": Type("code", TERMS, many=True),
    "ceiling": Type("money"),
    "stocked": Type("flag", keys=(Type("code", SOURCE_CODES),)),
}
SCOPE = Scope(FACTS, VALUES_, {"lines": "line"}, {"case": "case", "loa": "loa"}, of_elements={"delivery_rate": "line"})
ON_A_LINE = replace(SCOPE, bound={"case": "case", "loa": "loa", "line": "line"})
MAY_ASK = replace(SCOPE, may_ask_given=True)
IN_FORCE = {
    ("deposit_ratio", None): Fraction(3, 10),
    ("deposit_ratio", datetime.date(2006, 4, 5)): Fraction(5, 17),
    ("cash_terms", None): TERMS[:2],
    ("ceiling", None): Decimal("1000.00"),
    ("stocked", None): {"S": True, "P": False, "X": False},
}


def written(line: str, file: str = "rule.yaml") -> Text:
    """A line as it comes out of a file in which it is the only list entry."""
    tree = load(f"- {line}".encode(), file)
    assert isinstance(tree, list)
    assert isinstance(tree[0], Text)
    return tree[0]


def condition(line: str, scope: Scope = ON_A_LINE) -> Line:
    """The tree of a condition line; the line is given as YAML writes it after the dash."""
    return parse_condition(written(line), scope)


def value(line: str, kind: str = "money", scope: Scope = ON_A_LINE) -> Node:
    """The tree of an expression that is to give a value of this kind."""
    return parse_value(written(line), scope, Type(kind))


def facts(values: Mapping[Any, Any] = IN_FORCE, **given: Any) -> Environment:
    """An environment from `loa__part_a="1.00"`; each text is read by its fact, and `lines` is a list of such mappings."""
    subjects: dict[str, Any] = {"case": {}, "loa": {}, "line": {}, NAMELESS: {"today": datetime.date(2005, 10, 1)}}
    lists = {}
    for name, text in given.items():
        if name == "lines":
            lists["lines"] = tuple(element(position, each) for position, each in enumerate(text, 1))
        else:
            binding, _, leaf = name.partition("__")
            subjects[binding][leaf] = read(f"{binding}.{leaf}", text)
    present = {binding for binding in ("case", "loa", "line") if subjects[binding]}
    return Environment(subjects, lists, present, values=values)


def element(position: int, given: dict[str, str]) -> dict[str, Any]:
    """A line of the LOA as the environment holds it."""
    return {LABEL: f"line {position:03}", **{leaf: read(f"line.{leaf}", text) for leaf, text in given.items()}}


def read(name: str, text: Any) -> Any:
    """The value of a fact; what is not text is a value already."""
    type_ = FACTS[name]
    if isinstance(text, list):
        return tuple(type_.one().parse(each) for each in text)
    return type_.parse(text) if isinstance(text, str) else text


def holds(line: str, **given: Any) -> bool | None:
    """Whether a condition line holds: true, false, or None where a missing fact leaves it undecided."""
    return compiled(condition(line))(facts(**given))  # type: ignore[no-any-return]


def gives(expression: str, kind: str = "money", **given: Any) -> Any:
    """What an expression gives."""
    return compiled(value(expression, kind))(facts(**given))
