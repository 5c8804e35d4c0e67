"""The site is built from the files as they are: twice the same, strict about links, and each page follows its file."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from running import ROOT

COPIED = ("docs", "engine", "examples", "notes", "policies", "scripts", "CHANGELOG.md", "mkdocs.yml")
RULE = "br-fmso-1-investment-deposit"


def build(root: Path, out: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Builds the site of a project into a folder, strictly."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(out)],
        cwd=root, capture_output=True, text=True, timeout=300,
        env={**os.environ, "PYTHONPATH": str(root / "engine"), "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1", **environment},
    )  # fmt: skip


def copied(to: Path) -> Path:
    """The project without its history, as an archive holds it."""
    for name in COPIED:
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, to / name)
    return to


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_two_builds_are_the_same_byte_for_byte(built_site: Path, tmp_path: Path) -> None:
    done = build(ROOT, tmp_path / "again", PYTHONHASHSEED="7", TZ="Asia/Tokyo", SOURCE_DATE_EPOCH="86400")
    assert done.returncode == 0, done.stderr
    first, again = bytes_of(built_site), bytes_of(tmp_path / "again")
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


def test_a_broken_link_fails_and_a_changed_rule_changes_its_page(tmp_path: Path) -> None:
    project = copied(tmp_path)
    page = project / "docs" / "index.md"
    page.write_text(page.read_text("utf-8") + "\n[a](readings.md#p-in-999) [b](nowhere.md)\n", "utf-8")
    rule = project / "policies" / "business-rules" / f"{RULE}.yaml"
    rule.write_text(rule.read_text("utf-8").replace("title: Part A", "title: The *first* Part A"), "utf-8")
    done = build(project, tmp_path / "out")
    assert done.returncode != 0
    assert "'readings.md#p-in-999'" in done.stderr
    assert "'nowhere.md'" in done.stderr
    made = (tmp_path / "out" / "rules" / "business-rules" / f"{RULE}.html").read_text("utf-8")
    assert "The &#42;first&#42; Part A of a FMSO I is the investment deposit" in made
    assert "built from files without their history" in made


def test_an_example_that_comes_out_otherwise_stops_the_build(tmp_path: Path) -> None:
    project = copied(tmp_path)
    rule = project / "policies" / "business-rules" / f"{RULE}.yaml"
    text = rule.read_text("utf-8")
    rule.write_text(text.replace("expect: pass\n    derived: {loa.part_a.expected: 5100000.00}", "expect: fail", 1), "utf-8")
    done = build(project, tmp_path / "out")
    assert done.returncode != 0
    assert f"{RULE} says pass, and the example expects fail" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out" / "index.html").exists()


@pytest.mark.parametrize("page", ["commands", "architecture", "matrix", "not-incorporated", "changes", "duties", "readings"])
def test_each_list_has_its_page(page: str, built_site: Path) -> None:
    assert (built_site / f"{page}.html").stat().st_size > 10_000
