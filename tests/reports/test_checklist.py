"""The checklist of a reviewer: item, authority, Yes / No / N/A, remark; as Markdown and as Word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import reading
from project import ROOT
from running import Run

Clssa = Callable[..., Run]
FAULTY, CLEAN = ROOT / "examples" / "fmso-2-faulty.yaml", ROOT / "examples" / "fmso-1-basic.yaml"
DAYS = ("--as-of", "2006-01-16", "--known-on", "2006-02-01")


def tables(text: str) -> list[list[list[str]]]:
    """The rows of each table, without its heads."""
    found: list[list[list[str]]] = []
    for line in text.splitlines():
        if line.startswith("| Item |"):
            found.append([])
        elif line.startswith("|") and not line.startswith("| --- |"):
            found[-1].append([cell.replace("\\", "") for cell in reading.cells(line)])
    return found


def answer(rows: list[list[str]], rule: str, about: str = "") -> tuple[str, str]:
    """The box that is ticked for a rule (empty where none is), and the remark."""
    (row,) = [each for each in rows if each[1].endswith(f"({rule})") and about in each[0]]
    ticked = [name for name, cell in zip(("Yes", "No", "N/A"), row[2:5], strict=True) if cell == "X"]
    assert len(ticked) < 2
    return (ticked or [""])[0], row[5]


def test_each_rule_has_an_answer_with_its_authority_and_what_to_do(clssa: Clssa) -> None:
    run = clssa("check", FAULTY, *DAYS, "--format", "checklist")
    (rows,) = tables(run.out)
    assert run.status == 1
    assert run.out.startswith("# Checklist: BN-D-KBB\n")
    assert "- Result of the check: FAIL" in run.out
    report = clssa("check", FAULTY, *DAYS, "--format", "json").report
    assert {each["rule"] for each in report["findings"]} == {each[1].rpartition("(")[2].rstrip(")") for each in rows}
    assert answer(rows, "br-fmso-1-part-b") == ("N/A", "")
    assert answer(rows, "br-fmso-2-delivery-source-codes") == ("Yes", "")
    ticked, remark = answer(rows, "br-fmso-2-terms-of-sale")
    assert ticked == "No"
    assert "Cash with Acceptance" in remark
    assert "Do this: Enter Cash Prior to Delivery" in remark
    (item,) = [each for each in rows if each[1].endswith("(br-fmso-2-terms-of-sale)")]
    assert item[1].startswith("CLSSA Business Rules, 2/Terms of Sale (TOS) code")


def test_where_the_lines_differ_each_has_a_row_of_its_own(clssa: Clssa) -> None:
    (rows,) = tables(clssa("check", FAULTY, *DAYS, "--format", "checklist").out)
    assert answer(rows, "br-fmso-2-type-of-assistance", "[line 001]") == ("Yes", "")
    assert answer(rows, "br-fmso-2-type-of-assistance", "[line 002]")[0] == "No"


def test_what_could_not_be_decided_has_no_answer_and_names_what_is_missing(clssa: Clssa, tmp_path: Path) -> None:
    (tmp_path / "little.yaml").write_text("case: {fmso: I}\nloa: {kind: basic}\n")
    (rows,) = tables(clssa("check", "little.yaml", *DAYS, "--format", "checklist").out)
    assert answer(rows, "br-fmso-1-terms-of-sale") == ("", "Not decided, for want of: Terms of Sale.")


def test_a_rule_whose_source_no_longer_stands_is_answered_n_a_with_what_it_would_be(clssa: Clssa) -> None:
    days = ("--as-of", "2024-01-01", "--known-on", "2024-01-01")
    report = clssa("check", FAULTY, *days, "--format", "json").report
    informing = [each["rule"] for each in report["findings"] if each["outcome"] == "informational"]
    (rows,) = tables(clssa("check", FAULTY, *days, "--format", "checklist").out)
    assert informing
    for rule in informing:
        ticked, remark = answer(rows, rule)
        assert ticked == "N/A"
        assert remark.startswith("For information only, as its source no longer stands")


def test_several_drafts_have_a_table_each_and_one_that_cannot_be_read_is_a_no(clssa: Clssa, tmp_path: Path) -> None:
    (tmp_path / "bad.docx").write_bytes(b"A letter")
    run = clssa("check", FAULTY, "bad.docx", *DAYS, "--format", "checklist")
    first, second = tables(run.out)
    assert run.status == 2
    assert len(first) > 50
    assert answer(second, "draft-can-be-checked") == ("No", "bad.docx is not a Word document (.docx).")


def test_a_file_that_ends_in_docx_is_the_same_checklist_in_word(clssa: Clssa, tmp_path: Path) -> None:
    made = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        run = clssa("check", FAULTY, CLEAN, *DAYS, "--format", "checklist", "--output", "list.DOCX", cwd=tmp_path / folder)
        assert (run.status, run.out) == (1, "")
        made.append((tmp_path / folder / "list.DOCX").read_bytes())
    assert made[0] == made[1]
    document: Any = docx.Document(str(tmp_path / "one" / "list.DOCX"))
    written = tables(clssa("check", FAULTY, CLEAN, *DAYS, "--format", "checklist").out)
    assert len(document.tables) == len(written) == 2
    for table, rows in zip(document.tables, written, strict=True):
        cells = [[cell.text for cell in row.cells] for row in table.rows]
        assert cells[0] == ["Item", "Authority", "Yes", "No", "N/A", "Remark"]
        assert cells[1:] == rows
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert headings == ["Checklist: BN-D-KBB", "Checklist: BN-D-KAA"]
