"""An auditor runs a report again: the same, or what differs, or why it cannot be run."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import clssa.check
import pytest
from clssa.evidence import rerun
from clssa.evidence.formats import CannotVerify
from clssa.evidence.record import given_digest
from clssa.library import load_library
from clssa.library.model import Library
from offices import KNOWN, Office, git
from project import ROOT

EXAMPLES = ROOT / "examples"
CASE = EXAMPLES / "fmso-1-basic.yaml"
WORD = EXAMPLES / "fmso-2-basic-faulty.docx"
HALVES = (EXAMPLES / "fmso-1-basic-clean.docx", WORD)
Changed = Callable[[Path, Callable[[Any], None]], Path]


def test_a_report_comes_out_the_same_after_the_policies_have_moved_on(office: Office) -> None:
    report = office.report(CASE, *KNOWN)
    office.move_on()
    office.edit("policies/values/review-interval.yaml", "value:", "# not committed\nvalue:")
    before = git(office.folder, "status", "--porcelain")
    assert office.report(CASE, *KNOWN, into="now.json").read_bytes() != report.read_bytes()
    done = office.run("verify", report)
    assert (done.returncode, done.stdout[:4]) == (0, "SAME")
    assert hashlib.sha256(report.read_bytes()).hexdigest() in done.stdout
    assert git(office.folder, "status", "--porcelain") == before


def test_the_draft_is_not_needed_again(archived: Office, tmp_path: Path) -> None:
    drafts = [Path(shutil.copy(each, tmp_path)) for each in HALVES]
    facts = tmp_path / "more.yaml"
    facts.write_text("case: {status: offered}\n")
    report = archived.report(*drafts, "--facts", facts, *KNOWN)
    for each in (*drafts, facts):
        each.unlink()
    done = archived.run("verify", report)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 drafts checked again" in done.stdout


@pytest.mark.parametrize(
    "name",
    ["fmso-1-amendment.yaml", "fmso-2-orders.yaml", "fmso-2-faulty.yaml", "fmso-1-basic-clean.docx", "fmso-2-basic-clean.pdf"],
)
def test_each_example_comes_out_the_same(archived: Office, name: str) -> None:
    assert archived.run("verify", archived.report(EXAMPLES / name)).returncode == 0


def test_a_report_made_today_comes_out_the_same_in_later_years(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    undated = office.folder.parent / "undated.yaml"
    undated.write_text("case: {case_id: BN-D-KAA, fmso: I}\n")
    report = office.report(undated)
    assert json.loads(report.read_text())["as_of_from"] == json.loads(report.read_text())["known_on_from"] == "today"
    monkeypatch.setattr(clssa.check, "_today", lambda: datetime.date(2099, 1, 1))
    assert rerun.verify(report.read_bytes(), office.policies).differences == []


# --- what was changed after the report was made ------------------------------------------------------------------------------


def finding(tree: Any, outcome: str) -> Any:
    return next(each for each in tree["findings"] if each["outcome"] == outcome)


CHANGES: dict[str, tuple[Callable[[Any], Any], str]] = {
    "a verdict": (lambda tree: tree.update(verdict="pass"), 'verdict comes out as "fail"; the report says "pass"'),
    "an outcome": (lambda tree: finding(tree, "fail").update(outcome="pass"), 'outcome comes out as "fail"; the report says "pass"'),
    "a finding left out": (lambda tree: tree["findings"].remove(finding(tree, "fail")), "is missing; it comes out as"),
    "a finding added": (lambda tree: tree["findings"].append({"rule": "made-up"}), "made-up [None] does not come out"),
    "findings in another order": (lambda tree: tree["findings"].insert(0, tree["findings"].pop()), "findings come out in another order"),
    "a quote": (lambda tree: finding(tree, "fail")["cite"].update(quote="As you like."), "the report says \"As you like.\""),
    "a fact of the case": (lambda tree: tree["as_read"]["case"]["case"].update(fmso="I"), "what was given to the check"),
    "a fact that no rule reads": (lambda tree: tree["as_read"]["case"]["loa"].update(prepared_on="2005-10-04"), "what was given"),
    "a place in the draft": (lambda tree: tree["facts"]["case.fmso"].update(where="page 9"), "what was given to the check"),
    "a remark of the reading": (lambda tree: tree["as_read"]["remarks"].append({}), "not a whole report"),
    "the day of evaluation": (lambda tree: tree.update(as_of="2006-03-02"), "what was given to the check"),
    "the digest of the draft": (lambda tree: tree["evidence"]["inputs"][0].update(sha256="0"), "what was given to the check"),
    "the digest of the policies": (lambda tree: tree["evidence"]["library"].update(digest="0"), "evidence, library, digest comes out"),
    "the digest of a rule": (lambda tree: tree["evidence"]["rules"].clear(), "evidence, rules"),
    "a key of its own": (lambda tree: tree.update(approved="yes"), 'approved does not come out; the report says "yes"'),
}  # fmt: skip


@pytest.fixture(scope="module")
def filed(archive: Path, tmp_path_factory: pytest.TempPathFactory, cache: Path) -> str:
    """A report on a draft in Word."""
    path = tmp_path_factory.mktemp("filed") / "report.json"
    Office(archive, cache, archive.parent).run("check", WORD, *KNOWN, "--format", "json", "--output", path)
    return path.read_text("utf-8")


@pytest.fixture(scope="module")
def library(archive: Path) -> Library:
    return load_library(archive / "policies")


@pytest.fixture
def read_once(library: Library, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library of the revision is unpacked and read once for many reports; others do it for each."""
    monkeypatch.setattr(rerun, "unpack", lambda *_: archive / "policies")
    monkeypatch.setattr(rerun, "load_library", lambda _: library)


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("name", CHANGES)
def test_what_was_changed_in_a_report_is_said(archive: Path, filed: str, name: str) -> None:
    change, said = CHANGES[name]
    tree = json.loads(filed)
    change(tree)
    data = (json.dumps(tree, ensure_ascii=False, indent=2) + "\n").encode()
    if said == "not a whole report":
        with pytest.raises(CannotVerify, match=said):
            rerun.verify(data, archive / "policies")
    else:
        assert said in "\n".join(rerun.verify(data, archive / "policies").differences)


