from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from clssa.drafts import read
from clssa.drafts.layout import Layout
from clssa.drafts.reader import Reading
from clssa.language import yaml
from project import ROOT
from word_parts import deleted, element, inserted, numbering, paragraph, run

DATA = ROOT / "tests/drafts/data"
EXAMPLES = ROOT / "examples"
ReadMade = Callable[[Any], Reading]


def comparable(value: Any) -> Any:
    """Note texts without regard to white space, titles without regard to case."""
    if isinstance(value, dict):
        return {str(k): comparable(v.casefold() if k == "title" else v) for k, v in value.items()}
    return [comparable(each) for each in value] if isinstance(value, list) else " ".join(value.split())


@pytest.mark.parametrize("name", ["fmso-1-basic", "fmso-2-basic-faulty"])
def test_a_sample_draft_gives_every_fact_that_a_perfect_reader_takes_from_it(name: str, layout: Layout) -> None:
    truth = yaml.load((DATA / f"{name}.facts.yaml").read_bytes(), name)
    reading = read(DATA / f"{name}.docx", [layout])
    for subject, facts in comparable(truth).items():
        found = comparable(reading.facts[subject])
        assert found == facts if isinstance(facts, list) else {leaf: found.get(leaf) for leaf in facts} == facts
    assert reading.conflicts == ()


def test_the_examples_are_as_their_script_makes_them(drafts: Any, layout: Layout, tmp_path: Path) -> None:
    for draft, name in ((drafts.FMSO_1_CLEAN, "fmso-1-basic-clean"), (drafts.FMSO_2_FAULTY, "fmso-2-basic-faulty")):
        drafts.write(drafts.build(draft), tmp_path / f"{name}.docx")
        assert read(tmp_path / f"{name}.docx", [layout]) == read(EXAMPLES / f"{name}.docx", [layout])


def test_every_value_of_the_clean_example_is_found_with_its_place(layout: Layout) -> None:
    reading = read(EXAMPLES / "fmso-1-basic-clean.docx", [layout])
    assert reading.conflicts == reading.tracked_changes == reading.remarks == ()
    assert reading.facts["loa"]["prepared_on"] == "2006-02-15"
    assert "accepted_on" not in reading.facts["loa"]
    assert 'the date beside "Purchaser Signature"' in reading.looked_for["loa.accepted_on"]
    assert reading.where["line 001"]["line.source_code"] == "table 2, row 3, column (5)"
    assert reading.where["note 5"]["note.title"].startswith("paragraph ")
    for subject, places in reading.where.items():
        assert places.keys() == reading.handles[subject].keys()
        assert all(places.values())


def test_a_not_deleted_by_a_tracked_change_is_missing_from_the_note(drafts: Any, read_made: ReadMade) -> None:
    for change, expected in ((inserted, "occurs, and not for"), (deleted, "occurs, and for")):
        made = drafts.build(drafts.FMSO_2_CLEAN)
        note = next(p for p in made.paragraphs if "and not for initial" in p.text)
        before, after = note.runs[1].text.split("not for initial")
        note.runs[1].text = before
        for each in paragraph(change("not ") + run("for initial" + after)).findall("{*}*")[1:]:
            note._p.append(each)
        reading = read_made(made)
        assert expected in reading.facts["notes"][1]["text"]
        assert reading.facts["loa"]["unresolved_tracked_changes"] == "1"
        assert reading.tracked_changes[0].text == "not "


def test_notes_may_be_numbered_automatically(drafts: Any, read_made: ReadMade) -> None:
    plain = read_made(drafts.build(drafts.FMSO_1_CLEAN))
    made = drafts.build(drafts.FMSO_1_CLEAN)
    properties = element(f"<w:pPr>{numbering(made, 'Note %1.')}</w:pPr>")
    for each in made.paragraphs:
        if each.text.startswith("Note "):
            each.runs[0].text = each.runs[0].text.split(".  ", 1)[1]
            each._p.insert(0, copy.deepcopy(properties))
    assert read_made(made).facts == plain.facts


