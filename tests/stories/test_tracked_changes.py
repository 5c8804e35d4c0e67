"""Changes that nobody accepted or rejected: the draft is judged as if they were accepted, and each is told with its author."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import docx
from project import ROOT
from running import Run

sys.path.insert(0, str(ROOT / "tests" / "drafts"))
from word_parts import deleted, paragraph, run

Clssa = Callable[..., Run]
KNOWN = ("--known-on", "2006-03-01")
NOTE = "ln-fmso-1-note-stock-augmentation"


def draft_without_a_word(path: Path, word: str) -> Path:
    """The clean example, in which somebody deleted a word of a note with changes tracked."""
    made = docx.Document(str(ROOT / "examples" / "fmso-1-basic-clean.docx"))
    note = next(each for each in made.paragraphs if word in each.text)
    before, after = note.text.split(word)
    note._p.getparent().replace(note._p, paragraph(run(before) + deleted(word, "B. Reviewer") + run(after)))
    made.save(str(path))
    return path


def test_a_tracked_deletion_of_not_fails_the_note_and_is_told_with_author_text_and_place(clssa: Clssa, tmp_path: Path) -> None:
    draft = draft_without_a_word(tmp_path / "draft.docx", "not apply")
    report = clssa("check", draft, *KNOWN, "--format", "json").report
    found = {(each["rule"], each["level"]): each for each in report["findings"] if each["outcome"] == "fail"}
    assert {(NOTE, "error"), ("rd-unresolved-tracked-changes", "error")} <= found.keys()
    change = found["draft-is-judged-with-its-changes", "note"]
    assert change["because"][0]["line"].startswith("deletion by B. Reviewer, paragraph ")
    assert change["because"][0]["line"].endswith(': "not apply"')
    assert change["cite"] is None
    assert [(each["author"], each["kind"], each["text"]) for each in report["tracked_changes"]] == [
        ("B. Reviewer", "deletion", "not apply")
    ]


def test_the_text_of_the_report_names_who_changed_what(clssa: Clssa, tmp_path: Path) -> None:
    run_ = clssa("check", draft_without_a_word(tmp_path / "draft.docx", "not apply"), *KNOWN)
    assert "Deletion by B. Reviewer, paragraph" in run_.out
    assert '"not apply"' in run_.out


def test_changes_of_formatting_are_told_once_and_last(clssa: Clssa, tmp_path: Path) -> None:
    made = docx.Document(str(draft_without_a_word(tmp_path / "draft.docx", "not apply")))
    change = '<w:rPrChange w:id="1" w:author="C. Typist"><w:rPr/></w:rPrChange>'
    for each in made.paragraphs[:12]:
        each._p.addprevious(paragraph(run("bold", f"<w:b/>{change}")))
    made.save(str(tmp_path / "draft.docx"))
    report = clssa("check", "draft.docx", *KNOWN, "--format", "json").report
    lines = [each["because"][0]["line"] for each in report["findings"] if each["rule"] == "draft-is-judged-with-its-changes"]
    assert [line.partition(",")[0] for line in lines] == ["deletion by B. Reviewer", "formatting by C. Typist"]
    assert ", in 12 places, the first at paragraph 1" in lines[1]
    assert len(report["tracked_changes"]) == 13


def test_a_draft_without_changes_has_no_such_finding(clssa: Clssa) -> None:
    report = clssa("check", ROOT / "examples" / "fmso-1-basic-clean.docx", *KNOWN, "--format", "json").report
    assert "draft-is-judged-with-its-changes" not in {each["rule"] for each in report["findings"]}
