"""An editor, and who reviews the edit, see what a change of the policies does: whose verdict flips, when, and by which line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from clssa.check import Checker
from clssa.check.case import read_case
from clssa.library import load_library
from project import ROOT
from running import Run

Clssa = Callable[..., Run]
ASSISTANCE = "policies/business-rules/br-fmso-1-type-of-assistance.yaml"
PART_B = "policies/business-rules/br-fmso-1-part-b.yaml"
TERM_CODE = "policies/business-rules/br-fmso-1-delivery-term-code.yaml"
RATIO = "policies/values/investment-deposit-ratio.yaml"
SURCHARGE = "policies/values/administrative-surcharge-rate.yaml"
SOURCE_CODES = "policies/values/fmso-2-delivery-source-codes.yaml"
EXCLUSIONS = "notes/fmso-2-supply-exclusions.j2"
DSCA_06_11 = "policies/sources/dsca-06-11/source.yaml"
LINE_FACTS = "policies/facts/line.yaml"
ORDERS = "examples/fmso-2-orders.yaml"
BASIC = "examples/fmso-1-basic.yaml"
EXCEPTION = """    unless:
      - cite: {source: dsca-06-11, at: S1}
        when:
          - line.source_code is X
          - line.total_cost < 5000.00
    remedy:"""
NEW_RULE = """id: br-fmso-1-offer-release-code
title: Each line of a FMSO I has Offer Release Code A
kind: requirement
asked_of: line
dated_by: loa.prepared_on
versions:
  - from: 2008-01-01
    cite: {source: dsca-06-11, at: S1}
    applies_when:
      - case.fmso is I
    require:
      - line.offer_release_code is A
    remedy: Enter A.
"""


def git(project: Path, *arguments: str) -> None:
    names = {f"GIT_{who}_{what}": "nobody@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", "-C", str(project), *arguments], check=True, capture_output=True, env=environment)


def commit(project: Path) -> None:
    git(project, "add", "-A")
    git(project, "commit", "-qm", "an edit")


def edit(project: Path, name: str, old: str, new: str) -> None:
    text = (project / name).read_text("utf-8")
    assert old in text
    (project / name).write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture(scope="session")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The law and the examples in a repository of their own, with one commit on the branch main."""
    project = tmp_path_factory.mktemp("committed") / "project"
    for folder in ("policies", "notes"):
        shutil.copytree(ROOT / folder, project / folder)
    shutil.copytree(ROOT / "examples", project / "examples", ignore=shutil.ignore_patterns("*.py", "*.pdf", "*-faulty.docx"))
    git(project, "init", "-q", "-b", "main")
    commit(project)
    return project


@pytest.fixture
def project(committed: Path, tmp_path: Path) -> Path:
    """A copy of the repository to edit."""
    return Path(shutil.copytree(committed, tmp_path / "project"))


@pytest.fixture
def impact(clssa: Clssa, project: Path) -> Clssa:
    """Runs `clssa impact` in the repository."""

    def run(*arguments: str, **more: Any) -> Run:
        return clssa("impact", *arguments, **{"cwd": project, "policies": None, **more})

    return run


def test_without_a_change_nothing_comes_out_otherwise(impact: Clssa) -> None:
    run = impact("main")
    assert run.status == 0, run.err
    assert "Nothing comes out otherwise in 6 cases. No change here can matter to a case." in run.out


def test_a_changed_code_says_whose_verdict_flips_and_by_which_line(impact: Clssa, project: Path) -> None:
    edit(project, ASSISTANCE, "      - line.type_of_assistance is U\n", "      - line.type_of_assistance is V\n")
    run = impact("main", "--format", "json")
    assert run.status == 1
    told = run.report
    assert (told["cases_compared"], told["verdicts_that_flip"]) == (6, 3)
    case = next(each for each in told["cases"] if each["file"] == BASIC)
    assert (case["verdict_before"], case["verdict_after"]) == ("pass", "fail")
    (finding,) = case["findings"]
    assert (finding["rule"], finding["subject"], finding["flips"]) == ("br-fmso-1-type-of-assistance", "line 001", True)
    assert (finding["before"]["outcome"], finding["after"]["outcome"]) == ("pass", "fail")
    assert finding["after"]["lines"] == ["line.type_of_assistance is V"]
    assert finding["changes"] == ["br-fmso-1-type-of-assistance"]
    assert [(each["as_of"], each["known_from"], each["known_until"]) for each in finding["on"]] == [
        ("2006-01-16", "2005-09-20", None)
    ]
    (change,) = told["changes"]
    assert (change["status"], change["differences"][0]["before"], change["differences"][0]["after"]) == (
        "meaning", "line.type_of_assistance is U", "line.type_of_assistance is V",
    )  # fmt: skip
    assert told["constructed"] == []