def test_the_whole_draft_may_stand_in_content_controls_and_cells(drafts: Any, read_made: ReadMade) -> None:
    plain = read_made(drafts.build(drafts.FMSO_1_CLEAN))
    made = drafts.build(drafts.FMSO_1_CLEAN)
    body = made.element.body
    control = element("<w:sdt><w:sdtPr/><w:sdtContent></w:sdtContent></w:sdt>")
    for each in list(body)[:-1]:
        control[1].append(each)
    body.insert(0, control)
    assert read_made(made).facts == plain.facts
    framed = element("<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc></w:tc></w:tr></w:tbl>")
    for each in list(control[1]):
        framed[2][0].append(each)
    body.remove(control)
    body.insert(0, framed)
    assert read_made(made).facts == plain.facts


def test_curly_quotes_fixed_blanks_and_soft_breaks_change_no_fact(drafts: Any, read_made: ReadMade) -> None:
    draft = drafts.FMSO_1_CLEAN
    plain = read_made(drafts.build(draft)).facts
    dressed = read_made(drafts.build(replace(
        draft, description=draft.description.replace(" (FMSO I)", "\u00a0(FMSO\u00a0I)").replace("C-130H", "C\u2011130H"),
        terms_of_sale="Cash\u00a0with Acceptance"))).facts  # fmt: skip
    assert {k: dressed[k] for k in ("case", "loa", "lines")} == {k: plain[k] for k in ("case", "loa", "lines")}


def test_a_line_goes_on_in_the_next_row_and_in_the_next_table(drafts: Any, read_made: ReadMade) -> None:
    draft = drafts.FMSO_2_CLEAN
    first, second = draft.lines
    split = (first[0], "AIRFRAME SPARES", *first[2:]), ("", "Delivery Source Code: AA", "", "", "", "", "", "")
    made = drafts.build(replace(draft, lines=split))
    items = made.tables[1]
    for number, rows in enumerate(((draft.heads, second), (("003", *second[1:]),)), 1):
        table = made.add_table(len(rows), 8)
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text.replace("(4) Costs", "(4) Costs (b) Total") if cell._tc is row.cells[4]._tc else text
        items._tbl.getparent().insert(items._tbl.getparent().index(items._tbl) + number, table._tbl)
    lines = read_made(made).facts["lines"]
    assert [line["number"] for line in lines] == ["001", "002", "003"]
    assert lines[0]["delivery_source_codes"] == ["AA"]
    assert lines[2]["total_cost"] == "1900000.00"


def test_repeated_heads_and_a_total_row_are_no_lines(drafts: Any, read_made: ReadMade) -> None:
    draft = drafts.FMSO_2_CLEAN
    heads = tuple(head.replace("(4) Costs", "(4) Costs (b) Total") for head in draft.heads)
    total = ("", "Total", "", "", "$4,200,000", "", "", "")
    lines = read_made(drafts.build(replace(draft, lines=(draft.lines[0], heads, draft.lines[1], total)))).facts["lines"]
    assert [(line["number"], line["total_cost"]) for line in lines] == [("001", "2300000.00"), ("002", "1900000.00")]


def test_two_notes_of_one_number_are_both_kept_and_remarked(drafts: Any, read_made: ReadMade) -> None:
    made = drafts.build(drafts.FMSO_1_CLEAN)
    made.add_paragraph("Note 6. TRANSPORTATION. By the freight forwarder.")
    reading = read_made(made)
    assert [note["number"] for note in reading.facts["notes"]][-2:] == ["6", "6"]
    assert reading.remarks == ("2 notes bear the number 6.",)


def test_a_blank_delivery_term_is_none_and_a_missing_column_is_missing(drafts: Any, read_made: ReadMade) -> None:
    draft = drafts.FMSO_1_CLEAN
    assert read_made(drafts.build(draft)).facts["lines"][0]["delivery_term_code"] == "none"
    reading = read_made(drafts.build(replace(draft, heads=(*draft.heads[:7], "Remarks"))))
    assert "delivery_term_code" not in reading.facts["lines"][0]
    assert "column (7)" in reading.looked_for["line.delivery_term_code"]


def test_a_wrong_code_is_read_and_what_is_no_code_is_missing_but_shown(drafts: Any, read_made: ReadMade) -> None:
    draft = drafts.FMSO_1_CLEAN
    reading = read_made(drafts.build(replace(draft, lines=((*draft.lines[0][:5], "S (60)\nTA QQ", "O", ""),))))
    assert reading.facts["lines"][0]["offer_release_code"] == "O"
    assert "type_of_assistance" not in reading.facts["lines"][0]
    assert '"S (60) TA QQ" stands there' in reading.looked_for["line.type_of_assistance"]


