"""A quote is the paragraph's own words; the first other word is found at its line and column."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from clssa.language.fault import Fault, Faults, Place
from clssa.language.yaml import Text, load
from clssa.library.sources import check_quote, collapsed
from hypothesis import given
from hypothesis import strategies as st

PARAGRAPH = "For new orders the deposit (the money on hand) is 30 percent of the total, rounded to cents."


def fault_in(quote: Text, stored: str = PARAGRAPH) -> Fault:
    with pytest.raises(Faults) as caught:
        check_quote(quote, stored, "manual, 1/Deposit")
    return caught.value.faults[0]


def text(words: str) -> Text:
    made = Text.at(words, Place("no such file", 7, 3))
    return made


@pytest.mark.parametrize(
    "quote",
    [
        PARAGRAPH,
        "the deposit (the money on hand)",
        "30 percent",
        "the deposit\n   (the  money\ton hand)",
        "the money on hand",
        "of the total",
        "For",
        "cents",
    ],
)
def test_words_of_the_paragraph_are_a_quote_and_white_space_does_not_matter(quote: str) -> None:
    check_quote(text(quote), PARAGRAPH, "manual, 1/Deposit")


@pytest.mark.parametrize("quote", ["orders the deposi", "0 percent", "percen", "or new orders", "(the money on han"])
def test_a_quote_does_not_begin_or_end_within_a_word(quote: str) -> None:
    fault_in(text(quote))


@pytest.mark.parametrize(
    ("quote", "message", "help"),
    [
        ("the deposit is 30", '"is": the quote departs from the stored text of manual, 1/Deposit',
         'after "… the deposit" the stored text goes on: (the money on hand) is 30 percent of'),
        ("the total, rounded to dollars", '"dollars": the quote departs from the stored text of manual, 1/Deposit',
         'after "… the total, rounded to" the stored text goes on: cents.'),
        ("rounded to cents. Always", '"Always": the quote departs from the stored text of manual, 1/Deposit',
         'after "… rounded to cents." the stored text goes on: (its end)'),
        ("A new order", '"A": the quote does not begin with words of manual, 1/Deposit',
         "the stored text begins: For new orders the deposit (the money on hand) is 30 percent …"),
        ("the Deposit", '"Deposit": the quote departs from the stored text of manual, 1/Deposit',
         'after "… the" the stored text goes on: deposit (the money on hand) is 30 percent'),
    ],
)  # fmt: skip
def test_the_first_other_word_is_named_with_what_stands_there_instead(quote: str, message: str, help: str) -> None:
    fault = fault_in(text(quote))
    assert (fault.message, fault.help) == (message, help)


def test_a_quote_that_begins_beside_a_bracket_is_blamed_at_the_word_that_differs() -> None:
    assert fault_in(text("the money on foot")).message.startswith('"foot"')
    assert fault_in(text("(the money on foot")).message.startswith('"foot"')
    assert fault_in(text("the money on hand) was")).message.startswith('"was"')
    assert fault_in(text("money on hand) was")).message.startswith('"was"')


def test_a_quote_that_was_read_from_no_file_is_shown_where_it_begins() -> None:
    assert str(fault_in(text("the deposit was")).place) == "no such file:7:3"


# --- places in the file ------------------------------------------------------------------------------------------------

FORMS = {
    "plain": "quote: {words}\n",
    "single quotes": "quote: '{words}'\n",
    "double quotes": 'quote: "{words}"\n',
    "in braces": "cite: {{source: manual, at: 1/Deposit, quote: '{words}'}}\n",
    "folded": "quote: >-\n  {folded}\n",
    "literal": "quote: |\n    {folded}\nnext: x\n",
    "plain over lines": "quote: {folded}\n",
}


def quote_in(tree: object) -> Text:
    while not isinstance(tree, Text):
        assert isinstance(tree, dict)
        tree = tree["quote" if "quote" in tree else "cite"]
    return tree


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data())
def test_any_changed_word_is_found_at_its_line_and_column(
    form: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    words = [f"word{number}" for number in range(12)]
    changed = data.draw(st.integers(0, len(words) - 1))
    breaks = data.draw(st.sets(st.integers(1, len(words) - 1)))
    mine = [*words[:changed], "OTHER", *words[changed + 1 :]]
    folded = "".join(("\n    " if at in breaks else " ") * (at > 0) + word for at, word in enumerate(mine))
    indent = "\n  " if form == "folded" else "\n    "
    source = FORMS[form].format(words=" ".join(mine), folded=folded.replace("\n    ", indent))
    path = tmp_path_factory.mktemp("quote") / "rule.yaml"
    path.write_text(source)
    fault = fault_in(quote_in(load(source.encode(), str(path))), " ".join(words))
    line = source.splitlines()[fault.place.line - 1]
    found = line[fault.place.column - 1 :].lstrip("'\"")
    assert found.startswith("OTHER")


def test_a_word_is_found_in_the_text_that_was_read_whatever_stands_on_the_disk_by_then(tmp_path: Path) -> None:
    path = tmp_path / "rule.yaml"
    path.write_text("quote: >-\n  the deposit\n  was\n")
    quote = quote_in(load(path.read_bytes(), str(path)))
    path.write_text("# edited\n# twice\nquote: the deposit is\n")
    assert (fault_in(quote).place.line, fault_in(quote).place.column) == (3, 3)
    path.unlink()
    assert (fault_in(quote).place.line, fault_in(quote).place.column) == (3, 3)
    unsaved = quote_in(load(b"quote:\n  the deposit was\n", "an editor's own text"))
    assert str(fault_in(unsaved).place) == "an editor's own text:2:15"


def test_a_library_that_is_kept_holds_no_lines_of_its_files() -> None:
    text = quote_in(load(b"quote: the deposit was\n", "rule.yaml"))
    again = pickle.loads(pickle.dumps(text))
    assert (again, again.place, again.plain, list(again.lines)) == (text, text.place, True, [])


def test_the_block_sign_of_a_folded_text_is_no_word_of_it(tmp_path: Path) -> None:
    path = tmp_path / "rule.yaml"
    path.write_text("quote: >2-\n  the deposit\n  was\n")
    quote = quote_in(load(path.read_bytes(), str(path)))
    assert (fault_in(quote).place.line, fault_in(quote).place.column) == (3, 3)


def test_a_word_that_is_written_otherwise_in_the_file_is_shown_where_the_quote_begins(tmp_path: Path) -> None:
    path = tmp_path / "rule.yaml"
    path.write_text('quote: "the\\x20deposit\\x20was"\n')
    quote = quote_in(load(path.read_bytes(), str(path)))
    assert (fault_in(quote).place.line, fault_in(quote).place.column) == (1, 8)


@given(st.text())
def test_collapsed_text_has_single_spaces_only(words: str) -> None:
    assert collapsed(words).split(" ") == (words.split() or [""])
