"""What a library without mistakes holds."""

from __future__ import annotations

import datetime
import os
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import pytest
from clssa.drafts import layout_file
from clssa.language.evaluate import compiled
from clssa.language.fault import Faults, Place
from clssa.language.logic import Environment
from clssa.language.types import Type
from clssa.language.yaml import Text
from clssa.library import cache, load_library
from clssa.library.digest import library_digest
from clssa.library.model import BEGINNING, Library
from clssa.library.read import rule_files
from clssa.lint import lint
from small_library import FILES, NOTE, POLICIES, RULE, SPEED, VALUE, broken, write_library
from tidy_library import TIDY, changed

Day = datetime.date


@pytest.fixture
def library(here: Path) -> Library:
    write_library(here)
    return load_library(POLICIES)


def test_sources_are_known_from_the_day_they_were_issued(library: Library) -> None:
    assert library.issued("manual") == Day(2005, 9, 20)
    manual = library.sources["manual"]
    assert (manual.held, list(manual.provisions)) == (True, ["1/Deposit", "1/Speed", "2/Purpose"])
    assert [(each.start, each.status, each.told_by) for each in manual.standing] == [(Day(2007, 1, 1), "superseded", "later")]


def test_a_source_without_a_day_of_issue_is_known_on_the_last_of_all_days(here: Path) -> None:
    write_library(here, broken("policies/sources/later/source.yaml", "issued: 2006-04-06\n", ""))
    assert load_library(POLICIES).issued("later") == Day.max


def test_facts_have_their_types_and_belong_to_their_subjects(library: Library) -> None:
    assert library.facts["order.kind"].type == Type("code", ("new", "repeat"))
    assert library.facts["order.notes_due"].type == Type("text", many=True)
    assert library.facts["item.number"].type == Type("identifier", pattern="[0-9]{3}", form="three digits")
    assert library.facts["order.deposit.expected"].derived
    assert library.facts["order.placed_on"].pending_when is not None
    assert library.facts["order.deposit"].same_as is not None
    assert (library.subjects["item"].list, library.subjects["item"].named_by, library.subjects["item"].of) == (
        "items",
        "number",
        "order",
    )
    assert library.subjects["note"].words == ("title", "text", "order.notes_due")
    assert library.document_dates == ("order.placed_on",)


def test_values_are_exact_and_dated(library: Library) -> None:
    ratio = library.values["deposit_ratio"]
    assert ratio.dated_by == ("order.placed_on",)
    assert [(each.start, each.value) for each in ratio.versions] == [
        (Day(2005, 10, 1), Fraction(1, 4)),
        (BEGINNING, Fraction(3, 10)),
    ]
    assert library.values["stocked"].versions[0].value == {"S": True, "P": False, "X": False}
    assert library.values["stocked"].dated_by == ("day_of_evaluation",)


def test_values_take_the_type_of_a_fact_and_may_be_lists(here: Path) -> None:
    text = FILES["policies/values/stocked.yaml"]
    text = text.replace("value: stocked", "value: common").replace(
        "type: flag\nby: item.source_code", "type: list of code\ncodes: [S, P, X]"
    )
    like = text.replace("value: common", "value: usual").replace("type: list of code\ncodes: [S, P, X]", "like: item.source_code")
    write_library(here, {
        **FILES,
        "policies/values/common.yaml": text.replace("{S: yes, P: no, X: no}", "[S, X]"),
        "policies/values/usual.yaml": like.replace("{S: yes, P: no, X: no}", "X"),
    })  # fmt: skip
    values = load_library(POLICIES).values
    assert values["common"].versions[0].value == ("S", "X")
    assert values["usual"].type == Type("code", ("S", "P", "X"))


def test_a_rule_holds_its_versions_with_everything_in_them(library: Library) -> None:
    rule = library.rules["man-deposit"]
    (version,) = rule.versions
    assert version.cite is not None
    assert version.cite.quote == "the deposit (the money on hand) is 30 percent of the total, rounded to cents"
    assert [each.source for each in version.also] == ["later"]
    assert list(version.requires) == ["error", "warning"]
    assert [(each.fact, each.texts) for each in version.derives] == [
        ("order.deposit.expected", ("round_half_up(share, cents)",)),
        ("order.insured", ("yes", "no")),
    ]
    assert [(each.level, each.reading) for each in version.unless] == [("warning", "IN-01")]
    assert rule.not_encoded == (("no order is accepted without it", "A duty of the seller."),)
    assert len(rule.examples) == 1


