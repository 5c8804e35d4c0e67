"""Laws that hold for every case, whatever the amounts and dates, under the rules as they stand."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from clssa.check import Checker, Report
from clssa.check.case import case_from
from clssa.language.yaml import Map, load
from clssa.library import load_library
from hypothesis import given, settings
from hypothesis import strategies as st
from project import ROOT
from scale import SCALE

Day = datetime.date

AMOUNTS = st.integers(0, 10**13).map(lambda cents: Decimal(cents).scaleb(-2))
ACCEPTED = st.dates(Day(2003, 1, 1), Day(2012, 12, 31))
KNOWN = st.sampled_from([Day(2005, 10, 1), Day(2006, 4, 5), Day(2006, 4, 6), Day(2026, 1, 1)])


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(load_library(ROOT / "policies"))


def check(checker: Checker, tree: dict[str, Any], known_on: Day) -> Report:
    read = load(json.dumps(tree).encode(), "case.json")
    assert isinstance(read, Map)
    return checker.check(case_from(read, "case.json", checker.library), Day(2006, 6, 1), known_on)


def document(kind: str, accepted: Day, total: Decimal, **loa: Any) -> dict[str, Any]:
    facts = {"kind": kind, "total_materiel_value": f"{total:.2f}", **loa}
    return {"case": {"fmso": "I", "basic_loa_accepted_on": accepted.isoformat()}, "loa": facts}


@given(total=AMOUNTS, accepted=ACCEPTED, known_on=KNOWN)
@settings(max_examples=150 * SCALE, deadline=None)
def test_part_a_and_part_b_always_make_the_total(checker: Checker, total: Decimal, accepted: Day, known_on: Day) -> None:
    derived = check(checker, document("basic", accepted, total), known_on).derived
    assert Decimal(derived["loa.part_a.expected"]) + Decimal(derived["loa.part_b.expected"]) == total


@given(total=AMOUNTS, accepted=ACCEPTED)
@settings(max_examples=150 * SCALE, deadline=None)
def test_part_a_is_within_half_a_cent_of_the_exact_share(checker: Checker, total: Decimal, accepted: Day) -> None:
    derived = check(checker, document("basic", accepted, total), Day(2026, 1, 1)).derived
    share = Fraction(3, 10) if accepted >= Day(2005, 9, 20) else Fraction(5, 17)
    assert abs(Fraction(derived["loa.part_a.expected"]) - share * Fraction(total)) <= Fraction(1, 200)


@given(totals=st.lists(AMOUNTS, min_size=2, max_size=6), accepted=ACCEPTED)
@settings(max_examples=60 * SCALE, deadline=None)
def test_the_cumulative_surcharge_never_falls_over_a_history_of_amendments(
    checker: Checker, totals: list[Decimal], accepted: Day
) -> None:
    derived = check(checker, document("basic", accepted, totals[0]), Day(2026, 1, 1)).derived
    for total in totals[1:]:
        before, part_a = Decimal(derived["loa.administrative_surcharge_cumulative.expected"]), derived["loa.part_a.expected"]
        previous = {"previous_part_a": part_a, "previous_administrative_surcharge_cumulative": f"{before:.2f}"}
        derived = check(checker, document("amendment", accepted, total, **previous), Day(2026, 1, 1)).derived
        after = Decimal(derived["loa.administrative_surcharge_cumulative.expected"])
        assert after >= before
        assert (after > before) <= (Decimal(derived["loa.part_a.expected"]) > Decimal(part_a))


CODES = st.fixed_dictionaries({
    "type_of_assistance": st.sampled_from("UVN"), "source_code": st.sampled_from("SXPR"),
    "delivery_source_codes": st.lists(st.sampled_from(["CD", "AA", "BD"]), min_size=1, max_size=2),
    "delivery_term_code": st.sampled_from(["none", "4", "5"]),
})  # fmt: skip


@given(lines=st.lists(CODES, min_size=2, max_size=4), half=st.sampled_from(["I", "II"]), turn=st.integers(1, 3))
@settings(max_examples=60 * SCALE, deadline=None)
def test_renumbering_and_reordering_lines_changes_nothing_but_their_labels(
    checker: Checker, lines: list[dict[str, Any]], half: str, turn: int
) -> None:
    def outcomes(order: list[int], first: int) -> list[tuple[str, str, str, int]]:
        numbered = [{"number": f"{first + place:03}", **lines[index]} for place, index in enumerate(order)]
        report = check(checker, {"case": {"fmso": half}, "loa": {"kind": "basic"}, "lines": numbered}, Day(2006, 3, 1))
        index_of = {f"line {first + place:03}": index for place, index in enumerate(order)}
        return sorted((f.name, f.outcome, f.level, index_of.get(f.subject, -1)) for f in report.findings)

    order = list(range(len(lines)))
    turned = order[turn % len(order) :] + order[: turn % len(order)]
    assert outcomes(order, 1) == outcomes(turned, 40)


def test_every_example_case_comes_out_as_its_comment_says(checker: Checker) -> None:
    from clssa.check.case import read_case

    verdicts = {
        path.stem: checker.check(read_case(path, checker.library), None, Day(2026, 1, 1)).verdict
        for path in sorted((ROOT / "examples").glob("*.yaml"))
    }
    assert verdicts == {
        "fmso-1-amendment": "pass",
        "fmso-1-basic": "pass",
        "fmso-2-basic": "pass",
        "fmso-2-faulty": "fail",
        "fmso-2-orders": "fail",
    }
