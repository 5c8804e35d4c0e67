"""A report of each format can still be verified: every byte of our own, and of an older one what it decides."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from clssa.agenda import agenda_name
from clssa.evidence.formats import RELEASES, CannotVerify
from clssa.evidence.record import given_digest
from clssa.evidence.rerun import verify
from clssa.reports.data import FORMAT
from project import ROOT
from running import Run

REPORTS = ROOT / "tests/evidence/reports"
Clssa = Callable[..., Run]
Change = Callable[[Any], Any]


def folder_of(number: int) -> Path:
    return REPORTS / f"format-{number}"


def tree_of(number: int) -> Any:
    return json.loads((folder_of(number) / "report.json").read_text("utf-8"))


def verified(number: int, change: Change) -> tuple[list[str], list[str]]:
    """The differences, and what is told besides, of a report with something in it changed."""
    tree = tree_of(number)
    change(tree)
    found = verify((json.dumps(tree, ensure_ascii=False, indent=2) + "\n").encode(), folder_of(number) / "policies")
    return found.differences, found.besides


def finding(tree: Any, rule: str) -> Any:
    return next(each for each in tree["findings"] if each["rule"] == rule)


# --- a report of each format -------------------------------------------------------------------------------------------------


def test_a_report_of_each_format_is_kept_and_shows_all_that_is_compared() -> None:
    assert sorted(each.name for each in REPORTS.iterdir() if each.is_dir()) == [f"format-{number}" for number in sorted(RELEASES)]
    for number, release in RELEASES.items():
        tree = tree_of(number)
        assert (tree.get("format", 1), tree["evidence"]["engine"]["version"]) == (number, release)
        assert {each["outcome"] for each in tree["findings"]} >= {"pass", "fail", "unknown"}
        assert tree["derived"] == {"loan.fee": "6.40", "volume A 1": {"volume.fee": "3.20"}, "volume N 7": {"volume.fee": "3.20"}}


def test_our_own_format_is_the_newest_and_stands_in_each_report(clssa: Clssa) -> None:
    assert max(RELEASES) == FORMAT
    assert next(iter(clssa("check", ROOT / "examples/fmso-1-basic.yaml", "--format", "json").report.items())) == (
        "format",
        FORMAT,
    )


@pytest.mark.parametrize("number", RELEASES)
def test_a_report_of_each_format_is_verified(clssa: Clssa, number: int) -> None:
    done = clssa("verify", folder_of(number) / "report.json", policies=folder_of(number) / "policies")
    assert (done.status, done.out[:4], done.err) == (0, "SAME", "")
    own = number == FORMAT
    assert ("every byte is the same" in done.out) is own
    assert ("the verdict, the findings and the amounts are the same" in done.out) is not own
    assert (f"format {number} is written by release {RELEASES[number]}; " in done.out) is not own


# --- an older format ---------------------------------------------------------------------------------------------------------

DECIDED: dict[str, tuple[Change, str]] = {
    "the verdict": (lambda tree: tree.update(verdict="pass"), 'verdict comes out as "fail"; the report says "pass"'),
    "an outcome": (lambda tree: finding(tree, "guarantor").update(outcome="pass"), 'guarantor [the loan], outcome comes out as "unknown"'),
    "a level": (lambda tree: finding(tree, "letter").update(level="error"), 'letter [the loan], level comes out as "warning"'),
    "a version": (lambda tree: finding(tree, "letter").update(version="2004-01-01"), 'version comes out as "beginning"'),
    "what was expected": (lambda tree: finding(tree, "days-of-a-loan").update(expected=60), "expected comes out as 28"),
    "what stood there": (lambda tree: finding(tree, "days-of-a-loan").update(actual=29), "actual comes out as 44"),
    "what is needed": (lambda tree: finding(tree, "guarantor").update(needs=[]), "guarantor [the loan], needs"),
    "what it would be": (lambda tree: finding(tree, "letter").update(would_be="fail"), "would_be comes out as null"),
    "a finding left out": (lambda tree: tree["findings"].pop(), "letter [the loan] is missing"),
    "a finding added": (lambda tree: tree["findings"].append({"rule": "made-up"}), "made-up [None] does not come out"),
    "an amount": (lambda tree: tree["derived"].update({"loan.fee": "6.4"}), 'derived, loan.fee comes out as "6.40"; the report says "6.4"'),
    "an amount of an element": (lambda tree: tree["derived"]["volume A 1"].clear(), "volume A 1, volume.fee is missing"),
}  # fmt: skip


@pytest.mark.parametrize("what", DECIDED)
def test_what_an_older_report_decides_otherwise_differs(what: str) -> None:
    change, said = DECIDED[what]
    differences, besides = verified(1, change)
    assert said in "\n".join(differences)
    assert "format 1 is written by release 0.1.0; " in besides[0]


GIVEN: dict[str, Change] = {
    "a fact": lambda tree: tree["as_read"]["case"]["loan"].update(minor="no"),
    "a fact that decides": lambda tree: tree["as_read"]["case"]["loan"].update(days=12),
    "a part that no case has": lambda tree: tree["as_read"]["case"].update(made_up={}),
    "the day": lambda tree: tree.update(as_of="2004-05-04"),
    "where the day came from": lambda tree: tree.update(known_on_from="today"),
    "the digest of the draft": lambda tree: tree["evidence"]["inputs"][0].update(sha256="0"),
    "the release": lambda tree: tree["evidence"]["engine"].update(version="0.0.9"),
    "the number of its format": lambda tree: tree.update(format=1),
}


@pytest.mark.parametrize("what", GIVEN)
def test_what_was_given_to_an_older_check_and_was_changed_since_is_noticed(what: str) -> None:
    assert "what was given to the check" in verified(1, GIVEN[what])[0][0]


WORDS: dict[str, Change] = {
    "a title": lambda tree: finding(tree, "letter").update(title="Letters"),
    "a remedy": lambda tree: finding(tree, "letter").update(remedy="Write."),
    "the deciding lines": lambda tree: finding(tree, "letter").update(because=[]),
    "a key that another release had": lambda tree: tree.update(approved="yes"),
    "the order of the findings": lambda tree: tree["findings"].reverse(),
}


@pytest.mark.parametrize("what", WORDS)
def test_the_words_and_the_order_of_an_older_report_are_not_compared(what: str) -> None:
    assert verified(1, WORDS[what])[0] == []


def test_the_bytes_of_an_older_report_are_not_compared() -> None:
    data = json.dumps(tree_of(1)).encode()
    assert verify(data, folder_of(1) / "policies").differences == []


def test_an_older_report_whose_policies_are_not_at_hand_names_its_release(clssa: Clssa) -> None:
    done = clssa("verify", folder_of(1) / "report.json")
    assert (done.status, done.out) == (2, "")
    assert "made by policies outside git" in done.err
    assert "format 1 is written by release 0.1.0; " in done.err


def test_an_older_report_whose_policies_this_engine_does_not_read_names_its_release(tmp_path: Path) -> None:
    shutil.copytree(folder_of(1) / "policies", tmp_path / "policies")
    rule = tmp_path / "policies/rules/letter.yaml"
    rule.write_text(rule.read_text("utf-8").replace("kind: requirement", "kind: custom"), "utf-8")
    with pytest.raises(CannotVerify, match=r"cannot be read by this engine: .*; format 1 is written by release 0\.1\.0; "):
        verify((folder_of(1) / "report.json").read_bytes(), tmp_path / "policies")


def test_an_older_report_whose_case_this_engine_refuses_is_neither_the_same_nor_another() -> None:
    def other_case(tree: Any) -> None:
        tree["as_read"]["case"]["reader"] = {}
        tree["evidence"]["given_digest"] = given_digest(tree)

    with pytest.raises(CannotVerify, match=r"cannot be checked by these rules: .*; format 1 is written by release 0\.1\.0; "):
        verified(1, other_case)


def test_a_report_of_our_format_is_not_taken_for_an_older_one() -> None:
    def of_format_1(tree: Any) -> None:
        del tree["format"]

    assert "what was given to the check" in verified(FORMAT, of_format_1)[0][0]


def test_reports_of_two_formats_in_one_file_are_each_compared_as_their_format_is() -> None:
    trees = [tree_of(1), tree_of(FORMAT)]
    for tree in trees:
        finding(tree, "letter")["remedy"] = "Write."
    (difference,) = verify(json.dumps(trees).encode(), folder_of(FORMAT) / "policies").differences
    assert difference.startswith("report 2: findings, letter [the loan], remedy comes out as")


# --- no format of ours -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("keys", [{}, {"verdict": None, "findings": {}}], ids=["with other keys", "with other values"])
def test_a_later_format_is_named_and_not_passed(clssa: Clssa, tmp_path: Path, keys: dict[str, Any]) -> None:
    path = tmp_path / "report.json"
    path.write_text(json.dumps({"format": FORMAT + 1, **keys}))
    done = clssa("verify", path)
    assert (done.status, done.out) == (2, "")
    assert f"it is of format {FORMAT + 1}, and clssa" in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("number", ["2", True, 0, -1, 1.0, None, [], {}])
def test_what_is_no_number_of_a_format_is_not_passed(clssa: Clssa, tmp_path: Path, number: Any) -> None:
    path = tmp_path / "report.json"
    path.write_text(json.dumps({**tree_of(FORMAT), "format": number}))
    done = clssa("verify", path, policies=folder_of(FORMAT) / "policies")
    assert (done.status, done.out) == (2, "")
    assert '"format" is not the number of a format' in done.err


# --- another agenda ----------------------------------------------------------------------------------------------------------


def test_a_report_made_with_another_agenda_comes_out_the_same_and_it_is_said() -> None:
    def other_agenda(tree: Any) -> None:
        tree["evidence"]["engine"]["agenda"] = "another agenda 1.0"
        tree["evidence"]["given_digest"] = given_digest(tree)

    differences, besides = verified(FORMAT, other_agenda)
    assert differences == []
    assert f"Here the rules were ordered by {agenda_name()}, and when the report was made by another agenda 1.0." in besides


def test_an_agenda_that_was_changed_after_the_report_was_made_is_noticed() -> None:
    differences, _ = verified(FORMAT, lambda tree: tree["evidence"]["engine"].update(agenda="another agenda 1.0"))
    assert "what was given to the check" in differences[0]
