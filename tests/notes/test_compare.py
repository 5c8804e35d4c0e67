"""A draft's note against the note that it must be: every changed word is found, nothing else is an edit."""

import re
import time
from decimal import Decimal

import pytest
from clssa.language.yaml import Text
from clssa.notes.blanks import Filled
from clssa.notes.body import Blank
from clssa.notes.compare import Comparison, compare
from hypothesis import given
from hypothesis import strategies as st
from real_notes import CASE, NOTES, PARAGRAPHS, PIECES, TEXTS, type_of

CHARGE, SUMMARY, CONTACTS = ("fmso-1-administrative-charge", "fmso-1-financial-summary", "fmso-1-points-of-contact")
FAD, ASSOCIATED, REPLACEMENT = (
    "fmso-2-force-activity-designator",
    "fmso-1-associated-fmso-ii-loa",
    "fmso-2-replacement-fmso-ii-loa",
)


def check(name: str, text: str) -> Comparison:
    return compare(PIECES[name], text, type_of)


def changed(name: str, old: str, new: str) -> Comparison:
    assert old in TEXTS[name]
    return check(name, TEXTS[name].replace(old, new, 1))


def shown(found: Comparison) -> list[tuple[str, str, str]]:
    return [(edit.kind, edit.expected, edit.actual) for edit in found.edits]


@pytest.mark.parametrize(
    ("name", "old", "new", "edits"),
    [
        (CHARGE, "nonrefundable", "refundable", [("replaced", "nonrefundable", "refundable")]),
        (CHARGE, "5%", "5", [("replaced", "5%", "5")]),
        (CHARGE, "5%", "3.8%", [("replaced", "5%", "3.8%")]),
        (CHARGE, "5%", "-5%", [("replaced", "5%", "-5%")]),
        (CHARGE, "shall be", "may be", [("replaced", "shall", "may")]),
        (CHARGE, "is applied", "is not applied", [("inserted", "", "not")]),
        (CHARGE, "When any adjustment", "When adjustment", [("deleted", "any", "")]),
        (CHARGE, "When any adjustment results", "Where an action results",
         [("replaced", "When any adjustment", "Where an action")]),
        (CHARGE, "A one-time", "One-time", [("deleted", "A", "")]),
        (CHARGE, "prior year.", "prior year. Interest shall accrue monthly.",
         [("inserted", "", "Interest shall accrue monthly.")]),
        (CHARGE, "A one-time", "Note: A one-time", [("inserted", "", "Note:")]),
        (SUMMARY, "Value of Part A", "Value of Part B", [("replaced", "A", "B")]),
        (SUMMARY, "Administrative Surcharge $37,500\n", "", [("deleted", "Administrative Surcharge", "")]),
        (SUMMARY, "$37,500", "$37,500 (estimated)", [("inserted", "", "(estimated)")]),
        (FAD, "(not augment)", "(augment)", [("deleted", "(not", "")]),
        (ASSOCIATED, "II, BN-D-KBZ", "II, case BN-D-KBZ", [("inserted", "", "case")]),
        (CONTACTS, "c. Technical", "c. Tecnical", [("replaced", "Technical", "Tecnical")]),
        (CONTACTS, "c. Technical", "Technical", [("deleted", "c.", "")]),
        (CONTACTS, "supply information: AFSAC", "supply AFSAC", [("deleted", "information:", "")]),
        (CONTACTS, "80279-2000", "80279-2001", [("replaced", "80279-2000.", "80279-2001.")]),
    ],
)  # fmt: skip
def test_a_changed_word_is_an_edit(name, old, new, edits):
    assert shown(changed(name, old, new)) == edits


def test_an_edit_is_shown_with_a_few_words_around_it():
    (edit,) = changed(CHARGE, "shall be", "may be").edits
    assert (edit.before, edit.actual, edit.after) == ("LOA, an additional charge", "may", "be computed on the")


@pytest.mark.parametrize(
    ("old", "new", "remark"),
    [
        ("Part A)", "part A)", ("(Part", "(part")),
        ("of this LOA.", "of this LOA", ("LOA.", "LOA")),
        ("one-time", "onetime", ("one-time", "onetime")),
        ("one-time", "one time", ("one-time", "one time")),
        ("LOA. When", "LOA.When", ("LOA. When", "LOA.When")),
    ],
)
def test_letter_case_punctuation_and_spacing_are_remarks(old, new, remark):
    found = changed(CHARGE, old, new)
    assert found.edits == ()
    assert [(each.expected, each.actual) for each in found.remarks] == [remark]