def test_a_changed_rate_says_how_much_money_moves(impact: Clssa, project: Path) -> None:
    edit(project, SURCHARGE, "is: 5%", "is: 6%")
    run = impact("main", "--cases", BASIC, "--cases", "examples/fmso-1-amendment.yaml")
    assert run.status == 1
    said = " ".join(run.out.split())
    assert (
        "Expected administrative surcharge of this document: $255,000.00 → $306,000.00: +$51,000.00" in said
    )  # 1% of 5,100,000.00
    assert "In total, Expected administrative surcharge of this document: +$60,000.00 in 2 places." in said  # and of 900,000.00


EDITS = {
    "a date, a rate, a code of a list, a word of a note": [
        (ASSISTANCE, "from: 2005-09-20", "from: 2005-10-01"),
        (RATIO, "is: 5/17", "is: 6/17"),
        (SOURCE_CODES, "[AA, AB,", "[CD, AA, AB,"),
        (EXCLUSIONS, "or initial spares", "or spares"),
    ],
    "an exception, how much may differ": [
        (ASSISTANCE, "    remedy:", EXCEPTION),
        (PART_B, "loa.part_b.expected) <= 1.00", "loa.part_b.expected) <= 2.00"),
    ],
    "a level, a boundary of an exception": [
        (ASSISTANCE, "    require:", "    should:"),
        (PART_B, "loa.accepted_on < 2006-04-06", "loa.accepted_on <= 2006-04-06"),
    ],
    "a date of a value, by one day": [(RATIO, "from: 2005-09-20", "from: 2005-09-19")],
    "the day of issue of a source": [(DSCA_06_11, "issued: 2006-04-06", "issued: 2006-04-05")],
}


@pytest.mark.parametrize("what", EDITS)
def test_an_edit_that_no_case_shows_comes_with_the_smallest_case_that_does(impact: Clssa, project: Path, what: str) -> None:
    for each in EDITS[what]:
        edit(project, *each)
    run = impact("main", "--cases", ORDERS, "--format", "json")
    assert run.status == 0, run.err
    assert len(run.report["constructed"]) == len(EDITS[what])
    checkers = {"before": Checker(load_library(ROOT / "policies")), "after": Checker(load_library(project / "policies"))}
    for made in run.report["constructed"]:
        path = project / "case.json"
        path.write_text(json.dumps(made["case"]), "utf-8")
        finding = made["finding"]
        for side, checker in checkers.items():
            days = [date.fromisoformat(made[key]) if made[key] else None for key in ("as_of", "known_on")]
            report = checker.check(read_case(path, checker.library), *days)
            told = [(each.outcome, each.level) for each in report.findings if each.name == finding["rule"]]
            assert (finding[side]["outcome"], finding[side]["level"]) in told
        assert [finding["before"][key] for key in ("outcome", "level")] != [finding["after"][key] for key in ("outcome", "level")]


def test_the_smallest_case_has_nothing_that_it_could_do_without(impact: Clssa, project: Path) -> None:
    edit(project, ASSISTANCE, "from: 2005-09-20", "from: 2005-10-01")
    (made,) = impact("main", "--cases", ORDERS, "--format", "json").report["constructed"]
    assert made["case"] == {"case": {"fmso": "I"}, "lines": [{"type_of_assistance": "V"}]}
    assert made["as_of"] in ("2005-09-20", "2005-09-30")
    assert (made["finding"]["before"]["outcome"], made["finding"]["after"]["outcome"]) == ("fail", "not_applicable")


def test_where_no_case_would_show_a_change_that_is_said_with_how_many_were_tried(impact: Clssa, project: Path) -> None:
    edit(project, ASSISTANCE, "    applies_when:\n", "    applies_when:\n      - case.fmso in {I, II}\n")
    run = impact("main", "--cases", ORDERS)
    assert run.status == 0
    assert "For 1 change no case was found." in run.out
    assert "no case was found that would; tried" in run.out


def test_words_alone_flip_nothing_and_are_shown_as_they_were_and_as_they_are(impact: Clssa, project: Path) -> None:
    edit(project, ASSISTANCE, "remedy: Enter U", "remedy: Write U")
    run = impact("main", "--cases", BASIC)
    assert run.status == 0
    assert "NO VERDICT CAN FLIP BY THESE, CHANGED IN WORDS ONLY: 1" in run.out
    assert "- Enter U as the Type of Assistance" in run.out
    assert "+ Write U as the Type of Assistance" in run.out
    assert run.out.count("The smallest case") == 0


