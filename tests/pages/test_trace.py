"""The auditor asks which paragraph is encoded by what, and who has which duties: `clssa trace` in a shell."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from clssa.language.yaml import load
from project import ROOT


def test_every_paragraph_of_the_package_is_accounted_for_word_for_word(clssa: Any) -> None:
    run = clssa("trace", "--format", "json")
    assert run.status == 0, run.err
    paragraphs = json.loads(run.out)
    assert {each["status"] for each in paragraphs} == {"encoded"}
    assert not any(each["left_over"] for each in paragraphs)
    stored = [
        (path.parent.name, str(entry["at"]))  # type: ignore[index, call-overload]
        for path in sorted((ROOT / "policies" / "sources").glob("*/text.yaml"))
        for entry in load(path.read_bytes(), str(path))
    ]
    assert [(each["source"], each["at"]) for each in paragraphs] == stored


def test_the_text_names_what_encodes_a_paragraph_and_what_does_not(clssa: Any) -> None:
    run = clssa("trace")
    assert run.status == 0
    said = " ".join(run.out.split())
    assert " 3/Liquidations: br-fmso-2-closure-and-liabilities (requirement, " in said
    assert "not encoded: “Until a future DSAMS release is deployed" in said
    assert run.out.endswith("0 with words left over, 0 with nothing\n")


def test_the_table_for_a_spreadsheet_has_a_row_for_each_paragraph(clssa: Any) -> None:
    rows = list(csv.DictReader(io.StringIO(clssa("trace", "--format", "csv").out)))
    assert len(rows) == 265
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_the_page_is_a_table(clssa: Any) -> None:
    lines = clssa("trace", "--format", "md").out.splitlines()
    assert lines[0].startswith("| source | at | status |")
    assert {line.replace("\\|", "").count("|") for line in lines} == {lines[0].count("|")}


def test_the_duties_of_one_actor_are_listed(clssa: Any) -> None:
    run = clssa("trace", "--duties", "--of", "secretaries of the military departments", "--format", "json")
    duties = json.loads(run.out)
    assert run.status == 0
    assert {each["actor"] for each in duties} == {"Secretaries of the Military Departments"}
    assert {each["cite"]["at"] for each in duties} >= {"4.5.1", "4.5.2", "4.5.3", "4.5.4", "6.11.3", "6.11.6", "6.13", "6.16"}
    assert all(each["modality"] in each["cite"]["quote"] or each["cite"]["at"].startswith("4.5") for each in duties)


@pytest.mark.parametrize("format_", ["text", "csv", "md"])
def test_the_duties_are_there_in_every_format(clssa: Any, format_: str) -> None:
    run = clssa("trace", "--duties", "--format", format_)
    assert run.status == 0
    assert "Prepare and forward a termination register" in " ".join(run.out.split())


def test_a_misspelled_actor_gets_the_right_one(clssa: Any) -> None:
    run = clssa("trace", "--duties", "--of", "Purchasor")
    assert run.status == 2
    assert 'there is no actor "Purchasor"; did you mean "Purchaser"?' in run.err


def test_an_actor_alone_is_not_asked_for_paragraphs(clssa: Any) -> None:
    assert clssa("trace", "--of", "Purchaser").status == 2


def test_a_word_that_no_rule_quotes_turns_the_trace_red(clssa: Any, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "policies", tmp_path / "policies")
    shutil.copytree(ROOT / "notes", tmp_path / "notes")
    (tmp_path / "policies" / "future-improvements" / "fi-mature-fmso-1.yaml").unlink()
    run = clssa("trace", policies=tmp_path / "policies")
    assert run.status == 1
    assert "! Mature FMSO I: nothing encodes it" in run.out
