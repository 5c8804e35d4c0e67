from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from clssa.drafts.document import Document, Paragraph, Table, UnreadableDraft, reading_lines
from clssa.drafts.word_xml import paragraphs
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from word_parts import TEXT_BOXES, W, deleted, element, inserted, numbering, paragraph, run

Open = Callable[[Any], Document]


def opened(open_made: Open, *elements: Any) -> Document:
    made = docx.Document()
    for each in elements:
        made.element.body.insert(len(made.element.body) - 1, each)
    return open_made(made)


def texts(document: Document) -> list[str]:
    return [line.text for line in reading_lines(document.blocks)]


def changes(document: Document) -> list[tuple[str, str, str]]:
    return [(change.kind, change.author, change.text) for change in document.changes]


def test_an_inserted_not_is_read_and_a_deleted_not_is_not(open_made: Open) -> None:
    document = opened(
        open_made,
        paragraph(run("The USG is ") + inserted("not ") + run("obligated.")),
        paragraph(run("The USG is ") + deleted("not ") + run("obligated.")),
    )
    assert texts(document) == ["The USG is not obligated.", "The USG is obligated."]
    assert changes(document) == [("insertion", "A. Drafter", "not "), ("deletion", "A. Drafter", "not ")]
    assert [change.where for change in document.changes] == ["paragraph 1", "paragraph 2"]


def test_an_insertion_that_another_author_deleted_again_is_not_read(open_made: Open) -> None:
    nested = inserted("").replace("</w:ins>", deleted("not ", "B. Reviewer") + "</w:ins>")
    document = opened(open_made, paragraph(run("is ") + nested + run("obligated")))
    assert texts(document) == ["is obligated"]
    assert ("deletion", "B. Reviewer", "not ") in changes(document)


def test_moved_text_is_read_where_it_went(open_made: Open) -> None:
    away = deleted("not ").replace("w:del ", "w:moveFrom ").replace("/w:del>", "/w:moveFrom>").replace("delText", "t")
    here = inserted("not ").replace("w:ins", "w:moveTo")
    document = opened(open_made, paragraph(run("is ") + away + run("obligated")), paragraph(run("is ") + here + run("bound")))
    assert texts(document) == ["is obligated", "is not bound"]
    assert [kind for kind, _, _ in changes(document)] == ["move away", "move here"]


def test_one_insertion_in_several_pieces_is_one_change(open_made: Open) -> None:
    document = opened(open_made, paragraph(inserted("one ") + inserted("two ") + run("and ") + inserted("three")))
    assert changes(document) == [("insertion", "A. Drafter", "one two "), ("insertion", "A. Drafter", "three")]


def test_a_whole_inserted_paragraph_is_one_change(open_made: Open) -> None:
    mark = '<w:rPr><w:ins w:id="3" w:author="A. Drafter" w:date="2006-01-01T00:00:00Z"/></w:rPr>'
    document = opened(open_made, paragraph(inserted("Note 9."), mark), paragraph(run("Plain.")))
    assert texts(document) == ["Note 9.", "Plain."]
    assert changes(document) == [("insertion", "A. Drafter", "Note 9.")]


def test_a_paragraph_whose_end_is_deleted_joins_the_next(open_made: Open) -> None:
    mark = '<w:rPr><w:del w:id="3" w:author="A. Drafter"/></w:rPr>'
    document = opened(open_made, paragraph(run("The USG is "), mark), paragraph(run("not obligated.")))
    assert texts(document) == ["The USG is not obligated."]
    assert len(document.changes) == 1


def test_changes_in_tables_text_boxes_and_headers_count(open_made: Open) -> None:
    made = docx.Document()
    cell = made.add_table(1, 1).cell(0, 0)
    cell._tc.append(paragraph(inserted("in a table")))
    made.sections[0].header._element.append(paragraph(inserted("in a header")))
    made.element.body.insert(0, text_box(str_of=inserted("in a box")))
    document = open_made(made)
    assert sorted(text for _, _, text in changes(document)) == ["in a box", "in a header", "in a table"]


def test_tracked_formatting_is_a_change_too(open_made: Open) -> None:
    change = '<w:rPrChange w:id="4" w:author="A. Drafter"><w:rPr/></w:rPrChange>'
    assert changes(opened(open_made, paragraph(run("bold", "<w:b/>" + change)))) == [("formatting", "A. Drafter", "")]


def test_a_draft_without_changes_has_none(open_made: Open) -> None:
    assert opened(open_made, paragraph(run("Plain."))).changes == ()