def test_a_remark_is_found_beside_an_edit_too():
    text = TEXTS[CHARGE].replace("shall", "may").replace("When", "when")
    found = check(CHARGE, text)
    assert shown(found) == [("replaced", "shall", "may")]
    assert [(each.expected, each.actual) for each in found.remarks] == [("When", "when")]


def test_a_space_within_a_number_is_an_edit():
    assert shown(changed(CONTACTS, "6760", "67 60")) == [("replaced", "6760", "67 60")]


def blank(name: str, text: str, number: int = 0) -> tuple[str | None, object, bool]:
    found = check(name, text)
    assert found.edits == ()
    each = found.blanks[number]
    return each.text, each.value, each.filled


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("$750,000", Decimal("750000.00")),
        ("$750,000.00", Decimal("750000.00")),
        ("750000", Decimal("750000.00")),
        ("$ 750,000", Decimal("750000.00")),
        ("US$750,000", Decimal("750000.00")),
        ("$750,000.", Decimal("750000.00")),
        ("$75,0000", None),
        ("$750,00", None),
        ("($750,000", None),
        ("-$750,000", None),
        ("TBD", None),
        ("$(A)", None),
        ("", None),
    ],
)
def test_an_amount_is_read_by_its_value(written, value):
    text = TEXTS[SUMMARY].replace("$750,000", written)
    assert blank(SUMMARY, text)[1:] == (value, value is not None)


@pytest.mark.parametrize("written", ["-$12,500.50", "($12,500.50)", "$-12,500.50", "\u2212$12,500.50", "(12,500.50)"])
def test_a_credit_may_be_written_with_a_minus_or_in_brackets(written):
    text = TEXTS[SUMMARY].replace("-$12,500.50", written)
    assert blank(SUMMARY, text, 4)[1] == Decimal("-12500.50")


@pytest.mark.parametrize("name", NOTES)
def test_the_text_of_the_source_has_every_blank_unfilled(name):
    text = PARAGRAPHS[NOTES[name].at]
    for left_out in NOTES[name].left_out:
        text = text.replace(left_out.words, "")
    found = check(name, text)
    assert (found.edits, found.remarks) == ((), ())
    assert not any(each.filled for each in found.blanks)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("BN-D-KBZ", ("BN-D-KBZ", "BN-D-KBZ", True)),
        ("BN-D-\nKBZ", ("BN-D-KBZ", "BN-D-KBZ", True)),
        ("XX-X-XXX", ("XX-X-XXX", None, False)),
        ("XX-D-KBZ", ("XX-D-KBZ", "XX-D-KBZ", True)),
        ("BN-D-KB", ("BN-D-KB", None, False)),
        ("none", ("none", None, False)),
        ("____", (None, None, False)),
    ],
)
def test_an_identifier_is_the_one_word_that_fits(written, expected):
    assert blank(ASSOCIATED, TEXTS[ASSOCIATED].replace("BN-D-KBZ", written)) == expected


def test_each_blank_of_the_same_fact_is_read_by_itself():
    text = TEXTS[FAD].replace("FAD III", "FAD IV")
    assert [each.value for each in check(FAD, text).blanks] == ["III", "IV"]
    text = TEXTS[FAD].replace("FAD III", "FAD VI")
    assert [(each.value, each.filled) for each in check(FAD, text).blanks] == [("III", True), (None, False)]


@pytest.mark.parametrize(
    ("written", "filled"),
    [
        ("AFSAC/XM, Wright-Patterson AFB", True),
        ("AFSAC/XM (room 3)", True),
        ("(Provided by each MILDEP)", False),
        ("(provided by the Navy).", False),
        ("______", False),
        ("XXX", False),
        ("", False),
    ],
)
def test_free_text_is_any_words_but_a_stand_in(written, filled):
    text = TEXTS[CONTACTS].replace(CASE["case.poc_technical"], written)
    found = check(CONTACTS, text)
    assert found.edits == ()
    assert [each.filled for each in found.blanks] == [True, filled, True]
    assert found.blanks[1].value == (written if filled else None)


