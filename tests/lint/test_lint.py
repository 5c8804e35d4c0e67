"""What lint finds in a library that can be read: each with the whole message (golden/lint.txt) and where it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from clssa.drafts import layout_file
from clssa.language.fault import Place
from clssa.language.yaml import Text
from clssa.lint import lint
from small_library import (
    ITEM,
    LATER,
    NOTE,
    NOTE_RULE,
    ORDER,
    POLICIES,
    READINGS,
    RULE,
    SOURCE,
    SPEED,
    TEXT,
    VALUE,
    write_library,
)  # fmt: skip
from tidy_library import SHIFTS, STOCKED, TIDY, changed

VERSION = "  - from: 2005-10-01\n    is: 25%\n    cite: {source: later, at: S1}\n"
QUOTED = "    cite:\n      source: manual\n      at: 1/Deposit\n      quote: is 30 percent of the total\n"
KIND = "    applies_when:\n      - any_of:\n          - order.kind is new\n          - given(order.deposit)\n"
WHEN = "when: [order.placed_on < 2005-10-01]"
IN_ITEM = "    applies_when:\n      - order.kind is new\n"
GIVEN = "given: {order.kind: new, item.number: '001', item.source_code: S}"


@pytest.fixture
def golden_file(request: pytest.FixtureRequest) -> Path:
    """The golden texts of lint, apart from those of reading."""
    return request.path.parent / "golden" / "lint.txt"


def applies(*lines: str) -> tuple[str, str]:
    """The conditions of the rule on the deposit as these lines."""
    return KIND, "    applies_when:\n" + "".join(f"      - {line}\n" for line in lines)


def fact(*more: str) -> tuple[str, str]:
    """One more fact of an item, with these keys."""
    keys = "".join(f"    {each}\n" for each in more)
    return "  price:\n", f"  weight:\n    type: quantity\n    label: weight\n    means: Its weight.\n{keys}  price:\n"


MISTAKES: dict[str, tuple[str, tuple[str, str]] | tuple[str, tuple[str, str], tuple[str, str]]] = {
    # --- what nothing reads
    "fact-that-nothing-reads": (ITEM, fact()),
    "fact-that-is-read-after-all": (ORDER, ("means: All that is ordered.\n", "means: All that is ordered.\n    unread: Kept for the record.\n")),
    "derived-fact-that-no-rule-derives": (ITEM, fact("derived: yes")),
    "value-that-no-rule-reads": (STOCKED, ("stocked[item.source_code]\n    should", "item.source_code is S\n    should"), ("because: stocked[item.source_code]", "because: item.source_code is S")),
    "reading-that-nothing-rests-on": (READINGS, ("  confidence: high\n", "  confidence: high\n- {id: IN-02, tension: a, reading: b, confidence: low}\n")),
    "reading-that-is-needed-after-all": (READINGS, ("  confidence: high\n", "  confidence: high\n  unread: Kept for the record.\n")),
    # --- what is never in force
    "version-replaced-from-its-first-day": (VALUE, (VERSION, VERSION + VERSION.replace("2005-10-01\n", "2005-11-01\n    replaces: 2005-10-01\n"))),
    "version-of-a-source-without-a-day": (LATER, ("issued: 2006-04-06\n", "unverified: No day is shown.\n")),
    "until-after-the-next-version": (VALUE, ("  - from: beginning\n", "  - from: beginning\n    until: 2005-10-31\n"), ("    is: 25%\n    cite: {source: later, at: S1}\n", "    is: 30%\n" + QUOTED)),
    "version-that-replaces-itself": (VALUE, (VERSION, VERSION.replace("2005-10-01\n", "2005-10-01\n    replaces: 2005-10-01\n"))),
    "version-that-replaces-one-known-later": (VALUE, ("  - from: beginning\n", "  - from: beginning\n    replaces: 2005-10-01\n")),
    # --- lines that never hold
    "two-codes": (RULE, applies("order.kind is new", "order.kind is repeat")),
    "no-code-left": (RULE, applies("order.kind is not new", "order.kind not in {repeat}")),
    "code-beside-none-of": (RULE, applies("order.kind is new", "none_of: [order.kind is new]")),
    "yes-and-no": (STOCKED, (IN_ITEM, IN_ITEM.replace("order.kind is new", "order.insured\n      - order.insured is no"))),
    "less-and-more": (RULE, applies("order.total > 100.00", "order.total <= 100.00")),
    "nothing-between": (RULE, applies("order.total > 100.00", "order.total < 100.01")),
    "more-than-an-amount-that-is-less": (RULE, applies("order.total is 5.00", "10.00 < order.total")),
    "less-than-nothing": (RULE, applies("order.total < 0.00")),
    "alternative-that-never-holds": (RULE, applies("order.kind is new", "any_of: [order.kind is repeat, order.total > 1.00]")),
    "rule-for-days-before-it-is-in-force": (RULE, ("  - from: beginning\n", "  - from: 2005-10-01\n"), applies("order.placed_on < 2005-10-01")),
    "rule-for-days-after-its-end": (RULE, ("  - from: beginning\n", "  - from: 2005-10-01\n    until: 2005-12-31\n"), applies("order.placed_on > 2005-12-31")),
    "exception-that-never-applies": (RULE, applies("order.placed_on >= 2005-10-01")),
    "choice-that-is-never-taken": (RULE, applies("order.kind is repeat")),
    "note-that-is-never-forbidden": (NOTE_RULE, ("    required_when:", "    applies_when: [order.kind is new]\n    required_when:")),
    # --- words
    "code-that-is-no-elsewhere": (ITEM, ("  price:\n    type: money", "  price:\n    type: code\n    codes: [A, N, y]")),
    "entry-that-is-yes-elsewhere": (SHIFTS, ("codes: ['off', 'on']", "codes: [off, 'on']"), ("{S: 'on', P: 'off', X: 'on'}", "{S: 'on', P: off, X: 'on'}")),
    "example-with-another-number": (STOCKED, (GIVEN, GIVEN.replace("'001'", "010"))),
    "examples-with-several-numbers": (STOCKED, (GIVEN, "given: {order.kind: new, items: [{number: 017, source_code: S}]}")),
    "rate-that-its-quote-does-not-say": (VALUE, ("is: 30%", "is: 3%")),
    "rate-above-a-hundred-percent": (VALUE, ("is: 25%", "is: 125%")),
    "remedy-with-half-a-brace": (RULE, ("Enter {order.deposit.expected}.", "Enter {order.deposit.expected}}.")),
    "confidence-in-other-words": (READINGS, ("confidence: high", "confidence: certain")),
    # --- sources
    "source-that-was-superseded": (SOURCE, ("    reading: IN-01\n", "")),
    "standing-with-an-unknown-reading": (SOURCE, ("    reading: IN-01\n", "    reading: IN-10\n")),
    "source-without-a-day-and-without-a-word-on-it": (LATER, ("issued: 2006-04-06\n", "")),
    "source-of-the-future": (LATER, ("issued: 2006-04-06", "issued: 2999-04-06")),
    "text-that-was-changed": (SOURCE, ("text: held\n", f"text: held\nsha256: {'0' * 64}\n")),
    # --- examples
    "example-with-an-unknown-key": (STOCKED, ("    because:", "    becuase:")),
    "example-with-an-unknown-fact": (STOCKED, ("item.source_code: S}", "item.sorce_code: S}")),
    "example-with-a-wrong-code": (STOCKED, ("item.source_code: S}", "item.source_code: s}")),
    "example-that-expects-another-word": (STOCKED, ("expect: pass", "expect: passes")),
    "example-because-of-no-line": (STOCKED, ("because: stocked[item.source_code]", "because: stocked[item.source_codes]")),
    "example-that-needs-no-fact": (STOCKED, ("    because: stocked[item.source_code]", "    needs: [item.sorce_code]")),
    # --- what is still to be written
    "rule-still-to-be-written": (STOCKED, ("title: An item is stocked", "title: TODO what must hold"), ("- stocked[item.source_code]\n    should", "- TODO\n    should")),
    "comment-still-to-be-written": (STOCKED, ("    remedy:", "    # TODO the remedy\n    remedy:")),
}  # fmt: skip


def messages(files: dict[str, str], here: Path) -> str:
    """The faults that lint finds in these files, as they are shown."""
    write_library(here, files)
    return "\n".join(fault.show() for fault in lint(POLICIES)[1])


def test_every_golden_text_belongs_to_a_mistake(kept: dict[str, str]) -> None:
    assert set(kept) == set(MISTAKES)


def test_the_tidy_library_has_no_fault(here: Path) -> None:
    assert messages(TIDY, here) == ""


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_shown_at_its_line_and_column_with_the_way_out(
    name: str, golden: Callable[[str, str], None], here: Path
) -> None:
    file, *pairs = MISTAKES[name]
    found = messages(changed(str(file), *pairs), here)  # type: ignore[arg-type]
    assert found, "nothing was found wrong"
    assert str(here) not in found
    golden(name, found)


SOUND = {
    "a version that starts later than the one it replaces, known before it": (VALUE, (VERSION, VERSION.replace("2005-10-01\n", "2005-10-01\n    replaces: beginning\n"))),
    "a version that truly ends before the next": (VALUE, ("  - from: beginning\n", "  - from: beginning\n    until: 2005-08-31\n")),
    "two codes in two alternatives": (STOCKED, (IN_ITEM, "    applies_when:\n      - any_of: [order.kind is new, order.kind is repeat]\n")),
    "a code under none_of, another beside it": (STOCKED, (IN_ITEM, IN_ITEM + "      - none_of: [order.kind is repeat]\n")),
    "an amount in two alternatives": (RULE, applies("any_of: [order.total < 1.00, order.total > 1.00]")),
    "a code among several, without another": (RULE, applies("order.kind in {new, repeat}", "order.kind is not repeat")),
    "bounds of which the inner ones count": (RULE, applies("order.total > 5.00", "order.total > 3.00", "order.total < 9.00", "order.total < 20.00")),
    "an amount between others": (RULE, applies("order.total > 5.00", "order.total <= 9.00", "order.total in {5.00, 7.00}")),
    "blocks in blocks": (RULE, applies("all_of: [order.kind is new, {none_of: [{any_of: [order.kind is repeat]}]}]")),
    "amounts from and to": (RULE, applies("order.total >= 100.00", "order.total <= 100.00")),
    "an amount of nothing": (RULE, applies("order.total <= 0.00")),
    "the last day before an exception ends": (RULE, applies("order.placed_on >= 2005-09-30")),
    "codes in quotes that others take for something else": (ITEM, ("  price:\n    type: money", "  price:\n    type: code\n    codes: [A, 'N', \"010\"]")),
    "a plain number as a code": (ITEM, ("  price:\n    type: money", "  price:\n    type: code\n    codes: [A, 3]")),
    "the same number, written otherwise": (VALUE, ("is: 30%", "is: 3/10")),
    "the whole": (VALUE, ("is: 25%", "is: 100%")),
    "more than the whole, as a number": (VALUE, ("is: 25%", "is: 1.25")),
    "confidence between two degrees": (READINGS, ("confidence: high", "confidence: high / medium")),
    "an example that needs a fact": (STOCKED, ("    because: stocked[item.source_code]", "    needs: [item.source_code]")),
    "a source without a day that says so": (SOURCE, ("text: held\n", "text: held\nunverified: The day was not seen.\n")),
}  # fmt: skip


@pytest.mark.parametrize("name", SOUND)
def test_what_is_sound_is_left_alone(name: str, here: Path) -> None:
    file, *pairs = SOUND[name]
    files = changed(str(file), *pairs)  # type: ignore[arg-type]
    assert messages(files, here) == ""


# --- none, tables and layouts ------------------------------------------------------------------------------------------


def priced(*lines: str) -> dict[str, str]:
    """The tidy library with a price that may be none, and the rule on stock for items whose price is so."""
    files = {
        **TIDY,
        ITEM: TIDY[ITEM].replace(
            "    means: Its price.\n    unread: Kept for the record.\n", "    means: Its price.\n    optional: yes\n"
        ),
    }
    return {**files, STOCKED: TIDY[STOCKED].replace(IN_ITEM, IN_ITEM + "".join(f"      - {line}\n" for line in lines))}


def test_none_is_neither_less_nor_more_than_anything(here: Path) -> None:
    assert 'this line can never hold beside "item.price is none"' in messages(
        priced("item.price is none", "item.price > 1.00"), here
    )
    assert messages(priced("item.price is none", "none_of: [item.price > 1.00]"), here) == ""


def test_the_entries_of_tables_in_tables_and_those_with_a_paragraph_of_their_own_are_looked_at(here: Path) -> None:
    files = {
        name: text.replace("shifts[item.source_code]", "shifts[item.source_code][order.kind]") for name, text in TIDY.items()
    }
    files[SHIFTS] = (
        TIDY[SHIFTS]
        .replace("by: item.source_code", "by: [item.source_code, order.kind]")
        .replace(
            "{S: 'on', P: 'off', X: 'on'}",
            "{S: {new: on, repeat: 'on'}, P: {new: 'on', repeat: 'on'}, X: {new: 'on', repeat: 'on'}}",
        )
    )
    assert messages(files, here).count("other readers of YAML take on for yes or no") == 1
    files = {name: text.replace("shifts[item.source_code]", "shifts[order.insured]") for name, text in TIDY.items()}
    files[SHIFTS] = TIDY[SHIFTS].replace("by: item.source_code", "by: order.insured")
    files[SHIFTS] = files[SHIFTS].replace("{S: 'on', P: 'off', X: 'on'}", "{yes: 'on', no: 'off'}")
    assert messages(files, here) == ""
    files = changed(SHIFTS, ("S: 'on',", "S: {is: on, at: S1},"))
    assert messages(files, here).count("other readers of YAML take on for yes or no") == 1


LAYOUT = """\
layout: order
document: order
reading: IN-09
facts: [item.weight]
"""


def test_what_a_layout_reads_is_read_and_rests_on_readings_that_are_registered(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [Text.at("item.weight", Place("policies/layouts/order.yaml", 4, 9))]
    monkeypatch.setattr(layout_file, "load_layout", lambda data, file: SimpleNamespace(facts=lambda: names))
    files = {**changed(ITEM, fact()), "policies/layouts/order.yaml": LAYOUT}
    assert messages(files, here).startswith('policies/layouts/order.yaml:3:10: error: "IN-09" is not a registered reading')
    files["policies/layouts/order.yaml"] = LAYOUT.replace("IN-09", "IN-01")
    assert messages(files, here) == ""


# --- several files -----------------------------------------------------------------------------------------------------


def test_a_source_that_nothing_cites_is_left_over_unless_a_reading_names_it(here: Path) -> None:
    files = {
        **TIDY,
        LATER.replace("later", "last"): "source: last\ntitle: The Last Memo\nissued: 2006-05-01\ntext: not held\n",
        LATER.replace("later/source", "last/text"): "- at: S1\n  says: Nothing.\n",
    }
    assert "policies/sources/last/source.yaml:1:1: error: nothing cites the source last\n" in messages(files, here)
    files[READINGS] = files[READINGS].replace("The Memo decides.", "The Memo decides, and The Last Memo says nothing.")
    assert messages(files, here) == ""


def test_an_actor_without_a_duty_is_left_over(here: Path) -> None:
    files = {**TIDY, "policies/actors.yaml": "- actor: Seller\n  means: Who sells.\n"}
    assert 'policies/actors.yaml:1:10: error: nobody\'s duty names the actor "Seller"' in messages(files, here)
    quote = "quote: Orders are filled within 30 days.}"
    duty = TIDY[SPEED].replace("kind: statement", "kind: duty").replace(quote, f"{quote}\n    actor: Seller\n    modality: are")
    assert messages({**files, SPEED: duty}, here) == ""


def test_a_note_that_no_rule_requires_or_forbids_is_left_over(here: Path) -> None:
    files = {name: text for name, text in TIDY.items() if name != NOTE_RULE}
    assert "notes/purpose.j2:2:8: error: no rule says when this note must be there" in messages(files, here)


def second_note(files: dict[str, str], kind: str) -> dict[str, str]:
    """The files with another note of the same words, required for one kind of order."""
    rule = TIDY[NOTE_RULE].replace("man-note", "man-other").replace("note: purpose", "note: other")
    rule = rule.replace(
        "required_when: [order.kind is new]", f"applies_when: [order.kind is {kind}]\n    required_when: [order.kind is {kind}]"
    )
    rule = rule.replace("    forbidden_when: [order.kind is repeat]\n", "")
    return {**files, "notes/other.j2": files[NOTE], NOTE_RULE.replace("man-note", "man-other"): rule}


def test_two_notes_of_one_document_have_different_places(here: Path) -> None:
    found = messages(second_note(TIDY, "new"), here)
    assert "notes/purpose.j2:2:8: error: this note and other are both number 1 of the notes" in found
    first = {
        **TIDY,
        NOTE_RULE: TIDY[NOTE_RULE].replace(
            "    required_when: [order.kind is new]\n",
            "    applies_when: [order.kind is new]\n    required_when: [order.kind is new]\n",
        ),
    }
    first[NOTE_RULE] = first[NOTE_RULE].replace("    forbidden_when: [order.kind is repeat]\n", "")
    assert messages(second_note(first, "repeat"), here) == ""


def test_the_text_that_was_recorded_is_left_alone(here: Path) -> None:
    files = changed(SOURCE, ("text: held\n", f"text: held\nsha256: {'0' * 64}\n"))
    right = messages(files, here).rpartition("write ")[2]
    files[SOURCE] = files[SOURCE].replace("0" * 64, right)
    assert messages(files, here) == ""
    files[TEXT] = files[TEXT].replace("within 30 days", "within 30  days")
    assert "the text of manual was changed since this was written" in messages(files, here)


def test_where_a_file_cannot_be_read_nothing_else_is_blamed(here: Path) -> None:
    files = changed(STOCKED, ("    require:", "    requires:"))
    assert messages(files, here).count("error:") == 1