def test_a_tampered_verdict_is_told_on_the_command_line(archived: Office, changed: Changed) -> None:
    report = changed(archived.report(WORD, *KNOWN), lambda tree: tree.update(verdict="pass"))
    done = archived.run("verify", report)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        f"DIFFERS  {report} is not what comes out of the same case, rules and days:",
        '- verdict comes out as "fail"; the report says "pass"',
    ]


def test_a_case_that_no_draft_could_show_is_said(archived: Office, changed: Changed) -> None:
    report = changed(archived.report(WORD, *KNOWN), lambda tree: tree["as_read"]["case"].update(made_up={}))
    done = archived.run("verify", report)
    assert done.returncode == 1
    assert 'the case as it was read cannot be checked by these rules: "made_up" is not a part of a case' in done.stdout


def test_a_report_written_anew_by_another_program_differs(archived: Office) -> None:
    report = archived.report(CASE, *KNOWN)
    report.write_text(json.dumps(json.loads(report.read_text("utf-8"))))
    done = archived.run("verify", report)
    assert done.returncode == 1
    assert "another program wrote it" in done.stdout


def test_a_report_that_names_another_commit_than_its_own_differs(office: Office, changed: Changed) -> None:
    report = office.report(CASE, *KNOWN)
    office.move_on()
    later = git(office.folder, "rev-parse", "HEAD").strip()
    done = office.run("verify", changed(report, lambda tree: tree["evidence"]["library"].update(revision=later)))
    assert done.returncode == 1
    assert "evidence, library, digest comes out" in done.stdout


# --- what cannot be run again ------------------------------------------------------------------------------------------------