def test_a_blank_keeps_its_value_when_words_beside_it_change():
    found = changed(ASSOCIATED, "in conjunction with", "together with")
    assert shown(found) == [("replaced", "in conjunction", "together")]
    assert found.blanks == (Filled(Blank(Text("case.associated_case_id"), "XX-X-XXX"), "BN-D-KBZ", "BN-D-KBZ", True),)


def test_where_a_whole_label_is_lost_the_words_after_it_belong_to_the_blank_before_it():
    label = "c. Technical questions concerning Cooperative Logistics Supply Support Arrangements (CLSSAs):"
    found = changed(CONTACTS, label, "")
    assert shown(found) == [("deleted", label, "")]
    assert [each.filled for each in found.blanks] == [True, False, True]
    assert found.blanks[0].text == f"{CASE['case.poc_requisition']} {CASE['case.poc_technical']}"


def test_a_text_that_is_another_one_is_edits_and_the_comparison_still_ends():
    assert check(ASSOCIATED, "").edits
    assert check(ASSOCIATED, "Something else entirely.").edits
    assert check(ASSOCIATED, TEXTS[CHARGE]).edits


def test_words_beyond_what_is_aligned_are_an_edit():
    tail = " again" * 13_000
    (edit,) = check(REPLACEMENT, TEXTS[REPLACEMENT] + tail).edits
    assert (edit.kind, edit.actual) == ("inserted", tail.strip())


@pytest.mark.parametrize("word", ["x ", "the LOA ", "III ", "$5 ", "- "])
def test_a_hostile_text_is_compared_without_delay(word):
    text = (word * 20_000)[:20_000]
    began = time.perf_counter()
    assert check("fmso-1-clssa-fmso-i-purpose", text).edits
    assert time.perf_counter() - began < 5


def literal_words(name: str) -> list[str | None]:
    """The words of a rendered note; None for those that belong to a blank."""
    marked: list[str | None] = []
    for piece in PIECES[name]:
        marked += piece.split() if isinstance(piece, str) else [None]
    return marked


def filled_in(name: str, marked: list[str | None]) -> str:
    values = iter([each.text or "" for each in check(name, TEXTS[name]).blanks])
    return " ".join(next(values) if word is None else word for word in marked)


@st.composite
def a_place(draw: st.DrawFn) -> tuple[str, list[str | None], int]:
    name = draw(st.sampled_from(sorted(NOTES)))
    marked = literal_words(name)
    places = [at for at, word in enumerate(marked) if word and any(map(str.isalnum, word))]
    return name, marked, draw(st.sampled_from(places))


@given(a_place())
def test_any_word_that_is_deleted_is_reported(place):
    name, marked, at = place
    assert check(name, filled_in(name, marked[:at] + marked[at + 1 :])).edits


@given(a_place(), st.text("abcdefghij", min_size=3))
def test_any_word_that_is_replaced_is_reported(place, word):
    name, marked, at = place
    assert check(name, filled_in(name, [*marked[:at], word + "q", *marked[at + 1 :]])).edits


@given(a_place(), st.sampled_from(["not", "shall", "qq", "5%", "1"]))
def test_any_word_that_is_inserted_before_a_word_is_reported_unless_free_text_stands_there(place, word):
    name, marked, at = place
    found = check(name, filled_in(name, [*marked[:at], word, *marked[at:]]))
    assert found.edits or any(each.text and word in each.text.split() for each in found.blanks)


TYPOGRAPHY = [
    lambda text: text.replace("'", "’"),
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: text.replace(" ", "\r\n "),
    lambda text: text.replace("-", "\u2011"),
    lambda text: text.replace("ff", "\ufb00").replace("fi", "\ufb01"),
    lambda text: text.replace("ment", "\u00adment"),
    lambda text: text.replace("tion", "-\ntion"),
    lambda text: re.sub(r"(?<=\w)-(?=\w)", "-\n", text),
    lambda text: text.replace(" %", "%").replace("%", " %"),
]


@given(st.sampled_from(sorted(NOTES)), st.lists(st.sampled_from(TYPOGRAPHY), unique=True))
def test_typography_is_never_reported(name, changes):
    text = TEXTS[name]
    for change in changes:
        text = change(text)
    found = check(name, text)
    assert (found.edits, found.remarks) == ((), ())
    assert all(each.filled for each in found.blanks)
