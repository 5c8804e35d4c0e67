"""What a report carries: the case as it was read, the revision, and digests that notice what matters and nothing else."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from clssa.check.case import Case
from clssa.drafts.opened import open_draft
from clssa.evidence.as_read import case_again, case_data, remarks_again, remarks_data, unread_data
from clssa.evidence.record import Evidence
from clssa.evidence.revision import NOWHERE, Revision, revision_of
from clssa.examples.example import Example
from clssa.library import load_library
from clssa.library.digest import digest_of, library_digest
from clssa.library.model import Library
from offices import KNOWN, Office, git
from project import ROOT

EXAMPLES = ROOT / "examples"
RULE = "policies/loa-notes/ln-fmso-1-note-stock-augmentation.yaml"
NOTE = "notes/fmso-1-stock-augmentation.j2"
COMMIT = "0123456789" * 4


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(ROOT / "policies")


# --- the case as it was read -------------------------------------------------------------------------------------------------


def again_of(case: Case, library: Library) -> Case:
    data, unread = json.loads(json.dumps([case_data(case, library), unread_data(case, library)]))
    return case_again(data, unread, case.file, library)


def test_what_stands_in_a_draft_and_cannot_be_read_stays_so(library: Library) -> None:
    case = case_again({"case": {"fmso": "I"}, "lines": [{"number": "001"}]}, [], "", library)
    for label, fact in (("line 001", "line.source_code"), ("", "case.status"), ("", "termination.notice_on"), ("", "payments")):
        case.mark_unread(label, fact)
    again = again_of(case, library)
    assert (again.single, again.lists, again.given, again.unread_lists) == (
        case.single,
        case.lists,
        case.given,
        case.unread_lists,
    )
    assert again.single["case"] == {"fmso": "I", "status": None}


def test_the_case_of_every_example_in_the_rules_is_read_back_as_it_was(library: Library) -> None:
    cases = [Example(tree, rule, library).case for rule in library.rules.values() for tree in rule.examples]
    assert len(cases) > 1000
    for case in cases:
        again = again_of(case, library)
        assert (again.single, again.lists, again.given, again.unread_lists) == (
            case.single,
            case.lists,
            case.given,
            case.unread_lists,
        )


@pytest.mark.parametrize(
    "path", sorted(EXAMPLES.glob("*-clean.*")) + sorted((ROOT / "tests/drafts/data").glob("*.docx")), ids=str
)
def test_the_case_of_a_draft_is_read_back_as_it_was(library: Library, path: Path) -> None:
    opened = open_draft(path, library, EXAMPLES / "fmso-2-orders.yaml" if "fmso-2" in path.name else None)
    again = again_of(opened.case, library)
    assert (again.single, again.lists, again.given, again.unread_lists) == (
        opened.case.single,
        opened.case.lists,
        opened.case.given,
        opened.case.unread_lists,
    )
    assert remarks_again(json.loads(json.dumps(remarks_data(opened.findings)))) == opened.findings


def test_none_and_the_text_null_stay_apart(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text("case: {replaces_case_id: none}\nnotes: [{number: 1, title: 'null', text: none}]\n")
    data = case_data(open_draft(path, library).case, library)
    assert data["case"] == {"replaces_case_id": None}
    assert case_data(case_again(data, [], "", library), library) == data


# --- inputs ------------------------------------------------------------------------------------------------------------------


def test_the_inputs_are_the_draft_the_facts_and_the_drafts_that_belong_to_it(archived: Office, tmp_path: Path) -> None:
    facts = tmp_path / "more.yaml"
    facts.write_text("case: {status: offered}\n")
    halves = (EXAMPLES / "fmso-1-basic-clean.docx", EXAMPLES / "fmso-2-basic-faulty.docx")
    other = EXAMPLES / "fmso-1-amendment.yaml"
    path = archived.report(*halves, other, "--facts", facts, *KNOWN)
    inputs = [report["evidence"]["inputs"] for report in json.loads(path.read_text("utf-8"))]
    names = [[(each["as"], each["name"]) for each in found] for found in inputs]
    given = ("facts", "more.yaml")
    assert names[0][:3] == [("draft", halves[0].name), given, ("beside", halves[1].name)]
    assert names[1] == [("draft", halves[1].name), given, ("beside", halves[0].name)]
    sums = subprocess.run(["sha256sum", halves[0], facts, halves[1]], capture_output=True, text=True, check=True).stdout
    assert [each["sha256"] for each in inputs[0][:3]] == [line.split()[0] for line in sums.splitlines()]
    assert inputs[0][0]["bytes"] == halves[0].stat().st_size


# --- digests -----------------------------------------------------------------------------------------------------------------


def digests(office: Office) -> dict[str, list[str]]:
    rules = load_library(office.policies).rules
    return {name: [version.digest for version in rule.versions] for name, rule in rules.items()}


def test_no_two_versions_have_one_digest(library: Library) -> None:
    found = [version.digest for rule in library.rules.values() for version in rule.versions]
    assert len(set(found)) == len(found)
    assert all(len(each) == 64 for each in found)


def test_a_comment_changes_the_digest_of_the_library_and_of_no_rule(office: Office) -> None:
    before, whole = digests(office), library_digest(office.policies)
    office.edit(RULE, "kind: note", "kind: note   # as the source says")
    assert digests(office) == before
    assert library_digest(office.policies) != whole


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (RULE, "remedy: Add", "remedy: Please add"),
        (RULE, "dated_by: [loa.prepared_on, day_of_evaluation]", "dated_by: day_of_evaluation"),
        (NOTE, "augment", "enlarge"),
    ],
)  # fmt: skip
def test_a_word_changed_changes_the_digest_of_that_rule_alone(office: Office, name: str, old: str, new: str) -> None:
    before = digests(office)
    office.edit(name, old, new)
    after = digests(office)
    assert {rule for rule in before if before[rule] != after[rule]} == {"ln-fmso-1-note-stock-augmentation"}


def test_the_digest_of_the_library_is_the_same_elsewhere_and_with_other_line_ends(office: Office, tmp_path: Path) -> None:
    shutil.copytree(office.policies, tmp_path / "elsewhere" / "rules")
    shutil.copytree(office.folder / "notes", tmp_path / "elsewhere" / "notes")
    copy = tmp_path / "elsewhere" / "notes" / Path(NOTE).name
    copy.write_bytes(copy.read_bytes().replace(b"\n", b"\r\n"))
    assert library_digest(tmp_path / "elsewhere" / "rules") == library_digest(office.policies)


@pytest.mark.parametrize(
    ("one", "other"), [({"a": "1.1"}, {"a": "1.10"}), ({"a": "\u00e9"}, {"a": "e\u0301"}), ({"a": None}, {})]
)
def test_what_is_not_the_same_has_not_the_same_digest(one: Any, other: Any) -> None:
    assert digest_of(one) != digest_of(other)
    assert digest_of({"b": one, "a": other}) == digest_of({"a": other, "b": one})


# --- the revision ------------------------------------------------------------------------------------------------------------


def test_the_revision_is_the_commit_and_the_folder_in_it(office: Office) -> None:
    assert revision_of(office.policies) == Revision(git(office.folder, "rev-parse", "HEAD").strip(), "policies")


@pytest.mark.parametrize("name", ["policies/values/review-interval.yaml", NOTE, "policies/values/new.yaml"])
def test_a_changed_or_new_file_of_the_library_makes_the_revision_changed(office: Office, name: str) -> None:
    path = office.folder / name
    path.write_text(path.read_text("utf-8") + "# more\n" if path.exists() else "# new\n")
    assert revision_of(office.policies).changed
    git(office.folder, "add", "-A")
    assert revision_of(office.policies).changed
    git(office.folder, "commit", "-q", "-m", "More")
    assert not revision_of(office.policies).changed


def test_a_file_of_the_library_that_git_ignores_makes_the_revision_changed(office: Office) -> None:
    (office.folder / ".gitignore").write_text("new.yaml\n")
    office.commit()
    (office.policies / "values" / "new.yaml").write_text("# new\n")
    assert revision_of(office.policies).changed


def test_what_is_no_part_of_the_library_does_not_make_the_revision_changed(office: Office) -> None:
    (office.policies / "README.md").write_text("Other words.\n")
    (office.folder / "draft.yaml").write_text("case: {}\n")
    assert not revision_of(office.policies).changed


def test_policies_that_stand_in_no_commit_of_the_repository_have_no_revision(office: Office) -> None:
    (office.folder / ".gitignore").write_text("installed/\n")
    office.commit()
    shutil.copytree(office.policies, office.folder / "installed" / "policies")
    assert revision_of(office.folder / "installed" / "policies") == NOWHERE


def test_policies_by_a_link_away_from_their_notes_have_no_revision(office: Office, tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "policies").symlink_to(office.policies)
    assert revision_of(tmp_path / "rules" / "policies") == NOWHERE
    (tmp_path / "rules" / "notes").symlink_to(office.folder / "notes")
    assert revision_of(tmp_path / "rules" / "policies") == revision_of(office.policies)


def test_a_repository_that_the_environment_names_is_not_asked(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "-q", "other")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other" / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path / "other"))
    assert revision_of(office.policies).folder == "policies"


def test_a_program_that_the_settings_of_the_repository_name_is_not_started(office: Office, tmp_path: Path) -> None:
    program = tmp_path / "watch"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/started\n")
    program.chmod(0o755)
    git(office.folder, "config", "core.fsmonitor", str(program))
    assert revision_of(office.policies).commit
    assert not (tmp_path / "started").exists()


@pytest.mark.parametrize(
    ("revision", "stands"),
    [
        (Revision(COMMIT, "policies"), "at 012345678901 (unchanged)"),
        (Revision(COMMIT, "policies", changed=True), "at 012345678901 (changed since)"),
        (NOWHERE, "not at a revision of git"),
    ],
)  # fmt: skip
def test_the_evidence_is_one_line(revision: Revision, stands: str) -> None:
    line = Evidence("e" * 64, revision, "abcdef" * 10 + "abcd", "9.9").line()
    assert line == f"Evidence: clssa 9.9, policies {stands}, digest abcdefabcdef."


@pytest.mark.parametrize("format_", ["text", "md", "html"])
def test_a_report_for_people_ends_with_the_evidence(archived: Office, format_: str) -> None:
    told = archived.run("check", EXAMPLES / "fmso-1-basic.yaml", *KNOWN, "--format", format_).stdout
    (line,) = [line for line in told.splitlines() if "Evidence: clssa 0.2.0, policies at " in line]
    assert line in told.splitlines()[-5:]
