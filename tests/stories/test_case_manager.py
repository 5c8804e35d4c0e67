"""A case manager drops in a draft and reads what is wrong, by which paragraph, and what to write instead."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from project import ROOT
from running import Run

Clssa = Callable[..., Run]
CaseFile = Callable[..., Path]
KNOWN = ("--known-on", "2006-03-01")


@pytest.mark.parametrize("draft", ["fmso-1-basic-clean.docx", "fmso-1-basic.yaml", "fmso-2-basic.yaml"])
def test_a_complete_and_correct_draft_passes_and_nobody_is_asked_anything(clssa: Clssa, draft: str) -> None:
    run = clssa("check", ROOT / "examples" / draft, *KNOWN, "--format", "json")
    assert run.status == 0, run.out
    assert {each["outcome"] for each in run.report["findings"]} <= {"pass", "not_applicable", "fail"}
    assert not [each for each in run.report["findings"] if each["outcome"] == "fail" and each["level"] != "note"]


def test_a_faulty_word_draft_is_told_what_is_wrong_by_which_paragraph_and_what_to_write_instead(clssa: Clssa) -> None:
    run = clssa("check", ROOT / "examples" / "fmso-2-basic-faulty.docx", *KNOWN)
    assert run.status == 1
    assert run.out.startswith("FAIL  BN-D-KBC")
    told = " ".join(run.out.split())
    assert "Type of Assistance (TA) is U; it must be V." in told
    assert "“TA of 'V' applies regardless of TOS”" in told
    assert "Do this: Enter V as the Type of Assistance of this line, in column (5)." in told
    assert 'The word "not" is missing: "… the requirement occurs, and [not] for initial provisioning, depot …"' in told
    assert "Add the note Support Availability, word for word." in told


def test_a_money_finding_shows_its_arithmetic_with_the_version_and_authority_of_the_rate(
    clssa: Clssa, case_file: CaseFile
) -> None:
    draft = case_file("fmso-1-basic", loa__part_a="1.00")
    told = " ".join(clssa("check", draft, *KNOWN).out.split())
    assert (
        "Expected Part A: $5,100,000.00 = total materiel value ($17,000,000.00) times investment deposit ratio (30%), rounded to cents"
    ) in told
    assert "Investment deposit ratio: 30% (version from 31 December 2004; business-rules," in told


@pytest.mark.parametrize(
    ("example", "fact", "value", "at"),
    [
        ("fmso-1-basic", "line__type_of_assistance", "V", "1/Type of Assistance (TA) code"),
        ("fmso-1-basic", "loa__terms_of_sale", ["Cash Prior to Delivery"], "1/Terms of Sale (TOS) code"),
        ("fmso-1-basic", "line__delivery_term_code", "5", "1/Delivery Term Code (DTC)"),
        ("fmso-1-basic", "line__delivery_source_codes", ["AA"], "1/Delivery Source Code (DSC)"),
        ("fmso-1-basic", "line__source_code", "X", "1/Source of Supply (SOS)"),
        ("fmso-1-basic", "loa__logistics_support_charge", "0.01", "1/Logistics Support Charge (LSC)"),
        ("fmso-1-basic", "loa__cas_surcharge", "0.01", "1/Contract Administrative Services (CAS) Surcharge"),
        ("fmso-2-basic", "line__type_of_assistance", "U", "2/Type of Assistance (TA) code"),
        ("fmso-2-basic", "loa__terms_of_sale", ["Cash with Acceptance"], "2/Terms of Sale (TOS) code"),
        ("fmso-2-basic", "line__delivery_source_codes", ["CD"], "2/Delivery Source Code (DSC)"),
        ("fmso-2-basic", "line__source_code", "P", "2/Source of Supply (SOS)"),
        ("fmso-2-basic", "case__associated_total_materiel_value", "99000000.00", "2/FMSO I : FMSO II Relationship"),
    ],
)
def test_one_wrong_code_gives_one_error_at_its_paragraph(
    clssa: Clssa, case_file: CaseFile, example: str, fact: str, value: Any, at: str
) -> None:
    run = clssa("check", case_file(example, **{fact: value}), *KNOWN, "--format", "json")
    assert run.status == 1
    errors = [each for each in run.report["findings"] if (each["outcome"], each["level"]) == ("fail", "error")]
    assert [each["cite"]["at"] for each in errors] == [at]


@pytest.mark.parametrize("fact", ["loa__part_a", "loa__total_materiel_value", "line__type_of_assistance", "case__fmso"])
def test_a_missing_fact_never_passes_and_is_named(clssa: Clssa, case_file: CaseFile, fact: str) -> None:
    run = clssa("check", case_file("fmso-1-basic", **{fact: None}), *KNOWN, "--format", "json")
    assert run.status == 3
    assert run.report["verdict"] == "unknown"
    assert fact.replace("__", ".") in {name for each in run.report["findings"] for name in each["needs"]}


def test_what_could_not_be_decided_is_told_with_the_fact_that_would_settle_it(clssa: Clssa, case_file: CaseFile) -> None:
    told = clssa("check", case_file("fmso-1-basic", loa__part_a=None), *KNOWN).out
    assert told.startswith("UNKNOWN")
    assert "loa.part_a: Part A (on-hand). The investment deposit, the on-hand portion of a FMSO I." in told
    assert "It would settle: Part A of a FMSO I is the investment deposit [loa]" in told


def test_terminal_escapes_in_a_draft_are_shown_not_obeyed(clssa: Clssa, case_file: CaseFile) -> None:
    draft = case_file("fmso-1-basic")
    tree = json.loads(draft.read_text())
    tree["notes"][0]["text"] += " \u2028end"
    draft.write_text(json.dumps(tree))
    run = clssa("check", draft, *KNOWN)
    assert run.status == 2
    assert "\u2028" not in run.out + run.err
    assert "U+2028" in run.err


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("letter.docx", b"Dear Sir", "is not a Word document"),
        ("letter.pdf", b"%PDF-1.4", "letter.pdf is damaged, cut short or no PDF"),
        ("letter.odt", b"PK", "a draft is a Word file (.docx), a PDF (.pdf) or a case file (.yaml, .json)"),
        ("case.yaml", b"case: {fmso: III}", '"III" is not one of I or II'),
        ("case.yaml", b"case: {fmsoo: I}", 'did you mean "fmso"?'),
        ("case.json", b'{"loa": {"part_a": "$5,000"}}', "write 5000"),
    ],
)
def test_an_unreadable_file_is_a_sentence_and_exit_2(clssa: Clssa, tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    run = clssa("check", name)
    assert run.status == 2
    assert said in run.err
    assert "Traceback" not in run.err
    assert sorted(path.name for path in tmp_path.iterdir()) == [name]


def test_of_several_drafts_the_unreadable_one_is_reported_and_the_others_are_checked(clssa: Clssa, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("loa: [")
    good = ROOT / "examples" / "fmso-1-basic.yaml"
    run = clssa("check", good, "bad.yaml", *KNOWN, "--format", "json")
    assert run.status == 2
    assert run.report[0]["verdict"] == "pass"
    assert run.report[1]["file"] == "bad.yaml"
    assert "bad.yaml:" in run.report[1]["error"]


def test_facts_beside_a_draft_fill_what_it_does_not_show_and_may_not_contradict_it(clssa: Clssa, tmp_path: Path) -> None:
    draft = ROOT / "examples" / "fmso-1-basic-clean.docx"
    (tmp_path / "more.yaml").write_text("case: {dsca_approved: yes}\nloa: {part_a: 1.00}\n")
    run = clssa("check", draft, "--facts", "more.yaml", *KNOWN, "--format", "json")
    said = [each for each in run.report["findings"] if each["rule"] == "facts-agree-with-draft"]
    assert run.status == 1
    assert said[0]["cite"] is None
    assert "loa.part_a" in said[0]["because"][0]["line"]


def test_a_report_can_be_written_to_a_file(clssa: Clssa, tmp_path: Path) -> None:
    run = clssa("check", ROOT / "examples" / "fmso-1-basic.yaml", *KNOWN, "--format", "json", "--output", "report.json")
    assert run.out == ""
    assert json.loads((tmp_path / "report.json").read_text())["verdict"] == "pass"


def test_the_date_of_acceptance_given_beside_an_unsigned_draft_prices_it(clssa: Clssa, tmp_path: Path) -> None:
    (tmp_path / "more.yaml").write_text("loa: {accepted_on: 2004-10-01}\n")
    draft = ROOT / "examples" / "fmso-1-basic.yaml"
    alone = clssa("check", draft, *KNOWN, "--format", "json").report
    beside = clssa("check", draft, "--facts", "more.yaml", *KNOWN, "--format", "json").report
    assert (alone["verdict"], alone["derived"]["loa.part_a.expected"]) == ("pass", "5100000.00")
    assert (beside["verdict"], beside["derived"]["loa.part_a.expected"]) == ("fail", "5000000.00")


def test_facts_that_no_rule_reads_are_named(clssa: Clssa, case_file: CaseFile) -> None:
    run = clssa("check", case_file("fmso-1-basic"), *KNOWN)
    assert "Given, and read by no rule in force:" in run.out
    assert "line.offer_release_code" in run.out


def test_a_report_is_never_written_over_the_draft(clssa: Clssa, case_file: CaseFile) -> None:
    draft = case_file("fmso-1-basic")
    before = draft.read_bytes()
    run = clssa("check", draft, "--output", draft)
    assert run.status == 2
    assert draft.read_bytes() == before


def test_a_report_that_cannot_be_written_is_exit_2(clssa: Clssa, case_file: CaseFile) -> None:
    run = clssa("check", case_file("fmso-1-basic"), *KNOWN, "--output", "nowhere/report.txt")
    assert run.status == 2
    assert "nowhere/report.txt cannot be written" in run.err
    assert "Traceback" not in run.err


def test_lines_without_a_document_are_no_reason_to_pass(clssa: Clssa, case_file: CaseFile) -> None:
    draft = case_file("fmso-1-basic")
    tree = json.loads(draft.read_text())
    del tree["loa"]
    draft.write_text(json.dumps(tree))
    assert clssa("check", draft, "--as-of", "2006-03-01", *KNOWN).status == 3
