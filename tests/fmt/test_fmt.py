"""`clssa fmt`: the common form keeps what a file says and every comment in it, and is reached at the first go."""

from __future__ import annotations

from pathlib import Path

import pytest
from clssa.fmt import formatted, meaning
from clssa.language.fault import Faults
from clssa.language.form import Kind
from clssa.language.yaml import load
from clssa.library import forms
from clssa.library.files import library_files
from clssa.library.forms_of_files import FILES, kind_of_file
from clssa.schema import modeline
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from project import ROOT

POLICIES = ROOT / "policies"

MESSY = """\
# what the file is about
title:   Each item is counted
id: man-count
kind: requirement

# of what it is asked
asked_of: item


examples:
- name: One    # the first
  expect: pass
  given: {item.number: '001'}
# the dates
versions:
-   cite: {source: manual, at: '1'}
    # the first day
    from: 2005-01-01
    remedy: "Say \\"one\\"."
    require:
    - any_of:
            - item.price <
                  1.00
            - item.number is '001'
    # at the end of the version
    applies_when:
        - order.kind is new{blanks}
        # - order.kind is repeat
readings: ['it''s']
# the end
"""
MESSY = MESSY.replace("{blanks}", "   ")
TIDY = """\
# what the file is about
id: man-count
title: Each item is counted
kind: requirement

# of what it is asked
asked_of: item
# the dates
versions:
  # the first day
  - from: 2005-01-01
    cite: {source: manual, at: '1'}
    # at the end of the version
    applies_when:
      - order.kind is new
      # - order.kind is repeat
    require:
      - any_of:
          - item.price <
                1.00
          - item.number is '001'
    remedy: 'Say "one".'
readings: ["it's"]

examples:
  - name: One    # the first
    given: {item.number: '001'}
    expect: pass
# the end
"""


def form(text: str, kind: Kind | None = forms.RULE) -> str:
    return formatted(text.encode(), "a.yaml", kind).decode()


def test_a_messy_rule_comes_out_in_the_common_form_with_every_comment() -> None:
    assert form(MESSY) == TIDY


def test_what_is_in_the_common_form_stays_as_it_is() -> None:
    assert form(TIDY) == TIDY


def in_another_form(policies: Path) -> tuple[int, list[str]]:
    """How many files there are to look at, and those that are not in the common form or have no line for the editor."""
    ours = [path for path in library_files(policies) if path.suffix == ".yaml" and path.name != "text.yaml"]
    offenders = []
    for path in ours:
        kind = kind_of_file(path, policies)
        common = formatted(path.read_bytes(), str(path), FILES[kind][0] if kind else None, modeline(path, policies))
        for_editor = common.startswith(b"# yaml-language-server: $schema=") == (path.parent.name != "layouts")
        if common != path.read_bytes() or not for_editor:
            offenders.append(path.relative_to(policies).as_posix())
    return len(ours), offenders


def test_every_policy_file_is_in_the_common_form() -> None:
    count, offenders = in_another_form(POLICIES)
    assert count > 300
    assert offenders == [], "run clssa fmt"


def test_a_policy_file_in_another_form_is_named(tmp_path: Path) -> None:
    rules = ("part-b", "type-of-assistance", "delivery-term-code")
    tidy, messy, bare = (tmp_path / "policies" / "business-rules" / f"br-fmso-1-{rule}.yaml" for rule in rules)
    tidy.parent.mkdir(parents=True)
    for path in (tidy, messy, bare):
        path.write_bytes((POLICIES / "business-rules" / path.name).read_bytes())
    messy.write_text(messy.read_text("utf-8").replace("kind: requirement", "kind:   requirement"), "utf-8")
    bare.write_text(bare.read_text("utf-8").partition("\n")[2], "utf-8")
    expected = ["business-rules/br-fmso-1-delivery-term-code.yaml", "business-rules/br-fmso-1-type-of-assistance.yaml"]
    assert in_another_form(tmp_path / "policies") == (3, expected)


def test_the_line_for_the_editor_comes_first_and_once() -> None:
    line = "# yaml-language-server: $schema=../schema/rule.json"
    for before in ("", "\n# yaml-language-server: $schema=old.json\n", f"{line}\n\n"):
        made = formatted(f"{before}# about\nid: a\n".encode(), "a.yaml", forms.RULE, line).decode()
        assert made == f"{line}\n# about\nid: a\n"


