"""The site is built from the files as they are: twice the same, strict about links, and each page follows its file."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from clssa.cli import main
from mkdocs_build import mkdocs
from project import ROOT

RULE = "br-fmso-1-investment-deposit"
OF_LINDENAU = "policies/ordinance/ord-weight.yaml"


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def differing(one: Path, other: Path) -> list[str]:
    """The files that two sites do not share, or that differ by a byte."""
    first, second = bytes_of(one), bytes_of(other)
    return [name for name in sorted({*first, *second}) if first.get(name) != second.get(name)]


ELSEWHEN = {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "SOURCE_DATE_EPOCH": "86400"}


def test_two_builds_are_the_same_byte_for_byte(parking: Path, parking_site: Path, tmp_path: Path) -> None:
    done = mkdocs(parking, tmp_path / "again", **ELSEWHEN)
    assert done.returncode == 0, done.stderr
    assert differing(parking_site, tmp_path / "again") == []


@pytest.mark.proof
def test_two_builds_of_the_whole_law_are_the_same_byte_for_byte(built_site: Path, tmp_path: Path) -> None:
    done = mkdocs(ROOT, tmp_path / "again", **ELSEWHEN)
    assert done.returncode == 0, done.stderr
    assert differing(built_site, tmp_path / "again") == []


def test_every_rule_source_note_and_value_has_its_page(built_site: Path) -> None:
    rules = {path.stem for path in (ROOT / "policies").glob("*/*.yaml") if path.parent.name not in ("facts", "values", "layouts")}
    assert {path.stem for path in (built_site / "rules").glob("*/*.html")} == rules | {"index"}
    sources = {path.name for path in (ROOT / "policies" / "sources").iterdir()}
    assert {path.name.removesuffix(".html") for path in (built_site / "sources").glob("*.html")} == sources | {"index"}
    notes = {path.stem for path in (ROOT / "notes").glob("*.j2")}
    assert {path.stem for path in (built_site / "notes").glob("*.html")} == notes | {"index"}


def test_no_page_has_the_same_address_twice(built_site: Path) -> None:
    twice = {}
    for page in built_site.rglob("*.html"):
        ids = re.findall(r'\sid="([^"]*)"', page.read_text("utf-8"))
        if again := {each for each in ids if ids.count(each) > 1}:
            twice[str(page.relative_to(built_site))] = again
    assert twice == {}


def test_no_page_asks_another_site_for_anything(built_site: Path) -> None:
    asked = {}
    for page in (*built_site.rglob("*.html"), *built_site.rglob("site.*")):
        text = page.read_text("utf-8")
        if found := re.findall(
            r"""(?:src|srcset)=["']?(?:https?:)?//[^"' >]*|<link[^>]*href=["']?(?:https?:)?//[^"' >]*|url\(\s*["']?https?:""",
            text,
        ):
            asked[str(page.relative_to(built_site))] = found
    assert asked == {}


def test_the_search_finds_rules_and_paragraphs(built_site: Path) -> None:
    index = json.loads((built_site / "search" / "search_index.json").read_text("utf-8"))
    texts = {each["location"]: f"{each['title']} {each['text']}" for each in index["docs"]}
    assert any(RULE in text for where, text in texts.items() if where == f"rules/business-rules/{RULE}.html")
    assert any("initial provisioning" in text for where, text in texts.items() if where.startswith("sources/loa-notes.html"))


def test_a_broken_link_fails_and_a_changed_rule_changes_its_page(parking: Path, tmp_path: Path) -> None:
    linked = tmp_path / "linked"
    shutil.copytree(parking, linked, ignore=shutil.ignore_patterns(".git"))
    with (linked / "docs" / "index.md").open("a", encoding="utf-8") as page:
        page.write("\n[a](readings.md#p-in-999) [b](nowhere.md)\n")
    text = (linked / OF_LINDENAU).read_text("utf-8")
    (linked / OF_LINDENAU).write_text(text.replace("title: No vehicle", "title: Not *one* vehicle"), "utf-8")
    done = mkdocs(linked, tmp_path / "out")
    assert done.returncode != 0
    assert "'readings.md#p-in-999'" in done.stderr
    assert "'nowhere.md'" in done.stderr
    page_of_rule = (tmp_path / "out" / "rules" / "ordinance" / "ord-weight.html").read_text("utf-8")
    assert "Not &#42;one&#42; vehicle is heavier than 3500 kilograms" in page_of_rule
    assert "built from files without their history" in page_of_rule


