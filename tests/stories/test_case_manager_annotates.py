"""A case manager gets the findings as comments in a copy of the draft."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from project import ROOT
from running import Run

Clssa = Callable[..., Run]
FAULTY = ROOT / "examples" / "fmso-2-basic-faulty.docx"
KNOWN = ("--known-on", "2006-03-01")


def comments(path: Path) -> dict[str, str]:
    """The text of each comment, by the text of the paragraph that it stands on."""
    opened = docx.Document(str(path))
    said = {str(each.comment_id): each.text for each in opened.comments}
    found: dict[str, str] = {}
    for start in opened.element.body.iter(qn("w:commentRangeStart")):
        on = "".join(each.text or "" for each in start.getparent().iter(qn("w:t")))
        found[on] = found.get(on, "") + said[start.get(qn("w:id"))] + "\n"
    return found


def test_each_finding_stands_as_a_comment_on_what_it_is_about(clssa: Clssa, tmp_path: Path) -> None:
    out = tmp_path / "annotated.docx"
    assert clssa("check", FAULTY, *KNOWN, "--annotate", out).status == 1
    found = comments(out)
    first, terms, code, value, note = found
    assert first == "United States of America"
    assert found[first].startswith("FAIL: BN-D-KBC")
    assert "Add the note Support Availability, word for word." in found[first]
    assert terms == "Terms of Sale: Cash with Acceptance"
    assert "each must be one of Cash Prior to Delivery" in found[terms]
    assert code.endswith("TA U")
    assert "it must be V." in found[code]
    assert "“TA of 'V' applies regardless of TOS” (rule br-fmso-2-type-of-assistance, version 2005-09-20)" in found[code]
    assert value == "$3,670,000"
    assert note.startswith("Note 2.")
    assert 'The word "not" is missing' in found[note]


def test_the_copy_is_judged_as_the_draft_is_and_is_the_same_each_time(clssa: Clssa, tmp_path: Path) -> None:
    out, again = tmp_path / "annotated.docx", tmp_path / "again.docx"
    run = clssa("check", FAULTY, *KNOWN, "--annotate", out, "--format", "json")
    clssa("check", FAULTY, *KNOWN, "--annotate", again)
    assert out.read_bytes() == again.read_bytes()
    copied = clssa("check", out, *KNOWN, "--format", "json").report
    assert copied.pop("evidence")["inputs"] != run.report["evidence"]["inputs"]  # its bytes are others, for the comments in them
    assert copied == {key: value for key, value in run.report.items() if key != "evidence"}


def test_a_copy_that_is_checked_again_has_only_the_new_comments(clssa: Clssa, tmp_path: Path) -> None:
    made = docx.Document(str(FAULTY))
    made.add_comment(made.paragraphs[2].runs, "Is this the right case?", author="D. Drafter")
    made.save(str(tmp_path / "draft.docx"))
    clssa("check", "draft.docx", *KNOWN, "--annotate", "first.docx")
    clssa("check", "first.docx", *KNOWN, "--annotate", "second.docx")
    first, second = (comments(tmp_path / name) for name in ("first.docx", "second.docx"))
    assert second == first
    assert any("Is this the right case?" in each for each in second.values())
    authors = [each.author for each in docx.Document(str(tmp_path / "second.docx")).comments]
    assert authors.count("D. Drafter") == 1
    assert len(docx.Document(str(tmp_path / "first.docx")).comments) == len(authors)


def test_what_is_missing_is_asked_for_where_the_question_arises(clssa: Clssa, tmp_path: Path) -> None:
    made = docx.Document(str(FAULTY))
    for paragraph in made.element.body.iter(qn("w:p")):
        text = "".join(each.text or "" for each in paragraph.iter(qn("w:t")))
        if text.endswith("TA U"):
            for each in paragraph.iter(qn("w:t")):
                each.text = (each.text or "").replace("TA U", "")
    made.save(str(tmp_path / "draft.docx"))
    clssa("check", tmp_path / "draft.docx", *KNOWN, "--annotate", tmp_path / "out.docx")
    asked = [(on, said) for on, said in comments(tmp_path / "out.docx").items() if "Needed: Type of Assistance" in said]
    assert len(asked) == 1
    assert asked[0][0] == "002"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((FAULTY, "--annotate", FAULTY), "the copy with comments would be written over"),
        ((FAULTY, "--output", "a.docx", "--annotate", "a.docx"), "the copy with comments would be written over"),
        ((FAULTY, FAULTY, "--annotate", "out.docx"), "name one draft"),
        ((ROOT / "examples" / "fmso-1-basic.yaml", "--annotate", "out.docx"), "fmso-1-basic.yaml is none"),
        ((FAULTY, "--annotate", "out.pdf"), "writes a Word file (.docx); out.pdf is none"),
        (("draft.pdf", "--annotate", "out.docx"), "writes comments in a Word draft (.docx); draft.pdf is none"),
        ((FAULTY, "--annotate", "no-such-folder/out.docx"), "writes into a folder that is there; no-such-folder is not"),
    ],
)
def test_what_cannot_be_annotated_is_refused_in_words(
    clssa: Clssa, tmp_path: Path, arguments: tuple[str | Path, ...], sentence: str
) -> None:
    before = FAULTY.read_bytes()
    run = clssa("check", *arguments)
    assert run.status == 2
    assert sentence in " ".join(run.err.split())
    assert FAULTY.read_bytes() == before
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="a folder in which nobody can write is /proc")
def test_where_it_cannot_be_written_nothing_is_left_behind(clssa: Clssa, tmp_path: Path) -> None:
    run = clssa("check", FAULTY, "--annotate", "/proc/out.docx")
    assert run.status == 2
    assert "cannot be written" in run.err
    assert "Traceback" not in run.err
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_draft_gives_no_annotated_copy(clssa: Clssa, tmp_path: Path) -> None:
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 no")
    assert clssa("check", tmp_path / "broken.docx", "--annotate", tmp_path / "out.docx").status == 2
    assert not (tmp_path / "out.docx").exists()


def test_each_changed_word_of_a_note_is_commented_on_in_its_own_paragraph(clssa: Clssa, tmp_path: Path) -> None:
    made = docx.Document(str(FAULTY))
    note = next(each for each in made.paragraphs if each.text.startswith("Note 2."))
    first, middle, last = note.text.partition(" Requisitions shall")
    last, nonrecurring, end = last.partition(" Nonrecurring demands")
    texts = [first, middle + last, (nonrecurring + end).replace("programmed", "planned")]
    for text in reversed(texts[1:]):
        twin = copy.deepcopy(note._p)
        note._p.addnext(twin)
        docx.text.paragraph.Paragraph(twin, note._parent).text = text.strip()
    note.text = first
    made.save(str(tmp_path / "draft.docx"))
    clssa("check", tmp_path / "draft.docx", *KNOWN, "--annotate", tmp_path / "out.docx")
    found = {on[:24]: said for on, said in comments(tmp_path / "out.docx").items() if "[note 2]" in said}
    assert list(found) == ["Note 2.  CLSSA REQUISITI", "Nonrecurring demands and"]
    missing, replaced = found.values()
    assert 'The word "not" is missing' in missing
    assert "planned" not in missing
    assert '"non-planned" stands for "non-programmed"' in replaced
    assert '"not" is missing' not in replaced
    assert all("Restore the mandatory words" in said for said in found.values())


def test_a_tracked_change_is_commented_on_where_it_stands(clssa: Clssa, tmp_path: Path) -> None:
    made = docx.Document(str(FAULTY))
    offer = next(each for each in made.paragraphs if each.text.startswith("This offer expires"))
    offer._p.append(
        parse_xml(
            f'<w:ins {nsdecls("w")} w:id="91" w:author="B. Drafter"><w:r><w:t xml:space="preserve"> Or not.</w:t></w:r></w:ins>'
        )
    )
    code = made.tables[1].cell(3, 6).paragraphs[0]
    code._p.append(
        parse_xml(f'<w:del {nsdecls("w")} w:id="92" w:author="C. Drafter"><w:r><w:delText>Z</w:delText></w:r></w:del>')
    )
    made.save(str(tmp_path / "draft.docx"))
    clssa("check", tmp_path / "draft.docx", *KNOWN, "--annotate", tmp_path / "out.docx")
    found = comments(tmp_path / "out.docx")
    assert "Insertion by B. Drafter" in found["This offer expires on 30 June 2006. Or not."]
    assert 'Deletion by C. Drafter, table 2, row 4, column 7: "Z"' in found["A"]


def test_of_two_notes_of_one_number_each_finding_stands_on_its_own(clssa: Clssa, tmp_path: Path) -> None:
    made = docx.Document(str(FAULTY))
    note = next(each for each in made.paragraphs if each.text.startswith("Note 2."))
    twin = copy.deepcopy(note._p)
    next(iter(twin.iter(qn("w:t")))).text = "Note 2. CLSSA REQUISITIONING. Requisition what you like."
    note._p.addnext(twin)
    made.save(str(tmp_path / "draft.docx"))
    clssa("check", tmp_path / "draft.docx", *KNOWN, "--annotate", tmp_path / "out.docx")
    found = comments(tmp_path / "out.docx")
    assert "[note 2 (2)]" in next(
        said for on, said in found.items() if on.startswith("Note 2. CLSSA REQUISITIONING. Requisition")
    )
