"""The site of another programme, and its words: nothing that the engine says is of the programme in this repository."""

from __future__ import annotations

import html
import re
import zipfile
from pathlib import Path

import pytest
from clssa.library import load_library
from clssa.library.model import Library
from lindenau import HERE, run
from project import ROOT
from running import Run

Runs = dict[str, Run]
PHRASES = re.compile(
    r"letters? of offer|purchaser|requisition|drawdown|materiel|mildep|stock augmentation|foreign military|case manager"
    r"|line\.number|line 00\d|line \{number\}|such as case or line|docs/case-file\.md|BN-D|5/17",
    re.IGNORECASE,
)
"""Words of the programme in this repository that no file of its policies names as such, and examples in its subjects."""
ABBREVIATION = re.compile(r"\b[A-Z][a-z]?[A-Z][A-Za-z]*\b")
OF_THE_TOOL = {"PDF", "YAML", "JSON", "HTML", "CSV", "SHA", "UTF", "ID", "URL", "ISO", "XML", "NA", "TODO"}
OF_THE_TOOL |= {"AT", "DATE", "RULE", "SOURCE", "AND", "WHAT", "AA", "AB", "not named"}
"""Formats, arguments of commands, headings, codes of no meaning that show what a list is, and what a schema advises of actors."""


def texts_of(folder: Path) -> str:
    """All files of a programme's policies and notes, one below the other."""
    files = (path for name in ("policies", "notes") for path in sorted((folder / name).rglob("*")) if path.is_file())
    return "\n".join(path.read_text("utf-8") for path in files)


def names_of(library: Library) -> set[str]:
    """What a programme calls by name: its sources, rules, values, notes and actors, its facts and their labels."""
    titled = (*library.sources.values(), *library.rules.values(), *library.notes.values())
    names = {*library.sources, *library.rules, *library.values, *library.notes, *library.actors}
    names |= {str(each.title) for each in titled} | {each.partition(".")[2] for each in library.facts}
    names |= {each.label for each in (*library.facts.values(), *library.values.values())}
    return {each for each in names if re.search(r"[ _-]", each)}


@pytest.fixture(scope="session")
def of_this_programme() -> set[str]:
    """What the programme of this repository calls by name or abbreviates, and the parking permits do not."""
    theirs = texts_of(HERE)
    names = names_of(load_library(ROOT / "policies")) | {*ABBREVIATION.findall(texts_of(ROOT))}
    return {each for each in names - OF_THE_TOOL if each not in theirs}


def met(names: set[str], texts: dict[str, str]) -> set[tuple[str, str]]:
    """The names that stand in a text as whole words, each with the name of the text."""
    every = "\n".join(texts.values())
    wholes = {each: re.compile(rf"(?<![\w-]){re.escape(each)}(?![\w-])") for each in names if each in every}
    return {(name, each) for name, text in texts.items() for each, whole in wholes.items() if each in text and whole.search(text)}


def plain(path: Path) -> str:
    """The text of a file that a command wrote; of a page without what the theme brings, of a Word file its words."""
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as parts:
            words = [
                parts.read(name).decode() for name in parts.namelist() if re.fullmatch(r"word/(document|comments)\.xml", name)
            ]
        return re.sub(r"<[^>]+>", " ", " ".join(words))
    text = path.read_text("utf-8")
    if path.suffix == ".html":
        return html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<(script|style|svg)\b.*?</\1>", " ", text, flags=re.DOTALL)))
    return text


@pytest.fixture(scope="session")
def outputs(runs: Runs, parking: Path, edited: Path, parking_site: Path) -> dict[str, str]:
    """Everything that any command wrote, by its name."""
    files = [*(parking / "out").iterdir(), *(edited / "schema").iterdir(), *parking_site.rglob("*.html")]
    files += [parking_site / "search" / "search_index.json"]
    return {name: said.out + said.err for name, said in runs.items()} | {
        "/".join(path.parts[-3:]): plain(path) for path in files
    }  # fmt: skip


def test_no_output_has_a_word_of_another_programme(outputs: dict[str, str], of_this_programme: set[str]) -> None:
    assert met(of_this_programme, outputs) == set()
    assert {(name, each) for name, text in outputs.items() for each in PHRASES.findall(text)} == set()


def test_the_words_of_the_programme_in_this_repository_would_be_met(of_this_programme: set[str]) -> None:
    said = run(ROOT, "check", "examples/fmso-2-faulty.yaml").out
    words = {each for _, each in met(of_this_programme, {"check": said})}
    assert {"FMSO", "br-fmso-2-terms-of-sale", "Terms of Sale"} <= words


def test_every_output_is_looked_at(outputs: dict[str, str]) -> None:
    assert {"check as oscal", "impact as md", "help of new", "edited/schema/rule.json", "project/out/comments.docx"} <= set(
        outputs
    )
    assert {name for name, text in outputs.items() if not text.strip()} == {"fmt", "checklist in Word", "notes in Word"}


def page(site: Path, name: str) -> str:
    return " ".join(plain(site / name).split())


def test_a_rule_has_a_page_with_its_quote_and_its_timeline(parking_site: Path) -> None:
    fee = page(parking_site, "rules/ordinance/ord-fee.html")
    assert "The fee shall be paid in full with the application." in fee
    assert "the date that counts is the day of the application" in fee
    assert "from the beginning: $10.10 (known from 2018-03-01 until before 2021-04-15 )" in fee
    assert "from 2021-01-01 : $12.00 (known from 2021-04-15 )" in fee


def test_a_note_is_shown_filled_in_for_the_samples_of_the_project(parking_site: Path) -> None:
    display = page(parking_site, "notes/display.html")
    assert "New permit, as of 10 June 2022" in display
    assert "Permit P-3001 shall lie behind the windscreen" in display
    assert "Not demanded on: New permit; Renewal." in page(parking_site, "notes/charging.html")


def test_the_lists_of_the_site_are_of_the_programme(parking_site: Path) -> None:
    assert "26 paragraphs: 26 accounted for, 0 with words left over, 0 with nothing." in page(parking_site, "matrix.html")
    assert "City Clerk" in page(parking_site, "duties.html")
    assert "rescinded from 2022-01-01" in page(parking_site, "sources/circular-4.html")
    assert "Motor cycles are left for later" in page(parking_site, "not-incorporated.html")
    assert "Write a rule on parking" in page(parking_site, "write-a-rule.html")
    assert "The permits of Lindenau" in page(parking_site, "rules/ordinance/ord-zone.html")
