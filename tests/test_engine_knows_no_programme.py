"""The engine runs another programme's policies unchanged: nothing of this programme stands in Python."""

from __future__ import annotations

import re
from pathlib import Path

from project import ROOT
from ruamel.yaml import YAML

ENGINE = ROOT / "engine"
SIGNS = r"FMSO|\bFMS\b|\bDoD|CLSSA|DSCA|\bLOA\b|MILDEP|Acquisition|5/17|\b(?:19|20)\d\d-\d\d-\d\d\b"
"""Words, rates and dates of the programme."""
BY_CHANCE = "LANDSCAPE"
"""Of a page; a word of the programme stands in it."""


def names_of_the_programme() -> set[str]:
    """Ids of rules, values, sources and notes; names of facts."""
    yaml = YAML(typ="base")
    names = {path.stem for path in (ROOT / "policies").glob("*/*.yaml") if path.parent.name not in ("facts", "layouts")}
    names |= {path.name for path in (ROOT / "policies" / "sources").iterdir()}
    names |= {path.stem for path in (ROOT / "notes").glob("*.j2")}
    for path in (ROOT / "policies" / "facts").glob("*.yaml"):
        facts = yaml.load(path.read_text("utf-8"))
        names |= {leaf for leaf in facts["facts"] if "_" in leaf}
    return names


def named_in(folder: Path, names: set[str]) -> list[str]:
    """Each name, word, rate and date of the programme in the Python files of a folder, as file:line: what stands there."""
    any_name = rf"(?<![\w.-])(?:{'|'.join(map(re.escape, sorted(names)))})(?![\w-])"
    either = re.compile(f"{any_name}|{SIGNS}")
    found = []
    for path in sorted(folder.rglob("*.py")):
        text = path.read_text("utf-8").replace(BY_CHANCE, "")
        for match in either.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            found.append(f"{path.relative_to(folder).as_posix()}:{line}: {match.group()}")
    return found


def test_no_fact_rule_source_note_word_date_or_rate_of_the_programme_stands_in_the_engine() -> None:
    names = names_of_the_programme()
    assert len(names) > 400
    assert named_in(ENGINE, names) == []


def test_what_is_named_of_a_programme_is_shown_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "room").mkdir()
    (tmp_path / "sound.py").write_text("from clssa.check import part_aware, my_part_a, x.part_a, LANDSCAPE, ALOAD\n")
    (tmp_path / "room" / "wrong.py").write_text(
        '"""The LOA."""\n\npart_a = case["part_a_more"]  # from 2005-09-20\nrate = 5/17\n'
    )
    assert named_in(tmp_path, {"part_a", "part_a_more", "rule-1"}) == [
        "room/wrong.py:1: LOA", "room/wrong.py:3: part_a", "room/wrong.py:3: part_a_more", "room/wrong.py:3: 2005-09-20",
        "room/wrong.py:4: 5/17",
    ]  # fmt: skip


def test_one_file_imports_durable_rules() -> None:
    importing = [
        path.name
        for path in ENGINE.rglob("*.py")
        if re.search(r"^\s*(import|from) durable", path.read_text("utf-8"), re.MULTILINE)
    ]
    assert importing == ["durable.py"]
