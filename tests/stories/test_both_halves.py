"""Both halves of an arrangement given together: each answers what the other does not show, and they must agree."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from project import ROOT
from running import Run

Clssa = Callable[..., Run]
CaseFile = Callable[..., Path]
KNOWN = ("--known-on", "2006-03-01")
WORD = (ROOT / "examples" / "fmso-1-basic-clean.docx", ROOT / "examples" / "fmso-2-basic-faulty.docx")
CITES, VALUE = "case.associated_case_cites", "case.associated_total_materiel_value"


def checked(clssa: Clssa, *drafts: Path) -> dict[str, Any]:
    """The reports by case identifier."""
    run = clssa("check", *drafts, *KNOWN, "--format", "json")
    assert run.status in (0, 1, 3), run.err
    return {each["case"]: each for each in run.report}


def outcome(report: dict[str, Any], rule: str) -> str:
    return next(str(each["outcome"]) for each in report["findings"] if each["rule"] == rule)


def lines(report: dict[str, Any], rule: str) -> list[str]:
    return [each["because"][0]["line"] for each in report["findings"] if each["rule"] == rule]


def test_an_fmso_1_fails_when_the_fmso_2_beside_it_is_short(clssa: Clssa) -> None:
    run = clssa("check", WORD[0], *KNOWN, "--format", "json")
    assert (run.status, outcome(run.report, "br-fmso-1-relationship")) == (0, "not_applicable")
    both = checked(clssa, *WORD)
    assert both["BN-D-KAC"]["verdict"] == "fail"
    assert outcome(both["BN-D-KAC"], "br-fmso-1-relationship") == "fail"
    assert outcome(both["BN-D-KAC"], "ln-fmso-1-named-by-fmso-2") == "pass"
    assert both["BN-D-KAC"]["taken"] == {
        CITES: {"value": "BN-D-KAC", "where": f"from {WORD[1].name}"},
        VALUE: {"value": "3670000.00", "where": f"from {WORD[1].name}"},
    }


def test_the_report_says_in_words_what_came_from_the_other_draft(clssa: Clssa) -> None:
    run = clssa("check", *WORD, *KNOWN)
    assert f"Total materiel value of the other half: $3,670,000.00 (from {WORD[1].name})." in run.out


def test_the_order_of_the_drafts_does_not_matter(clssa: Clssa) -> None:
    assert checked(clssa, *WORD) == checked(clssa, *reversed(WORD))


def test_what_a_half_lacks_is_no_longer_looked_for(clssa: Clssa, case_file: CaseFile) -> None:
    one = case_file("fmso-1-basic", case__associated_case_cites=None)
    two = case_file("fmso-2-basic", case__associated_total_materiel_value=None)
    alone = clssa("check", two, *KNOWN, "--format", "json").report
    assert (alone["verdict"], outcome(alone, "br-fmso-2-relationship")) == ("unknown", "unknown")
    both = checked(clssa, one, two)
    assert both["BN-D-KBB"]["verdict"] == "pass"
    assert both["BN-D-KBB"]["taken"][VALUE] == {"value": "17000000.00", "where": "from fmso-1-basic.json"}
    assert both["BN-D-KAA"]["taken"][CITES]["value"] == "BN-D-KAA"


def test_one_half_that_names_the_other_is_enough(clssa: Clssa, case_file: CaseFile) -> None:
    two = case_file("fmso-2-basic", case__associated_case_id=None)
    both = checked(clssa, ROOT / "examples" / "fmso-1-basic.yaml", two)
    assert both["BN-D-KBB"]["taken"]["case.associated_case_id"]["value"] == "BN-D-KAA"
    assert both["BN-D-KBB"]["verdict"] == "pass"


def test_a_half_that_names_another_case_fails_both(clssa: Clssa, case_file: CaseFile) -> None:
    one = case_file("fmso-1-basic", case__associated_case_cites=None)
    two = case_file("fmso-2-basic", case__associated_case_id="BN-D-KAX")
    both = checked(clssa, one, two)
    assert outcome(both["BN-D-KAA"], "ln-fmso-1-named-by-fmso-2") == "fail"
    assert lines(both["BN-D-KBB"], "drafts-agree-with-each-other") == [
        "associated case identifier is BN-D-KAX by this draft and BN-D-KAA by fmso-1-basic.json"
    ]
    assert both["BN-D-KBB"]["verdict"] == "fail"


def test_a_value_that_the_other_half_contradicts_is_a_finding_and_the_draft_stands(clssa: Clssa, case_file: CaseFile) -> None:
    two = case_file("fmso-2-basic", case__associated_total_materiel_value="17000000.01")
    report = checked(clssa, ROOT / "examples" / "fmso-1-basic.yaml", two)["BN-D-KBB"]
    found = next(each for each in report["findings"] if each["rule"] == "drafts-agree-with-each-other")
    assert (found["outcome"], found["level"], found["cite"]) == ("fail", "error", None)
    assert "17000000.01 by this draft and 17000000.00 by fmso-1-basic.yaml" in found["because"][0]["line"]
    assert outcome(report, "br-fmso-2-relationship") == "pass"


def test_every_contradiction_is_told_in_words(clssa: Clssa, case_file: CaseFile) -> None:
    two = case_file("fmso-2-basic", case__associated_total_materiel_value="17000000.01", case__associated_case_cites="BN-D-KBX")
    run = clssa("check", ROOT / "examples" / "fmso-1-basic.yaml", two, *KNOWN)
    assert run.out.count(". Drafts that belong together agree [") == 2


def test_drafts_that_do_not_name_each_other_are_as_if_alone(clssa: Clssa, case_file: CaseFile) -> None:
    two = case_file("fmso-2-basic")
    alone = clssa("check", two, *KNOWN, "--format", "json").report
    assert checked(clssa, two, WORD[0])["BN-D-KBB"] == alone


def test_two_documents_of_the_other_half_that_differ_are_told_and_not_chosen_between(clssa: Clssa, case_file: CaseFile) -> None:
    two = case_file("fmso-2-basic", case__associated_total_materiel_value=None)
    others = [ROOT / "examples" / f"fmso-1-{kind}.yaml" for kind in ("basic", "amendment")]
    report = checked(clssa, two, *others)["BN-D-KBB"]
    assert VALUE not in report["taken"]
    assert outcome(report, "br-fmso-2-relationship") == "unknown"
    assert lines(report, "drafts-belong-together") == [
        "total materiel value of the other half is 20000000.00 by fmso-1-amendment.yaml and 17000000.00 by fmso-1-basic.yaml"
    ]


def test_an_unreadable_draft_leaves_the_other_half_as_it_is(clssa: Clssa, tmp_path: Path) -> None:
    (tmp_path / "broken.docx").write_bytes(b"no document")
    run = clssa("check", WORD[0], "broken.docx", *KNOWN, "--format", "json")
    assert run.status == 2
    assert "taken" not in run.report[0]
    assert "error" in run.report[1]
