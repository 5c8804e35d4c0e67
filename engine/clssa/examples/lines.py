"""Every small change of one line: another operator, another value, a function or a condition left out."""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from clssa.examples.neighbours import Typed, absent, others, stands_for
from clssa.language.expression import Fact, Given, Literal, Node, walk
from clssa.language.fault import Place
from clssa.language.line import LineSource, place_within
from clssa.language.types import Type
from clssa.language.yaml import Text
from clssa.library.model import Library

_COMPARING = re.compile(r"\b(is\s+not|not\s+in|is|in)\b|[<>]=?")
_COMPARISONS = {
    "is": ("is not", "<=", ">="), "is not": ("is",), "in": ("not in",), "not in": ("in",),
    "<": ("<=", ">", ">="), "<=": ("<", ">=", ">"), ">": (">=", "<", "<="), ">=": (">", "<=", "<"),
}  # fmt: skip
_CALCULATING = re.compile(r"[-+*/]")
_CALCULATIONS = {"+": ("-",), "-": ("+",), "*": ("/",), "/": ("*",)}
_FUNCTIONS = {"any": "all", "all": "any", "min": "max", "max": "min"}
_OTHER_FACTS = 3
_LEFT_OUT = ("abs", "round_half_up", "as_known")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the lines of a file hold: typed words, facts with their types, and the lists that a case may have."""

    words: tuple[Typed, ...]
    facts: tuple[tuple[str, Type], ...]
    lists: tuple[str, ...]

    @classmethod
    def of(cls, nodes: Iterable[Node], library: Library) -> Vocabulary:
        """The words and facts that stand in trees, each once."""
        words: dict[Typed, None] = {}
        facts: dict[tuple[str, Type], None] = {}
        for part in (each for node in nodes for each in walk(node)):
            if isinstance(part, Fact | Given) and part.name in library.facts:
                type_ = replace(library.facts[part.name].type, optional=False, signed=False)
                facts[f"{part.binding}.{part.leaf}", type_] = None
            elif isinstance(part, Literal) and part.type.many:
                words.update({(part.type.one(), value): None for value in part.value})
            elif isinstance(part, Literal):
                words[part.type, part.value] = None
        return cls(tuple(words), tuple(facts), tuple(each.list for each in library.subjects.values() if each.list))


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A line with one thing changed; `what` is the change as an order, `place` and `length` where it is shown."""

    what: str
    text: Text
    place: Place
    length: int


def rewritten(text: Text, vocabulary: Vocabulary, asks: bool) -> Iterator[Rewritten]:
    """Every small change of a line, in the order in which it is written; `asks` says that it is a condition."""
    yield from sorted(_Rewriter(text, vocabulary).changes(asks), key=lambda each: (each.place, each.length))


