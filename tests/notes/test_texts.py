"""The thirteen notes themselves."""

import pytest
from clssa.language.types import NONE
from clssa.notes.compare import compare
from clssa.notes.printed import differs_from_source
from clssa.notes.template import MissingFact, facts_read, pieces, render
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from real_notes import CASE, NOTES, PARAGRAPHS, PIECES, TEXTS, type_of

FINANCIAL_SUMMARY = NOTES["fmso-1-financial-summary"]


def test_there_are_six_notes_of_the_first_half_and_seven_of_the_second_in_the_order_of_the_source():
    found = sorted((str(note.at).split("/")[0], note.order, note.at) for note in NOTES.values())
    assert [at for _, _, at in found] == [at for at in PARAGRAPHS if "/" in at]
    assert [order for _, order, _ in found] == [*range(1, 7), *range(1, 8)]


@pytest.mark.parametrize("name", NOTES)
def test_a_note_repeats_its_paragraph_word_for_word(name):
    assert differs_from_source(NOTES[name], PARAGRAPHS[NOTES[name].at]) is None


@pytest.mark.parametrize("name", NOTES)
def test_the_title_is_the_one_that_the_source_prints(name):
    assert NOTES[name].at.split("/")[1] == NOTES[name].title


@pytest.mark.parametrize("name", NOTES)
def test_a_note_rendered_for_a_case_compares_without_edits_or_remarks_and_gives_the_values_back(name):
    found = compare(PIECES[name], TEXTS[name], type_of)
    assert (found.edits, found.remarks) == ((), ())
    assert all(each.filled and each.value == CASE[each.blank.fact] for each in found.blanks)


@pytest.mark.parametrize("kind", ["basic", "amendment", "modification"])
@pytest.mark.parametrize("name", NOTES)
def test_jinja_itself_renders_the_same_words(name, kind):
    case = CASE | {"loa.kind": kind}
    jinja = ImmutableSandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    jinja.globals.clear()
    jinja.filters = {"money": "${:,.2f}".format}
    nested: dict[str, dict[str, object]] = {"loa": {}, "case": {}}
    for fact, value in case.items():
        subject, leaf = fact.split(".")
        nested[subject][leaf] = value
    theirs = jinja.from_string(NOTES[name].text[NOTES[name].start :]).render(nested)
    ours = render(NOTES[name], case.get)
    assert theirs.replace(".00", "").replace("$-", "-$").strip() == ours


@pytest.mark.parametrize("kind", ["basic", "modification"])
def test_the_previous_requirement_and_the_balance_stand_on_amendments_only(kind):
    assert "Previous Financial Requirement" in render(FINANCIAL_SUMMARY, CASE.get)
    text = render(FINANCIAL_SUMMARY, (CASE | {"loa.kind": kind}).get)
    assert text.splitlines() == [
        "Value of Part A $750,000",
        "Administrative Surcharge $37,500",
        "Current Financial Requirement $787,500",
    ]


def test_whole_dollars_are_written_without_cents_and_a_credit_with_a_minus():
    lines = render(FINANCIAL_SUMMARY, CASE.get).splitlines()
    assert lines[3:] == ["Previous Financial Requirement $800,000.50", "Balance Due from Purchaser -$12,500.50"]


def test_a_condition_on_a_missing_fact_names_it():
    with pytest.raises(MissingFact, match=r"loa\.kind"):
        pieces(FINANCIAL_SUMMARY, (CASE | {"loa.kind": None}).get)


@pytest.mark.parametrize("value", [None, NONE])
def test_a_blank_without_a_value_cannot_be_rendered(value):
    with pytest.raises(MissingFact, match=r"loa\.part_a"):
        render(FINANCIAL_SUMMARY, (CASE | {"loa.part_a": value}).get)


def test_facts_read_names_every_blank_and_condition_where_it_stands():
    found = [(fact, str(place)) for fact, place in facts_read(FINANCIAL_SUMMARY)]
    lines = FINANCIAL_SUMMARY.text.splitlines()
    assert [fact for fact, _ in found] == [
        "loa.part_a",
        "loa.administrative_surcharge_cumulative",
        "loa.current_financial_requirement",
        "loa.kind",
        "loa.previous_financial_requirement",
        "loa.balance_due",
    ]
    for fact, place in found:
        _, line, column = place.split(":")
        assert lines[int(line) - 1][int(column) - 1 :].startswith(fact)
