"""How a fault is shown, and which word was probably meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from clssa.language.fault import Fault, Faults, Place, did_you_mean, listed, nearest, printable

FACTS = ["loa.part_a", "loa.part_b", "line.source_code", "case.id"]


def test_a_fault_is_shown_with_its_line_and_a_caret_under_the_word() -> None:
    fault = Fault(Place("rule.yaml", 2, 5), "this is wrong", 4, "mend it")
    assert fault.show(["first", "the word"]).splitlines() == [
        "rule.yaml:2:5: error: this is wrong",
        "    2 | the word",
        "      |     ^^^^",
        "      = mend it",
    ]


def test_the_line_is_read_from_the_file_where_it_is_not_given(tmp_path: Path) -> None:
    (tmp_path / "rule.yaml").write_text("word\n")
    assert "    1 | word" in Fault(Place(str(tmp_path / "rule.yaml")), "this is wrong").show()


def test_a_fault_in_a_file_that_cannot_be_read_is_shown_without_its_line() -> None:
    assert Fault(Place("no such file"), "this is wrong").show() == "no such file:1:1: error: this is wrong"


def test_a_long_line_is_shown_around_the_word_only() -> None:
    line = "a" * 300 + " word " + "b" * 300
    _, shown, caret = Fault(Place("rule.yaml", 1, 302), "this is wrong", 4).show([line]).splitlines()
    assert len(shown) < 140
    assert shown[caret.index("^") :].startswith("word ")


def test_the_caret_does_not_run_past_the_end_of_the_line() -> None:
    assert Fault(Place("rule.yaml", 1, 3), "x", 40).show(["abcd"]).splitlines()[-1] == "      |   ^^"


def test_a_tab_does_not_move_the_caret() -> None:
    assert Fault(Place("rule.yaml", 1, 3), "x").show(["\t\tc"]).splitlines()[1:] == ["    1 |   c", "      |   ^"]


def test_control_and_direction_characters_are_shown_and_never_obeyed() -> None:
    assert printable("red \x1b[31m \u202e \u200b \ue000 é – 中") == "red \\u001b[31m \\u202e \\u200b \\ue000 é – 中"
    assert "\x1b" not in Fault(Place("rule.yaml"), "x").show(["a: \x1b[31m"])


def test_a_message_that_quotes_a_control_character_does_not_obey_it() -> None:
    assert "\x1b" not in Fault(Place("rule.yaml"), 'the word "\x1b[31m"', 1, 'did you mean "\x1b"?').show([])


def test_several_faults_are_shown_in_the_order_of_the_files() -> None:
    faults = Faults([Fault(Place("b"), "3"), Fault(Place("a", 10), "2"), Fault(Place("a", 9), "1")])
    assert str(faults).splitlines() == ["a:9:1: error: 1", "a:10:1: error: 2", "b:1:1: error: 3"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("loa.part_aa", "loa.part_a"),
        ("LOA.PART_A", "loa.part_a"),
        ("source_code", "line.source_code"),
        ("loa.source_code", "line.source_code"),
        ("item.id", "case.id"),
        ("zzz", None),
    ],
)
def test_the_nearest_word_is_the_one_that_was_probably_meant(word: str, meant: str | None) -> None:
    assert nearest(word, FACTS) == meant


def test_a_word_that_ends_like_several_others_is_near_to_none_of_them() -> None:
    assert nearest("x.id", ["case.id", "purchaser.id"]) is None


def test_what_was_not_meant_gets_the_other_advice() -> None:
    assert did_you_mean("loa.part_aa", FACTS, "look it up") == 'did you mean "loa.part_a"?'
    assert did_you_mean("zzz", FACTS, "look it up") == "look it up"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a or b"),
        (["a", "b", "c"], "a, b or c"),
        (list("abcdefghijklm"), "a, b, c, d, e, f, g, h, i, j, k, l … (13 in all)"),
    ],
)
def test_words_are_listed_as_a_person_lists_them(words: list[str], text: str) -> None:
    assert listed(words) == text