def test_an_example_that_comes_out_otherwise_stops_the_build(parking: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    shutil.copytree(parking, wrong)
    text = (wrong / OF_LINDENAU).read_text("utf-8")
    (wrong / OF_LINDENAU).write_text(text.replace("expect: pass", "expect: fail", 1), "utf-8")
    done = mkdocs(wrong, tmp_path / "out")
    assert done.returncode != 0
    assert "ord-weight says pass, and the example expects fail" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out" / "index.html").exists()


@pytest.mark.parametrize("page", ["commands", "architecture", "matrix", "not-incorporated", "changes", "duties", "readings"])
def test_each_list_has_its_page(page: str, built_site: Path) -> None:
    assert (built_site / f"{page}.html").stat().st_size > 10_000


def part(page: Path, start: str, end: str = "<h2") -> str:
    """The words of a page from an anchor to the next heading."""
    text = page.read_text("utf-8")
    after = text[text.index(f'id="{start}"') :]
    return " ".join(re.sub(r"<[^>]+>", " ", after.split(end, 1)[0]).split())


def test_what_changed_says_what_was_known_before_a_source_and_after(built_site: Path) -> None:
    told = part(built_site / "changes.html", "known-2006-04-06")
    assert "Issued on 2006-04-06: DSCA 06-11" in told
    assert (
        "Investment deposit ratio Known until then: 5/17 from the beginning until before 2004-12-31 ; 30% from 2004-12-31" in told
    )
    assert "Known from then on: 5/17 from the beginning until before 2005-09-20 ; 30% from 2005-09-20" in told
    assert "Part A of a FMSO I is the investment deposit : an exception is added, by DSCA 06-11, S1" in told
    assert "0.1.0" in part(built_site / "changes.html", "releases")


def test_a_rule_shows_the_picture_of_a_value_that_changed_under_it(built_site: Path) -> None:
    page = (built_site / f"rules/business-rules/{RULE}.html").read_text("utf-8")
    assert "As known from 2005-09-20: 5/17 from beginning until before 2004-12-31." in page
    assert "a value that it reads has several, drawn below" in page


def test_a_paragraph_says_whom_its_duties_bind_and_what_is_not_encoded(built_site: Path) -> None:
    source = built_site / "sources" / "dodi-2000.ii.html"
    assert "— who: Secretaries of the Military Departments , shall" in part(source, "p-6.11.3", "</section>")
    assert "not encoded “" in part(source, "p-6.11.5", "</section>")


def test_later_policy_that_is_known_and_not_incorporated_is_listed_by_day(built_site: Path) -> None:
    told = part(built_site / "not-incorporated.html", "later-policy-that-is-known-and-not-incorporated")
    register = [path.stem for path in (ROOT / "policies" / "not-incorporated").glob("*.yaml")]
    assert len(re.findall(r"Known and not incorporated:", told)) == len(register) > 0
    days = re.findall(r"\b\d{4}-\d\d-\d\d\b", told)
    assert days == sorted(days)


def test_a_note_that_ended_after_the_samples_says_from_when(built_site: Path) -> None:
    told = part(built_site / "notes" / "index.html", "mandatory-notes", "</table>")
    assert "Points of Contact otherwise from 2006-04-06" in told


@pytest.mark.parametrize("name", sorted(main.commands))
def test_each_command_says_its_exit_statuses_in_its_help_and_on_the_site(name: str, built_site: Path) -> None:
    assert re.search(r"Exit status: 0 .*; 2 ", " ".join((main.commands[name].help or "").split()))
    told = part(built_site / "commands.html", f"p-clssa-{name}")
    assert re.search(r"Exit statuses: Status Means 0 .* 2 ", told)
