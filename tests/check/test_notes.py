"""Note rules: whether a note must be there, and whether its words are the template's."""

from __future__ import annotations

import pytest
from small_notes import DOCUMENT, HERE, REQUIRED, WHEN, WORDS, found, memo, rule, told, with_notes
from small_programme import World


@pytest.fixture
def noted(world: World) -> World:
    return with_notes(world)


# --- presence ----------------------------------------------------------------------------------------------------------------


def test_a_required_note_that_stands_there_word_for_word_passes(noted: World) -> None:
    rule(noted, REQUIRED)
    assert found(noted, DOCUMENT, memo()) == [("memo 7", "pass", "error"), HERE]


def test_a_required_note_that_is_missing_fails(noted: World) -> None:
    rule(noted, REQUIRED)
    assert found(noted, DOCUMENT) == [("the order", "fail", "error")]
    assert told(noted, subject="the order") == ["the memo Terms of Return stands in the draft"]
    assert noted.finding(DOCUMENT + "memos: []").expected() == "Terms of Return"


def test_the_nearest_title_is_named_where_a_note_is_missing(noted: World) -> None:
    rule(noted, REQUIRED)
    actual = noted.finding(DOCUMENT + f"memos: [{memo(title='Terms of Returns')}]").actual()
    assert actual == 'the nearest title in the draft is "Terms of Returns"'


def test_a_note_without_a_title_may_be_the_one_that_is_missing(noted: World) -> None:
    rule(noted, REQUIRED)
    assert found(noted, DOCUMENT, "{number: 7}") == [("the order", "unknown: memo.title", "error")]


def test_a_note_without_a_title_may_be_the_one_that_is_forbidden(noted: World) -> None:
    rule(noted, "forbidden_when: [order.kind is new]\n")
    assert found(noted, DOCUMENT, "{number: 7}") == [("the order", "unknown: memo.title", "error")]


@pytest.mark.parametrize("title", ["TERMS OF RETURN", "Terms of  return.", "terms of return"])
def test_a_title_is_the_same_in_other_letter_case_and_with_a_period(noted: World, title: str) -> None:
    rule(noted, REQUIRED)
    assert found(noted, DOCUMENT, memo(title=title)) == [("memo 7", "pass", "error"), HERE]


def test_a_note_that_is_not_required_and_not_there_is_not_applicable(noted: World) -> None:
    rule(noted, WHEN)
    assert found(noted, "order: {kind: new, weight: 5}\n") == [("the order", "not_applicable", "error")]
    assert told(noted, document="order: {kind: new, weight: 5}\n", subject="the order") == ["order.weight < 5"]


def test_a_note_whose_rule_does_not_apply_is_not_looked_at(noted: World) -> None:
    rule(noted, WHEN)
    assert found(noted, "order: {kind: change}\n", memo("Other words.")) == [("the order", "not_applicable", "error")]


def test_a_note_that_is_there_without_need_is_remarked_and_its_words_are_warnings(noted: World) -> None:
    rule(noted, WHEN)
    document = DOCUMENT.replace("urgent: yes", "weight: 5")
    assert found(noted, document, memo()) == [("memo 7", "pass", "warning"), ("memo 7", "fail", "note")]
    assert told(noted, memo(), document=document) == ["the memo Terms of Return is restated only where it must be"]
    changed = found(noted, document, memo(WORDS.replace("shall not", "shall")))
    assert changed == [("memo 7", "fail", "warning"), ("memo 7", "fail", "note")]
    other = noted.check(document + f"memos: [{memo('Other words.')}]").findings
    assert not [each for each in other if each.level == "error"]


def test_a_forbidden_note_fails_where_it_stands_and_passes_where_it_does_not(noted: World) -> None:
    rule(noted, "required_when: [order.urgent]\nforbidden_when: [order.kind is new]\n")
    assert found(noted, DOCUMENT) == [HERE]
    assert found(noted, DOCUMENT, memo(number=1), memo("Any words.")) == [
        ("memo 1", "fail", "error"),
        ("memo 7", "fail", "error"),
    ]
    assert told(noted, memo()) == ["no memo Terms of Return stands in the draft"]


def test_a_note_that_is_only_ever_forbidden_is_not_required(noted: World) -> None:
    rule(noted, "forbidden_when: [order.urgent]\n")
    calm = DOCUMENT.replace("urgent: yes", "urgent: no")
    assert found(noted, calm) == [("the order", "not_applicable", "error")]
    assert noted.check(calm).derived == {"order.wanted": []}
    assert noted.finding(calm).outcome == "not_applicable"


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("order: {weight: 4}\n", "unknown: order.kind"),
        ("order: {kind: new}\n", "unknown: order.weight"),
        ("order: {kind: new, weight: 4}\n", "unknown: order.urgent"),
    ],
)
def test_whether_a_note_must_be_there_may_be_unknown(noted: World, document: str, expected: str) -> None:
    rule(noted, WHEN + "forbidden_when: [order.urgent]\n")
    assert found(noted, document) == [("the order", expected, "error")]


