"""The rules require each note on just the documents that the source's own table says."""

from __future__ import annotations

import datetime

import pytest
from clssa.check import Checker
from clssa.check.case import Case
from clssa.library import load_library
from project import ROOT
from ruamel.yaml import YAML

PARAGRAPHS = YAML(typ="base").load((ROOT / "policies/sources/loa-notes/text.yaml").read_text("utf-8"))
NOTES = [each for each in PARAGRAPHS if "columns" in each]


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(load_library(ROOT / "policies"))


@pytest.mark.parametrize("half", ["I", "II"])
@pytest.mark.parametrize("kind", ["basic", "amendment", "modification"])
def test_the_required_notes_of_a_document_are_those_of_the_table(checker: Checker, half: str, kind: str) -> None:
    loa = {"kind": kind}
    case = Case("", {"case": {"fmso": half, "replaces_case_id": "BN-D-KBA"}, "loa": loa}, {}, {"case", "loa"})
    report = checker.check(case, datetime.date(2006, 3, 1), datetime.date(2006, 3, 1))
    mine = [each for each in NOTES if each["at"].startswith(f"FMSO {half}/")]
    assert report.derived["loa.required_notes"] == [
        each["at"].partition("/")[2] for each in mine if each["columns"][kind] == "yes"
    ]
    assert len(mine) == {"I": 6, "II": 7}[half]