@pytest.mark.parametrize("cell", ["S (60)\nTA U", "S (0) U", "S/60/U", "S(60)/U", "S 60 U", "S TA: U", "S\n60\nU"])
def test_source_code_and_type_of_assistance_are_read_in_the_usual_forms(drafts: Any, read_made: ReadMade, cell: str) -> None:
    draft = drafts.FMSO_1_CLEAN
    line = read_made(drafts.build(replace(draft, lines=((*draft.lines[0][:5], cell, "A", ""),)))).facts["lines"][0]
    assert (line["source_code"], line["type_of_assistance"]) == ("S", "U")


def test_a_row_that_cannot_be_told_leaves_the_lines_missing_rather_than_incomplete(drafts: Any, read_made: ReadMade) -> None:
    draft = drafts.FMSO_2_CLEAN
    reading = read_made(drafts.build(replace(draft, lines=(draft.lines[0], ("OO2", *draft.lines[1][1:])))))
    assert "lines" not in reading.facts
    assert '"OO2" is no number of a line' in reading.looked_for["lines"]
    assert "replaces_case_id" not in reading.facts["case"]


def test_without_an_items_table_and_notes_both_lists_are_missing_not_empty(drafts: Any, read_made: ReadMade) -> None:
    made = drafts.build(replace(drafts.FMSO_1_CLEAN, notes=()))
    made.tables[1]._tbl.getparent().remove(made.tables[1]._tbl)
    reading = read_made(made)
    assert "lines" not in reading.facts
    assert "notes" not in reading.facts
    assert {"lines", "notes"} <= reading.looked_for.keys()


def test_a_fact_stated_twice_with_different_values_is_a_conflict(drafts: Any, read_made: ReadMade) -> None:
    draft = drafts.FMSO_1_CLEAN
    notes = tuple((title, tuple(text.replace("$1,260,000", "$1,206,000") for text in texts)) for title, texts in draft.notes)
    (conflict,) = read_made(drafts.build(replace(draft, notes=notes))).conflicts
    assert (conflict.fact, [value for value, _ in conflict.values]) == ("loa.part_a", ["1260000.00", "1206000.00"])
    assert "table 2, row 3, column (2)" in str(conflict)


def test_a_footer_from_last_years_case_is_a_conflict(drafts: Any, read_made: ReadMade) -> None:
    made = drafts.build(drafts.FMSO_1_CLEAN)
    made.sections[0].footer.paragraphs[0].text = "BN-D-KAX    Page 1"
    (conflict,) = read_made(made).conflicts
    assert (conflict.fact, conflict.values[1]) == ("case.case_id", ("BN-D-KAX", "page footer"))


def test_one_line_printed_with_two_costs_is_a_conflict(drafts: Any, read_made: ReadMade) -> None:
    draft = drafts.FMSO_2_CLEAN
    twin = (*draft.lines[0][:4], "$2,400,000", *draft.lines[0][5:])
    reading = read_made(drafts.build(replace(draft, lines=(*draft.lines, twin))))
    assert [(c.subject, c.fact) for c in reading.conflicts] == [("line 001", "line.total_cost")]


@pytest.mark.parametrize(
    ("terms", "value"),
    [
        ("Cash with Acceptance", ["Cash with Acceptance"]),
        ("FMS CREDIT (NON-REPAYABLE)", ["FMS Credit (Non-Repayable)"]),
        ("FMS Credit, Cash with Acceptance and MAP Merger", ["FMS Credit", "Cash with Acceptance", "MAP Merger"]),
        ("FMS Credit\nCash with Acceptance", ["FMS Credit", "Cash with Acceptance"]),
        ("Barter", ["Barter"]),
        ("Cash with Acceptance (Section 22)", None),
        ("", None),
    ],
)
def test_terms_of_sale_are_read_whole_or_not_at_all(
    drafts: Any, read_made: ReadMade, terms: str, value: list[str] | None
) -> None:
    reading = read_made(drafts.build(replace(drafts.FMSO_1_CLEAN, terms_of_sale=terms)))
    assert reading.facts["loa"].get("terms_of_sale") == value
    assert value is not None or "loa.terms_of_sale" in reading.looked_for


def test_an_ambiguous_date_is_missing_and_the_report_says_why(drafts: Any, read_made: ReadMade) -> None:
    reading = read_made(drafts.build(replace(drafts.FMSO_1_CLEAN, accepted="03/04/2006")))
    assert "accepted_on" not in reading.facts["loa"]
    assert "two different days" in reading.looked_for["loa.accepted_on"]


