from __future__ import annotations

import pytest
from clssa.drafts.values import KINDS, coded, date, listed_values, money, shaped


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("$2,500,000", "2500000.00"),
        ("2500000", "2500000.00"),
        ("$37,500.25", "37500.25"),
        ("$ 0", "0.00"),
        ("USD 1,000", "1000.00"),
        ("US$1,000", "1000.00"),
        ("-$5,000", "-5000.00"),
        ("($5,000)", "-5000.00"),
        ("$(5,000)", "-5000.00"),
        ("$-5,000", "-5000.00"),
        ("($0)", "0.00"),
    ],
)
def test_an_amount_is_read_to_the_cent(printed: str, value: str) -> None:
    assert money(printed) == value


@pytest.mark.parametrize(
    "printed", ["$2,50,000", "$2.5", "$2.5 million", "3 million", "2.500.000", "5%", "$", "$1,0000", "(5", "$750K", "--5"]
)
def test_what_is_no_exact_amount_is_refused(printed: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        money(printed)


@pytest.mark.parametrize(
    "printed",
    [
        "25 January 2006", "25 Jan 2006", "25-Jan-2006", "25JAN2006", "25th January 2006", "January 25, 2006", "JAN 25 2006",
        "Jan. 25, 2006", "2006-01-25", "01/25/2006", "25/01/2006", "25.01.2006",
    ],
)  # fmt: skip
def test_the_usual_forms_of_a_date_are_read(printed: str) -> None:
    assert date(printed) == "2006-01-25"


@pytest.mark.parametrize("printed", ["OCT 1 2005", "Oct 1, 2005", "1 October 2005"])
def test_a_month_in_letters_may_stand_first(printed: str) -> None:
    assert date(printed) == "2005-10-01"


def test_a_day_that_is_also_a_month_is_read_only_where_both_readings_agree() -> None:
    assert date("03/03/2006") == "2006-03-03"
    with pytest.raises(ValueError, match="two different days"):
        date("03/04/2006")


@pytest.mark.parametrize(
    "printed", ["31 February 2006", "January 25 06", "06 January 2", "25/01/06", "Ju 5 2006", "13/13/2006", "2006", "soon"]
)
def test_what_is_no_day_is_refused(printed: str) -> None:
    with pytest.raises(ValueError, match=r'^"'):
        date(printed)


def test_a_blank_of_the_form_is_no_value() -> None:
    kind = shaped("[A-Z]{2}-[A-Z]-[A-Z]{3}", ["XX-X-XXX"])
    assert kind.parse("BN-D-KAA") == "BN-D-KAA"
    with pytest.raises(ValueError, match="not filled in"):
        kind.parse("XX-X-XXX")


def test_a_list_is_read_whole_or_not_at_all() -> None:
    kind = listed_values(["FMS Credit", "FMS Credit (Non-Repayable)"], "")
    assert kind.parse("fms credit (non-repayable) and FMS Credit") == ["FMS Credit (Non-Repayable)", "FMS Credit"]
    with pytest.raises(ValueError, match="not understood"):
        kind.parse("FMS Credit, FMS Credit of a kind")
    with pytest.raises(ValueError, match="not understood"):
        kind.parse("FMS Credit, Section 22")


def test_a_value_that_is_no_known_word_is_given_as_printed() -> None:
    assert listed_values(["FMS Credit"], "").parse("FMS Credit, Barter") == ["FMS Credit", "Barter"]


def test_a_code_is_spelled_as_the_layout_spells_it() -> None:
    assert coded(["Cash with Acceptance"]).parse("CASH  WITH ACCEPTANCE") == "Cash with Acceptance"


def test_every_kind_of_the_engine_is_free_of_the_programme() -> None:
    assert sorted(KINDS) == ["blank", "date", "money", "number", "text"]
