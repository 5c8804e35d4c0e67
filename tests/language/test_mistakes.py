"""Mistakes in a line, each with the whole message that a policy officer reads (golden/mistakes.txt)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from clssa.language.fault import Faults
from clssa.language.settle import Scope
from clssa.language.yaml import load
from small_words import MAY_ASK, ON_A_LINE, SCOPE, condition, value

CONDITIONS = {
    # names
    "unknown-fact": "loa.part_c is 1.00",
    "unknown-fact-nothing-near": "loa.zzz is 1.00",
    "fact-without-its-subject": "part_a is 1.00",
    "fact-of-another-subject": "loa.source_code is S",
    "unknown-subject": "purchaser.name is X",
    "unknown-value": "deposit_ration < 0.5",
    "unknown-word": "loa.kind is zzz",
    "words-only": "basic is amendment",
    "numbers-only": "1 is 1",
    # codes
    "misspelled-code": "loa.kind is amendmnt",
    "code-in-capitals": "loa.kind is Basic",
    "code-of-another-fact": "loa.kind is II",
    "code-with-leading-zeros": "line.delivery_term_code is 010",
    "code-with-leading-zeros-after-quotes": "line.delivery_term_code in {'4', 010}",
    "code-of-several-words": "loa.terms_of_sale in {MAP Merger}",
    "code-of-several-words-in-front": "MAP Merger in loa.terms_of_sale",
    "none-where-it-cannot-be": "line.source_code is none",
    "order-of-codes": "line.source_code < X",
    "two-facts-without-a-common-code": "loa.kind is case.fmso",
    "text-without-quotes": "line.number is A1",
    "bad-identifier": "case.id is 'KAA'",
    # types
    "money-against-date": "loa.part_a is 2005-09-20",
    "money-against-ratio": "loa.part_a < deposit_ratio",
    "money-against-word": "loa.part_a is ten",
    "money-against-quoted-word": "loa.part_a is 'ten'",
    "money-with-dollar-sign": "loa.part_a is $1250.00",
    "money-with-comma": "loa.part_a is 1,250.00",
    "date-against-number": "loa.accepted_on < 100",
    "date-that-is-no-day": "loa.accepted_on < 2005-02-30",
    "date-without-zeros": "loa.accepted_on < 2005-9-20",
    "date-the-american-way": "loa.accepted_on < 9/20/2005",
    "date-in-words": "loa.accepted_on < 20 September 2005",
    "quantity-with-decimals": "loa.tracked_changes is 1.5",
    "quantity-with-unit": "loa.months is 12 months",
    "percent-in-a-line": "deposit_ratio is 30%",
    "flag-against-number": "loa.authorized is 1",
    "calculating-with-a-date": "loa.part_a - loa.accepted_on is 1.00",
    "days-added-to-a-date": "loa.accepted_on + 30 is today",
    "calculating-with-a-flag": "loa.authorized + 1 is 2",
    "money-plus-ratio": "loa.part_a + deposit_ratio is 1.00",
    "money-times-money": "loa.part_a * loa.part_b is 1.00",
    "division-by-a-fact": "loa.part_a / loa.tracked_changes is 1.00",
    "division-by-nothing": "loa.part_a / 0 is 1.00",
    "power": "loa.part_a ** 2 is 1.00",
    "numbers-calculated-in-the-line": "loa.part_a is 2 * 500.00",
    "minus-in-front-of-a-fact": "-loa.part_a is 1.00",
    # Python, or plain English
    "single-equals": "loa.part_a = 1.00",
    "double-equals": "loa.part_a == 1.00",
    "not-equals": "loa.part_a != 1.00",
    "equals-turned-round": "loa.part_a => 1.00",
    "and": "loa.part_a is 1.00 and loa.kind is basic",
    "or": "line.source_code is S or X",
    "not-in-front": "not loa.authorized",
    "chained": "1.00 < loa.part_a < 2.00",
    "python-none": "loa.balance_due is None",
    "python-true": "loa.authorized is True",
    "if-else": "loa.part_a is 1.00 if loa.authorized else 2.00",
    "word-missing": "loa.kind basic",
    "english-comparison": "loa.part_a is more than 1.00",
    "bracket-not-closed": "line.source_code in (S, X",
    "round-brackets-for-a-list": "line.source_code in (S, X)",
    "quote-not-closed": "loa.kind is 'basic",
    "curly-quotes": "line.number is “001”",
    "too-long": "loa.part_a is 1.00 " + "+ 1.00 " * 80,
    "dictionary": "line.source_code in {S{}}",
    # lists
    "in-without-a-list": "line.source_code in S",
    "is-with-a-list": "line.source_code is [S, X]",
    "is-on-a-list-fact": "loa.terms_of_sale is 'MAP Merger'",
    "in-of-another-type": "loa.part_a in cash_terms",
    "in-without-a-common-code": "loa.kind in cash_terms",
    "fact-in-a-set": "line.number in {'001', loa.kind}",
    "empty-set": "line.number in []",
    "bare-list": "lines",
    "compared-list": "lines is 3",
    "table-without-key": "stocked",
    "value-with-key": "deposit_ratio[line.source_code] is 0.3",
    "unknown-table": "stock[line.source_code]",
    "table-with-a-key-of-another-type": "stocked[loa.part_a]",
    "table-with-a-key-of-other-codes": "stocked[loa.kind]",
    "table-with-a-wrong-code": "stocked[Q]",
    "nothing-compared": "loa.part_a",
    # functions
    "unknown-function": "total(loa.part_a) is 1.00",
    "misspelled-function": "cuont(line for line in lines) > 0",
    "named-argument": "abs(loa.part_a, places=2) is 1.00",
    "too-few-arguments": "max(loa.part_a) is 1.00",
    "abs-of-two": "abs(loa.part_a, loa.part_b) is 1.00",
    "max-of-two-kinds": "max(loa.part_a, deposit_ratio) is 1.00",
    "max-of-codes": "max(loa.kind, loa.kind) is basic",
    "given-in-require": "given(loa.part_a)",
    "as-known-of-a-fact": "as_known(loa.part_a, 2006-04-05) is 1.00",
    "as-known-of-a-table": "as_known(stocked, 2006-04-05)",
    "as-known-on-the-date-of-a-fact": "as_known(deposit_ratio, loa.accepted_on) is 0.3",
    "rounded-ratio": "round_half_up(deposit_ratio, cents) is 0.3",
    "rounded-to-dollars": "round_half_up(loa.part_a, dollars) is 1.00",
    # lists of subjects
    "sum-of-a-list": "sum(lines) is 1.00",
    "sum-over-an-unknown-list": "sum(line.total_cost for line in liness) is 1.00",
    "sum-over-no-list": "sum(line.total_cost for line in loa) is 1.00",
    "sum-of-codes": "sum(each.source_code for each in lines) is 1.00",
    "sum-of-two-loops": "sum(a.total_cost for a in lines for b in lines) is 1.00",
    "count-of-a-fact": "count(line.total_cost for line in lines) is 1",
    "any-of-an-amount": "any(line.total_cost for line in lines)",
    "unknown-fact-in-a-loop": "any(each.source_kode is S for each in lines)",
}
OTHERS: dict[str, tuple[str, Scope]] = {
    "element-outside-its-list": ("line.source_code is S", SCOPE),
    "given-a-value": ("given(deposit_ratio)", MAY_ASK),
    "given-a-word": ("given(zzz)", MAY_ASK),
}
EXPRESSIONS = {
    "unrounded-money": ("loa.total * deposit_ratio", "money"),
    "date-where-money-is-wanted": ("loa.accepted_on", "money"),
    "ratio-where-money-is-wanted": ("deposit_ratio", "money"),
    "word-where-money-is-wanted": ("half", "money"),
    "comparison-where-money-is-wanted": ("loa.part_a is 1.00", "money"),
}
FILES = {
    "yaml-colon-in-a-text": "remedy: Note: enter it\n",
    "yaml-colon-missing": "id: x\ntitle\nkind: y\n",
    "yaml-bracket-not-closed": "codes: [S, X\ntitle: y\n",
    "yaml-quote-not-closed": "number: '001\ntitle: y\n",
    "yaml-line-begins-with-a-quote": "require:\n  - 'MAP Merger' in loa.terms_of_sale\n",
    "yaml-remedy-begins-with-a-brace": "remedy: {loa.part_a.expected} is due\n",
    "yaml-tab": "require:\n\t- loa.authorized\n",
    "yaml-duplicate-key": "from: beginning\nfrom: 2005-09-20\n",
    "yaml-indentation": "a:\n    b: c\n   d: e\n",
    "yaml-percent-in-front": "is: %30\n",
    "yaml-anchor": "is: &rate 0.30\n",
    "yaml-star-in-front": "title: *important\n",
    "yaml-tag": "is: !!float 0.30\n",
    "yaml-second-document": "a: b\n---\nc: d\n",
    "yaml-invisible-character": "title: a\u200bb\n",
    "yaml-byte-order-mark": "\ufefftitle: a\n",
}


def message(read: Callable[[], object], line: str) -> str:
    with pytest.raises(Faults) as caught:
        read()
    assert len(caught.value.faults) == 1
    return caught.value.faults[0].show([f"- {line}"])


@pytest.mark.parametrize("name", CONDITIONS)
def test_a_mistake_in_a_condition_is_shown_under_the_word_with_the_way_out(name: str, golden: Callable[[str, str], None]) -> None:
    line = CONDITIONS[name]
    golden(name, message(lambda: condition(line, ON_A_LINE), line))


@pytest.mark.parametrize("name", OTHERS)
def test_what_cannot_be_asked_here_is_shown_under_the_word(name: str, golden: Callable[[str, str], None]) -> None:
    line, scope = OTHERS[name]
    golden(name, message(lambda: condition(line, scope), line))


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_a_mistake_in_an_expression_is_shown_under_the_word(name: str, golden: Callable[[str, str], None]) -> None:
    line, kind = EXPRESSIONS[name]
    golden(name, message(lambda: value(line, kind), line))


@pytest.mark.parametrize("name", FILES)
def test_a_mistake_in_the_form_of_a_file_is_shown_at_its_place(name: str, golden: Callable[[str, str], None]) -> None:
    with pytest.raises(Faults) as caught:
        load(FILES[name].encode(), "rule.yaml")
    golden(name, caught.value.faults[0].show(FILES[name].splitlines()))


def test_every_golden_text_belongs_to_a_mistake(kept: dict[str, str]) -> None:
    sentences = {"sentences", "sentences-of-blocks", "failing-lines"}
    assert set(kept) == {*CONDITIONS, *OTHERS, *EXPRESSIONS, *FILES, *sentences}
