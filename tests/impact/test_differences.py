"""What differs between two texts of one file is told entry by entry, under the words that stand in the file."""

from __future__ import annotations

from typing import Any

from clssa.impact.differences import differences, lines_differ, shortened
from clssa.language.yaml import load

RULE = """
title: A
versions:
  - from: 2005-09-20
    require:
      - line.code is U
      - line.cost > 1.00
examples:
  - name: one
"""


def differing(old: str, new: str) -> list[tuple[Any, ...]]:
    return [
        (each.where, each.before, each.after, each.line_before, each.line_after)
        for each in differences(load(old.encode(), "old"), load(new.encode(), "new"))
    ]


def test_a_changed_line_stands_with_its_version_and_its_list() -> None:
    assert differing(RULE, RULE.replace("code is U", "code is V")) == [
        ("the version from 2005-09-20, require", "line.code is U", "line.code is V", 6, 6)
    ]


def test_a_line_that_was_left_out_does_not_make_the_next_one_differ() -> None:
    assert differing(RULE, RULE.replace("      - line.code is U\n", "")) == [
        ("the version from 2005-09-20, require", "line.code is U", None, 6, None)
    ]


def test_a_version_that_was_added_is_one_difference_and_the_old_one_is_none() -> None:
    added = RULE.replace("versions:\n", "versions:\n  - from: 2006-01-01\n    require: [line.code is V]\n")
    assert differing(RULE, added) == [
        ("the version from 2006-01-01", None, "from: 2006-01-01\nrequire: [line.code is V]", None, 4)
    ]


def test_a_moved_date_is_a_difference_of_the_date_alone() -> None:
    assert differing(RULE, RULE.replace("2005-09-20", "2005-10-01")) == [
        ("the version from 2005-10-01, from", "2005-09-20", "2005-10-01", 4, 4)
    ]


def test_examples_comments_and_white_space_are_no_difference() -> None:
    other = RULE.replace("name: one", "name: two").replace("title: A", "title:   A  # a comment")
    assert differing(RULE, other) == []


def test_the_words_of_a_note_differ_line_by_line() -> None:
    found = lines_differ("a\nb\nc", "a\nx\nc\nd")
    assert [(each.before, each.after, each.line_before, each.line_after) for each in found] == [
        ("b", "x", 2, 2),
        (None, "d", None, 4),
    ]


def test_a_long_text_is_cut_to_the_words_that_differ_and_a_few_around_them() -> None:
    words = [f"w{number}" for number in range(40)]
    before, after = shortened(" ".join(words), " ".join([*words[:20], "NEW", *words[21:]]))
    assert before == "… w14 w15 w16 w17 w18 w19 w20 w21 w22 w23 w24 w25 w26 …"
    assert after == before.replace("w20", "NEW")


def test_a_word_that_is_doubled_or_left_out_is_shown() -> None:
    assert shortened("not for sale", "for sale") == ("not for sale", "for sale")
    assert shortened("a a b", "a b") == ("a a b", "a b")
