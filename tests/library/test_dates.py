"""What is in force on a day, as known on a day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import pytest
from clssa.language.fault import Place
from clssa.library.dates import in_force, timeline
from clssa.library.model import BEGINNING, Citation
from hypothesis import given
from hypothesis import strategies as st

Day = datetime.date
MANUAL, MEMO = Day(2005, 9, 20), Day(2006, 4, 6)
ISSUED = {"manual": MANUAL, "errata": MANUAL, "memo": MEMO, "undated": Day.max}
NOW = Day(2023, 8, 1)


@dataclass(frozen=True)
class Version:
    name: str
    start: Day
    source: str | None = "manual"
    until: Day | None = None
    replaces: Day | None = None

    @property
    def cite(self) -> Citation | None:
        return Citation(self.source, "1", None, Place("rule.yaml")) if self.source else None


def names(versions: list[Version], known_on: Day = NOW) -> list[tuple[Day, str | None]]:
    return [(first, version.name if version else None) for first, version in timeline(versions, known_on, ISSUED.__getitem__)]


def on(versions: list[Version], day: Day, known_on: Day = NOW) -> str | None:
    found = in_force(timeline(versions, known_on, ISSUED.__getitem__), day)
    return found.name if found else None


OLD = Version("old", BEGINNING)
FIXED = Version("fixed", Day(2004, 12, 31))
MOVED = Version("moved", Day(2005, 9, 20), "memo", replaces=Day(2004, 12, 31))


def test_a_version_holds_until_the_next_one_starts() -> None:
    assert on([FIXED, OLD], Day(2004, 12, 30)) == "old"
    assert on([FIXED, OLD], Day(2004, 12, 31)) == "fixed"
    assert on([FIXED, OLD], Day.max) == "fixed"


def test_a_version_from_the_beginning_holds_on_the_first_of_all_days() -> None:
    assert on([OLD], Day.min) == "old"


def test_before_the_first_version_nothing_is_in_force() -> None:
    assert on([FIXED], Day(2004, 12, 30)) is None
    assert on([], Day(2004, 12, 30)) is None


def test_until_is_the_last_day_of_a_version() -> None:
    ended = Version("ended", BEGINNING, until=Day(2004, 6, 30))
    assert on([ended], Day(2004, 6, 30)) == "ended"
    assert on([ended], Day(2004, 7, 1)) is None
    assert on([ended, FIXED], Day(2004, 12, 30)) is None
    assert on([ended, FIXED], Day(2004, 12, 31)) == "fixed"


@pytest.mark.parametrize("until", [Day(2004, 12, 30), Day(2004, 12, 31), Day(2005, 6, 1)])
def test_an_end_on_the_eve_of_the_next_version_or_later_leaves_no_gap(until: Day) -> None:
    assert names([FIXED, Version("ended", BEGINNING, until=until)]) == [(BEGINNING, "ended"), (FIXED.start, "fixed")]


def test_a_version_until_the_last_of_all_days_never_ends() -> None:
    assert on([Version("endless", BEGINNING, until=Day.max)], NOW) == "endless"


def test_a_later_source_replaces_an_earlier_version_by_its_from() -> None:
    assert names([MOVED, FIXED, OLD]) == [(BEGINNING, "old"), (Day(2005, 9, 20), "moved")]


def test_before_a_source_was_issued_what_it_replaces_still_stands() -> None:
    before = MEMO - datetime.timedelta(days=1)
    assert on([MOVED, FIXED, OLD], Day(2005, 1, 1), known_on=before) == "fixed"
    assert on([MOVED, FIXED, OLD], Day(2005, 1, 1), known_on=MEMO) == "old"


def test_before_the_first_source_was_issued_nothing_is_known() -> None:
    assert names([MOVED, FIXED, OLD], MANUAL - datetime.timedelta(days=1)) == []


def test_a_source_whose_day_of_issue_nothing_shows_decides_nothing() -> None:
    assert names([Version("rumour", BEGINNING, "undated"), OLD]) == [(BEGINNING, "old")]


def test_a_version_without_a_source_is_always_known() -> None:
    assert names([Version("reading", BEGINNING, None)], Day.min) == [(BEGINNING, "reading")]


def test_of_two_versions_from_one_day_the_later_issued_wins() -> None:
    memo = Version("memo", FIXED.start, "memo")
    for versions in ([memo, FIXED], [FIXED, memo]):
        assert on(versions, NOW) == "memo"
        assert on(versions, NOW, known_on=MANUAL) == "fixed"


def test_what_replaces_a_version_that_is_not_there_simply_starts() -> None:
    assert names([Version("late", Day(2005, 9, 20), "memo", replaces=Day(1999, 1, 1)), OLD]) == [
        (BEGINNING, "old"),
        (MANUAL, "late"),
    ]


@pytest.mark.parametrize("order", [1, -1], ids=["newest first", "newest last"])
def test_a_version_replaces_also_one_that_became_known_on_the_same_day(order: int) -> None:
    errata = Version("errata", Day(2005, 1, 31), "errata", replaces=FIXED.start)
    assert names([errata, FIXED, OLD][::order]) == [(BEGINNING, "old"), (errata.start, "errata")]


STARTS = st.dates(Day(2000, 1, 1), Day(2001, 1, 1))
VERSIONS = st.lists(
    st.builds(
        Version, st.text("abc", min_size=1), STARTS, st.sampled_from(["manual", "memo"]), st.none() | STARTS, st.none() | STARTS
    ),
    max_size=5,
    unique_by=lambda version: (version.start, version.source),
).map(lambda versions: [version for version in versions if version.until is None or version.start <= version.until])


@given(VERSIONS, STARTS)
def test_on_each_day_at_most_one_version_is_in_force_and_the_spans_follow_one_another(versions: list[Version], day: Day) -> None:
    spans = timeline(versions, NOW, ISSUED.__getitem__)
    firsts = [first for first, _ in spans]
    assert firsts == sorted(set(firsts))
    found = in_force(spans, day)
    assert found is None or found.start <= day
    assert found is None or found.until is None or day <= found.until


@given(VERSIONS)
def test_what_is_known_later_never_changes_what_was_known_on_an_earlier_day(versions: list[Version]) -> None:
    earlier = [version for version in versions if version.source == "manual"]
    assert names(versions, MANUAL) == names(earlier, NOW)


@given(VERSIONS, st.randoms())
def test_the_order_in_which_versions_are_written_never_matters(versions: list[Version], random: object) -> None:
    versions = [version for version in versions if version.replaces is None]
    shuffled = sorted(versions, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert names(versions) == names(shuffled)
