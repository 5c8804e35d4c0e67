"""The body of a note, read by Jinja's own parser and never run: words, blanks, and rows under a condition.

A note needs three forms: `{{ fact }}`, `{{ fact | money }}` and `{% if fact == 'word' %} … {% endif %}`.
Whatever else Jinja can do is refused where it stands, so there is nothing to sandbox. Jinja is imported only
here and only when a body is read, because that takes longer than all the rest; the tree is plain data.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from clssa.language.fault import Place, did_you_mean, one
from clssa.language.yaml import Text

if TYPE_CHECKING:
    from jinja2 import nodes

FORMS = "a note may use {{ fact }}, {{ fact | money }} and {% if fact == 'word' %} … {% endif %}"
FILTERS = ("money",)
MAX_CHARACTERS = 100_000

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_OPENING = re.compile(r"\{[{%][-+]?\s*(?:if\s+)?")
_BLOCK = re.compile(r"\{%[-+]?\s*(\w*)")
_FACT = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+")
_PLAIN_BLANK = re.compile(rf"\{{\{{\s*{_FACT.pattern}\s*(\|\s*\w+\s*)?\}}\}}")
_WORD_BESIDE = re.compile(r"[^\s.,;:!?()\[\]\"'/–—-]")


@dataclass(frozen=True, slots=True)
class Blank:
    """A place in a note where a fact's value stands: `printed` are the words that the source prints there.

    `form` is the filter that writes the value, or empty.
    """

    fact: Text
    printed: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """A part of a note that stands only where `fact` is `word`."""

    fact: Text
    word: str
    then: tuple[Node, ...]


Node: TypeAlias = Text | Blank | When


def parse(text: str, start: int, file: str) -> tuple[Node, ...]:
    """The tree of `text` from offset `start` on; its blanks have no printed words yet. Raises `Faults`."""
    return _Parser(text, start, file).parse()


def flat(nodes: Iterable[Node], holds: Callable[[When], bool]) -> Iterator[Text | Blank]:
    """Words and blanks in order, of a condition only where it holds."""
    for node in nodes:
        if not isinstance(node, When):
            yield node
        elif holds(node):
            yield from flat(node.then, holds)


def position(text: str, offset: int, file: str) -> Place:
    """The place of an offset in a text."""
    line_start = text.rfind("\n", 0, offset) + 1
    return Place(file, text.count("\n", 0, offset) + 1, offset - line_start + 1)


class _Parser:
    """Converts Jinja's tree, which knows lines only; the tags, walked beside it, give the columns."""

    def __init__(self, text: str, start: int, file: str) -> None:
        self.text, self.start, self.file = text, start, file
        self.found = list(_TAG.finditer(text, start))
        self.tags = iter(self.found)
        self.at = start

    def parse(self) -> tuple[Node, ...]:
        from jinja2 import Environment, TemplateSyntaxError

        if len(self.text) > MAX_CHARACTERS:
            raise one(Place(self.file), f"the note is longer than {MAX_CHARACTERS:,} characters")
        for tag in self.found:
            self.refuse_other_block(tag)
        self.refuse_open_condition()
        jinja = Environment(trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
        try:
            tree = jinja.parse(self.text[self.start :])
        except TemplateSyntaxError as error:
            self.refuse_syntax(error.message or "it does not parse", error.lineno)
        except RecursionError:
            raise one(Place(self.file), "this note is nested too deeply", help=FORMS) from None
        return tuple(self.convert(tree.body))

    def refuse_other_block(self, tag: re.Match[str]) -> None:
        if tag.group().startswith("{#"):
            self.refuse(tag, "a comment is not allowed here", "write it above, in a line that begins with #")
        block = _BLOCK.match(tag.group())
        if block and block[1] not in ("if", "endif"):
            self.refuse(tag, f'"{block[1]}" is not allowed in a note', FORMS)

    def refuse_open_condition(self) -> None:
        """Each condition has its end."""
        opened: list[re.Match[str]] = []
        for tag in self.found:
            block = _BLOCK.match(tag.group())
            if block and block[1] == "if":
                opened.append(tag)
            elif block and not opened:
                self.refuse(tag, "no condition is open here", "delete it, or begin the condition: {% if fact == 'word' %}")
            elif block:
                opened.pop()
        if opened:
            self.refuse(opened[-1], "this condition is never closed", "write {% endif %} on a line of its own where it ends")

    def refuse_syntax(self, problem: str, line: int) -> NoReturn:
        """Point at a tag left open, else at the likeliest on the line that Jinja names, else at the last."""
        closed = {tag.start() for tag in self.found}
        for opening in re.compile(r"\{[{%#]").finditer(self.text, self.start):
            if opening.start() not in closed:
                self.refuse(opening, "this is opened here and never closed", FORMS)
        line += self.text.count("\n", 0, self.start)
        tags = [tag for tag in self.found if position(self.text, tag.start(), self.file).line == line]
        odd = [tag for tag in tags if not _PLAIN_BLANK.fullmatch(tag.group())]
        self.refuse((odd or tags or self.found)[0 if tags else -1], f"this does not parse: {problem}", FORMS)

    def convert(self, tree: Sequence[nodes.Node]) -> Iterator[Node]:
        from jinja2 import nodes

        for node in tree:
            if isinstance(node, nodes.Output):
                for part in node.nodes:
                    yield self.words(part.data) if isinstance(part, nodes.TemplateData) else self.blank(part)
            else:
                yield self.condition(node)

    def words(self, data: str) -> Text:
        offset = self.text.index(data, self.at)
        return Text.at(data, position(self.text, offset, self.file))

    def blank(self, node: nodes.Node) -> Blank:
        from jinja2 import nodes

        tag, form = self.tag(), ""
        if isinstance(node, nodes.Filter) and node.node is not None:
            form, plain = node.name, not (node.args or node.kwargs)
            if form not in FILTERS or not plain:
                self.refuse(tag, f'"{form}" is not allowed here', did_you_mean(form, FILTERS, FORMS))
            node = node.node
        fact = self.fact(node, tag)
        before, after = self.text[tag.start() - 1], self.text[tag.end() : tag.end() + 1]
        if _WORD_BESIDE.match(before) or _WORD_BESIDE.match(after):
            self.refuse(tag, "a blank stands apart: only white space or punctuation may touch it")
        return Blank(fact, "", form)

    def condition(self, node: nodes.Node) -> When:
        from jinja2.nodes import Compare, Const, If, Operand

        tag = self.tag()
        match node:
            case If(test=Compare(expr=left, ops=[Operand(op="eq", expr=Const(value=str(word)))]), body=body):
                fact, then = self.fact(left, tag), tuple(self.convert(body))
            case _:
                self.refuse(tag, "a condition compares a fact with a word in quotes", FORMS)
        self.tag()
        return When(fact, word, then)

    def fact(self, node: nodes.Node, tag: re.Match[str]) -> Text:
        name = _dotted(node)
        if not _FACT.fullmatch(name):
            self.refuse(tag, "the name of a fact must stand here, such as subject.fact", FORMS)
        opening = _OPENING.match(tag.group())
        offset = tag.start() + (opening.end() if opening else 0)
        return Text.at(name, position(self.text, offset, self.file))

    def tag(self) -> re.Match[str]:
        tag = next(self.tags)
        self.at = tag.end()
        return tag

    def refuse(self, tag: re.Match[str], message: str, help: str = "") -> NoReturn:
        raise one(position(self.text, tag.start(), self.file), message, len(tag.group()), help)


def _dotted(node: nodes.Node) -> str:
    from jinja2 import nodes

    names: list[str] = []
    while isinstance(node, nodes.Getattr):
        names.append(node.attr)
        node = node.node
    return ".".join([node.name, *reversed(names)]) if isinstance(node, nodes.Name) else ""
