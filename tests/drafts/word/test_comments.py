"""Comments in a copy of a Word file: what was there stays as it was, byte for byte."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from clssa.drafts.word_comments import Comment, annotated
from clssa.drafts.word_splice import Xml
from clssa.drafts.word_xml import paragraphs
from docx.oxml.ns import qn
from project import ROOT
from word_parts import element

EXAMPLE = ROOT / "examples" / "fmso-2-basic-faulty.docx"
DAY = "2006-02-15"
ANCHORS = re.compile(
    rb'<w:commentRangeStart[^>]*/>|<w:commentRangeEnd[^>]*/>|<w:r(?: xmlns:w="[^"]*")?><w:commentReference[^>]*/></w:r>'
)
Annotate = Callable[..., Any]


@pytest.fixture
def commented(tmp_path: Path) -> Annotate:
    """Writes the annotated copy of a draft and opens it with python-docx."""

    def write(draft: Path | Any, *comments: Comment) -> Any:
        if not isinstance(draft, Path):
            draft.save(tmp_path / "draft.docx")
            draft = tmp_path / "draft.docx"
        (tmp_path / "out.docx").write_bytes(annotated(draft.name, draft.read_bytes(), comments, DAY))
        return docx.Document(str(tmp_path / "out.docx"))

    return write


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def anchored(opened: Any) -> dict[str, str]:
    """The text of the paragraph that each comment stands on."""
    starts = opened.element.body.iter(qn("w:commentRangeStart"))
    return {each.get(qn("w:id")): "".join(t.text or "" for t in each.getparent().iter(qn("w:t"))) for each in starts}


def test_without_its_anchors_the_text_has_the_bytes_of_the_original_and_no_other_part_changes(
    commented: Annotate, tmp_path: Path
) -> None:
    commented(EXAMPLE, Comment(-1, ("One", "two")), Comment(7, ("Three",)), Comment(7, ("Four",)))
    before, after = parts_of(EXAMPLE), parts_of(tmp_path / "out.docx")
    text = after.pop("word/document.xml")
    assert len(ANCHORS.findall(text)) == 9
    assert ANCHORS.sub(b"", text) == before.pop("word/document.xml")
    assert set(after) - set(before) == {"word/comments.xml"}
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"[Content_Types].xml", "word/_rels/document.xml.rels"}
    for name in changed:
        assert re.sub(rb"<(Override|Relationship) xmlns=[^>]*/>", b"", after[name]) == before[name]


def test_a_comment_stands_on_its_paragraph_and_one_of_no_place_on_the_first(commented: Annotate) -> None:
    made = docx.Document()
    for text in ("first", "second", "third"):
        made.add_paragraph(text)
    opened = commented(made, Comment(2, ("a",)), Comment(-1, ("b",)), Comment(99, ("c",)))
    assert anchored(opened) == {"0": "third", "1": "first", "2": "first"}
    assert [(each.author, each.text, each.timestamp.date().isoformat()) for each in opened.comments] == [
        ("clssa", "a", DAY), ("clssa", "b", DAY), ("clssa", "c", DAY),
    ]  # fmt: skip


def test_the_comments_that_were_there_are_kept(commented: Annotate) -> None:
    made = docx.Document()
    paragraph = made.add_paragraph("first")
    made.add_comment(paragraph.runs, text="What a colleague said", author="A. Colleague", initials="AC")
    opened = commented(made, Comment(0, ("What we say",)))
    assert [(each.author, each.text) for each in opened.comments] == [
        ("A. Colleague", "What a colleague said"), ("clssa", "What we say"),
    ]  # fmt: skip
    assert len({each.comment_id for each in opened.comments}) == 2


def test_an_empty_cell_and_a_paragraph_in_a_text_box_can_be_commented_on(commented: Annotate) -> None:
    made = docx.Document()
    made.add_table(1, 1)
    cell = made.tables[0].cell(0, 0)._tc
    cell.replace(cell.p_lst[0], element("<w:p></w:p>"))
    outer = made.add_paragraph("beside the box")
    outer._p.append(
        element("<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>in the box</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>")
    )
    opened = commented(made, Comment(0, ("of the cell",)), Comment(2, ("of the box",)))
    cells, boxed = (each.getparent() for each in opened.element.body.iter(qn("w:commentRangeStart")))
    assert cells.getparent().tag == qn("w:tc")
    assert boxed.getparent().tag == qn("w:body")  # Word takes no comment in a text box


def test_the_words_of_a_comment_are_text_and_nothing_else(commented: Annotate) -> None:
    opened = commented(docx.Document(str(EXAMPLE)), Comment(0, ("<w:p> & \x07 \u202e",)))
    assert next(iter(opened.comments)).text == "<w:p> & \\u0007 \\u202e"


def test_the_same_comments_give_the_same_bytes() -> None:
    comments = [Comment(3, ("One",))]
    data = EXAMPLE.read_bytes()
    assert annotated(EXAMPLE.name, data, comments, DAY) == annotated(EXAMPLE.name, data, comments, DAY)


def test_a_text_that_calls_the_vocabulary_of_word_by_another_name_is_commented_on() -> None:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = Xml.read(f'<x:document xmlns:x="{word}"><x:body><x:p><x:pPr/><x:r/></x:p></x:body></x:document>'.encode())
    (_, _, before), _ = pieces = text.paragraphs[0].around('<w:commentRangeStart w:id="0"/>', "")
    assert before == f'<w:commentRangeStart xmlns:w="{word}" w:id="0"/>'.encode()
    assert text.data[: pieces[0][0]].endswith(b"<x:pPr/>")


@pytest.mark.parametrize("draft", ["fmso-1-basic-clean.docx", "fmso-2-basic-faulty.docx"])
def test_paragraphs_are_counted_as_handles_count_them(draft: str) -> None:
    path = EXAMPLE.parent / draft
    body = docx.Document(str(path)).element.body
    found = Xml.read(parts_of(path)["word/document.xml"])
    texts = [b"".join(re.findall(rb"<w:t[ >][^<]*", found.data[each.start : each.end])) for each in found.paragraphs]
    assert len(texts) == len(paragraphs(body))
    for text, paragraph in zip(texts, paragraphs(body), strict=True):
        assert text.count(b"<w:t") == len(list(paragraph.iter(qn("w:t"))))
