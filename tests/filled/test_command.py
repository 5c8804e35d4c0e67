"""A case manager has the mandatory notes of a document printed, with the values of the case in them."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from project import ROOT
from running import Run

Clssa = Callable[..., Run]
CaseFile = Callable[..., Path]
EXAMPLES = ROOT / "examples"
KNOWN = ("--known-on", "2006-03-01")


def test_the_notes_of_a_complete_case_are_numbered_and_filled_in(clssa: Clssa) -> None:
    run = clssa("notes", EXAMPLES / "fmso-2-basic.yaml", *KNOWN)
    assert (run.status, run.err) == (0, "")
    assert run.out.startswith("1. POINTS OF CONTACT\nPoints of Contact (POCs) for this transaction are as follows:\na. Financial")
    assert "\n\n3. FORCE ACTIVITY DESIGNATOR (FAD)\nForce Activity Designator (FAD) III is assigned to this LOA." in run.out
    assert run.out.endswith("\n\n7. REPLACEMENT FMSO II LOA\nThis FMSO II LOA supersedes the previous FMSO II LOA, BN-D-KBA.\n")


@pytest.mark.parametrize("example", ["fmso-1-basic", "fmso-2-basic", "fmso-1-amendment"])
def test_the_notes_put_back_into_the_case_file_pass_the_check(clssa: Clssa, case_file: CaseFile, example: str) -> None:
    path = case_file(example)
    tree = json.loads(path.read_text())
    tree["notes"] = []
    path.write_text(json.dumps(tree))
    for printed in clssa("notes", path).out.split("\n\n"):
        heading, _, text = printed.partition("\n")
        number, _, title = heading.partition(". ")
        tree["notes"].append({"number": number, "title": title, "text": text})
    path.write_text(json.dumps(tree))
    run = clssa("check", path, "--format", "json")
    assert run.status == 0, run.out


def test_what_is_missing_is_marked_in_the_text_listed_beside_it_and_exit_3(clssa: Clssa, case_file: CaseFile) -> None:
    draft = case_file("fmso-2-basic", case__force_activity_designator=None, case__poc_other="___")
    tree = json.loads(draft.read_text())
    draft.write_text(json.dumps({**tree, "notes": []}))
    run = clssa("notes", draft, *KNOWN)
    assert run.status == 3
    mark = "[missing: Force Activity Designator (FAD)]"
    assert f"Force Activity Designator (FAD) {mark} is assigned to this LOA. FAD {mark} priorities" in run.out
    assert run.err.splitlines() == [
        "Missing: 2 facts; add them to the case, or beside it with --facts.",
        "  case.poc_other: point of contact for all other information. The MILDEP's point of contact for blank d of the Points of "
        'Contact note. The case has "___", which does not fill it in. Needed for: Points of Contact.',
        "  case.force_activity_designator: Force Activity Designator (FAD). The FAD assigned to the purchaser's forces. "
        "Needed for: Force Activity Designator (FAD).",
    ]


def test_a_missing_fact_may_be_given_beside_the_case(clssa: Clssa, case_file: CaseFile, tmp_path: Path) -> None:
    draft = case_file("fmso-2-basic", case__replaces_case_id=None)
    assert clssa("notes", draft, *KNOWN).status == 3
    (tmp_path / "more.yaml").write_text("case: {replaces_case_id: BN-D-KBA}\n")
    assert clssa("notes", draft, "--facts", "more.yaml", *KNOWN).status == 0


def test_an_amount_that_the_rules_give_otherwise_is_told_beside_the_notes(clssa: Clssa, case_file: CaseFile) -> None:
    run = clssa("notes", case_file("fmso-1-basic", loa__part_a="5100000.50"), *KNOWN)
    assert run.status == 0
    assert "Value of Part A $5,100,000.50\n" in run.out
    assert run.err == (
        "Part A (on-hand): the notes have the case's $5,100,000.50; by the rules it is $5,100,000.00. clssa check says why.\n"
    )


def test_a_wrong_amount_of_the_case_is_put_right_and_told(clssa: Clssa, case_file: CaseFile) -> None:
    run = clssa("notes", case_file("fmso-1-basic", loa__part_a="6000000.00"), *KNOWN)
    assert run.status == 0
    assert "Value of Part A $5,100,000\n" in run.out
    assert (
        "Part A (on-hand): the case has $6,000,000.00, which is wrong; the notes have what the rules give, $5,100,000.00."
        in run.err
    )


def test_notes_in_word_stand_in_a_draft_as_they_are_and_the_draft_passes(clssa: Clssa, tmp_path: Path) -> None:
    draft = EXAMPLES / "fmso-1-basic-clean.docx"
    run = clssa("notes", draft, *KNOWN, "--format", "docx", "--output", "notes.docx")
    assert (run.status, run.out, run.err) == (0, "", "")
    whole = docx.Document(str(draft))
    paragraphs = [each.text for each in whole.paragraphs]
    first = next(number for number, text in enumerate(paragraphs) if text.startswith("Note 1."))
    for each in whole.paragraphs[first:]:
        each._p.getparent().remove(each._p)
    last = whole.paragraphs[-1]._p
    for each in reversed(docx.Document(str(tmp_path / "notes.docx")).paragraphs):
        last.addnext(copy.deepcopy(each._p))
    whole.save(str(tmp_path / "whole.docx"))
    assert [text for text in paragraphs[first:] if text.startswith("Value of")] == ["Value of Part A\t$1,260,000"]
    assert "Value of Part A\t$1,260,000" in [each.text for each in docx.Document(str(tmp_path / "whole.docx")).paragraphs]
    checked = clssa("check", "whole.docx", *KNOWN, "--format", "json")
    assert checked.status == 0, checked.out
    without = docx.Document(str(draft))
    for each in without.paragraphs[first:]:
        each._p.getparent().remove(each._p)
    without.save(str(tmp_path / "without.docx"))
    assert clssa("check", "without.docx", *KNOWN).status != 0


def test_notes_in_word_are_the_same_bytes_each_time_and_a_mark_is_yellow(
    clssa: Clssa, case_file: CaseFile, tmp_path: Path
) -> None:
    draft = case_file("fmso-2-basic", case__replaces_case_id=None)
    for name, zone in (("one.docx", "Asia/Tokyo"), ("other.docx", "America/New_York")):
        assert clssa("notes", draft, *KNOWN, "--format", "docx", "--output", name, TZ=zone).status == 3
    assert (tmp_path / "one.docx").read_bytes() == (tmp_path / "other.docx").read_bytes()
    marked = [
        run for each in docx.Document(str(tmp_path / "one.docx")).paragraphs for run in each.runs if run.font.highlight_color
    ]
    assert [run.text for run in marked] == [
        "[missing: replaced FMSO II case identifier, to know whether the note Replacement FMSO II LOA belongs here]"
    ]


def test_a_missing_amount_stands_where_the_amount_would(clssa: Clssa, case_file: CaseFile, tmp_path: Path) -> None:
    draft = case_file("fmso-1-basic", loa__part_a=None, loa__total_materiel_value=None)
    assert clssa("notes", draft, *KNOWN, "--format", "docx", "--output", "notes.docx").status == 3
    texts = [each.text for each in docx.Document(str(tmp_path / "notes.docx")).paragraphs]
    at = texts.index("Note 5.  FINANCIAL SUMMARY.")
    assert texts[at + 1 : at + 3] == ["Value of Part A\t[missing: Part A (on-hand)]", "Administrative Surcharge\t$255,000"]


def test_in_markdown_the_words_of_a_case_are_words(clssa: Clssa, case_file: CaseFile) -> None:
    draft = case_file("fmso-1-basic", case__poc_other="**AFSAC** <b>[x](y)</b> | `z`", case__poc_requisition="# 1")
    run = clssa("notes", draft, *KNOWN, "--format", "md")
    assert run.status == 0
    assert run.out.startswith("## 1. POINTS OF CONTACT\n\nPoints of Contact (POCs)")
    assert "d. All other information: \\*\\*AFSAC\\*\\* \\<b\\>\\[x\\](y)\\</b\\> \\| \\`z\\`\n" in run.out
    assert "\n\nValue of Part A \\$5,100,000\n\nAdministrative Surcharge \\$255,000\n" in run.out


def test_no_note_is_mandatory_before_the_notes_were_issued_and_that_is_said(clssa: Clssa, case_file: CaseFile) -> None:
    run = clssa("notes", case_file("fmso-2-basic", loa__prepared_on="2004-01-16"))
    assert (run.status, run.out) == (0, "No note is mandatory for this document as of 16 January 2004.\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere.yaml",), "nowhere.yaml is not there."),
        (("bad.yaml",), '"III" is not one of I or II'),
        (("bad.docx",), "is not a Word document"),
        (("bad.txt",), "a draft is a Word file (.docx), a PDF (.pdf) or a case file"),
        (("hyphen.json",), "The notes of hyphen.json cannot be made: the note Points of Contact cannot be told from"),
        (("good.json", "--format", "docx"), "notes in Word need a file to stand in: add --output FILE"),
        (("good.json", "--output", "good.json"), "the notes would be written over good.json"),
        (("good.json", "--output", "no/where.txt"), "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_exit_2_and_nothing_is_left_behind(
    clssa: Clssa, case_file: CaseFile, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    case_file("fmso-2-basic", case__poc_technical="AFSAC-").rename(tmp_path / "hyphen.json")
    case_file("fmso-2-basic").rename(tmp_path / "good.json")
    (tmp_path / "bad.yaml").write_text("case: {fmso: III}")
    (tmp_path / "bad.docx").write_bytes(b"Dear Sir")
    (tmp_path / "bad.txt").write_bytes(b"Dear Sir")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    run = clssa("notes", *arguments, *KNOWN)
    assert (run.status, run.out) == (2, "")
    assert said in " ".join(run.err.split())
    assert "Traceback" not in run.err
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
