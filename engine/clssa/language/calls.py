"""What a line may call: functions, and those that go over a list of the case."""

from __future__ import annotations

import ast
from abc import abstractmethod
from dataclasses import replace
from functools import partial
from typing import NoReturn

from clssa.language import expression as tree
from clssa.language.expression import FLAG, Node
from clssa.language.fault import did_you_mean, listed
from clssa.language.kinds import NUMBER, a
from clssa.language.logic import NAMELESS
from clssa.language.settle import Settler, Words
from clssa.language.types import Type

AGGREGATES = ("sum", "count", "any", "all", "latest")
FUNCTIONS = ("abs", "min", "max", "round_half_up", "as_known", "given")
KNOWN_FUNCTIONS = (*AGGREGATES, *FUNCTIONS)
MONEY = Type("money")
DATE = Type("date")


class Calls(Settler):
    """A line whose calls can be read; what stands between their brackets is read by the parser."""

    @abstractmethod
    def infer(self, node: ast.expr) -> Node | Words:
        """The tree of a piece of syntax, or its words where only the other side can say what they are."""

    @abstractmethod
    def typed(self, node: ast.expr, wanted: Type) -> Node:
        """The tree of a piece of syntax; words without a type of their own take the wanted one."""

    @abstractmethod
    def refuse(self, node: ast.expr) -> NoReturn:
        """Raises `Faults` at syntax that the language does not have."""

    def call(self, node: ast.Call) -> Node:
        """The tree of a call."""
        name = node.func.id if isinstance(node.func, ast.Name) else self.words_of(node.func)
        if name not in KNOWN_FUNCTIONS:
            self.fault(
                node.func,
                f'"{name}" is not a function',
                did_you_mean(name, KNOWN_FUNCTIONS, f"there are {listed(KNOWN_FUNCTIONS)}"),
            )
        if node.keywords or any(isinstance(argument, ast.Starred) for argument in node.args):
            self.refuse(node)
        if name in AGGREGATES:
            return self._aggregate(node, name)
        takes = {"abs": 1, "round_half_up": 2, "as_known": 2, "given": 1}.get(name, 2)
        if len(node.args) != takes:
            self.fault(node, f"{name} takes {takes} thing{'s' * (takes > 1)}, and here are {len(node.args)}")
        if name == "given":
            return self._given(node.args[0])
        if name == "as_known":
            return self._as_known(node)
        if name == "round_half_up":
            return self._rounded(node)
        return self._numeric_call(node, name)

    def _numeric_call(self, node: ast.Call, name: str) -> Node:
        found = [self.infer(argument) for argument in node.args]
        typed = next((each.type for each in found if not isinstance(each, Words)), NUMBER)
        parts = [self.settle(each, typed) if isinstance(each, Words) else each for each in found]
        for syntax, part in zip(node.args, parts, strict=True):
            if not part.type.numeric or part.type.kind != parts[0].type.kind:
                self.fault(syntax, f"{name} takes numbers of one kind, and this is {a(part.type)}")
        type_ = replace(parts[0].type, signed=True, exact=any(part.type.exact for part in parts))
        return tree.Call(name, tuple(parts), type_)

    def _rounded(self, node: ast.Call) -> Node:
        amount = self.typed(node.args[0], MONEY)
        if amount.type.kind != "money":
            self.fault(node.args[0], f"round_half_up rounds money, and this is {a(amount.type)}")
        if self.words_of(node.args[1]) != "cents":
            self.fault(node.args[1], "money is rounded to cents", "write round_half_up(…, cents)")
        return tree.Call("round_half_up", (amount,), replace(amount.type, exact=False))

    def _as_known(self, node: ast.Call) -> Node:
        value = self.infer(node.args[0])
        day = self.infer(node.args[1])
        if not isinstance(value, tree.Value):
            self.fault(node.args[0], "as_known reads a dated value", "such as: as_known(rate, YYYY-MM-DD)")
        if not isinstance(day, tree.Literal) or day.type != DATE:
            self.fault(node.args[1], "as_known takes a date written in the line", "such as: as_known(rate, YYYY-MM-DD)")
        return replace(value, as_known=day.value)

    def _given(self, node: ast.expr) -> Node:
        if not self.scope.may_ask_given:
            self.fault(
                node,
                "given(…) stands in applies_when, unless and derive only",
                "a requirement never asks whether a fact is there",
            )
        name = self.words_of(node)
        if name in self.scope.bound:
            return tree.Given(name, "", self.scope.bound[name])
        if name in self.scope.lists:
            return tree.Given(NAMELESS, name, name)
        found = self.infer(node)
        if not isinstance(found, tree.Fact):
            self.fault(node, "given asks about a fact or a subject")
        return tree.Given(found.binding, found.leaf, found.name)

    def _aggregate(self, node: ast.Call, name: str) -> Node:
        if len(node.args) != 1 or not isinstance(node.args[0], ast.GeneratorExp) or len(node.args[0].generators) != 1:
            self.fault(node, f"{name} goes over a list", f"such as: {name}(element.amount for element in elements)")
        each, over = node.args[0], node.args[0].generators[0]
        where, before, ordered_by = self._list_of(over.iter)
        binding = self.words_of(over.target)
        subject = self.scope.lists[where]
        if not binding.isidentifier() or (binding in self.scope.bound and binding != subject):
            self.fault(over.target, f'"{binding}" means something else here', f"call the element {subject}")
        inner = replace(self.scope, bound={**self.scope.bound, binding: self.scope.lists[where]})
        parser = type(self)(self.text, inner)
        conditions = tuple(parser.flag(condition) for condition in over.ifs)
        over_list = partial(tree.Each, name, binding, where, before=before, ordered_by=ordered_by, conditions=conditions)
        if name == "count":
            if self.words_of(each.elt) != binding:
                self.fault(each.elt, "count counts the elements", f"write count({binding} for {binding} in {where} if …)")
            return over_list(body=tree.Literal(1, Type("quantity")), type=Type("quantity"))
        if name in ("any", "all"):
            return over_list(body=parser.flag(each.elt), type=FLAG)
        body = parser.typed(each.elt, MONEY)
        if name == "latest":
            if body.type.kind != "date" or body.type.many:
                self.fault(each.elt, f"latest compares dates, and this is {a(body.type)}")
            return over_list(body=body, type=DATE)
        if not body.type.numeric:
            self.fault(each.elt, f"sum adds numbers, and this is {a(body.type)}")
        return over_list(body=body, type=replace(body.type, signed=True))

    def _list_of(self, node: ast.expr) -> tuple[str, str, tuple[str, ...]]:
        """The list that an aggregate goes over; of `before(element)` also the element and the leaves that order the list."""
        where = self.words_of(node)
        if where in self.scope.lists:
            return where, "", ()
        if isinstance(node, ast.Call) and self.words_of(node.func) == "before" and len(node.args) == 1:
            element = self.words_of(node.args[0])
            subject = self.scope.bound.get(element)
            if subject is None or subject not in self.scope.ordered_by:
                help = f"an order is declared for {listed(self.scope.ordered_by)}" if self.scope.ordered_by else ""
                self.fault(node.args[0], f'"{element}" has no order', help)
            of = next(name for name, each in self.scope.lists.items() if each == subject)
            return of, element, self.scope.ordered_by[subject]
        self.fault(
            node, f'"{where}" is not a list', did_you_mean(where, self.scope.lists, f"lists are {listed(self.scope.lists)}")
        )

    def flag(self, node: ast.expr) -> Node:
        """A comparison within a call, or a fact that is yes or no."""
        found = self.typed(node, FLAG)
        if found.type.kind != "flag" or found.type.many or isinstance(found, tree.Literal):
            self.fault(node, "this compares nothing")
        return tree.Compare("is", found, tree.Literal(True, FLAG)) if isinstance(found, tree.Fact | tree.Value) else found
