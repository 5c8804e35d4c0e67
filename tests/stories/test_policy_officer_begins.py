"""A policy officer begins a rule from a paragraph, and is not told that it is done before it is."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from project import ROOT
from running import Run

Clssa = Callable[..., Run]
PARAGRAPH = ("business-rules", "2/Type of Assistance (TA) code")
BEGUN = "policies/business-rules/br-2-type-of-assistance-code.yaml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the law to begin rules in."""
    for folder in ("policies", "notes"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def test_a_rule_is_begun_from_a_paragraph_and_lint_names_all_that_is_to_be_written(clssa: Clssa, project: Path) -> None:
    begun = clssa("new", *PARAGRAPH, "--asked-of", "line", policies=None)
    assert begun.status == 0
    assert begun.out.startswith(f"{BEGUN} is begun, with the words of business-rules, 2/Type of Assistance (TA) code. Next:\n1. ")
    todo = (project / BEGUN).read_text("utf-8").count("TODO")
    linted = clssa("lint", policies=None)
    assert linted.status == 1
    assert linted.out.count(f"{BEGUN}:") == linted.out.count("error: this is still to be written") == todo > 0


def test_where_there_are_schemas_a_rule_begins_with_the_line_that_names_its_own(clssa: Clssa, project: Path) -> None:
    assert clssa("new", *PARAGRAPH, policies=None).status == 0
    assert (project / BEGUN).read_text("utf-8").startswith("id: ")
    (project / BEGUN).unlink()
    shutil.copytree(ROOT / "schema", project / "schema")
    assert clssa("new", *PARAGRAPH, policies=None).status == 0
    first, second, *_ = (project / BEGUN).read_text("utf-8").splitlines()
    assert (first, second[:4]) == ("# yaml-language-server: $schema=../../schema/rule.json", "id: ")


def test_the_next_rule_can_be_begun_while_one_is_still_to_be_written(clssa: Clssa, project: Path) -> None:
    for number in (1, 2):
        assert clssa("new", *PARAGRAPH, "--id", f"br-{number}", "--kind", "duty", policies=None).status == 0
        assert (project / f"policies/business-rules/br-{number}.yaml").exists()


def test_a_rule_that_is_there_is_not_begun_again(clssa: Clssa, project: Path) -> None:
    assert clssa("new", *PARAGRAPH, policies=None).status == 0
    (project / BEGUN).write_text("mine\n")
    run = clssa("new", *PARAGRAPH, policies=None)
    assert (run.status, run.out) == (2, "")
    assert run.err == f"{BEGUN} is there already; give the new rule another name: --id ID\n"
    assert (project / BEGUN).read_text() == "mine\n"


def test_a_misspelled_paragraph_is_told_with_the_right_one(clssa: Clssa, project: Path) -> None:
    run = clssa("new", "business-rules", "2/Type of Assistance", policies=None)
    assert (run.status, run.out) == (2, "")
    assert run.err == 'business-rules has no paragraph "2/Type of Assistance"; did you mean "2/Type of Assistance (TA) code"?\n'


def test_nothing_is_begun_where_the_sources_cannot_be_read(clssa: Clssa, project: Path) -> None:
    path = project / "policies" / "sources" / "dsca-06-11" / "source.yaml"
    path.write_text(path.read_text("utf-8").replace("issued: 2006-04-06", "issued: April 2006"), "utf-8")
    run = clssa("new", *PARAGRAPH, policies=None)
    assert (run.status, run.out) == (2, "")
    assert run.err.endswith("1 fault in the policies: no rule was begun\n")
    assert not (project / BEGUN).exists()


def test_no_rule_is_written_into_policies_that_do_not_stand_here(clssa: Clssa, tmp_path: Path) -> None:
    before = sorted((ROOT / "policies").rglob("*"))
    run = clssa("new", *PARAGRAPH, policies=None)
    assert (run.status, run.out) == (2, "")
    assert run.err == "there is no policies folder here; go to where it stands, or name it with --policies\n"
    assert sorted((ROOT / "policies").rglob("*")) == before