def test_a_deleted_row_is_gone_and_an_inserted_row_is_there(open_made: Open) -> None:
    made = docx.Document()
    table = made.add_table(3, 1)
    for index, text in enumerate(("kept", "deleted", "inserted")):
        table.cell(index, 0).text = text
        if text != "kept":
            mark = f'<w:trPr><w:{text[:3]} w:id="5" w:author="A. Drafter"/></w:trPr>'
            table.rows[index]._tr.insert(0, element(mark))
    document = open_made(made)
    assert texts(document) == ["kept", "inserted"]
    assert [(kind, text) for kind, _, text in changes(document)] == [("deletion", "deleted"), ("insertion", "")]


@pytest.mark.parametrize(
    ("mark", "word"),
    [
        ("<w:vanish/>", "hidden"),
        ("<w:strike/>", "struck through"),
        ("<w:dstrike/>", "struck through"),
        ('<w:color w:val="FFFFFF"/>', "white"),
        ('<w:sz w:val="2"/>', "too small to read"),
    ],
)
def test_words_that_nobody_sees_as_text_are_told_not_read(open_made: Open, mark: str, word: str) -> None:
    document = opened(open_made, paragraph(run("is ") + run("not ", mark) + run("obligated")))
    assert texts(document) == ["is obligated"]
    assert len(document.remarks) == 1
    assert document.remarks[0].startswith('paragraph 1: the words "not" are ' + word)


def test_words_hidden_by_their_style_are_not_read_either(open_made: Open) -> None:
    made = docx.Document()
    made.styles.element.append(
        element('<w:style w:type="character" w:styleId="Unseen"><w:name w:val="Unseen"/><w:rPr><w:vanish/></w:rPr></w:style>')
    )
    made.element.body.insert(0, paragraph(run("is ") + run("not ", '<w:rStyle w:val="Unseen"/>') + run("obligated")))
    assert texts(open_made(made))[0] == "is obligated"


@pytest.mark.parametrize("ground", ['<w:shd w:val="clear" w:fill="000080"/>', '<w:highlight w:val="darkBlue"/>'])
def test_white_words_on_a_dark_ground_are_read(open_made: Open, ground: str) -> None:
    document = opened(open_made, paragraph(run("is ") + run("not ", f'<w:color w:val="FFFFFF"/>{ground}') + run("obligated")))
    assert texts(document) == ["is not obligated"]


def test_formatting_that_is_switched_off_hides_nothing(open_made: Open) -> None:
    document = opened(open_made, paragraph(run("is ") + run("not ", '<w:vanish w:val="0"/><w:strike w:val="false"/>')))
    assert texts(document) == ["is not"]


def test_a_hidden_row_is_told_not_read(open_made: Open) -> None:
    made = docx.Document()
    table = made.add_table(1, 1)
    table.cell(0, 0).text = "unseen line"
    table.rows[0]._tr.insert(0, element("<w:trPr><w:hidden/></w:trPr>"))
    document = open_made(made)
    assert texts(document) == []
    assert "unseen line" in document.remarks[0]


