"""A document that is no LOA is refused, with what it lacks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import docx
import pytest
from clssa.drafts import UnreadableDraft
from clssa.drafts.layout import Layout
from clssa.drafts.reader import Reading

ReadMade = Callable[[Any], Reading]


def test_a_letter_that_is_no_loa_is_refused_with_what_it_lacks(read_made: ReadMade, layout: Layout) -> None:
    made = docx.Document()
    made.add_paragraph("Please review the Letter of Offer and Acceptance for BN-D-KAA.")
    with pytest.raises(UnreadableDraft, match=r"draft\.docx is not a Letter of Offer and Acceptance: it does not show the title"):
        read_made(made)
    made.add_paragraph("Letter of Offer and Acceptance (LOA)")
    assert read_made(made).facts["loa"]["kind"] == "basic"


def test_an_empty_document_is_refused(read_made: ReadMade) -> None:
    with pytest.raises(UnreadableDraft, match="does not show"):
        read_made(docx.Document())


def test_a_document_beyond_all_measure_is_refused(read_made: ReadMade, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clssa.drafts.reader.MAX_TEXT", 1_000)
    made = docx.Document()
    made.add_paragraph("word " * 1_000)
    with pytest.raises(UnreadableDraft, match=r"draft\.docx holds more than 1,000 characters"):
        read_made(made)
