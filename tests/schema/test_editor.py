"""What the schemas of this programme say of its files: nothing is wrong with any of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from clssa.library import load_library
from clssa.library.files import library_files, note_files
from clssa.library.model import Library
from clssa.schema import schema_of, schemas
from jsonschema import Draft7Validator
from plain_files import Schemas
from project import ROOT

POLICIES = ROOT / "policies"
HELD = [path for path in library_files(POLICIES) if path.suffix == ".yaml" and schema_of(path, POLICIES)]


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(POLICIES)


@pytest.fixture(scope="module")
def made(library: Library) -> Schemas:
    return Schemas(schemas(library))


def test_the_stored_schemas_are_up_to_date(library: Library) -> None:
    stored = {path.name: path.read_text("utf-8") for path in (ROOT / "schema").glob("*.json")}
    assert stored == schemas(library), "run clssa schema"


def test_each_schema_is_one_of_draft_07(made: Schemas) -> None:
    for schema in made.schemas.values():
        Draft7Validator.check_schema(schema)


def test_every_policy_file_but_the_layouts_has_a_schema_and_each_schema_a_file() -> None:
    without = [path for path in library_files(POLICIES) if path.suffix == ".yaml" and path not in HELD]
    assert {path.parent.name for path in without} == {"layouts"}
    assert {schema_of(path, POLICIES) for path in HELD} == {
        "actors.json", "facts.json", "interpretations.json", "paragraphs.json", "rule.json", "source.json", "value.json",
    }  # fmt: skip


def faulty(made: Schemas, files: Iterable[tuple[Path, str, bytes]]) -> list[str]:
    """What a schema finds wrong, as `file: fault`, in files that each come with the name of their schema and their text."""
    return [f"{path.name}: {fault}" for path, schema, text in files for fault in made.faults(schema, text)]


def front(path: Path) -> bytes:
    """The front of a note, between its two lines of hyphens."""
    return re.split(r"^---\n", path.read_text("utf-8"), flags=re.MULTILINE)[1].encode()


def test_nothing_is_wrong_with_any_policy_file(made: Schemas) -> None:
    assert len(HELD) > 300
    assert faulty(made, [(path, str(schema_of(path, POLICIES)), path.read_bytes()) for path in HELD]) == []


def test_nothing_is_wrong_with_the_front_of_any_note(made: Schemas) -> None:
    notes = note_files(POLICIES)
    assert len(notes) > 10
    assert faulty(made, [(path, "note.json", front(path)) for path in notes]) == []


def test_nothing_is_wrong_with_any_example_of_a_case(made: Schemas) -> None:
    cases = sorted((ROOT / "examples").glob("*.yaml"))
    assert len(cases) >= 5
    assert faulty(made, [(path, "case.json", path.read_bytes()) for path in cases]) == []


def test_of_many_files_the_one_with_a_fault_is_named_with_it(made: Schemas) -> None:
    rules = [path for path in HELD if path.name.startswith("br-fmso-1-")]
    assert len(rules) > 3
    texts = {path: path.read_text("utf-8") for path in rules}
    texts[rules[2]] = texts[rules[2]].replace("\nkind: ", "\nkinds: ", 1)
    (note,) = [path for path in note_files(POLICIES) if path.stem == "fmso-2-supply-exclusions"]
    files = [(path, "rule.json", text.encode()) for path, text in texts.items()]
    found = faulty(made, [*files, (note, "note.json", front(note).replace(b"title:", b"name:"))])
    assert {each.partition(": ")[0] for each in found} == {rules[2].name, note.name}
    assert any("kinds" in each for each in found)


def enumerations(schema: Any) -> Iterator[list[Any]]:
    """Every list of allowed words in a schema."""
    inner = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    for each in inner:
        yield from enumerations(each)
    if isinstance(schema, dict) and isinstance(schema.get("enum"), list):
        yield schema["enum"]


def test_no_list_of_words_has_one_of_them_twice_for_editors_refuse_such_a_schema(made: Schemas) -> None:
    for words in enumerations(list(made.schemas.values())):
        assert len({json.dumps(float(word) if type(word) is int else word) for word in words}) == len(words)


def described(schema: Any, at: str = "") -> list[str]:
    """The properties that say nothing to who hovers over them, themselves or by what they refer to."""
    if isinstance(schema, list):
        return [each for index, inner in enumerate(schema) for each in described(inner, f"{at}/{index}")]
    if not isinstance(schema, dict):
        return []
    bare = []
    for key, inner in schema.items():
        if key == "properties" and "if" not in at.split("/")[-1:] and not re.search(r"/(then|if)$", at):
            bare += [f"{at}/{name}" for name, each in inner.items() if not {"description", "$ref"} & set(each)]
        bare += described(inner, f"{at}/{key}")
    return bare


def test_every_key_and_every_fact_is_explained(made: Schemas) -> None:
    assert [each for schema in made.schemas.values() for each in described(schema)] == []
    case = made.schemas["case.json"]
    assert all(fact["description"] and fact["title"] for fact in case["definitions"].values())


def test_the_schemas_are_small_enough_to_be_read_at_each_key_stroke() -> None:
    assert all(path.stat().st_size < 250_000 for path in (ROOT / "schema").glob("*.json"))


PLANTED = {
    "a fact that is not there": ("case: {fmsso: I}", "fmsso"),
    "a code that is not there": ("case: {fmso: III}", "'III' is not one of"),
    "an amount with a dollar sign": ("loa: {part_a: $100.00}", "does not match"),
    "an amount with commas": ("loa: {part_a: '1,000.00'}", "does not match"),
    "a negative amount that cannot be": ("loa: {part_a: -5.00}", "minimum"),
    "a date in another form": ("loa: {prepared_on: 16 January 2006}", "does not match"),
    "none where it is not allowed": ("loa: {prepared_on: none}", "does not match"),
    "a derived fact": ("loa: {part_a.expected: 1.00}", "part_a.expected"),
    "a list where one thing is wanted": ("case: {fmso: [I]}", "is not one of"),
    "one thing where a list is wanted": ("loa: {terms_of_sale: Cash with Acceptance}", "is not of type 'array'"),
    "lines that are no list": ("lines: {number: '001'}", "is not of type 'array'"),
    "a part that is not there": ("loas: {}", "loas"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_mistake_in_a_case_is_seen(name: str, made: Schemas) -> None:
    case, seen = PLANTED[name]
    found = made.faults("case.json", case.encode())
    assert found
    assert any(seen in each for each in found), found


def test_the_files_for_the_editor_name_each_schema(made: Schemas) -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))
    assert {Path(name).name for name in settings["yaml.schemas"]} == set(made.schemas) - {"note.json"}
