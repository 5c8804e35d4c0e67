"""Mistakes in the files of a library, each with the whole message that a policy officer reads (golden/mistakes.txt)."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from clssa.check.order import Orders
from clssa.check.plan import Calendar
from clssa.language.fault import Faults
from clssa.library import load_library, read_library
from small_library import (
    FILES,
    ITEM,
    LATER,
    NOTE,
    NOTE_RULE,
    ORDER,
    POLICIES,
    READINGS,
    RULE,
    SAYS,
    SOURCE,
    SPEED,
    TABLE,
    TEXT,
    VALUE,
    broken,
    read_here,
    write_library,
)

MISTAKES = {
    # --- a rule
    "rule-with-an-unknown-key": (RULE, "kind: requirement", "kind: requirement\nsubject: order"),
    "rule-with-a-misspelled-key": (RULE, "readings:", "reading:"),
    "rule-without-a-title": (SPEED, "title: Orders are filled fast\n", ""),
    "rule-with-an-empty-title": (SPEED, "title: Orders are filled fast", "title:"),
    "rule-with-a-list-for-a-title": (SPEED, "title: Orders are filled fast", "title: [Orders]"),
    "rule-of-an-unknown-kind": (RULE, "kind: requirement", "kind: requirment"),
    "rule-asked-of-an-unknown-subject": (RULE, "asked_of: order", "asked_of: orders"),
    "rule-in-a-file-of-another-name": (SPEED, "id: man-speed", "id: man-haste"),
    "rule-without-versions": (SPEED, "  - from: beginning\n    cite: {source: manual, at: 1/Speed, quote: Orders are filled within 30 days.}\n", "  []\n"),
    "rule-with-one-version-that-is-no-list-entry": (SPEED, "  - from: beginning\n    cite:", "    from: beginning\n    cite:"),
    "rule-that-names-a-note-and-is-none": (SPEED, "kind: statement", "kind: statement\nnote: purpose"),
    "rule-with-an-unknown-note": (NOTE_RULE, "note: purpose", "note: purposes"),
    "rule-with-an-unknown-reading": (RULE, "readings: [IN-01]", "readings: [IN-10]"),
    "rule-dated-by-an-unknown-fact": (RULE, "dated_by: order.placed_on", "dated_by: order.place_on"),
    "rule-dated-by-two-dates-one-of-a-list": (RULE, "dated_by: order.placed_on", "dated_by: [item.filled_on, order.placed_on]"),
    "rule-dated-by-an-amount": (RULE, "dated_by: order.placed_on", "dated_by: order.total"),
    "not-encoded-without-why": (RULE, "    why: A duty of the seller.\n", ""),
    # --- a version
    "version-with-an-unknown-key": (RULE, "    require:", "    requires:"),
    "version-without-from": (SPEED, "  - from: beginning\n    cite:", "  - cite:"),
    "version-from-a-bad-date": (SPEED, "from: beginning", "from: 1 October 2005"),
    "version-from-no-day": (SPEED, "from: beginning", "from: 2005-02-30"),
    "version-until-a-bad-date": (SPEED, "from: beginning", "from: beginning\n    until: end of 2005"),
    "version-that-ends-before-it-starts": (SPEED, "from: beginning", "from: 2005-09-20\n    until: 2005-09-19"),
    "two-versions-from-one-date": (
        SPEED, "versions:\n",
        "versions:\n  - from: beginning\n    cite: {source: manual, at: 1/Speed, quote: Orders are filled within}\n",
    ),
    "two-versions-of-a-value-from-one-date": (VALUE, "  - from: 2005-10-01\n    is: 25%\n    cite: {source: later, at: S1}", "  - from: 2005-10-01\n    is: 25%\n    cite: {source: later, at: S1}\n  - from: 2005-10-01\n    is: 20%\n    cite: {source: later, at: S1}"),
    "version-that-requires-nothing": (SPEED, "kind: statement", "kind: requirement"),
    "version-that-calculates-nothing": (SPEED, "kind: statement", "kind: calculation"),
    "version-without-remedy": (RULE, "    remedy: Enter {order.deposit.expected}.\n", ""),
    "remedy-with-an-unknown-fact": (RULE, "Enter {order.deposit.expected}.", "Enter {order.deposit.expcted}."),
    "remedy-with-a-brace-left-open": (RULE, "Enter {order.deposit.expected}.", "Enter {order.deposit.expected."),
    # --- a line
    "line-with-an-unknown-fact": (RULE, "order.deposit is order.deposit.expected", "order.desposit is order.deposit.expected"),
    "line-with-a-misspelled-code": (RULE, "- order.kind is new\n", "- order.kind is neww\n"),
    "line-that-compares-money-with-a-date": (RULE, "order.deposit is order.deposit.expected", "order.deposit is order.placed_on"),
    "line-with-a-colon": (RULE, "- order.deposit is order.deposit.expected", "- order.deposit: order.deposit.expected"),
    "block-of-an-unknown-kind": (RULE, "any_of:", "one_of:"),
    "block-that-is-empty": (RULE, "any_of:\n          - order.kind is new\n          - given(order.deposit)", "any_of: []"),
    "given-in-a-requirement": (RULE, "- order.deposit is order.deposit.expected", "- given(order.deposit)"),
    "lines-that-are-no-list": (RULE, "    should:\n      - order.deposit is order.deposit.expected", "    should: order.deposit is order.deposit.expected"),
    "let-that-is-a-list": (RULE, "      share: order.total * deposit_ratio", "      - order.total * deposit_ratio"),
    "let-with-a-mistake": (RULE, "share: order.total *", "share: order.totl *"),
    # --- what is derived
    "derived-fact-that-is-unknown": (RULE, "      order.deposit.expected: round", "      order.deposit.expcted: round"),
    "derived-fact-that-comes-from-the-case": (RULE, "      order.deposit.expected: round", "      order.deposit: round"),
    "derived-list-as-a-single-value": (RULE, "      order.insured:\n        - when: [order.kind is new]\n          is: yes\n        - is: no", "      order.notes_due: Purpose"),
    "derived-without-an-expression": (RULE, "      order.insured:\n        - when: [order.kind is new]\n          is: yes\n        - is: no", "      order.insured: {is: yes}"),
    "derived-amount-that-is-not-rounded": (RULE, "round_half_up(share, cents)", "share"),
    "derived-list-of-lines-for-an-amount": (RULE, "round_half_up(share, cents)", "[order.kind is new]"),
    "derive-that-is-a-list": (SPEED, "from: beginning", "from: beginning\n    derive: [order.insured]"),
    "choice-with-an-unknown-key": (RULE, "        - when: [order.kind is new]", "        - wenn: [order.kind is new]"),
    # --- an exception
    "exception-with-an-unknown-level": (RULE, "level: warning", "level: warn"),
    "exception-with-an-unknown-reading": (RULE, "reading: IN-01", "reading: IN-1"),
    "exception-without-when": (RULE, "        when: [order.placed_on < 2005-10-01]\n", ""),
    # --- a citation
    "cite-of-an-unknown-source": (SPEED, "source: manual", "source: manuel"),
    "cite-of-an-unknown-paragraph": (SPEED, "at: 1/Speed", "at: 1/Sped"),
    "cite-of-a-paragraph-like-no-other": (SPEED, "at: 1/Speed", "at: '99'"),
    "cite-without-a-quote": (SPEED, ", quote: Orders are filled within 30 days.", ""),
    "cite-of-what-is-not-held-with-a-quote": (RULE, "- {source: later, at: S1}", "- {source: later, at: S1, quote: The deposit is}"),
    "cite-that-is-a-text": (SPEED, "cite: {source: manual, at: 1/Speed, quote: Orders are filled within 30 days.}", "cite: manual"),
    "quote-with-a-changed-word": (SPEED, "within 30 days", "within 40 days"),
    "quote-with-a-changed-word-in-folded-text": (RULE, "        rounded to cents", "        rounded to dollars"),
    "quote-of-another-paragraph": (SPEED, "quote: Orders are filled", "quote: Nothing is filled"),
    # --- facts
    "subject-with-a-label-that-prints-another-fact": (ITEM, "label: item {number}", "label: item {price}"),
    "subject-with-a-label-whose-brace-is-open": (ITEM, "label: item {number}", "label: item {number"),
    "fact-of-an-unknown-type": (ORDER, "type: code", "type: cod"),
    "fact-of-a-type-like-no-other": (ORDER, "type: code", "type: '7'"),
    "code-without-its-codes": (ORDER, "    codes: [new, repeat]\n", ""),
    "identifier-without-its-pattern": (ITEM, "    pattern: '[0-9]{3}'\n", ""),
    "fact-with-an-unknown-key": (ORDER, "    codes:", "    code:"),
    "fact-with-a-name-in-capitals": (ITEM, "  source_code:", "  SourceCode:"),
    "fact-without-a-label": (ITEM, "    label: price\n", ""),
    "fact-with-a-flag-that-is-neither": (ORDER, "    signed: yes", "    signed: maybe"),
    "fact-that-is-a-text": (ITEM, "  price:\n    type: money\n    label: price\n    means: Its price.", "  price: money"),
    "pending-when-with-a-mistake": (ORDER, "pending_when: order.kind is new", "pending_when: order.knd is new"),
    "same-as-an-unknown-fact": (ORDER, "same_as: {fact: order.total", "same_as: {fact: order.totl"),
    "codes-that-are-no-list": (ORDER, "codes: [new, repeat]", "codes: new"),
    "code-that-is-a-list": (ORDER, "codes: [new, repeat]", "codes: [new, [repeat]]"),
    # --- values
    "value-that-is-not-of-its-type": (VALUE, "is: 30%", "is: thirty percent"),
    "subject-called-as-a-python-word": (ITEM, "subject: item", "subject: return"),
    "value-in-capitals": (VALUE, "value: deposit_ratio", "value: DepositRatio"),
    "value-like-an-unknown-fact": (TABLE, "type: flag", "like: item.sorce_code"),
    "value-by-an-unknown-fact": (TABLE, "by: item.source_code", "by: item.sorce_code"),
    "table-with-a-key-that-is-no-code": (TABLE, "P: no", "Q: no"),
    "table-with-an-entry-of-another-type": (TABLE, "P: no", "P: perhaps"),
    "table-where-a-single-value-is-wanted": (VALUE, "is: 30%", "is: {S: 30%}"),
    "list-where-a-single-value-is-wanted": (VALUE, "is: 30%", "is: [30%]"),
    "list-in-a-table": (TABLE, "S: yes", "S: [yes]"),
    "single-value-where-a-table-is-wanted": (TABLE, "is: {S: yes, P: no, X: no}", "is: yes"),
    # --- sources, readings, notes
    "source-in-a-folder-of-another-name": (LATER, "source: later", "source: latter"),
    "source-neither-held-nor-not": (LATER, "text: not held", "text: lost"),
    "source-of-an-unknown-standing": (SOURCE, "is: superseded", "is: supersedet"),
    "source-issued-on-a-bad-date": (LATER, "2006-04-06", "April 2006"),
    "paragraph-that-stands-twice": (TEXT, "- at: 1/Speed", "- at: 1/Deposit"),
    "reading-that-stands-twice": (READINGS, "  confidence: high\n", "  confidence: high\n- {id: IN-01, tension: a, reading: b, confidence: low}\n"),
    "reading-without-confidence": (READINGS, "  confidence: high\n", ""),
    "note-without-its-title": (NOTE, "title: Purpose\n", ""),
    # --- the form of a file
    "tab": (RULE, "    require:\n", "\trequire:\n"),
    "duplicate-key": (SPEED, "kind: statement\n", "kind: statement\nkind: statement\n"),
    "rule-that-is-a-list": (SPEED, FILES[SPEED], "- id: man-speed\n"),
    "empty-file": (SPEED, FILES[SPEED], ""),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_shown_at_its_line_and_column_with_the_way_out(
    name: str, golden: Callable[[str, str], None], here: Path
) -> None:
    write_library(here, broken(*MISTAKES[name]))
    _, message = read_here()
    assert message, "nothing was found wrong"
    assert str(here) not in message
    golden(name, message)


NOT_FOUND_YET = {
    # --- read_library raises another error than Faults
    "facts-that-are-a-list": (ITEM, FILES[ITEM].partition("facts:\n")[2], "  - price\n"),
    "paragraph-without-its-text": (TEXT, "  text: Orders are filled within 30 days.\n", ""),
    "value-without-a-type": (VALUE, "type: number\n", ""),
    "note-rule-without-its-note": (NOTE_RULE, "note: purpose\n", ""),
    "let-of-a-list": (RULE, "share: order.total * deposit_ratio", "share: [order.total]"),
    "pending-when-that-is-a-list": (ORDER, "pending_when: order.kind is new", "pending_when: [order.kind is new]"),
    "dated-by-a-mapping": (VALUE, "dated_by: order.placed_on", "dated_by: {order: placed_on}"),
    "pattern-that-is-none": (ITEM, "pattern: '[0-9]{3}'", "pattern: '[0-9'"),
    # --- nothing is found wrong
    "value-that-ends-before-it-starts": (VALUE, "from: 2005-10-01", "from: 2005-10-01\n    until: 2005-09-01"),
    "replaces-a-version-that-is-not-there": (VALUE, "from: 2005-10-01", "from: 2005-10-01\n    replaces: 2004-12-13"),
    "table-without-an-entry": (TABLE, "P: no, ", ""),
    "standing-told-by-an-unknown-source": (SOURCE, "source: later", "source: latter"),
    "document-date-that-is-no-fact": (ORDER, "[order.placed_on]", "[order.place_on]"),
    "list-named-by-an-unknown-fact": (ITEM, "named_by: number", "named_by: nummer"),
    "list-of-an-unknown-subject": (ITEM, "of: order", "of: ordre"),
    "not-encoded-words-that-the-paragraph-has-not": (RULE, "quote: no order is accepted", "quote: no order is rejected"),
    "fact-of-the-elements-of-a-list-derived-for-an-order": (RULE, "      order.insured:\n", "      item.free:\n"),
}


@pytest.mark.parametrize("name", NOT_FOUND_YET)
def test_a_mistake_that_is_not_found_yet(name: str, here: Path) -> None:
    files = broken(*NOT_FOUND_YET[name])
    files[ITEM] += "  free:\n    type: flag\n    derived: yes\n    label: free\n    means: Free.\n" * name.startswith(
        "fact-of-the"
    )
    write_library(here, files)
    assert read_here()[1]


CASCADES = [
    "code-without-its-codes",
    "source-issued-on-a-bad-date",
    "reading-without-confidence",
    "value-in-capitals",
    "let-with-a-mistake",
]


@pytest.mark.parametrize("name", CASCADES)
def test_one_mistake_is_one_message(name: str, here: Path) -> None:
    write_library(here, broken(*MISTAKES[name]))
    assert len(read_library(POLICIES)[1]) == 1


@pytest.mark.parametrize("missing", [SOURCE, TEXT, READINGS])
def test_a_file_that_is_not_there_is_a_mistake_in_words(missing: str, here: Path) -> None:
    write_library(here, {name: text for name, text in FILES.items() if name != missing})
    assert missing in read_here()[1]


@pytest.mark.parametrize("copy", ["policies/facts/other.yaml", "policies/values/other.yaml"])
def test_two_files_that_declare_the_same_name_are_a_mistake(copy: str, here: Path) -> None:
    write_library(here, {**FILES, copy: FILES[ITEM if "facts" in copy else VALUE]})
    assert read_here()[1]


def test_two_rules_of_one_id_are_shown_with_both_files(golden: Callable[[str, str], None], here: Path) -> None:
    write_library(here, {**FILES, "policies/other/man-speed.yaml": FILES[SPEED]})
    golden("two-rules-of-one-id", read_here()[1])


def test_a_folder_without_facts_is_no_library(golden: Callable[[str, str], None], here: Path) -> None:
    (here / "policies").mkdir()
    with pytest.raises(Faults) as caught:
        load_library(POLICIES)
    golden("no-library", str(caught.value))


CYCLE = """\
id: man-circle
title: The total follows from what follows from it
kind: calculation
asked_of: order
versions:
  - from: beginning
    cite: {source: manual, at: 1/Speed, quote: Orders are filled within 30 days.}
    derive:
      order.reserve: order.deposit.expected
