"""What `clssa notes` fills in passes `clssa check` when it is put into the case."""

from __future__ import annotations

import copy
import datetime
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from clssa.check import Checker, Report
from clssa.check.case import Case, read_case
from clssa.check.filled_notes import CannotFillIn, FilledNotes, filled_notes
from clssa.language.explain import LABEL
from clssa.language.types import NONE
from clssa.library import load_library
from clssa.notes.filled import plain
from clssa.reports.notes import mark_of
from hypothesis import example, given, settings
from hypothesis import strategies as st
from project import ROOT
from scale import SCALE

LABEL_C = "c. Technical questions concerning Cooperative Logistics Supply Support Arrangements (CLSSAs):"
KNOWN = datetime.date(2012, 1, 1)
AMOUNTS = (
    "part_a", "administrative_surcharge_cumulative", "current_financial_requirement", "previous_financial_requirement", "balance_due",
)  # fmt: skip
PRINTED = ("case.poc_requisition", "case.poc_technical", "case.poc_other", "case.force_activity_designator",
           "case.associated_case_id", "case.replaces_case_id", *(f"loa.{name}" for name in AMOUNTS))  # fmt: skip


@cache
def checker() -> Checker:
    return Checker(load_library(ROOT / "policies"))


@cache
def read(example_: str) -> Case:
    return read_case(ROOT / "examples" / f"{example_}.yaml", checker().library)


def case(example_: str, **changes: Any) -> Case:
    """An example without its notes, with some facts changed; None leaves one out."""
    made = copy.deepcopy(read(example_))
    del made.lists["notes"]
    for name, value in changes.items():
        subject, _, leaf = name.partition("__")
        made.single[subject].pop(leaf, None)
        if value is not None:
            made.single[subject][leaf] = value
    return made


def filled(of: Case) -> FilledNotes:
    return filled_notes(checker(), of, known_on=KNOWN)


def texts(made: FilledNotes) -> dict[str, str]:
    library = checker().library
    return {each.title: plain(each.paragraphs, lambda part: mark_of(part, library)) for each in made.notes}


def put_back(of: Case, made: FilledNotes) -> Report:
    """The check of the case with the notes in it, and with the amounts that they put right."""
    with_notes = copy.deepcopy(of)
    for name, _, expected, is_wrong in made.differing:
        subject, _, leaf = name.partition(".")
        with_notes.single[subject][leaf] = expected if is_wrong else with_notes.single[subject][leaf]
    with_notes.lists["notes"] = tuple(
        {"number": number, "title": title, "text": text, LABEL: f"note {number}"}
        for number, (title, text) in enumerate(texts(made).items(), 1)
    )
    return checker().check(with_notes, known_on=KNOWN)


def outcomes(report: Report) -> list[tuple[str, str, str]]:
    return [
        (each.name, each.subject, each.outcome) for each in report.findings if each.rule is not None and each.rule.kind == "note"
    ]


MONEY = st.integers(0, 10**13).map(lambda cents: Decimal(cents) / 100)
PEOPLE = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=60)
FILES = st.from_regex(r"[A-Z0-9]{2}-[A-Z]-[A-Z0-9]{3}", fullmatch=True).filter(lambda text: set(text) - set("X-"))
DAYS = st.sampled_from([datetime.date(*day) for day in ((2005, 9, 20), (2006, 1, 16), (2006, 4, 5), (2006, 4, 6), (2009, 5, 1))])


PLAIN = st.lists(st.from_regex(r"[A-Z][a-z0-9]{1,8}(-[A-Za-z0-9]{1,5})?[.,;]?", fullmatch=True), min_size=1).map(" ".join)


@st.composite
def complete(draw: st.DrawFn, people: st.SearchStrategy[str]) -> Case:
    half = draw(st.sampled_from(["fmso-1-basic", "fmso-2-basic"]))
    kind = draw(st.sampled_from(["basic", "amendment", "modification"]))
    amounts = {f"loa__{name}": draw(MONEY) for name in AMOUNTS[:4]} | {"loa__balance_due": draw(MONEY) - draw(MONEY)}
    return case(
        half, loa__kind=kind, loa__prepared_on=draw(DAYS), case__associated_case_id=draw(FILES), case__replaces_case_id=draw(FILES),
        case__force_activity_designator=draw(st.sampled_from(["I", "II", "III", "IV", "V"])),
        **{f"case__poc_{leaf}": draw(people) for leaf in ("requisition", "technical", "other")}, **amounts,
    )  # fmt: skip


