"""A policy officer puts files into the common form, and keeps the schemas of the editor up to date."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from project import ROOT
from running import Run

Clssa = Callable[..., Run]
RULE = "policies/business-rules/br-fmso-1-type-of-assistance.yaml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for folder in ("policies", "notes", "schema"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def out_of_order(project: Path) -> Path:
    path = project / RULE
    lines = path.read_text("utf-8").splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if line.startswith("title:"))
    path.write_text("".join([*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]]), "utf-8")
    return path


def test_check_names_the_file_and_changes_nothing_and_fmt_puts_it_right(clssa: Clssa, project: Path) -> None:
    right = (project / RULE).read_bytes()
    wrong = out_of_order(project).read_bytes()
    run = clssa("fmt", "--check", policies=None)
    assert (run.status, run.out) == (1, f"{RULE} is not in the common form\n1 file to be changed: run clssa fmt\n")
    assert (project / RULE).read_bytes() == wrong
    assert clssa("fmt", policies=None).status == 0
    assert (project / RULE).read_bytes() == right
    assert clssa("fmt", "--check", policies=None).out == ""


def test_one_file_alone_is_put_right_by_its_form(clssa: Clssa, project: Path) -> None:
    right = (project / RULE).read_bytes()
    out_of_order(project)
    assert clssa("fmt", RULE, policies=None).out == f"{RULE} was put into the common form\n"
    assert (project / RULE).read_bytes() == right


def test_a_file_that_is_no_yaml_is_told_with_its_line_and_no_file_is_touched(clssa: Clssa, project: Path) -> None:
    broken, wrong = project / "policies/actors.yaml", out_of_order(project).read_bytes()
    broken.write_text("- actor: A: B\n")
    run = clssa("fmt", policies=None)
    assert run.status == 2
    assert run.out == ""
    assert "policies/actors.yaml:1:11: error: this is not YAML" in run.err
    assert run.err.endswith("1 fault: no file was changed\n")
    assert (project / RULE).read_bytes() == wrong
    assert broken.read_text() == "- actor: A: B\n"


def test_a_file_that_is_not_there_is_told(clssa: Clssa, project: Path) -> None:
    run = clssa("fmt", "policies/none.yaml", policies=None)
    assert run.status == 2
    assert "policies/none.yaml" in run.err
    assert "Traceback" not in run.err


def test_the_texts_of_the_sources_are_left_alone(clssa: Clssa, project: Path) -> None:
    text = project / "policies/sources/loa-notes/text.yaml"
    text.write_text(text.read_text("utf-8").replace("- at: preamble", "-   at:   preamble"), "utf-8")
    run = clssa("fmt", text, policies=None)
    assert (run.status, run.out) == (0, "")
    assert "-   at:   preamble" in text.read_text("utf-8")


def test_nothing_is_written_where_there_are_no_policies(clssa: Clssa, tmp_path: Path) -> None:
    for command in ("fmt", "schema"):
        run = clssa(command, policies=None)
        assert run.status == 2
        assert "there is no policies folder here" in run.err


def test_a_new_fact_makes_the_schemas_stale_until_they_are_written(clssa: Clssa, project: Path) -> None:
    assert clssa("schema", "--check", policies=None).status == 0
    facts = project / "policies/facts/case.yaml"
    fact = "  seen:\n    type: flag\n    label: sight\n    means: Somebody saw it.\n    unread: Made up.\n"
    facts.write_text(facts.read_text("utf-8") + fact, "utf-8")
    run = clssa("schema", "--check", policies=None)
    assert run.status == 1
    assert "schema/case.json is not up to date: run clssa schema\n" in run.out
    assert clssa("schema", policies=None).status == 0
    assert '"case.seen"' in (project / "schema/rule.json").read_text("utf-8")
    assert clssa("schema", "--check", policies=None).status == 0
