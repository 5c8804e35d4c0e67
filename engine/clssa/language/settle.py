"""Words of a line that get their type from what they meet: they are read by the type of the other side."""

from __future__ import annotations

import ast
import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import NoReturn

from clssa.language import expression as tree
from clssa.language.expression import Node
from clssa.language.fault import did_you_mean, nearest
from clssa.language.kinds import a
from clssa.language.line import LineSource
from clssa.language.types import NONE, NUMERIC, Type, parse_date, to_cents
from clssa.language.yaml import Text

_NUMERAL = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?(/[1-9][0-9]{0,20})?")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a line may name: facts and values by name, lists with their subject, the subjects that are bound here."""

    facts: Mapping[str, Type]
    values: Mapping[str, Type]
    lists: Mapping[str, str]
    bound: Mapping[str, str]
    lets: Mapping[str, Node] = field(default_factory=dict)
    of_elements: Mapping[str, str] = field(default_factory=dict)
    """The dated values whose version a date of a list's elements picks, with the subject of those elements."""
    ordered_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The subjects whose elements have an order, with the facts that make it."""
    may_ask_given: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Words, numbers or a set of them that have no type until they meet a fact: `X`, `1.00`, `{S, X}`."""

    words: tuple[str, ...]
    nodes: tuple[ast.expr, ...]
    many: bool


class Settler(LineSource):
    """A line whose words can be settled in a scope."""

    def __init__(self, text: Text, scope: Scope) -> None:
        super().__init__(text)
        self.scope = scope

    def settle(self, words: Words, wanted: Type, of: str = "") -> Node:
        """The literal that words stand for as a wanted type; `of` names the other side in messages. Raises `Faults`."""
        values = tuple(self.settle_one(word, node, wanted, of) for word, node in zip(words.words, words.nodes, strict=True))
        if words.many:
            return tree.Literal(values, replace(wanted, many=True, optional=False))
        exact = wanted.kind == "money" and isinstance(values[0], Fraction)
        return tree.Literal(values[0], replace(wanted, many=False, exact=exact))

    def settle_one(self, word: str, node: ast.expr, wanted: Type, of: str) -> object:
        """The value of one word."""
        if word == "none" and not wanted.optional:
            self.fault(node, f"{of or 'this'} is never none", "only a fact that is declared optional can be none")
        if word == "none":
            return NONE
        if wanted.kind in NUMERIC:
            return self.number(word, node, wanted, of)
        element = wanted.one()
        if element.kind == "date":
            return self.date(node, word)
        if element.kind == "text" and isinstance(node, ast.Name):
            self.unknown_name(node, word, f"text goes in quotes: '{word}'")
        try:
            return element.parse(word)
        except ValueError as error:
            if isinstance(node, ast.Name) and word not in element.codes and nearest(word, element.codes) is None:
                self.unknown_name(node, word, f"{of or 'it'} is {element.describe()}")
            message, _, hint = str(error).partition("; ")
            self.fault(node, message + (f", the codes of {of}" if of and element.kind == "code" else ""), hint)

    def number(self, word: str, node: ast.expr, wanted: Type, of: str) -> object:
        """The exact number that a word stands for."""
        try:
            number = Fraction(word if _NUMERAL.fullmatch(word) else "")
        except ValueError:
            if isinstance(node, ast.Name):
                self.unknown_name(node, word, f"{of or 'it'} is {wanted.describe()}")
            self.fault(node, f'"{word}" is compared with {a(wanted)}', f"write {wanted.describe()}")
        if wanted.kind == "money":
            cents = to_cents(number)
            return cents if Fraction(cents) == number else number
        if wanted.kind == "number":
            return number
        if number.denominator != 1:
            self.fault(node, f'"{word}" is not a whole number', f"{of or 'it'} is {wanted.describe()}")
        return int(number)

    def unknown_name(self, node: ast.expr, word: str, otherwise: str = "") -> NoReturn:
        """Raises `Faults` at a bare word that is nothing here."""
        names = [*self.scope.values, *self.scope.lets, *self.scope.facts]
        self.fault(node, f'"{word}" is not a fact, a value or a code here', did_you_mean(word, names, otherwise))

    def date(self, node: ast.expr, word: str) -> datetime.date:
        """The date that a word stands for."""
        try:
            return parse_date(word)
        except ValueError as error:
            self.fault(node, str(error), "a date is written YYYY-MM-DD, without quotes")
