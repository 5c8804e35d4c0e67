from __future__ import annotations

import time

import pytest
from clssa.drafts.phrases import phrase
from clssa.drafts.values import KINDS, coded
from clssa.language.fault import Faults, Place
from clssa.language.yaml import Text

KNOWN = {**KINDS, "half": coded(["I", "II"])}


def find(source: str, line: str) -> str | None:
    return phrase(Text.at(source, Place("layout.yaml", 3, 5)), KNOWN).find(line)


@pytest.mark.parametrize(
    ("source", "line", "printed"),
    [
        ("Total: {money}", "Total: $1,000", "$1,000"),
        ("Total[:] {money}", "TOTAL $1,000", "$1,000"),
        ("Total: {money}", "Grand Total: $1,000", None),
        ("Total: {money}", "Total: $1,000 more", None),
        ("… Total: {money} …", "Grand Total: $1,000, more", "$1,000"),
        ("… TA {half}", "DATA I", None),
        ("… FMSO {half} …", "the FMSO II case", "II"),
        ("… FMSO {half} …", "the FMSO III case", None),
        ("… FMSO {half} …", "the FMSO i case", None),
        ("Sent on {date}", "Sent on 25 January 2006", "25 January 2006"),
        ("From {_date} to {date}", "From 1 May 2006 to 2 May 2006", "2 May 2006"),
        ("Part A {money} …", "Part A $2.5 million", "$2.5 million"),
        ("Title", "title", ""),
    ],
)
def test_a_phrase_covers_the_line_except_where_it_says_so(source: str, line: str, printed: str | None) -> None:
    assert find(source, line) == printed


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("Total {mony}", '"mony" is not a kind of value'),
        ("{money} to {money}", "a phrase has one value"),
        ("A … B … C … D", "at most 2"),
        ("[Total {money}", "needs its"),
        ("…", "has words"),
        ("x" * 201, "between 1 and 200"),
    ],
)
def test_a_wrong_phrase_is_a_fault_with_its_place(source: str, message: str) -> None:
    with pytest.raises(Faults, match=message) as raised:
        find(source, "")
    assert raised.value.faults[0].place.line == 3


def test_the_right_kind_is_suggested() -> None:
    with pytest.raises(Faults, match=r'did you mean "money"\?'):
        find("Total {mony}", "")


@pytest.mark.parametrize("line", ["TA " * 3_000, "$1" * 5_000, "a" * 10_000, "1," * 5_000, "(" * 10_000])
def test_no_line_makes_a_search_run_away(line: str) -> None:
    began = time.process_time()
    for source in ("… TA … of … {money} …", "… TA {money}", "… {date} …", "{text}. … X"):
        find(source, line)
    assert time.process_time() - began < 5  # a runaway search takes minutes; an ordinary one milliseconds


def test_a_line_beyond_all_measure_is_not_searched() -> None:
    assert find("… Total {money} …", "Total $5 " + "x" * 10_000) is None