def test_content_controls_fields_and_links_are_read_as_they_show(open_made: Open) -> None:
    control = element(f"<w:sdt><w:sdtPr/><w:sdtContent><w:p>{run('in a control')}</w:p></w:sdtContent></w:sdt>")
    inline = paragraph(f"<w:sdt><w:sdtContent>{run('inline')}</w:sdtContent></w:sdt><w:hyperlink>{run(' link')}</w:hyperlink>")
    field = paragraph(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("1 May 2006") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    choice = paragraph(
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="U"/>'
        '<w:listEntry w:val="V"/></w:ddList></w:ffData></w:fldChar></w:r>'
    )
    assert texts(opened(open_made, control, inline, field, choice)) == ["in a control", "inline link", "1 May 2006", "V"]


def test_hyphens_tabs_and_line_breaks_keep_words_apart_and_together(open_made: Open) -> None:
    content = "<w:r><w:t>non</w:t><w:noBreakHyphen/><w:t>programmed</w:t><w:tab/><w:t>mate</w:t><w:softHyphen/><w:t>riel</w:t>"
    document = opened(open_made, paragraph(content + "<w:br/><w:t>next</w:t></w:r>"))
    assert document.blocks[0] == Paragraph("non-programmed\tmateriel\nnext", "paragraph 1", 0)


def text_box(str_of: str) -> Any:
    box = f"<w:txbxContent><w:p>{str_of}</w:p></w:txbxContent>"
    return element(
        "<w:p><w:r><w:t>before</w:t></w:r><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t> after</w:t></w:r></w:p>",
        TEXT_BOXES,
    )


def test_a_text_box_is_read_once_after_its_paragraph(open_made: Open) -> None:
    document = opened(open_made, text_box(run("in a box")))
    assert [(line.text, line.where) for line in reading_lines(document.blocks)] == [
        ("before after", "paragraph 1"),
        ("in a box", "text box 1"),
    ]


@pytest.mark.parametrize(
    ("level_text", "form", "labels"),
    [
        ("Note %1.", '<w:numFmt w:val="decimal"/>', ["Note 1.", "Note 2."]),
        ("%1.", '<w:numFmt w:val="lowerLetter"/>', ["a.", "b."]),
        ("%1)", '<w:numFmt w:val="upperRoman"/>', ["I)", "II)"]),
        ("%1", '<w:numFmt w:val="decimalZero"/>', ["01", "02"]),
        ("%1", '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>'
         '</mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>', ["001", "002"]),
    ],
)  # fmt: skip
def test_an_automatic_number_is_part_of_the_text(open_made: Open, level_text: str, form: str, labels: list[str]) -> None:
    made = docx.Document()
    properties = numbering(made, level_text, form)
    for number in range(2):
        made.element.body.insert(number, paragraph(run("Title"), properties))
    assert texts(open_made(made))[:2] == [f"{label} Title" for label in labels]


def test_a_bullet_is_no_number_and_a_list_style_numbers_like_a_list(open_made: Open) -> None:
    made = docx.Document()
    made.add_paragraph("item", style="List Bullet")
    made.add_paragraph("first", style="List Number")
    made.add_paragraph("second", style="List Number")
    assert texts(open_made(made)) == ["item", "1. first", "2. second"]


def test_a_merged_cell_stands_once_and_keeps_the_columns_of_the_others(open_made: Open) -> None:
    made = docx.Document()
    table = made.add_table(2, 4)
    for row in range(2):
        for column in range(4):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "tall"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "wide"
    document = open_made(made)
    found = document.blocks[0]
    assert isinstance(found, Table)
    assert [[(cell.text, cell.column, cell.span) for cell in row.cells] for row in found.rows] == [
        [("tall", 0, 1), ("wide", 1, 2), ("03", 3, 1)],
        [("11", 1, 1), ("12", 2, 1), ("13", 3, 1)],
    ]
    assert found.width == 4


def test_headers_and_footers_stand_apart_from_the_text(open_made: Open) -> None:
    made = docx.Document()
    made.sections[0].footer.paragraphs[0].text = "BN-D-KAA  Page 1"
    made.add_paragraph("Text.")
    document = open_made(made)
    assert texts(document) == ["Text."]
    assert [(p.text, p.where) for p in document.margins] == [("BN-D-KAA  Page 1", "page footer")]


def test_a_handle_finds_the_paragraph_in_the_file_again(open_made: Open, tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("one")
    made.add_table(1, 2).cell(0, 1).text = "two"
    made.add_paragraph("three")
    handles = {line.text: line.handle for line in reading_lines(open_made(made).blocks)}
    again = paragraphs(docx.Document(str(tmp_path / "draft.docx")).element.body)
    assert {text: again[handle].text for text, handle in handles.items()} == {
        "one": "one", "two": "two", "three": "three"}  # fmt: skip


def test_an_included_file_is_refused_because_its_text_is_not_there(open_made: Open) -> None:
    with pytest.raises(UnreadableDraft, match=r"draft\.docx: it includes another file"):
        opened(open_made, element("<w:altChunk></w:altChunk>"))


def test_words_in_pictures_are_told_not_read(open_made: Open) -> None:
    picture = element('<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>',
                      W + ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"')  # fmt: skip
    assert opened(open_made, picture).remarks == ("The draft holds pictures or drawings (1); words inside them are not read.",)


def test_a_footnote_is_told_not_read(open_made: Open) -> None:
    made = docx.Document()
    made.add_paragraph("The USG is obligated.")
    content = element(f"<w:footnotes><w:footnote><w:p>{run('not until 2007')}</w:p></w:footnote></w:footnotes>")
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    notes = Part(PackURI("/word/footnotes.xml"), kind, serialize_part_xml(content), made.part.package)
    made.part.relate_to(notes, RELATIONSHIP_TYPE.FOOTNOTES)
    document = open_made(made)
    assert texts(document) == ["The USG is obligated."]
    assert document.remarks == ('A footnote, "not until 2007", is not read as part of the text.',)


def test_a_symbol_of_a_symbol_font_is_no_letter(open_made: Open) -> None:
    document = opened(open_made, paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:char="0041"/></w:r>'))
    assert texts(document) == ["\ufffdA"]
