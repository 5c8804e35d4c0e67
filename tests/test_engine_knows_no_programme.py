"""The engine runs another programme's policies unchanged: nothing of this programme stands in Python."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from project import ROOT
from ruamel.yaml import YAML

ENGINE = sorted((ROOT / "engine").rglob("*.py"))
OWN_NAME = re.compile(r"\bclssa\b")
"""The package's own name."""


def words_of_the_programme() -> set[str]:
    """Ids of rules, values, sources and notes; names of facts."""
    yaml = YAML(typ="base")
    words = {path.stem for path in (ROOT / "policies").glob("*/*.yaml") if path.parent.name not in ("facts", "layouts")}
    words |= {path.name for path in (ROOT / "policies" / "sources").iterdir()} | {
        path.stem for path in (ROOT / "notes").glob("*.j2")
    }
    for path in (ROOT / "policies" / "facts").glob("*.yaml"):
        facts = yaml.load(path.read_text("utf-8"))
        words |= {leaf for leaf in facts["facts"] if "_" in leaf}
    return words


@pytest.mark.parametrize("path", ENGINE, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_fact_rule_source_or_note_of_the_programme_is_named_in_the_engine(path: Path) -> None:
    text = path.read_text("utf-8")
    named = {word for word in words_of_the_programme() if re.search(rf"(?<![\w.-]){re.escape(word)}(?![\w-])", text)}
    assert not named


@pytest.mark.parametrize("path", ENGINE, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_word_date_or_rate_of_the_programme_stands_in_the_engine(path: Path) -> None:
    text = OWN_NAME.sub("", path.read_text("utf-8")).replace("LANDSCAPE", "")  # of a page; DSCA stands in it by chance
    assert not re.search(r"FMSO|\bFMS\b|\bDoD|CLSSA|DSCA|\bLOA\b|MILDEP|Acquisition|5/17|\b(19|20)\d\d-\d\d-\d\d\b", text)


def test_one_file_imports_durable_rules() -> None:
    importing = [path.name for path in ENGINE if re.search(r"^\s*(import|from) durable", path.read_text("utf-8"), re.MULTILINE)]
    assert importing == ["durable.py"]