def test_a_report_of_changed_policies_is_not_passed(office: Office) -> None:
    office.edit("policies/values/review-interval.yaml", "value:", "# not committed\nvalue:")
    report = office.report(CASE, *KNOWN)
    assert json.loads(report.read_text())["evidence"]["library"]["changed"] is True
    done = office.run("verify", report)
    assert (done.returncode, done.stdout) == (2, "")
    assert "the policies had changes that are not in the commit" in done.stderr


def test_a_report_of_another_engine_is_not_passed(archived: Office, changed: Changed) -> None:
    report = changed(archived.report(CASE, *KNOWN), lambda tree: tree["evidence"]["engine"].update(version="0.0.9"))
    done = archived.run("verify", report)
    assert (done.returncode, done.stdout) == (2, "")
    assert "clssa 0.0.9 made it, and this is clssa 0.2.0" in done.stderr


def test_a_revision_that_a_shallow_clone_lacks_is_not_passed(office: Office, tmp_path: Path) -> None:
    report = office.report(CASE, *KNOWN)
    office.move_on()
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{office.folder}", "shallow")
    done = office.run("verify", report, "--policies", tmp_path / "shallow" / "policies")
    assert (done.returncode, done.stdout) == (2, "")
    assert "does not have the commit" in done.stderr
    assert "shallow clone" in done.stderr


def test_policies_outside_git_cannot_stand_for_a_revision(office: Office, tmp_path: Path) -> None:
    report = office.report(CASE, *KNOWN)
    shutil.copytree(office.policies, tmp_path / "loose" / "policies")
    done = office.run("verify", report, "--policies", tmp_path / "loose" / "policies", GIT_CEILING_DIRECTORIES=str(tmp_path))
    assert done.returncode == 2
    assert "is in no git repository" in done.stderr


@pytest.mark.parametrize(
    "text", ["", "no report", "[]", "{}", '{"verdict": "pass"}', '[{"file": "a", "error": "b"}]', "[" * 9000, "\udcff"],
    ids=["empty", "text", "list", "object", "an old report", "errors only", "deep", "not UTF-8"],
)  # fmt: skip
def test_what_is_no_report_is_refused_in_words(archived: Office, tmp_path: Path, text: str) -> None:
    path = tmp_path / "it.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    done = archived.run("verify", path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"NOT VERIFIED  {path}: ")
    assert "Traceback" not in done.stderr


def test_a_report_for_people_is_refused_in_words(archived: Office, tmp_path: Path) -> None:
    archived.run("check", CASE, "--output", tmp_path / "report.txt")
    done = archived.run("verify", tmp_path / "report.txt")
    assert (done.returncode, "not a report in JSON" in done.stderr) == (2, True)


@pytest.mark.usefixtures("read_once")
def test_a_report_with_any_part_of_it_replaced_by_something_else_is_never_passed(archived: Office) -> None:
    text = archived.report(CASE, *KNOWN).read_text("utf-8")
    chance = random.Random(4)
    for number in range(40):
        tree = json.loads(text)
        parent, key = chance.choice([*places(tree, 3 if number % 2 else 9)])
        parent[key] = chance.choice([7, "x", "\ud800", [[]], [{}], {"a": []}, 0.5])
        try:
            found = rerun.verify(json.dumps(tree, indent=2).encode(), archived.policies)
        except CannotVerify:
            continue
        assert found.differences


def places(tree: Any, depth: int) -> Iterator[tuple[Any, Any]]:
    """The parts of a report down to a depth, each as what holds it and its key there."""
    keys = range(len(tree)) if isinstance(tree, list) else [*tree] if isinstance(tree, dict) else []
    for key in keys if depth else ():
        yield tree, key
        yield from places(tree[key], depth - 1)


def test_a_report_by_another_source_of_the_same_version_is_run_and_it_is_said(archived: Office, changed: Changed) -> None:
    def other_source(tree: Any) -> None:
        tree["evidence"]["engine"]["digest"] = "0" * 64
        tree["evidence"]["given_digest"] = given_digest(tree)

    done = archived.run("verify", changed(archived.report(CASE, *KNOWN), other_source))
    assert done.returncode == 0
    assert "The source of the engine here is not the one that made the report, though both are 0.2.0." in done.stdout


