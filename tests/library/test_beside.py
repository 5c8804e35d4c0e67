"""Which drafts belong together is declared with the facts; a mistake in it is told with its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from clssa.language.fault import Faults
from clssa.library import load_library
from project import ROOT

CASE = Path("policies") / "facts" / "case.yaml"


@pytest.mark.parametrize(
    ("old", "new", "message", "help"),
    [
        ("  joined_by: case.associated_case_id\n", "", 'beside has no "joined_by"', ""),
        ("joined_by: case.associated_case_id", "joined_by: case.asociated_case_id",
         '"case.asociated_case_id" is not a fact that a case file gives once', "case.associated_case_id"),
        ("apart_by: case.fmso", "apart_by: line.number", '"line.number" is not a fact that a case file gives once', ""),
        ("case.associated_case_id: case.case_id", "case.associated_case_id: loa.total_materiel_value",
         '"loa.total_materiel_value" cannot answer "case.associated_case_id"', "an amount in dollars"),
        ("case.implemented_on: case.implemented_on", "case.matures_on: case.implemented_on",
         '"case.matures_on" is not a fact that a case file gives once', ""),
        ("named_by: case_id\n", "", '"case" has no named_by, by which one draft could name another', ""),
        ("  apart_by:", "  parted_by:", '"parted_by" is not a part of beside', "apart_by"),
    ],
)  # fmt: skip
def test_a_mistake_in_what_belongs_together_is_shown_at_its_line(
    tmp_path: Path, old: str, new: str, message: str, help: str
) -> None:
    for folder in ("policies", "notes"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    text = (ROOT / CASE).read_text("utf-8")
    assert text.count(old) == 1
    (tmp_path / CASE).write_text(text.replace(old, new), "utf-8")
    with pytest.raises(Faults) as raised:
        load_library(tmp_path / "policies")
    fault = next(each for each in raised.value.faults if message in each.message)
    assert fault.place.file.endswith("case.yaml")
    assert help in (fault.help or "")


def test_what_belongs_together_is_read(tmp_path: Path) -> None:
    beside = load_library(ROOT / "policies").subjects["case"].beside
    assert beside is not None
    assert (beside.joined_by, beside.apart_by) == ("case.associated_case_id", "case.fmso")
    assert beside.answers["case.associated_total_materiel_value"] == "loa.total_materiel_value"
