"""The blanks of a note: left open, filled with another value than the case's, or not to be judged."""

from __future__ import annotations

import pytest
from small_notes import DOCUMENT, REQUIRED, WHEN, WORDS, found, memo, rule, told, with_notes
from small_programme import World


@pytest.fixture
def noted(world: World) -> World:
    return with_notes(world)


@pytest.mark.parametrize("text", ["XX000", "", "___"])
def test_a_blank_that_is_left_open_fails(noted: World, text: str) -> None:
    rule(noted, REQUIRED)
    words = WORDS.replace("AB123", text)
    assert found(noted, DOCUMENT, memo(words))[0] == ("memo 7", "fail", "error")
    assert told(noted, memo(words)) == ["the blank XX000 is filled in (number)"]


def test_a_blank_with_another_value_than_the_cases_fails_and_says_both(noted: World) -> None:
    rule(noted, REQUIRED)
    finding = noted.finding(DOCUMENT + f"memos: [{memo(WORDS.replace('$10.00', '$10.01'))}]", "memo 7")
    assert finding.because() == [
        {"line": "the blank ___ has the case's total", "holds": False, "facts": {"order.total": "10.00"}}
    ]
    assert (finding.expected(), finding.actual()) == ("10.00", "10.01")
    assert finding.told["blanks"] == {"buyer.number": "AB123", "order.total": "$10.01", "order.remarks": "haste."}


def test_a_blank_whose_fact_is_missing_is_unknown_though_its_words_are_right(noted: World) -> None:
    rule(noted, REQUIRED)
    assert found(noted, DOCUMENT.replace("total: 10.00, ", ""), memo())[0] == ("memo 7", "unknown: order.total", "error")


def test_a_changed_word_fails_although_a_blank_is_unknown(noted: World) -> None:
    rule(noted, REQUIRED)
    words = WORDS.replace("shall not", "shall")
    assert found(noted, DOCUMENT.replace("total: 10.00, ", ""), memo(words))[0][1] == "fail"


def test_a_blank_of_free_text_takes_any_words_unless_the_case_says_which(noted: World) -> None:
    rule(noted, REQUIRED)
    words = WORDS.replace("haste", "a long   delay")
    assert found(noted, DOCUMENT.replace(", remarks: haste.", ""), memo(words))[0][1] == "pass"
    assert found(noted, DOCUMENT.replace("haste.", "a  long delay."), memo(words))[0][1] == "pass"
    assert told(noted, memo(words)) == ["the blank (reason) has the case's remarks"]


def test_a_blank_whose_fact_is_still_to_come_or_derived_needs_what_that_lacks(noted: World) -> None:
    noted.note("dates", (
        "---\ntitle: Dates\nsource: law\nat: 1\norder: 3\nblanks:\n  - {fact: order.signed_on, printed: ___}\n"
        "  - {fact: order.fee, printed: ____}\n---\nSigned on {{ order.signed_on }} for {{ order.fee | money }} at most.\n"
    ))  # fmt: skip
    rule(noted, REQUIRED, "dates")
    noted.rule("fee", "derive:\n  order.fee: order.paid\n", kind="calculation")
    words = memo("Signed on 2005-01-01 for $5.00 at most.", "Dates")
    assert found(noted, "order: {kind: new}\n", words)[0] == ("memo 7", "unknown: order.signed_on: order.paid", "error")
    assert found(noted, "order: {kind: new, signed_on: 2005-01-01, paid: 5.00}\n", words)[0][1] == "pass"


def test_a_blank_of_a_fact_that_is_known_to_be_absent_says_none(noted: World) -> None:
    noted.note("rebate", (
        "---\ntitle: Rebate\nsource: law\nat: 1\norder: 3\nblanks:\n  - {fact: order.rebate, printed: ___}\n---\n"
        "The rebate is {{ order.rebate | money }} today.\n"
    ))  # fmt: skip
    rule(noted, REQUIRED, "rebate")
    finding = noted.finding(
        f"order: {{kind: new, rebate: none}}\nmemos: [{memo('The rebate is $5.00 today.', 'Rebate')}]", "memo 7"
    )
    assert (finding.outcome, finding.expected(), finding.actual()) == ("fail", "none", "5.00")


def test_an_open_date_loses_no_remark(noted: World) -> None:
    rule(noted, WHEN)
    noted.rule(
        "total",
        "from: 2008-01-01\nrequire: [order.total <= 3.00]\n",
        "require: [order.total < 9.00]",
        head="dated_by: order.signed_on",
    )
    document = DOCUMENT.replace("kind: new", "kind: new, weight: 5")
    words = memo(WORDS.replace("it. It costs", "it; it costs"))
    open_date, dated = document, document.replace("kind: new", "kind: new, signed_on: 2007-01-01")
    remarks = [[each[0] for each in found(noted, text, words) if each[2] == "note"] for text in (open_date, dated)]
    assert remarks[0] == remarks[1]


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (
            WORDS.replace("shall", "may"),
            "Restore the mandatory words of the memo Terms of Return; only its blanks are yours to fill.",
        ),
        (WORDS.replace("AB123", "XX000"), "Fill in the blanks of the memo Terms of Return with the values of this case."),
        (WORDS.replace("shall", "SHALL"), "Only letter case or punctuation differs from the mandatory text."),
    ],
)
def test_the_remedy_says_what_to_do_about_the_words(noted: World, words: str, remedy: str) -> None:
    rule(noted, REQUIRED)
    report = noted.check(f"{DOCUMENT}memos: [{memo(words)}]")
    assert [each.told["remedy"] for each in report.findings if each.outcome == "fail"] == [remedy]


def test_what_a_person_is_told_of_a_missing_note_names_the_nearest_title(noted: World) -> None:
    rule(noted, REQUIRED)

    def says(*memos: str) -> list[str]:
        (finding,) = noted.check(f"{DOCUMENT}memos: [{', '.join(memos)}]").findings
        return [each["says"] for each in finding.told["because"]]

    assert says() == ["the memo Terms of Return is missing"]
    assert says(memo(title="Terms of Returns")) == [
        'the memo Terms of Return is missing (the nearest title in the draft is "Terms of Returns")'
    ]
