"""A policy officer edits the rules and is told about a mistake at its line and column, in words, with the nearest right word."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from project import ROOT
from running import Run

Clssa = Callable[..., Run]
RULE = "policies/business-rules/br-fmso-1-type-of-assistance.yaml"
DEPOSIT = "policies/business-rules/br-fmso-1-investment-deposit.yaml"
RATIO = "policies/values/investment-deposit-ratio.yaml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the law to make mistakes in."""
    for folder in ("policies", "notes"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def test_the_law_as_it_stands_has_no_fault(clssa: Clssa) -> None:
    run = clssa("lint")
    assert run.status == 0, run.out


def test_every_example_in_the_rules_comes_out_as_it_says(clssa: Clssa) -> None:
    run = clssa("test")
    assert run.status == 0, run.out


MISTAKES = {
    "an unknown fact": (RULE, "line.type_of_assistance is U\n", "line.type_of_asistance is U\n", 'did you mean "line.type_of_assistance"?'),
    "a misspelled code": (RULE, "assistance is U\n", "assistance is UU\n", 'did you mean "U"?'),
    "a misquoted paragraph": (RULE, "applies, regardless", "applied, regardless", "the stored text goes on: applies, regardless of Terms of Sale"),
    "two versions from one date": (RATIO, "from: 2004-12-31", "from: beginning", "two versions start from the beginning"),
    "a tab": (RULE, "    require:", "\trequire:", "indent with spaces"),
    "a duplicate key": (RULE, "    require:", "    remedy: x\n    require:", '"remedy" stands twice in this block'),
    "money against a date": (DEPOSIT, "loa.part_a is loa.part_a.expected", "loa.part_a is loa.accepted_on", "this compares an amount of money with a date"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_its_place_and_how_to_mend_it(clssa: Clssa, project: Path, mistake: str) -> None:
    name, right, wrong, said = MISTAKES[mistake]
    path = project / name
    text = path.read_text("utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), "utf-8")
    run = clssa("lint", policies=None)
    assert run.status == 1
    assert f"{name}:" in run.out
    assert said in run.out
    assert "^" in run.out
    checked = clssa("check", ROOT / "examples" / "fmso-1-basic.yaml", policies=None)
    assert checked.status == 2
    assert said in checked.err


def test_a_changed_rate_turns_the_examples_red(clssa: Clssa, project: Path) -> None:
    path = project / RATIO
    path.write_text(path.read_text("utf-8").replace("is: 5/17", "is: 6/17"), "utf-8")
    run = clssa("test", "br-fmso-1-investment-deposit", policies=None)
    assert run.status == 1
    assert "says fail, and the example expects pass" in run.out


def test_the_examples_of_a_rule_that_is_not_there_are_not_run(clssa: Clssa) -> None:
    run = clssa("test", "br-fmso-1-part-bb")
    assert run.status == 2
    assert 'there is no rule "br-fmso-1-part-bb"; did you mean "br-fmso-1-part-b"?' in run.err


def test_a_changed_word_of_a_note_is_held_against_its_source(clssa: Clssa, project: Path) -> None:
    path = project / "notes" / "fmso-2-clssa-requisitioning.j2"
    path.write_text(path.read_text("utf-8").replace("and not for", "and for"), "utf-8")
    run = clssa("lint", policies=None)
    assert run.status == 1
    assert 'the source has "not" here, not "for"' in run.out


@pytest.mark.parametrize(
    "place", ["policies/br-lost.yaml", "policies/business-rules/deep/br-lost.yaml", "policies/business-rules/br-lost.yml"]
)
def test_a_rule_in_a_place_where_none_is_read_is_not_lost_without_a_word(clssa: Clssa, project: Path, place: str) -> None:
    (project / place).parent.mkdir(exist_ok=True)
    (project / RULE).rename(project / place)
    run = clssa("lint", policies=None)
    assert run.status == 1
    assert f"{place}:1:1: error: this file is not read where it stands" in run.out


def test_a_version_that_requires_nothing_is_a_mistake(clssa: Clssa, project: Path) -> None:
    path = project / RULE
    path.write_text(
        path.read_text("utf-8").replace("    require:\n      - line.type_of_assistance is U\n", "    require: []\n", 1), "utf-8"
    )
    run = clssa("lint", policies=None)
    assert run.status == 1
    assert "this version requires nothing" in run.out


def test_a_mistake_in_the_only_line_of_a_version_is_told_once(clssa: Clssa, project: Path) -> None:
    path = project / RULE
    text = path.read_text("utf-8")
    path.write_text(text.replace("      - line.type_of_assistance is U\n", "      - line.type_of_asistance is U\n", 1), "utf-8")
    run = clssa("lint", policies=None)
    assert run.status == 1
    assert 'did you mean "line.type_of_assistance"?' in run.out
    assert run.out.count("error:") == 1


def test_a_mistake_in_a_source_is_not_blamed_on_the_notes(clssa: Clssa, project: Path) -> None:
    path = project / "policies" / "sources" / "dsca-06-11" / "source.yaml"
    path.write_text(path.read_text("utf-8").replace("issued: 2006-04-06", "issued: April 2006", 1), "utf-8")
    run = clssa("lint", policies=None)
    assert run.status == 1
    assert run.out.count("error:") == 1
    assert '"April 2006" is not a date' in run.out


def test_a_rule_that_was_edited_is_never_recalled_as_it_was(clssa: Clssa, project: Path) -> None:
    (project / "policies" / "business-rules").rename(project / "elsewhere")
    (project / "policies" / "business-rules").symlink_to(project / "elsewhere")
    draft = ROOT / "examples" / "fmso-1-basic.yaml"
    assert clssa("check", draft, "--known-on", "2006-03-01", policies=None).status == 0
    path = project / "elsewhere" / Path(RULE).name
    path.write_text(
        path.read_text("utf-8").replace("      - line.type_of_assistance is U\n", "      - line.type_of_assistance is V\n", 1),
        "utf-8",
    )
    assert clssa("check", draft, "--known-on", "2006-03-01", policies=None).status == 1
