"""Words of a PDF that a reader of its pages does not see are not judged as the draft's words: the file is refused."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from clssa.drafts.apart import open_apart
from clssa.drafts.document import Document, UnreadableDraft
from reportlab.pdfgen.canvas import Canvas

SEEN = "The USG is obligated to pay."


def opened(folder: Path, draw: Callable[[Any], None]) -> Document:
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    canvas.drawString(72, 760, SEEN)
    draw(canvas)
    canvas.save()
    (folder / "draft.pdf").write_bytes(file.getvalue())
    return open_apart(folder / "draft.pdf")


def invisible(canvas: Any) -> None:
    text = canvas.beginText(72, 700)
    text.setTextRenderMode(3)
    text.textLine("not")
    canvas.drawText(text)


def white(canvas: Any) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(72, 700, "not")


def almost_white(canvas: Any) -> None:
    canvas.setFillColorRGB(0.97, 0.97, 0.97)
    canvas.drawString(72, 700, "not")


def transparent(canvas: Any) -> None:
    canvas.setFillAlpha(0.02)
    canvas.drawString(72, 700, "not")


def covered(canvas: Any) -> None:
    canvas.drawString(72, 700, "not")
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(60, 690, 100, 30, stroke=0, fill=1)


def off_the_page(canvas: Any) -> None:
    canvas.drawString(72, -30, "not")


def cut_away(canvas: Any) -> None:
    path = canvas.beginPath()
    path.rect(300, 300, 50, 50)
    canvas.clipPath(path, stroke=0)
    canvas.drawString(72, 700, "not")


def tiny(canvas: Any) -> None:
    canvas.setFont("Helvetica", 1)
    canvas.drawString(72, 700, "not")


@pytest.mark.parametrize(
    "draw", [invisible, white, almost_white, transparent, covered, off_the_page, cut_away, tiny], ids=lambda draw: draw.__name__
)
def test_words_that_nobody_sees_refuse_the_file_and_are_told(draw, tmp_path):
    with pytest.raises(UnreadableDraft, match=r'page 1 holds words that a reader of the page cannot see \("not"\)'):
        opened(tmp_path, draw)


def test_words_recognised_on_a_scan_refuse_the_file(tmp_path):
    def scanned(canvas: Any) -> None:
        from PIL import Image

        canvas.drawInlineImage(Image.new("L", (20, 20), 200), 60, 650, 300, 90)
        text = canvas.beginText(72, 700)
        text.setTextRenderMode(3)
        text.textLine("not")
        canvas.drawText(text)

    with pytest.raises(UnreadableDraft, match=r'page 1 holds words on a picture \("not"\), as a scan with recognised text has'):
        opened(tmp_path, scanned)


def test_a_page_larger_than_a_sheet_is_refused_before_it_is_painted(tmp_path):
    with pytest.raises(UnreadableDraft, match="page 1 is larger than a sheet of a draft"):
        opened(tmp_path, lambda canvas: canvas.setPageSize((20_000, 20_000)))


def test_words_that_are_seen_are_read_whatever_their_colour(tmp_path):
    def seen(canvas: Any) -> None:
        canvas.setFillColorRGB(0.1, 0.2, 0.4)
        canvas.rect(60, 690, 200, 30, stroke=0, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(72, 700, "White on blue")
        canvas.setFillColorRGB(0.6, 0.6, 0.6)
        canvas.drawString(72, 600, "Grey")
        canvas.setFillColorRGB(0.8, 0, 0)
        canvas.drawString(72, 500, "Red")

    assert [block.text for block in opened(tmp_path, seen).blocks] == [SEEN, "White on blue", "Grey", "Red"]


def test_a_watermark_across_the_page_is_told_and_not_read(tmp_path):
    def stamped(canvas: Any) -> None:
        canvas.saveState()
        canvas.rotate(45)
        canvas.setFillGray(0.7)
        canvas.setFont("Helvetica", 90)
        canvas.drawString(400, 60, "DRAFT")
        canvas.restoreState()

    document = opened(tmp_path, stamped)
    assert [block.text for block in document.blocks] == [SEEN]
    assert document.remarks == ('Page 1: the words "DRAFT" stand across the page, as a watermark does; they are not read.',)


def test_a_blank_page_is_no_scan(tmp_path):
    def blank_between(canvas: Any) -> None:
        canvas.drawString(72, 700, "First page.")
        canvas.showPage()
        canvas.showPage()
        canvas.drawString(72, 700, "Third page.")

    assert opened(tmp_path, blank_between).pages == 3


def test_a_page_with_nothing_but_drawn_letters_is_refused(tmp_path):
    def drawn(canvas: Any) -> None:
        canvas.showPage()
        path = canvas.beginPath()
        path.moveTo(72, 700)
        path.curveTo(80, 720, 90, 690, 100, 700)
        canvas.drawPath(path)

    with pytest.raises(UnreadableDraft, match="page 2 has no text"):
        opened(tmp_path, drawn)
