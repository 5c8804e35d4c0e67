"""The guide to writing a rule (policies/README.md) is followed as it stands: every file, command and message in it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from clssa.library import forms
from project import ROOT
from running import Run

Clssa = Callable[..., Run]
GUIDE = (ROOT / "policies" / "README.md").read_text("utf-8")
CHANGE = GUIDE[GUIDE.index("## One change") : GUIDE.index("## What a rule looks like")]
MISTAKES = GUIDE[GUIDE.index("## The ten commonest mistakes") :]
RULE = "policies/business-rules/br-fmso-1-type-of-assistance.yaml"
FENCED = re.compile(r"^( *)```(\w*)\n(.*?)^ *```\n", re.MULTILINE | re.DOTALL)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the law to follow the guide in."""
    for folder in ("policies", "notes", "schema"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def commands(block: str) -> Iterator[tuple[list[str], str]]:
    """The commands of a block, each with the output that is shown for it."""
    for part in block.split("$ ")[1:]:
        command, _, output = part.partition("\n")
        yield command.split(), output


def without_counts(text: str) -> str:
    """The text with counts of the whole library left open, for they grow."""
    return re.sub(r"\d+ (rules|dated values|notes)", r"… \1", text).strip()


def test_the_change_from_start_to_finish_comes_out_as_it_is_shown(clssa: Clssa, project: Path) -> None:
    ran = []
    for block in FENCED.finditer(CHANGE):
        before, kind, text = CHANGE[: block.start()], block[2], block[3]
        if kind == "yaml":
            path = project / re.findall(r"`(policies/\S+\.yaml)`", before)[-1]
            path.parent.mkdir(exist_ok=True)
            begun = path.read_text("utf-8") if path.exists() else ""
            path.write_text(begun + text if text.startswith("  - name:") else text, "utf-8")
        for command, output in commands(text):
            if command[0] != "clssa" or command == ["clssa", "test"]:
                continue  # git, and the examples of the whole law, which have a test of their own
            run = clssa(*command[1:], policies=None)
            assert run.err == ""
            assert not output or without_counts(run.out) == without_counts(output)
            ran.append((command[1], run.status))
    assert ran == [("new", 0), ("lint", 0), ("test", 1), ("test", 0), ("explain", 0), ("fmt", 0), ("schema", 0)]


SHOWN = list(FENCED.finditer(MISTAKES))


@pytest.mark.parametrize("number", range(1, 11))
def test_each_of_the_commonest_mistakes_is_told_as_it_is_shown(number: int, clssa: Clssa, project: Path) -> None:
    message = SHOWN[number - 1][3]
    at, wrong = re.findall(r"^ +(\d+) \| (.*)$", message, re.MULTILINE)[0]
    path = project / RULE
    lines = path.read_text("utf-8").splitlines()
    lines[int(at) - 1] = wrong
    if wrong.strip().startswith("require: "):
        del lines[int(at)]
    text = "\n".join(lines) + "\n"
    if wrong.strip() == "expect: pass":  # the rule is wrong, and its example is right
        text = text.replace("- line.type_of_assistance is U\n", "- line.type_of_assistance is V\n")
    path.write_text(text, "utf-8")
    run = clssa("test", Path(RULE).stem, policies=None) if "expect: pass" in wrong else clssa("lint", policies=None)
    assert run.status == 1
    assert " ".join(message.split()) in " ".join(run.out.split())


def test_ten_mistakes_are_shown() -> None:
    assert len(SHOWN) == 10


TABLES = {"key of the rule": forms.RULE, "key of a version": forms.VERSION, "key": forms.EXAMPLE}


@pytest.mark.parametrize("head", TABLES)
def test_the_tables_have_each_key_in_the_order_of_the_common_form(head: str) -> None:
    table = GUIDE.split(f"\n| {head} | what it says |\n", 1)[1].split("\n\n", 1)[0]
    rows = [row.split("|")[1] for row in table.splitlines()]
    assert [key for row in rows for key in re.findall(r"`(\w+)`", row)] == list(TABLES[head].keys)