def passes_word_for_word(of: Case, made: FilledNotes) -> None:
    found = outcomes(put_back(of, made))
    assert {outcome for _, _, outcome in found} <= {"pass", "not_applicable"}
    assert {subject for _, subject, outcome in found if outcome == "pass"} >= {f"note {each.number}" for each in made.notes}


@settings(deadline=None, max_examples=100 * SCALE)
@given(complete(PLAIN))
@example(case("fmso-2-basic", case__poc_other="Dayton,OH (O’Brien):hall; “B” – 5 % ﬁt"))
def test_the_notes_of_a_complete_case_are_whole_and_pass_the_check_word_for_word(of: Case) -> None:
    made = filled(of)
    assert (made.lacks, bool(made.notes)) == ([], True)
    passes_word_for_word(of, made)


@settings(deadline=None, max_examples=100 * SCALE)
@given(complete(PEOPLE))
@example(case("fmso-2-basic", case__poc_technical="AFSAC-"))
@example(case("fmso-2-basic", case__poc_technical="- AFSAC"))
@example(case("fmso-2-basic", case__poc_technical="(by the Navy)"))
def test_whatever_stands_in_a_text_the_notes_pass_or_it_is_named(of: Case) -> None:
    try:
        made = filled(of)
    except CannotFillIn:
        return
    if made.lacks:
        assert {each.fact for each in made.lacks} <= {f"case.poc_{leaf}" for leaf in ("requisition", "technical", "other")}
    else:
        passes_word_for_word(of, made)


@settings(deadline=None, max_examples=100 * SCALE)
@given(st.sampled_from(["fmso-1-basic", "fmso-2-basic", "fmso-1-amendment"]), st.sets(st.sampled_from(PRINTED), min_size=1))
def test_what_is_missing_is_marked_in_its_note_named_once_and_never_passes(half: str, gone: set[str]) -> None:
    leaving = {name.replace(".", "__"): None for name in gone}
    of = case(half, loa__total_materiel_value=None, loa__previous_part_a=None,
              loa__previous_administrative_surcharge_cumulative=None, **leaving)  # fmt: skip
    made = filled(of)
    marked = {title for title, text in texts(made).items() if "[missing: " in text}
    undecided = {each.title for each in made.notes if each.number is None}
    assert {title for lack in made.lacks for title in lack.notes} == marked | undecided
    assert {lack.fact for lack in made.lacks} <= gone
    if marked | undecided:
        report = put_back(of, made)
        wrong = {subject for _, subject, outcome in outcomes(report) if outcome in ("fail", "unknown")}
        assert wrong >= {f"note {number}" for number, title in enumerate(texts(made), 1) if title in marked}
        assert report.verdict != "pass"


@pytest.mark.parametrize("text", ["AFSAC-", "- AFSAC", f"AFSAC/XM {LABEL_C} x"])
def test_a_text_that_runs_into_the_words_of_the_note_is_refused(text: str) -> None:
    with pytest.raises(CannotFillIn, match=r"^the note Points of Contact .* point of contact for technical questions"):
        filled(case("fmso-2-basic", case__poc_requisition=text))


def test_every_blank_of_the_notes_is_among_those_that_are_left_out() -> None:
    notes = checker().library.notes.values()
    assert {str(blank.fact) for note in notes for blank in note.blanks} == set(PRINTED)


def test_amounts_that_the_draft_does_not_give_are_worked_out() -> None:
    basic = case("fmso-1-basic", **{f"loa__{name}": None for name in AMOUNTS})
    assert texts(filled(basic))["Financial Summary"].splitlines() == [
        "Value of Part A $5,100,000", "Administrative Surcharge $255,000", "Current Financial Requirement $5,355,000",
    ]  # fmt: skip
    amendment = case("fmso-1-amendment", **{f"loa__{name}": None for name in AMOUNTS})
    assert texts(filled(amendment))["Financial Summary"].splitlines() == [
        "Value of Part A $6,000,000", "Administrative Surcharge $300,000", "Current Financial Requirement $6,300,000",
        "Previous Financial Requirement $5,355,000", "Balance Due from Purchaser $945,000",
    ]  # fmt: skip


