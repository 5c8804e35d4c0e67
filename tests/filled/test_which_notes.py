"""Which notes `clssa notes` prints, in a small programme: by the rules that say which must be there."""

from __future__ import annotations

import pytest
from clssa.check.filled_notes import FilledNotes, filled_notes
from clssa.notes.filled import plain
from clssa.reports.notes import mark_of, remarks
from small_notes import DOCUMENT, REQUIRED, WORDS, rule, with_notes
from small_programme import World, day


@pytest.fixture
def noted(world: World) -> World:
    return with_notes(world)


def made(world: World, document: str = DOCUMENT, as_of: str = "2007-01-01", known_on: str = "2026-01-01") -> FilledNotes:
    return filled_notes(world.checker, world.case(document), day(as_of), day(known_on))


def titles(found: FilledNotes) -> list[tuple[str, int | None, tuple[str, ...]]]:
    return [(each.title, each.number, each.undecided) for each in found.notes]


def test_a_required_note_is_filled_in(noted: World) -> None:
    rule(noted, REQUIRED)
    (note,) = made(noted).notes
    assert plain(note.paragraphs, str) == WORDS.replace("$10.00", "$10")


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("forbidden_when: [order.kind is new]\n", []),
        ("required_when: [order.kind is change]\n", []),
        ("applies_when: [order.kind is change]\n" + REQUIRED, []),
        (REQUIRED + "forbidden_when: [order.weight < 5]\n", [("Terms of Return", None, ("order.weight",))]),
        ("required_when: [order.weight < 5]\n", [("Terms of Return", None, ("order.weight",))]),
        ("applies_when: [order.weight < 5]\n" + REQUIRED, [("Terms of Return", None, ("order.weight",))]),
        ("required_when: [order.weight < 5]\nforbidden_when: [order.kind is new]\n", []),
    ],
)
def test_a_note_is_left_out_where_it_does_not_belong_and_open_where_a_fact_would_say(noted: World, version, expected) -> None:
    rule(noted, version)
    assert titles(made(noted)) == expected


def test_notes_stand_in_their_order_and_one_that_is_open_takes_no_number(noted: World) -> None:
    rule(noted, REQUIRED)
    rule(noted, "required_when: [order.weight < 5]\n", "urgency")
    assert titles(made(noted)) == [("Urgency", None, ("order.weight",)), ("Terms of Return", 1, ())]
    heavy = DOCUMENT.replace("kind: new", "kind: new, weight: 1")
    assert titles(made(noted, heavy)) == [("Urgency", 1, ()), ("Terms of Return", 2, ())]


def test_a_note_whose_version_depends_on_a_missing_date_is_open_and_the_date_is_named(noted: World) -> None:
    noted.rule("terms", "from: 2006-01-01\nforbidden_when: [order.kind is new]\n", "from: 2001-01-01\n" + REQUIRED,
               kind="note", head="note: terms\ndated_by: [order.prepared_on]")  # fmt: skip
    assert titles(made(noted)) == [("Terms of Return", None, ("order.prepared_on",))]
    assert len(made(noted, DOCUMENT.replace("kind: new", "kind: new, prepared_on: 2005-12-31")).notes) == 1
    assert made(noted, DOCUMENT.replace("kind: new", "kind: new, prepared_on: 2006-01-01")).notes == []


def test_a_note_whose_source_is_not_known_yet_is_left_out(noted: World) -> None:
    rule(noted, "cite: {source: later, at: 1, quote: An order says what it says and no more.}\n" + REQUIRED)
    assert made(noted, known_on="2006-04-05").notes == []
    assert len(made(noted, known_on="2006-04-06").notes) == 1


def test_rows_under_a_condition_are_one_mark_where_its_fact_is_missing(noted: World) -> None:
    rule(noted, REQUIRED, "urgency")
    found = made(noted, DOCUMENT.replace(", urgent: yes", ""))
    (note,) = found.notes
    text = plain(note.paragraphs, lambda part: mark_of(part, noted.library))
    assert text == "An order says what it says\n[missing: urgency, to know whether more stands here]"
    assert [(each.fact, each.notes) for each in found.lacks] == [("order.urgent", ("Urgency",))]


def test_of_a_derived_fact_what_it_is_worked_out_from_is_named(noted: World) -> None:
    noted.note("fee", (
        "---\ntitle: Fee\nsource: law\nat: 1\norder: 3\nblanks:\n  - {fact: order.fee, printed: ____}\n"
        "---\nThe fee is {{ order.fee | money }} at most.\n"
    ))  # fmt: skip
    rule(noted, REQUIRED, "fee")
    noted.rule("fee-of", "derive:\n  order.fee: order.paid\n", kind="calculation")
    found = made(noted)
    assert [(each.fact, each.instead) for each in found.lacks] == [("order.fee", ("order.paid",))]
    assert list(remarks(found, noted.library))[1] == (
        "  order.fee: fee. What is charged. Needed for: Fee. It is worked out from: order.paid."
    )