def test_a_signed_basic_loa_dates_the_case(drafts: Any, read_made: ReadMade) -> None:
    facts = read_made(drafts.build(replace(drafts.FMSO_1_CLEAN, accepted="OCT 1 2005"))).facts
    assert facts["loa"]["accepted_on"] == facts["case"]["basic_loa_accepted_on"] == "2005-10-01"


def test_the_general_charge_of_an_fmso_ii_is_not_the_surcharge_of_an_fmso_i(drafts: Any, read_made: ReadMade) -> None:
    loa = read_made(drafts.build(drafts.FMSO_2_CLEAN)).facts["loa"]
    assert "administrative_surcharge" not in loa
    assert "administrative_surcharge_cumulative" not in loa


def test_an_other_cost_leaves_the_two_surcharges_missing(drafts: Any, read_made: ReadMade) -> None:
    draft = drafts.FMSO_2_CLEAN
    loa = read_made(drafts.build(replace(draft, costs=(*draft.costs[:4], "$500", draft.costs[5])))).facts["loa"]
    assert "logistics_support_charge" not in loa
    assert "cas_surcharge" not in loa


def test_a_cost_summary_that_was_not_read_whole_gives_no_zero(drafts: Any, read_made: ReadMade) -> None:
    draft = drafts.FMSO_2_CLEAN
    loa = read_made(drafts.build(replace(draft, costs=(*draft.costs[:3], "see note", *draft.costs[4:])))).facts["loa"]
    assert "logistics_support_charge" not in loa


def test_a_replacement_note_that_is_not_filled_in_is_neither_an_id_nor_none(drafts: Any, read_made: ReadMade) -> None:
    text = "This FMSO II LOA supersedes the previous FMSO II LOA, {}."
    for case_id, expected in (("BN-D-KBA", "BN-D-KBA"), ("XX-X-XXX", None)):
        notes = (*drafts.FMSO_2_NOTES, ("REPLACEMENT FMSO II LOA", (text.format(case_id),)))
        reading = read_made(drafts.build(replace(drafts.FMSO_2_CLEAN, notes=notes)))
        assert reading.facts["case"].get("replaces_case_id") == expected
    assert "not filled in" in reading.looked_for["case.replaces_case_id"]


def test_the_financial_summary_may_be_a_table_or_one_line(drafts: Any, read_made: ReadMade) -> None:
    draft = drafts.FMSO_1_CLEAN
    plain = read_made(drafts.build(draft)).facts["loa"]
    rows = draft.notes[4][1][1:]
    made = drafts.build(replace(draft, notes=(*draft.notes[:4], ("FINANCIAL SUMMARY", ("",)))))
    table = made.add_table(3, 2)
    for row, text in zip(table.rows, rows, strict=True):
        row.cells[0].text, row.cells[1].text = text.split("\t")
    reading = read_made(made)
    assert reading.facts["loa"] == plain
    assert reading.facts["notes"][4]["text"].split() == " ".join(rows).split()
    run_on = (*draft.notes[:4], ("FINANCIAL SUMMARY", ("  ".join(rows).replace("\t", " "),)))
    assert read_made(drafts.build(replace(draft, notes=run_on))).facts["loa"] == plain


def test_notes_end_where_the_information_pages_begin(drafts: Any, read_made: ReadMade) -> None:
    made = drafts.build(drafts.FMSO_1_CLEAN)
    made.add_paragraph("Letter of Offer and Acceptance Information")
    made.add_paragraph("1. GENERAL. This provides basic information.")
    assert read_made(made).facts["notes"][-1]["text"].endswith("the LOA shall govern.")


def test_a_sentence_that_mentions_a_note_begins_none(drafts: Any, read_made: ReadMade) -> None:
    made = drafts.build(drafts.FMSO_1_CLEAN)
    made.add_paragraph("Note 5 applies to every line.")
    notes = read_made(made).facts["notes"]
    assert len(notes) == 6
    assert notes[-1]["text"].endswith("Note 5 applies to every line.")


def test_one_reading_is_like_the_next(layout: Layout) -> None:
    first, second = (read(DATA / "fmso-2-basic-faulty.docx", [layout]) for _ in range(2))
    assert repr(first) == repr(second)