class _Rewriter(LineSource):
    def __init__(self, text: Text, vocabulary: Vocabulary) -> None:
        super().__init__(text)
        self.vocabulary = vocabulary

    def changes(self, asks: bool) -> Iterator[Rewritten]:
        root = self.syntax()
        if asks:
            yield from self.denied(root)
        yield from self.below(root)

    def below(self, node: ast.expr, calculated: bool = False) -> Iterator[Rewritten]:
        """The changes of a piece of the line and of everything in it."""
        match node:
            case ast.Constant() | ast.Name() | ast.UnaryOp() | ast.BinOp(left=ast.Constant(), right=ast.Constant()):
                yield from self.word(node, calculated)
            case ast.Attribute():
                for other in self.alike(self.words_of(node)):
                    yield self.instead(node, other)
            case ast.Set(elts=elements) | ast.List(elts=elements):
                yield from self.set_of(node, elements)
            case ast.BinOp(left=left, right=right):
                yield from self.swap(left, right, _CALCULATING, _CALCULATIONS)
                yield from self.all_below((left, right), True)
            case ast.Compare(left=left, comparators=[right]):
                yield from self.swap(left, right, _COMPARING, _COMPARISONS)
                yield from self.all_below((left, right))
            case ast.Subscript(value=table, slice=key):
                yield from self.all_below((table, key) if isinstance(table, ast.Subscript) else (key,))
            case ast.Call():
                yield from self.called(node)

    def all_below(self, nodes: Sequence[ast.expr], calculated: bool = False) -> Iterator[Rewritten]:
        for node in nodes:
            yield from self.below(node, calculated)

    # --- words -----------------------------------------------------------------------------------------------------

    def word(self, node: ast.expr, calculated: bool) -> Iterator[Rewritten]:
        date = self.date_of(node)
        for other in self.others(self.plain(node), calculated) if date is None else others(date, Type("date")):
            yield self.instead(node, self.quoted(other, node))

    def others(self, word: str, calculated: bool = False) -> list[str]:
        """Other words that may stand for this one, whatever its type is."""
        types = [type_ for type_, value in self.vocabulary.words if stands_for(word, type_, value)]
        return list(dict.fromkeys(other for type_ in types for other in others(word, type_, calculated)))

    def alike(self, name: str) -> list[str]:
        """Other facts of the file that are of the same type as this one."""
        types = [type_ for fact, type_ in self.vocabulary.facts if fact == name]
        return [fact for fact, type_ in self.vocabulary.facts if type_ in types and fact != name][:_OTHER_FACTS]

    def plain(self, node: ast.expr) -> str:
        return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else self.words_of(node)

    def quoted(self, word: str, like: ast.expr) -> str:
        """The word as a line has it: bare where it can be."""
        bare = re.fullmatch(r"[A-Za-z_]\w*|0|-?[1-9][0-9]*|-?[0-9]+\.[0-9]+|[0-9]+/[0-9]+|[0-9]{4}-[0-9]{2}-[0-9]{2}", word)
        if bare and not keyword.iskeyword(word) and not (isinstance(like, ast.Constant) and isinstance(like.value, str)):
            return word
        return f'"{word}"' if "'" in word else f"'{word}'"

    def set_of(self, node: ast.expr, elements: list[ast.expr]) -> Iterator[Rewritten]:
        words = [self.words_of(element) for element in elements]
        for position, element in enumerate(elements):
            if len(elements) > 1:
                rest = [word for number, word in enumerate(words) if number != position]
                yield self.rewrite(f"delete {words[position]} from", node, f"{{{', '.join(rest)}}}", shown=element)
        plain = [self.plain(element) for element in elements]
        types = {type_: None for type_, value in self.vocabulary.words for word in plain if stands_for(word, type_, value)}
        for other in dict.fromkeys(code for type_ in types if type_.codes for code in absent(plain, type_)):
            added = self.quoted(other, ast.Name("_"))
            yield self.rewrite(f"add {added} to", node, f"{{{', '.join([*words, added])}}}")
        if len(elements) == 1 or not any(type_.codes for type_ in types):
            yield from self.all_below(elements)

    # --- comparisons and conditions ----------------------------------------------------------------------------------

    def swap(
        self, left: ast.expr, right: ast.expr, among: re.Pattern[str], new: Mapping[str, Sequence[str]]
    ) -> Iterator[Rewritten]:
        """Other operators between two pieces of the line."""
        if (found := among.search(self.source, self._span(left)[1], self._span(right)[0])) is not None:
            operator = " ".join(found[0].split())
            for other in new[operator]:
                yield self.made(f"write {other} for {operator} in", found.span(), other, found.span())

    def denied(self, node: ast.expr) -> Iterator[Rewritten]:
        """A yes or no that stands alone becomes a no."""
        if isinstance(node, ast.Attribute | ast.Subscript | ast.Name) and not self.others(self.words_of(node)):
            yield self.rewrite("add is no to", node, f"{self.words_of(node)} is no")

    # --- functions -------------------------------------------------------------------------------------------------

    def called(self, node: ast.Call) -> Iterator[Rewritten]:
        name = self.words_of(node.func)
        if name in _FUNCTIONS:
            yield self.instead(node.func, _FUNCTIONS[name])
        if name in _LEFT_OUT and node.args:
            yield self.rewrite(f"delete {name} in", node, f"({self.words_of(node.args[0])})", shown=node.func)
        for argument in node.args:
            if isinstance(argument, ast.GeneratorExp):
                yield from self.over(argument)
            else:
                yield from self.below(argument, True)

    def over(self, node: ast.GeneratorExp) -> Iterator[Rewritten]:
        over = node.generators[0]
        ends = [self._span(each)[1] for each in (over.iter, *over.ifs)]
        for start, condition in zip(ends, over.ifs, strict=False):
            end = self._span(condition)[1]
            words = self.source[start:end].strip()
            yield self.made(f'delete "{words}" in', (start, end), "", (end - len(words), end))
            yield from self.denied(condition)
            yield from self.below(condition)
        if isinstance(over.iter, ast.Call):
            for name in self.vocabulary.lists:
                yield self.instead(over.iter, name)
        yield from self.denied(node.elt) if not self.counts(node) else ()
        yield from self.below(node.elt)

    def counts(self, node: ast.GeneratorExp) -> bool:
        return self.words_of(node.elt) == self.words_of(node.generators[0].target)

    # --- the new line ------------------------------------------------------------------------------------------------

    def instead(self, node: ast.expr, new: str) -> Rewritten:
        return self.rewrite(f"write {new} for {self.words_of(node)} in", node, new)

    def rewrite(self, order: str, node: ast.expr, new: str, shown: ast.expr | None = None) -> Rewritten:
        return self.made(order, self._span(node), new, self._span(shown or node))

    def made(self, order: str, span: tuple[int, int], new: str, shown: tuple[int, int]) -> Rewritten:
        text = Text.at(self.source[: span[0]] + new + self.source[span[1] :], self.text.place, self.text.end, self.text.style)
        what = f'{order} "{" ".join(self.source.split())}"'
        return Rewritten(what, text, place_within(self.text, shown[0]), shown[1] - shown[0])
