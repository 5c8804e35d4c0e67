"""The reference of the commands, from the commands themselves; and the architecture, from the parts themselves."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from clssa.site.layers import layers
from clssa.site.markup import anchor, code, front, ours, table, words

_PARTS = Path(__file__).parents[1]
_STATUS = re.compile(r"Exit status: (.*?)\.?$", re.DOTALL)


def reference_pages(program: click.Group) -> Iterator[tuple[str, str]]:
    """The commands with their options, formats and exit statuses; and what the engine is made of."""
    yield "commands.md", "\n".join(_commands(program))
    yield "architecture.md", "\n".join(_architecture())


def _commands(program: click.Group) -> Iterator[str]:
    help = " ".join((program.help or "").split())
    yield from front("Commands, formats and exit statuses")
    yield from ("# Commands, formats and exit statuses", "", ours(_without_status(help)), "")
    yield from ("## Exit statuses", "", *_statuses(help))
    for name, command in sorted(program.commands.items()):
        yield from _command(f"clssa {name}", command)


def _command(name: str, command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=name)
    help = " ".join((command.help or "").replace("\b", "").split())
    yield from (f"## {words(name)} {{ #{anchor(name)} }}", "", ours(_without_status(help)), "")
    yield from ("```text", re.sub(r"^Usage: ", "", command.get_usage(context)), "```", "")
    options = [each for each in command.params if isinstance(each, click.Option)]
    rows = [[code(_spelled(each, context)), ours(each.help or ""), *_choices(each)] for each in options]
    yield from table(("Option", "What", "Values", "Default"), rows, "options")
    if _STATUS.search(help):
        yield from ("Exit statuses:", "", *_statuses(help))


def _spelled(option: click.Option, context: click.Context) -> str:
    takes = "" if option.is_flag else " " + option.make_metavar(context)
    return f"{', '.join(option.opts)}{takes}" if not isinstance(option.type, click.Choice) else ", ".join(option.opts)


def _choices(option: click.Option) -> tuple[str, str]:
    choices = ", ".join(map(code, option.type.choices)) if isinstance(option.type, click.Choice) else ""
    default: Any = option.default
    return choices, code(str(default)) if isinstance(default, str) else ""


def _without_status(help: str) -> str:
    return _STATUS.sub("", help).strip()


def _statuses(help: str) -> Iterator[str]:
    """`0 pass; 1 a check failed` as a table."""
    found = _STATUS.search(help)
    if found is not None:
        rows = sorted(each.strip().split(" ", 1) for each in found[1].rstrip(".").split(";"))
        yield from table(("Status", "Means"), [[code(status), ours(means)] for status, means in rows])


def _architecture() -> Iterator[str]:
    parts = sorted(path.parent for path in _PARTS.glob("*/__init__.py"))
    names = {path.name for path in parts}
    uses = {path.name: _used(path) & names - {path.name} for path in parts}
    yield from front("Architecture", "What the engine is made of", wide=True)
    yield from ("# Architecture", "")
    yield from ("Data goes one way. What is drawn above uses what an arrow leads to, and nothing uses what stands above it.", "")
    yield from (
        "Drawn from the engine itself when this page was built; what is used through another part has no arrow of its own.",
        "",
    )
    yield from (layers("The parts of the engine", uses), "")
    rows = []
    for path in parts:
        lines = sum(len(each.read_text("utf-8").splitlines()) for each in path.glob("*.py"))
        rows.append(
            [code(path.name), ours(_docstring(path / "__init__.py")), words(", ".join(sorted(uses[path.name]))), f"{lines:,}"]
        )
    yield from table(("Part", "What it does", "Uses", "Lines"), rows)
    yield from ("The law is no part of the engine: it stands in `policies/` and `notes/`, as text that anybody can read.", "")


def _used(folder: Path) -> set[str]:
    """The parts that a part imports when it is loaded or at work, but not only for its types."""
    found = set()
    for path in folder.glob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        for_types = [node for node in ast.walk(tree) if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
        passed_over = {id(each) for node in for_types for each in ast.walk(node)}
        for node in ast.walk(tree):
            if id(node) in passed_over:
                continue
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(f"{_PARTS.name}."):
                found.add(node.module.split(".")[1])
            elif isinstance(node, ast.ImportFrom) and node.module == _PARTS.name:
                found |= {each.name for each in node.names}
    return found


def _docstring(path: Path) -> str:
    return (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split("\n\n")[0]
