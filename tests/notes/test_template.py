"""What is wrong in a note's file is said at its line and column, in words."""

import pickle

import pytest
from clssa.language.fault import Faults
from clssa.notes.printed import differs_from_source
from clssa.notes.template import facts_read, load, pieces

FRONT = "title: A Title\nsource: a-source\nat: 1\norder: 1\n"
BLANKS = "blanks:\n  - {fact: case.name, printed: ___}\n"


def note(words: str, front: str = FRONT) -> bytes:
    return f"---\n{front}---\n{words}\n".encode()


def fault(data: bytes) -> str:
    with pytest.raises(Faults) as raised:
        facts_read(load(data, "n.j2"))
    return "\n".join(f"{each.place} {each.message} = {each.help}" for each in raised.value.faults)


FORMS = "a note may use {{ fact }}, {{ fact | money }} and {% if fact == 'word' %} … {% endif %}"


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("titel: A\nsource: s\nat: 1\norder: 1\n", 'n.j2:2:1 "titel" is not a key of a note = did you mean "title"?'),
        ("source: s\nat: 1\norder: 1\n", 'n.j2:2:1 "title" must be given, as text = '),
        (FRONT.replace("order: 1", "order: first"), 'n.j2:5:8 "order" is a whole number from 1 = '),
        (FRONT.replace("order: 1", "order: 0"), 'n.j2:5:8 "order" is a whole number from 1 = '),
        (FRONT + "blanks: case.name\n", 'n.j2:6:9 "blanks" is a list: for each, a line that begins with - and gives '),
        (FRONT + "blanks:\n  - {fact: case.name}\n", 'n.j2:7:5 "printed" must be given, as text = '),
        (FRONT + "blanks:\n  - case.name\n", "n.j2:7:5 write fact, printed here, each as key: value = "),
        (FRONT + "left_out:\n  - {word: x, why: y}\n", 'n.j2:7:6 "word" is not a key of a note = did you mean "words"?'),
        (FRONT + "title: B\n", 'n.j2:6:1 "title" stands twice in this block (first on line 2) = keep one of the two'),
        ("- a list\n", "n.j2:2:1 write title, source, at, order, blanks, left_out here, each as key: value = "),
    ],
)
def test_a_fault_of_the_front_matter_is_said_where_it_stands(front, expected):
    assert expected in fault(note("Words.", front))


def test_every_fault_of_the_front_matter_is_said_at_once():
    assert len(fault(note("Words.", "titel: A\norder: x\n")).splitlines()) == 5


@pytest.mark.parametrize("data", [b"", b"Words only.", b"---\ntitle: A\nWords without an end.\n", b"\n---\na: b\n---\n"])
def test_a_file_without_front_matter_is_refused_with_its_form(data):
    assert fault(data).startswith("n.j2:1:1 a note begins with a line ---, then its title, source, at and order")


def test_a_file_that_is_not_utf_8_is_refused_at_its_line():
    assert fault(b"---\ntitle: \xff\n---\n") == "n.j2:2:1 the file is not UTF-8 text = save it as UTF-8"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("A {{ case.name.", f"n.j2:9:3 this is opened here and never closed = {FORMS}"),
        ("A {{ case.name }} b {{ case. }} c", "n.j2:9:21 this does not parse: "),
        ("A {{ case.name }} b {{ case name }} c", "n.j2:9:21 this does not parse: "),
        ("{% if case.name == 'x' %}A {{ case.name }}", "n.j2:9:1 this condition is never closed"),
        (
            "{% if case.name == 'x' %}{% if case.name == 'y' %}A {{ case.name }}{% endif %}",
            "n.j2:9:1 this condition is never closed",
        ),
        ("A {{ case.name }}{% endif %}", "n.j2:9:18 no condition is open here"),
        ("A {{ case.name }} {% else %}", f'n.j2:9:19 "else" is not allowed in a note = {FORMS}'),
        ("A {{ case.name }} {# why #}", "n.j2:9:19 a comment is not allowed here = "),
        ("A {{ case.name | monye }}", 'n.j2:9:3 "monye" is not allowed here = did you mean "money"?'),
        ("A {{ case.name | default('x') }}", 'n.j2:9:3 "default" is not allowed here'),
        ("A {{ case.name | money(1) }}", 'n.j2:9:3 "money" is not allowed here'),
        ("A {{ name }}", "n.j2:9:3 the name of a fact must stand here, such as subject.fact = "),
        ("A ${{ case.name }}", "n.j2:9:4 a blank stands apart: only white space or punctuation may touch it = "),
        ("A {{ case.name }}th", "n.j2:9:3 a blank stands apart"),
        ("A {{ case.nmae }}", 'n.j2:9:6 "case.nmae" is printed here, but is not among the blanks above = did you mean'),
        ("A", 'n.j2:7:12 "case.name" is declared as a blank, but the note never prints it = print it, or'),
        ("{{ case.name }} {{ case.name }}", "n.j2:7:12 the note prints its blanks in this order: case.name, case.name"),
    ],
)
def test_a_fault_in_the_words_is_said_where_it_stands(words, expected):
    assert expected in fault(note(words, FRONT + BLANKS))


