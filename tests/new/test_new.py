"""A rule that is begun from a paragraph quotes it, and nothing in it passes as done."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from clssa.commands.new import RULE_KINDS
from clssa.language.yaml import Map, load
from clssa.library import load_library, read_library
from clssa.library.model import KINDS
from clssa.lint import lint
from clssa.new import CannotBegin, new_rule, suggested_id, text_of
from project import ROOT
from small_library import LATER, POLICIES, RULE, SAYS, TEXT, write_library
from tidy_library import TIDY

LAW = ROOT / "policies"
BEGUN = """\
id: man-1-speed
title: TODO what it says, in one sentence
kind: requirement
asked_of: item                        # order; or each item, note

versions:
  - from: 2005-09-20                  # its first day; here the day of issue of the source
    cite:
      source: manual
      at: 1/Speed
      quote: >-                       # cut it to the words that this rule encodes; change none
        Orders are filled within 30 days.
    applies_when:                     # which cases it is for; delete the list if it is for all
      - TODO
    require:                          # what must hold: shall; should: and remark: ask for less
      - TODO
    remedy: TODO what to write instead, as an order

examples:                             # both sides of each comparison, the eve and the day of from, a missing fact
  - name: TODO a case that is right
    given: {TODO: TODO}
    as_of: 2005-09-20
    expect: pass
  - name: TODO a case that is wrong
    given: {TODO: TODO}
    as_of: 2005-09-20
    expect: fail
    because: TODO the line that decides
"""


def begun(here: Path, kind: str = "requirement", source: str = "manual", at: str = "1/Speed", **more: str) -> Path:
    write_library(here, TIDY)
    return new_rule(load_library(POLICIES), source, at, kind, **more)


def test_a_requirement_is_begun_with_its_paragraph_and_what_is_to_be_written(here: Path) -> None:
    path = begun(here, asked_of="item")
    assert path == Path("policies/manual/man-1-speed.yaml")
    assert path.read_text("utf-8") == BEGUN


@pytest.mark.parametrize("kind", RULE_KINDS)
def test_lint_names_every_todo_of_every_kind_and_nothing_else(kind: str, here: Path) -> None:
    path = begun(here, kind)
    lines = path.read_text("utf-8").splitlines()
    places = [(number, line.index("TODO") + 1) for number, line in enumerate(lines, 1) if "TODO" in line]
    faults = lint(POLICIES)[1]
    assert {each.message for each in faults} == {"this is still to be written"}
    assert set(places) <= {(each.place.line, each.place.column) for each in faults}
    assert len(faults) == path.read_text("utf-8").count("TODO")


def test_every_kind_of_rule_that_encodes_a_paragraph_can_be_begun() -> None:
    assert {*RULE_KINDS, "reading"} == set(KINDS)


def test_the_text_of_a_source_that_is_not_held_is_not_quoted(here: Path) -> None:
    text = begun(here, source="later", at="S1").read_text("utf-8")
    assert "quote" not in text
    assert "  - from: 2006-04-06 " in text


def test_where_nothing_shows_the_day_of_issue_the_first_day_is_still_to_be_written(here: Path) -> None:
    write_library(here, {**TIDY, LATER: TIDY[LATER].replace("issued: 2006-04-06", "unverified: No day is shown.")})
    text = new_rule(load_library(POLICIES), "later", "S1", "statement").read_text("utf-8")
    assert "  - from: TODO " in text


REFUSED = {
    "an unknown source": (("manuel", "1/Speed"), {}, '"manuel" is not a source; did you mean "manual"?'),
    "a source like no other": (("xyz", "1/Speed"), {}, '"xyz" is not a source; there are later or manual'),
    "an unknown paragraph": (("manual", "1/Sped"), {}, 'manual has no paragraph "1/Sped"; did you mean "1/Speed"?'),
    "a paragraph like no other": (("manual", "99"), {}, 'manual has no paragraph "99"; see policies/sources/manual/text.yaml'),
    "an unknown subject": (("manual", "1/Speed"), {"asked_of": "itm"}, 'no rule is asked of "itm"; did you mean "item"?'),
    "an id that is a path": (("manual", "1/Speed"), {"id_": "../x"}, '"../x" cannot be an id; write small letters and digits, joined by hyphens'),
    "an id that is taken": (("manual", "1/Speed"), {"id_": "man-deposit"}, f"{RULE} is there already; give the new rule another name: --id ID"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_begun_is_refused_with_the_nearest_right_word(name: str, here: Path) -> None:
    (source, at), more, message = REFUSED[name]
    before = {**TIDY}
    with pytest.raises(CannotBegin) as caught:
        begun(here, source=source, at=at, **more)
    assert str(caught.value) == message
    assert {str(path) for path in Path().rglob("*.*") if path.is_file()} == set(before)


def test_a_file_is_never_written_over_even_if_it_cannot_be_read_as_a_rule(here: Path) -> None:
    write_library(here, {**TIDY, "policies/manual/man-1-speed.yaml": "mine\n"})
    library, faults = read_library(POLICIES)
    assert faults
    with pytest.raises(CannotBegin, match=re.escape("policies/manual/man-1-speed.yaml is there already")):
        new_rule(library, "manual", "1/Speed", "statement")
    assert Path("policies/manual/man-1-speed.yaml").read_text() == "mine\n"


@pytest.mark.parametrize(
    ("source", "at", "id_"),
    [("later", "S1", "later-s1"), ("manual", "1/Speed", "man-1-speed"), ("trade-law-2", "7(a) Duty (of care)#2", "tl-7-duty-2")],
)
def test_an_id_is_suggested_from_the_rules_beside_it_or_from_the_name_of_the_source(
    source: str, at: str, id_: str, here: Path
) -> None:
    folder = "policies/sources/trade-law-2/"
    more = {f"{folder}source.yaml": TIDY[LATER].replace("later", "trade-law-2"), f"{folder}text.yaml": TIDY[SAYS]}
    write_library(here, {**TIDY, **more})
    library = load_library(POLICIES)
    assert suggested_id(library, library.sources[source], at) == id_


def test_a_pinpoint_that_others_would_read_as_a_number_goes_in_quotes(here: Path) -> None:
    text = TIDY[TEXT].replace("1/Speed", "'4.10'").replace("2/Purpose", "'a: \"b\"'")
    write_library(here, {**TIDY, TEXT: text})
    library = read_library(POLICIES)[0]
    manual = library.sources["manual"]
    assert '      at: "4.10"\n' in text_of(library, manual, "4.10", "statement", "order", "x")
    assert '      at: "a: \\"b\\""\n' in text_of(library, manual, 'a: "b"', "statement", "order", "x")


def test_every_paragraph_of_the_law_is_quoted_whole_and_word_for_word() -> None:
    library, _ = read_library(LAW)
    for source in library.sources.values():
        for at, stored in source.provisions.items():
            text = text_of(library, source, at, "duty", "case", "x")
            tree = load(text.encode(), "x.yaml")
            assert isinstance(tree, Map)
            cite = tree["versions"][0]["cite"]
            assert cite["at"] == at
            assert not source.held or cite["quote"] == stored
            assert max(map(len, text.splitlines())) <= 130
