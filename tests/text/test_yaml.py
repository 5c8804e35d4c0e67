"""YAML is read as text with places; whatever else YAML can do is refused at its place."""

from __future__ import annotations

import json
import pickle
import re
import time
from typing import Any

import pytest
from clssa.language.fault import Fault, Faults
from clssa.language.yaml import MAX_BYTES, MAX_DEPTH, MAX_NODES, MAX_SCALAR, Map, Seq, Text, load
from hypothesis import given
from hypothesis import strategies as st


def refusal(text: str | bytes) -> Fault:
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(Faults) as caught:
        load(data, "rule.yaml")
    assert len(caught.value.faults) == 1
    return caught.value.faults[0]


# --- text stays text ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word",
    [
        "N",
        "no",
        "yes",
        "010",
        "1:30",
        "5/17",
        "~",
        "null",
        "0x1F",
        "1_000",
        "2005-09-20",
        ".inf",
        "true",
        "1e3",
        "<<<",
        "30%",
        "a:b",
    ],
)
def test_every_scalar_stays_the_text_that_was_written(word: str) -> None:
    tree = load(f"code: {word}\nlist:\n- {word}\n".encode(), "rule.yaml")
    assert tree == {"code": word, "list": [word]}
    assert isinstance(tree, Map)
    assert type(tree[Text("code")]) is Text


def test_an_empty_value_is_empty_text() -> None:
    assert load(b"note:\nlist:\n-\n", "rule.yaml") == {"note": "", "list": [""]}


def test_a_file_that_is_one_word_is_that_word() -> None:
    assert load(b"word", "rule.yaml") == "word"


def test_a_folded_text_is_one_line() -> None:
    assert load(b"quote: >-\n  one\n  two\n", "rule.yaml") == {"quote": "one two"}


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_ending_is_read_alike(ending: str) -> None:
    tree = load(f"a: b{ending}c: d{ending}".encode(), "rule.yaml")
    assert tree == {"a": "b", "c": "d"}
    assert isinstance(tree, Map)
    assert tree.key("c").place.line == 2


def test_keys_and_values_know_their_place() -> None:
    tree = load(b"title: x\nlines:\n  - number: '001'\n    cost: 5/17\n", "rule.yaml")
    assert isinstance(tree, Map)
    inner = tree[Text("lines")][0]
    assert str(tree.place) == "rule.yaml:1:1"
    assert str(tree.key("lines").place) == "rule.yaml:2:1"
    assert str(tree[Text("lines")].place) == "rule.yaml:3:3"
    assert str(inner.place) == "rule.yaml:3:5"
    assert str(inner[Text("number")].place) == "rule.yaml:3:13"
    assert str(inner[Text("cost")].end) == "rule.yaml:4:15"


def test_plain_says_whether_a_text_stands_without_quotes() -> None:
    tree = load(b"""[a, 'b', "c"]""", "rule.yaml")
    assert isinstance(tree, Seq)
    assert [each.plain for each in tree] == [True, False, False]


def test_text_with_its_place_survives_pickling() -> None:
    text = Text.at("S", load(b"S", "rule.yaml").place)
    copy = pickle.loads(pickle.dumps(text))
    assert (copy, copy.place, copy.end, copy.plain) == (text, text.place, text.end, True)


# --- any tree of text comes back ---------------------------------------------------------------------------------------

words = st.text(
    st.characters(
        exclude_categories=("Cs", "Cc"),
        exclude_characters="".join(map(chr, [*range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x206A)]))
        + "\ufeff\ufff9\ufffa\ufffb\ufffe\uffff",
        include_characters="\n\t\r",
    ),
    max_size=12,
)
trees = st.recursive(words, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4), max_leaves=20)


@given(trees)
def test_any_tree_of_text_comes_back_as_it_was_written(tree: Any) -> None:
    assert load(json.dumps(tree, ensure_ascii=False).encode(), "rule.yaml") == tree


@given(st.binary(max_size=60) | st.text("ab: -[]{}'\"\n\t#&*!|>%@`?,", max_size=40).map(str.encode))
def test_any_bytes_give_a_tree_or_faults_in_this_file_never_another_error(data: bytes) -> None:
    try:
        tree = load(data, "rule.yaml")
    except Faults as caught:
        place = caught.faults[0].place
        assert place.file == "rule.yaml"
        assert 1 <= place.line <= len(re.split(rb"\r\n|\n|\r|\xc2\x85", data)) + 1
    else:
        assert isinstance(tree, Text | Map | Seq)


# --- refusals ----------------------------------------------------------------------------------------------------------