"""


def test_rules_that_derive_from_one_another_are_named_when_the_plan_is_made(
    golden: Callable[[str, str], None], here: Path
) -> None:
    files = broken(RULE, "round_half_up(share, cents)", "order.reserve")
    files[RULE] = files[RULE].replace("    let:\n      share: order.total * deposit_ratio\n", "")
    files["policies/manual/man-circle.yaml"] = CYCLE
    files[ORDER] += "  reserve:\n    type: money\n    signed: yes\n    derived: yes\n    label: reserve\n    means: Set aside.\n"
    write_library(here, files)
    library = load_library(POLICIES)
    with pytest.raises(Faults) as caught:
        Calendar(library, datetime.date(2023, 8, 1), Orders(library))._plan((0, 0))
    golden("cycle", str(caught.value))


def test_one_run_shows_every_mistake_in_the_order_of_the_files(golden: Callable[[str, str], None], here: Path) -> None:
    files = broken(RULE, "order.deposit is order.deposit.expected", "order.desposit is order.deposit.expected")
    files[RULE] = files[RULE].replace("- order.kind is new\n", "- order.kind is neww\n")
    files[SPEED] = FILES[SPEED].replace("kind: statement", "kind: statment")
    write_library(here, files)
    faults = read_library(POLICIES)[1]
    assert [fault.place.file for fault in faults] == [RULE, RULE, SPEED]
    with pytest.raises(Faults) as caught:
        load_library(POLICIES)
    assert caught.value.faults == faults
    golden("several", str(caught.value))


def test_every_golden_text_belongs_to_a_mistake(kept: dict[str, str]) -> None:
    assert set(kept) == {*MISTAKES, "two-rules-of-one-id", "no-library", "cycle", "several"}


def test_the_small_library_itself_has_no_mistake(here: Path) -> None:
    write_library(here)
    assert read_here()[1] == ""
    assert SAYS in FILES