@pytest.mark.parametrize("folder", ["../office/policies", "/etc", "-x", "", "nowhere"])
def test_a_report_that_names_a_folder_elsewhere_is_refused(archived: Office, changed: Changed, folder: str) -> None:
    report = changed(archived.report(CASE, *KNOWN), lambda tree: tree["evidence"]["library"].update(folder=folder))
    done = archived.run("verify", report)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


# --- several drafts, and no git ----------------------------------------------------------------------------------------------


def test_of_several_drafts_those_that_were_read_are_run_again(archived: Office, tmp_path: Path) -> None:
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"no document")
    report = archived.report(*HALVES, broken, CASE, *KNOWN)
    done = archived.run("verify", report)
    assert done.returncode == 0
    assert "3 drafts checked again" in done.stdout
    assert f"Not checked again, as it could not be read without the draft: {broken}." in done.stdout


def test_of_several_drafts_the_one_that_differs_is_named(archived: Office, changed: Changed) -> None:
    report = changed(archived.report(*HALVES, *KNOWN), lambda tree: tree[1].update(verdict="pass"))
    done = archived.run("verify", report)
    assert done.returncode == 1
    assert done.stdout.splitlines()[1] == '- report 2: verdict comes out as "fail"; the report says "pass"'


def test_a_report_made_outside_git_is_held_against_the_same_policies_only(office: Office) -> None:
    shutil.rmtree(office.folder / ".git")
    ceiling = {"GIT_CEILING_DIRECTORIES": str(office.folder.parent)}
    report = office.report(CASE, *KNOWN, **ceiling)
    library = json.loads(report.read_text())["evidence"]["library"]
    assert (library["revision"], "git repository" in library["reason"]) == (None, True)
    assert office.run("verify", report, **ceiling).returncode == 0
    office.edit("policies/values/review-interval.yaml", "value:", "# changed\nvalue:")
    done = office.run("verify", report, **ceiling)
    assert (done.returncode, done.stdout) == (2, "")
    assert "made by policies outside git" in done.stderr


# --- the same bytes ----------------------------------------------------------------------------------------------------------


def test_the_same_bytes_anywhere_whatever_the_environment(office: Office, tmp_path: Path) -> None:
    case = tmp_path / "drafts" / "nameless.yaml"
    case.parent.mkdir()
    case.write_text("case: {fmso: I}\nloa: {kind: basic}\n")
    here, there = tmp_path / "here", case.parent
    here.mkdir()
    runs = [
        (case, here, {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C"}),
        ("nameless.yaml", there, {"PYTHONHASHSEED": "77", "TZ": "America/Adak", "LC_ALL": "C.UTF-8"}),
        ("../drafts/nameless.yaml", here, {"GIT_DIR": str(tmp_path / "elsewhere")}),
    ]
    told = {
        office.run(
            "check", draft, *KNOWN, "--format", "json", "--policies", os.path.relpath(office.policies, cwd), cwd=cwd, **more
        ).stdout
        for draft, cwd, more in runs
    }
    assert len(told) == 1
    assert json.loads(told.pop())["case"] == "nameless.yaml"


def test_drafts_of_one_name_in_two_folders_are_told_apart_from_anywhere(office: Office, tmp_path: Path) -> None:
    for half, folder in zip(HALVES, ("one", "two"), strict=True):
        (tmp_path / folder).mkdir()
        shutil.copy(half, tmp_path / folder / "draft.docx")
    told = {
        office.run(
            "check",
            f"{to}one/draft.docx",
            f"{to}two/draft.docx",
            *KNOWN,
            "--format",
            "json",
            "--policies",
            office.policies,
            cwd=cwd,
        ).stdout
        for to, cwd in (("", tmp_path), ("../", tmp_path / "one"))
    }
    assert len(told) == 1
    names = [[(each["as"], each["name"]) for each in report["evidence"]["inputs"]] for report in json.loads(told.pop())]
    assert names == [
        [("draft", "one/draft.docx"), ("beside", "two/draft.docx")],
        [("draft", "two/draft.docx"), ("beside", "one/draft.docx")],
    ]
