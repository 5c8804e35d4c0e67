from __future__ import annotations

import re

import pytest
from clssa.drafts.layout import Layout
from clssa.drafts.layout_file import load_layout
from clssa.language.fault import Faults
from project import ROOT

LAYOUT = ROOT / "policies" / "layouts" / "loa.yaml"


def faults_after(old: str, new: str) -> Faults:
    text = LAYOUT.read_text("utf-8")
    assert old in text
    with pytest.raises(Faults) as raised:
        load_layout(text.replace(old, new, 1).encode(), "loa.yaml")
    return raised.value


def line_of(words: str) -> int:
    return next(n for n, line in enumerate(LAYOUT.read_text("utf-8").splitlines(), 1) if words in line)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{source_code}/…\"", "{source_cod}/…\"", 'did you mean "source_code"?'),
        ("    in: [front, margins]", "    in: [front, margin]", '"margin" is not a part of a draft'),
        ("    is: amendment", "    iz: amendment", '"iz" is not a part of a fact of a layout'),
        ("    is: amendment\n", "", "the fact has no is:"),
        ('shape: "[0-9]{3}[A-Za-z]?"', 'shape: "([0-9]+)+"', "is not a shape"),
        ("  systems: {many: yes}", "  systems: {blanks: [X]}", 'has no "one_of" and no "shape"'),
        ("    kind: terms_of_sale", "    kind: terms_of_sales", '"kind" cannot be "terms_of_sales"'),
        ("  named_by: line.number", "  named_by: line.numbers", 'no column gives "line.numbers"'),
        ("    is: basic\n", "", 'either "is" or "same_as"'),
        ("tracked_changes: loa", "tracked_change: loa", '"tracked_change" is not a part of a layout'),
    ],
)  # fmt: skip
def test_a_mistake_in_a_layout_is_told_with_its_line(old: str, new: str, message: str) -> None:
    (fault,) = faults_after(old, new).faults
    assert message in fault.show()
    assert fault.place.file == "loa.yaml"
    assert fault.place.line > 1


def test_a_misspelled_kind_is_underlined_where_it_stands() -> None:
    (fault,) = faults_after("{case_id} Page …", "{case_ids} Page …").faults
    assert fault.place.line == line_of('"{case_id} Page …"')


def test_every_fact_of_the_layout_is_a_fact_of_a_case(layout: Layout) -> None:
    known = set()
    for file in (ROOT / "policies" / "facts").glob("*.yaml"):
        known |= {f"{file.stem}.{name}" for name in re.findall(r"^  ([a-z_]+):", file.read_text("utf-8"), re.MULTILINE)}
    assert [name for name in layout.facts() if name not in known] == []


def test_every_reading_that_the_layout_rests_on_is_registered(layout: Layout) -> None:
    registered = (ROOT / "policies" / "interpretations.yaml").read_text("utf-8")
    used = {rule.reading for rule in layout.settled if rule.reading}
    assert used == {"IN-13", "IN-52", "IN-54"}
    assert used <= set(re.findall(r"\bid: (IN-\d+)\b", registered))


def test_the_reader_knows_nothing_of_the_programme() -> None:
    words = re.compile(r"FMSO|CLSSA|\bLOA\b|\bloa\b|[Ss]urcharge|[Pp]urchaser|Part A|[a-z]+_of_sale|\bItm\b|IN-[0-9]")
    for file in (ROOT / "engine" / "clssa" / "drafts").glob("*.py"):
        assert not words.search(file.read_text("utf-8")), file.name