def test_a_rule_that_was_removed_and_one_that_was_added_are_told(impact: Clssa, project: Path) -> None:
    (project / TERM_CODE).unlink()
    (project / "policies/business-rules/br-fmso-1-offer-release-code.yaml").write_text(NEW_RULE, "utf-8")
    run = impact("main", "--cases", BASIC, "--format", "json")
    assert run.status == 1
    assert {each["name"]: each["status"] for each in run.report["changes"]} == {
        "br-fmso-1-offer-release-code": "added", "br-fmso-1-delivery-term-code": "removed",
    }  # fmt: skip
    flips = [(each["rule"], each["before"]["outcome"], each["after"]["outcome"]) for each in run.report["cases"][0]["findings"]]
    assert flips == [("br-fmso-1-delivery-term-code", "pass", "not_applicable")]
    (made,) = run.report["constructed"]
    assert made["change"] == "br-fmso-1-offer-release-code"
    assert (made["finding"]["before"]["outcome"], made["finding"]["after"]["outcome"]) == ("not_applicable", "fail")
    assert made["case"]["loa"]["prepared_on"] == "2008-01-01"


def test_what_was_known_later_flips_only_between_the_two_days_of_issue(impact: Clssa, project: Path) -> None:
    edit(project, DSCA_06_11, "issued: 2006-04-06", "issued: 2006-05-01")
    run = impact("main", "--cases", "examples/fmso-1-amendment.yaml", "--format", "json")
    assert run.status == 1
    (case,) = run.report["cases"]
    assert (case["verdict_before"], case["verdict_after"]) == ("pass", "pass")
    spans = [(each["known_from"], each["known_until"], each["now"]) for flip in case["findings"] for each in flip["on"]]
    assert spans
    assert set(spans) == {("2006-04-06", "2006-04-30", False)}


def test_a_code_that_is_no_more_makes_a_case_unreadable_and_that_is_a_flip(impact: Clssa, project: Path) -> None:
    edit(project, LINE_FACTS, "codes: [A, X, W, 'Y', Z]", "codes: [X, W, 'Y', Z]")
    run = impact("main", "--cases", BASIC)
    assert run.status == 1
    assert "fmso-1-basic.yaml: pass → cannot be read" in run.out
    assert '"A" is not one of X, W, Y or Z' in run.out
    assert "No given case shows it" not in run.out


def test_a_case_that_cannot_be_read_for_another_change_does_not_stand_for_this_one(impact: Clssa, project: Path) -> None:
    edit(project, LINE_FACTS, "codes: [A, X, W, 'Y', Z]", "codes: [X, W, 'Y', Z]")
    edit(project, "policies/facts/case.yaml", "codes: [army, navy, air_force, marine_corps]", "codes: [army, navy, air_force]")
    run = impact("main", "--cases", BASIC)
    assert run.status == 1
    assert run.out.count("No given case shows it") == 1
    assert "preparing MILDEP marine_corps" in run.out


def test_a_rule_that_was_removed_is_given_as_the_reason_and_its_amounts_as_not_worked_out(impact: Clssa, project: Path) -> None:
    (project / PART_B).unlink()
    run = impact("main", "--cases", BASIC, "--format", "md")
    assert "| pass → does not apply | the rule was removed |" in run.out
    assert "| Expected Part B | \\$11,900,000.00 | not worked out | on one side only |" in run.out


def test_a_layout_that_reads_less_shows_in_the_drafts_that_it_no_longer_reads(impact: Clssa, project: Path) -> None:
    edit(project, "policies/layouts/loa.yaml", 'begins: ["Terms of Sale[:]"]', 'begins: ["Terms of the Sale[:]"]')
    run = impact("main", "--cases", "examples/fmso-1-basic-clean.docx", "--cases", BASIC)
    assert run.status == 1
    assert "1 of 2 cases changes its verdict: 1 from pass to unknown." in run.out
    assert "By: it needs Terms of Sale" in run.out
    assert "No given case shows it" not in run.out


def test_two_revisions_are_compared_whatever_the_working_tree_says(impact: Clssa, project: Path) -> None:
    edit(project, RATIO, "is: 5/17", "is: 6/17")
    commit(project)
    (project / RATIO).write_text("not: a value", "utf-8")
    run = impact("HEAD~1", "HEAD", "--cases", BASIC, "--format", "json")
    assert run.status == 0, run.err
    assert [(each["name"], each["status"]) for each in run.report["changes"]] == [("investment_deposit_ratio", "meaning")]
    assert run.report["before"]["commit"] != run.report["after"]["commit"]


def test_a_faulty_library_is_named_with_its_side_and_its_faults(impact: Clssa, project: Path) -> None:
    edit(project, ASSISTANCE, "      - line.type_of_assistance is U\n", "      - line.typ_of_assistance is U\n")
    run = impact("main")
    assert run.status == 2
    assert "1 fault in the policies of the working tree: nothing was compared" in run.err
    commit(project)
    run = impact("HEAD~1", "HEAD")
    assert run.status == 2
    assert f'HEAD:{ASSISTANCE}:16:9: error: "line.typ_of_assistance" is not a fact' in run.err
    assert "1 fault in the policies of HEAD: nothing was compared" in run.err
    assert run.out == ""


