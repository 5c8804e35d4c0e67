"""In Markdown the words of a policy file and of a draft are words, and the same words by whichever command they come out."""

from __future__ import annotations

import html
import re
from typing import Any

import markdown
import pytest
from clssa.cli import main
from clssa.site import gather, pages
from clssa.text.markdown import as_entities, escape, table
from small_notes import DOCUMENT, REQUIRED, TERMS, rule, with_notes
from small_programme import World

TITLE = "PAY <B>NOW</B>, *NOT* _LATER_ | OR `X`"
ESCAPED = r"PAY \<B\>NOW\</B\>, \*NOT\* \_LATER\_ \| OR \`X\`"


@pytest.fixture
def titled(world: World) -> World:
    """The small programme with a requirement, a duty and a note that have the same title."""
    with_notes(world)
    world.note("terms", TERMS.replace("Terms of Return", f"'{TITLE}'"))
    rule(world, REQUIRED)
    world.rule("price", "require: [order.total is 11.00]\n")
    world.rule("promise", "", kind="duty")
    for name in ("price", "promise"):
        path = world.policies / "rules" / f"{name}.yaml"
        world.write(f"rules/{name}.yaml", path.read_text("utf-8").replace(f"title: {name}", f"title: '{TITLE}'"))
    (world.policies.parent / "case.yaml").write_text(DOCUMENT)
    return world


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("trace", "--duties"), f"| Seller | says | {ESCAPED} | law | 1 | promise |"),
        (("check", "case.yaml"), f"### 1. {ESCAPED} (the order)"),
        (("notes", "case.yaml"), f"## 1. {ESCAPED}"),
    ],
    ids=["trace", "check", "notes"],
)
def test_a_title_comes_out_the_same_by_every_command(clssa: Any, titled: World, arguments: tuple[str, ...], line: str) -> None:
    run = clssa(*arguments, "--format", "md", policies=titled.policies)
    assert run.status in (0, 1), run.err
    assert [each for each in run.out.splitlines() if each.startswith(line)], run.out


def test_a_title_of_a_rule_and_of_a_note_is_the_same_words_in_the_site(titled: World) -> None:
    for file in (titled.policies.parent / "CHANGELOG.md", titled.policies / "README.md"):
        file.write_text("# Words of their own\n")
    made = dict(pages(gather(titled.policies, [], titled.policies.parent), main))
    for name in ("rules/rules/price.md", "rules/rules/promise.md", "notes/terms.md"):
        page = markdown.markdown(made[name].split("---\n", 2)[2], extensions=["admonition", "attr_list", "md_in_html", "tables"])
        (heading,) = re.findall("<h1[^>]*>(.*?)</h1>", page)
        assert TITLE in html.unescape(re.sub("<[^>]+>", "", heading))


@pytest.mark.parametrize("mark", ["1. one", "2) two", "- three", "+ four", "= five", ": six", "# seven", "> eight", "* nine"])
def test_what_begins_a_list_or_a_heading_begins_none(mark: str) -> None:
    assert re.match(r"\d*\\", escape(mark))
    assert markdown.markdown(as_entities(mark), extensions=["def_list"]).startswith("<p>")


def test_an_address_is_no_link_where_bare_addresses_are_links() -> None:
    assert escape("https://a.org, www.a.org, b@a.org") == r"https\://a.org, www\.a.org, b\@a.org"


def test_text_of_several_lines_with_hidden_signs_is_one_line_that_hides_nothing() -> None:
    for made in (escape, as_entities):
        assert "\n" not in made("one\n two\u202ethree")
    assert escape("one\n two\u202ethree") == r"one two\\u202ethree"
    assert html.unescape(as_entities("one\n two\u202ethree")) == r"one two\u202ethree"


def test_a_bar_in_a_cell_ends_no_cell() -> None:
    assert list(table(("x", "y"), [["a|b", "c"]])) == ["| x | y |", "| --- | --- |", r"| a\|b | c |"]