def test_notes_that_were_not_read_are_what_is_needed(noted: World) -> None:
    rule(noted, WHEN)
    assert noted.outcome("order: {kind: new, weight: 4}") == "unknown: memos"
    assert noted.outcome("order: {kind: new}") == "unknown: memos"
    assert noted.finding("order: {kind: new, weight: 5}").outcome == "not_applicable"
    assert noted.outcome("order: {kind: change}") == "not_applicable"


def test_a_note_that_is_not_applicable_needs_nothing(noted: World) -> None:
    rule(noted, WHEN)
    assert noted.outcome("order: {kind: new, weight: 5}") == "not_applicable"


def test_the_required_notes_are_listed_in_the_order_of_the_source_whatever_the_rules_are_called(noted: World) -> None:
    rule(noted, REQUIRED)
    rule(noted, "required_when: [order.urgent]\n", "urgency")
    assert noted.check(DOCUMENT).derived == {"order.wanted": ["Urgency", "Terms of Return"]}
    assert noted.check(DOCUMENT.replace("urgent: yes", "urgent: no")).derived == {"order.wanted": ["Terms of Return"]}
    assert noted.check("order: {kind: change, urgent: no}").derived == {"order.wanted": []}


def test_a_note_that_is_undecided_stays_out_of_the_list_of_required_notes(noted: World) -> None:
    rule(noted, REQUIRED)
    rule(noted, "required_when: [order.urgent]\n", "urgency")
    assert noted.check("order: {kind: new}").derived == {"order.wanted": ["Terms of Return"]}


# --- words -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("shall not", "shall", 'the word "not" is missing: "… The buyer AB123 shall [not] return it. It costs …"'),
        (
            " return it",
            " ever return it",
            'the word "ever" is not in the mandatory text: "… buyer AB123 shall not [ever] return it. It costs …"',
        ),
        ("shall", "may", '"may" stands for "shall": "… The buyer AB123 [may] not return it. It …"'),
    ],
)
def test_one_changed_word_fails_with_the_words_around_it(noted: World, old: str, new: str, line: str) -> None:
    rule(noted, REQUIRED)
    assert found(noted, DOCUMENT, memo(WORDS.replace(old, new)))[0] == ("memo 7", "fail", "error")
    assert told(noted, memo(WORDS.replace(old, new))) == [line]


def test_punctuation_and_letter_case_are_remarks(noted: World) -> None:
    rule(noted, REQUIRED)
    words = WORDS.replace("it. It costs", "it; it costs")
    assert found(noted, DOCUMENT, memo(words)) == [("memo 7", "pass", "error"), ("memo 7", "fail", "note"), HERE]
    assert told(noted, memo(words)) == [
        '"it;" stands for "it.": "… AB123 shall not return [it;] it costs $10.00 in …"',
        '"it" stands for "It": "… shall not return it; [it] costs $10.00 in all; …"',
    ]


def test_words_that_hang_on_the_case_are_expected_only_there(noted: World) -> None:
    rule(noted, REQUIRED, "urgency")
    short, long = "An order says what it says", "An order says what it says and no more."
    calm = DOCUMENT.replace("urgent: yes", "urgent: no")
    assert found(noted, DOCUMENT, memo(long, "Urgency"))[0][1] == "pass"
    assert found(noted, DOCUMENT, memo(short, "Urgency"))[0][1] == "fail"
    assert found(noted, calm, memo(short, "Urgency"))[0][1] == "pass"
    assert found(noted, "order: {kind: new}\n", memo(short, "Urgency"))[0][1] == "unknown: order.urgent"


def test_a_note_whose_text_was_not_read_is_unknown(noted: World) -> None:
    rule(noted, REQUIRED)
    assert found(noted, DOCUMENT, memo(None))[0] == ("memo 7", "unknown: memo.text", "error")


def test_each_note_of_the_title_is_judged(noted: World) -> None:
    rule(noted, REQUIRED)
    assert [each[1] for each in found(noted, DOCUMENT, memo(number=1), memo("Other words.", number=2))] == [
        "pass",
        "fail",
        "pass",
    ]


def test_the_words_are_cited_from_their_own_paragraph_and_the_presence_from_the_one_that_decides(noted: World) -> None:
    rule(noted, REQUIRED + "also:\n  - {source: law, at: 2, quote: Memo words stand in paragraph two.}\n")
    words, presence = noted.check(DOCUMENT + f"memos: [{memo()}]").findings
    assert words.cite is not None
    assert presence.cite is not None
    assert (words.cite.at, presence.cite.at) == ("2", "1")
