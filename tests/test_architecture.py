"""In the engine data goes one way: a room imports only rooms that stand below it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib.util import resolve_name
from pathlib import Path

from project import ROOT

ENGINE = ROOT / "engine" / "clssa"
ROOMS = (
    ("__init__", "progress", "text"),
    ("agenda", "language"),
    ("notes",),
    ("library",),
    ("check", "fmt", "schema"),
    ("drafts", "examples"),
    ("checking", "lint"),
    ("reports", "new"),
    ("evidence", "impact", "site"),
    ("commands",),
    ("cli",),
    ("__main__",),
)
"""The folders and files of the engine from the lowest to the highest; those of one row do not know each other."""
HEIGHT = {room: height for height, row in enumerate(ROOMS) for room in row}
MODULE = re.compile(r"clssa(\.\w+)*\.?")


def room_of(module: str) -> str:
    """The room of a module by its full name; what is no room is a name of the engine itself, such as its version."""
    room = module.partition(".")[2].partition(".")[0]
    return room if room in HEIGHT else "__init__"


def imported(tree: ast.AST, package: str) -> Iterator[tuple[int, str]]:
    """Line and full name of each module that a file imports: for types only, within a function, or by a name in quotes too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, each.name) for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = resolve_name("." * node.level + (node.module or ""), package) if node.level else str(node.module)
            yield from ((node.lineno, f"{module}.{each.name}") for each in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and MODULE.fullmatch(node.value):
            yield node.lineno, node.value


def upward(engine: Path) -> list[str]:
    """Each import of a room that does not stand below, as file:line and what imports what."""
    offenders = []
    for path in sorted(engine.rglob("*.py")):
        inside = path.relative_to(engine)
        own = inside.parts[0].removesuffix(".py")
        package = ".".join(("clssa", *inside.parent.parts))
        for line, module in sorted(imported(ast.parse(path.read_bytes()), package)):
            other = room_of(module)
            if module.partition(".")[0] == "clssa" and other != own and HEIGHT[other] >= HEIGHT[own]:
                offenders.append(f"{inside.as_posix()}:{line}: {own} imports {other}")
    return offenders


def test_every_room_of_the_engine_has_its_height() -> None:
    files = {path.stem if path.suffix == ".py" else path.name for path in ENGINE.iterdir() if path.suffix in ("", ".py")}
    assert sorted(HEIGHT) == sorted(files - {"__pycache__", "data"})


def test_a_room_imports_only_what_stands_below_it() -> None:
    assert upward(ENGINE) == []


def test_an_arrow_upward_is_named_by_file_and_line_however_it_is_written(tmp_path: Path) -> None:
    files = {
        "__init__.py": "",
        "library/__init__.py": "from clssa import __version__\nimport clssa.language.tree\nfrom . import fields\n",
        "language/tree.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from clssa.library.model import Library\n",
        "check/plan.py": "def plan():\n    import clssa.reports.md\n\nfrom clssa import library, reports\n",
        "drafts/file.py": "from ..examples import run\nfrom ..check import plan\n",
        "reports/formats.py": "import_module(f'clssa.evidence.{name}')\n'the command clssa.impact is meant'\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    assert upward(tmp_path) == [
        "check/plan.py:2: check imports reports",
        "check/plan.py:4: check imports reports",
        "drafts/file.py:1: drafts imports examples",
        "language/tree.py:3: language imports library",
        "reports/formats.py:1: reports imports evidence",
    ]


def test_programs_are_started_in_two_places_git_and_the_process_that_opens_drafts() -> None:
    starting = {
        path.relative_to(ENGINE).as_posix()
        for path in ENGINE.rglob("*.py")
        for _, module in imported(ast.parse(path.read_bytes()), "clssa")
        if module.partition(".")[0] == "subprocess"
    }
    assert starting == {"text/git.py", "drafts/apart.py"}
