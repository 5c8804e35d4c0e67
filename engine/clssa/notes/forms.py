"""The form of the front matter of a note: its keys in their order, what each holds, and what it says."""

from __future__ import annotations

from clssa.language.form import TEXT, WHOLE, Form, Known, Many, may, must

BLANK = Form("a blank", {
    "fact": must(Known("facts"), "The fact that fills it in."),
    "printed": must(TEXT, "What the source has in its place."),
})  # fmt: skip

LEFT_OUT_WORDS = Form("words that are left out", {
    "words": must(TEXT, "Words of the source that are no part of the note."),
    "why": must(TEXT, "Why not."),
})  # fmt: skip

NOTE = Form("a note", {
    "title": must(TEXT, "As the source prints it."),
    "source": must(Known("sources"), "Whose words these are."),
    "at": must(TEXT, "Which paragraph of it."),
    "order": must(WHOLE, "Its place among the notes that are printed with it."),
    "blanks": may(Many(BLANK), "In the order in which the note prints them, twice if it prints one twice."),
    "left_out": may(Many(LEFT_OUT_WORDS), "Words of the source that are not part of the note."),
})  # fmt: skip
