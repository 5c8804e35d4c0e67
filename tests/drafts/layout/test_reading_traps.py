"""What Word can do to a draft without changing what a reader of the page sees, and what it must not be taken for."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from clssa.drafts.reader import Reading
from word_parts import TEXT_BOXES, deleted, element, inserted, numbering, paragraph, run

ReadMade = Callable[[Any], Reading]
MARK = 'w:id="9" w:author="A. Drafter" w:date="2006-01-01T00:00:00Z"'
DATE = "1 March 2006"


def fill(cell: Any, content: str) -> None:
    """Give a cell one paragraph of this content."""
    for each in cell.paragraphs[1:]:
        each._p.getparent().remove(each._p)
    old = cell.paragraphs[0]._p
    old.getparent().replace(old, paragraph(content))


def control(properties: str, content: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def without_changes(reading: Reading) -> dict[str, Any]:
    facts = copy.deepcopy(reading.facts)
    del facts["loa"]["unresolved_tracked_changes"]
    return facts


@pytest.fixture
def plain(drafts: Any, read_made: ReadMade) -> dict[str, Any]:
    """The facts of the example as it stands."""
    return without_changes(read_made(drafts.build(drafts.FMSO_1_CLEAN)))


@pytest.mark.parametrize("where", [(1, 2, 4), (2, 0, 1)], ids=["line", "cost summary"])
def test_an_amount_changed_within_a_cell_is_read_as_it_will_stand(
    where: tuple[int, int, int], drafts: Any, read_made: ReadMade, plain: dict[str, Any]
) -> None:
    made = drafts.build(drafts.FMSO_1_CLEAN)
    fill(made.tables[where[0]].cell(*where[1:]), run("$4,") + deleted("9") + inserted("2") + run("00,000"))
    reading = read_made(made)
    assert without_changes(reading) == plain
    assert [(each.kind, each.text) for each in reading.tracked_changes] == [("deletion", "9"), ("insertion", "2")]


def test_a_deleted_paragraph_within_a_cell_is_not_read(drafts: Any, read_made: ReadMade, plain: dict[str, Any]) -> None:
    made = drafts.build(drafts.FMSO_1_CLEAN)
    gone = paragraph(deleted("$9,999,999"), f"<w:rPr><w:del {MARK}/></w:rPr>")
    made.tables[1].cell(2, 4).paragraphs[0]._p.addprevious(gone)
    assert without_changes(read_made(made)) == plain


def test_a_row_of_a_table_within_a_cell_is_read_as_one_line(drafts: Any, read_made: ReadMade, plain: dict[str, Any]) -> None:
    made = drafts.build(drafts.FMSO_1_CLEAN)
    cell = made.tables[1].cell(2, 1)
    cell.text = cell.text.replace("Delivery Source Code: CD\n", "")
    inner = cell.add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "Delivery Source Code:", "CD"
    assert without_changes(read_made(made)) == plain


@pytest.mark.parametrize("around", ["row", "cell", "paragraph"])
def test_a_content_control_around_a_part_of_the_items_table_changes_nothing(
    around: str, drafts: Any, read_made: ReadMade, plain: dict[str, Any]
) -> None:
    made = drafts.build(drafts.FMSO_1_CLEAN)
    row = made.tables[1].rows[2]._tr
    target = {"row": row, "cell": row.tc_lst[4], "paragraph": row.tc_lst[4].p_lst[0]}[around]
    wrapped = element(control("", ""))
    target.getparent().replace(target, wrapped)
    wrapped[1].append(target)
    assert without_changes(read_made(made)) == plain


def test_a_note_in_a_text_box_is_read(drafts: Any, read_made: ReadMade, plain: dict[str, Any]) -> None:
    made = drafts.build(drafts.FMSO_1_CLEAN)
    head = next(each for each in made.paragraphs if each.text.startswith("Note 4."))
    body = next(each for each in made.paragraphs if each._p is head._p.getnext())
    text = f"<w:p>{run(head.text)}</w:p><w:p>{run(body.text)}</w:p>"
    box = (
        f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx>'
        f"</mc:Choice><mc:Fallback><v:textbox><w:txbxContent>{text}</w:txbxContent></v:textbox></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    body._p.getparent().remove(body._p)
    head._p.getparent().replace(head._p, element(box, TEXT_BOXES))
    assert without_changes(read_made(made)) == plain


def test_a_note_moved_with_its_end_is_read_once_where_it_went(drafts: Any, read_made: ReadMade, plain: dict[str, Any]) -> None:
    made = drafts.build(drafts.FMSO_1_CLEAN)
    head = next(each for each in made.paragraphs if each.text.startswith("Note 4."))
    body = next(each for each in made.paragraphs if each._p is head._p.getnext())
    away = deleted(body.text).replace("w:del ", "w:moveFrom ").replace("/w:del>", "/w:moveFrom>").replace("delText", "t")
    head._p.addnext(paragraph(inserted(body.text).replace("w:ins", "w:moveTo")))
    body._p.getparent().replace(body._p, paragraph(away, f"<w:rPr><w:moveFrom {MARK}/></w:rPr>"))
    reading = read_made(made)
    assert without_changes(reading) == plain
    assert {each.kind for each in reading.tracked_changes} == {"move here", "move away"}


@pytest.mark.parametrize(
    "amount", ["$\u00a04,200,000", "$4,\u00ad200,000", "$4,\u200b200,000", "USD\u202f4,200,000", "\u20664,200,000\u2069",
               "$4,200,\n000", "$4,200\n,000"],
)  # fmt: skip
def test_blanks_hyphens_and_breaks_that_nobody_sees_change_no_amount(
    amount: str, drafts: Any, read_made: ReadMade, plain: dict[str, Any]
) -> None:
    made = drafts.build(drafts.FMSO_1_CLEAN)
    made.tables[1].cell(2, 4).text = amount
    assert without_changes(read_made(made)) == plain


def test_two_amounts_in_one_cell_are_not_made_one(drafts: Any, read_made: ReadMade) -> None:
    made = drafts.build(drafts.FMSO_1_CLEAN)
    made.tables[1].cell(2, 4).text = "100\n200"
    reading = read_made(made)
    assert reading.facts["lines"][0]["total_cost"] == "100.00"
    assert "line.total_cost is 100.00" in str(reading.conflicts[0])


@pytest.mark.parametrize(
    "content",
    [
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>SAVEDATE 1 January 1999</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(DATE)}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        f'<w:fldSimple w:instr="SAVEDATE">{run(DATE)}</w:fldSimple>',
        control('<w:date w:fullDate="1999-01-01T00:00:00Z"/>', run(DATE)),
    ],
    ids=["field", "simple field", "date picker"],
)
def test_a_field_for_a_date_is_read_as_it_shows(content: str, drafts: Any, read_made: ReadMade, plain: dict[str, Any]) -> None:
    made = drafts.build(drafts.FMSO_1_CLEAN)
    fill(made.tables[0].cell(0, 1), content)
    assert without_changes(read_made(made)) == plain


@pytest.mark.parametrize("around", ["text", "cell"])
def test_the_prompt_of_a_control_that_nobody_filled_in_is_told_not_read(around: str, drafts: Any, read_made: ReadMade) -> None:
    made = drafts.build(drafts.FMSO_1_CLEAN)
    cell = made.tables[1].cell(2, 6)
    if around == "text":
        fill(cell, control("<w:showingPlcHdr/>", run("X")))
    else:
        fill(cell, run("X"))
        wrapped = element(control("<w:showingPlcHdr/>", ""))
        cell._tc.getparent().replace(cell._tc, wrapped)
        wrapped[1].append(cell._tc)
    reading = read_made(made)
    assert "offer_release_code" not in reading.facts["lines"][0]
    assert reading.remarks == ('table 2, row 3, column 7: the words "X" are placeholder text; they are not read as text.',)


def test_a_control_that_was_filled_in_is_read(drafts: Any, read_made: ReadMade, plain: dict[str, Any]) -> None:
    made = drafts.build(drafts.FMSO_1_CLEAN)
    fill(made.tables[1].cell(2, 6), control('<w:showingPlcHdr w:val="0"/>', run("A")))
    assert without_changes(read_made(made)) == plain


def test_a_line_may_be_numbered_by_a_list_alone(drafts: Any, read_made: ReadMade, plain: dict[str, Any]) -> None:
    made = drafts.build(drafts.FMSO_1_CLEAN)
    cell = made.tables[1].cell(2, 0)
    cell.text = ""
    cell.paragraphs[0]._p.insert(0, element(f"<w:pPr>{numbering(made, '00%1')}</w:pPr>"))
    assert without_changes(read_made(made)) == plain
