"""The parts of the site: words that stay words, spans of versions in both times, pictures, history."""

from __future__ import annotations

import datetime
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import markdown
import pytest
from clssa.library.model import BEGINNING
from clssa.site.history import history
from clssa.site.layers import layers
from clssa.site.markup import anchor, copy, link, ours, table, words
from clssa.site.pictures import times
from clssa.site.times import Span, of_version, spans

Day = datetime.date


def rendered(text: str) -> str:
    return markdown.markdown(text, extensions=["tables", "attr_list", "md_in_html"])


def plain(html: str) -> str:
    import html as entities

    return entities.unescape(re.sub(r"<[^>]+>", "", html))


@pytest.mark.parametrize(
    "text",
    [
        "a *b* _c_ `d` <b>e</b> & [f](g) | h",
        "1. not a list",
        "- nor this",
        "# no heading",
        "+ 3",
        "a\\*b",
        "{: #id }",
        "&lt;already&gt;",
        '"quoted" ~x~ ^y^ ==z== $5',
        "!!! note",
        "> quote",
        "[^1]: x",
    ],
)
def test_words_of_a_policy_file_are_never_markup(text: str) -> None:
    assert rendered(words(text)) == f"<p>{words(text)}</p>"
    assert plain(rendered(words(text))) == text


def test_what_stands_in_backquotes_in_our_words_is_code_and_all_else_stands_as_it_is() -> None:
    assert rendered(ours("Run `clssa *x*` <now>")) == "<p>Run <code>clssa &#42;x&#42;</code> &#60;now&#62;</p>"
    assert plain(rendered(ours("one ` alone"))) == "one ` alone"


def test_a_cell_keeps_its_bars() -> None:
    assert plain(rendered("\n".join(table(("x", "y"), [[words("a|b"), words("c")]])))).split() == ["x", "y", "a|b", "c"]


def test_what_a_button_copies_comes_out_as_it_went_in() -> None:
    text = 'Rule "A", <b>1</b>: *two* | `three` & {four} [five](six)'
    found = re.search(r'data-copy="([^"]*)"', rendered(f"Cite {copy(text)}"))
    assert found is not None
    assert plain(found[1]) == text


@pytest.mark.parametrize(
    ("target", "page", "wanted"),
    [
        ("a/b.md#c", "a/d.md", "b.md#c"),
        ("x.md", "a/b/c.md", "../../x.md"),
        ("a/b.md#c", "a/b.md", "#c"),
        ("a/b.md", "index.md", "a/b.md"),
    ],
)
def test_a_link_is_written_from_the_page_on_which_it_stands(target: str, page: str, wanted: str) -> None:
    assert link("x", target, page) == f"[x]({wanted})"


def test_an_address_of_a_paragraph_has_no_sign_that_an_address_cannot_have() -> None:
    assert anchor("1/FMSO I (Deposit)#2") == "p-1-fmso-i-deposit-2"


# --- both times -----------------------------------------------------------------------------------------------------


@dataclass
class Cite:
    source: str


@dataclass
class Version:
    start: Day
    cite: Cite | None
    until: Day | None = None
    replaces: Day | None = None


ISSUED = {"first": Day(2005, 9, 20), "second": Day(2006, 4, 6), "unknown": Day.max}


def found(*versions: Version) -> list[tuple[Any, ...]]:
    return [
        (each.version, each.start, each.end, each.known_from, each.known_until)
        for each in spans(versions, ISSUED.__getitem__)  # type: ignore[type-var]
    ]


def test_a_later_source_that_moves_a_date_gives_four_spans() -> None:
    newest = Version(Day(2005, 9, 20), Cite("second"), replaces=Day(2004, 12, 31))
    middle, oldest = Version(Day(2004, 12, 31), Cite("first")), Version(BEGINNING, Cite("first"))
    first, second = ISSUED["first"], ISSUED["second"]
    assert found(newest, middle, oldest) == [
        (2, BEGINNING, Day(2004, 12, 31), first, second),
        (1, Day(2004, 12, 31), None, first, second),
        (2, BEGINNING, Day(2005, 9, 20), second, None),
        (0, Day(2005, 9, 20), None, second, None),
    ]


def test_what_stays_as_it_was_when_more_becomes_known_is_one_span() -> None:
    ended = Version(BEGINNING, Cite("first"), until=Day(2004, 1, 31))
    later = Version(Day(2005, 1, 1), Cite("second"))
    assert found(later, ended) == [
        (1, BEGINNING, Day(2004, 2, 1), ISSUED["first"], None),
        (None, Day(2004, 2, 1), None, ISSUED["first"], ISSUED["second"]),
        (None, Day(2004, 2, 1), Day(2005, 1, 1), ISSUED["second"], None),
        (0, Day(2005, 1, 1), None, ISSUED["second"], None),
    ]


def test_what_was_never_known_is_never_shown() -> None:
    assert found(Version(BEGINNING, Cite("unknown"))) == []


def test_the_script_gets_no_bound_for_what_has_none() -> None:
    assert of_version([Span(0, BEGINNING, None, ISSUED["first"], None)], 0) == [["2005-09-20", "", "", ""]]


def test_a_picture_says_in_words_what_it_draws() -> None:
    made = times("The deposit", [Span(0, BEGINNING, None, ISSUED["first"], None)], ["30% <of it>"], "day")
    assert "<title" in made
    assert "As known from 2005-09-20: 30% &lt;of it&gt; from beginning." in made


def test_an_arrow_leads_to_what_is_used_and_none_to_what_is_used_through_another_part() -> None:
    made = layers("Parts", {"a": {"b", "c"}, "b": {"c"}, "c": set()})
    assert made.count('class="uses"') == 2
    assert "a uses b. b uses c. c uses nothing." in made


def test_an_arrow_passes_no_box_on_its_way() -> None:
    uses = {"a": {"b", "z"}, "b": {"c", "d", "e"}, "c": {"z"}, "d": {"z"}, "e": {"z"}, "y": set(), "z": set()}
    made = layers("Parts", {**uses, "a": {"b", "y"}})
    boxes = [
        tuple(map(float, each))
        for each in re.findall(r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', made)
    ]
    assert len(boxes) == len(uses)
    lanes = 0
    for line in re.findall(r'class="uses"[^>]* d="([^"]*)"', made):
        for x, y, foot in re.findall(r"([\d.]+) ([\d.]+)V([\d.]+)", line):
            lanes += 1
            for left, top, wide, high in boxes:
                inside = left <= float(x) <= left + wide and top < float(foot) and float(y) < top + high
                assert not inside
    assert lanes > 0


# --- history ----------------------------------------------------------------------------------------------------------


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def test_each_file_has_the_commits_that_changed_it_newest_first(tmp_path: Path) -> None:
    folder = tmp_path / "policies"
    folder.mkdir()
    git(tmp_path, "init", "-q")
    for number, name in enumerate(("one.yaml", "two.yaml", "one.yaml")):
        (folder / name).write_text(str(number))
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-qm", f"change {number}")
    made = history(tmp_path, ("policies", "notes"))
    assert [each.subject for each in made.of["policies/one.yaml"]] == ["change 2", "change 0"]
    assert [each.subject for each in made.of["policies/two.yaml"]] == ["change 1"]
    assert not made.lacks


def test_where_there_is_no_repository_the_history_says_so(tmp_path: Path) -> None:
    made = history(tmp_path, ("policies",))
    assert made.of == {}
    assert "without their history" in made.lacks