REFUSALS = [
    # what stands in the file, where the fault is, what it says
    ("", "1:1", "the file is empty"),
    ("# only a comment\n", "1:1", "the file is empty"),
    ("a: b\n---\nc: d\n", "2:1", "a file holds one YAML document"),
    ("a: b\nc: &x d\n", "2:4", "anchors and aliases (& and *) are not allowed"),
    ("a: &x [b]\n", "1:4", "anchors and aliases (& and *) are not allowed"),
    ("a: *x\n", "1:4", "anchors and aliases (& and *) are not allowed"),
    ("a: !!int 3\n", "1:4", "tags (words that begin with !) are not allowed"),
    ("a: !!python/object/apply:os.system [ls]\n", "1:4", "tags (words that begin with !) are not allowed"),
    ("a: ! b\n", "1:4", "tags (words that begin with !) are not allowed"),
    ("a:\n  <<: {b: c}\n", "2:3", "merge keys (<<) are not allowed"),
    ("a: 1\nb: 2\na: 3\n", "3:1", '"a" stands twice in this block (first on line 1)'),
    ("{a: 1, 'a': 2}\n", "1:8", '"a" stands twice in this block (first on line 1)'),
    ("? [a]\n: b\n", "1:3", "a key must be plain text"),
    ("remedy: {{a}: b}\n", "1:10", "a key must be plain text"),
    ("a:\n\tb: c\n", "2:1", "a tab is used to indent this line"),
    ("a:\n  \tb: c\n", "2:3", "a tab is used to indent this line"),
    ("%YAML 1.1\n---\na: b\n", "1:1", "YAML directives (lines that begin with %) are not allowed"),
    ("a: b\nc: \u200bd\n", "2:4", "the invisible character U+200B is not allowed"),
    ("a: b\nc: d\u202e\n", "2:5", "the invisible character U+202E is not allowed"),
    ("\ufeffa: b\n", "1:1", "the invisible character U+FEFF is not allowed"),
    ("a: \x1b[31mred\n", "1:4", "the invisible character U+001B is not allowed"),
    ('a: "\\0"\n', "1:4", "the invisible character U+0000 is not allowed"),
    ('a: "\\e[31m"\n', "1:4", "the invisible character U+001B is not allowed"),
    ('a: "x\\u202e"\n', "1:4", "the invisible character U+202E is not allowed"),
    (b"a: b\nc: \xe4\n", "2:1", "the file is not UTF-8 text"),
    ("a: b: c\n", "1:5", "this is not YAML: mapping values are not allowed in this context"),
    ("a: [b\nc: d\n", "2:2", "this is not YAML: did not find expected ',' or ']'"),
    ("a: '001\n", "2:1", "this is not YAML: found unexpected end of stream"),
    ('a: "\\ud800"\n', "1:7", "this is not YAML: found invalid Unicode character escape code"),
]


@pytest.mark.parametrize(("text", "place", "message"), REFUSALS)
def test_what_the_language_does_not_have_is_refused_at_its_place(text: str | bytes, place: str, message: str) -> None:
    fault = refusal(text)
    assert (str(fault.place), fault.message) == (f"rule.yaml:{place}", message)


def test_an_escape_cannot_bring_in_the_control_character_next_line() -> None:
    refusal('a: "\\x85"\n')


@pytest.mark.parametrize("text", ["a: '001\n", "a: @home\n", "a: `x`\n", "a: %d\n"])
def test_a_quote_left_open_and_a_character_that_needs_quotes_get_a_hint(text: str) -> None:
    assert "quote" in refusal(text).help


# --- hostile files -----------------------------------------------------------------------------------------------------

LAUGHS = "a: &a [lol]\n" + "".join(
    f"{to}: &{to} [{', '.join([f'*{of}'] * 9)}]\n" for of, to in zip("abcdefg", "bcdefgh", strict=True)
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[" * 200_000, f"nested deeper than {MAX_DEPTH} levels"),
        ("a: " + "[" * 200_000, f"nested deeper than {MAX_DEPTH} levels"),
        ("- " * 100_000, f"nested deeper than {MAX_DEPTH} levels"),
        ("{a: " * 100_000, f"nested deeper than {MAX_DEPTH} levels"),
        ("{" * 200_000, "a key must be plain text"),
        (LAUGHS, "anchors and aliases (& and *) are not allowed"),
        ("a: " + "x" * (MAX_SCALAR + 1), f"a text is longer than {MAX_SCALAR:,} characters"),
        ("a" * (MAX_BYTES + 1), f"the file is larger than {MAX_BYTES:,} bytes"),
    ],
    ids=["brackets", "brackets in a value", "dashes", "mappings", "braces", "billion laughs", "long text", "large file"],
)
def test_a_hostile_file_is_refused_at_once(text: str, message: str) -> None:
    started = time.monotonic()
    assert refusal(text).message == message
    assert time.monotonic() - started < 2


def test_a_file_of_too_many_values_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clssa.language.yaml.MAX_NODES", 10)
    assert refusal("[" + "a," * 10 + "]").message == "more than 10 values in one file"
    assert MAX_NODES == 200_000


def test_the_deepest_level_that_is_allowed_is_read() -> None:
    assert load(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH, "rule.yaml")
    assert refusal("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)).place.column == MAX_DEPTH + 1
