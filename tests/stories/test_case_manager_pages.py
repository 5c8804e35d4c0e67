"""A case manager sends the findings on, as a page or as Markdown; what a draft says is never obeyed there."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from project import ROOT
from running import Run

Clssa = Callable[..., Run]
CLEAN = ROOT / "examples" / "fmso-1-basic-clean.docx"
FAULTY = ROOT / "examples" / "fmso-2-basic-faulty.docx"
KNOWN = ("--known-on", "2006-03-01")
HOSTILE = '<script>alert(1)</script><img src=x onerror="x()"> | **b** [a](http://x.example) www.x.example \u202e'


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A draft whose Terms of Sale, notes and case identifier are full of signs that a page could obey."""
    made = docx.Document(str(FAULTY))
    for paragraph in made.paragraphs:
        if paragraph.text.startswith("Terms of Sale:"):
            paragraph.text = f"Terms of Sale: {HOSTILE}"
        elif paragraph.text.startswith("Note 2."):
            paragraph.text = paragraph.text.replace("should be for stock", f"should be {HOSTILE} for stock")
    made.save(str(tmp_path / "draft.docx"))
    return tmp_path / "draft.docx"


class Tags(HTMLParser):
    """The elements of a page: every one is closed where it was opened; the text that a person reads."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read_html(run: Run) -> Tags:
    tags = Tags(run.out)
    tags.text = " ".join(tags.text.split())
    return tags


def test_the_page_says_what_is_wrong_where_by_which_paragraph_and_what_to_write(clssa: Clssa) -> None:
    run = clssa("check", FAULTY, *KNOWN, "--format", "html")
    assert run.status == 1
    told = read_html(run).text
    assert "FAIL BN-D-KBC" in told
    assert "A FMSO II has the note CLSSA Requisitioning note 2 (paragraph 19)" in told
    assert "Type of Assistance (TA) is U; it must be V." in told
    assert "line 002, Type of Assistance (TA): U (table 2, row 4, column (5))" in told
    assert "Do this: Enter V as the Type of Assistance of this line, in column (5)." in told
    assert "“TA of 'V' applies regardless of TOS”" in told
    assert '<p class="draft">… the requirement occurs, and <ins>not</ins> for initial provisioning, depot …</p>' in run.out


def test_words_that_do_not_belong_in_a_note_are_struck_through(clssa: Clssa, hostile: Path) -> None:
    page = clssa("check", hostile, *KNOWN, "--format", "html").out
    assert re.search(r"should be <del>&lt;script&gt;alert\(1\)&lt;/script&gt;.*</del> for stock", page)
    assert re.search(
        r"should be ~~\\<script\\>alert\(1\)\\</script\\>.*~~ for stock", clssa("check", hostile, *KNOWN, "--format", "md").out
    )


def test_what_a_draft_says_is_text_on_the_page_and_nothing_else(clssa: Clssa, hostile: Path) -> None:
    run = clssa("check", hostile, *KNOWN, "--format", "html")
    tags = read_html(run)
    assert {"script", "img"}.isdisjoint(tag for tag, _ in tags.seen)
    assert '<script>alert(1)</script><img src=x onerror="x()"> | **b** [a](http://x.example)' in tags.text
    assert "\u202e" not in run.out


def test_the_page_asks_for_nothing_from_elsewhere(clssa: Clssa, hostile: Path) -> None:
    tags = read_html(clssa("check", hostile, CLEAN, *KNOWN, "--format", "html"))
    addresses = [value for _, attributes in tags.seen for name, value in attributes.items() if name in ("href", "src", "action")]
    assert addresses == ["#draft-1", "#draft-2"]
    assert {"link", "iframe", "form", "base"}.isdisjoint(tag for tag, _ in tags.seen)
    assert any("default-src 'none'" in str(attributes.get("content")) for tag, attributes in tags.seen if tag == "meta")


def test_what_a_draft_says_is_text_in_markdown_and_nothing_else(clssa: Clssa, hostile: Path) -> None:
    told = clssa("check", hostile, *KNOWN, "--format", "md").out
    assert not re.search(r"(?<!\\)<script|(?<!\\)\[a\\?\]|http:|www\.x|\u202e", told)
    for line in told.splitlines():
        if line.startswith("|"):
            assert len(re.findall(r"(?<!\\)\|", line)) == 5


def test_markdown_says_what_the_page_says(clssa: Clssa) -> None:
    told = clssa("check", FAULTY, *KNOWN, "--format", "md").out
    assert told.startswith("# FAIL: BN-D-KBC\n")
    assert "- Stated: line 002, Type of Assistance (TA): U (table 2, row 4, column (5))\n" in told
    assert "- **Do this: Enter V as the Type of Assistance of this line, in column (5).**\n" in told
    assert "… the requirement occurs, and **not** for initial provisioning, depot …" in told


@pytest.mark.parametrize("format_", ["md", "html"])
def test_several_drafts_stand_in_a_table_and_an_unreadable_one_among_them(clssa: Clssa, tmp_path: Path, format_: str) -> None:
    (tmp_path / "broken.docx").write_bytes(b"no draft")
    run = clssa("check", CLEAN, FAULTY, "broken.docx", *KNOWN, "--format", format_)
    assert run.status == 2
    told = " ".join(re.sub(r"<[^>]*>", " ", run.out).replace("|", " ").split())
    assert "3 drafts Draft Case Verdict Errors Warnings Remarks Missing facts" in told
    assert "BN-D-KAC FAIL 1 0 0 0" in told  # its FMSO II, given beside it, falls short
    assert "BN-D-KBC FAIL 5 0 1 0" in told
    assert "broken.docx NOT READ" in told
    assert "broken.docx is not a Word document (.docx)." in told


@pytest.mark.parametrize("format_", ["md", "html"])
def test_a_missing_fact_is_asked_for_with_what_it_would_settle(
    clssa: Clssa, case_file: Callable[..., Path], format_: str
) -> None:
    run = clssa("check", case_file("fmso-1-basic", loa__part_a=None), *KNOWN, "--format", format_)
    assert run.status == 3
    assert "loa.part_a" in run.out
    assert "It would settle: Part A of a FMSO I" in run.out


@pytest.mark.parametrize("format_", ["md", "html"])
def test_the_same_draft_gives_the_same_page_and_writes_it_to_a_file(clssa: Clssa, tmp_path: Path, format_: str) -> None:
    told = clssa("check", FAULTY, *KNOWN, "--format", format_).out
    clssa("check", FAULTY, *KNOWN, "--format", format_, "--output", tmp_path / "page")
    assert (tmp_path / "page").read_text("utf-8") == told


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_every_text_stands_out_from_what_is_behind_it(clssa: Clssa, scheme: int) -> None:
    page = clssa("check", CLEAN, *KNOWN, "--format", "html").out
    starts = [*[found.start() for found in re.finditer(r":root \{", page)][:2], page.index("@media print")]
    start, end = list(pairwise(starts))[scheme]
    colour = dict(re.findall(r"--(\w+): (#\w{6})", page[start:end]))
    pairs = [(text, "back") for text in ("text", "quiet", "fail", "pass", "unknown", "link")]
    pairs += [(text, behind) for text in ("text", "quiet") for behind in ("panel", "mark", "ins", "del")]
    for text, behind in pairs:
        light, dark = sorted((luminance(colour[text]), luminance(colour[behind])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (text, behind)


def test_a_page_tells_which_facts_another_draft_answered(clssa: Clssa) -> None:
    told = "Case identifier that the other half cites: BN-D-KAC (from fmso-2-basic-faulty.docx)."
    page = read_html(clssa("check", CLEAN, FAULTY, *KNOWN, "--format", "html"))
    text = clssa("check", CLEAN, FAULTY, *KNOWN, "--format", "md").out
    assert told in page.text
    assert f"- {told}" in text
    assert "- Stated: Total materiel value of the other half: \\$3,670,000.00 (from fmso-2-basic-faulty.docx)" in text
    assert "Taken from another draft" not in clssa("check", CLEAN, *KNOWN, "--format", "md").out


def test_a_wrong_value_in_the_blank_of_a_note_is_marked_up(clssa: Clssa, tmp_path: Path) -> None:
    made = docx.Document(str(FAULTY))
    note = next(each for each in made.paragraphs if each.text.startswith("Note 3."))
    note.text = note.text.replace("FAD III priorities", "FAD II priorities")
    made.save(str(tmp_path / "draft.docx"))
    page = clssa("check", tmp_path / "draft.docx", *KNOWN, "--format", "html").out
    assert "… to this LOA. FAD <del>II</del> <ins>III</ins> priorities will be assigned …" in page
    text = clssa("check", tmp_path / "draft.docx", *KNOWN, "--format", "md").out
    assert "… to this LOA. FAD ~~II~~ **III** priorities will be assigned …" in text