def test_what_cannot_be_compared_is_a_sentence_and_exit_status_2(
    impact: Clssa, project: Path, clssa: Clssa, tmp_path: Path
) -> None:
    assert 'there is no revision "no-such"' in (run := impact("no-such")).err
    assert run.status == 2
    assert "there is no case in drafts/" in (run := impact("main", "--cases", "drafts/")).err
    assert run.status == 2
    shutil.copytree(ROOT / "policies", tmp_path / "alone" / "policies")
    run = clssa("impact", "main", policies=tmp_path / "alone" / "policies", GIT_CEILING_DIRECTORIES=str(tmp_path))
    assert run.status == 2
    assert "git: not a git repository" in run.err
    assert "git is not installed" in (run := impact("main", PATH="")).err
    assert run.status == 2


def test_a_link_in_a_revision_is_refused(impact: Clssa, project: Path) -> None:
    (project / RATIO).unlink()
    (project / RATIO).symlink_to("/etc/passwd")
    commit(project)
    run = impact("HEAD")
    assert run.status == 2
    assert f"HEAD: {RATIO} is a link; a library is made of files" in run.err


def test_a_case_that_cannot_be_read_at_all_does_not_hold_up_the_others(impact: Clssa, project: Path) -> None:
    (project / "examples" / "broken.yaml").write_text("case: {no_such_fact: 1}", "utf-8")
    edit(project, ASSISTANCE, "      - line.type_of_assistance is U\n", "      - line.type_of_assistance is V\n")
    run = impact("main", "--cases", "examples/*.yaml")
    assert run.status == 2
    assert "examples/broken.yaml" in run.err
    assert "2 of 6 cases change their verdict: 2 from pass to fail." in run.out


def test_the_review_comment_begins_with_the_sentence_and_shows_the_old_and_the_new_line(impact: Clssa, project: Path) -> None:
    edit(project, ASSISTANCE, "      - line.type_of_assistance is U\n", "      - line.type_of_assistance is V\n")
    (project / BASIC).rename(project / "examples" / "a|b<script>.yaml")
    out = project / "impact.md"
    run = impact("main", "--format", "md", "--output", str(out))
    assert run.status == 1, run.err
    lines = out.read_text("utf-8").splitlines()
    assert lines[2] == "**3 of 6 cases change their verdict: 3 from pass to fail.**"
    assert "- line.type_of_assistance is U" in lines
    assert "+ line.type_of_assistance is V" in lines
    rows = [line for line in lines if line.startswith("| a\\|b\\<script\\>.yaml (BN-D-KAA) | pass → fail |")]
    assert len(rows) == 1
    assert "/tmp" not in "\n".join(lines)


def test_the_impact_is_never_written_over_a_case(impact: Clssa, project: Path) -> None:
    before = (project / BASIC).read_bytes()
    run = impact("main", "--cases", BASIC, "--output", BASIC)
    assert run.status == 2
    assert (project / BASIC).read_bytes() == before


def test_the_same_two_sides_give_the_same_bytes_and_leave_nothing_behind(impact: Clssa, project: Path, tmp_path: Path) -> None:
    edit(project, PART_B, "loa.part_b.expected) <= 1.00", "loa.part_b.expected) <= 2.00")
    edit(
        project, BASIC, "  prepared_on: 2006-01-16\n", ""
    )  # so it is judged as of today, and no two of these zones have the same
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    said = [
        impact("main", "--cases", BASIC, "--format", "json", PYTHONHASHSEED=seed, TZ=zone, TMPDIR=str(temporary))
        for seed, zone in (("0", "Pacific/Kiritimati"), ("1", "Pacific/Pago_Pago"))
    ]
    assert [case["as_of_from"] for case in said[0].report["cases"]] == ["today"]
    assert said[0].out == said[1].out
    assert list(temporary.iterdir()) == []


def test_the_page_about_the_impact_shows_what_the_command_prints(impact: Clssa, project: Path) -> None:
    page = (ROOT / "docs" / "impact.md").read_text("utf-8")
    shown = page.partition("$ clssa impact main --cases 'examples/fmso-?-basic.yaml'\n")[2].partition("\n```\n")[0]
    edit(project, ASSISTANCE, "      - line.type_of_assistance is U\n", "      - line.type_of_assistance is V\n")
    edit(project, RATIO, "is: 5/17", "is: 6/17")
    told = impact("main", "--cases", "examples/fmso-?-basic.yaml").out.strip()
    assert told.splitlines()[1:] == shown.splitlines()[1:]  # the first line has the commit
    assert len(shown.splitlines()) > 20