def test_where_an_amount_cannot_be_worked_out_it_is_named_with_what_it_would_be_worked_out_from() -> None:
    made = filled(case("fmso-1-basic", loa__part_a=None, loa__total_materiel_value=None))
    assert [(each.fact, each.notes, each.instead) for each in made.lacks] == [
        ("loa.part_a", ("Financial Summary",), ("loa.total_materiel_value",))
    ]


def test_an_amount_whose_rate_depends_on_a_missing_date_is_missing_and_the_date_is_named() -> None:
    of = case("fmso-1-amendment", loa__part_a=None, case__basic_loa_accepted_on=None)
    (lack,) = filled(of).lacks
    assert (lack.fact, lack.instead) == ("loa.part_a", ("case.basic_loa_accepted_on",))


def test_an_amount_of_the_case_stands_within_the_tolerance_and_another_that_the_rules_give_is_told() -> None:
    made = filled(case("fmso-1-basic", loa__part_a=Decimal("5099999.50")))
    assert texts(made)["Financial Summary"].startswith("Value of Part A $5,099,999.50\n")
    assert made.differing == [("loa.part_a", Decimal("5099999.50"), Decimal("5100000.00"), False)]
    assert not made.lacks


def test_a_wrong_amount_of_the_case_is_not_printed_but_the_one_that_the_rules_give() -> None:
    made = filled(case("fmso-1-basic", loa__part_a=Decimal("1.50")))
    assert texts(made)["Financial Summary"].startswith("Value of Part A $5,100,000\n")
    assert made.differing == [("loa.part_a", Decimal("1.50"), Decimal("5100000.00"), True)]


@pytest.mark.parametrize(
    ("half", "kind", "day", "count"),
    [
        ("fmso-1-basic", "basic", (2006, 1, 16), 6),
        ("fmso-1-basic", "basic", (2006, 4, 6), 5),  # Points of Contact is not used any more
        ("fmso-2-basic", "basic", (2006, 1, 16), 7),
        ("fmso-2-basic", "basic", (2004, 1, 16), 0),  # before the notes were issued
    ],
)
def test_the_notes_are_numbered_from_one_in_the_order_of_the_list_of_required_notes(half, kind, day, count) -> None:
    of = case(half, loa__kind=kind, loa__prepared_on=datetime.date(*day))
    made = filled(of)
    assert [each.number for each in made.notes] == list(range(1, count + 1))
    assert [each.title for each in made.notes] == checker().check(of, known_on=KNOWN).derived.get("loa.required_notes", [])


def test_a_note_that_does_not_belong_is_left_out() -> None:
    assert "Replacement FMSO II LOA" not in texts(filled(case("fmso-2-basic", case__replaces_case_id=NONE)))


def test_a_note_of_which_it_is_not_known_whether_it_belongs_has_no_number_and_the_facts_are_named() -> None:
    made = filled(case("fmso-2-basic", case__replaces_case_id=None))
    last = made.notes[-1]
    assert (last.title, last.number, last.undecided) == ("Replacement FMSO II LOA", None, ("case.replaces_case_id",))


def test_what_stands_in_the_blanks_of_the_drafts_own_note_is_kept_unless_its_words_are_wrong() -> None:
    own = copy.deepcopy(read("fmso-2-basic"))
    for leaf in ("poc_requisition", "poc_technical", "poc_other", "force_activity_designator"):
        del own.single["case"][leaf]
    made = filled_notes(checker(), own, known_on=KNOWN)
    assert not made.lacks
    assert "supply information: AFSAC/XM, 5490 Pearson Road" in texts(made)["Points of Contact"]
    notes = {note["title"]: note for note in own.lists["notes"]}
    notes["Points of Contact"]["text"] = notes["Points of Contact"]["text"].replace("for this transaction", "")
    fad = notes["Force Activity Designator (FAD)"]
    fad["text"] = fad["text"].replace("FAD III", "FAD IV")
    lacking = {each.fact for each in filled_notes(checker(), own, known_on=KNOWN).lacks}
    assert lacking == {"case.poc_requisition", "case.poc_technical", "case.poc_other", "case.force_activity_designator"}
