"""A note filled in for a case: its paragraphs, and marks where a value is missing."""

import pytest
from clssa.language.types import NONE
from clssa.notes.compare import compare
from clssa.notes.filled import Missing, fill, plain
from real_notes import CASE, NOTES, PIECES, TEXTS, type_of

SUMMARY, CONTACTS, FAD = "fmso-1-financial-summary", "fmso-2-points-of-contact", "fmso-2-force-activity-designator"


def mark(missing: Missing) -> str:
    return f"[missing: {missing.fact}]"


def filled(name: str, **changes: object) -> str:
    case = CASE | {fact.replace("__", "."): value for fact, value in changes.items()}
    return plain(fill(NOTES[name], case.get, type_of), mark)


@pytest.mark.parametrize("name", NOTES)
def test_a_note_of_a_complete_case_is_the_rendered_note(name):
    assert filled(name) == TEXTS[name]


@pytest.mark.parametrize("value", [None, NONE])
def test_a_missing_value_is_marked_where_it_belongs_and_the_rest_stands(value):
    lines = filled(SUMMARY, loa__part_a=value).splitlines()
    assert lines[:2] == ["Value of Part A [missing: loa.part_a]", "Administrative Surcharge $37,500"]


def test_rows_that_depend_on_a_missing_fact_are_one_mark():
    assert filled(SUMMARY, loa__kind=None).splitlines()[3:] == ["[missing: loa.kind]"]


@pytest.mark.parametrize("value", ["", "___", "XXX", "(Provided by each MILDEP)", "[missing: point of contact]"])
def test_a_text_that_only_holds_the_place_is_missing(value):
    assert "supply information: [missing: case.poc_requisition]\n" in filled(CONTACTS, case__poc_requisition=value)


def test_a_word_that_is_no_code_is_missing_wherever_the_note_prints_it():
    assert filled(FAD, case__force_activity_designator="VI").count("[missing: case.force_activity_designator]") == 2


def test_a_value_of_several_lines_stays_in_its_paragraph():
    lines = filled(CONTACTS, case__poc_other="SAF/IA\n1080 Air Force\tPentagon").splitlines()
    assert lines[-1] == "d. All other information: SAF/IA 1080 Air Force Pentagon"


@pytest.mark.parametrize(("name", "fact"), [(CONTACTS, "case__poc_other"), (CONTACTS, "case__poc_technical"),
                                            (SUMMARY, "loa__balance_due"), (FAD, "case__force_activity_designator")])  # fmt: skip
def test_a_note_with_a_mark_never_compares_as_whole(name, fact):
    found = compare(PIECES[name], filled(name, **{fact: None}), type_of)
    assert found.edits or not all(each.filled for each in found.blanks)
