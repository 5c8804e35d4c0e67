"""Which types may meet in a comparison or a calculation; what may not is a fault that names both sides."""

from __future__ import annotations

import ast

from clssa.language import expression as tree
from clssa.language.expression import Node
from clssa.language.line import LineSource
from clssa.language.types import NUMERIC, Type

NUMBER = Type("number")

_NAMES = {
    "money": "an amount of money", "number": "a ratio", "date": "a date", "code": "a code", "flag": "yes or no",
    "quantity": "a quantity", "months": "a number of months", "text": "text", "identifier": "an identifier",
}  # fmt: skip


def a(type_: Type) -> str:
    """A type as a sentence names it: `an amount of money`, `a list of a code`."""
    return ("a list of " if type_.many else "") + _NAMES[type_.kind]


def name_of(node: Node) -> str:
    """The name of a fact or a dated value; empty for anything else."""
    return node.name if isinstance(node, tree.Fact | tree.Value) else ""


def check_in(line: LineSource, node: ast.Compare, left: Node, right: Node) -> None:
    """`in` looks for a word in a list of such words."""
    if not right.type.many:
        line.fault(node.comparators[0], '"in" needs a list on its right', "such as: in {one, other}, or use is")
    if left.type.kind != right.type.kind:
        line.fault(node, f"this looks for {a(left.type.one())} in a list of {right.type.kind}")
    check_codes(line, node, left, right)


def check_same(line: LineSource, node: ast.Compare, left: Node, right: Node) -> None:
    """`is` compares two single values of one type."""
    if left.type.many or right.type.many:
        line.fault(node, '"is" compares two single values', "with a list: word in list, or list in {one, other}")
    check_comparable(line, node, left, right)
    check_codes(line, node, left, right)


def check_order(line: LineSource, node: ast.Compare, left: Node, right: Node) -> None:
    """Only amounts, numbers and dates have an order."""
    for syntax, side in ((node.left, left), (node.comparators[0], right)):
        if side.type.many or side.type.kind not in (*NUMERIC, "date"):
            line.fault(syntax, f"{a(side.type)} has no order", "only amounts, numbers and dates can be less or more")
    check_comparable(line, node, left, right)


def check_comparable(line: LineSource, node: ast.Compare, left: Node, right: Node) -> None:
    """Both sides are of one type."""
    if left.type.kind != right.type.kind:
        sides = f"{name_of(left) or 'the left side'} is {a(left.type)}; {name_of(right) or 'the right side'} is {a(right.type)}"
        line.fault(node, f"this compares {a(left.type)} with {a(right.type)}", sides)


def check_codes(line: LineSource, node: ast.Compare, left: Node, right: Node) -> None:
    """Two codes have at least one word in common."""
    if left.type.kind == "code" and not set(left.type.codes) & set(right.type.codes):
        line.fault(node, "these two have no code in common, so the line is always the same")


def result_of(line: LineSource, node: ast.BinOp, operator: str, left: Node, right: Node) -> Type:
    """The type of a calculation: money times a ratio is money not yet rounded."""
    kinds = {left.type.kind, right.type.kind}
    if left.type.kind == "date" and right.type.kind == "months" and operator in "+-":
        return Type("date")
    for syntax, side in ((node.left, left), (node.right, right)):
        if not side.type.numeric:
            help = "to a date one adds months: a fact or a dated value of that type" if side.type.kind == "date" else ""
            line.fault(syntax, f"one cannot calculate with {a(side.type)}", help)
    if operator in "+-":
        if len(kinds) > 1:
            line.fault(node, f"this adds or subtracts {a(left.type)} and {a(right.type)}")
        return Type(left.type.kind, signed=True, exact=left.type.exact or right.type.exact)
    if operator == "/" and not (isinstance(right, tree.Literal) and right.value):
        line.fault(node, "division is by a number written in the line only", "multiply by a value instead")
    if kinds == {"money"}:
        line.fault(node, "this multiplies money by money")
    return Type("money", signed=True, exact=True) if "money" in kinds else NUMBER
