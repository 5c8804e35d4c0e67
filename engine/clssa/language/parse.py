"""Condition lines: Python's own expression syntax, parsed by `ast` and restricted to the language.

Nothing is executed: the syntax tree is walked, every name is looked up among the facts and values that exist, every comparison is
checked for its types, and whatever else Python can say is refused with the right way to say it.
"""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import NoReturn

from clssa.language import expression as tree
from clssa.language.calls import DATE, MONEY, Calls
from clssa.language.expression import FLAG, Node
from clssa.language.fault import did_you_mean, listed
from clssa.language.kinds import NUMBER, a, check_in, check_order, check_same, name_of, result_of
from clssa.language.logic import NAMELESS
from clssa.language.settle import Scope, Words
from clssa.language.types import Type
from clssa.language.yaml import Text

OPERATORS: dict[type[ast.cmpop], str] = {
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
ARITHMETIC: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


def parse_condition(text: Text, scope: Scope) -> tree.Line:
    """A condition line as a checked tree. Raises `Faults` naming the word."""
    return _Parser(text, scope).condition()


def parse_piece(text: Text, scope: Scope) -> Node:
    """A piece of a line, of whatever type it is, as a checked tree. Raises `Faults` naming the word."""
    parser = _Parser(text, scope)
    return parser.typed(parser.syntax(), MONEY)


def parse_value(text: Text, scope: Scope, wanted: Type) -> Node:
    """An expression that gives a value of the wanted type, as a checked tree. Raises `Faults` naming the word."""
    return _Parser(text, scope).value(wanted)


class _Parser(Calls):
    # --- the whole line --------------------------------------------------------------------------------------------

    def condition(self) -> tree.Line:
        node = self.typed(self.syntax(), FLAG)
        if node.type.kind != "flag" or node.type.many or isinstance(node, tree.Literal):
            self.fault(None, "this line compares nothing", "write what must hold, such as: subject.fact is word")
        if isinstance(node, tree.Fact | tree.Value):
            node = tree.Compare("is", node, tree.Literal(True, FLAG))
        return tree.Line(self.source, node)

    def value(self, wanted: Type) -> Node:
        syntax = self.syntax()
        node = self.typed(syntax, wanted)
        if node.type.kind != wanted.kind or node.type.many != wanted.many:
            self.fault(syntax, f"this gives {a(node.type)}, but {a(wanted)} is wanted here")
        if isinstance(node, tree.Fact) and node.type.optional and not wanted.optional:
            self.fault(syntax, f"{node.name} may be none, which is not allowed here", "derive it only where it is not none")
        if wanted.kind == "code" and not set(node.type.codes) <= set(wanted.codes) and not isinstance(node, tree.Literal):
            others = sorted(set(node.type.codes) - set(wanted.codes))
            self.fault(syntax, f"this may give {listed(others)}, which is not a code here")
        if node.type.exact and not wanted.exact:
            self.fault(syntax, "this amount is not in whole cents", "say how it is rounded: round_half_up(…, cents)")
        return node

    # --- names and words -------------------------------------------------------------------------------------------

    def infer(self, node: ast.expr) -> Node | Words:
        """The tree of a piece of syntax, or its words where only the other side can say what they are."""
        match node:
            case ast.Constant(value=bool() | None):
                self.fault(node, f'"{self.words_of(node)}" is Python, not the rule language', "write yes, no or none")
            case ast.Constant(value=str()):
                return Words((str(node.value),), (node,), False)
            case ast.Constant():
                return Words((self.words_of(node),), (node,), False)
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant()):
                return Words((self.words_of(node),), (node,), False)
            case ast.Set(elts=elements) | ast.List(elts=elements):
                return self.set_of(node, elements)
            case ast.Name() | ast.Attribute():
                return self.name(node)
            case ast.Subscript():
                return self.table(node)
            case ast.BinOp():
                return self.arithmetic(node)
            case ast.Compare():
                return self.compare(node)
            case ast.Call():
                return self.call(node)
        self.refuse(node)

    def refuse(self, node: ast.expr) -> NoReturn:
        if isinstance(node, ast.BoolOp):
            word = "and" if isinstance(node.op, ast.And) else "or"
            block = "write two lines" if word == "and" else "write the lines under any_of:, or one list: in {one, other}"
            self.fault(node, f'"{word}" joins two comparisons in one line', f"one comparison a line: {block}")
        if isinstance(node, ast.Tuple):
            self.dressed_amount()
            self.fault(node, "a list is written in braces", f"write {{{self.words_of(node).strip('()')}}}")
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            help = "write is not, not in or is no, or the lines under none_of:"
            self.fault(node, '"not" stands before a comparison', help)
        self.fault(node, "the rule language does not have this", "see policies/README.md for what a line may say")

    def name(self, node: ast.expr) -> Node | Words:
        name = self.words_of(node)
        if (written := self.date_of(node)) is not None:
            return tree.Literal(self.date(node, written), DATE)
        if isinstance(node, ast.Attribute):
            return self.fact(node, name)
        if name in self.scope.lets:
            return self.scope.lets[name]
        if name in self.scope.values:
            type_ = self.scope.values[name]
            if type_.keys:
                self.fault(node, f'"{name}" is a table', f"say which entry: {name}[…]")
            return tree.Value(name, (), None, type_, self.element_of(node, name))
        if name == "today":
            return tree.Fact(NAMELESS, "today", "today", DATE)
        if name in self.scope.lists:
            self.fault(
                node,
                f'"{name}" is a list',
                f"say what of it: count({self.scope.lists[name]} for {self.scope.lists[name]} in {name})",
            )
        return Words((name,), (node,), False)

    def fact(self, node: ast.expr, name: str) -> Node:
        binding, _, leaf = name.partition(".")
        subject = self.scope.bound.get(binding)
        full = f"{subject}.{leaf}"
        if subject is None or full not in self.scope.facts:
            known = [
                f"{bound}.{fact.partition('.')[2]}"
                for bound, kind in self.scope.bound.items()
                for fact in self.scope.facts
                if fact.startswith(kind + ".")
            ]
            if name in self.scope.facts:
                self.fault(node, f'"{name}" cannot be asked here', f"this rule is asked of {listed(self.scope.bound)}")
            self.fault(node, f'"{name}" is not a fact', did_you_mean(name, known, "facts are declared in policies/facts/"))
        return tree.Fact(binding, leaf, full, self.scope.facts[full])

    def set_of(self, node: ast.expr, elements: list[ast.expr]) -> Words:
        parts = [self.infer(element) for element in elements]
        if not parts or not all(isinstance(part, Words) and not part.many for part in parts):
            self.fault(node, "a list in a line holds words only", "such as: subject.fact in {one, other}")
        words = tuple(part.words[0] for part in parts if isinstance(part, Words))
        return Words(words, tuple(elements), True)

    def table(self, node: ast.Subscript) -> Node:
        keys: list[ast.expr] = [node.slice]
        table = node.value
        while isinstance(table, ast.Subscript):
            keys.insert(0, table.slice)
            table = table.value
        name = self.words_of(table)
        type_ = self.scope.values.get(name)
        if type_ is None or not type_.keys:
            tables = [value for value, kind in self.scope.values.items() if kind.keys]
            self.fault(table, f'"{name}" is not a table', did_you_mean(name, tables, "tables stand in policies/values/"))
        if len(keys) != len(type_.keys):
            written = f"{name}{'[…]' * len(type_.keys)}"
            self.fault(node, f'"{name}" takes {len(type_.keys)} keys, and here are {len(keys)}', f"write {written}")
        found = tuple(self.typed(key, wanted) for key, wanted in zip(keys, type_.keys, strict=True))
        for key, node_of_key, wanted in zip(keys, found, type_.keys, strict=True):
            self.same(key, node_of_key, wanted, name)
        return tree.Value(name, found, None, replace(type_, keys=()), self.element_of(node, name))

    def element_of(self, node: ast.expr, value: str) -> str:
        """The name under which the element is bound whose date picks the value; empty where a date of the case does."""
        subject = self.scope.of_elements.get(value)
        if subject is None:
            return ""
        for binding, bound in self.scope.bound.items():
            if bound == subject:
                return binding
        self.fault(node, f'"{value}" depends on a date of each {subject}', f"it can be asked only of a {subject}")

    # --- types -----------------------------------------------------------------------------------------------------

    def typed(self, node: ast.expr, wanted: Type) -> Node:
        """The tree of a piece of syntax; words without a type of their own take the wanted one."""
        found = self.infer(node)
        return self.settle(found, wanted) if isinstance(found, Words) else found

    def same(self, node: ast.expr | None, found: Node, wanted: Type, of: str) -> None:
        if found.type.kind != wanted.kind or (wanted.kind == "code" and not set(found.type.codes) & set(wanted.codes)):
            codes = f" ({listed(wanted.codes)})" if wanted.kind == found.type.kind == "code" else ""
            self.fault(node, f"{of} takes {a(wanted)}{codes}, and this is {name_of(found) or a(found.type)}")

    # --- comparisons -----------------------------------------------------------------------------------------------

    def compare(self, node: ast.Compare) -> Node:
        if len(node.ops) != 1:
            self.fault(node, "two comparisons in one line", "one comparison a line: write two lines")
        if isinstance(node.ops[0], ast.Eq | ast.NotEq):
            wrong, right = ("==", "is") if isinstance(node.ops[0], ast.Eq) else ("!=", "is not")
            self.fault(node, f'"{wrong}" is Python, not the rule language', f"write {right}")
        operator = OPERATORS[type(node.ops[0])]
        one_side, other_side = self.both(node.left, node.comparators[0])
        if operator in ("in", "not in"):
            check_in(self, node, one_side, other_side)
        elif operator in ("is", "is not"):
            check_same(self, node, one_side, other_side)
        else:
            check_order(self, node, one_side, other_side)
        return tree.Compare(operator, one_side, other_side)

    def both(self, first: ast.expr, second: ast.expr) -> tuple[Node, Node]:
        left, right = self.infer(first), self.infer(second)
        if isinstance(left, Words) and isinstance(right, Words):
            named = next((n for n in (*left.nodes, *right.nodes) if isinstance(n, ast.Name)), None)
            if named is not None:
                self.unknown_name(named, self.words_of(named))
            self.fault(first, "nothing here comes from the case", "compare a fact with something")
        if isinstance(left, Words) and not isinstance(right, Words):
            left = self.settle(left, right.type, name_of(right))
        if isinstance(right, Words) and not isinstance(left, Words):
            right = self.settle(right, left.type, name_of(left))
        assert not isinstance(left, Words)
        assert not isinstance(right, Words)
        return left, right

    # --- arithmetic ----------------------------------------------------------------------------------

    def arithmetic(self, node: ast.BinOp) -> Node | Words:
        operator = ARITHMETIC.get(type(node.op))
        if operator is None:
            self.fault(node, "the rule language calculates with + - * / only")
        first, second = self.infer(node.left), self.infer(node.right)
        if isinstance(first, Words) and isinstance(second, Words):
            return self.fraction(node, operator, first, second)
        scaling = operator in "*/"
        left = self.settle(first, NUMBER if scaling else _other(second), "") if isinstance(first, Words) else first
        right = self.settle(second, NUMBER if scaling else _other(first), "") if isinstance(second, Words) else second
        return tree.Arithmetic(operator, left, right, result_of(self, node, operator, left, right))

    def fraction(self, node: ast.BinOp, operator: str, first: Words, second: Words) -> Words:
        if operator == "/" and first.words[0].isdigit() and second.words[0].isdigit() and int(second.words[0]):
            return Words((f"{first.words[0]}/{second.words[0]}",), (node,), False)
        self.fault(node, "nothing here comes from the case", "write the result, or give it a name in policies/values/")


def _other(side: Node | Words) -> Type:
    """What a number is that stands beside a side of a sum."""
    if isinstance(side, Words) or side.type.kind == "date":
        return NUMBER
    return replace(side.type, exact=side.type.kind == "money")