@pytest.mark.parametrize(
    "words",
    [
        "{{ ''.__class__ }}",
        "{{ case.__class__ }}",
        "{{ case._secret }}",
        "{{ case.name() }}",
        "{{ case['name'] }}",
        "{{ 'x' * 900000000 }}",
        "{{ range(9) }}",
        "{{ 1 }}",
        "{{ case.name if case.name else 'x' }}",
        "{{ case.name ~ 'x' }}",
        "{{ case.name | upper }}",
        "{{ case.name is defined }}",
        "{% if case.name %}A{% endif %}",
        "{% if case.name is defined %}A{% endif %}",
        "{% if case.name != 'x' %}A{% endif %}",
        "{% if case.name == 1 %}A{% endif %}",
        "{% if case.name == 'x' == 'x' %}A{% endif %}",
        "{% if 'x' == case.name %}A{% endif %}",
        "{% if case.name == 'x' %}A{% elif case.name == 'y' %}B{% endif %}",
        "{% for x in case.names %}A{% endfor %}",
        "{% set x = 1 %}",
        "{% include '/etc/passwd' %}",
        "{% import 'x' as y %}",
        "{% extends 'x' %}",
        "{% macro m() %}A{% endmacro %}",
        "{% call m() %}A{% endcall %}",
        "{% block b %}A{% endblock %}",
        "{% filter money %}A{% endfilter %}",
        "{% raw %}A{% endraw %}",
        "{% with x = 1 %}A{% endwith %}",
        "{% %}",
        "{{ " + "(" * 5000 + "case.name" + ")" * 5000 + " }}",
        "{% if case.name == 'x' %}" * 2000 + "A" + "{% endif %}" * 2000,
        "A" * 200_000,
    ],
)
def test_whatever_a_note_does_not_need_is_refused(words):
    assert fault(note(words)).startswith("n.j2:")


def test_a_condition_keeps_its_words_for_the_case_that_meets_it():
    made = load(note("A\n{% if case.kind == 'x' %}\nB {{ case.name }}\n{% endif %}\nC", FRONT + BLANKS), "n.j2")
    assert pieces(made, {"case.kind": "y"}.get) == ["A\nC\n"]
    assert [getattr(each, "fact", each) for each in pieces(made, {"case.kind": "x"}.get)] == ["A\nB ", "case.name", "\nC\n"]
    assert differs_from_source(made, "A B ___ C") is None


LEFT_OUT = "left_out:\n  - {words: (drafter only), why: An instruction.}\n"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("A one ___, (drafter only) two.", None),
        ("A  one\n___,\ttwo. (drafter only)", None),
        ("A won ___, two. (drafter only)", 'n.j2:11:3 the source has "won" here, not "one"'),
        ("A one ___; two. (drafter only)", 'n.j2:12:4 the source has "___;" here, not "___,"'),
        ("A one ___, (drafter only)", 'n.j2:12:18 the source ends before "two."'),
        ("A one ___, two. (drafter only) Three", 'n.j2:12:18 the source goes on after this with "Three"'),
        ("A one ___, two.", 'n.j2:9:13 the source does not have the words "(drafter only)"'),
    ],
)
def test_a_note_that_departs_from_its_source_names_the_first_word(source, expected):
    front = FRONT + BLANKS + LEFT_OUT
    made = load(note("A one\n{{ case.name }}, two.", front), "n.j2")
    found = differs_from_source(made, source)
    assert (f"{found.place} {found.message}" if found else None) == expected


def test_a_note_without_words_departs_from_its_source():
    found = differs_from_source(load(note(""), "n.j2"), "Words.")
    assert found is not None
    assert str(found.place) == "n.j2:1:1"


def test_a_note_may_end_without_a_line_end():
    made = load(note("One two.").rstrip(), "n.j2")
    assert differs_from_source(made, "One two.") is None


def test_windows_line_ends_do_not_matter():
    made = load(note("A {{ case.name }}.", FRONT + BLANKS).replace(b"\n", b"\r\n"), "n.j2")
    assert [getattr(each, "fact", each) for each in pieces(made, {}.get)] == ["A ", "case.name", ".\n"]
    assert differs_from_source(made, "A ___.") is None


def test_a_parsed_note_can_be_kept_and_read_again():
    made = load(note("A {{ case.name }}.", FRONT + BLANKS), "n.j2")
    kept = pickle.loads(pickle.dumps((made, made.body)))
    assert kept[1] == made.body
    assert facts_read(kept[0]) == facts_read(made)