def test_a_name_given_by_let_is_used_in_the_lines_below_it(library: Library) -> None:
    node = library.rules["man-deposit"].versions[0].derives[0].choices[0][1]
    env = Environment({"order": {"total": Decimal("0.10")}}, values={("deposit_ratio", None): Fraction(1, 4)})
    assert compiled(node)(env) == Decimal("0.03")


def test_a_derived_flag_may_be_a_block_of_lines_and_a_list_is_written_as_one(here: Path) -> None:
    files = broken(
        RULE,
        "      order.insured:\n        - when: [order.kind is new]\n          is: yes\n        - is: no",
        "      order.insured: [order.kind is new]\n      order.notes_due: \"{'Purpose'}\"",
    )
    write_library(here, files)
    derives = load_library(POLICIES).rules["man-deposit"].versions[0].derives
    assert [(each.fact, each.texts) for each in derives[1:]] == [
        ("order.insured", ("order.kind is new",)),
        ("order.notes_due", ("{'Purpose'}",)),
    ]


def test_a_version_may_end_and_an_exception_may_stand_without_a_level(here: Path) -> None:
    files = broken(RULE, "        reading: IN-01\n        level: warning\n", "")
    files[SPEED] = FILES[SPEED].replace("from: beginning", "from: 2005-10-01\n    until: 2005-12-31")
    write_library(here, files)
    library = load_library(POLICIES)
    (version,) = library.rules["man-speed"].versions
    assert version.until == Day(2005, 12, 31)
    assert library.rules["man-deposit"].versions[0].unless[0].level is None


def test_a_remedy_may_name_facts_and_values(here: Path) -> None:
    write_library(here, broken(RULE, "Enter {order.deposit.expected}.", "Enter {order.deposit.expected} ({deposit_ratio})."))
    assert load_library(POLICIES).rules["man-deposit"].versions[0].remedy == "Enter {order.deposit.expected} ({deposit_ratio})."


def test_a_reading_needs_no_authority(here: Path) -> None:
    rule = """\
id: reading-total
title: The total is read
kind: reading
asked_of: order
dated_by: [order.placed_on, day_of_evaluation]
versions:
  - from: beginning
    require: [order.total > 0]
    remedy: Enter it.
"""
    write_library(here, {**FILES, "policies/reading/reading-total.yaml": rule})
    found = load_library(POLICIES).rules["reading-total"]
    assert found.versions[0].cite is None
    assert found.dated_by == ("order.placed_on", "day_of_evaluation")


def test_a_rule_file_may_be_called_by_the_id_without_its_source(here: Path) -> None:
    files = {name: text for name, text in FILES.items() if name != SPEED}
    write_library(here, {**files, "policies/manual/speed.yaml": FILES[SPEED]})
    assert "man-speed" in load_library(POLICIES).rules


def test_rules_are_read_in_the_order_of_their_files_and_nothing_else_is_a_rule(library: Library, here: Path) -> None:
    assert [path.name for path in rule_files(POLICIES)] == ["man-deposit.yaml", "man-note.yaml", "man-speed.yaml"]


def test_what_stands_beside_the_sources_is_no_source(here: Path) -> None:
    write_library(here, {**FILES, "policies/sources/README.md": "Sources.\n"})
    assert set(load_library(POLICIES).sources) == {"manual", "later"}


# --- lint --------------------------------------------------------------------------------------------------------------


def lint_messages(files: dict[str, str], here: Path) -> list[str]:
    write_library(here, files)
    return [f"{fault.place}: {fault.message}" for fault in lint(POLICIES)[1]]


def test_the_tidy_library_is_clean(here: Path) -> None:
    assert lint_messages(TIDY, here) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (NOTE, "at: 2/Purpose", "at: 2/Purpos", 'notes/purpose.j2:4:5: manual has no paragraph "2/Purpos"'),
        (NOTE, "source: manual", "source: manuel", 'notes/purpose.j2:3:9: "manuel" is not a source'),
        (NOTE, "is placed for", "was placed for", 'notes/purpose.j2:9:12: the source has "is" here, not "was"'),
        (RULE, FILES[RULE][FILES[RULE].index("examples:") :], "", 'policies/manual/man-deposit.yaml:1:5: the rule "man-deposit" has no examples'),
    ],
    ids=["paragraph", "source", "words", "examples"],
)  # fmt: skip
def test_what_concerns_the_library_as_a_whole_is_found_by_lint(file: str, old: str, new: str, message: str, here: Path) -> None:
    assert lint_messages(changed(file, (old, new)), here) == [message]


