"""A draft's words, and the name of its file, mean harm: no format obeys them, and none says more or less because of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import reading
from clssa.reports.csv import table
from lxml import etree
from project import ROOT
from running import Run

Clssa = Callable[..., Run]
DAYS = ("--as-of", "2006-01-16", "--known-on", "2006-02-01")
CASE = (ROOT / "examples" / "fmso-2-faulty.yaml").read_text("utf-8")
WORDS = "=cmd|' /C calc'!A0 | X | | ](http://x.example) [a](http://x.example) {0} %0A::error::forged ]]> <b>& </failure> ##[error]forged"
NAME = "=1+1,line=9::error::a%0A|b](c) 'é.yaml"


@pytest.fixture
def hostile(tmp_path: Path) -> str:
    """A case file with a harmful name whose harmful words stand in a finding."""
    assert "poc_requisition: AFSAC/XM, 5490" in CASE
    text = re.sub(r"poc_requisition: .*", lambda _: f"poc_requisition: '{WORDS.replace(chr(39), chr(39) * 2)}'", CASE)
    (tmp_path / NAME).write_text(text, "utf-8")
    (tmp_path / "tame.yaml").write_text(re.sub(r"poc_requisition: .*", "poc_requisition: other words", CASE), "utf-8")
    return NAME


def both(clssa: Clssa, format_: str, read: Callable[[str], Any]) -> tuple[Any, Any]:
    """What the harmful and the tame twin say in a format."""
    runs = [clssa("check", name, *DAYS, "--format", format_) for name in (NAME, "tame.yaml")]
    assert [each.status for each in runs] == [1, 1], runs[0].err
    return read(runs[0].out), read(runs[1].out)


def test_csv_takes_nothing_for_a_formula(clssa: Clssa, hostile: str) -> None:
    bad, tame = both(clssa, "csv", reading.rows)
    assert [each["rule"] for each in bad] == [each["rule"] for each in tame]
    assert {each["draft"] for each in bad} == {f"'{NAME}"}
    assert not [cell for row in bad for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert any("calc" in each["message"] for each in bad)


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1+1", "-1+1", "@SUM(1)", "\tx", "\r=1", " =1", "＝1", "＋1", "－1", "＠x", "-", "--5"]
)
def test_a_cell_that_begins_like_a_formula_is_marked_as_text(cell: str) -> None:
    assert table([[cell]], ["a"]).startswith(("a\n'", "a\n\"'"))


@pytest.mark.parametrize("cell", ["-5.00", "+3", "12.5", "a=b", "'=1", ""])
def test_a_number_stays_a_number_and_plain_text_stays_as_it_is(cell: str) -> None:
    assert table([[cell, "x"]], ["a", "b"]) == f"a,b\n{cell},x\n"


def test_github_gets_no_command_that_is_not_ours(clssa: Clssa, hostile: str) -> None:
    bad, tame = both(clssa, "github", reading.annotations)
    assert [(each["command"], each["title"]) for each in bad] == [(each["command"], each["title"]) for each in tame]
    assert {each["file"] for each in bad} == {NAME}
    assert [each["line"] for each in bad if "line" in each] == [each["line"] for each in tame if "line" in each]
    assert any("%0A::error::forged" in each["message"] for each in bad)  # as it was written: no line begins there


def test_sarif_has_no_link_and_no_placeholder_and_a_uri_that_names_the_file(clssa: Clssa, hostile: str) -> None:
    bad, tame = both(clssa, "sarif", reading.sarif)
    results = bad["runs"][0]["results"]
    assert [each["ruleId"] for each in results] == [each["ruleId"] for each in tame["runs"][0]["results"]]
    texts = [each["message"]["text"] for each in results]
    assert any("calc" in each for each in texts)
    assert not [each for each in texts if "](" in each or re.search(r"(?<!\{)\{(\{\{)*\d", each)]
    (uri,) = {each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in results}
    assert re.fullmatch(r"([A-Za-z0-9._~'-]|%[0-9A-F]{2})+", uri)
    from urllib.parse import unquote

    assert unquote(uri) == NAME


def test_junit_and_oscal_have_the_words_as_text(clssa: Clssa, hostile: str) -> None:
    bad, tame = both(clssa, "junit", reading.junit)
    assert [each.get("classname") for each in bad.iter("testcase")] == [each.get("classname") for each in tame.iter("testcase")]
    assert any("</failure>" in (each.text or "") for each in bad.iter("failure"))
    assert {each.tag for each in bad.iter(etree.Element)} == {each.tag for each in tame.iter(etree.Element)}
    bad, tame = both(clssa, "oscal", reading.oscal)
    described = [each["description"] for each in bad["results"][0]["observations"]]
    assert len(described) == len(tame["results"][0]["observations"])
    assert not [each for each in described if re.search(r"(?<!\\)[<\]|]", each)]  # OSCAL reads these as Markdown


def test_the_checklist_has_no_forged_row(clssa: Clssa, hostile: str) -> None:
    bad, tame = both(clssa, "checklist", lambda text: [reading.cells(line) for line in text.splitlines() if line.startswith("|")])
    assert {len(each) for each in bad} == {6}
    assert [each[:5] for each in bad] == [each[:5] for each in tame]
    assert any("calc" in each[5] for each in bad)


def test_a_draft_whose_name_is_no_text_is_named_in_every_format(clssa: Clssa, tmp_path: Path) -> None:
    (tmp_path / "odd\udcff.yaml").write_text(CASE, "utf-8")
    for format_ in ("sarif", "junit", "github", "oscal", "csv", "checklist"):
        run = clssa("check", "odd\udcff.yaml", *DAYS, "--format", format_)
        assert (run.status, run.err) == (1, ""), format_
        assert "odd" in run.out
