"""The site is built from the files as they are: twice the same, strict about links, and each page follows its file."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from clssa.cli import main
from project import ROOT

COPIED = ("docs", "engine", "examples", "notes", "policies", "scripts", "CHANGELOG.md", "mkdocs.yml")
RULE = "br-fmso-1-investment-deposit"
Built = tuple[subprocess.CompletedProcess[str], Path]


def build(root: Path, out: Path, **environment: str) -> Built:
    """Builds the site of a project into a folder, strictly; what the build said, and the folder."""
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(out)],
        cwd=root, capture_output=True, text=True, timeout=300,
        env={**os.environ, "PYTHONPATH": str(root / "engine"), "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1", **environment},
    )  # fmt: skip
    return done, out


def copied(to: Path) -> Path:
    """The project without its history, as an archive holds it."""
    to.mkdir()
    for name in COPIED:
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, to / name)
    return to


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Future[Built]]]:
    """Builds of the project as it is, with a broken link, and with an example that comes out otherwise: two at a time."""
    to = tmp_path_factory.mktemp("builds")
    rule = f"policies/business-rules/{RULE}.yaml"
    linked, wrong = copied(to / "linked"), copied(to / "wrong")
    page = linked / "docs" / "index.md"
    page.write_text(page.read_text("utf-8") + "\n[a](readings.md#p-in-999) [b](nowhere.md)\n", "utf-8")
    text = (ROOT / rule).read_text("utf-8")
    (linked / rule).write_text(text.replace("title: Part A", "title: The *first* Part A"), "utf-8")
    expected = "expect: pass\n    derived: {loa.part_a.expected: 5100000.00}"
    (wrong / rule).write_text(text.replace(expected, "expect: fail", 1), "utf-8")
    with ThreadPoolExecutor(2) as pool:
        yield {
            "again": pool.submit(build, ROOT, to / "again", PYTHONHASHSEED="7", TZ="Asia/Tokyo", SOURCE_DATE_EPOCH="86400"),
            "linked": pool.submit(build, linked, to / "out of linked"),
            "wrong": pool.submit(build, wrong, to / "out of wrong"),
        }


def test_two_builds_are_the_same_byte_for_byte(built_site: Path, builds: dict[str, Future[Built]]) -> None:
    done, out = builds["again"].result()
    assert done.returncode == 0, done.stderr
    first, again = bytes_of(built_site), bytes_of(out)
    assert sorted(first) == sorted(again)
    assert [name for name in first if first[name] != again[name]] == []


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


def test_a_broken_link_fails_and_a_changed_rule_changes_its_page(builds: dict[str, Future[Built]]) -> None:
    done, out = builds["linked"].result()
    assert done.returncode != 0
    assert "'readings.md#p-in-999'" in done.stderr
    assert "'nowhere.md'" in done.stderr
    made = (out / "rules" / "business-rules" / f"{RULE}.html").read_text("utf-8")
    assert "The &#42;first&#42; Part A of a FMSO I is the investment deposit" in made
    assert "built from files without their history" in made


def test_an_example_that_comes_out_otherwise_stops_the_build(builds: dict[str, Future[Built]]) -> None:
    done, out = builds["wrong"].result()
    assert done.returncode != 0
    assert f"{RULE} says pass, and the example expects fail" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (out / "index.html").exists()


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
