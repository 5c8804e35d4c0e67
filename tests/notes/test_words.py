"""Which differences between two texts count."""

import pytest
from clssa.notes.words import line_of, same_as_shown, same_text, same_title, words
from hypothesis import given
from hypothesis import strategies as st


def alike(one: str, other: str) -> bool:
    """Whether nothing at all differs, not even punctuation."""
    a, b = words(one), words(other)
    return a.keys == b.keys and all(map(same_as_shown, a.shown, b.shown))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("purchaser's “own”", 'purchaser’s "own"'),
        ("Part A", "Part\u00a0A"),
        ("Part A", "  Part\r\n\tA "),
        ("assessed", "as\u00adsessed"),
        ("assessed", "as\u00ad\nsessed"),
        ("One-half", "One-\nhalf"),
        ("One-half", "One\u2011half"),
        ("requirement", "require-\nment"),
        ("CO 80279-2000", "CO 80279-\n2000"),
        ("the office", "the o\ufb03ce"),
        ("the office", "the\u200b o\u2060ffice"),
        ("$750,000", "$ 750,000"),
        ("5% of", "5 % of"),
        ("(CLSSAs): AFSAC", "(CLSSAs):AFSAC"),
        ("-5", "\u22125"),
    ],
)
def test_typography_is_no_difference(one, other):
    assert alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Forces", "forces"),
        ("LOA.", "LOA"),
        ("on-hand", "onhand"),
        ("purchaser's", "purchasers"),
        ("U.S.", "US"),
        ("(Part A)", "Part A"),
        ("$750,000", "$750000"),
        ("Part A", "Part A -"),
    ],
)
def test_letter_case_and_punctuation_are_the_same_words_that_stand_differently(one, other):
    assert words(one).keys == words(other).keys
    assert not alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5%", "5"),
        ("5%", "5‰"),
        ("5", "-5"),
        ("5", "+5"),
        (".5", "5"),
        ("5", "5.0"),
        ("$5", "5"),
        ("$5", "€5"),
        ("3.2%", "3.8%"),
        ("3.2", "32"),
        ("3,2", "32"),
        ("$750,000", "$75,000"),
        ("$750,000", "$750.000"),
        ("5/17", "517"),
        ("5-17", "517"),
        ("5½", "51/2"),
        ("52", "5²"),
        ("may", "shall"),
        ("is not", "is"),
        ("and/or", "and"),
    ],
)
def test_a_word_a_sign_or_a_figure_is_a_difference(one, other):
    assert words(one).keys != words(other).keys


def test_a_title_is_the_same_whatever_its_letter_case_white_space_and_last_period():
    assert same_title("Points of Contact", "POINTS  OF\u00a0CONTACT.")
    assert same_title("Force Activity Designator (FAD)", "force activity designator (fad)")
    assert not same_title("Associated FMSO I LOA", "Associated FMSO II LOA")
    assert not same_title("Points of Contact", "Point of Contact")


@given(st.text())
def test_every_text_has_words_and_its_words_are_its_own(text):
    found = words(text)
    assert len(found.keys) == len(found.shown)
    assert all(found.keys)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("O’Brien, Dayton,OH", "O'Brien, Dayton, OH", True),
        ("AFSAC | room 3", "AFSAC room 3", True),
        ("Wright-\nPatterson", "Wright-Patterson", True),
        ("AFSAC", "afsac", False),
        ("room 3", "room 4", False),
        ("room 3", "room 3 a", False),
    ],
)
def test_two_texts_are_the_same_whatever_their_typography(one, other, same):
    assert same_text(one, other) is same


@pytest.mark.parametrize(("at", "line"), [(0, 0), (1, 0), (2, 2), (3, 2), (4, 3), (99, 3)])
def test_a_word_stands_on_the_line_in_which_it_begins(at: int, line: int) -> None:
    text = "One require-\nment.\nTwo three\n(four)"
    assert words(text).keys == ("one", "requirement", "two", "three", "four")
    assert line_of(text, at) == line
