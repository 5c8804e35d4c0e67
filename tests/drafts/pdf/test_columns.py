"""Tables of a PDF that have no rules, and tables over page breaks."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from clssa.drafts import read
from clssa.drafts.document import Document, Table, UnreadableDraft
from clssa.drafts.layout import Layout
from clssa.drafts.pdf import pdf_document
from clssa.drafts.pdf_lines import TextLine, Word, joined, paragraphs
from clssa.drafts.reader import Reading
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

TITLE = ((72, 720, "United States of America"), (72, 700, "Letter of Offer and Acceptance (LOA)"), (72, 680, "BN-D-KAC"))
NOTE = ((72, 300, "Note 1. PURPOSE. Words of a note."),)


def drawn(*pages: tuple[tuple[float, float, str], ...]) -> bytes:
    """A PDF with each text at its place, in points from the bottom left of its page."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=letter, invariant=1)
    for texts in pages:
        canvas.setFont("Helvetica", 10)
        for left, height, text in texts:
            canvas.drawString(left, height, text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def paged(*pages: tuple[tuple[float, ...], tuple[float, ...], tuple[tuple[float, float, str], ...]]) -> bytes:
    """A PDF with a grid on each page: the heights and lefts of its rules, and texts."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=letter, invariant=1)
    for number, (tops, lefts, texts) in enumerate(pages, 1):
        canvas.setFont("Helvetica", 10)
        canvas.drawString(72, 770, "BN-D-KAC")
        canvas.drawString(72, 30, f"Page {number}")
        if tops:
            canvas.grid(list(lefts), list(tops))
        for left, height, text in texts:
            canvas.drawString(left, height, text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def signed(tmp_path: Path, layout: Layout, *texts: tuple[float, float, str]) -> Reading:
    (tmp_path / "draft.pdf").write_bytes(drawn(TITLE + texts + NOTE))
    return read(tmp_path / "draft.pdf", [layout])


def rows(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for block in document.blocks if isinstance(block, Table) for row in block.rows]


def test_a_date_over_its_word_is_read_from_a_signature_block_without_rules(tmp_path, layout):
    block = [(72, 600, "____________"), (190, 600, "1 March 2006"), (320, 600, "____________"), (450, 600, "15 November 2004"),
             (72, 586, "U.S. Signature"), (190, 586, "Date"), (320, 586, "Purchaser Signature"), (450, 586, "Date")]  # fmt: skip
    reading = signed(tmp_path, layout, *block)
    assert reading.facts["loa"]["accepted_on"] == "2004-11-15"
    assert reading.facts["loa"]["offered_on"] == "2006-03-01"
    assert reading.where[""]["loa.accepted_on"] == "page 1, table without lines 1, row 1, column 4"


def test_a_label_wrapped_in_its_column_is_one_label(tmp_path, layout):
    block = [(72, 600, "______"), (150, 600, "1 March 2006"), (250, 600, "______"), (310, 600, "25 January 2006"),
             (72, 588, "U.S. Signature"), (150, 588, "Date"), (250, 588, "Purchaser"), (310, 588, "Date"),
             (250, 576, "Signature")]  # fmt: skip
    assert signed(tmp_path, layout, *block).facts["loa"]["accepted_on"] == "2006-01-25"


def test_a_block_without_a_date_of_acceptance_states_none(tmp_path, layout):
    block = [(72, 600, "____________"), (190, 600, "1 March 2006"), (320, 600, "____________"), (450, 600, "________"),
             (72, 586, "U.S. Signature"), (190, 586, "Date"), (320, 586, "Purchaser Signature"), (450, 586, "Date")]  # fmt: skip
    reading = signed(tmp_path, layout, *block)
    assert "accepted_on" not in reading.facts["loa"]
    assert ("", "loa.accepted_on") not in reading.unread


def test_a_date_higher_up_than_its_word_is_unread_and_not_absent(tmp_path, layout):
    block = [(72, 612, "____________"), (190, 612, "1 March 2006"), (320, 612, "____________"), (450, 612, "15 November 2004"),
             (72, 599, "Air Force"), (320, 599, "Ministry"),
             (72, 586, "U.S. Signature"), (190, 586, "Date"), (320, 586, "Purchaser Signature"), (450, 586, "Date")]  # fmt: skip
    reading = signed(tmp_path, layout, *block)
    assert "accepted_on" not in reading.facts["loa"]
    assert ("", "loa.accepted_on") in reading.unread


@pytest.mark.parametrize("dates", ["________ 1 Nov 2004 ________ 15 November 2004", "________ 1 Nov 2004 ________ 15-XI-04"])
def test_a_date_that_could_belong_to_either_signature_is_unread(dates, tmp_path, layout):
    reading = signed(tmp_path, layout, (72, 600, dates), (72, 586, "U.S. Signature Date Purchaser Signature Date"))
    assert "accepted_on" not in reading.facts["loa"]
    assert ("", "loa.accepted_on") in reading.unread


def test_amounts_that_fill_their_columns_stay_in_their_rows():
    texts = [(left, 600 - 12 * row, text) for row, texts in enumerate((("15 Jun 2006", "$1,750,000", "$3,325,000"),
             ("15 Sep 2006", "$1,750,000", "$5,075,000"))) for left, text in zip((72, 155, 235), texts, strict=True)]  # fmt: skip
    made = pdf_document("draft.pdf", drawn(tuple(texts)))
    assert rows(made) == [["15 Jun 2006", "$1,750,000", "$3,325,000"], ["15 Sep 2006", "$1,750,000", "$5,075,000"]]


def test_a_paragraph_below_a_table_without_rules_is_no_row_of_it():
    texts = ((72, 600, "Value of Part A"), (300, 600, "$750,000"), (72, 588, "Surcharge"), (300, 588, "$37,500"),
             (72, 576, "Note 7. ASSOCIATED LOA."), (72, 564, "This LOA is issued in conjunction with another one, which is BN-D-KBC."))  # fmt: skip
    made = pdf_document("draft.pdf", drawn(texts))
    assert rows(made) == [["Value of Part A", "$750,000"], ["Surcharge", "$37,500"]]
    assert len(made.blocks) == 3


def test_running_text_in_two_columns_is_refused():
    line = "words of a column that runs on"
    texts = tuple((left, 600 - 12 * row, line) for row in range(8) for left in (72, 320))
    with pytest.raises(UnreadableDraft, match=r"page 1 has running text in columns beside each other; set it in one column"):
        pdf_document("draft.pdf", drawn(texts))


COLUMNS = (72, 120, 300, 400)


def test_a_row_broken_over_a_page_break_is_one_row():
    first = ((100, 60), COLUMNS, ((75, 88, "001"), (123, 88, "Part A (on-hand): $1,260,000"), (303, 88, "$4,200,000"),
             (123, 70, "Delivery Source Code:")))  # fmt: skip
    second = ((740, 720, 700), COLUMNS, ((123, 726, "CD"), (75, 706, "002"), (123, 706, "More"), (303, 706, "$1")))
    made = pdf_document("draft.pdf", paged(first, second))
    assert rows(made) == [
        ["001", "Part A (on-hand): $1,260,000\nDelivery Source Code:\nCD", "$4,200,000"], ["002", "More", "$1"],
    ]  # fmt: skip
    assert [each.where for block in made.blocks if isinstance(block, Table) for each in block.rows] == [
        "page 1, table 1, row 1", "page 2, table 1, row 2",
    ]  # fmt: skip


def test_heads_said_again_on_the_next_page_are_left_out():
    first = ((100, 80, 60), COLUMNS, ((75, 86, "Nbr"), (123, 86, "Text"), (75, 66, "001"), (123, 66, "One")))
    second = ((740, 720, 700), COLUMNS, ((75, 726, "Nbr"), (123, 726, "Text"), (75, 706, "002"), (123, 706, "Two")))
    made = pdf_document("draft.pdf", paged(first, second))
    assert rows(made) == [["Nbr", "Text", ""], ["001", "One", ""], ["002", "Two", ""]]


@pytest.mark.parametrize(
    ("lefts", "above"),
    [((72, 120, 310, 400), ()), (COLUMNS, ((75, 750, "Another table:"),))],
    ids=["other columns", "words between"],
)
def test_two_tables_of_the_same_width_on_pages_that_follow_are_two(lefts, above):
    first = ((100, 80), COLUMNS, ((75, 86, "001"), (123, 86, "One"), (303, 86, "$1")))
    second = (
        (680, 660),
        lefts,
        (*((left, 690, text) for left, _, text in above), (75, 666, "A"), (123, 666, "B"), (315, 666, "C")),
    )
    made = pdf_document("draft.pdf", paged(first, second))
    assert len([block for block in made.blocks if isinstance(block, Table)]) == 2


def test_a_note_over_a_page_break_is_whole_without_what_runs_above_and_below_it():
    words = "The Government is not obligated to satisfy or administer any requirement of offsets, and further, it is not"
    first = (
        (),
        (),
        ((72, 80, words[:70]), (72, 68, "Bear any of the costs that are associated with it, and that the Purchaser has not")),
    )
    second = ((), (), ((72, 740, "agreed to in writing before."),))
    made = pdf_document("draft.pdf", paged(first, second))
    assert made.blocks[-1].text.endswith("the Purchaser has not agreed to in writing before.")
    assert [each.text for each in made.margins] == ["BN-D-KAC", "Page 1", "BN-D-KAC", "Page 2"]


def printed(*texts: str) -> list[TextLine]:
    """Lines of a narrow cell of 42 points as an office program prints them: a blank behind each line that is wrapped."""
    lines = []
    for number, text in enumerate(texts):
        words, left = [], 0.0
        for word in text.split():
            spaced = text.endswith(" ") if word == text.split()[-1] else True
            words.append(Word(word, left, left + 6 * len(word), 6.0, spaced))
            left += 6 * len(word) + 3
        lines.append(TextLine(tuple(words), 1, 12.0 * number, 12.0 * number + 10))
    return lines


@pytest.mark.parametrize(
    ("texts", "whole"),
    [
        (("$1,260,", "000"), "$1,260,000"), (("$14,200", ",000"), "$14,200,000"), (("SC/MOSX", "/TA"), "SC/MOSX/TA"), (("$100,00", "0"), "$100,000"), (("Descrip", "tion"), "Description"),
        (("FMSO I ", "STOCK"), "FMSO I STOCK"), (("SPARES", "Deliver"), "SPARES\nDeliver"), (("Part A ", "(on-", "hand)"), "Part A (on-hand)"),
        (("Deliver", "Source"), "Deliver Source"),
    ],
)  # fmt: skip
def test_words_cut_by_a_narrow_cell_are_whole_and_others_stay_apart(texts: tuple[str, ...], whole: str) -> None:
    assert "\n".join(joined(group, 42) for group in paragraphs(printed(*texts), 42)) == whole
