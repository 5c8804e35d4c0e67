"""What a PDF is refused for, each with its reason, before it is parsed where that is possible."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from clssa.drafts.apart import open_apart
from clssa.drafts.document import UnreadableDraft
from clssa.drafts.pdf_gate import check_pdf
from reportlab.pdfgen.canvas import Canvas


def drawn(draw: Callable[[Any], None]) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    draw(canvas)
    canvas.save()
    return file.getvalue()


def stream(head: bytes, packed: bytes) -> bytes:
    return b"%PDF-1.7\n1 0 obj\n<<" + head + b">>\nstream\n" + packed + b"\nendstream\nendobj\n"


def without_letter_table() -> bytes:
    """A page whose font says which shapes to paint, and not which letters they are."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length 44>>stream\nBT /F1 12 Tf 72 700 Td <000C000D000E> Tj ET \nendstream",
        b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
    ]  # fmt: skip
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + part + b"\nendobj\n"
    table = b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + table + b"trailer<</Size 7/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(made)


def turned(canvas: Any) -> None:
    canvas.rotate(90)
    canvas.drawString(300, -300, "words")


def many_pages(canvas: Any) -> None:
    for _ in range(201):
        canvas.drawString(72, 700, "a")
        canvas.showPage()


def with_form(canvas: Any) -> None:
    canvas.drawString(72, 700, "Purchaser Signature")
    canvas.acroForm.textfield(name="date", value="15 November 2004", x=200, y=690)


def scanned_with_a_footer(canvas: Any) -> None:
    from PIL import Image

    canvas.drawString(72, 36, "BN-D-KAC Page 1")
    canvas.drawInlineImage(Image.new("L", (20, 20), 200), 60, 100, 480, 600)


def half_scanned(canvas: Any) -> None:
    from PIL import Image

    canvas.drawString(72, 700, "words")
    canvas.showPage()
    canvas.drawInlineImage(Image.new("L", (20, 20), 200), 60, 650, 300, 90)


SMALL = zlib.compress(b"q Q")
REFUSED = {
    "a form": (drawn(with_form), "holds a form; print it to PDF, so that what is filled in becomes plain text"),
    "turned text": (drawn(turned), "page 1 holds text that is turned; turn it upright"),
    "no letters": (without_letter_table(), "page 1 holds letters that stand for nothing"),
    "too many pages": (drawn(many_pages), "it has 201 pages; a draft has 1 to 200"),
    "one page a scan": (drawn(half_scanned), "page 2 has no text, as a scan has none"),
    "a scan but for its footer": (drawn(scanned_with_a_footer), "page 1 holds a picture as large as a scan"),
    "too many objects": (b"%PDF-1.7\n" + b"1 0 obj\n" * 100_001, "has more objects than a draft can have"),
    "LZW": (stream(b"/Filter/LZWDecode", b"abc"), "packed in a way that a draft is not"),
    "a filter elsewhere": (stream(b"/Filter 5 0 R", SMALL), "packed in a way that a draft is not"),
    "packed twice": (stream(b"/Filter[/FlateDecode/FlateDecode]", SMALL), "packed in a way that a draft is not"),
    "damaged packing": (stream(b"/Filter/FlateDecode", b"abc"), "a part of it cannot be unpacked"),
    "cut short": (drawn(lambda canvas: None)[:600], "is damaged, cut short or no PDF; print the draft to PDF anew, or use its Word file"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_pdf_is_refused_with_the_reason_in_plain_words(name: str, tmp_path: Path) -> None:
    data, reason = REFUSED[name]
    (tmp_path / "draft.pdf").write_bytes(data)
    with pytest.raises(UnreadableDraft) as raised:
        open_apart(tmp_path / "draft.pdf")
    assert str(raised.value).startswith("draft.pdf")
    assert reason in str(raised.value)
    assert "Exception" not in str(raised.value)


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r", b" \n"])
@pytest.mark.parametrize("before", [b"", b"/Pad(" + b"x" * 9_000 + b")"], ids=["short", "long"])
def test_no_stream_escapes_the_measure_by_its_dictionary_or_its_line_end(before: bytes, line_end: bytes) -> None:
    packed = zlib.compress(b"\0" * (21 << 20))
    data = stream(before + b"/Filter/FlateDecode", packed).replace(b"stream\n", b"stream" + line_end, 1)
    with pytest.raises(UnreadableDraft, match="unpacks to more than a draft can hold"):
        check_pdf("draft.pdf", data)


def test_streams_that_are_small_each_are_measured_together() -> None:
    one = stream(b"/Filter/FlateDecode", zlib.compress(b"\0" * (19 << 20))).removeprefix(b"%PDF-1.7\n")
    with pytest.raises(UnreadableDraft, match="unpacks to more than a draft can hold"):
        check_pdf("draft.pdf", b"%PDF-1.7\n" + one * 4)