KEPT = {
    "a folded text with a line that is indented more": "id: a\ntitle: >-\n     one\n       two\n     three\n",
    "a literal text with a line that looks like a comment": "id: a\ntitle: |\n   # one\n     two   \n",
    "a text in quotes over several lines, one of them blank": "title: 'one\n\n     # two'\nid: a\n",
    "a text over several lines": "id: a\ntitle: one\n   two\n      three\n",
    "an indentation that is counted": "id: a\ntitle: |2\n    one\n   two\n",
    "brackets over several lines": "readings: [a,\n   # the other\n b\n ]\nid: a\n",
    "a dash with nothing behind it": "readings:\n  -\n    a\n  - b\n",
    "a list in a list": "versions:\n- - a\n  -   b\n- - c\n",
    "windows line ends": "id: a\r\ntitle: b\r\n",
    "null in quotes and without": "id: 'null'\ntitle: null\n",
    "names in quotes": "\"id\" :  a\n'title':   b\n",
}


@pytest.mark.parametrize("name", KEPT)
def test_what_a_text_says_is_kept_however_it_is_written(name: str) -> None:
    once = form(KEPT[name])
    assert meaning(load(once.encode(), "a"), forms.RULE) == meaning(load(KEPT[name].encode(), "a"), forms.RULE)
    assert form(once) == once


def test_keys_in_an_order_that_has_a_meaning_stay_in_it() -> None:
    text = "versions:\n  - let:\n      b: 1\n      a: b\n"
    assert form(text) == text


def test_a_mapping_with_a_key_that_it_cannot_have_is_not_put_in_order() -> None:
    text = "title: a\nsubject: b\nid: c\n"
    assert form(text) == text


def test_quotation_marks_that_make_a_difference_count_as_a_change_of_meaning() -> None:
    assert meaning(load(b"a: 'null'", "a"), None) != meaning(load(b"a: null", "a"), None)
    assert meaning(load(b"a: 'b'", "a"), None) == meaning(load(b'a: "b"', "a"), None)
    assert meaning(load(b"{a: 1, b: 2}", "a"), None) != meaning(load(b"{b: 2, a: 1}", "a"), None)


def test_a_file_that_is_no_yaml_is_refused_at_its_line() -> None:
    with pytest.raises(Faults, match=r"a\.yaml:2:"):
        form("id: a\ntitle: b: c\n")


# --- any file

GAP = st.integers(1, 4).map(lambda count: " " * count)
STEP = st.integers(1, 6)
VALUE = st.sampled_from(
    [
        "a",
        "'b'",
        '"c"',
        "[d, e]",
        "{f: g}",
        "'it''s'",
        '"a \\"b\\""',
        ">-\n{i}one\n{i}\n{i}two",
        "|\n{i}# one\n{i}  two",
        "h\n{i}i",
    ]
)
NOISE = st.sampled_from(["", "", "", "\n", "\n\n", "{i}# {n}\n", "\n{i}# {n}\n{i}#\n"])
FORMS = {"rule": forms.RULE, "fact": forms.FACT, "version": forms.VERSION}


@st.composite
def mapping(draw: st.DrawFn, indent: int = 0, depth: int = 0, kind: Kind | None = forms.RULE, first: str = "") -> str:
    """A mapping, written in any way that YAML allows."""
    known = list(getattr(kind, "keys", {})) or list("pqrs")
    keys = draw(st.lists(st.sampled_from(known), min_size=1, max_size=5, unique=True))
    made = ""
    for number, key in enumerate(keys):
        own = first if number == 0 and first else " " * indent
        noise = "" if number == 0 and first else draw(NOISE).format(i=" " * indent, n=draw(st.integers(0, 99)))
        inner = kind.keys[key].kind if isinstance(kind, forms.Form) else None
        of = getattr(inner, "of", None)
        step, what = draw(STEP), draw(st.integers(0, 3)) if depth < 3 else 0
        if what == 0:
            value = draw(GAP) + draw(VALUE).replace("{i}", " " * (indent + step))
        elif what == 1:
            value = "\n" + draw(mapping(indent + step, depth + 1, inner)).rstrip("\n")
        else:
            dash, gap = indent + draw(st.integers(0, 4)), draw(GAP)
            entries = [draw(mapping(dash + 1 + len(gap), depth + 1, of, " " * dash + "-" + gap)) for _ in range(what - 1)]
            value = "\n" + "".join(entries).rstrip("\n")
        made += f"{noise}{own}{key}:{value}{draw(st.sampled_from(['', '', '   # end'])) if what else ''}\n"
    return made


def comments(text: str) -> list[str]:
    return sorted(line.strip() for line in text.splitlines() if line.lstrip().startswith("#"))


@settings(deadline=None)
@given(mapping())
def test_whatever_is_written_the_common_form_says_the_same_and_is_its_own_common_form(text: str) -> None:
    try:
        before = load(text.encode(), "a")
    except Faults:
        reject()
    once = form(text)
    assert meaning(load(once.encode(), "a"), forms.RULE) == meaning(before, forms.RULE)
    assert comments(once) == comments(text)
    assert once.count("# end") == text.count("# end")
    assert form(once) == once