def test_a_note_reads_facts_that_exist(here: Path) -> None:
    files = {**TIDY, NOTE: TIDY[NOTE].replace("order.kind", "order.knd")}
    assert lint_messages(files, here) == ['notes/purpose.j2:9:29: "order.knd" is not a fact']


def test_mistakes_in_the_files_are_found_by_lint_too(here: Path) -> None:
    assert lint_messages(changed(VALUE, ("is: 30%", "is: x")), here)[0].startswith("policies/values/deposit-ratio.yaml:10:9: ")


LAYOUT = """\
document: {all: [Order]}
"""


def test_a_layout_that_cannot_be_read_is_found_by_lint(here: Path) -> None:
    (message,) = lint_messages({**TIDY, "policies/layouts/order.yaml": LAYOUT}, here)
    assert message.startswith("policies/layouts/order.yaml:")


def test_a_layout_reads_facts_that_exist(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [
        Text.at("order.total", Place("policies/layouts/order.yaml", 2, 9)),
        Text.at("order.totl", Place("policies/layouts/order.yaml", 3, 9)),
    ]
    monkeypatch.setattr(layout_file, "load_layout", lambda data, file: SimpleNamespace(facts=lambda: names))
    messages = lint_messages({**TIDY, "policies/layouts/order.yaml": LAYOUT}, here)
    assert messages == ['policies/layouts/order.yaml:3:9: "order.totl" is not a fact']


# --- kept libraries ----------------------------------------------------------------------------------------------------


@pytest.fixture
def kept(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(here / "cache"))
    write_library(here)
    folder = here / "cache" / "clssa"
    load_library(POLICIES, remember=True)
    return folder


def test_a_library_that_was_read_is_recalled_for_the_same_files(kept: Path) -> None:
    (file,) = kept.glob("*.library")
    recalled = load_library(POLICIES, remember=True)
    assert list(recalled.rules) == ["man-deposit", "man-note", "man-speed"]
    assert list(kept.iterdir()) == [file]


@pytest.mark.parametrize("name", [RULE, NOTE, VALUE])
def test_a_changed_file_is_never_answered_from_what_was_kept(name: str, kept: Path, here: Path) -> None:
    (here / name).write_text(FILES[name] + ("\n" if name == NOTE else "# changed\n"))
    assert cache.kept_file(POLICIES, library_digest(POLICIES)) not in list(kept.iterdir())


def test_a_library_with_a_mistake_is_not_kept(kept: Path, here: Path) -> None:
    (here / VALUE).write_text(FILES[VALUE].replace("30%", "x"))
    with pytest.raises(Faults, match="x"):
        load_library(POLICIES, remember=True)
    assert len(list(kept.iterdir())) == 1


@pytest.mark.parametrize("data", [b"", b"not a pickle", b"\x80\x04N."], ids=["empty", "damaged", "something else"])
def test_a_damaged_file_is_read_anew(data: bytes, kept: Path) -> None:
    (file,) = kept.iterdir()
    file.write_bytes(data)
    assert cache.recall(file) is None
    assert load_library(POLICIES, remember=True).rules


def test_a_folder_that_others_can_write_to_is_not_used(kept: Path) -> None:
    kept.chmod(0o777)
    assert cache.kept_file(POLICIES, library_digest(POLICIES)) is None
    assert load_library(POLICIES, remember=True).rules


def test_where_no_folder_can_be_made_the_library_is_read_each_time(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "cache").write_text("a file")
    monkeypatch.setenv("XDG_CACHE_HOME", str(here / "cache"))
    write_library(here)
    assert cache.kept_file(POLICIES, library_digest(POLICIES)) is None
    assert load_library(POLICIES, remember=True).rules


def test_only_a_few_libraries_are_kept(kept: Path, here: Path) -> None:
    for number in range(cache.MOST_KEPT + 2):
        (here / VALUE).write_text(f"{FILES[VALUE]}# {number}\n")
        load_library(POLICIES, remember=True)
        for position, path in enumerate(sorted(kept.glob("*.library"), key=lambda each: each.stat().st_mtime)):
            os.utime(path, (position, position))
    assert len(list(kept.iterdir())) == cache.MOST_KEPT
